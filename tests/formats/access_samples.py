"""Databases of Access, built here page by page; those of Access itself are an empty one of 2007 (see `real`).

mdbtools 1.0 and mdb-reader 3.2 read what this makes, but for deleted rows.
"""

from __future__ import annotations

import base64
import hashlib
import lzma
import math
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field

from cryptography.hazmat.decrepit.ciphers.algorithms import ARC4
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC, ECB

BOOLEAN, BYTE, INTEGER, LONG, MONEY, SINGLE, DOUBLE, TIME, BINARY, TEXT, OBJECT, MEMO, GUID, NUMERIC, BIG = (
    1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 15, 16, 19)  # fmt: skip
SIZES = {BYTE: 1, INTEGER: 2, LONG: 4, MONEY: 8, SINGLE: 4, DOUBLE: 8, TIME: 8, GUID: 16, NUMERIC: 17, BIG: 8}
FORMS = {BYTE: "<B", INTEGER: "<h", LONG: "<i", MONEY: "<q", SINGLE: "<f", DOUBLE: "<d", TIME: "<d", BIG: "<q"}
DELETED, MOVED, POINTER = 0xC000, 0x8000, 0x4000
CATALOGUE = [("Id", LONG), ("ParentId", LONG), ("Name", TEXT), ("Type", INTEGER), ("Flags", LONG), ("LvProp", OBJECT)]


