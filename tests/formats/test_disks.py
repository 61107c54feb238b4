"""Images of disks: told by their marks, their text searched, and never called read or encrypted for what they are not."""

from __future__ import annotations

import struct

import pytest
from format_samples import SSN, read
from sealed_samples import sample

from piiscan.model import Encryption, Reason

TEXT = b"\1\2" * 3000 + f"Ann Lee, SSN {SSN}".encode() + b"\0\1\2" * 30
BOOT = b"\x55\xaa"
PARTITION = bytes.fromhex("80000101 07fe3f0d 3f000000 cf850300")


def sector(data: bytes, at: int = 0) -> bytes:
    head = bytearray(512)
    head[at : at + len(data)] = data
    head[510:] = BOOT
    return bytes(head)


@pytest.mark.parametrize(
    ("head", "media_type"),
    [
        (b"QFI\xfb\0\0\0\3" + bytes(96), "application/x-qemu-disk"),
        (b"QED\0" + bytes(60), "application/x-qemu-disk"),
        (b"KDMV\1\0\0\0", "application/x-vmdk"),
        (b"vhdxfileQ\0E\0M\0U\0", "application/x-vhdx"),
        (b"conectix\0\0\0\2", "application/x-virtualbox-vhd"),
        (
            b"<<< Oracle VM VirtualBox Disk Image >>>\n".ljust(64, b"\0") + b"\x7f\x10\xda\xbe",
            "application/x-virtualbox-vdi",
        ),
        (b"WithouFreSpacExt\2", "application/x-parallels-disk"),
        (sector(b"\xeb\x52\x90NTFS    "), "application/x-raw-disk-image"),
        (sector(b"\xeb\x76\x90EXFAT   "), "application/x-raw-disk-image"),
        (sector(b"FAT16   ", 54), "application/x-raw-disk-image"),
        (sector(b"FAT32   ", 82), "application/x-raw-disk-image"),
        (sector(PARTITION, 446), "application/x-raw-disk-image"),
        (sector(b"\0\0\2\0\xee" + b"\xff" * 11, 446) + b"EFI PART", "application/x-raw-disk-image"),
        (bytes(1080) + b"\x53\xef", "application/x-raw-disk-image"),
        (b"XFSB\0\0\x10\0", "application/x-raw-disk-image"),
    ],
)
def test_what_stands_in_clear_is_found_and_the_rest_is_named(head, media_type):
    result = read(head + TEXT, "disk.img")
    assert (result.format, result.media_type) == ("disk", media_type)
    assert result.places == {SSN: [f"BYTE {len(head) + 6000 + len('Ann Lee, SSN ')}"]}
    assert [gap.reason for gap in result.gaps] == [Reason.UNSUPPORTED]
    assert result.encryption is None


@pytest.mark.parametrize(
    "head",
    [
        sector(b""),
        sector(b"\x80\0\0\0\0", 446),
        sector(b"\x07" + PARTITION[1:], 446),
        bytes(1080) + b"\x53\xee",
        b"\1\2\0" * 360 + b"\x53\xef",  # the mark of Linux in what is no file system
    ],
)
def test_other_binary_data_is_no_disk(head):
    assert read(head + TEXT, "a.img").format != "disk"


@pytest.mark.parametrize("name", ["luks.qcow2", "aes.qcow2"])
@pytest.mark.parametrize("size", [72, 100, 104, 112, 300, 2048, 262_144 + 100])
def test_an_encrypted_image_that_is_cut_short_is_still_encrypted(name, size):
    result = read(sample(name)[:size], name)
    assert result.refused is not None
    assert result.refused.reason is Reason.ENCRYPTED
    assert result.refused.encryption.verdict == {"l": "encrypted", "a": "weak"}[name[0]]


def test_the_first_version_of_qcow_says_elsewhere_that_it_is_encrypted():
    """Its header has the method behind the numbers of bits (docs/interop/qcow2.txt; block/qcow.c)."""
    head = struct.pack(">4sIQIIQBBHIQ", b"QFI\xfb", 1, 0, 0, 0, 1 << 30, 12, 9, 0, 1, 48).ljust(4096, b"\0")
    assert read(head, "a.qcow").refused.encryption == Encryption("weak", "QCOW AES-CBC", 128)
    clear = head[:32] + b"\x0c\x09\0\0\0\0\0\0" + head[40:]
    assert read(clear, "a.qcow").refused is None


def test_an_extension_whose_size_is_odd_hides_no_lock():
    data = sample("luks.qcow2")
    at = int.from_bytes(data[100:104], "big")
    odd = struct.pack(">II", 0xE2792ACA, 5) + b"raw\0\0".ljust(8, b"\0")  # the format of the image below
    made = data[:at] + odd + data[at : -len(odd)]
    was = read(data, "a.qcow2").refused.encryption
    assert was.bits is not None
    place = int.from_bytes(made[at + 24 : at + 32], "big")
    made = made[:place] + data[place:]  # the header of LUKS stays where it is
    assert read(made, "a.qcow2").refused.encryption == was


def luks2(described: bytes, header: int = 16384) -> bytes:
    return (b"LUKS\xba\xbe" + struct.pack(">HQ", 2, header)).ljust(4096, b"\0") + described + bytes(20)


@pytest.mark.parametrize(
    "header",
    [
        luks2(b'{"segments": {}}'),
        luks2(b'{"segments": []}'),
        luks2(b"[]"),
        luks2(b"[" * 100_000, 1 << 20),
        luks2(b'{"segments": {"0": {"encryption": "aes"}}, "keyslots": {"0": {"key_size": Infinity}}}'),
        luks2(b'{"segments": {"0": {"encryption": "aes"}}, "keyslots": {}}', 4095),  # ends before it begins
    ],
)
def test_a_damaged_header_of_luks_is_still_one(header):
    assert read(header, "a.luks").refused.encryption == Encryption("encrypted", "LUKS")
    data = sample("luks.qcow2")
    at = data.index(struct.pack(">I", 0x0537BE77)) + 8
    place = int.from_bytes(data[at : at + 8], "big")
    assert read(data[:place] + header, "a.qcow2").refused.encryption == Encryption("encrypted", "QCOW LUKS")
    far = data[:at] + b"\xff" * 8 + data[at + 8 :]
    assert read(far, "a.qcow2").refused.encryption == Encryption("encrypted", "QCOW LUKS")


def test_an_image_under_the_cipher_that_does_nothing_needs_no_key():
    data = sample("luks.qcow2")
    header = luks2(b'{"segments": {"0": {"encryption": "cipher_null-ecb"}}, "keyslots": {}}')
    at = data.index(struct.pack(">I", 0x0537BE77)) + 8
    refused = read(data[: int.from_bytes(data[at : at + 8], "big")] + header, "a.qcow2").refused
    assert (refused.reason, refused.encryption.verdict) == (Reason.UNSUPPORTED, "plain")
