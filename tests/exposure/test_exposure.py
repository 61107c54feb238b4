"""How open a file lies: each fact is seen on a real file, or on a made-up system where this one cannot show it."""

import os
import struct
import time

import pytest

from piiscan.config import Config
from piiscan.exposure import access, accounts, duties_of, folders, look, volumes
from piiscan.exposure.accounts import Group, User
from piiscan.model import Classification, Encryption, Finding, Outcome, Source
from piiscan.scan import scan_one
from piiscan.sources import open_source

LEE = "Ann Lee SSN 010-94-0001\n"


@pytest.fixture
def lying(tmp_path):
    """What is said of a file that lies somewhere below a folder that everybody may enter."""
    root = tmp_path / "share"
    root.mkdir()
    root.chmod(0o755)

    def run(name="staff.txt", mode=0o600, text=LEE, **config):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        path.chmod(mode)
        source = Source(str(root), name, str(path), path.stat().st_size)
        return list(scan_one(source, Config(**config)))

    run.root = root
    return run


def clauses(events):
    return {duty.clause for event in events if isinstance(event, Finding) for duty in event.duties}


def test_a_file_of_its_owner_alone_lies_narrow(lying):
    seen = lying()[-1].exposure
    assert (seen.level, seen.why, seen.readers, seen.writers) == ("narrow", (), "owner", "owner")
    assert (seen.mode, seen.uid, seen.gid, seen.acl) == (0o600, os.getuid(), os.getgid(), False)
    assert seen.owner == accounts.user(os.getuid()).name


@pytest.mark.parametrize(
    ("mode", "level", "readers", "writers"),
    [
        (0o644, "wide", "everyone", "owner"),
        (0o666, "wide", "everyone", "everyone"),
        (0o602, "wide", "owner", "everyone"),
        (0o640, "narrow", "group", "owner"),
        (0o660, "narrow", "group", "group"),
    ],
)
def test_the_mode_says_who(lying, mode, level, readers, writers):
    events = lying(mode=mode)
    seen = events[-1].exposure
    assert (seen.level, seen.readers, seen.writers) == (level, readers, writers)
    assert ("17.04(2)(a)" in clauses(events)) is (level == "wide")


def test_a_closed_folder_above_narrows_what_everybody_may_read(lying):
    (lying.root / "hr").mkdir()
    (lying.root / "hr").chmod(0o750)
    events = lying("hr/a/staff.txt", 0o644)
    seen = events[-1].exposure
    assert (seen.level, seen.readers) == ("some", "owner" if not seen.mode & 0o040 else "group")
    assert "once past a folder that is closed" in seen.why[0]
    assert clauses(events) == {"17.04(2)(a)"}


def test_nothing_is_asked_for_a_clean_file(lying, monkeypatch):
    def never(*_):
        raise AssertionError

    monkeypatch.setattr("piiscan.exposure.look", never)
    big = "nothing to see here 123\n" * 20_000
    (outcome,) = lying(mode=0o644, text=big)
    assert isinstance(outcome, Outcome)
    assert outcome.exposure is None


def test_what_goes_wrong_in_looking_costs_no_finding(lying, monkeypatch):
    monkeypatch.setattr(volumes, "volume", lambda _device: 1 / 0)
    found, outcome = lying(mode=0o644)
    assert (found.duties, outcome.exposure, outcome.listed) == ((), None, 1)


def acl(*entries):
    return struct.pack("<I", 2) + b"".join(struct.pack("<HHI", *entry) for entry in entries)


NOBODY = 0xFFFFFFFF
LIST = ((1, 6, NOBODY), (2, 4, 1000), (2, 6, 1001), (4, 0, NOBODY), (8, 4, 50), (0x10, 4, NOBODY), (0x20, 0, NOBODY))


def test_an_access_list_is_read_behind_its_mask(lying, monkeypatch):
    monkeypatch.setattr(os, "getxattr", lambda *_: acl(*LIST))
    events = lying(mode=0o640)
    seen = events[-1].exposure
    assert seen.why == ("its access list lets 2 users and 1 group more read it",)
    assert (seen.level, seen.readers, seen.writers, seen.acl) == ("some", "named", "owner", True)
    closed = [(tag, 0 if tag == 0x10 else bits, who) for tag, bits, who in LIST]
    monkeypatch.setattr(os, "getxattr", lambda *_: acl(*closed))
    seen = lying(mode=0o640)[-1].exposure
    assert (seen.level, seen.readers, seen.acl) == ("narrow", "owner", True)


