"""RPM: the texts of the package's header, and the payload (mostly a compressed CPIO) as a child.

A lead of 96 bytes, a header with signatures, a header with tags, the payload (rpm.org, "RPM package format").
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from piiscan.formats.archives.slices import Slices, damaged
from piiscan.formats.base import Context, Extracted
from piiscan.formats.segments.flow import Flow
from piiscan.model import Axis, Blob, Reason, Step, Unscannable

_LEAD = 96
_MAGIC = b"\x8e\xad\xe8\x01"
_MOST = 65536  # tags
_LARGEST = 64 << 20  # bytes of a header
_STRING, _STRINGS, _I18N = 6, 8, 9
_SUFFIXES = {b"\x1f\x8b": ".gz", b"\xfd7": ".xz", b"\x28\xb5": ".zst", b"BZ": ".bz2", b"\x5d\0": ".lzma"}


def extract_rpm(blob: Blob, context: Context) -> Iterator[Extracted]:
    """The header as text, the payload as a child."""
    with blob.open() as stream:
        slices = Slices(blob, stream, context)
        _, _, _, signatures = _sizes(slices, _LEAD)
        place = signatures + -signatures % 8
        count, store, size, payload = _sizes(slices, place)
        flow = Flow()
        at = (Step(Axis.PART, "header"),)
        for text in _texts(slices.at(place + 16, 16 * count), slices.at(store, size)):
            flow.write(text.decode("utf-8", "replace"), at)
            flow.end_line()
            yield from flow.drain()
        yield from flow.finish()
        suffix = _SUFFIXES.get(slices.at(payload, 2), "")
        if payload >= slices.size():
            yield from damaged("the package is cut short before its payload")
            return
        yield from slices.give(f"payload.cpio{suffix}", [(payload, max(0, slices.size() - payload))])


def _sizes(slices: Slices, place: int) -> tuple[int, int, int, int]:
    """Of the header at a place: how many tags, where its store is and of what size, where it ends."""
    head = slices.at(place, 16)
    if len(head) < 16 or not head.startswith(_MAGIC):
        raise Unscannable(Reason.CORRUPT, "no RPM header where one should be")
    count, size = struct.unpack_from(">II", head, 8)
    if count > _MOST or size > _LARGEST:
        raise Unscannable(Reason.CORRUPT, "an RPM header of an impossible size")
    store = place + 16 + 16 * count
    return count, store, size, store + size


def _texts(index: bytes, store: bytes) -> Iterator[bytes]:
    for _, kind, offset, count in struct.iter_unpack(">IIII", index[: len(index) // 16 * 16]):
        if kind not in {_STRING, _STRINGS, _I18N}:
            continue
        for _ in range(min(count, _MOST)):
            end = store.find(b"\0", offset)
            if end < 0:
                break
            yield store[offset:end]
            offset = end + 1  # noqa: PLW2901 - on to the next of several
