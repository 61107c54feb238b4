"""What stands beside each other in one archive, and round what is locked in one file."""

from __future__ import annotations

import struct
import sys
from pathlib import Path

import archive_builders as make
from planted import Case, Plant

sys.path.insert(0, str(Path(__file__).parents[1] / "formats"))
from dbase_samples import dbase, fpt
from mapi_samples import msg
from sealed_samples import sample

_AGE = "-----BEGIN AGE ENCRYPTED FILE-----\nYWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IFgyNTUxOSBhYmNkZWZnaGlqa2xtbm9w\n-----END AGE ENCRYPTED FILE-----\n"
_VAULT = "$ANSIBLE_VAULT;1.1;AES256\n6162636465" + "66" * 30 + "\n6869\n"


def _with_memos(plant: Plant, outer: str = "") -> dict[str, bytes]:
    memo = f"SSN {plant('memo of a table beside it', f'{outer}hr/a.dbf › row 1 › column 2 (NOTE)')}"
    table = dbase([("NAME", "C", 10), ("NOTE", "M", 4)], [(" ", ["Ann Lee", struct.pack("<I", 2)])], version=0x30)
    return {"hr/a.fpt": fpt(["first", memo]), "hr/a.dbf": table}


def _round(block: str, name: str):
    def build(plant: Plant) -> bytes:
        lines = block.count("\n")
        before = plant.record(f"text in front of {name}", "line 1 › column 14")
        after = plant.record(f"text behind {name}", f"line {lines + 3} › column 14")
        return f"{before}\n\n{block}{after}\n".encode()

    return build


def _behind(block: str, name: str):
    def build(plant: Plant) -> bytes:
        after = plant.record(f"text behind {name} that begins the file", f"line {block.count(chr(10)) + 1} › column 14")
        return f"{block}{after}\n".encode()

    return build


_BLOCKS = {"age in armor": _AGE, "an Ansible vault": _VAULT, "an OpenPGP message": sample("sym.asc").decode()}


def _disc(**options: object):
    def build(plant: Plant) -> bytes:
        note = plant.record("text of a member", "note.txt › line 1 › column 14").encode() + b"\n"
        ssn = plant("cell of a table in a member", "hr/Löhne.csv › line 2 › column 2 (ssn)")
        late = plant.record("end of a long member", "hr/long.txt › line 4001 › column 14").encode()
        table = f"name,ssn\nAnn Lee,{ssn}\n".encode()
        files = {"note.txt": note, "hr/Löhne.csv": table, "hr/long.txt": b"nothing here\n" * 4000 + late}
        return make.udf(files, **options)  # type: ignore[arg-type]

    return build


def _signed(plant: Plant) -> bytes:
    """As Outlook keeps a message that is signed beside its text."""
    ssn = plant("signed text, quoted-printable", "smime.p7m › body 2 › line 1 › column 14")
    part = (
        'Content-Type: multipart/signed;\r\n\tprotocol="application/x-pkcs7-signature";\r\n\tboundary="=_1"\r\n\r\n'
        "This is a multi-part message in MIME format.\r\n\r\n--=_1\r\nContent-Type: text/plain\r\n"
        f"Content-Transfer-Encoding: quoted-printable\r\n\r\nAnn Lee, SSN {ssn[:6]}=\r\n{ssn[6:]}\r\n\r\n--=_1--\r\n"
    )
    return msg(
        {0x001A: "IPM.Note.SMIME.MultipartSigned", 0x0037: "Signed"}, (), [({0x3707: "smime.p7m"}, part.encode())]
    )


CASES = [
    Case("msg", "signed beside the text", "a.msg", _signed),
    Case("udf", "1.02", "a.img", _disc()),
    Case("udf", "sectors of 512 bytes", "a.img", _disc(sector=512)),
    Case("udf", "extended entries, data in them", "a.img", _disc(long_entry=True, embedded=True)),
    Case("udf", "files in pieces", "a.img", _disc(pieces=True, far=True)),
    Case("udf", "2.50, metadata partition", "a.img", _disc(metadata=True)),
    Case("dbase", "memos in the same TAR", "a.tar", lambda plant: make.tarred(_with_memos(plant)), gaps=True),
    Case(
        "dbase",
        "memos in the same compressed TAR",
        "a.tar.gz",
        lambda plant: make.zlib_gzip(make.tarred(_with_memos(plant, "gzip › "))),
        gaps=True,
    ),
    *(Case("locked text", f"round {name}", "a.txt", _round(block, name), gaps=True) for name, block in _BLOCKS.items()),
    *(
        Case("locked text", f"behind {name}", "a.txt", _behind(block, name), gaps=True)
        for name, block in _BLOCKS.items()
    ),
]
