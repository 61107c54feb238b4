"""One compressed stream: bzip2, XZ, LZMA alone, Zstandard. All that can be decoded is read, then the damage is said.

Streams that follow each other are one text, as their tools have it. A decompressor that raised is never used
again (CVE-2026-6100), and none may take as much memory as the data claim it needs.
"""

from __future__ import annotations

import bz2
import lzma
import re
from collections.abc import Callable, Generator, Iterator, Mapping
from functools import partial
from typing import Any, BinaryIO, NamedTuple

from piiscan.formats.archives.zstandard import ZstdError, decompressor, needs_dictionary
from piiscan.formats.base import Context, Extracted
from piiscan.formats.spool import Member, child
from piiscan.model import Axis, Blob, Reason, Step, Unscannable

Decode = Callable[[BinaryIO], Iterator[bytes]]
"""The decoded bytes of a stream from its beginning, in pieces of 1 MiB at most. Raises `Unscannable`."""

_INPUT = 64 << 10
_OUTPUT = 64 << 10  # what one call may give, and at most what damage found in that call has to be decoded again for
_MEMORY = 256 << 20  # of the decoder; `xz -9` needs 65 MiB
_HEAD = 18  # bytes; the longest header of a Zstandard frame


class Codec(NamedTuple):
    """A kind of stream: how it begins, what decodes one, what its files are called."""

    label: str
    begins: re.Pattern[bytes]
    new: Callable[[], Any]
    suffixes: Mapping[str, str]
    follows: bool = True  # whether another stream may follow


_BZIP2 = Codec(
    "bzip2",
    re.compile(rb"BZh[1-9]"),
    bz2.BZ2Decompressor,
    {".tbz2": ".tar", ".tbz": ".tar", ".tb2": ".tar", ".bz2": "", ".bz": ""},
)
_XZ = Codec(
    "xz",
    re.compile(rb"\xfd7zXZ\0"),
    partial(lzma.LZMADecompressor, lzma.FORMAT_XZ, _MEMORY),
    {".txz": ".tar", ".xz": ""},
)
_LZMA = Codec(
    "lzma",
    re.compile(rb"(?s)."),  # it has no mark
    partial(lzma.LZMADecompressor, lzma.FORMAT_ALONE, _MEMORY),
    {".tlz": ".tar", ".lzma": ""},
    follows=False,
)
_ZSTD = Codec(
    "zstd",
    re.compile(rb"\x28\xb5\x2f\xfd|[\x50-\x5f]\x2a\x4d\x18"),  # a frame, or one to be skipped
    decompressor,
    {".tzst": ".tar", ".zst": "", ".zstd": ""},
)


def extract_bzip2(blob: Blob, context: Context) -> Iterator[Extracted]:
    """One child, named as the file without its suffix. So are the three below."""
    yield from unpacked(blob, context, "bzip2", _BZIP2.suffixes, partial(all_streams, _BZIP2, blob))


def extract_xz(blob: Blob, context: Context) -> Iterator[Extracted]:
    """XZ."""
    yield from unpacked(blob, context, "xz", _XZ.suffixes, partial(all_streams, _XZ, blob))


def extract_lzma(blob: Blob, context: Context) -> Iterator[Extracted]:
    """The format of LZMA before XZ, which has no magic number and no checksum."""
    yield from unpacked(blob, context, "lzma", _LZMA.suffixes, partial(all_streams, _LZMA, blob))


def extract_zstd(blob: Blob, context: Context) -> Iterator[Extracted]:
    """Zstandard."""
    yield from unpacked(blob, context, "zstd", _ZSTD.suffixes, partial(all_streams, _ZSTD, blob))


