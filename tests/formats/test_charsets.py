"""Encodings told by content: which one, nothing else for it, places in the file, numbers over the borders of blocks."""

import gzip
import io
import os
import random
import struct
import sys
import zlib

import pytest
from ebcdic_samples import ebcdic
from hypothesis import given, settings
from hypothesis import strategies as st

from piiscan.config import Config, Limits
from piiscan.formats.base import new_context
from piiscan.formats.identify import identify_blob
from piiscan.formats.plain import host_records, recoded, text
from piiscan.formats.plain.alphabets import characters_of
from piiscan.formats.plain.charsets import coding_of, is_padded
from piiscan.formats.plain.ebcdic import Layout, is_ebcdic, layout_of, length_of, records_in, table_of
from piiscan.formats.plain.recoded import recoded as stream_of
from piiscan.formats.plain.strays import wide_parts
from piiscan.formats.plain.text import extract_text
from piiscan.model import Axis, Blob, Finding, Source, Step, Unscannable
from piiscan.scan import scan_one

PROSE = "Dear Sir, this is the list of names and of places that you asked for; it is complete. "
TEXTS = {
    "cp932": "氏名と住所の一覧です。山田太郎、能力表示ソフト。",
    "euc_jp": "氏名と住所の一覧です。山田太郎、能力表示ソフト。",
    "iso2022_jp_2": "氏名と住所の一覧です。山田太郎、能力表示ソフト。",
    "cp949": "이름과 주소의 목록입니다. 홍길동, 서울특별시.",
    "gb18030": "姓名和地址的列表。李明，北京市朝阳区。",
    "big5hkscs": "姓名和地址的列表。陳大文，台北市許功蓋。",
    "koi8_r": "Список имён и адресов сотрудников, Москва. ",
    "cp855": "Список имён и адресов сотрудников, Москва. ",
    "mac_cyrillic": "Список имён и адресов сотрудников, Москва. ",
    "cp1251": "Список имён и адресов сотрудников, Москва. ",
    "cp1253": "Κατάλογος ονομάτων και διευθύνσεων, Αθήνα. ",
    "cp1255": "רשימת השמות והכתובות של העובדים ירושלים ",
    "cp1256": "قائمة أسماء وعناوين الموظفين في القاهرة ",
    "cp874": "รายชื่อและที่อยู่ของพนักงาน กรุงเทพมหานคร ",
    "mac_roman": "Hélène, Zoë und Jürgen aus Köln, à côté de Zürich. ",
}


LISTS = {
    ("cp1250", "iso8859_2", "cp852", "mac_latin2"): "Łukasz Wójcik|Małgorzata Żak|Agnieszka Dąbrowska|Świętosława Kruś",
    ("cp1250", "iso8859_2"): "Jiří Dvořák|Zdeněk Růžička|Božena Černá|Ľubomír Kováč",
    ("cp1250", "iso8859_2", "cp852"): "Győző Szűcs|Erzsébet Fülöp|Ágnes Kőrösi",
    ("cp1250", "cp852"): "Mădălina Ionescu|Ştefan Bălan|Lucreţia Puşcaşu",
    ("cp1254", "iso8859_9", "cp857"): "Şükrü Yıldız|Gülçe Çağlar|İsmail Ağaoğlu|Işıl Kılıç",
    ("cp1257", "iso8859_13", "cp775"): "Vytautas Žukauskas|Eglė Šimkūnienė|Rūta Jonušaitė|Žydrūnas Mažeika",
    ("cp1257", "iso8859_13", "iso8859_4"): "Jānis Bērziņš|Māra Āboliņa|Sarmīte Kļaviņa",
    ("cp1251", "koi8_r", "cp866", "iso8859_5"): "Юрий Щербаков|Анна Лебедева|Сергей Иванов",
    ("cp1251", "koi8_u"): "Олексій Ґудзь|Євгенія Їжакевич|Ірина Шевченко",
    ("cp1253", "iso8859_7", "cp737"): "Γιώργος Παπαδόπουλος|Ελένη Άγγελου|Νίκος Ξανθός",
    ("mac_roman", "cp850", "cp437"): "José Muñoz|Jürgen Müller|Françoise Châtelet|Iñaki Núñez",
    ("cp1252", "iso8859_15"): "José Muñoz|João Simões|Zoë Weiß|Françoise Châtelet|Ægir Þórðarson|Søren Ångström",
}


