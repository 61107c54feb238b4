"""The account of a firm is not that of a person who is named to be asked, or who pays it."""

import pytest
from pairs import A, B, C, digits, people

ACCOUNT = "8089044058"
FIRM = "Harbor Paper & Supply, Inc."


@pytest.mark.parametrize(
    "text",
    [
        f"Vendor: {FIRM}\nContact: Ann Lee, Controller\nRouting: 011000015\nAccount number: {ACCOUNT}\n",
        f"Supplier name: {FIRM}\nAttn: Ann Lee\nBank account number: {ACCOUNT}\n",
        f"Remit to\nContact: Ann Lee\nBank account number: {ACCOUNT}\nAccount name: {FIRM}\n",
        f"Requested by: Ann Lee\nName on account: {FIRM}\nBank account number: {ACCOUNT}\n",
        f"Originator: Ann Lee\nBeneficiary name ..... {FIRM}\nBank account number: {ACCOUNT}\n",
        f"Bill to: {FIRM}\nAttn: Ann Lee\nBank account number: {ACCOUNT}\nRouting: 011000015\n",
        f"Payable to: Seaside Realty Trust\nTrustee: Ann Lee\nChecking account: {ACCOUNT}\nRouting: 011000015\n",
        f"Church: St. Anne Parish\nBank account number: {ACCOUNT}\nPastor: Rev. Ann Lee\n",
        f"Account title: Town of Wellfleet\nBank account number: {ACCOUNT}\nAuthorized signer: Ann Lee\n",
        f"Account name: First Parish Church\nAccount number: {ACCOUNT}\nABA: 011000015\nSigner: Ann Lee\n",
        f"Town of Wellfleet checking account {ACCOUNT} at Eastern Bank. Questions: Ann Lee, treasurer.\n",
    ],
)
def test_the_account_of_a_firm_is_for_review(scan, text):
    assert people(scan(text)) == [("review", "ann lee", ACCOUNT)]


@pytest.mark.parametrize(
    "text",
    [
        f"Employee: Ann Lee\nCompany: {FIRM}\nBank account number: {ACCOUNT}\n",
        f"Originator: Ann Lee\nBank account number: {ACCOUNT}\nBeneficiary name: {FIRM}\n",
        f"Account holder: Ann Lee\nContact: Bob Ray\nBank account number: {ACCOUNT}\n",
        f"Vendor: Ann Lee\nContact: Bob Ray\nBank account number: {ACCOUNT}\n",
        f"Contact: Ann Lee\nCompany: Incline Road Runners\nBank account number: {ACCOUNT}\n",
        f"Beneficiary: {FIRM}\nAccount holder: Ann Lee\nBank account number: {ACCOUNT}\n",
    ],
)
def test_the_account_of_a_person_is_that_of_the_person(scan, text):
    assert people(scan(text)) == [("ann lee", ACCOUNT)]


def test_other_numbers_beside_a_firm_are_those_of_the_person(scan):
    assert people(scan(f"Contact: Ann Lee\nCompany: {FIRM}\nSSN: {A}\n")) == [("ann lee", "773010001")]


VENDORS = (("Harbor Electric Supply", "Ann Lee"), ("Mill Paint Inc", "Ann Lee"))


@pytest.mark.parametrize(
    ("header", "number"),
    [
        ("Vendor,Contact,Bank Account,Routing", f"{ACCOUNT},011000015"),
        ("Supplier Name,Contact Name,Checking Account", ACCOUNT),
        ("Company,Contact Person,Tax ID", A),
        ("Vendor Name,AP Contact Name,TIN", A),
        ("Business Name,Attn,EIN/SSN", A),
    ],
)
def test_in_a_table_of_vendors_numbers_that_firms_have_are_not_those_of_the_contact(scan, header, number):
    rows = "\n".join(f"{vendor},{contact},{number}" for vendor, contact in VENDORS)
    found = people(scan(f"{header}\n{rows}\n", "vendors.csv"))
    assert found
    assert all(one[:2] in {("review", "ann lee"), ("element_only", None)} for one in found)


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("Company,Contact,SSN", f"Mill Paint Inc,Ann Lee,{A}"),  # a firm has none
        ("Employee,Contact,Bank Account,Routing", f"Ann Lee,Bob Ray,{ACCOUNT},011000015"),
        ("Vendor,Contact,Contact Tax ID (SSN)", f"Mill Paint Inc,Ann Lee,{A}"),
        ("Company,Name,Tax ID", f"Mill Paint Inc,Ann Lee,{A}"),
        ("Member,Emergency Contact,Tax ID", f"Ann Lee,Bob Ray,{A}"),
    ],
)
def test_other_numbers_of_such_a_table_are_those_of_the_person(scan, header, row):
    assert [one[0] for one in people(scan(f"{header}\n{row}\n{row}\n", "a.csv"))] == ["ann lee", "ann lee"]


@pytest.mark.parametrize(
    ("data", "counts"),
    [
        (f'{{"vendor":"{FIRM}","contact":"Ann Lee","bank_account":"{ACCOUNT}","routing":"011000015"}}', False),
        (f'{{"vendor":{{"name":"Mill Paint","contact":{{"name":"Ann Lee"}},"tax_id":"{A}"}}}}', False),
        (f'{{"company":"Mill Paint","contact_name":"Ann Lee","ssn":"{A}"}}', True),
        (f'{{"company":"Mill Paint","name":"Ann Lee","bank_account":"{ACCOUNT}","routing":"011000015"}}', True),
        (f'{{"vendor":"Mill Paint","contact":{{"name":"Ann Lee","tax_id":"{A}"}}}}', True),
    ],
)
def test_an_object_of_a_firm_with_a_contact(scan, data, counts):
    (found,) = people(scan(data, "a.json"))
    assert (found[0] == "ann lee") is counts


def test_a_tax_number_in_a_list_of_vendors_is_of_the_person_who_is_one(scan):
    rows = (
        f"Vendor,Primary Contact,Tax ID\nAnn Lee,,{A}\nBay Coast Roofing LLC,Cy Orr,04-1234567\n"
        f'"Ray, Bob",Eva Cole,{B}\nSeawall Marine Supply Inc,Eva Cole,{C}\n'
    )
    assert people(scan(rows, "a.csv")) == [
        ("ann lee", digits(A)),
        ("bob ray", digits(B)),
        ("review", "eva cole", digits(C)),
    ]


@pytest.mark.parametrize(
    "firm",
    ["Ann Lee & Doyle PC", "Ann Lee & Sons Inc", "Ann Lee & Doyle, P.C.", "Ann Lee & Associates", "Ann Lee and Sons"],
)
@pytest.mark.parametrize("text", ["Paid by {}, checking account {}\n", "Name: {}\nChecking account: {}\n"])
def test_a_firm_that_is_called_by_the_names_of_partners_is_no_person(scan, firm, text):
    found = people(scan(text.format(firm, ACCOUNT)))
    assert found in ([("review", "ann lee", ACCOUNT)], [("element_only", None, ACCOUNT)])


def test_a_joint_account_is_not_that_of_a_firm(scan):
    assert people(scan(f"Name: Ann Lee & Bob Ray\nChecking account: {ACCOUNT}\n"))[0] == ("ann lee", ACCOUNT)


def test_who_transmits_a_return_is_not_the_taxpayer(scan):
    text = (
        f"Taxpayer Lee, Ann E\nSSN {A}\nDirect deposit to account {ACCOUNT}, RTN 211371191\nERO Hathaway & Crane PC\n"
    )
    assert people(scan(text)) == [("ann lee", digits(A), ACCOUNT)]
