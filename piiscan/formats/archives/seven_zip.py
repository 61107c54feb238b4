"""7z through py7zr: its headers and decoders, but one member at a time, as the solid stream comes by.

Nothing is extracted to disk. A locked member says so; one of the operator's passwords may open it.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from functools import partial
from typing import Any, BinaryIO

from msgspec import Struct, field
from msgspec.structs import replace

from piiscan.formats.archives.seven_zip_coders import PPMD, apart, needs_memory, too_heavy
from piiscan.formats.base import Context, Extracted
from piiscan.formats.optional import optional
from piiscan.formats.siblings import BEGINNING, gives_key
from piiscan.formats.spool import Member, Replay, child, refused
from piiscan.keyhints import may_hold_key, tells_password
from piiscan.model import Axis, Blob, Encryption, Reason, Step, Unscannable

_LOCK = Encryption("encrypted", "7z AES", 256)
_HEADER = 64 << 20  # bytes; a directory larger than this is not read
_CHUNK = 256 << 10
_KEYS = 2  # one, and another where the first is the locked member itself
_NOTES = 40  # and scripts that are looked into
_CHEAP = 64 << 20  # bytes of a solid stream that are unpacked to look into a note
_AES = b"\x06\xf1\x07\x01"
_PACKED = b"\x17"  # a directory that is compressed itself begins so
_VOLUME = re.compile(r"\.\d{3}$")


def extract_7z(blob: Blob, context: Context) -> Iterator[Extracted]:
    """The members in the order of the archive."""
    py7zr = optional("py7zr", "archives")
    with blob.open() as stream:
        head = stream.read(32)
        if int.from_bytes(head[20:28], "little") > _HEADER:
            raise Unscannable(Reason.LIMIT, "directory of the archive is too large")
        stream.seek(32 + int.from_bytes(head[12:20], "little") % (1 << 62))
        directory = stream.read(4096)
        if directory.startswith(_PACKED) and PPMD in directory:
            raise Unscannable(
                Reason.UNSUPPORTED, "a directory in PPMd, which no program writes: unpack it to have it read"
            )
        archive, password = _opened(py7zr, blob, stream, context)
        yield from _Reading(blob, stream, context, archive, password).members()


def _opened(py7zr: Any, blob: Blob, stream: BinaryIO, context: Context) -> tuple[Any, str | None]:  # noqa: ANN401
    """The archive, and the password that opens its directory where one is needed."""
    for password in (None, *context.passwords):
        stream.seek(0)
        try:
            return py7zr.SevenZipFile(stream, password=password), password
        except py7zr.exceptions.PasswordRequired:
            continue
        except py7zr.exceptions.UnsupportedCompressionMethodError:
            raise Unscannable(Reason.UNSUPPORTED, "a directory in an unknown compression") from None
        except (KeyboardInterrupt, SystemExit, GeneratorExit):
            raise
        except Exception as error:  # noqa: BLE001 - of the library and of what it calls
            if password is not None:
                continue  # the wrong one makes the directory noise
            split = ": one volume of a set" if _VOLUME.search(blob.name) else ""
            detail = f"no usable directory ({type(error).__name__}){split}"
            raise Unscannable(Reason.CORRUPT, detail) from None
    raise Unscannable(Reason.ENCRYPTED, "needs a password, names and all (7z AES)", _LOCK)


class _Stream(Struct):
    """The solid stream of one folder, from its beginning on."""

    stream: BinaryIO
    folder: Any
    place: int
    packed: int
    password: str | None
    position: int = 0
    broken: Unscannable | None = None  # a decoder that raised is never used again
    at: int = 0  # of the compressed bytes
    decoder: Any = None

    def some(self, most: int) -> bytes:
        """The next bytes, b"" at the end. Raises what the decoders raise."""
        if self.decoder is None:
            self.folder.password = self.password
            self.folder.decompressor = None
            self.decoder = apart(self.folder.get_decompressor(self.packed), self.folder)
            self.at = self.place
        found = b""
        for _ in range(64):  # calls that only fill a buffer
            self.stream.seek(self.at)  # what is read of members in between moves it
            found = self.decoder.decompress(self.stream, most)
            self.at = self.stream.tell()
            if found:
                break
        self.position += len(found)
        return bytes(found)


class _Reading(Struct):
    """One archive under way."""

    blob: Blob
    stream: BinaryIO
    context: Context
    archive: Any
    password: str | None
    names: dict[str, int] = field(default_factory=dict)
    keys: list[str] | None = None  # members that may hold the password to another; None: not looked for so far

    def members(self) -> Iterator[Extracted]:
        """Each folder's files, in its stream's order, then what has no content."""
        files = list(self.archive.files)
        streams: dict[int, _Stream | None] = {}
        places = self._places()
        for file in files:
            if file.is_directory:
                continue
            self.context.budget.take_member()
            step = self._step(str(file.filename))
            if file.emptystream:
                yield child(self.blob, step, self._base(step), Member(lambda: iter(()), self.context), 0)
                continue
            key = id(file.folder)
            if key not in streams:
                place, packed = places.get(key, (0, 0))
                streams[key] = self._stream(file, place, packed)
            yield from self._member(file, step, streams[key])

    def _key_beside(self, step: Step) -> str | None:
        if self.keys is None:
            self.keys = []
            for name in self._holding_keys():
                self.keys.append(name)
                if len(self.keys) == _KEYS:
                    break
        return next((name for name in self.keys if name != step.at), None)

    def _holding_keys(self) -> Iterator[str]:
        """Clear members that may hold a key, by their name and what they begin with, where that is soon unpacked."""
        places, streams, reached, notes = self._places(), dict[int, _Stream](), dict[int, int](), 0
        for file in self.archive.files:
            name, size = str(file.filename), int(file.uncompressed or 0)
            base = name.rpartition("/")[2]
            if file.is_directory or file.is_symlink or self._locked(file):
                continue
            key = id(file.folder)
            start = reached.get(key, 0)
            reached[key] = start + size
            note = size <= BEGINNING and notes < _NOTES and tells_password(base) is not None
            if not note and not may_hold_key(base):
                continue
            notes += note
            if file.emptystream or start + size > _CHEAP or needs_memory(file.folder):
                beginning = b""  # then its name is all that is known
            else:
                stream = streams.setdefault(key, _Stream(self.stream, file.folder, *places.get(key, (0, 0)), None))
                beginning = self._beginning(stream, start, size)
            if gives_key(beginning, base):
                yield name

    def _beginning(self, stream: _Stream, start: int, size: int) -> bytes:
        try:
            for chunk in _taken(stream, start - stream.position, None):
                self.context.budget.take_bytes(len(chunk))
            return b"".join(_taken(stream, min(size, BEGINNING), None))
        except Unscannable:
            return b""

    def _places(self) -> dict[int, tuple[int, int]]:
        """Where the compressed bytes of each folder are, and how many."""
        streams = getattr(self.archive.header, "main_streams", None)
        found: dict[int, tuple[int, int]] = {}
        if streams is None or streams.packinfo is None or streams.unpackinfo is None:
            return found  # a header that says of streams and of nothing in them
        place, number = self.archive.afterheader + streams.packinfo.packpos, 0
        sizes = streams.packinfo.packsizes
        for folder in streams.unpackinfo.folders:
            count = max(1, len(folder.packed_indices))
            size = sum(sizes[number : number + count])
            found[id(folder)] = (place, size)
            place, number = place + size, number + count
        return found

    def _stream(self, file: Any, place: int, packed: int) -> _Stream | None:  # noqa: ANN401 - of an untyped library
        """The stream of a file's folder; None where it is locked and stays so."""
        if needs_memory(file.folder) or not self._locked(file):
            return _Stream(self.stream, file.folder, place, packed, None)
        for password in filter(None, dict.fromkeys((self.password, *self.context.passwords))):
            tried = _Stream(self.stream, file.folder, place, packed, password)
            if self._proved(tried, file):
                self.password = password
                return _Stream(self.stream, file.folder, place, packed, password)
        return None

    def _proved(self, tried: _Stream, file: Any) -> bool:  # noqa: ANN401
        """Whether the first file comes out with its checksum."""
        crc, left = 0, file.uncompressed
        try:
            while left and (chunk := tried.some(min(left, _CHUNK))):
                crc, left = zlib.crc32(chunk, crc), left - len(chunk)
        except (KeyboardInterrupt, SystemExit, GeneratorExit):
            raise
        except Exception:  # noqa: BLE001 - noise makes decoders raise anything
            return False
        return not left and crc == file.crc32

    def _member(self, file: Any, step: Step, stream: _Stream | None) -> Iterator[Extracted]:  # noqa: ANN401
        size = int(file.uncompressed)
        if stream is None:
            lock = replace(_LOCK, key_beside=self._key_beside(step))
            trouble = Unscannable(Reason.ENCRYPTED, "needs a password (7z AES)", lock)
            yield refused(self.blob, step, self._base(step), trouble, size)
            return
        heavy = needs_memory(stream.folder)
        if heavy or file.is_symlink:
            link = Unscannable(Reason.SPECIAL, "symbolic link, not followed")
            yield refused(self.blob, step, self._base(step), link if file.is_symlink else too_heavy(heavy), size)
            if not heavy:
                for _ in _taken(stream, size, None):
                    pass
            return
        start, crc = stream.position, file.crc32
        again = partial(self._anew, stream, start, size, crc)
        replay = Replay(partial(_taken, stream, size, crc), again, self.context.limits)
        member = Member(replay.run, self.context)
        try:
            opened = replace(_LOCK, opened=True) if stream.password else None
            blob = child(self.blob, step, self._base(step), member, size)
            yield replace(blob, encryption=opened, key_beside=partial(self._key_beside, step))
            for _ in member.run():  # whoever read less: the next member begins behind this one
                pass
        except Unscannable:
            pass  # said by the gap, and again by the next member
        finally:
            replay.close()
        yield from member.gap((step,))

    def _anew(self, stream: _Stream, start: int, size: int, crc: int | None) -> Iterator[bytes]:
        with self.blob.open() as opened:
            fresh = _Stream(opened, stream.folder, stream.place, stream.packed, stream.password)
            for _ in _taken(fresh, start, None):
                pass
            yield from _taken(fresh, size, crc)

    def _locked(self, file: Any) -> bool:  # noqa: ANN401
        coders = [] if file.emptystream else file.folder.coders
        return any(coder["method"] == _AES for coder in coders)

    def _step(self, name: str) -> Step:
        count = self.names[name] = self.names.get(name, 0) + 1
        return Step(Axis.MEMBER, name if count == 1 else f"{name} ({count})")

    @staticmethod
    def _base(step: Step) -> str:
        return str(step.at).rpartition("/")[2]


