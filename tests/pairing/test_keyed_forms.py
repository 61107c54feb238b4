"""Keys and values in one line as forms send them and programs print them: whose the numbers are."""

import pytest
from pairs import LEE, people


@pytest.mark.parametrize(
    "line",
    [
        "POST /e 200 body=p[first]=Ann&p[last]=Lee&p[ssn]=773010001&p[address][state]=MA",
        "POST /e 200 body=p%5Bfirst%5D=Ann&p%5Blast%5D=Lee&p%5Bssn%5D=773010001&p%5Baddress%5D%5Bstate%5D=MA",
        "POST /e body=first=Ann&last=Lee&ssn=773010001&st=MA",
        "14JUN24 HRB0 EMPNAME=LEE,ANN EMPSSN=773010001 EMP_ST=MA EMPNO=773010009",
        "14JUN24 HRB0 CUSTNAME=LEE, ANN CUSTSSN=773010001 ST_CD=MA",
        "10:00 [first=Ann, last=Lee, ssn=773010001, state=MA] INFO saved",
        "SELECT 'Ann' first_name, 'Lee' AS last_name, '773010001' ssn, 'MA' state FROM dual;",
        "10:00 map[first:Ann last:Lee ssn:773010001 state:MA]",
        "OrderedDict([('first_name', 'Ann'), ('last_name', 'Lee'), ('ssn', '773010001'), ('state', 'MA')])",
        (
            '<Data Name="FirstName">Ann</Data><Data Name="LastName">Lee</Data><Data Name="SSN">773010001</Data>'
            '<Data Name="State">MA</Data>'
        ),
        'x <property name="name" value="Ann Lee"/> <property name="ssn" value="773010001"/> <p name="state" value="MA"/>',
    ],
)
def test_keys_in_a_line(scan, line):
    scanned = scan(f"{line}\n", "a.log")
    assert people(scanned) == [LEE]
    assert scanned.findings[0].residency.value == "massachusetts"


def test_a_license_behind_a_name_with_a_comma(scan):
    line = "14JUN24 10:00 HRB0 EMPNAME=LEE,ANN EMPDLNO=S20773908 EMPDLST=MA EMPNO=773010009\n"
    assert people(scan(line, "a.log")) == [("ann lee", "S20773908")]


@pytest.mark.parametrize(
    "line",
    [
        "job NAME=LEE,active SSN=773010001",  # a flag, by no list of names
        "x NAME=LEE,ANNSSN=773010001 SSN=773010002",
        "x name=Lee,first=Bob ssn=773010001",
    ],
)
def test_what_stands_behind_a_comma_may_be_no_given_name(scan, line):
    assert LEE not in people(scan(f"{line}\n", "a.log"))


def test_the_state_of_one_of_two_is_not_that_of_the_other(scan):
    line = "x emp_first=Ann emp_last=Lee spouse_first=Bob spouse_last=Ray spouse_state=NH emp_ssn=773-01-0001\n"
    assert [one.residency.value for one in scan(line, "a.log").findings] == ["unknown"]
