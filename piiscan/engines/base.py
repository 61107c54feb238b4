"""What an engine is: sources in, records out, whatever happens on the way.

The contract, the same for every engine and tested as one:

* `items` come from a walker. Each `Source` is scanned and gives its records, the last of them the outcome of
the source itself (empty `container`): exactly one. Each `Outcome` gives that one record, a `Known` its own. *
The records of a source are contiguous and in the order of `items`, the same bytes for any number of workers.
* Whatever a scan does (raise, never end, take the process down) becomes that source's outcome, and nobody
else's. * An iteration that ends normally is complete. One that was told to `stop` ends by raising
`Interrupted`, after everything that was found; what was not finished then has no outcome. * Giving up the
iteration (`close()`, or an exception in the caller) ends every worker before it returns.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from msgspec import Struct, field

from piiscan.config import Config
from piiscan.model import Event, Gap, Known, Outcome, Reason, Source, Status

if TYPE_CHECKING:
    from piiscan.engines.rate import Rate
    from piiscan.pairing import Told
    from piiscan.part import Cuts, Line, Part, Persons

Record = dict[str, Any]
Item = Source | Outcome | Known
ScanFunction = Callable[[Source, Config], Iterator[Event]]
PartFunction = Callable[[Source, Config, "Part | int", bytes], Iterator["Event | Cuts | Persons | Line"]]
EncodeFunction = Callable[[Event, Config], Record]
RawFunction = Callable[[Source, Config, "Told", Gap], Iterator[Event]]  # as bytes, what was not told, and why

KEPT = 16 << 20  # bytes of records of one source that are kept for the book
DRAIN = 3.0  # seconds for what is under way at a first signal; five after it the report is to be there
MEMORY = 4 << 30  # bytes of address space for a worker; numpy and Hyperscan reserve about one GiB of it


class Progress(Struct, frozen=True):
    """How far a run has got. Only what has been handed on is counted as finished."""

    given: int = 0  # items taken from the walker
    finished: int = 0
    size: int = 0  # bytes of the finished sources
    findings: int = 0
    running: int = 0  # sources being scanned at this moment
    oldest: str | None = None  # the path everything behind it waits for


TickFunction = Callable[[Progress], None]
StopFunction = Callable[[], bool]
ReadFunction = Callable[[bytes], Record]
GlanceFunction = Callable[[Sequence[Source], Config], "list[str | None]"]
"""Of each of some small sources the media type, where it was read whole and there is nothing to say of it but that."""

NothingFunction = Callable[[Source, str], Record]
"""The record of a source of which nothing else is to be said than its media type."""

SMALL = 64 << 10
"""Bytes of a source that is looked at together with others, and may wait in a worker's queue behind another."""
LOT = 64
"""Sources looked at together at first; then as `lots` says."""


class Book(Protocol):
    """Who is told what becomes of each source, when it happens: not in the order of the records."""

    @property
    def wary(self) -> bool:
        """Whether a source is to be told as begun before a worker has it: the run before this one has died."""

    def alone(self, source: Source) -> bool:
        """Whether nothing else may be under way with it, so that it is clear whose fault a death would be."""

    def began(self, source: Source) -> None:
        """Its reading begins now."""

    def done(self, source: Source, frames: Sequence[bytes] | None) -> None:
        """It was read, or given up: all its records, or None where they are too many to be kept."""

    def flush(self) -> None:
        """A good moment to write down what was told."""


class Hooks(Struct, frozen=True):
    """Who is told how far a run is and what was read, and says whether to stop and how fast to go on.

    `read` makes a record of the line it has come as.
    """

    on_tick: TickFunction | None = None
    stop: StopFunction | None = None
    book: Book | None = None
    rate: Rate | None = None
    read: ReadFunction | None = None


class Kept(Struct):
    """The records of one source, as the book is told them: None once they are too many."""

    frames: list[bytes] | None = field(default_factory=list)
    size: int = 0

    def add(self, frame: bytes) -> None:
        """One more."""
        self.size += len(frame)
        if self.size > KEPT:
            self.frames = None
        elif self.frames is not None:
            self.frames.append(frame)


class EngineError(Exception):
    """The engine itself cannot work: no worker starts, or the scan function cannot be handed to one."""


class Interrupted(Exception):  # noqa: N818 - an end, not an error
    """Ends the records of a run that was told to stop. `unfinished` items were taken and have no outcome."""

    def __init__(self, unfinished: int) -> None:
        super().__init__(f"interrupted, {unfinished} items unfinished")
        self.unfinished = unfinished


def is_closing(record: Record) -> bool:
    """Whether the record is a source's own outcome, which ends what is said about it."""
    return record.get("type") == "outcome" and not record.get("container")


def nothing_in(source: Source, media_type: str) -> Outcome:
    """The outcome of a source in which a glance found nothing."""
    return Outcome(source, (), Status.SCANNED, media_type=media_type, size=source.size)


def glanced(glance: GlanceFunction | None, sources: Sequence[Source], config: Config) -> list[str | None]:
    """What a glance says of some sources; whatever it dies of is left to the scan of each, which tells."""
    nothing: list[str | None] = [None] * len(sources)
    if glance is None or len(sources) == 1:
        return nothing
    try:
        return glance(sources, config)
    except KeyboardInterrupt:
        raise
    except BaseException:  # noqa: BLE001 - as in `frames`
        return nothing


def failure(source: Source, reason: Reason, detail: str, *, partial: bool) -> Outcome:
    """The outcome of a scan that did not come to its own end; `partial`: it had given records before."""
    status = Status.PARTIAL if partial else Status.NOT_SCANNED
    return Outcome(source, (), status, reason, detail, size=source.size)