def blob(data, name="x.txt"):
    return Blob(name, lambda: io.BytesIO(data), size=len(data))


@pytest.mark.parametrize("codec", TEXTS)
@pytest.mark.parametrize("times", [1, 40])
def test_a_set_is_told_by_its_common_letters(codec, times):
    assert coding_of((TEXTS[codec] * times).encode(codec)).codec == codec


@pytest.mark.parametrize(("codec", "names"), [(codec, names) for codecs, names in LISTS.items() for codec in codecs])
def test_the_names_of_a_list_have_their_letters(codec, names):
    rows = "".join(f"{name},010-94-{at:04},Boston,MA\n" for at, name in enumerate(names.split("|"), 1))
    letter = "".join(f"To {name}: your number is 010-94-0001.\r\n" for name in names.split("|"))
    for text_ in ("name,ssn,city,state\n" + rows, letter):
        data = text_.encode(codec)
        read = b"".join(
            segment.data[segment.start : segment.end] for segment in extract_text(blob(data), new_context(Limits()))
        )
        if codec in ("cp1252", "iso8859_15"):
            assert read == data  # as it is: nothing is decoded but what stands round a hit
        else:
            assert read.decode() == text_


@pytest.mark.parametrize(("codec", "name"), [("iso8859_2", "Żaneta Świątek"), ("cp852", "Żaneta Świątek")])
def test_who_was_cut_at_bytes_that_are_no_letters_is_found(codec, name, tmp_path):
    path = tmp_path / "list.csv"
    path.write_bytes(
        f"name,ssn,city,state\n{name},010-94-0001,Boston,MA\nŁucja Łoś,010-94-0002,Boston,MA\n".encode(codec)
    )
    source = Source(str(tmp_path), path.name, str(path), path.stat().st_size)
    found = [event for event in scan_one(source, Config()) if isinstance(event, Finding)]
    assert [one.classification.value for one in found] == ["personal_information"] * 2
    assert [one.places[0][-1] for one in found] == [Step(Axis.BYTE, 35), Step(Axis.BYTE, 67)]


@pytest.mark.parametrize("codec", ["cp1250", "iso8859_2", "cp1254", "cp1257", "cp1251", "iso8859_7"])
def test_what_is_a_letter_in_the_usual_set_stays_one_in_others(codec):
    table = characters_of(codec)
    assert table[:0x80] == bytes(range(0x80)).decode()
    usual = [bytes((byte,)).decode("cp1252", "replace") for byte in range(256)]
    assert all(table[byte].isalpha() for byte in range(256) if usual[byte].isalpha())
    assert {table[byte] for byte in (0x96, 0xA0)} <= {usual[0x96], usual[0xA0]}  # between the parts of numbers


def test_a_number_with_dashes_of_windows_is_in_a_set_of_windows():
    data = "José Muñoz, Jürgen Müller, Françoise: 010".encode("cp850") + b"\x9694\x960001"
    assert coding_of(data).codec == ""


@pytest.mark.parametrize("codec", ["cp932", "cp949", "gb18030", "big5hkscs"])
def test_a_text_cut_inside_a_character_is_told_too(codec):
    data = (TEXTS[codec] * 40).encode(codec)
    assert {coding_of(data[:size]).codec for size in range(400, 420)} == {codec}


@pytest.mark.parametrize(
    ("words", "of_dos"),
    [
        ("Müller, Jürgen; Groß, José Peña", ("cp850", "cp437")),
        ("SÃO PAULO, JOSÉ PEÑA, ÄNDERUNG", ("cp850",)),
        ("déjà été à la fenêtre", ("cp850", "cp437")),
        ("naïve café", ("cp850", "cp437")),
        ("Ação, relações e João", ("cp850",)),
    ],
)
def test_accented_letters_of_the_west_are_no_other_set(words, of_dos):
    for codec in ("cp1252", "iso8859-1", "iso8859-15", *of_dos):
        data = (words + "\n").encode(codec) * 9
        assert coding_of(data).codec in ({"", "cp850"} if codec in of_dos else {""}), codec


