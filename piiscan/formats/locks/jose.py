"""Tokens of JOSE alone in a file: a JWE (RFC 7516) is encrypted, a JWS or JWT (RFC 7515) is only signed and is read."""

from __future__ import annotations

import binascii
import io
import json
from base64 import urlsafe_b64decode
from collections.abc import Iterator
from functools import partial

from piiscan.formats.base import Context, Extracted
from piiscan.formats.locks.ciphers import of_jose, weakest
from piiscan.formats.objects.json_text import extract_json
from piiscan.later import later
from piiscan.model import Axis, Blob, Encryption, Gap, Reason, Step, Unscannable

_TOKEN = later(rb"eyJ[\w-]+\.[\w-]*(?:\.[\w-]*){1,3}")
# Possessive: tokens run together could be parted in 2**n ways.
_TOKENS = later(rb"\s*+(?:Bearer )?(?:eyJ[\w-]++(?:\.[\w-]*+){2,4}+\s*+)++")
_CUT = later(rb"\s*eyJ[\w-]+\.[\w.-]{1000,}")  # one that is longer than the look at the head
_LARGEST = 64 << 20
_PROTECTED = later(rb'"protected"\s*:\s*"(eyJ[\w-]+)"')
_PAYLOAD = later(rb'"payload"\s*:\s*"([\w-]+)"')


def jose_kind(head: bytes) -> str:
    """The format of tokens: "jose", "jose-json" for one written as JSON, "" for others.

    >>> jose_kind(b"eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.c2ln")
    'jose'
    """
    if head.lstrip()[:10].startswith((b"eyJ", b"Bearer eyJ")):
        return "jose" if (_TOKENS.fullmatch(head) or _CUT.fullmatch(head)) and _is_named(head) else ""
    if head.lstrip().startswith(b"{") and _PROTECTED.search(head):
        sealed = b'"ciphertext"' in head or b'"iv"' in head or b'"recipients"' in head
        signed = b'"payload"' in head and (b'"signature' in head or len(head) >= 4096)
        return "jose-json" if sealed or signed else ""
    return ""


def _is_named(head: bytes) -> bool:
    """Whether a token says its algorithm, as all have to (RFC 7515, 4.1.1): what Flask signs begins with its data."""
    header = _header(head.lstrip().removeprefix(b"Bearer ").partition(b".")[0])
    return "alg" in header


def extract_jose(blob: Blob, context: Context) -> Iterator[Extracted]:
    """The payload of each token, or its verdict."""
    with blob.open() as stream:
        data = stream.read(min(_LARGEST, context.limits.document) + 1)
    locks: list[Encryption] = []
    read = False
    for number, token in enumerate(_TOKEN.findall(data), 1):
        parts = token.split(b".")
        header = _header(parts[0])
        if len(parts) == 5:
            locks.append(of_jose(str(header.get("enc", ""))))
            continue
        payload = _decoded(parts[1])
        if payload is None:
            yield Gap(Reason.CORRUPT, "a token whose payload is damaged")
            continue
        read = True
        yield _child(blob, context, payload, "token" if number == 1 else f"token {number}")
    yield from _verdict(locks, read=read)


def extract_jose_json(blob: Blob, context: Context) -> Iterator[Extracted]:
    """A token as a JSON object: its clear members are text, its payload is read."""
    with blob.open() as stream:
        data = stream.read(min(_LARGEST, context.limits.document) + 1)
    yield from extract_json(blob, context)
    payload = _PAYLOAD.search(data)
    found = _decoded(payload[1]) if payload else None
    if found is not None:
        yield _child(blob, context, found, "token")
    protected = _PROTECTED.search(data)
    header = _header(protected[1]) if protected else {}
    yield from _verdict([of_jose(str(header.get("enc", "")))] if b'"ciphertext"' in data else [], read=True)


def _child(blob: Blob, context: Context, payload: bytes, name: str) -> Blob:
    context.budget.take_member()
    context.budget.take_bytes(len(payload))
    return Blob(name, partial(io.BytesIO, payload), (*blob.at, Step(Axis.DECODED, name)), len(payload))


def _verdict(locks: list[Encryption], *, read: bool) -> Iterator[Extracted]:
    lock = weakest(locks)
    if lock is None:
        yield Encryption("plain", "JWS")
        return
    detail = f"needs a key ({lock.algorithm})"
    if not read:
        raise Unscannable(Reason.ENCRYPTED, detail, lock)
    yield lock
    yield Gap(Reason.ENCRYPTED, detail)


def _header(text: bytes) -> dict[str, object]:
    try:
        found = json.loads(_decoded(text) or b"{}")
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _decoded(text: bytes) -> bytes | None:
    try:
        return urlsafe_b64decode(text + b"=" * (-len(text) % 4))
    except (binascii.Error, ValueError):
        return None
