"""Forms, queries and objects inside strings of JSON, and the lists of them that HAR keeps: a record of their own."""

import json
from urllib.parse import quote, urlencode

import pytest
from pairs import LEE, RAY, A, B, people

NOBODYS = ("element_only", None, "773010001")
REVIEW = ("review", "ann lee", "773010001")
HALVES = {"first_name": "Ann", "last_name": "Lee", "ssn": A}
FULL = {"name": "Ann Lee", "ssn": A}


def har(data=None, url="https://a.example/apply", query=(), answer="ok", creator="Charles Proxy") -> str:
    """A record of one request, as browsers and proxies save it."""
    request = {"method": "POST", "url": url, "headers": [{"name": "Host", "value": "a.example"}]}
    request |= {"queryString": listed(query), "postData": data or {}}
    response = {"status": 200, "headers": [], "content": {"mimeType": "text/html", "text": answer}}
    entries = [{"startedDateTime": "2024-01-01T00:00:00Z", "request": request, "response": response}]
    return json.dumps({"log": {"creator": {"name": creator, "version": "4.6"}, "entries": entries}}, indent=1)


def listed(pairs) -> list[dict[str, str]]:
    return [{"name": key, "value": value} for key, value in dict(pairs).items()]


def form(text: str) -> str:
    return har({"mimeType": "application/x-www-form-urlencoded", "text": text})


POSTED = [
    form(urlencode(HALVES)),
    form(urlencode(FULL)),
    form(urlencode(FULL, quote_via=quote)),
    form(urlencode({"ssn": A, "last_name": "Lee", "first_name": "Ann"})),
    form(urlencode({"csrf": "x+y", "FirstName": "Ann", "LastName": "Lee", "SSN": A.replace("-", "")})),
    form(urlencode({"applicant[first]": "Ann", "applicant[last]": "Lee", "applicant[ssn]": A})),
    form(urlencode({"spouse_first": "Bob", "spouse_last": "Ray", "first": "Ann", "last": "Lee", "ssn": A})),
    form(urlencode({"first": "Ann", "last": "Lee", "ssn": A, "spouse_first": "Bob", "spouse_last": "Ray"})),
    har(url="https://a.example/?" + urlencode({"fname": "Ann", "lname": "Lee", "ssn": A})),
    har(answer=json.dumps({"first": "Ann", "last": "Lee", "ssn": A})),
    har(answer=f"<p><FirstName>Ann</FirstName><LastName>Lee</LastName><SSN>{A}</SSN>"),
    har({"params": listed(HALVES)}),
    har({"params": listed(FULL)}),
    har({"params": listed({"Name": "Ann Lee", "SSN": A})}),
    har({"params": listed(FULL | {"name": "Ann+Lee"})}),
    har({"params": listed(FULL | {"name": "Ann%20Lee"})}),
    har({"params": listed(HALVES | {"first_name": "Ann%20Marie"})}),
    har(query=FULL),
    json.dumps({"body": urlencode(FULL)}),
    json.dumps({"message": f"saved first=Ann last=Lee; SSN: {A}"}),
    json.dumps({"name": "Post Office", "id": 7, "body": urlencode(HALVES)}),
    json.dumps({"fields": [{"key": "name", "value": "Ann Lee"}, {"key": "ssn", "value": A}]}),
    json.dumps({"fields": [{"key": "key", "value": "k"}, {"key": "name", "value": "Ann Lee"}, {"key": "ssn", "value": A}]}),
]  # fmt: skip


@pytest.mark.parametrize("document", POSTED, ids=range(len(POSTED)))
def test_the_person_is_found(scan, document):
    assert people(scan(document, "a.har")) == [LEE]


def test_each_number_of_a_form_goes_to_its_own_person(scan):
    one = {"name1": "Ann Lee", "ssn1": A, "name2": "Bob Ray", "ssn2": B}
    two = {"first": "Ann", "last": "Lee", "ssn": A, "spouse_first": "Bob", "spouse_last": "Ray", "spouse_ssn": B}
    for pairs in (one, two):
        assert sorted(people(scan(form(urlencode(pairs)), "a.har"))) == [LEE, RAY]


def test_records_one_after_the_other_in_a_string(scan):
    rows = [{"name": "Ann Lee", "ssn": A}, {"name": "Bob Ray", "ssn": B}]
    assert sorted(people(scan(json.dumps({"body": json.dumps(rows)}), "a.json"))) == [LEE, RAY]
    lines = "\n".join(map(urlencode, rows))
    assert sorted(people(scan(json.dumps({"body": lines}), "a.json"))) == [LEE, RAY]


def test_a_number_of_somebody_whom_the_form_does_not_name_is_to_be_reviewed(scan):
    document = form(urlencode({"first": "Ann", "last": "Lee", "spouse_ssn": A}))
    assert people(scan(document, "a.har")) == [REVIEW]


OF_NOBODY = [
    form(urlencode({"ssn": A, "page": "Ann Lee Street"})),
    har({"params": listed({"ssn": A, "name": "c%2B%2B"})}),
    har({"params": listed({"ssn": A, "name": "100%"})}),
    json.dumps({"body": f"ssn={A}&q=1", "next": [{"name": "Ann Lee"}, {"name": "Bob Ray"}]}),
]


@pytest.mark.parametrize("document", OF_NOBODY, ids=range(len(OF_NOBODY)))
def test_what_names_nobody_pairs_with_nobody(scan, document):
    assert people(scan(document, "a.har")) == [NOBODYS]


def test_where_one_lives_is_read_from_the_form(scan):
    document = form(urlencode(FULL | {"street": "12 Main St", "city": "Boston", "state": "MA", "zip": "02110"}))
    assert [found.residency for found in scan(document, "a.har").findings] == ["massachusetts"]
    document = har({"params": listed(FULL | {"city": "New+Bedford", "state": "MA", "zip": "02740"})})
    assert [found.residency for found in scan(document, "a.har").findings] == ["massachusetts"]


@pytest.mark.parametrize("label", ["ssn", "ssn:", "social security", "SSN"])
@pytest.mark.parametrize("before", ["hello\n", "name\t", "- done\r\n"])
def test_a_label_right_behind_the_end_of_a_line_in_a_string(scan, before, label):
    text = json.dumps({"title": "Hire Ann Lee", "text": f"{before}{label} 773010001"})
    assert people(scan(text, "a.json")) == [LEE]


def test_an_account_in_the_last_line_of_a_string(scan):
    text = json.dumps({"title": "New bank of Ann Lee", "text": "routing 211370545\naccount 89157359"})
    assert people(scan(text, "a.json")) == [("ann lee", "89157359")]
