"""Words in the metadata of sound and moving pictures, by the documents of their formats. The content itself is a gap."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable
from uuid import UUID

from planted import Case, Plant
from planted_images import XMP, _atom, _id3


def _element(kind: int, value: bytes | str, *, unknown: bool = False) -> bytes:
    value = value.encode() if isinstance(value, str) else value
    size = b"\x01\xff\xff\xff\xff\xff\xff\xff" if unknown else (len(value) | 1 << 56).to_bytes(8, "big")
    return kind.to_bytes((kind.bit_length() + 7) // 8, "big") + size + value


def _matroska(plant: Plant, *, live: bool = False) -> bytes:
    def tag(name: str, value: str) -> bytes:
        return _element(0x67C8, _element(0x45A3, name) + _element(0x4487, value))

    info = _element(0x1549A966, _element(0x2AD7B1, b"\x0f\x42\x40") + _element(0x7BA9, plant.record("title", "tags")))
    track = _element(
        0x1654AE6B, _element(0xAE, _element(0xD7, b"\1") + _element(0x536E, plant.record("track", "tags")))
    )
    display = _element(0x80, _element(0x85, plant.record("chapter", "tags")))
    chapters = _element(0x1043A770, _element(0x45B9, _element(0xB6, _element(0x73C4, b"\1") + display)))
    frames = _element(0x1F43B675, _element(0xA3, bytes(900)), unknown=live)
    tags = _element(0x1254C367, _element(0x7373, tag("COMMENT", plant.record("comment behind the frames", "tags"))))
    head = _element(0x1A45DFA3, _element(0x4282, "webm"))
    return head + _element(0x18538067, info + track + chapters + frames + tags, unknown=live)


def _asf(plant: Plant) -> bytes:
    def wide(text: str) -> bytes:
        return text.encode("utf-16-le") + b"\0\0"

    def object_(kind: str, value: bytes) -> bytes:
        return UUID(kind).bytes_le + struct.pack("<Q", len(value) + 24) + value

    texts = [wide(plant.record(name, "tags")) for name in ("title", "author")]
    texts += [b"", wide(plant.record("description", "tags")), b""]
    plain = object_("75b22633-668e-11cf-a6d9-00aa0062ce6c", struct.pack("<5H", *map(len, texts)) + b"".join(texts))
    name, value = wide("WM/Text"), wide(plant.record("extended description", "tags"))
    number = struct.pack("<H", 4) + wide("N") + struct.pack("<HHI", 3, 4, 7)
    item = struct.pack("<H", len(name)) + name + struct.pack("<HH", 0, len(value)) + value
    more = object_("d2d0a440-e307-11d2-97f0-00a0c95ea850", struct.pack("<H", 2) + number + item)
    value = wide(plant.record("library of metadata", "tags"))
    item = struct.pack("<H4HI", 1, 0, 0, len(name), 0, len(value)) + name + value
    inner = object_("44231c94-9498-49d1-a141-1d134e457054", item)
    extension = object_("5fbf03b5-a92e-11cf-8ee3-00c00c205365", bytes(18) + struct.pack("<I", len(inner)) + inner)
    head = plain + more + extension
    return (
        UUID("75b22630-668e-11cf-a6d9-00aa0062ce6c").bytes_le
        + struct.pack("<QIBB", len(head) + 30, 3, 1, 2)
        + head
        + bytes(400)
    )


def _aiff(plant: Plant) -> bytes:
    def chunk(kind: bytes, value: bytes) -> bytes:
        return kind + struct.pack(">I", len(value)) + value + b"\0" * (len(value) % 2)

    noted = plant.record("comment", "chunks").encode()
    body = chunk(b"COMM", bytes(18)) + chunk(b"ANNO", plant.record("annotation", "chunks").encode())
    body += chunk(b"SSND", bytes(77)) + chunk(b"COMT", struct.pack(">HIHH", 1, 0, 0, len(noted)) + noted)
    body += chunk(b"ID3 ", _id3(plant))
    return b"FORM" + struct.pack(">I", len(body) + 4) + b"AIFF" + body


def _ape_tag(text: str) -> bytes:
    binary = struct.pack("<II", 4, 2) + b"Cover\0" + bytes(4)
    item = struct.pack("<II", len(text), 0) + b"Comment\0" + text.encode()
    end = struct.pack("<IIII8x", 2000, len(binary + item) + 32, 2, 0)
    return binary + item + b"APETAGEX" + end


def _ape(plant: Plant) -> bytes:
    return b"MAC \x96\x0f" + bytes(200) + _ape_tag(plant.record("comment", "APE"))


def _mp3_with_ape(plant: Plant) -> bytes:
    tag = _ape_tag(plant.record("tag of APE", "APE"))
    return b"\xff\xfb\x90\0" * 50 + tag + (b"TAG" + plant.record("title", "ID3v1").encode()).ljust(128, b"\0")


def _flv(plant: Plant) -> bytes:
    text = plant.record("property of onMetaData", "metadata").encode()
    data = b"\x02\0\x0aonMetaData\x08\0\0\0\2" + b"\0\x08duration\0" + bytes(8)
    data += b"\0\x07comment\x02" + struct.pack(">H", len(text)) + text + b"\0\0\x09"
    return b"FLV\1\5" + struct.pack(">II", 9, 0) + b"\x12" + len(data).to_bytes(3, "big") + bytes(7) + data + bytes(50)


def _wav(plant: Plant) -> bytes:
    def chunk(kind: bytes, value: bytes) -> bytes:
        return kind + struct.pack("<I", len(value)) + value + b"\0" * (len(value) % 2)

    body = b"WAVE" + chunk(b"fmt ", bytes(16)) + chunk(b"data", bytes(99)) + chunk(b"id3 ", _id3(plant))
    body += chunk(b"_PMX", XMP % plant.record("XMP", "XMP › line 2 › note").encode())
    return b"RF64\xff\xff\xff\xff" + body


def _boxes(mark: bytes, kind: bytes, before: bytes = b"") -> Callable[[Plant], bytes]:
    def build(plant: Plant) -> bytes:
        packet = before + XMP % plant.record("XMP", "XMP › line 2 › note").encode()
        picture = _atom(mark, b"\r\n\x87\n") + _atom(b"ftyp", b"jp2 \0\0\0\0jp2 ") + _atom(kind, packet)
        return picture + _atom(b"jp2c", bytes(range(256)))

    return build


def _psd(plant: Plant) -> bytes:
    def resource(kind: int, value: bytes) -> bytes:
        return b"8BIM" + struct.pack(">HHI", kind, 0, len(value)) + value + b"\0" * (len(value) % 2)

    text = plant.record("IPTC caption", "IPTC").encode()
    resources = resource(1028, b"\x1c\x02\x78" + struct.pack(">H", len(text)) + text)
    resources += resource(1060, XMP % plant.record("XMP", "XMP › line 2 › note").encode())
    out = io.BytesIO()
    out.write(b"8BPS" + struct.pack(">H6xHIIHH", 1, 3, 1, 1, 8, 3) + struct.pack(">I", 0))
    out.write(struct.pack(">I", len(resources)) + resources + struct.pack(">IH", 0, 0) + bytes(3))
    return out.getvalue()


def _case(format_: str, variant: str, name: str, build: Callable[[Plant], bytes]) -> Case:
    return Case(format_, variant, name, build, gaps=True)


CASES = [
    _case("Matroska", "tags, titles, chapters", "a.mkv", _matroska),
    _case("Matroska", "WebM, sizes not known", "a.webm", lambda plant: _matroska(plant, live=True)),
    _case("ASF", "descriptions (WMA, WMV)", "a.wma", _asf),
    _case("AIFF", "chunks and ID3", "a.aif", _aiff),
    _case("APE", "tag of version 2", "a.ape", _ape),
    _case("MP3", "tags of APE and ID3v1", "a.mp3", _mp3_with_ape),
    _case("FLV", "onMetaData", "a.flv", _flv),
    _case("WAV", "RF64 with ID3 and XMP", "a.wav", _wav),
    _case("JPEG 2000", "XMP", "a.jp2", _boxes(b"jP  ", b"uuid", bytes.fromhex("be7acfcb97a942e89c71999491e3afac"))),
    _case("JPEG XL", "XMP", "a.jxl", _boxes(b"JXL ", b"xml ")),
    _case("PSD", "IPTC and XMP", "a.psd", _psd),
]
