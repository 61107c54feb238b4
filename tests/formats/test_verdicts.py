"""Files that real programs locked, each with its verdict: encrypted, weak, plain or opaque (SPEC, chapter 10)."""

from __future__ import annotations

import base64
import io
import struct
import zlib
from collections.abc import Callable

import pytest
from format_samples import SSN, blob, pages, payroll, pdf, read, text_page
from hypothesis import given, settings
from hypothesis import strategies as st
from locked_samples import made
from sealed_samples import sample

from piiscan.config import Limits
from piiscan.formats.base import new_context
from piiscan.formats.compound.ole_write import compound
from piiscan.formats.locks import cms
from piiscan.model import Encryption, Reason

NOTE = b"Ann Lee, SSN 010-94-0001\n"


def plain_pdf() -> bytes:
    return pdf(pages([text_page([b"Ann Lee, SSN 010-94-0001"])]), b"/ID [<30313233343536373839616263646566> <00>]")


def qpdf(**options) -> bytes:
    pikepdf = pytest.importorskip("pikepdf")
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(plain_pdf())) as document:
        document.Root.Metadata = document.make_stream(
            b"<?xpacket begin='' id='W5M0MpCehiHzreSzNTczkc9d'?><x:xmpmeta xmlns:x='adobe:ns:meta/'>"
            b"<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description rdf:about=''"
            b" xmlns:pdf='http://ns.adobe.com/pdf/1.3/'><pdf:Keywords>Ann Lee, SSN 010-94-0001</pdf:Keywords>"
            b"</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end='r'?>"
        )
        document.save(out, encryption=pikepdf.Encryption(**options))
    return out.getvalue()


def office(password: str) -> bytes:
    import msoffcrypto

    out = io.BytesIO()
    msoffcrypto.OfficeFile(io.BytesIO(payroll("000-00-0000"))).encrypt(password, out)
    return out.getvalue()


def zip_aes(bits: int, password: bytes = b"open sesame", size: int = 1) -> bytes:
    pyzipper = pytest.importorskip("pyzipper")
    out = io.BytesIO()
    with pyzipper.AESZipFile(out, "w", compression=pyzipper.ZIP_DEFLATED) as archive:
        archive.setpassword(password)
        archive.setencryption(pyzipper.WZ_AES, nbits=bits)
        archive.writestr("note.txt", NOTE * size)
    return out.getvalue()


# Info-ZIP 3.0: zip -e -P "open sesame" old.zip note.txt (name, data deflated and stored)
ZIP_OLD = "UEsDBAoACQAAAK0kel2/lzJdJQAAABkAAAAIABwAbm90ZS50eHRVVAkAA4W3B2uGtwdrdXgLAAEEAAAAAAQAAAAAldeYl/sJFoqDV4X9V7VHxry+kzz44UgHVLRnhbdS9l1Dg36Ca1BLBwi/lzJdJQAAABkAAABQSwMECgAJAAAA/SV6Xb+XMl0lAAAAGQAAAAkAHABub3RlMi50eHRVVAkAA/25B2v9uQdrdXgLAAEEAAAAAAQAAAAAXH6aaf2GHmE2Vlvxz+/0gJMiJSdivWxRpiQ64Z8HL1hzEh1h01BLBwi/lzJdJQAAABkAAABQSwECHgMKAAkAAACtJHpdv5cyXSUAAAAZAAAACAAYAAAAAAABAAAApIEAAAAAbm90ZS50eHRVVAUAA4W3B2t1eAsAAQQAAAAABAAAAABQSwECHgMKAAkAAAD9JXpdv5cyXSUAAAAZAAAACQAYAAAAAAAAAAAApIF3AAAAbm90ZTIudHh0VVQFAAP9uQdrdXgLAAEEAAAAAAQAAAAAUEsFBgAAAAACAAIAnQAAAO8AAAAAAA=="


