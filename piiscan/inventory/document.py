"""The inventory as plain values: what is said of the whole, and of one folder."""

from __future__ import annotations

from typing import Any

from piiscan.inventory.collect import RESIDENCIES, Inventory
from piiscan.reporters.terminal import escape
from piiscan.tickets.case import Case

VERSION = "1.0"

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
            "files": summary["files"],
            "gaps": summary["gaps"],
        },
        "persons": {
            "distinct": distinct,
            "distinct_is_exact": distinct is not None and not inventory.cut,
            "files_not_listed_whole": inventory.cut,
            "in_each_file": {name: summary["persons"].get(name, 0) for name in RESIDENCIES},
            "protected": inventory.distinct(protected=True),
        },
        "persons_by_kind": by_kind,
        "locked": dict(sorted(inventory.locked.items())),
        "not_read": dict(sorted(inventory.unread.items())),
        "changes": None if inventory.changes is None else dict(inventory.changes),
        "notice": _notice(inventory, distinct, by_kind),
    }


def _notice(inventory: Inventory, distinct: dict[str, int] | None, by_kind: dict[str, dict[str, int]]) -> Said:
    """What M.G.L. c. 93H, section 3 asks of a notice and a scan can count, if all of this were in a breach."""
    persons = distinct or {name: inventory.summary["persons"].get(name, 0) for name in RESIDENCIES}
    return {
        "residents": persons["massachusetts"],
        "residents_or_unknown": persons["massachusetts"] + persons["unknown"],
        "counted": "each person and numbers once" if distinct is not None else "once in each file",
        "types": [kind for kind, numbers in by_kind.items() if numbers["massachusetts"] or numbers["unknown"]],
        "social_security_numbers": sum(by_kind.get("ssn", {}).get(name, 0) for name in ("massachusetts", "unknown")),
    }


def folder(case: Case, inventory: Inventory) -> Said:
    """One folder."""
    grave = case.grade()
    return {
        "folder": case.name,
        "severity": grave.severity.word,
        "factors": list(grave.factors),
        "files": case.files,
        "persons": {"distinct": inventory.distinct_of(case.key), "in_each_file": dict(case.persons)},
        "findings": dict(sorted(case.classes.items())),
        "protected_findings": case.protected,
        "numbers": dict(sorted(case.kinds.items())),
        "forms": dict(sorted(case.forms.items())),
        "readable_by": dict(sorted(case.readers.items())),
        "exposure": case.level,
        "volume": case.volume,
        "owner": case.owner,
        "group": case.group,
        "last_change": case.modified,
        "duties": [{"clause": clause, "facts": facts} for clause, facts in sorted(case.duties.items())],
    }
