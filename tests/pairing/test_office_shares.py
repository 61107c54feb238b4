"""Papers and exports as offices keep them: sides in a matter, persons behind one label, addresses, banks."""

import pytest

from tests.pairing.pairs import CARD, LEE, RAY, A, B, C, numbers

ACCOUNT = "4737459081"


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
