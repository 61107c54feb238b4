"""Measure how accurate piiscan is: write labelled records, scan them, and print recall and precision.

    python benchmarks/accuracy/run.py [--set dev|heldout|all] [--seed N] [--show N] [--worst]

Exit code 1: a bar is missed. Scans run through the command line, as any user's do.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from accuracy import million, report, truth
from accuracy.score import Score, read_gaps, read_report, score
from accuracy.write import SEED, SETS, write_set

DATA = Path(__file__).resolve().parent.parent / "data" / "accuracy"


def scan(target: Path, out: Path, options: list[str]) -> None:
    """Run piiscan over a folder; an exit code that is no report ends the bench."""
    command = [sys.executable, "-m", "piiscan", "scan", str(target), "-f", "jsonl", "--reveal", "-o", str(out)]
    done = subprocess.run([*command, "--max-findings-per-file", "0", "-q", *options], check=False)
    if done.returncode not in {0, 1, 3}:
        sys.exit(f"piiscan ended with {done.returncode}")


def show(scored: Score, root: Path, count: int) -> None:
    """Some of what went wrong, with the text it stands in."""
    rng = random.Random(1)
    lost = [v for v in scored.verdicts if v.expected.classification == truth.PERSONAL and not v.hit]
    for v in rng.sample(lost, min(count, len(lost))):
        name, told = " ".join(v.expected.person), v.got.name if v.got else ""
        print(f"\nMISSED {v.number.kind} {v.number.written} of {name!r} ({v.expected.form}): {v.reported}, {told!r}")
        print(_excerpt(v.item, root))
    for found, item in rng.sample(scored.false, min(count, len(scored.false))):
        print(f"\nFALSE {found.kind} {found.value} of {found.name!r}, {found.file} line {found.line} row {found.row}")
        print(_excerpt(item, root) if item else "  (at no item)")


def _excerpt(item: truth.Item, root: Path) -> str:
    head = f"  {item.file}:{item.first}-{item.last}  {item.template}\n"
    if item.axis != "line" or not item.first:
        return head
    lines = (root / "files" / item.file).read_text(encoding="utf-8").split("\n")
    return head + "\n".join(f"  | {line[:200]}" for line in lines[item.first - 1 : item.last])


def measure(name: str, options: argparse.Namespace) -> list[str]:
    """Write, scan and score one set; the bars that are missed."""
    root = options.data / name
    began = time.perf_counter()
    items = write_set(name, root, options.seed)
    wrote = time.perf_counter()
    scan(root / "files", root / "report.jsonl", options.scan_options)
    scored = score(items, read_report(root / "report.jsonl"), read_gaps(root / "report.jsonl"))
    negative, files = sum(item.negative for item in items), len({item.file for item in items})
    print(f"\n== {name}: {len(items)} items in {files} files, {negative} of them negative; seed {options.seed}")
    print(f"written in {wrote - began:.1f} s, scanned and scored in {time.perf_counter() - wrote:.1f} s")
    print("\n".join(report.tables(scored)))
    if name == "heldout" and options.set != name:  # its failures are not for mending rules
        return [f"{name}: {miss}" for miss in report.missed_bars(scored)]
    if options.worst:
        print("\ntemplates\n" + "\n".join(report.worst(scored)))
    if options.show:
        show(scored, root, options.show)
    return [f"{name}: {miss}" for miss in report.missed_bars(scored)]


def measure_million(options: argparse.Namespace) -> list[str]:
    """Look-alike tokens, of which none may be found."""
    root = options.data / "lookalikes"
    began = time.perf_counter()
    tokens = million.write(root, options.tokens, options.seed)
    wrote = time.perf_counter()
    scan(root, options.data / "lookalikes.jsonl", options.scan_options)
    bad = [one for one in read_report(options.data / "lookalikes.jsonl") if million.counts(one)]
    took = time.perf_counter() - wrote
    print(f"\n== {tokens} look-alike tokens, {len(bad)} findings of grade 2 or more")
    print(f"written in {wrote - began:.1f} s, scanned in {took:.1f} s")
    for one in bad[: max(options.show, 5)]:
        print(f"  {one.classification} {one.kind} {one.value} {one.name!r} {one.file}:{one.line}")
        if one.line:
            print(f"  | {(root / one.file).read_text(encoding='utf-8').split(chr(10))[one.line - 1][:300]}")
    gaps = read_gaps(options.data / "lookalikes.jsonl")
    return [f"look-alike tokens: {miss}" for miss in (f"{len(bad)} found", *gaps) if bad or gaps]


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--set", default="all", choices=(*SETS, "lookalikes", "all"), help="default: %(default)s")
    parser.add_argument("--seed", type=int, default=SEED, help="default: %(default)s")
    parser.add_argument("--tokens", type=int, default=10**6, help="look-alike tokens (default: %(default)s)")
    parser.add_argument(
        "--show", type=int, default=0, metavar="N", help="print N misses and N false findings, with their text"
    )
    parser.add_argument("--worst", action="store_true", help="templates by what they lose")
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("scan_options", nargs="*", help="more options of `piiscan scan`, after --")
    options = parser.parse_args()
    missed = []
    for name in SETS:
        if options.set in {name, "all"}:
            missed += measure(name, options)
    if options.set in {"lookalikes", "all"}:
        missed += measure_million(options)
    print("\n" + ("\n".join(f"MISSED: {miss}" for miss in missed) if missed else "all bars reached"))
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()
