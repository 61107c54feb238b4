"""Archives of every kind, plain and nested; signed and compressed containers that lock nothing."""

from __future__ import annotations

import base64
import bz2
import gzip
import io
import json
import lzma
import sys
import tarfile
import zipfile
from collections.abc import Callable

import archive_builders as make
from planted import HERE, Case, Plant

from piiscan.place import ARROW

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

sys.path.insert(0, str(HERE.parent / "formats"))  # this file is also run outside pytest, by `table.py`
from lzx_samples import cab as lzx_cab

Pack = Callable[[dict[str, bytes]], bytes]
_PAD = b"nothing here\n" * 4000  # more than one block of any of the formats


def note(plant: Plant, *path: str, what: str = "text of a member") -> bytes:
    return plant.record(what, ARROW.join([*path, "line 1 › column 14"])).encode() + b"\n"


def table(plant: Plant, *path: str) -> bytes:
    ssn = plant("cell of a table in a member", ARROW.join([*path, "line 2 › column 2 (ssn)"]))
    return f"name,ssn\nAnn Lee,{ssn}\n".encode()


def late(plant: Plant, *path: str) -> bytes:
    return _PAD + plant.record("end of a long member", ARROW.join([*path, "line 4001 › column 14"])).encode() + b"\n"


def members(plant: Plant, *path: str) -> dict[str, bytes]:
    """Three members: a text, a table in a folder, a long text."""
    return {
        "note.txt": note(plant, *path, "note.txt"),
        "hr/pay.csv": table(plant, *path, "hr/pay.csv"),
        "hr/long.txt": late(plant, *path, "hr/long.txt"),
    }


def archive(kind: str, variant: str, name: str, pack: Pack, *path: str) -> Case:
    return Case(kind, variant, name, lambda plant: pack(members(plant, *path)))


def stream(kind: str, variant: str, name: str, pack: Callable[[bytes], bytes], label: str) -> Case:
    return Case(kind, variant, name, lambda plant: pack(late(plant, label)))


