"""The part of a table that lists what is or was locked: each record with verdict, cipher, and what undoes it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct, field

from piiscan.reporters.terminal import BOLD, DIM, RED, YELLOW, Look, clip, escape, width

MOST = 10_000  # lines kept; the others are counted
_COLOURS = {"weak": RED, "opaque": YELLOW}
_WORDS = {
    "encrypted": "needs a key",
    "weak": "needs a key, but is under 128 bits or broken",
    "plain": "no key needed: read, or could be",
    "opaque": "looks random, no sign of what it is",
}


class Locks(Struct):
    """The records with a verdict on encryption, in the order of the stream."""

    lines: list[tuple[str, str, str]] = field(default_factory=list)  # verdict, name, what is said of it
    counts: Counter[str] = field(default_factory=Counter)

    def add(self, record: Mapping[str, Any], name: str) -> None:
        """Take in an outcome."""
        lock = record["encryption"]
        if lock is None:
            return
        self.counts[lock["verdict"]] += 1
        if len(self.lines) < MOST:
            self.lines.append((lock["verdict"], name, _said(lock)))

    def write(self, look: Look) -> Iterator[str]:
        """The section, worst verdicts first; of one verdict in the order of the stream."""
        yield look.paint("ENCRYPTION", BOLD)
        if not self.counts:
            yield "  nothing is locked"
        for verdict in ("weak", "opaque", "encrypted", "plain"):
            if not self.counts[verdict]:
                continue
            words = f"{verdict} ({_WORDS[verdict]}): {self.counts[verdict]:,}"
            yield f"  {look.paint(words, *filter(None, [_COLOURS.get(verdict)]))}"
            for own, name, said in self.lines:
                if own == verdict:
                    shown = clip(name, look.columns * 5 // 8 - 4)
                    yield f"    {shown}  " + look.paint(clip(said, max(look.columns - width(shown) - 6, 10)), DIM)
        more = self.counts.total() - len(self.lines)
        if more:
            yield f"  … and {more:,} more (all of them: --format jsonl)"
        yield ""


def _said(lock: Mapping[str, Any]) -> str:
    parts = [lock["algorithm"] or "cipher not named", f"{lock['bits']} bits" if lock["bits"] else ""]
    if lock.get("opened"):
        parts.append("opened with the operator's password")
    if lock.get("key_beside"):
        parts.append(f"key beside it? {lock['key_beside']}")
    return escape(", ".join(filter(None, parts)))
