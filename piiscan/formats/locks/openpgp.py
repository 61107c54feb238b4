"""OpenPGP (RFC 9580), binary and armored: a verdict on what is encrypted, by its cipher where that is not hidden.

What is only signed, compressed or dressed in armor is read as a child. Text under a clear signature is read where it
stands. User IDs of keys are text too.
"""

from __future__ import annotations

import bz2
import io
import re
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from piiscan.config import Limits
from piiscan.formats.base import Context, Extracted
from piiscan.formats.locks.ciphers import of_openpgp, weakest
from piiscan.formats.locks.openpgp_armor import blocks_in, dearmored
from piiscan.formats.locks.openpgp_keys import Keys
from piiscan.formats.locks.openpgp_packets import (
    AEAD,
    COMPRESSED,
    LITERAL,
    PKESK,
    SED,
    SEIPD,
    SKESK,
    USER_ID,
    Packet,
    packets,
)
from piiscan.formats.plain.text import extract_text
from piiscan.formats.segments.flow import Flow
from piiscan.formats.spool import Member, child, read_small
from piiscan.model import Axis, Blob, Encryption, Gap, Reason, Step, Unscannable

_SUFFIX = re.compile(r"(?i)\.(?:pgp|gpg|asc|sig)$")
_INPUT = 64 << 10
_OUTPUT = 256 << 10
_LITERALS = 100  # a message has one; each costs all that stands before it
_NESTED = 8  # compressed packets inside compressed packets
_MOST = 100_000  # packets
_KEPT = 16 << 20  # bytes of a text with several blocks that are kept in memory

_Deflate = type(zlib.decompressobj())

Source = Callable[[], Iterator[bytes]]


class _Seen(Struct):
    """What the packets of one message say, in the order they come."""

    ciphers: list[int] = field(default_factory=list)
    hidden: bool = False  # for a public key, which hides the cipher with the session key
    locks: list[Encryption] = field(default_factory=list)
    literals: list[str] = field(default_factory=list)  # names of files
    users: list[str] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    kinds: set[int] = field(default_factory=set)
    opened: list[Encryption] = field(default_factory=list)

    def file(self, packet: Packet) -> None:
        """Note a file. Raises `Unscannable` (LIMIT) where there are too many."""
        if len(self.literals) >= _LITERALS:
            raise Unscannable(Reason.LIMIT, f"more than {_LITERALS} files in one message (limit: members)")
        self.literals.append(_literal_name(packet))


def extract_openpgp(blob: Blob, context: Context) -> Iterator[Extracted]:
    """Binary packets."""

    def chunks() -> Iterator[bytes]:
        with blob.open() as stream:
            while block := stream.read(_INPUT):
                yield block

    yield from _message(blob, context, chunks, Step(Axis.DECODED, "openpgp"))


def extract_armored(blob: Blob, context: Context) -> Iterator[Extracted]:
    """The blocks of armor in a text, and the text itself where any of it stands in the clear."""
    blocks, clear = blocks_in(blob)
    trouble: Unscannable | None = None
    read = bool(clear)
    if clear:
        yield Encryption("plain", "OpenPGP signature" if clear == "signed" else None)
        yield from extract_text(blob, context)
    if len(blocks) > 1:
        blob = _in_memory(blob)
    for count, offset in enumerate(blocks, 1):
        step = Step(Axis.DECODED, "openpgp" if count == 1 else f"openpgp {count}")
        try:
            for item in _message(blob, context, partial(dearmored, blob, offset), step):
                read = read or not isinstance(item, Encryption)
                yield item
        except Unscannable as error:
            trouble = error
            if error.encryption is not None:
                yield error.encryption
            if read or count < len(blocks):
                yield Gap(error.reason, error.detail)
    if trouble is not None and not read:
        raise trouble


def _in_memory(blob: Blob) -> Blob:
    """The same text where each of its blocks is begun at no cost: a member is unpacked anew to come to one."""
    data = read_small(blob, _KEPT)
    return blob if data is None else replace(blob, open=partial(io.BytesIO, data))


def _message(blob: Blob, context: Context, source: Source, step: Step) -> Iterator[Extracted]:
    seen, keys = _Seen(), Keys(context.passwords)
    try:
        _look(source(), seen, keys, context.limits, 0)
    except Unscannable as trouble:
        seen.gaps.append(Gap(trouble.reason, trouble.detail))
    if seen.ciphers or seen.hidden:  # cut short before what they open
        seen.locks.append(_by_keys(seen))
    lock = weakest(seen.locks)
    if lock is None and not seen.literals and not seen.users:
        if seen.gaps:
            raise Unscannable(seen.gaps[0].reason, seen.gaps[0].detail)
        raise Unscannable(Reason.UNSUPPORTED, "an OpenPGP signature without content", Encryption("plain"))
    detail = f"needs a key ({lock.algorithm})" if lock is not None else ""
    if lock is not None and not seen.literals:
        raise Unscannable(Reason.ENCRYPTED, detail, lock)
    yield lock or weakest(seen.opened) or Encryption("plain", "OpenPGP")
    if lock is not None:
        yield Gap(Reason.ENCRYPTED, detail)
    for number, name in enumerate(seen.literals):
        context.budget.take_member()
        member = Member(partial(_literal, source, keys, number), context)
        base = name.replace("\\", "/").rpartition("/")[2]
        at = step if number == 0 else Step(step.axis, f"{step.at} ({number + 1})")
        yield child(blob, at, base or _SUFFIX.sub("", blob.name) or blob.name, member)
        yield from member.gap((at,))
    yield from _user_ids(seen.users, step)
    yield from seen.gaps


