"""Mounts for tests that may make some: a bind, a small disk, and a file system whose server never answers."""

import ctypes
import os
from contextlib import contextmanager

import pytest

MS_BIND, MNT_DETACH = 4096, 2
_LIBC = ctypes.CDLL(None, use_errno=True)


@contextmanager
def mounted(source, place, kind="none", flags=0, options=""):
    """Mount, or skip the test where that is not allowed."""
    words = [str(word).encode() for word in (source, place, kind)]
    if os.geteuid() or _LIBC.mount(*words, flags, options.encode() or None):
        pytest.skip("no mounts are allowed here")
    try:
        yield place
    finally:
        _LIBC.umount2(words[1], MNT_DETACH)


def bound(source, place):
    return mounted(source, place, flags=MS_BIND)


@contextmanager
def dead(place):
    """A FUSE file system nobody serves: whoever asks it something waits until it is taken away."""
    try:
        handle = os.open("/dev/fuse", os.O_RDWR)
    except OSError:
        pytest.skip("no FUSE here")
    try:
        with mounted("dead", place, "fuse", options=f"fd={handle},rootmode=40000,user_id=0,group_id=0"):
            yield place
    finally:
        os.close(handle)  # who waits gets an error
