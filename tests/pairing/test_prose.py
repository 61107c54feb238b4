"""Whose number it is in running text: string, line, block, heading, window; and what is none of these."""

import pytest
from pairs import CARD, A, B, C, digits, people

from piiscan.config import Config

PAGES = "nothing else to say\n\n" * 200


ONE = [
    ("line", f"Ann Lee has {A}\n"),
    ("name behind", f"{A} is of Ann Lee\n"),
    ("form", f"Name: Ann Lee\nDate: 1 May\nSSN: {A}\n"),
    ("form, number first", f"SSN: {A}\nName: Ann Lee\n"),
    ("label above value", f"Name\nAnn Lee\nSSN\n{A}\n"),
    ("both parts above values", f"Last name\nLee\nFirst name\nAnn\nSSN\n{A}\n"),
    ("parts on two lines", f"Last Name (Family Name): Lee\nFirst Name (Given Name): Ann\nSSN: {A}\n"),
    ("parts on one line", f"First name: Ann   Last name: Lee   SSN: {A}\n"),
    ("parts in a heading", f"First name: Ann\nLast name: Lee\n\nEmployment\n\nSSN: {A}\n"),
    ("paragraph", f"Ann Lee called today.\nHer number is {A} as\nshe says.\n"),
    ("heading", f"Employee: Ann Lee\n\nPay slip\n\nSSN: {A}\n"),
    ("salutation", f"Dear Ann Lee,\n\nthank you.\n\nYour SSN {A} is on file.\n"),
    ("salutation, a long paragraph between", f"Dear Ann Lee,\n\n{'and so on ' * 150}\n\nYour SSN {A} is on file.\n"),
    ("long line", f"{'and so on ' * 400}Ann Lee has {A} {'and so on ' * 400}\n"),
    ("CRLF", f"Name: Ann Lee\r\nSSN: {A}\r\n"),
    ("cp1252", f"Name: Ann Lee\nPrêt: {A}\n".encode("cp1252")),
    ("utf-16", f"Name: Ann Lee\nSSN: {A}\n".encode("utf-16")),
]


@pytest.mark.parametrize("text", [text for _, text in ONE], ids=[name for name, _ in ONE])
def test_the_person_is_found(scan, text):
    assert people(scan(text)) == [("ann lee", digits(A))]


def test_the_person_of_a_letter_is_not_the_sender_below(scan):
    text = f"Dear Ann Lee,\n\nYour SSN {A} is on file.\n\nSincerely,\nBob Ray\n"
    assert people(scan(text)) == [("ann lee", digits(A))]


@pytest.mark.parametrize(
    "text",
    [
        f"Ann Lee, {A}\nBob Ray, {B}\nEva Cole, {C}\n",
        f"Ann Lee and Bob Ray and Eva Cole: {A}, {B} and {C}\n",
        f"The numbers of Ann Lee, Bob Ray and Eva Cole are\n{A}, {B} and {C}.\n",
        f"Name: Ann Lee\nSSN: {A}\nName: Bob Ray\nSSN: {B}\nName: Eva Cole\nSSN: {C}\n",
        f"SSN: {A}\nName: Ann Lee\nSSN: {B}\nName: Bob Ray\nSSN: {C}\nName: Eva Cole\n",
        f"Employee: Ann Lee\n\nSSN: {A}\n\nEmployee: Bob Ray\n\nSSN: {B}\n\nEmployee: Eva Cole\n\nSSN: {C}\n",
    ],
    ids=["list", "one line", "two lines", "forms", "forms, number first", "headings"],
)
def test_as_many_names_as_numbers_pair_by_place(scan, text):
    assert people(scan(text)) == [("ann lee", digits(A)), ("bob ray", digits(B)), ("eva cole", digits(C))]


def test_a_labelled_name_goes_before_others(scan):
    assert people(scan(f"Employee: Ann Lee, entered by Bob Ray, SSN {A}\n")) == [("ann lee", digits(A))]


def test_two_names_and_one_number_are_ambiguous(scan):
    (finding,) = scan(f"Ann Lee met Bob Ray about {A}\n").findings
    assert finding.classification.value == "review"
    assert finding.reasons == ("ambiguous-subject",)


def test_two_names_in_a_paragraph_are_ambiguous(scan):
    (finding,) = scan(f"Ann Lee met Bob Ray\nabout the number\n{A}\n").findings
    assert "ambiguous-subject" in finding.reasons


def test_lines_of_a_list_do_not_pair_across(scan):
    """A line with a number of its own is a record; a name in it is not for the next line."""
    found = people(scan(f"Ann Lee, {A}\n{B}\nEva Cole, {C}\n"))
    assert ("ann lee", digits(B)) not in found
    assert ("eva cole", digits(B)) not in found
    assert [one for one in found if len(one) == 2] == [("ann lee", digits(A)), ("eva cole", digits(C))]


def test_a_name_that_is_only_near_is_a_weak_pair(scan):
    (finding,) = scan(f"Ann Lee came by.\n\nNothing else to say.\n\nSSN: {A}\n").findings
    assert finding.classification.value == "review"
    assert "weak-pair" in finding.reasons


def test_a_name_far_away_is_nobodys(scan):
    (finding,) = scan(f"Ann Lee came by.\n{PAGES}SSN: {A}\n").findings
    assert finding.person is None
    assert finding.classification.value == "element_only"


def test_a_heading_ends_after_some_pages(scan):
    (finding,) = scan(f"Employee: Ann Lee\n\n{PAGES}SSN: {A}\n").findings
    assert finding.person is None


@pytest.mark.parametrize("text", [f"Name:\nHome Address:\nSSN: {A}\n", f"First name:\nLast name:\nSSN: {A}\n"])
def test_the_next_label_of_an_empty_form_is_no_name(scan, text):
    (finding,) = scan(text).findings
    assert finding.person is None


