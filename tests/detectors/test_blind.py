"""What is said of a text without the digits of its Social Security numbers is what is said of the text itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from piiscan.detectors import blind, labels
from piiscan.judge import claims
from piiscan.matcher import CARD, LICENSE, SSN_BARE, SSN_DELIMITED
from piiscan.pairing.prose import line_persons
from piiscan.pairing.residence import evidence as residency

PIECES = (
    *("010-94-0001", "256-12-3456", "529-34-4577", "4-0001", "94-0001", "457-11-1040", "617-555-0100", "02139", "7"),
    *(
        "SSN",
        "soc 1",
        "SHA",
        "zip",
        "zip 5",
        "i 94",
        "isbn",
        "plan account",
        "Name:",
        "First:",
        "Last:",
        "name=",
        "fn=",
        "ln=",
        "user=",
        "ssn=",
        "zip=02139",
        "id=4711",
        "acct=12345678",
        "10943 NY",
        "Form 1099",
        "addr2=",
        "%20",
        "trace=7f3ac09d0a1b2c3d",
        "id=0a1b2c3d-aaaa-bbbb-cccc-123456789012",
        "customer=deadbeef01",
        "took=0.811ms",
        "box=1 name=Lee",
        "n=2,",
        "sha=256",
        "401k",
        "deadbeef Lee",
    ),
    *(
        "Ann Lee",
        "Kevin Doyle",
        "Glen Allen, VA",
        "Boston, MA",
        "order no.",
        "DL",
        "Dear",
        '"',
        "'",
        "(",
        ")",
        "[10:02]",
    ),
    *(
        "my name is",
        "Employee",
        "Account Number",
        "State:",
        "Tel.",
        "#",
        "|",
        ",",
        ".",
        ": ",
        "-",
        "\n",
        " ",
        "  ",
        "\t",
    ),
)
TEXTS = st.tuples(
    st.sampled_from(
        [
            "",
            "",
            "2026-03-14 09:26:53,589 ",
            "[2026-03-14T09:26:53] ",
            "2026/12/31 23:59 ",
            "2026-03-14 09:26:53: ",
            "ts=2026-03-14T09:26:53.125Z ",
            'time="2026-03-14T09:26:53-05:00" ',
            "2026-03-14 ",
        ]
    ),
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=9).map(lambda parts: " ".join(parts).replace("  ", " ")),
).map("".join)


@given(TEXTS)
def test_as_long_and_the_same_but_for_digits(text):
    said = blind.blind(text)
    assert len(said) == len(text)
    assert all(one == other or one.isdigit() for one, other in zip(text, said, strict=True))
    assert blind.blind(said) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("010-94-0001, 529-34-4577-", "000-00-0000, 529-34-4577-"),
        ("SHA 256-12-3456", "SHA 256-12-3456"),
        ("a010-94-0001 -010-94-0001 (010-94-0001)", "a010-94-0001 -010-94-0001 (000-00-0000)"),
        ("010-94-0001 529-34-4577", "000-00-0000 000-00-0000"),
        ("010-94-00012 0010-94-0001 10-94-0001", "010-94-00012 0010-94-0001 10-94-0001"),
        ("\u0660\u0661\u0660-94-0001", "000-00-0000"),
    ],
)
def test_what_is_such_a_number(text, said):
    assert blind.blind(text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("12345 1234 123456", "00000 1234 000000"),
        ("%12345 +12345 -12345 x12345 1.12345", "%12345 +12345 -12345 x12345 1.12345"),
        ("12345- 12345x 12345", "12345- 12345x 00000"),
    ],
)
def test_what_is_a_long_number(text, said):
    assert blind.without_numbers(text) == said


@given(TEXTS)
def test_labels(text):
    assert labels.find_labels(text) == labels._found(text)


NUMBERED = sorted(phrase for phrase in labels._phrases() if any(map(str.isdigit, phrase)))


@given(
    st.lists(
        st.sampled_from([*NUMBERED, "401(k)", "457 (b)", "ssn", "account", " ", " ", ": ", "=", "("])
        | st.from_regex(r"[0-9]{1,4}", fullmatch=True)
        | st.sampled_from(["0", "1", "9", "25", "256", "6", "99"]),
        max_size=12,
    ).map("".join)
)
def test_labels_with_digits(text):
    assert labels.find_labels(text) == labels._found(text)


def test_all_numbers_of_phrases_are_known():
    words = "".join(sign if sign.isdigit() else " " for sign in " ".join(NUMBERED)).split()
    assert {*words, "401", "403", "457"} <= labels._numbers()
    assert not any(number == "9" * len(number) for number in labels._numbers())


def test_texts_that_differ_by_digits_are_looked_at_once(monkeypatch):
    looked = []
    monkeypatch.setattr(labels, "_found", lambda text: looked.append(text) or [])
    for number in range(50):
        labels.find_labels(f"take {number + 30} of the account {number + 100}, id={number * 7 + 1000}; looked at once")
    assert len(looked) == 1


@given(TEXTS)
def test_persons(text):
    assert line_persons.persons_in(text) == line_persons._read.__wrapped__(text)


@given(TEXTS)
def test_residency(text):
    assert residency.find_residency(text) == list(residency._found.__wrapped__(text))


@given(
    st.sampled_from([SSN_DELIMITED, SSN_BARE, CARD, LICENSE]),
    st.sampled_from(["010-94-0001", "010 94 0001", "010940001", "4024007100027456", "S1234567"]),
    TEXTS,
    TEXTS,
    TEXTS,
)
def test_the_label_that_claims_a_number(candidate, raw, before, after, near):
    said = claims.nearest_label(candidate, raw, before, after, near)
    assert said == claims._nearest.__wrapped__(candidate, raw, before, after, near)


def test_no_phrase_of_the_lexicon_is_in_a_number():
    """What begins or ends a number of three, two and four digits must be no word at the edge of a phrase."""
    edges = {word for phrase in labels._phrases() for word in (phrase.split()[0], phrase.split()[-1])}
    assert {word for word in edges if word.isdigit() and len(word) > 1} == {
        "256",
        "10",
        "13",
        "529",
        "401",
        "403",
        "457",
    }
    first = {phrase.split()[0] for phrase in labels._phrases()}
    last = {phrase.split()[-1] for phrase in labels._phrases()}
    assert "256" in last - first  # which is left as it is
    assert {"529", "401", "403", "457"} <= first - last  # of four digits in a number
    assert not any(
        len(word) > 4
        for word in "".join(sign if sign.isdigit() else " " for sign in " ".join(labels._phrases())).split()
    )
    assert all(
        phrase in {"isbn 10", "isbn 13", "icd 10"} for phrase in labels._phrases() if phrase[-3:] in {" 10", " 13"}
    )


@pytest.mark.parametrize("module", [labels, line_persons, residency])
def test_lines_that_differ_by_such_a_number_are_looked_at_once(module, monkeypatch):
    texts = [f"Employee Ann Lee, SSN {area:03}-94-0001, of Lowell {module.__name__}" for area in range(10, 60)]
    looked = []
    cached = {labels: "labels_in", line_persons: "_read", residency: "_found"}[module]
    read = getattr(module, cached)
    monkeypatch.setattr(module, cached, lambda text: looked.append(text) or read(text))
    ask = {labels: labels.find_labels, line_persons: line_persons.persons_in, residency: residency.find_residency}
    for text in texts:
        ask[module](text)
    assert len(set(looked)) == 1


def test_a_line_with_keys_is_looked_at_once_and_has_its_own_values(monkeypatch):
    looked = []
    read = line_persons._read
    monkeypatch.setattr(line_persons, "_read", lambda text: looked.append(text) or read(text))
    for area in range(10, 60):
        said = line_persons.persons_in(f'INFO user="Ann Lee" ssn={area:03}-94-0001, level=3')
        assert [pair.value for pair in said.pairs] == ["Ann Lee", f"{area:03}-94-0001"]
    assert len(set(looked)) == 1


def test_lines_of_a_log_are_looked_at_once(monkeypatch):
    looked = []
    read = line_persons._read
    monkeypatch.setattr(line_persons, "_read", lambda text: looked.append(text) or read(text))
    for second in range(10, 60):
        text = f"2026-03-14 09:26:{second},5{second} INFO name=Ann Lee ssn=010-94-00{second} zip=021{second} id={second}0001"
        assert [pair.value for pair in line_persons.persons_in(text).pairs] == [
            "Ann Lee", f"010-94-00{second}", f"021{second}", f"{second}0001"
        ]  # fmt: skip
    assert len(set(looked)) == 1


def test_the_digits_of_keys_are_asked_about():
    for key in ("name1", "name00001", "name-12345"):
        text = f"2026-03-14 09:26:53 {key}=Ann Lee, ssn=010-94-0001"
        assert line_persons.persons_in(text) == line_persons._read.__wrapped__(text)
