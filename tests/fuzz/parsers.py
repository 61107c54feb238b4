"""What is fuzzed beside whole formats: parsers below or beside them, and quick ways that must say what the slow ones say.

Rule: a check takes any bytes, and raises where what must hold does not. Where there are two ways the comparison is that of
the tests of the format; what these make up of a few pieces comes out of a fuzzer's bytes here.
"""

from __future__ import annotations

import contextlib
import io
import itertools
import json
import os
import struct
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

import loops

from piiscan.model import Reason, Segment, Source, Unscannable

TESTS = Path(__file__).parent.parent
for folder in ("formats", "pairing", "matcher", "exposure"):
    sys.path.append(str(TESTS / folder))
sys.path.append(str(TESTS.parent))


@dataclass(frozen=True, slots=True)
class Parser:
    """One of them: what must hold of any bytes, what to begin with, and whose branches are counted."""

    check: Callable[[bytes], None]
    seeds: Callable[[], list[bytes]]
    counted: tuple[str, ...] = field(default=("piiscan.formats",))


# Below a format: no check sum, and nothing round it, stands between the fuzzer and the parser ------------------------


def _lzx(data: bytes) -> None:
    """The first byte says the window; before each frame stands how long it is, packed and not."""
    from piiscan.formats.archives.lzx import WINDOWS, Lzx, LzxError

    frame = 1 << 15
    stream, at = Lzx(min(WINDOWS) + data[0] % len(WINDOWS)) if data else Lzx(15), 1
    while at + 4 <= len(data):
        packed, size = struct.unpack_from("<HH", data, at)
        try:
            found = stream.frame(data[at + 4 : at + 4 + packed], size)
        except LzxError as damage:
            found, size = damage.args[0], frame
            at = len(data)
        assert len(found) <= size
        at += 4 + packed


def _lzx_seeds() -> list[bytes]:
    from lzx_samples import KINDS, Writer

    found = []
    for window, kind, calls in itertools.product((15, 16), (*KINDS, ""), (0, 5000)):
        writer, made = Writer(window, kind, calls), bytes([window - 15])
        for text in (b"Ann Lee 010-94-0001, " * 9, b"\xe8\1\0\0\0 calls \xe8\xff\xff\xff\xff", bytes(range(200))):
            packed = writer.frame(text)
            made += struct.pack("<HH", len(packed), len(text)) + packed
        found.append(made)
    return found


class _Nodes:
    """What a heap is in, with one node that is all the data there is, in blocks of 8 KiB."""

    def __init__(self, data: bytes) -> None:
        self.large = data[:1] == b"L"
        self._blocks = [data[at : at + 8192] for at in range(0, len(data), 8192)]
        self._budget = 32 << 20

    def spend(self, size: int) -> None:
        self._budget -= size + 64
        if self._budget < 0:
            raise Unscannable(Reason.LIMIT, "budget")

    def blocks(self, node: object) -> list[bytes]:
        return self._blocks if node is not None else []

    def inside(self, _node: object) -> dict[int, object]:
        return {0x21: 0, 0x61: 1}


def _heap(data: bytes) -> None:
    """The properties and the table of a node of a store of Outlook, out of a heap that is the bytes."""
    from piiscan.formats.mail.pst_heap import Heap, properties_of, rows_of

    nodes: Any = _Nodes(data)
    with contextlib.suppress(Unscannable):
        for found in (properties_of(Heap(nodes, nodes))[0], *rows_of(Heap(nodes, nodes))):
            assert all(isinstance(text, str) for text in found.wide.values())
            assert all(isinstance(text, bytes) for text in (*found.narrow.values(), *found.binary.values()))


def _heap_seeds() -> list[bytes]:
    from targets import seeds

    from piiscan.formats.mail.pst_heap import _HEAP, _TABLE

    heads = [bytes([_HEAP, kind]) for kind in (0xBC, _TABLE)]
    places = [(data, at) for _, data in seeds()["pst"] for at in range(2, len(data)) if data[at : at + 2] in heads]
    return [data[at - 2 : at + 4096] for data, at in places]


