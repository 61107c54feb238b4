"""BSON: what the `bson` of PyMongo 4 wrote, with the numbers put in; and a collection as mongodump writes it."""

from __future__ import annotations

import base64
import gzip
import struct

from planted import Case, Plant

# bson.encode of two documents: _id an ObjectId, name, ssn, born a date, n Int64(5), d Decimal128("12.5"), r Regex("a", "i"),
# t Timestamp(1, 1), min MinKey(), nil None, ok True, w 1.5, file Binary(b"%PDF-1"), kin a list, in the second of two persons
_MADE = (
    "sAAAAAdfaWQAZaGyw9Tl9gcYKTpLAm5hbWUACAAAAEFubiBMZWUAAnNzbgAMAAAAMTExLTExLTExMTEACWJvcm4AAFwmBQAAAAAS"
    "bgAFAAAAAAAAABNkAH0AAAAAAAAAAAAAAAAAPjALcgBhAGkAEXQAAQAAAAEAAAD/bWluAApuaWwACG9rAAEBdwAAAAAAAAD4PwVm"
    "aWxlAAYAAAAAJVBERi0xBGtpbgAFAAAAAAAMAQAAB19pZABlobLD1OX2BxgpOksCbmFtZQAIAAAAQm9iIFJheQACc3NuAAwAAAAy"
    "MjItMjItMjIyMgAJYm9ybgAAXCYFAAAAABJuAAUAAAAAAAAAE2QAfQAAAAAAAAAAAAAAAAA+MAtyAGEAaQARdAABAAAAAQAAAP9t"
    "aW4ACm5pbAAIb2sAAQF3AAAAAAAAAPg/BWZpbGUABgAAAAAlUERGLTEEa2luAGEAAAADMAArAAAAAm5hbWUABwAAAEN5IERvZQAC"
    "c3NuAAwAAAAzMzMtMzMtMzMzMwAAAzEAKwAAAAJuYW1lAAcAAABEaSBQb2UAAnNzbgAMAAAANDQ0LTQ0LTQ0NDQAAAAA"
)


def _made(plant: Plant) -> bytes:
    data = base64.b64decode(_MADE).replace(b"%PDF-1", b"no pdf")
    for digit, name in zip("1234", ("value", "value of the next", "object in a list", "second one"), strict=True):
        data = data.replace(f"{digit * 3}-{digit * 2}-{digit * 4}".encode(), plant(name, "ssn").encode())
    return data


def _document(*elements: tuple[int, str, bytes]) -> bytes:
    body = b"".join(bytes([kind]) + name.encode() + b"\0" + value for kind, name, value in elements)
    return struct.pack("<i", len(body) + 5) + body + b"\0"


def _text(text: str) -> bytes:
    return struct.pack("<i", len(text.encode()) + 1) + text.encode() + b"\0"


def _dump(plant: Plant) -> bytes:
    """Numbers without the zero they began with, a nested document, a file, a long text."""

    def digits(name: str) -> int:
        return int(plant(name, "ssn").replace("-", ""))

    name = (2, "name", _text("Ann Lee"))
    found = [
        _document(name, (16, "ssn", struct.pack("<i", digits("number of 32 bits")))),
        _document(name, (18, "ssn", struct.pack("<q", digits("number of 64 bits")))),
        _document(name, (1, "ssn", struct.pack("<d", digits("number with a point")))),
        _document((3, "person", _document(name, (2, "ssn", _text(plant("nested document", "ssn")))))),
    ]
    found.append(
        _document(name, (2, "note", _text("é" * 70_000)), (2, "ssn", _text(plant("behind a long text", "byte 140203"))))
    )
    packed = plant.record("text in a file", "file › gzip › line 1 › column 14")
    blob = gzip.compress(packed.encode(), mtime=0)
    found.append(_document((7, "_id", bytes(12)), (5, "file", struct.pack("<i", len(blob)) + b"\0" + blob)))
    return b"".join(found)


CASES = [
    Case("BSON", "by PyMongo", "a.bson", _made),
    Case("BSON", "collection", "people.bin", _dump),
]
