"""Whom a text calls by a word it defines, heads with a name, or says to have died: contracts, lists, estates."""

import pytest
from pairs import A, B, people

LEASE = """This Lease is made between Frank Costa ("Landlord") and Ann Lee, of 12 Elm St, Lynn ({}).

1. Rent is due on the first.

2. {} is {} as told.
"""


@pytest.mark.parametrize("word", ['"Tenant"', 'the "Tenant"', "hereinafter referred to as the \u201cTenant\u201d"])
@pytest.mark.parametrize("said", ["Tenant's SSN", "The SSN of the Tenant", "Tenant\u2019s Social Security number"])
def test_a_word_that_a_contract_defines_is_a_person(scan, word, said):
    assert people(scan(LEASE.format(word, said, A))) == [("ann lee", "773010001")]


def test_a_word_for_two_or_for_nobody_is_none(scan):
    text = 'Between Ann Lee and Bob Ray (together, "Borrower").\n\nBorrower\'s SSN: {}\n'
    assert people(scan(text.format(A)))[0][0] == "review"
    assert people(scan(f'Acme Inc. ("Tenant").\n\nTenant\'s SSN: {A}\n')) == [("element_only", None, "773010001")]


@pytest.mark.parametrize("title", ["# Onboarding: {}", "## New hire - {}", "# Application of {}", "### Payroll for {}"])
def test_a_heading_that_ends_with_a_name_of_its_own(scan, title):
    records = (("Ann Lee", A), ("Bob Ray", B))
    text = "\n".join(f"{title.format(name)}\n\n| SSN | {number} |\n" for name, number in records)
    assert people(scan(text, "a.md")) == [("ann lee", "773010001"), ("bob ray", "773010002")]


def test_a_heading_that_speaks_of_somebody_is_not_about_them(scan):
    assert people(scan(f"# Call with Ann Lee today\n\nSSN: {A}\n", "a.md")) == [("review", "ann lee", "773010001")]


def test_each_record_of_a_list_has_its_head(scan):
    text = f"00412 TEIXEIRA PAULO M\n   SSN {A}\n   Rate 32.50\n00413 AMARAL LUCIA\n   SSN {B}\n   Rate 38.90\n"
    found = [(sorted(person.split()), number) for person, number in people(scan(text))]
    assert found == [(["paulo", "teixeira"], "773010001"), (["amaral", "lucia"], "773010002")]


def test_a_label_between_indented_lines_heads_nothing(scan):
    text = f"Employee: Ann Lee\n   Dept: 12\nSupervisor: Bob Ray\n   Floor: 2\nPayroll\n   SSN: {A}\n"
    assert ("bob ray", "773010001") not in people(scan(text))


def test_the_number_of_who_died_is_nobody_elses(scan):
    text = f"Petitioner: Ann Lee\nDecedent's SSN: {A}\n"
    assert people(scan(text)) == [("review", "ann lee", "773010001")]
    assert people(scan(f"Estate of: Bob Ray\n{text}")) == [("bob ray", "773010001")]


ESTATE = """INVENTORY                 Docket No. MI24P3321EA
{dead}: Bob Ray
{role}: Ann Lee, 9 Oak St, Lowell, MA 01852

Schedule A
 1. Eastern Bank checking account no. 4417093822
Decedent's SSN: {number}
"""


@pytest.mark.parametrize("dead", ["Estate of", "Decedent"])
@pytest.mark.parametrize("role", ["Personal Representative", "Executor", "Executrix"])
def test_what_an_estate_holds_is_of_who_died(scan, dead, role):
    found = people(scan(ESTATE.format(dead=dead, role=role, number=A)))
    assert found == [("bob ray", "4417093822", "773010001")]


def test_the_own_number_of_who_acts_for_an_estate_is_theirs(scan):
    text = f"Estate of: Bob Ray\nSSN: {B}\nExecutor: Ann Lee   SSN: {A}\n"
    assert people(scan(text)) == [("bob ray", "773010002"), ("ann lee", "773010001")]
    text = f"Estate of: Bob Ray\nExecutor: Ann Lee\nExecutor's SSN: {A}\n"
    assert people(scan(text)) == [("ann lee", "773010001")]


