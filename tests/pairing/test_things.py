"""Numbers of things and of trades with the shape of ours, and short forms of what is one."""

import pytest

from tests.pairing.pairs import LEE, A, B, numbers, people

LICENSE = "S10000001"


def _kinds(scanned):
    return [(one.classification.value, element.kind.value) for one in scanned.findings for element in one.elements]


@pytest.mark.parametrize("word", ["group", "seal", "req", "asset", "pallet", "ticket", "docket", "locker"])
def test_the_number_of_a_thing_right_behind_its_word_is_for_review_at_most(scan, word):
    assert numbers(scan(f"It is of Ann Lee. {word} {A}\n")) == []


@pytest.mark.parametrize(
    "word",
    ["voucher", "evidence bag", "Stop", "AAA member", "see form", "prescription", "ballot", "map", "chart", "lease"],
)
def test_the_number_of_a_thing_in_a_sentence_is_for_review_at_most(scan, word):
    assert numbers(scan(f"{word} {A} is Ann Lee's.\n")) == []
    assert numbers(scan(f"Please send {word} {A} to Ann Lee, 1 Elm St, Lynn, MA 01901.\n")) == []


def test_who_is_called_as_a_thing_is_has_a_number(scan):
    assert numbers(scan(f"Ann Frame {A}\n")) == [("ann frame", LEE[1])]


@pytest.mark.parametrize(
    "said", ["n\u00famero de caso", "no. de expediente", "n\u00famero do protocolo", "nimewo dosye"]
)
def test_the_number_of_a_thing_in_other_languages(scan, said):
    assert people(scan(f"Ann Lee: {said} {A}\n")) == []
    assert numbers(scan(f"Ann Lee: n\u00famero de seguro social {A}\n")) == [LEE]


def test_what_a_blank_of_a_form_is_for_says_nothing_of_the_number_behind_it(scan):
    text = f"Dear Ann Lee, bring it.\nLicense #: __________\nCall (781) 555-0100 or see form {A}.\n"
    assert numbers(scan(text)) == []


def test_a_message_id_is_nobodys(scan):
    text = f"From: Ann Lee <a@b.example>\nSubject: x\nMessage-ID: <{A}@b.example>\n\nhello\n"
    assert people(scan(text, "a.eml")) == []


def test_a_license_after_another_sentence_is_no_license_of_what_ends_it(scan):
    said = f"Ann Lee sent proof of insurance. License {LICENSE}, plate 4XK8.\n"
    assert numbers(scan(said)) == [("ann lee", LICENSE)]
    assert people(scan(f"Ann Lee, insurance license {LICENSE}\n")) == []


@pytest.mark.parametrize("word", ["ssn", "soc sec", "her", "number"])
def test_other_words_take_nothing_away(scan, word):
    assert numbers(scan(f"Ann Lee called, {word} {A}\n")) == [LEE]


def test_a_column_of_assets_holds_none(scan):
    assert people(scan(f"name,mobile,asset\nAnn Lee,617-555-0101,{A}\nBob Ray,617-555-0102,{B}\n", "x.csv")) == []


@pytest.mark.parametrize(
    "said",
    [
        "Provider: Little Steps, EEC lic# 8188204",
        "Child care license no. 8188204",
        "Sincerely, Ann Lee, Claims Rep. II    Lic. No. 2088417",
    ],
)
def test_licenses_of_child_care_and_of_adjusters_are_no_drivers(scan, said):
    assert _kinds(scan(f"Parent: Ann Lee\n{said}\n")) == []


@pytest.mark.parametrize("said", ["Mass op lic", "OP LIC", "Oper. license no."])
def test_short_forms_of_an_operators_license(scan, said):
    assert people(scan(f"Name: Ann Lee\n{said}: {LICENSE}\n")) == [("ann lee", LICENSE)]


def test_a_column_of_operators_licenses(scan):
    text = f"NAME             MASS OP LIC     EXP       MEDALLION\nLEE, ANN         {LICENSE}       3/31/24   1182\n"
    assert people(scan(text)) == [("ann lee", LICENSE)]


def test_a_license_with_its_state_in_a_column(scan):
    titles = "date   customer         license            vehicle    time\n"
    row = f"1/4    Ann Lee          MA {LICENSE}       22 RAV4    10:15\n"
    assert people(scan(titles + row)) == [("ann lee", LICENSE)]
    assert numbers(scan(titles.replace("customer", "product ") + row.replace("Ann Lee", "Toolbox"))) == []


@pytest.mark.parametrize("word", ["award", "hold", "Model", "sheet", "PIN"])
def test_more_words_of_things_before_a_number(scan, word):
    assert numbers(scan(f"It is of Ann Lee. {word} {A}\n")) == []


def test_the_number_behind_a_caption_of_a_case_is_the_courts(scan):
    text = f"1. Commonwealth v. Ann Lee       {A}\n2. Commonwealth v. Bob Ray       {B}\n"
    assert numbers(scan(text)) == []
    assert numbers(scan(f"Commonwealth v. Ann Lee, SSN {A}\n")) == [LEE]


def test_a_label_with_a_blank_to_fill_in_says_nothing_of_the_number_of_a_form(scan):
    text = f"I, ____________, of Massachusetts, SSN ___________, authorize it.\nForm {A} rev. 3/19. Ask Ann Lee.\n"
    assert numbers(scan(text)) == []


def test_the_number_of_a_thing_behind_that_of_a_label_with_only_a_comma_between(scan):
    assert numbers(scan(f"Ann Lee, ssn {A}, claim {B}\n")) == [LEE]
    assert numbers(scan(f"OWNER='Ann Lee'\nOWNER_SSN={A}\nROUTE_ID={B}\n", "a.env")) == [LEE]


@pytest.mark.parametrize(
    "said", ["He opened SR {} with the carrier", "It is (of the operator), QSL {}", "see PCR {}", "Notice {} came"]
)
def test_an_acronym_right_before_a_number_is_the_name_of_a_thing(scan, said):
    assert numbers(scan(f"It was Ann Lee. {said.format(A)}.\n")) == []


@pytest.mark.parametrize(
    "said", ["Ann LEE {}", "LEE, ANN {}", "ANN LEE {}", "Ann Lee lives in MA {}", "Ann Lee SSAN {}", "Ann Lee, RN {}"]
)
def test_what_is_in_capitals_before_a_number_may_be_a_name_or_its_own_label(scan, said):
    assert numbers(scan(f"{said.format(A)}\n")) == [LEE]


def test_the_answer_to_a_question_for_the_account_of_a_thing(scan):
    said = f"operator: name?\ncaller: Ann Lee\noperator: alarm acct?\ncaller: {A}\n"
    assert numbers(scan(said)) == []


@pytest.mark.parametrize("said", ["Amica pol. {}", "called re: bill {}", "mooring {}", "(petition {})"])
def test_some_more_things(scan, said):
    assert numbers(scan(f"It is of Ann Lee, {said.format(A)}\n")) == []


def test_the_number_of_a_thing_in_quotes_and_behind_the_sentence_of_a_label(scan):
    assert numbers(scan(f"Ann Lee, SSN `{A}`, claim `{B}`\n")) == [LEE]
    assert numbers(scan(f"Ann Lee asked for an SSN. Do not answer. Report id {B}.\n")) == []
