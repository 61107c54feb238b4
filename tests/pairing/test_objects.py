"""Whose number it is in JSON: the innermost object that names somebody, never a sibling of a list."""

import json

import pytest
from pairs import CARD, LEE, RAY, A, B, people

from piiscan.model import Axis
from piiscan.pairing.objects.enclosing import enclosing

PAIRED = [
    {"name": "Ann Lee", "ssn": A},
    {"ssn": A, "name": "Ann Lee"},
    {"first_name": "Ann", "last_name": "Lee", "ssn": A},
    {"firstName": "Ann", "lastName": "Lee", "socialSecurityNumber": A},
    {"name": {"first": "Ann", "last": "Lee"}, "ssn": A},
    {"person": {"name": {"given": ["Ann", "Marie"], "family": "Lee"}, "ids": {"ssn": A}}},
    {"ssn": A, "contact": {"name": "Ann Lee"}},
    {"name": "Ann Lee", "ssn": 773010001},
    {"name": "Ann Lee", "nationalId": "773010001"},
    {"name": "Ann Lee", "hicn": "773010001A"},
    {"name": "Ann Lee", "national_identifier": "773010001"},
    {"name": "Ann Lee", "ids": [{"type": "SSN", "value": A}]},
    {"name": "Ann Lee", "ids": [{"type": "dog", "value": "1"}, {"type": "SSN", "value": A}]},
    {"name": "Ann Lee", "number": A},
    {"name": "Ann Lee", "note": f"SSN given as {A}."},
    {"note": f"SSN of Ann Lee given as {A}."},
    {A: {"name": "Ann Lee"}},
    {"by number": {A: {"who": {"name": "Ann Lee"}}}},
    {"name": "Ann Lee", "text": 'a { brace } and a " quote \\ and [', "ssn": A},
    {"name": "Ann Lee", "text": "{{{", "ssn": A},
    {"name": "Ann \u004cee", "note": "é\n\t", "ssn": A},
    {"ref": "X-77301000177-Z", "old": "1773-01-00011", "name": "Ann Lee", "ssn": A},
]


@pytest.mark.parametrize("indent", [None, 2], ids=["one line", "pretty"])
@pytest.mark.parametrize("document", PAIRED, ids=[json.dumps(one)[:50] for one in PAIRED])
def test_the_person_is_found(scan, document, indent):
    assert people(scan(json.dumps(document, indent=indent), "a.json")) == [LEE]


def test_the_same_number_further_in_is_of_the_same_person(scan):
    document = {"ssn": A, "owner": {"name": "Ann Lee", "ssn": A.replace("-", "")}}
    assert people(scan(json.dumps(document), "a.json")) == [(*LEE, LEE[1])]


TWO = [
    [{"name": "Ann Lee", "ssn": A}, {"name": "Bob Ray", "ssn": B}],
    {"employee": {"name": "Ann Lee", "ssn": A}, "spouse": {"name": "Bob Ray", "ssn": B}},
    {"emp_name": "Ann Lee", "emp_ssn": A, "spouse_name": "Bob Ray", "spouse_ssn": B},
    {"spouse_ssn": B, "emp_ssn": A, "emp_name": "Ann Lee", "spouse_name": "Bob Ray"},
    {"name": "Ann Lee", "ssn": A, "spouse": {"name": "Bob Ray", "ssn": B}},
    {"name": "Ann Lee", "form": {"ssn": A, "spouse": {"name": "Bob Ray", "ssn": B}}},
    {"names": ["Ann Lee", "Bob Ray"], "ssns": [A, B]},
    {"people": [{"name": "Ann Lee"}, {"name": "Bob Ray"}], "numbers": [{"ssn": A}, {"ssn": B}]},
    {A: {"name": "Ann Lee"}, B: {"name": "Bob Ray"}},
    {"a": [{"b": [{"name": {"first": "Ann", "last": "Lee"}, "ssn": A}]}, {"name": "Bob Ray", "x": {"ssn": B}}]},
]


@pytest.mark.parametrize("indent", [None, 1], ids=["one line", "pretty"])
@pytest.mark.parametrize("document", TWO, ids=[json.dumps(one)[:50] for one in TWO])
def test_each_number_goes_to_its_own_person(scan, document, indent):
    assert sorted(people(scan(json.dumps(document, indent=indent), "a.json"))) == [LEE, RAY]


NOBODYS = [
    [{"name": "Ann Lee"}, {"ssn": A}],
    {"people": [{"name": "Ann Lee"}, {"ssn": A}]},
    {"people": [{"name": "Ann Lee", "x": 1}, {"x": {"ssn": A}}]},
]


