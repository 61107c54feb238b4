"""Write TABLE.md: format, variant and planted place of every case.

python tests/planted/table.py
"""

from __future__ import annotations

from collections.abc import Sequence

from planted import HERE, Case, Plant, cases


def table(every: Sequence[Case]) -> str:
    """The cases as a table in Markdown, a row for each planted number."""
    rows: list[str] = []
    for case in every:
        plant = Plant()
        case.build(plant)
        rows += [
            f"| {case.format} | {case.variant} | {name} | {where.replace('|', chr(92) + '|')} |"
            for name, where in plant.places.values()
        ]
    variants = len({(case.format, case.variant) for case in every})
    formats = len({case.format for case in every})
    head = f"{formats} formats in {variants} variants with {len(rows)} planted numbers."
    lines = [
        "# What is found where",
        "",
        f"{head} Each is found by `test_planted.py` at exactly the place in the last column.",
        "",
        "| format | variant | planted in | found at |",
        "|---|---|---|---|",
        *rows,
        "",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    (HERE / "TABLE.md").write_text(table(cases()), encoding="utf-8")
