"""Numbers of lines in the record of a hearing or deposition: they are no words of what is said.

"12        Q.   What is your Social Security number?", and below it "13        A.   010-94-0001.": each page has its
lines counted from 1 on. Rule: where a line that is counted begins with Q or A, counts that go up by one, line by line,
are read as blanks. What stands where does not change.
"""

from __future__ import annotations

from itertools import pairwise

from msgspec.structs import replace

from piiscan.later import later
from piiscan.model import Segment

_TURN = later(rb"(?:^|\n)[ \t]{0,12}\d{1,2}[ \t]{1,24}[QA](?:\.|[ \t:])")
_COUNT = later(rb"(?:^|\n)[ \t]{0,12}(\d{1,2})(?=[ \t])")
_TURNS = (b"Q.", b"Q ", b"Q:", b"Q\t")
_FEWEST = 4  # lines
_LINES = 2  # from one to the next: some are set with blank ones between


def unnumbered(segment: Segment) -> Segment:
    """The same segment without the numbers of its lines."""
    data = segment.data
    if not any(map(data.__contains__, _TURNS)) or _TURN.search(data) is None:
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
