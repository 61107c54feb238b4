"""Where a rule is asked behind a quick look at the text, the look never excludes what the rule accepts."""

import re

from hypothesis import given
from hypothesis import strategies as st

from piiscan.detectors import header_forms
from piiscan.judge import cards
from piiscan.pairing.prose import chats, choice, code_lines, field_lines, sentences, starts


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


LINES = texts(
    *("his", "Hers", "HER", "he", " ", ": ", "is ", "773-01-0001", ", ", "and ", "sure ", "it's ", "-", ".", "!", "("),
    *(":", "10:02", '"', "'", '":', "{", "}", "[", "]", ")", ":first-name ", 'a:b "', "'x' => 1", "\n", "\u0661", "ı"),
)


@given(LINES, st.integers(0, 30), st.integers(0, 60))
def test_his_and_hers(text: str, start: int, end: int) -> None:
    plain = re.compile(
        r"\b(?:hers?[ :]+(?:is )?[\d-]{9,11}[,;]? (?:and )?his|his[ :]+(?:is )?[\d-]{9,11}[,;]? (?:and )?hers?)"
        r"[ :]+(?:is )?\Z",
        re.IGNORECASE,
    )
    said = [pattern.search(text, start, end) for pattern in (plain, choice._HIS_AND_HERS)]
    assert (said[0] and said[0].span()) == (said[1] and said[1].span())


@given(LINES)
def test_signs_of_a_line(text: str) -> None:
    assert (re.search(r"\d:\d\d", text) is None) == (starts._HOUR.search(text) is None)
    assert sentences._brackets(text) == [at for at, char in enumerate(text) if char in "{}()[]"]
    assert chats.is_number(text) == (chats._NUMBER.fullmatch(text.strip(" .!")) is not None)
    assert code_lines._WORD.search(text) is None or code_lines._COLON.search(text) is not None
    assert field_lines._INNER.search(text) is None or any(map(text.__contains__, field_lines._OPENING))
    for at in range(len(text)):
        assert choice._KEYS.match(text, at) is None or any(map(text.__contains__, choice._QUOTES))


CODES = texts(
    *("cvv", "CVV2", "cvc", "cvn", "csc", "cid", "card security code", "verification value", "sec. code", "Sec", " "),
    *(
        "código de seguridad",
        "codigo de segur",
        "ſecurity",
        ": ",
        "123",
        "1234",
        "4024007100027456",
        "\n\n",
        "no.",
        "#",
    ),
)


@given(CODES)
def test_a_security_code_behind_a_card(text: str) -> None:
    if text.isascii() and cards._CODED.search(text) is not None:
        assert any(map(text.lower().__contains__, cards._OF_CODES))