@pytest.mark.parametrize("document", NOBODYS, ids=[json.dumps(one)[:50] for one in NOBODYS])
def test_siblings_of_a_list_never_pair(scan, document):
    assert people(scan(json.dumps(document), "a.json")) == [("element_only", None, "773010001")]


def test_two_names_and_one_number_are_ambiguous(scan):
    (finding,) = scan(
        json.dumps({"payer": {"name": "Ann Lee"}, "payee": {"name": "Bob Ray"}, "ssn": A}), "a.json"
    ).findings
    assert "ambiguous-subject" in finding.reasons


def test_lists_in_step_are_a_fair_pair(scan):
    for finding in scan(json.dumps({"names": ["Ann Lee", "Bob Ray"], "ssns": [A, B]}), "a.json").findings:
        assert finding.grades["pair"] == 2


def test_a_patient_as_fhir_has_it(scan):
    patient = {
        "resourceType": "Patient",
        "name": [
            {"use": "official", "family": "Lee", "given": ["Ann", "Marie"]},
            {"use": "usual", "given": ["Annie"]},
        ],
        "identifier": [
            {"system": "http://example.com/mrn", "value": "77812"},
            {"system": "http://hl7.org/fhir/sid/us-ssn", "value": A},
            {"system": "http://example.com/old", "value": "X1"},
        ],
        "address": [{"use": "home", "state": "MA"}, {"use": "old", "state": "MA"}],
    }
    found = scan(json.dumps(patient, indent=1), "a.json")
    assert people(found) == [LEE]
    assert found.findings[0].residency.value == "massachusetts"


def test_the_address_of_another_group_is_not_evidence(scan):
    document = {"emp_name": "Ann Lee", "emp_ssn": A, "spouse_name": "Bob Ray", "spouse_ssn": B, "spouse_state": "NY"}
    found = {f.person.normal: f.residency.value for f in scan(json.dumps(document), "a.json").findings}
    assert found == {"ann lee": "unknown", "bob ray": "elsewhere"}


def test_a_key_of_something_else_is_no_element(scan):
    found = scan(json.dumps({"name": "Ann Lee", "order_number": "773010001", "ein": "773010001"}), "a.json")
    assert not found.findings


@pytest.mark.parametrize("padding", [100, 3000, 9000])
@pytest.mark.parametrize("indent", [None, 2])
def test_a_record_in_a_long_document(scan, padding, indent):
    """Only what is near the number is read, so the size of the document does not matter."""
    filler = [{"sku": f"K{i}", "text": "x" * 90} for i in range(6000)]
    document = {"head": filler, "rows": [{"name": "Ann Lee", "text": "y" * padding, "ssn": A}], "tail": filler}
    assert people(scan(json.dumps(document, indent=indent), "a.json")) == [LEE]


def test_a_record_too_long_to_read_is_read_as_text(scan):
    document = {"name": "Ann Lee", "text": "y" * 40_000, "ssn": A}
    assert people(scan(json.dumps(document), "a.json")) == [("element_only", None, "773010001")]


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16"])
def test_json_lines(scan, encoding):
    lines = [
        {"name": "José Peña", "ssn": A},
        {"name": "Zoë Müller", "note": "über {", "ssn": B},
        {"ssn": "773-01-0003"},
    ]
    text = "\n".join(json.dumps(line, ensure_ascii=False) for line in lines)
    assert people(scan(text.encode(encoding), "a.jsonl")) == [
        ("jose pena", "773010001"),
        ("zoe muller", "773010002"),
        ("element_only", None, "773010003"),
    ]


def test_lines_of_json_lines_never_pair(scan):
    text = f'{{"name": "Ann Lee"}}\n{{"ssn": "{A}"}}\n{{"name": "Bob Ray"}}\n'
    assert people(scan(text, "a.jsonl")) == [("element_only", None, "773010001")]


@pytest.mark.parametrize(
    "text",
    [
        f'{{"name": "Ann Lee", "ssn": "{A}"',
        f'{{"name": "Ann Lee", ssn: "{A}"}}',
        f'// a comment\n{{"name": "Ann Lee", /* x */ "ssn": "{A}"}}',
        f'{{"name": "Ann Lee", "ssn": "{A}"}},,,',
    ],
)
def test_broken_json_is_read_as_text(scan, text):
    found = scan(text, "a.json")
    assert found.outcomes[-1].status.value == "scanned"
    assert people(found) == [LEE]


