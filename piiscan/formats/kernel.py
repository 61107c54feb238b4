"""The compiled ways of loops over bytes that formats go through, where they were built.

Rule: `_kernel.c` is built where the package is (`build_kernel`), or not: each of these is None then, and in a binary of
an older source, and its twin in Python does the same. `PIISCAN_KERNEL=numpy` in the environment leaves it out.
"""

from __future__ import annotations

from typing import Any

from piiscan.later import kernel

_kernel = kernel("formats")

WORD = 16
"""bytes of each of the names that `untagged` is given"""

untagged: Any = getattr(_kernel, "untagged", None)
number_lines: Any = getattr(_kernel, "number_lines", None)
joined: Any = getattr(_kernel, "joined", None)
xls_records: Any = getattr(_kernel, "xls_records", None)
xlsb_records: Any = getattr(_kernel, "xlsb_records", None)
gathered: Any = getattr(_kernel, "gathered", None)
signs: Any = getattr(_kernel, "signs", None)
sql_values: Any = getattr(_kernel, "sql_values", None)
sql_lines: Any = getattr(_kernel, "sql_lines", None)
count: Any = getattr(_kernel, "count", None)
line_starts: Any = getattr(_kernel, "line_starts", None)
escaped: Any = getattr(_kernel, "escaped", None)
pairs_round: Any = getattr(_kernel, "pairs_round", None)
constant_texts: Any = getattr(_kernel, "constant_texts", None)
