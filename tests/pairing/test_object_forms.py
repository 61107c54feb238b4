"""Objects of one form are read as `records` reads each of them: what is asked of their keys holds for all."""

import itertools
import json
import random
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pairs import A, B

from piiscan import matcher
from piiscan.config import Config
from piiscan.detectors.headers import VETO_KINDS
from piiscan.detectors.lexicon import entries
from piiscan.judge import ACCOUNT
from piiscan.model import Segment, Shape, Source, Step
from piiscan.pairing import Reader, Tally, finish
from piiscan.pairing.objects import forms as object_forms
from piiscan.pairing.objects.asked import Asked
from piiscan.pairing.objects.records import Record, all_leaves, written

SOURCE = Source("", "a.json", "", 0)
KEYS = [
    "name", "full_name", "given_name", "family_name", "ssn", "spouse_ssn", "spouse_name", "number", "id", "type", "value",
    "label", "text", "note", "lines", "state", "zip", "city", "address", "dob", "account_number", "routing_number", "bank",
    "drivers_license", "license_state", "payee", "employer", "S", "fields", "person", "cards", "é", "a{b", "member_id",
]  # fmt: skip
TEXTS = [
    "Ann Lee", "Bob Ray", "Lee", "Ann", "José", "MA", "NH", "02139", "03060", "Boston", "12 Elm St, Boston, MA 02139",
    "SSN", "drivers_license", "checking", "1980-02-03", A, B, "773010001", "123456789", "11000015", "011000015", "S12345678",
    "4539 5787 6362 1486", f"SSN {A} of Ann Lee", "a \\ b", 'a "quote"', "{", "}", "a\nb", f"x\n{{{A}", "", "what is your ssn?",
    "MERCHANT LLC", "\\u0031", "null",
]  # fmt: skip
scalars = st.one_of(
    st.sampled_from(TEXTS),
    st.sampled_from([A, B]),
    st.sampled_from([1, 0, -7, 1.5, 1.50, 1e9, 773010001, 10**20, True, None]),
)
values = st.recursive(
    scalars,
    lambda inner: st.one_of(
        st.dictionaries(st.sampled_from(KEYS), inner, min_size=1, max_size=4), st.lists(inner, max_size=3)
    ),
    max_leaves=8,
)
objects = st.dictionaries(st.sampled_from(KEYS), values, min_size=1, max_size=7)


def read(data):
    """Everything that is said of the objects in some bytes, and the counts."""
    segment = Segment(data, Shape.OBJECT, lambda at: (Step("byte", at),))
    tally = Tally()
    reader = Reader(tally, lambda: True, "unknown")
    units = [*reader.read(segment, matcher.look(data)), *reader.close()]
    shown = [(repr(unit), unit.person and unit.person.name, [one.value for one in unit.elements]) for unit in units]
    for unit in units:
        finish(unit, SOURCE, (), Config(), tally)
    return shown, tally.result()


def both(data, monkeypatch):
    """What is said with forms, and how many objects were read by one; the same must be said without."""
    object_forms.FORMS.clear()
    taken = []
    plainly = object_forms.Forms.at

    def counted(self, start, end):
        found = plainly(self, start, end)
        taken.append(found is not None)
        return found

    with monkeypatch.context() as patched:
        patched.setattr(object_forms.Forms, "at", counted)
        by_forms = read(data)
    with monkeypatch.context() as patched:
        patched.setattr(object_forms.Forms, "at", lambda *_: None)
        assert by_forms == read(data)
    return sum(taken)


def alike(value, rng):
    """The same keys with other texts."""
    if isinstance(value, dict):
        return {key: alike(inner, rng) for key, inner in value.items()}
    if isinstance(value, list):
        return [alike(inner, rng) for inner in value]
    if isinstance(value, str):
        return rng.choice([*TEXTS, A, B, f"773-01-{rng.randrange(1, 9999):04}"])
    return value if value is None or isinstance(value, bool) else rng.choice([value, 5, 773010009])


@pytest.mark.long
@given(st.lists(objects, min_size=1, max_size=3), st.integers(0, 2**32), st.booleans(), st.sampled_from(["\n", "\r\n"]))
@settings(max_examples=60, deadline=None)
def test_any_objects(some, seed, escaped, end):
    rng = random.Random(seed)
    every = [one if place < len(some) else alike(one, rng) for place, one in enumerate(some * 4)]
    text = "".join(json.dumps(one, ensure_ascii=escaped) + end for one in every)
    pretty = json.dumps({"all": every * 3}, indent=2, ensure_ascii=escaped)
    lists = [json.dumps(every), json.dumps([0, *every * 4]), json.dumps({"name": "A B", "all": every * 9}), pretty]
    lines = [text, text.replace("\\n", "\n").replace('\\"', "'"), f"[\n{text}]", text.rstrip()]
    for raw in (*lines, *lists, ",\n".join(text.splitlines())):
        with pytest.MonkeyPatch.context() as patch:
            both(raw.encode(), patch)


def line(**fields):
    return json.dumps({"name": "Ann Lee", **fields}, ensure_ascii=False) + "\n"


FORMED = [
    line(ssn=A),
    line(ssn=A, age=34, height=1.5),
    line(ssn=773010001, ratio=0.123456789012345678, id=5),
    line(account_id=773010001, ids=[1, 2, 3]),
    line(ssn="773010001", note="C:\\tmp"),
    line(ssn=A, address={"city": "Boston", "state": "MA"}),
    line(ids=[{"type": "SSN", "number": "773010001"}]),
    line(account_number="12345678", routing_number="011000015"),
    line(drivers_license="S12345678", license_state="MA"),
    line(first="José", ssn=A),
    f'{{"name": "Ann Lee", "lines": ["a\nb", "SSN {A}"]}}\n',
]


