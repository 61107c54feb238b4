"""JSON Lines: the stream as it is, one record a line. The wire format and the master report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from piiscan.dense import encoder
from piiscan.folded import as_line
from piiscan.reporters.terminal import Look, Sink


def write(records: Iterable[Mapping[str, object]], out: Sink, _look: Look) -> None:
    """Write each record as it comes. Pure ASCII: no name in it can act on a terminal, and no byte is lost."""
    encode = encoder()
    for record in records:
        out.write(as_line(record, encode) + "\n")
