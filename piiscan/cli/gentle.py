"""A scan that gives way to everything else (--nice): for the processor, and for the disk where the system can."""

from __future__ import annotations

import ctypes
import os
import platform
import sys
from collections.abc import Callable

LEAST = 19
_IDLE = 3 << 13  # IOPRIO_CLASS_IDLE (linux/ioprio.h)
_PROCESS = 1  # IOPRIO_WHO_PROCESS; 0 for "which" is who asks
_NUMBERS = {"x86_64": 251, "aarch64": 30, "riscv64": 30, "i686": 289, "ppc64le": 273, "s390x": 282}  # of ioprio_set


def give_way(tell: Callable[[str], None]) -> None:
    """Let this process, and all it starts from now on, come last; what cannot be done is told."""
    try:
        os.setpriority(os.PRIO_PROCESS, 0, LEAST)
    except OSError as error:
        tell(f"--nice: the priority of the processor stays as it is ({os.strerror(error.errno or 0)})")
    if (why := _idle_disk()) is not None:
        tell(f"--nice: the priority of the disk stays as it is ({why})")


def _idle_disk() -> str | None:
    """Why the disk could not be asked to serve others first."""
    number = _NUMBERS.get(platform.machine())
    if not sys.platform.startswith("linux") or number is None or sys.maxsize < 1 << 32:
        return "not known on this system"
    library = ctypes.CDLL(None, use_errno=True)
    if library.syscall(number, _PROCESS, 0, _IDLE) == 0:
        return None
    return os.strerror(ctypes.get_errno())
