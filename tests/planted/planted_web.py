"""What browsers and calendars leave behind: pages, archives of traffic, cookies, feeds, drawings, property lists."""

from __future__ import annotations

import json
import plistlib

from planted import Case, Plant
from planted_encodings import b64


def _page(plant: Plant) -> bytes:
    def line(number: int, column: int) -> str:
        return f"line {number} › column {column}"

    lines = [
        f'<html><head><meta name="description" content="{plant.record("meta element", line(1, 60))}">',
        f'<script>var s = "{plant.record("script", line(2, 31))}";</script>',
        '<script type="application/json">{"name": "Ann Lee", "ssn": "'
        + plant("JSON in a script", line(3, 61))
        + '"}</script>',
        f"</head><body><!-- {plant.record('comment', line(4, 32))} -->",
        f'<p data-note="{plant.record("data attribute", line(5, 28))}">x</p>',
        f'<img src="a.png" alt="{plant.record("alternative text", line(6, 36))}">',
        f"<button onclick=\"show('{plant.record('handler', line(7, 37))}')\">go</button>",
        f'<iframe srcdoc="&lt;p&gt;{plant.record("page in an attribute", line(8, 33))}&lt;/p&gt;"></iframe>',
        f'<iframe src="data:text/html;base64,{b64("<p>" + plant.record("page as a data URI", "line 9 › column 36 › base64 › line 1 › p") + "</p>")}"></iframe>',
        f"<noscript>{plant.record('noscript', line(10, 24))}</noscript>",
        f"<template><p>{plant.record('template', line(11, 27))}</p></template>",
        f'<p style="display:none">{plant.record("hidden paragraph", line(12, 38))}</p>',
        f"<style>/* {plant.record('style sheet', line(13, 24))} */</style>",
        f"<a href=\"javascript:go('{plant.record('address that is a script', line(14, 38))}')\">a</a>",
        f"<textarea>{plant.record('text area', line(15, 24))}</textarea>",
        "</body></html>",
    ]
    return "\n".join(lines).encode()


def _har(plant: Plant) -> bytes:
    bodies = [
        {"request": {"url": f"https://x/y?name=Ann%20Lee&ssn={plant('address', 'line 5 › column 44 (url)')}"}},
        {
            "request": {
                "postData": {
                    "text": f"full_name=Ann+Lee&ssn={plant('form', 'line 11 › column 37 (text)').replace('-', '%2D')}"
                }
            }
        },
        {
            "request": {
                "postData": {
                    "params": [
                        {"name": "fullName", "value": "Ann Lee"},
                        {"name": "ssn", "value": plant("parameter", "line 25 › column 18 (ssn)")},
                    ]
                }
            }
        },
        {
            "response": {
                "content": {"text": json.dumps({"name": "Ann Lee", "ssn": plant("body", "line 34 › column 50 (text)")})}
            }
        },
        {
            "response": {
                "content": {
                    "text": b64(
                        json.dumps(
                            {
                                "name": "Bob Ray",
                                "ssn": plant(
                                    "body in base64", "line 41 › column 15 › base64 › line 1 › column 29 (ssn)"
                                ),
                            }
                        )
                    ),
                    "encoding": "base64",
                }
            }
        },
    ]
    return json.dumps({"entries": bodies}, indent=1).encode()


def _mhtml(plant: Plant) -> bytes:
    head = 'From: <Saved by Blink>\r\nSubject: Staff\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="B"\r\n\r\n'
    part = "--B\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Location: http://x/\r\n\r\n"
    text = plant.record("page in quoted-printable", "body › line 1 › column 17")
    return f"{head}{part}<p>{text[:-4]}=\r\n{text[-4:]}</p>\r\n--B--\r\n".encode()


def _cookies(plant: Plant) -> bytes:
    front = ".x.com\tTRUE\t/\tFALSE\t1999999999\tprofile\t"
    one = plant.record("value", "line 3 › column 61").replace(" ", "%20").replace(",", "%2C")
    two = '{"name":"Ann Lee","ssn":"' + plant("JSON as a value", "line 4 › column 89") + '"}'
    escaped = "".join(char if char.isalnum() or char == "-" else f"%{ord(char):02X}" for char in two)
    return f"# Netscape HTTP Cookie File\n\n{front}{one}\n{front}{escaped}\n".encode()


