"""What is fuzzed: one target for each format that this package takes apart itself, and what must hold of any bytes.

Rule: of what a file contains nothing but `Unscannable` may be raised; text, members, memory and processor time are
bounded; every place can be told. What is left to a library whole (`LEFT_OUT`) is fuzzed where that library is made.
"""

import io
import itertools
import json
import resource
import signal
import sys
from functools import cache
from pathlib import Path

from arranged import PAGES, TEXTS
from parsers import PARSERS

from piiscan import place
from piiscan.config import Limits
from piiscan.formats import BY_NAME
from piiscan.formats.base import Context, Format, new_context
from piiscan.formats.encoded.inside import Encoded
from piiscan.formats.identify import identify_blob
from piiscan.model import Axis, Blob, Encryption, Gap, Reason, Segment, Shape, Step, Unscannable

HERE = Path(__file__).parent
CASES = HERE / "cases"
LIMITS = Limits(depth=4, expanded=8 << 20, members=300, pages=100, cells=100_000, member_memory=1 << 20)
MOST_TEXT = 32 << 20  # bytes out of a small file; what is decompressed has its budget before
LOWEST = {Axis.LINE: 1, Axis.COLUMN: 1}
SECONDS = 4.0  # of processor time for a small file, and as much again for each MiB
MEMORY = 300  # MiB more than before

# Own readers, the riskiest first: binary with offsets and lengths, then containers, then text.
TARGETS = (
    "doc", "ppt", "xls", "xlsb", "msg", "tnef", "ole", "ole-damaged", "vsd", "onenote", "publisher", "rtf", "emf", "wmf",
    "access", "dbase", "sqlite", "sqlite-wal", "sqlite-journal", "matlab", "r-data", "npy", "pickle", "hdf5",
    "python-compiled", "sas-transport", "plist", "cbor", "image", "media", "openpgp", "openpgp-armor", "cms", "cms-pem",
    "jose", "jose-json", "private-key", "pkcs12", "java-keys", "keepass",
    "tar", "cpio", "ar", "iso9660", "udf", "cab", "rar", "7z", "rpm", "zip", "gzip", "zlib", "compress", "lzip", "lz4",
    "pst", "pdf", "xlsx", "docx", "pptx", "odt", "ods", "odp", "odg", "odf-flat", "office-xml",
    "vsdx", "yenc", "bson",
    "text", "encoded", "delimited", "markdown", "json", "json-rows", "yaml", "html", "xml", "eml", "mbox", "vcard", "ldif", "calendar",
    "sql", "fixed-width", "nacha", "tax-filing", "loan-application", "metro-2", "metro-2-packed", "unclaimed", "events", "ofx", "swift", "fedwire", "hl7", "x12", "edifact", "qif", "fdf", "base64", "avro", "spss",
    "stata",
)  # fmt: skip
LEFT_OUT = {
    "odf": "as odt",
    "ooxml-encrypted": "msoffcrypto-tool",
    "bzip2": "Python",
    "xz": "Python",
    "lzma": "Python",
    "zstd": "Zstandard",
    "parquet": "Arrow",
    "orc": "Arrow",
    "arrow": "Arrow",
    "spss-portable": "ReadStat",
    "sas": "ReadStat",
    "sas-catalog": "ReadStat",
    "netcdf": "as hdf5",
    "disk": "text in bytes, as ole-damaged",
    "luks": "the first bytes decide",
    "bitlocker": "the first bytes decide",
    "filevault": "the first bytes decide",
    "opaque": "nothing is read",
}


_ROWS = (
    '{"columns": ["name", "ssn"], "rows": [["Ann Lee", "773-01-0001"], ["Bob Ray", "773-01-0002"]]}',
    '[["name", "ssn"], ["Ann Lee", "773010001"], ["Bob Ray", "773010002"]]',
    '{"fields": [{"name": "name"}, {"name": "ssn"}], "rows": [{"f": [{"v": "Ann Lee"}, {"v": "773010001"}]}]}',
    '["name", "ssn"]\n["Ann Lee", "773010001"]\n["Bob Ray", "773010002"]\n',
    '{"name": {"0": "Ann Lee", "1": "Bob Ray"}, "ssn": {"0": 773010001, "1": 773010002}}',
)
"""JSON that is a table, as each reader of it wants it."""


class TooMuch(BaseException):
    """More time, memory or text than a small file may take. No `Exception`: no reader may take it for its own."""


