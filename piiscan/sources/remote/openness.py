"""Whether everybody may read what is in a bucket or container: asked once for each, and only where something is found.

Rule: a fact is what the service says. Where it refuses to say, or does not answer in time, nothing is known and nothing
is told; it costs no object anything.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from queue import Empty
from typing import cast

from piiscan.sources.listing import begun
from piiscan.sources.remote.places import connect
from piiscan.sources.remote.urls import Url, split

PATIENCE = 10.0  # seconds


def public(url: str) -> tuple[str, ...]:
    """The facts that say so."""
    parts = split(url)
    return _asked(parts.scheme, parts.host)


@lru_cache(maxsize=64)
def _asked(scheme: str, host: str) -> tuple[str, ...]:
    try:
        ask = getattr(connect(Url(scheme, host, "")), "public", None)
        return () if ask is None else begun(cast("Callable[[], tuple[str, ...]]", ask))(PATIENCE)
    except (Exception, Empty):  # noqa: BLE001 - see above
        return ()
