"""The real scan, but that a file named so takes the process down that has given it to its worker: a Dask worker."""

import os
import signal
import time
from pathlib import Path

from piiscan.scan import scan_one


def scan(source, config):
    """By the name of the file: "killer" each time, "once" only where the file beside it is not there yet."""
    done = Path(source.opens + ".done")
    if "killer" in source.path or ("once" in source.path and not done.exists()):
        done.touch()
        os.kill(os.getppid(), signal.SIGKILL)
        time.sleep(30)  # goes with it
    yield from scan_one(source, config)
