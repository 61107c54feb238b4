"""Text in the encodings of mainframes, of East Asia and of older systems; several encodings in one file; padding."""

from __future__ import annotations

import codecs
import sys
from collections.abc import Callable
from pathlib import Path

from planted import Case, Plant

sys.path.insert(0, str(Path(__file__).parent.parent / "formats"))
from ebcdic_samples import ebcdic

_NAMES = ("Ann Lee", "Bob Ray", "Cy Poe", "Dee Fox", "Eve Orr", "Flo Ray", "Gus Orr", "Hal Poe", "Ida Fox", "Jon Ray")


def _prose(plant: Plant) -> str:
    first = plant.record("first line", "line 1 › column 14")
    last = plant.record("last line", "line 4 › column 14")
    return f"{first}\nnothing here [that] is of interest to anybody\n\n{last}\n"


def _lines(page: str, end: bytes) -> Case:
    def build(plant: Plant) -> bytes:
        return ebcdic(_prose(plant), page).replace(b"\x25", end)

    return Case("EBCDIC", f"{page}, lines ended by {end.hex()}", "a.txt", build)


def _report(plant: Plant, width: int, at: int) -> list[str]:
    """Lines of a report without columns."""
    lines = []
    for number, text in enumerate(("Dear Sir,", "this is what you asked for:", "", "and so on", "Yours", "The office")):
        lines.append(text.ljust(width))
        if number in {1, 4}:
            record = plant.record(f"record {len(lines) + 1}", f"line {len(lines) + 1} › column {14 + at}")
            lines.append(record.ljust(width))
    return lines


def _fixed(length: int) -> Case:
    return Case(
        "EBCDIC",
        f"records of {length} bytes, no line ends",
        "a.dat",
        lambda plant: ebcdic("".join(_report(plant, length, 0))),
    )


def _printed(plant: Plant) -> bytes:
    lines = _report(plant, 132, 1)
    return ebcdic("".join("1 0 -   "[number % 8] + line for number, line in enumerate(lines)))


def _in_columns(plant: Plant) -> str:
    rows = []
    for number, name in enumerate(_NAMES, 1):
        ssn = plant(f"record {number}", f"line {number} › column 23")
        rows.append(f"{name:20}  {ssn:12}  {number * 1117:07}  LYNN".ljust(100))
    return "".join(rows)


def _header(plant: Plant) -> str:
    rows = ["NAME                  SSN           PHONE    CITY".ljust(90)]
    for number, name in enumerate(_NAMES, 2):
        ssn = plant(f"record {number}", f"line {number} › column 23")
        rows.append(f"{name:20}  {ssn:12}  {number * 1117:07}  LYNN".ljust(90))
    return "".join(rows)


def _packed(plant: Plant) -> bytes:
    """Nine packed digits (COMP-3) in each record, under a record that names the fields."""
    rows = [ebcdic("NAME                 SSN   JOB           CITY".ljust(70))]
    for number, name in enumerate(_NAMES, 2):
        ssn = plant(f"record {number}", f"line {number} › column 22").replace("-", "")
        rows.append(
            ebcdic(f"{name:21}") + bytes.fromhex(ssn + "C") + ebcdic(f" CLERK {number:03}     LYNN MA".ljust(44))
        )
    return b"".join(rows)


def _host_page(plant: Plant) -> bytes:
    return ebcdic(f"<html><body><p>{plant.record('paragraph', 'line 1 › column 29')}</p><p>Lynn</p></body></html>")


def _counted(lines: list[bytes]) -> bytes:
    return b"".join((len(line) + 4).to_bytes(2, "big") + b"\0\0" + line for line in lines)


def _rdw(plant: Plant) -> list[bytes]:
    return [ebcdic(line) for line in _prose(plant).replace("\n\n", "\n \n").splitlines()]


def _bdw(plant: Plant) -> bytes:
    lines = _rdw(plant)
    blocks = [_counted(lines[:2]), _counted(lines[2:3]), _counted(lines[3:])]
    return b"".join((len(block) + 4).to_bytes(2, "big") + b"\0\0" + block for block in blocks)


def _spanned(plant: Plant) -> bytes:
    first, *rest = _rdw(plant)
    parts = [(1, first[:8]), (3, first[8:17]), (2, first[17:]), *((0, line) for line in rest)]
    return b"".join((len(part) + 4).to_bytes(2, "big") + bytes((code, 0)) + part for code, part in parts)


_JAPANESE = "氏名と住所の一覧です。山田太郎、能力表示ソフト。"
_KOREAN = "이름과 주소의 목록입니다. 홍길동, 서울특별시."
_SIMPLIFIED = "姓名和地址的列表。李明，北京市朝阳区。"
_TRADITIONAL = "姓名和地址的列表。陳大文，台北市許功蓋。"
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


