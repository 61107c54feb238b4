"""Methods of ZIP that are rare, and decoded by libraries: Deflate64 (9) and PPMd (98)."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from piiscan.formats.archives.ppmd import Decoder, I, PpmdError
from piiscan.formats.archives.zip_entries import Entry
from piiscan.formats.optional import optional
from piiscan.model import Reason, Unscannable

_INPUT, _OUTPUT = 64 << 10, 1 << 20
_FREEZES = 2


class Deflate64:
    """What unpacks method 9."""

    def __init__(self) -> None:
        self._inner = optional("inflate64", "archives").Inflater()

    @property
    def eof(self) -> bool:
        """Whether the data have ended."""
        return bool(self._inner.eof)

    def decompress(self, data: bytes) -> bytes:
        """All that these bytes give."""
        return bytes(self._inner.inflate(data))


def ppmd(read: Callable[[int, int], bytes], start: int, entry: Entry) -> Iterator[bytes]:
    """The bytes of a member by method 98 (APPNOTE 5.10), of which two say how it was packed.

    It ends where its header says, as nothing in the data need to. Raises `Unscannable` after the last good byte.
    """
    told = int.from_bytes(read(start, 2), "little")
    order, memory, restore = (told & 15) + 1, (told >> 4 & 255) + 1 << 20, told >> 12
    if restore >= _FREEZES or order == 1:
        raise Unscannable(Reason.UNSUPPORTED, "compression method 98 (PPMd) in a way that is not read")
    at, end = start + 2, start + entry.compressed
    left = entry.size if entry.size is not None else -1
    with Decoder(I, order, memory, restore) as decoder:
        while left and not decoder.eof:
            fed = read(at, max(0, min(_INPUT, end - at))) if decoder.needs_input else b""
            ended = decoder.needs_input and not fed
            at += len(fed)
            try:
                # Behind the last byte the decoder still looks for one.
                chunk = decoder.decode(b"\0" if ended else fed, min(_OUTPUT, left) if left > 0 else _OUTPUT)
            except PpmdError:
                raise Unscannable(Reason.CORRUPT, "compressed data of the member is damaged (PpmdError)") from None
            if chunk:
                yield chunk
                left -= len(chunk) if left > 0 else 0
            elif ended:
                raise Unscannable(Reason.CORRUPT, "member is cut short")
