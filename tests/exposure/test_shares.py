"""What the servers of this machine are set to hand out: made-up settings, real folders."""

import json
import os
from importlib import resources

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from piiscan.config import Config
from piiscan.exposure import exports, samba, shares
from piiscan.exposure.facts import Export
from piiscan.model import Finding, Source
from piiscan.scan import scan_one
from piiscan.severity import grade
from piiscan.stream import to_record

LEE = "Ann Lee SSN 010-94-0001\n"


class Machine:
    """A made-up /etc, the folders of users' shares, a table of mounts, and a file to be scanned."""

    def __init__(self, tmp_path, monkeypatch):
        self.etc, self.users, self.root = tmp_path / "etc", tmp_path / "usershares", tmp_path / "srv"
        self.mounts = tmp_path / "mountinfo"
        self.monkeypatch = monkeypatch
        for folder in (self.etc / "exports.d", self.etc / "samba", self.users, self.root / "hr"):
            folder.mkdir(parents=True)
        self.mounts.write_text("")

    def nfs(self, text, name="exports"):
        (self.etc / name).write_text(text.format(srv=self.root))

    def smb(self, text):
        (self.etc / "samba" / "smb.conf").write_text(text.format(srv=self.root))

    def user(self, text, name="mine"):
        (self.users / name).write_text(text.format(srv=self.root))

    def mount(self, point, kind="ext4"):
        with self.mounts.open("a") as table:
            table.write(f"36 35 8:1 / {point} rw - {kind} /dev/x rw\n")

    def scan(self, name="hr/staff.txt", root=None):
        root = root or self.root
        system = shares.System(self.etc, self.users, self.mounts)
        self.monkeypatch.setattr(shares, "_SYSTEM", system)
        path = root / name
        path.write_text(LEE)
        path.chmod(0o600)
        return list(scan_one(Source(str(root), name, str(path), path.stat().st_size), Config()))

    def exported(self, *args, **named):
        return [tuple(share) for share in self.scan(*args, **named)[-1].exposure.exported]


@pytest.fixture
def machine(tmp_path, monkeypatch):
    return Machine(tmp_path, monkeypatch)


def test_nothing_is_shared(machine):
    events = machine.scan()
    seen = events[-1].exposure
    assert (seen.level, seen.why, seen.exported, events[0].duties) == ("narrow", (), (), ())
    assert "exported" not in to_record(events[-1], Config())["exposure"]


def test_an_export_to_everybody_weighs_like_the_web(machine):
    machine.nfs("{srv} *(rw,sync)\n")
    events = machine.scan()
    seen = events[-1].exposure
    text = f"is below {machine.root}, which this machine is set to share by NFS to everybody, not only to read"
    assert (seen.level, seen.why) == ("wide", (text,))
    assert seen.exported == (Export("nfs", str(machine.root), everybody=True, writable=True),)
    assert [tuple(duty) for one in events if isinstance(one, Finding) for duty in one.duties] == [("17.04(2)(a)", text)]
    record = to_record(events[-1], Config())
    schema = json.loads(resources.files("piiscan").joinpath("data/schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(record)
    said = record["exposure"]["exported"]
    assert said == [{"how": "nfs", "share": str(machine.root), "everybody": True, "writable": True}]
    assert grade(seen.level, seen.why, 34, 0).text == f"critical: it {text} × 34 persons"


def test_an_export_to_some_weighs_like_a_wide_group(machine):
    machine.nfs("{srv}/hr 10.0.0.0/8(ro) @clerks(ro) *.example.com(ro)\n")
    seen = machine.scan()[-1].exposure
    assert (seen.level, [tuple(one) for one in seen.exported]) == (
        "some",
        [("nfs", f"{machine.root}/hr", False, False)],
    )
    assert "example.com" not in seen.why[0]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("/a", ("/a", True, False)),
        ("/a (rw)", ("/a", True, True)),
        ("/a host (rw)", ("/a", True, True)),  # the blank that should not be there
        ("/a host(rw)", ("/a", False, True)),
        ("/a 0.0.0.0/0(ro)", ("/a", True, False)),
        ("/a -rw,sync *", ("/a", True, True)),
        ("/a -rw host(ro)", ("/a", False, False)),
        ("/a -ro", ("/a", True, False)),
        ("/a *(rw,sec=krb5p)", ("/a", False, True)),
        ("/a *(rw,sec=krb5:sys)", ("/a", True, True)),
        ('"/a b/c" host', ("/a b/c", False, False)),
        ("/a\\040b\\303\\244 host", ("/a bä", False, False)),
        ("/a \\\n  *(rw)", ("/a", True, True)),
        ("/a host # *(rw)", ("/a", False, False)),
        ("/a *(rw", ("/a", True, True)),
    ],
)
def test_a_line_of_exports(line, expected):
    assert [tuple(one)[:3] for one in exports.parsed(f"# all\n\n{line}\n")] == [expected]


