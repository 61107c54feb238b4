"""Whose column is whose in tables of many persons: the index says what a look at each of them says, and is linear."""

import sys
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pairs import numbers, people

from piiscan.detectors.header_words import is_person
from piiscan.detectors.headers import column_role
from piiscan.pairing.names.columns import SELF, Subject, subjects_by_header
from piiscan.pairing.tables import column_owner
from piiscan.pairing.tables.column_owner import SHARING, Owners
from piiscan.pairing.tables.plan import make_plan

WORDS = (
    "spouse",
    "sp",
    "employee",
    "emp",
    "e",
    "self",
    "again1",
    "co",
    "applicant",
    "taxpayer",
    "2",
    "3",
    "contact",
    "x",
)
GROUPS = st.lists(st.sampled_from(WORDS), max_size=3).map(" ".join)
TOKEN = column_owner.TOKEN


def nearest(column, subjects, among=()):
    of = among or range(len(subjects))
    return min(of, key=lambda index: (subjects[index].column > column, abs(subjects[index].column - column)))


def plainly(column, group, subjects):
    """The rule, said of one column after the other and of each subject."""
    words = TOKEN.findall(group)
    if len(subjects) < 2:
        return len(subjects) - 1, bool(subjects) and column_owner.is_of_another(words, TOKEN.findall(subjects[0].group))
    named = [TOKEN.findall(subject.group) for subject in subjects]
    tests = (
        lambda of: words == of,
        lambda of: bool(of) and set(words) <= set(of) and not column_owner.is_second(words, of),
        lambda of: short(words, of),
    )
    found = []
    for test in tests if words else ():
        found = found or [index for index, of in enumerate(named) if test(of)]
    main = [index for index, of in enumerate(named) if column_owner.BESIDE.isdisjoint(of)]
    known = any(map(is_person, words))
    if not found and not (known and column_owner.BESIDE.intersection(words)) and not any(map(str.isdigit, words)):
        found = [index for index, subject in enumerate(subjects) if subject.group.startswith(SELF)] or main
    if len(found) > 1:
        among = [index for index in found if index in main]
        found = among if len(among) == 1 else found
    near = nearest(column, subjects)
    if not words and subjects[near].column <= column and not SHARING.isdisjoint(named[near]):
        return nearest(column, subjects), True
    return (found[0], False) if len(found) == 1 else (nearest(column, subjects, found), True)


def short(words, others):
    return column_owner.is_short(words, others)


@settings(max_examples=400)
@given(st.lists(st.tuples(GROUPS, st.integers(0, 12)), max_size=6), st.lists(st.tuples(st.integers(0, 14), GROUPS)))
def test_the_index_says_what_the_rule_says(persons, asked):
    subjects = [Subject(group, full=column) for group, column in persons]
    owners = Owners(subjects)
    for column, group in asked:
        assert owners.of(column, group) == plainly(column, group, subjects)
        if subjects:
            assert owners.nearest(column) == nearest(column, subjects)


@given(st.lists(st.sampled_from(["First", "Last", "Name", "Spouse Name", "SSN", "!", "Name 2"]), max_size=12))
def test_titles_that_come_again_are_counted_in_their_order(header):
    roles = [column_role(title) for title in header]
    times = Counter()
    said = [one.group for one in subjects_by_header(roles, header) if "again" in one.group]
    for title, role in zip(header, roles, strict=True):
        if role is not None and role.kind == "name.full" and times[title] and header.count(title) > 1:
            assert len(said) < 2 or any(f"again{times[title]}" in group for group in said)
        times[title] += 1


def word(number):
    """A word that is in no list."""
    return "q" + "".join("bcdfghjklm"[int(digit)] for digit in f"{number:04}")


TABLES = {
    "the same titles": lambda n: ["name", "ssn"] * n,
    "numbered": lambda n: [f"{what}{at}" for at in range(n) for what in ("name", "ssn")],
    "words": lambda n: [f"employee {word(at)} {what}" for at in range(n) for what in ("name", "ssn")],
    "numbers of nobody": lambda n: [
        title for at in range(n) for title in (f"employee {word(at)} name", f"spouse {word(at)} ssn")
    ],
    "types": lambda n: [f"{word(at)} {what}" for at in range(n) for what in ("type", "number")],
    "accounts": lambda n: [f"{what}{at}" for at in range(n) for what in ("routing", "account")],
    "licenses": lambda n: [title for at in range(n) for title in (f"name{at}", f"license{at}", f"license{at} state")],
}