def test_the_place_has_line_key_and_byte(scan):
    text = json.dumps({"head": "é", "name": "Ann Lee", "ssn": A}, indent=2, ensure_ascii=False)
    (finding,) = scan(text, "a.json").findings
    steps = dict(finding.at)
    assert steps[Axis.LINE] == 4
    assert steps[Axis.KEY] == "ssn"
    assert text.encode()[steps[Axis.BYTE] :].startswith(A.encode())


def test_the_elements_of_one_person_in_one_record_are_one_finding(scan):
    document = {"name": "Ann Lee", "ssn": A, "pay": {"card_number": CARD}, "old_ssn": "078-05-1120"}
    found = scan(json.dumps(document), "a.json")
    assert people(found) == [("ann lee", "773010001", CARD), ("test_value", "ann lee", "078051120")]
    assert found.counts["persons"]["unknown"] == 1


def test_deep_nesting_is_no_error(scan):
    text = '{"a":' * 5000 + f'{{"name":"Ann Lee","ssn":"{A}"}}' + "}" * 5000
    assert people(scan(text, "a.json")) == [LEE]
    text = "[" * 9000 + f'{{"name":"Ann Lee","ssn":"{A}"}}' + "]" * 9000
    assert people(scan(text, "a.json")) == [LEE]


def homes(scanned):
    return [(finding.residency.value, finding.person and finding.person.normal) for finding in scanned.findings]


def test_an_address_in_the_object_round_that_of_the_person_is_theirs(scan):
    payment = {"id": 7, "card": {"number": CARD, "holder": "Ann Lee"}, "billing": {"state": "CT", "zip": "06106"}}
    assert homes(scan(json.dumps([payment, payment | {"id": 8}]), "a.json")) == [("elsewhere", "ann lee")] * 2
    firm = {"card": {"number": CARD, "holder": "Ann Lee"}, "merchant": {"name": "Acme Inc", "state": "MA"}}
    assert homes(scan(json.dumps(firm), "a.json")) == [("unknown", "ann lee")]
    others = {"holder": {"name": "Ann Lee", "ssn": A}, "spouse": {"name": "Bob Ray", "state": "CT"}}
    assert homes(scan(json.dumps(others), "a.json")) == [("unknown", "ann lee")]
    many = {"state": "MA", "staff": [{"name": "Ann Lee", "ssn": A}, {"name": "Bob Ray", "ssn": B}]}
    assert [home for home, _ in homes(scan(json.dumps(many), "a.json"))] == ["unknown", "unknown"]


def test_the_state_of_a_document_that_is_a_license_is_no_address(scan):
    document = {"type": "drivers_license", "number": "D1234562", "state": "CA"}
    record = {"applicant": {"name": "Ann Lee"}, "document": document}
    (finding,) = scan(json.dumps(record), "a.json").findings
    assert finding.residency.value == "unknown"
    assert "state:CA" in finding.elements[0].evidence
    (finding,) = scan(json.dumps(record | {"document": document | {"zip": "90210"}}), "a.json").findings
    assert finding.residency.value == "elsewhere"


def test_a_record_beside_another_lends_it_no_name(scan):
    beside = {"employee": {"name": "Ann Lee", "ssn": A}, "record": {"ssn": B}}
    assert people(scan(json.dumps(beside), "a.json")) == [LEE, ("element_only", None, "773010002")]
    listed = {
        "customer": [{"name": "Bob Ray", "state": "MA"}, {"name": "Cy Orr", "state": "MA"}],
        "driver": {"name": "Ann Lee", "card": CARD},
        "record": {"ssn": B},
    }
    assert ("element_only", None, "773010002") in people(scan(json.dumps(listed), "a.json"))
    one = {"applicant": {"name": "Ann Lee"}, "account": {"ssn": A}}
    assert people(scan(json.dumps(one), "a.json")) == [LEE]
    staff = {
        "employee": [{"name": "Bob Ray", "ssn": A}, {"name": "Cy Orr", "ssn": "773-01-0003"}],
        "contact": {"name": "Ann Lee"},
        "record": {"ssn": B},
    }
    assert ("review", "ann lee", "773010002") in people(scan(json.dumps(staff), "a.json"))


def test_who_is_paid_may_be_a_person(scan):
    iban = "GB82WEST12345698765432"
    paid = scan(json.dumps({"creditorName": "ANN LEE", "creditorIban": iban}), "a.json")
    assert people(paid) == [("ann lee", iban)]
    firm = scan(json.dumps({"creditorName": "Old Colony Plumbing Supply", "creditorIban": iban}), "a.json")
    assert people(firm) == [("element_only", None, iban)]
    other = scan(json.dumps({"payer": "Bob Ray", "vendorName": "Ann Lee", "iban": iban}), "a.json")
    assert people(other) == [("bob ray", iban)]