# `msaccessdb.create("a.accdb")` of the package msaccessdb 1.0.0 (Apache-2.0), which Access made; then XZ and base64
_REAL = """
/Td6WFoAAATm1rRGAgAhARwAAAAQz1jM4p//Cu1dAAAAUgcVS8SMmzFExbmv8fKCJOnsRAw4QDoeNJjd8Fu+mshb1zubLxR4tD1+taYlZtNhkcTu/Zo
oIZC//0WmZcuDQ4zWp5oPCQ2YCqN3G3biBot+XpVTuH3m5GSDAk8HTwFtR6NhBtaFloMsrR2Cr3/5xPwlaPzs46uLWp26hGxtP6cpWZW+SRVgPXBk5h
OAJqY3LtPLcwCKCTrbN5rfl8TM1NmSJJ6g383lmgwPvv5Z7T8dZ2FeO+TTWYcvahvIGV7HDX1AE1ApRs95ZLh9K/2SimVL3dusBndt7KCwzqZS/St2C
OvUqQzFvkbYAYA96Cj+6Bwe51WwIE5XG0U3QK5yCUXuBpDf3fUtgRFD1jk6XGIqm58xL4AvV/A39+G05wfo9y3hBDBNygol0hxvFWS5svvhfAwlzV9L
nEbtz9VVsenZYcG/gcoHbOyhAtCW1AQLt35Nf0UgzCXU/kxflVszgMJN6AiN5olgwblxJjhbHtb0li/AN4vHcN18Wi9TZi83anIePIIKApgb5rH86qz
GFo0gSj6HX9neLLz3WwEIWuQhfKU8WzurSdqizU7cD2f26GRUMZYqyGKiEiJUm7u4GIxg30lP7iyQHJVc1AXz+44JrV8i60VVWSdnUtGvB6AwXdt7So
iCaCbr27VlvyLeGYwiZVNaziVidFVwi6lsD90viTx1KG3GvGikhDL2VkHe47KORZuuzHyoeKHRvadYzODJPxNnHqidwBfKajws5lYj7exTtrDZfHj4W
AXZwmpQZEIB4brdlnIqiru0ygCvc5EYz7Kqf+0Ufp7oYl5EF1kfjtWOsV6ggIaE54fxe67hhKmChFBsNDRYIbDCHpi6usJSuqCN7ZvD0/8y50SEPDbl
AfMTJrXqABiXp60Owl77anKx7Txk0j48hegC/E2tJLRqyDAMmxoBMvAzRUQNzB1i8PoQx2Fzw6WsETomJbu6c93pjyR/Bdh4ul8PUNmAbC0f6f8Ef0U
Pzkru3lfjPy6LHG1rnDi/pW+ThMTWqQlx4Lk5L5a8k+6m4oDtFr6zi+vszLm65Rr6K32g8CSTtAwBvsNJC4No6wU1Zcd8EG2KUje2wH3t74V5VYME31
iREddPfHx7HTlKXfLPYN1dVsQKFXvlyo4UUoriG97itBHPkc/VFsg+/jwb8A5uB8aRdtdFa4MBBLD6cwSTh6QaSVBZAAldlMqQMrbG7ZYT1MZr85kwb
uzmsMNKTy42nB6hwBZlAfKtAXPr8stVkuxX3PsInBHLnxMBsER2Y5LvjZNCUlIj9btMCq/jX1jhBH5dxbvSRElm+4wNhjo2cAxCJ7x6gBAWTvAoPhTG
Hq+X/wNeok2MCxTDINb7hmaIxb8A+M7om267y9zTLZL/GX5nHaKixPvjNSWjRxFnvbIrBV3wojqfR65DeQ/m8esGhR0lqe+0bDQb1feYOz6wUxUMNZf
UhzR0smC2vHf1ejhfF7iYSDHVdyMnjsYrDJ5w9Aa+wpg97gq86lBM6MNusOXCrOqj2MEwT2QpHpF+kzWwxFrVi3ag1cw4aT4RPlZ7JvjXGcfefMbMVD
gIDee0k3utgN8K/SKvA/+F3w5dluhIrQAUTSnWCZsZ941Wy+nzr3yl+NakbF587F5moZnt52PH19jnZ4evYm84zHbQm+X3go5jC9swMjlV9fU/l7hKr
sd97SHEoreYqm+u55xhQhXvPXVTM3Wwe4OAlzULW3i4f68ssQs3iIU4SzBQFeATLnNypDHoWh461jk2s9VuvRdzOep0J0PDq2hBu5hB4HHSjj49pFo0
Wtiru4JO5I2yZ+LPB4NMapV00m+ujtnYmeqN/DBnKOJqRwW7w6mrUy+3mJOidrNiZcTPqHCsVcNhzz1otmPlPl5kGZ9E6UxqUSAJiKAolj0s/SEE6xt
OhdZ8jd3SyZngr/HVXMtfMCmsttyOz6Rs8Md4UnvX+FLMB1m+zUnTXtrQIILbNAhS/pEUtWe8OmJRMMcuNbEQDilheiPV+R1L4tI9BMh09L/g+JrhtQ
WoLVgF3zfVy7mOF2wBlYWJLB9y6YnrQLqqVdg/B4vZ4NF/QyyqNS5TT22vBzth8oF4dR7yICTI5rG5zrWywbtcfwn0TcFzo8V3x1ZTU2Ou0KT3j1l9L
cxOFv9/2KXrS/zZiNjnb1Q3h3fHOLM0wo2/imB2jsbIXFKzhTJg1U2e0xPCE+TWkoP751ffFOS5H306EfVYdo/EBvt5XMgCI3lDWnbZGZX6ptHDX2U/
cAurM7sUhOwx9MwJQ9ft9w23bbC3d1U7WXbsmmRZhL+gkix/bXsGq6PCLnjedOlKlrzEvd+b4mXOolMhSn1met/SPrnT026MregnYkr5qx6fFHxyxdA
cxVEpR963jCa61OwJnsiQSVlUMTWJwUwiUF6xkpcMgLi40ctDfBFgY8ZphbVsgoBwWJWBSAOOfC3wJe4bw0aS7xgfQl1TkQIUeETwpjGt2UG25XG8X1
+kEQNEdkGqNBQ38lwXYD5re3NCduFh6Apkijy+YHbabm33HVJNt39WT/E8h0F64+ic2fwYligOAbx50hnWLiE8t+2MZ9QcY5+esIMRhJ5cOrMJlGZYr
xhkQCWqjYhGvBKVpJPgBCQlijdwnT3bRbFdTZrsQMZVRheYxqf6kXgL0kAtdMfj0F3jDq32qKWkt9YayuAp61WOCpE44px7mrthWEl9Fl+DIifPmZ6O
/6aJdV2yz4uYAP5EJCwhRrIqCHXjNx7J0LMgVMtseWvUEU+jbbTJ+TQ/fpeN3Z9E38Icw6D/pLN/4U3OZBtsGhekbvmP4jzNdzMaBmdLz7FA3IWIpjX
4apLAN9CcFjiJI7avKNktNNwXLI2SkYe8rVOXsR8gfY7Yb3NXLZbzBA987LRDIvKMYXIwI38z/3GBSiIswZ4uxD0hsdANsUw07W76+PiwaQVHOvDvQM
NAxfxrnclwwL63u/CJS6+j4lw3zga2jBU8veWY3Q5MU8of4RuVbj7lHOKfW94doGrgwuZsd3Iob2gQm2/rlqMZHGpgO9X36b/F5rIWbdculY0cWY9AF
rnpfudTT90iyziqIEU3q5xaam22cOIWUsBlDD75GIuFj/YIfXgDhAmKtgtAASVCT9QfV7Qz9KaoCggNNPBEJWChZrQ8Id0QdkFAbZ6hsbqori2+wHqf
H32KZ3/9IWIYtx0kd8bdbZjHPWihH9wW6XqwyIdpbEbj++NkwSF/O8tyvT3lfNEf3fMFVqb/Q2W72D+m2DBFUTzquxDckDeKabViWIlDg7qanXpB9pm
txGnX4mDS3AAObRc+wQpGjAAW4eb5tyBlxQzqHAulRc9y/Rf1mAGi/1IW5XImOvDxNnniP8Pgg/MUTeM64eOa1e5vejKKxtIXO3OpUK4vrUEUXv6HzF
MXgyp/09+CkaSl3Dzft1ngLUWDaJLNFDCqSNjG99teWfYwMEYjGGPQsDSl1SZv7U/5CVJam8Vzqg/CacGBMy2bG4ZUrQHIfGD7d9j/8pt/HiXk6sIVr
+RIiCJ/CLHMDSCcx97zlibBGTBV0zdRBRP9w+RHj9I8VH2RHMCibuYUjGw0H7QzSdxpM7rU/VK0+auCUEJs0xwZEqFYBvgFY8Kn1yD0CAz2fOvU6Tk6
UrbvVh3Xz8UotFUzT7jDQRxCkFL8JgHxarUwbcaEx00MxKRSXvGgOEtHt8SklJwYlbAYT7uTFeMx46YUtqqStqUCABgAAAAAAOVYS5/yLHAAAYkWgMA
KAB47U5OxxGf7AgAAAAAEWVo=
"""


