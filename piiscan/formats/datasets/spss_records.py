"""The header of an SPSS system file, before ReadStat has it: lying widths and names end its process, counts hide rows.

Source: "System File Format" of the PSPP developers' guide, the header and variable records.
"""

from __future__ import annotations

import struct
from typing import BinaryIO

_HEADER = 176
_LAYOUT = 64  # in the header: 2 or 3, in the order of bytes of the file
_VARIABLE = 2
_NAME = 20  # in a record of one
_CONTINUED = -1
_WIDEST = 255
_LONGEST_LABEL = 1 << 16
_NONE = (_CONTINUED - 1, b"")
_MOST = 1 << 20


def are_sound(stream: BinaryIO) -> bool:
    """Whether every variable has a name of its own and a width that can be, and texts what continues them."""
    stream.seek(0)
    header = stream.read(_HEADER)
    if len(header) < _HEADER:
        return False
    order = "<" if header[_LAYOUT] in {2, 3} else ">"
    needed = 0
    names: set[bytes] = set()
    for _ in range(_MOST):
        head = stream.read(4)
        if len(head) < 4:
            return False
        if struct.unpack(f"{order}i", head)[0] != _VARIABLE:
            return needed == 0
        width, name = _variable(stream, order)
        if (width == _CONTINUED) != (needed > 0) or width < _CONTINUED or name in names:
            return False
        if width != _CONTINUED:
            names.add(name)
        needed = needed - 1 if needed else max((width + 7) // 8 - 1, 0)
    return False


def _variable(stream: BinaryIO, order: str) -> tuple[int, bytes]:
    """The width and the name of a variable, passed over; a width that none has where it cannot be right."""
    body = stream.read(_NAME + 8)
    if len(body) < _NAME + 8:
        return _NONE
    width, labelled, missing = struct.unpack_from(f"{order}iii", body)
    if not _CONTINUED <= width <= _WIDEST or not -3 <= missing <= 3 or labelled not in {0, 1}:
        return _NONE
    if labelled:
        size = int(struct.unpack(f"{order}I", stream.read(4).ljust(4, b"\0"))[0])
        if size > _LONGEST_LABEL:
            return _NONE
        stream.seek(-(-size // 4) * 4, 1)
    stream.seek(8 * abs(missing), 1)
    return width, body[_NAME:]


class Recount:
    """A system file of SPSS that says of the number of its rows what it is told to say (bytes 80 to 83)."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        head = stream.read(84)
        stream.seek(0)
        self._big = head[64:68] == b"\0\0\0\2"
        self.claimed = int.from_bytes(head[80:84], "big" if self._big else "little")
        self.said = self.claimed

    def read(self, size: int = -1) -> bytes:
        """Of the stream, but for those four bytes."""
        at = self._stream.tell()
        data = self._stream.read(size)
        if at < 84 and at + len(data) > 80:
            patch = self.said.to_bytes(4, "big" if self._big else "little")
            data = (data[: max(80 - at, 0)] + patch[max(at - 80, 0) : at + len(data) - 80] + data[max(84 - at, 0) :])[
                : len(data)
            ]
        return data

    def seek(self, offset: int, whence: int = 0) -> int:
        """Of the stream."""
        return self._stream.seek(offset, whence)

    def tell(self) -> int:
        """Of the stream."""
        return self._stream.tell()
