"""The matcher on texts made for it: the borders, the shapes, and that every way gives one answer."""

from __future__ import annotations

import itertools
import sys

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from piiscan import matcher
from piiscan.detectors import DETECTORS, drivers_license, payment_card, ssn
from piiscan.matcher import (
    ACCOUNT,
    ASIDE,
    CARD,
    KIND_OF,
    LICENSE,
    MARGIN,
    SSN_BARE,
    SSN_DELIMITED,
    SSN_SHORT,
    Hits,
    kernel,
    reference,
)
from piiscan.matcher.patterns import ACCOUNT_LABEL
from piiscan.model import Kind


def spans(hits: Hits) -> list[tuple[int, int, int]]:
    return [tuple(row) for row in zip(*(column.tolist() for column in hits), strict=True)]


def every_way(data: bytes, start: int = 0, end: int | None = None) -> Hits:
    """The hits, having made sure that plain and fast way and what `find` chooses are one."""
    stop = len(data) if end is None else end
    plain = reference.find(data, start, stop)
    assert spans(matcher.find(data, start, end)) == spans(plain)
    if start < stop:
        assert spans(matcher.by_blocks(data, start, stop)) == spans(plain)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kernel, "BUILT", False)  # as where there is no compiler
        assert spans(matcher.find(data, start, end)) == spans(plain)
        if start < stop:
            assert spans(matcher.by_blocks(data, start, stop)) == spans(plain)
    return plain


def found(text: str | bytes) -> list[tuple[int, str]]:
    data = text if isinstance(text, bytes) else text.encode()
    return [(kind, data[start:end].decode("latin-1")) for kind, start, end in spans(every_way(data))]


PAGES = [page for page in DETECTORS if page.KIND in KIND_OF.values()]
EXAMPLES = [(page, text) for page in PAGES for text in page.examples]
COUNTEREXAMPLES = [(page, text) for page in PAGES for text in page.counterexamples]


@pytest.mark.parametrize(("page", "text"), EXAMPLES, ids=lambda value: str(value)[-40:])
def test_examples_have_one_number_that_the_page_accepts(page, text):
    data = text.encode()
    values = [
        page.validate(data[start:end].decode())
        for kind, start, end in spans(every_way(data))
        if KIND_OF[kind] == page.KIND
    ]
    assert len(values) == 1
    assert values[0] is not None


@pytest.mark.parametrize(("page", "text"), COUNTEREXAMPLES, ids=lambda value: str(value)[-40:])
def test_counterexamples_have_none(page, text):
    assert page.KIND not in {KIND_OF[kind] for kind, _, _ in spans(every_way(text.encode())) if kind not in ASIDE}


@pytest.mark.parametrize(
    "text",
    [
        "{}",
        "{}.",
        "{}, and",
        "({})",
        '"{}"',
        "'{}'",
        "|{}|",
        ";{};",
        "<b>{}</b>",
        "\x1f{}\x1e",
        "\t{}\r\n",
        "SSN:{}",
        "a,{},b",
        "#{}",
        "={}&",
        "/{}/",
        "\u201c{}\u201d",
        "\\n{}\\n",
        "\\t{}",
        "\\u00e9{}",
        "\\u0031{}",
        "x-{}",
        "{}-x",
        "{}. 5",
        "5, {}",
        "5. {}",
        "1,{},2",
        "{}\\u0020",
        "*{}*",
        "~{}",
    ],
)
@pytest.mark.parametrize(
    ("kind", "number"),
    [
        (SSN_DELIMITED, "010-94-0001"),
        (SSN_DELIMITED, "010 94 0001"),
        (CARD, "4024-0071-0002-7456"),
        (CARD, "4024 0071 0002 7456"),
        (CARD, "4024007100027456"),
        (CARD, "3714 496353 98431"),
        (LICENSE, "S12345678"),
    ],
)
def test_what_may_stand_beside_a_number(text, kind, number):
    label = "license\n" if kind == LICENSE else ""
    assert (kind, number) in found(label + text.format(number))


@pytest.mark.parametrize(
    "text",
    [
        "a{}",
        "{}a",
        "_{}",
        "{}_",
        "1{}",
        "{}1",
        "1.{}",
        "{}.1",
        "1-{}",
        "{}-1",
        "dead-{}",
        "{}-beef",
        "x{}y",
        "\\x{}",
    ],
)
@pytest.mark.parametrize(
    "number",
    ["010-94-0001", "010.94.0001", "4024-0071-0002-7456", "4024007100027456", "S12345678", "3056 930902 5904"],
)
def test_what_may_not(text, number):
    assert number not in [raw for _, raw in found(text.format(number))]


