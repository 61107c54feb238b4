"""What a scan was told to fail at, and whether it did, in words for who does not run it.

Rule: what these words do not cover (an interrupted scan, a gate of a later version) is said as the stream says it.
"""

from __future__ import annotations

from piiscan.reporters import words
from piiscan.reporters.html_kept import Kept
from piiscan.reporters.html_text import text
from piiscan.tally import FAIL_ON_RESIDENCY

_WHAT = {
    "personal_information": "personal information",
    "review": "personal information, or what may be some and is to be reviewed",
    "element_only": "personal information, what may be some and is to be reviewed, or such a number without a person",
    "any": "any finding, also of persons elsewhere, behind a lock that was opened, or of a published test number",
}
_WHOSE = {FAIL_ON_RESIDENCY[0]: "of persons known to live in Massachusetts", FAIL_ON_RESIDENCY[1]: ""}
_BECAME = {0: "It did not fail.", 1: "It failed.", 3: "It did not fail at that, but not everything was read."}


def result(kept: Kept) -> str:
    """A sentence or two."""
    options, summary = kept.run["options"], kept.summary
    what, became = _WHAT.get(str(options.get("fail_on"))), _BECAME.get(summary["exit_code"])
    whose = _WHOSE.get(str(options.get("fail_on_residency")))
    if what is None or whose is None or became is None:
        return f"Result of the scan: {text(summary['exit_reason'])}."
    kinds, least = options.get("fail_on_kind"), options.get("fail_on_count")
    only = [whose] if whose else []
    if isinstance(kinds, list) and kinds:
        only.append(f"with a number of these kinds: {', '.join(words.kind(str(kind)) for kind in kinds)}")
    if isinstance(least, int) and least > 1:
        only.append(f"from {least:,} findings on")
    return text(f"The scan was told to fail at {what}{''.join(f'; only {one}' for one in only)}. {became}")
