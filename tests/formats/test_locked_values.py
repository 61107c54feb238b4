"""Values of a text that are encrypted, wherever they stand: told by their form, with a place; what is clear is read."""

from __future__ import annotations

import base64
import json

import pytest
from cryptography.fernet import Fernet
from format_samples import SSN, read
from sealed_samples import sample
from test_locked_tokens import VALUES as TOKENS

from piiscan import place
from piiscan.formats.encoded.triggers import LOCKED, _plain, searcher
from piiscan.formats.locks import values as locked_values
from piiscan.model import Encryption, Reason, Status

FAR = "nothing of note stands in this line\n" * 300  # more than what tells the format
NOISE = bytes(range(7, 207))


def letters(size: int, start: int = 0) -> str:
    return base64.b64encode(NOISE[start : start + size]).decode()


def bitwarden(kind: int, size: int = 48) -> str:
    """A cipher string: a vector, the text, and a code of authentication but for type 0."""
    mac = "" if kind == 0 else "|" + letters(32)
    return f"{kind}.{letters(16)}|{letters(size)}{mac}"


def export() -> str:
    """What Bitwarden exports under a password of its own (documentation of its encrypted exports)."""
    told = {"encrypted": True, "passwordProtected": True, "salt": letters(16), "kdfType": 0, "kdfIterations": 600_000}
    return json.dumps({**told, "encKeyValidation_DO_NOT_EDIT": bitwarden(2), "data": bitwarden(2, 160)}, indent=2)


def login(oid: str, vector: int) -> str:
    """What Firefox keeps of a name (NSS, pk11sdr.c): the id of the key, the cipher with its vector, the text."""
    cipher = bytes.fromhex(oid) + bytes([4, vector]) + NOISE[:vector]
    body = b"\4\x10" + NOISE[:16] + b"\x30" + bytes([len(cipher)]) + cipher + b"\4\x10" + NOISE[:16]
    packed = base64.b64encode(b"\x30" + bytes([len(body)]) + body).decode()
    return json.dumps({"logins": [{"hostname": "https://a.example", "encryptedUsername": packed}]})


def element(method: str, value: str = "") -> str:
    """An element locked as XML Encryption has it, in a message of SOAP."""
    return (
        "<xenc:EncryptedData Type='http://www.w3.org/2001/04/xmlenc#Element'><xenc:EncryptionMethod "
        f"Algorithm='http://www.w3.org/2001/04/{method}'/><xenc:CipherData><xenc:CipherValue>{value or letters(160)}"
        "</xenc:CipherValue></xenc:CipherData></xenc:EncryptedData>"
    )


