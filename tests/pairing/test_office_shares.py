"""Papers and exports as offices keep them: sides in a matter, persons behind one label, addresses, banks."""

import pytest

from tests.pairing.pairs import CARD, LEE, RAY, A, B, C, numbers

ACCOUNT, LICENSE = "4737459081", "S10000001"
ANN, BOB = LEE[1], RAY[1]


def residencies(scanned):
    """(person, residency) of each finding that is one of personal information, or of somebody elsewhere."""
    told = [one for one in scanned.findings if one.classification.value in {"personal_information", "non_resident"}]
    return sorted((one.person.normal, one.residency) for one in told)


@pytest.mark.parametrize(
    "text",
    [
        f"Tenant: Bob\nLandlord: Ann Lee\nTenant SSN: {A}\n",
        f"Landlord: Ann Lee\nTenant SSN: {A}\n",
        f"Buyer: Ann Lee\nSeller SSN: {A}\n",
        f"Guardian:          Ann Lee\nRespondent's SSN:  {A}\n",
        f"Seller: Bob Ray\nBuyer: Ann Lee\nSeller 2 SSN: {A}\n",
    ],
)
def test_a_number_of_the_other_side_is_not_for_sure_that_of_whom_is_named(scan, text):
    assert numbers(scan(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        f"Employee: Ann Lee\nMember SSN: {A}\n",
        f"Student: Ann Lee\nApplicant SSN: {A}\n",
        f"Tenant: Ann Lee\nLandlord: Bob Ray\nTenant SSN: {A}\n",
        f"Landlord: Ann Lee\nLandlord SSN: {A}\n",
    ],
)
def test_other_roles_may_be_of_one_person(scan, text):
    assert numbers(scan(text)) == [LEE]


@pytest.mark.parametrize("label", ["Seller", "Seller(s)"])
def test_numbers_are_told_off_to_those_behind_one_label(scan, label):
    text = (
        f"{label}:  Ann Lee and Bob Ray\nBuyer(s):  Karen Doyle\nSeller 1 SSN: {A}\nSeller 2 SSN: {B}\nBuyer SSN: {C}\n"
    )
    assert numbers(scan(text)) == [LEE, RAY, ("karen doyle", "773010003")]


def test_the_sentence_before_a_label_is_none_of_it(scan):
    text = f"Student Name: Ann Lee   Grade: 6\nParent/Guardian: Bob Ray   Phone: none\nConsent is on file. Student SSN: {A}\n"
    assert numbers(scan(text)) == [LEE]


@pytest.mark.parametrize("bank", ["Credit Union", "Federal Credit Union", "Savings Bank", "Co-operative Bank"])
def test_a_bank_with_the_name_of_a_person_is_nobody(scan, bank):
    assert numbers(scan(f"The account at Ann Lee {bank}, SSN {A}, is closed.\n")) == []


@pytest.mark.parametrize("text", ["Ann Lee, credit union account, SSN {}\n", "Ann Lee Savings account, SSN {}\n"])
def test_who_has_an_account_is_no_bank(scan, text):
    assert LEE in numbers(scan(text.format(A)))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (f"Mail check to: Ann Lee, 12 Elm, Nashua NH 03060\nSSN {A}\n", [("ann lee", "elsewhere")]),
        (f"Owner:  Ann Lee\nHome:  3 Lookout Hill, Marion, MA 02738\nSSN: {A}\n", [("ann lee", "massachusetts")]),
    ],
)
def test_a_street_and_a_town_are_nobody(scan, text, told):
    assert residencies(scan(text)) == told


@pytest.mark.parametrize("text", ["12 Lee, Ann MA {}\n", "3 Hill, Marion, SSN {}\n"])
def test_a_number_of_a_row_is_no_house(scan, text):
    assert len(numbers(scan(text.format(A)))) == 1


@pytest.mark.parametrize("title", ["City/St/Zip", "CITY ST ZIP", "C/S/Z", "Remit to", "Bill from 3", "Mailing"])
def test_columns_of_towns_with_states_say_who_lives_where(scan, title):
    text = f"Name,{title},SSN\nAnn Lee,Athol MA 01331,{A}\nBob Ray,Keene NH 03431,{B}\n"
    assert residencies(scan(text, name="list.csv")) == [("ann lee", "massachusetts"), ("bob ray", "elsewhere")]


@pytest.mark.parametrize("title", ["Remit to", "Ship to"])
def test_whom_something_is_sent_to_lives_nowhere_by_that(scan, title):
    text = f"Name,{title},SSN\nAnn Lee,Front desk,{A}\nBob Ray,Back door,{B}\n"
    assert residencies(scan(text, name="list.csv")) == [("ann lee", "unknown"), ("bob ray", "unknown")]


@pytest.mark.parametrize(
    "text",
    [
        f"Seller:  Bob Ray\nBuyer:   Ann Lee\nSeller proceeds:\n    Account:  {ACCOUNT}   ABA 011500120\n",
        f"Calls\n- Ann Lee wants her policy cancelled\n- Sopheap Keo: new card {CARD} 04/28\n",
        f"ESTATE OF ANN LEE, late of Lynn\nPR: Jocasta Keo, 4 Tern Ln, Lynn - her SSN {A}\n",
    ],
)
def test_a_line_of_somebody_else_is_not_of_the_one_above(scan, text):
    assert LEE[0] not in dict(numbers(scan(text)))


