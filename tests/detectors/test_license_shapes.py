"""The shapes of all states: each has an example, nothing raises, and arrays say what the plain form says."""

from __future__ import annotations

import re
import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from piiscan.detectors import drivers_license, license_shapes
from piiscan.detectors.license_shapes import SHAPES, TOKENS, agrees, compact, soundex, states_of, tells

_STATES = """AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND
OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY"""
STATES = frozenset(_STATES.split())
ATOM = re.compile(r"'([^']+)'|([ANX])(?:\{(\d+)(?:,(\d+))?\})?")
CHARS = {"A": "ABSZ", "N": "0189", "X": "A0*Z"}
NUMBERS = st.text("ASVXHRWDL0123456789", min_size=1, max_size=20)
ANY_TOKEN = re.compile(b"|".join(TOKENS))


def made(shape: str, longest: int = 0) -> str:
    """One number of a shape: the shortest, or the longest."""
    parts = []
    for literal, kind, least, most in ATOM.findall(shape):
        count = int((most if longest else least) or least or 1)
        parts.append(literal or (CHARS[kind] * count)[:count])
    return "".join(parts)


def test_every_state_has_shapes():
    assert set(SHAPES) == STATES


@pytest.mark.parametrize(("state", "shape"), [(state, shape) for state in SHAPES for shape in SHAPES[state]])
def test_every_shape_is_its_states(state, shape):
    for longest in (0, 1):
        value = made(shape, longest)
        assert state in states_of(value), value
        number = None if value.isalpha() else value  # a word is no number, whatever a table says
        assert drivers_license.validate(value, state) == number
        assert drivers_license.validate(value.lower(), state) == number
        assert drivers_license.validate(value) in {value, None}
        assert (drivers_license.validate(value) is not None) == tells(value)


@settings(deadline=None)
@given(NUMBERS)
def test_the_states_are_those_whose_pattern_fits(value):
    """The signatures are a faster form of the patterns of the table."""
    plain = {state for state, shapes in SHAPES.items() if any(as_regex(s).fullmatch(value) for s in shapes)}
    assert states_of(value) == plain


def as_regex(shape: str) -> re.Pattern[str]:
    classes = {"A": "[A-Z]", "N": "[0-9]", "X": "[A-Z0-9*]"}
    text = ""
    for literal, kind, least, most in ATOM.findall(shape):
        text += literal or classes[kind] + (f"{{{least},{most or least}}}" if least else "")
    return re.compile(text)


@settings(deadline=None)
@given(st.text(max_size=40))
def test_nothing_raises(text):
    value = drivers_license.validate(text)
    assert value is None or (value == compact(text) and drivers_license.mask(value))
    states_of(text)
    tells(text)
    soundex(text)
    agrees(text, text, None)
    for state in ("FL", "NJ", "??"):
        drivers_license.validate(text, state)
        agrees("S530123456789", text, state)


@settings(deadline=None)
@given(st.lists(NUMBERS.filter(str.isalnum), min_size=1, max_size=30))
def test_arrays_agree_with_the_scalar_rule(values):
    letters = [sum(1 << place for place, char in enumerate(value) if char.isalpha()) for value in values]
    found = license_shapes.fits(np.array([len(value) for value in values]), np.array(letters))
    for value, fits in zip(values, found.tolist(), strict=True):
        assert not fits or tells(value)
        assert fits or not tells(value) or len(value) == 12 or value.endswith("R"), value


