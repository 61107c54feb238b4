"""The coders of a folder of 7z: how much memory they claim, and that of PPMd kept out of this process."""

from __future__ import annotations

from typing import Any

from piiscan.formats.archives.ppmd import Decoder, H
from piiscan.model import Reason, Unscannable

_MEMORY = 256 << 20  # of a decoder, whatever the archive claims it needs
PPMD = b"\x03\x04\x01"
_LZMA, _LZMA2 = b"\x03\x01\x01", b"\x21"


def apart(decoders: Any, folder: Any) -> Any:  # noqa: ANN401 - of an untyped library
    """The decoders of a folder, that of PPMd in a process of its own before it has seen a byte."""
    told = [coder["properties"] for coder in folder.coders if coder["method"] == PPMD]
    if len(told) > 1:
        raise Unscannable(Reason.UNSUPPORTED, "compressed by PPMd twice")
    for decoder in decoders.chain:
        if told and type(decoder).__name__ == "PpmdDecompressor":
            decoder.decoder = Decoder(H, told[0][0], int.from_bytes(told[0][1:5], "little"))
    return decoders


def needs_memory(folder: Any) -> int:  # noqa: ANN401 - of an untyped library
    """How much memory the decoders of a folder claim, where that is too much; else 0."""
    for coder in folder.coders:
        method, properties = coder["method"], coder.get("properties") or b""
        size = 0
        if (method == _LZMA and len(properties) >= 5) or (method == PPMD and len(properties) >= 5):
            size = int.from_bytes(properties[1:5], "little")
        elif method == _LZMA2 and properties:
            size = (2 | properties[0] & 1) << (properties[0] // 2 + 11)
        if size > _MEMORY:
            return size
    return 0


def too_heavy(size: int) -> Unscannable:
    """What is said of a member whose decoder claims so many bytes."""
    return Unscannable(Reason.LIMIT, f"its decoder needs {size} bytes of memory (limit: memory)")