def _binaries():
    noise = random.Random(7).randbytes
    yield "random", noise(65536)
    yield "gzip", gzip.compress(PROSE.encode() * 500 + noise(20_000))
    yield "deflate", zlib.compress(noise(30_000))
    yield "floats", struct.pack("<4000d", *(random.Random(1).gauss(0, 1) for _ in range(4000)))
    yield "integers", struct.pack(">8000H", *range(8000))
    yield "image", bytes((x * y) & 0xFF for x in range(200) for y in range(200))
    yield "grey", bytes(0x80 + (x + y) % 0x40 for x in range(200) for y in range(200))
    yield "UTF-16", (PROSE * 40).encode("utf-16-le")
    yield "at signs", b"@" * 5000 + bytes(range(0x81, 0xFA)) * 9
    yield "own code", (_binaries.__code__.co_code * 100)


@pytest.mark.parametrize(("name", "data"), list(_binaries()), ids=lambda value: value if isinstance(value, str) else "")
def test_binary_data_is_in_no_set(name, data):  # noqa: ARG001 - shown as the id
    assert not is_ebcdic(data)
    assert not is_ebcdic(data[:4096])
    assert not coding_of(data[:4096]).codec


@pytest.mark.parametrize("name", ["python", "libc.so.6"])
def test_programs_are_not_ebcdic(name):
    found = os.path.realpath(sys.executable)
    paths = [found] if name == "python" else [m.__file__ for m in sys.modules.values() if str(m).endswith(".so'>")]
    for path in paths[:20]:
        with open(path, "rb") as stream:  # noqa: PTH123 - a shorter name for it
            data = stream.read(1 << 20)
        assert not any(is_ebcdic(data[at : at + 4096]) for at in range(0, len(data), 4096))


@pytest.mark.parametrize("page", ["cp037", "cp1047", "cp500", "cp1140", "cp273"])
def test_pages_of_mainframes(page):
    words = "Ann Lee [Lynn] {MA}, SSN 010-94-0001! #5 @home Jürgen Größe\n"
    data = ebcdic(words * 20, page)
    layout = coding_of(data).layout
    assert layout is not None
    assert layout.page == ("cp037" if page == "cp1140" else page)
    assert data.translate(table_of(layout.page)).decode("latin-1") == words * 20


def test_the_table_of_1047_is_that_of_ibm():
    table = table_of("cp1047")
    wanted = {0xAD: "[", 0xBD: "]", 0x5F: "^", 0xB0: "¬", 0xBA: "Ý", 0xBB: "¨", 0xC0: "{", 0xD0: "}", 0xE0: "\\"}
    assert {byte: chr(table[byte]) for byte in wanted} == wanted


def _rows(count, length):
    pick = random.Random(length)
    return [
        f"{pick.choice(PROSE.split()):14}{pick.randrange(10**9):09} {'x' * pick.randrange(9)}".ljust(length)
        for _ in range(count)
    ]


@pytest.mark.parametrize("length", [40, 77, 80, 100, 132, 133, 250, 1000])
@pytest.mark.parametrize("known", [True, False])
def test_the_length_of_records_is_their_period(length, known):
    data = ebcdic("".join(_rows(30, length)))
    assert length_of(data, len(data) if known else None, table_of("cp037")) == length


def test_running_text_has_no_period():
    data = ebcdic(" ".join(random.Random(5).choices(PROSE.split(), k=1999)))
    assert layout_of(data, len(data) | 1).length == 0


@pytest.mark.parametrize(
    ("words", "data", "found"),
    [
        ("rdw", b"\0\6\0\0ab\0\5\0\0c", [(4, 6, True, 0), (10, 11, True, 0)]),
        ("rdw", b"\0\6\1\0ab\0\5\2\0c", [(4, 6, False, 0), (10, 11, True, 0)]),
        ("rdw", b"\0\6\0\0ab\0\x09\0\0c", [(4, 6, True, 0)]),
        ("rdw", b"\0\3\0\0ab", []),
        ("rdw", b"\xff\xff\xff\xff", []),
        ("bdw", b"\0\x0a\0\0\0\6\0\0ab\0\x09\0\0\0\5\0\0c", [(8, 10, True, 0), (18, 19, True, 0)]),
        ("bdw", b"\0\x09\0\0\0\6\0\0ab", []),
    ],
)
def test_words_of_length(words, data, found):
    assert list(records_in(data, words)) == found