def real() -> bytes:
    """A database of Access 2007 without tables of its own."""
    return lzma.decompress(base64.b64decode(_REAL))


def rc4(key: bytes, data: bytes) -> bytes:
    return Cipher(ARC4(key * 2), None).decryptor().update(data)


def locked(data: bytes, password: str, hashed: str = "SHA512", bits: int = 256, rounds: int = 1000) -> bytes:
    """A database of Access 2010 and later under a password, as [MS-OFFCRYPTO] 2.3.4.10 ff. say."""
    key, salt, own_salt, encoding = (
        bytes(range(at, at + size)) for at, size in ((7, bits // 8), (60, 16), (90, 16), (1, 4))
    )

    def digest(*parts: bytes) -> bytes:
        return hashlib.new(hashed, b"".join(parts)).digest()

    def under(secret: bytes, vector: bytes, clear: bytes) -> bytes:
        return Cipher(AES(secret), CBC(vector)).encryptor().update(clear)

    derived = digest(own_salt, password.encode("utf-16-le"))
    for number in range(rounds):
        derived = digest(number.to_bytes(4, "little"), derived)
    own = digest(derived, bytes.fromhex("146e0be7abacd0d6"))[: bits // 8]
    shown = [base64.b64encode(value).decode() for value in (salt, own_salt, under(own, own_salt, key))]
    common = f'blockSize="16" keyBits="{bits}" cipherAlgorithm="AES" cipherChaining="ChainingModeCBC" hashAlgorithm="{hashed}"'
    text = (
        f'<encryption><keyData saltSize="16" {common} saltValue="{shown[0]}"/><p:encryptedKey spinCount="{rounds}"'
        f' {common} saltValue="{shown[1]}" encryptedKeyValue="{shown[2]}"/></encryption>'
    )
    info = struct.pack("<HHI", 4, 4, 0x40) + text.encode()
    return _with_lock(data, info, encoding, lambda place, clear: under(key, digest(salt, place)[:16], clear))


def locked_2007(data: bytes, password: str, bits: int = 128) -> bytes:
    """A database of Access 2007 under a password, as [MS-OFFCRYPTO] 2.3.5 says and Jackcess Encrypt has it for pages."""
    salt, encoding = bytes(range(40, 56)), bytes(range(1, 5))

    def digest(*parts: bytes) -> bytes:
        return hashlib.new("SHA1", b"".join(parts), usedforsecurity=False).digest()

    secret = digest(salt, password.encode("utf-16-le"))

    def under(place: bytes, clear: bytes) -> bytes:
        key = digest(secret, place)[: bits // 8]
        if bits != 40:
            return rc4_slowly(key, clear)
        return Cipher(ARC4(key + bytes(11)), None).encryptor().update(clear)

    name = "Microsoft Base Cryptographic Provider v1.0\0".encode("utf-16-le")
    header = struct.pack("<8I", 4, 0, 0x6801, 0x8004, bits, 1, 0, 0) + name
    verifier = under(bytes(4), bytes(range(16)) + digest(bytes(range(16))))
    info = struct.pack("<HHII", 3, 2, 4, len(header)) + header + struct.pack("<I", 16) + salt
    info += verifier[:16] + struct.pack("<I", 20) + verifier[16:]
    return _with_lock(data, info, encoding, under)


def locked_2007_aes(data: bytes, password: str, bits: int = 128) -> bytes:
    """The same under AES: [MS-OFFCRYPTO] 2.3.4.7, with a key for each page, as Jackcess Encrypt has it."""
    salt, encoding = bytes(range(40, 56)), bytes(range(1, 5))

    def digest(*parts: bytes) -> bytes:
        return hashlib.new("SHA1", b"".join(parts), usedforsecurity=False).digest()

    hashed = digest(salt, password.encode("utf-16-le"))
    for number in range(50_000):
        hashed = digest(struct.pack("<I", number), hashed)

    def under(place: bytes, clear: bytes) -> bytes:
        final = digest(hashed, place)
        made = b""
        for fill in (0x36, 0x5C):
            buffer = bytearray([fill] * 64)
            for at, byte in enumerate(final):
                buffer[at] ^= byte
            made += digest(bytes(buffer))
        return Cipher(AES(made[: bits // 8]), ECB()).encryptor().update(clear)  # noqa: S305 - what it is

    name = "Microsoft Enhanced RSA and AES Cryptographic Provider\0".encode("utf-16-le")
    kind = {128: 0x660E, 192: 0x660F, 256: 0x6610}[bits]
    header = struct.pack("<8I", 0x24, 0, kind, 0x8004, bits, 0x18, 0, 0) + name
    verifier = under(bytes(4), bytes(range(16)) + digest(bytes(range(16))) + bytes(12))
    info = struct.pack("<HHII", 3, 2, 0x24, len(header)) + header + struct.pack("<I", 16) + salt
    info += verifier[:16] + struct.pack("<I", 20) + verifier[16:]
    return _with_lock(data, info, encoding, under)


def rc4_slowly(key: bytes, data: bytes) -> bytes:
    """RC4 as it is told everywhere, for keys that no library takes."""
    state, swap = list(range(256)), 0
    for at in range(256):
        swap = (swap + state[at] + key[at % len(key)]) % 256
        state[at], state[swap] = state[swap], state[at]
    made, one, other = bytearray(), 0, 0
    for byte in data:
        one = (one + 1) % 256
        other = (other + state[one]) % 256
        state[one], state[other] = state[other], state[one]
        made.append(byte ^ state[(state[one] + state[other]) % 256])
    return bytes(made)


def _with_lock(data: bytes, info: bytes, encoding: bytes, under: Callable[[bytes, bytes], bytes]) -> bytes:
    """A database with a lock in its header, and pages that are encrypted by (four bytes for each page, the page)."""
    out = bytearray(data)
    mask = bytes([0xC7, 0xDA, 0x39, 0x6B])
    header = bytearray(rc4(mask, data[0x18:0x98]))
    header[0x3E - 0x18 : 0x42 - 0x18] = encoding
    out[0x18:0x98] = rc4(mask, bytes(header))
    out[0x299 : 0x29B + len(info)] = len(info).to_bytes(2, "little") + info
    for number in range(1, len(data) // 4096):
        place = bytes(one ^ other for one, other in zip(encoding, number.to_bytes(4, "little"), strict=True))
        at = number * 4096
        out[at : at + 4096] = under(place, data[at : at + 4096])
    return bytes(out)


def compressed(text: str) -> bytes:
    """As Access keeps text of one byte for a character."""
    return b"\xff\xfe" + text.encode("latin-1")


@dataclass
class Table:
    """A table to be: its columns, and (flags, values) of its rows. Bytes are taken as they are."""

    name: str
    columns: list[tuple[str, int]]
    rows: list[tuple[int, list[object]]] = field(default_factory=list)
    properties: bytes = b""
    listed: bool = True
    defined: bool = True


class Writer:
    """One database under way."""

    def __init__(self, *, jet3: bool = False, accdb: bool = False) -> None:
        self.jet3 = jet3
        self.size = 2048 if jet3 else 4096
        self.at = 8 if jet3 else 12
        self.engine = b"Standard ACE DB\0" if accdb else b"Standard Jet DB\0"
        self.version = 0 if jet3 else 2 if accdb else 1
        self.pages: list[bytes] = [b"", b""]  # the header, and the maps of used pages
        self.maps: list[bytes] = []

    def text(self, value: str) -> bytes:
        return value.encode("cp1252" if self.jet3 else "utf-16-le")

    def data_pages(self, owner: bytes, rows: list[tuple[int, bytes]]) -> list[int]:
        """Rows from the end of pages on; the pages they are in."""
        numbers, words, content = [], [], b""

        def flush() -> None:
            head = b"\1\1\0\0" + owner + (b"" if self.jet3 else bytes(4)) + struct.pack("<H", len(words))
            head += b"".join(struct.pack("<H", word) for word in words)
            numbers.append(len(self.pages))
            self.pages.append(head + bytes(self.size - len(head) - len(content)) + content)
            words.clear()

        for flags, row in rows:
            if self.at + 4 + 2 * len(words) + len(content) + len(row) > self.size:
                flush()
                content = b""
            content = row + content
            words.append(flags | self.size - len(content))
        flush()
        return numbers

    def long_value(self, data: bytes, way: str) -> bytes:
        """What stands in the row for a memo or an object."""
        if way == "here":
            return struct.pack("<III", len(data) | 0x80000000, 0, 0) + data
        if way == "page":
            (number,) = self.data_pages(b"LVAL", [(0, b"x"), (0, data)])
            return struct.pack("<III", len(data) | 0x40000000, number << 8 | 1, 0)
        step, pointer = self.size - 64, 0
        for start in range((len(data) - 1) // step * step, -1, -step):
            (number,) = self.data_pages(b"LVAL", [(0, struct.pack("<I", pointer) + data[start : start + step])])
            pointer = number << 8
        return struct.pack("<III", len(data), pointer, 0)

    def row(self, columns: list[tuple[str, int]], values: list[object]) -> bytes:
        fixed, variable, places, mask = b"", b"", [], 0
        made = (value() if callable(value) else value for value in values)
        for number, ((_, kind), value) in enumerate(zip(columns, made, strict=False)):
            there = value is not None and value is not False
            mask |= there << number
            if kind in SIZES:
                data = (
                    value
                    if isinstance(value, bytes)
                    else struct.pack(FORMS[kind], value or 0)
                    if kind in FORMS
                    else bytes(SIZES[kind])
                )
                fixed += data
            elif kind != BOOLEAN:
                places.append(len(variable))
                variable += b"" if value is None else self.text(value) if isinstance(value, str) else value
        places.append(len(variable))
        bits = mask.to_bytes((len(values) + 7) // 8, "little")
        if not self.jet3:
            begin = 2 + len(fixed)
            ends = b"".join(struct.pack("<H", begin + place) for place in reversed(places))
            return struct.pack("<H", len(values)) + fixed + variable + ends + struct.pack("<H", len(places) - 1) + bits
        begin = 1 + len(fixed)
        places = [begin + place for place in places]
        jumps = [
            next(index for index, place in enumerate(places) if place >= step)
            for step in range(256, places[-1] + 1, 256)
        ]
        size = begin + len(variable) + len(places) + 1 + len(bits)
        dummies = max((size + len(jumps)) // 256 - len(jumps), 0)  # by the length of the row, which they are part of
        ends = (
            bytes(place & 0xFF for place in reversed(places))
            + b"\xff" * dummies
            + bytes(reversed(jumps))
            + bytes([len(places) - 1])
        )
        return bytes([len(values)]) + fixed + variable + ends + bits

    def definition(self, table: Table, number: int) -> bytes:
        """The definition of a table, with its map of used pages to come."""
        entries, names, fixed, variable = b"", b"", 0, 0
        for index, (name, kind) in enumerate(table.columns):
            inside = kind in SIZES or kind == BOOLEAN
            size = SIZES.get(kind, 0 if kind in {MEMO, OBJECT, BOOLEAN} else 255)
            if self.jet3:
                entries += struct.pack(
                    "<BHHH6sBHH", kind, index, variable, index, bytes(6), 3 if inside else 2, fixed, size
                )
            else:
                scale = b"\x12\x02" if kind == NUMERIC else bytes(2)
                entries += struct.pack(
                    "<BIHHH2s2sBB4sHH",
                    kind,
                    0,
                    index,
                    variable,
                    index,
                    scale,
                    bytes(2),
                    3 if inside else 2,
                    0,
                    bytes(4),
                    fixed,
                    size,
                )
            coded = self.text(name)
            names += struct.pack("<B" if self.jet3 else "<H", len(coded)) + coded
            fixed += SIZES.get(kind, 0)
            variable += not inside
        place = struct.pack("<II", 1 << 8 | number, 1 << 8 | number)
        counts = struct.pack("<HHHII", len(table.columns), variable, len(table.columns), 0, 0)
        rows = struct.pack("<I", sum(flags in {0, MOVED} for flags, _ in table.rows))
        body = (
            rows + bytes(4) + b"N" + counts + place
            if self.jet3
            else bytes(4) + rows + bytes(20) + b"N" + counts + place
        )
        return body + entries + names + b"\xff\xff"

    def add(self, table: Table) -> int:
        """Write a table; the page of its definition."""
        page = len(self.pages)
        number = len(self.maps)
        body = self.definition(table, number)
        first, rest = body[: self.size - 12], body[self.size - 12 :]
        self.pages.append(b"")
        following = len(self.pages) if rest else 0
        while rest:
            part, rest = rest[: self.size - 8], rest[self.size - 8 :]
            number_of_next = len(self.pages) + 1 if rest else 0
            self.pages.append(b"\2\1VC" + struct.pack("<I", number_of_next) + part.ljust(self.size - 8, b"\0"))
        head = b"\2\1VC" if table.defined else b"\0\0\0\0"
        self.pages[page] = (head + struct.pack("<II", following, len(body)) + first).ljust(self.size, b"\0")
        rows = [
            (flags, values if isinstance(values, bytes) else self.row(table.columns, values))
            for flags, values in table.rows
        ]
        used = self.data_pages(struct.pack("<I", page), rows) if rows else []
        bits = sum(1 << one for one in used)
        self.maps.append(b"\0" + bytes(4) + bits.to_bytes(max(64, bits.bit_length() // 8 + 1), "little"))
        return page

    def database(self, *tables: Table, key: bytes = bytes(4), password: str = "") -> bytes:
        """All of it: the catalogue comes first, and knows the pages of the others when these are written."""
        for _ in range(2):  # the first time to see where they will be
            places = getattr(self, "_places", [0] * len(tables))
            self.pages, self.maps = [b"", b""], []
            rows = [
                (
                    0,
                    [
                        place,
                        0,
                        table.name,
                        1,
                        0,
                        self.long_value(table.properties, "here") if table.properties else None,
                    ],
                )
                for table, place in zip(tables, places, strict=True)
                if table.listed
            ]
            self.add(Table("MSysObjects", CATALOGUE, [(0, [2, 0, "MSysObjects", 1, -(2**31), None]), *rows]))
            self._places = [self.add(table) for table in tables]
        maps = [(0, one) for one in self.maps]
        start = len(self.pages)
        self.data_pages(bytes(4), maps)
        self.pages[1] = self.pages.pop(start)
        self.pages[0] = self.header(key, password)
        if any(key):
            self.pages[1:] = [
                rc4(bytes(one ^ other for one, other in zip(key, number.to_bytes(4, "little"), strict=True)), page)
                for number, page in enumerate(self.pages[1:], 1)
            ]
        return b"".join(self.pages)

    def header(self, key: bytes, password: str) -> bytes:
        head = bytearray(self.size)
        head[:20] = b"\0\1\0\0" + self.engine
        head[0x14] = self.version
        head[0x3C:0x3E] = (1252).to_bytes(2, "little")
        head[0x3E:0x42] = key
        day = 40_000.5
        if not self.jet3:
            struct.pack_into("<d", head, 0x72, day)
        locked = password.encode("cp1252" if self.jet3 else "utf-16-le").ljust(20 if self.jet3 else 40, b"\0")
        mask = bytes(4) if self.jet3 else math.floor(day).to_bytes(4, "little")
        head[0x42 : 0x42 + len(locked)] = bytes(one ^ mask[at % 4] for at, one in enumerate(locked))
        end = 0x18 + (126 if self.jet3 else 128)
        head[0x18:end] = rc4(bytes([0xC7, 0xDA, 0x39, 0x6B]), bytes(head[0x18:end]))
        return bytes(head)


def properties(text, owner: str, **values: str) -> bytes:
    """A block of properties of a column."""
    names = b"".join(struct.pack("<H", len(text(name))) + text(name) for name in values)
    of = text(owner)
    block = struct.pack("<IH", 6 + len(of), len(of)) + of
    for number, value in enumerate(values.values()):
        data = text(value)
        block += struct.pack("<HBBHH", 8 + len(data), 1, TEXT, number, len(data)) + data
    return b"MR2\0" + struct.pack("<IH", 6 + len(names), 0x80) + names + struct.pack("<IH", 6 + len(block), 1) + block


def attachment(data: bytes, *, packed: bool) -> bytes:
    """A file in an attachment field."""
    suffix = "txt\0".encode("utf-16-le")
    header = struct.pack("<III", 12 + len(suffix), 1, len(suffix)) + suffix
    content = header + data
    return struct.pack("<II", packed, len(content)) + (zlib.compress(content) if packed else content)