@pytest.mark.parametrize("line", ["#/a *(rw)", "a *(rw)", '"/a b *(rw)', '/a "b *(rw)', "/a\\000b *", ""])
def test_what_is_no_line_of_exports(line):
    assert list(exports.parsed(line)) == []


def test_exports_of_the_folder_beside_it(machine):
    machine.nfs("{srv} *", "exports.d/b.exports")
    machine.nfs("{srv}/hr host", "exports.d/a.exports")
    machine.nfs("{srv} *(rw)", "exports.d/a.exports.bak")
    machine.nfs("{srv} *(rw)", "exports.d/.a.exports")
    assert machine.exported() == [("nfs", str(machine.root), True, False), ("nfs", f"{machine.root}/hr", False, False)]


def test_a_folder_beside_one_that_is_shared_is_not(machine):
    machine.nfs("{srv}/h *\n{srv}/hr-old *\n")
    (machine.root / "h").mkdir()
    (machine.root / "hr-old").mkdir()
    assert machine.exported() == []


def test_what_is_entered_by_a_link_is_shared_all_the_same(machine, tmp_path):
    (tmp_path / "in").symlink_to(machine.root / "hr")
    (tmp_path / "out").symlink_to(machine.root)
    machine.nfs(f"{tmp_path}/out *")
    assert machine.exported("staff.txt", root=tmp_path / "in") == [("nfs", f"{tmp_path}/out", True, False)]


def test_what_is_mounted_below_is_shared_by_smb_and_where_it_is_said(machine):
    machine.mount(machine.root)
    machine.nfs("{srv} *")
    assert len(machine.exported()) == 1
    machine.mount(machine.root / "hr")
    assert machine.exported() == []
    machine.nfs("{srv} *(crossmnt)")
    assert len(machine.exported()) == 1
    machine.nfs("")
    machine.smb("[all]\npath={srv}\n")
    assert machine.exported() == [("smb", "all", False, False)]


def test_a_file_system_that_may_not_answer_is_not_asked(machine):
    machine.nfs("{srv} *")
    machine.mount(machine.root, "nfs4")
    assert machine.exported() == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[Public Files]\n   path = /a\n   guest ok = yes\n   read only = no\n", ("Public Files", "/a", True, True)),
        ("[a]\nPATH=/a\nPublic = Yes\nwriteable = yes", ("a", "/a", True, True)),
        ("[a]\npath=/a", ("a", "/a", False, False)),
        ("[a]\npath=/a\nwritable=yes\nread only=yes", ("a", "/a", False, False)),
        ("[a]\npath=/a\nwrite list = @hr", ("a", "/a", False, True)),
        ("[global]\nguest ok = yes\nread only = no\n[a]\npath = /a", ("a", "/a", True, True)),
        ("[global]\nguest ok = yes\n[a]\npath = /a\nguest ok = no", ("a", "/a", False, False)),
        ("[a]\npath=/a\nguest ok=yes\nvalid users = ann", ("a", "/a", False, False)),
        ("[a]\npath=/a\nguest ok=yes\nhosts allow = 10.", ("a", "/a", False, False)),
        ("[a]\npath=/a\n; guest ok=yes\n# guest ok = yes", ("a", "/a", False, False)),
        ("[a]\npath = \\\n/a\nguest ok = \\\r\n yes", ("a", "/a", True, False)),
        ('guest ok = yes\n[a]\nname = b\ndirectory="/a b"', ("a", "/a b", False, False)),
        ("[a]\npath=/a\n[A]\nguest ok=yes", ("a", "/a", True, False)),
        ("[t]\navailable=no\npath=/a\nguest ok=yes\n[b]\ncopy=T\navailable=yes", ("b", "/a", True, False)),
    ],
)
def test_a_share_of_samba(text, expected):
    assert [tuple(one) for one in samba.shares(samba.sections(text))] == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "[homes]\nguest ok=yes",
        "[a]\npath=/home/%u",
        "[a]\npath=srv",
        "[a]\npath=/a\navailable=no",
        "[printers]\npath=/var/spool/samba\nprintable=yes",
        "path=/a",
        "[global]\npath=/a",
        "[a]\npath",
        "[a\npath=/a",
        "include = /etc/samba/more.conf",
    ],
)
def test_what_is_no_share_of_samba(text):
    assert list(samba.shares(samba.sections(text))) == []


