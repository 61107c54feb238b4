"""Content decides what a file is; the name only breaks ties."""

from __future__ import annotations

import gzip
import io
import lzma
import os
import random
import sys
import time

import pytest
from format_samples import SSN, blob, pages, pdf, read, text_page, zipped

from piiscan.formats import BY_NAME, FORMATS, magic_type
from piiscan.formats.identify import HEAD, identify, identify_blob
from piiscan.formats.records import marks
from piiscan.formats.sniff import as_text
from piiscan.formats.tables.unnamed import looks_delimited
from piiscan.model import Blob, Reason

TYPES = b"<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>"
MAIL = b"From: a@example.com\r\nTo: b@example.com\r\nSubject: x\r\n\r\nHello\r\n"


@pytest.mark.parametrize(
    ("head", "name", "wanted"),
    [
        (b"", "empty.pdf", "text"),
        (b"x", "x", "text"),
        (b"plain words\n", "a.docx", "text"),
        (b"plain words\n", "a.pdf", "text"),
        (b"a,b\n1,2\n", "a.csv", "delimited"),
        (b"a,b,c\n1,2,3\n4,5,6\n", "export.txt", "delimited"),
        (b"a\tb\n1\t2\n3\t4\n", "export", "delimited"),
        (b"one, two\nthree\nfour, five, six\n", "notes.txt", "text"),
        (b"Lee, Ann\nRay, Bob\nOrr, Cy\n", "names.txt", "text"),
        (b"int a;\nint b;\nint c;\n", "unknown", "text"),
        (b"a|b\n1|2\n3|4\n", "run.log", "text"),
        (b'{"name": "Ann"}\n', "a.txt", "json"),
        (b'[{"a": 1}]', "a", "json"),
        (b"[1, 2]", "a", "json"),
        (b"[2024-01-01 10:00:00] started\n", "a.json", "text"),
        (b"[1234] started\n", "a", "text"),
        (b"[section]\nkey=1\n", "a.ini", "text"),
        (b"{ braces }", "a", "text"),
        (b"<?xml version='1.0'?><a/>", "a.txt", "xml"),
        (b"<person name='x'/>", "a", "xml"),
        (b"<!DOCTYPE html><p>", "a", "html"),
        (b"  \n<HTML><body>", "a", "html"),
        (b"<?xml version='1.0'?><!DOCTYPE html PUBLIC 'x'><html>", "a.xml", "html"),
        (b"<div><p>x</p></div>", "a.htm", "html"),
        (b"# Title\n\n<div>x</div>", "a.md", "text"),
        (b"if a <b or c> d: pass", "a.py", "text"),
        (MAIL, "a", "eml"),
        (b"From a@example.com Mon Jan  1 10:00:00 2024\n" + MAIL, "a", "mbox"),
        (b"From: me\nI think that\n", "a.txt", "text"),
        (b"Note: x\nDate: y\n\n", "a.txt", "text"),
        ("Ünï 010-94-0001\n".encode("utf-16"), "a", "text"),
        ("name\tssn\r\nAnn Lee\t010-94-0001\r\nBob\t010\r\n".encode("utf-16-le"), "a", "delimited"),
        ("<html><body>x".encode("utf-16"), "a", "html"),
        ("Größe\n".encode("cp1252"), "a", "text"),
        ("Имя Фамилия Отчество\n".encode("koi8-r"), "a", "text"),
        (b"%PDF-1.4\n", "a.txt", "pdf"),
        (b"\x00" * 100 + b"%PDF-1.4\n", "a", "pdf"),
        (b"A PDF begins with %PDF-1.4 they say\n", "a", "text"),
        (b"\x1f\x8b\x08\x00", "a.txt", "gzip"),
        (b"BZh91AY&SYtext", "a.txt", "bzip2"),
        (b"BZhang and others\n", "a", "text"),
        (b"\xfd7zXZ\x00", "a.csv", "xz"),
        (b"\x28\xb5\x2f\xfd\x00", "a", "zstd"),
        (b"\x50\x2a\x4d\x18\x04\x00\x00\x00abcd\x28\xb5\x2f\xfd", "a", "zstd"),
        (b"\x50\x2a\x4d\x18\x04\x00\x00\x00abcd\x04\x22\x4d\x18", "a", "lz4"),
        (b"7z\xbc\xaf\x27\x1c\x00", "a", "7z"),
        (b"Rar!\x1a\x07\x00", "a", "rar"),
        (b"Rar!\x1a\x07\x01\x00", "a", "rar"),
        (b"MSCF\0\0\0\0\x2c", "a", "cab"),
        (b"!<arch>\n", "a", "ar"),
        (b"\xed\xab\xee\xdb\x03\x00", "a", "rpm"),
        (b"LZIP\x01\x0c", "a", "lzip"),
        (b"\x1f\x9d\x90", "a", "compress"),
        (b"070701 is a case number\n", "a", "text"),
        (b"070707,1\n070708,2\n", "a.csv", "delimited"),
        (b"070707" + b"0" * 70, "a", "cpio"),
        (lzma.compress(b"some text", lzma.FORMAT_ALONE), "a", "lzma"),
        (b"a" * 257 + b"ustar\x00" + bytes(200), "a.txt", "tar"),
        ((b"word " * 52)[:257] + b"ustar and so on\n", "a", "text"),
        (b"{\\rtf1 x}", "a", "rtf"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "a.csv", "image"),
        (b"BMW is a car\n", "a", "text"),
        (b"MZ and other letters\n", "a", "text"),
        (b"\x00\x00\x00\x18ftypheic", "a", "image"),
        (b"log line\n" * 50 + b"\x02\n", "a.log", "text"),
    ],
)
def test_by_the_first_bytes(head, name, wanted):
    found = identify(head[:HEAD], name)
    assert found is not None
    assert found.name == wanted