def old_zip() -> bytes:
    return base64.b64decode(ZIP_OLD)


def veracrypt() -> bytes:
    import random

    return random.Random(7).randbytes(65536)


def bitlocker(method: int) -> bytes:
    """By the documentation of libbde: the volume header names the place of the metadata, which have the method."""
    head = bytearray(b"\xeb\x58\x90-FVE-FS-" + bytes(501))
    struct.pack_into("<Q", head, 176, 512)
    block = bytearray(b"-FVE-FS-" + bytes(104))
    struct.pack_into("<I", block, 100, method)
    return bytes(head + block)


def filevault(bits: int) -> bytes:
    return b"encrcdsa" + struct.pack(">7I", 2, 16, 5, 0x80000001, bits, 91, 160) + bytes(400)


def licensed() -> bytes:
    """A document whose key a server for rights gives."""
    spaces = {"DataSpaceInfo": {"DRMEncryptedDataSpace": b"\x08\0\0\0\1\0\0\0"}}
    return compound({"EncryptedPackage": bytes(8) + veracrypt()[:8192], "\x06DataSpaces": spaces})


def ecryptfs() -> bytes:
    """The size of a file, its mark, flags, and what looks random."""
    return struct.pack(">QIII", 25, 0x12345678, 0x12345678 ^ 0x3C81B7F5, 0x3000000) + veracrypt()[:8172]


