"""Office 97-2003 and mail stores."""

from __future__ import annotations

import base64
import sys

from planted import HERE, Case, Plant

sys.path.insert(0, str(HERE.parent / "formats"))  # this file is also run outside pytest, by `table.py`

from binary_samples import onenote, publisher, sized, vsd, vsdx
from doc_samples import DELETED, INSERTED, PLAIN, ROW, doc, macro, package, property_set, word6
from mapi_samples import msg, msg_tree, tnef
from ppt_samples import Slide, atom, comment, container, drawing, embedded, ppt, shape, string, table, text
from pst_samples import Folder, Message, pst
from xls_samples import Sheet, drawn, header, more_headers, name, note, other_cells, pivot, validation, xls

# Word --------------------------------------------------------------------------------------------------------


def _stories(widths: str):
    def build(plant: Plant) -> bytes:
        return doc(
            widths,
            body=f"first\r{plant.record('second paragraph', 'body › line 2')}\r",
            footnotes=f"{plant.record('footnote', 'footnotes › line 1')}\r",
            headers=f"{plant.record('header', 'headers › line 1')}\r",
            comments=f"a\r{plant.record('comment', 'comments › line 2')}\r",
            endnotes=f"{plant.record('endnote', 'endnotes › line 1')}\r",
            boxes=f"{plant.record('text box', 'text boxes › line 1')}\r",
            header_boxes=f"{plant.record('text box of a header', 'text boxes of headers › line 1')}\r",
        )

    return build


def _doc_table(plant: Plant) -> bytes:
    cell = plant("cell of a table", "body › table 1 › row 2 › column 3")
    second = plant("cell of a second table", "body › table 2 › row 2 › column 2")
    return doc(
        body=f"List\rName\x07Grade\x07SSN\x07{ROW}Ann Lee\x07\x07{cell}\x07{ROW}Others\r"
        f"Name\x07SSN\x07{ROW}Ann Lee\x07{second}\x07{ROW}end\r"
    )


def _doc_changes(plant: Plant) -> bytes:
    new = plant("number put in by a tracked change", "body › line 1")
    old = plant("number deleted by it", "body › line 1")
    return doc(body=f"Ann Lee, SSN {DELETED}{old}{INSERTED}{new}{PLAIN}.\r")


def _doc_signs(plant: Plant) -> bytes:
    hyphens = plant("number with hyphens that do not break", "body › line 1").replace("-", "\x1e")
    broken = plant.record("behind a line break", "body › line 2")
    result = plant("result of a field", "body › line 3")
    code = plant.record("instruction of a field", "body › line 4")
    return doc(
        body=f"Ann Lee, SSN {hyphens}\rline\x0b{broken}\rAnn Lee, SSN: \x13 MERGEFIELD x \x14{result}\x15\r"
        f'see \x13 QUOTE "{code}" \x14here\x15\r'
    )


def _doc_beside(plant: Plant) -> bytes:
    inner = doc(body=f"{plant.record('embedded document', 'object 2 › body › line 1')}\r")
    streams = {
        "\x05SummaryInformation": property_set({2: plant.record("title", "properties")}),
        "\x05DocumentSummaryInformation": property_set(
            {}, {"Owner": plant.record("property of one's own", "properties")}
        ),
        "ObjectPool": {
            "_1": {
                "\x01Ole10Native": package(
                    "a.txt", plant.record("packaged file", "object 1 a.txt › line 1 › column 14").encode()
                )
            },
            "_2": {"Package": inner, "\x03ObjInfo": b"ab"},
        },
    }
    source = f"Attribute VB_Name = 'M'\r\n' {plant.record('macro', 'macro Module1 › line 2 › column 16')}\r\n"
    streams["Macros"] = macro(source.encode())
    left = f"\0{plant.record('left behind by a quick save', 'deleted text')}\r\0"
    return doc(body="x\r", streams=streams, left=left)


def _word6(plant: Plant) -> bytes:
    body = f"first\r{plant.record('second paragraph', 'body › line 2')}\r"
    return word6(body, f"{plant.record('footnote', 'footnotes › line 1')}\r")