def test_the_number_of_who_died_in_a_letter_to_another_is_for_review(scan):
    text = f"Ann Lee\n12 Elm St\nLynn, MA 01901\n\nDear Ms. Lee:\n\nDecedent's SSN: {A}\n"
    assert people(scan(text)) == [("review", "ann lee", "773010001")]


def test_whom_the_subject_names_goes_before_who_signs(scan):
    head = "From: hr@example.com\nTo: Jo Poe <jo@example.com>\nSubject: {}\n\n"
    mail = head + "Jo,\n\nSSN {}.\n\nThanks,\nAl Orr\n"
    assert people(scan(mail.format("New hire - Ann Lee", A), "a.eml")) == [("review", "ann lee", "773010001")]
    signed = "From: hr@example.com\nTo: payroll@example.com\nSubject: forms\n\nSSN {}.\n\nThanks,\nAl Orr\n"
    assert people(scan(signed.format(A), "a.eml")) == [("review", "al orr", "773010001")]


def test_the_number_behind_a_bank_may_be_its_routing_number(scan):
    assert people(scan("Ann Lee\nBANK 011000015 ACCT 4412007812\n")) == [("ann lee", "4412007812")]


PARTIES = "Party A: Ann Lee, 12 Elm St, Lynn, MA 01901\nParty B: Bob Ray\n"
NUMBERS = f"SSN (Party A): {A}\nSSN (Party B): {B}\n"
BETWEEN = "\nThe parties agree as follows. All sums are due on the first of the month.\n\n"
BOTH = [("ann lee", "773010001"), ("bob ray", "773010002")]

FIELDS = {
    "above": PARTIES + BETWEEN + NUMBERS,
    "below": NUMBERS + BETWEEN + PARTIES,
    "far off": PARTIES + BETWEEN * 40 + NUMBERS,
    "in a list": PARTIES.replace("Party", "1) Party") + BETWEEN + NUMBERS,
    "in capitals": PARTIES.upper().replace("ANN LEE", "Ann Lee").replace("BOB RAY", "Bob Ray") + BETWEEN + NUMBERS,
    "with the name below": PARTIES.replace(": ", ":\n") + BETWEEN + NUMBERS,
    "with a title": PARTIES.replace(": ", ": Ms. ") + BETWEEN + NUMBERS,
    "one word": (PARTIES + BETWEEN + NUMBERS).replace("Party A", "Buyer").replace("Party B", "Seller"),
    "in quotes": 'Between Ann Lee ("Party A") and Bob Ray ("Party B").\n' + BETWEEN + NUMBERS,
    "in the possessive": f"Tenant's SSN: {A}\nCo-Tenant's SSN: {B}\n{BETWEEN}Tenant: Ann Lee\nCo-Tenant: Bob Ray\n",
    "for": PARTIES + BETWEEN + NUMBERS.replace("(", "for ").replace(")", ""),
}


@pytest.mark.parametrize("text", FIELDS)
def test_the_label_of_a_field_stands_for_who_is_in_it(scan, text):
    assert people(scan(FIELDS[text])) == BOTH


def test_where_they_live_stands_in_the_field(scan):
    assert [one[1] for one in scan(FIELDS["above"]).classes()] == ["massachusetts", "unknown"]


OTHERS = {
    "two persons": f"Buyer: Ann Lee and Bob Ray\n{BETWEEN}SSN (Buyer): {A}\n",
    "two fields": f"Buyer: Ann Lee\n\nBuyer: Bob Ray\n{BETWEEN}SSN (Buyer): {A}\n",
}


@pytest.mark.parametrize("text", OTHERS)
def test_a_field_that_does_not_say_who_it_is_does_not_count(scan, text):
    assert {one[0] for one in people(scan(OTHERS[text]))} <= {"review", "element_only"}


