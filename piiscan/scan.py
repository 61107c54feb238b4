"""`scan_one`: the whole way of one source, bytes to findings and outcomes. No clock, no print, no process.

The only place that turns an exception into an outcome. Members come before the blob that holds them; the
outcome of the source itself comes last.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from contextlib import closing
from functools import cache, partial
from itertools import chain
from typing import BinaryIO

from msgspec.structs import replace

from piiscan import again, matcher, place, small, titles
from piiscan.config import Config
from piiscan.copies import COPIES
from piiscan.formats.base import Context, Extracted, Format, new_context
from piiscan.formats.breakdown import gap_of
from piiscan.formats.encoded.inside import Encoded
from piiscan.formats.identify import identify_blob, of_rows
from piiscan.formats.locks.key_stores import gives_none
from piiscan.keyhints import KeyBeside, named
from piiscan.members import Nothing, in_lots, inside
from piiscan.model import Blob, Encryption, Event, Exposure, Gap, Outcome, Reason, Segment, Source, Status, Unscannable
from piiscan.pairing import Exclusion, Reader, Tally, Told, Unit, Watch, finish, use_names
from piiscan.pulse import PULSE
from piiscan.sources import Beside, look_again, open_source, read_whole, use_limits
from piiscan.sources.base import plain_path
from piiscan.sources.digest import digest
from piiscan.under_way import Progress

_GAPS_NAMED = 5
_ARMOR = frozenset({"openpgp-armor", "cms-pem"})  # what takes blocks of armor out of a text itself
_AS_RAW = ", then read as raw bytes"


def scan_one(source: Source, config: Config, watch: Watch | None = None) -> Iterator[Event]:
    """Everything there is to say about one source. Never raises for what the source contains.

    `watch` is told what becomes of each candidate. One at a time in a process: the operator's names hold for the
    source begun last (see `pairing.names.table`). A file that changes while it is read is read once more.
    """
    use_names(config.names)
    use_limits(config.limits)
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


def scan_raw(source: Source, config: Config, told: Told, why: Gap) -> Iterator[Event]:
    """Read a source whose first reading broke down (`why`) once more, as the bytes it is: what was not `told` yet.

    Its outcome says why, and counts with what is found now what was told and not counted.
    """
    use_names(config.names)
    use_limits(config.limits)
    return _reading(source, config, None, (told, why))


def _read_again(source: Source, config: Config, first: Outcome, given: again.Given) -> Iterator[Event]:
    """What a second reading adds to a first one, and the outcome of both; where there is none, the first's."""
    now = look_again(source)
    if now is None or now.size > again.LARGEST or not given.whole:
        yield first
    else:
        yield from again.second(_reading(now, config, None), given, first, config.max_findings_per_file)


def _reading(
    source: Source, config: Config, watch: Watch | None, before: tuple[Told, Gap] | None = None
) -> Iterator[Event]:
    """Everything one reading says. Its outcome tells whether the file was the same from its beginning to its end."""
    try:
        stream = open_source(source)
    except Unscannable as verdict:
        if before is not None:
            raise  # what was told counts, and who called knows how
        yield Outcome(source, (), Status.NOT_SCANNED, verdict.reason, verdict.detail, size=source.size)
        return
    with stream:
        data = read_whole(stream, small.LARGEST)
        opens = partial(open_source, source) if data is None else partial(io.BytesIO, data)
        asked = Beside(source, gives_none)
        blob = Blob(plain_path(source).rpartition("/")[2], opens, size=source.size, beside=asked.open)
        form = (
            small.form_of_blob(blob, data, identify_blob)
            if data is not None and watch is None and before is None
            else None
        )
        if data is not None and form is not None and small.holds_nothing(data, form, blob.name, config.limits):
            outcome = Outcome(source, (), Status.SCANNED, media_type=form.media_type, size=source.size)
            yield again.ended(outcome, source, stream)
            return
        scan = Scan(source, config, stream, watch, before[0] if before else Told(), asked)
        scan.form = form or of_rows(stream)
        given = config.passwords.each if config.passwords else ()
        context = new_context(config.limits, given, ocr=config.ocr)
        events = scan.again(blob, before[1]) if before else scan.blob(blob, context)
        if watch is None and before is None:
            events = COPIES.read(source, stream, config, scan.exposed, events)
        for event in events:
            yield again.ended(event, source, stream) if isinstance(event, Outcome) and not event.at else event