VERDICTS: list[tuple[str, Callable[[], bytes], tuple[str, str | None, int | None]]] = [
    *[
        (f"sym-{name}.gpg", lambda name=name: sample(f"sym-{name}.gpg"), (verdict, f"OpenPGP {cipher}", bits))
        for name, verdict, cipher, bits in [
            ("AES", "encrypted", "AES", 128),
            ("AES192", "encrypted", "AES", 192),
            ("AES256", "encrypted", "AES", 256),
            ("TWOFISH", "encrypted", "Twofish", 256),
            ("CAMELLIA256", "encrypted", "Camellia", 256),
            ("CAST5", "encrypted", "CAST5", 128),
            ("BLOWFISH", "encrypted", "Blowfish", 128),
            ("IDEA", "encrypted", "IDEA", 128),
            ("3DES", "weak", "Triple DES", 112),
        ]
    ],
    *[
        (name, lambda name=name: sample(name), wanted)
        for name, wanted in {
            "sym.asc": ("encrypted", "OpenPGP AES", 256),
            "pub.gpg": ("encrypted", "OpenPGP", None),
            "pub.asc": ("encrypted", "OpenPGP", None),
            "both.gpg": ("encrypted", "OpenPGP", None),
            "signed.gpg": ("plain", "OpenPGP", None),
            "signed-bz2.gpg": ("plain", "OpenPGP", None),
            "signed-zlib.gpg": ("plain", "OpenPGP", None),
            "signed-zip.asc": ("plain", "OpenPGP", None),
            "signed-none.gpg": ("plain", "OpenPGP", None),
            "store.gpg": ("plain", "OpenPGP", None),
            "clear.asc": ("plain", "OpenPGP signature", None),
            "detached.sig": ("plain", None, None),
            "key.asc": ("plain", "OpenPGP", None),
            "cms-aes128.der": ("encrypted", "AES-CBC", 128),
            "cms-aes256.der": ("encrypted", "AES-CBC", 256),
            "cms-aes-256-gcm.der": ("encrypted", "AES-GCM", 256),
            "cms-camellia256.der": ("encrypted", "Camellia-CBC", 256),
            "cms-des3.der": ("weak", "Triple DES", 112),
            "cms-des.der": ("weak", "DES", 56),
            "cms-rc2-40.der": ("weak", "RC2-CBC", 40),
            "cms.pem": ("encrypted", "AES-CBC", 256),
            "p7.pem": ("encrypted", "AES-CBC", 128),
            "signed.p7m": ("plain", "CMS signed", None),
            "signed-stream.p7m": ("plain", "CMS signed", None),
            "detached.p7s": ("plain", "CMS signature", None),
            "data.der": ("plain", "CMS", None),
            "p12-aes.p12": ("encrypted", "AES-CBC", 256),
            "p12-legacy.p12": ("weak", "RC2-CBC", 40),
            "p12-none.p12": ("plain", "PKCS #12", None),
            "p8.pem": ("encrypted", "AES-CBC", 256),
            "p8-rc4.pem": ("weak", "RC4", 40),
            "dek.pem": ("encrypted", "AES-CBC", 128),
            "p8-plain.pem": ("plain", "private key", None),
            "sshk": ("encrypted", "OpenSSH aes256-ctr", 256),
            "enc.bin": ("encrypted", "OpenSSL enc", None),
            "enc.b64": ("encrypted", "OpenSSL enc", None),
            "l1.head": ("encrypted", "LUKS aes-xts-plain64", 256),
            "l1-128.head": ("encrypted", "LUKS aes-xts-plain64", 128),
            "qemu.luks": ("encrypted", "LUKS aes-xts-plain64", 256),
            "qemu-serpent.luks": ("encrypted", "LUKS serpent-cbc-plain64", 128),
            "luks.qcow2": ("encrypted", "LUKS aes-xts-plain64", 256),
            "aes.qcow2": ("weak", "QCOW AES-CBC", 128),
            "l2.head": ("encrypted", "LUKS aes-xts-plain64", 256),
            "l2cbc.head": ("encrypted", "LUKS aes-cbc-essiv:sha256", 128),
            "a.age": ("encrypted", "ChaCha20-Poly1305", 256),
            "p.age": ("encrypted", "ChaCha20-Poly1305", 256),
            "git-crypt.txt": ("encrypted", "AES", 256),
            "vault.yml": ("encrypted", "Ansible AES-CTR", 256),
            "footer.parquet": ("encrypted", "AES-GCM", None),
            "k4.kdbx": ("encrypted", "KeePass AES", 256),
            "jks.ks": ("weak", "JKS key protection", None),
            "certs.ks": ("plain", "certificates", None),
            "a.jwe": ("encrypted", "JWE AES-GCM", 256),
            "dir.jwe": ("encrypted", "JWE AES-GCM", 128),
            "a-jwe.json": ("encrypted", "JWE AES-GCM", 256),
            "a.jwt": ("plain", "JWS", None),
            "a-jws.json": ("plain", "JWS", None),
        }.items()
    ],
    ("r6.pdf", lambda: qpdf(user="x", owner="y", R=6), ("encrypted", "AES", 256)),
    ("r4.pdf", lambda: qpdf(user="x", owner="y", R=4), ("encrypted", "AES", 128)),
    ("r4-rc4.pdf", lambda: qpdf(user="x", owner="y", R=4, aes=False, metadata=False), ("encrypted", "RC4", 128)),
    ("r3.pdf", lambda: qpdf(user="x", owner="y", R=3, aes=False, metadata=False), ("encrypted", "RC4", 128)),
    ("r2.pdf", lambda: qpdf(user="x", owner="y", R=2, aes=False, metadata=False), ("weak", "RC4", 40)),
    ("owner-r6.pdf", lambda: qpdf(owner="y", R=6), ("plain", "AES", 256)),
    ("owner-rc4.pdf", lambda: qpdf(owner="y", R=3, aes=False, metadata=False), ("plain", "RC4", 128)),
    ("agile.xlsx", lambda: office("x"), ("encrypted", "AES", 256)),
    ("excel.xlsx", lambda: office("VelvetSweatshop"), ("plain", "AES", 256)),
    (
        "luks-null",
        lambda: sample("l1.head").replace(b"aes".ljust(32, b"\0"), b"cipher_null".ljust(32, b"\0")),
        ("plain", "LUKS cipher_null-xts-plain64", None),
    ),
    ("bitlocker.img", lambda: bitlocker(0x8004), ("encrypted", "BitLocker AES-XTS", 128)),
    ("bitlocker-old.img", lambda: bitlocker(0x8001), ("encrypted", "BitLocker AES-CBC with diffuser", 256)),
    ("filevault.dmg", lambda: filevault(128), ("encrypted", "AES-CBC", 128)),
    ("volume.hc", veracrypt, ("opaque", None, None)),
    ("blob.bin", lambda: veracrypt()[:9999], ("opaque", None, None)),
    ("a.scrypt", lambda: b"scrypt\0\x14" + veracrypt()[:200], ("encrypted", "AES-CTR", 256)),
    ("a.aes", lambda: b"AES\2\0\0\x1bCREATED_BY\0" + veracrypt()[:200], ("encrypted", "AES-CBC", 256)),
    ("a.rclone", lambda: b"RCLONE\0\0" + veracrypt()[:200], ("encrypted", "XSalsa20-Poly1305", 256)),
    ("old.txt", lambda: b"VimCrypt~01!" + veracrypt()[:200], ("weak", "ZipCrypto", 96)),
    ("new.txt", lambda: b"VimCrypt~03!" + veracrypt()[:200], ("encrypted", "Blowfish", 256)),
    ("irm.docx", licensed, ("encrypted", "IRM", None)),
    ("a.ecryptfs", ecryptfs, ("encrypted", "AES", None)),
    *[
        (name, lambda name=name: made(name), wanted)
        for name, wanted in {
            "aes.odt": ("encrypted", "AES-256", 256),
            "aes.ods": ("encrypted", "AES-256", 256),
            "aes.odp": ("encrypted", "AES-256", 256),
            "blowfish.odt": ("encrypted", "Blowfish", 128),
            "standard.docx": ("encrypted", "AES", 128),
            "standard.xlsx": ("encrypted", "AES", 128),
            "rc4.doc": ("weak", "RC4", 40),
            "rc4.xls": ("weak", "RC4", 40),
            "user.pdf": ("encrypted", "RC4", 128),
            "owner.pdf": ("plain", "RC4", 128),
            "empty.p12": ("plain", "AES-CBC", 256),
            "password.p12": ("encrypted", "AES-CBC", 256),
            "digest.p7m": ("plain", "CMS", None),
        }.items()
    ],
]
# What is not locked has to be read.
READ = {
    *("signed.gpg", "signed-bz2.gpg", "signed-zlib.gpg", "signed-zip.asc", "signed-none.gpg", "store.gpg", "clear.asc"),
    *(
        "signed.p7m",
        "signed-stream.p7m",
        "data.der",
        "digest.p7m",
        "a.jwt",
        "a-jws.json",
        "owner.pdf",
        "owner-r6.pdf",
        "owner-rc4.pdf",
        "excel.xlsx",
        "r4-rc4.pdf",
    ),
}


