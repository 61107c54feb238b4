"""What an exception of a reader means. Rule: its message is never used, it may hold text of the document."""

from __future__ import annotations

from errno import errorcode
from pathlib import PurePosixPath

from piiscan.model import Gap, Reason, Unscannable


def gap_of(error: Exception) -> Gap:
    """The part that is missing because of it."""
    match error:
        case Unscannable():
            return Gap(error.reason, error.detail)
        case MemoryError():
            return Gap(Reason.LIMIT, "out of memory (limit: memory)")
        case RecursionError():
            return Gap(Reason.LIMIT, "nested too deeply (limit: structure)")
        case OSError():
            return Gap(Reason.UNREADABLE, f"read error {errorcode.get(error.errno or 0, type(error).__name__)}")
    frame = error.__traceback__
    while frame is not None and frame.tb_next is not None:
        frame = frame.tb_next
    where = f" at {PurePosixPath(frame.tb_frame.f_code.co_filename).name}:{frame.tb_lineno}" if frame else ""
    return Gap(Reason.BUG, f"{type(error).__name__}{where}")
