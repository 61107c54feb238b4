"""Papers of small offices as they lie on a file share: tax preparers, landlords, clinics, courts, personnel."""

import pytest

from tests.pairing.pairs import LEE, RAY, A, B, C, numbers, people

ACCOUNT = "8089044058"
BOTH = sorted((LEE, RAY))


@pytest.mark.parametrize("start", [0, 18, 22])
def test_a_label_names_two_below_titles_that_are_not_right_above_both(scan, start):
    titles, names = f"{' ' * start}Taxpayer".ljust(41), "Name".ljust(18) + "Ann Lee".ljust(23)
    text = f"{titles}Spouse\n{names}Bob Ray\nSocial Security No. {A}     {B}\n"
    assert numbers(scan(text)) == BOTH


def test_an_account_below_a_table_of_family_members_is_not_theirs(scan):
    text = (
        f"Name: Ann Lee\nSocial Security No. {A}\nDependents\nName              Relationship   DOB\n"
        f"Tim Lee Daughter  04/11/2015\nDirect deposit of refund\nRouting number   011000015\nAccount number   {ACCOUNT}\n"
    )
    assert {person for *_, person, _ in people(scan(text))} == {"ann lee"}


def test_so_it_is_where_the_taxpayers_stand_far_above(scan):
    text = (
        f"Name                  Ann Lee           Bob Ray\nSocial Security No.   {A}       {B}\n"
        "Date of birth         01/14/2001        02/04/2000\nOccupation            Teacher           Electrician\n"
        "Driver's license no.  S54451794         S58010177\nLicense state MA MA\n"
        "Home address: 204 Washington Street, Attleboro, MA 02703\nDependents\n"
        f"Name                            Relationship   SSN           DOB\n                  Eve Lee   Daughter       {C}   "
        "04/11/2015\nDirect deposit of refund\nName of bank    Rockland Trust\nRouting number   011000015\n"
        f"Account number   {ACCOUNT}\n"
    )
    assert ("eve lee", ACCOUNT) not in numbers(scan(text))


@pytest.mark.parametrize("gap", ["   ", " | ", "\t", "\xa0\xa0 "])
def test_an_account_between_fields_of_others_is_the_applicants(scan, gap):
    fields = ("Applicant: Ann Lee", f"SSN: {A}", "Supervisor: Bob Ray", f"Bank / Account no.: TD Bank {ACCOUNT}")
    assert numbers(scan(gap.join((*fields, "Emergency contact: Kim Doyle")) + "\n")) == [LEE, ("ann lee", ACCOUNT)]
    rows = (
        gap.join(fields[:2]),
        gap.join(("Employer: Harbor", fields[2])),
        gap.join((fields[3], "Contact: Kim Doyle")),
    )
    assert numbers(scan("\n".join(rows) + "\n")) == [LEE, ("ann lee", ACCOUNT)]


@pytest.mark.parametrize("gap", ["   ", "\xa0\xa0 "])
def test_so_it_is_without_colons(scan, gap):
    fields = (
        "Applicant Ann Lee",
        f"SSN {A}",
        "Landlord Kim Doyle",
        "Supervisor Bob Ray",
        f"Account no. TD Bank {ACCOUNT}",
    )
    assert numbers(scan(gap.join((*fields, "Emergency contact Eve Stone")) + "\n")) == [LEE, ("ann lee", ACCOUNT)]


@pytest.mark.parametrize("label", ["Signer", "Approved by"])
def test_who_signs_below_a_rule_has_no_number(scan, label):
    form = f"Employee: Ann Lee\nSSN: {A}\n______________________\n{label}: Bob Ray\n\nSavings account no. {ACCOUNT}\n"
    assert not [one for one in numbers(scan(form)) if one[0] == "bob ray"]


@pytest.mark.parametrize(
    "title",
    [
        "Document: Driver's license",
        "Document | Driver's license",
        "Document Driver's license",
        "ID presented: MA driver's license",
    ],
)
def test_the_document_that_an_employee_showed_is_a_licence(scan, title):
    found = numbers(scan(f"Employee name: Ann Lee\n{title}\nDocument number: S12345678\n"))
    assert found == [("ann lee", "S12345678")]
    assert not scan("Employee name: Ann Lee\nDocument: US passport\nDocument number: S12345678\n").findings


TESTIMONY = (
    "ANN LEE, having been satisfactorily identified", "and duly sworn, testified as follows:",
    "DIRECT EXAMINATION BY MR. STONE:", "Q.   Would you state your full name, please.", "A.   Ann Lee.",
    "Q.   And where do you live?", "A.   12 Elm Street, Lynn, MA 01901.", "Q.   Are you married?", "A.   Yes, to Bob Ray.",
    "Q.   What is your Social Security number?", f"A.   {A}.", "Q.   Thank you.",
)  # fmt: skip


@pytest.mark.parametrize("form", ["{1}", "{0:2d}   {1}", "{0:2d}        {1}", "      {1}"])
def test_a_witness_who_stated_the_name_has_the_number_of_an_answer(scan, form):
    text = "".join(form.format(number, line) + "\n" for number, line in enumerate(TESTIMONY, 1))
    found = scan(text).findings
    assert [(one.person.normal, one.classification.value, one.residency.value) for one in found] == [
        ("ann lee", "personal_information", "massachusetts")
    ]


