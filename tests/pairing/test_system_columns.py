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


@pytest.mark.parametrize("header", ["TAXID,TAXIDTYPE", "TIN,TINTYP"])
def test_the_letter_of_a_type_whose_title_runs_together(scan, header):
    rows = ("Ann Lee", S1, "S"), ("Bob Ray", S2, "F")
    assert people(scan(csv(("Name", header), *rows), "a.csv")) == [("ann lee", S1)]


def test_the_letter_of_a_type_in_an_object(scan):
    lines = (
        f'{{"vend_nm": "{name}", "tin": "{tin}", "tin_typ": "{letter}"}}\n'
        for name, tin, letter in (("Ann Lee", S1, "S"), ("Bob Ray", S2, "F"), ("Eva Cole", S3, "X"))
    )
    found = people(scan("".join(lines), "a.jsonl"))
    assert found == [("ann lee", S1), ("review", "eva cole", S3)]
