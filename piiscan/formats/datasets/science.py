"""Files of science whose layout is not read: HDF5 and NetCDF. The texts in their bytes.

Rule: nothing is loaded, and it is said that texts are read as they stand, without the layout round them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from piiscan.formats.base import Context, Extracted
from piiscan.formats.plain.byte_text import text_of_bytes
from piiscan.model import Blob, Gap, Reason

_READ = 1 << 20
_FILTER = re.compile(rb"deflate\0|shuffle\0|szip\0|lzf\0|blosc\0|zstd\0|lz4\0|bzip2\0")


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
