"""Objects of one form that are only counted: on arrays they are counted as one by one, or not on arrays."""

from __future__ import annotations

import json
import random

import on_arrays
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from on_arrays import ssn

from piiscan.model import Shape
from piiscan.pairing.objects import reader as object_reader
from piiscan.pairing.objects import uniform

GIVEN = ["Ann", "BOB", "carl", "Dora", "J.", "A", "José", "Mary Ann", "", "Dr. Eve", "Jean-Luc"]
SURNAMES = ["Lee", "SMITH", "keegan", "O'Brien", "de la Cruz", "Smith Jr", "Núñez", "", "Bank", "Page", "Street"]
STATES = ["MA", "NH", "ma", "Massachusetts", "", "XX"]
ZIPS = ["01852", "02139-1234", "", "12", "99999", "03060"]
CITIES = ["Lowell", "Boston, MA", "Nashua NH 03060", "", "Worcester"]
SSNS = ["078-05-1120", "N/A", "***-**-1234", " 010-94-0001", "SSN 010-94-0001", "", "912-70-1234", "000-12-3456"]


Counted = on_arrays.counting(uniform.Uniform)


def counts(text, *, arrays, monkeypatch, default, listed):
    """What is counted of a text of which some findings are listed, the persons among it, and how many on arrays."""
    Counted.taken = 0
    monkeypatch.setattr(object_reader, "_MANY", 128 if arrays else 1 << 40)
    monkeypatch.setattr(uniform, "Uniform", Counted)
    found, persons, findings = on_arrays.counts(text.encode(), Shape.OBJECT, default, listed)
    assert len(findings) == listed
    return found, persons, Counted.taken


def both(text, monkeypatch, default="unknown", listed=0):
    """What is counted, which is the same in both ways, and how many on arrays."""
    return on_arrays.both(counts, text, monkeypatch, default, listed)


def usual(rng, number):
    return {
        "id": number,
        "first_name": rng.choice(GIVEN[:4]),
        "last_name": rng.choice(SURNAMES[:3]),
        "state": rng.choice(STATES[:2]),
        "ssn": ssn(rng),
        "balance": round(rng.random() * 1e4, 2),
    }


def lines(records):
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def test_objects_of_one_form_are_counted_on_arrays(monkeypatch):
    rng = random.Random(5)
    found, persons, taken = both(lines(usual(rng, number) for number in range(400)), monkeypatch)
    assert taken == 400
    assert sum(found["personal_information"].values()) + sum(found["non_resident"].values()) == 400
    assert sum(len(keys) for _, _, keys in persons) == 400


@pytest.mark.parametrize("listed", [1, 2, 57, 300, 400])
def test_from_where_the_list_of_findings_is_full(monkeypatch, listed):
    rng = random.Random(14)
    records = [usual(rng, number) | {"card_number": "4024007100027456"} for number in range(400)]
    taken = both(lines(records), monkeypatch, listed=listed)[2]
    assert taken == (0 if listed == 400 else 800 - 2 * (listed + 1))  # one more is held when the list is full


@pytest.mark.parametrize("at", [0, 150, 299])
def test_objects_with_nothing_where_somebody_lives(monkeypatch, at):
    rng = random.Random(15)
    records = [usual(rng, number) | {"city": "Lowell"} for number in range(300)]
    records[at]["city"] = ""
    assert both(lines(records), monkeypatch)[2] == 300


def test_line_ends_of_windows_and_other_forms_between(monkeypatch):
    rng = random.Random(6)
    records = [usual(rng, number) for number in range(400)]
    for record in records[::3]:
        record["note"] = None
    text = lines(records).replace("\n", "\r\n")
    assert both(text, monkeypatch)[2] == 400


@pytest.mark.parametrize("default", ["unknown", "massachusetts"])
def test_whoever_lives_nowhere(monkeypatch, default):
    rng = random.Random(7)
    records = [usual(rng, number) for number in range(300)]
    for record in records:
        record["state"] = rng.choice(STATES)
    assert both(lines(records), monkeypatch, default)[2] > 150


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"reference": "010-94-0001"}, id="a number of another key"),
        pytest.param({"note": "SSN 010-94-0001"}, id="a number in words"),
        pytest.param({"last_name": "Lee "}, id="a blank"),
        pytest.param({"first_name": "", "note": "of Bob Ray"}, id="a name in words"),
        pytest.param({"ssn": "912-70-1234"}, id="an ITIN"),
        pytest.param({"city": "Boston, MA", "state": "NH"}, id="a city with a state"),
        pytest.param({"address": "1 Main St, Boston, MA 02139", "state": "NH"}, id="an address with a state"),
    ],
)
def test_what_is_unusual_is_read_one_by_one(monkeypatch, change):
    rng = random.Random(8)
    records = [usual(rng, number) | {"city": "Lowell", "address": "12 Elm Street", "note": "", "reference": ""}
               for number in range(300)]  # fmt: skip
    for record in records[::5]:
        record.update(change)
    assert 200 <= both(lines(records), monkeypatch)[2] <= 240


