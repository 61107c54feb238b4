"""The compiled ways of loops over the cells of a column, where they were built.

Rule: `_kernel.c` is built where the package is (`build_kernel`), or not: each of these is None then, and in a binary of
an older source, and its twin with numpy does the same. `PIISCAN_KERNEL=numpy` in the environment leaves it out.
"""

from __future__ import annotations

from typing import Any

from piiscan.later import kernel

_kernel = kernel("pairing.tables")

trimmed: Any = getattr(_kernel, "trimmed", None)
keys: Any = getattr(_kernel, "keys", None)
words: Any = getattr(_kernel, "words", None)
