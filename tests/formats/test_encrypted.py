"""A password everybody has is no password; of the others cipher and bits are named."""

from __future__ import annotations

import io
import struct

import pytest
from format_samples import blob, payroll, read

from piiscan.formats.compound import encrypted
from piiscan.model import Encryption, Reason


def locked(password: str) -> bytes:
    import msoffcrypto

    out = io.BytesIO()
    msoffcrypto.OfficeFile(io.BytesIO(payroll("000-00-0000"))).encrypt(password, out)
    return out.getvalue()


def test_a_workbook_under_a_real_password():
    result = read(locked("a real one"), "a.xlsx")
    assert result.format == "ooxml-encrypted"
    assert (result.text, result.children) == ("", [])
    assert result.refused.reason is Reason.ENCRYPTED
    assert result.encryption == Encryption("encrypted", "AES", 256)


def test_a_workbook_under_the_password_of_excel_itself_is_read():
    result = read(locked("VelvetSweatshop"), "a.xlsx")
    assert result.encryption == Encryption("plain", "AES", 256)
    assert result.refused is None
    assert result.places["010-94-0001"] == ["SHEET Pay ROW 4 COLUMN 4"]


@pytest.mark.parametrize(
    ("info", "wanted"),
    [
        (
            (
                b"\x04\x00\x04\x00\x40\x00\x00\x00<encryption><keyData keyBits='1'/><p:encryptedKey"
                b' cipherAlgorithm="AES" keyBits="128"/></encryption>'
            ),
            Encryption("encrypted", "AES", 128),
        ),
        (
            struct.pack("<HHI8I", 4, 2, 0x24, 32, 0x24, 0, 0x660E, 0x8004, 128, 24, 0),
            Encryption("encrypted", "AES", 128),
        ),
        (struct.pack("<HHI8I", 3, 2, 0x24, 32, 0x24, 0, 0x6801, 0x8004, 40, 1, 0), Encryption("weak", "RC4", 40)),
        (b"", Encryption("encrypted")),
        (b"\x03\x00\x03\x00" + bytes(60), Encryption("encrypted")),
    ],
)
def test_ciphers(info, wanted, monkeypatch):
    monkeypatch.setattr(encrypted, "_stream", lambda _blob, name: info if name == "EncryptionInfo" else b"")
    assert encrypted._ooxml_encryption(blob(b"")) == wanted


@pytest.mark.parametrize(
    ("streams", "wanted"),
    [
        ({"Workbook": b"\x09\x08\x10\x00" + bytes(16) + b"\x2f\x00\x06\x00\x00\x00\x11\x22"}, ("XOR obfuscation", 16)),
        ({"Workbook": b"\x2f\x00\x36\x00\x01\x00\x01\x00\x01\x00" + bytes(48)}, ("RC4", 40)),
        (
            {
                "Workbook": b"\x2f\x00\xc8\x00\x01\x00"
                + struct.pack("<HH3I6I", 2, 2, 4, 32, 4, 0, 0x6801, 0x8004, 128, 1, 0)
            },
            ("RC4 CryptoAPI", 128),
        ),
        ({"1Table": b"\x01\x00\x01\x00" + bytes(48)}, ("RC4", 40)),
        (
            {"1Table": struct.pack("<HH3I6I", 2, 2, 4, 32, 4, 0, 0x6801, 0x8004, 56, 1, 0)},
            ("RC4 CryptoAPI", 56),
        ),
        ({"PowerPoint Document": b"x"}, ("RC4 CryptoAPI", None)),
    ],
)
def test_ciphers_of_office_97_are_weak(streams, wanted, monkeypatch):
    monkeypatch.setattr(encrypted, "_stream", lambda _blob, name: streams.get(name, b""))
    assert encrypted._legacy_encryption(blob(b"")) == Encryption("weak", *wanted)


def test_a_damaged_container_is_a_verdict():
    data = bytearray(locked("x"))
    for start in range(512, len(data), 700):
        data[start : start + 20] = bytes(20)
    result = read(bytes(data), "a.xlsx")
    assert result.refused is not None
    assert result.text == ""
