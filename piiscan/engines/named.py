"""A function by its name, loaded by who calls it: what reads files takes a fifth of a second to load.

Rule: the process that gives sources out to others only hands the name on, so none of them waits for that.
"""

from __future__ import annotations

import importlib
from typing import Any

from msgspec import Struct

from piiscan.hidden import Hidden
from piiscan.later import loading


def resolve(name: str) -> Any:  # noqa: ANN401 - whatever stands there
    """The function "module:function" names."""
    module, _, function = name.partition(":")
    return getattr(importlib.import_module(module), function)


class Named(Hidden, Struct):
    """Stands for a function of a module, which is not loaded before it is called."""

    name: str  # "module:function"
    _found: Any = None

    def __call__(self, *arguments: Any) -> Any:  # noqa: ANN401 - as those of the function
        """Call it."""
        if self._found is None:
            with loading():
                self._found = resolve(self.name)
        return self._found(*arguments)
