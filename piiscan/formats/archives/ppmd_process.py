"""The process in which PPMd is decoded: run by its path, alone, with the library's folder and no other to import from.

Rule: it answers one request after the other until nobody asks any more, and is given as much processor time for each.
"""

from __future__ import annotations

import struct
import sys
from typing import BinaryIO

ASKED = struct.Struct("<II")
"""Of a request: how many bytes come behind it, and how many are wanted at most."""
TOLD = struct.Struct("<I??")
"""Of an answer: how many bytes come behind it, whether more are needed, whether the data have ended."""
FAILED = 0xFFFFFFFF
"""In place of the first: the data are damaged."""
SECONDS = 60
"""Processor time for one request: a hundred times what the slowest takes."""


def _limit() -> None:
    try:
        import resource
    except ImportError:  # no POSIX
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    soft = int(used.ru_utime + used.ru_stime) + SECONDS + 1
    resource.setrlimit(resource.RLIMIT_CPU, (soft if hard == resource.RLIM_INFINITY else min(soft, hard), hard))


def _serve(asked: BinaryIO, told: BinaryIO, variant: int, order: int, memory: int, restore: int) -> None:
    import pyppmd

    decoder = pyppmd.Ppmd8Decoder(order, memory, restore) if variant == 8 else pyppmd.Ppmd7Decoder(order, memory)
    while len(head := asked.read(ASKED.size)) == ASKED.size:
        size, most = ASKED.unpack(head)
        data = asked.read(size)
        _limit()
        try:
            found = decoder.decode(data, most)
        except (ValueError, EOFError, MemoryError, pyppmd.PpmdError):
            told.write(TOLD.pack(FAILED, False, True))  # noqa: FBT003 - of a record
            told.flush()
            return
        told.write(TOLD.pack(len(found), decoder.needs_input, decoder.eof))
        told.write(found)
        told.flush()


if __name__ == "__main__":
    sys.path.insert(0, sys.argv[1])
    _serve(sys.stdin.buffer, sys.stdout.buffer, *map(int, sys.argv[2:6]))