@pytest.mark.parametrize(
    ("head", "media_type", "detail"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00", "image/png", "image content needs --ocr"),
        (b"\xff\xd8\xff\xe0", "image/jpeg", "image content needs --ocr"),
        (b"RIFF\x00\x00\x00\x00WAVE", "audio/wav", "sound and moving pictures are not read"),
    ],
)
def test_what_is_not_read_is_named(head, media_type, detail):
    result = read(head)
    assert result.media_type == media_type
    assert result.refused is not None
    assert (result.refused.reason, result.refused.detail) == (Reason.UNSUPPORTED, detail)


@pytest.mark.parametrize(
    ("head", "algorithm", "bits"),
    [
        (b"age-encryption.org/v1\n-> X25519 x", "ChaCha20-Poly1305", 256),
        (b"$ANSIBLE_VAULT;1.1;AES256\n" + b"6162" * 20, "Ansible AES-CTR", 256),
        (b"Salted__\x01\x02", "OpenSSL enc", None),
        (b"LUKS\xba\xbe\x00\x01", "LUKS", None),
        (b"-----BEGIN PGP MESSAGE-----\n\nhQEMA1\n", "OpenPGP", None),  # a session key under a public key
        (b"-----BEGIN PGP MESSAGE-----\nVersion: 1\n\njA0EBwMC\n", "OpenPGP AES", 128),  # under a password
    ],
)
def test_locked_containers_are_encrypted_not_unsupported(head, algorithm, bits):
    result = read(head)
    assert result.refused is not None
    assert result.refused.reason is Reason.ENCRYPTED
    assert result.encryption is not None
    assert (result.encryption.verdict, result.encryption.algorithm, result.encryption.bits) == (
        "encrypted",
        algorithm,
        bits,
    )


def test_a_signed_or_compressed_pgp_message_is_not_encrypted():
    assert identify(b"-----BEGIN PGP MESSAGE-----\n\nowGbwMvM\n", "a.asc").name == "openpgp-armor"
    result = read(b"-----BEGIN PGP SIGNED MESSAGE-----\n\nAnn 010-94-0001\n", "a.asc")
    assert (result.encryption.verdict, result.places) == ("plain", {"010-94-0001": ["LINE 3 COLUMN 5 BYTE 40"]})