def test_a_real_access_list(lying):
    try:
        path = lying.root / "x"
        path.write_text("")
        os.setxattr(path, "system.posix_acl_access", acl(*LIST))
    except OSError:
        pytest.skip("no access lists on this file system")
    assert os.getxattr(path, "system.posix_acl_access") == acl(*LIST)


@pytest.mark.parametrize(
    ("name", "level", "expected"),
    [
        ("public_html/a.txt", "wide", {"17.04(2)(a)", "17.04(6)"}),
        ("OneDrive - Contoso/a.txt", "wide", {"17.04(3)", "17.03(2)(c)"}),
        ("Google Drive/a.txt", "wide", {"17.04(3)", "17.03(2)(c)"}),
        ("ftp/in/a.txt", "some", {"17.04(3)"}),
        ("Sent Items/a.txt", "some", {"17.04(3)"}),
        ("a.eml", "some", {"17.04(3)"}),
        (".Trash-1000/files/a.txt", "some", {"17.03(2)(b)"}),
        ("$RECYCLE.BIN/a.txt", "some", {"17.03(2)(b)"}),
        ("backup/a.txt", "some", {"17.04(5)"}),
        ("app.log.1", "some", {"17.04(4)", "17.04(2)(a)"}),
        ("vendors/a.txt", "some", {"17.03(2)(f)"}),
        ("wwwfiles/sentences/trashcan.txt", "narrow", set()),
    ],
)
def test_folders_and_names(lying, name, level, expected):
    events = lying(name)
    assert events[-1].exposure.level == level
    assert clauses(events) == expected
    assert len({fact.text for fact in folders.facts(f"/srv/{name}")}) == len(events[-1].exposure.why)


def test_a_file_that_lies_too_long(lying):
    now = int(time.time())
    assert "17.03(2)(b)" not in clauses(lying(stale_before=now - 1000))
    events = lying(stale_before=now + 100_000_000)
    assert clauses(events) == {"17.03(2)(b)"}
    assert events[-1].exposure.level == "narrow"
    assert events[-1].exposure.why[0].startswith("not changed since 20")


@pytest.mark.skipif(os.geteuid() != 0, reason="gives a file away")
def test_an_owner_who_is_gone(lying):
    lying()
    os.chown(lying.root / "staff.txt", 3_999_999, -1)
    source = Source(str(lying.root), "staff.txt", str(lying.root / "staff.txt"), 24)
    events = list(scan_one(source, Config()))
    assert clauses(events) == {"17.03(2)(e)", "17.04(1)(d)"}
    assert (events[-1].exposure.owner, events[-1].exposure.uid) == (None, 3_999_999)


def test_accounts_from_the_files_of_the_system(tmp_path, monkeypatch):
    passwd, groups = tmp_path / "passwd", tmp_path / "group"
    passwd.write_text("ann:x:1500:70:::/bin/bash\nold:x:1501:70:::/usr/sbin/nologin\nbroken\n")
    groups.write_text("hr:x:70:bob,ann\nall:x:71:\n" + f"big:x:72:{','.join(f'u{n}' for n in range(21))}\n")
    for name, value in (("PASSWD", passwd), ("GROUPS", groups)):
        monkeypatch.setattr(accounts, name, value)
    for cached in (accounts.user, accounts.group, accounts._lines):
        cached.cache_clear()
    try:
        assert accounts.user(1500) == User(1500, "ann", "/bin/bash")
        assert accounts.group(70) == Group("hr", 3)
        assert [accounts.group(gid).broad for gid in (70, 71, 72)] == [False, True, True]
        assert [fact.clause for fact in accounts.facts(accounts.user(1501))] == ["17.04(1)(d)"]
        assert accounts.user(65534) is None
    finally:
        for cached in (accounts.user, accounts.group, accounts._lines):
            cached.cache_clear()


def test_a_directory_service_that_hangs_is_asked_once(monkeypatch):
    monkeypatch.setattr(accounts, "PATIENCE", 0.05)
    service, asked = accounts._Service(), []

    def hangs():
        asked.append(1)
        time.sleep(0.5)

    assert [service.ask(hangs), service.ask(hangs)] == [None, None]
    assert len(asked) == 1


def test_a_broad_group_is_told():
    rights = access.Rights(
        0o640, acl=False, users=0, groups=0, group_reads=True, readers="group", writers="owner", closed=False
    )
    assert [fact.text for fact in access.facts(rights, Group("payroll", 4))] == []
    (fact,) = access.facts(rights, Group("CORP\\Domain Users", None))
    assert fact.text == "mode 0640: the group CORP\\Domain Users, of everybody, may read it"
    (fact,) = access.facts(rights, Group("payroll", 21))
    assert "of 21 members" in fact.text


