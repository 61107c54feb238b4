"""Files of science and of programs whose layout is not read: HDF5, NetCDF, compiled Python. The texts in their bytes.

Rule: nothing is loaded, and it is said that texts are read as they stand, without the layout round them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from piiscan.formats.base import Context, Extracted
from piiscan.formats.plain.byte_text import text_of_bytes
from piiscan.formats.segments.flow import Flow
from piiscan.model import Axis, Blob, Gap, Reason, Step

_READ = 1 << 20
_FILTER = re.compile(rb"deflate\0|shuffle\0|szip\0|lzf\0|blosc\0|zstd\0|lz4\0|bzip2\0")
# Of `marshal.c`: a type, with or without the bit of a reference, and a length; then the text.
_CONSTANT = re.compile(rb"(?s)[zZ\xda\xfa](.)|[uaAts\xf5\xe1\xc1\xf4\xf3](....)")
_LARGEST = 64 << 20  # of compiled Python
_PYC = 16  # bytes of its header


def extract_hdf5(blob: Blob, _context: Context) -> Iterator[Extracted]:
    """HDF5, which is also MATLAB 7.3, NetCDF 4 and what pandas keeps."""
    packed, rest = False, b""
    with blob.open() as stream:
        while not packed and (block := stream.read(_READ)):
            packed = _FILTER.search(rest + block) is not None
            rest = block[-16:]
    yield from text_of_bytes(blob)
    yield Gap(Reason.UNSUPPORTED, "texts are read as they stand in the bytes, without the layout of the datasets")
    if packed:
        yield Gap(Reason.UNSUPPORTED, "parts of datasets that a filter has packed are not read")


def extract_netcdf(blob: Blob, _context: Context) -> Iterator[Extracted]:
    """NetCDF of the classic kinds."""
    yield from text_of_bytes(blob)
    yield Gap(Reason.UNSUPPORTED, "texts are read as they stand in the bytes, without the layout of the variables")


def extract_compiled(blob: Blob, context: Context) -> Iterator[Extracted]:
    """The constants of compiled Python: texts behind their lengths, which are exact, and numbers that are not read."""
    flow = Flow()
    with blob.open() as stream:
        data = stream.read(min(_LARGEST, context.limits.document) + 1)
    if len(data) > _LARGEST:
        yield Gap(Reason.LIMIT, f"larger than {_LARGEST} bytes (limit: document)")
    at = _PYC
    while found := _CONSTANT.search(data, at):
        size = int.from_bytes(found[1] or found[2], "little")
        text = data[found.end() : found.end() + size]
        if not size or len(text) < size or not _is_text(text):
            at = found.start() + 1
            continue
        flow.write(text.decode("utf-8", "replace"), (Step(Axis.BYTE, found.end()),))
        flow.end_line()
        yield from flow.drain()
        at = found.end() + size
    yield from flow.finish()


def _is_text(data: bytes) -> bool:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return all(sign.isprintable() or sign.isspace() for sign in text[:200])
