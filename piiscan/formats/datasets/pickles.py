"""Pickles (also of joblib, pandas and PyTorch): the texts and numbers in them, in order; nothing is ever loaded.

Rule: the instructions are walked through and none is carried out. A stack of what they would work on tells which text
is the key of which value; an object, whatever makes it, is a hole in it. So a dictionary or a row is read as one, and
of what a program packs in its own way (columns of a data frame) the texts are read as they follow each other.
Source: the comments of Python's `pickletools`, protocols 0 to 5.
"""

from __future__ import annotations

import pickletools
import re
import struct
from collections.abc import Iterator
from itertools import pairwise
from typing import BinaryIO, NamedTuple

from piiscan.formats.base import Context, Extracted
from piiscan.formats.plain.byte_text import runs, text_of_bytes
from piiscan.formats.segments.flow import Flow
from piiscan.model import Axis, Blob, Gap, Location, Reason, Step

_LINE = pickletools.UP_TO_NEWLINE
_COUNTED = {pickletools.TAKEN_FROM_ARGUMENT1: 1, pickletools.TAKEN_FROM_ARGUMENT4: 4,
            pickletools.TAKEN_FROM_ARGUMENT4U: 4, pickletools.TAKEN_FROM_ARGUMENT8U: 8}  # fmt: skip
_OPCODES = {ord(one.code): one for one in pickletools.opcodes}
_TEXTS = frozenset({"SHORT_BINUNICODE", "BINUNICODE", "BINUNICODE8", "SHORT_BINSTRING", "BINSTRING",
                    "SHORT_BINBYTES", "BINBYTES", "BINBYTES8", "BYTEARRAY8"})  # fmt: skip
_LINES = frozenset({"UNICODE", "STRING"})
_WHOLE = frozenset({"BININT", "BININT1", "BININT2", "INT", "LONG", "LONG1"})
_LONGEST_LINE = 1 << 20
_BLOCK = 1 << 20
_KEPT = 256  # characters of a text that is remembered, as a key may be
_REMEMBERED = 500_000
_PLAIN = 10**18
_PACKED = 64 << 20  # bytes of texts that stand together, with their ends elsewhere
_FIXED = re.compile(r"[<>|]?S(\d+)")  # NumPy's word for texts of so many bytes
_LONGEST_CODE = 12
_WIDE = re.compile(rb"(?:[\x20-\xff][\0-\x20]\0\0)+")
_PRINTABLE = bytes([0, *range(0x20, 0x7F), *range(0x80, 0x100)])
_TALLEST = 1_000_000  # of the stack


class Value(NamedTuple):
    """What stands on the stack: a text or a number with its place. "" for what is none, or was given already."""

    text: str
    place: int


_HOLE = Value("", -1)
_MARK = Value("mark", -2)


def extract_pickle(blob: Blob, context: Context) -> Iterator[Extracted]:
    """All pickles that follow each other."""
    yield from pickled(blob, context, 0)


def pickled(blob: Blob, _context: Context, start: int) -> Iterator[Extracted]:
    """Those from `start` on. Where other data follow, their texts are read as they stand in the bytes."""
    flow = Flow()
    with blob.open() as stream:
        stream.seek(start)
        machine = _Machine(stream, flow)
        while machine.more():
            yield from flow.drain()
        yield from flow.finish()
        stopped, ended = machine.stopped, machine.ended
    if not ended:
        yield from text_of_bytes(blob, stopped)
        yield Gap(Reason.UNSUPPORTED, f"from byte {stopped} on no pickle, but other data: only the text in the bytes")