class Machine:
    """A made-up /sys and mountinfo."""

    def __init__(self, tmp_path):
        self.sys, self.table = tmp_path / "sys", tmp_path / "mountinfo"
        self.lines = []

    def block(self, number, name, **files):
        at = self.sys / "devices" / files.pop("bus", "pci0") / name
        at.mkdir(parents=True)
        for file, text in files.items():
            (at / file.replace("__", "/")).parent.mkdir(exist_ok=True)
            (at / file.replace("__", "/")).write_text(text)
        link = self.sys / "dev" / "block"
        link.mkdir(parents=True, exist_ok=True)
        (link / number).symlink_to(at)
        return at

    def over(self, upper, lower):
        (upper / "slaves").mkdir(exist_ok=True)
        (upper / "slaves" / lower.name).symlink_to(lower)

    def mount(self, number, kind, point="/srv", source="/dev/nothing"):
        self.lines.append(f"36 35 {number} / {point} rw - {kind} {source} rw")
        self.table.write_text("\n".join(self.lines))
        major, minor = map(int, number.split(":"))
        return volumes.System(self.sys, self.table).volume(os.makedev(major, minor))


@pytest.fixture
def machine(tmp_path):
    return Machine(tmp_path)


def told(volume):
    return {fact.clause for fact in volumes.facts(volume)}


def test_a_stick_is_removable_and_plain(machine):
    disk = machine.block("8:0", "sdb", removable="1\n")
    part = machine.block("8:1", "sdb/sdb1", partition="1\n")
    assert part.parent == disk
    volume = machine.mount("8:1", "vfat")
    assert volume == ("vfat", False, "removable", False)
    assert told(volume) == {"17.04(5)", "17.03(2)(c)"}


def test_dm_crypt_under_a_logical_volume_is_seen(machine):
    disk = machine.block("8:0", "usb1/sda", removable="0\n")
    crypt = machine.block("253:0", "dm-0", dm__uuid="CRYPT-LUKS2-0-x\n")
    lvm = machine.block("253:1", "dm-1", dm__uuid="LVM-x\n")
    machine.over(crypt, disk)
    machine.over(lvm, crypt)
    volume = machine.mount("253:1", "xfs")
    assert volume == ("xfs", False, "removable", True)
    assert told(volume) == set()


def test_a_volume_over_a_plain_and_an_encrypted_disk_is_not_encrypted(machine):
    plain = machine.block("8:0", "sda", removable="0\n")
    crypt = machine.block("253:0", "dm-0", dm__uuid="CRYPT-LUKS2-0-x\n")
    lvm = machine.block("253:1", "dm-1", dm__uuid="LVM-x\n")
    machine.over(lvm, plain)
    machine.over(lvm, crypt)
    assert machine.mount("253:1", "xfs").encrypted is False


def test_a_laptop_without_encryption(machine):
    machine.block("8:0", "sda", removable="0\n")
    chassis = machine.sys / "class" / "dmi" / "id"
    chassis.mkdir(parents=True)
    (chassis / "chassis_type").write_text("10\n")
    volume = machine.mount("8:0", "ext4")
    assert volume == ("ext4", False, "laptop", False)
    assert told(volume) == {"17.04(5)"}


@pytest.mark.parametrize(
    ("kind", "point", "expected"),
    [
        ("nfs4", "/srv", ("nfs4", True, "", None)),
        ("fuse.sshfs", "/srv", ("fuse.sshfs", True, "", None)),
        ("overlay", "/", ("overlay", False, "", None)),
        ("fuse.gocryptfs", "/home/a/x", ("fuse.gocryptfs", False, "", True)),
        ("exfat", "/run/media/a/STICK", ("exfat", False, "removable", None)),
    ],
)
def test_what_is_no_block_device(machine, kind, point, expected):
    assert machine.mount("0:99", kind, point) == expected


def test_a_device_nobody_knows(machine):
    machine.mount("8:0", "ext4")
    assert volumes.System(machine.sys, machine.table).volume(os.makedev(9, 9)) == ("", False, "", None)


def test_standard_input_lies_nowhere(tmp_path):
    path = tmp_path / "x"
    path.write_text(LEE)
    source = Source("-", "x", str(path), 24)
    with open_source(source) as stream:
        assert look(source, stream) is None


def test_a_key_beside_a_lock_is_a_duty_of_its_own():
    lock = Encryption("weak", "ZipCrypto", 96, "password.txt", opened=True)
    (duty,) = duties_of(None, lock, Classification.PERSONAL_INFORMATION)
    assert duty == ("17.04(1)(c)", "what may be its key lies beside it: password.txt")
    assert duties_of(None, lock, Classification.TEST_VALUE) == ()
