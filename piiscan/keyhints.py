"""What gives the key to a lock away: names of files, words of a message, commands of a script (SPEC, chapter 10).

Rule: it says where a key may be, never what it is. The only file that knows these words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from piiscan.later import later

KeyBeside = str | Callable[[], str | None]
"""What may hold the key to a lock, by name; or where to ask, once it matters."""

_SCRIPTS = (".sh", ".bash", ".bat", ".cmd", ".ps1", ".py", ".pl", ".rb", ".mk", ".yml", ".yaml")
_NOTES = (".txt", ".md", ".eml", ".me")

_NAME = later(
    r"(?:^|[^a-z])(?:pass(?:word|wd|phrase|code)?s?|pwd|pw|keys?|secrets?|pin)(?:[^a-z]|$)|\.(?:key|pem|ppk|p12|pfx|kdb)$",
    re.IGNORECASE,
)
_SAID = later(  # "the password is X", "Passcode: X"; a question or "will follow" says none
    rb"(?i)\b(?:pass ?(?:word|code|phrase)|pwd|contrase(?:n|\xc3\xb1|\xf1)a|senha|modpas|PIN(?= (?:is|for|:)))"
    rb"(?:\s++(?:for|to|of|de|do|da|para)\s++[^\r\n:]{1,60}?)?"
    rb"(?:\s*+[:=]\s*+|\s++(?:is|es|[e\xe9]|se)(?:\s*+:)?\s++)(?:[\"'<(\xab]\s*)?(?!(?:not|being|sent|the|in|on|to|attached|protected"
    rb"|required|needed|needs|available|as|same|our|your|too|expired|given|known|provided|coming|below|following"
    rb"|separately|will|set|no|never)\b)"
    rb"[^\s\"'<>]{4,}"
)
_WORDS = (b"pass", b"pwd", b"contrase", b"senha", b"modpas", b"pin")  # with one of them begins all that `_SAID` finds
_COMMAND = later(
    rb"-pass(?:in|out)?\s+pass:\S|\b7z[az]?\b[^\r\n]{0,200}\s-p\S|--passphrase[ =]+(?!-)\S"
    rb"|\b(?:zip|unzip|rar|unrar)\b[^\r\n]{0,200}\s(?:-P\s*|-hp|-p(?!\s))\S"
    rb"|--(?:user-|owner-)?password[ =]+\S|\bqpdf\b[^\r\n]{0,100}--encrypt\s+\S"
    rb"|(?i:(?:password|passphrase|pwd)\s*=\s*[\"'][^\"'\s]{4,})"
)
_WITHIN = later(  # of settings and records, where it is not locked itself, nor only named: "key": "${VAULT_KEY}"
    rb"(?i)(?<!encrypted)(?<!encrypted[_-])(?:pass(?:word|phrase|wd)|(?<![a-z])pwd|secret)[\"']?\s{0,3}[:=]\s{0,3}[\"']?"
    rb"(?!enc[\[(]|gaaaa|vault:|u2fsd|ey[jw]|[0-9]\.[a-z0-9+/]{22}|[$%{<*!]|null|true|false|none|env)[^\s\"'<>,;{}]{6,}"
    rb"|(?<!public)(?<!foreign)(?<!primary)(?:\b|_)key[\"']?\s{0,3}[:=]\s{0,3}[\"']?"
    rb"(?!gaaaa|u2fsd|eyj)(?=[a-z/+_-]{0,40}[0-9])[a-z0-9/+_-]{22,}=?=?(?![^\s\"',;}])"
)
_AROUND = 32 << 10
SAME_TEXT = "the same text"
"""What holds the key to a value that is locked, where that stands in the clear beside it."""


_PUTTY = later(rb"PuTTY-User-Key-File-\d: [^\r\n]{1,80}\r?\nEncryption: ([\w-]{1,40})")
_BLOCK = later(rb"-----BEGIN ([A-Z0-9 ]{1,40})-----")
_KEY = later(rb"AGE-SECRET-KEY-1[0-9A-Z]{20}|-----BEGIN (?:[A-Z0-9]+ ){0,3}PRIVATE KEY(?: BLOCK)?-----")


def may_hold_key(name: str) -> bool:
    """Whether a file may hold a password or a key, by its name alone.

    >>> may_hold_key("password.txt"), may_hold_key("server.key"), may_hold_key("monkeys.jpg")
    (True, True, False)
    """
    return _NAME.search(name) is not None


def key_round(data: bytes | bytearray, at: int) -> bool:
    r"""Whether a text may hold the key to a value in it: a password of settings, a key in another field.

    >>> key_round(b'{"ssn": "gAAAAAB...", "key": "q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA="}', 9)
    True
    >>> key_round(b"db.password=ENC(8y9Zp3mKq1)\njasypt.password=${JASYPT}", 12), key_round(b"pwd=Summer24", 0)
    (False, True)
    """
    near = bytes(data[max(0, at - _AROUND) : at + _AROUND])
    return _WITHIN.search(near) is not None or uses_password(near) or _KEY.search(near) is not None


def is_no_key(beginning: bytes) -> bool:
    r"""Whether a file named like a key is known by its beginning to be none: certificates, public and locked keys.

    >>> is_no_key(b"-----BEGIN CERTIFICATE-----\nMII"), is_no_key(b"-----BEGIN RSA PRIVATE KEY-----\nMII")
    (True, False)
    >>> is_no_key(b"-----BEGIN ENCRYPTED PRIVATE KEY-----\nMII"), is_no_key(b"Summer24")
    (True, False)
    """
    putty = _PUTTY.match(beginning)
    if putty is not None and putty[1] == b"none":
        return False
    blocks = _BLOCK.findall(beginning)
    private = [block for block in blocks if block.endswith((b"PRIVATE KEY", b"PRIVATE KEY BLOCK"))]
    locked = beginning.count(b"\nProc-Type: 4,ENCRYPTED") + private.count(b"ENCRYPTED PRIVATE KEY")
    return (bool(blocks) or putty is not None) and len(private) <= locked and not says_password(beginning)


def tells_password(name: str) -> Callable[[bytes], bool] | None:
    """What to ask the beginning of a script or note by its name, None for files of other kinds.

    >>> tells_password("readme.txt")(b"The password is Sommer24!"), tells_password("a.zip")
    (True, None)
    >>> tells_password("identity.txt")(b"AGE-SECRET-KEY-1QQQQQQQQQQQQQQQQQQQQQQQQ")
    True
    """
    if name.lower().endswith(_NOTES):
        return lambda text: uses_password(text) or says_password(text) or _KEY.search(text) is not None
    return uses_password if name.lower().endswith(_SCRIPTS) else None


def says_password(text: bytes) -> bool:
    """Whether a message or a comment tells a password.

    >>> says_password(b"The password is Sommer2024!"), says_password(b"the password for the zip: abc123")
    (True, True)
    >>> says_password(b"the password is not in this mail"), says_password(b"password follows by phone")
    (False, False)
    """
    low = text.lower()
    return any(_SAID.match(text, at) for word in _WORDS for at in _each(word, low))


def _each(word: bytes, text: bytes) -> Iterator[int]:
    """Where a word stands: ten times as fast as a pattern that begins with any of several."""
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)


def uses_password(script: bytes) -> bool:
    """Whether a script hands a password to a program that locks or opens files.

    >>> uses_password(b"7z x -pSummer2024 pay.7z"), uses_password(b"openssl enc -d -aes256 -in a -pass pass:x1y2")
    (True, True)
    >>> uses_password(b"gpg --decrypt pay.gpg"), uses_password(b"7z x pay.7z")
    (False, False)
    """
    return _COMMAND.search(script) is not None


def named(key: KeyBeside) -> str | None:
    """What a container says of a key. Nothing it stumbles over may cost what was read of the lock."""
    if isinstance(key, str):
        return key
    try:
        return key()
    except Exception:  # noqa: BLE001 - of a reader that runs over the archive once more
        return None