class _Machine:
    """The stack, and what is remembered by number."""

    def __init__(self, stream: BinaryIO, flow: Flow) -> None:
        self._stream = stream
        self._flow = flow
        self._stack: list[Value] = []
        self._memo: dict[int, Value] = {}
        self._count = 0  # of what was remembered without a number
        self.stopped = stream.tell()
        self.ended = False
        self._ends: list[int] = []  # of texts, by the bytes that came last
        self._fixed = 0  # the size of texts, by the last type that was named
        self._whole = 0  # pickles that came to their end

    def more(self) -> bool:
        """Do a thousand instructions; False where there are no more."""
        for _ in range(1000):
            self.stopped = self._stream.tell()
            code = self._stream.read(1)
            if not code:
                self.ended = not self._stack and self._whole > 0
                return False
            opcode = _OPCODES.get(code[0])
            if opcode is None or not self._step(opcode):
                self._rest()
                return False
        return True

    def _step(self, opcode: pickletools.OpcodeInfo) -> bool:
        """One instruction; False where it is damaged."""
        name = opcode.name
        if name in _TEXTS:
            return self._counted(opcode)
        data = self._argument(opcode)
        if data is None:
            return False
        if name in _LINES or name in _WHOLE:
            self._push(Value(_plain(name, data), self.stopped + 1))
        elif name == "BINFLOAT" and (number := struct.unpack(">d", data)[0]) % 1 == 0 and abs(number) < _PLAIN:
            self._push(Value(str(int(number)), self.stopped + 1))
        elif name in {"MEMOIZE", "PUT", "BINPUT", "LONG_BINPUT"}:
            self._remember(self._count if name == "MEMOIZE" else _number(data, line=name == "PUT"))
        elif name in {"GET", "BINGET", "LONG_BINGET"}:
            self._push(self._memo.get(_number(data, line=name == "GET"), _HOLE))
        elif name == "STOP":
            self._rest()
            self._memo.clear()
            self._count, self._whole = 0, self._whole + 1
        else:
            self._move(name, opcode)
        return len(self._stack) < _TALLEST

    def _push(self, value: Value) -> None:
        self._stack.append(value)

    def _remember(self, number: int) -> None:
        self._count += 1
        value = self._stack[-1] if self._stack else _HOLE
        if len(value.text) <= _KEPT and len(self._memo) < _REMEMBERED and value is not _HOLE:
            self._memo[number] = value

    def _move(self, name: str, opcode: pickletools.OpcodeInfo) -> None:
        """What takes from the stack and puts on it, as `pickletools` says of every instruction."""
        if name == "MARK":
            self._push(_MARK)
        elif name in {"SETITEM", "SETITEMS", "DICT"}:
            self._pairs(self._taken(2 if name == "SETITEM" else 0))
            if name == "DICT":
                self._push(_HOLE)
        elif name in {"APPENDS", "ADDITEMS", "LIST", "FROZENSET", "APPEND"}:
            items = self._taken(1 if name == "APPEND" else 0)
            self._list(items)
            if name in {"LIST", "FROZENSET"}:
                self._push(_HOLE)
        elif name in {"TUPLE", "TUPLE1", "TUPLE2", "TUPLE3"}:
            self._row(self._taken(int(name[5:] or 0)))
            self._push(_HOLE)
        else:
            before, after = opcode.stack_before, opcode.stack_after
            items = self._taken(0 if pickletools.markobject in before else len(before)) if before else []
            if name not in {"STACK_GLOBAL", "POP", "POP_MARK", "DUP"}:
                self._list(items)
            self._stack += [_HOLE] * len(after)

    def _taken(self, count: int) -> list[Value]:
        """The topmost so many, or all down to the mark."""
        if not count:
            at = len(self._stack) - 1
            while at >= 0 and self._stack[at] is not _MARK:
                at -= 1
            taken = self._stack[at + 1 :]
            del self._stack[max(at, 0) :]
            return taken
        taken = self._stack[-count:]
        del self._stack[-count:]
        return [value for value in taken if value is not _MARK]

    def _pairs(self, items: list[Value]) -> None:
        """A dictionary: its keys before their values, one a line."""
        for key, value in zip(items[::2], items[1::2], strict=False):
            if value.place >= 0:
                at: Location = (Step(Axis.BYTE, value.place),)
                if key.place >= 0:
                    self._flow.text.glue(key.text.encode("utf-8", "replace") + b": ")
                self._flow.write(value.text, at)
                self._flow.end_line()
            elif key.place >= 0:
                self._flow.write(key.text, (Step(Axis.BYTE, key.place),))
                self._flow.end_line()
        self._flow.text.glue(b"\n")

    def _list(self, items: list[Value]) -> None:
        """Texts one a line, under the key of the list where it has one."""
        items = [item for item in items if item.place >= 0]
        if len(items) > 1 and len(self._stack) > 1 and self._stack[-2].place >= 0:
            self._flow.text.glue(self._stack[-2].text.encode("utf-8", "replace") + b":\n")
        for item in items:
            self._flow.write(item.text, (Step(Axis.BYTE, item.place),))
            self._flow.end_line()

    def _row(self, items: list[Value]) -> None:
        """A tuple: what stands in it in one line."""
        items = [item for item in items if item.place >= 0]
        for number, item in enumerate(items):
            if number:
                self._flow.text.glue(b" | ")
            self._flow.write(item.text, (Step(Axis.BYTE, item.place),))
        self._flow.end_line()

    def _rest(self) -> None:
        """What is left on the stack."""
        self._list(self._stack)
        self._stack.clear()

    def _argument(self, opcode: pickletools.OpcodeInfo) -> bytes | None:
        if opcode.arg is None:
            return b""
        count = opcode.arg.n
        if count == _LINE:
            lines = 2 if opcode.name in {"GLOBAL", "INST"} else 1
            data = b"".join(self._stream.readline(_LONGEST_LINE) for _ in range(lines))
            return data if data.endswith(b"\n") else None
        if count < 0:
            size = int.from_bytes(self._stream.read(_COUNTED[count]), "little")
            data = self._stream.read(size) if size <= _LONGEST_LINE else b""
            return data if len(data) == size else None
        data = self._stream.read(count)
        return data if len(data) == count else None

    def _counted(self, opcode: pickletools.OpcodeInfo) -> bool:
        """A text or bytes, which may be long: they are read a block at a time then."""
        width = _COUNTED[opcode.arg.n] if opcode.arg is not None else 1
        size = int.from_bytes(self._stream.read(width), "little")
        place = self.stopped + 1 + width
        ends = self._ends if self._ends and self._ends[-1] == size else []
        data = self._stream.read(min(size, _PACKED if ends else _BLOCK))
        whole = len(data) == size
        self._ends = []
        if whole and "BYTES" not in opcode.name and b"\0" not in data:
            text = data.decode("utf-8", "replace")
            self._push(Value(text, place))
            found = _FIXED.fullmatch(text) if size <= _LONGEST_CODE else None
            self._fixed = int(found[1]) if found is not None else self._fixed
            return True
        left = size
        while data:
            left -= len(data)
            self._bytes(data, place + size - left - len(data), ends if whole else [])
            data = self._stream.read(min(left, _BLOCK))
        self._push(_HOLE)
        return left == 0

    def _bytes(self, data: bytes, place: int, ends: list[int]) -> None:
        """Texts of an array: each ends where an array before says, or is as long as the others; else runs."""
        if ends:
            for start, end in pairwise(ends):
                self._line(data[start:end], place + start)
            return
        self._ends = _offsets(data)
        if data[2::4].strip(b"\0") == data[3::4].strip(b"\0") == b"" != data[::4].strip(b"\0"):  # UTF-32
            for found in _WIDE.finditer(data):
                self._line(found[0].decode("utf-32-le", "replace").encode(), place + found.start())
            return
        if self._fixed and len(data) % self._fixed == 0 and _narrow(data):
            for start in range(0, len(data), self._fixed):
                self._line(data[start : start + self._fixed].rstrip(b"\0"), place + start)
            return
        for offset, text, _ in runs(data):
            self._line(text, place + offset)

    def _line(self, text: bytes, place: int) -> None:
        if text:
            self._flow.write(text.decode("utf-8", "replace"), (Step(Axis.BYTE, place),))
            self._flow.end_line()


