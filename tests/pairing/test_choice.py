"""Which of several persons in a line a number is of: where many are named, each number is sought among them in order."""

from hypothesis import given
from hypothesis import strategies as st

from piiscan.model import Grade, Person
from piiscan.pairing.prose.choice import zone
from piiscan.pairing.prose.line_persons import Mention
from piiscan.pairing.prose.lines import Line
from piiscan.pairing.prose.sentences import sentence

TEXT = "Ann. Bob? " * 12
PLACES = st.integers(0, len(TEXT) - 1)
PEOPLE = [Person(name, name.lower(), Grade.STRONG, ()) for name in ("Ann Lee", "Bob Ray", "Cy Day")]


@given(st.lists(st.tuples(PLACES, st.sampled_from(PEOPLE)), min_size=1, max_size=8), st.data())
def test_the_part_of_a_line_that_is_about_one_of_its_persons(named, choose):
    line = Line(0, len(TEXT), TEXT)
    line.mentions = [
        Mention(at, person, labelled=False, scope=False) for at, person in sorted(named, key=lambda one: one[0])
    ]
    mention, at = choose.draw(st.sampled_from(line.mentions)), choose.draw(PLACES)
    others = [one.at for one in line.mentions if one.person != mention.person]
    start = sentence(line, min(mention.at, at))[0]
    begins = any(start <= one < mention.at for one in others)
    behind = [one for one in others if one > max(mention.at, at)]
    wanted = mention.at if begins else start, min(behind, default=len(TEXT))
    assert zone(line, mention, at) == (wanted if others else (0, len(TEXT)))


def test_a_semicolon_in_brackets_parts_nobody_from_a_number_in_them(scan):
    text = (
        'by and between Ann Lee, of Lowell, Massachusetts (hereinafter the "Wife"; Social Security number 773-01-0001)'
        ' and Bob Doyle, of Lynn, Massachusetts (hereinafter the "Husband"; Social Security number 773-01-0002).\n'
    )
    assert scan(text).owners() == {"773010001": "ann lee", "773010002": "bob doyle"}


def test_nine_digits_alone_are_not_told_off_beside_a_number_in_groups(scan):
    text = "guarantor changed from Hank Purcell to Ursula Purcell, SSN 773-01-0001, per her call. Acct 721292001.\n"
    assert scan(text).owners()["773010001"] == "ursula purcell"


def test_a_number_that_is_a_key_is_of_whom_its_value_names(scan):
    text = 'dups = {"773-01-0001": ["Ann Lee", "A. Lee"], "773-01-0002": ["Bob Ray"]}\n'
    assert scan(text).owners() == {"773010001": "ann lee", "773010002": "bob ray"}
    unknown = scan('dups = {"773-01-0001": ["Vole Inc"], "773-01-0002": ["Bob Ray"]}\n').findings
    told = {one.elements[0].value: one.classification.value for one in unknown}
    assert told["773010001"] != "personal_information"


def test_the_number_of_a_role_is_not_of_who_is_named_in_a_later_sentence(scan):
    text = (
        "IN THE MATTER OF THE CLAIM OF ANN LEE\n\nClaimant appeared. Claimant's Social Security number is 773-01-0001. "
        "The vocational expert, Dr. Eva Cole, testified.\n"
    )
    assert scan(text).owners() == {"773010001": "ann lee"}


def test_who_says_a_line_of_a_chat_is_not_told_off_with_those_it_names(scan):
    text = "[5/1/24, 8:05:12 PM] Bob Ray: Ann Lee 773-01-0001, Bruno Sá 773-01-0002\n"
    found = {one.elements[0].value: one for one in scan(text).findings}
    assert found["773010001"].person.normal == "ann lee"
    assert found["773010002"].classification.value == "review"


def test_his_and_hers_are_not_of_one_person(scan):
    found = scan("Patient Ann Lee has LTC pending. From the old chart: his 773-01-0001, hers 773-01-0002.\n").findings
    told = {element.value: one.classification.value for one in found for element in one.elements}
    assert told["773010002"] == "review"


def test_a_number_in_brackets_with_a_weak_name_is_not_sure_to_be_anothers(scan):
    text = 'MERGE: kept 881 ("Ann Lee"/773-01-0001), dropped 882 ("Alistair Price"/773-01-0002)\n'
    sure = {one.elements[0].value for one in scan(text).findings if one.classification.value == "personal_information"}
    assert sure == {"773010001"}


def test_a_license_of_the_commonwealth_right_behind_a_name(scan):
    text = "I, Bob Ray, authorise my wife, Ann Lee (MA licence S20304050), to collect it.\n"
    (found,) = scan(text).findings
    assert (found.person.normal, found.classification.value) == ("ann lee", "personal_information")


def test_who_found_a_number_is_not_whose_it_is(scan):
    text = "-- duplicates found by Ann Lee\nSELECT * FROM emp WHERE ssn IN ('773-01-0001');\n"
    assert all(one.classification.value != "personal_information" for one in scan(text).findings)


def test_kin_in_brackets_is_not_whose_number_stands_behind_them(scan):
    text = "Pt. is a 29 y.o. man, Bob Ray. SSI pending; SSN per rep payee (sister, Ann Lee) = 773-01-0002.\n"
    assert scan(text).owners() == {"773010002": "bob ray"}
    assert scan("Bob Ray (sister, Ann Lee, SSN 773-01-0001).\n").owners() == {"773010001": "ann lee"}
