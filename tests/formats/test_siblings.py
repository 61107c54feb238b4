"""What the members of an archive know of each other: the key to a locked one, the log of a database, memos of a table."""

from __future__ import annotations

import io
import sqlite3
import sys
import zipfile
from pathlib import Path

import pytest
from dbase_samples import dbase, dbt
from format_samples import SSN, blob, read, zipped
from locked_samples import made
from sealed_samples import sample

from piiscan import place
from piiscan.config import Limits
from piiscan.formats import siblings
from piiscan.formats.base import new_context
from piiscan.formats.locks.key_stores import gives_none
from piiscan.model import Reason, Source, Status
from piiscan.sources.beside import key_beside

sys.path.insert(0, str(Path(__file__).parents[1] / "planted"))
import archive_builders as make


def disc(files):
    pycdlib = pytest.importorskip("pycdlib")
    made = pycdlib.PyCdlib()
    made.new(joliet=3)
    for number, (name, data) in enumerate(files.items()):
        made.add_fp(io.BytesIO(data), len(data), f"/F{number}.;1", joliet_path=f"/{name}")
    out = io.BytesIO()
    made.write_fp(out)
    made.close()
    return out.getvalue()


PACKS = {
    "a.tar": make.tarred,
    "a.tar.gz": lambda files: make.zlib_gzip(make.tarred(files)),
    "a.tar.zip": lambda files: zipped({"a.tar": make.tarred(files)}),
    "a.cpio": make.cpio,
    "a.ar": make.ar,
    "a.cab": lambda files: make.cab(files, packed=True),
    "a4.rar": make.rar4,
    "a5.rar": make.rar5,
    "a.iso": disc,
}
ALL = {**PACKS, "a.zip": zipped}
LOCKED = sample("sym-AES.gpg")


@pytest.fixture
def keys(scan):
    """What is said to hold the key to each locked member."""

    def told(data, name):
        scanned = scan(data, name)
        return [each.encryption.key_beside for each in scanned.outcomes if each.encryption is not None]

    return told


@pytest.mark.parametrize("name", [*PACKS, "a.zip"])
def test_a_key_in_the_same_archive(keys, name):
    pack = ALL[name]
    assert keys(pack({"pay.gpg": LOCKED, "note.txt": b"nothing"}), name) == [None]
    assert keys(pack({"pay.gpg": LOCKED, "password.txt": b"x"}), name) == ["password.txt"]
    assert keys(pack({"password.gpg": LOCKED, "b.txt": b"x"}), name) == [None]
    assert keys(pack({"pay.gpg": LOCKED, "readme.txt": b"The password is Sommer24!\n"}), name) == ["readme.txt"]
    assert keys(pack({"run.sh": b"gpg --batch --passphrase Sommer24 -d a\n", "pay.gpg": LOCKED}), name) == ["run.sh"]


def test_a_key_that_is_locked_itself_is_none(keys):
    assert keys(make.tarred({"pay.gpg": LOCKED, "key.zip": b""}), "a.tar") == ["key.zip"]
    assert keys(make.tarred({"pay.gpg": LOCKED, "inner.zip": zipped({"password.txt": b"x"})}), "a.tar") == [None]


PUBLIC = [
    b"-----BEGIN CERTIFICATE-----\nMII\n-----END CERTIFICATE-----\n",
    b"-----BEGIN PUBLIC KEY-----\nMII\n-----END PUBLIC KEY-----\n",
    b"-----BEGIN CMS-----\nMII\n-----END CMS-----\n",
    b"-----BEGIN ENCRYPTED PRIVATE KEY-----\nMII\n-----END ENCRYPTED PRIVATE KEY-----\n",
    b"PuTTY-User-Key-File-3: ssh-ed25519\r\nEncryption: aes256-cbc\r\nComment: a\r\n",
    b"-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: DES-CBC,00\n\nMII\n-----END RSA PRIVATE KEY-----\n",
]
PRIVATE = b"-----BEGIN PRIVATE KEY-----\nMII\n-----END PRIVATE KEY-----\n"