@pytest.mark.parametrize(
    ("members", "wanted"),
    [
        ({"a.txt": b"x"}, "zip"),
        ({"word/document.xml": b"<a/>"}, "zip"),
        ({"[Content_Types].xml": TYPES, "word/document.xml": b"<a/>"}, "docx"),
        ({"[Content_Types].xml": TYPES, "xl/workbook.xml": b"<a/>"}, "xlsx"),
        ({"[Content_Types].xml": TYPES, "xl/workbook.bin": b"x"}, "xlsb"),
        ({"[Content_Types].xml": TYPES, "ppt/presentation.xml": b"<a/>"}, "pptx"),
        ({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<a/>"}, "ods"),
        ({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<a/>"}, "odt"),
        (
            {
                "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
                "META-INF/manifest.xml": b"<manifest:encryption-data/>",
            },
            "ods",
        ),
    ],
)
def test_zip_by_what_is_inside(members, wanted):
    assert identify_blob(blob(zipped(members), "a.txt")).name == wanted


def test_an_archive_behind_a_stub_or_a_picture_is_read():
    archive = zipped({"a.txt": SSN.encode()})
    stubs = {"zip": b"MZ\x90\x00" + bytes(3000), "image": b"\x89PNG\r\n\x1a\n" + bytes(500)}
    for form, stub in [*stubs.items(), ("zip", os.urandom(5000))]:
        result = read(stub + archive, "setup.exe")
        assert result.format == form
        assert result.child("a.txt").text == SSN


def test_a_pdf_with_an_archive_at_its_end_is_both():
    document = pdf(pages([text_page([b"010-94-0002"])])) + zipped({"a.txt": SSN.encode()})
    result = read(document, "a.pdf")
    assert "010-94-0002" in result.text
    assert result.child("a.txt").text == SSN


def test_every_single_byte_and_random_bytes_are_some_format():
    generator = random.Random(1)
    for byte in range(256):
        result = read(bytes([byte]), "a")
        assert result.format in {"text", "unsupported", "json"}
        assert result.refused is None or result.refused.reason is Reason.UNSUPPORTED
    for size in (100, 5000, 60_000):
        result = read(generator.randbytes(size), "a")
        assert result.format == ("unsupported" if size < 4096 else "opaque")
        assert result.refused is not None
        assert result.media_type.count("/") == 1


def test_a_stream_that_gives_little_at_a_time_is_read_alike():
    class Slow(io.BytesIO):
        def read(self, size=-1, /):
            return super().read(min(size, 7) if size > 0 else size)

    data = b"name,ssn\n" + b"Ann Lee,010-94-0001\n" * 300
    assert identify_blob(Blob("a.txt", lambda: Slow(data))).name == "delimited"


def test_a_look_costs_microseconds():
    heads = [b"plain text of a log line with some words\n" * 100, b"\x89PNG\r\n\x1a\n" + bytes(4000)]
    start = time.process_time()
    for _ in range(200):
        for head in heads:
            identify(head[:HEAD], "a.log")
    assert (time.process_time() - start) / 400 < 0.002  # libmagic alone would be a quarter of that


def test_without_libmagic_only_the_name_of_the_type_is_lost(monkeypatch):
    magic_type._magic.cache_clear()
    monkeypatch.setitem(sys.modules, "magic", None)
    monkeypatch.setitem(sys.modules, "pylibmagic", None)
    try:
        result = read(random.Random(2).randbytes(5000))
        assert result.media_type == "application/octet-stream"
        assert result.refused.reason is Reason.UNSUPPORTED
    finally:
        magic_type._magic.cache_clear()


def test_libmagic_is_there():
    assert magic_type.media_type_of(b"\x00\x00\x01\xba" + bytes(100)) != ""
    assert magic_type._magic() is not None


@pytest.mark.parametrize(
    "binary",
    [bytes(100), b"\x01\x02\x03" * 50, gzip.compress(b"x" * 1000, mtime=0), random.Random(3).randbytes(4096)],
    ids=["zeros", "controls", "gzip", "random"],
)
def test_binary_is_not_text(binary):
    assert as_text(binary) is None


def test_a_cut_character_at_the_end_of_the_head_is_still_text():
    text = ("é" * 3000).encode()
    assert as_text(text[:4095]) is not None


def test_no_record_format_begins_otherwise_than_its_first_byte_says():
    begins = [
        b"MSH|^~\\&|A|", b"FHS|^~\\&|A|", b"BHS|^~\\&|A|", b"GS*HC*a*b*c*d*1*X*", b"ST*835*0001~", b"UNA:+.? 'UNB+", b"UNB+UNOA:1+",
        b"!Type:Bank\nD1\n", b"BEGIN:VCARD\n", b"BEGIN:VCALENDAR\n", b"dn: a\nb: c\n", b"# c\ndn: a\nb: c\n", b"version: 1\ndn: a\nb: c\n",
        b"ISA*00*          *00*          *ZZ*AAAAAAAAAAAAAAA*ZZ*BBBBBBBBBBBBBBB*200101*1200*",
        *(word + b"\nCREATE TABLE t (\n" for word in (b"--", b"/*", b"REM ", b"CREATE TABLE ", b"DROP TABLE ", b"COPY ")),
        *(word + b" a;\nCREATE TABLE t (\n" for word in (b"SET", b"USE", b"BEGIN", b"START", b"LOCK", b"PRAGMA")),
        b"UPDATE t SET a = 1", b"INSERT INTO t VALUES (", b"REPLACE INTO t VALUES (",
    ]  # fmt: skip
    texts = {before + text for before in (b"", b" ", b"\t", b"\r\n", b"\x0b", b"\x0c") for text in begins}
    texts |= {text.lower() for text in texts} | {b"%c%b" % (first, text[1:]) for text in begins for first in range(256)}
    kinds = {text: marks._kind_of(text) for text in texts}
    assert set(kinds.values()) == {"", "hl7", "x12", "edifact", "qif", "vcard", "calendar", "sql", "ldif"}
    assert {text: marks.record_kind(text) for text in texts} == kinds


@pytest.mark.parametrize("amount", ["8,020.92", "$1,204,331.00", "-3,991.54", "8,020"])
def test_commas_of_amounts_in_columns_part_no_cells(amount):
    lines = [f"D1 773-01-000{n}  LEE ANN          {amount}\n".encode() for n in range(4)]
    assert looks_delimited(b"".join(lines)) is None
    assert looks_delimited(b"".join(line.replace(b"   ", b",") for line in lines)) == b","


def test_commas_of_amounts_and_names_in_columns_part_no_cells():
    line = "0041{0}  LEE, ANN B       773-01-000{0}  2,140.00    1,611.2{0} CK 88114092{0}\n"
    lines = [line.format(n).encode() for n in range(4)]
    assert looks_delimited(b"EMP#   NAME             SSN          GROSS       NET\n" + b"".join(lines)) is None
    assert looks_delimited(b"".join(line.replace(b"   ", b",") for line in lines)) == b","


def test_looks_delimited_wants_all_lines_to_agree():
    assert looks_delimited(b'a;b\n"x;y";2\n3;4\n') == b";"
    assert looks_delimited(b"a;b\n1;2\n3\n") is None
    assert looks_delimited(b"a,b\n1,2\n") is None


def test_every_format_has_a_name_of_its_own_and_can_be_imported():
    assert len(BY_NAME) == len(FORMATS)
    for found in FORMATS:
        items = found.extract(blob(b"", "x"), None)
        try:
            next(items)
        except ImportError as error:
            pytest.fail(str(error))
        except Exception:  # noqa: S110, BLE001 - only the import is looked at
            pass


@pytest.mark.parametrize(
    ("head", "name", "format_name"),
    [
        (b"Ann Lee, SSN 010-94-0001\n" + bytes(4071), "a", "text"),
        (bytes(4071) + b"Ann Lee, SSN 010-94-0001\n", "a.bin", "text"),
        (b"name,ssn\nAnn Lee,010-94-0001\n" + bytes(4000), "a.csv", "delimited"),
        (bytes(4096), "a.log", "text"),
    ],
)
def test_a_text_filled_up_with_zeros_is_a_text(head, name, format_name):
    assert identify(head, name).name == format_name


@pytest.mark.parametrize(
    "head", [bytes(4096), b"MAGIC" + bytes(4000), b"text and so on\0" * 200, b"a b\0" + bytes(600)]
)
def test_zeros_make_no_text(head):
    assert identify(head, "a.bin") is None


ROWS = [b"name,ssn,st", b"Ann Lee,773010001,MA", b"Bob Ray,773010002,MA"]


@pytest.mark.parametrize("by", [b"|", b"\t", b",", b";"])
@pytest.mark.parametrize("title", [b"LIST OF CLIENTS\n", b"LIST OF CLIENTS\n\n", b"LIST\nTax year 2024\n"])
def test_a_title_may_stand_above_a_table_whose_name_does_not_tell(title, by):
    assert looks_delimited(title + b"\n".join(ROWS).replace(b",", by) + b"\n") == by


@pytest.mark.parametrize(
    "text",
    [
        b"LIST\nof\nall clients\n" + b"\n".join(ROWS),
        b"LIST\n" + b"\n".join(ROWS[:2]),
        b"LIST\nLee|Ann\nRay|Bob\nDoe|Jo\n",
        b"LIST\n| Name | SSN |\n|---|---|\n| Ann Lee | 773010001 |\n",
    ],
    ids=["three titles", "two rows", "one delimiter", "Markdown"],
)
def test_what_stands_below_a_title_is_no_table_by_less(text):
    assert looks_delimited(text) is None
