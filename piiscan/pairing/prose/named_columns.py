"""Numbers in a small table of running text whose column is of another thing by its title.

"Item no.      Ordered by" over 010-94-0001 says what the number is, as a header of a CSV file does, with one row below
it or with twenty. Tables with titles of our own numbers are read whole (`insets`).

Rule: a label of the number's own kind before it in its line speaks before a title.
"""

from __future__ import annotations

from piiscan import judge
from piiscan.detectors import payment_card
from piiscan.detectors.headers import VETO_KINDS
from piiscan.detectors.labels import Role, column_role, find_labels
from piiscan.matcher import KIND_OF
from piiscan.pairing.prose.lines import Line, Lines, decode
from piiscan.pairing.prose.numbers import Hit
from piiscan.pairing.prose.row_titles import Span, are_of_others, joined, plain, spans_of

_Columns = tuple[tuple[Span, ...], tuple[Role | None, ...]]


class NamedColumns:
    """The columns of other things in the running text of one segment."""

    def __init__(self, lines: Lines) -> None:
        self._lines = lines
        self._last: tuple[int, _Columns] = -1, ((), ())  # of the titles at a place: rows are asked in order

    def refused(self, line: Line, titles: Line | None, hit: Hit, data: bytes | bytearray) -> str:
        """Why the title over a number that begins a cell says that it is something else, "" if it does not."""
        if titles is None or not are_of_others(plain(titles.text)):
            return ""
        role = self._over(line, titles, hit[1])
        if role is None or role.kind not in VETO_KINDS:
            return ""
        before, raw = decode(data[line.start : hit[1]]), decode(data[hit[1] : hit[2]])
        if any(label.kind == KIND_OF[hit[0]].value for label in find_labels(before)) or _is_of_network(before, raw):
            return ""
        proof = judge.prove(hit[0], raw, "", "", role=role)
        return proof.evidence[0] if proof.kind is None else ""

    def _over(self, line: Line, titles: Line, start: int) -> Role | None:
        """What the title says of the column that a byte of a row is in."""
        if self._last[0] != titles.start:
            self._last = titles.start, self._read(titles)
        columns, roles = self._last[1]
        spans = spans_of(columns, plain(line.text), tabs="\t" in plain(titles.text).strip())
        at = self._lines.characters(line, start)
        pairs = zip(spans or (), roles, strict=False)
        return next((role for (begin, end), role in pairs if begin <= at < end), None)

    def _read(self, line: Line) -> _Columns:
        text = plain(line.text)
        above = self._lines.before(line)
        columns, titles = joined(plain(above.text) if above is not None else "", text, tabs="\t" in text.strip())
        return columns, tuple(map(column_role, titles))


def _is_of_network(before: str, raw: str) -> bool:
    """Whether a number is a card's whose network the cell before it names: "MC    5425 2334 3010 9903"."""
    value = payment_card.validate(raw)
    return value is not None and payment_card.names_network(f"{before.rstrip()} ", value)