@pytest.mark.parametrize("public", PUBLIC, ids=range(len(PUBLIC)))
def test_a_certificate_or_a_locked_key_is_no_key(keys, public, tmp_path):
    assert keys(make.tarred({"pay.gpg": LOCKED, "a.pem": public}), "a.tar")[0] is None
    assert keys(make.tarred({"pay.gpg": LOCKED, "a.pem": public + PRIVATE}), "a.tar")[0] == "a.pem"
    assert keys(make.tarred({"pay.gpg": LOCKED, "a.pem": public + b"password: Sommer24!\n"}), "a.tar")[0] == "a.pem"
    (tmp_path / "pay.gpg").write_bytes(LOCKED)
    (tmp_path / "a.pem").write_bytes(public)
    source = Source(str(tmp_path), "pay.gpg", str(tmp_path / "pay.gpg"), len(LOCKED))
    assert key_beside(source) is None
    (tmp_path / "b.pem").write_bytes(PRIVATE)
    assert key_beside(source) == "b.pem"


@pytest.mark.parametrize("pack", [make.tarred, zipped])
@pytest.mark.parametrize(
    ("name", "data", "gives"),
    [
        ("a.p12", made("password.p12"), False),
        ("a.pfx", made("password.p12")[:500], True),  # not all there: it may be one
        ("a.p12", made("empty.p12"), True),
        ("a.p12", b"\x30 nothing", True),
        ("a.pem", PUBLIC[0], False),
        ("a.ppk", b"PuTTY-User-Key-File-2: ssh-rsa\nEncryption: none\nComment: a\n", True),
        ("a.ppk", b"PuTTY-User-Key-File-2: ssh-rsa\nEncryption: aes256-cbc\nComment: a\n", False),
    ],
)
def test_a_store_of_keys_is_one_if_it_opens_without_a_password(keys, pack, name, data, gives, tmp_path):
    found = keys(pack({"pay.gpg": LOCKED, name: data}), "a.zip" if pack is zipped else "a.tar")
    assert found[0] == (name if gives else None)
    (tmp_path / "pay.gpg").write_bytes(LOCKED)
    (tmp_path / name).write_bytes(data)
    source = Source(str(tmp_path), "pay.gpg", str(tmp_path / "pay.gpg"), len(LOCKED))
    assert key_beside(source, gives_none) == (name if gives else None)


def test_a_locked_member_beside_a_note_that_tells_its_key(keys):
    pyzipper = pytest.importorskip("pyzipper")
    out = io.BytesIO()
    with pyzipper.AESZipFile(out, "w", encryption=pyzipper.WZ_AES) as archive:
        archive.setpassword(b"Sommer24")
        archive.writestr("pay.csv", b"name,ssn\n")
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("readme.txt", "The password is Sommer24!\n")
    assert keys(out.getvalue(), "a.zip") == ["readme.txt"]


def test_a_comment_that_tells_the_key(keys):
    assert keys(make.rar5({"pay.gpg": LOCKED}, b"The password is Sommer24!"), "a.rar") == ["comment of the archive"]
    assert keys(make.tarred({"pay.gpg": LOCKED}, comment="password: Sommer24!"), "a.tar") == ["comment of the archive"]


def test_the_archive_round_an_archive_is_asked_too(keys):
    inner = make.tarred({"pay.gpg": LOCKED})
    assert keys(make.cpio({"inner.tar": inner, "passwords.txt": b"x"}), "a.cpio") == ["passwords.txt"]


def test_no_run_without_a_lock(monkeypatch, scan):
    def never(_self):
        raise AssertionError

    monkeypatch.setattr(siblings.Siblings, "_look", never)
    assert scan(make.tarred({"a.txt": b"Ann Lee, SSN 010-94-0001\n", "password.txt": b"x"}), "a.tar").findings


# What belongs together ------------------------------------------------------------------------------------------