def test_lists_of_the_same_length_are_in_step_only_if_no_third_one_names_anybody(scan):
    lists = {"row": [{"name": "Ann Lee"}, {"name": "Bob Ray"}], "orphan": [{"ssn": A}, {"ssn": B}]}
    assert sorted(people(scan(json.dumps(lists), "a.json"))) == [LEE, RAY]
    more = lists | {"device": [{"owner": "Cy Orr"}, {"owner": "Dee Fox"}, {"owner": "Eve Roe"}]}
    assert {name for _, name, _ in people(scan(json.dumps(more), "a.json"))} == {None}


def test_a_branch_beside_lists_of_others_is_one_of_a_collection(scan):
    rows = {
        "row": [{"name": "Ann Lee"}, {"name": "Bob Ray"}],
        "device": [{"owner": "Cy Orr"}, {"owner": "Dee Fox"}],
        "agent": {"name": "Eve Roe"},
        "orphan": {"ssn": A},
    }
    assert people(scan(json.dumps({"rows": rows}), "a.json")) == [("element_only", None, "773010001")]


def test_objects_far_inside_cost_the_outer_ones_nothing():
    """A file of 20 KB, hundreds deep with a person and a number on each level, took half a minute."""
    deep = '{"name": "Ann Lee", "ssn": "773-01-0001", "a": ' * 300 + "1" + "}" * 300
    outermost = enclosing(deep.encode(), deep.index("773"), deep.index("773") + 11)[-1]
    assert len(outermost.leaves) <= 2 * 33


MANY = {f"{given} {surname}": f"773-{i + 1:02}-{j + 1:04}" for i, given in enumerate(("Ann", "Bob", "Mary", "Kevin", "Linda",
        "James")) for j, surname in enumerate(("Lee", "Ray", "Stone", "Doyle", "Walsh", "Murphy", "Baker", "Carter"))}  # fmt: skip


@pytest.mark.parametrize(
    "document",
    [
        {name: {"ssn": ssn} for name, ssn in MANY.items()},
        {name: {"id": {"ssn": ssn}} for name, ssn in MANY.items()},
        MANY,
        {ssn: name for name, ssn in MANY.items()},
        [{name: ssn} for name, ssn in MANY.items()],
        {name.replace(" ", "_"): {"ssn": ssn} for name, ssn in MANY.items()},
    ],
    ids=["objects", "objects inside", "numbers", "names under numbers", "list", "underscores"],
)
@pytest.mark.parametrize("indent", [None, 1])
def test_a_key_that_is_a_name_is_whose_the_number_is(scan, document, indent):
    found = people(scan(json.dumps(document, indent=indent), "a.json"))
    assert sorted(found) == sorted((name.lower(), ssn.replace("-", "")) for name, ssn in MANY.items())


@pytest.mark.parametrize(
    "document",
    [
        {"New York": {"ssn": A}},
        {"Lee Company": {"ssn": A}},
        {"Ann Lee": {"name": "Bob Ray", "ssn": A}},
        {"Ann": {"ssn": A}},
        {"employee record": {"ssn": A}},
    ],
)
def test_a_key_that_is_no_name_or_beside_one_names_nobody(scan, document):
    assert "ann lee" not in [one[0] for one in people(scan(json.dumps(document), "a.json"))]


def test_the_number_of_kin_in_a_text_is_not_surely_that_of_the_keys_beside_it(scan):
    (finding,) = scan('{"name": "Ann Lee", "notes": "spouse Bob SSN 773-01-0001"}', "a.json").findings
    assert (finding.person.normal, finding.classification.value) == ("ann lee", "review")


@pytest.mark.parametrize("key", ["owner", "author", "agent", "manager", "user"])
def test_whom_a_record_is_of_goes_before_who_has_to_do_with_it(scan, key):
    text = json.dumps({"id": 7, key: "Cy Fox", "applicant": "Ann Lee", "ssn": A})
    assert people(scan(text, "a.json")) == [LEE]
    assert people(scan(json.dumps({"id": 7, key: "Ann Lee", "ssn": A}), "a.json")) == [LEE]
    text = json.dumps({"id": 7, "patient": "Cy Fox", "applicant": "Ann Lee", "ssn": A})
    assert people(scan(text, "a.json"))[0][0] == "review"


