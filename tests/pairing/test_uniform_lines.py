"""Lines of one form that are only counted: on arrays they are counted as one by one, or not on arrays."""

from __future__ import annotations

import random

import on_arrays
import pytest
from on_arrays import ssn

from piiscan.model import Shape
from piiscan.pairing.prose import many, uniform_lines

GIVEN = ["Ann", "Bob", "Maria", "James", "Linda", "Rosa"]
SURNAMES = ["Lee", "Ray", "Walsh", "Rivera", "O'Brien", "Silva"]
LINES = 200


Counted = on_arrays.counting(uniform_lines.UniformLines)


def counts(text, *, arrays, monkeypatch, default, listed):
    """What is counted of a text, the persons among it, the findings that are listed, and how many on arrays."""
    Counted.taken = 0
    monkeypatch.setattr(many, "_MANY", 64 if arrays else 1 << 40)
    monkeypatch.setattr(many, "_LISTED", 40)
    monkeypatch.setattr(uniform_lines, "UniformLines", Counted)
    data = bytearray(text.encode())  # as the windows of a large file are
    found, persons, findings = on_arrays.counts(data, Shape.PROSE, default, listed, lambda place: (place,))
    return found, persons, findings[:listed], Counted.taken


def both(text, monkeypatch, default="unknown", listed=0):
    """What is counted and listed, which is the same in both ways, and how many on arrays."""
    return on_arrays.both(counts, text, monkeypatch, default, listed)


def time(rng):
    return f"2026-03-{rng.randint(1, 28):02} 12:{rng.randint(10, 59)}:07,{rng.randint(100, 999)}"


def name(rng):
    return f"{rng.choice(GIVEN)} {rng.choice(SURNAMES)}"


def text_of(shape, rng, count=LINES, change=None):
    """Lines of a shape; each fifth with some of its values changed."""
    lines = []
    for number in range(count):
        values = {"time": time(rng), "name": name(rng), "ssn": ssn(rng), "state": rng.choice(["MA", "NH"]), "n": number}
        values |= {"given": rng.choice(GIVEN), "surname": rng.choice(SURNAMES), "zip": f"0{rng.randint(1001, 2799)}"}
        lines.append(shape.format(**values) if change is None or number % 5 else shape.format(**values | change))
    return "".join(line + "\n" for line in lines)


SHAPES = {
    "keys": "{time} INFO member update name={name} ssn={ssn} state={state} id={n}",
    "quoted": 'ts={n} level=info msg="saved it" name="{name}" ssn="{ssn}" zip={zip} took={n}ms',
    "parts": "{time} [http-{n}] DEBUG c.e.Hr - first_name={given}, last_name={surname}, ssn={ssn}",
    "words": "{time} INFO Enrolled {name} (SSN {ssn}) into plan {n}",
    "labels": "{time} INFO customer saved: name: {name}, ssn: {ssn}, zip: {zip}",
    "query": '10.0.0.{n} - - "GET /e?fn={given}&ln={surname}&ssn={ssn}&st={state} HTTP/1.1" 200 {n}',
    "sentence": "{time} agent: The SSN of {name} is {ssn}, lives in Lowell, MA.",
    "address": "{name}, SSN: {ssn}, DOB: 01/02/1980, {n} Elm St, Nashua, NH 03060",
    "card": '{time} charge ok name="{name}" pan=4024007100027456 ssn={ssn} amount={n}.10',
    "login": 'Mar 14 web1 app[{n}]: user=rlee customer="{name}" ssn={ssn} ok',
    "json": '{time} INFO saved {{"name":"{name}","ssn":"{ssn}","state":"{state}"}}',
    "list": "{n}. {name} ({ssn})",
    "field": '{time} member name={name} ssn={ssn} address="{n} Elm St, Lowell, MA 01852"',
    "record": "\nName: {name}\nSSN: {ssn}\nAddress: {n} Elm St, Nashua, NH 03060",
    "row": "*** {n}. row ***\n  id: {n}\nname: {name}\n ssn: {ssn}\nstate: {state}",
}


@pytest.mark.parametrize("shape", SHAPES)
def test_lines_of_one_form_are_counted_on_arrays(monkeypatch, shape):
    found, persons, _, taken = both(text_of(SHAPES[shape], random.Random(5)), monkeypatch)
    assert taken >= LINES - 1  # behind the last record no line parts it from others
    assert sum(found.get(of, {}).get("ssn", 0) for of in ("personal_information", "non_resident")) == LINES
    assert persons


