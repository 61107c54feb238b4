"""The section of an HTML report that says what to do: the acts, the most urgent first."""

from __future__ import annotations

from collections.abc import Iterator

from piiscan.reporters import advice
from piiscan.reporters.html_kept import Kept
from piiscan.reporters.html_text import many

_DUTIES = '<a href="#duties">duties touched</a>'
_LYING = {  # by the paragraph of what lies where it should not
    "17.04(6)": "Take off the web what lies in a folder for it, and look who has fetched it",
    "17.03(2)(b)": "Delete for good what was thrown away, or was not changed for years, unless somebody needs it",
    "17.04(3)": "Move what lies in mail, transfer or cloud folders",
}


def to_do(kept: Kept) -> Iterator[str]:
    """The acts, the most urgent first."""
    acts = [
        f"{act}: {many(found.files, 'file')}, with {many(found.persons, 'person')} ({_DUTIES})."
        for clause, act in _LYING.items()
        if (found := kept.duties.get(clause)) is not None and found.persons
    ]
    access = kept.duties.get(advice.ACCESS)
    if access is not None and access.persons:
        acts.append(
            f"Let only those read it who need it: {many(access.files, 'file')}, with {many(access.persons, 'person')}, "
            f"may be opened by more than need it ({_DUTIES})."
        )
    if kept.with_persons:
        acts.append(
            f'Go through the {many(kept.with_persons, "file")} with persons, <a href="#files">the worst first</a>: '
            "delete what nobody needs, encrypt the rest, or move it to where it belongs."
        )
    review = sum(kept.summary["counts"].get("review", {}).values())
    if review:
        acts.append(f"Have {many(review, 'number')} reviewed where the scan could not be sure.")
    again = kept.marked.again
    if again:
        acts.append(
            f'Decide anew about {many(again, "finding")} whose <a href="#marks">mark</a> has expired, or says that it '
            "was remediated."
        )
    gaps = kept.summary["gaps"]
    if gaps:
        acts.append(f'Close {many(gaps, "gap")}: <a href="#coverage">what was not read</a> may hold the same.')
    if acts:
        yield "<ol>" + "".join(f"<li>{act}</li>" for act in acts) + "</ol>\n"
