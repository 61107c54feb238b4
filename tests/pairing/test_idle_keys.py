"""Numbers under keys of another thing, in objects of one form: counted together they are counted as one by one."""

from __future__ import annotations

import json
import random
from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from piiscan.config import Config
from piiscan.model import Segment, Shape, Source
from piiscan.pairing import Reader, Tally, finish
from piiscan.pairing.objects import idle
from piiscan.pairing.objects import reader as object_reader
from piiscan.small import hits_in

KEYS = ["account_id", "user_id", "order_id", "account_number", "acct", "id", "invoice_no", "accountId", "iban", "value"]
VALUES = [None, 5, 733010009, "733010009", "7330 1000 9", " 73301001", "SSN 010-94-0001", "acct 73301000", "4,1", True]


def read(text, monkeypatch, *, together, listed=1000):
    """What is found in a text and counted of it, and how many numbers were counted together."""
    data = text.encode()
    taken = []
    plainly = idle.counted

    def counted(*of):
        done = plainly(*of)
        taken.append(int(done.sum()))
        return done

    with monkeypatch.context() as patched:
        patched.setattr(idle, "counted", counted)
        patched.setattr(object_reader, "_MANY", 16 if together else 1 << 40)
        tally = Tally()
        findings = []
        reader = Reader(tally, lambda: len(findings) < listed, "unknown")
        segment = Segment(data, Shape.OBJECT, lambda _: ())
        for unit in chain(reader.read(segment, hits_in(data, 0, len(data))), reader.close()):
            findings += filter(None, [finish(unit, Source("", "", "", 0), (), Config(), tally)])
    shown = [repr(one) for one in findings]
    return (shown, tally.counted()), sum(taken)


def both(text, monkeypatch, listed=1000):
    """How many numbers of a text were counted together; all of it is found and counted as one by one."""
    found, taken = read(text, monkeypatch, together=True, listed=listed)
    assert found == read(text, monkeypatch, together=False, listed=listed)[0]
    return taken


def lines(records):
    return "".join(json.dumps(record) + "\n" for record in records)


def events(number, **fields):
    rng = random.Random(number)
    return [
        {
            "ts": f"2024-03-01T00:00:{at % 60:02}Z",
            "account_id": rng.randrange(10**7, 10**8),
            "took": round(rng.random(), 3),
        }
        | fields
        for at in range(number)
    ]


def test_numbers_under_a_key_of_another_thing_are_counted_together(monkeypatch):
    assert both(lines(events(200)), monkeypatch) == 200
    assert both(json.dumps(events(400)), monkeypatch) == 400


def test_who_stands_beside_them_is_found_as_before(monkeypatch):
    records = events(200, name="Ann Lee", state="MA")
    for at, record in enumerate(records[::3]):
        record["ssn"] = f"{at + 10:03}-94-0001"
    assert both(lines(records), monkeypatch) >= 100
    assert both(lines(records), monkeypatch, listed=5) >= 100


def test_an_account_is_no_other_thing(monkeypatch):
    text = lines(events(200, name="Ann Lee")).replace("account_id", "bank_account_number")
    assert both(text, monkeypatch) == 0
    assert "financial_account" in str(read(text, monkeypatch, together=True)[0][1]["personal_information"])


@pytest.mark.parametrize("odd", [" 73301001", "73301001 and more", "7330-1001", "no. 73301001", "\\u0037330100"])
def test_a_number_that_is_not_all_of_its_value_is_asked_by_itself(monkeypatch, odd):
    records = [record | {"account_id": str(record["account_id"])} for record in events(200)]
    records[77]["account_id"] = odd
    assert both(lines(records), monkeypatch) == 199


@pytest.mark.long
@given(
    st.lists(st.sampled_from(KEYS), min_size=1, max_size=4, unique=True),
    st.lists(st.sampled_from(KEYS), max_size=2, unique=True),
    st.integers(0, 2**32),
    st.booleans(),
    st.integers(0, 40),
)
@settings(max_examples=30, deadline=None)
def test_any_objects(keys, inner, seed, named, listed):
    rng = random.Random(seed)
    usual = {key: rng.choice([None, *VALUES]) for key in keys}
    records = []
    for _ in range(120):
        record = {key: str(rng.randrange(10**8)) if usual[key] is None else rng.choice(VALUES) for key in keys}
        record |= {"name": "Ann Lee"} if named else {}
        record |= {"of": {key: rng.randrange(10**9) for key in inner}} if inner else {}
        records.append(record)
    with pytest.MonkeyPatch.context() as patch:
        both(lines(records), patch, listed)
        both(json.dumps({"all": records}), patch, listed)
