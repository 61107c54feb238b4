"""What the names of a file and of the folders it lies in say: on the web, on its way, in the bin, a copy.

Rule: a name is told as a name. That a folder is called public_html is seen; that a server serves it is not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache

from piiscan.exposure.facts import SOME, WIDE, Fact

_MARKS = re.compile(r"[ _\-.]+")


def _names(*names: str) -> frozenset[str]:
    return frozenset(names)


_WEB = _names("publichtml", "htdocs", "www", "wwwroot", "webroot", "httpdocs")
_UPLOAD = _names("upload", "uploads", "ftp", "sftp", "incoming", "outgoing", "ftproot", "filetransfer", "mft")
_VENDOR = _names("vendor", "vendors", "contractor", "contractors", "serviceproviders", "thirdparty")
_MAIL = _names("maildir", "sent", "sentitems", "sentmail", "outbox", "mqueue")
_TRASH = _names("trash", "trashes", "$recyclebin", "recycler", "recycled", "recyclebin", "deleteditems", "lost+found")
_BACKUP = _names("backup", "backups", "bak")
_CLOUD = ("dropbox", "onedrive", "googledrive", "icloud", "com~apple~clouddocs", "nextcloud", "owncloud", "boxsync")
_MAIL_FILES = (".eml", ".msg", ".pst", ".ost", ".mbox", ".olm", ".dbx")
_LOG_FILES = re.compile(r"\.(?:log|trace|dmp|dump|core|swp|swo|tmp|temp)(?:\.\d+)?(?:\.gz)?$|^core(?:\.\d+)?$|^~\$|~$")
_CAPTURES = (".pcap", ".pcapng", ".har", ".cap")
_BACKUP_FILES = (".bak", ".bkf", ".tib", ".old", ".orig", ".vhd", ".vhdx", ".vmdk", ".qcow2", ".dump")

Rule = tuple[Callable[[str], bool], int, tuple[str, ...], str]

_FOLDERS: tuple[Rule, ...] = (
    (_WEB.__contains__, WIDE, ("17.04(2)(a)", "17.04(6)"), "is in the web folder {}"),
    (
        lambda name: name.startswith(_CLOUD),
        WIDE,
        ("17.04(3)", "17.03(2)(c)"),
        "is in the cloud folder {}",
    ),
    (_UPLOAD.__contains__, SOME, ("17.04(3)",), "is in the transfer folder {}"),
    (_VENDOR.__contains__, SOME, ("17.03(2)(f)",), "is in {}, a folder for service providers"),
    (_MAIL.__contains__, SOME, ("17.04(3)",), "is in the mail folder {}"),
    (
        lambda name: name.rstrip("0123456789") in _TRASH,
        SOME,
        ("17.03(2)(b)",),
        "is in {}: thrown away, and still readable (c. 93I)",
    ),
    (_BACKUP.__contains__, SOME, ("17.04(5)",), "is in {}, a copy that is not encrypted"),
)
_SUFFIXES: Mapping[tuple[str, ...], Fact] = {
    _MAIL_FILES: Fact(SOME, "17.04(3)", "is mail, which was sent or waits to be"),
    _CAPTURES: Fact(SOME, "17.04(3)", "is a record of network traffic"),
    _BACKUP_FILES: Fact(SOME, "17.04(5)", "is a copy that is not encrypted, by its name"),
}


def facts(path: str) -> Iterator[Fact]:
    """The facts of a path. Each kind of folder is told once, the outermost."""
    folder, _, name = path.rpartition("/")
    yield from _of_folder(folder)
    yield from _of_name(name.lower())


@lru_cache(maxsize=4096)
def _of_folder(folder: str) -> tuple[Fact, ...]:
    """The facts of a folder's path.

    >>> [fact.clause for fact in _of_folder("/srv/OneDrive - Contoso/Sent Items")]
    ['17.04(3)', '17.03(2)(c)', '17.04(3)']
    """
    names = [(name, _MARKS.sub("", name.lower())) for name in folder.split("/") if name]
    found = []
    for is_one, level, clauses, text in _FOLDERS:
        name = next((name for name, plain in names if is_one(plain)), None)
        if name is not None:
            found += [Fact(level, clause, text.format(name)) for clause in clauses]
    return tuple(found)


def _of_name(name: str) -> Iterator[Fact]:
    for suffixes, fact in _SUFFIXES.items():
        if name.endswith(suffixes):
            yield fact
    if _LOG_FILES.search(name):
        text = "is a log, a dump or a leftover of a program, by its name"
        yield Fact(SOME, "17.04(4)", text)
        yield Fact(SOME, "17.04(2)(a)", text)
