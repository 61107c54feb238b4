"""Packets of OpenPGP: those that nobody has to know are passed over, behind the first."""

import pytest

from piiscan.formats.encoded import here
from piiscan.formats.locks.openpgp_packets import USER_ID, packets
from piiscan.model import Unscannable

NAME = b"\xb4\x07Ann Lee"  # a packet of the old form: a user id
OWN = b"\xfd\x05#own!"  # of the new form, for private use: a comment of the first GnuPG
UNASSIGNED = b"\xe8\x02ab"  # 40: not critical


def tags(data):
    return [packet.tag for packet in packets(iter([data]))]


def test_what_nobody_has_to_know_is_passed_over():
    assert tags(NAME + OWN + UNASSIGNED + NAME) == [USER_ID, 61, 40, USER_ID]


@pytest.mark.parametrize("data", [OWN + NAME, b"\xda\x01a" + NAME, NAME + b"\xda\x01a", NAME + b"text"])
def test_what_is_no_packet_is_told(data):
    """26 is critical and not assigned; nothing begins with a packet for private use."""
    with pytest.raises(Unscannable):
        tags(data)


def test_a_text_full_of_blocks_is_unpacked_a_few_times(scan, monkeypatch):
    """Each block of a member was come to by all that stands before it: three hundred KB took minutes."""
    decoded = []
    plainly = here.armor_decoded

    def counted(stream):
        for line in plainly(stream):
            decoded.append(len(line))
            yield line

    monkeypatch.setattr(here, "armor_decoded", counted)
    scan(b"nothing to see here\n" * 9000 + b"-----BEGIN PGP MESSAGE-----\n" * 6000, "notes.txt")
    assert 0 < len(decoded) < 20_000
