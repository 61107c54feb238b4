"""The texts of a mail message that is nothing but its headers and one plain text, as `eml` gives them.

Half of what such a message costs is the standard library's parser, which asks of every line what nearly none is.

Rule: the same two texts, to the byte, or none. Whatever has parts or attachments, is encoded (but in quoted-printable)
or damaged, or names another set of characters than the usual ones is read by `eml`.
"""

from __future__ import annotations

import quopri
import re
from typing import NamedTuple

from piiscan.formats.mail.eml_part import decoded, decoded_header
from piiscan.formats.segments.signed import signed
from piiscan.later import later
from piiscan.model import Location, Segment, Shape

_NAME = rb"[\x21-\x39\x3b-\x7e]+"
# A header that begins with a fold is read in one way by one version of the library and in another by the next.
_HEAD = later(rb"(?:%s:(?:[ \t]*+\n(?![ \t])|[^\r\n]++\n(?:[ \t][^\r\n]*+\n)*+))++" % _NAME)
_END = re.compile(rb"\n\r?\n")  # of the headers
_FOLD = re.compile(rb"\n(?=[ \t])")
_AS_GIVEN = later(rb"(?:%s: (?![ \t])[^\n]*+\n)++" % _NAME)
_BEGIN = later(rb"^(%s:)[ \t]*+" % _NAME, re.MULTILINE)
_SENDER = later(rb"^from:([^\n]*)", re.MULTILINE | re.IGNORECASE)
_CONTENT = later(rb"^content-([^\n]*)", re.MULTILINE)
_SETS = rb"utf-8|us-ascii|iso-8859-1|windows-1252"
_TYPE = later(
    rb"text/plain(?:;[ \t]*(?:charset=(?P<quote>\"?)(?P<set>%s)(?P=quote)"
    rb"|(?:format|delsp)=(?:flowed|fixed|yes|no|\"(?:flowed|fixed|yes|no)\")))*+;?" % _SETS
)
_QUOTED = b"quoted-printable"
_ENCODINGS = frozenset({b"7bit", b"8bit", _QUOTED})
_BLANKS = " \t"
_LONGEST = 256  # bytes of a sender: of one with more brackets than the library can follow the message is no mail
_ARMOR = b"-----BEGIN PGP "
_AHEAD = (b"From ", b">From ")  # a line that a mail box puts in front


class PlainMail(NamedTuple):
    """The text of the headers, that of the message, and how many characters the latter has in the message."""

    headers: bytes
    body: bytes
    characters: int


def plain_mail(data: bytes) -> PlainMail | None:
    r"""The texts of a message; None of one that may have others.

    >>> plain_mail(b"From: a@b.org\nSubject: a\n b\n\nDear Ann,\r\n")
    PlainMail(headers=b'From: a@b.org\nSubject: a  b\n', body=b'Dear Ann,\n', characters=11)
    >>> plain_mail(b"From: a@b.org\nContent-Type: text/html\n\n<p>Dear Ann,")
    """
    end = _END.search(data)
    if end is None or data.startswith(_AHEAD):
        return None
    head = data[: end.start() + 1].replace(b"\r\n", b"\n")
    if _HEAD.fullmatch(head) is None:
        return None
    headers = _FOLD.sub(b" ", head)
    content = _content(headers.lower())
    sender = _SENDER.search(headers)
    if content is None or (sender is not None and len(sender[1]) > _LONGEST):
        return None
    text = _text(data[end.end() :], *content)
    lines = _lines(headers)
    if text is None or lines is None:
        return None
    body, characters = text
    return PlainMail(_written(lines), _written(body), characters)


def _content(headers: bytes) -> tuple[str, bytes] | None:
    """The set of characters and the encoding that headers in small letters name, None where they name another thing."""
    charset, encoding = "utf-8", b""
    names = set()
    for found in _CONTENT.finditer(headers) if b"content-" in headers else ():
        name, _, value = found[1].partition(b":")
        value = value.lstrip(b" \t")
        if name == b"type":
            kind = _TYPE.fullmatch(value)
            if kind is None:
                return None
            charset = kind["set"].decode() if kind["set"] else charset
        elif name == b"transfer-encoding":
            if value not in _ENCODINGS:
                return None
            encoding = value
        elif name == b"disposition":
            return None
        if name in names:
            return None
        names.add(name)
    return charset, encoding


def _text(body: bytes, charset: str, encoding: bytes) -> tuple[bytes, int] | None:
    """The text of a message as it is read, and how many characters it has with the line ends it came with."""
    data = quopri.decodestring(body) if encoding == _QUOTED else body
    if data.lstrip().startswith(_ARMOR):
        return None
    if data.isascii():
        return data.replace(b"\r\n", b"\n"), len(data)
    text = decoded(data, charset)
    return text.replace("\r\n", "\n").encode("utf-8", "replace"), len(text)


def _lines(headers: bytes) -> bytes | None:
    """The headers as they are read; None where that is not certain."""
    if not headers.isascii():
        try:
            headers.decode()
        except UnicodeDecodeError:
            return None
        if b"=?" in headers:
            return None
    if b"=?" in headers:
        return b"".join(map(_decoded_line, headers.splitlines(keepends=True)))
    return headers if _AS_GIVEN.fullmatch(headers) else _BEGIN.sub(rb"\1 ", headers)


def _decoded_line(line: bytes) -> bytes:
    name, _, value = line.decode().removesuffix("\n").partition(":")
    text = f"{name}: {decoded_header(value.lstrip(_BLANKS))}"
    return (text if text.endswith("\n") else f"{text}\n").encode("utf-8", "replace")


def _written(text: bytes) -> bytes:
    """A text as a segment has it."""
    return bytes(signed(Segment(text, Shape.PROSE, _nowhere)).data)


def _nowhere(_offset: int) -> Location:
    return ()
