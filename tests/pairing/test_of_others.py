"""Numbers that are not of whom the text round them names last: a client's, an addressee's, another party's."""

import openpyxl
import pytest
from pairs import CARD, A, B, digits, people

ONE, TWO = digits(A), digits(B)
DL = "S12345679"


def test_the_number_of_a_client_is_none_of_who_signs(scan):
    letter = f"Re: Ann Lee\n\nI represent Ann Lee. My client's Social Security number is {A}.\n\nSincerely,\nBob Ray\n"
    assert people(scan(letter)) == [("ann lee", ONE)]
    own = f"I have a client in Lynn; my own SSN is {A}.\n\nSincerely,\nBob Ray\n"
    assert people(scan(own)) == [("bob ray", ONE)]


@pytest.mark.parametrize(
    "form",
    [
        f"Name: Ann Lee\nSSN: {A}\nSpouse's name and SSN: Bob Ray, {B}\nDriver's license number: {DL}\n",
        f"1. Your name\nAnn Lee\n2. Your SSN\n{A}\n3. Your spouse's name and SSN\nBob Ray, {B}\n4. License number\n{DL}\n",
        f"> 1. Your name\nAnn Lee\n> 2. Your SSN\n{A}\n> 3. Your spouse's name and SSN\nBob Ray, {B}\n> 4. License #\n{DL}\n",
    ],
)
def test_what_stands_below_a_spouse_named_with_a_number_may_be_of_the_form_s_own_person(scan, form):
    found = people(scan(form))
    assert ("ann lee", ONE) in found
    assert ("bob ray", TWO) in found
    assert not any(DL in one for one in found if one[0] in {"ann lee", "bob ray"})


def test_a_list_from_its_first_item_on_has_a_title(scan):
    assert people(scan(f"Ann Lee, ext. 12\n1. Lives in Lynn\n2. SSN: {A}\n")) == [("ann lee", ONE)]


def test_what_the_reader_gave_is_the_reader_s(scan):
    letter = f"Dear Ann Lee,\n\nBob Ray is glad to have you. On your form you wrote SSN {A}.\n\nBob Ray\nChair\n"
    assert people(scan(letter)) == [("ann lee", ONE)]
    letter = f"Dear Ann,\n\nOn your form you wrote SSN {A}.\n\nBob Ray\nChair\n"
    assert ("bob ray", ONE) not in people(scan(letter))


@pytest.mark.parametrize("said", ["insured wants it charged on", "the insured's wife says it was"])
def test_a_sentence_that_speaks_of_another_party_by_its_label(scan, said):
    file = f"Insured: Ann Lee, Lynn\nClaimant: Bob Ray, Salem\n\n5/6: {said} {CARD}, a Visa card.\n"
    assert ("bob ray", CARD) not in people(scan(file))
    file = f"Insured: Ann Lee, Lynn\nClaimant: Bob Ray, Salem\n\n5/6: claimant paid with card {CARD}.\n"
    assert ("ann lee", CARD) not in people(scan(file))


@pytest.mark.parametrize("title", ["Listed Beneficiary", "POD beneficiary"])
def test_an_account_is_not_that_of_whom_it_goes_to_at_a_death(scan, title):
    rows = f"Your name: Ann Lee\n\n   Bank                 Account Number     {title:<20} Balance\n"
    rows += f"   Rockland Trust       41120098812        {'Bob Ray':<20} $10.00\n"
    rows += f"   Leader Bank          41120098777        {'Bob Ray':<20} $20.00\n"
    assert not any(one[0] == "bob ray" for one in people(scan(rows)))
    table = f"Bank,Account Number,{title}\nRockland Trust,41120098812,Bob Ray\nLeader Bank,41120098777,Bob Ray\n"
    assert not any(one[0] == "bob ray" for one in people(scan(table, "a.csv")))


