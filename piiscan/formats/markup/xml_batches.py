"""A long XML document of many equal elements as nearly every program writes it, a batch of them at a time.

Rule: who reads a batch takes it only if it is tiled by the usual forms without a gap; else it is given to expat, with
the beginning of the document before it, so that nothing is read otherwise than expat would.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from msgspec import Struct

from piiscan.formats.markup.expat import BrokenXmlError, End, Start, Text, parse

_ENCODING = re.compile(rb"""<\?xml[^>]*encoding=["'](?!utf-8["'])""", re.IGNORECASE)
_UNUSUAL = (
    (b"!", b"<!"),
    (b"?", b"<?"),
    (b"\r", b"\r"),
)  # sections, comments, and what a parser makes of ends of lines
_LONGEST_HEAD = 1 << 20
_PIECE = 128 << 10
_LONGEST = 4 << 20  # bytes of an element


class Batches(Struct, frozen=True):
    """How the elements stand in their document, and who reads them."""

    begin: re.Pattern[bytes]  # what they stand behind,
    unit: bytes  # what each ends with,
    end: bytes  # what stands behind the last,
    closing: bytes  # and all that is open between them
    take: Callable[[bytes], bool]  # reads a batch, if it can
    forget: Callable[[], None]  # what the handlers made of the batch under way is not wanted

    def parse(self, chunks: Iterable[bytes], start: Start, end: End, text: Text) -> Iterator[None]:
        """As `expat.parse` does; what the handlers collect is to be taken at every step."""
        pieces = (chunk[at : at + _PIECE] for chunk in chunks for at in range(0, len(chunk), _PIECE))
        head, data = self._head(pieces)
        if not head:
            yield from parse(chain([data], pieces), start, end, text)
            return
        while not data.startswith(self.end):
            stop = data.find(self.end)
            cut = stop if stop >= 0 else data.rfind(self.unit) + len(self.unit)
            batch = data[:cut] if cut >= len(self.unit) else b""
            if batch and (any(sign in batch and whole in batch for sign, whole in _UNUSUAL) or not self.take(batch)):
                try:
                    for _ in parse([head, batch, self.closing], start, end, text):
                        pass  # nothing is given on before it is known that all of it is well
                except BrokenXmlError:  # here, or only because it is cut here
                    self.forget()
                    break
                yield
            data = data[len(batch) :]
            piece = next(pieces, b"") if stop < 0 else b""
            data += piece
            if stop < 0 and (not piece or len(data) > _LONGEST):
                break
            yield
        else:
            yield from _drained(pieces)
            return
        yield from parse(chain([head + data], pieces), start, end, text)

    def _head(self, pieces: Iterator[bytes]) -> tuple[bytes, bytes]:
        """The document up to the first element, b"" where it is an unusual one; and what else was read."""
        data = b""
        for piece in pieces:
            data += piece
            found = self.begin.search(data)
            if found:
                head = data[: found.end()]
                return (b"", data) if _ENCODING.search(head) or b"<!" in head else (head, data[found.end() :])
            if len(data) > _LONGEST_HEAD:
                break
        return b"", data


def _drained(pieces: Iterable[bytes]) -> Iterator[None]:
    for _ in pieces:
        yield