# PowerPoint --------------------------------------------------------------------------------------------------


def _ppt(*, wide: bool):
    def build(plant: Plant) -> bytes:
        outline = text(plant.record("title, which the outline holds", "slide 1 › line 1"), wide=wide)
        box = text(f"first\r{plant.record('text box', 'slide 1 › line 3')}", wide=wide)
        notes = text(plant.record("notes", "slide 1 › notes › line 1"), wide=wide)
        said = comment(plant.record("comment", "slide 1 › comments › line 1"))
        first = Slide([drawing(shape(atom(3998, bytes(4))), shape(box)), said], [drawing(shape(notes))], [outline])
        second = Slide([drawing(shape(text(plant.record("second slide", "slide 2 › line 1"), wide=wide)))])
        return ppt(first, second)

    return build


def _ppt_alone(plant: Plant) -> bytes:
    return ppt(Slide([drawing(shape(text(plant.record("text box", "slide 1 › line 1"))))]), user=False)


def _ppt_beside(plant: Plant) -> bytes:
    rows = [["Name", "SSN"], ["Ann Lee", plant("cell of a table", "slide 1 › table 1 › row 2 › column 2")]]
    old = [drawing(shape(text(plant.record("slide as it was saved before", "earlier save › line 1"))))]
    footer = container(4057, string(plant.record("footer", "document › line 1"), 2))
    inner = doc(body=f"{plant.record('embedded document', 'object 1 › body › line 1')}\r")
    streams = {"\x05SummaryInformation": property_set({6: plant.record("remark of the properties", "properties")})}
    slide = Slide([drawing(table(rows))], old=old)
    return ppt(slide, document=[footer], after=embedded(inner), streams=streams)


# Excel --------------------------------------------------------------------------------------------------------


def _xls(plant: Plant) -> bytes:
    rows = [("Name", "SSN"), ("Ann Lee", plant("cell", 'sheet "Pay" › B2'))]
    hidden = [("Name", "SSN"), ("Ann Lee", plant("cell of a very hidden sheet", 'sheet "Hid" › B2'))]
    return xls(Sheet("Pay", rows), Sheet("Hid", hidden, state=2))


def _xls_beside(plant: Plant) -> bytes:
    beside = (
        header("&L" + plant.record("header", 'sheet "Pay" › header › line 1'))
        + header("&C" + plant.record("footer", 'sheet "Pay" › footer › line 1'), footer=True)
        + more_headers(plant.record("header of even pages", 'sheet "Pay" › header › line 1'), "x")
        + note(2, 3, 7, plant.record("comment", 'sheet "Pay" › C2 › comment'))
        + note(3, 1, 8, plant.record("comment in UTF-16", 'sheet "Pay" › A3 › comment'), wide=True)
        + drawn(plant.record("text box", 'sheet "Pay" › text box 1 › line 1'), 9)
        + validation(plant.record("message at an input", 'sheet "Pay" › validation › line 2'), "a")
    )
    outside = name("Boss", plant.record("defined name", "names › line 1"))
    outside += other_cells(["Ann Lee", plant("cell of another workbook", "cells of other workbooks › line 1")])
    streams = {
        "_SX_DB_CUR": {"0001": pivot([plant.record("cache of a pivot table", "pivot cache › line 1")])},
        "\x05SummaryInformation": property_set({3: plant.record("subject of the properties", "properties")}),
        "MBD1": {"Package": doc(body=f"{plant.record('embedded document', 'object 1 › body › line 1')}\r")},
    }
    return xls(Sheet("Pay", [(1, 2)], beside), globals_=outside, streams=streams)


# Outlook -----------------------------------------------------------------------------------------------------


def _message(plant: Plant) -> tuple[dict[int, object], list[dict[int, object]], dict[int, str]]:
    values = {
        0x0C1A: "Zoe Boss",
        0x0037: plant.record("subject", "headers › line 3"),
        0x1000: f"Hello\r\n{plant.record('body', 'body › line 2 › column 14')}\r\n",
        0x1013: f"<p>Hello</p>\n<p>{plant.record('HTML body', 'body 2 › line 2 › column 17')}</p>".encode(),
        0x8000: plant.record("field of one's own", "properties"),
    }
    return values, [{0x3001: "Bo", 0x0C15: 1}], {0x8000: "Note"}