def _asian(codec: str, text: str, last: str) -> Case:
    """Numbers behind a character whose last byte is a letter, a backslash or a bar of ASCII; in digits of full width."""

    def build(plant: Plant) -> bytes:
        one = plant("right behind a character", f"line 2 › column {len(last) + 6}")
        two = plant.record("line of its own", f"line 3 › column {len(text) + 14}")
        three = plant("digits of full width", "line 4 › column 14").translate(_WIDE)
        lines = [text * 3, f"{last}SSN: {one} Bob Ray", text + two, f"Cy Poe, SSN: {three}", text]
        return "\n".join(lines).encode(codec)

    return Case("text", f"{codec}", "a.txt", build)


def _table(codec: str, text: str) -> Case:
    """A table with labels in English and places in another script."""

    def build(plant: Plant) -> bytes:
        rows = [
            f"{text},{name},{plant(f'row {n}', f'line {n + 1} › column 3 (ssn)')}" for n, name in enumerate(_NAMES, 1)
        ]
        return "\n".join(["place,name,ssn", *rows]).encode(codec)

    return Case("delimited", f"{codec}", "a.csv", build)


_SCRIPTS = {
    "koi8-r": "Список имён и адресов сотрудников, Москва",
    "cp1251": "Список имён и адресов сотрудников, Москва",
    "cp1253": "Κατάλογος ονομάτων και διευθύνσεων, Αθήνα",
    "cp1255": "רשימת השמות והכתובות של העובדים ירושלים",
    "cp1256": "قائمة أسماء وعناوين الموظفين في القاهرة",
    "cp874": "รายชื่อและที่อยู่ของพนักงาน กรุงเทพมหานคร",
    "mac-roman": "Hélène, Zoë und Jürgen aus Köln, à côté de Zürich",
    "iso8859-2": "Łódź, Kraków, żółw, Wrocław i Gdańsk są miastami",
    "cp437": "Hélène, Zoë und Jürgen aus Köln, à côté de Zürich",
    "cp866": "Список имён и адресов сотрудников, Москва",
}


def _script(codec: str, text: str) -> Case:
    def build(plant: Plant) -> bytes:
        one = plant.record("behind text", f"line 2 › column {len(text) + 16}")
        two = plant.record("line of its own", "line 4 › column 14")
        return "\n".join([text, f"{text}. {one}", text, two, text]).encode(codec)

    return Case("text", codec, "a.txt", build)


_PLAIN = "a line that says nothing of anybody\n"


def _wide_inside(codec: str, before: str) -> Callable[[Plant], bytes]:
    def build(plant: Plant) -> bytes:
        first = plant.record("before", "line 1 › column 14") + "\n" + before
        line = first.count("\n") + 1
        wide = plant.record("UTF-16 in the middle", f"line {line} › column 14") + "\n"
        # The second byte of the line end before, where it is the zero one, stands in this line.
        last = plant.record("behind", f"line {line + 1} › column {15 if codec == 'utf-16-le' else 14}") + "\n"
        return first.encode() + wide.encode(codec) + (last + _PLAIN).encode()

    return build


def _two_marks(plant: Plant) -> bytes:
    one = plant.record("first file", "line 1 › column 14") + "\n" + _PLAIN
    two = plant.record("second file", "line 3 › column 14") + "\n" + _PLAIN
    return one.encode("utf-8-sig") + codecs.BOM_UTF16_LE + two.encode("utf-16-le")


def _narrow_behind(plant: Plant) -> bytes:
    one = plant.record("first file", "line 1 › column 14") + "\n" + _PLAIN * 3
    wide = codecs.BOM_UTF16_LE + one.encode("utf-16-le")
    narrow = plant.record("UTF-8 behind UTF-16", f"byte {len(wide) + 13}") + "\n" + _PLAIN
    return wide + narrow.encode()


def _both_orders(plant: Plant) -> bytes:
    one = plant.record("first file", "line 1 › column 14") + "\n" + _PLAIN * 3
    wide = codecs.BOM_UTF16_LE + one.encode("utf-16-le")
    two = plant.record("the other byte order", f"byte {len(wide) + 2 + 26}") + "\n" + _PLAIN
    return wide + codecs.BOM_UTF16_BE + two.encode("utf-16-be")


def _mixed_lines(plant: Plant) -> bytes:
    one = f"José Peña, SSN {plant('line in cp1252', 'line 1 › column 16')}\n"
    two = f"Zoë Núñez, SSN {plant('line in UTF-8', 'line 2 › column 16')}\n"
    return one.encode("cp1252") + two.encode() + _PLAIN.encode()


def _c_strings(plant: Plant) -> bytes:
    one = plant("first", "line 1 › column 13")
    two = plant("second", "line 1 › column 37")
    return f"Ann Lee\0SSN\0{one}\0Bob Ray\0SSN\0{two}\0".encode() + b"and more of it\0" * 9


def _padded(plant: Plant) -> bytes:
    rows = []
    for number, name in enumerate(_NAMES, 1):
        ssn = plant(f"record {number}", f"line {number} › column 21").encode()
        rows.append(name.encode().ljust(20, b"\0") + ssn.ljust(16, b"\0") + b"Lynn".ljust(12, b"\0"))
    return b"".join(rows)


