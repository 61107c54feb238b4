"""What the operator's passwords open, of every format that has a password: the right one, a wrong one, damage."""

from __future__ import annotations

import base64
import hashlib
import hmac
import io
import os
import zipfile
import zlib

import pytest
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from format_samples import SSN, Read, blob, read
from hypothesis import given, settings
from hypothesis import strategies as st
from locked_samples import NAMES, PASSWORD, made
from msgspec.structs import replace
from sealed_samples import sample

from piiscan.config import Limits
from piiscan.formats.base import new_context
from piiscan.formats.opendocument import locks as odf_locks
from piiscan.model import Encryption, Reason

_LOEXT = "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"
_ODF = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"


def tried(data: bytes, name: str, *passwords: str) -> Read:
    return read(blob(data, name), context=new_context(Limits(), passwords))


def reasons(result: Read) -> set[Reason]:
    found = {result.refused.reason} if result.refused else set()
    return found.union(*({gap.reason for gap in each.gaps} for each in result.each()))


@pytest.mark.long
@pytest.mark.parametrize("name", NAMES)
def test_a_password_opens_what_libreoffice_locked(name):
    closed = tried(made(name), name)
    assert SSN not in closed.everywhere()
    assert reasons(closed) == {Reason.ENCRYPTED}
    result = tried(made(name), name, "wrong", PASSWORD, "not this one either")
    assert SSN in result.everywhere()
    assert reasons(result) == set()
    assert closed.encryption is not None
    assert result.encryption == replace(closed.encryption, opened=True)


@pytest.mark.parametrize("name", ["rc4.doc", "rc4.xls", "user.pdf", "standard.docx"])
def test_a_wrong_password_opens_nothing(name):
    result = tried(made(name), name, PASSWORD.upper(), "öffne dich")
    assert SSN not in result.everywhere()
    assert reasons(result) == {Reason.ENCRYPTED}
    assert result.encryption is not None
    assert not result.encryption.opened


