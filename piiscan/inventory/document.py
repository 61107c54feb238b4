"""The inventory as plain values: what is said of the whole, and of one folder."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from piiscan.inventory.collect import RESIDENCIES, Inventory
from piiscan.reporters.terminal import escape
from piiscan.tickets.case import Case

VERSION = "1.3"

Said = dict[str, Any]


def whole(inventory: Inventory) -> Said:
    """All but the folders."""
    run, summary = inventory.run, inventory.summary
    distinct, by_kind = inventory.distinct(), inventory.by_kind()
    return {
        "inventory_version": VERSION,
        "scan": {
            "tool": f"{escape(run['tool']['name'])} {escape(run['tool']['version'])}",
            "started": run["started"],
            "ended": summary["ended"],
            "roots": [escape(root) for root in run["roots"]],
            "key_id": run["key_id"],
            "complete": summary["complete"],
            "interrupted": summary["interrupted"],
            "files": summary["files"],
            "on_network": {escape(kind): count for kind, count in summary.get("network", {}).items()},
            "gaps": summary["gaps"],
        },
        "persons": {
            "distinct": distinct,
            "distinct_is_exact": distinct is not None and not inventory.cut,
            "files_not_listed_whole": inventory.cut,
            "in_each_file": {name: summary["persons"].get(name, 0) for name in RESIDENCIES},
            "protected": inventory.distinct(protected=True),
            "in_several_files": inventory.several(),
        },
        "persons_by_kind": by_kind,
        "locked": dict(sorted(inventory.locked.items())),
        "not_read": dict(sorted(inventory.unread.items())),
        "previous": [] if inventory.trail is None else [one._asdict() for one in inventory.trail.earlier()],
        "changes": None if inventory.changes is None else dict(inventory.changes),
        "actions": None if inventory.trail is None else inventory.trail.counts(_day(inventory)),
        "notice": _notice(inventory, distinct, by_kind),
    }


def _notice(inventory: Inventory, distinct: dict[str, int] | None, by_kind: dict[str, dict[str, int]]) -> Said:
    """What M.G.L. c. 93H, section 3 asks of a notice and a scan can count, if all of this were in a breach."""
    each_file = {name: inventory.summary["persons"].get(name, 0) for name in RESIDENCIES}
    persons = distinct or each_file
    return {
        "residents": persons["massachusetts"],
        "residents_or_unknown": persons["massachusetts"] + persons["unknown"],
        "exact": distinct is not None and not inventory.cut,
        "residents_at_most": each_file["massachusetts"],
        "residents_or_unknown_at_most": each_file["massachusetts"] + each_file["unknown"],
        "counted": "each person and numbers once" if distinct is not None else "once in each file",
        "types": [kind for kind, numbers in by_kind.items() if numbers["massachusetts"] or numbers["unknown"]],
        "social_security_numbers": sum(by_kind.get("ssn", {}).get(name, 0) for name in ("massachusetts", "unknown")),
        "to_be_reviewed": sum(inventory.summary["counts"].get("review", {}).values()),
    }


def decisions(inventory: Inventory) -> Iterator[Said]:
    """What people decided (17.03(2)(j)), in the order of the marks."""
    for one in () if inventory.trail is None else inventory.trail.decisions(_day(inventory)):
        mark = one.mark
        yield {
            "finding": mark.id,
            "shown": escape(mark.finding),
            "file": escape(mark.file),
            "as": mark.kind,
            "by": escape(mark.by),
            "at": mark.at,
            "reason": escape(mark.reason),
            "expires": None if mark.expires is None else mark.expires.isoformat(),
            "state": one.state,
            "superseded": one.superseded or None,
            "found": one.finding,
        }


def done(inventory: Inventory) -> Iterator[Said]:
    """What the scans show to have been done (17.03(2)(j)), file by file."""
    for one in () if inventory.trail is None else inventory.trail.done():
        yield {
            "after": one.since,
            "before": one.until,
            "action": one.action,
            "root": escape(one.root),
            "file": escape(one.file),
            "now": escape(one.now) or None,
            "why": escape(one.why),
            "marked_remediated_by": escape(one.by) or None,
            "findings": one.findings,
            "personal_information": one.personal,
        }


def _day(inventory: Inventory) -> str:
    return str(inventory.run["started"][:10])


def folder(case: Case, inventory: Inventory) -> Said:
    """One folder."""
    grave = case.grade()
    return {
        "folder": case.name,
        "severity": grave.severity.word,
        "factors": list(grave.factors),
        "files": case.files,
        "persons": {
            "distinct": inventory.distinct_of(case.key),
            "distinct_is_exact": inventory.exact_of(case.key),
            "in_each_file": dict(case.persons),
        },
        "findings": dict(sorted(case.classes.items())),
        "protected_findings": case.protected,
        "numbers": dict(sorted(case.kinds.items())),
        "forms": dict(sorted(case.forms.items())),
        "readable_by": dict(sorted(case.readers.items())),
        "exposure": case.level,
        "volume": case.said("volume"),
        "owner": case.said("owner"),
        "group": case.said("group"),
        "last_change": case.modified,
        "duties": [{"clause": clause, "facts": facts} for clause, facts in sorted(case.duties.items())],
    }
