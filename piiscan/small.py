"""The short way through a small file: whether it is plain text without anything that may be personal information.

Rule: the only answer given here is "nothing", and only where the long way (`scan`) would say so of the same bytes,
which a property test demands. Whatever has a number in it, is encoded, or is of another format goes the long way.
"""

from __future__ import annotations

from piiscan import matcher
from piiscan.formats import BY_NAME
from piiscan.formats.base import Format
from piiscan.formats.encoded_triggers import triggers_in
from piiscan.formats.text import SAMPLE, is_as_written
from piiscan.model import Shape
from piiscan.pairing.hashes import hashes_in

LARGEST = SAMPLE
"""Bytes of a file that is read at once: all of it takes part in telling its set of characters."""

_SHAPES = {BY_NAME["text"].extract: Shape.PROSE, BY_NAME["json"].extract: Shape.OBJECT}


def holds_nothing(data: bytes, form: Format) -> bool:
    """Whether a file of these bytes, all there are, is text of this format that nothing can be found in."""
    shape = _SHAPES.get(form.extract)
    if shape is None:
        return False
    try:
        if not is_as_written(data) or triggers_in(data) or matcher.find(data).start.size:
            return False
        return shape is Shape.PROSE or next(hashes_in(data, 0, len(data)), None) is None
    except Exception:  # noqa: BLE001 - it is met again on the long way, and told
        return False
