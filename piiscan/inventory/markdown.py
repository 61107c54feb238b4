"""The inventory as Markdown, to be put into the program's file: each section with the paragraph it serves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from piiscan.changes import CUT_OFF
from piiscan.inventory import document, markdown_trail
from piiscan.inventory.collect import Inventory
from piiscan.reporters import words
from piiscan.reporters.html_text import many
from piiscan.reporters.markdown_text import code, plain
from piiscan.reporters.terminal import Sink
from piiscan.tickets.case import Case

Said = document.Said

_HEAD = (
    "| Folder | Severity | Files | Persons MA / unknown / elsewhere | Numbers | Forms | Readable by | Volume | Owner |"
)


def write(inventory: Inventory, folders: Iterable[Case], out: Sink) -> None:
    """Write it."""
    said = document.whole(inventory)
    parts = (_scan(said), _persons(said), _notice(said), _locked(said), _unread(said), _changes(said))
    for part in (*parts, markdown_trail.lines(inventory, said), _folders(folders, inventory)):
        for line in part:
            out.write(line + "\n")


def _scan(said: Said) -> Iterator[str]:
    scan = said["scan"]
    yield "# Inventory of personal information (201 CMR 17.03(2))"
    yield ""
    yield f"Of {', '.join(map(code, scan['roots']))}, scanned {plain(scan['started'])} to {plain(scan['ended'])} with"
    yield f"{plain(scan['tool'])}: {many(scan['files']['total'], 'file')}. {_read(scan)}"
    if scan["on_network"]:
        kinds = ", ".join(f"{plain(kind)} {count:,}" for kind, count in scan["on_network"].items())
        yield f"Files on file systems of a network, by type: {kinds}."
    yield ""


def _read(scan: Said) -> str:
    gaps = f": {many(scan['gaps'], 'gap')}" if scan["gaps"] else ""
    if scan["interrupted"]:
        return f"**The scan was interrupted, or lacks parts: this is a record of what it had read{gaps}.**"
    return "Everything was read." if scan["complete"] else f"**Not everything was read{gaps}.**"


def _persons(said: Said) -> Iterator[str]:
    persons = said["persons"]
    yield "## Persons (17.03(2)(b))"
    yield ""
    yield "| Residency | Each once | Once in each file | Behind a good lock |"
    yield "|---|---:|---:|---:|"
    for name, text in words.RESIDENCIES.items():
        row = " | ".join(_number(persons[column], name) for column in ("distinct", "in_each_file", "protected"))
        yield f"| {text} | {row} |"
    yield ""
    if persons["distinct"] is None:
        yield "The scan had no key, so that persons cannot be told apart over files."
    else:
        yield "A person with other numbers elsewhere counts once more."
        if not persons["distinct_is_exact"]:
            cut = persons["files_not_listed_whole"]
            some = f"{many(cut, 'file')} {'has' if cut == 1 else 'have'} as many findings as a scan lists"
            yield f"{some}, or more: at least so many, and at most once in each file."
        if (several := persons["in_several_files"])["copies"]:
            least = "" if persons["distinct_is_exact"] else "At least "
            who = f"{least}{many(several['persons'], 'person')} {'stands' if several['persons'] == 1 else 'stand'}"
            yield (
                f"{who} with the same numbers in more than one file, {several['copies']:,} times beside the first: "
                "whether these copies are needed is to be reviewed, and what is not is to be disposed of (c. 93I)."
            )
    yield ""
    if said["persons_by_kind"]:
        yield "| Number | Massachusetts | Residency unknown | Elsewhere |"
        yield "|---|---:|---:|---:|"
        for kind, numbers in said["persons_by_kind"].items():
            row = " | ".join(_number(numbers, name) for name in words.RESIDENCIES)
            yield f"| {plain(words.number(kind))} | {row} |"
        yield ""


def _notice(said: Said) -> Iterator[str]:
    notice = said["notice"]
    yield "## If all of it were in a breach (M.G.L. c. 93H, section 3)"
    yield ""
    residents, others = (_affected(notice, name) for name in ("residents", "residents_or_unknown"))
    yield f"- Residents of Massachusetts affected: {residents}; with those of unknown residency:"
    yield f"  {others} ({plain(notice['counted'])})."
    yield f"- Types of personal information: {plain(', '.join(map(words.number, notice['types'])) or 'none')}."
    least = "at least " if _is_bound(notice) else ""
    yield "- With a Social Security number, to be offered at least 18 months of credit monitoring (section 3A; 42 by"
    yield f"  a consumer reporting agency): {least}{notice['social_security_numbers']:,}."
    if waiting := notice["to_be_reviewed"]:
        yield f"- {many(waiting, 'number')} {'is' if waiting == 1 else 'are'} still to be reviewed, and not counted."
    yield "- Not counted here, and asked for: what happened, who is responsible, who reports it and for whom, whether"
    yield "  there is a written program, and what is done about it."
    yield ""


def _is_bound(notice: Said) -> bool:
    return not notice["exact"] and bool(notice["residents"] != notice["residents_at_most"])


def _affected(notice: Said, name: str) -> str:
    least, most = notice[name], notice[f"{name}_at_most"]
    return f"{least:,}" if notice["exact"] or least == most else f"at least {least:,}, at most {most:,}"


def _locked(said: Said) -> Iterator[str]:
    yield "## What is encrypted (17.02)"
    yield ""
    yield from _counts(said["locked"], "Verdict", "Files and members", "Nothing is locked.")


def _unread(said: Said) -> Iterator[str]:
    yield "## What was not read, or not to its end (17.03(2)(h))"
    yield ""
    yield from _counts(said["not_read"], "Reason", "Files and members", "Nothing.")


def _changes(said: Said) -> Iterator[str]:
    if said["changes"] is not None:
        yield "## Changes since the last scan (17.03(2)(i))"
        yield ""
        for one in said["previous"]:
            how = f"**{CUT_OFF}**" if one["interrupted"] else f"ended {plain(one['ended'])}"
            yield f"- The scan of {plain(one['started'])} {how}."
        yield ""
        yield from _counts(said["changes"], "Change", "Findings", "None.")


def _folders(folders: Iterable[Case], inventory: Inventory) -> Iterator[str]:
    yield "## Where it is (17.03(2)(b))"
    yield ""
    empty = True
    for case in folders:
        if empty:
            yield _HEAD
            yield "|---|---|---:|---:|---|---|---|---|---|"
            empty = False
        yield _row(document.folder(case, inventory))
    if empty:
        yield "Nothing was found."


def _row(said: Said) -> str:
    persons = said["persons"]["distinct"] or said["persons"]["in_each_file"]
    cells = [
        code(said["folder"]),
        said["severity"],
        f"{said['files']:,}",
        " / ".join(_bound(said) + _number(persons, name) for name in words.RESIDENCIES),
        _list(said["numbers"]),
        _list(said["forms"]),
        _list(said["readable_by"]),
        plain("; ".join(filter(None, [said["volume"], _behind(said["protected_findings"])]))),
        code(said["owner"]),
    ]
    return f"| {' | '.join(cells)} |"


def _bound(said: Said) -> str:
    """What stands before a number that is a lower bound."""
    return "≥ " if said["persons"]["distinct"] and not said["persons"]["distinct_is_exact"] else ""


def _list(numbers: Mapping[str, int]) -> str:
    return plain(", ".join(f"{words.kind(name)} {number:,}" for name, number in numbers.items()))


def _counts(numbers: Mapping[str, int], name: str, count: str, none: str) -> Iterator[str]:
    if numbers:
        yield f"| {name} | {count} |"
        yield "|---|---:|"
        for what, number in numbers.items():
            yield f"| {plain(words.kind(what))} | {number:,} |"
    else:
        yield none
    yield ""


def _number(numbers: Mapping[str, int] | None, name: str) -> str:
    return "" if numbers is None else f"{numbers.get(name, 0):,}"


def _behind(findings: int) -> str:
    return f"{findings:,} finding{'' if findings == 1 else 's'} behind a lock" if findings else ""