class Steps:
    """How many lines of Python a call runs in the package, comprehensions a turn each."""

    def __init__(self):
        self.count = 0

    def trace(self, frame, event, _arg):
        if "piiscan" not in frame.f_code.co_filename:
            return None
        self.count += event == "line"
        return self.trace


@pytest.mark.long
@pytest.mark.parametrize("name", TABLES)
def test_the_plan_of_a_wide_table_is_linear_in_its_columns(name):
    def work(size):
        header = TABLES[name](size)
        rows = [header, *[["Ann Lee" if "name" in title else "773-01-0001" for title in header] for _ in range(3)]]
        make_plan(rows)  # what is kept of the titles is kept
        steps, before = Steps(), sys.gettrace()
        sys.settrace(steps.trace)
        try:
            make_plan(rows)
        finally:
            sys.settrace(before)
        return steps.count

    one, three = work(column_owner._MOST_SHORT + 10), work(3 * column_owner._MOST_SHORT + 30)
    assert three < 4 * one


def test_the_only_person_may_be_called_so_in_short(scan):
    text = "Beneficiary,Bene Acct,ABA\nAnn Lee,4412007812,011000015\n"
    assert people(scan(text, "a.csv")) == [("ann lee", "4412007812")]
    text = "Employee,Bene Acct,ABA\nAnn Lee,4412007812,011000015\n"
    assert people(scan(text, "a.csv")) == [("review", "ann lee", "4412007812")]


FAMILY = """{}
"Ortiz, Carmen",101,"Ortiz, Carmen",H,773-01-0001
"Ortiz, Carmen",101,"Ortiz, Gabriel",Y,773-01-0002
"Lam, Wai",102,"Lam, Wai",H,773-01-0003
"""
MEMBERS = [("carmen ortiz", "773010001"), ("gabriel ortiz", "773010002"), ("wai lam", "773010003")]


@pytest.mark.parametrize(
    "header",
    [
        "HoH Name,Unit,Member,Relation,SSN",
        "Head Name,Unit,Resident Name,Relation,SSN",
        "Subscriber,Unit,Dependent,Relation,SSN",
    ],
)
def test_who_would_have_several_numbers_has_none(scan, header):
    assert numbers(scan(FAMILY.format(header), "a.csv")) == MEMBERS


@pytest.mark.parametrize(
    "rows",
    [
        ["Ann Lee,Bob Ray,773-01-0001", "Eva Cole,Mary Stone,773-01-0002"],  # either may have them
        ["Ann Lee,Bob Ray,773-01-0001", "Ann Lee,Bob Ray,773-01-0002"],  # neither
    ],
)
def test_where_both_or_neither_could_have_the_numbers_they_are_to_be_reviewed(scan, rows):
    told = scan("\n".join(["Subscriber,Dependent,SSN", *rows, ""]), "a.csv").findings
    assert {one.classification.value for one in told} == {"review"}


@pytest.mark.parametrize(
    ("header", "row", "told"),
    [
        (
            "Recipient Name,Borrower SSN,Co-Borrower Full Name,Co-Borrower SSN",
            "Ann Lee,773-01-0001,Bob Ray,773-01-0002",
            [("ann lee", "773010001"), ("bob ray", "773010002")],
        ),
        ("Payroll Name,SSN,Reports To Name", "Ann Lee,773-01-0001,Bob Ray", [("ann lee", "773010001")]),
        ("SSN,Payroll Name,Reporting To", "773-01-0001,Ann Lee,Bob Ray", [("ann lee", "773010001")]),
        ("Borrower SSN,Co-Borrower Name", "773-01-0001,Bob Ray", []),  # the borrower is not named
        ("Owner SSN,Former Owner Name", "773-01-0001,Bob Ray", []),
    ],
)
def test_the_second_of_a_kind_is_not_the_first(scan, header, row, told):
    assert numbers(scan(f"{header}\n{row}\n", "a.csv")) == told


@pytest.mark.parametrize(
    "header", ["Employee SSN,Spouse Name", "Member SSN,Guarantor Name", "Primary SSN,Secondary Name", "EE SSN,Dep Name"]
)
def test_a_number_of_the_main_person_is_not_for_sure_that_of_who_only_stands_beside(scan, header):
    assert people(scan(f"{header}\n773-01-0001,Bob Ray\n", "a.csv")) == [("review", "bob ray", "773010001")]


@pytest.mark.parametrize("header", ["Insured SSN,Patient Name", "Dependent SSN,Dependent Child Name", "SSN,Child Name"])
def test_a_table_may_call_one_person_two_things(scan, header):
    assert people(scan(f"{header}\n773-01-0001,Bob Ray\n", "a.csv")) == [("bob ray", "773010001")]