def log_of_a_database(tmp_path):
    path = tmp_path / "a.db"
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA wal_autocheckpoint=0")
    connection.execute("CREATE TABLE staff (name TEXT, ssn TEXT)")
    connection.commit()
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.execute("INSERT INTO staff VALUES ('Ann Lee', '010-94-0001')")
    connection.commit()
    found = path.read_bytes(), path.with_name("a.db-wal").read_bytes()
    connection.close()
    return found


@pytest.mark.parametrize("name", ALL)
def test_the_log_of_a_database_in_the_same_archive(name, tmp_path):
    database, log = log_of_a_database(tmp_path)
    nested = name != "a.iso"  # which has no folders here
    folder = "hr/" if nested else ""
    result = read(ALL[name]({f"{folder}a.db": database, f"{folder}a.db-wal": log, "b.db-wal": b""}), name)
    found = next(each for each in result.each() if each.at.endswith(f"MEMBER {folder}a.db"))
    assert found.places == {SSN: ["TABLE staff ROW 1 COLUMN 2 KEY ssn"]}


@pytest.mark.parametrize("name", ALL)
def test_memos_in_the_same_archive(name):
    table = dbase([("NAME", "C", 20), ("NOTE", "M", 10)], [(" ", ["Ann Lee", "1".rjust(10)])], 0x83)
    result = read(ALL[name]({"pay.dbt": dbt(["SSN 010-94-0001"]), "pay.dbf": table}), name)
    found = next(each for each in result.each() if each.at.endswith("MEMBER pay.dbf"))
    assert found.places == {SSN: ["ROW 1 COLUMN 2 KEY NOTE"]}
    assert found.gaps == []


def test_memos_that_are_locked_stay_so():
    pyzipper = pytest.importorskip("pyzipper")
    table = dbase([("NAME", "C", 20), ("NOTE", "M", 10)], [(" ", ["Ann Lee", "1".rjust(10)])], 0x83)
    out = io.BytesIO()
    with pyzipper.AESZipFile(out, "w", encryption=pyzipper.WZ_AES) as archive:
        archive.setpassword(b"x")
        archive.writestr("pay.dbt", dbt(["SSN 010-94-0001"]))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("pay.dbf", table)
    result = read(out.getvalue(), "a.zip")
    assert [gap.detail for gap in result.child("pay.dbf").gaps] == [
        "the memos stand in a file that is not beside this one"
    ]


def test_so_many_are_fetched_and_no_more(monkeypatch):
    monkeypatch.setattr(siblings, "_FETCHED", 1)
    table = dbase([("NAME", "C", 20), ("NOTE", "M", 10)], [(" ", ["Ann Lee", "1".rjust(10)])], 0x83)
    files = {"a.dbt": dbt(["SSN 010-94-0001"]), "a.dbf": table, "b.dbt": dbt(["x"]), "b.dbf": table}
    result = read(make.tarred(files), "a.tar")
    assert (result.child("a.dbf").gaps, len(result.child("b.dbf").gaps)) == ([], 1)


def test_what_a_run_unpacks_is_counted():
    table = dbase([("NAME", "C", 20), ("NOTE", "M", 10)], [(" ", ["Ann Lee", "1".rjust(10)])], 0x83)
    context = new_context(Limits())
    read(blob(zipped({"pay.dbt": dbt(["x"] * 2000), "pay.dbf": table}), "a.zip"), context=context)
    assert context.budget.expanded > 2000 * 512


# Text round a block of armor -------------------------------------------------------------------------------------

AGE = b"-----BEGIN AGE ENCRYPTED FILE-----\nYWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IFgyNTUxOSBhYmNkZWZnaGlqa2xtbm9w\n-----END AGE ENCRYPTED FILE-----\n"
VAULT = b"$ANSIBLE_VAULT;1.1;AES256\n6162636465" + b"66" * 30 + b"\n6869\n"