@pytest.mark.parametrize("name", ["rc4.doc", "rc4.xls", "user.pdf"])
def test_damage_under_a_lock_is_never_a_crash(name):
    data = made(name)
    for at in range(1, 6):
        changed = bytearray(data)
        for place in range(at * len(data) // 7, at * len(data) // 7 + 40):
            changed[place] ^= 0x55
        tried(bytes(changed), name, PASSWORD)
        tried(data[: at * len(data) // 6], name, PASSWORD)


@pytest.mark.long
@pytest.mark.parametrize("names", [False, True])
def test_a_password_opens_7z(names):
    py7zr = pytest.importorskip("py7zr")
    out = io.BytesIO()
    with py7zr.SevenZipFile(out, "w", password=PASSWORD, header_encryption=names) as archive:
        archive.writestr(b"Ann Lee, SSN 010-94-0001\n", "note.txt")
    result = tried(out.getvalue(), "a.7z", PASSWORD)
    assert SSN in result.everywhere()
    closed = tried(out.getvalue(), "a.7z")
    assert Reason.ENCRYPTED in {each.refused.reason for each in closed.each() if each.refused}


# OpenDocument: what this LibreOffice cannot write, made by the letter of its manifest ----------------------------


def package(members: dict[str, bytes], kind: str = "text") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def content(text: str) -> bytes:
    names = "xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0'"
    return (
        f"<office:document-content {names} xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0'>"
        f"<office:body><office:text><text:p>{text}</text:p></office:text></office:body></office:document-content>"
    ).encode()


def deflated(data: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


def wrapped(inner: bytes, *, passes: int = 1, memory: int = 64, claimed: str = "") -> bytes:
    """A package in a package, as LibreOffice 24.8 writes it: AES-256-GCM, and a key by Argon2id."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    salt, nonce = os.urandom(16), os.urandom(12)
    start = hashlib.sha256(PASSWORD.encode()).digest()
    key = Argon2id(salt=salt, length=32, iterations=passes, lanes=4, memory_cost=memory).derive(start)
    locked = nonce + AESGCM(key).encrypt(nonce, deflated(inner), None)
    listing = f"""<m:manifest xmlns:m='{_ODF}' xmlns:loext='{_LOEXT}'>
 <m:file-entry m:full-path='encrypted-package' m:media-type='application/vnd.oasis.opendocument.text' m:size='{len(inner)}'>
  <m:encryption-data>
   <m:algorithm m:algorithm-name='http://www.w3.org/2009/xmlenc11#aes256-gcm' m:initialisation-vector='{base64.b64encode(nonce).decode()}'/>
   <m:start-key-generation m:start-key-generation-name='http://www.w3.org/2001/04/xmlenc#sha256' m:key-size='32'/>
   <m:key-derivation m:key-derivation-name='urn:org:documentfoundation:names:experimental:office:manifest:argon2id' m:key-size='32'
     loext:argon2-iterations='{claimed or passes}' loext:argon2-memory='{memory}' loext:argon2-lanes='4' m:salt='{base64.b64encode(salt).decode()}'/>
  </m:encryption-data>
 </m:file-entry>
</m:manifest>"""
    return package({"META-INF/manifest.xml": listing.encode(), "encrypted-package": locked})


def has_argon() -> bool:
    from cryptography.exceptions import UnsupportedAlgorithm

    try:
        wrapped(b"")
    except (ImportError, UnsupportedAlgorithm):
        return False
    return True


needs_argon = pytest.mark.skipif(not has_argon(), reason="needs Argon2id in cryptography")


@needs_argon
def test_a_password_opens_a_package_in_a_package():
    inner = package({"content.xml": content("Ann Lee, SSN 010-94-0001")})
    result = tried(wrapped(inner), "a.odt", "wrong", PASSWORD)
    assert result.encryption == Encryption("encrypted", "AES-256", 256, opened=True)
    (child,) = result.children
    assert child.places == {SSN: ["LINE 1"]}
    assert child.at == "MEMBER encrypted-package"
    assert tried(wrapped(inner), "a.odt", "wrong").gaps[0].reason is Reason.ENCRYPTED


@needs_argon
def test_a_key_that_costs_too_much_is_not_tried():
    inner = package({"content.xml": content("Ann Lee, SSN 010-94-0001")})
    (gap,) = tried(wrapped(inner, claimed="4000000"), "a.odt", PASSWORD).gaps
    assert gap.detail.endswith("; its cipher or its way to a key is not known here")


@needs_argon
def test_a_damaged_package_in_a_package():
    inner = package({"content.xml": content("Ann Lee, SSN 010-94-0001")})
    data = bytearray(wrapped(inner))
    data[data.index(b"PK\x01\x02") - 20] ^= 1  # in the tag, so that no password is proved
    assert reasons(tried(bytes(data), "a.odt", PASSWORD)) == {Reason.ENCRYPTED}


def parts(text: str, *, rounds: int = 1000, cipher: str = "aes256-cbc", checksum: str = "sha256-1k") -> bytes:
    """A package whose parts are locked one by one, as ODF 1.2 has it."""
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    members, entries = {}, []
    for name, plain in (("content.xml", content(text)), ("Pictures/1.txt", b"Bob Ray, SSN 010-94-0002")):
        salt, vector, packed = os.urandom(16), os.urandom(16), deflated(plain)
        key = hashlib.pbkdf2_hmac("sha1", hashlib.sha256(PASSWORD.encode()).digest(), salt, rounds, 32)
        cut = 16 - len(packed) % 16
        lock = Cipher(algorithms.AES(key), modes.CBC(vector)).encryptor()
        members[name] = lock.update(packed + bytes(cut - 1) + bytes([cut])) + lock.finalize()
        digest = base64.b64encode(hashlib.sha256(packed[:1024]).digest()).decode()
        entries.append(
            f"<m:file-entry m:full-path='{name}'><m:encryption-data m:checksum-type='{_ODF}#{checksum}' m:checksum='{digest}'>"
            f"<m:algorithm m:algorithm-name='http://www.w3.org/2001/04/xmlenc#{cipher}'"
            f" m:initialisation-vector='{base64.b64encode(vector).decode()}'/>"
            "<m:start-key-generation m:start-key-generation-name='http://www.w3.org/2000/09/xmldsig#sha256' m:key-size='32'/>"
            f"<m:key-derivation m:key-derivation-name='PBKDF2' m:key-size='32' m:iteration-count='{rounds}'"
            f" m:salt='{base64.b64encode(salt).decode()}'/></m:encryption-data></m:file-entry>"
        )
    listing = f"<m:manifest xmlns:m='{_ODF}'>{''.join(entries)}</m:manifest>"
    return package({"META-INF/manifest.xml": listing.encode(), **members})


def test_parts_of_a_document_are_opened_one_by_one():
    result = tried(parts("Ann Lee, SSN 010-94-0001"), "a.odt", "wrong", PASSWORD)
    assert result.places == {SSN: ["LINE 1"]}
    assert "010-94-0002" in result.children[0].text
    assert result.gaps == []


def test_of_a_damaged_document_the_whole_parts_are_read():
    data = parts("Ann Lee, SSN 010-94-0001")
    at = data.index(b"Pictures/1.txt") + len("Pictures/1.txt")
    result = tried(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :], "a.odt", PASSWORD)
    assert result.places == {SSN: ["LINE 1"]}
    assert Reason.CORRUPT in {each.refused.reason for each in result.each() if each.refused} | reasons(result)


def test_passwords_left_untried_are_counted(monkeypatch):
    monkeypatch.setattr(odf_locks, "_EFFORT", 5000)
    (gap,) = tried(parts("x"), "a.odt", *map(str, range(9))).gaps
    assert gap.detail.endswith("; only the first 2 passwords were tried")


def test_a_cipher_without_a_reader_stays_locked():
    (gap,) = tried(parts("x", cipher="tripledes-cbc"), "a.odt", PASSWORD).gaps
    assert gap.detail.endswith("; its cipher or its way to a key is not known here")


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 4000), st.integers(0, 255)), min_size=1, max_size=6))
def test_changed_bytes_of_a_locked_document_are_never_a_crash(changes):
    data = bytearray(_PARTS)
    for at, value in changes:
        data[at % len(data)] = value
    tried(bytes(data), "a.odt", PASSWORD)


_PARTS = parts("Ann Lee, SSN 010-94-0001", rounds=10)


# OpenPGP, age and Ansible: files that their programs made ----------------------------------------------------------

SEALED = {
    **{
        f"sym-{name}.gpg": "x"
        for name in ("AES", "AES192", "AES256", "CAMELLIA256", "CAST5", "BLOWFISH", "IDEA", "3DES")
    },
    "sym.asc": "x",
    "both.gpg": "x",
    "vault.yml": "x",
}


@pytest.mark.long
@pytest.mark.parametrize("name", SEALED)
def test_a_password_opens_a_message_or_a_vault(name):
    closed = tried(sample(name), name)
    result = tried(sample(name), name, "wrong", SEALED[name], "not this one either")
    assert SSN in result.everywhere()
    assert reasons(result) == set()
    assert (result.encryption.verdict, result.encryption.opened) == (closed.encryption.verdict, True)
    wrong = tried(sample(name), name, "wrong", "öffne dich")
    assert SSN not in wrong.everywhere()
    assert (reasons(wrong), wrong.encryption) == ({Reason.ENCRYPTED}, closed.encryption)


@pytest.mark.long
@pytest.mark.parametrize("name", ["sym-AES.gpg", "sym.asc", "vault.yml"])
def test_what_is_cut_short_under_a_password_is_never_a_crash(name):
    data = sample(name)
    for size in range(1, len(data), 9):
        tried(data[:size], name, SEALED[name])


@settings(max_examples=100, deadline=None)
@given(
    st.sampled_from(["sym-AES.gpg", "both.gpg", "vault.yml"]),
    st.lists(st.tuples(st.integers(0, 4000), st.integers(0, 255)), min_size=1, max_size=4),
)
def test_changed_bytes_under_a_password_are_never_a_crash(name, changes):
    data = bytearray(sample(name))
    for at, value in changes:
        data[at % len(data)] = value
    tried(bytes(data), name, "x")


def test_a_message_for_which_no_cipher_is_here_stays_locked():
    result = tried(sample("sym-TWOFISH.gpg"), "a.gpg", "x")
    assert result.encryption == Encryption("encrypted", "OpenPGP Twofish", 256)


def age(data: bytes, password: str, cost: int = 10) -> bytes:
    """By its specification (C2SP/age.md): the programs take a second for a password, and as much memory."""
    salt, key, nonce = os.urandom(16), os.urandom(16), os.urandom(16)
    secret = hashlib.scrypt(
        password.encode(), salt=b"age-encryption.org/v1/scrypt" + salt, n=1 << cost, r=8, p=1, dklen=32, maxmem=1 << 28
    )
    wrapped = ChaCha20Poly1305(secret).encrypt(bytes(12), key, None)
    told = [base64.b64encode(part).decode().rstrip("=") for part in (salt, wrapped)]
    head = f"age-encryption.org/v1\n-> scrypt {told[0]} {cost}\n{told[1]}\n---"
    code = hmac.digest(HKDF(SHA256(), 32, None, b"header").derive(key), head.encode(), "sha256")
    cipher = ChaCha20Poly1305(HKDF(SHA256(), 32, nonce, b"payload").derive(key))
    chunks = [data[at : at + 65536] for at in range(0, len(data), 65536)] or [b""]
    sealed = b"".join(
        cipher.encrypt(number.to_bytes(11, "big") + bytes([number == len(chunks) - 1]), chunk, None)
        for number, chunk in enumerate(chunks)
    )
    return f"{head} {base64.b64encode(code).decode().rstrip('=')}\n".encode() + nonce + sealed


def in_armor(data: bytes) -> bytes:
    letters = base64.b64encode(data).decode()
    lines = "\n".join(letters[at : at + 64] for at in range(0, len(letters), 64))
    return f"-----BEGIN AGE ENCRYPTED FILE-----\n{lines}\n-----END AGE ENCRYPTED FILE-----\n".encode()


NOTE = b"Ann Lee, SSN 010-94-0001\n"


@pytest.mark.parametrize("size", [0, 65536 - len(NOTE), 200_000])
@pytest.mark.parametrize("armored", [False, True])
def test_a_passphrase_opens_age(size, armored):
    data = age(b"x" * (size - 1) + b"\n" * bool(size) + NOTE, PASSWORD)
    data = in_armor(data) if armored else data
    result = tried(data, "a.txt.age", "wrong", PASSWORD)
    assert [child.name for child in result.children] == ["a.txt"]
    assert SSN in result.everywhere()
    assert result.encryption == Encryption("encrypted", "ChaCha20-Poly1305", 256, opened=True)
    assert tried(data, "a.age", "wrong").refused.reason is Reason.ENCRYPTED


def test_of_age_that_is_cut_short_what_came_before_is_read():
    cut = tried(age(NOTE + b"x" * 200_000, PASSWORD)[:-40], "a.age", PASSWORD)
    assert SSN in cut.everywhere()
    assert reasons(cut) == {Reason.CORRUPT}


def test_a_passphrase_that_takes_too_much_memory_is_not_tried():
    """pyrage chose a gigabyte of it."""
    closed = tried(sample("p.age"), "p.age", "x")
    assert closed.refused.reason is Reason.ENCRYPTED
    assert closed.refused.detail.endswith("more than 256 MiB of memory: none was tried")


@pytest.mark.parametrize("block", [in_armor(age(NOTE, PASSWORD)), sample("vault.yml") + b"\n"], ids=["age", "vault"])
def test_what_stands_behind_a_block_that_was_opened_was_under_no_lock(block):
    behind = block + b"\nBob Ray, SSN 010-94-0002\n"
    result = tried(behind, "a.txt", PASSWORD, "x")
    assert {SSN, "010-94-0002"} <= {number for each in result.each() for number in each.places}
    assert result.encryption.opened
    assert not result.encryption.protects
