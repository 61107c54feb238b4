"""`python -m piiscan`.

Rule: nothing is imported from the current directory, which may be what is scanned. `-m` puts it first of the places
to import from, where a `json.py` beside the files to scan would be run. What Python itself loads before it comes here
only `python -P -m piiscan` or the command `piiscan` keep safe.
"""

import os
import sys


def _leave_current_directory() -> None:
    """Take it off the path; where piiscan itself lies there, it comes last."""
    try:
        here = os.getcwd()  # noqa: PTH109 - imports nothing
    except OSError:  # it is gone, and nothing is imported from it
        return
    if sys.flags.safe_path or not sys.path or sys.path[0] not in {"", here}:
        return
    del sys.path[0]
    home = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH100, PTH120 - likewise
    if home not in sys.path:
        sys.path.append(home)


if __name__ == "__main__":
    _leave_current_directory()
    from piiscan.cli import main

    main()