def _acl(which: str) -> Callable[[bytes], None]:
    def check(data: bytes) -> None:
        from piiscan.exposure import lists

        listed = getattr(lists, which)(data)
        if listed is not None:
            assert isinstance(listed, lists.Listed)
            assert 0 <= listed.others <= 256
            json.dumps(listed)

    return check


def _nfs4_seeds() -> list[bytes]:
    from test_lists import ALLOW, DENY, READ, WRITE, nfs4

    return [nfs4(), nfs4((ALLOW, 0, READ, "EVERYONE@")), nfs4((DENY, 8, WRITE, "bob@a"), (ALLOW, 0, READ, "GROUP@"))]


def _windows_seeds() -> list[bytes]:
    from test_lists import ALLOW, BOB, DENY, OURS, READS, descriptor

    return [descriptor(*OURS), descriptor((DENY, 0, READS, BOB), (ALLOW, 8, READS, "S-1-1-0"), owner=BOB)]


def _mode_list(data: bytes) -> None:
    from piiscan.exposure import access

    for entry in access.parsed(data):
        assert entry.tag >= 0
        assert entry.bits >= 0


def _commit(data: bytes) -> None:
    """The text of a commit: what is asked about it has to be one line for git."""
    from piiscan.sources.git_commits import _commit as commit_of

    commit = commit_of("0" * 40, data)
    assert "\n" not in commit.tree + "".join(commit.parents)
    commit.tree.encode()
    assert commit.time >= 0


def _changes(data: bytes) -> None:
    """What git says of changes: the names in it are anybody's; the rest is git's own, and is not changed here."""
    from piiscan.sources.git_commits import _changes as changes_of

    names = [name for name in data.split(b"\0") if name][:50]
    old, new = b"1" * 40, b"2" * 40
    made = b"%s %s\n" % (old, new)
    made += b"".join(b":100644 100644 %s %s M\0%s\0" % (old, new, name) for name in names)
    read = list(changes_of(io.BytesIO(made)))
    assert read == [(old, new), *((b"100644", b"100644", old, new, name) for name in names)]


# Two ways -------------------------------------------------------------------------------------------------------------


def _body(data: bytes) -> tuple[str, int]:
    """Text out of bytes, and of how many it is cut in pieces."""
    text = data[1:].decode("utf-8", "ignore")
    return text, (64, 97, 1000, 1 << 20)[data[0] % 4 if data else 0]


def _docx(data: bytes) -> None:
    from test_docx_plain import document, said, told

    body, size = _body(data)
    made = document(body)
    (quick, damage), (slow, wanted) = told(made, size, plain=True), told(made, 1 << 20, plain=False)
    if not wanted:
        assert (quick, damage) == (slow, wanted)
        return
    missing = said(slow) - said(
        quick
    )  # the quick way may get further; expat holds back the text right before the damage
    assert missing.total() <= 1, missing


def _docx_seeds() -> list[bytes]:
    from test_docx_plain import _AROUND, _RUNS, _TEXTS

    one = [around + run.replace("{}", "Ann 010-94-0001") + end for around, end in _AROUND for run in _RUNS[::3]]
    two = [_AROUND[0][0] + run.replace("{}", text) + "</w:p>" for run in _RUNS for text in _TEXTS[::4]]
    every = [*one, *two]
    return [b"\1" + "".join(every[at : at + 9]).encode() for at in range(0, len(every), 9)]


def _odf(kind: str) -> Callable[[bytes], None]:
    def check(data: bytes) -> None:
        from test_odf import content
        from test_odf_rows import _NAMES, quickly, slowly, told

        body, size = _body(data)
        if kind == "spreadsheet":
            body = f"<table:table table:name='S'>{body}</table:table>"
        made = content(kind, body).replace(b" xmlns", f" {_NAMES} xmlns".encode(), 1)
        quick, slow = told(made, quickly, size), told(made, slowly, 1 << 20)
        if not slow[2]:
            assert quick == slow
            return
        missing = _lines(slow[0]) - _lines(quick[0])  # as above
        assert missing.total() <= 1, missing

    return check


def _lines(segments: Any) -> Counter[bytes]:
    return Counter(line for segment in segments for line in bytes(segment[0]).split(b"\n") if line.strip())


def _text_seeds() -> list[bytes]:
    from test_odf_paragraphs import _AROUND, _TEXTS

    return [b"\1" + (around + text + end).encode() * 3 for around, end in _AROUND for text in _TEXTS[::3]]