class Scan:
    """One source under way: its options, and how many of its findings are listed so far."""

    def __init__(
        self, source: Source, config: Config, stream: BinaryIO, watch: Watch | None, told: Told, asked: Beside
    ) -> None:
        self._source = source
        self.exposed = cache(lambda: _exposed(source, stream, config))  # once, and only for findings
        self._config = config
        self._watch = watch
        self._told = told
        self._beside = asked
        self.form: Format | None = None  # of the source itself, where it is known already
        self._exclusion = Exclusion(config.public_records, plain_path(source), lambda: digest(source))

    def blob(
        self, blob: Blob, context: Context, keys: tuple[KeyBeside, ...] = (), opened: Encryption | None = None
    ) -> Iterator[Event]:
        """Findings of a blob and of what it holds, outcomes of its members, and last its own.

        `keys`: what the containers round it know that may hold its key. `opened`: the lock round it that the operator's
        password opened.
        """
        listed_before = self._told.listed
        tally = Tally(self._exclusion, self._config.asides, self._watch)
        keys = (blob.key_beside, *keys) if blob.key_beside is not None else keys
        state = Progress(encryption=blob.encryption, keys=keys, opened=opened)
        self._behind(state, tally)
        reader = self._reader_of(tally, blob)
        broken = False
        yield from self._title(blob, state, tally)
        try:
            form, self.form = self.form or identify_blob(blob), None
            state.media_type = form.media_type
            each = self._watch is not None or context.depth >= context.limits.depth
            with closing(Encoded(blob, context, None if each else small.idle, form.name not in _ARMOR)) as encoded:

                def tell(part: Extracted | Nothing) -> Iterator[Event]:
                    return self._item(part, blob, context, state, reader, tally)

                lots = partial(in_lots, budget=context.budget, each=each)
                for item in lots(form.extract(blob, state.asking(context, self._watch))):
                    yield from inside(lots(encoded.take(item)), tell) if isinstance(item, Segment) else tell(item)
                for part in encoded.finish():
                    yield from tell(part)
                if state.encryption is None or state.encryption.verdict == "plain":  # else its reader has seen them
                    for part in encoded.locks():
                        yield from tell(part)
        except Exception as error:  # noqa: BLE001 - here and below everything ends as an outcome
            state.gaps.append(gap_of(error))
            broken = not isinstance(error, (Unscannable, OSError))
            if isinstance(error, Unscannable) and error.encryption is not None:
                state.encryption = error.encryption
        try:
            yield from self._findings(reader.close(), blob, state, tally)
        except Exception as error:  # noqa: BLE001
            state.gaps.append(gap_of(error))
            broken = True
        if broken:
            yield from self._raw(blob, state, tally, listed_before)
        yield self._ended(blob, state, tally, listed_before)

    def again(self, blob: Blob, why: Gap) -> Iterator[Event]:
        """Findings of the bytes of a blob that were not told in the first reading, and its outcome."""
        tally = Tally(self._exclusion, self._config.asides)
        self._told.count(tally)
        listed_before = self._told.listed - len(self._told.uncounted)
        state = Progress(gaps=[why], read=self._told.listed > 0, listed_only=True)
        yield from self._raw(blob, state, tally, 0)
        yield self._ended(blob, state, tally, listed_before)

    def _raw(self, blob: Blob, state: Progress, tally: Tally, since: int) -> Iterator[Event]:
        """What the bytes of a blob say that was not told after so many findings. A text is wholly read by that."""
        if self._told.full or not (state.listed_only or self._listing()):
            state.gaps.append(Gap(Reason.LIMIT, "not read as raw bytes: too many findings to tell new ones from"))
            return
        from piiscan.formats.raw import raw_segments, reads_as_text

        said = self._told.since(since)
        reader = self._reader_of(tally, blob)

        def found(units: Iterator[Unit]) -> Iterator[Event]:
            new = (unit for unit in units if not said.take(unit.elements))
            return self._findings(new, blob, state, tally)

        before = self._told.listed
        try:
            text = reads_as_text(blob)
            for segment in raw_segments(blob, text=text):
                end = len(segment.data) if segment.end < 0 else segment.end
                yield from found(reader.read(segment, matcher.look(segment.data, segment.start, end)))
                PULSE.passed(end)
            yield from found(reader.close())
            state.read = state.read or text or self._told.listed > before
            state.gaps[-1] = replace(state.gaps[-1], detail=f"{state.gaps[-1].detail}{_AS_RAW}")
        except Exception as error:  # noqa: BLE001
            gap = gap_of(error)
            if gap not in state.gaps:
                state.gaps.append(gap)

    def _ended(self, blob: Blob, state: Progress, tally: Tally, listed_before: int) -> Outcome:
        counts: Mapping[str, Mapping[str, int]] = {}
        try:
            counts = tally.result()
        except OSError as error:  # of its temporary file
            state.gaps.append(gap_of(error))
        return self._outcome(blob, state, counts, self._told.listed - listed_before)

    def _reader_of(self, tally: Tally, blob: Blob) -> Reader:
        path = "/".join((plain_path(self._source), *place.members(blob.at)))
        return Reader(tally, self._listing, self._config.residency_default, self._config.max_findings_per_file, path)

    def _title(self, blob: Blob, state: Progress, tally: Tally) -> Iterator[Event]:
        """What the name says: whoever may list the folder or the archive reads it, whatever becomes of the rest."""
        title = titles.title_of(blob)
        if title is not None:
            if self._watch is not None:
                self._watch.segment(*title, blob.at)
            reader = self._reader_of(tally, blob)
            yield from self._findings(chain(reader.read(*title), reader.close()), blob, state, tally)

    def _listing(self) -> bool:
        return not self._config.max_findings_per_file or self._told.listed < self._config.max_findings_per_file

    def _item(
        self, item: Extracted | Nothing, blob: Blob, context: Context, state: Progress, reader: Reader, tally: Tally
    ) -> Iterator[Event]:
        state.read = state.read or isinstance(item, Segment | Blob | Nothing)
        match item:
            case Segment():
                end = len(item.data) if item.end < 0 else item.end
                hits = small.hits_in(item.data, item.start, end, shapeless=item.shapeless)
                PULSE.passed(end)
                if hits.start.size and self._config.inline_allow:
                    state.allows.take(item)
                if self._watch is not None:
                    self._watch.segment(item, hits, blob.at)
                yield from self._findings(reader.read(item, hits), blob, state, tally)
            case Blob():
                if context.depth >= context.limits.depth:
                    detail = context.limits.told(f"more than {context.limits.depth} containers deep (limit: depth)")
                    yield Outcome(self._source, item.at, Status.NOT_SCANNED, Reason.LIMIT, detail, size=item.size)
                else:
                    yield from self.blob(item, context.deeper(), state.keys, state.opened)
            case Nothing(member, media_type):
                yield Outcome(self._source, member.at, Status.SCANNED, media_type=media_type, size=member.size)
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
            finding = state.allows.put(finish(unit, self._source, blob.at, self._config, tally), len(blob.at))
            if self._watch is not None:
                self._watch.unit(unit, finding, blob.at)
            if finding is not None and self._listing():
                self._told.add(finding)
                from piiscan.exposure import duties_of  # as below

                duties = () if tally.protected else duties_of(self.exposed(), state.opened, finding.classification)
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
        detail = self._config.limits.told(f"{named}; and {more} more" if more > 0 else named)
        at = blob.at
        beside = () if at else tuple(sorted(self._beside.names))
        exposure = self.exposed() if self._told.listed and not at else None
        form, size = state.media_type, blob.size
        return Outcome(
            self._source, at, status, reason, detail, form, size, encryption, counts, listed, beside, exposure
        )

    def _with_key(self, state: Progress) -> Encryption | None:
        """The verdict on encryption, with what may hold the key to it: inside the same container, else beside it."""
        encryption = state.encryption
        if encryption is None or encryption.verdict not in {"encrypted", "weak"}:
            return encryption
        near = encryption.key_beside or next(filter(None, map(named, state.keys)), None)
        return replace(encryption, key_beside=near or self._beside.key())


def _exposed(source: Source, stream: BinaryIO, config: Config) -> Exposure | None:
    """How open a file lies. Most files have nothing in them: what looks is loaded where something is found."""
    from piiscan.exposure import look

    return look(source, stream, config.stale_before)
