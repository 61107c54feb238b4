"""`python -m piiscan`.

Rule: nothing is imported from the current directory, which may be what is scanned. `-m` puts it first of the places
to import from, where a `json.py` beside the files to scan would be run. What Python itself loads before it comes here
only `python -P -m piiscan` or the command `piiscan` keep safe.
"""

import _signal  # type: ignore[import-not-found]  # built into Python: no file beside what is scanned stands for it
import atexit
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


def _end(number: int, _frame: object) -> None:
    """End at once by the exit code of a signal: nothing was begun that would have to be put in order."""
    os._exit(128 + number)


def _leave(codes: list[int]) -> None:
    """End the process by the code it ends with: the system gives memory back at once, Python in 50 ms (measured).

    It is the last that is called at the end, behind all that others have to put in order, as it was registered first.
    """
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (AttributeError, OSError, ValueError):  # Python tells of it, and ends with a code of its own
        return
    if codes:
        os._exit(codes[0])


def main() -> None:
    """The entry point. An interrupt while modules are loaded would be shown as a traceback, with code 1 or a signal.

    From then on an interrupt is an exception again, for what is to be put in order; the two others, which would end
    the process without a word, keep to the documented codes until a run heeds them (`piiscan.cli.signals`).
    """
    codes: list[int] = []
    atexit.register(_leave, codes)
    interrupt = _signal.getsignal(_signal.SIGINT)
    for number in (_signal.SIGINT, _signal.SIGTERM, _signal.SIGHUP):
        if _signal.getsignal(number) != _signal.SIG_IGN:  # nohup
            _signal.signal(number, _end)
    from piiscan.cli import main as program

    _signal.signal(_signal.SIGINT, interrupt)
    try:
        program()
    except SystemExit as end:
        if isinstance(end.code, int):
            codes.append(end.code)
        raise


if __name__ == "__main__":
    _leave_current_directory()
    main()
