"""What a part of a mail message says: its headers, parameters and content, decoded as far as that can be done."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Callable, Iterator
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from typing import BinaryIO

from piiscan.formats.segments.flow import Flow
from piiscan.model import Location, Segment

BASE32 = frozenset({"base32", "x-base32"})
_SAMPLE = 64 << 10  # bytes of a text in no declared character set, to tell it by
_PROPERTIES = 16 << 20  # of what Apple Mail adds, which is some hundred bytes
_LENGTH = re.compile(rb"(\d{1,10})[ \t]*\r?\n")


def unwrapped(data: bytes) -> tuple[bytes, bytes]:
    """A message without what a mail box puts in front, and what Apple Mail (.emlx) puts behind it."""
    start, end, behind = frame(io.BytesIO(data), data, len(data))
    return data[start:end], behind


def frame(stream: BinaryIO, head: bytes, size: int) -> tuple[int, int, bytes]:
    """(where a message begins and ends, what Apple Mail puts behind it)."""
    if head.startswith((b"From ", b">From ")):
        return head.find(b"\n") + 1 or size, size, b""
    length = _LENGTH.match(head)
    if length is None:
        return 0, size, b""
    start, end = length.end(), length.end() + int(length[1])
    stream.seek(min(end, size))
    behind = stream.read(_PROPERTIES)
    return (start, min(end, size), behind) if behind.lstrip().startswith(b"<?xml") else (start, size, b"")


def header(message: Message, name: str) -> str:
    """A header of a message, "" where it has none."""
    wanted = name.lower()
    return next((decoded_header(str(value)) for said, value in message.raw_items() if said.lower() == wanted), "")


def decoded_header(value: str) -> str:
    """Encoded words decoded, folds taken out; what cannot be decoded stays as it is.

    Bytes beyond ASCII that no word encodes are UTF-8 (RFC 6532), or what they show. `value`: raw, for `str` of a header
    that has such bytes says them no more.
    """
    value = value.replace("\r", "").replace("\n", " ")
    if "=?" in value:
        try:
            pieces = [
                piece if isinstance(piece, str) else decoded(piece, charset or "ascii")
                for piece, charset in decode_header(value)
            ]
        except (MessageError, ValueError, LookupError):
            return value
        return "".join(pieces)
    return value if value.isascii() else decoded(value.encode("utf-8", "surrogateescape"), "utf-8")


def decoded(data: bytes, charset: str) -> str:
    """A text in the character set it says; in UTF-8, or what its bytes show, where it cannot be in that."""
    for name in _sets(data, charset):
        try:
            return data.decode(name)
        except (UnicodeDecodeError, LookupError, ValueError):
            continue
    from piiscan.formats.plain.charsets import codec_of

    return data.decode(codec_of(data[:_SAMPLE]), "replace")


def told(ask: Callable[[], object]) -> str:
    """What a parameter of a part says; "" where it is in a character set with a name that cannot be one."""
    try:
        return str(ask() or "")
    except ValueError:
        return ""


def attached(part: Message) -> bool:
    """Whether a part is to be shown as a file, not as a text of the message."""
    return str(part.get("Content-Disposition", "")).lower().lstrip().startswith("attachment")


def encoding_of(part: Message) -> str:
    """The transfer encoding that a part names, in small letters."""
    return str(part.get("Content-Transfer-Encoding", "")).lower().strip()


def of_base32(data: bytes) -> bytes:
    """The bytes of a part in base32, which no standard names and some programs write."""
    from piiscan.formats.encoded.base32 import base32_unpacked

    return base32_unpacked(data)


def payload(part: Message) -> bytes:
    """The bytes of a part with its transfer encoding taken off, as far as that can be done."""
    try:
        data = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError, TypeError):
        data = None
    if isinstance(data, bytes):
        return of_base32(data) if encoding_of(part) in BASE32 else data
    text = part.get_payload()
    return str(text).encode("utf-8", "surrogateescape") if isinstance(text, str) else b""


def decoded_pieces(pieces: Callable[[], Iterator[bytes]], charset: str) -> Iterator[str]:
    """A text that comes in pieces, in the character set that `decoded` would take for it."""
    head = next(pieces(), b"")
    codec = next((name for name in _sets(head, charset) if _fits(pieces(), name)), "")
    if not codec:
        from piiscan.formats.plain.charsets import codec_of

        codec = codec_of(head[:_SAMPLE])
    decoder = codecs.getincrementaldecoder(codec)("replace")
    for piece in pieces():
        yield decoder.decode(piece)
    yield decoder.decode(b"", final=True)


def _sets(data: bytes, charset: str) -> tuple[str, ...]:
    """The sets a text may be in, the one it says first.

    Programs say "utf-16" of what they then write in ASCII, and any two letters of that are a sign of UTF-16: a text in
    it has a zero byte, in the ends of its lines at least. Where no mark says the order of the bytes, those do.
    """
    name = charset.lower().replace("_", "-")
    if name[:6] not in {"utf-16", "utf-32"}:
        return charset, "utf-8"
    if b"\0" not in data:
        return ("utf-8",)
    if name == "utf-16" and not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16-be" if data[::2].count(0) > data[1::2].count(0) else "utf-16-le", "utf-8"
    return charset, "utf-8"


def _fits(pieces: Iterator[bytes], charset: str) -> bool:
    try:
        if not codecs.lookup(charset)._is_text_encoding:  # noqa: SLF001 - the only sign; bytes.decode looks at it too
            return False
        decoder = codecs.getincrementaldecoder(charset)()
        for piece in pieces:
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except (UnicodeDecodeError, LookupError, ValueError, TypeError):
        return False
    return True


def plain_segments(pieces: Iterator[str], flow: Flow, at: Location) -> Iterator[Segment]:
    """A plain text that comes in pieces, with its lines and columns."""
    line, column, rest = 1, 1, ""
    for piece in pieces:
        text = (rest + piece).replace("\r\n", "\n")
        rest = "\r" if text.endswith("\r") else ""  # its line feed may be in the next piece
        text = text.removesuffix("\r") if rest else text
        flow.write(text, at, line, column)
        yield from flow.drain()
        last = text.rfind("\n") + 1
        line, column = line + text.count("\n"), len(text) - last + (1 if last else column)
    flow.write(rest, at, line, column)
    yield from flow.finish()