@pytest.mark.parametrize(("name", "make", "wanted"), VERDICTS, ids=[name for name, _, _ in VERDICTS])
def test_verdicts(name, make, wanted):
    result = read(make(), name)
    assert result.encryption is not None
    assert (result.encryption.verdict, result.encryption.algorithm, result.encryption.bits) == wanted
    assert (SSN in result.everywhere()) is (name in READ)
    if wanted[0] in {"encrypted", "weak"}:
        reasons = [result.refused.reason] if result.refused else [gap.reason for gap in result.gaps]
        assert reasons == [Reason.ENCRYPTED]


@pytest.mark.parametrize(
    ("make", "wanted"),
    [
        (lambda: zip_aes(128), ("encrypted", "AES", 128)),
        (lambda: zip_aes(192), ("encrypted", "AES", 192)),
        (lambda: zip_aes(256), ("encrypted", "AES", 256)),
        (old_zip, ("weak", "ZipCrypto", 96)),
        (lambda: sample("cms.eml"), ("encrypted", "AES-CBC", 256)),
    ],
)
def test_verdicts_on_members(make, wanted):
    child = read(make(), "a.eml").children[0]
    assert (child.encryption.verdict, child.encryption.algorithm, child.encryption.bits) == wanted
    assert child.refused.reason is Reason.ENCRYPTED


