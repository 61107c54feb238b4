"""The compiled ways of loops over the cells of a column, where they were built.

Rule: `_kernel.c` is built where the package is (`build_kernel`), or not: each of these is None then, and in a binary of
an older source, and its twin with numpy does the same. `PIISCAN_KERNEL=numpy` in the environment leaves it out.
"""

from __future__ import annotations

from typing import Any

from piiscan.later import kernel

_kernel = kernel("pairing.tables")

trimmed: Any = getattr(_kernel, "trimmed", None)
column: Any = getattr(_kernel, "column", None)
keys: Any = getattr(_kernel, "keys", None)
words: Any = getattr(_kernel, "words", None)
numbers: Any = getattr(_kernel, "numbers", None)
valid_cards: Any = getattr(_kernel, "valid_cards", None)
begin: Any = getattr(_kernel, "begin", None)
subjects: Any = getattr(_kernel, "subjects", None)
is_utf8: Any = getattr(_kernel, "is_utf8", None)
objects: Any = getattr(_kernel, "objects", None)
joined: Any = getattr(_kernel, "joined", None)
lines: Any = getattr(_kernel, "lines", None)