def _taken(stream: _Stream, size: int, crc: int | None) -> Iterator[bytes]:
    """The next bytes of a solid stream. Raises `Unscannable`, also where an earlier member broke it."""
    left, found = size, 0
    if stream.broken is not None:
        raise stream.broken
    while left:
        try:
            chunk = stream.some(min(left, _CHUNK))
        except (KeyboardInterrupt, SystemExit, GeneratorExit):
            raise
        except Exception as error:  # noqa: BLE001 - of the decoders
            stream.broken = _verdict(error)
            raise _verdict(error, its_own=True) from None
        if not chunk:
            stream.broken = Unscannable(Reason.CORRUPT, "what stands before it in the same stream is cut short")
            raise Unscannable(Reason.CORRUPT, "compressed data is cut short")
        left -= len(chunk)
        found = zlib.crc32(chunk, found)
        yield chunk
    if crc is not None and size and found != crc:
        raise Unscannable(Reason.CORRUPT, "checksum of the member does not match")


def _verdict(error: Exception, *, its_own: bool = False) -> Unscannable:
    """What an exception of a decoder means for the member it met, or for those behind it."""
    if isinstance(error, Unscannable):
        return error
    name = type(error).__name__
    if "Unsupported" in name:
        return Unscannable(Reason.UNSUPPORTED, f"a filter or compression that is not read ({name})")
    if its_own:
        return Unscannable(Reason.CORRUPT, f"compressed data is damaged ({name})")
    return Unscannable(Reason.CORRUPT, "what stands before it in the same stream is damaged")
