"""Countries and whole addresses in objects, and accounts that several persons have."""

import json

import pytest
from pairs import LEE, RAY, A, people

ACCOUNT = "4471005566"


def homes(scanned):
    return [(one.person.normal, one.residency.value) for one in scanned.findings if one.person is not None]


@pytest.mark.parametrize(("country", "wanted"), [("DE", "elsewhere"), ("Canada", "elsewhere"), ("US", "unknown")])
def test_a_country_beside_a_name_or_in_an_address_is_that_of_a_home(scan, country, wanted):
    for held in ({"country": country}, {"address": {"city": "Porto", "countryCode": country}}):
        record = {"name": "Ann Lee", "ssn": A, **held}
        assert homes(scan(json.dumps(record), "a.json")) == [("ann lee", wanted)]


@pytest.mark.parametrize(
    "held",
    [
        {"account": {"holder": "Ann Lee", "routingNumber": "011000015", "accountNumber": ACCOUNT, "country": "DE"}},
        {"passport": {"number": "K1", "country": "DE"}},
        {"countryOfBirth": "DE"},
        {"bankCountry": "DE"},
        {"state": "MA", "country": "DE"},
    ],
)
def test_a_country_of_something_else_says_nothing(scan, held):
    found = homes(scan(json.dumps({"name": "Ann Lee", "ssn": A, **held}), "a.json"))
    assert found
    assert "elsewhere" not in {home for _, home in found}


def test_all_of_an_address_in_a_list_of_them(scan):
    at_home = {"addresses": [{"value": "719 Elmwood Ave, Worcester, MA 01608", "type": "home"}]}
    held = {"candidate": {"first_name": "Ann", "last_name": "Lee", **at_home}, "custom": {"ssn": {"value": A}}}
    assert homes(scan(json.dumps(held), "a.json")) == [("ann lee", "massachusetts")]


def test_a_joint_account_is_of_whom_its_list_names_first(scan):
    owners = [{"name": "Ann Lee"}, {"name": "Bob Ray"}]
    for key, named in (("owners", owners), ("account_holders", owners), ("owners", ["Ann Lee", "Bob Ray"])):
        held = {"accounts": [{"checkingAccountNumber": ACCOUNT, key: named, "openedBy": "Mai Tran"}, {"x": 1}]}
        assert people(scan(json.dumps(held), "a.json")) == [("ann lee", ACCOUNT)]


def test_an_account_that_the_key_round_it_names(scan):
    holders = [{"firstName": "Ann", "lastName": "Lee"}, {"firstName": "Bob", "lastName": "Ray"}]
    held = {"account": {"number": ACCOUNT, "type": "CHECKING", "routing": "011000015", "accountHolders": holders}}
    assert people(scan(json.dumps(held), "a.json")) == [("ann lee", ACCOUNT)]


def test_a_number_beside_a_list_of_persons_is_of_none_of_them_for_sure(scan):
    held = {"ssn": A, "owners": [{"name": "Ann Lee"}, {"name": "Bob Ray"}]}
    assert not [one for one in people(scan(json.dumps(held), "a.json")) if one in (LEE, RAY)]
    held = {"checkingAccountNumber": ACCOUNT, "tellers": [{"name": "Ann Lee"}, {"name": "Bob Ray"}]}
    assert not [one for one in people(scan(json.dumps(held), "a.json")) if one[0] in {"ann lee", "bob ray"}]


def test_each_side_of_a_payment_lives_where_its_own_branch_says(scan):
    debtor = {"name": "Ann Lee", "address": {"state": "MA", "zip": "02139"}}
    creditor = {"name": "Bob Ray", "address": {"state": "NH", "zip": "03060"}}
    accounts = {"debtorAccount": {"number": ACCOUNT}, "creditorAccount": {"number": "180940904"}}
    found = scan(json.dumps({"transfer": {"debtor": debtor, "creditor": creditor, **accounts}}), "a.json")
    assert [one.elements[0].value for one in found.findings] == [ACCOUNT, "180940904"]
    assert homes(found) == [("ann lee", "massachusetts"), ("bob ray", "unknown")]  # creditors are firms, too


def test_each_side_of_a_payment_of_iso_20022_lives_at_its_own_address(scan):
    def side(tag, name, state, number):
        address = f"<PstlAdr><CtrySubDvsn>{state}</CtrySubDvsn><Ctry>US</Ctry></PstlAdr>"
        account = f"<{tag}Acct><Id><Othr><Id>{number}</Id></Othr></Id></{tag}Acct>"
        return f"<{tag}><Nm>{name}</Nm>{address}</{tag}>{account}"

    both = side("Dbtr", "Ann Lee", "MA", ACCOUNT) + side("Cdtr", "Bob Ray", "NH", "180940904")
    found = scan(f"<Document><Tx>{both}</Tx></Document>", "a.xml")
    assert homes(found) == [("ann lee", "massachusetts"), ("bob ray", "elsewhere")]


@pytest.mark.parametrize("lender", ["CHASE CARD", "ASHLEY STEWART"])
def test_who_reports_to_a_bureau_of_credit_is_no_person(scan, lender):
    lines = [{"accountNumber": "29322095042", "subscriberName": lender}]
    consumer = {"name": [{"firstName": "ANN", "surname": "LEE"}]}
    record = {"consumerIdentity": consumer, "ssn": [{"number": "773010001"}], "tradeline": lines}
    assert LEE in people(scan(json.dumps(record), "a.json"))


def test_the_name_of_a_thing_beside_an_address_makes_it_nobody_elses(scan):
    home = {"CityNm": "PITTSFIELD", "StateAbbreviationCd": "MA"}
    record = {"EmployeeNm": "ANN LEE", "EmployeeSSN": "773010001", "EmployeeUSAddress": home, "EmployerName": "ACME"}
    assert homes(scan(json.dumps(record), "a.json")) == [("ann lee", "massachusetts")]
