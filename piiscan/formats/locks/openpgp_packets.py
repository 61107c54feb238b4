"""OpenPGP packets (RFC 9580, chapter 4) out of a run of chunks: headers in both styles, bodies as they come.

Nothing is decrypted and no body is held: whoever does not read a body to its end has the rest passed over.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct, field

from piiscan.model import Reason, Unscannable

PKESK, SIGNATURE, SKESK, ONE_PASS, COMPRESSED, SED, MARKER, LITERAL, USER_ID, SEIPD, AEAD = (
    *(1, 2, 3, 4, 8, 9, 10, 11, 13, 18, 20),
)
_KNOWN = frozenset({1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 17, 18, 19, 20, 21})
_PASSED_OVER = frozenset(range(40, 64))
"""Types that need not be known, and those of private use (section 4.3): 61 is a comment of the first GnuPG."""
_CHUNK = 256 << 10


class Pull(Struct):
    """Bytes asked for, out of chunks that come as they like."""

    chunks: Iterator[bytes]
    rest: bytes = b""
    passed: int = 0

    def some(self, most: int) -> bytes:
        """At most so many bytes, b"" only at the end."""
        while not self.rest:
            chunk = next(self.chunks, None)
            if chunk is None:
                return b""
            self.rest = chunk
        found, self.rest = self.rest[:most], self.rest[most:]
        self.passed += len(found)
        return found

    def exactly(self, count: int) -> bytes:
        """So many bytes, fewer only at the end."""
        pieces = []
        while count and (piece := self.some(count)):
            pieces.append(piece)
            count -= len(piece)
        return b"".join(pieces)


class Packet(Struct):
    """One packet: its type, and its body, which can be read once and only before the next packet is asked for."""

    tag: int
    pull: Pull
    left: int | None  # of the piece under way; None: to the end of the data
    partial: bool
    cut: bool = field(default=False)

    def read(self, count: int) -> bytes:
        """The next bytes of the body, fewer only at its end."""
        pieces = []
        while count and (piece := self.some(count)):
            pieces.append(piece)
            count -= len(piece)
        return b"".join(pieces)

    def some(self, most: int = _CHUNK) -> bytes:
        """What of the body comes next, b"" at its end."""
        while self.left == 0 and self.partial:
            self.left, self.partial = _new_length(self.pull)
        if self.left == 0:
            return b""
        piece = self.pull.some(most if self.left is None else min(most, self.left))
        if self.left is not None:
            self.left -= len(piece)
            if not piece:
                self.cut, self.left, self.partial = True, 0, False
        return piece

    def body(self) -> Iterator[bytes]:
        """The rest of the body. Raises `Unscannable` where it is cut short."""
        while piece := self.some():
            yield piece
        if self.cut:
            raise Unscannable(Reason.CORRUPT, "OpenPGP data is cut short")


def packets(chunks: Iterator[bytes]) -> Iterator[Packet]:
    """All packets up to the end of the data. Raises `Unscannable` where none begins."""
    pull = Pull(chunks)
    begun = True
    while first := pull.exactly(1):
        tag, left, is_partial = _header(first[0], pull)
        if tag not in _KNOWN and (begun or tag not in _PASSED_OVER):
            raise Unscannable(Reason.CORRUPT, "no OpenPGP packet where one should begin")
        begun = False
        packet = Packet(tag, pull, left, is_partial)
        yield packet
        while packet.some():
            pass


def _header(first: int, pull: Pull) -> tuple[int, int | None, bool]:
    if not first & 0x80:
        return 0, 0, False
    if first & 0x40:
        return first & 0x3F, *_new_length(pull)
    size = first & 3
    return (first & 0x3C) >> 2, None if size == 3 else int.from_bytes(pull.exactly(1 << size), "big"), False


def _new_length(pull: Pull) -> tuple[int, bool]:
    first = (pull.exactly(1) or b"\0")[0]
    if first < 192:
        return first, False
    if first < 224:
        return (first - 192 << 8) + (pull.exactly(1) or b"\0")[0] + 192, False
    if first == 255:
        return int.from_bytes(pull.exactly(4), "big"), False
    return 1 << (first & 0x1F), True


def begins_message(head: bytes, *, whole: bool) -> bool:
    """Whether a file that begins with `head` is OpenPGP: packets of kinds that begin one, each ending at the next.

    `whole`: `head` is all of it. One byte in four could begin a packet, so the fields of the first must fit too.
    """
    if len(head) < 6 or not head[0] & 0x80:
        return False
    pull = Pull(iter([head]))
    at = 0
    for count in range(64):
        if at >= len(head):
            return at == len(head) or not whole
        tag, left, is_partial = _header(head[at], pull_from(pull, head, at))
        body = at + 1 + pull.passed
        if tag not in _KNOWN or (count == 0 and not _fits(tag, head[body : body + 64])):
            return False
        if is_partial or left is None:
            return count > 0 or tag in {COMPRESSED, LITERAL, SEIPD, SED, AEAD}
        if left == 0 and tag != SEIPD:
            return False
        at = body + left
    return True


def pull_from(pull: Pull, head: bytes, at: int) -> Pull:
    """Set a pull to the length behind the first octet of a header."""
    pull.chunks, pull.rest, pull.passed = iter(()), head[at + 1 : at + 7], 0
    return pull


def _fits(tag: int, body: bytes) -> bool:  # noqa: C901 - a table of conditions
    """Whether the first octets of a body can be those of a packet of the kind."""
    if len(body) < 2:
        return False
    version = body[0]
    match tag:
        case 1:
            return version in {2, 3, 6} and len(body) > 9
        case 3:
            return (version == 4 and 1 <= body[1] <= 13 and body[2] in {0, 1, 3, 4}) or version in {5, 6}
        case 2:
            return version in {3, 4, 5, 6} and (version > 3 or body[1] == 5)
        case 4:
            return version in {3, 6} and body[1] <= 2
        case 5 | 6:
            return version in {3, 4, 5, 6} and body[1] > 0x10  # the first octet of a time after 1979
        case 8:
            return version <= 3
        case 11:
            return version in b"btul1m" and len(body) >= 6 + min(body[1], 50)
        case 10:
            return body.startswith(b"PGP")
        case 18:
            return version in {1, 2}
        case 20:
            return version == 1 and 1 <= body[1] <= 13
        case 9:
            return False  # random bytes from the first on: believed only behind a session key
    return False