def unpacked(
    blob: Blob, context: Context, label: str, suffixes: Mapping[str, str], decode: Decode
) -> Iterator[Extracted]:
    """What a compressed blob holds, as its only child. Every run over it has a stream of its own."""
    context.budget.take_member()
    step = Step(Axis.DECODED, label)

    def run() -> Iterator[bytes]:
        with blob.open() as stream:
            yield from decode(stream)

    member = Member(run, context)
    yield child(blob, step, inner_name(blob.name, suffixes), member)
    yield from member.gap((step,))


def inner_name(name: str, suffixes: Mapping[str, str]) -> str:
    """The name of what is inside: without the suffix, or with the one it stands for.

    >>> inner_name("A.TBZ", {".tbz": ".tar"})
    'A.tar'
    """
    for suffix, inner in suffixes.items():
        if name.lower().endswith(suffix) and len(name) > len(suffix):
            return name[: -len(suffix)] + inner
    return name


def all_streams(codec: Codec, blob: Blob, stream: BinaryIO) -> Iterator[bytes]:
    """All streams one after the other."""
    fed, read, first = b"", 0, True
    while True:
        if not first:
            fed = fed.lstrip(b"\0")  # tapes and file systems pad with zeros, and so does XZ
        while len(fed) < _HEAD and (more := stream.read(_INPUT)):
            read += len(more)
            fed = fed + more if first else (fed + more).lstrip(b"\0")
        if not fed:
            return
        if not codec.begins.match(fed) or not (first or codec.follows):
            detail = f"not {codec.label} data" if first else f"trailing data behind the {codec.label} data"
            raise Unscannable(Reason.CORRUPT, detail)
        if codec is _ZSTD and needs_dictionary(fed):
            raise Unscannable(Reason.UNSUPPORTED, "made with a dictionary that is not in the file")
        first = False
        fed, more_read = yield from _one(codec, blob, stream, fed, read - len(fed))
        read += more_read


def _one(
    codec: Codec, blob: Blob, stream: BinaryIO, fed: bytes, start: int
) -> Generator[bytes, None, tuple[bytes, int]]:
    """The bytes of one stream, which begins at `start`; then what stands behind it, and how much was read."""
    unpacker = codec.new()
    given = read = 0
    while not unpacker.eof:
        if not fed and unpacker.needs_input:
            fed = stream.read(_INPUT)
            read += len(fed)
            if not fed:
                raise Unscannable(Reason.CORRUPT, f"{codec.label} data is cut short")
        try:
            chunk, fed = unpacker.decompress(fed, _OUTPUT), b""
        except (OSError, EOFError, ValueError, MemoryError, lzma.LZMAError, ZstdError) as error:
            yield from _before_damage(codec, blob, start, given)
            raise _verdict(codec, error) from None
        given += len(chunk)
        if chunk:
            yield chunk
    return unpacker.unused_data or b"", read


def _verdict(codec: Codec, error: Exception) -> Unscannable:
    # There is no other way to tell. The message is the library's, and has nothing of the data in it.
    if isinstance(error, MemoryError) or "memory" in str(error).lower():
        return Unscannable(Reason.LIMIT, f"its decoder needs more than {_MEMORY} bytes of memory (limit: memory)")
    return Unscannable(Reason.CORRUPT, f"{codec.label} data is damaged ({type(error).__name__})")


def _before_damage(codec: Codec, blob: Blob, start: int, given: int) -> Iterator[bytes]:
    """What the call that met the damage had decoded and did not give: everything again, there byte by byte."""
    unpacker = codec.new()
    done, found = 0, bytearray()
    with blob.open() as stream:
        stream.seek(start)
        try:
            while not unpacker.eof and done < given + _OUTPUT:
                fed = stream.read(_INPUT) if unpacker.needs_input else b""
                if unpacker.needs_input and not fed:
                    break
                chunk = unpacker.decompress(fed, min(_OUTPUT, given - done) if done < given else 1)
                if done >= given:
                    found += chunk
                done += len(chunk)
        except (OSError, EOFError, ValueError, MemoryError, lzma.LZMAError, ZstdError):
            pass
    if found:
        yield bytes(found)