def _rows_seeds() -> list[bytes]:
    from test_odf import cell, row
    from test_odf_rows import _BETWEEN, _EMPTIES, _TEXTS, _VALUES

    cells = [cell(text, value) for value, text in zip(_VALUES, itertools.cycle(_TEXTS))] + list(_EMPTIES)
    return [b"\1" + (between + row(*cells[at : at + 4]) * 3).encode() for at, between in enumerate(_BETWEEN * 2)]


def _sheet(data: bytes) -> None:
    """Rows of a workbook: in batches of the usual forms, or all of them by expat."""
    from format_samples import read
    from test_xlsx import sheet_only

    from piiscan.formats.markup import xml_batches
    from piiscan.formats.sheets import xlsx_usual

    body, size = _body(data)
    made = sheet_only(body)
    with patch.object(xml_batches, "_PIECE", max(size, 700)):
        quick = read(made, "a.xlsx")
    with patch.object(xlsx_usual.Usual, "read", lambda *_: False):
        slow = read(made, "a.xlsx")
    assert bool(quick.gaps) == bool(slow.gaps), (quick.gaps, slow.gaps)
    if not slow.gaps:
        assert (quick.text, quick.places) == (slow.text, slow.places)


def _sheet_seeds() -> list[bytes]:
    from test_xlsx import CELLS, FORMS

    def row(number: int, form: str, cell: str) -> str:
        return form.format(number, cell.format(number, f"010-94-{number:04}", f"{number:04}"))

    usual = '<row r="{0}"><c r="A{0}" t="str"><v>010-94-0001</v></c><c r="B{0}" s="1"><v>1.5</v></c></row>'
    rows = [[row(number, form, cell) for number, cell in enumerate(CELLS.values(), 1)] for form in FORMS.values()]
    return [b"\2" + (usual.format(1) * 3 + "".join(part)).encode() for part in rows]


def _records(data: bytes) -> None:
    """Records of XML, past the parser and through it."""
    from test_xml_runs import _told

    made = b"<r xmlns:x='u'>" + data + b"</r>"
    quick, slow = _told(made, past=True), _told(made, past=False)
    assert bool(quick[2]) == bool(slow[2]), (quick[2], slow[2])
    if not slow[2]:
        assert quick == slow


def _records_seeds() -> list[bytes]:
    from test_xml_runs import _CELLS, _FIELDS, _GAPS

    found = []
    for at, gap in enumerate(_GAPS):
        one = f"<p>{''.join((_FIELDS * 2)[2 * at : 2 * at + 3])}</p>{gap}"
        cells = [_CELLS[(at * 3 + number) % len(_CELLS)] for number in range(6)]
        text = "".join(one.replace("{c}", cell).replace("{n:04}", "0001").replace("{n}", "7") for cell in cells)
        found.append(text.encode())
    return found


def _page(data: bytes) -> None:
    """A page of HTML, in stretches and tag by tag."""
    from test_html_plain import _tag_by_tag, _told

    from piiscan.formats.markup import html_plain

    page, size = _body(data)
    with patch.object(html_plain, "_WORTH", 60):
        quick = _told(page, size)
    ways = [
        [(shape, "".join(text.split()), places) for shape, text, places in way]
        for way in (quick, _tag_by_tag(page, size))
    ]
    assert ways[0] == ways[1]  # but for blanks in front of rows, behind a tag that is none


def _page_seeds() -> list[bytes]:
    from test_html_plain import _TABLES, _WORDS

    lots = (_WORDS, _TABLES, _WORDS[::2] + _TABLES, _WORDS[:9], _TABLES[9:])
    return [b"\2" + "".join(part).encode() * 4 for part in lots]


def _mail(data: bytes) -> None:
    """A message of texts alone by the quick way, beside the reader of all messages."""
    from format_samples import blob

    from piiscan.config import Limits
    from piiscan.formats.base import new_context
    from piiscan.formats.mail.eml import extract_eml
    from piiscan.formats.mail.plain_mail import plain_mail

    found = plain_mail(data)
    if found is not None and b"\0" not in data:
        context = new_context(Limits())
        given = [
            bytes(item.data) if isinstance(item, Segment) else item
            for item in extract_eml(blob(data, "a.eml"), context)
        ]
        assert given == [text for text in found.texts if text.strip()]
        assert (context.budget.members, context.budget.expanded) == (found.parts, found.characters)


