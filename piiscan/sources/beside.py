"""What lies in the same folder as a file: a password beside what it opens makes the lock worth nothing (SPEC §10).

Rule: names alone are looked at, a bounded number of them; nothing is opened.
"""

from __future__ import annotations

import os
import re
from itertools import islice

from piiscan.later import later
from piiscan.model import Source

_MOST = 10_000
_KEY = later(
    r"(?:^|[^a-z])(?:pass(?:word|wd|phrase|code)?s?|pwd|pw|keys?|secrets?|pin)(?:[^a-z]|$)|\.(?:key|pem|p12|pfx|kdb)$",
    re.IGNORECASE,
)


def key_beside(source: Source) -> str | None:
    """The name of a file beside a source on this machine that may hold its password or key, by its name.

    The first one in the order of the alphabet; None where there is none or the folder cannot be listed.
    """
    folder, own = os.path.split(source.opens)
    if source.root == "-" or not folder:
        return None
    try:
        with os.scandir(folder) as entries:
            names = [entry.name for entry in islice(entries, _MOST) if entry.name != own and _KEY.search(entry.name)]
    except OSError:
        return None
    return min(names, default=None)
