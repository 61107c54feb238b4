"""How fast a scan of folders as they are is, by the ending of the files, which are at most so many of each.

    python benchmarks/trees.py [--most 1000] [--only py,pyc,html] [--rounds 2] [--no-rg] FOLDER…

Rule: made texts have what their maker thought of. What a scan of a real folder spends its time on is seen here: the
files of each ending are copied into a tree of their own, under the names they have, and scanned by one process; beside
the rate, the time for a file, and the rate of rg on the same tree, stands what was found. The start of the program is
left out of both. Name folders without personal information (`/usr/share`, unpacked packages): their findings are few.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from run import Piiscan, Ripgrep, least, tools_in

_LARGEST = 64 << 20  # bytes of one file
_FEWEST = 10  # files of an ending
_SHOWN = ("personal_information", "non_resident", "review", "element_only")


def files_in(folders: list[Path]) -> Iterator[Path]:
    """Every file of some folders that is none elsewhere, in the order of their names."""
    for folder in folders:
        for root, below, names in os.walk(folder):
            below.sort()
            for name in sorted(names):
                path = Path(root, name)
                if path.is_file() and not path.is_symlink() and path.stat().st_size <= _LARGEST:
                    yield path


def by_ending(folders: list[Path], most: int) -> dict[str, list[Path]]:
    """The files by their endings, spread over all there are; those endings first that have most bytes."""
    found: dict[str, list[Path]] = defaultdict(list)
    for path in files_in(folders):
        found[path.suffix.lower() or "none"].append(path)
    chosen = {ending: paths[:: -(-len(paths) // most)] for ending, paths in found.items() if len(paths) >= _FEWEST}
    return dict(sorted(chosen.items(), key=lambda item: -sum(path.stat().st_size for path in item[1])))


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    parser.add_argument("--most", type=int, default=1000, help="files of an ending")
    parser.add_argument("--only", default="", help="endings: py,html")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--no-rg", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        tools = tools_in(place, rg=not options.no_rg)
        line = place / "line.txt"
        line.write_text("a line\n")
        starts = [least(tool, line, options.rounds + 1) for tool in tools]
        print(
            f"start {starts[0]:.2f} s\n\n{'ending':10}{'files':>7}{'MB':>8}{'MB/s':>8}{'ms each':>9}{'x rg':>7}  found"
        )
        only = {f".{ending}" for ending in options.only.split(",") if ending}
        for ending, paths in by_ending([folder.resolve() for folder in options.folders], options.most).items():
            if not only or ending in only:
                _row(ending, paths, place, tools, starts, options.rounds)
    return 0


def _row(
    ending: str, paths: list[Path], place: Path, tools: list[Piiscan | Ripgrep], starts: list[float], rounds: int
) -> None:
    tree = place / "tree"
    for path in paths:
        copy = tree.joinpath(*path.parts[1:])
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
    size = sum(path.stat().st_size for path in paths) / 1e6
    seconds = [max(least(tool, tree, rounds) - start, 0.005) for tool, start in zip(tools, starts, strict=True)]
    counts = next(tool.summary()["counts"] for tool in tools if isinstance(tool, Piiscan))
    found = ", ".join(
        f"{group} {sum(counts[group].values())}" for group in _SHOWN if sum(counts.get(group, {}).values())
    )
    ratio = f"{seconds[1] / seconds[0]:7.2f}" if len(seconds) > 1 else f"{'-':>7}"
    each = seconds[0] * 1000 / len(paths)
    print(f"{ending:10}{len(paths):7}{size:8.1f}{size / seconds[0]:8.1f}{each:9.2f}{ratio}  {found}", flush=True)
    shutil.rmtree(tree)


if __name__ == "__main__":
    sys.exit(main())
