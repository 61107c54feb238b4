"""`scan_one`: the whole way of one source, bytes to findings and outcomes. No clock, no print, no process.

The only place that turns an exception into an outcome. Members come before the blob that holds them; the
outcome of the source itself comes last.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import PurePosixPath
from typing import BinaryIO

from piiscan import again, matcher, small
from piiscan.config import Config
from piiscan.duties import Facts, duties_of
from piiscan.formats.base import Context, Extracted, Format, new_context
from piiscan.formats.encoded import Encoded
from piiscan.formats.identify import identify_blob
from piiscan.model import (
    Blob,
    Encryption,
    Event,
    Gap,
    Outcome,
    Reason,
    Segment,
    Source,
    Status,
    Unscannable,
)
from piiscan.pairing import Exclusion, Reader, Tally, Unit, Watch, finish, use_names
from piiscan.sources import changed, key_beside, look_again, open_beside, open_source, read_whole

KeyBeside = str | Callable[[], str | None]
_GAPS_NAMED = 5
_BLOCK = 1 << 20  # bytes read at once


@dataclass(slots=True)
class Progress:
    """What is known of one blob while it is read."""

    media_type: str | None = None
    encryption: Encryption | None = None
    gaps: list[Gap] = field(default_factory=list)
    keys: tuple[KeyBeside, ...] = ()  # what its containers know that may hold its key, the innermost first
    opened: Encryption | None = None  # the lock all of it stood behind, its own or of a container, once it is known
    read: bool = False  # whether anything of it was given out


def scan_one(source: Source, config: Config, watch: Watch | None = None) -> Iterator[Event]:
    """Everything there is to say about one source. Never raises for what the source contains.

    `watch` is told what becomes of each candidate. One at a time in a process: the operator's names hold for the
    source begun last (see `pairing.name_table`). A file that changes while it is read is read once more.
    """
    use_names(config.names)
    given: again.Given | None = None
    for event in _reading(source, config, watch):
        if isinstance(event, Outcome) and not event.at:
            if event.reason is Reason.CHANGED and watch is None:
                yield from _read_again(source, config, event, given or again.Given())
            else:
                yield event
            return
        given = given or again.Given()
        given.add(event)
        yield event


def _read_again(source: Source, config: Config, first: Outcome, given: again.Given) -> Iterator[Event]:
    """What a second reading adds to a first one, and the outcome of both; where there is none, the first's."""
    now = look_again(source)
    if now is None or now.size > again.LARGEST or not given.whole:
        yield first
    else:
        yield from again.second(_reading(now, config, None), given, first, config.max_findings_per_file)


def _reading(source: Source, config: Config, watch: Watch | None) -> Iterator[Event]:
    """Everything one reading says. Its outcome tells whether the file was the same from its beginning to its end."""
    try:
        stream = open_source(source)
    except Unscannable as verdict:
        yield Outcome(source, (), Status.NOT_SCANNED, verdict.reason, verdict.detail, size=source.size)
        return
    with stream:
        data = read_whole(stream, small.LARGEST)
        opens = partial(open_source, source) if data is None else partial(io.BytesIO, data)
        blob = Blob(source.path.rpartition("/")[2], opens, size=source.size, beside=partial(open_beside, source))
        form = _empty_handed(blob, data) if data is not None and watch is None else None
        if form is not None:
            outcome = Outcome(source, (), Status.SCANNED, media_type=form.media_type, size=source.size)
            yield _unless_changed(outcome, source, changed(source, stream))
            return
        given = config.passwords.each if config.passwords else ()
        context = new_context(config.limits, given, ocr=config.ocr)
        for event in _Scan(source, config, _facts(source, stream), watch).blob(blob, context):
            own = isinstance(event, Outcome) and not event.at
            yield _unless_changed(event, source, changed(source, stream)) if own else event


