"""Notes and other characteristics that Stata keeps with a data set and with each of its variables.

ReadStat gives the notes of a data set and not those of variables. Source: "File formats .dta" of Stata, 117 to 119.
"""

from __future__ import annotations

import os
import re
import struct
from collections.abc import Iterator
from typing import BinaryIO

from piiscan.formats.segments.flow import Flow
from piiscan.model import Axis, Segment, Step

_HEAD = 4096
_MAP = re.compile(rb"(?s)<byteorder>(MSF|LSF)</byteorder>.*?<map>(?=(.{112}))")
_PLACE, _NEXT = 8, 9  # in the map: the characteristics, and the data behind them
_MOST = 64 << 20
_ENTRY = re.compile(rb"(?s)<ch>(.{4})")
_NAMES = {b"117": 33, b"118": 129, b"119": 129}


def characteristics(stream: BinaryIO) -> Iterator[Segment]:
    """Each as a line: its variable, its name, what it says."""
    stream.seek(0)
    head = stream.read(_HEAD)
    found = _MAP.search(head) if head.startswith(b"<stata_dta>") else None
    size = _NAMES.get(head[28:31])
    if found is None or size is None:
        return
    order = ">" if found[1] == b"MSF" else "<"
    offsets = struct.unpack(f"{order}14Q", found[2])
    start, end = offsets[_PLACE], offsets[_NEXT]
    if not start < end <= min(start + _MOST, stream.seek(0, os.SEEK_END)):
        return
    stream.seek(start)
    data = stream.read(end - start)
    flow, at = Flow(), 0
    while entry := _ENTRY.search(data, at):
        (length,) = struct.unpack(f"{order}I", entry[1])
        at = entry.end() + length
        names = [data[place : place + size].split(b"\0")[0] for place in (entry.end(), entry.end() + size)]
        text = data[entry.end() + 2 * size : at].rstrip(b"\0")
        line = b" ".join((*names, text)).decode("utf-8", "replace")
        flow.write(line, (Step(Axis.PART, "characteristics"),))
        flow.end_line()
        yield from flow.drain()
    yield from flow.finish()
