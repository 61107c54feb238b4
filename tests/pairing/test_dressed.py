"""Records as programs dress them up: typed values, named values, rows under columns, nested identifiers, codes."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pairs import numbers

from piiscan.detectors.labels import column_role
from piiscan.pairing.objects.plain_json import plain

A, B = "773-01-0001", "773-01-0002"
LICENSE = "S48213907"
LEE, RAY = ("ann lee", "773010001"), ("bob ray", "773010002")


DRESSED = [
    {"Items": [{"fullName": {"S": "Ann Lee"}, "ssn": {"S": A}}, {"fullName": {"S": "Bob Ray"}, "ssn": {"S": B}}]},
    {"Items": [{"p": {"M": {"first_name": {"S": f}, "last_name": {"S": s}, "ssn": {"N": n.replace("-", "")}}}}
               for f, s, n in (("Ann", "Lee", A), ("Bob", "Ray", B))]},
    {"documents": [{"fields": {"name": {"stringValue": p}, "ssn": {"stringValue": n}}} for p, n in (("Ann Lee", A), ("Bob Ray", B))]},
    [{"name": p, "ssn": {"$numberLong": n.replace("-", "")}} for p, n in (("Ann Lee", A), ("Bob Ray", B))],
    [{"tabs": [{"tabLabel": "Full Name", "value": p}, {"tabLabel": "SSN", "value": n}]} for p, n in (("Ann Lee", A), ("Bob Ray", B))],
    [{"answers": [{"question": "Full name", "answer": p}, {"question": "Your colour", "answer": "blue"},
                  {"question": "Social Security Number", "answer": n}]} for p, n in (("Ann Lee", A), ("Bob Ray", B))],
    [{"properties": {"firstname": {"value": f}, "lastname": {"value": s}, "ssn": {"value": n}}}
     for f, s, n in (("Ann", "Lee", A), ("Bob", "Ray", B))],
    {"columns": ["id", "full_name", "ssn"], "rows": [[1, "Ann Lee", A], [2, "Bob Ray", B]]},
    {"fields": [{"name": "full_name"}, {"name": "ssn"}], "records": [["Ann Lee", A], ["Bob Ray", B]]},
    [{"name": [{"text": p}], "identifier": [{"type": {"coding": [{"code": "MR"}]}, "value": "Z1"},
                                            {"type": {"coding": [{"code": "SS"}]}, "value": n}]}
     for p, n in (("Ann Lee", A), ("Bob Ray", B))],
    [{"legalName": {"givenName": f, "familyName1": s}, "governmentIDs": [{"idValue": n, "nameCode": {"codeValue": "SSN"}}]}
     for f, s, n in (("Ann", "Lee", A), ("Bob", "Ray", B))],
    {"items": [{"answers": [{"field": {"id": "a", "ref": "full_name"}, "type": "text", "text": p},
                            {"field": {"id": "b", "ref": "ssn"}, "type": "text", "text": n}]} for p, n in (("Ann Lee", A), ("Bob Ray", B))]},
    [{"answers": {"3": {"text": "Name", "type": "control_fullname", "answer": {"first": f, "last": s}},
                  "4": {"text": "SSN", "type": "control_number", "answer": n}}} for f, s, n in (("Ann", "Lee", A), ("Bob", "Ray", B))],
    [{"What is your full name?": p, "What is your Social Security Number?": n} for p, n in (("Ann Lee", A), ("Bob Ray", B))],
    [{"item": [{"linkId": "1", "text": "Full name", "answer": [{"valueString": p}]}, {"linkId": "2", "text": "Spouse's name"},
               {"linkId": "3", "text": "SSN", "answer": [{"valueString": n}]}]} for p, n in (("Ann Lee", A), ("Bob Ray", B))],
    [{"questions": [{"id": "7", "heading": "Employee name", "answers": [{"text": p, "simple_text": p}]},
                    {"id": "8", "heading": "SSN for background check", "answers": [{"text": n}]}]}
     for p, n in (("Ann Lee", A), ("Bob Ray", B))],
    [{"answers": [{"field": {"ref": "fn", "title": "What is your first name?"}, "type": "text", "text": f},
                  {"field": {"ref": "ln", "title": "And your last name?"}, "type": "text", "text": s},
                  {"field": {"ref": "x", "title": "Student ID"}, "type": "number", "number": 7},
                  {"field": {"ref": "y", "title": "Social Security number"}, "type": "text", "text": n}]}
     for f, s, n in (("Ann", "Lee", A), ("Bob", "Ray", B))],
    [{"Worker": {"Descriptor": f"{p} (773010009)", "ID": "7"}, "ssn": n} for p, n in (("Ann Lee", A), ("Bob Ray", B))],
    [{"name": [{"text": p}], "patient": {"display": "Eva Cole"}, "ssn": n} for p, n in (("Ann Lee", A), ("Bob Ray", B))],
    [{"answers": [{"type": "text", "text": p, "field": {"id": "1", "title": "Full legal name"}},
                  {"type": "email", "email": "a@example.com", "field": {"id": "2", "title": "E-mail"}},
                  {"type": "text", "text": n, "field": {"id": "3", "title": "Enter your SSN"}}]}
     for p, n in (("Ann Lee", A), ("Bob Ray", B))],
    [{"cardholder": {"embossed": p}, "ssn": n} for p, n in (("ANN LEE", A), ("BOB RAY", B))],
    [{"fn": f, "ln": s, "ssn": n} for f, s, n in (("Ann", "Lee", A), ("Bob", "Ray", B))],
]  # fmt: skip


@pytest.mark.parametrize("indent", [None, 1], ids=["one line", "pretty"])
@pytest.mark.parametrize("document", DRESSED, ids=[json.dumps(one)[:60] for one in DRESSED])
def test_the_persons_are_found(scan, document, indent):
    assert numbers(scan(json.dumps(document, indent=indent), "a.json")) == [LEE, RAY]


PAIRS = [("key", "value"), ("name", "value"), ("label", "value"), ("field", "value"), ("question", "answer")]
PAIRS += [("text", "answer"), ("text", "response")]


def pairs_of(how, *values):
    """Values as pairs of a key and what stands there."""
    return [{how[0]: key, how[1]: value} for key, value in values]


@pytest.mark.parametrize("indent", [None, 1], ids=["one line", "pretty"])
@pytest.mark.parametrize("how", PAIRS, ids="-".join)
class TestLists:
    """A list of pairs that nothing is round is one record, and one of such lists is several."""

    def test_a_list_is_one_record(self, scan, how, indent):
        given = pairs_of(how, ("ssn", "773010001"), ("name", "Ann Lee"), ("state", "MA"))
        found = scan(json.dumps(given, indent=indent), "a.json")
        assert numbers(found) == [LEE]
        assert found.findings[0].residency.value == "massachusetts"

    def test_parts_of_a_name_in_it(self, scan, how, indent):
        given = pairs_of(how, ("first_name", "Ann"), ("ssn", A), ("last_name", "Lee"))
        assert numbers(scan(json.dumps(given, indent=indent), "a.json")) == [LEE]

    def test_lists_of_a_list_are_apart(self, scan, how, indent):
        given = [pairs_of(how, ("ssn", A), ("name", "Ann Lee")), pairs_of(how, ("name", "Bob Ray"), ("ssn", B))]
        assert numbers(scan(json.dumps(given, indent=indent), "a.json")) == [LEE, RAY]

    @pytest.mark.parametrize("keys", [("name", "ssn"), ("ssn", "name")])
    def test_persons_one_behind_another_are_parted_where_their_keys_come_again(self, scan, how, indent, keys):
        said = [{"name": "Ann Lee", "ssn": A}, {"name": "Bob Ray", "ssn": B}]
        given = pairs_of(how, *((key, one[key]) for one in said for key in keys))
        assert numbers(scan(json.dumps(given, indent=indent), "a.json")) == [LEE, RAY]
        assert numbers(scan(json.dumps({"fields": given}, indent=indent), "a.json")) == [LEE, RAY]

    @pytest.mark.parametrize(
        "given",
        [
            [("name", "Ann Lee"), ("name", "Bob Ray"), ("ssn", A)],
            [("name", "Ann Lee"), ("name", "Bob Ray"), ("ssn", A), ("ssn", B)],
            [("name", "Ann Lee"), ("name", "Bob Ray"), ("ssn", A), ("name", "Cid Moss"), ("ssn", B)],
            [("ssn", A), ("name", "Ann Lee"), ("name", "Bob Ray"), ("ssn", B)],
        ],
    )
    def test_persons_in_no_order_are_nobody(self, scan, how, indent, given):
        assert numbers(scan(json.dumps(pairs_of(how, *given), indent=indent), "a.json")) == []


def test_lists_in_lines(scan):
    lines = [pairs_of(PAIRS[0], ("ssn", one), ("name", name)) for one, name in ((A, "Ann Lee"), (B, "Bob Ray"))]
    assert numbers(scan("\n".join(map(json.dumps, lines)), "a.jsonl")) == [LEE, RAY]


def test_a_list_of_persons_with_a_value_is_no_record(scan):
    given = [{"name": "Ann Lee", "value": 7, "ssn": A}, {"name": "Bob Ray", "value": 8, "ssn": B}]
    assert numbers(scan(json.dumps(given), "a.json")) == [LEE, RAY]


def test_a_long_list_of_pairs_is_read_within_bounds(scan):
    given = [{"name": f"Item {at}", "value": f"773-01-{at:04}"} for at in range(1, 4000)]
    assert numbers(scan(json.dumps(given), "a.json")) == []


@pytest.mark.parametrize(
    "value",
    [
        [{"name": "Ann Lee", "value": 1}, {"name": "Bob Ray", "value": 2}],
        [{"type": "SSN", "value": A}, {"type": "SSN", "value": B}, {"other": 1}],
        {"name": "Ann Lee", "rows": [[1, 2], [3]], "columns": ["a", "b"]},
        {"S": 1, "N": 2},
        [["columns"], ["a", "b"]],
    ],
)
def test_what_names_nothing_stays(value):
    assert json.dumps(plain(value)).count("Lee") == json.dumps(value).count("Lee")
    assert isinstance(plain(value), type(value))


JSON = st.recursive(
    st.none() | st.integers() | st.sampled_from(["SSN", "Full Name", "Ann Lee", A, "", "columns"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["S", "N", "M", "L", "value", "label", "name", "type", "columns", "rows", "fields", "x", "mapValue"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=20,
)


def texts(value):
    if isinstance(value, dict):
        return [text for child in value.values() for text in texts(child)]
    if isinstance(value, list):
        return [text for child in value for text in texts(child)]
    return [value]


@given(JSON)
def test_no_text_is_lost(value):
    assert sorted(map(str, texts(plain(value)))) == sorted(map(str, texts(value)))


def test_a_list_of_typed_values():
    assert plain({"names": {"L": [{"S": "ab"}, {"S": "cd"}]}, "n": [{"N": 1}, {"N": 2}]}) == {
        "names": ["ab", "cd"],
        "n": [1, 2],
    }


def test_depth_is_bounded():
    value = "x"
    for _ in range(500):
        value = [{"S": value}]
    assert plain(value)


XML = [
    ("<Person><PersonFullName>Ann Lee</PersonFullName><PersonSSNIdentification><IdentificationID>{bare}</IdentificationID>"
     "</PersonSSNIdentification></Person>"),
    ("<Person><PersonName><PersonGivenName>Ann</PersonGivenName><PersonSurName>Lee</PersonSurName></PersonName>"
     "<PersonSSNID><ID>{ssn}</ID></PersonSSNID></Person>"),
    ('<patientRole><id root="2.16.840.1.113883.19.5" extension="99887766"/><id root="2.16.840.1.113883.4.1" extension="{bare}"/>'
     "<patient><name><given>Ann</given><given>Q</given><family>Lee</family></name></patient></patientRole>"),
    ('<Patient><identifier><system value="http://hl7.org/fhir/sid/us-ssn"/><value value="{ssn}"/></identifier>'
     '<name><family value="Lee"/><given value="Ann"/></name></Patient>'),
    ("<PARTY><NAME><FirstName>Ann</FirstName><LastName>Lee</LastName></NAME><TAXPAYER_IDENTIFIER>"
     "<TaxpayerIdentifierType>SocialSecurityNumber</TaxpayerIdentifierType><TaxpayerIdentifierValue>{bare}</TaxpayerIdentifierValue>"
     "</TAXPAYER_IDENTIFIER></PARTY>"),
]  # fmt: skip


@pytest.mark.parametrize("record", XML, ids=[one[:40] for one in XML])
def test_the_person_of_an_element(scan, record):
    both = record.format(ssn=A, bare=A.replace("-", "")) + record.replace("Ann", "Bob").replace("Lee", "Ray").format(
        ssn=B, bare=B.replace("-", "")
    )
    assert numbers(scan(f"<all>{both}</all>", "a.xml")) == [LEE, RAY]


def test_a_licence_of_the_state_in_an_identifier_of_its_own(scan):
    xml = (
        "<Driver><PersonFullName>Ann Lee</PersonFullName><DriverLicenseIdentification><IdentificationID>"
        f"{LICENSE}</IdentificationID><IdentificationJurisdiction>MA</IdentificationJurisdiction>"
        "</DriverLicenseIdentification></Driver>"
    )
    assert numbers(scan(xml, "a.xml")) == [("ann lee", LICENSE)]


@pytest.mark.parametrize("party", ["Dbtr", "Cdtr"])
def test_the_account_of_a_party_to_a_payment(scan, party):
    xml = (
        f"<Tx><{party}Agt><FinInstnId><ClrSysMmbId><MmbId>011000015</MmbId></ClrSysMmbId></FinInstnId></{party}Agt>"
        f"<{party}><Nm>Ann Lee</Nm></{party}><{party}Acct><Id><Othr><Id>309182734</Id></Othr></Id></{party}Acct></Tx>"
    )
    assert numbers(scan(xml, "a.xml")) == [("ann lee", "309182734")]


def test_a_type_of_the_same_thing(scan):
    document = {"documentType": "DRIVERS_LICENSE", "documentNumber": LICENSE, "issuingState": "MA"}
    text = json.dumps({"document": document, "person": {"name": "Ann Lee"}})
    assert numbers(scan(text, "a.json")) == [("ann lee", LICENSE)]
    assert numbers(scan(text.replace("DRIVERS_LICENSE", "PASSPORT"), "a.json")) == []


def test_other_identifiers_are_none(scan):
    xml = (
        "<Person><PersonFullName>Ann Lee</PersonFullName><PersonStateFingerprintIdentification><IdentificationID>773010001"
        "</IdentificationID></PersonStateFingerprintIdentification></Person>"
    )
    assert numbers(scan(xml, "a.xml")) == []


def test_a_text_without_an_answer_names_nothing(scan):
    said = [{"text": A, "author": "Ann Lee"}, {"text": f"order {A}", "answer": "yes"}]
    assert not numbers(scan(json.dumps({"posts": said[1:]}), "a.json"))
    assert numbers(scan(json.dumps(said[0]), "a.json")) == [LEE]


@pytest.mark.parametrize(
    "document",
    [
        {"vendor": {"display": "Granite Tools"}, "ssn": A},
        {"report": {"descriptor": "Ann Lee"}, "fn": "calc", "ln": "12", "ssn": A},
        {"items": [{"text": "Employee name"}, {"text": "SSN", "answer": [{"valueString": A}]}]},
    ],
    ids=str,
)
def test_what_shows_no_person_names_nobody(scan, document):
    scanned = scan(json.dumps(document), "a.json")
    assert [finding.person for finding in scanned.findings] == [None]


@pytest.mark.parametrize(
    ("asked", "named"),
    [("SSN for tax purposes", True), ("SSN for spouse", False), ("Reason for SSN", False), ("SSN for child 2", False)],
)
def test_what_a_number_is_wanted_for_is_not_whose_it_is(asked, named):
    role = column_role(asked)
    assert (role is not None and role == ("ssn", 3, "")) is named