@pytest.mark.parametrize("text", ["SSN _{}_", "_{}_ is it", "(_{}_)", "SSN _{}____"])
def test_one_underscore_on_either_side_marks_a_number(text):
    assert (SSN_DELIMITED, "010-94-0001") in found(text.format("010-94-0001"))
    assert found(text.replace("{}_", "{}_a").format("010-94-0001")) == []


@pytest.mark.parametrize("text", ["+{}", ".{}", "-{}", " .{}", ":-{}", "0.{}"])
def test_what_may_not_stand_before_a_bare_number(text):
    assert found(text.format("4024007100027456")) == []
    assert found("ssn " + text.format("010940001")) == []


@pytest.mark.parametrize(
    "between",
    [",", " ", "\n", "\u00a0"]
    + [pytest.param(other, marks=pytest.mark.long) for other in (";", "|", "\t", "\x1f", "\x1e", ", ", '","', "/")],
)
def test_of_two_numbers_side_by_side_both_are_found(between):
    numbers = ["010-94-0001", "010-94-0002", "4024-0071-0002-7456", "4024007100027456", "S12345678", "010 94 0003"]
    for left in numbers:
        for right in numbers:
            assert [raw for _, raw in found("license\n" + left + between + right)] == [left, right]


@pytest.mark.parametrize("separator", ["-", " ", ".", "\u00a0", "\u00ad", *map(chr, range(0x2010, 0x2016)), "\u2212"])
def test_an_ssn_takes_one_separator_twice(separator):
    other = "-" if separator != "-" else " "
    text = f"010{separator}94{separator}0001"
    assert spans(every_way(text.encode())) == [(SSN_DELIMITED, 0, len(text.encode()))]
    assert found(f"010{separator}94{other}0001") == []
    assert found(f"010{separator}{separator}94{separator}0001") == []


@pytest.mark.parametrize("separator", [b"\xa0", b"\x96", b"\x97", b"\xad"])
def test_separators_of_cp1252(separator):
    assert len(every_way(separator.join([b"010", b"94", b"0001"])).kind) == 1
    assert len(every_way(separator.join([b"4024", b"0071", b"0002", b"7456"])).kind) == 1


def test_a_json_escape_counts_as_the_character():
    assert found('"010\\u201394\\u20130001"') == [(SSN_DELIMITED, "010\\u201394\\u20130001")]
    assert found("\\u00a0010-94-0001") == [(SSN_DELIMITED, "010-94-0001")]
    assert found("ssn\\u00a0010940001") == [(SSN_BARE, "010940001")]
    assert found("\\u00a04024007100027456") == [(CARD, "4024007100027456")]
    assert found("010\\u201394\\u20140001") == []


@pytest.mark.parametrize("label", ["SSN", "Soc. Sec. No.", "social security number", "employeeSSN", "emp_ssn", "SS#"])
def test_nine_digits_need_a_label_near(label):
    assert found(f"{label}: 010940001") == [(SSN_BARE, "010940001")]
    assert found(f"<{label}>010940001</{label}>") == [(SSN_BARE, "010940001")]
    assert found(f"010940001 ({label})") == [(SSN_BARE, "010940001")]
    assert found(f"x{label.lower().replace('_', '')} 010940001") == []


def under(key, number):
    """A number as the value of a key, as formats write it."""
    return f'"{key}":"{number}"', f'"{key}": {number}', f"<{key}>{number}", f"{key}={number}", f"{key}: {number}"


@pytest.mark.parametrize("key", ["EMPSSN", "MEMBERSSN", "employeessn", "CUSTSSN", "PATSOCSEC", "SPOUSESSN", "x_empssn"])
def test_keys_in_which_a_person_and_the_number_run_together(key):
    for text in under(key, "010940001"):
        assert found(text) == [(SSN_BARE, "010940001")]
    assert found(f'"{key}": 10940001') == [(SSN_SHORT, "10940001")]
    assert found(f"{key} 010940001") == found(f"{key}, 010940001") == found(f'{key}"," 010940001') == []


@pytest.mark.parametrize(
    "key",
    ["LESSN", "assn", "ASSN_NO", "sessnid", "CLASSN", "messn", "essn", "empssnhash", "lessons", "x" * 40 + "empssn"],
)
def test_keys_that_only_end_like_them(key):
    for text in under(key, "010940001"):
        assert found(text) == []
    assert found(f'"{key}": 10940001') == []