def _mail_seeds() -> list[bytes]:
    from test_plain_mail import BODY, HEADERS, PARTS, SEVERAL

    from piiscan.formats.mail.plain_mail import plain_mail

    one = [f"{line}\nFrom: a@b.org\n\nDear Ann,\n" for line in HEADERS]
    quick = [text.replace("Dear Ann,", BODY[at % 5]) for at, text in enumerate(one) if plain_mail(text.encode())]
    several = ["\n".join([SEVERAL, "", PARTS[at] + "Dear Ann,", f"{PARTS[3]}Ann", "--x--"]) for at in range(2)]
    return [text.encode() for text in (*several, *quick, several[0].replace("\n", "\r\n"))]


_SHOWN = (
    *("Name", "Ann Lee", "SSN", "773-01-0001", "Social Security No.", "773010001", "________", "Address:", "12 Elm St"),
    *(
        "Lynn, MA 01901",
        "Signature",
        "Date",
        "Page 1 of 2",
        "-----",
        "7",
        "Employee   SSN",
        "Lee,",
        "(Claimant)",
        "$1.00",
    ),
)
"""What stands on the pages that are drawn."""
_SIZES = (b"10", b"12", b"8", b"0", b"1e-9", b"1e9", b"-10", b"12")
_MATRICES = (b"1 0 0 1", b"1 0 0 1", b"0 1 -1 0", b"-1 0 0 -1", b"0 -1 1 0", b"1 0 0 0", b"0 0 0 1", b"1 .2 -.2 1")


def _drawn(data: bytes) -> None:
    """A page with words at places: of each four bytes, which word and in what size, how it is turned, and where."""
    from targets import BY_NAME, _blob, _read

    page = b"BT"
    for at in range(0, len(data) - 3, 4):
        size, turned, word = _SIZES[data[at] // 32], _MATRICES[data[at + 1] // 32], _SHOWN[data[at] % 32 % len(_SHOWN)]
        across, up = data[at + 1] % 32 * 18 + data[at + 3] % 8, data[at + 2] * 3 + data[at + 3] // 8
        page += b"/F %s Tf %s %d %d Tm(%s)Tj " % (size, turned, across, up, word.replace("(", "\\(").encode())
    page += b"ET"
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(page), page),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )
    made, places = b"%PDF-1.4\n", b""
    for number, one in enumerate(objects, 1):
        places += b"%010d 00000 n \n" % len(made)
        made += b"%d 0 obj%s endobj\n" % (number, one)
    table = b"xref\n0 6\n0000000000 65535 f \n%strailer<</Size 6/Root 1 0 R>>startxref\n%d\n%%%%EOF" % (
        places,
        len(made),
    )
    _read(BY_NAME["pdf"], _blob("a.pdf", made + table))


def _drawn_seeds() -> list[bytes]:
    def words(*each: tuple[int, int, int]) -> bytes:
        return b"".join(bytes([word, column, line, 0]) for word, column, line in each)

    roster = words((0, 3, 250), (2, 12, 250), (1, 3, 245), (3, 12, 245), (1, 3, 240), (5, 12, 240), (6, 3, 230))
    signed = words((1, 3, 250), (3, 15, 250), (6, 3, 249), (6, 15, 249), (0, 3, 245), (4, 15, 245), (17, 3, 241))
    filled = words((0, 3, 250), (2, 3, 240), (7, 3, 230), (6, 9, 230), (1, 12, 250), (3, 12, 240), (8, 12, 230))
    leaps = words((0, 3, 250), (2, 3, 40), (7, 3, 230), (1, 12, 30), (3, 12, 240), (8, 12, 20), (11, 1, 200), (9, 9, 9))
    turned = bytes(byte + 64 * (at % 4 == 1) for at, byte in enumerate(roster))
    return [roster, signed, filled, leaps, turned, roster + filled]