# eth-keyfile 0.9.1: create_keyfile_json(key, b"x", kdf="pbkdf2", iterations=10)
ETHEREUM = (
    '{"address": "1a642f0E3c3aF545E7AcBD38b07251B3990914F1", "crypto": {"cipher": "aes-128-ctr", "cipherparams": {"iv": '
    '"6ead588976a00b4abbd87cc4d3b57ce4"}, "ciphertext": "7284c11c9be3208fe2df1b92b0aa58db6e296c767c54905f57441b2f84921733'
    '", "kdf": "pbkdf2", "kdfparams": {"c": 10, "dklen": 32, "prf": "hmac-sha256", "salt": "c183a8908821246d41e0489d6ab6b'
    'e58"}, "mac": "1506e0406ef2a29786ab4439dc540c5202ecb3f74819aa5f4585d704e206f2af"}, "id": "288d30fd", "version": 3}'
)
# openssl enc -aes-256-cbc -a -A -pbkdf2 -k x
OPENSSL = "U2FsdGVkX1+1Vd3kUuVmWmlzO7Hc1kVf5m8bqYw3sVTgT9p2rYB1yCq8q3mQk1oV"
SOPS = f"ENC[AES256_GCM,data:{letters(11)},iv:{letters(32)},tag:{letters(16)},type:str]"
VAULT = "$ANSIBLE_VAULT;1.1;AES256\n          " + NOISE[:40].hex()
AGE = "-----BEGIN AGE ENCRYPTED FILE-----\n" + letters(48) + "\n-----END AGE ENCRYPTED FILE-----"
TOKEN = Fernet(base64.b64encode(NOISE[:32]))._encrypt_from_parts(SSN.encode(), 1_764_000_000, NOISE[:16]).decode()
GPG = "ENC[GPG,hQ" + letters(190) + "]"
SECRET = (
    "kind: SealedSecret\nmetadata:\n  name: a\nspec:\n  encryptedData:\n    password: AgB" + letters(198) + letters(63)
)
VALUES = {
    "fernet": (TOKEN, Encryption("encrypted", "Fernet AES-CBC", 128)),
    "jasypt, DES": (f"ENC({letters(24)})", Encryption("weak", "Jasypt DES or Triple DES", 112)),
    "jasypt, of any kind": (f"ENC({letters(48)})", Encryption("opaque", "Jasypt")),
    "bitwarden": (bitwarden(2), Encryption("encrypted", "Bitwarden AES-CBC", 256)),
    "bitwarden, type 0": (bitwarden(0), Encryption("encrypted", "Bitwarden AES-CBC", 256)),
    "bitwarden, type 1": (bitwarden(1), Encryption("encrypted", "Bitwarden AES-CBC", 128)),
    "bitwarden, export": (export(), Encryption("encrypted", "Bitwarden AES-CBC", 256)),
    "1password": (
        base64.b64encode(b"opdata01" + NOISE[:96]).decode(),
        Encryption("encrypted", "1Password AES-CBC", 256),
    ),
    "vault": (f"vault:v1:{letters(40)}", Encryption("encrypted", "Vault transit")),
    "ethereum": (ETHEREUM, Encryption("encrypted", "AES-CTR", 128)),
    "firefox, old": (login("06082a864886f70d0307", 8), Encryption("weak", "Triple DES", 112)),
    "firefox": (login("060960864801650304012a", 16), Encryption("encrypted", "AES-CBC", 256)),
    "openssl": (OPENSSL, Encryption("encrypted", "OpenSSL enc")),
    "sops": (SOPS, Encryption("encrypted", "SOPS AES-GCM", 256)),
    "sops, of a file": (
        SOPS.replace("data:", f"data:{letters(180) * 18}"),
        Encryption("encrypted", "SOPS AES-GCM", 256),
    ),
    "eyaml, GPG": (GPG, Encryption("encrypted", "OpenPGP")),
    "sealed secret": (SECRET, Encryption("encrypted", "RSA-OAEP and AES-GCM", 256)),
    "eyaml": (f"ENC[PKCS7,MI{letters(190)}]", Encryption("encrypted", "PKCS #7")),
    "ansible": (VAULT, Encryption("encrypted", "Ansible AES-CTR", 256)),
    "ansible, old": (VAULT.replace("1.1;AES256", "1.0;AES"), Encryption("encrypted", "Ansible AES-CTR", 256)),
    "age": (AGE, Encryption("encrypted", "ChaCha20-Poly1305", 256)),
}


def told(scanned):
    outcome = scanned.outcomes[-1]
    return outcome.encryption, outcome.reason


@pytest.mark.parametrize("name", VALUES)
@pytest.mark.parametrize("before", ["", FAR, FAR * 60])
def test_a_value_is_told_wherever_it_stands(scan, name, before):
    value, lock = VALUES[name]
    scanned = scan(f"{before}Ann Lee SSN {SSN}\nsecret = {value}\n{before}", "a.txt")
    assert told(scanned) == (lock, Reason.ENCRYPTED)
    assert len(scanned.findings) == 1
    assert f"need a key ({lock.algorithm})" in scanned.outcomes[-1].detail


@pytest.mark.parametrize("name", ["fernet", "jasypt, DES", "bitwarden", "vault", "sops"])
def test_in_files_of_any_kind(scan, name):
    value, lock = VALUES[name]
    for text, file in (
        (json.dumps({"filler": [FAR], "name": "Ann Lee", "ssn": value}), "a.json"),
        ("name,ssn\n" + "Bob Ray,x\n" * 900 + f"Ann Lee,{value}\n", "a.csv"),
        (f"filler: |\n  x\nname: Ann Lee\nssn: {value}\n", "a.yaml"),
        (f"<a><f>{FAR}</f><name>Ann Lee</name><ssn>{value}</ssn></a>", "a.xml"),
        (f"<html><p>{FAR}</p><p>{value}</p></html>", "a.html"),
    ):
        assert told(scan(text, file)) == (lock, Reason.ENCRYPTED), file


@pytest.mark.parametrize(
    ("method", "lock"),
    [
        ("xmlenc#aes256-cbc", Encryption("encrypted", "AES-CBC", 256)),
        ("xmlenc11#aes128-gcm", Encryption("encrypted", "AES-GCM", 128)),
        ("xmlenc#tripledes-cbc", Encryption("weak", "Triple DES", 112)),
        ("xmldsig-more#camellia256", Encryption("opaque", "XML Encryption")),
    ],
)
@pytest.mark.parametrize("people", [1, 400, 40_000])
def test_elements_of_xml_wherever_they_stand(scan, method, lock, people):
    head = "<s:Envelope xmlns:s='http://a.example' xmlns:xenc='http://www.w3.org/2001/04/xmlenc#'>"
    body = "<p><name>Bob Ray</name><town>Lynn</town></p>" * people
    scanned = scan(f"{head}{body}{element(method)}<note>Ann Lee SSN {SSN}</note></s:Envelope>", "a.xml")
    assert told(scanned) == (lock, Reason.ENCRYPTED)