def _msg(*, wide: bool):
    def build(plant: Plant) -> bytes:
        values, to, names = _message(plant)
        inner = {0x0037: "Inner", 0x1000: plant.record("message inside", "Inner.msg › body › line 1 › column 14")}
        attached = [
            ({0x3707: "a.txt"}, plant.record("attachment", "a.txt › line 1 › column 14").encode()),
            ({}, msg_tree(inner, head=24)),
        ]
        return msg(values, to, attached, names=names, wide=wide)

    return build


def _msg_mine(plant: Plant) -> bytes:
    """The number is of who sends it, by the sender alone."""
    ssn = plant("'my' number in the body, by the sender", "body › line 1 › column 11")
    return msg({0x0C1A: "Ann Lee", 0x0037: "Form", 0x1000: f"My SSN is {ssn}."}, [{0x3001: "HR", 0x0C15: 1}])


def _contact(plant: Plant) -> bytes:
    return msg({0x001A: "IPM.Contact", 0x3001: "Ann Lee", 0x3A07: plant("contact", "properties")}, names={})


def _tnef(plant: Plant) -> bytes:
    values, to, names = _message(plant)
    attached = [({0x3707: "a.txt"}, plant.record("attachment", "a.txt › line 1 › column 14").encode())]
    return tnef(values, to, attached, names=names)


def _tnef_in_mail(plant: Plant) -> bytes:
    body = plant.record("body of TNEF", "winmail.dat › body › line 1 › column 14")
    attached = [
        ({0x3707: "b.txt"}, plant.record("attachment of TNEF", "winmail.dat › b.txt › line 1 › column 14").encode())
    ]
    data = base64.encodebytes(tnef({0x1000: body}, (), attached)).decode()
    head = "From: Zoe <z@example.com>\nTo: Bo <b@example.com>\nSubject: x\nMIME-Version: 1.0\n"
    part = "Content-Type: application/ms-tnef; name=winmail.dat\nContent-Transfer-Encoding: base64\n\n"
    return f"{head}Content-Type: multipart/mixed; boundary=b\n\n--b\n{part}{data}--b--\n".encode()


def _pst(encoding: int, generation: int = 23):
    def build(plant: Plant) -> bytes:
        inner = "Inbox/1 › Fwd › "
        inside = Message(
            {
                0x0037: plant.record("subject of a message inside", inner + "headers › line 1"),
                0x1000: plant.record("body of a message inside", inner + "body › line 1 › column 14"),
            },
            (),
            [({0x3707: "c.txt"}, plant.record("attachment of that", inner + "c.txt › line 1 › column 14").encode())],
        )
        first = Message(
            {
                0x0C1A: "Zoe Boss",
                0x0037: plant.record("subject", "Inbox/1 › headers › line 3"),
                0x1000: plant.record("body", "Inbox/1 › body › line 1 › column 14"),
                0x1013: f"<p>{plant.record('HTML body', 'Inbox/1 › body 2 › line 1 › column 17')}</p>".encode(),
                0x8000: plant.record("field of one's own", "Inbox/1 › properties"),
            },
            [{0x3001: "Bo", 0x0C15: 1}],
            [
                ({0x3707: "a.txt"}, plant.record("attachment", "Inbox/1 › a.txt › line 1 › column 14").encode()),
                ({0x3001: "Fwd"}, inside),
            ],
        )
        second = Message({0x1000: plant.record("folder in a folder", "Inbox/Old/1 › body › line 1 › column 14")})
        return pst(
            Folder("Inbox", [first], [Folder("Old", [second])]),
            encoding=encoding,
            generation=generation,
            names={0x8000: "Note"},
        )

    return build


# OneNote, Visio, Publisher -------------------------------------------------------------------------------------