def _zeros_first(plant: Plant) -> bytes:
    return bytes(10_000) + f"{_PLAIN}{plant.record('behind zero bytes', 'line 2 › column 14')}\n".encode()


def _page(codec: str, text: str, declared: str = "") -> Case:
    def build(plant: Plant) -> bytes:
        mark = f'<meta charset="{declared}">' if declared else ""
        one = plant.record("paragraph", f"line 2 › column {len(text) + 17}")
        two = plant("digits of full width", "line 3 › column 17").translate(_WIDE)
        page = f"<html><head>{mark}</head><body>\n<p>{text}{one}</p>\n<p>Cy Poe, SSN: {two}</p>\n<p>{text}</p></body></html>"
        return page.encode(codec)

    return Case("html", f"{codec}, {'declared' if declared else 'not declared'}", "a.html", build)


def _mail(codec: str, text: str, declared: str = "") -> Case:
    def build(plant: Plant) -> bytes:
        head = f"From: a@example.com\r\nTo: b@example.com\r\nSubject: x\r\nMIME-Version: 1.0\r\n{declared}\r\n"
        one = plant.record("body", f"body › line 1 › column {len(text) + 14}")
        two = plant("digits of full width", "body › line 2 › column 14").translate(_WIDE)
        return head.encode() + f"{text}{one}\r\nCy Poe, SSN: {two}\r\n{text}\r\n".encode(codec)

    return Case("eml", f"{codec}, {'declared' if declared else 'not declared'}", "a.eml", build)


CASES = [
    *(_lines(page, end) for page in ("cp037", "cp1047", "cp500", "cp1140", "cp273") for end in (b"\x15", b"\x25")),
    _lines("cp037", b"\x0d\x25"),
    *map(_fixed, (80, 132, 97, 256)),
    Case("EBCDIC", "133 bytes, control of the carriage", "a.prt", _printed),
    Case("EBCDIC", "columns", "a.dat", lambda plant: ebcdic(_in_columns(plant))),
    Case("EBCDIC", "columns with a header", "a.dat", lambda plant: ebcdic(_header(plant))),
    Case("EBCDIC", "packed decimal", "a.dat", _packed),
    Case("EBCDIC", "page, as text", "a.html", _host_page),
    Case("EBCDIC", "RDW", "a.vb", lambda plant: _counted(_rdw(plant))),
    Case("EBCDIC", "BDW and RDW", "a.vb", _bdw),
    Case("EBCDIC", "spanned records", "a.vbs", _spanned),
    *(_asian(codec, _JAPANESE, "表") for codec in ("cp932", "euc-jp", "iso2022-jp")),
    *(_asian(codec, _SIMPLIFIED, "镕") for codec in ("gbk", "gb18030")),
    _asian("big5", _TRADITIONAL, "功"),
    *(_asian(codec, _KOREAN, "각") for codec in ("euc-kr", "cp949", "iso2022-kr")),
    _table("cp932", "能力ソ"),
    _table("gb18030", "北京市朝阳区"),
    _table("big5", "許功蓋"),
    _table("cp949", "서울특별시"),
    *(_script(codec, text) for codec, text in _SCRIPTS.items()),
    _page("cp932", _JAPANESE, "shift_jis"),
    *(
        _page(*of)
        for of in (("cp932", _JAPANESE), ("euc-kr", _KOREAN), ("gb18030", _SIMPLIFIED), ("big5", _TRADITIONAL))
    ),
    _mail("utf-7", "José. ", "Content-Type: text/plain; charset=UTF-7\r\n"),
    _mail("iso2022-jp", _JAPANESE, "Content-Type: text/plain; charset=ISO-2022-JP\r\n"),
    *(_mail(*of) for of in (("cp932", _JAPANESE), ("euc-jp", _JAPANESE), ("gb18030", _SIMPLIFIED))),
    Case("text", "UTF-16-LE among UTF-8", "a.log", _wide_inside("utf-16-le", "é\n" + _PLAIN * 300)),
    Case("text", "UTF-16-BE among UTF-8", "a.log", _wide_inside("utf-16-be", "é\n" + _PLAIN * 300)),
    Case("text", "UTF-16-LE among ASCII, short", "a.log", _wide_inside("utf-16-le", _PLAIN)),
    Case("text", "two files, UTF-8 and UTF-16 with marks", "a.txt", _two_marks),
    Case("text", "two files, UTF-16 and UTF-8", "a.txt", _narrow_behind),
    Case("text", "two files, both byte orders", "a.txt", _both_orders),
    Case("text", "cp1252 and UTF-8 by turns", "a.txt", _mixed_lines),
    Case("text", "strings of C", "a.bin", _c_strings),
    Case("text", "fields padded with zero bytes", "a.dat", _padded),
    Case("text", "behind zero bytes", "a.log", _zeros_first),
]