@pytest.mark.parametrize(
    "text",
    [
        TOKEN[:-4],  # no whole block
        "x" + TOKEN,
        "ENC(theNameOfSomeFunction)",
        f"ENC({letters(21)})",
        f"ENC({letters(24)[:-3]})",
        bitwarden(2)[:30],
        f"version 1{bitwarden(2)}",
        "vault:v1:abc",
        'the cipher may be "aes-128-ctr", and the ciphertext is what comes of it',
        "values begin with U2FsdGVkX1 when they are made by openssl",
        "ENC[AES256_GCM,data:...,iv:...,tag:...]",
        SOPS.replace(",tag:", ",gat:"),
        "kind: SealedSecret\nspec:\n  encryptedData:\n    a: " + "QUJD" * 99,
        "the SealedSecret has a value AgB" + letters(198) + letters(63),
        "$ANSIBLE_VAULT;1.1;AES256 is how a vault begins",
        "-----BEGIN AGE ENCRYPTED FILE----- stands at the beginning",
        "Algorithm='http://www.w3.org/2001/04/xmlenc#aes256-cbc'",
        element("xmlenc#aes256-cbc", "..."),
        element("xmlenc#unknown", "..."),
        "</EncryptedData> <note>CipherValue</note>" + letters(30),
        "EncryptedData has an Algorithm http://www.w3.org/2001/04/xmlenc#aes256-cbc and a CipherValue",
        json.dumps({"encryptedUsername": letters(50)}),
        json.dumps({"encryptedUsername": "M" + letters(51)}),
    ],
    ids=range(23),
)
def test_what_only_speaks_of_such_values_has_none(scan, text):
    scanned = scan(f"{FAR}\n{text}\n", "a.txt")
    assert told(scanned) == (None, None)


def test_of_several_kinds_the_weakest_is_told_and_each_is_named(scan):
    values = [VALUES[name][0] for name in ("fernet", "jasypt, DES", "fernet")]
    scanned = scan(FAR + "\n".join(values), "a.txt")
    assert told(scanned)[0] == Encryption("weak", "Jasypt DES or Triple DES", 112)
    assert scanned.outcomes[-1].detail.count("need a key") == 2


@pytest.mark.parametrize("far", ["", FAR])
def test_of_several_elements_the_weakest_is_told(scan, far):
    text = f"<a xmlns:xenc='x'>{far}{element('xmlenc#aes256-cbc')}{far}{element('xmlenc#tripledes-cbc')}</a>"
    assert told(scan(text, "a.xml"))[0] == Encryption("weak", "Triple DES", 112)


def test_an_element_has_the_method_of_its_own_and_not_of_its_key(scan):
    wrapped = "<KeyInfo><e:EncryptedKey><e:EncryptionMethod Algorithm='http://www.w3.org/2001/04/xmlenc#kw-aes256'/>"
    key = (
        f"{wrapped}<e:CipherData><e:CipherValue>{letters(40)}</e:CipherValue></e:CipherData></e:EncryptedKey></KeyInfo>"
    )
    value = f"<e:CipherData><e:CipherValue>{letters(48)}</e:CipherValue></e:CipherData>"
    for method, lock in (
        ("<e:EncryptionMethod Algorithm='http://www.w3.org/2009/xmlenc11#aes128-gcm'/>", ("encrypted", "AES-GCM", 128)),
        ("", ("opaque", "XML Encryption", None)),
    ):
        text = f"<a><name>Ann Lee</name><e:EncryptedData>{method}{key}{value}</e:EncryptedData></a>"
        assert told(scan(text, "a.xml"))[0] == Encryption(*lock)


# Files that begin with one ----------------------------------------------------------------------------------------

# openssl enc -aes-256-cbc -a -pbkdf2 -k x: in lines of 64, and -A: in one
WRAPPED = "\n".join(
    letters[at : at + 64]
    for letters in [base64.b64encode(b"Salted__" + NOISE[:104]).decode()]
    for at in range(0, len(letters), 64)
)
WHOLE = {
    "vault": VAULT.replace("\n          ", "\n"),
    "age": AGE,
    "openssl": WRAPPED,
    "openssl, one line": OPENSSL * 99,
}