@pytest.mark.parametrize("block", [AGE, VAULT, sample("sym.asc")], ids=["age", "vault", "openpgp"])
def test_text_round_a_block_is_read(scan, block):
    lines = block.count(b"\n")
    alone = read(block, "a.txt")
    assert alone.refused is not None
    assert alone.encryption.verdict == "encrypted"
    for text, line in (
        (block + b"Ann Lee, SSN 010-94-0001\n", lines + 1),
        (b"Ann Lee, SSN 010-94-0001\n\n" + block, 1),
        (b"To whom it may concern\n\n" + block + b"Ann Lee, SSN 010-94-0001\n", lines + 3),
        (block.replace(b"\n", b"\r\n") + b"Ann Lee, SSN 010-94-0001\r\n", lines + 1),
    ):
        scanned = scan(text, "a.txt")
        assert [place.text(found.at).split(" ›")[0] for found in scanned.findings] == [f"line {line}"]
        assert scanned.outcomes[-1].encryption.verdict == "encrypted"
        assert (scanned.outcomes[-1].status, scanned.outcomes[-1].reason) == (Status.PARTIAL, Reason.ENCRYPTED)


def test_a_block_that_ends_in_nothing_but_blanks_is_all_there_is():
    assert read(AGE + b"\n  \n", "a.txt").refused is not None
    assert read(VAULT + b"\n", "a.yml").refused is not None
    assert read(VAULT[:-1], "a.yml").refused is not None


# 7z, which is one stream: what stands soon in it is unpacked to be looked at --------------------------------------


def seven(clear, locked):
    """7z with members in the clear, and locked ones behind them: two folders, put together by py7zr itself."""
    py7zr = pytest.importorskip("py7zr")
    out = io.BytesIO()
    with py7zr.SevenZipFile(out, "w") as archive:
        for name, data in clear.items():
            archive.writestr(data, name)
    if not locked:
        return out.getvalue()
    again = io.BytesIO(out.getvalue())
    filters = [{"id": py7zr.FILTER_LZMA2, "preset": 1}, {"id": py7zr.FILTER_CRYPTO_AES256_SHA256}]
    with py7zr.SevenZipFile(again, "a", password="Sommer24", filters=filters) as archive:
        for name, data in locked.items():
            archive.writestr(data, name)
    return again.getvalue()


@pytest.mark.long
@pytest.mark.parametrize(
    ("name", "data", "gives"),
    [
        ("readme.txt", b"The password is Sommer24!\n", True),
        ("readme.txt", b"The password will follow by phone.\n", False),
        ("run.sh", b"7z x -pSommer24 pay.7z\n", True),
        ("password.txt", b"Sommer24", True),
        ("a.pem", PUBLIC[0], False),
        ("a.pem", PRIVATE, True),
        ("a.p12", made("password.p12"), False),
        ("a.p12", made("empty.p12"), True),
        ("notes.csv", b"The password is Sommer24!\n", False),
    ],
)
@pytest.mark.parametrize("before", [b"", b"nothing of note\n" * 9999], ids=["first", "behind another"])
def test_what_may_hold_the_key_to_a_member_of_7z_is_looked_at(keys, name, data, gives, before):
    found = keys(seven({"first.bin": before, name: data}, {"pay.csv": b"name,ssn\n"}), "a.7z")
    assert found[-1] == (name if gives else None)


def test_in_7z_what_is_locked_inside_asks_too(keys):
    packed = seven({"pay.gpg": LOCKED, "readme.txt": b"The password is Sommer24!\n"}, {})
    assert keys(packed, "a.7z") == ["readme.txt"]


def test_what_stands_far_behind_in_7z_is_told_by_its_name(keys, monkeypatch):
    monkeypatch.setattr("piiscan.formats.archives.seven_zip._CHEAP", 100)
    clear = {"first.bin": bytes(200), "readme.txt": b"The password is Sommer24!\n", "a.pem": PUBLIC[0]}
    assert keys(seven(clear, {"pay.csv": b"x"}), "a.7z")[-1] == "a.pem"
