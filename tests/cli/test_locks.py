"""`--password-file` and `--report-encrypted`; what is said to hold the key to a lock. No password gets out."""

import base64
import io
import json
import zipfile

import pytest

from piiscan.cli import password_file
from piiscan.cli.password_file import PasswordFileError, read_passwords
from piiscan.config import Config, Passwords

SECRET = "open sesame"
# Info-ZIP 3.0: zip -e -P "open sesame" old.zip note.txt ("Ann Lee, SSN 010-94-0001"), the second with -0
OLD = "UEsDBAoACQAAAK0kel2/lzJdJQAAABkAAAAIABwAbm90ZS50eHRVVAkAA4W3B2uGtwdrdXgLAAEEAAAAAAQAAAAAldeYl/sJFoqDV4X9V7VHxry+kzz44UgHVLRnhbdS9l1Dg36Ca1BLBwi/lzJdJQAAABkAAABQSwMECgAJAAAA/SV6Xb+XMl0lAAAAGQAAAAkAHABub3RlMi50eHRVVAkAA/25B2v9uQdrdXgLAAEEAAAAAAQAAAAAXH6aaf2GHmE2Vlvxz+/0gJMiJSdivWxRpiQ64Z8HL1hzEh1h01BLBwi/lzJdJQAAABkAAABQSwECHgMKAAkAAACtJHpdv5cyXSUAAAAZAAAACAAYAAAAAAABAAAApIEAAAAAbm90ZS50eHRVVAUAA4W3B2t1eAsAAQQAAAAABAAAAABQSwECHgMKAAkAAAD9JXpdv5cyXSUAAAAZAAAACQAYAAAAAAAAAAAApIF3AAAAbm90ZTIudHh0VVQFAAP9uQdrdXgLAAEEAAAAAAQAAAAAUEsFBgAAAAACAAIAnQAAAO8AAAAAAA=="


@pytest.fixture
def share(tmp_path):
    folder = tmp_path / "share"
    folder.mkdir()
    (folder / "old.zip").write_bytes(base64.b64decode(OLD))
    return folder


@pytest.fixture
def passwords(tmp_path):
    path = tmp_path / "list"
    path.write_text(f"wrong\r\n{SECRET}\n\nwrong\n")
    return path


def verdicts(result):
    return [record["encryption"] for record in result.records if record["type"] == "outcome" and record["encryption"]]


def test_what_a_password_opens_is_read_and_stays_locked(piiscan, share, passwords):
    locked = piiscan("scan", "-f", "jsonl", "-j", "0", str(share))
    assert [record for record in locked.records if record["type"] == "finding"] == []
    result = piiscan("scan", "-f", "jsonl", "-j", "0", "--password-file", str(passwords), str(share))
    found = [record["container"] for record in result.records if record["type"] == "finding"]
    assert found == [["note.txt"], ["note2.txt"]]
    lock = {"verdict": "weak", "algorithm": "ZipCrypto", "bits": 96, "key_beside": None, "opened": True}
    assert verdicts(result) == [lock, lock]
    for text in (result.out, result.err, json.dumps(result.records)):
        assert SECRET not in text
        assert "wrong" not in text
    assert result.records[0]["fingerprint"] != locked.records[0]["fingerprint"]
    assert result.records[0]["options"] == locked.records[0]["options"]


def test_a_worker_is_given_the_passwords_too(piiscan, share, passwords):
    result = piiscan("scan", "-f", "jsonl", "-j", "1", "--password-file", str(passwords), str(share))
    assert [lock["opened"] for lock in verdicts(result)] == [True, True]


def test_explain_takes_them_too(piiscan, share, passwords):
    result = piiscan("explain", str(share / "old.zip"), "--password-file", str(passwords))
    assert "note.txt" in result.out
    assert "personal information" in result.out or "residency" in result.out


def test_a_table_lists_what_is_locked(piiscan, share, passwords):
    assert "ENCRYPTION" not in piiscan("scan", str(share)).out
    text = piiscan("scan", "--report-encrypted", str(share)).out
    assert "weak (needs a key, but is under 128 bits or broken): 2" in text
    assert "old.zip › note.txt  ZipCrypto, 96 bits" in text
    text = piiscan("scan", "--report-encrypted", "--password-file", str(passwords), str(share)).out
    assert "opened with the operator's password" in " ".join(text.split())
    (share / "old.zip").unlink()
    assert "nothing is locked" in piiscan("scan", "--report-encrypted", str(share)).out


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\n\n", "no password in it"),
        (b"\xff\xfe", "not UTF-8"),
        (b"a\n" * 10 + b"".join(b"%d\n" % n for n in range(300)), "more than 200"),
    ],
)
def test_a_list_that_cannot_be_used(tmp_path, piiscan, data, words):
    path = tmp_path / "list"
    path.write_bytes(data)
    with pytest.raises(PasswordFileError, match=words):
        read_passwords(str(path))
    assert piiscan("scan", "--password-file", str(path), str(tmp_path)).code == 2
    assert piiscan("scan", "--password-file", str(tmp_path / "none"), str(tmp_path)).code == 2


