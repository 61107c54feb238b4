"""Access lists of servers, built by hand as RFC 7530 (6.2.1) and MS-DTYP (2.4) lay them out."""

import errno
import os
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from piiscan.config import Config
from piiscan.exposure import lists
from piiscan.model import Source
from piiscan.scan import scan_one

ALLOW, DENY, AUDIT = 0, 1, 2
READ, WRITE, APPEND, ATTRIBUTES = 1, 2, 4, 0x80
INHERIT_ONLY, OF_A_GROUP = 0x08, 0x40


def nfs4(*entries):
    """A list in XDR: all numbers big-endian, a name filled up to four bytes."""
    data = struct.pack(">I", len(entries))
    for kind, flags, bits, who in entries:
        data += struct.pack(">4I", kind, flags, bits, len(who)) + who.encode() + b"\0" * (-len(who) % 4)
    return data


@pytest.mark.parametrize(
    ("entries", "readers", "writers", "others"),
    [
        (
            [(ALLOW, 0, READ | WRITE, "OWNER@"), (ALLOW, 0, READ, "GROUP@"), (ALLOW, 0, ATTRIBUTES, "EVERYONE@")],
            "",
            "",
            0,
        ),
        ([(ALLOW, 0, READ, "EVERYONE@")], "everyone", "", 0),
        ([(ALLOW, 0, READ | APPEND, "EVERYONE@")], "everyone", "everyone", 0),
        ([(ALLOW, 0, READ, "AUTHENTICATED@")], "everyone who has signed in", "", 0),
        ([(DENY, 0, READ, "EVERYONE@"), (ALLOW, 0, READ, "EVERYONE@")], "", "", 0),
        ([(DENY, 0, READ, "bob@corp.example"), (ALLOW, 0, READ, "EVERYONE@")], "everyone", "", 0),
        ([(ALLOW, 0, READ, "bob@corp.example"), (ALLOW, OF_A_GROUP, READ, "hr@corp.example")], "", "", 2),
        ([(DENY, 0, READ, "EVERYONE@"), (ALLOW, 0, READ, "bob@corp.example")], "", "", 0),
        ([(ALLOW, 0, READ, "bob@corp.example"), (DENY, 0, READ, "EVERYONE@")], "", "", 1),
        ([(ALLOW, INHERIT_ONLY, READ, "EVERYONE@"), (AUDIT, 0, READ, "EVERYONE@")], "", "", 0),
        ([], "", "", 0),
    ],
)
def test_a_list_of_nfs_4(entries, readers, writers, others):
    assert lists.nfs4(nfs4(*entries)) == lists.Listed("NFS 4", readers, writers, others)


def sid(text):
    authority, *parts = map(int, text.split("-")[2:])
    return struct.pack("<BB", 1, len(parts)) + authority.to_bytes(6, "big") + struct.pack(f"<{len(parts)}I", *parts)


def descriptor(*entries, owner="", control=0x8004, dacl=True):
    """A self-relative descriptor: head of 20 bytes, the owner, the list."""
    body = b""
    for kind, flags, bits, who in entries:
        own = struct.pack("<I", bits) + sid(who)
        body += struct.pack("<BBH", kind, flags, 4 + len(own)) + own
    held = sid(owner) if owner else b""
    at = 20 + len(held) if dacl else 0
    head = struct.pack("<BBH4I", 1, 0, control, 20 if owner else 0, 0, 0, at)
    return head + held + (struct.pack("<BBHHH", 2, 0, 8 + len(body), len(entries), 0) + body if dacl else b"")


FULL, READS = 0x1F01FF, 0x1200A9
DOMAIN = "S-1-5-21-1004336348-1177238915-682003330"
BOB, HR, SYSTEM, ADMINISTRATORS = f"{DOMAIN}-1107", f"{DOMAIN}-1200", "S-1-5-18", "S-1-5-32-544"
OURS = [(ALLOW, 0, FULL, SYSTEM), (ALLOW, 0, FULL, ADMINISTRATORS), (ALLOW, 0, FULL, f"{DOMAIN}-512")]


@pytest.mark.parametrize(
    ("entries", "readers", "writers", "others"),
    [
        (OURS, "", "", 0),
        ([*OURS, (ALLOW, 0, READS, "S-1-1-0")], "Everyone", "", 0),
        ([*OURS, (ALLOW, 0, FULL, "S-1-5-11")], "Authenticated Users", "Authenticated Users", 0),
        ([*OURS, (ALLOW, 0, READS, "S-1-5-32-545")], "Users", "", 0),
        ([*OURS, (ALLOW, 0, READS, f"{DOMAIN}-513")], "Domain Users", "", 0),
        ([*OURS, (ALLOW, 0, 0x80000000, f"{DOMAIN}-513")], "Domain Users", "", 0),
        ([*OURS, (ALLOW, 0, 0x10000000, "S-1-1-0")], "Everyone", "Everyone", 0),
        ([(DENY, 0, READS, "S-1-5-11"), (ALLOW, 0, READS, f"{DOMAIN}-513")], "", "", 0),
        ([(DENY, 0, READS, BOB), (ALLOW, 0, READS, "S-1-1-0")], "Everyone", "", 0),
        ([*OURS, (ALLOW, 0, READS, BOB), (ALLOW, 0, READS, HR)], "", "", 2),
        ([*OURS, (DENY, 0, READS, "S-1-1-0"), (ALLOW, 0, READS, BOB)], "", "", 0),
        ([*OURS, (ALLOW, INHERIT_ONLY, READS, "S-1-1-0"), (9, 0, READS, "S-1-1-0")], "", "", 0),
        ([(ALLOW, 0, READS, "S-1-22-1-1000"), (ALLOW, 0, READS, "S-1-5-88-3-33188")], "", "", 0),
        ([], "", "", 0),
    ],
)
def test_a_descriptor_of_windows(entries, readers, writers, others):
    assert lists.windows(descriptor(*entries)) == lists.Listed("Windows", readers, writers, others)