@pytest.mark.parametrize("key", ["CUSTACCTNO", "custacctnbr", "MBRACCTNUM", "Custacctno"])
def test_keys_in_which_a_person_and_an_account_run_together(key):
    for text in under(key, "4411209812"):
        assert found(text) == [(ACCOUNT, "4411209812")]
    assert found(f"{key} 4411209812") == found(f"{key}, 4411209812") == []


@pytest.mark.parametrize("key", ["EMPDLNO", "CUSTDLNUM", "spdlno", "employeelicenseno"])
def test_keys_in_which_a_person_and_a_licence_run_together(key):
    for number in ("S20304050", "SA2030405", "20304050"):
        for text in under(key, number):
            assert found(text) == [(LICENSE, number)]


@pytest.mark.parametrize("key", ["CUSTORDERNO", "phonenumber", "BADACCTNO", "tacctno", "ACCTNOHASH", "idlno"])
def test_keys_that_only_end_like_those_of_accounts(key):
    for text in under(key, "4411209812"):
        assert found(text) == []


def test_how_near_a_label_must_be():
    before, after = " " * matcher.LABEL_BEFORE, " " * matcher.LABEL_AFTER
    for label in ("SSN", "Social-Security-Number"):
        assert found(f"{label}{before}010940001") == [(SSN_BARE, "010940001")]
        assert found(f"{label}{before} 010940001") == []
        assert found(f"010940001{after}{label}") == [(SSN_BARE, "010940001")]
        assert found(f"010940001{after} {label}") == []


def test_nine_digits_beside_both_labels_are_both():
    assert found("SSN / driver's license 010940001") == [(SSN_BARE, "010940001"), (LICENSE, "010940001")]
    assert found("driver's license 900940001") == [(LICENSE, "900940001")]


def test_vague_cards_need_a_label():
    for number in ("4222222222222", "5612590000000000003", "6799990100000000019"):
        assert found(number) == []
        assert found(f"card no. {number}") == [(CARD, number)]
        assert found(f"{number} (visa)") == [(CARD, number)]
        assert found(f"discard {number}") == []


def test_a_security_code_behind_a_card_is_not_taken_for_the_card():
    assert found("4024 0071 0002 7456 123") == [(CARD, "4024 0071 0002 7456")]
    assert found("4917 6100 0000 0000 003") == [(CARD, "4917 6100 0000 0000")]
    assert found("4917-6100-0000-0000-003") == [(CARD, "4917-6100-0000-0000-003")]


@pytest.mark.parametrize("number", ["S12345678", "s 1234 5678", "S-12345678", "SA1234567", "SA-123-4567"])
def test_a_licence_needs_a_label_near(number):
    assert found(number) == []
    assert found(f"part {number} public {number}") == []
    assert found(f"DL {number}") == [(LICENSE, number)]
    assert found(f"driver's license{' ' * matcher.LABEL_BEFORE}{number}") == [(LICENSE, number)]
    assert found(f"driver's license {' ' * matcher.LABEL_BEFORE}{number}") == []
    assert found(f"{number}{' ' * matcher.LABEL_AFTER}driversLicense") == [(LICENSE, number)]
    assert found(f"{number} {' ' * matcher.LABEL_AFTER}driversLicense") == []


def test_a_licence_is_no_plural():
    assert found("DL: It's 1234 5678") == []
    assert found("DL: It\u2019s 1234 5678") == []
    assert found("DL: 'S 1234 5678'") == [(LICENSE, "S 1234 5678")]
    assert found("DL: S 1234-5678") == []
    assert found("DL: SA-123-4567") == [(LICENSE, "SA-123-4567")]


def test_a_licence_is_no_pair_of_years_and_no_mailbox():
    assert found("DL rule S 1966 1976 o") == []
    assert found("DL S 1966 2976") == [(LICENSE, "S 1966 2976")]
    assert found("DL S19661976") == [(LICENSE, "S19661976")]
    assert found("DL s12345678@example.org") == []


def test_track_1_may_have_lost_its_sentinel():
    assert found("T1=B4024007100027456^LEE/ANN^2906201") == [(CARD, "4024007100027456")]
    assert found("%B4024007100027456^LEE/ANN^2906201") == [(CARD, "4024007100027456")]
    assert found("T1=B4024007100027456 LEE") == []
    assert found("abB4024007100027456^LEE") == []