def _encoded(blob: Blob, context: Context):
    with blob.open() as stream:
        data = stream.read()
    encoded = Encoded(blob, context)
    for cut in (len(data), len(data) // 2):
        for start, end in {(0, cut), (cut, len(data))}:
            part = data[start : end + 64]
            yield from encoded.take(
                Segment(part, Shape.PROSE, lambda at: (Step(Axis.BYTE, at),), end=min(end - start, len(part)))
            )
    yield from encoded.finish()
    encoded.close()


def form_of(target: str) -> Format:
    """The format that a target reads with."""
    return Format("encoded", "text/plain", _encoded) if target == "encoded" else BY_NAME[target]


@cache
def seeds() -> dict[str, list[tuple[str, bytes]]]:
    """Valid files by target: those that the tests plant numbers in, each with its name."""
    sys.path.insert(0, str(HERE.parent.parent / "benchmarks"))
    import mutations

    found: dict[str, list[tuple[str, bytes]]] = {}
    for sample in itertools.chain.from_iterable(mutations.samples().values()):
        kind = identify_blob(_blob(sample.name, sample.data)).name
        found.setdefault(kind, []).append((sample.name, sample.data))
        if kind in {"text", "json"}:
            found.setdefault("encoded", []).append((sample.name, sample.data))
    for name, same in (("udf", "iso9660"), ("ole", "msg"), ("ole-damaged", "doc"), ("cms-pem", "openpgp-armor")):
        found.setdefault(name, found[same])
    found.setdefault("json-rows", [(f"rows{at}.json", text.encode()) for at, text in enumerate(_ROWS)])
    for kind, texts in (("text", TEXTS), ("xml", PAGES)):
        found[kind] = found.get(kind, []) + [(f"a.{kind[:3]}", text.encode()) for text in texts.values()]
    for name, same in (("base64", "openpgp-armor"), ("jose-json", "json"), ("pkcs12", "cms"), ("private-key", "cms")):
        found.setdefault(name, found[same])
    return found


def begin_with(target: str) -> list[bytes]:
    """What a target is begun with."""
    return PARSERS[target].seeds() if target in PARSERS else [data for _, data in seeds().get(target, ())]


def ending(target: str) -> str:
    """The ending of the name that a target's files have."""
    return Path(seeds()[target][0][0]).suffix if target in seeds() else ""


def check(target: str, data: bytes, seconds: float = SECONDS) -> None:
    """Read bytes as a target does, and raise where what must hold does not."""

    def late(*_: object) -> None:
        raise TooMuch("processor time")

    name = (
        "" if target in PARSERS else f"a{ending(target)}"
    )  # before the clock starts: the first time all samples are made
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    signal.signal(signal.SIGPROF, late)
    signal.setitimer(signal.ITIMER_PROF, seconds * (1 + len(data) / (1 << 20)))
    try:
        if target in PARSERS:
            PARSERS[target].check(data)
        else:
            _read(form_of(target), _blob(name, data))
    except Unscannable as verdict:
        _text(verdict.detail)
        _reason(verdict.reason)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    if (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024 > MEMORY:
        raise TooMuch("memory")


def _blob(name: str, data: bytes) -> Blob:
    return Blob(name, lambda: io.BytesIO(data), size=len(data))


def _read(form: Format, blob: Blob) -> None:
    given = 0
    for item in form.extract(blob, new_context(LIMITS, ("secret",))):
        match item:
            case Segment():
                given += len(item.data)
                _segment(item)
            case Blob():
                _place(item.at)
                assert isinstance(item.name, str)
                given += _member(item)
            case Gap():
                _place(item.at)
                _text(item.detail)
                _reason(item.reason)
            case Encryption():
                assert item.verdict in {"encrypted", "weak", "plain", "opaque"}
            case _:
                raise AssertionError(f"gave a {type(item).__name__}")
        if given > MOST_TEXT:
            raise TooMuch("text")


def _segment(segment: Segment) -> None:
    end = len(segment.data) if segment.end < 0 else segment.end
    assert 0 <= segment.start <= end <= len(segment.data)
    assert isinstance(segment.data, bytes | bytearray)
    for at in {segment.start, end // 2, max(end - 1, 0), 0}:
        _place(segment.locate(at))


def _member(blob: Blob) -> int:
    read = 0
    try:
        with blob.open() as stream:
            while block := stream.read(1 << 16):
                read += len(block)
                if read > MOST_TEXT:
                    break
    except Unscannable as verdict:
        _text(verdict.detail)
    return read


def _place(at: object) -> None:
    assert isinstance(at, tuple)
    for step in at:
        assert isinstance(step.axis, Axis)
        assert isinstance(step.at, str) or step.at >= LOWEST.get(step.axis, 0), step
    _text(place.text(at))
    json.dumps(place.keys(at))


def _text(text: object) -> None:
    assert isinstance(text, str)


def _reason(reason: object) -> None:
    assert isinstance(reason, Reason)