COUNTED = (
    "1a. Current name\ni. First name           ii. Middle initial     iii. Last name/BMF company name\n"
    f"Ann                     D                      Lee\n1b. First taxpayer identification number\n{A}\n"
    "2a. Spouse's current name\ni. Spouse's first name  ii. Middle initial     iii. Spouse's last name\n"
    f"Bob                     C                      Ray\n2b. Spouse's taxpayer identification number\n{B}\n"
)


def test_what_counts_the_titles_of_a_form_is_no_name(scan):
    assert people(scan(COUNTED)) == [("ann lee", ONE), ("bob ray", TWO)]


def test_boxes_of_a_form_with_the_spouse_in_capitals(scan):
    form = "YOUR FIRST NAME\nAnn\nM.I.\nH\nLAST NAME\nLee\nYOUR SOCIAL SECURITY NUMBER\n" + A + "\n"
    form += "SPOUSE'S FIRST NAME\nBob\nM.I.\nM\nLAST NAME\nRay\nSPOUSE'S SOCIAL SECURITY NUMBER\n" + B + "\n"
    assert people(scan(form)) == [("ann lee", ONE), ("bob ray", TWO)]


def test_a_refund_is_not_paid_to_a_dependent_named_in_parts(scan):
    form = f"YOUR FIRST NAME\nAnn\nM.I.\nH\nLAST NAME\nLee\nYOUR SOCIAL SECURITY NUMBER\n{A}\n"
    form += "MAILING ADDRESS\n12 Elm St\nCITY\nLynn\nSTATE\nMA\nZIP\n01901\nSchedule DI. Dependent Information\n"
    form += f"FIRST NAME\nBob\nM.I.\nM\nLAST NAME\nRay\nRELATIONSHIP\nSON\nSOCIAL SECURITY NUMBER\n{B}\n"
    form += "56 REFUND\n1,635.08\nROUTING NUMBER\n211246569\nACCOUNT NUMBER\n2911634505\n"
    assert ("bob ray", TWO) in people(scan(form))
    assert ("ann lee", "2911634505") in people(scan(form))


def test_a_list_of_a_family_has_no_column_behind_the_surname(scan):
    rows = "#   Name                 Relation   Birth date   SSN\n"
    rows += (
        f"1   Lindgren, Ann A      Head       08/11/1959   {A}\n2   Lindgren, Robert M   Son        07/15/1994   {B}\n"
    )
    assert people(scan(rows)) == [("ann lindgren", ONE), ("robert lindgren", TWO)]
    assert people(scan("Lynn Housing\n\n" + rows)) == [("ann lindgren", ONE), ("robert lindgren", TWO)]


def test_the_number_of_a_row_before_a_name_is_none_of_it(scan):
    rows = "(a) Name of covered individual(s)   (b) SSN or other TIN   (c) DOB\n"
    rows += f"18 Susan B. Lindgren                {A}            01/01/1980\n19 Robert Lindgren                  {B}            02/02/1982\n"
    assert [one[1] for one in people(scan(rows))] == [ONE, TWO]
    assert people(scan(f"Name,SSN\n12 Elm Street,{A}\n", "a.csv")) == [("element_only", None, ONE)]


@pytest.mark.parametrize("title", ["SS or EIN", "Soc Sec/Fed ID", "Social Security number or Federal ID number"])
def test_a_column_for_two_numbers_of_taxpayers(scan, title):
    assert people(scan(f"Name,{title}\nAnn Lee,{A}\nTwin Rivers LLC,27-2247579\n", "a.csv")) == [("ann lee", ONE)]


def test_a_title_of_a_number_that_holds_no_label_in_running_text(scan):
    form = f"Guarantor Name\nAnn Lee\nRelationship to Patient\nParent\nGuarantor SSN\n{A}\n"
    form += f"Credit card on file: Name on card\nAnn Lee\nCard number\n{CARD}\nSS Name: Bob Ray\nSSN: {B}\n"
    assert people(scan(form))[0][0] == "ann lee"