@pytest.mark.parametrize("given", ["José", "Dr. Ann", "J.", "Mary Ann", "Jean-Luc"])
def test_unusual_names_are_those_that_objects_name(monkeypatch, given):
    rng = random.Random(12)
    records = [usual(rng, number) for number in range(300)]
    for record in records[::5]:
        record["first_name"] = given
    _, persons, taken = both(lines(records), monkeypatch)
    assert taken == 300
    assert sum(len(keys) for _, _, keys in persons) == 300


def test_whole_names(monkeypatch):
    rng = random.Random(13)
    records = [{"name": "Ann Lee", "ssn": ssn(rng)} for _ in range(200)]
    for at, name in enumerate(
        ["Lee, José", "Ann & Bob Lee", "Dr. Ann Lee", "de la Cruz, Ana", "Acme Inc", "Ann Lee Jr"]
    ):
        records[at * 7]["name"] = name
    assert 190 <= both(lines(records), monkeypatch)[2] < 200


@pytest.mark.parametrize(
    "record",
    [
        pytest.param(
            lambda rng: {"customer_name": "Ann Lee", "agent_name": "Bob Ray", "ssn": ssn(rng)}, id="two persons"
        ),
        pytest.param(lambda rng: {"n": 1, "ssn": ssn(rng)}, id="nobody"),
        pytest.param(lambda rng: {"name": "Ann Lee", "ids": [{"ssn": ssn(rng)}]}, id="an object in another"),
        pytest.param(
            lambda rng: {"name": "Ann Lee", "ssn": ssn(rng), "ssn#": "1"}, id="a sign that stands for numbers"
        ),
        pytest.param(lambda rng: {"name": "Ann Lee", "ssn": int(ssn(rng).replace("-", ""))}, id="a number as such"),
    ],
)
def test_what_is_not_counted_on_arrays(monkeypatch, record):
    rng = random.Random(9)
    assert both(lines(record(rng) for _ in range(200)), monkeypatch)[2] == 0


@pytest.mark.parametrize(
    "form",
    [
        pytest.param({"separators": (",", ":")}, id="without blanks"),
        pytest.param({}, id="on one line"),
        pytest.param({"indent": 2}, id="a value a line"),
        pytest.param({"ensure_ascii": False}, id="letters as they are"),
    ],
)
@pytest.mark.parametrize("head", ["", '{"status": "ok", "items": '])
def test_items_of_a_long_list(monkeypatch, form, head):
    rng = random.Random(17)
    records = [usual(rng, number) for number in range(400)]
    for record in records[::7]:
        record["last_name"] = "Núñez"
    for record in records[::3]:
        record["note"] = None
    found, persons, taken = both(f"{head}{json.dumps(records, **form)}{head and '}'}", monkeypatch)
    assert taken == 400
    assert sum(len(keys) for _, _, keys in persons) == 400
    assert sum(found["personal_information"].values()) + sum(found["non_resident"].values()) == 400


def nested(record):
    address = {key: record[key] for key in ("city", "state")}
    name = {"first": record["first_name"], "last": record["last_name"]}
    return {
        "id": record["id"],
        "person": {"name": name, "address": address},
        "ids": {"ssn": record["ssn"]},
        "balance": {"total": record["balance"]},
    }


@pytest.mark.parametrize("written", [lines, json.dumps], ids=["lines", "items"])
def test_objects_that_hold_others(monkeypatch, written):
    rng = random.Random(20)
    records = [nested(usual(rng, number) | {"city": "Lowell"}) for number in range(400)]
    for record in records[::3]:
        record["note"] = {"text": None}
    found, persons, taken = both(written(records), monkeypatch)
    assert taken == 400
    assert sum(len(keys) for _, _, keys in persons) == 400
    assert sum(found["personal_information"].values()) + sum(found["non_resident"].values()) == 400
    for record in records[::5]:
        record["note"] = {"of": "Bob Ray", "text": "x" * 2048}  # so far off nobody is sought
    assert both(written(records), monkeypatch)[2] == 320


@pytest.mark.parametrize("written", [lines, json.dumps], ids=["lines", "items"])
def test_lists_of_strings_and_numbers_are_part_of_a_form_and_others_are_not(monkeypatch, written):
    rng = random.Random(21)
    records = [usual(rng, number) | {"tags": [], "history": []} for number in range(400)]
    assert both(written(records), monkeypatch)[2] == 400
    for record in records[::3]:
        record["tags"] = rng.choice([["of Bob Ray", 1], ["a"], [None, 2.5, "b c", "Lynn, MA"]])
    assert both(written(records), monkeypatch)[2] == 400
    for record in records[:8]:
        record["tags"] = ["SSN 010-94-0001"]
    for record in records[150:300]:
        record["tags"] = [{"name": "Eve Ray"}]
    assert both(written(records), monkeypatch)[2] == 242