def _user_ids(users: list[str], step: Step) -> Iterator[Extracted]:
    flow = Flow()
    for user in users:
        flow.write(user, (step, Step(Axis.PART, "user ID")))
        flow.end_line()
    yield from flow.finish()


def _look(chunks: Iterator[bytes], seen: _Seen, keys: Keys, limits: Limits, depth: int) -> None:  # noqa: C901 - one case a tag
    """Note what each packet says. Compressed ones, and what a password opens, are looked into."""
    for count, packet in enumerate(packets(chunks)):
        if count > _MOST:
            raise Unscannable(Reason.LIMIT, f"more than {_MOST} OpenPGP packets")
        seen.kinds.add(packet.tag)
        match packet.tag:
            case tag if tag == PKESK:
                seen.hidden = True
            case tag if tag == SKESK:
                seen.ciphers.append(_of_skesk(keys.take(packet)))
            case tag if tag in {SEIPD, AEAD, SED}:
                head = packet.read(2) if tag != SED else b""
                inside = keys.opened(head, packet) if tag == SEIPD and depth <= _NESTED else None
                if inside is None:
                    seen.locks.append(_lock(head, tag, seen))
                else:
                    seen.opened.append(replace(of_openpgp(inside[0]), opened=True))
                    _look(_counted(inside[1], limits.expanded), seen, keys, limits, depth + 1)
                seen.ciphers, seen.hidden = [], False
            case tag if tag == COMPRESSED:
                if depth >= _NESTED:
                    raise Unscannable(Reason.LIMIT, "OpenPGP packets compressed again and again")
                _look(_counted(_inflated(packet), limits.expanded), seen, keys, limits, depth + 1)
            case tag if tag == LITERAL:
                seen.file(packet)
            case tag if tag == USER_ID:
                seen.users.append(packet.read(1000).decode("utf-8", "replace"))


def _counted(chunks: Iterator[bytes], most: int) -> Iterator[bytes]:
    """Chunks up to a limit: this look at them counts against no budget, which what is read does later."""
    for chunk in chunks:
        most -= len(chunk)
        if most < 0:
            raise Unscannable(Reason.LIMIT, "OpenPGP data unfolds to more than may be read (limit: expanded)")
        yield chunk


def _of_skesk(head: bytes) -> int:
    """The cipher: the second octet in version 4 and 5, the third in version 6 behind a count (RFC 9580, 5.3)."""
    if len(head) < 3:
        return 0
    return head[2] if head[0] == 6 else head[1]


def _lock(head: bytes, tag: int, seen: _Seen) -> Encryption:
    named = len(head) == 2 and (tag == AEAD or head[0] == 2)  # version 1 of SEIPD names no cipher
    if named:
        return of_openpgp(head[1])
    return _by_keys(seen)


def _by_keys(seen: _Seen) -> Encryption:
    """The cipher as the packets with session keys have it; one for a public key hides it."""
    known = None if seen.hidden else weakest(map(of_openpgp, seen.ciphers))
    return known or of_openpgp(None)


def _literal_name(packet: Packet) -> str:
    head = packet.read(2)
    name = packet.read(head[1]) if len(head) == 2 else b""
    packet.read(4)
    return "" if name == b"_CONSOLE" else name.decode("utf-8", "replace")


def _literal(source: Source, keys: Keys, wanted: int) -> Iterator[bytes]:
    """The content of one literal packet, wherever it is nested."""
    left = [wanted]
    yield from _find(source(), keys.again(), left, 0)


def _find(chunks: Iterator[bytes], keys: Keys, left: list[int], depth: int) -> Iterator[bytes]:
    for packet in packets(chunks):
        if packet.tag == LITERAL:
            left[0] -= 1
            if left[0] < 0:
                _literal_name(packet)
                yield from packet.body()
                return
        elif packet.tag == COMPRESSED and depth <= _NESTED:
            yield from _find(_inflated(packet), keys, left, depth + 1)
            if left[0] < 0:
                return
        elif packet.tag == SKESK:
            keys.take(packet)
        elif packet.tag == SEIPD and depth <= _NESTED and (inside := keys.opened(packet.read(2), packet)) is not None:
            yield from _find(inside[1], keys, left, depth + 1)
            if left[0] < 0:
                return


def _inflated(packet: Packet) -> Iterator[bytes]:
    """The packets in a compressed one (RFC 9580, 5.6): as they are, raw deflate, zlib, or bzip2."""
    method = packet.read(1)
    if method == b"\0":
        yield from packet.body()
        return
    unpacker: Any
    match method:
        case b"\1":
            unpacker = zlib.decompressobj(-15)
        case b"\2":
            unpacker = zlib.decompressobj()
        case b"\3":
            unpacker = bz2.BZ2Decompressor()
        case _:
            raise Unscannable(Reason.UNSUPPORTED, "an OpenPGP compression that is not known")
    try:
        yield from _run(unpacker, packet)
    except (zlib.error, OSError, EOFError, ValueError):
        raise Unscannable(Reason.CORRUPT, "OpenPGP compressed data is damaged") from None


def _run(unpacker: Any, packet: Packet) -> Iterator[bytes]:  # noqa: ANN401 - of zlib or of bz2
    for piece in packet.body():
        fed = piece
        while not unpacker.eof and (fed or not getattr(unpacker, "needs_input", True)):
            out = unpacker.decompress(fed, _OUTPUT)
            fed = getattr(unpacker, "unconsumed_tail", b"")
            if out:
                yield out
    while isinstance(unpacker, _Deflate) and (out := unpacker.decompress(unpacker.unconsumed_tail, _OUTPUT)):
        yield out  # what it still holds