@pytest.mark.parametrize("said", ["SSN (Employee)", "Employee's SSN"])
def test_who_is_named_beside_the_number_goes_first(scan, said):
    text = f"Employee: Ann Lee\n{BETWEEN}Name: Bob Ray\n{said}: {B}\n"
    assert people(scan(text)) == [("bob ray", "773010002")]
    assert people(scan(f"Employee: Ann Lee\n{BETWEEN}{said}: {B}, Bob Ray\n")) == [("bob ray", "773010002")]


@pytest.mark.parametrize("said", ["SSN (Required)", "SSN (Last Four Digits)", "SSN (US)"])
def test_other_words_in_brackets_are_nobody(scan, said):
    assert people(scan(f"Name: Bob Ray\nDue: Monday\n{said}: {B}\n")) == [("bob ray", "773010002")]


PLEADING = """{}

1. On or about March 3 the account was opened.

2. {} is {} as told.
"""


@pytest.mark.parametrize(
    "caption",
    [
        "NOW COMES the Defendant, Ann Lee, by and through counsel, and states:",
        "Now comes Defendant Ann Lee and states:",
        "FRANK COSTA, Plaintiff\nv.\nANN LEE, Defendant",
        "FRANK COSTA,\n          Plaintiff,\nv.\nANN LEE,\n          Defendant.",
    ],
)
@pytest.mark.parametrize("said", ["The Defendant's SSN", "The SSN of the Defendant"])
def test_a_part_in_a_case_is_whoever_has_it_alone(scan, caption, said):
    assert people(scan(PLEADING.format(caption, said, A))) == [("ann lee", "773010001")]


@pytest.mark.parametrize(
    "caption",
    [
        "Defendant Ann Lee and Defendant Bob Ray state:",
        "NOW COMES the Defendant, by counsel, Ann Lee, and states:",
        "NOW COMES the Plaintiff, Ann Lee, and states:",
        "The defendant Ann Lee states:",  # no word of the case
    ],
)
def test_a_part_of_two_or_of_another_is_nobodys(scan, caption):
    assert [one[0] for one in people(scan(PLEADING.format(caption, "The Defendant's SSN", A)))] == ["review"]


CLOSING = "Closing of June 3\n\nBuyer: Ann Lee         Seller: Bob Ray\nProperty: 5 Elm St\n\nPaid to:\nBeneficiary: Bob Ray\n\n"


@pytest.mark.parametrize(
    "said",
    [
        "Buyer SSN (for 1098): ",
        "Buyer's SSN: ",
        "The buyer's Social Security number is ",
        "Notes: Bob Ray was late. The buyer's SSN is ",
    ],
)
def test_a_role_that_a_label_names_is_whoever_has_it_alone(scan, said):
    assert people(scan(CLOSING + f"{said}{A}\n")) == [("ann lee", "773010001")]
    other = said.replace("uyer", "eller").replace("B", "S").replace("b", "s").replace("SoS Ray", "Bob Ray")
    assert people(scan(CLOSING + f"{other}{A}\n")) == [("bob ray", "773010001")]


def test_a_role_of_two_is_none(scan):
    text = CLOSING + "Buyer: Eva Cole\n\n\n"
    assert people(scan(text + f"Buyer SSN: {A}\n")) == people(scan(text + f"SSN: {A}\n"))


def test_whom_the_sentence_names_goes_before_a_role(scan):
    assert people(scan(CLOSING + f"For the buyer's agent Carla Nunes: SSN {A}\n")) == [("carla nunes", "773010001")]


def test_a_drivers_license_is_not_that_of_who_drives_in_another_paper(scan):
    other = "Driver: Bob Ray\nTruck: 7\n\n\n"
    text = "Applicant name: Ann Lee\nLast six digits of SSN: 237467\nDriver's license or ID number: SA6391795\n"
    assert people(scan(other + text)) == [("ann lee", "SA6391795")]


def test_a_role_in_the_block_goes_before_who_is_named_nearer(scan):
    text = "Insured: Ann Lee, policy 88-221\nOther party: Bob Ray, plate 4KX118\nNotes: Bob Ray stopped. Insured's license no. is S12345678.\n"
    assert people(scan(text)) == [("ann lee", "S12345678")]
