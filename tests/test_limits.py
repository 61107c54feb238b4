"""Every budget: what is beyond it is told with its name and the option that raises it, and it is one for all members."""

import io
import json
import zipfile
from email.message import EmailMessage

import pytest
from click.testing import CliRunner
from openpyxl import Workbook

from piiscan.cli import cli
from piiscan.config import LIMITS, Config, Limits
from piiscan.model import Reason

PERSON = "Ann Lee SSN 773-01-0001"


def zipped(*members, names="abcdefgh"):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, (kind, data) in zip(names, members, strict=False):
            archive.writestr(f"{name}.{kind}", data)
    return out.getvalue()


def workbook(rows):
    book = Workbook()
    for number in range(rows):
        book.active.append([f"word {number}", "x"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def nested(levels):
    data = ("txt", PERSON.encode())
    for _ in range(levels):
        data = ("zip", zipped(data))
    return data[1]


def multipart(parts):
    message = EmailMessage()
    message.set_content(PERSON)
    for number in range(parts):
        message.add_attachment(b"text", maintype="text", subtype="plain", filename=f"{number}.txt")
    return message.as_bytes()


def deep(levels):
    """Parts inside parts."""
    lines = []
    for level in range(levels):
        lines += [f'Content-Type: multipart/mixed; boundary="b{level}"', "", f"--b{level}"]
    lines += ["Content-Type: text/plain", "", PERSON]
    lines += [f"--b{level}--" for level in reversed(range(levels))]
    return ("From: a@example.com\nMIME-Version: 1.0\n" + "\n".join(lines) + "\n").encode()


CASES = {
    "depth": (Limits(depth=2), "a.zip", nested(4), "--max-depth"),
    "expanded": (Limits(expanded=1000), "a.zip", zipped(("txt", b"words " * 1000)), "--max-expanded"),
    "members": (Limits(members=2), "a.zip", zipped(*[("txt", b"words")] * 4), "--max-members"),
    "document": (Limits(document=100), "a.eml", multipart(1), "--max-document"),
    "cells": (Limits(cells=9), "a.xlsx", workbook(10), "--limit cells=N"),
    "parts": (Limits(parts=3), "a.eml", multipart(5), "--limit parts=N"),
    "mime": (Limits(mime=4), "a.eml", deep(8), "--limit mime=N"),
}


@pytest.mark.parametrize("name", CASES)
def test_a_limit_that_is_hit_says_its_name_and_what_raises_it(scan, name):
    limits, file, data, option = CASES[name]
    found = scan(data, file, Config(limits=limits))
    said = [outcome.detail for outcome in found.outcomes if outcome.reason is Reason.LIMIT]
    assert said
    assert all(f"(limit: {name}), raised by {option}" in detail for detail in said)
    raised = scan(data, file, Config())
    assert not [outcome for outcome in raised.outcomes if outcome.reason is not None]


def test_one_budget_of_cells_for_all_workbooks_of_a_file(scan):
    data = zipped(*[("xlsx", workbook(10))] * 3)  # twenty cells each
    found = scan(data, "a.zip", Config(limits=Limits(cells=50)))
    assert [outcome.status.value for outcome in found.outcomes] == ["scanned", "scanned", "partial", "scanned"]
    assert "cells, more than 50 (limit: cells)" in found.outcomes[2].detail


def test_the_command_line_sets_any_limit_by_its_name(tmp_path):
    (tmp_path / "a.eml").write_bytes(multipart(5))

    def scanned(*options):
        key = tmp_path / "key"
        key.write_bytes(b"k" * 64)
        key.chmod(0o600)
        arguments = ["scan", str(tmp_path / "a.eml"), "-j0", "-q", "-f", "jsonl", "--key-file", str(key)]
        result = CliRunner().invoke(cli, [*arguments, *options])
        return [json.loads(line) for line in result.stdout.splitlines()]

    records = scanned("--limit", "parts=3", "--limit", "field=2M")
    assert records[0]["options"]["limits"]["parts"] == 3
    assert records[0]["options"]["limits"]["field"] == 2 << 20
    assert any("(limit: parts), raised by --limit parts=N" in r.get("detail", "") for r in records)
    assert not any("limit" in r.get("detail", "") for r in scanned())


def test_a_limit_nobody_knows_is_wrong_usage(tmp_path):
    result = CliRunner().invoke(cli, ["scan", str(tmp_path), "--limit", "celts=3"])
    assert result.exit_code == 2
    assert "cells" in result.output
    assert "cells" in LIMITS
