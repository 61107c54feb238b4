"""Tables as systems of offices, banks and shops export them, under their own names of columns."""

import pytest
from pairs import A, B, digits, people

S1, S2, S3 = (digits(one) for one in (A, B, "773-01-0003"))


def csv(*rows):
    return "".join(",".join(row) + "\n" for row in rows)


def test_letters_that_a_system_begins_all_its_names_with(scan):
    header = ("CUSTNBR", "CUSLNM", "CUSFNM", "CUSSSN", "CUSADR1", "CUSST", "CUSZIP", "CUSDLN")
    row = ("4400871", "LEE", "ANN", S1, "1 ELM", "MA", "01609", "S38961775")
    found = scan(csv(header, row), "a.csv").findings
    assert [(one.person.normal, *(element.value for element in one.elements)) for one in found] == [
        ("ann lee", S1, "S38961775")
    ]
    assert found[0].residency.value == "massachusetts"


@pytest.mark.parametrize("header", ["ITEMNO,ITEMNAME,ITEMLIC,ITEMQTY,ITEMZIP", "DOGNO,DOGNAME,DOGLIC,DOGFEE,DOGZIP"])
def test_names_of_columns_of_things_are_what_they_say(scan, header):
    assert people(scan(f"{header}\n12,Ann Lee,773010001,4,01609\n", "a.csv")) == []
