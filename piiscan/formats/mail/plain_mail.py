"""The texts of a mail message that holds nothing but texts, as `eml` gives them: one, or the two forms of one.

Half of what such a message costs is the standard library's parser, which asks of every line what nearly none is.

Rule: the same texts, to the byte, or none. Whatever has attachments, tables or parts inside of parts, is damaged, or
names another set of characters than the usual ones is read by `eml`.
"""

from __future__ import annotations

import quopri
import re
from base64 import b64decode
from binascii import Error as DamagedError
from collections.abc import Iterator
from typing import NamedTuple

from piiscan.formats.mail.eml_part import decoded, decoded_header
from piiscan.formats.segments.flow import Flow
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
_CONTENT = later(rb"^content-(type|transfer-encoding|disposition):[ \t]*([^\n]*)", re.MULTILINE | re.IGNORECASE)
_SETS = rb"utf-8|us-ascii|iso-8859-1|windows-1252"
_WORD = rb"flowed|fixed|yes|no"
_TEXT = later(
    rb"text/(?P<kind>plain|html)(?:;[ \t]*(?:charset=(?P<quote>\"?)(?P<set>%s)(?P=quote)"
    rb"|(?:format|delsp)=(?:%s|\"(?:%s)\")))*+;?" % (_SETS, _WORD, _WORD),
    re.IGNORECASE,
)
_PARTS = later(
    rb"multipart/(?:alternative|mixed|related)(?:;[ \t]*(?:boundary=(?P<quote>\"?)(?P<boundary>[\w'()+,./:=?-]+)"
    rb"(?P=quote)|(?:charset|type)=(?:[\w/-]+|\"[\w/-]+\")))*+;?",
    re.IGNORECASE,
)
_QUOTED, _BASE64 = b"quoted-printable", b"base64"
_ENCODINGS = frozenset({b"", b"7bit", b"8bit", _QUOTED, _BASE64})
_BLANKS = " \t"
_LONGEST = 256  # bytes of a sender: of one with more brackets than the library can follow the message is no mail
_MOST = 8  # parts
_PIECE = 64 << 10  # characters of a text at a time
_ARMOR = b"-----BEGIN PGP "
_AHEAD = (b"From ", b">From ")  # a line that a mail box puts in front


class PlainMail(NamedTuple):
    """The texts of a message, that of its headers first; how many parts it is counted as, and characters of them."""

    texts: tuple[bytes, ...]
    parts: int
    characters: int


class _Type(NamedTuple):
    """What headers say of the content: a kind of text with its set of characters and encoding, or parts."""

    kind: str = "plain"
    charset: str = "utf-8"
    encoding: bytes = b""
    boundary: bytes = b""


def plain_mail(data: bytes) -> PlainMail | None:
    r"""The texts of a message; None of one that may have others.

    >>> plain_mail(b"From: a@b.org\nSubject: a\n b\n\nDear Ann,\r\n")
    PlainMail(texts=(b'From: a@b.org\nSubject: a  b\n', b'Dear Ann,\n'), parts=1, characters=11)
    >>> plain_mail(b"From: a@b.org\nContent-Type: application/pdf\n\n%PDF")
    """
    if data.startswith(_AHEAD):
        return None
    split = _split(data)
    if split is None:
        return None
    headers, content, body = split
    sender = _SENDER.search(headers)
    lines = _lines(headers)
    if lines is None or (sender is not None and len(sender[1]) > _LONGEST):
        return None
    parts = [(content, body)] if not content.boundary else _parts(body, content.boundary)
    if not parts:
        return None
    texts, characters = [_written(lines)], 0
    for part in parts:
        text = _text(*part)
        if text is None:
            return None
        texts.append(text[0])
        characters += text[1]
    return PlainMail(tuple(texts), len(parts), characters)