def _empty_handed(blob: Blob, data: bytes) -> Format | None:
    """The format of a small file in which there is nothing to find; None: that takes the long way, as do errors."""
    try:
        form = identify_blob(blob)
        return form if small.holds_nothing(data, form) else None
    except Exception:  # noqa: BLE001 - it is met again, and told
        return None


def _unless_changed(outcome: Event, source: Source, is_changed: bool) -> Event:  # noqa: FBT001
    """An outcome that stands only if the file was the same from the beginning to the end of the scan."""
    if not is_changed or not isinstance(outcome, Outcome) or outcome.status is Status.NOT_SCANNED:
        return outcome
    detail = f"{source.path} changed while it was read"
    return replace(outcome, status=Status.PARTIAL, reason=Reason.CHANGED, detail=detail)


def _facts(source: Source, stream: BinaryIO) -> Facts:
    """What can be seen of a file that stands on this machine; what standard input was spooled to says nothing."""
    looked = None if source.root == "-" else getattr(stream, "looked", None)
    return Facts(looked.st_mode if looked is not None else 0)


def _digest(source: Source) -> str:
    """The hash of a whole file, for rules that name it by that; "", which fits no rule, if it cannot be read.

    It is read a second time for this. A file that changes in between is said to have changed in its outcome.
    """
    try:
        digest = hashlib.sha256()
        with open_source(source) as stream:
            while block := stream.read(_BLOCK):
                digest.update(block)
    except (Unscannable, OSError):
        return ""
    return digest.hexdigest()