def test_an_owner_is_no_other():
    assert lists.windows(descriptor((ALLOW, 0, FULL, BOB), owner=BOB)) == lists.Listed("Windows", "", "", 0)


def test_no_list_lets_everyone_in_and_a_list_that_is_not_shown_says_nothing():
    assert lists.windows(descriptor(dacl=False)) == lists.Listed("Windows", "Everyone", "Everyone", 0)
    assert lists.windows(descriptor(dacl=False, control=0x8000)) is None


WHOLE = [
    nfs4((ALLOW, 0, READ, "EVERYONE@"), (ALLOW, 0, READ, "bob@corp.example")),
    descriptor(*OURS, (0, 0, 1, BOB), owner=BOB),
]


@pytest.mark.parametrize(("whole", "parse"), [(WHOLE[0], lists.nfs4), (WHOLE[1], lists.windows)])
def test_a_list_that_is_cut_says_nothing(whole, parse):
    assert parse(whole) is not None
    assert [cut for cut in range(len(whole) - 3) if parse(whole[:cut]) is not None] == []


def test_an_entry_that_goes_on_behind_its_list_makes_it_none():
    data = bytearray(descriptor((ALLOW, 0, READS, "S-1-1-0")))
    (size,) = struct.unpack_from("<H", data, 22)
    struct.pack_into("<H", data, 22, size - 4)
    assert lists.windows(bytes(data)) is None


@given(st.binary(max_size=200), st.sampled_from(WHOLE), st.data())
def test_no_bytes_are_a_fault(odd, whole, data):
    at = data.draw(st.integers(0, len(whole)))
    for made in (odd, whole[:at] + odd, whole[:at] + odd + whole[at + len(odd) :]):
        for parse in (lists.nfs4, lists.windows):
            found = parse(made)
            assert found is None or found.others >= 0


@pytest.fixture
def lying(tmp_path, monkeypatch):
    """A scanned file on a mount that shows one attribute."""

    def run(attribute, data, folder=0o755):
        root = tmp_path / str(len(list(tmp_path.iterdir())))
        root.mkdir()
        root.chmod(folder)
        path = root / "a.txt"
        path.write_text("Ann Lee SSN 010-94-0001\n")
        path.chmod(0o600)

        def shown(_handle, name):
            if name != attribute:
                raise OSError(errno.EOPNOTSUPP, "")
            return data

        monkeypatch.setattr(os, "getxattr", shown)
        *_, finding, outcome = scan_one(Source(str(root), "a.txt", str(path), 24), Config())
        return outcome.exposure, {duty.clause for duty in finding.duties}

    return run


def test_what_a_server_lets_do_is_told_in_words(lying):
    seen, clauses = lying("system.nfs4_acl", nfs4((ALLOW, 0, READ, "EVERYONE@")))
    assert seen.why == ("its NFS 4 access list lets everyone read it",)
    assert (seen.level, seen.readers, seen.writers, seen.acl, clauses) == (
        "wide",
        "everyone",
        "owner",
        True,
        {"17.04(2)(a)"},
    )
    seen, _ = lying("system.nfs4_acl", nfs4((ALLOW, 0, READ, "EVERYONE@")), 0o750)
    assert seen.why == ("its NFS 4 access list lets everyone read it, once past a folder that is closed to them",)
    assert (seen.level, seen.readers) == ("some", "named")
    for attribute in ("system.cifs_acl", "system.ntfs_security", "system.ntfs_acl"):
        seen, _ = lying(attribute, descriptor(*OURS, (ALLOW, 0, FULL, f"{DOMAIN}-513")), 0o750)
        assert seen.why == tuple(f"its Windows access list lets Domain Users {what} it" for what in ("read", "change"))
        assert (seen.level, seen.readers) == ("wide", "everyone")
    seen, clauses = lying("system.cifs_acl", descriptor(*OURS, (ALLOW, 0, READS, BOB)))
    assert seen.why == ("its Windows access list lets 1 user or group more read it",)
    assert (seen.level, seen.readers, clauses) == ("some", "named", {"17.04(2)(a)"})
    seen, clauses = lying("system.cifs_acl", descriptor(*OURS))
    assert (seen.level, seen.why, clauses) == ("narrow", (), set())
