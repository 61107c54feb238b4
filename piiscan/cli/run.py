"""One run of `piiscan scan`: the rooms put together, from paths to a report and an exit code."""

from __future__ import annotations

import contextlib
import resource
import sys
from collections.abc import Generator, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, cast

import click
from msgspec.structs import replace

from piiscan import engines, keys
from piiscan.cli import Failure, NotWritten, Told, gate, hush, more, output, signals, spreading, tell
from piiscan.cli.asked import Options
from piiscan.cli.display import progress_shown
from piiscan.cli.look import look
from piiscan.config import Config, Limits, NameList, stale_before
from piiscan.folded import reader
from piiscan.reporters import REPORTERS
from piiscan.reporters.parts import NoRoomError, ReportError
from piiscan.severity import told
from piiscan.sources import Found, Part, SourceError, about, compile_filters, found, ignores
from piiscan.sources.devices import Devices
from piiscan.stream import Record, clock, nothing_record, run_record, tell_apart, to_record
from piiscan.tally import Tally

if TYPE_CHECKING:
    from piiscan.baseline import Baseline
    from piiscan.engines.spread_cluster import Spread
    from piiscan.ledger import Ledger, Store
    from piiscan.progress import Progress
    from piiscan.sources.base import Rule

# Not loaded here: most runs only give files out, and workers read them.
scan_one, scan_raw = engines.Named("piiscan.scan:scan_one"), engines.Named("piiscan.scan:scan_raw")
scan_part, glance = engines.Named("piiscan.scan_part:scan_part"), engines.Named("piiscan.small:glance")

_TOLD = (engines.EngineError, keys.KeyFileError, output.OutputError, ReportError, SourceError, Told)


def run(options: Options) -> int:
    """Scan and report; the exit code. Raises `Failure` with a message that may be shown."""
    reporter = next(reporter for reporter in REPORTERS if reporter.name == options.form)
    if options.reveal and (options.file is None or not reporter.carries_values):
        raise click.UsageError(output.REVEAL)
    options = options.prepared()
    further = more.asked(options.reports, options.file, options.paths, options.needed())
    try:
        filters = compile_filters(options.exclude, options.include)
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a memory image would hold what was being read
    output.fill_standard_streams()
    if options.nice:
        from piiscan.cli.gentle import give_way

        give_way(tell)
    try:
        config = _config(options)
        shown = look(
            options.color,
            file=options.file is not None,
            show=(*options.show, *(["encrypted"] if options.report_encrypted else [])),
            reveal=options.reveal,
        )
        with more.Further(further) as others, contextlib.ExitStack() as stack:
            if options.workers == 0:
                stack.enter_context(hush.hushed())
            baseline = _baseline(options, config, stack)  # a pipe nobody writes to may still be ended
            stop = stack.enter_context(signals.stop_on_signals(engines.DRAIN if options.workers == 0 else 0))
            out, skip = _open_output(options, stack)
            store = _ledger(options)
            if store is not None:
                stack.callback(store.close)
                skip = skip | frozenset(store.files())
            spread, parts = spreading.opened(options, stack)
            skip |= others.own | parts
            choice = options.choice(filters, skip, _ignores(options))
            items = stack.enter_context(found(options.paths, choice))
            progress = stack.enter_context(progress_shown(options, choice))
            part = options.shard and Part(options.shard)
            stream = _Stream(options, config, stop, progress, store, baseline, part, spread)
            items = stream.devices.counted(items if part is None else part.own(items))
            with contextlib.closing(stream.records(items)) as records:
                reporter.write(others.taken(records), out, shown)
            stack.close()  # the run's own report is in its place, whatever becomes of the others
            for words in others.write():
                tell(words)
    except (output.WriteError, NoRoomError) as error:
        raise NotWritten(str(error)) from None
    except _TOLD as error:
        raise Failure(str(error)) from None
    for words in _remarks(options, out, stream):
        tell(words)
    return stream.code


def _remarks(options: Options, out: output.Guarded, stream: _Stream) -> Iterator[str]:
    """What is told beside the report."""
    if isinstance(out, output.Parts):
        yield from out.remarks()
    if options.quiet:
        return
    if "public_records" in stream.summary:
        from piiscan.cli import rules

        yield from rules.remarks(stream.summary)
    if "marks" in stream.summary:
        from piiscan.baseline import remarks

        yield from remarks(stream.summary)
    if options.file is not None or options.form != "table":
        yield f"exit {stream.code}: {stream.why}"


