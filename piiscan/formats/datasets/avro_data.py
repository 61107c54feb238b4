"""Bytes with the numbers of Avro in them (Avro 1.12, "Binary Encoding"): how these are read and written."""

from __future__ import annotations

from typing import BinaryIO

_READ = 1 << 20


class CutError(ValueError):
    """The data end where they should go on."""


def long(value: int) -> bytes:
    """A number as Avro writes it."""
    value <<= 1
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


class Data:
    """Bytes with the numbers of Avro in them."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._rest = b""

    def ended(self) -> bool:
        """Whether nothing follows."""
        return not self._rest and not self._more()

    def take(self, size: int) -> bytes:
        """So many bytes."""
        if size < 0:
            raise CutError
        while len(self._rest) < size:
            if not self._more():
                raise CutError
        taken, self._rest = self._rest[:size], self._rest[size:]
        return taken

    def varint(self) -> int:
        """A number of 7 bits a byte, the lowest first."""
        value = 0
        for shift in range(0, 70, 7):
            byte = self.take(1)[0]
            value |= (byte & 0x7F) << shift
            if byte < 0x80:
                return value
        raise CutError

    def long(self) -> int:
        """A number with a sign."""
        value = self.varint()
        return (value >> 1) ^ -(value & 1)

    def find(self, mark: bytes) -> bool:
        """Go on behind the next `mark`; False if there is none."""
        while (at := self._rest.find(mark)) < 0:
            self._rest = self._rest[-len(mark) :]
            if not self._more():
                return False
        self._rest = self._rest[at + len(mark) :]
        return True

    def _more(self) -> bool:
        block = self._stream.read(_READ)
        self._rest += block
        return bool(block)
