"""TAR: each member a blob of its own, in the order of the tape. A damaged header costs only its own member a name.

Names are only shown, nothing is written to disk under them, links and devices are listed and not followed. What
stands behind a damaged header, up to the next good one, is read as one member.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sized
from functools import partial

from msgspec import Struct, field

from piiscan.formats.archives.tar_headers import BLOCK, Header, claimed_name, parse, pax_records, text
from piiscan.formats.archives.tar_sparse import BYTES_FOR_ONE, expanded, is_sparse, read_sparse
from piiscan.formats.archives.tar_tape import Tape, ahead_of
from piiscan.formats.base import Context, Extracted
from piiscan.formats.segments.flow import comment_text
from piiscan.formats.siblings import Siblings
from piiscan.formats.spool import Member, Replay, child, refused
from piiscan.model import Axis, Blob, Gap, Reason, Step, Unscannable

_LARGEST = 4 << 20  # bytes of an extended header; a path has 4096, a list of 200,000 holes comes to this
_NOT_FOLLOWED = {
    b"1": "hard link, not followed",
    b"2": "symbolic link, not followed",
    b"3": "character device",
    b"4": "block device",
    b"6": "named pipe",
}
_FOLDER, _FOLDER_LIST, _VOLUME_NAME, _LATER_VOLUME = b"5", b"D", b"V", b"M"
_KNOWN = frozenset(
    {"path", "linkpath", "size"} | {f"GNU.sparse.{key}" for key in ("name", "size", "realsize", "major", "map")}
)
_DIGITS = 18  # more than any size has


def extract_tar(blob: Blob, context: Context) -> Iterator[Extracted]:
    """The members as blobs, the comments as text."""
    with ahead_of(blob.open()) as stream:
        yield from _Archive(blob, context, Tape(stream), Siblings(extract_tar, blob, context)).members()


class _Archive(Struct):
    """One archive under way: what headers said that hold for members to come."""

    blob: Blob
    context: Context
    tape: Tape
    siblings: Siblings
    always: dict[str, bytes] = field(default_factory=dict)  # of global pax headers
    pax: dict[str, bytes] = field(default_factory=dict)  # for the next member
    pieces: list[tuple[int, int]] = field(default_factory=list)
    long_name: str = ""
    long_target: str = ""
    names: set[int] = field(default_factory=set)  # hashes of those before
    said: set[str] = field(default_factory=set)

    def members(self) -> Iterator[Extracted]:
        """Everything on the tape. Zeros are the end, but archives may follow each other."""
        ended = False
        while block := self.tape.read(BLOCK):
            if not block.strip(b"\0"):
                ended = True
                continue
            ended = False
            header = parse(block)
            if header is None:
                yield from self._unknown(block)
                ended = True  # whatever the tape ends with now, it was read and is said
            elif header.kind in b"xXgLK":
                yield from self._extension(header)
            else:
                yield from self._member(header)
                self._forget()
        if not ended:
            yield from self._say(Reason.CORRUPT, "no mark at the end of the archive: it may be cut short")

    def _extension(self, header: Header) -> Iterator[Extracted]:
        """A header about the member that follows, or (`g`) about all."""
        end = _behind(self.tape.position, header.size)
        if header.size > _LARGEST:
            yield from self._say(Reason.LIMIT, f"an extended header of more than {_LARGEST} bytes, passed over")
        else:
            data = self.tape.read(header.size)
            if header.kind == b"L":
                self.long_name = text(data)
            elif header.kind == b"K":
                self.long_target = text(data)
            else:
                yield from self._records(data, self.always if header.kind == b"g" else self.pax)
        self.tape.seek(end)

    def _records(self, data: bytes, into: dict[str, bytes]) -> Iterator[Extracted]:
        records, whole = pax_records(data)
        if not whole:
            yield from self._say(Reason.CORRUPT, "an extended header is damaged")
        offset, self.pieces = 0, []
        for key, value in records:
            digits = _decimal(value) or 0
            if key == "comment":
                yield from comment_text(value)
            elif key == "GNU.sparse.offset":
                offset = digits
            elif key == "GNU.sparse.numbytes":
                self.pieces.append((offset, digits))
            elif key in _KNOWN:
                into[key] = value

    def _member(self, header: Header) -> Iterator[Extracted]:
        """What a header announces, whatever is to be said about it."""
        pax, name, size = self.pax, self.long_name or header.name, header.size
        if pax or self.always:
            pax = self.always | pax
            name = text(pax.get("GNU.sparse.name") or pax.get("path") or b"") or name
            said = _decimal(pax.get("size", b""))
            size = size if said is None else said
        start = self.tape.position
        if header.kind == _FOLDER or (name.endswith("/") and not size):
            return
        if header.kind in {_FOLDER_LIST, _VOLUME_NAME}:  # names, and no content
            self.tape.seek(_behind(start, size if header.kind == _FOLDER_LIST else 0))
            return
        self.context.budget.take_member()
        if header.kind in _NOT_FOLLOWED and not self._has_data(header, size):
            yield self._refused(header, name, self.long_target or text(pax.get("linkpath", b"")) or header.target)
            return
        self.names.add(hash(name))
        if header.kind == _LATER_VOLUME:
            yield from self._say(Reason.CORRUPT, "a member begins in another volume")
        if is_sparse(header, pax):
            yield from self._sparse(header, name, size, pax)
        else:
            yield from self._give(name, lambda tape: _stored(tape, start, size), size)
            self.tape.seek(_behind(start, size))

    def _sparse(self, header: Header, name: str, stored: int, pax: dict[str, bytes]) -> Iterator[Extracted]:
        begin = self.tape.position
        sparse = read_sparse(header, pax, self.pieces, stored, self.tape)
        # GNU's own blocks stand before what the header counts, the list of pax 1.0 is a part of it.
        start = begin if header.kind != b"S" else self.tape.position
        if sparse is None:
            yield from self._say(Reason.CORRUPT, "where the pieces of a sparse member belong is damaged: read without")
            yield from self._give(name, lambda tape: _stored(tape, start, stored), stored)
        else:
            data = start + sparse.before
            yield from self._give(name, lambda tape: expanded(tape, data, sparse), sparse.given, expands=BYTES_FOR_ONE)
        self.tape.seek(_behind(start, stored))

    def _unknown(self, block: bytes) -> Iterator[Extracted]:
        """What stands behind a damaged header, or where a header should stand."""
        at = self.tape.position - len(block)
        name = claimed_name(block)
        start = at if name is None else self.tape.position
        found: list[Tape] = []

        def ended(tape: Tape) -> None:
            if tape.stream is self.tape.stream:
                found.append(tape)

        def read(tape: Tape) -> Iterator[bytes]:
            tape.seek(start)
            yield from tape.up_to_header(ended)

        self._forget()
        self.context.budget.take_member()
        if name is None:
            self.tape.put_back(block)
        yield Gap(Reason.CORRUPT, f"no good header at byte {at}: what follows is read as one member")
        yield from self._give(name or f"byte {at}", read, None, wanted=found)
        self.tape = found[0].fork()

    def _give(
        self,
        name: str,
        read: Callable[[Tape], Iterator[bytes]],
        size: int | None,
        *,
        expands: int = 0,
        wanted: Sized = (0,),
    ) -> Iterator[Extracted]:
        """A member as a blob. Only in a file one can go back: what is inside something else comes by once.

        As long as `wanted` is empty the bytes are run through here if nobody else did.
        """
        step = Step(Axis.MEMBER, name)
        tape = self.tape

        def once() -> Iterator[bytes]:
            return read(tape.fork())

        replay = Replay(once, partial(self._anew, read), self.context.limits) if self.blob.at else None
        chunks = replay.run if replay else once
        member = Member(chunks, self.context, expands=expands)
        try:
            yield self.siblings.with_them(child(self.blob, step, name.rpartition("/")[2], member, size))
            if not wanted:
                deque(chunks(), 0)
        finally:
            if replay:
                replay.close()
        yield from member.gap((step,))

    def _anew(self, read: Callable[[Tape], Iterator[bytes]]) -> Iterator[bytes]:
        with self.blob.open() as stream:
            yield from read(Tape(stream))

    def _refused(self, header: Header, name: str, target: str) -> Blob:
        detail = _NOT_FOLLOWED[header.kind]
        if header.kind == b"1" and hash(target) in self.names:
            trouble = Unscannable(Reason.EXCLUDED, "the same bytes as a member before it")
        else:
            trouble = Unscannable(Reason.SPECIAL, detail)
        return refused(self.blob, Step(Axis.MEMBER, name), name.rpartition("/")[2], trouble)

    def _has_data(self, header: Header, size: int) -> bool:
        """Whether a hard link has the data of its file with it, as pax may write it: no header follows at once."""
        if header.kind != b"1" or not size:
            return False
        following = self.tape.peek(BLOCK)
        return bool(following.strip(b"\0")) and parse(following) is None

    def _forget(self) -> None:
        if not (self.pax or self.pieces or self.long_name or self.long_target):
            return
        self.pax, self.pieces, self.long_name, self.long_target = {}, [], "", ""

    def _say(self, reason: Reason, detail: str) -> Iterator[Gap]:
        """A gap, once: an archive may have a million of one kind."""
        if detail not in self.said:
            self.said.add(detail)
            yield Gap(reason, detail)


def _stored(tape: Tape, start: int, size: int) -> Iterator[bytes]:
    tape.seek(start)
    return tape.chunks(size)


def _decimal(digits: bytes) -> int | None:
    return int(digits) if digits.isdigit() and len(digits) <= _DIGITS else None


def _behind(start: int, size: int) -> int:
    """The first place at or behind the end of the data where a header may stand."""
    return start + -(-size // BLOCK) * BLOCK
