"""Files that are base64: what stands behind the encoding, and what to say of a damaged end."""

import base64

import pytest
from format_samples import blob

from piiscan.config import Limits
from piiscan.formats.base import new_context
from piiscan.formats.encoded.base64_text import _is_wholly, extract_base64
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


@pytest.mark.parametrize("lines", [0, 76])
@pytest.mark.parametrize("behind", range(8))
def test_text_behind_base64_is_no_base64(scan, lines, behind):
    # It was decoded with it: a gap where the letters did not come out even, else nothing to be seen.
    packed = base64.b64encode(b"order 17 of today\n" * 30_000)
    packed = b"\n".join(packed[at : at + lines] for at in range(0, len(packed), lines)) if lines else packed
    data = packed + b"\n\n" + b"x" * behind + b"\nName: Ann Lee\nSSN: 010-94-0001\nCity: Boston, MA\n"
    done = scan(data, "export.txt")
    assert [finding.elements[0].value for finding in done.findings] == ["010940001"]
    assert {outcome.status.value for outcome in done.outcomes} == {"scanned"}


def test_several_encoded_texts_are_read_each():
    rows = b"".join(base64.b64encode(b"Ann Lee,010-94-%04d," % n + b"x" * 6000) + b"\n" for n in range(1, 40))
    assert b"=\n" in rows
    assert _is_wholly(blob(rows, "a.b64")) is False
    assert _is_wholly(blob(rows.replace(b"=", b"a"), "a.b64"))
    assert _is_wholly(blob(rows.replace(b"=", b"") + b"==\n", "a.b64"))
    assert not _is_wholly(blob(rows.replace(b"=", b"") + b"=" + b"\n" * 99_999 + b"a", "a.b64"))


def test_one_character_too_many_is_damage_and_no_bug():
    assert decoded(base64.b64encode(TEXT) + b"A") == (TEXT, [Reason.CORRUPT])
