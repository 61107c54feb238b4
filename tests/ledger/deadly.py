"""A scan with a file that ends the whole run (no worker can catch that), and a slow one that is innocent.

Run as a program it is `piiscan`, with this in the place of the scan of a file.
"""

import os
import signal
import sys
import time
from pathlib import Path

from piiscan.scan import scan_one

SLOW = 0.4  # seconds


def scan(source, config):
    """Give a note of what is under way, and do harm by the name of the file."""
    under_way = Path(os.environ["DEADLY"])
    if source.path.endswith("slow.txt"):
        (under_way / "slow").touch()
        time.sleep(SLOW)
        (under_way / "slow").unlink()
    elif source.path.endswith(("killer.txt", "quick.txt")):
        end = time.monotonic() + SLOW
        while source.path.endswith("killer.txt") and not (under_way / "slow").exists() and time.monotonic() < end:
            time.sleep(0.01)
        if source.path.endswith("killer.txt"):
            time.sleep(SLOW / 4)  # the slow one is known to be under way
        supervisor = os.getpid() if "-j0" in sys.argv else os.getppid()
        os.kill(supervisor, signal.SIGKILL)
        time.sleep(10)  # a worker goes with it
    yield from scan_one(source, config)


if __name__ == "__main__":
    import deadly

    from piiscan.cli import main, run

    run.scan_one = deadly.scan
    main()