@pytest.mark.parametrize(
    ("key", "value"),
    [("Bank_Acct__c", "4417093822"), ("Drivers_License_Number__c", "S20304050"), ("SSN__c", "773010001")],
)
def test_custom_fields_of_a_sales_system(scan, key, value):
    assert people(scan(json.dumps({"Name": "Ann Lee", key: value}), "a.json")) == [("ann lee", value)]


@pytest.mark.parametrize("key", ["Order_No__c", "Opportunity_Number__c", "Bank_Acct__x", "Territory__c"])
def test_other_custom_fields_are_none(scan, key):
    assert not scan(json.dumps({"Name": "Ann Lee", key: "4417093822"}), "a.json").findings


@pytest.mark.parametrize("key", ["EMPSSN", "MEMBERSSN", "employeessn", "CUSTSSN", "PATSOCSEC"])
def test_keys_in_which_a_person_and_the_number_run_together(scan, key):
    for value in ("773010001", 773010001):
        assert people(scan(json.dumps({"customername": "Ann Lee", key: value}), "a.json")) == [LEE]
    text = (
        f"<r><e><NAME>Ann Lee</NAME><{key}>773010001</{key}></e><e><NAME>Bob Ray</NAME><{key}>773010002</{key}></e></r>"
    )
    assert people(scan(text, "a.xml")) == [LEE, RAY]
    assert people(scan(f'<r name="Ann Lee" {key}="773010001"/>', "a.xml")) == [LEE]
    assert people(scan(f"name: Ann Lee\n{key}: 773010001\n", "a.yaml")) == [LEE]


@pytest.mark.parametrize(
    ("key", "number"), [("CUSTDLNUM", "S20304050"), ("EMPDLNO", "S20304050"), ("CUSTCHECKINGACCOUNTNO", "4411209812")]
)
def test_licenses_and_accounts_of_such_keys(scan, key, number):
    found = [("ann lee", number)]
    assert people(scan(json.dumps({"CUSTNAME": "Ann Lee", key: number}), "a.json")) == found
    assert people(scan(f"<r><CUSTNAME>Ann Lee</CUSTNAME><{key}>{number}</{key}></r>", "a.xml")) == found
    assert people(scan(f'10:00:00 INFO update CUSTNAME="Ann Lee" {key}={number}\n', "a.log")) == found


def test_such_keys_in_a_log(scan):
    assert people(scan('10:00:00 INFO CUSTNAME="Ann Lee" EMPSSN=773010001\n', "a.log")) == [LEE]


@pytest.mark.parametrize("key", ["LESSN", "assn", "ASSN_NO", "sessnid", "CLASSN", "messn", "EMPSSNHASH"])
def test_keys_that_only_end_like_them(scan, key):
    assert not scan(json.dumps({"name": "Ann Lee", key: "773010001"}), "a.json").findings
    assert not scan(f"<r><name>Ann Lee</name><{key}>773010001</{key}></r>", "a.xml").findings


@pytest.mark.parametrize(
    "keys",
    [
        ("name", "ssn", "spouse_name", "spouse_ssn"),
        ("NAME", "SSN", "SPOUSENAME", "SPSSN"),
        ("emp_name", "emp_ssn", "spouse_name", "sp_ssn"),
        ("spouse_name", "spouse_ssn", "name", "ssn"),
        ("coborrower_name", "coborr_ssn", "name", "ssn"),
    ],
)
@pytest.mark.parametrize("form", ["json", "xml"])
def test_who_stands_beside_has_numbers_of_their_own(scan, keys, form):
    values = ("Ann Lee", "773010001", "Bob Ray", "773010002")
    said = dict(zip(keys, values, strict=True))
    tags = "".join(f"<{key}>{value}</{key}>" for key, value in said.items())
    text = json.dumps(said) if form == "json" else f"<r><e>{tags}</e></r>"
    assert people(scan(text, f"a.{form}")) == [LEE, RAY]


@pytest.mark.parametrize("key", ["contact_name", "manager_name", "spouse_name", "witnessName"])
def test_a_number_of_no_group_is_of_whom_the_object_calls_only_name(scan, key):
    assert people(scan(json.dumps({key: "Bob Ray", "name": "Ann Lee", "ssn": A}), "a.json")) == [LEE]


@pytest.mark.parametrize("keys", [("emp_name", "student_name"), ("name", "student_name"), ("name_1", "name_2")])
def test_of_two_who_may_have_it_a_number_is_to_be_reviewed(scan, keys):
    found = people(scan(json.dumps({keys[0]: "Ann Lee", keys[1]: "Bob Ray", "ssn": A}), "a.json"))
    assert [one[0] for one in found] == ["review"]
