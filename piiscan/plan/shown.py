"""The plan for people, and as one JSON document. Names of files are in neither."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from piiscan.formats.catalog import LISTED, MISSING, READ
from piiscan.plan.survey import Kind, Survey
from piiscan.plan.timing import STORED, Estimate
from piiscan.reporters.terminal import BOLD, DIM, YELLOW, Look, Sink, clip, escape

_WORDS = {READ: "read", MISSING: "not read: library missing", LISTED: "not read: no reader"}
_SHOWN = 30  # kinds and reasons in the table


def document(survey: Survey, time: Estimate, workers: Sequence[int], processors: int) -> dict[str, Any]:
    """The plan for programs."""
    return {
        "type": "plan",
        "plan_version": "1.0",
        "files": survey.files,
        "bytes": survey.bytes,
        "types": [
            {
                "name": kind.name,
                "files": kind.files,
                "bytes": kind.bytes,
                "state": kind.state,
                "install": kind.missing or None,
            }
            for kind in _sorted(survey)
        ],
        "skipped": [
            {"reason": reason, "why": why, "names": count, "bytes": size}
            for (reason, why), (count, size) in _skipped(survey)
        ],
        "time": {
            "basis": _basis(time),
            "sampled_files": time.files,
            "sampled_bytes": time.bytes,
            "seconds_of_one_worker": round(time.wall, 3),
            "seconds_of_processor": round(time.processor, 3),
            "seconds_by_stored_figures": round(time.stored, 3),
            "processors": processors,
            "workers": [
                {"workers": count, "least": round(low, 1), "most": round(high, 1)}
                for count, (low, high) in ((count, time.on(count, max(count, processors))) for count in workers)
            ],
        },
    }


def write(
    survey: Survey, time: Estimate, workers: Sequence[int], processors: int, took: float, out: Sink, look: Look
) -> None:
    """The plan for people."""
    lines = (
        *_head(survey, took, look),
        *_kinds(survey, look),
        *_not_read(survey, look),
        *_time(time, workers, processors, look),
    )
    for line in lines:
        out.write(line.rstrip() + "\n")


def _head(survey: Survey, took: float, look: Look) -> Iterator[str]:
    yield look.paint(f"{survey.files:,} files, {_size(survey.bytes)}", BOLD) + f", looked at in {_span(took)}"


def _kinds(survey: Survey, look: Look) -> Iterator[str]:
    yield ""
    yield look.paint(f"{'type':36} {'files':>11} {'size':>10}", DIM)
    kinds = _sorted(survey)
    for kind in kinds[:_SHOWN]:
        said = "" if kind.state == READ else _WORDS.get(kind.state, "not read: only its lock is judged")
        more = f" ({kind.missing})" if kind.missing else ""
        line = f"{clip(escape(kind.name), 36):36} {kind.files:>11,} {_size(kind.bytes):>10}"
        yield line if not said else f"{line}  {look.paint(said + more, YELLOW)}"
    if len(kinds) > _SHOWN:
        rest = kinds[_SHOWN:]
        yield f"{'and others':36} {sum(kind.files for kind in rest):>11,} {_size(sum(kind.bytes for kind in rest)):>10}"


def _not_read(survey: Survey, look: Look) -> Iterator[str]:
    rows = _skipped(survey)
    if not rows:
        return
    yield ""
    yield look.paint("what will not be read", BOLD)
    for (reason, why), (count, size) in rows[:_SHOWN]:
        yield f"  {count:>11,} {_size(size):>10}  {reason}: {escape(why)}"
    if len(rows) > _SHOWN:
        yield f"  and {sum(row[1][0] for row in rows[_SHOWN:]):,} for other reasons"


def _time(time: Estimate, workers: Sequence[int], processors: int, look: Look) -> Iterator[str]:
    yield ""
    yield look.paint("time", BOLD)
    for count in workers:
        low, high = time.on(count, max(count, processors))
        many = f"{count} worker{'s' if count > 1 else ''}"
        with_ = f", each with a processor (here are {processors})" if count > processors else ""
        yield f"  {many:>12}: {_span(low)} to {_span(high)}{with_}"
    yield f"  {_rests_on(time)}"


def _basis(time: Estimate) -> str:
    if not time.files:
        return "stored"
    return "measured" if not time.stored else "measured and stored"


def _rests_on(time: Estimate) -> str:
    if not time.of:
        return "there is nothing to read"
    if not time.files:
        return f"by stored figures of another machine: right up to a factor of {STORED:g} (a sample would say more)"
    said = f"measured now on {time.files:,} of {time.of:,} files ({_size(time.bytes)} in {_span(time.took)})"
    if time.stored:
        share = time.stored / time.wall
        said += f"; {share:.0%} of the time by stored figures, for what was too large to be tried"
    return f"{said}; from a machine with nothing else to do, to one as busy as now"


def _sorted(survey: Survey) -> list[Kind]:
    return sorted(survey.kinds.values(), key=lambda kind: (-kind.bytes, -kind.files, kind.name))


def _skipped(survey: Survey) -> list[tuple[tuple[str, str], list[int]]]:
    return sorted(survey.skipped.items(), key=lambda row: (-row[1][0], row[0]))


def _size(count: float) -> str:
    """A number of bytes for people.

    >>> _size(999), _size(1536), _size(5 << 30)
    ('999 B', '1.5 KiB', '5.0 GiB')
    """
    for unit in ("B", "KiB", "MiB", "GiB", "TiB"):
        if count < 1024 or unit == "TiB":
            break
        count /= 1024
    return f"{count:.0f} B" if unit == "B" else f"{count:,.1f} {unit}"


def _span(seconds: float) -> str:
    """A time for people.

    >>> _span(0.25), _span(75), _span(7260), _span(200_000)
    ('0.2 s', '1 min 15 s', '2 h 1 min', '2 d 7 h')
    """
    if seconds < 60:
        return f"{seconds:.1f} s" if seconds < 10 else f"{seconds:.0f} s"
    minutes, left = divmod(int(seconds), 60)
    if minutes < 60:
        return f"{minutes} min {left} s"
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min" if hours < 24 else f"{hours // 24} d {hours % 24} h"
