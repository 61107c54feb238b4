"""Numbers of lines in the record of a hearing or deposition: they are no words of what is said.

"12        Q.   What is your Social Security number?", and below it "13        A.   010-94-0001.": each page has its
lines counted from 1 on. Rule: where a line that is counted begins with Q or A, counts that go up by one, line by line,
are read as blanks. What stands where does not change.
"""

from __future__ import annotations

from itertools import pairwise

from msgspec.structs import replace

from piiscan.later import later
from piiscan.matcher import Hits
from piiscan.model import Segment

_TURN = later(rb"(?:^|\n)[ \t]{0,12}\d{1,2}[ \t]{1,24}[QA](?:\.|[ \t:])")
_COUNT = later(rb"(?:^|\n)[ \t]{0,12}(\d{1,2})(?=[ \t])")
_TURNS = (b"Q.", b"Q ", b"Q:", b"Q\t")
_FEWEST = 4  # lines
_ABOVE = 1 << 10  # bytes before a hit in which a turn begins
_ASKED = 100  # hits
_LINES = 2  # from one to the next: some are set with blank ones between


def unnumbered(segment: Segment, hits: Hits) -> Segment:
    """The same segment without the numbers of its lines, where one of some hits stands below a turn."""
    data = segment.data
    some = hits.start[:: len(hits.start) // _ASKED + 1].tolist()
    if not any(_is_below_turn(data[max(0, at - _ABOVE) : at]) for at in some):
        return segment
    counts = [(found.start(1), found.end(1), int(found[1])) for found in _COUNT.finditer(data)]
    runs = [[one] for one in counts[:1]]
    for one, other in pairwise(counts):
        if other[2] == one[2] + 1 and data.count(b"\n", one[1], other[0]) <= _LINES:
            runs[-1].append(other)
        else:
            runs.append([other])
    blank = bytearray(data)
    for run in runs:
        if len(run) >= _FEWEST:
            for start, end, _ in run:
                blank[start:end] = b" " * (end - start)
    return replace(segment, data=bytes(blank))


def _is_below_turn(before: bytes | bytearray) -> bool:
    return any(map(before.__contains__, _TURNS)) and _TURN.search(before) is not None
