"""expat, hardened: nothing is fetched, no entity stands for another. The only file that makes XML parsers."""

from __future__ import annotations

import pyexpat
from collections.abc import Callable, Generator, Iterable, Iterator
from html.entities import html5
from typing import Protocol, TypeVar

Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]
Text = Callable[[str], None]
Given = TypeVar("Given")

_CHUNK = 64 << 10


class Readable(Protocol):
    """A stream as far as a parser needs one."""

    def read(self, size: int, /) -> bytes:
        """So many bytes, fewer at the end."""


_LONGEST_ENTITY = 256  # characters: so much more than its reference may be read for it
_MOST_ENTITIES = 4096  # characters of all


class EntityError(Exception):
    """The document declares an entity that is not taken."""


class BrokenXmlError(Exception):
    """The document cannot be read on. The message holds nothing of it."""

    def __init__(
        self, detail: str, offset: int, code: int = 0, line: int = 0, *, declares_entities: bool = False
    ) -> None:
        super().__init__(detail)
        self.offset = offset
        self.code = code  # of expat, 0 if it is none of its errors
        self.line = line  # from 1, 0 if not known
        self.declares_entities = declares_entities


def new_parser(start: Start, end: End, text: Text) -> pyexpat.XMLParserType:
    """A parser that calls back with names as "namespace name" and stops at a declaration of an entity.

    An entity that is used but not declared (&nbsp; in a document without its DTD) is taken from HTML.
    """
    parser = pyexpat.ParserCreate(namespace_separator=" ")

    def declared(*_declaration: object) -> None:
        raise EntityError

    def skipped(name: str, _is_parameter: bool) -> None:  # noqa: FBT001 - expat's signature
        text(html5.get(f"{name};", f"&{name};"))

    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parser.EntityDeclHandler = declared
    parser.UseForeignDTD(True)  # noqa: FBT003 - expat's signature; makes unknown entities no error
    parser.SkippedEntityHandler = skipped
    return parser


def takes_short_entities(parser: pyexpat.XMLParserType, told: Callable[[], None]) -> None:
    """Have a parser take entities that are short, as drawing programs and manuals declare them; `told` at the first.

    One that stands for other entities or for much ends the document as before: what a document with such
    short ones alone grows to is bounded by its size. What stands elsewhere, and what only a DTD uses, is declared in
    many manuals; nothing is put in its place.
    """
    total = 0

    def declared(_name: str, is_parameter: bool, value: str | None, *_ids: object) -> None:  # noqa: FBT001 - expat's
        nonlocal total
        if is_parameter or value is None:
            return
        total += len(value)
        if "&" in value or len(value) > _LONGEST_ENTITY or total > _MOST_ENTITIES:
            raise EntityError
        told()

    parser.EntityDeclHandler = declared


def feed(parser: pyexpat.XMLParserType, data: bytes, skipped: int = 0, lines: int = 0) -> None:
    """The next bytes, b"" at the end, without those and the lines that were skipped. Raises `BrokenXmlError`."""
    try:
        parser.Parse(data, not data)
    except EntityError:
        detail = "the document declares entities, which are never expanded"
        raise BrokenXmlError(detail, _offset(parser, skipped), declares_entities=True) from None
    except pyexpat.ExpatError as error:
        line = error.lineno + lines
        detail = f"not well-formed XML at line {line} (expat error {error.code})"
        raise BrokenXmlError(detail, _offset(parser, skipped), error.code, line) from None
    except (ValueError, LookupError, RecursionError, MemoryError) as error:
        detail = f"XML that cannot be read ({type(error).__name__})"
    else:
        return
    raise BrokenXmlError(detail, _offset(parser, skipped))


def _offset(parser: pyexpat.XMLParserType, skipped: int) -> int:
    return max(0, max(0, parser.ErrorByteIndex) + skipped)


def read(
    stream: Readable,
    take: Callable[[bytes], None],
    collected: Callable[[], Iterable[Given]],
    goes_on: Callable[[], bool] = lambda: True,
    size: int = _CHUNK,
) -> Generator[Given, None, BrokenXmlError | None]:
    """Give a stream to a parser, and on after each block of that size what was collected; returns what ended it early.

    `goes_on` is asked before each block, for limits of the caller's own.
    """
    while goes_on():
        data = stream.read(size)
        damage = None
        try:
            take(data)
        except BrokenXmlError as error:
            damage = error
        yield from collected()
        if damage is not None or not data:
            return damage
    return None


def parse(chunks: Iterable[bytes], start: Start, end: End, text: Text) -> Iterator[None]:
    """Parse a whole document; yields now and then, so that what the callbacks collect can be given on."""
    parser = new_parser(start, end, text)
    for chunk in chunks:
        for offset in range(0, len(chunk), 1 << 16):
            feed(parser, chunk[offset : offset + (1 << 16)])
            yield
    feed(parser, b"")
    yield