@pytest.mark.parametrize("listed", [1, 57, 130, 200])
@pytest.mark.parametrize(("shape", "each"), [("keys", 1), ("card", 2)])
def test_from_where_the_list_of_findings_is_full(monkeypatch, shape, each, listed):
    _, _, findings, taken = both(text_of(SHAPES[shape], random.Random(14)), monkeypatch, listed=listed)
    assert len(findings) == listed
    left = each * LINES - 40 * (each * listed // 40 + 1)  # forty are read together; one more is held when it is full
    assert taken == (left if left >= 64 else 0)


@pytest.mark.parametrize("default", ["unknown", "massachusetts"])
def test_line_ends_of_windows_and_other_lines_between(monkeypatch, default):
    rng = random.Random(6)
    lines = text_of(SHAPES["keys"], rng).splitlines()
    other = [f"{time(rng)} WARN retry {number} of a job" for number in range(70)]
    cards = [f"{time(rng)} INFO paid by {name(rng)}, card 4024007100027456" for _ in range(70)]
    mixed = [*lines, *other, *cards]
    rng.shuffle(mixed)
    assert both("".join(f"{line}\r\n" for line in mixed), monkeypatch, default)[3] > LINES


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"ssn": "912-70-1234"}, id="an ITIN"),
        pytest.param({"ssn": "010-94-0001 and 010-94-0002"}, id="two numbers"),
        pytest.param({"ssn": "***-**-1234"}, id="a masked number"),
        pytest.param({"ssn": "000-12-3456"}, id="a number of none"),
        pytest.param({"name": ""}, id="nobody"),
        pytest.param({"name": "Ann Lee and Bob Ray"}, id="two persons"),
        pytest.param({"name": "Lee, Ann"}, id="the surname first"),
        pytest.param({"name": "José Núñez"}, id="accents"),
        pytest.param({"name": "Lee Company"}, id="a firm"),
        pytest.param({"name": "system"}, id="a word"),
        pytest.param({"name": "Xorvo Zyblatt"}, id="on no list"),
        pytest.param({"name": "Dr. Ann B. Lee Jr."}, id="a title"),
        pytest.param({"n": "NH"}, id="a state among other words"),
        pytest.param({"time": "Bob Ray says: "}, id="another person"),
        pytest.param({"state": "Boston, MA"}, id="a town"),
        pytest.param({"zip": "03060"}, id="a ZIP code of elsewhere"),
    ],
)
@pytest.mark.parametrize("shape", ["keys", "words", "labels", "address", "record", "row"])
def test_what_is_unusual_is_read_as_it_was(monkeypatch, shape, change):
    both(text_of(SHAPES[shape], random.Random(8), change=change), monkeypatch)


def test_where_a_file_says_more_than_its_lines_do(monkeypatch):
    rng = random.Random(9)
    for head in ("Agent: Bob Ray\n\n", "All of these live in Nashua, NH.\n", "Dear Ms. Ray,\n"):
        both(head + text_of(SHAPES["keys"], rng), monkeypatch)
        both(head + text_of("ssn={ssn} of member {n}", rng), monkeypatch)


def test_lines_that_name_nobody_are_not_counted_so(monkeypatch):
    assert both(text_of("{time} INFO ssn={ssn} of member {n}", random.Random(3)), monkeypatch)[3] == 0


def test_a_line_that_names_nobody_is_read_beside_those_that_are_counted(monkeypatch):
    shape = 'INFO c.e.X - email="ann@x.com" ssn="{ssn}" member_name="{name}"'
    found = both(text_of(shape, random.Random(2), change={"name": "system"}), monkeypatch)[0]
    assert found["personal_information"] == {"ssn": LINES - LINES // 5}


def test_lines_of_two_forms_are_counted_once(monkeypatch):
    rng = random.Random(11)
    lines = text_of("{time} member_name={name}|status=MA|ssn={ssn}", rng).splitlines()
    lines += text_of("{time} member_name={name}|status=active|ssn={ssn}", rng).splitlines()
    rng.shuffle(lines)
    assert both("".join(f"{line}\n" for line in lines), monkeypatch)[3] == 2 * LINES


def test_a_state_where_other_lines_have_a_number_is_seen(monkeypatch):
    shape = "{time} member name={name} ssn={ssn} lives in Nashua, {n}"
    both(text_of(shape, random.Random(12), change={"n": "NH"}), monkeypatch)
    text = text_of(shape, random.Random(13))
    for state in ("NH", "MA"):
        both(text + text_of(shape, random.Random(14), 3, {"n": state}), monkeypatch)
