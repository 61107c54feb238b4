"""Line ends in runs of letters that stand for something. The only file that knows how a wrapped run goes on."""

from __future__ import annotations

from piiscan.formats.encoded.triggers import Buffer
from piiscan.later import later

# Where a wrapped run goes on: at a line end, also one that is written as an escape, and behind the mark of a quotation.
BREAK = rb"(?:(?:\r?\n|(?:\\r)?\\n|(?:&#(?:13|xD);)?&#(?:10|xA);)[ \t>]*)"
_BREAKS = later(BREAK)
_PLAIN = later(rb"\n[ \t>]*")


def joined(packed: Buffer) -> bytes:
    r"""Letters without the line ends between them.

    >>> joined(b"MDEw\r\n> LTk0"), joined(rb"MDEw\nLTk0"), joined(b"MDEw\rLTk0")
    (b'MDEwLTk0', b'MDEwLTk0', b'MDEw\rLTk0')
    """
    if b"\\" in packed or b"&" in packed:
        return _BREAKS.sub(b"", packed)
    if b"\n" not in packed:  # nearly always; to look at each letter for all that a break may be takes far longer
        return bytes(packed)
    return _PLAIN.sub(b"", packed.replace(b"\r\n", b"\n"))
