"""An explanation for people: a block for each element, two lines for what is none, a summary. Escapes it all."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from piiscan.explain import codes, words
from piiscan.reporters.terminal import Look, Sink, escape

Record = Mapping[str, Any]

_KEY = 12  # columns of the name of a line of a block


def write(records: Iterable[Record], out: Sink, look: Look) -> None:
    """Write each explanation as it comes."""
    for record in records:
        for line in _lines(record, look):
            out.write(line + "\n")


def _lines(record: Record, look: Look) -> Iterator[str]:
    match record["type"]:
        case "explanation":
            yield from _refused(record, look) if record["result"] in codes.NO_ELEMENT else _block(record, look)
        case "outcome":
            name = escape(" › ".join([record["file"], *record["container"]]))
            how = "read in part" if record["status"] == "partial" else "not read"
            yield from _wrapped(f"{name}: {how} ({record['reason']}): {escape(record['detail'])}", "", look)
            yield ""
        case "explained":
            yield from _summary(record, look)


def _place(record: Record) -> str:
    return escape(" › ".join(part for part in (*record["container"], record["location"]["text"]) if part)) or "the file"


def _block(record: Record, look: Look) -> Iterator[str]:
    result = codes.RESULTS[record["result"]]
    if record["person"] is not None and record["residency"] is not None:
        result += f", {words.RESIDENCES[record['residency']]}"
    sure = f" ({record['confidence']} confidence)" if record["confidence"] else ""
    kind = record["kind"].replace("_", " ")
    yield from _wrapped(f"{_place(record)}   {kind} {escape(record['masked'])}   → {result}{sure}", "", look)
    element, person = record["element"], record["person"]
    passed, beside = words.split(element["evidence"])
    by = f" (matcher: {record['candidate']})" if record["candidate"] else ""
    rows = [
        ("shape", record["shape"] + by),
        ("rules", _said(passed)),
        ("label", _said(beside, record["label"]) or "none near it"),
        ("element", words.grade(element["grade"]) + _doubt(element)),
    ]
    if person is None:
        rows.append(("person", "nobody is named with it"))
    else:
        rows.append(
            ("person", f"{escape(person['masked'])}  {words.grade(person['grade'])}: {_said(person['evidence'])}")
        )
        rows.append(("pair", f"{words.grade(record['pair']['grade'])}: {record['pair']['by']}"))
    residence = _said(record["residency_reasons"])
    if residence:
        at = f" → {words.RESIDENCES[record['residency']]}" if record["residency"] else ""
        how = f", {words.grade(record['grades']['residency'])}" if record["grades"] else ""
        rows.append(("residency", residence + at + how))
    rows.append(("class", escape(words.of_class(record))))
    if record["finding"]:
        rows.append(("finding", record["finding"]))
    for name, text in rows:
        if text:
            yield from _wrapped(text, f"  {name:<{_KEY}}", look, " " * (_KEY + 4))
    yield ""


def _refused(record: Record, look: Look) -> Iterator[str]:
    what = record["shape"] if record["kind"] is None else record["kind"].replace("_", " ")
    by = f" (matcher: {record['candidate']})" if record["candidate"] else ""
    yield from _wrapped(
        f"{_place(record)}   {escape(record['masked'])}   → {codes.RESULTS[record['result']]}: {what}{by}", "", look
    )
    why = _said(record["reasons"], record["label"], "; ")
    yield from _wrapped(why, f"  {'why':<{_KEY}}", look, " " * (_KEY + 4))
    yield ""


def _doubt(element: Record) -> str:
    return f"; {codes.code(element['review'])}" if element["review"] else ""


def _said(reasons: Iterable[str], label: Record | None = None, between: str = ", ") -> str:
    return escape(between.join(f"{words.of_label(one, label)} [{one}]" for one in reasons))


def _summary(record: Record, look: Look) -> Iterator[str]:
    if not record["results"]:
        yield "Nothing in it looks like a number of a person."
    else:
        yield "SUMMARY"
    for result, count in record["results"].items():
        yield f"  {codes.RESULTS[result]}: {count:,}"
    if record["refused_by"]:
        yield "why not, by the first rule that refuses"
    for reason, count in record["refused_by"].items():
        yield from _wrapped(f"{count:,}  {codes.code(reason)} [{reason}]", "  ", look)
    if record["left_out"]:
        yield f"  {record['left_out']:,} more were refused and are not shown (--all shows them)"


def _wrapped(text: str, indent: str, look: Look, further: str = "    ") -> list[str]:
    return textwrap.wrap(
        text,
        look.columns,
        initial_indent=indent,
        subsequent_indent=further,
        break_long_words=False,
        break_on_hyphens=False,
    )
