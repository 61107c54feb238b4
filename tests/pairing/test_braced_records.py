"""Records that programs print: in braces or brackets, on one line or several, and whose numbers they hold."""

import pytest
from pairs import LEE, RAY, A, B, people

ONE_LINE = {
    "C#": "Person {{ {} }}\n",
    "Java": "DEBUG Person({})\n",
    "Rust": "Person {{ {} }},\n",
}


@pytest.mark.parametrize("record", ONE_LINE.values(), ids=ONE_LINE)
@pytest.mark.parametrize("order", [("first = {0}, last = {1}", "ssn = {2}"), ("ssn = {2}", "first = {0}, last = {1}")])
def test_each_line_is_a_record(scan, record, order):
    text = "".join(
        record.format(", ".join([*order, "state = {3}"]).format(*person))
        for person in [("Ann", "Lee", A, "MA"), ("Bob", "Ray", B, "NV")]
    )
    found = scan(text)
    assert {(one.person.normal, one.residency.value) for one in found.findings} == {
        (LEE[0], "massachusetts"),
        (RAY[0], "elsewhere"),
    }


LINES = {
    "prototext": ("person {\n", '  {}: "{}"\n', "}\n"),
    "print_r": ("Array\n(\n", "    [{}] => {}\n", ")\n"),
    "HCL": ("person {\n", '  {} = "{}"\n', "}\n"),
}


@pytest.mark.parametrize(("begin", "field", "end"), LINES.values(), ids=LINES)
def test_each_braced_part_is_a_record(scan, begin, field, end):
    ann = [("first_name", "Ann"), ("last_name", "Lee"), ("ssn", A)]
    bob = [("ssn", B), ("first_name", "Bob"), ("last_name", "Ray")]
    text = "".join(begin + "".join(field.format(*one) for one in fields) + end for fields in (ann, bob))
    assert sorted(people(scan(text))) == [LEE, RAY]


def test_parts_of_one_person_stay_together(scan):
    text = f'person {{\n  name {{\n    full: "Ann Lee"\n  }}\n  ids {{\n    ssn: "{A}"\n  }}\n}}\n'
    assert people(scan(text)) == [LEE]


@pytest.mark.parametrize(
    "line",
    [
        f"saved &{{First:Ann Last:Lee SSN:{A} Id:7}}",
        f"GET /apply?ssn={A}&first=Ann&last=Lee HTTP/1.1",
        f"x {{last:Lee first:Ann ssn:{A}}}",
    ],
)
def test_parts_of_a_name_that_touch_their_keys(scan, line):
    assert people(scan(f"2026-03-04T10:11:12Z INFO {line}\n")) == [LEE]


def test_first_and_last_are_words(scan):
    assert [one.person for one in scan(f"rows first=10 last=20, SSN {A}\n").findings] == [None]


def test_a_key_is_no_state(scan):
    found = scan(f"Person(NAME=Ann Lee, SSN={A}, CITY=Lowell, STATE=MA, ZIP=01852, DEPT=Sales, ID=5630)\n")
    assert [one.residency.value for one in found.findings] == ["massachusetts"]
