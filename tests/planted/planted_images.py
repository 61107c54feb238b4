"""Words beside what pictures show and sound says: in metadata, and behind the picture. The content itself is a gap."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable

from PIL import Image, PngImagePlugin, TiffImagePlugin
from planted import Case, Plant

XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n<rdf:Description xmlns:d="d"><d:note>%s</d:note></rdf:Description></rdf:RDF></x:xmpmeta>'
_XMP_AT = "XMP › line 2 › note"


def _saved(form: str, **options: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(out, form, **options)
    return out.getvalue()


def _exif(plant: Plant) -> Image.Exif:
    exif = Image.Exif()
    exif[0x010E] = plant.record("EXIF ImageDescription", "EXIF")
    exif[0x9C9C] = (plant.record("EXIF XPComment", "EXIF") + "\0").encode("utf-16-le")
    exif.get_ifd(0x8769)[0x9286] = b"ASCII\0\0\0" + plant.record("EXIF UserComment", "EXIF").encode()
    return exif


def _segment(mark: int, value: bytes) -> bytes:
    return bytes([0xFF, mark]) + (len(value) + 2).to_bytes(2, "big") + value


def _iptc(text: str) -> bytes:
    value = b"\x1c\x02\x78" + len(text).to_bytes(2, "big") + text.encode()
    return b"Photoshop 3.0\x008BIM\x04\x04\0\0" + len(value).to_bytes(4, "big") + value + b"\0" * (len(value) % 2)


def _jpeg(plant: Plant) -> bytes:
    made = _saved("JPEG", exif=_exif(plant))
    more = _segment(0xFE, plant.record("comment", "comment").encode())
    more += _segment(0xED, _iptc(plant.record("IPTC caption", "IPTC")))
    more += _segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + XMP % plant.record("XMP", _XMP_AT).encode())
    behind = plant.record("behind the picture", "behind the picture › line 1 › column 14")
    return made[:2] + more + made[2:] + behind.encode()


def _png(plant: Plant) -> bytes:
    words = PngImagePlugin.PngInfo()
    words.add_text("Comment", plant.record("tEXt", "text"))
    words.add_text("Description", plant.record("zTXt", "text"), zip=True)
    words.add_itxt("Title", plant.record("iTXt", "text"), "en", "Titre", zip=True)
    words.add_itxt("XML:com.adobe.xmp", (XMP % plant.record("XMP", _XMP_AT).encode()).decode())
    return _saved("PNG", pnginfo=words, exif=_exif(plant))


def _gif(plant: Plant) -> bytes:
    made = _saved("GIF", comment=plant.record("comment", "comment").encode())
    return made + plant.record("behind the picture", "behind the picture › line 1 › column 14").encode()


def _tiff(plant: Plant) -> bytes:
    words = TiffImagePlugin.ImageFileDirectory_v2()
    words[270] = plant.record("ImageDescription", "EXIF")
    words[700] = XMP % plant.record("XMP", _XMP_AT).encode()
    words.tagtype[700] = 1
    return _saved("TIFF", tiffinfo=words)


def _webp(plant: Plant) -> bytes:
    return _saved("WEBP", exif=_exif(plant).tobytes(), xmp=XMP % plant.record("XMP", _XMP_AT).encode())


def _heic(plant: Plant) -> bytes:
    head = b"\0\0\0\x18ftypheic\0\0\0\0heicmif1" + b"\0\0\0\x08meta" + bytes(range(256))
    return head + XMP % plant.record("XMP", _XMP_AT).encode() + bytes(64) + b"Exif\0\0" + _exif(plant).tobytes()[6:]


def _and_zip(plant: Plant) -> bytes:
    out = io.BytesIO(_saved("JPEG"))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("a.txt", plant.record("member of the archive behind", "a.txt › line 1 › column 14"))
    return out.getvalue()


def _id3(plant: Plant, version: int = 3) -> bytes:
    def size(number: int) -> bytes:
        return number.to_bytes(4, "big") if version == 3 else bytes(number >> shift & 0x7F for shift in (21, 14, 7, 0))

    def frame(name: bytes, value: bytes) -> bytes:
        return name + size(len(value)) + b"\0\0" + value

    title = frame(b"TIT2", b"\3" + plant.record("title", "ID3").encode())
    words = frame(b"COMM", b"\1eng\xff\xfe\0\0" + plant.record("comment in UTF-16", "ID3").encode("utf-16"))
    lyrics = frame(b"USLT", b"\0eng\0" + plant.record("lyrics", "ID3").encode())
    body = title + words + lyrics + bytes(20)
    return (
        b"ID3"
        + bytes([version, 0, 0])
        + bytes(len(body) >> shift & 0x7F for shift in (21, 14, 7, 0))
        + body
        + b"\xff\xfb\x90\0" * 50
    )


def _atom(kind: bytes, value: bytes) -> bytes:
    return (len(value) + 8).to_bytes(4, "big") + kind + value


def _mp4(plant: Plant) -> bytes:
    def data(text: str) -> bytes:
        return _atom(b"data", b"\0\0\0\1\0\0\0\0" + text.encode())

    items = _atom(b"\xa9cmt", data(plant.record("comment of iTunes", "metadata")))
    quick = plant.record("comment of QuickTime", "metadata").encode()
    udta = _atom(b"meta", bytes(4) + _atom(b"hdlr", bytes(25)) + _atom(b"ilst", items))
    udta += _atom(b"\xa9des", len(quick).to_bytes(2, "big") + b"\0\0" + quick)
    udta += _atom(b"XMP_", XMP % plant.record("XMP", _XMP_AT).encode())
    return _atom(b"ftyp", b"isom\0\0\0\0isom") + _atom(b"mdat", bytes(500)) + _atom(b"moov", _atom(b"udta", udta))


def _vorbis(text: str) -> bytes:
    words = b"COMMENT=" + text.encode()
    return struct.pack("<I", 4) + b"test" + struct.pack("<II", 1, len(words)) + words


def _flac(plant: Plant) -> bytes:
    words = _vorbis(plant.record("comment", "comments"))
    return (
        b"fLaC" + b"\0\0\0\x22" + bytes(34) + b"\x84" + len(words).to_bytes(3, "big") + words + b"\xff\xf8" + bytes(50)
    )


def _ogg(plant: Plant) -> bytes:
    def page(packet: bytes) -> bytes:
        return (
            b"OggS"
            + bytes(22)
            + bytes([len(packet) // 255 + 1])
            + b"\xff" * (len(packet) // 255)
            + bytes([len(packet) % 255])
            + packet
        )

    return page(b"\x01vorbis" + bytes(23)) + page(b"\x03vorbis" + _vorbis(plant.record("comment", "comments")) + b"\1")


def _wav(plant: Plant) -> bytes:
    words = plant.record("comment", "INFO").encode() + b"\0"
    words += b"\0" * (len(words) % 2)
    info = b"INFOICMT" + struct.pack("<I", len(words)) + words
    body = b"WAVEfmt " + struct.pack("<I", 16) + bytes(16) + b"LIST" + struct.pack("<I", len(info)) + info
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _case(format_: str, variant: str, name: str, build: Callable[[Plant], bytes]) -> Case:
    return Case(format_, variant, name, build, gaps=True)


CASES = [
    _case("JPEG", "every place of words", "a.jpg", _jpeg),
    _case("JPEG", "with a ZIP behind", "a.jpg", _and_zip),
    _case("PNG", "every place of words", "a.png", _png),
    _case("GIF", "comment", "a.gif", _gif),
    _case("TIFF", "tags", "a.tif", _tiff),
    _case("WebP", "EXIF and XMP", "a.webp", _webp),
    _case("HEIC", "XMP and EXIF", "a.heic", _heic),
    _case("MP3", "ID3 2.3", "a.mp3", _id3),
    _case("MP3", "ID3 2.4", "a.mp3", lambda plant: _id3(plant, 4)),
    _case("MP4", "user data", "a.mp4", _mp4),
    _case("FLAC", "comments", "a.flac", _flac),
    _case("Ogg", "comments", "a.ogg", _ogg),
    _case("WAV", "INFO", "a.wav", _wav),
]