def test_titles_under_one_of_several_columns_need_not_all_be_known(scan):
    rows = "SUMMER HELP,,,,Prepared by Eva Cole,\nLast,First,SS No,Dir dep,,\n,,,ABA,Acct,Start\n"
    rows += f"Lee,Ann,{A},211356624,41120098812,5/1/2025\nRay,Bob,{B},211250445,41120098777,5/2/2025\n"
    found = people(scan(rows, "a.csv"))
    assert found == [("ann lee", ONE, "41120098812"), ("bob ray", TWO, "41120098777")]


def test_the_state_id_beside_wages_is_the_employer_s(scan):
    rows = f"SSN,Name,Wages,Fed W/H,State ID\n{A},Ann Lee,100.10,10.00,819954445\n{B},Bob Ray,200.20,20.00,395739357\n"
    assert people(scan(rows, "a.csv")) == [("ann lee", ONE), ("bob ray", TWO)]


def test_a_mother_in_brackets_asks_for_the_child_s_number(scan):
    text = f"Arthur Ray, gr. 6. Mother (Ann Lee) called. She asked if we still have his social, {A}, on the card.\n"
    assert people(scan(text)) == [("arthur ray", ONE)]
    assert people(scan(f"Student: Arthur Ray, gr. 6. Mother (Ann Lee): SSN {A}\n")) == [("ann lee", ONE)]


def test_an_account_of_one_of_two_parties_is_no_sure_one_of_the_client(scan):
    text = "client: Ann Lee, Lynn\nopposing: Bob Ray\n\n"
    text += "client says landlord cashed the deposit into his savings account 41959446093 at Leader Bank\n"
    assert not any(one[-1] == "41959446093" and one[0] == "ann lee" for one in people(scan(text)))


def test_a_card_of_a_sheet_begins_with_a_name_alone(scan, tmp_path):
    rows = [["Ann M. Lee"], ["SSN", A], ["Address", "12 Elm St, Lynn, MA 01901"], ["Mon", "Tue", "Wed"], [8, 8, 8], []]
    rows += [["Bob Ray"], ["SSN", B], ["Address", "14 Elm St, Lynn, MA 01901"], ["Mon", "Tue", "Wed"], [8, 7, 8]]
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(tmp_path / "cards.xlsx")
    scanned = scan((tmp_path / "cards.xlsx").read_bytes(), "cards.xlsx")
    assert people(scanned) == [("ann lee", ONE), ("bob ray", TWO)]
    assert {one.residency.value for one in scanned.findings} == {"massachusetts"}


@pytest.mark.parametrize("said", ["for example", "e.g.", "such as"])
def test_an_example_is_nobody_s(scan, said):
    text = f"Driver's license numbers ({said} S27418843) are personal. Contact Ezra Fong.\n"
    assert not any(one[0] == "ezra fong" for one in people(scan(text)))


def test_checking_and_savings_in_one_line_are_not_told_off_to_two_persons(scan):
    form = f"Applicant's name Ann Lee   Soc. Sec. No. {A}\nHome phone 781-555-0101\nCo-applicant's name Bob Ray   Soc. Sec. No. {B}\n"
    form += "Employer Bayview LLC\nBank Leader Bank   Checking Acct. No. 623993218   Savings Acct. No. 3604659124\n"
    found = people(scan(form))
    assert ("bob ray", TWO) in found
    assert not any(one[0] == "bob ray" and "3604659124" in one for one in found)


def test_the_accounts_of_a_transfer_between_brokers(scan):
    form = "Account owner: Ann Lee\nDelivering firm: Edward Jones\nDelivering account number: 826801468\n"
    assert people(scan(form)) == [("ann lee", "826801468")]


def test_the_lic_of_a_contractor_is_none_to_drive(scan):
    rows = "Permit,Applicant,Contractor lic.\nB-1,Ann Lee,CS-254187\nB-2,Bob Ray,CS-459749\n"
    assert people(scan(rows, "a.csv")) == []