def test_a_list_that_is_too_large(tmp_path, monkeypatch):
    monkeypatch.setattr(password_file, "_LARGEST", 3)
    path = tmp_path / "list"
    path.write_text("abcdef\n")
    with pytest.raises(PasswordFileError, match="larger than"):
        read_passwords(str(path))


def test_no_value_shows_a_password():
    config = Config(passwords=Passwords((SECRET,)))
    assert SECRET not in repr(config)
    assert SECRET not in json.dumps(config.public(), default=str)


# Case 33 of the specification: what may hold the key -----------------------------------------------------------


def keys_of(piiscan, path):
    return [lock["key_beside"] for lock in verdicts(piiscan("scan", "-f", "jsonl", "-j", "0", str(path)))]


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("passwords.txt", "", True),
        ("unpack.sh", "#!/bin/sh\n7z x -pSommer24 old.zip\n", True),
        ("unpack.bat", "unzip -P Sommer24 old.zip\r\n", True),
        ("get.sh", "openssl enc -d -aes256 -pass pass:Sommer24 -in a\n", True),
        ("get.ps1", "gpg --batch --passphrase Sommer24 -d a.gpg\n", True),
        ("readme.txt", "The password for the archive is Sommer24!\n", True),
        ("readme.txt", "The password is sent separately.\n", False),
        ("unpack.sh", "7z x old.zip\n", False),
        ("notes.txt", "nothing here\n", False),
    ],
)
def test_a_file_beside(piiscan, share, name, text, told):
    (share / name).write_text(text)
    assert keys_of(piiscan, share / "old.zip") == [name if told else None] * 2


def keys_in_clear(piiscan, share):
    """Of a locked file in an archive that locks nothing itself."""
    with zipfile.ZipFile(share / "b.zip", "w") as made:
        made.writestr("old.zip", base64.b64decode(OLD))
        made.writestr("password.txt", "x")
    found = keys_of(piiscan, share / "b.zip")
    (share / "b.zip").unlink()
    return sorted(set(found))


def test_a_member_of_the_same_archive_and_its_comment(piiscan, share):
    pyzipper = pytest.importorskip("pyzipper")

    def archive(*clear, comment=b""):
        out = io.BytesIO()
        with pyzipper.AESZipFile(out, "w") as made:
            made.setpassword(b"x")
            made.setencryption(pyzipper.WZ_AES)
            made.writestr("pay.csv", "a,b\n")
        with zipfile.ZipFile(out, "a") as made:
            for name in clear:
                made.writestr(name, "x")
            made.comment = comment
        (share / "a.zip").write_bytes(out.getvalue())
        return keys_of(piiscan, share / "a.zip")

    assert archive("notes.txt") == [None]
    assert archive("docs/password.txt") == ["docs/password.txt"]
    (share / "a.zip").unlink()
    assert keys_in_clear(piiscan, share) == ["password.txt"]
    assert archive("notes.txt", comment=b"Password: Sommer24") == ["comment of the archive"]


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("Hi, the password is Sommer24!\n", "body of the message"),
        ("Passcode: 8841xk\n", "body of the message"),
        ("The password will follow by phone.\n", None),
        ("See attached.\n", None),
    ],
)
def test_the_message_an_archive_is_attached_to(piiscan, share, body, told):
    from email.message import EmailMessage

    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "a@example.org", "b@example.org", "pay"
    mail.set_content(body)
    mail.add_attachment(base64.b64decode(OLD), "application", "zip", filename="old.zip")
    (share / "old.zip").unlink()
    (share / "a.eml").write_bytes(mail.as_bytes())
    assert keys_of(piiscan, share / "a.eml") == [told] * 2


# What a password opened is not readable for others ---------------------------------------------------------------


def aes_zip(path, text=b"Ann Lee, SSN 010-94-0001, Boston MA 02139\n", **members):
    pyzipper = pytest.importorskip("pyzipper")
    with pyzipper.AESZipFile(path, "w", compression=pyzipper.ZIP_DEFLATED, encryption=pyzipper.WZ_AES) as archive:
        archive.setpassword(SECRET.encode())
        archive.writestr("note.txt", text)
        for name, data in members.items():
            archive.writestr(name.replace("_", "."), data)


def scanned(piiscan, share, passwords, *options):
    return piiscan("scan", "-f", "jsonl", "-j", "0", "--password-file", str(passwords), *options, str(share))


