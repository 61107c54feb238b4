"""The sections of an HTML report but for its files: in short, kinds, folders, duties, locks, gaps.

Rule: a section that has nothing to say gives nothing, and then has no heading either, but for what was not read:
that nothing was left out is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from piiscan.reporters import advice, words
from piiscan.reporters.html_files import left_out
from piiscan.reporters.html_gate import result
from piiscan.reporters.html_kept import FACTS, Gap, Kept
from piiscan.reporters.html_text import Column, bar, count, many, name, table, text

FOLDERS = 25  # shown
OWNERS = 25

Record = Mapping[str, Any]

_CLAUSES = {
    "17.04(2)(a)": "Only those who need the records for their job may have access to them.",
    "17.04(1)(c)": "Passwords must be kept in a place and form that does not give away what they protect.",
    "17.04(1)(d)": "Only active users may have access.",
    "17.04(2)(b)": "Default passwords of vendors must not be used.",
    "17.04(3)": "Records that travel over public networks or wireless must be encrypted.",
    "17.04(4)": "Systems must be watched for use and access without leave.",
    "17.04(5)": "Personal information on laptops and other portable devices must be encrypted.",
    "17.04(6)": "Systems that reach the Internet need a firewall and patches.",
    "17.03(2)(b)": "Risks must be looked for, and how they are limited must be judged and bettered.",
    "17.03(2)(c)": "There must be rules for keeping and carrying records outside of the premises.",
    "17.03(2)(e)": "Who has left must no longer have access.",
    "17.03(2)(f)": "Those who work for the company must protect the records too.",
    "17.03(2)(h)": "The program must be watched, so that it keeps unauthorized access away.",
    "17.03(2)(i)": "The measures must be looked at again every year, and when the business changes.",
    "17.03(2)(j)": "What was done about an incident must be written down.",
}
_VERDICTS = {
    "weak": "needs a key, but the cipher is under 128 bits or broken: it does not count as encrypted",
    "opaque": "looks random, and nothing shows what it is: it may be encrypted or not",
    "encrypted": "needs a key, and the cipher is good: the law's own exception",
    "plain": "no key is needed to read it, although it looks locked: it was read, or could be",
}
_CHIPS = {"weak": "bad", "opaque": "warn", "encrypted": "good", "plain": "warn"}


def short(kept: Kept) -> Iterator[str]:
    """The state, the numbers, and two paragraphs in plain words."""
    summary = kept.summary
    files, persons = summary["files"], summary["persons"]
    yield from _state(kept)
    tiles = [
        (persons["massachusetts"], "persons in Massachusetts", "bad"),
        (persons["unknown"], "persons, residency not shown", "warn"),
        (persons["elsewhere"], "persons living elsewhere", ""),
        (kept.worst.files, "files with findings", ""),
        (summary["gaps"], "files or parts not read that might hold more", "warn"),
    ]
    yield '<dl class="tiles">'
    for number, title, kind in tiles:
        yield f'<div class="{kind if number else ""}"><dt>{title}</dt><dd>{count(number)}</dd></div>'
    yield "</dl>\n"
    yield (
        f"<p>Of {many(files['total'], 'file')}, {count(files['scanned'])} were read to the end, "
        f"{count(files['partial'])} in part, and {count(files['not_scanned'])} not at all. "
    )
    counted = persons["massachusetts"] + persons["unknown"]
    if counted:
        yield (
            f"In {many(kept.with_persons, 'file')} there {'is' if counted == 1 else 'are'} "
            f"<strong>{many(counted, 'person')}</strong> together with a number that the law protects. "
        )
    yield "</p>\n"
    if kept.listed:
        number, exact = kept.pairs.number()
        different = f"{'' if exact else 'about '}{count(number)} differ in person or numbers; the others are copies, "
        different += "in the same file or another: whether they are needed is to be reviewed (17.03(2)(b), c. 93I)"
        if exact and number == kept.listed:
            different = "no two are of the same person with the same numbers"
        yield (
            f'<p class="quiet">A person is counted once in each file. Among {many(kept.listed, "finding")} that count '
            f"and that the scan lists, {different}.</p>\n"
        )


def _state(kept: Kept) -> Iterator[str]:
    summary = kept.summary
    if summary["interrupted"]:
        yield '<p class="state bad"><b>Interrupted.</b> What follows is a part of the whole.</p>\n'
    if sum(summary["persons"][residency] for residency in ("massachusetts", "unknown")):
        words_, kind = "Personal information lies where it can be read without a key.", "bad"
    elif kept.worst.files:
        words_, kind = "No person of Massachusetts was found with a number; other findings are to be looked at.", "warn"
    elif summary["gaps"]:
        words_, kind = "Nothing was found, but not everything was read.", "warn"
    else:
        words_, kind = "Nothing was found, and everything was read.", "good"
    yield f'<p class="state {kind}"><b>{words_}</b> {result(kept)}</p>\n'


def kinds(kept: Kept) -> Iterator[str]:
    """The numbers found, by kind and by class."""
    counts = kept.summary["counts"]
    classes = [name for name in (*list(words.CLASSES)[:6], "declared", "protected") if counts.get(name)]
    found = {kind for name in classes for kind in counts[name]}
    if not found:
        return
    titles = {**words.CLASSES, "declared": words.DECLARED, "protected": "behind a lock your password opened"}
    own = counts.get("personal_information", {})
    most = max(own.values(), default=0)
    order = sorted(found, key=lambda kind: (-own.get(kind, 0), kind))
    columns = [Column("Kind"), Column("Compared", "bars")]
    columns += [Column(titles[name], "number") for name in classes]
    rows = (
        [
            text(words.number(kind)),
            bar([own.get(kind, 0)], most),
            *(count(counts[name].get(kind, 0)) for name in classes),
        ]
        for kind in order
    )
    caption = "Different numbers in each file, by kind; the bars show personal information"
    yield from table(caption, columns, rows, "kinds")


def folders(kept: Kept) -> Iterator[str]:
    """The worst folders."""
    found = kept.folders.first()
    if not found:
        return
    most = sum(found[0][1][residency] for residency in ("massachusetts", "unknown"))
    columns = [
        Column("Folder"),
        Column("Compared", "bars"),
        Column("in Massachusetts", "number key0"),
        Column("not shown", "number key1"),
    ]
    rows = (
        [
            name(_folder(path, several=kept.several)),
            bar([persons["massachusetts"], persons["unknown"]], most),
            count(persons["massachusetts"]),
            count(persons["unknown"]),
        ]
        for path, persons in found[:FOLDERS]
    )
    yield from table("Persons by folder and residency, each person once in each file", columns, rows)
    depth = many(kept.folders.depth, "folder")
    yield f'<p class="quiet">What lies deeper than {depth} is counted with the one above.</p>\n'
    yield from left_out(len(found) - FOLDERS, "folder with persons is", "folders with persons are")


def _folder(path: tuple[str, ...], *, several: bool) -> str:
    inner = "/".join(path[1:])
    if not inner:
        return path[0] if several else "(not in a folder)"
    return f"{inner} (in {path[0]})" if several else inner


def owners(kept: Kept) -> Iterator[str]:
    """Whose files they are, where the stream says so."""
    found = sorted(kept.owners.items(), key=lambda item: (-item[1].persons, -item[1].files, item[0]))
    if not found:
        return
    columns = [Column("Owner"), Column("Compared", "bars"), Column("Files", "number"), Column("Persons", "number")]
    rows = (
        [text(owner), bar([of.persons], found[0][1].persons), count(of.files), count(of.persons)]
        for owner, of in found[:OWNERS]
    )
    yield from table("Files with findings by owner", columns, rows)
    yield from left_out(len(found) - OWNERS, "owner is", "owners are")


def duties(kept: Kept) -> Iterator[str]:
    """The duties of 17.03 and 17.04 that findings touch."""
    if not kept.duties:
        return
    columns = [
        Column("Clause", "day"),
        Column("Duty"),
        Column("Seen"),
        Column("Files", "number"),
        Column("Persons", "number"),
    ]
    rows = (
        [
            text(clause),
            text(_CLAUSES.get(clause, "")),
            "<br>".join(map(text, of.facts[:FACTS])) + ("<br>and others" if len(of.facts) > FACTS else ""),
            count(of.files),
            count(of.persons),
        ]
        for clause, of in sorted(kept.duties.items(), key=lambda item: (-item[1].persons, item[0]))
    )
    yield from table("Duties of 201 CMR 17.03 and 17.04 that the files with findings touch", columns, rows)
    yield '<p class="quiet">Only what can be seen of a file is told; the other duties are not judged here.</p>\n'


def locks(kept: Kept) -> Iterator[str]:
    """What is or was locked, and what that is worth."""
    if not kept.locks:
        return
    behind = kept.summary.get("protected")
    if behind is not None:
        persons = sum(behind["persons"].values())
        yield (
            f"<p>Behind good locks that your passwords opened: {many(sum(behind['classes'].values()), 'number')} of "
            f"{many(persons, 'person')}. Nobody else reads them without the key, so they are counted apart.</p>\n"
        )
    order = [verdict for verdict in _VERDICTS if verdict in kept.locks]
    for verdict in [*order, *sorted(kept.locks.keys() - set(order))]:
        chip = f'<span class="chip {_CHIPS.get(verdict, "")}">{text(verdict)}</span> '
        yield from _group(kept.locks[verdict], chip + text(_VERDICTS.get(verdict, "")), "")


def coverage(kept: Kept) -> Iterator[str]:
    """What was not read and why: the gaps first."""
    if not kept.unread:
        yield "<p>Nothing: every file was read to its end.</p>\n"
        return
    gaps = many(kept.summary["gaps"], "file or part", "files or parts")
    yield (
        f"<p>{gaps} might hold personal information that nobody has seen; the others are left out by right, or hold "
        "nothing.</p>\n"
    )
    for why, gap in sorted(kept.unread.items(), key=lambda item: (not item[1].gap, -item[1].count, item[0])):
        meaning = advice.meaning(gap.reason)
        chip = '<span class="chip warn">gap</span> ' if gap.gap else '<span class="chip good">no gap</span> '
        yield from _group(gap, chip + text(why) + (f": {text(meaning)}" if meaning else ""), gap.do)


def _group(gap: Gap, title: str, do: str) -> Iterator[str]:
    is_open = " open" if gap.gap else ""
    number = f'<span class="sum">{count(gap.count)}</span>'
    yield f'<details class="group"{is_open}><summary><h3>{title} {number}</h3></summary>\n<div>'
    if do:
        yield f"<p><b>What to do:</b> {text(do)}.</p>"
    yield "<ul>"
    for found, detail in gap.examples:
        yield f"<li>{name(found)}" + (f' <span class="quiet">{text(detail)}</span>' if detail else "") + "</li>\n"
    yield "</ul>\n"
    yield from left_out(gap.count - len(gap.examples), "more is", "more are")
    yield "</div></details>\n"


def about(kept: Kept) -> Iterator[str]:
    """How it was scanned, so that it can be done again and compared."""
    run, options = kept.run, kept.run["options"]
    said = [
        ("Scanned", ", ".join(name(root) for root in run["roots"])),
        ("Counts as found", text(f"{_option(options, 'fail_on')}, residency {_option(options, 'fail_on_residency')}")),
        ("Persons without an address", text(_option(options, "residency_default"))),
        ("Findings listed of a file", text(_option(options, "max_findings_per_file"))),
        ("Left out by pattern", text(", ".join(map(str, options.get("exclude") or ())) or "nothing")),
        ("Words in pictures (--ocr)", "read" if options.get("ocr") else "not read"),
        ("Rules", f"{text(run['ruleset'])}, options {text(run['fingerprint'])}"),
        ("Key of the fingerprints", text(run["key_id"] or "none: ids are made of the place alone")),
        ("Exit code", text(f"{kept.summary['exit_code']}: {kept.summary['exit_reason']}")),
    ]
    yield '<dl class="about">' + "".join(f"<div><dt>{title}</dt><dd>{what}</dd></div>" for title, what in said)
    yield "</dl>\n"
    yield from _public_records(kept)
    yield (
        '<p class="quiet">Every finding is one person with one or more numbers at one place. Severity is '
        "how open its file lies (1 to 3) times how many persons are in the file, of Massachusetts or not known (1 "
        "below 10, 2 below 1,000, 3 from there): critical from 6, high from 3, medium at 2, else low; a step less for "
        'what is to be reviewed or of a person elsewhere, two for a number alone. What the codes under "Why" mean, '
        "<code>piiscan explain FILE</code> says in words. This page has no script and loads nothing.</p>\n"
    )


def _option(options: Record, key: str) -> str:
    return words.kind(str(options.get(key, "not said")))


def _public_records(kept: Kept) -> Iterator[str]:
    used = kept.summary.get("public_records")
    given = kept.run["options"].get("public_records") or {"rules": ()}
    if used is None:
        return
    common = [Column("Ground"), Column("Approved by"), Column("Expires")]
    if given["rules"]:
        columns = [Column("Rule"), *common, Column("Excluded", "number")]
        rows = (
            [
                text(rule["id"]),
                *_word(rule, f"{rule['basis']}; {rule['source']}"),
                count(used["excluded_by"].get(rule["id"], 0)),
            ]
            for rule in given["rules"]
        )
        yield from table("Excluded as public records, on the operator's word", columns, rows)
    if "declared" in given:
        columns = [Column("Rule"), Column("Columns"), *common, Column("Numbers", "number")]
        rows = (
            [
                text(rule["id"]),
                text(", ".join(rule["columns"])),
                *_word(rule, rule["basis"]),
                count(used.get("declared_by", {}).get(rule["id"], 0)),
            ]
            for rule in given["declared"]
        )
        yield from table("Columns and keys declared to be encrypted, on the operator's word", columns, rows)


def _word(rule: Record, ground: str) -> list[str]:
    until = f"{rule['expires']}{' (expired, not applied)' if rule['expired'] else ''}"
    return [text(ground), text(rule["approved_by"]), text(until)]
