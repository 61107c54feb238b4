"""What a format is: bytes in, text with places out. The only file that knows the budgets of a source."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct, field

from piiscan.config import Limits
from piiscan.hidden import Hidden
from piiscan.model import Axis, Blob, Encryption, Gap, Location, Reason, Segment, Step, Unscannable
from piiscan.pulse import PULSE

Extracted = Segment | Blob | Gap | Encryption
Extract = Callable[[Blob, "Context"], Iterator[Extracted]]
Locate = Callable[[int], Location]
Sees = Callable[[bytes], "Iterable[int] | None"]
"""Where in a text something may be found, or has to be looked for; None: in all of it, and in what follows."""

_SHARE_OF_OCR = 0.6
_MEMBER = 4096  # bytes that take as long as what each member takes, however small: it gets on by this much


class Format(Struct, frozen=True):
    """A kind of file: its short name, its media type, and how its text is had.

    `library` is the distribution that reads it, "" where that is this package or Python's own library; `extra` is
    the extra of this package that brings it, "" where every installation has it.
    """

    name: str
    media_type: str
    extract: Extract
    library: str = ""
    extra: str = ""


class Budget(Struct):
    """What one source may cost, over all its nested members. Counts what was really produced, not claims."""

    limits: Limits
    expanded: int = 0
    members: int = 0
    cells: int = 0
    pages: int = 0
    ocr: float = 0.0  # seconds

    def seconds_of_ocr(self) -> float:
        """What is left of the time for OCR: of the deadline of a source so much that all else fits in, too."""
        return self.limits.deadline * _SHARE_OF_OCR - self.ocr

    def took_ocr(self, seconds: float) -> None:
        """Count time spent on OCR."""
        self.ocr += seconds

    def take_bytes(self, count: int) -> None:
        """Count decompressed bytes; raise `Unscannable` (LIMIT) beyond the budget."""
        self.expanded += count
        PULSE.passed(count)
        if self.expanded > self.limits.expanded:
            limit = self.limits.expanded
            raise Unscannable(Reason.LIMIT, f"expanded to {self.expanded} bytes, more than {limit} (limit: expanded)")

    def take_member(self) -> None:
        """Count one member of a container; raise `Unscannable` (LIMIT) beyond the budget."""
        self.members += 1
        PULSE.passed(_MEMBER)
        if self.members > self.limits.members:
            raise Unscannable(Reason.LIMIT, f"more than {self.limits.members} members (limit: members)")

    def take_cells(self, count: int) -> str:
        """Count cells that are not empty; what is to be said of the budget, once they are more than that."""
        self.cells += count
        if self.cells <= self.limits.cells:
            return ""
        return f"{self.cells} cells, more than {self.limits.cells} (limit: cells)"

    def take_pages(self, count: int) -> tuple[int, str]:
        """Of so many pages, how many may be read; and what is to be said of the others, if any."""
        read = min(count, self.limits.pages - self.pages)
        self.pages += read
        if read == count:
            return read, ""
        return read, f"{self.pages - read + count} pages, {self.limits.pages} of them read (limit: pages)"


class Context(Hidden, Struct, frozen=True):
    """The limits a format works in: one budget for the whole source, `depth` containers deep.

    `passwords` are the operator's, to be tried on what is locked. `sees`: who is asked whether a text of the blob
    that is being read is worth more than a look.
    """

    limits: Limits
    budget: Budget
    depth: int = 0
    ocr: bool = False  # whether the words in pictures are to be read
    passwords: tuple[str, ...] = ()
    sees: Sees | None = None

    def deeper(self) -> Context:
        """The context of a child, with the same budget."""
        return Context(self.limits, self.budget, self.depth + 1, self.ocr, self.passwords)


def new_context(limits: Limits, passwords: tuple[str, ...] = (), *, ocr: bool = False) -> Context:
    """A fresh context for one source."""
    return Context(limits, Budget(limits), ocr=ocr, passwords=passwords)


class Located(Struct):
    """Pieces of text put together to one segment, remembering where each piece came from.

    A piece has the steps `at` in front of it. With a `line` its own line ends are counted from there, and
    with a `column` the characters too; without one, `at` is the whole answer (a paragraph, a cell). Memory is
    one entry per piece of the segment under way; the place is worked out only for an offset asked for. A piece that
    was put together itself has a function in place of `at`, from an offset in it to the steps.
    """

    data: bytearray = field(default_factory=bytearray)
    starts: list[int] = field(default_factory=list)
    places: list[tuple[Location | Locate, int | None, int | None]] = field(default_factory=list)

    def add(self, text: bytes, at: Location | Locate = (), line: int | None = None, column: int | None = None) -> None:
        """Append `text`, in UTF-8."""
        if not text:
            return
        self.starts.append(len(self.data))
        self.places.append((at, line, column))
        self.data += text

    def glue(self, text: bytes) -> None:
        """Append what stands nowhere in the source: a line end between two pieces."""
        self.data += text

    def trim(self, size: int) -> None:
        """Take back what is behind the first `size` bytes."""
        del self.data[size:]
        while self.starts and self.starts[-1] >= size:
            self.starts.pop()
            self.places.pop()

    def locate(self, offset: int) -> Location:
        """The steps to the piece that holds `offset`, with line and column where they are known."""
        index = bisect_right(self.starts, offset) - 1
        if index < 0:
            return ()
        at, line, column = self._advance(index, offset)
        if not isinstance(at, tuple):
            return at(offset - self.starts[index])
        if line is not None:
            at = (*at, Step(Axis.LINE, line))
        if column is not None:
            at = (*at, Step(Axis.COLUMN, max(column, 1)))  # what is glued before a piece stands nowhere in the source
        return at

    def drop(self, count: int) -> None:
        """Forget the first `count` bytes. The piece they end in keeps its place, moved on."""
        index = bisect_right(self.starts, count) - 1
        if index >= 0:
            self.places[index] = self._advance(index, count)
            first = 0 if isinstance(self.places[index][0], tuple) else self.starts[index] - count
            self.starts = [first, *(start - count for start in self.starts[index + 1 :])]
            self.places = self.places[index:]
        self.data = self.data[count:]

    def _advance(self, index: int, offset: int) -> tuple[Location | Locate, int | None, int | None]:
        at, line, column = self.places[index]
        if line is None:
            return at, line, column
        start = self.starts[index]
        ends = self.data.count(b"\n", start, offset)
        if column is not None:
            if ends:
                start, column = self.data.rfind(b"\n", start, offset) + 1, 1
            column += len(self.data[start:offset].decode("utf-8", "replace"))
        return at, line + ends, column
