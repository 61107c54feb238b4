"""Cookies and tokens of web frameworks: what is sealed gets a verdict, what is only signed is decoded and read."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from urllib.parse import quote

import pytest
from cryptography.hazmat.primitives import padding
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from format_samples import SSN
from token_samples import SEALED, SIGNED

from piiscan.formats.locks.jose import jose_kind
from piiscan.model import Encryption, Reason

FAR = "nothing of note stands in this line\n" * 300  # more than what tells the format
RECORD = json.dumps({"name": "Ann Lee", "ssn": SSN}).encode()
KEY = bytes(range(32))


def b64(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def cbc(text: bytes, vector: bytes) -> bytes:
    pad = padding.PKCS7(128).padder()
    sealer = Cipher(algorithms.AES(KEY), modes.CBC(vector)).encryptor()
    return sealer.update(pad.update(text) + pad.finalize()) + sealer.finalize()


def rails(number: int = 0) -> str:
    """Rails 5.2 and later: ActiveSupport::MessageEncryptor, aes-256-gcm, each of its parts in strict base64."""
    vector = bytes(range(number, number + 12))
    sealed = AESGCM(KEY).encrypt(vector, RECORD, None)
    return "--".join(map(b64, (sealed[:-16], vector, sealed[-16:])))


def rails_old(digest=hashlib.sha1) -> str:
    """Before: aes-256-cbc, and MessageVerifier round it, which is base64 again and a signature in digits."""
    vector = bytes(range(16))
    inner = b64(f"{b64(cbc(RECORD, vector))}--{b64(vector)}".encode())
    return f"{inner}--{hmac.new(KEY, inner.encode(), digest).hexdigest()}"


def rails_signed() -> str:
    inner = b64(RECORD)
    return f"{inner}--{hmac.new(KEY, inner.encode(), hashlib.sha256).hexdigest()}"


def laravel(*, gcm: bool = False) -> str:
    """Illuminate\\Encryption\\Encrypter: JSON as PHP writes it, in base64."""
    vector = bytes(range(200, 212 if gcm else 216))
    sealed = AESGCM(KEY).encrypt(vector, RECORD, None) if gcm else cbc(RECORD, vector)
    told = {
        "iv": b64(vector),
        "value": b64(sealed[:-16] if gcm else sealed),
        "mac": "" if gcm else hmac.new(KEY, sealed, hashlib.sha256).hexdigest(),
        "tag": b64(sealed[-16:]) if gcm else "",
    }
    return b64(json.dumps(told, separators=(",", ":")).replace("/", "\\/").encode())


def asp_net(size: int = 100) -> str:
    """ASP.NET Core: a mark of four bytes, the id of the key, and what was locked; the alphabet for URLs."""
    return base64.urlsafe_b64encode(bytes.fromhex("09f0c9f0") + bytes(range(64, 60 + size))).decode().rstrip("=")


def is_(algorithm: str, bits: int | None = None) -> Encryption:
    return Encryption("encrypted", algorithm, bits)


VALUES = {
    "jwe-A256KW": (SEALED["jwe-A256KW"], is_("JWE AES-CBC", 256)),
    "jwe-dir": (SEALED["jwe-dir"], is_("JWE AES-GCM", 256)),
    "jwe-turned": (SEALED["jwe-turned"], is_("JWE AES-GCM", 128)),
    "jwe-RSA-OAEP": (SEALED["jwe-RSA-OAEP"], is_("JWE AES-GCM", 256)),
    "jwe-ECDH-ES": (SEALED["jwe-ECDH-ES"], is_("JWE AES-CBC", 128)),
    "jwe-A256GCMKW": (SEALED["jwe-A256GCMKW"], is_("JWE AES-GCM", 192)),
    "paseto-1": (SEALED["paseto-1"], is_("PASETO AES-CTR", 256)),
    "paseto-2": (SEALED["paseto-2"], is_("PASETO XChaCha20-Poly1305", 256)),
    "paseto-3": (SEALED["paseto-3"], is_("PASETO AES-CTR", 256)),
    "paseto-4": (SEALED["paseto-4"], is_("PASETO XChaCha20", 256)),
    "iron": (SEALED["iron"], is_("iron AES")),
    "rails": (rails(), is_("Rails AES-GCM")),
    "rails, escaped": (quote(rails(240), safe=""), is_("Rails AES-GCM")),
    "rails, old": (rails_old(), is_("Rails AES-CBC")),
    "rails, old, escaped": (quote(rails_old(hashlib.sha256), safe=""), is_("Rails AES-CBC")),
    "laravel": (laravel(), is_("Laravel AES-CBC")),
    "laravel, escaped": (quote(laravel(), safe=""), is_("Laravel AES-CBC")),
    "laravel, GCM": (laravel(gcm=True), is_("Laravel AES-GCM")),
    "asp.net": (asp_net(), is_("ASP.NET data protection")),
    "asp.net, forms": (".ASPXAUTH=" + KEY.hex().upper() * 4, Encryption("opaque", "ASP.NET forms ticket")),
}


@pytest.mark.long
@pytest.mark.parametrize("name", VALUES)
@pytest.mark.parametrize("before", ["", FAR, FAR * 60], ids=["first", "far", "windows"])
def test_a_sealed_cookie_is_told_wherever_it_stands(scan, name, before):
    value, lock = VALUES[name]
    text = f"{before}Ann Lee SSN {SSN}\nCookie: a=b; session={value}; c=d\n{before}"
    for file, data in (("a.log", text), ("a.json", json.dumps({"said": before, "cookie": text}))):
        scanned = scan(data, file)
        outcome = scanned.outcomes[-1]
        assert (outcome.encryption, outcome.reason) == (lock, Reason.ENCRYPTED)
        assert outcome.detail.count(f"need a key ({lock.algorithm})") == 1
        assert len(scanned.findings) == 1


@pytest.mark.parametrize("name", [*SIGNED, "rails"])
@pytest.mark.parametrize("before", ["", FAR], ids=["first", "far"])
def test_what_is_only_signed_is_read(scan, name, before):
    value = rails_signed() if name == "rails" else SIGNED[name]
    for text in (f"{before}{value}\n", f"{before}Cookie: a=b; session={value}; c=d\n"):
        scanned = scan(text, "a.txt")
        (found,) = scanned.findings
        assert [element.kind for element in found.elements] == ["ssn"]
        assert found.person is not None
        lock = scanned.outcomes[-1].encryption
        assert lock is None or lock.verdict == "plain"


@pytest.mark.parametrize(
    "text",
    [
        "Content-Type: multipart/mixed; boundary=abcdefghijklmnop\n--abcdefghijklmnop--\n",
        rails()[:-1],
        rails().replace("--", "-"),
        rails_signed(),
        b64(b"no vector in here") + "--" + "0" * 40,
        "option--" + "0123456789abcdef" * 3,
        asp_net(70),
        "x" + asp_net(),
        b64(json.dumps({"iv": "x", "value": "y" * 99}).encode()),
        b64(b'{"iv":"' + b"A" * 99),
        SEALED["jwe-dir"].rpartition(".")[0],
        SEALED["jwe-dir"].replace("..", "."),
        "e30" + SEALED["jwe-turned"],
        "v4.local.rules",
        "Fe26.2** is how it begins",
        ".ASPXAUTH=0123",
    ],
)
def test_what_only_looks_like_one_is_none(scan, text):
    scanned = scan(f"{FAR}\n{text}\n", "a.txt")
    assert (scanned.outcomes[-1].encryption, scanned.outcomes[-1].reason) == (None, None)


def test_a_signed_session_is_no_web_token():
    assert jose_kind(SIGNED["flask"].encode()) == ""
    assert jose_kind(SIGNED["jwt"].encode()) == "jose"
