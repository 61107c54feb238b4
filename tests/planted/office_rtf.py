"""RTF with a number at every place one can stand."""

from __future__ import annotations

import struct

from office_packages import zipped
from planted import Case, Plant

_FONTS = r"{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset204 Arial;}{\f2\fcharset128 Mincho;}}"


def _object(name: str, data: bytes) -> str:
    """A file as the packager of Windows wraps it (MS-OLEDS, 2.2.4 and 2.2.5)."""

    def string(text: bytes) -> bytes:
        return struct.pack("<I", len(text) + 1) + text + b"\0"

    path = name.encode() + b"\0"
    packed = b"\x02\0" + path + path + struct.pack("<II", 3, len(path)) + path + struct.pack("<I", len(data)) + data
    header = struct.pack("<II", 0x501, 2) + string(b"Package") + struct.pack("<II", 0, 0)
    digits = (header + struct.pack("<I", len(packed)) + packed).hex()
    lines = "\n".join(digits[at : at + 128] for at in range(0, len(digits), 128))
    return r"{\object\objemb{\*\objclass Package}{\*\objdata " + lines + r"}{\result x}}"


def _row(*cells: str) -> str:
    return r"\trowd\cellx1000\cellx2000\pard\intbl " + "".join(cell + r"\cell " for cell in cells) + r"\row" + "\n"


def _body(plant: Plant) -> str:
    split = plant("number split by formatting", "line 1")
    before = plant("number under tracked changes, before", "line 2")
    now = plant("number under tracked changes, now", "line 2")
    hexed = "".join(f"\\'{ord(sign):02x}" for sign in plant("characters in hexadecimal", "line 3"))
    coded = "".join(f"\\u{ord(sign)}?" for sign in plant("characters by their number", "line 4"))
    dashes = plant("hyphens that do not break", "line 5").replace("-", r"\_")
    return "".join(
        [
            rf"\pard Ann Lee, SSN {{\b {split[:5]}}}{{\i\insrsid77 {split[5:8]}}}\ul\fs24 {split[8:]}\par" + "\n",
            rf"Ann Lee, SSN {now[:7]}{{\deleted {before[7:]}}}{{\revised {now[7:]}}}\par" + "\n",
            rf"Ann Lee, SSN {hexed}\par" + "\n",
            rf"Ann Lee, SSN {coded}\par" + "\n",
            rf"Ann Lee, SSN {dashes}\par" + "\n",
            (
                rf"{plant.record('number before a footnote', 'line 6')}{{\super\chftn{{\footnote\pard {plant.record('footnote', 'line 6 › note')}}}}}\par"
                "\n"
            ),
            (
                rf"Staff{{\*\atnid ZO}}{{\*\atnauthor Zoe}}{{\*\annotation {plant.record('comment', 'line 7 › comment')}}}\par"
                "\n"
            ),
            (
                rf"{{\field{{\*\fldinst HYPERLINK x?name=Ann Lee, SSN {plant('field', 'line 8 › field')}}}{{\fldrslt link}}}}\par"
                "\n"
            ),
            rf"{{\v {plant.record('hidden text', 'line 9')}}}\par" + "\n",
            (
                rf"{{\shp{{\*\shpinst{{\sp{{\sn wzDescription}}{{\sv {plant.record('alternative text', 'line 10 › text box')}}}}}"
                rf"{{\shptxt {plant.record('text box', 'line 10 › text box')}\par}}}}{{\shprslt Ann Lee, SSN 010-94-9999}}}}\par"
                "\n"
            ),
            _row("Name", "SSN"),
            _row("Ann Lee", plant("cell of a table", "table 1 › row 2 › column 2")),
            _row("Bob Ray", plant("last cell of a table", "table 1 › row 3 › column 2")),
            rf"\pard\f1 \'c0\'ed\'ed\'e0 {plant.record('after a code page of its own', 'line 11')}\f0\par" + "\n",
            _row("Name:", "Ann Lee"),
            _row("SSN:", plant("form in a table", "table 2 › row 2 › column 2")),
            r"\pard ",
            _object(
                "in.zip", zipped({"a.txt": plant.record("object", "object 1 (in.zip) › a.txt › line 1 › column 14")})
            ),
            (
                rf"tab\tab {plant.record('after a tab', 'line 12')}\line {plant.record('after a line break', 'line 12')}\par"
                "\n"
            ),
        ]
    )


def _full(plant: Plant) -> bytes:
    info = (
        rf"{{\info{{\title {plant.record('title', 'properties')}}}{{\doccomm {plant.record('comments', 'properties')}}}}}"
        rf"{{\*\userprops{{\propname SSN}}\proptype30{{\staticval Ann Lee {plant('property of its own', 'properties')}}}}}"
        rf"{{\*\docvar{{OWNER}}{{{plant.record('variable', 'properties')}}}}}"
    )
    parts = (
        rf"{{\header\pard {plant.record('header', 'header › line 1')}\par}}"
        rf"{{\headerf\pard {plant.record('header of the first page', 'header › line 2')}\par}}"
        rf"{{\footer\pard {plant.record('footer', 'footer › line 1')}\par}}"
    )
    return (
        r"{\rtf1\ansi\ansicpg1252\deff0"
        + _FONTS
        + r"{\stylesheet{\s0 010-94-9998;}}"
        + info
        + parts
        + _body(plant)
        + "}"
    ).encode("ascii")


def _raw(plant: Plant) -> bytes:
    """Bytes of a code page as they are, and raw data of a picture with braces in it."""
    first = plant.record("after bytes of a code page", "line 1")
    last = plant.record("after raw data", "line 2")
    ignored = rb"{\*\unknown{\bin5 }}}}}}}"
    return rb"{\rtf1\mac\uc0 caf\'8e \u233 " + first.encode() + rb"\par" + ignored + last.encode() + b"}"


CASES = [
    Case("RTF", "parts as Word writes them", "a.rtf", _full),
    Case("RTF", "Macintosh, raw data", "a.rtf", _raw),
]