def test_the_clear_columns_of_an_encrypted_table_are_read():
    pytest.importorskip("pyarrow")
    result = read(sample("columns.parquet"), "pay.parquet")
    assert result.encryption == Encryption("encrypted", "AES-GCM")
    assert [(gap.reason, gap.detail) for gap in result.gaps] == [
        (Reason.ENCRYPTED, "1 of 2 columns need a key (AES-GCM)")
    ]
    assert "Ann Lee" in result.everywhere()
    assert SSN not in result.everywhere()


def test_a_signed_mail_is_read_where_it_stands():
    result = read(sample("signed.eml"), "a.eml")
    inner = result.children[0].children[0]
    assert inner.places == {SSN: ["LINE 1 COLUMN 14 BYTE 13"]}
    assert inner.at == "MEMBER smime.p7m DECODED cms"


def test_user_ids_of_a_key_are_read():
    assert "Test <t@example.org>" in read(sample("key.asc"), "key.asc").text


# Passwords of the operator -------------------------------------------------------------------------------------


def tried(data: bytes, name: str, *passwords: str):
    return read(blob(data, name), context=new_context(Limits(), passwords))


@pytest.mark.long
@pytest.mark.parametrize("bits", [128, 192, 256])
def test_a_password_of_the_operator_opens_a_member(bits):
    child = tried(zip_aes(bits, size=50_000), "a.zip", "wrong", "open sesame").children[0]
    assert child.refused is None
    assert SSN in child.places
    assert len(child.places[SSN]) == 50_000


def test_a_password_of_the_operator_opens_an_old_member():
    result = tried(old_zip(), "a.zip", "wrong", "open sesame")
    assert [list(child.places) for child in result.children] == [[SSN], [SSN]]
    assert all(child.refused for child in tried(old_zip(), "a.zip", *map(str, range(300))).children)


@pytest.mark.parametrize("options", [{"R": 6}, {"R": 4}, {"R": 3, "aes": False, "metadata": False}])
def test_a_password_of_the_operator_opens_a_pdf(options):
    result = tried(qpdf(user="x", owner="y", **options), "a.pdf", "wrong", "x")
    assert SSN in result.places
    assert (result.encryption.verdict, result.encryption.opened) == ("encrypted", True)


@pytest.mark.long
def test_a_password_of_the_operator_opens_a_workbook():
    result = tried(office("x"), "a.xlsx", "wrong", "x")
    assert SSN in result.everywhere()
    assert (result.encryption.verdict, result.encryption.opened) == ("encrypted", True)


@pytest.mark.long
def test_a_wrong_password_leaves_it_locked():
    result = tried(office("x"), "a.xlsx", "wrong")
    assert result.refused.reason is Reason.ENCRYPTED
    assert not result.encryption.opened


# The clear parts of what is locked -----------------------------------------------------------------------------


@pytest.mark.parametrize("header", [b"", b"Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00112233\n\n"])
def test_text_beside_a_private_key_is_read(header):
    key = b"-----BEGIN RSA PRIVATE KEY-----\n" + header + b"MDAwMDAwMDAwMDAw\n-----END RSA PRIVATE KEY-----\n"
    result = read(key + b"Ann Lee, SSN 010-94-0001\n", "server.pem")
    assert SSN in result.places
    assert result.encryption.verdict == ("encrypted" if header else "plain")
    assert (result.refused is not None) is bool(header)


