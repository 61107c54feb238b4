"""Every value that crosses a door between the rooms, frozen. Those that leave a worker have a JSON form (`stream`)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import BinaryIO, NamedTuple

from msgspec import Struct, field

from piiscan.hidden import Hidden


class Axis(StrEnum):
    """What a step of a location counts or names. Numbers start at 1, bytes at 0."""

    MEMBER = "MEMBER"  # a member of an archive or an attachment of a message, by name
    DECODED = "DECODED"  # a layer of encoding taken off: "gzip", "base64"
    PAGE = "PAGE"
    SHEET = "SHEET"  # by title
    TABLE = "TABLE"
    ROW = "ROW"
    COLUMN = "COLUMN"  # of a table: cells; of text: characters
    KEY = "KEY"  # the key of an object's member, or an XML tag
    LINE = "LINE"
    BYTE = "BYTE"  # offset in the bytes of the blob
    PART = "PART"  # "header", "comments", "metadata": a part that has a name of its own


class Step(NamedTuple):
    """One step of a location: on which axis, and where."""

    axis: Axis
    at: str | int


Location = tuple[Step, ...]
"""Outermost step first. Turned into text only when shown, never parsed back."""


class Status(StrEnum):
    """How far the reading of a blob got."""

    SCANNED = "scanned"
    PARTIAL = "partial"
    NOT_SCANNED = "not_scanned"


class Reason(StrEnum):
    """Why a blob was not read, or not to its end."""

    ENCRYPTED = "encrypted"
    UNSUPPORTED = "unsupported"
    CORRUPT = "corrupt"
    UNREADABLE = "unreadable"
    LIMIT = "limit"
    EXCLUDED = "excluded"
    LOOKALIKE = "lookalike"  # listed only when asked for
    MASKED = "masked"  # likewise
    TIMEOUT = "timeout"
    CRASHED = "crashed"
    CHANGED = "changed"
    SPECIAL = "special"
    BUG = "bug"


class Kind(StrEnum):
    """The data elements of 201 CMR 17.02 (a) to (c)."""

    SSN = "ssn"
    DRIVERS_LICENSE = "drivers_license"
    PAYMENT_CARD = "payment_card"
    FINANCIAL_ACCOUNT = "financial_account"


class Classification(StrEnum):
    """What a finding is, in the terms of 17.02."""

    PERSONAL_INFORMATION = "personal_information"
    NON_RESIDENT = "non_resident"
    REVIEW = "review"
    ELEMENT_ONLY = "element_only"
    TEST_VALUE = "test_value"
    LOOKALIKE = "lookalike"  # this and the next are listed only when asked for
    MASKED = "masked"
    EXCLUDED = "excluded"


class Residency(StrEnum):
    """Whether the record shows the person to live in Massachusetts."""

    MASSACHUSETTS = "massachusetts"
    UNKNOWN = "unknown"
    ELSEWHERE = "elsewhere"


class Shape(StrEnum):
    """How the text of a segment is built, which decides how pairing looks for the record."""

    PROSE = "prose"  # lines of text
    TABLE = "table"  # U+001E between records, U+001F between cells
    OBJECT = "object"  # JSON text: one document, or one per line


class Source(Struct, frozen=True):
    """A unit of work: one file below one root, or standard input.

    `root` is as the operator gave it; `path` is relative to it, with "/" and surrogate escapes for bytes that are not
    UTF-8, and is the file's own name where the root is a file. `opens` is what to hand to `os.open`. `stamp` is
    (device, inode, mtime_ns, ctime_ns) as the walker saw them.
    """

    root: str
    path: str
    opens: str
    size: int
    stamp: tuple[int, int, int, int] = (0, 0, 0, 0)


class Blob(Struct, frozen=True):
    """Bytes to read: a source itself, or a member of one. Never leaves the worker.

    `open` gives a new binary stream at offset 0, readable to the end. It is seekable (members are spooled).
    `name` is a base name for the look at its extension; `at` is where it is inside the source, () for the
    source itself. `size` is a claim where it comes from an archive's header. `beside` opens another file by its
    name in the same folder (the log of a database), None where there is none.
    """

    name: str
    open: Callable[[], BinaryIO]
    at: Location = ()
    size: int | None = None
    media_type: str | None = None  # as declared by the container (MIME part), a hint only
    encryption: Encryption | None = None  # how its container locked it, where the operator's password opened that
    # What its container knows that may hold the key to it, by name; or where to ask, once it matters.
    key_beside: str | Callable[[], str | None] | None = None
    beside: Callable[[str], BinaryIO | None] | None = None


class Dialect(NamedTuple):
    """How the cells and records of a table segment are told apart, as single bytes. 0: no quoting."""

    cell: int = 0x1F
    record: int = 0x1E
    quote: int = 0


class Segment(Struct, frozen=True):
    """Text of a blob, or a window of it, with a way to say where an offset is.

    `data` is an ASCII superset (UTF-8, or a single-byte set where it is not valid UTF-8). Hits that start in [`start`,
    `end`) belong to this segment; the rest is overlap with its neighbours, so that a window round a hit is whole.
    `base` is the offset of data[0] in the whole text where that is one stream. `locate` turns an offset into the steps
    inside the blob; `data` and `locate` hold only while the segment is the last one given. Table segments of one table
    carry the same `series` number in order and hold whole records; the first begins with the first record.
    """

    data: bytes | bytearray
    shape: Shape
    locate: Callable[[int], Location]
    start: int = 0
    end: int = -1  # -1: the length of data
    base: int = 0
    series: int = 0
    dialect: Dialect = Dialect()
    hint: str = ""  # a heading that may name the person: mail header, sheet title. Weak evidence only
    path: str = ""  # of the file and the members round it, where their names may say whose the text is
    sender: str = ""  # who writes the text, by the header of the mail
    barcode: bool | None = None  # whether a licence's barcode may begin in `data`; None: nobody has looked
    shapeless: bool = False  # whether the label of a wallet or of a hash may be in `data`, see `matcher.shapeless`
    table: str = ""  # the name of the table that the records are of, where the text says it and no place does
    allowing: bool | None = None  # whether a line of `data` may say "piiscan: allow[…]"; None: nobody has looked


class Gap(Struct, frozen=True):
    """A part of a blob that was not read (an image-only page, a damaged tail), while the rest was."""

    reason: Reason
    detail: str
    at: Location = ()


class Encryption(Struct, frozen=True):
    """The verdict on a blob: encrypted, weak, plain or opaque (SPEC §10)."""

    verdict: str
    algorithm: str | None = None
    bits: int | None = None
    key_beside: str | None = None  # what may hold the password or key: a file beside it by name, or the same text
    opened: bool = False  # by a password the operator gave, so that it was read all the same
    whole: bool = True  # whether all that is read of it was under the lock

    @property
    def protects(self) -> bool:
        """Whether what was read behind it needs the key for anyone else: strong, and no key lies beside it.

        >>> Encryption("encrypted", opened=True).protects, Encryption("weak", opened=True).protects
        (True, False)
        """
        return self.opened and self.whole and self.verdict == "encrypted" and not self.key_beside


class Unscannable(Exception):  # noqa: N818 - a verdict, not an error
    """Raised by a format that cannot read (on with) a blob. `detail` never holds text of the document."""

    def __init__(self, reason: Reason, detail: str, encryption: Encryption | None = None) -> None:
        super().__init__(reason.value, detail)
        self.reason = reason
        self.detail = detail
        self.encryption = encryption


class Grade:
    """Ordinal strength of one atom of a finding (SPEC §2). Never multiplied, never averaged."""

    NONE = 0
    WEAK = 1
    FAIR = 2
    STRONG = 3


class Element(Hidden, Struct, frozen=True):
    """A data element found and proved. `value` is canonical (digits, upper case) and stays in the worker."""

    kind: Kind
    value: str
    start: int  # offsets in the segment's data
    end: int
    grade: int
    evidence: tuple[str, ...] = ()
    test_value: bool = False
    review: str | None = None  # a reason that keeps the element from counting by itself


class Person(Hidden, Struct, frozen=True):
    """The subject of a finding. `name` and `normal` stay in the worker unless the operator asks."""

    name: str
    normal: str  # folded "given surname", the key for distinct subjects
    grade: int
    evidence: tuple[str, ...] = ()


class Duty(NamedTuple):
    """A paragraph of 201 CMR 17.03 or 17.04, and the fact observed that touches it."""

    clause: str
    fact: str


class Exposure(Struct, frozen=True):
    """How open a file with findings lies, and whose it is, as seen at the scan (SPEC §12)."""

    level: str  # narrow, some or wide: open to its owner and a small group, to more, to everybody near it
    why: tuple[str, ...]  # the facts that say so
    mode: int | None  # None, as `uid` and `gid`: an object of a bucket, of which no more is asked
    acl: bool  # users or groups are named beside the mode
    readers: str  # everyone, named, group or owner
    writers: str  # or unknown
    uid: int | None
    owner: str | None  # None, also of `group`: the account is not known, or gone
    gid: int | None
    group: str | None
    modified: int  # seconds of the epoch
    volume: str  # the type of the file system
    network: bool
    portable: str  # why what it is on may be carried away: "removable", "laptop"; "": nothing says so
    encrypted: bool | None  # the volume; None: not to be seen
    duties: tuple[Duty, ...]
    exported: tuple[NamedTuple, ...] = ()  # each an `Export` of `exposure.facts`, those for everybody first


class Finding(Struct, frozen=True):
    """One person with one or more elements at one place: the unit of 17.02."""

    source: Source
    at: Location  # members first, then the place of the first element
    person: Person | None
    elements: tuple[Element, ...]
    places: tuple[Location, ...]  # one per element
    classification: Classification
    residency: Residency
    grades: Mapping[str, int]  # element, name, pair, residency
    reasons: tuple[str, ...] = ()
    duties: tuple[Duty, ...] = ()
    encryption: Encryption | None = None  # the lock it was found behind, opened with the operator's password
    allowed: bool = False  # its own line says that it is meant to be there


class Outcome(Struct, frozen=True):
    """What became of one blob. Exactly one for each blob reached; the source's own comes last."""

    source: Source
    at: Location
    status: Status
    reason: Reason | None = None
    detail: str = ""
    media_type: str | None = None
    size: int | None = None
    encryption: Encryption | None = None
    counts: Mapping[str, object] = field(default_factory=dict)
    listed: int = 0
    beside: tuple[str, ...] = ()  # of the source's own: names asked for in its folder, "" for all of it
    exposure: Exposure | None = None  # of the source's own, where something was found

    @property
    def is_nothing(self) -> bool:
        """Whether it says no more than what was read, and that this was all of it."""
        more = self.reason or self.detail or self.encryption or self.counts or self.listed
        return not (more or self.beside or self.exposure) and self.status is Status.SCANNED


Event = Finding | Outcome


class Known(Struct, frozen=True):
    """A source that need not be read: its records are known, as the lines of JSON a worker would give."""

    source: Source
    frames: tuple[bytes, ...]