def test_a_number_of_no_group_is_that_of_the_only_one_without(scan):
    head = "PAT_NAME,SSN,GUAR_NAME,GUAR_SSN,SUBSCR_NAME,SUBSCR_SSN"
    row = "Ann Lee,773-01-0001,Bob Ray,773-01-0002,Eva Cole,773-01-0003"
    told = [("ann lee", "773010001"), ("bob ray", "773010002"), ("eva cole", "773010003")]
    assert numbers(scan(f"{head}\n{row}\n", "a.csv")) == told
    head = "PAT_NAME,SSN,GUAR_NAME,SUBSCR_NAME,SUBSCR_SSN"  # two have none
    row = "Ann Lee,773-01-0001,Bob Ray,Eva Cole,773-01-0003"
    assert numbers(scan(f"{head}\n{row}\n", "a.csv")) == [("eva cole", "773010003")]


def test_the_name_of_a_category_is_none_of_a_person(scan):
    text = 'PAT_NAME,SSN,STATE_C_NAME\n"LEE, ANN",773-01-0001,Massachusetts\n'
    (finding,) = scan(text, "a.csv").findings
    assert (finding.person.normal, finding.residency.value, finding.reasons[:1]) == (
        "ann lee",
        "massachusetts",
        ("ma-state",),
    )


@pytest.mark.parametrize(
    "head", ["primNm,primSsn,secNm,secSsn", "Name,SSN,Sec Name,Sec SSN", "prim_nm,prim_ssn,sec_nm,sec_ssn"]
)
def test_the_number_of_the_second_is_not_the_firsts(scan, head):
    text = f"{head}\nAnn Lee,773-01-0001,Bob Ray,773-01-0002\n"
    assert numbers(scan(text, "a.csv")) == [("ann lee", "773010001"), ("bob ray", "773010002")]
    parts = "firstNm,lastNm,ssn,secFirstNm,secLastNm,secSsn\nAnn,Lee,773-01-0001,Bob,Ray,773-01-0002\n"
    assert numbers(scan(parts, "a.csv")) == [("ann lee", "773010001"), ("bob ray", "773010002")]
    alone = "ref,primNm,secSsn\n1,Ann Lee,773-01-0001\n"
    assert not numbers(scan(alone, "a.csv"))


def test_sec_is_short_for_much_else(scan):
    text = "name,sec_clearance,soc_sec_no\nAnn Lee,Secret,773-01-0001\n"
    assert numbers(scan(text, "a.csv")) == [("ann lee", "773010001")]
    assert not scan("Name,Time (sec),SEC No\nAnn Lee,773010001,773-01-0002\n", "a.csv").findings
    text = "Holder,SSN,Sec Name,Sec Type\nAnn Lee,773-01-0001,Harbor Bond Fund,Bond\n"
    assert numbers(scan(text, "a.csv")) == [("ann lee", "773010001")]


def test_guardians_in_short(scan):
    head = "Entity,Stu Full Name LFM,Stu SSN,Gdn 1 Full Name LFM,Gdn 1 SSN"
    text = f'{head}\n100,"LEE, ANN M",773-01-0001,"RAY, BOB",773-01-0002\n'
    assert numbers(scan(text, "a.csv")) == [("ann lee", "773010001"), ("bob ray", "773010002")]


def test_a_second_account_is_of_the_only_person_named(scan):
    rows = "Last,First,SSN,Routing,Account Number,Secondary Routing,Secondary Account Number\n"
    rows += "Lee,Ann,773-01-0001,011301798,4455667788,211370545,99001122\n"
    assert numbers(scan(rows, "a.csv")) == [("ann lee", one) for one in ("4455667788", "773010001", "99001122")]
    head = "Holder Name,Secondary Holder Name,Checking Account Number,Secondary Checking Account Number\n"
    whose = scan(f"{head}Ann Lee,Bob Ray,4455667788,99001122\n", "b.csv")
    assert numbers(whose) == [("ann lee", "4455667788"), ("bob ray", "99001122")]


def test_columns_of_a_home_behind_those_of_an_account_are_the_persons(scan):
    head = (
        "Employee,,,Primary account,,Secondary account,,,\nLast,First,SSN,Routing,Account,Routing,Account,State,Zip\n"
    )
    found = scan(head + "Lee,Ann,773-01-0001,011301798,4455667788,211370545,99001122,MA,01901\n", "a.csv").findings
    assert {(one.person.normal, one.residency.value) for one in found} == {("ann lee", "massachusetts")}
