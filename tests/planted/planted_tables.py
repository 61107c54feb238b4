"""Tables as text: every way of writing them down, and what damage leaves of them."""

from __future__ import annotations

import codecs
from collections.abc import Callable

from people import person, says
from planted import Case, Plant

HEAD = ("id", "name", "ssn", "city")


def cell(line: int, column: int = 3, header: str = "ssn") -> str:
    """The place of a cell."""
    return f"line {line} › column {column}" + (f" ({header})" if header else "")


def rows(plant: Plant, first: int = 2, header: str = "ssn", column: int = 3) -> list[list[str]]:
    """Three people, the first in the line of this number."""
    places = ("first row", "row between", "last row")
    found = []
    for number, place in enumerate(places):
        name, ssn = person(plant, place, cell(first + number, column, header))
        found.append([str(number + 1), name, ssn, "Lynn"])
    return found


def _plain(
    delimiter: str = ",",
    quote: str = "",
    end: str = "\n",
    before: str = "",
    trailing: str = "",
    encoding: str = "utf-8",
) -> Callable[[Plant], bytes]:
    def build(plant: Plant) -> bytes:
        first = 2 + len(before.splitlines())
        lines = [HEAD, *rows(plant, first)]
        text = [delimiter.join(f"{quote}{one}{quote}" for one in line) + trailing for line in lines]
        return (before + end.join(text) + end).encode(encoding)

    return build


def _marked(mark: bytes, encoding: str) -> Callable[[Plant], bytes]:
    return lambda plant: mark + _plain(encoding=encoding)(plant)


def _headless(plant: Plant) -> bytes:
    return "\n".join(",".join(line) for line in rows(plant, 1, "")).encode()


def _lines(*lines: str) -> Callable[[Plant], bytes]:
    """Lines with {0}, {1} … where a name and its number stand; `@` is the place: line, column, header."""

    def build(plant: Plant) -> bytes:
        out = []
        for number, line in enumerate("\n".join(lines).split("\n"), 1):
            text, _, column = line.partition("@")
            if column:
                name, ssn = person(plant, f"line {number}", cell(number, int(column)))
                text = text.replace("NAME", name).replace("SSN", ssn)
            out.append(text)
        return ("\n".join(out) + "\n").encode()

    return build


_LONE_QUOTE = _lines("id,name,note,ssn", '1,NAME,5" pipe,SSN@4', "2,NAME,x,SSN@4", '3,NAME,"a ""b"", c",SSN@4')
_RUNAWAY = _lines("id,name,note,ssn", '1,NAME,"never ends,SSN@4', "2,NAME,x,SSN@4", '3,NAME,"a, b",SSN@4')
_INNER = _lines("id,name,note,ssn", '1,NAME,"6" x 4" pipe",SSN@4', '2,NAME,"a, b",SSN@4', "3,NAME,x,SSN@4")
_DOUBLED = _lines("id,name,note,ssn", '1,NAME,"said ""hi"", bye",SSN@4', '2,NAME,"""",SSN@4', '3,NAME,"",SSN@4')
_RAGGED = _lines("id,name,ssn,city", "1,NAME,SSN@3", "2,NAME,SSN,Lynn,more,cells@3", "3", "", "4,NAME,SSN,@3")
_ESCAPED = _lines("id,name,note,ssn", "1,NAME,a\\,b,SSN@4", "2,NAME,x,SSN@4", '3,NAME,"a \\" b",SSN@4')
_TITLES = _lines(
    "Staff of Acme", "Printed 2024-01-02", "", "id,name,ssn,city", "1,NAME,SSN,Lynn@3", "2,NAME,SSN,Lynn@3"
)
_COMMENTS = _lines("# made by hr", "#", "id,name,ssn,city", "1,NAME,SSN,Lynn@3", "# more", "2,NAME,SSN,Lynn@3")
_BLANKS = _lines("id, name, ssn", "1, NAME, SSN@3", "2, NAME , SSN @3", '3, "NAME", "SSN"@3')
_FOREIGN = _lines("id;name;ssn;pay", "1;NAME;SSN;2,5@3", "2;NAME;SSN;3,5@3")
_WIDE_TITLE = _lines("Staff of Acme,,,", ",,,", "id,name,ssn,city", "1,NAME,SSN,Lynn@3", "2,NAME,SSN,Lynn@3")
_LEAD_ZERO = _lines("name,ssn", '"NAME","=""SSN"""@2', 'NAME,="SSN"@2', "NAME,'SSN@2")


def _inside(plant: Plant) -> bytes:
    name, ssn = person(plant, "behind a cell of three lines", cell(4, 4))
    other, number = person(plant, "in a cell of two lines", cell(6, 3, "note"))
    text = f'id,name,note,ssn\n1,{name},"a\nb\nc",{ssn}\n2,{other},"see\nSSN {number}",\n'
    last, its = person(plant, "after it", cell(7, 4))
    return f"{text}3,{last},,{its}\n".encode()


def _inside_crlf(plant: Plant) -> bytes:
    return _inside(plant).replace(b"\n", b"\r\n")


def _mixed_ends(plant: Plant) -> bytes:
    one, two, three = (",".join(line) for line in rows(plant))
    return f"{','.join(HEAD)}\r\n{one}\n{two}\r{three}\r\n".encode()


def _long_cells(plant: Plant) -> bytes:
    name, ssn = person(plant, "behind a quoted cell of 140 kB", cell(2, 4))
    other, number = person(plant, "behind a cell of 140 kB", cell(3, 4))
    quoted, plain = "x, " * 47_000, "y" * 140_000
    return f'id,name,note,ssn\n1,{name},"{quoted}",{ssn}\n2,{other},{plain},{number}\n'.encode()