def _onenote(*, wide: bool):
    def build(plant: Plant) -> bytes:
        text = sized(plant.record("text of a page", "byte 2908"), wide=wide)
        return onenote([b"\0" * 6 + text], [])

    return build


def _onenote_file(plant: Plant) -> bytes:
    return onenote([], [plant.record("file put into a page", "file 1 › line 1 › column 14").encode()])


def _vsd(*, old: bool, pack: bool):
    def build(plant: Plant) -> bytes:
        text = plant.record("text of a shape", "stream 3").encode("cp1252" if old else "utf-16-le")
        properties = property_set({2: plant.record("title", "properties")})
        return vsd([b"\x01" + text + b"\0\0"], old=old, pack=pack, storages={"\x05SummaryInformation": properties})

    return build


def _publisher(plant: Plant) -> bytes:
    text = plant.record("text", "Quill/QuillSub/CONTENTS").encode("utf-16-le")
    inner = doc(body=f"{plant.record('embedded document', 'object 1 › body › line 1')}\r")
    return publisher([text], {"Objects": {"_1": {"Package": inner}}})


def _vsdx(plant: Plant) -> bytes:
    row = f"<Row N='r'><Cell N='Value' V='{plant.record('data of a shape', 'page1 › line 2')}'/><Cell N='Label' V='Note'/></Row>"
    text = f"<Text>{plant.record('text of a shape', 'page1 › line 1')}</Text>"
    comment = f"<Comments><CommentEntry>{plant.record('comment', 'comments › line 1')}</CommentEntry></Comments>"
    return vsdx(f"<Shape>{text}<Section N='Property'>{row}</Section></Shape>", {"visio/comments.xml": comment})


PARTITION = bytes.fromhex("80000101 07fe3f0d 3f000000 cf850300") + bytes(48)


def _disk(head: bytes):
    def build(plant: Plant) -> bytes:
        front = plant.record("in its bytes", "byte 8205")
        behind = plant.record("farther on", "byte 73766")
        return (
            head + b"\x01" * (8192 - len(head)) + front.encode() + bytes(1 << 16) + b"\x02" + behind.encode() + b"\0\1"
        )

    return build


# Mail --------------------------------------------------------------------------------------------------------

_HEAD = "From: z@example.com\nTo: b@example.com\nSubject: x\nMIME-Version: 1.0\n"
_FROM = "From z@example.com Mon Jan  1 10:00:00 2024\n"


def _mail(text: str) -> str:
    return f"{_HEAD}\n{text}\n"


def _eml(plant: Plant) -> bytes:
    subject = plant.record("subject", "headers › line 5")
    html = f"<p>{plant.record('HTML body', 'body 2 › line 1 › column 17')}</p>"
    inner = _mail(plant.record("message inside", "message 4 › body › line 1 › column 14"))
    data = base64.b64encode(plant.record("attachment", "a.txt › line 1 › column 14").encode()).decode()
    parts = (
        f"Content-Type: text/plain\n\n{plant.record('body', 'body › line 1 › column 14')}",
        f"Content-Type: text/html\n\n{html}",
        f"Content-Type: text/plain; name=a.txt\nContent-Transfer-Encoding: base64\n\n{data}",
        f"Content-Type: message/rfc822\n\n{inner}",
    )
    body = "".join(f"--b\n{part}\n" for part in parts)
    return f"{_HEAD}X-Note: {subject}\nContent-Type: multipart/mixed; boundary=b\n\n{body}--b--\n".encode()


def _maildir(plant: Plant) -> bytes:
    text = _mail(plant.record("body", "body › line 1 › column 14"))
    return f"Return-Path: <z@example.com>\nReceived: from x\n\tby y;\n{text}".encode()


def _deep(plant: Plant) -> bytes:
    text = _mail(plant.record("beyond the limit", " › ".join(["message 1"] * 11) + " › line 12 › column 14"))
    for _ in range(12):
        text = f"{_HEAD}Content-Type: message/rfc822\n\n{text}"
    return text.encode()