@pytest.mark.parametrize(
    "layout",
    [Layout("cp037"), Layout("cp037", 80), Layout("cp037", 80, packed=(10, 40)), Layout("cp037", words="rdw")],
    ids=str,
)
@given(data=st.binary(max_size=900))
@settings(max_examples=40)
def test_no_bytes_break_a_layout_and_every_place_is_in_the_file(layout, data):
    with stream_of(io.BytesIO(data), text_coding(layout)) as stream:
        made = stream.read()
        for offset in range(0, len(made), 7):
            byte = stream.byte_at(offset)
            assert byte is None or 0 <= byte <= len(data)


def text_coding(layout):
    from piiscan.formats.plain.charsets import Coding

    return Coding("", layout)


@pytest.mark.parametrize("codec", TEXTS)
def test_the_byte_of_an_offset_is_that_of_the_file(codec):
    words = (TEXTS[codec] + "Ann 12345\n") * 3
    data = words.encode(codec)
    (segment,) = extract_text(blob(data), new_context(Limits()))
    assert bytes(segment.data).decode() == words
    offsets = [at for at in range(len(segment.data)) if segment.data[at : at + 5] == b"12345"]
    wanted = [at for at in range(len(data)) if data[at : at + 5] == b"12345"]
    assert [segment.locate(at)[-1] for at in offsets] == [(Axis.BYTE, at) for at in wanted]


def test_bad_bytes_do_not_move_places():
    data = ("氏名と住所の一覧です。" * 20).encode("cp932") + b"\x81\xff\xfd" + "表010-94-0001\n".encode("cp932")
    (segment,) = extract_text(blob(data), new_context(Limits()))
    offset = bytes(segment.data).index(b"010")
    assert segment.locate(offset)[-1] == (Axis.BYTE, data.index(b"010"))