def test_the_numbers_of_a_patient_are_not_of_who_pays_or_treats(scan):
    form = (
        f"Patient name: Ann Lee\nSS#: {A}\nHome address: 12 Elm St, Lynn, MA 01901\nDriver's license: S12345678\n"
        f"Responsible party: Bob Ray\nResponsible party SS#: {B}\nMember ID: 923352503\nPhysician: Dr. Kim Doyle\n"
    )
    assert numbers(scan(form)) == sorted((LEE, ("ann lee", "S12345678"), RAY))
    record = f'{{"patient": "Ann Lee", "ssn": "{A}", "responsible_party": "Bob Ray", "physician": "Kim Doyle"}}'
    assert numbers(scan(record, "a.json")) == [LEE]


@pytest.mark.parametrize("label", ["Originator", "Sender", "Remitter"])
def test_who_wires_is_the_member_whose_account_it_is(scan, label):
    text = f"{label} Ann Lee\nMember account # {ACCOUNT}, ABA 211274450\nBeneficiary name Bob Ray\nBeneficiary account 31349947479\n"
    assert ("ann lee", ACCOUNT) in numbers(scan(text))


def test_both_to_whom_a_letter_goes_live_at_its_address(scan):
    letter = (
        "Ann G. Lee and Bob H. Lee\n22 Elm St\nLynn, MA 01902\n\nDear Ann and Bob:\n\n"
        f"Our records show that Ann's Social Security number is {A} and Bob's is {B}.\n"
    )
    told = [(one.person.normal, one.residency.value) for one in scan(letter).findings]
    assert told == [("ann lee", "massachusetts"), ("bob lee", "massachusetts")]


@pytest.mark.parametrize("who", ["Recruiter", "Adjuster", "Present landlord"])
def test_who_only_deals_with_a_form_is_named_by_a_label_in_a_cell_too(scan, who):
    cells = f"Name: Ann Lee | SSN: {A}\n{who}: Bob Ray | Phone: (617) 555-0100\nBank account #: {ACCOUNT} | {who}: Bob Ray\n"
    assert numbers(scan(cells)) == [LEE, ("ann lee", ACCOUNT)]


def test_a_list_of_who_is_counselor_is_not_of_whom_to_call(scan):
    rows = f"Counselor,Soc. Sec.,Emergency contact\nAnn Lee,{A},Kim Doyle\nBob Ray,{B},Eve Stone\n"
    assert numbers(scan(rows, "staff.csv")) == BOTH


def test_the_account_of_a_list_is_not_that_of_who_is_first_in_it(scan):
    text = (
        f"These may sign for the Trust operating account (Institution for Savings no. {ACCOUNT}):\n"
        f"Trustee    Title       SSN\nAnn Lee    Treasurer   {A}\nBob Ray    Chair       {B}\n"
    )
    assert numbers(scan(text)) == BOTH


@pytest.mark.parametrize("role", ["Recruiter", "Adjuster"])
def test_a_name_below_the_label_of_a_role_is_no_heading(scan, role):
    form = f"Legal first name\nAnn\nLegal last name\nLee\nSSN\n{A}\nRouting #\n011075150\nBank account #\n{ACCOUNT}\n"
    assert numbers(scan(f"{form}{role}\nBob Ray\nDriver's license, number S12345678, was shown\n")) == sorted(
        (LEE, ("ann lee", ACCOUNT), ("ann lee", "S12345678"))
    )


def test_who_pays_from_their_account_and_card_signs_the_mail(scan):
    mail = (
        "From: Ann Lee <alee@example.org>\nTo: office@example.com\nSubject: autopay\n\nHi Sue,\n\n"
        f"Please set up autopay from my checking. Bank is Santander, routing 011000015, acct {ACCOUNT}.\n"
        "Also here is the card for the parking deposit: 4539 5787 6362 1486 exp 09/27.\n\nThanks!\nAnn Lee\n"
    )
    assert numbers(scan(mail, "a.eml")) == [("ann lee", "4539578763621486"), ("ann lee", ACCOUNT)]
    other = mail.replace("from my checking", "from her checking").replace(
        "here is the card for the", "this card paid the"
    )
    assert not numbers(scan(other, "a.eml"))


@pytest.mark.parametrize("gap", [" ", "\n"])
def test_where_the_branch_of_a_bank_is_stands_between_it_and_the_account(scan, gap):
    letter = (
        "Ann Lee\n12 Elm St\nLynn, MA 01901\n\nDear Ms. Lee:\n\nYour security deposit was placed in an account at"
        f"{gap}Enterprise Bank, 222 Merrimack Street,{gap}Lowell, account number {ACCOUNT}.\n"
    )
    assert numbers(scan(letter)) == [("ann lee", ACCOUNT)]
    assert not numbers(scan(letter.replace("Enterprise Bank", "Eversource Gas")))


def test_a_column_of_deposit_accounts_is_one_of_a_deposit_type(scan):
    rows = f"Unit,Tenant,Rent,Deposit acct\n1A,Ann Lee,1850,{ACCOUNT}\n2A,Bob Ray,1900,31349947479\n"
    assert numbers(scan(rows, "rents.csv")) == [("ann lee", ACCOUNT), ("bob ray", "31349947479")]


def test_an_emergency_card_is_about_its_own_person(scan):
    form = (
        f"EMERGENCY CARD\nName: Ann Lee\nSSN: {A}\nHome: 369 North Main Street\nLeominster, MA 01453\n"
        "In an emergency notify: Bob Ray\nRelationship: wife\nPhone: (774) 569-6658\nPhysician: Dr. Kim Doyle\n"
        "License: S12345678\n"
    )
    assert numbers(scan(form)) == [LEE, ("ann lee", "S12345678")]