@pytest.mark.parametrize("name", ["cms.pem", "p7.pem"])
def test_text_behind_a_message_in_pem_is_read(name):
    whole = sample(name)
    result = read(whole + b"Ann Lee, SSN 010-94-0001\n", name)
    assert result.places == {SSN: [f"LINE {whole.count(bytes([10])) + 1} COLUMN 14 BYTE {len(whole) + 13}"]}
    assert result.refused.reason is Reason.ENCRYPTED


def test_metadata_left_in_the_clear_are_read():
    result = read(qpdf(user="x", owner="y", R=6, metadata=False), "a.pdf")
    assert result.refused.reason is Reason.ENCRYPTED
    assert [child.at for child in result.children] == ["PART metadata"]
    assert SSN in result.children[0].places


def test_pages_of_a_pdf_that_locks_only_attachments_are_read():
    """ISO 32000-2, table 20: StmF and StrF Identity, EFF another filter."""
    lock = (
        b"<< /Filter /Standard /V 4 /R 4 /Length 128 /P -4 /O <%s> /U <%s> /StmF /Identity /StrF /Identity /EFF /StdCF"
        b" /CF << /StdCF << /CFM /AESV2 /AuthEvent /EFOpen /Length 16 >> >> >>" % (b"41" * 32, b"42" * 32)
    )
    objects = [*pages([text_page([b"Ann Lee, SSN 010-94-0001"])]), lock]
    result = read(pdf(objects, b"/Encrypt %d 0 R /ID [<00> <00>]" % len(objects)), "a.pdf")
    assert result.places == {SSN: ["PAGE 1 LINE 1"]}
    assert result.encryption == Encryption("encrypted", "AES", 128)


def test_armor_in_the_text_of_a_mail():
    head = b"From: a@b\nTo: c@d\nSubject: x\n\n"
    child = read(head + sample("sym.asc"), "a.eml").children[0]
    assert (child.encryption.verdict, child.encryption.bits, child.at) == ("encrypted", 256, "PART body")
    assert SSN in read(head + sample("signed-zip.asc"), "a.eml").everywhere()


# Damage --------------------------------------------------------------------------------------------------------

_SEALED = ["signed-bz2.gpg", "sym-AES.gpg", "signed-zip.asc", "signed.p7m", "signed-stream.p7m", "cms-aes128.der"]
_SEALED += ["p12-aes.p12", "a.jwt", "a-jws.json", "l2.head", "k4.kdbx", "jks.ks", "p8.pem", "key.asc", "sshk"]


@pytest.mark.parametrize("name", _SEALED)
def test_cut_short_anywhere_is_never_a_crash(name):
    data = sample(name)
    for size in range(1, min(len(data), 1500), 7):
        read(data[:size], name)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(_SEALED), st.lists(st.tuples(st.integers(0, 4000), st.integers(0, 255)), min_size=1, max_size=6))
def test_changed_bytes_are_never_a_crash(name, changes):
    data = bytearray(sample(name))
    for at, value in changes:
        data[at % len(data)] = value
    read(bytes(data), name)


def test_a_store_of_keys_with_damage_or_values_packed_without_end_has_no_password_tried():
    def packed(tag: int, value: bytes) -> bytes:
        return bytes((tag, 0x83)) + len(value).to_bytes(3, "big") + value

    nested = b"\x30\0"
    for _ in range(2000):
        nested = packed(0x30, packed(4, nested))
    assert not cms._opens_without(nested)
    assert not cms._opens_without(b"\x30\x04\x30\x02\x02\x7f")


def test_packets_that_unfold_are_counted():
    text = NOTE * 400_000
    literal = b"\xcb\xff" + struct.pack(">I", len(text) + 6) + b"b\0\0\0\0\0"
    result = read(b"\xa3\x02" + zlib.compress(literal + text), "a.gpg", Limits(expanded=1 << 20))
    assert result.format == "openpgp"
    assert {gap.reason for gap in result.gaps} == {Reason.LIMIT}
    assert SSN in result.everywhere()
