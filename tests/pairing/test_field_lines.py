"""Records with a line for each field, and keys in one line that say whose a number is."""

import io

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pairs import CARD, LEE, RAY, A, B, C, people

from piiscan import matcher
from piiscan.model import Segment, Shape
from piiscan.pairing import Tally
from piiscan.pairing.prose import field_lines

KEYS = ("customerFirst", "customerLast", "customerSsn", "homeState", "orderNumber")
ANN, BOB = ("Ann", "Lee", A, "MA", "100200300"), ("Bob", "Ray", B, "NV", "100200301")


def record(keys, values, line="{}: {}\n"):
    return "".join(line.format(key, value) for key, value in zip(keys, values, strict=True))


LAYOUTS = {
    "lines, ruler": ("{}: {}\n", "----------------------------------------\n"),
    "mysql": ("{:>16}: {}\n", "*************************** 2. row ***************************\n"),
    "psql": ("{:<14} | {}\n", "-[ RECORD 2 ]--+----------\n"),
    "Markdown": ("- **{}**: {}\n", "\n## Record 2\n\n"),
    "nothing between": ("{}: {}\n", ""),
    "equals": ("{} = {}\n", "\n"),
}


@pytest.mark.parametrize(("line", "between"), LAYOUTS.values(), ids=LAYOUTS)
@pytest.mark.parametrize("order", [(0, 1, 2, 3, 4), (2, 3, 4, 1, 0), (3, 2, 4, 0, 1)], ids=str)
def test_records_of_a_program(scan, line, between, order):
    keys = [KEYS[index] for index in order]
    ann, bob = ([values[index] for index in order] for values in (ANN, BOB))
    found = scan(record(keys, ann, line) + between + record(keys, bob, line))
    assert {(one.person.normal, *(e.value for e in one.elements), one.residency.value) for one in found.findings} == {
        (*LEE, "massachusetts"),
        (*RAY, "elsewhere"),
    }


def test_whose_a_number_of_a_record_is(scan):
    keys = ("member_name", "spouse_ssn", "spouse_name", "member_ssn", "manager")
    assert sorted(people(scan(record(keys, ("Ann Lee", B, "Bob Ray", A, "Eva Cole"))))) == [LEE, RAY]


def test_labels_that_say_whose_a_number_is(scan):
    keys = ("Member first", "Member last", "Co applicant SSN", "Co applicant name", "Member soc sec no")
    assert sorted(people(scan(record(keys, ("Ann", "Lee", B, "Bob Ray", A))))) == [LEE, RAY]


def test_who_only_manages_a_record_has_no_number_in_it(scan):
    keys = ("manager", "hire date", "credit card", "name")
    assert people(scan(record(keys, ("Bob Ray", "2020-01-01", CARD, "Ann Lee")))) == [(LEE[0], CARD)]


def test_titles_that_are_nothing_but_roles(scan):
    keys = ("Employee", "EE SSN", "Dependent", "Dependent SSN")
    assert sorted(people(scan(record(keys, ("Ann Lee", A, "Bob Ray", B))))) == [LEE, RAY]


def test_a_number_of_somebody_whom_the_record_does_not_name_is_not_that_of_another(scan):
    keys = ("member_first", "member_last", "member_state", "spouse_ssn")
    (finding,) = scan(record(keys, ("Ann", "Lee", "MA", C))).findings
    assert finding.classification.value != "personal_information"


@pytest.mark.parametrize("key", ["invoice_number", "order_ssn_count", "part_no"])
def test_numbers_of_things(scan, key):
    keys = ("first_name", "last_name", key)
    assert not people(scan(record(keys, ("Ann", "Lee", "773010001"))))


def test_records_in_one_line(scan):
    line = "2026-03-04T10:11:12Z row {}: GUARANTOR_SSN='{}', STUDENT_SSN='{}', GUARANTOR_NAME='{}', STUDENT_NAME='{}'\n"
    assert sorted(people(scan(line.format(1, B, A, "Bob Ray", "Ann Lee")))) == [LEE, RAY]


def test_each_number_has_its_place(scan):
    (finding,) = scan("Report\n\n" + record(KEYS, ANN)).findings
    assert [step.at for step in finding.places[0] if step.axis.name == "LINE"] == [5]


def test_cells_beside_keys(scan):
    keys = ("studentIssuingState", "studentSocSecNo", "managerName", "studentFirst", "studentLast")
    book = openpyxl.Workbook()
    for row in zip(keys, ("MA", A, "Eva Cole", "Ann", "Lee"), strict=True):
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    assert people(scan(file.getvalue(), "a.xlsx")) == [LEE]


@pytest.mark.long
@pytest.mark.parametrize(
    "lines", [f"SSN: {A}\n", f"Name: Ann Lee\nSSN: {A}\nSSN: {B}\nCity: Lynn\n"], ids=["alone", "two"]
)
def test_lines_that_are_no_records_are_looked_at_a_few_times_each(scan, monkeypatch, lines):
    looked = []
    monkeypatch.setattr(field_lines, "_field", lambda *of, real=field_lines._field: looked.append(of) or real(*of))
    scan(lines * 1000)
    assert 0 < len(looked) < 6 * 1000 * lines.count("\n")


