"""What the tests of remote places share."""

import shutil

import pytest
from remote_help import SHARE, scanned

PART = ("exports", "mail", "licenses")


@pytest.fixture(scope="session")
def share_part(tmp_path_factory):
    """A part of the fixture share: archives, messages, tables, and a lock with what may be its key beside it."""
    folder = tmp_path_factory.mktemp("part") / "share"
    for name in PART:
        shutil.copytree(SHARE / name, folder / name)
    shutil.copytree(SHARE / "secure", folder / "secure", ignore=shutil.ignore_patterns("*.xlsx", "*.pdf"))
    (folder / "secure" / "password.txt").write_text("the password is kept elsewhere\n")
    return folder


@pytest.fixture(scope="session")
def share_local(share_part):
    """What a scan of it says where it lies on a disk."""
    records = scanned(share_part)
    assert any(record["type"] == "finding" for record in records)
    return records
