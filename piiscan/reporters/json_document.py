"""One JSON document: `{run, findings, outcomes, summary}`, written as the records come.

Findings go straight to the report. Outcomes, which come between them but stand behind them, wait in a
temporary file; they hold no values of persons.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from piiscan.dense import encoder
from piiscan.reporters.terminal import Look, Sink

_TOGETHER = 100  # outcomes


def write(records: Iterable[Mapping[str, object]], out: Sink, _look: Look) -> None:
    """Write one document, a record a line within it. Pure ASCII."""
    import shutil

    from piiscan.reporters.parts import spooled

    findings = outcomes = 0
    encode = encoder(spaced=True)
    waiting: list[str] = []  # of what is spooled: to write a line costs as much as to make it
    with spooled() as spool:
        for record in records:
            match record["type"]:
                case "run":
                    out.write('{"run": ' + encode(record) + ',\n"findings": [')
                case "finding":
                    out.write((",\n" if findings else "\n") + encode(record))
                    findings += 1
                case "outcome":
                    waiting.append((",\n" if outcomes else "\n") + encode(record))
                    outcomes += 1
                    if len(waiting) == _TOGETHER:
                        spool.write("".join(waiting))
                        waiting.clear()
                case "summary":
                    spool.write("".join(waiting))
                    spool.seek(0)
                    out.write('\n],\n"outcomes": [')
                    shutil.copyfileobj(spool, out)
                    out.write('\n],\n"summary": ' + encode(record) + "}\n")
