"""Files on network file systems are counted by type, asking nothing of any of them."""

import os

from piiscan.model import Outcome, Reason, Source, Status
from piiscan.sources.devices import Devices
from piiscan.sources.mounts import Mounts

TABLE = """\
36 35 8:1 / / rw - ext4 /dev/sda1 rw
37 36 0:50 / /srv/nfs rw - nfs4 server:/export rw
38 36 0:51 / /srv/more rw - nfs4 server:/more rw
39 36 0:52 / /srv/dav rw - fuse.sshfs host:/ rw
"""


def test_files_are_counted_by_the_type_of_their_file_system(tmp_path):
    table = tmp_path / "mountinfo"
    table.write_text(TABLE)
    devices = [os.makedev(8, 1)] * 3 + [os.makedev(0, 50)] * 2 + [os.makedev(0, 51), os.makedev(0, 52), 0]
    items = [Source("r", str(n), f"/r/{n}", 1, (device, n, 0, 0)) for n, device in enumerate(devices)]
    told = Outcome(items[3], (), Status.NOT_SCANNED, Reason.EXCLUDED, "is not read")
    seen = Devices(mounts=Mounts(table))
    assert list(seen.counted(iter([*items, told]))) == [*items, told]
    assert seen.network() == {"fuse.sshfs": 1, "nfs4": 3}


def test_what_is_no_file_has_no_device(tmp_path):
    """The objects of a repository have a stamp each, made of their names: the table was read for each of them."""
    table = tmp_path / "mountinfo"
    table.write_text("")
    asked = []

    class Asked(Mounts):
        def pseudo(self, device):
            asked.append(device)

    seen = Devices(mounts=Asked(table))
    objects = [Source("git", f"a@{number}", f"git:{number}", 1, (number, 0, 0, 0)) for number in range(1, 9)]
    items = [*objects, Source("/", "a", "/a", 1, (7, 0, 0, 0))]
    assert list(seen.counted(iter(items))) == items
    assert (asked, dict(seen.files)) == ([7], {7: 1})
