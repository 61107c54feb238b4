"""Libraries that an installation may do without: each behind an extra, and named in the outcome where it is missing."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from piiscan.model import Reason, Unscannable


def optional(module: str, extra: str) -> Any:  # noqa: ANN401 - a module without types
    """The module, imported now. Raises `Unscannable` (UNSUPPORTED) that says which extra brings it.

    >>> optional("json", "none").__name__
    'json'
    """
    try:
        return import_module(module)
    except ImportError:
        raise Unscannable(Reason.UNSUPPORTED, f"needs piiscan[{extra}]") from None