ENCODINGS = [
    *("utf-8", "cp1252", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"),
    *(codec for codec in TEXTS if codec not in {"cp1256", "cp1255"}),
    *("cp037", "cp1047", "rdw", "fixed", "padded", "wide in narrow"),
]
SPAN = range(-20, 21)


def _filler(size):
    return ("and so on and on and on " * (size // 24 + 1))[:size]


def _planted_at(size, first, encode, unit, start):
    """Text with number k beginning `SPAN[k]` characters from the border k + 1; `start` characters stand in front."""
    out, numbers, length = [], [], start
    for k, shift in enumerate(SPAN):
        number = f"010-94-{k + 1:04}"
        at = first + size * (k + 1) // unit + shift
        label = f"\nAnn Lee, SSN {number}\n"
        out += [_filler(at - 14 - length), label]
        length = at - 14 + len(label)
        numbers.append(number)
    return encode("".join([*out, _filler(300)])), numbers


def _bordered(encoding, size, first):
    if encoding == "rdw":
        made, numbers = _planted_at(size, first, str, 1, 0)
        records = [ebcdic(line) for line in made.split("\n")]
        return b"".join((len(line) + 4).to_bytes(2, "big") + b"\0\0" + line for line in records), numbers
    if encoding == "fixed":
        made, numbers = _planted_at(size, first, str, 1, 0)
        return ebcdic(
            "".join(line[at : at + 200].ljust(200) for line in made.split("\n") for at in range(0, len(line), 200))
        ), numbers
    if encoding == "padded":
        made, numbers = _planted_at(size, first, str, 1, 0)
        return made.replace("\n", "\0").encode(), numbers
    if encoding == "wide in narrow":
        made, numbers = _planted_at(size, first - 2000, str, 2, 0)
        return b"a line in ASCII\n" * 256 + made.encode("utf-16-le"), numbers
    if encoding in {"cp037", "cp1047"}:
        return _planted_at(size, first, lambda made: ebcdic(made, encoding), 1, 0)
    head = TEXTS.get(encoding, "é" * 8) * 4
    unit = {"utf-16-le": 2, "utf-16-be": 2, "utf-32-le": 4, "utf-32-be": 4}.get(encoding, 1)
    length = len(head.encode(encoding)) // unit
    made, numbers = _planted_at(size, first, str, unit, length)
    return (head + made).encode(encoding), numbers


@pytest.mark.long
@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize(
    "first", [text.BACK, pytest.param(0, marks=pytest.mark.slow)], ids=["of a window", "of what is read"]
)
def test_a_number_over_the_border_of_a_block_is_found_once(encoding, first, monkeypatch, scan):
    monkeypatch.setattr(text, "WINDOW", 4096)
    monkeypatch.setattr(recoded, "READ", 4096)
    monkeypatch.setattr(host_records, "READ", 4096)
    data, numbers = _bordered(encoding, 4096, first)
    found = sorted(element.value for finding in scan(data).findings for element in finding.elements)
    assert found == sorted(number.replace("-", "") for number in numbers)


def test_parts_in_another_encoding_are_found_in_any_window():
    part = "Ann Lee, SSN 010-94-0001\n".encode("utf-16-le")
    data = b"x" * 100 + part + b"y" * 100
    for start in range(90, 160):
        owned = [
            bytes(one.data[one.start : one.end])
            for one in wide_parts(data, start, len(data), lambda at: ((Axis.BYTE, at),))
        ]
        whole = b"".join(owned)
        assert b"Ann Lee, SSN 010-94-0001\n".endswith(whole)
        assert len(whole) == max(0, min(25, (100 + len(part) - start) // 2))


@given(
    st.lists(st.sampled_from([*"Ann Lee 010-94-0001\n\0é表"]), max_size=400).map("".join), st.sampled_from(list(TEXTS))
)
@settings(max_examples=40)
def test_no_bytes_make_it_raise(words, codec):
    data = TEXTS[codec].encode(codec) + words.encode("utf-8", "replace") + words.encode("utf-16-le")
    one = blob(data)
    try:
        for item in identify_blob(one).extract(one, new_context(Limits())):
            item.locate(0)
    except Unscannable:
        pass


def test_zero_bytes_for_blanks():
    assert is_padded(b"Ann Lee\0\0\0" * 20)
    assert not is_padded(b"\x01\x02\0\0\0" * 20)
    assert not is_padded(b"Ann Lee" * 20)


@pytest.mark.parametrize("size", [0, 1])
def test_single_bytes_are_scanned(size, scan):
    for value in range(256 if size else 1):
        scanned = scan(bytes([value]) * size)
        assert not scanned.findings
        assert not [one for one in scanned.outcomes if one.reason is not None and one.reason.value == "bug"]


def _sparse(tmp_path, parts, size):
    path = tmp_path / "sparse.log"
    with path.open("wb") as stream:
        for at, data in parts:
            stream.seek(at)
            stream.write(data)
        stream.truncate(size)
    if path.stat().st_blocks * 512 > 1 << 24:
        pytest.skip("a file system without holes")
    return list(scan_one(Source(str(tmp_path), path.name, str(path), size), Config()))


@pytest.mark.timeout(20)
def test_holes_are_not_read(tmp_path):
    tera = 1 << 40
    record = b"\nAnn Lee, SSN 010-94-%04d\n"
    parts = [(tera // 2 + 100, record % 1), (tera - 5000, record % 2)]
    *findings, outcome = _sparse(tmp_path, parts, tera)
    bytes_ = [step.at for one in findings for step in one.places[0] if step.axis is Axis.BYTE]
    assert bytes_ == [at + 14 for at, _ in parts]
    assert outcome.status.value == "scanned"


def test_a_hole_behind_text(tmp_path):
    *findings, outcome = _sparse(tmp_path, [(0, b"Ann Lee, SSN 010-94-0001\n")], 1 << 40)
    assert len(findings) == 1
    assert outcome.status.value == "scanned"


def test_nothing_but_a_hole(tmp_path):
    (outcome,) = _sparse(tmp_path, [], 1 << 40)
    assert outcome.status.value == "scanned"


@pytest.mark.slow
def test_random_data_has_no_findings(scan):
    scanned = scan(random.Random(23).randbytes(100 << 20))
    assert not scanned.findings


@pytest.mark.slow
@pytest.mark.parametrize("codec", ["utf-8", "utf-16-le", "cp037"])
def test_a_line_of_200_megabytes(codec, scan):
    half = "and so on and on " * (6_000_000 // (2 if codec == "utf-16-le" else 1))
    made = f"Ann Lee, SSN 010-94-0001 {half}Bob Ray, SSN 010-94-0002 {half}Cy Poe, SSN 010-94-0003"
    scanned = scan(made.encode(codec))
    columns = [step.at for one in scanned.findings for step in one.places[0] if step.axis is Axis.COLUMN]
    assert columns == [made.index(f"010-94-000{k}") + 1 for k in (1, 2, 3)]
