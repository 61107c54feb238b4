"""Tables that stand side by side in one sheet."""

import pytest

A, B, C, D = "773-01-0001", "773-01-0002", "773-01-0003", "773-01-0004"
ACCOUNT = "43120773001"


def told(scan, *rows):
    text = "".join("\t".join(row) + "\n" for row in rows)
    found = scan(text, "a.tsv").findings
    return {
        element.value: (one.person.normal if one.person else None, one.residency.value, one.reasons)
        for one in found
        for element in one.elements
    }


def test_each_has_its_own_person(scan):
    found = told(
        scan,
        ("Name", "SSN", "Tier", "", "", "Employee", "Routing number", "Account number"),
        ("Ann Lee", A, "Family", "", "", "Ray, Bob", "011000015", ACCOUNT),
        ("Eva Hill", B, "Single", "", "", "", "", ""),
    )
    assert {value: one[0] for value, one in found.items()} == {
        A.replace("-", ""): "ann lee",
        B.replace("-", ""): "eva hill",
        ACCOUNT: "bob ray",
    }
    assert not found[ACCOUNT][2]


@pytest.mark.parametrize("title", ["Employee", "Name"])
def test_each_has_its_own_places(scan, title):
    found = told(
        scan,
        ("Name", "SSN", "State", "", title, "SSN", "State"),
        ("Ann Lee", A, "MA", "", "Bob Ray", C, "RI"),
        ("Eva Hill", B, "NH", "", "Ian Novak", D, "MA"),
    )
    where = {"ann lee": "massachusetts", "eva hill": "elsewhere", "bob ray": "elsewhere", "ian novak": "massachusetts"}
    assert {one[0]: one[1] for one in found.values()} == where


def test_columns_apart_for_the_eye_are_of_one_table(scan):
    found = told(
        scan,
        ("Employee name", "", "Spouse name", "", "Employee SSN", "", "Spouse SSN"),
        ("Ann Lee", "", "Tim Lee", "", A, "", B),
    )
    assert [one[0] for one in found.values()] == ["ann lee", "tim lee"]


def test_a_table_that_names_nobody_is_of_the_one_beside_it(scan):
    found = told(scan, ("Name", "Plan", "", "SSN", "State"), ("Ann Lee", "A", "", A, "MA"))
    assert list(found.values()) == [("ann lee", "massachusetts", ("ma-state",))]
