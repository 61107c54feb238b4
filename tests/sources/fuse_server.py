"""A file system of FUSE, of a few files in memory, that does not answer what it is told not to.

    python fuse_server.py MOUNTPOINT JSON     {"files": {"a/b": "text"}, "hang": [["read", "a/b"], …]}

Speaks the kernel's own language (linux/fuse.h), so that nothing has to be installed. Says `ready` once it is mounted, and `hangs` at each.
What it has taken and not answered cannot be interrupted: who asked is stuck in the kernel until this process ends.
"""

import ctypes
import errno
import json
import os
import stat
import struct
import sys

LOOKUP, FORGET, GETATTR, OPEN, READ, RELEASE, INIT = 1, 2, 3, 14, 15, 18, 26
FLUSH, OPENDIR, READDIR, RELEASEDIR, INTERRUPT, BATCH_FORGET = 25, 27, 28, 29, 36, 42
NAMES = {LOOKUP: "stat", GETATTR: "getattr", OPEN: "open", READ: "read", OPENDIR: "opendir", READDIR: "readdir"}
PARALLEL_DIROPS = 1 << 18  # as libfuse asks for: one name that hangs leaves those beside it alone
SILENT = {FORGET, BATCH_FORGET, INTERRUPT}  # want no answer
HEADER = struct.Struct("<IIQQIIIHH")
ANSWER = struct.Struct("<IiQ")


class Tree:
    def __init__(self, files):
        self.nodes = [""]  # the paths, by number less one
        self.files = {path: text.encode() for path, text in files.items()}
        self.folders = {""}
        for path in files:
            while path := path.rpartition("/")[0]:
                self.folders.add(path)

    def number(self, path):
        if path not in self.nodes:
            self.nodes.append(path)
        return self.nodes.index(path) + 1

    def children(self, folder):
        start = f"{folder}/" if folder else ""
        everything = [*self.files, *(self.folders - {""})]
        return sorted(path for path in everything if path.startswith(start) and "/" not in path[len(start) :])

    def attributes(self, path):
        size = len(self.files.get(path, b""))
        mode, links = (stat.S_IFDIR | 0o755, 2) if path in self.folders else (stat.S_IFREG | 0o644, 1)
        times = (1_700_000_000,) * 3 + (0,) * 3
        return struct.pack("<QQQQQQIIIIIIIIII", self.number(path), size, 8, *times, mode, links, 0, 0, 0, 4096, 0)


def answer(tree, code, path, body):
    """The body of an answer, or a number of an error."""
    if code == INIT:
        return struct.pack("<IIIIHHIIHHIIH22x", 7, 31, 65536, PARALLEL_DIROPS, 12, 9, 65536, 1, 0, 0, 0, 0, 0)
    if code == LOOKUP:
        if path not in tree.files and path not in tree.folders:
            return errno.ENOENT
        return struct.pack("<QQQQII", tree.number(path), 0, 0, 0, 0, 0) + tree.attributes(path)
    if code == GETATTR:
        return struct.pack("<QII", 0, 0, 0) + tree.attributes(path)
    if code in {OPEN, OPENDIR}:
        return struct.pack("<QII", 0, 0, 0)
    if code in {READ, READDIR}:
        _, offset, size = struct.unpack_from("<QQI", body)
        return (read if code == READ else listing)(tree, path, offset, size)
    return b"" if code in {RELEASE, RELEASEDIR, FLUSH} else errno.ENOSYS


def read(tree, path, offset, size):
    return tree.files[path][offset : offset + size]


def listing(tree, path, offset, size):
    out = b""
    for index, child in enumerate(tree.children(path)[offset:], offset + 1):
        name = os.fsencode(child.rpartition("/")[2])
        kind = stat.S_IFDIR if child in tree.folders else stat.S_IFREG
        entry = struct.pack("<QQII", tree.number(child), index, len(name), kind >> 12) + name
        entry += b"\0" * (-len(entry) % 8)
        if len(out) + len(entry) > size:
            break
        out += entry
    return out


def main(place, spec):
    tree, hang = Tree(spec["files"]), {tuple(one) for one in spec["hang"]}
    handle = os.open("/dev/fuse", os.O_RDWR)
    libc = ctypes.CDLL(None, use_errno=True)
    options = f"fd={handle},rootmode=40000,user_id=0,group_id=0,allow_other"
    refused = libc.mount(b"slow", os.fsencode(place), b"fuse", 0, options.encode())
    sys.stdout.write("no mounts are allowed here\n" if refused else "ready\n")
    sys.stdout.flush()
    while not refused:
        try:
            request = os.read(handle, 1 << 18)
        except OSError:
            return
        _, code, unique, node, *_ = HEADER.unpack_from(request)
        body = request[HEADER.size :]
        path = tree.nodes[node - 1] if 0 < node <= len(tree.nodes) else ""
        if code == LOOKUP:
            name = os.fsdecode(body.rstrip(b"\0"))
            path = f"{path}/{name}" if path else name
        if (NAMES.get(code), path) in hang:
            sys.stdout.write("hangs\n")
            sys.stdout.flush()
            continue
        if code in SILENT:
            continue
        said = answer(tree, code, path, body)
        error, data = (-said, b"") if isinstance(said, int) else (0, said)
        os.write(handle, ANSWER.pack(ANSWER.size + len(data), error, unique) + data)


if __name__ == "__main__":
    main(sys.argv[1], json.loads(sys.argv[2]))
