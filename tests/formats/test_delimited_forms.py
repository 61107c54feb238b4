"""Small delimited texts that are forms, and tables that look a little like one."""

import pytest

from piiscan.model import Classification
from piiscan.place import text

A, B = "773-01-0001", "773-01-0002"
FORMS = {
    "a label and a value": (f"Name,Ann Lee\nSSN,{A}\nState,MA\n", [("ann lee", "773010001", "line 2 › column 2")]),
    "digits alone": ("Name,Ann Lee\nSSN,773010001\n", [("ann lee", "773010001", "line 2 › column 2")]),
    "tabs": ("Name\tAnn Lee\nSocial Security Number\t773010001\n", [("ann lee", "773010001", "line 2 › column 2")]),
    "a header": (f"Field,Value\nName,Ann Lee\nSSN,{A}\n", [("ann lee", "773010001", "line 3 › column 2")]),
    "quotes": (f'"Name","Lee, Ann"\n"SSN","{A}"\n', [("ann lee", "773010001", "line 2 › column 2")]),
    "a value of several lines": (
        f'Name,Ann Lee\nAddress,"5 Elm St\nLynn"\nSSN,{A}\n',
        [("ann lee", "773010001", "line 4 › column 2")],
    ),
    "two fields in a line": (
        f"Name,Ann Lee,State,MA\nSSN,{A},DOB,1/2/1980\n",
        [("ann lee", "773010001", "line 2 › column 2")],
    ),
    "two forms": (
        f"Name,Ann Lee\nSSN,{A}\n\nName,Bob Ray\nSSN,{B}\n",
        [("ann lee", "773010001", "line 2 › column 2"), ("bob ray", "773010002", "line 5 › column 2")],
    ),
    "a person in each column": (
        f"Field,Person 1,Person 2\nName,Ann Lee,Bob Ray\nSSN,{A},{B}\nState,MA,RI\n",
        [("ann lee", "773010001", "line 3 › column 2"), ("bob ray", "773010002", "line 3 › column 3")],
    ),
    "a person in each column, the name in two rows": (
        f"Field,Employee 1,Employee 2\nFirst Name,Ann,Bob\nLast Name,Lee,Ray\nSSN,{A},{B}\nState,MA,RI\n",
        [("ann lee", "773010001", "line 4 › column 2"), ("bob ray", "773010002", "line 4 › column 3")],
    ),
    "a person in each column, the corner above the labels empty": (
        f",Member 1,Member 2\nLegal name,Ann Lee,Bob Ray\nRelationship,Self,Spouse\nSSN,{A},{B}\n",
        [("ann lee", "773010001", "line 4 › column 2"), ("bob ray", "773010002", "line 4 › column 3")],
    ),
    "labels above the values": (
        f"Last Name,First Name,SSN\nLee,Ann,{A}\nStreet,City,License No. (MA)\n5 Elm St,Lynn,S12345678\n",
        [("ann lee", "773010001", "line 2 › column 3"), ("ann lee", "S12345678", "line 4 › column 3")],
    ),
    "labels above the values, in parts": (
        f"New hire\n\nFirst Name,,Last Name,SSN\nAnn,,Lee,{A}\n,,,\nCity,,State,Zip\nLynn,,MA,01901\n,,,\nLic #,Ext\nS12345678,7\n",
        [("ann lee", "773010001", "line 4 › column 4"), ("ann lee", "S12345678", "line 10 › column 1")],
    ),
    "a list below": (
        f"Employee:,Ann Lee,,\nSSN:,{A},,\nDate,Hours,Rate,Gross\n3/3/2025,8,20,160\n3/4/2025,8,20,160\n",
        [("ann lee", "773010001", "line 2 › column 2")],
    ),
    "two forms, each with a list below": (
        "".join(
            f"Employee:,{name},,\nSSN:,{number},,\nDate,Hours,Rate,Gross\n3/3/2025,8,20,160\n,,,\n"
            for name, number in (("Ann Lee", A), ("Bob Ray", "773010002"))
        ),
        [("ann lee", "773010001", "line 2 › column 2"), ("bob ray", "773010002", "line 7 › column 2")],
    ),
    "fields above a table": (
        f"Prepared by:,Cy Orr\nName,SSN\nAnn Lee,{A}\nBob Ray,773010002\n",
        [("ann lee", "773010001", "line 3 › column 2"), ("bob ray", "773010002", "line 4 › column 2")],
    ),
    "accents in cp1252": (
        "Name,José Lee\nSSN,773010001\n".encode("cp1252"),
        [("jose lee", "773010001", "line 2 › column 2")],
    ),
}
TABLES = {
    "two with one header": f"name,ssn\nAnn Lee,{A}\nname,ssn\nBob Ray,{B}\n",
    "two records each": f"name,ssn\nAnn Lee,{A}\nBob Ray,{B}\nname,city\nEva Cole,Lynn\nCy Orr,Salem\n",
    "a header": f"name,ssn\nAnn Lee,{A}\nBob Ray,{B}\n",
    "no header": f"Ann Lee,{A}\nBob Ray,{B}\n",
    "words of a form in the first column": f"Customer,Ann Lee,{A}\nClient,Bob Ray,{B}\n",
    "kinds in the first column": f"type,name,number\nssn,Ann Lee,{A}\nid,Bob Ray,{B}\n",
}


def told(scanned):
    return [
        (finding.person.normal if finding.person else None, element.value, text(place))
        for finding in scanned.findings
        for element, place in zip(finding.elements, finding.places, strict=True)
        if finding.classification in {Classification.PERSONAL_INFORMATION, Classification.NON_RESIDENT}
    ]


@pytest.mark.parametrize("name", FORMS)
def test_a_form_is_one_record(scan, name):
    data, found = FORMS[name]
    assert told(scan(data, "form.tsv" if "\t" in str(data) else "form.csv")) == found


@pytest.mark.parametrize("name", TABLES)
def test_rows_of_a_table_never_pair_across(scan, name):
    assert [one[:2] for one in told(scan(TABLES[name], "a.csv"))] == [
        ("ann lee", "773010001"),
        ("bob ray", "773010002"),
    ]


def test_what_is_large_is_a_table(scan):
    rows = "".join(f"note {number},nothing of interest here\n" for number in range(2000))
    assert told(scan(f"Name,Ann Lee\nSSN,{A}\n{rows}", "a.csv")) == []


def test_it_may_say_what_is_allowed(scan):
    scanned = scan(f"Name,Ann Lee\nSSN,{A},piiscan: allow[ssn] made up\n", "a.csv")
    assert [finding.allowed for finding in scanned.findings] == [True]


def test_quotes_that_never_end_make_no_form(scan):
    (finding,) = scan(f'Name,Ann Lee\nSSN,"{A}\n', "a.csv").findings
    assert (finding.classification, finding.person) == (Classification.ELEMENT_ONLY, None)