def _wide(plant: Plant) -> bytes:
    """A hundred thousand columns."""
    name, ssn = person(plant, "last of 100,002 columns", cell(2, 100_002, ""))
    other, number = person(plant, "next record", cell(3, 100_002, ""))
    head = ",".join(f"c{at}" for at in range(100_000))
    ones = "1," * 100_000
    return f"{head},name,ssn\n{ones}{name},{ssn}\n{ones}{other},{number}\n".encode()


def _zeros(plant: Plant) -> bytes:
    name, ssn = person(plant, "padded with zero bytes", cell(2))
    other, number = person(plant, "behind a hole of zero bytes", cell(4))
    lost = b"\0" * 300
    text = f"id,name,ssn,city\n1,{name}\0\0\0,{ssn}\0\0,Lynn\n".encode() + lost
    return text + f"\n3,{other},{number},Lynn\n".encode()


def _late(plant: Plant) -> bytes:
    """More than a block, with a lone quote in the first."""
    name, ssn = person(plant, "row 100,000", cell(100_001, 3))
    lines = ["id,name,ssn,note", '1,x,,5" pipe', *["1,x,,y"] * 99_998, f'1,{name},{ssn},"a, b"']
    return "\n".join(lines).encode()


def _concordance(encoding: str) -> Callable[[Plant], bytes]:
    return _plain("\x14", "þ", "\r\n", encoding=encoding)


def _fixed(plant: Plant) -> bytes:
    lines = [f"{'NAME':16}{'SSN':13}{'CITY':8}"]
    for number in range(4):
        name, ssn = person(plant, f"record {number + 1}", f"line {number + 2} › column 17")
        lines.append(f"{name:16}{ssn:13}{'Lynn':8}")
    return "\n".join(lines).encode()


def _fixed_headless(plant: Plant) -> bytes:
    lines = []
    for number in range(12):
        name, ssn = person(plant, f"record {number + 1}", f"line {number + 1} › column 25")
        given, family = name.split()
        lines.append(f"{family:12}{given:12}{ssn:13}MA01901")
    return "\r\n".join(lines).encode()


def _note_beside(plant: Plant) -> bytes:
    text = says(plant, "text in a cell", cell(2, 2, "note"))
    other = says(plant, "second row", cell(3, 2, "note"))
    return f'id,note\n1,"{text}"\n2,"{other}"\n'.encode()


def _csv(variant: str, build: Callable[[Plant], bytes], name: str = "a.csv") -> Case:
    return Case("CSV", variant, name, build)


CASES = [
    *(
        _csv(f"{said}{'' if name.endswith('csv') else ', no name that says so'}", _plain(delimiter), name)
        for said, delimiter in (
            ("comma", ","),
            ("semicolon", ";"),
            ("tab", "\t"),
            ("pipe", "|"),
            ("caret", "^"),
            ("tilde", "~"),
            ("0x01 (Hive)", "\x01"),
            ("0x1F", "\x1f"),
            ("two pipes", "||"),
            ("broken bar", "¦"),
            ("pipe between tildes", "~|~"),
        )
        for name in ("a.csv", "a.txt")
    ),
    _csv("colon", _plain(":")),
    _csv("number sign", _plain("#")),
    _csv("double quotes", _plain(quote='"')),
    _csv("single quotes", _plain(quote="'")),
    _csv("Concordance, cp1252", _concordance("latin-1"), "a.dat"),
    _csv("Concordance, UTF-8", _concordance("utf-8"), "a.dat"),
    _csv("CRLF", _plain(end="\r\n")),
    _csv("CR", _plain(end="\r")),
    _csv("CR, tab, no name that says so", _plain("\t", end="\r"), "a.txt"),
    _csv("mixed line ends", _mixed_ends),
    _csv("byte order mark", _marked(codecs.BOM_UTF8, "utf-8")),
    _csv("UTF-16", _marked(codecs.BOM_UTF16_LE, "utf-16-le")),
    _csv("UTF-16, big end, no mark", _plain(encoding="utf-16-be")),
    _csv("UTF-16, tab, CRLF", _plain("\t", end="\r\n", encoding="utf-16"), "a.txt"),
    _csv("UTF-32", _marked(codecs.BOM_UTF32_LE, "utf-32-le")),
    _csv("cp1252", _plain(before="Löhne\n", encoding="cp1252")),
    _csv("sep= of Excel", _plain(";", before="sep=;\n")),
    _csv("no header", _headless),
    _csv("header below titles", _TITLES),
    _csv("header below titles as wide", _WIDE_TITLE),
    _csv("comments", _COMMENTS),
    _csv("delimiter at the end", _plain(trailing=",")),
    _csv("semicolon at the end", _plain(";", trailing=";")),
    _csv("lone quote", _LONE_QUOTE),
    _csv("quote that never ends", _RUNAWAY),
    _csv("quotes inside quotes", _INNER),
    _csv("doubled quotes", _DOUBLED),
    _csv("escaped delimiter", _ESCAPED),
    _csv("formula of text", _LEAD_ZERO),
    _csv("line ends in cells", _inside),
    _csv("line ends in cells, CRLF", _inside_crlf),
    _csv("ragged", _RAGGED),
    _csv("blanks round cells", _BLANKS),
    _csv("decimal commas", _FOREIGN),
    _csv("cells of 140 kB", _long_cells),
    _csv("100,002 columns", _wide),
    _csv("zero bytes", _zeros),
    _csv("lone quote in a large file", _late),
    _csv("text in cells", _note_beside),
    Case("fixed width", "labels", "a.txt", _fixed),
    Case("fixed width", "no labels, CRLF", "a.dat", _fixed_headless),
]