@pytest.mark.parametrize(
    "text",
    [
        f"Employee: Ann Lee\n- Social Security: {A}\n",
        f"Employee: Ann Lee\n- Personal Data: SSN {A}\n",
        f"Buyer: Ann Lee\nBuyer proceeds:\n    SSN: {A}\n",
    ],
)
def test_fields_of_a_list_are_of_the_one_above(scan, text):
    assert numbers(scan(text)) == [LEE]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Name: Ann Lee\nAddress: 12 Main St, Lynn, MA 01902\nPrevious address: 4 Broad St, Dover, NH 03820\n",
            "massachusetts",
        ),
        ("*SUBJ LEE,ANN\n*CURR 12 MAIN ST,LYNN,MA,01902\n*PREV 4 BROAD ST,DOVER,NH,03820\n", "massachusetts"),
        ("Name: Ann Lee\nPrevious address: 4 Broad St, Dover, NH 03820\n", "elsewhere"),
        ("Ann Lee, 12 Main St, Lynn, MA 01902, formerly of Dover, NH 03820, ", "massachusetts"),
        ("Ann Lee moved here from Dover, NH 03820. Home: 12 Main St, Lynn, MA 01902, ", "massachusetts"),
        ("Ann Lee, Jr., MD, 12 Main St, Lynn, MA 01902, ", "massachusetts"),
    ],
)
def test_where_somebody_has_lived_before_is_no_home_beside_another(scan, text, told):
    assert residencies(scan(f"{text}SSN {A}\n")) == [("ann lee", told)]


@pytest.mark.parametrize("said", ["moved to", "has moved to", "has lived since May in", "now lives in"])
def test_where_somebody_has_moved_to_is_not_where_they_lived_before(scan, said):
    text = f"Ann Lee, 12 Main St, Lynn, MA 01902, {said} Dover, NH 03820, SSN {A}\n"
    assert residencies(scan(text)) == []


@pytest.mark.parametrize("title", ["Mailing address", "Home address"])
def test_two_homes_are_two(scan, title):
    text = f"Name: Ann Lee\nAddress: 12 Main St, Lynn, MA 01902\n{title}: 4 Broad St, Dover, NH 03820\nSSN {A}\n"
    assert residencies(scan(text)) == []


@pytest.mark.parametrize("title", ["DL/State", "Driver's Lic./State", "Driver's License No./State"])
def test_a_licence_may_stand_with_its_state(scan, title):
    assert numbers(scan(f"Name: Ann Lee\n{title}:  {LICENSE} MA\n")) == [(LEE[0], LICENSE)]
    table = f"Name,{title}\nAnn Lee,{LICENSE} MA\nBob Ray,S10000002 MA\n"
    assert numbers(scan(table, name="list.csv")) == [(LEE[0], LICENSE), (RAY[0], "S10000002")]


@pytest.mark.parametrize("title", ["DL State", "License State", "DL State/Prov", "Issuing State/Country"])
def test_the_state_of_a_licence_is_none(scan, title):
    assert numbers(scan(f"Name: Ann Lee\n{title}:  {LICENSE}\n")) == []
    assert numbers(scan(f"Name,{title}\nAnn Lee,{LICENSE}\nBob Ray,S10000002\n", name="list.csv")) == []


@pytest.mark.parametrize(("kind", "told"), [("SSN", [LEE]), ("EIN", []), ("ITIN", [])])
def test_the_attribute_of_a_tax_number_says_its_kind(scan, kind, told):
    text = f'<Levy><Debtor><FullName>Ann Lee</FullName><TIN type="{kind}">{ANN}</TIN></Debtor></Levy>'
    assert numbers(scan(text, name="levy.xml")) == told


def test_a_type_beside_the_id_of_anybody(scan):
    text = f"given,family,gov_id,gov_id_type\nAnn,Lee,{ANN},SSN\nBob,Ray,{BOB},SSN\nKen,Mori,773010003,EMPLOYEE\n"
    assert numbers(scan(text, name="list.csv")) == [LEE, RAY]


def test_short_keys_of_questions_and_answers(scan):
    asked = f'{{"q":"Legal name","a":"Ann Lee"}},{{"q":"SSN","a":"{A}"}}'
    assert numbers(scan(f'{{"answers":[{asked}]}}', name="form.json")) == [LEE]
    assert numbers(scan(f'{{"name":"Ann Lee","option_q":"SSN","option_a":"{ANN}"}}', name="form.json")) == []


@pytest.mark.parametrize("label", ["DD to acct", "Passbook", "Dir. deposit", "Pass book no."])
def test_short_labels_of_deposits(scan, label):
    assert numbers(scan(f"Employee: Ann Lee\n{label} {ACCOUNT}\n")) == [(LEE[0], ACCOUNT)]