def _offsets(data: bytes) -> list[int]:
    """The numbers in bytes that may be the ends of texts, as Arrow keeps them: from zero on, none before another."""
    if len(data) < 8 or data[:4] != b"\0\0\0\0":
        return []
    size = 8 if data[4:8] == b"\0\0\0\0" and len(data) % 8 == 0 else 4
    found = list(struct.unpack(f"<{len(data) // size}{'q' if size == 8 else 'i'}", data[: len(data) // size * size]))
    return found if all(one <= other for one, other in pairwise(found)) and found[-1] > 0 else []


def _narrow(data: bytes) -> bool:
    """Whether bytes are text, but for what fills them up."""
    return not data[:_BLOCK].translate(None, _PRINTABLE)


def _number(data: bytes, *, line: bool) -> int:
    if not line:
        return int.from_bytes(data, "little")
    return int(data) if data.strip().isdigit() else -1


def _plain(name: str, data: bytes) -> str:
    if name == "UNICODE":
        return data[:-1].decode("raw-unicode-escape", "replace")
    if name == "STRING":
        return data[:-1].strip(b"'\"").decode("latin-1")
    if name in {"INT", "LONG"}:
        return data.strip().rstrip(b"L").decode("latin-1")
    return str(int.from_bytes(data, "little", signed=name in {"BININT", "LONG1"}))