def _page(plant: Plant) -> bytes:
    html = f"<html><p>{plant.record('page', 'body › line 1 › column 23')}</p></html>"
    return f"{_HEAD}Content-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n\n{html}\n--b--\n".encode()


def _mbox(between: str):
    def build(plant: Plant) -> bytes:
        first = _mail(">From here\n" + plant.record("first message", "message 1 › body › line 2 › column 14"))
        second = _mail(plant.record("second message", "message 2 › body › line 1 › column 14"))
        return f"{_FROM}{first}{between}{_FROM}{second}".encode()

    return build


def _emlx(plant: Plant) -> bytes:
    text = _mail(plant.record("body", "body › line 1 › column 14"))
    return f"{len(text)}\n{text}<?xml version='1.0'?>\n<plist></plist>\n".encode()


CASES = [
    Case("doc", "one byte a character", "a.doc", _stories("1")),
    Case("doc", "UTF-16", "a.doc", _stories("2")),
    Case("doc", "pieces of both widths out of order", "a.doc", _stories("21212")),
    Case("doc", "tables", "a.doc", _doc_table),
    Case("doc", "tracked changes", "a.doc", _doc_changes),
    Case("doc", "signs and fields", "a.doc", _doc_signs),
    Case("doc", "properties, objects, what was deleted", "a.doc", _doc_beside),
    Case("doc", "Word 6", "a.doc", _word6),
    Case("ppt", "UTF-16", "a.ppt", _ppt(wide=True)),
    Case("ppt", "one byte a character", "a.ppt", _ppt(wide=False)),
    Case("ppt", "without the stream of the user", "a.ppt", _ppt_alone),
    Case("ppt", "table, footer, object, properties, earlier save", "a.ppt", _ppt_beside),
    Case("xls", "cells", "a.xls", _xls),
    Case("xls", "beside the cells", "a.xls", _xls_beside),
    Case("msg", "UTF-16", "a.msg", _msg(wide=True)),
    Case("msg", "one byte a character", "a.msg", _msg(wide=False)),
    Case("msg", "by the sender", "a.msg", _msg_mine),
    Case("msg", "contact", "a.msg", _contact),
    Case("tnef", "alone", "winmail.dat", _tnef),
    Case("tnef", "in a mail", "a.eml", _tnef_in_mail),
    Case("eml", "parts", "a.eml", _eml),
    Case("eml", "Maildir", "1700000000.M1P2.host:2,S", _maildir),
    Case("eml", "deeper than the limit", "a.eml", _deep, gaps=True),
    Case("eml", "MHTML", "a.mht", _page),
    Case("eml", "Apple Mail", "1.emlx", _emlx),
    Case("mbox", "mboxrd", "Inbox", _mbox("\n")),
    Case("mbox", "without empty lines", "Inbox", _mbox("")),
    Case("pst", "plain bytes", "a.pst", _pst(0)),
    Case("pst", "compressible encoding", "a.pst", _pst(1)),
    Case("pst", "of Outlook 2002 and before", "a.pst", _pst(1, 14)),
    Case("pst", "of Outlook 2013 and later", "a.ost", _pst(0, 36)),
    Case("onenote", "UTF-16", "a.one", _onenote(wide=True), gaps=True),
    Case("onenote", "one byte a character", "a.one", _onenote(wide=False), gaps=True),
    Case("onenote", "file put into a page", "a.one", _onenote_file, gaps=True),
    Case("vsd", "2003", "a.vsd", _vsd(old=False, pack=True), gaps=True),
    Case("vsd", "streams that are not packed", "a.vsd", _vsd(old=False, pack=False), gaps=True),
    Case("vsd", "5", "a.vsd", _vsd(old=True, pack=True), gaps=True),
    Case("disk", "of a virtual machine", "a.vhdx", _disk(b"vhdxfile"), gaps=True),
    Case("disk", "boot sector and partitions", "a.img", _disk(bytes(446) + PARTITION + b"\x55\xaa"), gaps=True),
    Case("vsdx", "2013", "a.vsdx", _vsdx),
    Case("publisher", "streams", "a.pub", _publisher, gaps=True),
]