def test_a_beneficiary_is_somebody_else_than_the_originator(scan):
    text = "Originator,Orig Acct,Benef,Benef Acct,ABA\nAnn Lee,4737459081,Bob Ray,4737459082,011000138\nKaren Doyle,4737459083,Ajax Inc,4737459084,011000138\n"
    told = [("ann lee", "4737459081"), ("bob ray", "4737459082"), ("karen doyle", "4737459083")]
    assert numbers(scan(text, name="wires.csv")) == told


def test_questions_that_talk_are_asked_like_others(scan):
    text = (
        'Hi! What\'s your *first name*?,"And your *last name*, {{field:1}}?",'
        "What is your Social Security Number? (needed for the 1099),Which state do you live in?\n"
        f"Ann,Lee,{A},Massachusetts\nBob,Ray,{B},Vermont\n"
    )
    assert residencies(scan(text, name="form.csv")) == [("ann lee", "massachusetts"), ("bob ray", "elsewhere")]


def test_a_bank_with_an_account_is_no_person(scan):
    text = f"Bank,Bank Acct,ABA\nAnn Lee,{ACCOUNT},011000138\n"
    assert numbers(scan(text, name="banks.csv")) == []


@pytest.mark.parametrize(
    "heading", ["Lindgren family", "The Lindgren household", "LINDGREN", "Family: Lindgren", "Lindgren:"]
)
def test_first_names_below_a_surname(scan, heading):
    text = f"To add\n\n{heading}\n   Karl     {A}\n   Ingrid   DOB 1/2/80   SSN {B}\nSmithwick\n - Laura: SSN {C}\n"
    told = [("ingrid lindgren", ANN[:-1] + "2"), ("karl lindgren", ANN), ("laura smithwick", ANN[:-1] + "3")]
    assert numbers(scan(text)) == told


@pytest.mark.parametrize(
    "text",
    [
        "Worcester\n   Karl     SSN {}\n",  # a town
        "Kitchen\n   Karl     SSN {}\n",
        "Lindgren\n   Ref     SSN {}\n",
        "Lindgren\n   Bill:    SSN {}\n",
        "Lindgren\nKarl     SSN {}\n",
        "Lindgren\n   all\nnotes\n   Karl     SSN {}\n",
        "Lindgren\n   Karl said it was SSN {}\n",
    ],
)
def test_first_names_below_other_words_are_nobody(scan, text):
    assert numbers(scan(text.format(A))) == []


@pytest.mark.parametrize("control", ["0", "1", "-", " "])
def test_what_moves_the_paper_of_a_printer_is_no_part_of_a_name(scan, control):
    text = (
        "1TRIAL BALANCE             NORTH CLINIC            PAGE 1\n"
        " GUARANTOR            CITY/ST/ZIP           SSN        BALANCE\n"
        f"{control}LEE, ANN             LYNN MA 01902         {ANN}   12.40\n"
        f" RAY, BOB             KEENE NH 03431        {BOB}   18.00\n"
    )
    assert residencies(scan(text)) == [("ann lee", "massachusetts"), ("bob ray", "elsewhere")]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("     Type: Joint checking", [(LEE[0], ACCOUNT)]),
        ("\nAccount Type: Savings", [(LEE[0], ACCOUNT)]),
        ("\nAccount Type: Residential", []),
        ("\nMeter Type: Electric\nType: Checking", []),
    ],
)
def test_the_type_behind_an_account_says_that_it_is_at_a_bank(scan, said, told):
    assert numbers(scan(f"Owner: Ann Lee\nAccount Number: {ACCOUNT}{said}\n")) == told


@pytest.mark.parametrize(
    ("place", "told"),
    [
        ("12 Elm, Nashua NH", "elsewhere"),
        ("12 Elm St Apt 3, Providence RI", "elsewhere"),
        ("12 Elm St, Devens MA", "massachusetts"),
        ("Suite 200 Main, John Smith MD", "unknown"),
        ("seen 12 May, by Karen NP", "unknown"),
    ],
)
def test_a_street_before_a_town_makes_an_address_of_its_state(scan, place, told):
    assert residencies(scan(f"Name: Ann Lee, {place}\nSSN: {A}\n")) == [("ann lee", told)]


def test_who_states_where_they_live_does_so_for_what_is_below(scan):
    text = (
        "FOR VALUE RECEIVED, the undersigned, Ann Lee, of 12 Mount Vernon Street, Lynn, Massachusetts 01902,\n"
        f"promises to pay.\n\n\nMaker: Ann Lee\nSSN: {A}\n"
    )
    assert residencies(scan(text)) == [("ann lee", "massachusetts")]
    assert residencies(scan(text.replace("Ann Lee, of", "Bob Ray, of"))) == [("ann lee", "unknown")]


def test_a_citation_is_no_licence(scan):
    found = scan(f"OPER: ANN LEE, MA OLN {LICENSE}, CITATION T1884201, SPEED 52/35\n")
    assert [element.value for finding in found.findings for element in finding.elements] == [LICENSE]
    assert LEE in numbers(scan(f"Citation issued to Ann Lee, SSN {A}\n"))
