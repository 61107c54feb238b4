"""The compiled ways of what is asked of each of a million files, where they were built.

Rule: `_kernel.c` is built where the package is (`build_kernel`), or not: each of these is None then, and in a binary of
an older source, and its twin in Python does the same. `PIISCAN_KERNEL=numpy` in the environment leaves it out.
"""

from __future__ import annotations

from typing import Any

from piiscan.later import kernel

_kernel = kernel("sources")

may_hold: Any = getattr(_kernel, "may_hold", None)
read_whole: Any = getattr(_kernel, "read_whole", None)