@pytest.mark.parametrize("name", WHOLE)
def test_a_file_that_is_one_has_the_verdict_and_what_stands_behind_it_is_read(scan, name):
    alone = scan(WHOLE[name] + "\n", "a.txt").outcomes[-1]
    assert (alone.status, alone.reason, alone.media_type.partition("/")[2][:2]) == (
        Status.NOT_SCANNED,
        Reason.ENCRYPTED,
        "x-",
    )
    assert alone.encryption.verdict == "encrypted"
    for behind in (
        f"Ann Lee SSN {SSN}\n",
        f"\nAnn Lee SSN {SSN}",
        f"Ann Lee, social security number\n{SSN.replace('-', '')}\n",
    ):
        scanned = scan(f"{WHOLE[name]}\n{behind}", "a.txt")
        assert len(scanned.findings) == 1, behind
        assert scanned.outcomes[-1].encryption == alone.encryption
        assert (scanned.outcomes[-1].status, scanned.outcomes[-1].reason) == (Status.PARTIAL, Reason.ENCRYPTED)


@pytest.mark.parametrize(
    "text",
    [
        "$ANSIBLE_VAULT;1.1;AES256 is how a vault begins",
        "-----BEGIN AGE ENCRYPTED FILE-----\nis how age begins",
        "U2FsdGVkX1 is how they begin",
        "U2FsdGVkX1",
    ],
)
def test_a_text_that_begins_like_one_is_a_text(scan, text):
    scanned = scan(f"{text}\nAnn Lee SSN {SSN}\n", "a.txt")
    assert len(scanned.findings) == 1
    assert (scanned.outcomes[-1].encryption, scanned.outcomes[-1].status) == (None, Status.SCANNED)


# Armor further down -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["sym.asc", "pub.asc", "cms.pem", "p7.pem"])
@pytest.mark.parametrize("before", ["", FAR, FAR * 60], ids=["first", "far", "windows"])
def test_a_message_in_armor_has_its_verdict(scan, name, before):
    block = sample(name).decode()
    quoted = "".join(f"> {line}\n" for line in block.splitlines())
    head = "From: a@example.com\nTo: b@example.com\nSubject: x\n\n"
    for text, file in (
        (f"{FAR}{before}{block}\nAnn Lee SSN {SSN}\n", "a.txt"),
        (f"{head}{FAR}{before}{quoted}\nAnn Lee SSN {SSN}\n", "a.eml"),
        (json.dumps({"a": FAR + before, "b": block, "name": "Ann Lee", "ssn": SSN}), "a.json"),
    ):
        scanned = scan(text, file)
        (lock,) = [each.encryption for each in scanned.outcomes if each.encryption is not None]
        assert lock.verdict == "encrypted"
        assert Reason.ENCRYPTED in {each.reason for each in scanned.outcomes}
        assert len(scanned.findings) == 1


@pytest.mark.parametrize("before", [FAR, FAR * 60], ids=["far", "windows"])
def test_a_message_in_armor_that_is_only_signed_is_read(scan, before):
    scanned = scan(f"{before}{sample('signed-zip.asc').decode()}\nso it is\n", "a.txt")
    (found,) = scanned.findings
    assert "armor" in place.container(found.at)[0]


def test_a_block_of_armor_that_never_ends_costs_no_text(scan):
    scanned = scan(f"{FAR}-----BEGIN PGP MESSAGE-----\nAnn Lee SSN {SSN}\n{FAR}", "a.txt")
    assert len(scanned.findings) == 1


def test_both_engines_see_the_same_beginnings():
    data = (
        FAR
        + "\n".join(value for value, _ in VALUES.values())
        + element("xmlenc11#aes128-gcm")
        + element("xmlenc#aes128-cbc")
        + "\n".join(value for value, _ in TOKENS.values())
    ).encode()
    ways = [
        [(end, turn) for kind, end, turn in sorted(search(data)) if kind == LOCKED] for search in (_plain(), searcher())
    ]
    assert sorted(ways[0]) == sorted(ways[1])
    assert {turn for _, turn in ways[0]} == set(range(len(locked_values.TRIGGERS)))


def test_a_key_of_putty():
    """puttygen 0.78: -t ed25519 --ppk-param memory=64,passes=1; the same without a passphrase."""
    head = b"PuTTY-User-Key-File-3: ssh-ed25519\r\nEncryption: %s\r\nComment: SSN 010-94-0001\r\nPublic-Lines: 2\r\n"
    locked = read(head % b"aes256-cbc", "a.ppk")
    assert locked.encryption == Encryption("encrypted", "PuTTY AES-CBC", 256)
    assert locked.refused.reason is Reason.ENCRYPTED
    clear = read(head % b"none", "a.ppk")
    assert (clear.encryption, clear.refused) == (Encryption("plain", "private key"), None)
    assert SSN in clear.places


def test_no_bytes_of_a_token_are_told(scan):
    assert TOKEN[:20] not in scan(FAR + TOKEN, "a.txt").outcomes[-1].detail