@pytest.mark.parametrize("text", FORMED)
def test_objects_of_one_form_are_asked_once(text, monkeypatch):
    other = text.replace(A, B).replace("773010001", "773010002").replace("Ann", "Bob")
    assert both((text + other).encode() * 3, monkeypatch) >= 5
    assert len([form for _, forms in object_forms.FORMS.values() for form in forms.values() if form]) == 1


LISTED = [
    [{"name": "Ann Lee", "ssn": A}],
    [{"name": "Ann Lee", "ssn": A, "age": 5}, {"name": "Bob Ray", "ssn": B, "age": 6}],
    {"all": [{"given_name": "Ann", "family_name": "Lee", "ssn": A}], "next": None},
]


@pytest.mark.long
@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("some", LISTED)
def test_items_of_a_long_list_are_asked_once(some, indent, monkeypatch):
    inner = some["all"] if isinstance(some, dict) else some
    inner *= 50
    assert both(json.dumps(some, indent=indent).encode(), monkeypatch) >= len(inner) - 30


def test_an_item_that_another_object_is_round_is_read(monkeypatch):
    for outer in ({"name": "Bob Ray", "state": "MA", "all": [{"name": "Ann Lee", "ssn": A}] * 3}, {"a": {"ssn": B}}):
        assert both(json.dumps([outer]).encode(), monkeypatch) == 0


READ = [
    line(ssn=f"{A}", note='say "x"'),
    line(ssn=A, again=A),
    line(ssn=A, note="{"),
    line(label="SSN", value=A),
    line(text="773010001"),
    line(ssn=A, ratio=1.0).replace("1.0", "1e9"),
    line(fields=["a", "b"], rows=[["x", A]]),
    json.dumps({A: {"name": "Ann Lee"}}) + "\n",
    json.dumps({"S": f"SSN {A}"}) + "\n",
    f'{{"ssn": "{A}", "ssn": "x", "name": "Ann Lee"}}\n',
    f'{{"name": "Ann Lee", "n": 01, "ssn": "{A}"}}\n',
    f'{{"name": "Ann Lee", "n": #, "ssn": "{A}"}}\n',
    line(ssn=A, note="x" * object_forms.LONGEST),
    line(ssn=A, inside={"note": "x" * 2100}),
]


@pytest.mark.parametrize("text", READ)
def test_what_may_be_read_in_another_way_has_no_form(text, monkeypatch):
    assert both(text.encode() * 3, monkeypatch) == 0


def test_what_is_no_utf_8_has_none_but_for_its_plain_objects(monkeypatch):
    text = line(first="José", ssn=A) + line(ssn=B)
    assert both(text.encode("cp1252") * 3, monkeypatch) == 2


def test_a_window_that_begins_in_an_object_reads_it_as_records_do(monkeypatch):
    assert both((line(ssn=A)[9:] + line(ssn=B) * 3).encode(), monkeypatch) == 2


def test_forms_that_never_come_again_are_not_made_for_ever(monkeypatch):
    text = "".join(line(**{f"ssn{at}": f"773-01-{at:04}"}) for at in range(1, 500))
    assert both(text.encode(), monkeypatch) < 100
    assert sum(len(forms) for _, forms in object_forms.FORMS.values()) < 100


def test_what_a_key_calls_another_thing_is_not_judged_each_time(monkeypatch, scan):
    lines = "".join(
        f'{{"msg": "a", "account_id": {at}, "ref_account": "{at + 1}"}}\n' for at in range(310_000_000, 310_000_900, 3)
    )
    expected = scan(lines, "a.jsonl", config=Config(also=("lookalike",))).outcomes[-1].counts
    asked = []
    prove = Asked.prove
    monkeypatch.setattr(Asked, "prove", lambda self, *said: asked.append(self.key) or prove(self, *said))
    assert scan(lines, "a.jsonl").outcomes[-1].counts == expected
    assert asked.count("account_id") < 40


def test_digits_under_any_key_of_another_thing_are_what_the_judge_says():
    beside = [
        {},
        {"name": "Ann Lee", "bank": "Avidia Bank", "routing_number": "011000015", "type": "checking"},
        {"account_type": "savings", "memo": "deposit to checking", "label": "account"},
    ]
    keys = [entry.phrase.replace(" ", "_") for entry in entries() if entry.kind in VETO_KINDS]
    told = Counter()
    for key, more in itertools.product(keys, beside):
        leaves = tuple(all_leaves({key: "31000097", **more}))
        record = Record(0, 1, leaves)
        said = Asked([record], leaves[0]).no_account()
        proof = Asked([record], leaves[0]).prove(ACCOUNT, "31000097", ("", ""), written)
        assert not said or (proof.kind, proof.evidence[0]) == (None, said), (key, more)
        told[bool(said)] += 1
    assert told[True] > len(keys)


class Spans(object_forms.Forms):
    def _filled(self, first, last):
        return first, last


@given(st.lists(st.sampled_from(["\n", ",", "x" * 5000, "x" * 9000, '{"ssn":"'])))
def test_where_a_line_of_an_object_begins_does_not_depend_on_what_was_asked_before(pieces):
    data, places = "", []
    for piece in pieces:
        data += piece
        if piece.endswith('"'):
            places.append(len(data))
            data += '010-94-0001"}'
    whole = Spans()
    whole.begin(data.encode())
    for start in places:
        alone = Spans()
        alone.begin(data.encode())
        assert whole._line(start, start + 11) == alone._line(start, start + 11)
