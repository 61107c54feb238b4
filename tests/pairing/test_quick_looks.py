"""Where a rule is asked behind a quick look at the text, the look never excludes what the rule accepts."""

from hypothesis import given
from hypothesis import strategies as st

from piiscan.detectors import header_forms
from piiscan.pairing.prose import starts


def texts(*parts: str) -> st.SearchStrategy[str]:
    """Texts put together of these parts and of any characters."""
    return st.lists(st.sampled_from(parts) | st.text(max_size=2), max_size=9).map("".join)


HEADERS = texts(
    *("(2)", " ", "(", ")", "[", "]", "a ", "Box 1", "1.", "Parent", ".", "name", "Name", "first name", "Last", "and"),
    *("initial", "m.i.", "or other", "TIN", "SSN", "optional", "required", "-", ": ", "_", "\t", "\n", "if any", "*"),
)


@given(HEADERS)
def test_a_header_without_signs_is_undressed(header: str) -> None:
    assert header_forms.undressed(header) == header_forms._undressed(header)


SPEAKERS = texts(
    *("Caller", "USER", "agent", "speaker a", "[", "]", "(", ")", ":", ": ", ":\t", "**", " ", "\t", ">", "-", "|"),
    *("10:02", "3/4/25, ", "2025-03-04 10:00:11", "Z", "[chat 7]", "hi", "Ann Lee"),
)


@given(SPEAKERS)
def test_who_speaks_in_a_line(text: str) -> None:
    found = starts._ROLE.match(text) if ":" in text or text[:1] == "[" else None
    if text[:2] not in starts._TURNED:
        assert starts.role(text) == (found and found.span(1 if found[1] else 2))