def _layout_beside(data: bytes) -> None:
    """Records with a layout beside them, of which the first byte says what it is called; it ends at a zero byte."""
    from msgspec.structs import replace
    from targets import BY_NAME, _blob, _read

    name = ("a.cpy", "layout.txt", "README")[data[0] % 3] if data else ""
    layout, _, records = data[1:].partition(b"\0")
    opened = replace(_blob("a.dat", records), beside=lambda one: io.BytesIO(layout) if one == name else None)
    _read(BY_NAME["fixed-width"], opened)


def _layout_beside_seeds() -> list[bytes]:
    from test_copybook import COPYBOOK, DICTIONARIES, RECORDS

    layouts = (COPYBOOK, DICTIONARIES["layout.txt"], DICTIONARIES["README.txt"])
    return [bytes([at]) + layout.encode() + b"\0" + RECORDS.encode() for at, layout in enumerate(layouts)]


def _matcher(data: bytes) -> None:
    """The kernel, its reference, and blocks of any size."""
    from piiscan import matcher
    from piiscan.matcher import kernel, reference

    def spans(hits: Any) -> list[tuple[int, ...]]:
        return [tuple(row) for row in zip(*(column.tolist() for column in hits), strict=True)]

    plain = spans(reference.find(data, 0, len(data)))
    assert spans(matcher.find(data, 0, len(data))) == plain
    if data:
        assert spans(matcher.by_blocks(data, 0, len(data), 1 + data[0])) == plain
    with patch.object(kernel, "BUILT", new=False):
        assert spans(matcher.find(data, 0, len(data))) == plain


def _matcher_seeds() -> list[bytes]:
    from piiscan.detectors import DETECTORS

    return [" ".join([*page.examples, *page.counterexamples]).encode() for page in DETECTORS]


def _saved(data: bytes, name: str) -> Source:
    path = _folder() / f"{os.getpid()}{name}"
    path.write_bytes(data)
    return Source(str(path.parent), path.name, str(path), len(data))


@cache
def _folder() -> Path:
    shared = Path("/dev/shm")  # noqa: S108 - a folder of its own in it
    folder = tempfile.TemporaryDirectory(prefix="piiscan-fuzz-", dir=shared if shared.is_dir() else None)
    _KEPT.append(folder)
    return Path(folder.name)


_KEPT: list[object] = []  # removed with the process


def _parts(name: str) -> Callable[[bytes], None]:
    """One source in parts, by several workers, and as a whole."""

    def check(data: bytes) -> None:
        from test_parts import WINDOW, in_parts, whole

        from piiscan.config import Config
        from piiscan.formats import cuts
        from piiscan.formats.plain import text, windows
        from piiscan.formats.tables import delimited

        config = Config(max_findings_per_file=(0, 5)[data[0] % 2 if data else 0], key=b"k" * 32)
        with contextlib.ExitStack() as stack:
            for module in (text, windows):
                stack.enter_context(patch.object(module, "WINDOW", WINDOW))
            for module in (cuts, delimited):
                stack.enter_context(patch.object(module, "BLOCK", WINDOW))
            source = _saved(data[1:], name)
            found, _ = in_parts(source, config, WINDOW + 800)
            if found is not None:
                assert found == whole(source, config)

    return check


def _prose_parts_seeds() -> list[bytes]:
    from test_cuts import Maker

    return [bytes([seed]) + Maker(seed).document(150)[:40_000] for seed in (4, 1, 3, 5)]  # that begin as text


def _table_parts_seeds() -> list[bytes]:
    from test_parts import table

    return [bytes([seed]) + table(seed, 900, quoted=seed % 2 == 1)[:36_000] for seed in range(6)]


_ENDINGS = (".txt", ".csv", ".json", ".xml", ".html", ".eml", ".log", "")


def _whole_scan(data: bytes) -> None:
    """A file as the program reads it, pairing and all: one outcome, no error of ours, nothing raw in a record."""
    from piiscan.config import Config
    from piiscan.model import Finding, Outcome
    from piiscan.scan import scan_one
    from piiscan.stream import to_record

    config = Config(max_findings_per_file=0, key=b"k" * 32)
    events = list(scan_one(_saved(data[1:], _ENDINGS[data[0] % len(_ENDINGS)] if data else ""), config))
    outcomes = [event for event in events if isinstance(event, Outcome)]
    assert isinstance(events[-1], Outcome)
    assert [outcome.at for outcome in outcomes].count(()) == 1
    for outcome in outcomes:
        assert outcome.reason is not Reason.BUG, outcome.detail
        assert "Error at " not in outcome.detail, outcome.detail
    for event in events:
        record = json.dumps(to_record(event, config))
        if isinstance(event, Finding):
            assert all(element.value not in record for element in event.elements if len(element.value) > 8)