def test_a_stretch_of_a_table_is_no_number():
    assert found("5474 5466 548D 546F 5461 4024 0071 0002 7456") == []
    assert found("4024 0071 0002 7456 0012 0013") == []
    assert found("0012 0013 4024 0071 0002 7456") == []
    assert found("4024 0071 0002 7456 5211 5212 5213 5215") == []
    assert found("20BBF 4024 0071 0002 7456") == []
    assert found("cafe 4024 0071 0002 7456 beef") == [(CARD, "4024 0071 0002 7456")]
    assert found("DL, 2 s 2751 2742 0") == []
    assert found("DL, 2 S-2751-2742 A") == [(LICENSE, "S-2751-2742")]
    row = " ".join(["4024 0071 0002 7456"] * 3)
    assert found(row) == [(CARD, "4024 0071 0002 7456")] * 3
    assert found("4024 0071 0002 7456 0127 123") == [(CARD, "4024 0071 0002 7456")]
    assert found("5 4024 0071 0002 7456 7") == [(CARD, "4024 0071 0002 7456")]
    assert found("640 79 010 94 0001 299 101") == []
    assert found("1029 640 010 94 0001 )") == []
    assert found("010 94 0001 4024 0071 0002 7456") == [(SSN_DELIMITED, "010 94 0001"), (CARD, "4024 0071 0002 7456")]
    assert found("640 010 94 0001") == [(SSN_DELIMITED, "010 94 0001")]
    assert found("010 94 0001 299") == [(SSN_DELIMITED, "010 94 0001")]
    row = " ".join(["010 94 0001"] * 4)
    assert found(row) == [(SSN_DELIMITED, "010 94 0001")] * 4


def test_full_width_digits():
    wide = "010-94-0001".translate({ord("0") + n: 0xFF10 + n for n in range(10)})
    assert spans(every_way(wide.encode())) == [(SSN_DELIMITED, 0, len(wide.encode()))]
    assert found(wide + "\uff11") == []
    assert ssn.validate(wide) == "010940001"


# Text that is likely to trip something up: digits, numbers, borders, labels, in any order.
PIECES = st.one_of(
    st.sampled_from(
        [
            b"010-94-0001", b"078 05 1120", b"123.45.6789", b"900-70-1234", b"010940001", b"123456789",
            b"4024-0071-0002-7456", b"4024 0071 0002 7456", b"4024007100027456", b"4222222222222",
            b"3714 496353 98431", b"371449635398431", b"3056-930902-5904", b"6799990100000000019",
            b"4917 6100 0000 0000 003", b"4917610000000000003", b"S12345678", b"s 1234 5678", b"SA1234567",
            b"sa-123-4567", b"010\\u201394\\u20130001", b"010\xe2\x80\x9394\xe2\x80\x930001", b"010\xc2\xa094\xc2\xa00001",
            b"4024\xc2\xa00071\xc2\xa00002\xc2\xa07456", b"010\xa094\xa00001", "０１０-９４-０００１".encode(),
            b"2024-01-31", b"617-555-0123", b" 1966 1976 ", b" 54AB ", b" 1234 5678 ", b" 12 ", b"010 94 0001 ", b"@", b"550e8400-e29b-41d4-a716-446655440000", b"42.3601234567890123",
            b"010-94-0001A", b"010940001D6", b"A010940001", b"WA-010-94-0001", b"010 94 0001 C1", b"XXX-XX-0001", b"***-**-0001",
            b"xxxx-xxxx-xxxx-7456", b"402400******7456", b"#####0001", b"\xe2\x80\xa2\xe2\x80\xa2\xe2\x80\xa20001", b"970-88-1234",
            b"987654321", b"GB29 NWBK 6016 1331 9268 19", b"DE89370400440532013000", b"0004567890", b"12345678", b"021000021",
            b"de3d52f69837aa5ee1b4ba0b1bd0abed", b"4.02400710000746E+15", b"4024007100007456.0", b"10940001",
        ]
    ),
    st.sampled_from(
        [
            b"SSN", b"ssn: ", b"employeeSSN", b"Soc. Sec. No. ", b"social_security_number", b'"ssn":"', b"tin ",
            b"driver's license ", b"DL#", b"licenseNo", b"Lic. ", b"card ", b"Visa", b"cardNumber", b"PAN=", b"%B", b"=B", b"^LEE/ANN^",
            b"HIC no. ", b"Medicare claim number: ", b"acct ", b"account number: ", b"routing no. ", b"IBAN ", b"ITIN: ", b'"dl":', b"invoice no. ",
            b'"EMPSSN":"', b'"memberssn": ', b"<CUSTSSN>", b"patsocsec=", b"lessn=", b"empssnhash=",
            b"CUSTACCTNO=", b'"empdlno":"', b"<CUSTDLNUM>", b"custorderno=", b"phonenumber=", b"S20304050",
            b"driver\xe2\x80\x99s license no. ", b"ssnvalue", b"SSNVALUE", b"n\xc3\xbamero de seguro social ",
        ]
    ),
    st.sampled_from([bytes([c]) for c in b"0123456789 -.,_/\\nrtuSsAaBbDdEeFfxX+%'\"|;<>=#\n\t\x1e\x1f\x92\x96\xa0"]),
    st.sampled_from([b"\\n", b"\\u00e9", b"\\u00a0", b"\\u2013", b"\xe2\x80\x93", b"\xc2\xa0", b"\xe2\x80\x99", b" " * 25, b" " * 61]),
    st.integers(0, 10**19).map(lambda n: str(n).encode()),
    st.binary(max_size=3),
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=60).map(b"".join)