def _svg(plant: Plant) -> bytes:
    return f"""<?xml version="1.0"?>
<svg xmlns="http://www.w3.org/2000/svg"><title>{plant.record("title", "line 2 › title")}</title>
<text x="1">Ann Lee, SSN <tspan>{plant("part of a text", "line 3 › text")}</tspan></text>
<metadata>{plant.record("metadata", "line 4 › metadata")}</metadata>
<!-- {plant.record("comment", "line 5 › comment")} -->
<script>// {plant.record("script", "line 6 › script")}</script></svg>""".encode()


def _feed(plant: Plant) -> bytes:
    return f"""<?xml version="1.0"?>
<rss version="2.0"><channel><title>x</title>
<item><description>&lt;p&gt;{plant.record("HTML in escapes", "line 3 › description")}&lt;/p&gt;</description></item>
<item><description><![CDATA[<b>Ann Lee</b>, SSN {plant("HTML as CDATA", "line 4 › description")}]]></description></item>
</channel></rss>""".encode()


def _list(plant: Plant, where: str) -> dict[str, object]:
    return {"person": {"Name": "Ann Lee", "SSN": plant("value under its key", where)}, "count": 3}


def _xml_list(plant: Plant) -> bytes:
    return plistlib.dumps(_list(plant, "line 12 › SSN"))


def _binary_list(plant: Plant) -> bytes:
    value = _list(plant, "SSN")
    value["inner"] = plistlib.dumps(
        {"Name": "Bob Ray", "SSN": plant("list in a list", "inner › SSN")}, fmt=plistlib.FMT_BINARY
    )
    return plistlib.dumps(value, fmt=plistlib.FMT_BINARY)


def _cbor(plant: Plant, *, endless: bool = False) -> bytes:
    from cbor_samples import cbor

    people = [{"Name": name, "SSN": plant(f"value of {name}", "SSN")} for name in ("Ann Lee", "Bob Ray")]
    return cbor({"people": people}, endless=endless)


def _archived(plant: Plant) -> bytes:
    """As NSKeyedArchiver writes a dictionary."""
    uid = plistlib.UID
    person = {"NS.keys": [uid(2), uid(3)], "NS.objects": [uid(4), uid(5)], "$class": uid(6)}
    parts = [
        "$null",
        person,
        "name",
        "ssn",
        "Ann Lee",
        plant("value of an archived dictionary", "ssn"),
        {"$classname": "NSDictionary"},
    ]
    return plistlib.dumps(
        {"$archiver": "NSKeyedArchiver", "$version": 100000, "$top": {"root": uid(1)}, "$objects": parts},
        fmt=plistlib.FMT_BINARY,
    )


def _calendar(plant: Plant) -> bytes:
    text = plant.record("folded description", "line 4 › lines")
    lines = [
        "BEGIN:VCALENDAR",
        "BEGIN:VEVENT",
        "SUMMARY:Meeting",
        f"DESCRIPTION:{text[:-4]}".replace(",", "\\,"),
        f" {text[-4:]}\\nbring papers",
    ]
    lines += [
        "END:VEVENT",
        "BEGIN:VEVENT",
        'ATTENDEE;CN="Bob Ray":mailto:b@x.com',
        f"COMMENT:{plant.record('comment', 'line 9 › column 22 (lines)')}",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]
    return "\r\n".join(lines).encode()


def _storage(plant: Plant) -> bytes:
    one = '{"name":"Ann Lee","ssn":"' + plant("value", "line 1 › column 44") + '"}'
    two = '{\\"name\\":\\"Ann Lee\\",\\"ssn\\":\\"' + plant("value in escapes", "line 2 › column 53") + '\\"}'
    return f"localStorage\tuser\t{one}\nkey: profile value: {two}\n".encode()


CASES = [
    Case("HTML", "every place of a page", "a.html", _page),
    Case("HAR", "by a browser", "a.har", _har),
    Case("MHTML", "by Blink", "a.mhtml", _mhtml),
    Case("cookies", "of Netscape", "cookies.txt", _cookies),
    Case("SVG", "every place of a drawing", "a.svg", _svg),
    Case("RSS", "2.0", "a.rss", _feed),
    Case("cbor", "list of maps", "a.cbor", _cbor),
    Case("cbor", "without lengths", "a.cbor", lambda plant: _cbor(plant, endless=True)),
    Case("property list", "XML", "a.plist", _xml_list),
    Case("property list", "binary", "a.plist", _binary_list),
    Case("property list", "keyed archive", "a.plist", _archived),
    Case("iCalendar", "events", "a.ics", _calendar),
    Case("local storage", "as text", "a.log", _storage),
]
