"""The reports: what takes the records of a stream and writes text. To add one: a file, and a line here.

For people. `table`, `table_end`, `encrypted`; `markdown`, `markdown_text`; `html_page`, `html_sections`, `html_do`,
    `html_files`, `html_gate`, `html_marks`, `html_severity`, `html_kept`, `html_text`
For other programs. `jsonl`, `json_document`, `csv_rows`, `sarif`, `sarif_rules`, `ocsf`, `defectdojo`, `gitlab`,
    `junit`
What several say alike. `words`, `advice`, `marked`, `paths`, `terminal`
What several keep of a stream, and a report that outgrows its file. `in_file`, `graded`, `parts`
A stream read back. `read`, `quick`, `shape`
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib import import_module
from typing import NamedTuple

from piiscan.reporters.terminal import Look, Sink


class Reporter(NamedTuple):
    """A report, in a module that is loaded for it. `carries_values`: --reveal may be used, it has a place for them."""

    name: str
    module: str
    carries_values: bool

    def write(self, records: Iterable[Mapping[str, object]], out: Sink, look: Look) -> None:
        """Write the report of a stream of records."""
        import_module(f"{__name__}.{self.module}").write(records, out, look)


REPORTERS: tuple[Reporter, ...] = (
    Reporter("table", "table", carries_values=False),
    Reporter("jsonl", "jsonl", carries_values=True),
    Reporter("json", "json_document", carries_values=True),
    Reporter("csv", "csv_rows", carries_values=True),
    Reporter("sarif", "sarif", carries_values=False),
    Reporter("ocsf", "ocsf", carries_values=False),
    Reporter("defectdojo", "defectdojo", carries_values=False),
    Reporter("gitlab", "gitlab", carries_values=False),
    Reporter("junit", "junit", carries_values=False),
    Reporter("markdown", "markdown", carries_values=False),
    Reporter("html", "html_page", carries_values=False),
)