@pytest.mark.parametrize("key", ["spouses", "ssn", "states", "address", "card_numbers"])
def test_lists_under_keys_that_are_asked(monkeypatch, key):
    rng = random.Random(24)
    records = [usual(rng, number) for number in range(400)]
    records = [{"more": {key: rng.choice([["Eve Ray"], ["MA", "NH"], []])}, **record} for record in records]
    both(lines(records), monkeypatch)


@pytest.mark.parametrize("written", [lines, json.dumps], ids=["lines", "items"])
def test_objects_that_another_one_is_put_round(monkeypatch, written):
    rng = random.Random(25)
    records = [
        {"_index": "c", "_id": number, "_score": 1.0, "_source": usual(rng, number) | {"tags": ["a"]}}
        for number in range(400)
    ]
    for record in records:
        del record["_source"]["id"]
    assert both(written(records), monkeypatch)[2] == 400


def test_a_form_that_begins_far_down_is_found_as_well(monkeypatch):
    rng = random.Random(22)
    records = [{"n": number, "ssn": ssn(rng)} for number in range(300)]  # of nobody
    records += [usual(rng, number) for number in range(300)]
    assert both(lines(records), monkeypatch)[2] == 300


@pytest.mark.parametrize(("items", "taken"), [(90, 0), (200, 200)])
def test_items_in_another_object(monkeypatch, items, taken):
    """Of a list as long as an object that is read no other is round the items."""
    rng = random.Random(10)
    inner = ",\n".join(json.dumps(usual(rng, number)) for number in range(items))
    text = f'{{"applicant": "Eve Ray", "items": [\n{inner}\n]}}\n'
    assert (len(text) > 16384) == (taken > 0)
    assert both(text, monkeypatch)[2] == taken


def test_items_between_lists_in_objects(monkeypatch):
    rng = random.Random(18)
    records = [usual(rng, number) for number in range(600)]
    for at in range(0, 600, 100):
        records[at] = {"applicant": "Eve Ray", "items": [usual(rng, number) for number in range(80)]}
    assert both(json.dumps(records), monkeypatch)[2] == 0  # no list of them is long enough
    records[100] = records[1]
    assert both(json.dumps(records), monkeypatch)[2] == 199


@pytest.mark.parametrize(
    ("value", "on_arrays"),
    [("Núñez", True), ("Le\u00a0Blanc", False), ("O\u2019Brien", False), ("Ann\t", False), ('"A"', False)],
)
def test_escapes_of_letters_alone(monkeypatch, value, on_arrays):
    rng = random.Random(19)
    records = [usual(rng, number) for number in range(300)]
    for record in records[::5]:
        record["last_name"] = value
    text = "".join(json.dumps(record) + "\n" for record in records)
    assert both(text, monkeypatch)[2] == (300 if on_arrays else 240)


def test_lines_behind_those_that_are_no_objects(monkeypatch):
    rng = random.Random(16)
    text = "".join(f"of Eve Ray:\n{json.dumps(usual(rng, number))}\n" for number in range(200))
    assert both(text, monkeypatch)[2] == 0


def test_a_form_that_is_once_counted_otherwise_is_read_one_by_one(monkeypatch):
    monkeypatch.setattr(uniform, "_persons", lambda _tally: [random.random()])
    rng = random.Random(11)
    assert both(lines(usual(rng, number) for number in range(300)), monkeypatch)[2] == 0


RECORDS = st.fixed_dictionaries(
    {
        "first_name": st.sampled_from(GIVEN),
        "last_name": st.sampled_from(SURNAMES),
        "state": st.sampled_from(STATES),
        "zip": st.sampled_from(ZIPS),
        "city": st.sampled_from(CITIES),
        "ssn": st.sampled_from(SSNS) | st.from_regex(r"[0-8][0-9]{2}[- ]?[0-9]{2}[- ]?[0-9]{4}", fullmatch=True),
        "note": st.sampled_from(["", "ok", "call 617-555-0100", "of Bob Ray", "MA"]),
    }
)


def test_the_most_common_form_is_found_among_many(monkeypatch):
    rng = random.Random(21)
    records = [usual(rng, number) for number in range(300)]
    for at in range(8):
        records.insert(at, {key: records[-1][key] for key in rng.sample(list(records[-1]), 5)})
    assert both(lines(records), monkeypatch)[2] == 300


@pytest.mark.long
@settings(max_examples=20, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(st.lists(RECORDS, min_size=40, max_size=40), st.integers(0, 1000))
def test_records_of_any_values(odd, seed):
    rng = random.Random(seed)
    records = [
        {key: made[key] for key in ("first_name", "last_name", "state")}
        | {"zip": "", "city": "Lowell", "ssn": made["ssn"], "note": "ok"}
        for made in (usual(rng, number) for number in range(160))
    ]
    for record in odd:
        records.insert(rng.randrange(len(records)), record)
    with pytest.MonkeyPatch.context() as monkeypatch:
        assert both(lines(records), monkeypatch)[2] > 60
