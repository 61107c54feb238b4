"""The command line as tests use it: in this process, with a home of its own, and a share with known findings."""

import io
import json
import sys
from importlib import resources
from typing import NamedTuple

import jsonschema
import pytest

from piiscan.cli import cli

SCHEMA = json.loads(resources.files("piiscan").joinpath("data/schema.json").read_text(encoding="utf-8"))


class Result(NamedTuple):
    """What a run left: its exit code and what it said."""

    code: int
    out: str
    err: str

    @property
    def records(self):
        """The lines of a JSONL report, each checked against the schema."""
        return records_of(self.out)


def records_of(text):
    """The records of a JSONL report, each checked against the schema."""
    validator = jsonschema.Draft202012Validator(SCHEMA)
    records = [json.loads(line) for line in text.splitlines()]
    for record in records:
        validator.validate(record)
    return records


@pytest.fixture
def checked():
    """Reads the text of a JSONL report."""
    return records_of


@pytest.fixture(autouse=True)
def home(tmp_path_factory, monkeypatch):
    """A home without a key; no colour, no time of day."""
    directory = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(directory))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(directory / "config"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    for name in ("FORCE_COLOR", "NO_COLOR", "PIISCAN_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    return directory


@pytest.fixture
def piiscan(monkeypatch):
    """Run the command line in this process."""

    def run(*arguments, stdin=b""):
        streams = [io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2)]
        monkeypatch.setattr(sys, "stdout", streams[0])
        monkeypatch.setattr(sys, "stderr", streams[1])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        with pytest.raises(SystemExit) as caught:
            cli.main([str(argument) for argument in arguments])
        out, err = (stream.buffer.getvalue().decode() for stream in streams)
        return Result(caught.value.code, out, err)

    return run


@pytest.fixture
def share(tmp_path):
    """A directory with one resident of Massachusetts, one person of unknown residence, and plain text."""
    root = tmp_path / "share"
    (root / "hr").mkdir(parents=True)
    (root / "hr" / "staff.csv").write_text(
        "first_name,last_name,ssn,city,state,zip\nXanthippe,Quillfeather,010-94-0001,Boston,MA,02110\n"
    )
    (root / "hr" / "list.csv").write_text("name,ssn\nWilliam Brown,010-94-0002\n")
    (root / "readme.txt").write_text("Nothing to see here.\n")
    return root


@pytest.fixture
def clean(tmp_path):
    """A directory with nothing to find."""
    root = tmp_path / "clean"
    root.mkdir()
    (root / "readme.txt").write_text("Nothing to see here.\n")
    return root
