"""Of records only those are read that something may be found in, and with them nothing is lost."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import partial

import pytest
from format_samples import blob
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from piiscan.config import Limits
from piiscan.formats import BY_NAME
from piiscan.formats.base import new_context
from piiscan.formats.objects.yaml_shown import documents_shown
from piiscan.formats.records import calendar, cards, hl7, x12_marks
from piiscan.formats.segments import promising as promising_module
from piiscan.formats.segments.promising import promising
from piiscan.small import places_in
from piiscan.under_way import Progress

_ISA = "ISA*00*          *00*          *ZZ*A              *ZZ*B              *240101*1200*U*00401*000000001*0*P*>~\n"
_MSH = "MSH|^~\\&|A|B|C|D|20240101120000||ADT^A01|{n}|P|2.5\nPID|1||{n}^^^MR||Lee^Ann||19700101|F|||1 Elm St^^Salem^MA^01970||"
# The format, what begins a file, a record with nothing in it, what ends a record with something, the text shown.
RECORDS = {
    "ldif": ("version: 1\n\n", "dn: cn=Ann Lee,ou=p\ncn: Ann Lee\nuidNumber: {n}\n", "{it}\n\n", cards._entries_shown),
    "vcard": ("", "BEGIN:VCARD\nVERSION:3.0\nN:Lee;Ann\nTEL:617555{n:04}\n", "{it}\nEND:VCARD\n", cards._cards_shown),
    "calendar": (
        "BEGIN:VCALENDAR\n",
        "BEGIN:VEVENT\nUID:{n}@x\nDTSTART:20240101T0900Z\n",
        "{it}\nEND:VEVENT\n",
        calendar._shown,
    ),
    "hl7": ("", _MSH, "(617)555-0100\n{it}\n", hl7._shown),
    "x12": (_ISA, "ST*837*{n:04}~NM1*IL*1*Lee*Ann****MI*{n}~CLM*{n}*100***11>B>1~", "{it}~SE*4*1~\n", partial(x12_marks.shown, "*", "~")),
    "yaml": ("", "---\nkind: Service\nname: thing {n}\nports:\n  - port: {n}\n", "{it}\n", documents_shown),
}  # fmt: skip
# Ways to say something, by format.
SAID = {
    "ldif": (
        "ssn: 010940001", "SSN: 010-94-0001", "description: SSN 010\n 940001", "ssn:: MDEwOTQwMDAx", "accountNumber: 12345678",
        "carLicense: S12345678", "note;lang-en: driver's license S1234\n\t5678", "x: 010-94-0001", "ssn_sha256: " + "0a" * 32,
        "# SSN 010940001", "SSN 010940001", "ssn:<file:///x", "cn: Bob Ray", "ssn: ***-**-0001", "pay: venmo @ann-lee",
    ),
    "vcard": (
        "X-SSN:010940001", "NOTE:SSN 010-94-0001", "NOTE:SSN 010\n 940001", "NOTE;ENCODING=QUOTED-PRINTABLE:SSN=20010940001",
        "NOTE;ENCODING=b:U1NOIDAxMDk0MDAwMQ==", "item1.X-ABLabel:SSN\nitem1.X-VALUE:010940001", "item1.X-SSN;TYPE=a:010940001",
        "NOTE:License\\: S12345678\\, MA", "item1.X-ABLabel:_$!<HomePage>!$_", "SSN 010940001", "FN:Ann Lee", "ORG:x;ssn;010940001",
    ),
    "calendar": (
        "DESCRIPTION:SSN 010940001", "SUMMARY:010-94-0001", "X-SSN:010940001", "DESCRIPTION:Account number 1234\n 5678",
        "ATTENDEE;CN=SSN 010940001;RSVP=TRUE:mailto:a@example.com", "DESCRIPTION:SSN\\: 010940001", "LOCATION:Salem",
    ),
    "hl7": (
        "OBX|1|TX|N||SSN 010940001", "NTE|1||010-94-0001", "PID|1||1||Lee^Ann||||||||||||||010940001", "GT1|1||Lee^Ann|||||||||010940001",
        "PID|1||010940001^^^^SS||Lee^Ann", "PID|1||1||Lee^Ann|||||||||||||||S12345678^MA", "IN1|1" + "|" * 35 + "123456789",
        "IN2|1|010940001", "IN2|1|||||010940001A", "STF|1" + "|" * 21 + "S12345678", "NK1|1|Ray^Bob\\T\\", "OBX|1|NM|GLU||99",
        "MSH#^~\\&#A\nPID#1##1##Lee^Ann##############010940001", "PID|1||010-94-0001||Lee^Ann", "GT1|1|010940001|Lee^Ann",
    ),
    "x12": (
        "REF*SY*010940001", "NM1*QC*1*Ray*Bob****34*010940001", "N1*PE*Bob Ray*34*010940001", "NTE*ADD*SSN 010940001", "REF*EI*010940001",
        "BPR*C*1*C*ACH*CCD*01*021000021*DA*12345678*1*2*01*021000021*DA*87654321", "REF*1L*010-94-0001", "ENT*1*2J*34*010940001",
        "REF*\nSY*010940001", "HI*BK>7295", "N3*SSN*010940001", "CLM*1*100***1234",
    ),
    "yaml": (
        "ssn: 010940001", "ssn: '010940001'", '"ssn": "010940001"', "ssns:\n  - 010940001\n  - 010940002", "x: {ssn: 010940001}",
        "ssn: !!str 010940001", "ssn: &a 010940001", "note: |\n  SSN 010940001", "note: >\n  my SSN\n  010940001", "# SSN 010940001",
        'ssn: "\\x3010940001"', "? ssn\n: 010940001", "ssn_sha256: '" + "0a" * 32 + "'", "accounts:\n- 12345678", "ssn: 1094001",
        "note: my SSN\n  010940001", "x: 010-94-0001 # SSN", "license: S12345678", "name: Ann Lee", "ssn:\n    010940001",
    ),
}  # fmt: skip


def records(name: str, said: list[str]) -> str:
    begin, record, end, _ = RECORDS[name]
    return begin + "".join(f"{record}{end}".format(n=number % 1000, it=it) for number, it in enumerate(said))


def read(name: str, text: str, sees=None):
    context = replace(new_context(Limits()), sees=sees)
    return list(BY_NAME[name].extract(blob(text.encode()), context))


@pytest.mark.parametrize("name", RECORDS)
@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_what_is_shown_has_whatever_the_records_have(name, data):
    said = data.draw(st.lists(st.sampled_from([*SAID[name], ""]), min_size=1, max_size=3))
    text = records(name, said)
    shown = RECORDS[name][3](text)
    says = b"".join(segment.data for segment in read(name, text))
    assert shown is None or places_in(shown.encode()) or not places_in(says)


@pytest.mark.parametrize("name", RECORDS)
def test_records_with_nothing_in_them_are_not_read(name):
    text = records(name, [""] * 2000)
    seen = Progress()
    assert read(name, text)
    assert not read(name, text, seen.sees)
    assert seen.read


@pytest.mark.long
@pytest.mark.parametrize(("name", "it"), [(name, it) for name, said in SAID.items() for it in said])
def test_all_that_is_found_is_found_where_it_was(scan, monkeypatch, name, it):
    text = records(name, [*[""] * 150, it, *[""] * 150, it])
    asking = scan(text, f"a.{name}")
    monkeypatch.setattr(Progress, "sees", lambda _self, _data: None)
    reading = scan(text, f"a.{name}")
    assert asking.classes() == reading.classes()
    assert [(one.at, one.places, one.grades) for one in asking.findings] == [
        (one.at, one.places, one.grades) for one in reading.findings
    ]
    assert [(one.status, one.counts) for one in asking.outcomes] == [
        (one.status, one.counts) for one in reading.outcomes
    ]


@dataclass
class Seeing:
    """Sees a word."""

    word: bytes
    asked: list[int] = field(default_factory=list)

    def sees(self, data: bytes):
        self.asked.append(len(data))
        return None if b"all" in data else [match.start() for match in re.finditer(self.word, data)]


def stretches(text: str, seeing: Seeing, size: int = 20, shown=str):
    parts = [(text[at : at + size], *place(text, at)) for at in range(0, len(text), size)]
    context = replace(new_context(Limits()), sees=seeing.sees)
    return list(promising(parts, context, re.compile(r";\n?"), shown))


def place(text: str, at: int) -> tuple[int, int]:
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.sampled_from(["a", "bb", "it", "\n", ";", ";\n", "c" * 30, "all"]), max_size=40).map("".join),
    st.integers(1, 40), st.sampled_from([1, 5, 12]), st.sampled_from([30, 1000]),
)  # fmt: skip
def test_stretches_end_where_records_do(text, size, step, most):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(promising_module, "_STEP", step)
        patch.setattr(promising_module, "MOST", most)
        patch.setattr(promising_module, "_LEAST", 0)
        given_out = stretches(text, Seeing(b"it"), size)
    at = 0
    for part, line, column in given_out:
        found = next(
            start
            for start in range(at, len(text))
            if text.startswith(part, start) and place(text, start) == (line, column)
        )
        left_out, at = text[at:found], found + len(part)
        assert "it" not in left_out
        assert most == 30 or not left_out or left_out.endswith((";", ";\n"))
    assert "it" not in text[at:]


def test_what_cannot_be_shown_is_read():
    text = "".join(f"record {number} {'hidden' if number == 500 else ''};\n" for number in range(1000))
    found = stretches(text, Seeing(b"none"), 3000, lambda part: None if "hidden" in part else part)
    assert len(found) == 1
    assert "record 500 hidden;\n" in found[0][0]
    assert len(found[0][0]) < 10_000


def test_a_text_that_speaks_of_base32_is_read_from_there_on():
    seen = Progress()
    assert seen.sees(b"nothing") == []
    assert seen.sees(b"in base32: ") is None
    assert seen.sees(b"nothing") is None