class _Scan:
    """One source under way: its options, and how many of its findings are listed so far."""

    def __init__(self, source: Source, config: Config, facts: Facts, watch: Watch | None) -> None:
        self._source = source
        self._facts = facts
        self._config = config
        self._watch = watch
        self._listed = 0
        self._key_beside: str | None = None  # "": looked for, and there is none
        self._exclusion = Exclusion(config.public_records, source.path, lambda: _digest(source))

    def blob(
        self, blob: Blob, context: Context, keys: tuple[KeyBeside, ...] = (), opened: Encryption | None = None
    ) -> Iterator[Event]:
        """Findings of a blob and of what it holds, outcomes of its members, and last its own.

        `keys`: what the containers round it know that may hold its key. `opened`: the lock round it that the operator's
        password opened.
        """
        listed_before = self._listed
        tally = Tally(self._exclusion, self._config.also, self._watch)
        keys = (blob.key_beside, *keys) if blob.key_beside is not None else keys
        state = Progress(encryption=blob.encryption, keys=keys, opened=opened)
        self._behind(state, tally)
        reader = Reader(tally, self._listing, self._config.residency_default, self._config.max_findings_per_file)
        try:
            form = identify_blob(blob)
            state.media_type = form.media_type
            with closing(Encoded(blob, context)) as encoded:
                for item in form.extract(blob, context):
                    for part in encoded.take(item) if isinstance(item, Segment) else (item,):
                        yield from self._item(part, blob, context, state, reader, tally)
                for part in encoded.finish():
                    yield from self._item(part, blob, context, state, reader, tally)
        except Exception as error:  # noqa: BLE001 - here and below everything ends as an outcome
            state.gaps.append(_gap_of(error))
            if isinstance(error, Unscannable) and error.encryption is not None:
                state.encryption = error.encryption
        try:
            yield from self._findings(reader.close(), blob, state, tally)
        except Exception as error:  # noqa: BLE001
            state.gaps.append(_gap_of(error))
        counts: Mapping[str, Mapping[str, int]] = {}
        try:
            counts = tally.result()
        except OSError as error:  # of its temporary file
            state.gaps.append(_gap_of(error))
        yield self._outcome(blob, state, counts, self._listed - listed_before)

    def _listing(self) -> bool:
        return not self._config.max_findings_per_file or self._listed < self._config.max_findings_per_file

    def _item(
        self, item: Extracted, blob: Blob, context: Context, state: Progress, reader: Reader, tally: Tally
    ) -> Iterator[Event]:
        match item:
            case Segment():
                state.read = True
                end = len(item.data) if item.end < 0 else item.end
                hits = matcher.find(item.data, item.start, end)
                if self._watch is not None:
                    self._watch.segment(item, hits, blob.at)
                yield from self._findings(reader.read(item, hits), blob, state, tally)
            case Blob():
                state.read = True
                if context.depth >= context.limits.depth:
                    detail = f"more than {context.limits.depth} containers deep (limit: depth)"
                    yield Outcome(self._source, item.at, Status.NOT_SCANNED, Reason.LIMIT, detail, size=item.size)
                else:
                    yield from self.blob(item, context.deeper(), state.keys, state.opened)
            case Gap():
                state.gaps.append(item)
            case Encryption():
                if item.verdict != "plain" or state.encryption is None or not state.encryption.opened:
                    state.encryption = item
                    self._behind(state, tally)

    def _behind(self, state: Progress, tally: Tally) -> None:
        """Note the lock that what follows was found behind. One that protects is never undone by one that does not."""
        own = self._with_key(state)
        if own is not None and own.opened and not (state.opened is not None and state.opened.protects):
            state.opened = own
        tally.protected = state.opened is not None and state.opened.protects

    def _findings(self, units: Iterator[Unit], blob: Blob, state: Progress, tally: Tally) -> Iterator[Event]:
        for unit in units:
            finding = finish(unit, self._source, blob.at, self._config, tally)
            if self._watch is not None:
                self._watch.unit(unit, finding, blob.at)
            if finding is not None and self._listing():
                self._listed += 1
                duties = () if tally.protected else duties_of(self._facts, finding.classification)
                more = duties or state.opened
                yield replace(finding, duties=duties, encryption=state.opened) if more else finding

    def _outcome(self, blob: Blob, state: Progress, counts: Mapping[str, Mapping[str, int]], listed: int) -> Outcome:
        status, reason = Status.SCANNED, None
        if state.gaps:
            status = Status.PARTIAL if state.read else Status.NOT_SCANNED
            reason = state.gaps[0].reason
        encryption = self._with_key(state)
        named = "; ".join(gap.detail for gap in state.gaps[:_GAPS_NAMED])
        more = len(state.gaps) - _GAPS_NAMED
        detail = f"{named}; and {more} more" if more > 0 else named
        return Outcome(
            self._source,
            blob.at,
            status,
            reason,
            detail,
            state.media_type,
            blob.size,
            encryption,
            counts,
            listed,
        )

    def _with_key(self, state: Progress) -> Encryption | None:
        """The verdict on encryption, with what may hold the key to it: inside the same container, else beside it."""
        encryption = state.encryption
        if encryption is None or encryption.verdict not in {"encrypted", "weak"}:
            return encryption
        near = encryption.key_beside or next(filter(None, map(_told, state.keys)), None)
        if near is None and self._key_beside is None:
            self._key_beside = key_beside(self._source) or ""
        return replace(encryption, key_beside=near or self._key_beside or None)


def _told(key: KeyBeside) -> str | None:
    """What a container says of a key. Nothing it stumbles over may cost what was read of the lock."""
    if isinstance(key, str):
        return key
    try:
        return key()
    except Exception:  # noqa: BLE001 - of a reader that runs over the archive once more
        return None


def _gap_of(error: Exception) -> Gap:
    """What an exception means. Its message is never used: it may hold text of the document."""
    match error:
        case Unscannable():
            return Gap(error.reason, error.detail)
        case MemoryError():
            return Gap(Reason.LIMIT, "out of memory")
        case RecursionError():
            return Gap(Reason.LIMIT, "nested too deeply")
        case OSError():
            return Gap(Reason.UNREADABLE, f"read error {error.errno or type(error).__name__}")
    frame = error.__traceback__
    while frame is not None and frame.tb_next is not None:
        frame = frame.tb_next
    where = f" at {PurePosixPath(frame.tb_frame.f_code.co_filename).name}:{frame.tb_lineno}" if frame else ""
    return Gap(Reason.BUG, f"{type(error).__name__}{where}")
