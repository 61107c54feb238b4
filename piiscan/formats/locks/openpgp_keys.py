"""What the operator's passwords open of OpenPGP: session keys under a password, and data of version 1 under them.

The only file that decrypts a message (RFC 9580, 3.7, 5.3, 5.13.1). Nothing is held: data are decrypted as they are
read. The code at their end that shows a change is not compared.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from msgspec import Struct, field

from piiscan.formats.locks.openpgp_packets import Packet

_HASHES = {1: "md5", 2: "sha1", 3: "ripemd160", 8: "sha256", 9: "sha384", 10: "sha512", 11: "sha224"}
_CIPHERS = {  # RFC 9580, 9.3: names in `cryptography`, bytes of a key and of a block
    1: ("IDEA", 16, 8),
    2: ("TripleDES", 24, 8),
    3: ("CAST5", 16, 8),
    4: ("Blowfish", 16, 8),
    7: ("AES", 16, 16),
    8: ("AES", 24, 16),
    9: ("AES", 32, 16),
    11: ("Camellia", 16, 16),
    12: ("Camellia", 24, 16),
    13: ("Camellia", 32, 16),
}
_LONGEST = 200  # bytes of a packet with a session key under a password
_MOST = 20  # such packets of one message
_BLOCK = 64 << 10
_HEADERS = frozenset({8, 11, 4, 2, 18, 19, 10})  # what may stand first in what was encrypted

Session = tuple[int, bytes]
"""The number of a cipher, and a key."""


class Keys(Struct):
    """The session keys of one message that passwords give. Keys are derived once, however often it is run through."""

    passwords: tuple[str, ...]
    known: dict[bytes, list[Session]] = field(default_factory=dict)  # by the packet
    sessions: list[Session] = field(default_factory=list)

    def again(self) -> Keys:
        """For another run through the same message."""
        return Keys(self.passwords, self.known)

    def take(self, packet: Packet) -> bytes:
        """A packet with a session key under a password; its first bytes."""
        body = packet.read(_LONGEST)
        if self.passwords and len(self.sessions) < _MOST * len(self.passwords):
            if body not in self.known:
                self.known[body] = [found for word in self.passwords if (found := _session(body, word)) is not None]
            self.sessions += self.known[body]
        return body[:3]

    def opened(self, head: bytes, packet: Packet) -> tuple[int, Iterator[bytes]] | None:
        """(cipher, packets inside) of encrypted data of which `head` was read; None where no password opens it."""
        sessions, self.sessions = self.sessions, []
        if not sessions or head[:1] != b"\1":
            return None
        longest = max(_CIPHERS[number][2] for number, _ in sessions) + 3
        begun = head[1:] + packet.read(longest - len(head) + 1)
        for number, key in sessions:
            size = _CIPHERS[number][2]
            decrypt = _decryptor(number, key)
            clear = decrypt.update(begun)
            if clear[size - 2 : size] == clear[size : size + 2] and _begins_packet(clear[size + 2 :]):
                return number, _rest(clear[size + 2 :], decrypt, packet)
        return None


def _rest(begun: bytes, decrypt: Any, packet: Packet) -> Iterator[bytes]:  # noqa: ANN401 - of an untyped module
    yield begun
    for piece in packet.body():
        yield decrypt.update(piece)


def _begins_packet(clear: bytes) -> bool:
    first = clear[0] if clear else 0
    return bool(first & 0x80) and (first & 0x3F if first & 0x40 else first >> 2 & 0xF) in _HEADERS


def _session(body: bytes, password: str) -> Session | None:
    """The session key that a password gives by one packet, right or not: version 4, without a key in it or with one."""
    if len(body) < 4 or body[0] != 4 or body[1] not in _CIPHERS:
        return None
    number, kind, name = body[1], body[2], _HASHES.get(body[3], "")
    salt = body[4:12] if kind in {1, 3} else b""
    end = {0: 4, 1: 12, 3: 13}.get(kind, 0)
    if not end or len(body) < end:
        return None
    count = (16 + (body[12] & 15)) << ((body[12] >> 4) + 6) if kind == 3 else 0
    try:
        key = _derived(name, salt + password.encode(), count, _CIPHERS[number][1])
    except ValueError:  # a hash that this Python has not
        return None
    if len(body) == end:
        return number, key
    inner = bytes(_decryptor(number, key).update(body[end:]))
    fits = inner[0] in _CIPHERS and len(inner) == 1 + _CIPHERS[inner[0]][1]
    return (inner[0], inner[1:]) if fits else None


def _derived(name: str, text: bytes, count: int, size: int) -> bytes:
    """A key of a password behind its salt, repeated to so many bytes where that is more (3.7.1.3)."""
    key = b""
    for zeros in range(size):
        made = hashlib.new(name, bytes(zeros))
        left = max(count, len(text))
        block = text * (_BLOCK // max(1, len(text)) + 1)
        while left > 0:
            made.update(block[:left])
            left -= len(block)
        key += made.digest()
        if len(key) >= size:
            break
    return key[:size]


def _decryptor(number: int, key: bytes) -> Any:  # noqa: ANN401 - of an untyped module
    from cryptography.hazmat.decrepit.ciphers import algorithms as old
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms

    from piiscan.formats.opendocument.locks import feedback

    name, _, size = _CIPHERS[number]
    made = getattr(old, name, None) or getattr(algorithms, name)
    return Cipher(made(key), feedback(bytes(size))).decryptor()
