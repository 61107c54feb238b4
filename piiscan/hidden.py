"""Records that hold what must not be shown: values, names, keys."""

from __future__ import annotations


class Hidden:
    """Of such a record its `repr`, as a log or a traceback has it, says the name of the class alone.

    >>> from msgspec import Struct
    >>> class Secret(Hidden, Struct):
    ...     value: str
    >>> Secret("010-94-0001")
    Secret(…)
    """

    __slots__ = ()

    def __repr__(self) -> str:
        return f"{type(self).__name__}(…)"