SHARED = "#VERSION 2\npath={srv}/hr\ncomment=\nusershare_acl=S-1-1-0:F\nguest_ok=y\nsharename=Mine\n"


def test_a_share_that_a_user_made(machine):
    machine.user(SHARED)
    assert machine.exported() == [("smb", "Mine", False, True)]  # guests are not let in
    machine.smb("[global]\nusershare allow guests = yes\n")
    assert machine.exported() == [("smb", "Mine", True, True)]
    machine.user(SHARED.replace("S-1-1-0:F", "S-1-1-0:R"))
    assert machine.exported() == [("smb", "Mine", True, False)]
    machine.user(SHARED.replace("S-1-1-0:F", "S-1-5-21-1:F,S-1-1-0:D"))
    assert machine.exported() == [("smb", "Mine", False, True)]


@pytest.mark.skipif(os.geteuid() != 0, reason="gives a file away")
def test_a_user_shares_no_folder_of_another(machine):
    machine.user(SHARED)
    os.chown(machine.users / "mine", 3_999_999, -1)
    assert machine.exported() == []
    os.chown(machine.root / "hr", 3_999_999, -1)
    assert machine.exported() == [("smb", "Mine", False, True)]


def test_settings_that_are_none_are_passed_over(machine, tmp_path):
    os.mkfifo(machine.etc / "exports")
    os.mkfifo(machine.users / "pipe")
    (machine.etc / "samba" / "smb.conf").mkdir()
    (machine.etc / "exports.d" / "a.exports").symlink_to(tmp_path / "gone")
    (machine.etc / "exports.d" / "b.exports").write_bytes(b'\xff\0"(\n/\xff *\n' + bytes(range(256)))
    assert machine.exported() == []


def test_settings_without_an_end(machine):
    (machine.etc / "exports").write_text(f"{machine.root}/hr *\n" + "/nowhere host\n" * 200_000)
    assert len(machine.exported()) == 1
    half = f"{machine.root}/hr"
    (machine.etc / "exports").write_text("#" * ((1 << 20) - len(half) - 1) + f"\n{half} host(ro)\n")
    assert machine.exported() == []  # it is not known how the line ends
    machine.nfs("".join(f"{{srv}} host{n}({'rw' if n else 'ro'},fsid={n})\n{{srv}}/hr *\n" for n in range(50)))
    assert len(machine.exported()) == 3


def test_settings_are_read_once(machine, monkeypatch):
    machine.nfs("{srv} *")
    asked, text = [], shares._text
    monkeypatch.setattr(shares, "_text", lambda *args: asked.append(args) or text(*args))
    system = shares.System(machine.etc, machine.users, machine.mounts)
    for folder in (machine.root, machine.root / "hr", machine.root):
        assert len(system.above(str(folder))) == 1
    assert len(asked) == 2


def test_no_more_folders_are_kept_than_a_bound(machine, monkeypatch):
    machine.nfs("{srv} *")
    monkeypatch.setattr(shares, "_KNOWN", 3)
    system = shares.System(machine.etc, machine.users, machine.mounts)
    for number in range(20):
        assert len(system.above(f"{machine.root}/hr/{number}")) == 1
        assert len(system._known) <= 3


@given(st.text(alphabet='/a b"\\#()*,=-@:[];%\n\t\r\0059ropathguestk\udcff', max_size=200))
def test_any_text_is_read(text):
    for one in (*exports.parsed(text), *samba.shares(samba.sections(text)), *samba.of_user(text, {})):
        assert one.path.startswith("/")
        json.dumps(one)
