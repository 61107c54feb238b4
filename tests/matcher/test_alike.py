"""Numbers written alike are decided by their form: what `find` says of them is still what `reference` says of each."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from piiscan import matcher
from piiscan.detectors.payment_card import luhn
from piiscan.matcher import reference, rows
from piiscan.matcher.alike import forms, numbered

PIECES = (
    b"DL S1234567",
    b"license no. SA 123 4567",
    b"driver's license S 123-456-78-901-0",
    b"acct 1234-5678",
    b"acct AB1234567",
    b"account 2024 2031",
    b"account no 12-12-1999",
    b"acct 12 10 2024",
    b"acct 123-456-789",
    b"medicare 010-94-0001A",
    b"medicare claim 010940001 B6",
    b"GB82 WEST 1234 5698 7654 32",
    b"DE89370400440532013000",
    b"FR14 2004 1010 0505 0001 3M02 606",
    b"XXX-XX-1234",
    b"****-****-****-1234",
    b"4024 00XX XXXX 7456",
    b"010 94 0001",
    b"4024 0071 0002 7456",
    b"4024 0071 0002 7456 4024 0071 0002 7456",
    b"12 3456 78",
    b"52A6 1234",
    b"Account",
    b"DL",
    b"\\n",
    b"\\u0031",
)
SIGNS = (b" ", b"  ", b"\n", b", ", b"-", b".", b"/", b"A", b"=", b"' ", b'":"', b"_", b"0", b"X")
PARTS = st.one_of(st.sampled_from(PIECES), st.sampled_from(SIGNS))


def spans(hits):
    return [tuple(row) for row in zip(*(column.tolist() for column in hits), strict=True)]


def with_other_digits(piece: bytes, rng: random.Random, share: float) -> bytes:
    return bytes(rng.choice(b"0123456789") if chr(byte).isdigit() and rng.random() < share else byte for byte in piece)


@pytest.mark.long
@given(
    st.lists(PARTS, min_size=1, max_size=5), st.sampled_from(SIGNS), st.integers(0, 99), st.sampled_from((0, 0.1, 1))
)
@settings(max_examples=300, deadline=None)
def test_many_that_differ_in_digits_are_found_as_one_by_one(parts, sign, seed, share):
    rng = random.Random(seed)
    data = sign.join(with_other_digits(b"".join(parts), rng, share) for _ in range(40))
    assert spans(matcher.by_blocks(data, 0, len(data))) == spans(reference.find(data))


@pytest.mark.long
@given(st.lists(PARTS, min_size=3, max_size=8), st.integers(0, 99))
@settings(max_examples=100, deadline=None)
def test_and_where_forms_are_mixed(parts, seed):
    rng = random.Random(seed)
    data = b"".join(
        with_other_digits(rng.choice(parts), rng, 0.5) + rng.choice((b" ", rng.choice(SIGNS))) for _ in range(150)
    )
    assert spans(matcher.by_blocks(data, 0, len(data))) == spans(reference.find(data))


@pytest.mark.parametrize("piece", PIECES)
def test_each_of_them_alone(piece):
    rng = random.Random(7)
    for share in (0, 0.2, 1):
        data = b" ".join(with_other_digits(piece, rng, share) for _ in range(60))
        assert spans(matcher.by_blocks(data, 0, len(data))) == spans(reference.find(data))


def test_an_account_that_may_be_a_date_is_looked_at_by_itself():
    dates = [f"acct 20{number:02} 20{number + 3:02}".encode() for number in range(24)]
    others = [f"acct 3{number:03} 5{number:03}".encode() for number in range(24)]
    data = b"; ".join(one for pair in zip(dates, others, strict=True) for one in pair)
    found = spans(matcher.by_blocks(data, 0, len(data)))
    assert found == spans(reference.find(data))
    assert len(found) == len(others)


def test_every_place_is_in_one_form_or_in_the_rest():
    rng = random.Random(11)
    data = b"".join(rng.choice((b"S12 ", b"S34 ", b"T1  ")) for _ in range(30_000)) + b"U12 "
    text = np.frombuffer(b"\n" * 8 + data + b"\n" * 8, dtype=np.uint8)
    places = np.arange(8, 8 + len(data), 4)
    found, rest = forms(text, places, 2, 6)
    assert np.sort(np.concatenate([rest, *(form.places for form in found)])).tolist() == places.tolist()
    for form in found:
        around = {bytes(text[at - 2 : at + 6]) for at in form.places.tolist()}
        assert {bytes(48 if 48 <= byte <= 57 else byte for byte in one) for one in around} == {form.written}
    assert places[-1] in rest


def test_few_places_are_put_in_no_form():
    text = np.frombuffer(b"\n" * 4 + b"1 " * 8 + b"\n" * 4, dtype=np.uint8)
    found, rest = forms(text, np.arange(4, 20, 2), 1, 1)
    assert found == []
    assert rest.size == 8


@pytest.mark.parametrize(
    "fours", [b"4024 0071 0002 7456", b"4024 0071 0002 7457", b"402A 0071 0002 7456", b"1234 5678"]
)
def test_what_cuts_through_groups_but_for_luhn(fours):
    for before, after in ((fours + b" ", b""), (b"", b" " + fours)):
        cut, cards = rows.cut_but_for_cards(before, after)
        joined = fours.replace(b" ", b"").decode()
        assert rows.cuts_through_groups(before, after) == (cut or (any(cards) and not luhn(joined)))


@pytest.mark.parametrize(
    ("before", "after", "cut"),
    [
        (b"", b" 175 2536 2366 2334 2220 270", True),
        (b"717 1849 210 15 600 ", b"", True),
        (b"", b" 12 27 123 02139\n", False),  # its date, code and ZIP code
        (b"1 ", b" 1 2 2 7 1 2 3\n", False),  # one to a box
        (b"Cards: 4024 0071 0002 7456 ", b" 4539 5787 6362 1486 1 of 2", False),
    ],
)
def test_a_card_beside_many_numbers_is_a_stretch_of_their_row(before, after, cut):
    assert rows.cuts_through_groups(before, after) == cut


MAIL = "4539 5787 6362 1486"
"""Passes Luhn, has the prefix of a network."""


@pytest.mark.parametrize("first", ["7019", "7112", "9205", "9505"])
@pytest.mark.parametrize("times", [1, 40])
def test_a_number_of_the_post_has_no_card_in_it(first, times):
    text = f"By certified mail {first} {MAIL}, return receipt.\n\n" * times
    assert matcher.CARD not in matcher.look(text.encode()).kind


@pytest.mark.parametrize("before", ["2019 ", "7219 ", "9605 ", "7019  ", "7019, "])
def test_other_digits_before_a_card_leave_it_one(before):
    assert matcher.look(f"Paid by {before}{MAIL}, thank you.\n".encode()).kind.tolist() == [matcher.CARD]


def test_the_end_of_another_card_is_no_beginning_of_mail():
    text = f"Cards 4539 5787 1101 7019 {MAIL} on file.\n"
    assert matcher.look(text.encode()).kind.tolist() == [matcher.CARD] * 2


def test_of_many_written_alike_those_of_the_post_alone_are_none():
    lines = [f"Sent {first} {MAIL} today\n" for first in ("7019", "2019", "9205", "1234")] * 30
    assert matcher.look("".join(lines).encode()).kind.tolist() == [matcher.CARD] * 60


@given(st.lists(st.sampled_from((b"ab", b"ab", b"ac", b"b")), min_size=1, max_size=60).map(b"".join), st.data())
def test_numbers_of_texts_are_those_of_each_in_turn(data, more):
    size = more.draw(st.integers(1, 3))
    places = more.draw(st.lists(st.integers(0, max(0, len(data) - size)), max_size=40)) if len(data) >= size else []
    seen = {b"known": 0}
    which = numbered(data, np.array(places, dtype=np.int64), size, seen)
    texts = [data[at : at + size] for at in places]
    assert list(seen) == list(dict.fromkeys([b"known", *texts]))
    assert which.tolist() == [seen[text] for text in texts]
