"""The search for labels: one rule, four engines, one answer."""

from __future__ import annotations

import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from piiscan.compiled import database
from piiscan.detectors.lexicon import entries, spellings
from piiscan.matcher import LABEL_BEFORE, MARGIN, labels, unusual
from piiscan.matcher.patterns import CARD_LABEL, KINDS, LICENSE_LABEL, SSN_LABEL, exact, phrases
from piiscan.matcher.stems import labels_at, stems
from piiscan.matcher.tree import tree_of

ALL = frozenset(KINDS.values())


def longest(found: labels.Labels) -> dict[tuple[int, int], int]:
    """The longest label at each place: what nearness to a number depends on."""
    ends: dict[tuple[int, int], int] = {}
    for kind, start, end in zip(*(column.tolist() for column in found), strict=True):
        ends[kind, start] = max(end, ends.get((kind, start), 0))
    return ends


def by_every_engine(text: bytes) -> dict[tuple[int, int], int]:
    answers = [longest(labels.searcher(ALL, engine)(b"\n" + text + b"\n")) for engine in labels.ENGINES]
    assert answers == [answers[0]] * len(labels.ENGINES)
    return {(kind, start - 1): end - 1 for (kind, start), end in answers[0].items()}


@pytest.mark.long
@pytest.mark.parametrize("kind", KINDS)
def test_every_phrase_of_the_lexicon_is_found_in_every_spelling(kind):
    texts = [
        spelled.encode()
        for entry in entries()
        if entry.kind == kind and not entry.header and entry.phrase[0].isalpha()
        for spelled in spellings(entry.phrase)
    ]
    assert len(texts) > 5
    for text in texts:
        for written in (text, text.upper(), text.title(), text.replace(b" ", b"_")):
            match = exact(KINDS[kind]).fullmatch(written)
            assert match is not None, written
            assert list(tree_of(KINDS[kind]).beginning(written, [0])) == [(0, len(written))]
    together = b"\n\n".join(texts)
    found = by_every_engine(together)
    at = 0
    for text in texts:
        assert found[KINDS[kind], at] >= at + len(text)
        at += len(text) + 2


@pytest.mark.long
@pytest.mark.parametrize(
    ("text", "label"),
    [
        (b"SSN", b"SSN"),
        (b"employeeSSN", b"SSN"),
        (b"ssnValue", b"ssn"),
        (b"emp_ssn_1", b"ssn"),
        (b"ssn1", b"ssn"),
        (b"Soc. Sec. No. 1", b"Soc. Sec. No"),
        (b"Social Security\r\nNumber", b"Social Security\r\nNumber"),
        (b"social\xc2\xa0security", b"social\xc2\xa0security"),
        (b"N\xc3\x9aMERO DE SEGURO SOCIAL", b"N\xc3\x9aMERO DE SEGURO SOCIAL"),
        (b"n\xfamero de seguro social", b"n\xfamero de seguro social"),
        (b"numero de seguro social", b"numero de seguro social"),
        (b"s.s.n. 1", b"s.s.n"),
        (b"hello\\nssn 1", b"ssn"),
        (b"hello\\tsocial security 1", b"social security"),
    ],
)
def test_what_is_a_label(text, label):
    start = text.index(label)
    assert by_every_engine(text)[SSN_LABEL, start] == start + len(label)


@pytest.mark.long
@pytest.mark.parametrize(
    "text",
    [b"lessn", b"1ssn", b"ssnx", b"SSNX", b"xssn", b"XSSN", b"meeting", b"ss\n\n\nno 1", b"ssnvalue"],
)
def test_what_is_none(text):
    assert SSN_LABEL not in {kind for kind, _ in by_every_engine(text)}


@pytest.mark.long
def test_the_apostrophe_of_a_licence():
    for apostrophe in (b"'", b"\xe2\x80\x99", b"\x92", b""):
        text = b"Driver" + apostrophe + b"s License No"
        assert by_every_engine(text)[LICENSE_LABEL, 0] == len(text)


PIECES = st.one_of(
    st.sampled_from(
        [spelled.encode() for entry in entries() if entry.kind in KINDS for spelled in spellings(entry.phrase)]
    ),
    st.sampled_from([b"S", b"s", b"n", b"N", b"sN", b"No", b"#", b" ", b".", b"_", b"-", b"\n", b"\\n", b"\\t", b"'", b"\xe2\x80\x99", b"1"]),
    st.binary(max_size=2),
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(PIECES, PIECES.map(bytes.title), PIECES.map(bytes.upper)), max_size=20).map(b"".join))
def test_engines_agree(text):
    by_every_engine(text)


def by_stems(text: bytes) -> dict[tuple[int, int], int]:
    """The labels that have a stem in them, by looking there alone."""
    find = stems(ALL)
    padded = b"\n" + text + b"\n"
    found = find(padded)
    assert found is not None
    answer: dict[tuple[int, int], int] = {}
    for kind in ALL:
        of_kind = found.kind == kind
        array = np.frombuffer(padded, dtype=np.uint8)
        some = labels_at(array, found.start[of_kind], found.ahead[of_kind], kind)
        answer |= {(kind, start - 1): end - 1 for (kind, start), end in longest(some).items()}
    return answer


def by_regex(text: bytes) -> dict[tuple[int, int], int]:
    found = longest(labels.searcher(ALL, "regex")(b"\n" + text + b"\n"))
    return {(kind, start - 1): end - 1 for (kind, start), end in found.items()}