def zipped(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as made:
        for name, data in files.items():
            made.writestr(name, data)
    return out.getvalue()


def _commented(plant: Plant) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        info = zipfile.ZipInfo("note.txt")
        info.comment = plant.record("comment of a member", "comment › line 1 › column 14").encode()
        made.writestr(info, note(plant, "note.txt"))
        made.comment = plant.record("comment of the archive", "comment › line 1 › column 14").encode()
    return out.getvalue()


def _streamed(files: dict[str, bytes]) -> bytes:
    """With sizes behind the data, as written to a pipe."""

    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

        def seek(self, *_args):
            raise OSError

        def tell(self):
            raise OSError

    out = Pipe()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in files.items():
            made.writestr(name, data)
    return out.getvalue()


def seven_zip(*filters: dict[str, int]) -> Pack:
    def pack(files: dict[str, bytes]) -> bytes:
        import py7zr

        out = io.BytesIO()
        with py7zr.SevenZipFile(out, "w", filters=list(filters) or None) as made:
            for name, data in files.items():
                made.writestr(data, name)
        return out.getvalue()

    return pack


def seven(method: str, **options: int) -> Case:
    import py7zr

    pack = seven_zip({"id": getattr(py7zr, f"FILTER_{method}"), **options})
    return archive("7z", method.lower(), "a.7z", pack)


def disc(*, joliet: bool = False, ridge: bool = False) -> Pack:
    def pack(files: dict[str, bytes]) -> bytes:
        import pycdlib

        made = pycdlib.PyCdlib()
        made.new(joliet=3 if joliet else None, rock_ridge="1.09" if ridge else None, interchange_level=1)
        folder = {"rr_name": "hr"} if ridge else {}
        made.add_directory("/HR", **folder, **({"joliet_path": "/hr"} if joliet else {}))
        for name, data in files.items():
            base = name.rpartition("/")[2]
            extra = {"rr_name": base} if ridge else {}
            extra |= {"joliet_path": f"/{name}"} if joliet else {}
            made.add_fp(io.BytesIO(data), len(data), f"/{name.upper()};1", **extra)
        out = io.BytesIO()
        made.write_fp(out)
        made.close()
        return out.getvalue()

    return pack


def _plain_disc(plant: Plant) -> bytes:
    files = {
        "note.txt": note(plant, "NOTE.TXT"),
        "hr/pay.csv": table(plant, "HR/PAY.CSV"),
        "hr/long.txt": late(plant, "HR/LONG.TXT"),
    }
    return disc()(files)


def lz4_frame(data: bytes) -> bytes:
    import lz4.frame

    return lz4.frame.compress(data)


def nested(kind: str, name: str, inner: str, pack_inner: Pack, pack: Callable[[dict[str, bytes]], bytes]) -> Case:
    """An archive inside an archive."""

    def build(plant: Plant) -> bytes:
        return pack({inner: pack_inner(members(plant, inner))})

    return Case(kind, f"{inner.rpartition('.')[2]} inside", name, build)


def packed_tar(kind: str, variant: str, name: str, pack: Callable[[bytes], bytes], label: str) -> Case:
    return Case(kind, variant, name, lambda plant: pack(make.tarred(members(plant, label))))


def _deb(plant: Plant) -> bytes:
    return make.deb(members(plant, "data.tar.xz", "xz"))


def _rpm(plant: Plant) -> bytes:
    summary = plant.record("summary of a package", "header")
    return make.rpm(members(plant, "payload.cpio.gz", "gzip"), summary)


def _rar5(plant: Plant) -> bytes:
    comment = plant.record("comment of the archive", "comment › line 1 › column 14")
    return make.rar5(members(plant), comment.encode())


def _armored(data: bytes) -> bytes:
    body = base64.encodebytes(data)
    return b"-----BEGIN PGP MESSAGE-----\n\n" + body + b"-----END PGP MESSAGE-----\n"


def pgp(variant: str, name: str, pack: Callable[[bytes], bytes]) -> Case:
    return stream("openpgp", variant, name, pack, "openpgp")


def _token(plant: Plant) -> bytes:
    ssn = plant("claim of a token", "token › line 1 › column 29 (ssn)")
    parts = [{"alg": "HS256"}, {"name": "Ann Lee", "ssn": ssn}]
    text = ".".join(base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in parts)
    return f"{text}.c2ln\n".encode()


def _five_deep(plant: Plant) -> bytes:
    path = ("a.cpio", "b.a", "c.zip", "d.tar", "e.txt.gz", "gzip")
    data = gzip.compress(note(plant, *path, what="text five containers deep"))
    for name, pack in (
        ("e.txt.gz", make.tarred),
        ("d.tar", zipped),
        ("c.zip", make.ar),
        ("b.a", make.cpio),
        ("a.cpio", make.rar5),
    ):
        data = pack({name: data})
    return data


CASES = [
    *(
        archive("zip", name, "a.zip", lambda files, method=method: zipped(files, method))
        for name, method in [
            ("stored", zipfile.ZIP_STORED),
            ("deflate", zipfile.ZIP_DEFLATED),
            ("bzip2", zipfile.ZIP_BZIP2),
            ("lzma", zipfile.ZIP_LZMA),
        ]
    ),
    archive("zip", "deflate64", "a.zip", lambda files: make.rare_zip(files, 9)),
    archive("zip", "ppmd", "a.zip", lambda files: make.rare_zip(files, 98)),
    archive("zip", "sizes behind the data", "a.zip", _streamed),
    archive("zip", "behind a stub", "setup.exe", lambda files: b"MZ" + bytes(500) + zipped(files)),
    archive("zip", "jar", "a.jar", lambda files: zipped({"META-INF/MANIFEST.MF": b"Manifest-Version: 1.0\n", **files})),
    archive("zip", "apk", "a.apk", lambda files: zipped({"AndroidManifest.xml": b"<manifest/>", **files})),
    Case("zip", "comments", "a.zip", _commented),
    *(
        archive("tar", name, "a.tar", lambda files, kind=kind: make.tarred(files, kind))
        for name, kind in [("ustar", tarfile.USTAR_FORMAT), ("gnu", tarfile.GNU_FORMAT), ("pax", tarfile.PAX_FORMAT)]
    ),
    packed_tar("tar", "tgz", "a.tgz", gzip.compress, "gzip"),
    packed_tar("tar", "tar.bz2", "a.tar.bz2", bz2.compress, "bzip2"),
    packed_tar("tar", "tar.xz", "a.tar.xz", lzma.compress, "xz"),
    packed_tar("tar", "tar.zst", "a.tar.zst", zstd.compress, "zstd"),
    packed_tar("tar", "tar.lz4", "a.tar.lz4", lz4_frame, "lz4"),
    packed_tar("tar", "tar.lz", "a.tar.lz", make.lzip, "lzip"),
    packed_tar("tar", "tar.Z", "a.tar.Z", make.compress, "compress"),
    stream("gzip", "one member", "a.txt.gz", gzip.compress, "gzip"),
    stream("bzip2", "one stream", "a.txt.bz2", bz2.compress, "bzip2"),
    stream("xz", "one stream", "a.txt.xz", lzma.compress, "xz"),
    stream("lzma", "one stream", "a.txt.lzma", lambda data: lzma.compress(data, lzma.FORMAT_ALONE), "lzma"),
    stream("zstd", "one frame", "a.txt.zst", zstd.compress, "zstd"),
    stream("lz4", "one frame", "a.txt.lz4", lz4_frame, "lz4"),
    stream("lzip", "one member", "a.txt.lz", make.lzip, "lzip"),
    stream("lzip", "two members", "a.txt.lz", lambda data: make.lzip(data[:9]) + make.lzip(data[9:]), "lzip"),
    stream("compress", "16 bits", "a.txt.Z", make.compress, "compress"),
    seven("LZMA2", preset=1),
    seven("LZMA"),
    seven("BZIP2"),
    seven("DEFLATE"),
    seven("ZSTD", level=3),
    seven("PPMD", order=6, mem=20),
    seven("COPY"),
    archive("cab", "stored", "a.cab", lambda files: make.cab(files, packed=False)),
    archive("cab", "mszip", "a.cab", lambda files: make.cab(files, packed=True)),
    archive("cab", "lzx", "a.cab", lzx_cab),
    Case("iso9660", "plain names", "a.iso", _plain_disc),
    archive("iso9660", "joliet", "a.iso", disc(joliet=True)),
    archive("iso9660", "rock ridge", "a.iso", disc(ridge=True)),
    archive("iso9660", "joliet and rock ridge", "a.iso", disc(joliet=True, ridge=True)),
    *(
        archive("cpio", kind, "a.cpio", lambda files, kind=kind: make.cpio(files, kind))
        for kind in ("newc", "odc", "bin", "bin big endian")
    ),
    archive("ar", "gnu", "lib.a", make.ar),
    archive("ar", "bsd", "lib.a", lambda files: make.ar(files, bsd=True)),
    Case("deb", "xz", "a.deb", _deb),
    Case("rpm", "gzip", "a.rpm", _rpm),
    archive("rar", "4, stored", "a.rar", make.rar4),
    Case("rar", "5, stored", "a.rar", _rar5),
    nested("zip", "a.zip", "b.7z", seven_zip(), zipped),
    nested("zip", "a.zip", "b.cab", lambda files: make.cab(files, packed=True), zipped),
    nested("zip", "a.zip", "b.iso", disc(joliet=True), zipped),
    nested("zip", "a.zip", "b.rar", make.rar5, zipped),
    nested("7z", "a.7z", "b.zip", zipped, seven_zip()),
    nested("7z", "a.7z", "b.tar", make.tarred, seven_zip()),
    nested("cab", "a.cab", "b.zip", zipped, lambda files: make.cab(files, packed=True)),
    nested("tar", "a.tar", "b.cpio", make.cpio, make.tarred),
    nested("iso9660", "a.iso", "b.zip", zipped, lambda files: disc(joliet=True)({"b.zip": files["b.zip"]})),
    Case("rar", "five deep", "a.rar", _five_deep),
    pgp("literal", "a.gpg", make.literal),
    pgp("literal in pieces", "a.gpg", make.partial_literal),
    pgp("zip", "a.gpg", lambda data: make.in_packet(make.literal(data), 1)),
    pgp("zlib", "a.gpg", lambda data: make.in_packet(make.literal(data), 2)),
    pgp("bzip2", "a.gpg", lambda data: make.in_packet(make.literal(data), 3)),
    pgp("armored", "a.asc", lambda data: _armored(make.in_packet(make.literal(data), 2))),
    stream("cms", "data", "a.p7m", make.cms_data, "cms"),
    Case("jose", "jwt", "a.jwt", _token),
]