def _whole_scan_seeds() -> list[bytes]:
    from targets import seeds

    kinds = ("text", "delimited", "json", "xml", "html", "eml")
    return [bytes([at]) + data for at, kind in enumerate(kinds) for _, data in seeds()[kind]]


# What an operator gives, that somebody else may have written -----------------------------------------------------------


def _report(data: bytes) -> None:
    from piiscan.reporters.read import StreamError, read

    for incomplete in (True, False):
        with contextlib.suppress(StreamError):
            list(read(io.BytesIO(data), "s", incomplete=incomplete))


def _report_seeds() -> list[bytes]:
    from tests.reporters.test_read import STREAM

    return [STREAM, *(STREAM[: len(STREAM) * part // 5] for part in range(1, 5))]


def _marks(data: bytes) -> None:
    from piiscan.marks import MarksError, _parsed

    with contextlib.suppress(MarksError):
        for mark in _parsed(data):
            assert [mark] == _parsed(mark.toml().encode())


def _marks_seeds() -> list[bytes]:
    text = f"[[mark]]\nid = '{'ab' * 16}'\nas = 'accepted'\nat = 2026-11-26T09:00:00Z\nreason = 'x'\nby = 'me'\n"
    return [text.encode(), (text + "expires = 2027-06-30\nfile = 'a'\nfinding = \"b\"\n\n" + text).encode()]


_MODES = b"\2\0\0\0" + b"\1\0\6\0\xff\xff\xff\xff" * 3
_COMMIT = b"tree %s\nparent %s\ncommitter a <b> 1 +0000\n\nx" % (b"1" * 40, b"2" * 40)
_LISTS, _GIT = ("piiscan.exposure",), ("piiscan.sources.git_commits",)
_WAYS = ("piiscan.formats", "piiscan.pairing", "piiscan.matcher")
PARSERS = {
    "lzx": Parser(_lzx, _lzx_seeds),
    "pst-heap": Parser(_heap, _heap_seeds),
    "acl-nfs4": Parser(_acl("nfs4"), _nfs4_seeds, _LISTS),
    "acl-windows": Parser(_acl("windows"), _windows_seeds, _LISTS),
    "acl-posix": Parser(_mode_list, lambda: [_MODES], _LISTS),
    "git-commit": Parser(_commit, lambda: [_COMMIT], _GIT),
    "git-changes": Parser(_changes, lambda: [b"a\0b\n:c\0:100644 100644 1 2 M"], _GIT),
    "docx-plain": Parser(_docx, _docx_seeds),
    "odf-paragraphs": Parser(_odf("text"), _text_seeds),
    "odf-rows": Parser(_odf("spreadsheet"), _rows_seeds),
    "xlsx-usual": Parser(_sheet, _sheet_seeds),
    "xml-runs": Parser(_records, _records_seeds),
    "html-plain": Parser(_page, _page_seeds),
    "mail-plain": Parser(_mail, _mail_seeds),
    "page": Parser(_drawn, _drawn_seeds),
    "layout-beside": Parser(_layout_beside, _layout_beside_seeds),
    "matcher": Parser(_matcher, _matcher_seeds, ("piiscan.matcher",)),
    "parts-text": Parser(_parts(".txt"), _prose_parts_seeds, _WAYS),
    "parts-table": Parser(_parts(".csv"), _table_parts_seeds, _WAYS),
    "whole-scan": Parser(_whole_scan, _whole_scan_seeds, _WAYS),
    "report": Parser(_report, _report_seeds, ("piiscan.reporters.read",)),
    **{
        f"loop-{name.replace('_', '-')}": Parser(check, partial(loops.seeds, name))
        for name, check in loops.LOOPS.items()
    },
    "marks": Parser(_marks, _marks_seeds, ("piiscan.marks", "tomllib")),
}