class _Stream:
    """The records of one run, counted as they pass."""

    def __init__(
        self,
        options: Options,
        config: Config,
        stop: signals.Stop,
        progress: Progress | None,
        store: Store | None = None,
        baseline: Baseline | None = None,
        part: Part | None = None,
        spread: Spread | None = None,
    ) -> None:
        self.code, self.why = gate.ERROR, ""
        self.summary: Record = {}
        self.devices = Devices()
        self._options = options
        self._config = config
        self._stop = stop
        self._progress = progress
        self._store = store
        self._baseline = baseline
        self._part = part
        self._spread = spread
        self._tally = Tally()
        self._gate = gate.Gate(
            options.fail_on,
            options.fail_on_residency,
            config.max_findings_per_file,
            tuple(sorted(set(options.fail_on_kind))),
            options.fail_on_count,
            allow_unread=options.allow_unread,
        )

    def records(self, items: Iterator[Found]) -> Generator[Record]:
        """The stream from its head to its summary."""
        options = self._options
        head = run_record(self._config, options.paths, options.public(), clock())
        if self._part is not None:
            head["shard"] = self._part.shard.record
        yield head
        book = _book(self._store, options, head, self._config)
        events = engines.run(
            items if book is None else book.known(items),
            self._config,
            workers=options.workers,
            scan=scan_one,
            encode=to_record,
            raw=scan_raw,
            part=scan_part,
            glance=glance,
            nothing=nothing_record,
            book=book,
            on_tick=self._tick,
            stop=self._stop,
            rate=None if options.max_rate is None else engines.Rate(options.max_rate),
            # What is not changed is written as it came, and need not be read for that.
            read=reader() if options.form == "jsonl" and not options.reveal else None,
            spread=self._spread,
        )
        # An engine's iterator can be closed by contract, and that ends its workers.
        with contextlib.closing(cast("Generator[Record]", events)), book or contextlib.nullcontext():
            for record in told(self._marked(tell_apart(self._stop.before(events)))):
                self._tally.add(record)
                self._gate.add(record)
                if self._progress is not None:
                    self._progress.record(record)
                yield record
        if self._progress is not None:
            self._progress.close()  # a table comes now, perhaps on the same terminal
        self.code, self.why = self._gate.verdict(self._tally.gaps, self._stop.signal)
        interrupted = self._stop.signal is not None
        rules = self._config.rules()
        self.summary = self._tally.summary_record(self.code, self.why, clock(), rules, interrupted=interrupted)
        if self._baseline is not None:
            self.summary["marks"] = self._baseline.summary()
        if network := self.devices.network():
            self.summary["network"] = network
        if self._part is not None:
            self.summary["shard"] = self._part.record()
        yield self.summary

    def _marked(self, records: Iterator[Record]) -> Iterator[Record]:
        """With what is known of a finding beside what was read."""
        for record in records:
            if record["type"] == "finding":
                if known := about(str(record["root"]), str(record["file"])):
                    record.update(known)
                if self._baseline is not None:
                    self._baseline.put(record)
            yield record

    def _tick(self, state: engines.Progress) -> None:
        if self._progress is not None:
            self._progress.name = state.oldest or self._progress.name
            self._progress.tick()


def _ledger(options: Options) -> Store | None:
    if not (options.ledger or options.paranoid or options.retry_poison):
        return None
    from piiscan.cli import remember

    return remember.opened(options)


def _book(store: Store | None, options: Options, head: Record, config: Config) -> Ledger | None:
    if store is None:
        return None
    from piiscan.cli import remember

    return remember.book(store, options, head, config)


def _ignores(options: Options) -> Mapping[str, list[Rule]]:
    """The rules of each root: what did not change, and what its owner leaves out."""
    rules: dict[str, list[Rule]] = {}
    if options.diff is not None:
        from piiscan.sources import revision

        for root, changed in revision.changed_since(options.diff, options.paths).items():
            rules[root] = [changed]
    if not options.no_ignore_files:
        found, remarks = ignores(options.paths)
        for root, ignore in found.items():
            rules.setdefault(root, []).append(ignore)
        for words in () if options.quiet else remarks:
            tell(words)
    return rules


def _baseline(options: Options, config: Config, stack: contextlib.ExitStack) -> Baseline | None:
    if not options.baseline:
        return None
    from piiscan.cli import marking

    against = marking.baseline(options.baseline, config.key)
    stack.callback(against.close)
    return against


def _config(options: Options) -> Config:
    if options.key_file is not None:
        key = keys.read_key(options.key_file)
    else:
        key, path, made = keys.own_key(click.get_app_dir("piiscan"))
        if made and not options.quiet:
            tell(f"made a key for the fingerprints: {path} (keep it, and keep it apart from the reports)")
    limits = Limits(depth=options.max_depth, members=options.max_members, expanded=options.max_expanded)
    limits = replace(limits, document=options.max_document, deadline=options.deadline)
    limits = replace(limits, **options.limits)
    records = None
    if options.public_records is not None:
        from piiscan.cli import rules

        records = rules.read_rules(options.public_records, date.fromisoformat(clock()[:10]))
    names = _names(options)
    passwords = None
    if options.password_file is not None:
        from piiscan.cli import password_file

        passwords = password_file.read_passwords(options.password_file)
    return Config(
        limits,
        options.residency_default,
        options.max_findings_per_file,
        options.reveal,
        tuple(sorted(set(options.also))),
        not options.no_test_values,
        key,
        records,
        names,
        options.ocr,
        passwords,
        not options.no_inline_allow,
        options.stale_years,
        stale_before(clock(), options.stale_years),
    )


def _names(options: Options) -> NameList | None:
    if options.names_file is None:
        return None
    from piiscan.cli import names_file

    names, passed_over = names_file.read_names(options.names_file)
    if passed_over and not options.quiet:
        tell(names_file.remark(passed_over))
    return names


def _open_output(options: Options, stack: contextlib.ExitStack) -> tuple[output.Guarded, frozenset[output.FileId]]:
    if options.file is None:
        return stack.enter_context(output.standard_output(sys.stdout)), frozenset()
    out, own = stack.enter_context(output.report_file(options.file))
    return out, frozenset(own)