GAPS = (b" ", b". ", b"\n", b"\r\n", b".", b"/", b"_", b"\t", b"\xa0", b"\xc2\xa0", b"-")


@pytest.mark.long
@pytest.mark.parametrize("gap", GAPS)
def test_every_label_has_a_stem(gap):
    texts = {
        spelled.encode().replace(b" ", gap)
        for entry in entries()
        if entry.kind in KINDS and not entry.header and entry.phrase[0].isalpha()
        for spelled in spellings(entry.phrase)
    }
    every = sorted(texts | {text.upper() for text in texts} | {text.title() for text in texts})
    assert len(every) > 1000
    if gap != b" ":  # each phrase in one of its three spellings, in another with the next gap
        every = every[GAPS.index(gap) % 3 :: 3]
    for first in range(0, len(every), 100):
        together = b"\n\n\n".join(every[first : first + 100])
        expected = by_regex(together)
        assert len(expected) >= len(every[first : first + 100])
        assert by_stems(together) == expected


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(PIECES, PIECES.map(bytes.title), PIECES.map(bytes.upper)), max_size=20).map(b"".join))
def test_looking_where_stems_are_finds_every_label(text):
    assert by_stems(text) == by_regex(text)


def test_stems_stand_for_words_not_for_parts_of_them():
    find = stems(ALL)
    none = find(b"\nRicardo Martinez, listing of meetings: http span=1 panel publicly clicked\n")
    assert none is not None
    assert none.start.size == 0
    found = find(b"\nemployeeSSN, cardPan, driversLicense, bankAccount, medicareNo\n")
    assert found is not None
    assert set(found.kind.tolist()) == ALL


def test_a_text_full_of_stems_is_given_up():
    assert stems(ALL)(b"\n" + b"ssn dl visa " * 2000) is None
    found = stems(ALL)(b"\n" + b"ssn dl visa " * 200)
    assert found is not None
    assert found.start.size >= 600


@pytest.mark.parametrize(("where", "searched"), [((0, 1, 2), [32768, 32768]), ((0,), [32768, 32768, 960_001])])
def test_a_long_text_is_given_up_where_two_places_are_full(monkeypatch, where, searched):
    sizes = []

    class Counting:
        def __init__(self, pieces):
            self.pieces = pieces

        def scan(self, buffer, match_event_handler):
            sizes.append(len(buffer))
            self.pieces.scan(buffer, match_event_handler=match_event_handler)

    monkeypatch.setattr(sys.modules["piiscan.matcher.stems"], "database", lambda *asked: Counting(database(*asked)))
    full, empty = b"ssn dl visa " * 26_000, b"of the year " * 26_000 + b"ssn 1 " * 2000
    parts = [(full if at in where else empty)[:320_000].ljust(320_000) for at in range(3)]
    stems.__wrapped__(ALL)(b"\n" + b"".join(parts))
    assert sizes == searched


def test_without_hyperscan_and_re2_the_plain_engine_serves(monkeypatch):
    monkeypatch.setitem(sys.modules, "hyperscan", None)
    monkeypatch.setitem(sys.modules, "re2", None)
    labels.searcher.cache_clear()
    unusual.triggers.cache_clear()
    try:
        assert longest(labels.searcher(frozenset({CARD_LABEL}))(b"\ncard no\n")) == {(CARD_LABEL, 1): 8}
        assert unusual.triggers()("x 010\u201394\u20130001".encode())[0] == [17]
    finally:
        labels.searcher.cache_clear()
        unusual.triggers.cache_clear()


def test_no_label_is_longer_than_the_margin_allows():
    """From the number back: the distance, the label, the byte before it."""
    for _, atoms in phrases():
        length = sum(
            9 if b"no|num" in atom else 4 if b"?s)" in atom else 2 if atom.startswith(b"(?:") else 1 for atom in atoms
        )
        assert LABEL_BEFORE + length + 1 <= MARGIN


def test_phrases_begin_with_a_letter():
    assert all(len(atoms[0]) == 1 and atoms[0].isalpha() for _, atoms in phrases())


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.sampled_from(
                [
                    b"010", b"94", b"0001", b"4024", b"123456", b"\\u2013", b"\\u00a0", b"\xc2\xa0", b"\xe2\x80\x93", b"S", b"SA",
                    "０１０".encode(), "９４".encode(), "０００１".encode(), b" ", b"-", "－".encode(), "\u3000".encode(),
                ]
            ),
            st.binary(max_size=2),
        ),
        max_size=25,
    ).map(b"".join)
)  # fmt: skip
def test_triggers_of_all_engines_reach_the_same_places(text):
    """Engines may report one trigger or several that overlap; what counts is which starts they cover."""

    def covered(engine: str) -> set[int]:
        ends = (end for ends in unusual.triggers(engine)(text) for end in ends)
        return {at for end in ends for at in range(max(0, end - unusual.REACH), end)}

    assert covered("re2") <= covered("hyperscan")
    from piiscan.matcher import reference

    for engine in unusual.ENGINES:
        for start, end in zip(*(column.tolist() for column in reference.find(text)[1:]), strict=True):
            raw = text[start:end]
            if not raw.isascii() and raw[3] > 0xBF:
                assert start in covered(engine)


def test_arrays():
    found = labels.searcher(ALL, "hyperscan")(b"\nnothing here\n")
    assert [column.dtype for column in found] == [np.int64] * 3