@settings(max_examples=400, deadline=None)
@given(TEXTS)
@example(b"\\u00a0010-94-0001" + b" " * 200 + b"010-94-0001")
def test_fast_and_plain_way_are_one(data):
    every_way(data)


@settings(max_examples=150, deadline=None)
@given(TEXTS, st.integers(0, 300), st.integers(0, 300))
def test_any_range_of_a_text_gives_its_part_of_the_whole(data, one, other):
    start, end = sorted((min(one, len(data)), min(other, len(data))))
    whole = [row for row in spans(reference.find(data)) if start <= row[1] < end]
    assert spans(every_way(data, start, end)) == whole


@settings(max_examples=100, deadline=None)
@given(
    TEXTS, st.sampled_from([b"1", b"12345678 ", b"010-94-0001 ", b"4111 1111 1111 1111 ", b"SSN: ", b"ssn", b"*", b" "])
)
def test_a_block_in_the_middle_of_a_text_gives_the_same(data, around):
    beside = around * (-(-512 // len(around)))
    whole = beside + data + beside
    start, end = len(beside), len(beside) + len(data)
    if data:
        assert spans(matcher.by_blocks(whole, start, end)) == spans(reference.find(whole, start, end))


@settings(max_examples=100, deadline=None)
@given(TEXTS, st.integers(1, 200))
@example(b"HIC no. \\n010-94-0001D", 200)
@example(b'010\\u201394\\u20130001"dl":', 1)
@example(b"010\\u201394\\u20130001 driver's license ", 1)
def test_blocks_of_any_size_give_the_same(data, largest):
    if data:
        assert spans(matcher.by_blocks(data, 0, len(data), largest)) == spans(reference.find(data))


@settings(max_examples=100, deadline=None)
@given(TEXTS, st.lists(st.integers(0, 400), max_size=4))
def test_windows_with_a_margin_give_the_whole(data, cuts):
    borders = sorted({0, len(data), *(cut for cut in cuts if cut < len(data))})
    parts = []
    for start, end in itertools.pairwise(borders):
        first, last = max(0, start - MARGIN), min(len(data), end + MARGIN)
        hits = matcher.find(data[first:last], start - first, end - first)
        parts += [(kind, begin + first, behind + first) for kind, begin, behind in spans(hits)]
    assert parts == spans(reference.find(data))


@pytest.mark.long
def test_many_numbers_in_one_block():
    """More numbers than are looked at one by one, with and without labels: the other branches of the code."""
    rows = [
        f'{{"id":{100000000 + 7 * n},"ssn":"{10940001 + n:09d}","f":0.{n:016d},"v":[{1000 + n},{2000 + n}],'
        f'"dl":"S{n:08d}","acct":{4024007100020000 + n},"cardNumber":"{4222222222000 + n}"}}'
        for n in range(6000)
    ]
    data = "\n".join(rows).encode()
    part = slice(400_000, 500_000)
    plain = spans(reference.find(data, part.start, part.stop))
    fast = [row for row in spans(matcher.find(data)) if part.start <= row[1] < part.stop]
    assert fast == plain
    assert {kind for kind, _, _ in fast} == {SSN_BARE, CARD, LICENSE, ACCOUNT}


def test_a_text_of_several_blocks():
    filler = b"x" * 999 + b"\n"
    data = b"".join(filler + b"010-94-%04d\n" % n for n in range(1, 5000))
    hits = matcher.find(data)
    assert hits.start.tolist() == [1000 * n + 12 * (n - 1) for n in range(1, 5000)]
    assert set(hits.kind.tolist()) == {SSN_DELIMITED}
    assert len(data) > 2 * matcher.by_blocks.__defaults__[0]


@pytest.mark.parametrize("size", [0, 1, 63, 64, 65, 127, 128, 129, 4096, 4097])
def test_numbers_at_the_very_end(size):
    data = b"x" * (size - 1) + b" " * (size > 0) + b"010-94-0001"
    assert spans(every_way(data)) == [(SSN_DELIMITED, size, size + 11)]
    data = b"x" * (size - 1) + b" " * (size > 0) + b"ssn:010940001"
    assert spans(every_way(data)) == [(SSN_BARE, size + 4, size + 13)]


def test_without_hyperscan_the_answer_is_the_same(monkeypatch):
    monkeypatch.setitem(sys.modules, "hyperscan", None)
    caches = matcher.stems, matcher.searcher, matcher.unusual.triggers
    for cache in caches:
        cache.cache_clear()
    try:
        text = (
            "SSN 010940001, DL S12345678 - part S12345679, " + " " * 90 + "4222222222222 card 010\\u201394\\u20130001 "
        )
        assert len(every_way(text.encode()).kind) == 6
        assert len(every_way(text.encode() * 60).kind) == 360
        assert every_way((" " * 90 + "010940001 S12345678 4222222222222 ").encode() * 60).kind.size == 0
    finally:
        for cache in caches:
            cache.cache_clear()


def test_columns_of_part_numbers_give_nothing():
    data = b"".join(b"S%08d,SA%07d\n" % (n, n) for n in range(20_000))
    assert matcher.find(data).kind.size == 0
    labelled = b"License no.,\n" + data
    assert spans(matcher.find(labelled)) == spans(reference.find(labelled, 0, 300))
    assert matcher.find(labelled).kind.size > 1


@settings(max_examples=200, deadline=None)
@given(st.from_regex(r"(?:[0-9]{3}|000|666|9[0-9]{2})(?:[0-9]{2}|00)(?:[0-9]{4}|0000)", fullmatch=True))
def test_arrays_of_digits_follow_the_rule_of_the_page(number):
    digits = np.array([[int(digit)] for digit in number], dtype=np.uint8)
    assert ssn.valid_digits(digits).tolist() == [ssn.validate(number) is not None]


def test_the_kinds_and_types():
    hits = matcher.find(b"")
    assert [column.dtype for column in hits] == [np.uint8, np.int64, np.int64]
    hits = matcher.find(b"DL S12345678 4024007100027456 010-94-0001 " * 20)
    assert [column.dtype for column in hits] == [np.uint8, np.int64, np.int64]
    assert {KIND_OF[int(kind)] for kind in hits.kind} == {Kind.DRIVERS_LICENSE, Kind.PAYMENT_CARD, Kind.SSN}


def test_what_is_found_the_pages_accept():
    data = b" ".join(text.encode() for page in (ssn, payment_card, drivers_license) for text in page.examples)
    pages = {page.KIND: page for page in DETECTORS}
    hits = spans(every_way(data))
    assert len(hits) > 20
    for kind, start, end in hits:
        assert pages[KIND_OF[kind]].validate(data[start:end].decode()) is not None


def test_what_is_prepared_is_not_built_again():
    matcher.prepare()
    matcher.searcher(frozenset({ACCOUNT_LABEL}))  # the one that waits until a text is full of labels
    caches = matcher.searcher, matcher.tree_of, matcher.stems, matcher.unusual.triggers
    built = [cache.cache_info().misses for cache in caches]
    hits = matcher.find(b"ssn card license 010940001 4222222222222 900000001 S12345678 5\xc2\xa0 " * 400)
    assert set(hits.kind.tolist()) == {SSN_BARE, CARD, LICENSE}
    assert [cache.cache_info().misses for cache in caches] == built


@pytest.mark.parametrize("text", [b"Lic S1234 5789 1", b"Lic# S1234 5789 012 NY", b"license SA 123-4567-8"])
def test_of_two_licenses_that_begin_together_one_is_kept_both_ways(text):
    wanted = [column.tolist() for column in reference.find(text, 0, len(text))]
    assert [column.tolist() for column in matcher.find(text, 0, len(text))] == wanted