def test_track_1_is_one_string(scan):
    (finding,) = scan(f"Bob Ray swiped %B{CARD}^LEE/ANN^2512101?\n").findings
    assert finding.person.normal == "ann lee"
    assert finding.grades["pair"] == 3
    assert {"track-1", "sensitive-auth-data"} <= set(finding.reasons)


@pytest.mark.parametrize("text", [f"%B{CARD}^LEE", f"%B{CARD}^^25", f"%B{CARD}^", f"%B{CARD}^{'X' * 40}^"])
def test_a_broken_track_is_no_error(scan, text):
    assert len(scan(text).findings) <= 1


def residencies(scanned):
    return {f.person.normal: f.residency.value for f in scanned.findings if f.person}


def test_the_own_line_tells_the_residency(scan):
    found = scan(f"Ann Lee {A}, Boston, MA 02108\nBob Ray {B}, Albany, NY 12207\n")
    assert residencies(found) == {"ann lee": "massachusetts", "bob ray": "elsewhere"}


@pytest.mark.parametrize("lines", [1, 5, 30])
def test_a_neighbours_address_is_not_evidence(scan, lines):
    text = "".join(f"Ann Lee {A}\nBob Ray {B}, 5 Main St, Boston, MA 02108\n" for _ in range(lines))
    found = residencies(scan(text))
    assert found["ann lee"] == "unknown"
    assert found["bob ray"] == "massachusetts"


def test_the_address_on_the_lines_below_is(scan):
    text = f"Ann Lee {A}\n5 Main St\nBoston, MA 02108\nBob Ray {B}\n7 Elm St\nAlbany, NY 12207\n"
    assert residencies(scan(text)) == {"ann lee": "massachusetts", "bob ray": "elsewhere"}


def test_the_address_of_the_next_form_is_not(scan):
    text = f"Name: Ann Lee\nSSN: {A}\nName: Bob Ray\nSSN: {B}\nState: NY\n"
    assert residencies(scan(text)) == {"ann lee": "unknown", "bob ray": "elsewhere"}


def test_an_address_under_the_heading_is(scan):
    text = f"Employee: Ann Lee\n5 Main St\nBoston, MA 02108\n\nSSN: {A}\n\nEmployee: Bob Ray\n\nSSN: {B}\n"
    assert residencies(scan(text)) == {"ann lee": "massachusetts", "bob ray": "unknown"}


def test_the_elements_of_one_person_are_one_finding(scan):
    found = scan(f"Name: Ann Lee\nSSN: {A}\nCard: {CARD}\nState: MA\n")
    assert people(found) == [("ann lee", digits(A), CARD)]
    (finding,) = found.findings
    assert len(finding.places) == 2
    assert finding.at == finding.places[0]
    assert found.counts["persons"]["massachusetts"] == 1


@pytest.mark.parametrize("order", [("078-05-1120", A), (A, "078-05-1120")])
def test_a_sample_number_does_not_share_the_class_of_a_real_one(scan, order):
    found = scan(f"Name: Ann Lee\nSSN: {order[0]}\nSSN: {order[1]}\n")
    assert found.counts["test_value"] == {"ssn": 1}
    assert found.counts["personal_information"] == {"ssn": 1}
    assert found.counts["persons"]["unknown"] == 1


def test_a_weak_number_does_not_share_the_class_of_a_good_one(scan):
    found = scan(f"Ann Lee, SSN {A}, seen {CARD}\n")
    assert sorted(people(found)) == [("ann lee", digits(A)), ("review", "ann lee", CARD)]
    assert found.counts["personal_information"] == {"ssn": 1}
    assert found.counts["review"] == {"payment_card": 1}


def test_counts_are_exact_where_the_list_is_full(scan):
    text = "".join(f"Employee: Ann Lee {A}\n\nEmployee: Bob Ray {B} and card {CARD}\n\n" for _ in range(20))
    full, cut = scan(text), scan(text, config=Config(max_findings_per_file=3))
    assert len(full.findings) == 40
    assert len(cut.findings) == 3
    assert cut.counts == full.counts
    assert cut.outcomes[-1].listed == 3
    for finding in (*full.findings, *cut.findings):
        assert len(finding.places) == len(finding.elements)


@pytest.mark.parametrize("line", ["03:11:53 <Bob Ray> ", "[03:11:53] Bob Ray: ", "[9:05:11 AM] Bob Ray: "])
def test_a_line_of_a_chat_is_a_record(scan, line):
    above = line.replace("Bob Ray", "Ann Lee") + "hello\n"
    (finding,) = scan(above + line + "my ssn is 773-01-0001\n").findings
    assert finding.person.normal == "bob ray"
    (finding,) = scan(above + line.replace("Bob Ray", "bot") + "ssn 773-01-0001 is nobody's\n").findings
    assert finding.classification.value == "element_only"


@pytest.mark.parametrize("note", ["KLM EFT info rec'd:", "KLM  EFT info:", "XQZ Wire data,"])
def test_a_note_with_a_time_is_said_by_nobody(scan, note):
    found = scan(f"02/14/24 09:05 {note} SSN 773-01-0001\n").findings
    assert "personal_information" not in [one.classification.value for one in found]


def test_the_columns_that_a_program_lists_in_brackets_are_no_label_of_what_follows(scan):
    text = "(MBR_ID, MBR_SSN, MBR_LST_NM, MBR_FST_NM)\nBEGINDATA\n773010009|{}|Lee|Ann\n"
    assert "773010009" not in [one.elements[0].value for one in scan(text.format("773010001")).findings]
    found = scan("Name (and SSN)\nAnn Lee 773010001\n").findings
    assert [one.elements[0].value for one in found] == ["773010001"]