PRINTED = frozenset(
    (
        "LEE-12-3456",
        "12-345-6789",
        "1234-56-7890",
        "123456-789",
        "K01-23-4567",
        "L12-345-678",
        "AB 123 456",
        "12 345 678",
    )
)
"""In running text these are known right behind a label alone."""


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("S123-456-78-901-0", "S123456789010"),
        ("S-123-456-789-012", "S123456789012"),
        ("S 123 456 789 012", "S123456789012"),
        ("S123-4567-8901", "S12345678901"),
        ("S123-4567-8901-23", "S123456789" + "0123"),
        ("S1234 56789 01234", "S12345678901234"),
        ("123 456 789", "123456789"),
        ("S 1234 5678", "S12345678"),
        ("SA 123 4567", "SA1234567"),
        ("SA-1234567", "SA1234567"),
        ("d1234562", "D1234562"),
        ("12ABC34567", "12ABC34567"),
        ("1234567A", "1234567A"),
        ("123A456789", "123A456789"),
        ("AB123456C", "AB123456C"),
        ("A123456R", "A123456R"),
        ("LEE-12-3456", "LEE123456"),
        ("12-345-6789", "123456789"),
        ("1234-56-7890", "1234567890"),
        ("123456-789", "123456789"),
        ("K01-23-4567", "K01234567"),
        ("L12-345-678", "L12345678"),
        ("AB 123 456", "AB123456"),
        ("12 345 678", "12345678"),
        ("617-555-0121", None),
        ("010-94-0001", None),
        ("04-2103594", None),
        ("WDLABC12345X", "WDLABC12345X"),
    ],
)
def test_how_numbers_are_written(written, value):
    assert drivers_license.validate(written) == value
    token = next((t for t in TOKENS if re.fullmatch(t, written.encode())), None)
    printed = written in PRINTED or written.startswith("WDL")
    assert (token is not None) == (value is not None and not printed), written


@pytest.mark.parametrize(
    "raw",
    [
        "010-94-0001",
        "617-555-0123",
        "2020-01-01",
        "01-02-2003",
        "S 12 345678",
        "S123-456 789-012",
        "No 1234567",
        "UNAVAILABLE1",
        "PERSONAL",
        "123456",
        "S-",
        "",
        "S\uff11\uff12\uff13\uff14\uff15\uff16\uff17",
        "\u0130123456",
        "S1234567\u0660",
    ],
)
def test_what_is_no_number(raw):
    assert drivers_license.validate(raw) is None


@pytest.mark.parametrize("token", TOKENS, ids=bytes.decode)
def test_tokens_hold_digits_enough(token):
    assert re.search(rb"\[0-9\]\{(?:[5-9]|11)[,}]", token) or b"[0-9]{3}" in token


@pytest.mark.parametrize("unit", [b"A", b"1", b"A1", b"A123-", b"AB1234 ", b"123 ", b"12ABC", b"S-123-456-78-"])
def test_tokens_take_linear_time(unit):
    text = (unit * (1 << 18))[: 1 << 18]
    start = time.process_time()
    sum(1 for _ in ANY_TOKEN.finditer(text))
    assert time.process_time() - start < 5


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Robert", "R163"),
        ("Rupert", "R163"),
        ("Rubin", "R150"),
        ("Ashcraft", "A261"),
        ("Tymczak", "T522"),
        ("Pfister", "P236"),
        ("Jackson", "J250"),
        ("Gutierrez", "G362"),
        ("Lee", "L000"),
        ("Smith", "S530"),
        ("", ""),
        ("李", ""),
    ],
)
def test_soundex(name, code):
    assert soundex(name) == code


@pytest.mark.parametrize(
    ("value", "surname", "state", "expected"),
    [
        ("L000123456789", "Lee", "FL", True),
        ("S530123456789", "Lee", "FL", False),
        ("S530123456789", "Lee", "MN", None),  # not encoded since 2004
        ("S530123456789", "Smith", "MN", True),
        ("S530123456789", "Smith", None, True),  # all five states that have the shape encode the name
        ("S530123456789", "Lee", None, None),  # it may be of Minnesota
        ("L0001234567890", "Lee", None, True),
        ("S5301234567890", "Lee", None, False),  # only Wisconsin has it
        ("53012345678S", "Smith", "IL", True),
        ("S530123456789", "Jones-Smith", "FL", True),
        ("V536123456789", "Van der Veer", "FL", True),
        ("L12345678901234", "Lee", None, None),  # an initial proves nothing
        ("S12345678901234", "Lee", None, False),
        ("D1234562", "Lee", "CA", None),
        ("D1234562", "Lee", None, None),
        ("S530123456789", "Lee", "CA", None),
        ("S530123456789", "", "FL", None),
        ("", "Lee", "FL", None),
    ],
)
def test_agreement_with_the_surname(value, surname, state, expected):
    assert agrees(value, surname, state) is expected


def test_sample_numbers():
    assert drivers_license.is_test_value("D0000000")
    assert not drivers_license.is_test_value("5")


def test_new_hampshire_since_2017():
    assert states_of("NHL41335874") == {"NH"}
    assert states_of("NHN41335874") == {"NH"}
    assert states_of("NHX41335874") == frozenset()
