"""Files that are base64: what stands behind the encoding, and what to say of a damaged end."""

import base64

from format_samples import blob

from piiscan.config import Limits
from piiscan.formats.base import new_context
from piiscan.formats.encoded.base64_text import extract_base64
from piiscan.model import Blob, Gap, Reason

TEXT = b"Ann Lee,010-94-0001,Boston,MA\n"


def decoded(data: bytes) -> tuple[bytes, list[Reason]]:
    """What is behind the encoding, and the reasons of the gaps in it."""
    items = extract_base64(blob(data, "export.b64"), new_context(Limits()))
    child = next(items)  # to be read before the next is asked for
    assert isinstance(child, Blob)
    with child.open() as stream:
        text = stream.read()
    return text, [gap.reason for gap in items if isinstance(gap, Gap)]


def test_the_child_is_what_the_text_stands_for():
    assert decoded(base64.b64encode(TEXT)) == (TEXT, [])


def test_one_character_too_many_is_damage_and_no_bug():
    assert decoded(base64.b64encode(TEXT) + b"A") == (TEXT, [Reason.CORRUPT])
