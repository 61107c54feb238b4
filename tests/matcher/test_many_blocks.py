"""What is found in a small text is found, as often as it stands there, in one of several blocks."""

import pytest

from piiscan import matcher

FILLER = b"and the minutes of the meeting were read and agreed on by all who came to it \n" * 8
LINES = (
    b"SSN: 773-01-0001\n",
    b"Social Security number 773-01-\n0001 on file\n",
    b"SSN: 773-O1-OOO1\n",
    b"SSN: ***-**-0001\n",
    b"Card number: 4539 5787 6362 1486\n",
    b"Visa card no. 4539 5787\n6362 1486\n",
    b"Driver's license S12345678\n",
    b"MA driver's license no. S123 45 678\n",
    b"Checking account no. 40017612\n",
    b"Account number: 0441-882-0917\n",
    b"IBAN GB82 WEST 1234 5698 7654 32\n",
    b"SSN (MD5): 9e107d9d372bb6826bd81d3542a419d6\n",
)


def spans(data):
    hits = matcher.with_shapeless(data, 0, len(data), matcher.look(data))
    return [
        (kind, start, end)
        for kind, start, end in zip(hits.kind.tolist(), hits.start.tolist(), hits.end.tolist(), strict=True)
    ]


@pytest.mark.long
def test_every_one_of_hundreds_over_several_blocks():
    largest = matcher.by_blocks.__defaults__[0]
    count = 3 * largest // sum(len(FILLER) + len(line) for line in LINES)
    parts = [FILLER + line for _ in range(count) for line in LINES]
    alone = {part: spans(part) for part in set(parts)}
    assert all(alone.values())
    expected, at = [], 0
    for part in parts:
        expected += [(kind, start + at, end + at) for kind, start, end in alone[part]]
        at += len(part)
    assert count > 300
    assert at > 2 * largest
    assert spans(b"".join(parts)) == expected
