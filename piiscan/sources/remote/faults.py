"""What an error of a connection means, and whether it is worth another try.

Rule: only the kind of an error and its code are told. Its text has URLs, keys and signatures in it.
"""

from __future__ import annotations

import errno
import re
import socket
from collections.abc import Iterator

from piiscan.model import Reason
from piiscan.sources.base import UNANSWERED, errno_name

WAITS = [1.0, 2.0, 4.0, 8.0]  # seconds before another try, of what was answered: too many requests, out of order
GONE = "gone since it was listed"
REPLACED = "replaced since it was listed"
_PASSING = {408, 425, 429, 500, 502, 503, 504}
_REPLACED = {409, 412}
_CODE = re.compile(r"[A-Za-z][A-Za-z0-9_.]{1,60}|[1-5][0-9]{2}")
_UNREACHED = {errno.ECONNREFUSED, errno.EHOSTUNREACH, errno.ENETUNREACH, errno.EHOSTDOWN, errno.ENETDOWN}
_NETWORK = _UNREACHED | {errno.ECONNRESET, errno.ECONNABORTED, errno.EPIPE, errno.ETIMEDOUT}
_SILENT = re.compile(r"Timeout|Connect|Disconnect")
_NAMES = re.compile(r"IncompleteRead|Proxy|PayloadError|SlowDown|Throttl|ServerBusy|InternalError")


_NO_ENTRY = re.compile(  # S3, Azure, SMB, SSH
    "InvalidAccessKeyId|SignatureDoesNotMatch|ExpiredToken|InvalidToken|AuthenticationFailed"
    "|LogonFailure|SMBAuthenticationError|PermissionDenied"
)


class CutError(OSError):
    """Fewer bytes came than there are."""


def passes(error: BaseException) -> bool:
    """Whether it may be gone at the next try."""
    if silent(error):
        return True
    for one in _chain(error):
        status = _status(one)
        if status in _PASSING or isinstance(one, CutError):
            return True
        if status is None and (_NAMES.search(type(one).__name__) or _NAMES.search(_code(one))):
            return True
    return False


def silent(error: BaseException) -> bool:
    """Whether the server gave no answer at all.

    >>> silent(ConnectionRefusedError(111, "")), silent(PermissionError(13, ""))
    (True, False)
    """
    chain = list(_chain(error))
    if any(_status(one) is not None or _code(one) for one in chain):
        return False
    return any(
        isinstance(one, (ConnectionError, TimeoutError, socket.gaierror))
        or (isinstance(one, OSError) and one.errno in _NETWORK)
        or _SILENT.search(type(one).__name__)
        for one in chain
    )


def nameless(error: BaseException) -> bool:
    """Whether there is no server of this name; where names cannot be asked for just now, that may pass."""
    return any(isinstance(one, socket.gaierror) and one.errno != socket.EAI_AGAIN for one in _chain(error))


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
    if silent(error):
        return _of_silence(error)
    if any(_status(one) == 401 or any(map(_NO_ENTRY.fullmatch, _names(one))) for one in _chain(error)):
        return Reason.UNREADABLE, f"the server does not take the credentials ({words_of(error)})"
    return Reason.UNREADABLE, f"{words_of(error)} at the server"


def _of_silence(error: BaseException) -> tuple[Reason, str]:
    chain = list(_chain(error))
    if nameless(error):
        return Reason.UNREADABLE, "no server of this name is found"
    if any(isinstance(one, socket.gaierror) for one in chain):
        return Reason.UNREADABLE, "the name of the server cannot be asked for just now"
    numbers = [one.errno for one in chain if isinstance(one, OSError) and one.errno in _UNREACHED]
    if numbers:
        return Reason.UNREADABLE, f"the server cannot be reached ({errno.errorcode[numbers[0]]})"
    if any(isinstance(one, TimeoutError) or "Timeout" in type(one).__name__ for one in chain):
        return Reason.TIMEOUT, UNANSWERED
    return Reason.UNREADABLE, f"the server broke off the connection ({words_of(error)})"


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
            return f"{'access denied' if status == 403 else type(one).__name__} ({status})"
        if type(one) is OSError and not one.errno and str(one).startswith("Forbidden"):  # of gcsfs, without its status
            return "access denied (403)"
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


def _names(error: BaseException) -> tuple[str, str]:
    return _code(error), type(error).__name__


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
