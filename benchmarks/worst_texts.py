"""Texts made to be slow, by name: a function from a size in bytes to the text, and the ending of its file's name.

Rule: what repeats a number is here with numbers that differ as well, so that no memory of the last one helps.
"""

from __future__ import annotations

import base64
import uuid
from collections.abc import Callable
from random import Random

Make = Callable[[int], bytes]

_MSH = "MSH|^~\\&|A|B|||2020||ADT^A01|1|P|2.3\r"
_ASCII = bytes(range(0x20, 0x7F))
_WIDE = {0x30 + digit: 0xFF10 + digit for digit in range(10)}


def _again(piece: bytes | str) -> Make:
    raw = piece if isinstance(piece, bytes) else piece.encode()
    return lambda size: raw * (size // len(raw) + 1)


def _rows(row: Callable[[Random, int], str], head: str = "", tail: str = "") -> Make:
    """A text of rows that differ."""

    def make(size: int) -> bytes:
        rng, rows, length = Random(7), [head], len(head)
        number = 0
        while length < size:
            rows.append(row(rng, number))
            length += len(rows[-1])
            number += 1
        return "".join([*rows, tail]).encode()

    return make


def _nested(opening: bytes, closing: bytes, inside: bytes = b"") -> Make:
    """As deep as the size allows."""

    def make(size: int) -> bytes:
        depth = size // (len(opening) + len(closing))
        return opening * depth + inside + closing * depth

    return make


def _random_ascii(size: int) -> bytes:
    table = bytes(_ASCII[byte % len(_ASCII)] for byte in range(256))
    return Random(9).randbytes(size).translate(table)


def _wide(columns: int = 0) -> Make:
    """A CSV of so many columns, or of one row, a number in each tenth of them."""

    def make(size: int) -> bytes:
        rng, count = Random(7), columns or size // 12
        head = ",".join("ssn" if column % 10 == 3 else f"c{column}" for column in range(count))
        rows, length = [head], len(head)
        while length < size or len(rows) == 1:
            rows.append(",".join(_ssn(rng) if column % 10 == 3 else "x" for column in range(count)))
            length += len(rows[-1])
        return "\n".join(rows).encode()

    return make


def _across(head: str, cells: Callable[[Random], str]) -> Make:
    """A CSV of some columns that come again and again, each time for another person."""

    def make(size: int) -> bytes:
        rng, times = Random(7), max(1, size // 80)
        rows = [head] * times, *([cells(rng) for _ in range(times)] for _ in range(3))
        return "\n".join(map(",".join, rows)).encode()

    return make


def _ssn(rng: Random) -> str:
    return f"{rng.randrange(1, 600):03}-{rng.randrange(1, 99):02}-{rng.randrange(1, 9999):04}"


def _nine(rng: Random) -> str:
    return _ssn(rng).replace("-", "")


def _digits(rng: Random, count: int) -> str:
    return str(rng.randrange(10 ** (count - 1), 10**count))


def _name(rng: Random) -> str:
    given = ("Ann", "Mary", "John", "Peter", "Susan", "Carlos", "Linda", "David")
    surname = ("Lee", "Smith", "Garcia", "Nguyen", "Brown", "Miller", "Davis", "Lopez")
    return f"{rng.choice(given)} {rng.choice(surname)}"


def _names(rng: Random, count: int) -> str:
    return ", ".join(_name(rng) for _ in range(count))


ORDINARY = _again(b"2024-05-24T07:44:36 INFO request 4e906418 took 861 ms, order 271877 of the third quarter\n")

TEXTS: dict[str, Make] = {
    "digits": _again(b"7"),
    "digits 0-9": _again(b"0123456789"),
    "spaces": _again(b" "),
    "capitals": _again(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
    "ssn labels": _again(b"ssn "),
    "account labels": _again(b"acct "),
    "labels and SSNs": _again(b"ssn 010940001 "),
    "labels and accounts": _again(b"acct 12345678 "),
    "labels and licences": _again(b"DL S1234567 "),
    "labels and Massachusetts": _again(b"DL S12345678 "),
    "Medicare claims": _again(b"medicare 010-94-0001A "),
    "labels, other SSNs": _rows(lambda rng, _: f"ssn {_nine(rng)} "),
    "labels, other accounts": _rows(lambda rng, _: f"acct {_digits(rng, 8)} "),
    "labels, other licences": _rows(lambda rng, _: f"DL S{_digits(rng, 7)} "),
    "lines of SSNs": _rows(lambda rng, _: f"ssn {_nine(rng)}\n"),
    "lines of accounts": _rows(lambda rng, _: f"acct {_digits(rng, 8)}\n"),
    "paragraphs of SSNs": _rows(lambda rng, _: f"SSN: {_ssn(rng)}\n\n"),
    "a1": _again(b"a1"),
    "a1234567": _again(b"a1234567 "),
    "1234567a": _again(b"1234567a "),
    "stars": _again(b"*"),
    "capital X": _again(b"X"),
    "X and dash": _again(b"XXX-XX-"),
    "X and blank": _again(b"XX "),
    "masked": _again(b"XXX-XX-1234 "),
    "IBAN beginnings": _again(b"AA00"),
    "IBAN groups": _again(b"GB82 1234 "),
    "IBANs": _again(b"GB82 WEST 1234 5698 7654 32 "),
    "digits and blanks": _again(b"1 "),
    "digits and dashes": _again(b"1-"),
    "digits, blanks and dashes": _again(b"12 3-4 "),
    "groups": _again(b"1234-"),
    "groups and blanks": _again(b"1234 "),
    "groups of three": _again(b"123-"),
    "SSNs": _again(b"010-94-0001 "),
    "SSNs run together": _again(b"010-94-0001-"),
    "SSNs with blanks": _again(b"010 94 0001 "),
    "cards in groups": _again(b"4024 0071 0002 7456 "),
    "cards": _again(b"4024007100027456 "),
    "vague cards": _again(b"4222222222222 "),
    "track 1": _again(b"%B4024007100027456^LEE/ANN^2512101?"),
    "keys without values": _again(b'"ssn":'),
    "keys and short numbers": _again(b'"ssn":1234567,'),
    "UUIDs": _rows(lambda rng, _: f"{uuid.UUID(int=rng.getrandbits(128))}\n"),
    "hex dump": _rows(lambda rng, row: f"{16 * row:08x}  {rng.randbytes(16).hex(' ')}  |................|\n"),
    "quotes": _again(b'"'),
    "nested quotes": _again(b"\"'\"'"),
    "braces": _nested(b"{", b"}"),
    "arrays": _nested(b"[", b"]"),
    "one line": _again(b"one line of text without any break, order 123456789 of 2024-05-24; "),
    "escapes": _again(b"\\u0031"),
    "escapes apart": _again(b"1%2D"),
    "escaped SSNs": _rows(lambda rng, _: "".join(f"%{byte:02x}" for byte in _ssn(rng).encode()) + " "),
    "base64 words": _rows(lambda rng, _: base64.b64encode(f"ssn {_ssn(rng)}".encode()).decode() + "\n"),
    "base64 letters": _again(b"-MDEw_"),
    "base64 of files": _again(b"eJwA_"),
    "hex digits": _again(b"31"),
    "SSNs of none, labelled": _rows(lambda rng, _: f"SSN: 000{_digits(rng, 6)} "),
    "SSNs of none, other dashes": _rows(lambda rng, _: f"000\u2011{_digits(rng, 2)}\u2011{_digits(rng, 4)} "),
    "SSNs of none, wide": _rows(lambda rng, _: f"000-{_digits(rng, 2)}-{_digits(rng, 4)} ".translate(_WIDE)),
    "SSNs of none, hyphens unseen": _again("1\u00ad"),
    "SSNs of none, touching": _rows(lambda rng, _: f"SSN:000{_digits(rng, 6)}DOB:1 SOC/000{_digits(rng, 6)} "),
    "cards of none": _rows(lambda rng, _: f"4024{_digits(rng, 12)} "),
    "numbers behind escapes": _rows(lambda rng, _: f"\\u00e9{_digits(rng, 9)} "),
    "letters behind escapes": _rows(lambda rng, _: f"\\u00e9AB {_digits(rng, 3)} "),
    "licences without labels": _rows(lambda rng, _: f"S{_digits(rng, 8)} SA{_digits(rng, 7)} "),
    "licences of Washington": _rows(lambda rng, _: f"WDL{rng.randbytes(5).hex().upper()[:9]} "),
    "cheques of none": _rows(lambda rng, _: f"|:9{_digits(rng, 8)}|: {_digits(rng, 6)} || A9{_digits(rng, 8)}A 12C "),
    "keys and numbers": _rows(lambda rng, _: f"order_id: {_digits(rng, 9)}\n"),
    "codes and numbers": _rows(lambda rng, _: f'{{"code": "SS", "value": "000{_digits(rng, 6)}"}}, '),
    "one code, many numbers": _rows(lambda rng, _: f'{{"value": "{_nine(rng)}"}}, ', '"code": "SS"'),
    "wallets of none": _again(b"wallet address 1AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA "),
    "names at Venmo": _again(b"venmo @ab paypal account a "),
    "labels of hashes": _again(b"md5 of his ssn sha256: 9f86d081 "),
    "hashes of no size": _rows(lambda rng, _: f"ssn_md5={rng.randbytes(15).hex()} "),
    "titles of columns": _again(b"Driver    Sex License\n----------------------\n"),
    "numbers in words": _again(b"ssn seven seven three oh one zero zero zero "),
    "references": _again(b"&#49;"),
    "percent signs": _rows(lambda rng, _: f"%20{_digits(rng, 3)}-{_digits(rng, 2)}"),
    "quoted-printable": _again(b"=31=32=33"),
    "quoted-printable breaks": _again(b"1=\n"),
    "octal": _again(b"\\061\\062"),
    "colours": _again(b"\x1b[0m1"),
    "hex pairs": _again(b"41 42 43 31 32 33 34 "),
    "hex array": _again(b"0x31, "),
    "base64 of words": _again(base64.b64encode(b"the order 1234 of May ") + b" "),
    "base64 of UTF-16": _again(b"-MAAxADEA_"),
    "base64 of pictures": _again(b"SUkqA_"),
    "hex of files": _again(b" 1F8B08"),
    "armor": _again(b"-----BEGIN PGP MESSAGE-----\n"),
    "titles in strings": _again(b"ssn\\n"),
    "locked values": _again(b"ENC(ENC[AES256_GCM,data:gAAAAABk"),
    "ROT13": _again(b"rot13: "),
    "wide digits": _again("\uff11"),
    "bullets": _again("\u2022"),
    "random bytes": lambda size: Random(10).randbytes(size),
    "random ASCII": _random_ascii,
    "mail addresses": _again(b"a@b.c "),
    "capitalised words": _again(b"Ann Lee Page Brook Hill "),
    "capitals and numbers": _rows(lambda rng, _: f"{_name(rng)} Page Brook {_ssn(rng)} "),
    "names before a number": _rows(lambda rng, _: f"{_names(rng, 30)} {_ssn(rng)}\n"),
    "names in lines, a number": _rows(lambda rng, n: f"{_name(rng)}\n" if n % 30 else f"SSN {_ssn(rng)}\n"),
    "name labels, a number": _rows(lambda rng, n: f"Name: {_name(rng)}\n" if n % 9 else f"SSN {_ssn(rng)}\n"),
    "headings": _rows(lambda rng, n: f"Dear {_name(rng)}:\n" if n % 2 else f"SSN {_ssn(rng)}\n"),
    "states and ZIP codes": _rows(lambda rng, _: f"Boston, MA 02139 SSN {_ssn(rng)} "),
    "blank lines, a number": _rows(lambda rng, n: "\n" if n % 40 else f"SSN: {_ssn(rng)}\n"),
    "quoted lines": _rows(lambda rng, n: ">" * (n % 1000) + f" SSN {_ssn(rng)}\n"),
    "rulers, a number": _rows(
        lambda rng, n: f"{'-' * 90} {'_' * 60} of\n" if n % 3 else f"SSN {_ssn(rng)} {_name(rng)}\n"
    ),
    "dotted leaders": _again(b"SSN " + b"." * 40 + b" 010-94-0001 "),
    "brackets, a number": _rows(lambda rng, _: f"- [ ] SSN {_ssn(rng)}\n"),
}
FILES: dict[str, tuple[str, Make]] = {
    "CSV of 10,000 columns": (".csv", _wide(10_000)),
    "CSV of one row": (".csv", _wide()),
    "CSV of persons across": (".csv", _across("name,ssn", lambda rng: f"{_name(rng)},{_ssn(rng)}")),
    "CSV of types across": (".csv", _across("type,number", lambda rng: f"SSN,{_ssn(rng)}")),
    "CSV, a remark": (
        ".csv",
        _rows(lambda rng, _: f"{_name(rng)} SSN {_ssn(rng)}; ", 'name,remark\nAnn Lee,"', '"\n'),
    ),
    "CSV, a number a row": (".csv", _rows(lambda rng, _: f"{_name(rng)},{_ssn(rng)}\n", "name,ssn\n")),
    "CSV of empty cells": (".csv", _again(b"," * 99 + b"\n")),
    "CSV, quotes unclosed": (".csv", _again(b'a,"b\n')),
    "CSV of one column": (".csv", _rows(lambda rng, _: f"{_ssn(rng)}\n", "ssn\n")),
    "Markdown table": (".md", _rows(lambda rng, _: f"| {_name(rng)} | {_ssn(rng)} |\n", "| name | ssn |\n|---|---|\n")),
    "Markdown cells": (".md", _again(b"| 010-94-0001 ")),
    "fixed columns": (".txt", _rows(lambda rng, _: f"{_name(rng):20}{_ssn(rng):14}{_digits(rng, 8)}\n")),
    "JSON, deep objects": (".json", _nested(b'{"a":', b"}", b"1")),
    "JSON, deep arrays": (".json", _nested(b"[", b"]", b"1")),
    "JSON, one object": (".json", _rows(lambda rng, n: f'"ssn{n}":"{_ssn(rng)}",', "{", '"a":1}')),
    "JSON, one array": (".json", _rows(lambda rng, _: f'"{_ssn(rng)}",', '{"ssn":[', "1]}")),
    "JSON, persons": (".json", _rows(lambda rng, _: f'{{"name":"{_name(rng)}","ssn":"{_ssn(rng)}"}},', "[", "1]")),
    "JSON, persons inside": (".json", _nested(b'{"name":"Ann Lee","ssn":"010-94-0001","a":', b"}", b"1")),
    "JSON lines": (".jsonl", _rows(lambda rng, _: f'{{"name":"{_name(rng)}","ssn":"{_ssn(rng)}"}}\n')),
    "JSON string": (".json", _rows(lambda rng, _: f"SSN {_ssn(rng)} ", '{"a":"', '"}')),
    "XML, deep": (".xml", _nested(b"<a><b>", b"</b></a>", b"1")),
    "XML, never closed": (".xml", _again(b"<a><b>")),
    "XML attributes": (".xml", _rows(lambda rng, n: f' ssn{n}="{_ssn(rng)}"', "<a", "/>")),
    "XML, elements": (".xml", _rows(lambda rng, _: f"<ssn>{_ssn(rng)}</ssn>", "<?xml version='1.0'?><a>", "</a>")),
    "XML, persons": (
        ".xml",
        _rows(lambda rng, _: f"<p><name>{_name(rng)}</name><ssn>{_ssn(rng)}</ssn></p>", "<a>", "</a>"),
    ),
    "HTML, deep": (".html", _nested(b"<div>", b"</div>")),
    "HTML, deep tables": (".html", _nested(b"<table><tr><td>", b"</td></tr></table>")),
    "HTML, never closed": (".html", _again(b"<b><i>")),
    "HTML table": (
        ".html",
        _rows(lambda rng, _: f"<tr><td>{_name(rng)}<td>{_ssn(rng)}", "<html><table><tr><th>name<th>ssn"),
    ),
    "HTML row": (".html", _rows(lambda rng, _: f"<td>{_ssn(rng)}", "<html><table><tr>")),
    "HTML angles": (".html", lambda size: b"<html>" + b"<" * size),
    "HTML table, SSNs of none": (
        ".html",
        _rows(lambda rng, _: f"<tr><td>{_name(rng)}<td>000-{_digits(rng, 6)}", "<html><table><tr><th>name<th>ssn"),
    ),
    "HTML comments": (".html", lambda size: b"<html>" + b"<!--" * (size // 4)),
    "HTML entities": (".html", lambda size: b"<html>" + b"&#49;" * (size // 5)),
    "log of a server": (
        ".log",
        _rows(lambda rng, _: f'10.0.1.2 - - "GET /a?id={_digits(rng, 9)}&acct={_digits(rng, 3)} HTTP/1.0" 200 1\n'),
    ),
    "lines of a statement": (
        ".txt",
        _rows(lambda rng, _: f"Account number ending {_digits(rng, 4)}   12.50   01/02\n"),
    ),
    "mail, quoted a thousand times": (
        ".eml",
        _rows(lambda rng, n: ">" * (n % 1000) + f" SSN {_ssn(rng)}\n", "From: a@b.org\nSubject: x\n\n"),
    ),
    "mail, headers": (".eml", _rows(lambda rng, n: f"X-A{n}: {_ssn(rng)}\n", "From: a@b.org\nSubject: x\n")),
    "mail, folded header": (".eml", lambda size: b"From: a@b.org\nSubject: x\n" + b" y\n" * (size // 3)),
    "mail, encoded words": (".eml", lambda size: b"From: a@b.org\nSubject: " + b"=?utf-8?q?a?= " * (size // 14)),
    "mail, parts": (
        ".eml",
        lambda size: b"From: a@b.org\nContent-Type: multipart/mixed; boundary=x\n\n" + b"--x\n\na\n" * (size // 7),
    ),
    "mail, parts in parts": (
        ".eml",
        lambda size: b"From: a@b.org\n" + b"Content-Type: multipart/mixed; boundary=x\n\n--x\n" * (size // 48),
    ),
    "mbox": (".mbox", _rows(lambda rng, _: f"From a@b Thu Jan  1 00:00:00 2020\nFrom: a@b.org\n\nSSN {_ssn(rng)}\n\n")),
    "SQL rows": (
        ".sql",
        _rows(lambda rng, _: f"('{_name(rng)}', '{_ssn(rng)}'),\n", "INSERT INTO t (name, ssn) VALUES\n"),
    ),
    "SQL quotes": (".sql", lambda size: b"INSERT INTO t VALUES (" + b"'" * size),
    "vCards": (".vcf", _rows(lambda rng, _: f"BEGIN:VCARD\nFN:{_name(rng)}\nNOTE:SSN {_ssn(rng)}\nEND:VCARD\n")),
    "LDIF": (".ldif", _rows(lambda rng, n: f"dn: cn={n}\ncn: {_name(rng)}\nssn: {_ssn(rng)}\n\n", "version: 1\n\n")),
    "HL7": (
        ".hl7",
        _rows(lambda rng, _: f"{_MSH}PID|1||||LEE^ANN||||||||||||||{_nine(rng)}\r"),
    ),
    "HL7, one message": (
        ".hl7",
        _rows(lambda rng, n: f"OBX|{n}|ST|ssn||{_ssn(rng)}\r", _MSH),
    ),
    "HL7, one field": (".hl7", _rows(lambda rng, _: f"{_ssn(rng)} ", f"{_MSH}PID|1||||LEE^ANN|||||||", "|\r")),
    "OFX": (
        ".ofx",
        _rows(
            lambda rng, _: f"<STMTRS><ACCTID>{_digits(rng, 9)}<NAME>{_name(rng)}</STMTRS>\n", "OFXHEADER:100\n\n<OFX>"
        ),
    ),
    "MT940": (
        ".sta",
        _rows(
            lambda rng, n: f":61:2001010101D1,00NMSC{n}\n:86:166?00X?31{_digits(rng, 9)}?32{_name(rng)}\n",
            ":20:1\n:25:1/2\n:28C:1\n",
        ),
    ),
}
"""What only one reader is slow with: the ending of the name says which."""
