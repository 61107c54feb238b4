"""Pairing in JSON text: a number belongs to the person of the object it stands in (SPEC §5).

The person is sought in the innermost object, in the objects that one holds, and then outwards, never in
a sibling of a list. A string with running text is asked for a name of its own only when no key gives one.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from piiscan import judge, place
from piiscan.config import ResidencyDefault
from piiscan.matcher import ACCOUNT, ANSWER, Hits
from piiscan.matcher.hits import KIND_OF
from piiscan.model import Axis, Classification, Grade, Kind, Location, Person, Segment, Step
from piiscan.pairing.aside import set_aside, some
from piiscan.pairing.objects.asked import SHORTEST, SHORTEST_CARD, Asked
from piiscan.pairing.objects.chats import Question, answered, by_teller, candidate, question, speaker
from piiscan.pairing.objects.enclosing import Known, enclosing
from piiscan.pairing.objects.forms import Filled, Forms
from piiscan.pairing.objects.page_lines import with_lines
from piiscan.pairing.objects.records import Leaf, Record, Texts, written
from piiscan.pairing.objects.stated import stated
from piiscan.pairing.objects.whose import paired, with_mail
from piiscan.pairing.objects.words import with_words
from piiscan.pairing.prose.blocks import Hit, hits_of
from piiscan.pairing.prose.lines import decode
from piiscan.pairing.prose.proving import element_of
from piiscan.pairing.prose.reader import ProseReader
from piiscan.pairing.tables.hashes import HASHED, hash_element, hashes_in
from piiscan.pairing.unit import Tally, Unit, lane

if TYPE_CHECKING:
    from piiscan.pairing.objects.uniform import Uniform

_MANY = 128
"""Numbers of a window; fewer are read one by one in less time than a table is made of them."""


def _nobody() -> None:
    return None


class ObjectReader:
    """Makes units of the hits in JSON text; what stands in no object is read as prose."""

    def __init__(
        self,
        tally: Tally,
        listing: Callable[[], bool],
        default: ResidencyDefault = "unknown",
        *,
        one_by_one: bool = False,
    ) -> None:
        """`one_by_one`: count nothing on arrays, and seek no hashes: what is read apart has none."""
        self._tally = tally
        self._listing = listing
        self._default: ResidencyDefault = default
        self._uniform: Uniform | None = None
        self._one_by_one = one_by_one
        self._prose = ProseReader(tally, listing, default, one_by_one=one_by_one)
        self._held: dict[tuple[str, int], Unit] = {}  # of the record under way, by person and lane
        self._alone: list[Unit] = []
        self._record = -1
        self._forms = Forms()

    def read(self, segment: Segment, hits: Hits) -> Iterator[Unit]:
        """Units of one segment; the elements of one person in one record are one unit."""
        if not segment.base:
            yield from self.close()
        end = len(segment.data) if segment.end < 0 else segment.end
        hits = yield from self._by_statements(segment, hits)
        quick = not self._tally.is_watched and Classification.LOOKALIKE.value not in self._tally.also
        if quick and not self._one_by_one:
            hits = self._without_idle(segment, hits)
        hashes = () if self._one_by_one else hashes_in(segment.data, segment.start, end)
        hashed = [(hit, -1) for hit in hashes]
        strays = [False] * (len(hits.start) + 1)  # the last one is for what is no hit
        records: list[Record] = []
        known: Known = {}
        last = 0
        sought = False  # whether `records` are those of the hit before
        self._forms.begin(segment.data)
        found = self._left(segment, hits, counting=len(hits.start) >= _MANY and not hashed)
        for hit, index in sorted([*found, *hashed], key=lambda one: one[0][1]) if hashed else found:
            filled = self._forms.at(hit[1], hit[2]) if hit[0] in KIND_OF else None
            if filled is not None:
                sought = False
                yield from self._begin(filled[0].start + segment.base)
                if quick and hit[0] == ACCOUNT and (other := _other(segment.data[hit[1] : hit[2]], *filled)):
                    self._tally.count(Classification.LOOKALIKE.value, other)
                    continue
                unit = self._in_form(segment, hit, *filled)
            else:
                if not sought or _between_objects(segment.data, last, hit[1], in_one=bool(records)):
                    records, sought = enclosing(segment.data, hit[1], hit[2], known), True
                last = hit[2]
                if not records:
                    strays[index] = True
                    continue
                yield from self._begin(records[-1].start + segment.base)
                unit = self._unit(segment, hit, records, known)
            if unit is not None:
                self._hold(unit)
        if any(strays[:-1]):
            numbers = hits.kind != ANSWER  # an answer is one in its object only
            yield from self._prose.read(segment, some(hits, numbers), np.array(strays[:-1])[numbers].tolist())

    def _by_statements(self, segment: Segment, hits: Hits) -> Generator[Unit, None, Hits]:
        """The hits that no statement says the columns of; those that one does are held, and what was held before."""
        rows, hits = stated(segment, hits, self._tally, listing=self._listing())
        for row in rows:
            yield from self._begin(row.key[1] if row.key is not None else row.start + segment.base)
            self._hold(row.unit)
        return hits

    def _without_idle(self, segment: Segment, hits: Hits) -> Hits:
        """The hits less those that are counted together as no accounts, by their keys."""
        if np.count_nonzero(hits.kind == ACCOUNT) < _MANY:
            return hits
        from piiscan.pairing.objects.idle import counted  # few files have so many

        forms = Forms()
        forms.begin(segment.data)

        def ask(span: tuple[int, int], start: int, end: int) -> str:
            filled = forms.of(span, start, end)
            return _other(segment.data[start:end], *filled) if filled is not None else ""

        count = partial(self._tally.count, Classification.LOOKALIKE.value)
        return some(hits, ~counted(segment, hits, count, ask))

    def _left(self, segment: Segment, hits: Hits, *, counting: bool) -> Iterator[tuple[Hit, int]]:
        """The hits that are read one by one, with their number.

        `counting`: once findings are listed no more, those in objects that are alike are counted with others instead.
        """
        counting = counting and not (self._one_by_one or self._tally.is_watched)
        for first in range(0, len(hits.start), _MANY):
            for index, hit in enumerate(hits_of(_cut(hits, first, first + _MANY)), first):
                if counting and not self._listing():
                    # Of an object that was begun here a number is missing: it is read to its end one by one.
                    rest = _cut(hits, index, len(hits.start))
                    left = ~self._counts().counted(segment, rest)
                    yield from zip(hits_of(some(rest, left)), (np.flatnonzero(left) + index).tolist(), strict=True)
                    return
                yield hit, index

    def _counts(self) -> Uniform:
        if self._uniform is None:
            from piiscan.pairing.objects.uniform import Uniform  # few files have so many findings

            self._uniform = Uniform(self._tally, self._default, _read_apart)
        return self._uniform

    @property
    def held(self) -> list[Unit]:
        """What is held back."""
        return [*self._held.values(), *self._alone, *self._prose.held]

    def before(self, base: int) -> Iterator[Unit]:
        """Give out what is held back that nothing in a window from `base` on can add to."""
        if self._record < base:
            yield from self._release()
        yield from self._prose.before(base)

    def close(self) -> Iterator[Unit]:
        """Give out what is held back."""
        yield from self._release()
        yield from self._prose.close()

    def _begin(self, record: int) -> Iterator[Unit]:
        """Go on with the record that begins at a place of the text; the units of another one are given out."""
        if record != self._record:
            yield from self._release()
            self._record = record

    def _release(self) -> Iterator[Unit]:
        """Give out the units of the record under way."""
        held, alone = self._held, self._alone
        self._held, self._alone, self._record = {}, [], -1
        yield from held.values()
        yield from alone

    def _hold(self, unit: Unit) -> None:
        if unit.person is None:
            self._alone.append(unit)
            return
        held = self._held.setdefault((unit.person.normal, lane(unit.elements[0])), unit)
        if held is not unit:
            held.absorb(unit)

    def _unit(self, segment: Segment, hit: Hit, records: list[Record], known: Known) -> Unit | None:
        kind, start, end = hit
        raw = decode(segment.data[start:end])
        leaf, at = records[0].leaf_of(raw, segment.data.count(segment.data[start:end], records[0].start, start))
        if leaf is None:  # the number is a key, whose value is its record; or it is written with escapes
            leaf, at = Leaf((), raw), 0
            records = [*records[0].under(raw), *records]
        if kind == HASHED:
            asked = Asked(records, leaf)
            made = hash_element(raw, start, end, "key")
            if self._is_declared(hit, made.kind, asked):
                return None
            unit = paired(made, asked, written)
            if self._listing():
                unit.places.append(_place(segment, start, asked.key))
            return unit
        before = leaf.text[max(0, at - judge.BEFORE) : at]
        said = question(segment.data, records, leaf, known)
        if said is not None:
            kind, before = candidate(hit, said, raw), f"{said.text}\n{before}"[-judge.BEFORE :]
        if kind not in KIND_OF:
            return None
        after = leaf.text[at + len(raw) :][: judge.AFTER]
        who = partial(speaker, segment.data, records, leaf, known)
        asked = Asked(records, leaf)
        judged = self._judged(segment, hit, kind, (raw, at), (before, after), asked, written, said, who)
        if judged is not None and (said is None or judged.person is None):
            judged = by_teller(judged, records, leaf, at)
        return self._by_others(segment, with_words(judged, asked, written, at), asked, written, (raw, at))

    def _in_form(self, segment: Segment, hit: Hit, one: Filled, asked: Asked) -> Unit | None:
        """The unit of a number in an object whose keys were asked before."""
        kind, start, end = hit
        raw = decode(segment.data[start:end])
        text = one.said(asked.leaf)
        at = text.find(raw)
        beside = text[max(0, at - judge.BEFORE) : at], text[at + len(raw) :][: judge.AFTER]
        judged = self._judged(segment, hit, kind, (raw, at), beside, asked, one.said)
        return self._by_others(segment, with_words(judged, asked, one.said, at), asked, one.said, (raw, at))

    def _by_others(
        self, segment: Segment, unit: Unit | None, asked: Asked, said: Texts, place: tuple[str, int]
    ) -> Unit | None:
        """A number that no object names anybody for, by the lines of its page or an address beside it."""
        unit = with_lines(unit, segment.data, asked, said, place)
        return with_mail(unit, asked, said)

    def _judged(
        self,
        segment: Segment,
        hit: Hit,
        kind: int,
        place: tuple[str, int],
        beside: tuple[str, str],
        asked: Asked,
        said: Texts,
        question: Question | None = None,
        who: Callable[[], Person | None] = _nobody,
    ) -> Unit | None:
        """The unit of a number as what it is judged to be, None where it is no element."""
        start, end = hit[1:]
        raw = place[0]
        proof = asked.prove(kind, raw, beside, said)
        if self._is_declared(hit, proof.kind, asked):
            return None
        if hit[0] not in KIND_OF:
            if proof.kind is None:
                return None
        else:
            self._tally.proved(hit, proof)
        if proof.kind is None:
            where = partial(_place, segment, start, asked.key) if self._listing() else None
            return next(set_aside(self._tally, hit, raw, proof.evidence[0], where), None)
        element = judge.coded(
            element_of(proof, start, end), asked.code(said) if proof.kind is Kind.PAYMENT_CARD else ""
        )
        unit = answered(paired(element, asked, said, place), question, who)
        if self._listing() and (unit.person is not None or proof.grade >= Grade.FAIR or proof.review):
            unit.places.append(_place(segment, start, asked.key))
        return unit

    def _is_declared(self, hit: Hit, kind: Kind | None, asked: Asked) -> bool:
        """Count a number under a key that the operator declares to be encrypted: it is no element."""
        rule = asked.declared(self._tally.exclusion.declared) if kind is not None else ""
        if kind is None or not rule:
            return False
        self._tally.declared(rule, kind)
        if hit[0] in KIND_OF:
            self._tally.proved(hit, judge.Proof(None, "", Grade.NONE, (f"declared:{rule}",)))
        return True


def _other(number: bytes | bytearray, one: Filled, asked: Asked) -> str:
    """Why a number in an object of a form is no account, as `Asked.prove` would find out; "": that has to be asked."""
    other = asked.no_account() if SHORTEST <= len(number) < SHORTEST_CARD and number.isdigit() else ""
    return other if other and one.said(asked.leaf) == number.decode() else ""


def _read_apart(tally: Tally, segment: Segment, hits: Hits) -> list[Unit]:
    """The units of some hits, read one by one, with a tally of their own."""
    reader = ObjectReader(tally, lambda: False, one_by_one=True)
    return [*reader.read(segment, hits), *reader.close()]


def _cut(hits: Hits, first: int, last: int) -> Hits:
    return Hits(hits.kind[first:last], hits.start[first:last], hits.end[first:last])


def _between_objects(data: bytes | bytearray, start: int, end: int, *, in_one: bool) -> bool:
    """Whether an object may begin or end between two hits; if not, the same ones are round both.

    Of none, the end of a line may make some: one that is an object bounds the search (see `records`).
    """
    if data.find(b"{", start, end) >= 0 or data.find(b"}", start, end) >= 0:
        return True
    return not in_one and (not start or data.find(b"\n", start, end) >= 0)


def _place(segment: Segment, start: int, key: str) -> Location:
    """Where the hit is, with the key it stands under before the byte offset."""
    steps = segment.locate(start)
    cut = place.lead(steps)
    return (*steps[:cut], Step(Axis.KEY, key), *steps[cut:]) if key else steps
