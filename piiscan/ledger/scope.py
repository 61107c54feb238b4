"""On what a result depends beside the file: any difference here, and nothing that was kept is of use.

Rule: rather too much than too little. A file is read once more for nothing; a stale result is a wrong report.
"""

from __future__ import annotations

import hmac
import json
import os
import platform
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import piiscan

_ENVIRONMENT = ("TESSDATA_PREFIX", "PIISCAN_KERNEL", "LC_ALL", "LC_CTYPE", "LANG")
_HEAD = ("schema_version", "tool", "ruleset", "fingerprint", "key_id")
# Each part of a scan has a scope of its own: what the others read is not gone because this one did not meet it.


def scope_key(head: Mapping[str, object], key: bytes) -> str:
    """The name of all that decides results in this run, by the head of its stream and what is installed.

    The fingerprint has the contents of what the operator gave (names, passwords, rules) in it; made with the key of the
    run, this tells nothing of them either.
    """
    parts = {
        "head": {name: head[name] for name in _HEAD},
        **({"shard": head["shard"]} if "shard" in head else {}),
        "code": list(_code()),
        "installed": sorted(_installed()),
        "machine": [sys.version, platform.machine(), sys.platform],
        "environment": [os.environ.get(name) for name in _ENVIRONMENT],
    }
    return hmac.digest(key, b"piiscan/1/ledger:" + json.dumps(parts).encode(), "sha256")[:16].hex()


def _code() -> Iterator[tuple[str, int, int]]:
    """The files of this program as they lie there: a checkout changes without a new version."""
    home = Path(piiscan.__file__).parent
    for folder, folders, files in os.walk(home):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        for name in sorted(files):
            status = Path(folder, name).stat()
            yield os.path.relpath(os.path.join(folder, name), home), status.st_size, status.st_mtime_ns  # noqa: PTH118


def _installed() -> Iterator[str]:
    """What can be imported, with versions: with another library, or without one, other files are read."""
    for place in sys.path:
        try:
            names = os.listdir(place or ".")  # noqa: PTH208 - names are all that is wanted
        except OSError:
            continue
        yield from (name for name in names if name.endswith((".dist-info", ".egg-info")))
