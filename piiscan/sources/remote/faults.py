"""What an error of a connection means, and whether it is worth another try.

Rule: only the kind of an error and its code are told. Its text has URLs, keys and signatures in it.
"""

from __future__ import annotations

import errno
import re
import time
from collections.abc import Callable, Iterator
from typing import TypeVar

from piiscan.model import Reason, Unscannable
from piiscan.sources.base import errno_name

Result = TypeVar("Result")

WAITS = [1.0, 4.0]  # seconds before another try, beside what the library tries itself
GONE = "gone since it was listed"
REPLACED = "replaced since it was listed"
_PASSING = {408, 425, 429, 500, 502, 503, 504}
_REPLACED = {409, 412}
_CODE = re.compile(r"[A-Za-z][A-Za-z0-9_.]{1,60}|[1-5][0-9]{2}")
_NETWORK = {errno.ECONNRESET, errno.ECONNREFUSED, errno.ECONNABORTED, errno.EPIPE, errno.ETIMEDOUT, errno.ENETUNREACH}
_NAMES = re.compile(r"Timeout|Connect|Disconnect|IncompleteRead|PayloadError|SlowDown|Throttl|ServerBusy|InternalError")


class CutError(OSError):
    """Fewer bytes came than there are."""


def attempt(action: Callable[[], Result], *, absent: bool = False) -> Result:
    """Do it, and again after a while where the error may pass. Raises `Unscannable`.

    `absent`: that there is nothing is an answer, `FileNotFoundError`.
    """
    for wait in [*WAITS, None]:
        try:
            return action()
        except Unscannable:
            raise
        except Exception as error:  # noqa: BLE001 - whatever a library raises
            if wait is None or not passes(error):
                reason, detail = verdict(error)
                if absent and detail == GONE:
                    raise FileNotFoundError from None
                raise Unscannable(reason, detail) from None  # its text, and what caused it, stay here
            time.sleep(wait)
    raise AssertionError


def passes(error: BaseException) -> bool:
    """Whether it may be gone at the next try."""
    for one in _chain(error):
        status = _status(one)
        if status in _PASSING or isinstance(one, (ConnectionError, TimeoutError, CutError)):
            return True
        if isinstance(one, OSError) and one.errno in _NETWORK:
            return True
        if status is None and (_NAMES.search(type(one).__name__) or _NAMES.search(_code(one))):
            return True
    return False


def verdict(error: BaseException) -> tuple[Reason, str]:
    """The reason and the words of an outcome."""
    for one in _chain(error):
        status, code = _status(one), _code(one)
        if isinstance(one, FileNotFoundError) or status in {404, 410}:
            return Reason.CHANGED, GONE
        if status in _REPLACED or code in {"PreconditionFailed", "ConditionNotMet"}:
            return Reason.CHANGED, REPLACED
    if any("Credentials" in type(one).__name__ for one in _chain(error)):
        return Reason.UNREADABLE, "no credentials were found where the library of its kind looks for them"
    if any(type(one).__name__ == "gaierror" for one in _chain(error)):
        return Reason.UNREADABLE, "no server of this name is found"
    words = words_of(error)
    late = any(isinstance(one, TimeoutError) or "Timeout" in type(one).__name__ for one in _chain(error))
    return (Reason.TIMEOUT if late else Reason.UNREADABLE), f"{words} at the server"


def words_of(error: BaseException) -> str:
    """The kind of an error and its code.

    >>> words_of(PermissionError(13, "secret")), words_of(ValueError("secret"))
    ('EACCES', 'ValueError')
    """
    for one in _chain(error):
        status, code = _status(one), _code(one)
        if code:
            return f"{code} ({status})" if status and code != str(status) else code
        if status:
            return f"{type(one).__name__} ({status})"
        if isinstance(number := getattr(one, "ntstatus", None), int):  # of SMB
            return f"status {number:#010x}"
    if isinstance(error, OSError) and error.errno:
        return errno_name(error)
    return type(error).__name__


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The causes first: libraries put an error of the system round the one that has the code."""
    chain: list[BaseException] = []
    one: BaseException | None = error
    while one is not None and len(chain) < 8:
        chain.append(one)
        one = one.__cause__ or one.__context__
    return reversed(chain)


def _status(error: BaseException) -> int | None:
    """The status of HTTP an error carries, under the names libraries give it."""
    answer = getattr(error, "response", None)
    if isinstance(answer, dict):  # botocore
        status = answer.get("ResponseMetadata", {}).get("HTTPStatusCode")
    else:
        status = next(
            (found for name in ("status", "status_code", "code") if (found := getattr(error, name, None)) is not None),
            None,
        )
    return status if isinstance(status, int) and 100 <= status < 600 else None


def _code(error: BaseException) -> str:
    answer = getattr(error, "response", None)
    code = answer.get("Error", {}).get("Code") if isinstance(answer, dict) else getattr(error, "error_code", None)
    return code if isinstance(code, str) and _CODE.fullmatch(code) else ""
