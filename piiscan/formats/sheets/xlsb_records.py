"""The records of BIFF12 ([MS-XLSB] 2.1.4), and the strings in them. Nothing here knows what a record means."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from piiscan.model import Reason, Unscannable

_LARGEST = 1 << 20  # no record with strings is nearly so long
_LONGEST = 32767  # characters of a string
_STRING = 0x17  # a text in a formula ([MS-XLSB] 2.5.97.89): a count of 16 bits


def records(chunks: Iterable[bytes]) -> Iterator[tuple[int, bytes]]:
    """Each record as its type and its content. Raises `Unscannable` where they do not go on."""
    data = b""
    for chunk in chunks:
        data += chunk
        at = 0
        while found := head(data, at):
            kind, start, size = found
            if size > _LARGEST:
                raise Unscannable(Reason.LIMIT, f"a record of more than {_LARGEST} bytes")
            if start + size > len(data):
                break
            yield kind, data[start : start + size]
            at = start + size
        data = data[at:]
    if data:
        raise Unscannable(Reason.CORRUPT, "a record is cut off")


def head(data: bytes, at: int) -> tuple[int, int, int] | None:
    """Type, start and size of the record at a place, None where its head is not complete."""
    if len(data) - at < 2:
        return None
    kind = data[at]
    at += 1
    if kind & 0x80:
        kind = (kind & 0x7F) | (data[at] & 0x7F) << 7
        at += 1
    size = shift = 0
    while shift < 28:
        if at >= len(data):
            return None
        byte = data[at]
        at += 1
        size |= (byte & 0x7F) << shift
        shift += 7
        if not byte & 0x80:
            break
    return kind, at, size


def strings(data: bytes) -> Iterator[str]:
    """What can be a string with a count of 32 bits, of two characters or more."""
    at = 0
    while at + 8 <= len(data):
        text = _text(data, at + 4, int.from_bytes(data[at : at + 4], "little"))
        if len(text) > 1:
            yield text
            at += 4 + len(text.encode("utf-16-le"))
        else:
            next_zeros = data.find(b"\0\0", at + 3)  # the upper half of a count
            if next_zeros < 0:
                return
            at = next_zeros - 2


def texts_in_formula(data: bytes) -> Iterator[str]:
    """What can be a text in a formula."""
    at = data.find(_STRING)
    while at >= 0:
        text = _text(data, at + 3, int.from_bytes(data[at + 1 : at + 3], "little"))
        if len(text) > 1:
            yield text
        at = data.find(_STRING, at + 1)


def _text(data: bytes, start: int, count: int) -> str:
    if not 1 < count <= _LONGEST or start + 2 * count > len(data):
        return ""
    try:
        text = data[start : start + 2 * count].decode("utf-16-le")
    except UnicodeDecodeError:
        return ""
    return text if all(sign.isprintable() or sign in "\r\n\t" for sign in text) else ""