def test_lines_of_a_log_that_begin_with_one_key_are_looked_at_once_each(scan, monkeypatch):
    looked = []
    monkeypatch.setattr(field_lines, "_field", lambda *of, real=field_lines._field: looked.append(of) or real(*of))
    scan(
        "".join(
            f"ts={10**6 + n} level=info user_id={n + 31 * 10**7} account_id={n + 32 * 10**7}\n" for n in range(1000)
        )
    )
    assert 0 < len(looked) < 1200


def test_keys_of_two_words_in_one_line(scan):
    line = "10:11 DEBUG Applicant SSN='{}' Applicant Name='Ann Lee' Spouse SSN='{}' Spouse Name='Bob Ray' Ref No='{}'\n"
    assert sorted(people(scan(line.format(A, B, "773010009")))) == [LEE, RAY]
    line = 'member_name="Ann Lee" spouse ssn="{}" member_ssn="{}" spouse name="Bob Ray"\n'
    assert sorted(people(scan(line.format(B, A)))) == [LEE, RAY]


@pytest.mark.parametrize(
    "line",
    [
        f"DEBUG Spouse SSN='{B}' Applicant Name='Ann Lee' Ref No='17'\n",
        f"DEBUG Applicant Name='Ann Lee' state='MA' Dependent SSN='{B}'\n",
    ],
)
def test_the_number_of_one_whom_keys_of_two_words_do_not_name(scan, line):
    assert not [one for one in people(scan(line)) if one[0] == "ann lee"]


def test_a_word_of_a_sentence_before_a_key_says_nothing(scan):
    assert people(scan(f"INFO saved first_name='Ann' last_name='Lee' with ssn='{A}'\n")) == [LEE]


def test_names_in_an_object_beside_the_number_are_those_of_others(scan):
    rows = "".join(
        f"  {{ id: 70512{at}, firstName: '{given}', lastName: '{surname}', ssn: '{ssn}', "
        "advisor: { name: 'Eva Cole', repId: '661728600' } },\n"
        for at, (given, surname, ssn) in enumerate((("Ann", "Lee", A), ("Bob", "Ray", B)))
    )
    assert sorted(people(scan(f"export const clients = [\n{rows}];\n"))) == [LEE, RAY]


def test_a_name_in_an_object_is_that_of_the_number_where_nobody_else_is_named(scan):
    assert people(scan(f"{{ name: {{ first: 'Ann', last: 'Lee' }}, ssn: '{A}', homeState: 'MA' }}\n")) == [LEE]


WRITTEN = st.sampled_from(
    [
        *("SSN: {}", "ssn={}", "member SSN: {}", 'name="Ann Lee" ssn={}', "ssn: {}, other ssn: {}", "- ssn => {}"),
        *("first_name: Ann", "last_name: Lee", "Ann Lee, SSN {}", "$5", "{}", "x {} spouse_ssn: {}", "id: {}", "\t"),
        *('string(11) "{}"', ' ["ssn"]=>', "user.ssn = {}; user.name = Ann Lee", "SET ssn {} name Ann", ""),
    ]
)


@given(st.lists(st.tuples(WRITTEN, st.sampled_from(["\n", "\n\n", "\n\n\n"])), min_size=3, max_size=25), st.randoms())
def test_lines_by_themselves_are_asked_once(lines, rng):
    text = "".join(line.replace("{}", "\x00") + end for line, end in lines)
    while "\x00" in text:
        text = text.replace(
            "\x00", f"{rng.randrange(1, 600):03}-{rng.randrange(1, 99):02}-{rng.randrange(1, 9999):04}", 1
        )
    segment = Segment(text.encode(), Shape.PROSE, lambda at: (at,))
    hits = matcher.look(segment.data)
    told = [lines_told(segment, hits)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(field_lines, "_by_itself", lambda *_: b"")
        told.append(lines_told(segment, hits))
    assert told[0] == told[1]


def lines_told(segment, hits):
    rows, left = field_lines.lines_of(segment, hits, Tally(), listing=True)
    return [(row.start, row.key, row.unit.person, row.unit.evidence) for row in rows], left.start.tolist()


def test_of_lines_alike_one_is_asked(monkeypatch):
    asked = []
    is_owned = field_lines._is_owned
    monkeypatch.setattr(field_lines, "_is_owned", lambda data, at: asked.append(at) or is_owned(data, at))
    data = "".join(f"SSN: {area:03}-94-0001\n\n" for area in range(10, 60)).encode()
    hits = matcher.look(data)
    assert len(hits.start) == 50
    assert field_lines.lines_of(Segment(data, Shape.PROSE, lambda _: ()), hits, Tally(), listing=True)[0] == []
    assert len(asked) <= 3  # the first and the last have no blank line on one side