def test_a_finding_behind_a_good_lock_is_protected(piiscan, share, passwords):
    (share / "old.zip").unlink()
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("deep.txt", "Bob Ray, SSN 010-94-0002, Boston MA 02139\n" * 2)
    aes_zip(share / "a.zip", inner_zip=inner.getvalue())
    result = scanned(piiscan, share, passwords)
    findings = [record for record in result.records if record["type"] == "finding"]
    lock = {"verdict": "encrypted", "algorithm": "AES", "bits": 256, "key_beside": None, "opened": True}
    assert [(each["classification"], each["encryption"], each["protected"]) for each in findings] == [
        ("personal_information", lock, True)
    ] * 3
    assert {each["duties"] == [] for each in findings} == {True}
    summary = result.records[-1]
    assert summary["counts"] == {"protected": {"ssn": 3}}
    assert summary["persons"] == {"massachusetts": 0, "unknown": 0, "elsewhere": 0}
    assert summary["protected"] == {
        "classes": {"personal_information": 3},
        "persons": {"massachusetts": 2, "unknown": 0, "elsewhere": 0},
    }
    assert result.code == 0
    assert scanned(piiscan, share, passwords, "--fail-on", "element_only").code == 0
    assert scanned(piiscan, share, passwords, "--fail-on", "any").code == 1
    assert scanned(piiscan, share, passwords, "--fail-on", "any", "--max-findings-per-file", "1").code == 1
    text = piiscan("scan", "--password-file", str(passwords), str(share)).out
    assert "behind a lock that your password opened" in " ".join(text.split())


def test_a_finding_behind_a_weak_lock_is_exposed(piiscan, share, passwords):
    result = scanned(piiscan, share, passwords)
    assert result.code == 1
    finding = next(record for record in result.records if record["type"] == "finding")
    assert (finding["encryption"]["verdict"], finding["protected"]) == ("weak", False)
    assert "protected" not in result.records[-1]


def test_a_finding_behind_a_lock_beside_its_key_is_exposed(piiscan, share, passwords):
    (share / "old.zip").unlink()
    aes_zip(share / "a.zip")
    (share / "password.txt").write_text("x")
    result = scanned(piiscan, share, passwords)
    assert result.code == 1
    finding = next(record for record in result.records if record["type"] == "finding")
    assert (finding["encryption"]["key_beside"], finding["protected"]) == ("password.txt", False)


def test_a_table_behind_a_lock_is_counted_apart_in_bulk(piiscan, share, passwords):
    (share / "old.zip").unlink()
    rows = "".join(f"Ann,Lee,010-94-{number:04},MA\n" for number in range(1, 301))
    aes_zip(share / "a.zip", pay_csv="first_name,last_name,ssn,state\n" + rows)
    result = scanned(piiscan, share, passwords, "--max-findings-per-file", "50")
    assert result.code == 0
    assert result.records[-1]["protected"]["persons"]["massachusetts"] == 301  # one in the note beside the table
    assert result.records[-1]["counts"] == {"protected": {"ssn": 301}}
    assert sum(record["type"] == "finding" for record in result.records) == 50


def test_a_document_that_leaves_a_part_in_the_clear_is_not_protected(piiscan, share, passwords):
    pikepdf = pytest.importorskip("pikepdf")
    (share / "old.zip").unlink()
    for metadata in (True, False):
        with pikepdf.new() as document:
            document.add_blank_page()
            document.docinfo["/Title"] = "Ann Lee, SSN 010-94-0001, Boston MA 02139"
            lock = pikepdf.Encryption(user=SECRET, owner="y", R=6, metadata=metadata)
            document.save(share / "a.pdf", encryption=lock)
        result = scanned(piiscan, share, passwords)
        finding = next(record for record in result.records if record["type"] == "finding")
        assert (finding["encryption"]["opened"], finding["protected"]) == (True, metadata)
        assert result.code == (0 if metadata else 1)


def test_a_finding_in_an_archive_that_tells_its_key_is_exposed(piiscan, share, passwords):
    (share / "old.zip").unlink()
    aes_zip(share / "a.zip")
    with zipfile.ZipFile(share / "a.zip", "a") as archive:
        archive.writestr("readme.txt", "The password is Sommer24!\n")
    result = scanned(piiscan, share, passwords)
    finding = next(record for record in result.records if record["type"] == "finding")
    assert (finding["encryption"]["key_beside"], finding["protected"], result.code) == ("readme.txt", False, 1)


FERNET = "gAAAAABm" + "Q8zv-EjR" * 11 + "Wg=="
KEY = "q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA="


@pytest.mark.parametrize(
    ("name", "text", "due"),
    [
        ("a.json", f'{{"name": "Ann Lee", "ssn": "{FERNET}", "key": "{KEY}"}}', "the same text"),
        ("a.json", f'{{"name": "Ann Lee", "ssn": "{FERNET}", "keyId": "payroll-2024-kms-alias"}}', None),
        ("a.properties", "ssn=ENC(q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQ)\njasypt.password=Summer24!\n", "the same text"),
        ("a.properties", "ssn=ENC(q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQ)\njasypt.password=${JASYPT}\n", None),
    ],
)
def test_a_key_in_the_text_of_the_value_it_opens(piiscan, tmp_path, name, text, due):
    (tmp_path / name).write_text(text)
    assert keys_of(piiscan, tmp_path) == [due]