def _split(data: bytes) -> tuple[bytes, _Type, bytes] | None:
    """The headers of a message or part, without folds; what they say of the rest, and that. None: they may say more."""
    end = _END.search(data)
    if end is None:
        return None
    head = data[: end.start() + 1].replace(b"\r\n", b"\n")
    if _HEAD.fullmatch(head) is None:
        return None
    headers = _FOLD.sub(b" ", head)
    content = _content(headers)
    return None if content is None else (headers, content, data[end.end() :])


def _content(headers: bytes) -> _Type | None:
    said: dict[bytes, bytes] = {}
    for name, value in _CONTENT.findall(headers):
        if said.setdefault(name.lower(), value) is not value:
            return None
    encoding = said.get(b"transfer-encoding", b"").lower()
    if b"disposition" in said or encoding not in _ENCODINGS:
        return None
    if b"type" not in said:
        return _Type(encoding=encoding)
    value = said[b"type"]
    if value[:10].lower() == b"multipart/":
        parts = _PARTS.fullmatch(value)
        once = parts is not None and value.lower().count(b"boundary=") == 1
        return _Type(boundary=parts["boundary"]) if once and parts and encoding not in {_QUOTED, _BASE64} else None
    text = _TEXT.fullmatch(value)
    if text is None or value.lower().count(b"charset=") > 1:
        return None
    return _Type(text["kind"].decode().lower(), (text["set"] or b"utf-8").decode().lower(), encoding)


def _parts(body: bytes, boundary: bytes) -> list[tuple[_Type, bytes]]:
    """The texts of a message in several, each with its type; [] where that is not certain."""
    if body.count(b"\r") != body.count(b"\r\n"):
        return []
    parts: list[tuple[_Type, bytes]] = []
    number = 0
    for number, piece in enumerate(_between(b"\n" + body, b"\n--" + boundary)):
        if number:
            split = None if piece is None or number > _MOST else _split(piece)
            if split is None or split[1].boundary:
                return []
            parts.append(split[1:])
        elif piece is None:
            return []
        elif piece.strip():  # for readers that know no parts
            parts.append((_Type(), piece))
    return parts if number else []


def _between(text: bytes, mark: bytes) -> Iterator[bytes | None]:
    """What stands before, between and behind the lines that a mark begins; None where they are not as they should be.

    Behind the last one nothing stands.
    """
    begin, found = 1, text.find(mark)
    while found >= 0:
        yield text[begin:found].removesuffix(b"\r")
        line = text.find(b"\n", found + 1)
        line = line if line >= 0 else len(text)
        rest = text[found + len(mark) : line].rstrip(b" \t\r")
        if rest:
            if rest != b"--" or text[line:].strip():
                yield None
            return
        begin, found = line + 1, text.find(mark, line)
    yield None


def _text(content: _Type, data: bytes) -> tuple[bytes, int] | None:
    """A text as it is read, and how many characters it has with the line ends it came with."""
    if content.encoding == _QUOTED:
        data = quopri.decodestring(data)
    elif content.encoding == _BASE64:
        try:
            data = b64decode(b"".join(data.splitlines()), validate=True)
        except DamagedError:
            return None
    if data.lstrip().startswith(_ARMOR):
        return None
    if content.kind == "plain" and data.isascii():
        return _written(data.replace(b"\r\n", b"\n")), len(data)
    text = decoded(data, content.charset)
    if content.kind == "plain":
        return _written(text.replace("\r\n", "\n").encode("utf-8", "replace")), len(text)
    page = _page(text)
    return None if page is None else (page, len(text))


def _page(text: str) -> bytes | None:
    """The text of a page; None where it has tables or is long."""
    from piiscan.formats.markup.html import html_segments

    pieces = (text[start : start + _PIECE] for start in range(0, len(text), _PIECE))
    segments = list(html_segments(pieces, Flow()))
    if not segments:
        return b""
    whole = len(segments) == 1 and segments[0].shape is Shape.PROSE and not segments[0].start
    return bytes(segments[0].data) if whole and segments[0].end in {-1, len(segments[0].data)} else None


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
