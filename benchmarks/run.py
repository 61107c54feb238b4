"""Measure piiscan on the corpus, beside ripgrep counting two number patterns on the same data.

    python benchmarks/run.py [--sets mix,dense,…] [--rounds 3] [--workers 0] [--json FILE]

Rounds are interleaved in one run, so that both see the same noise. What was found stands beside every speed,
with what was planted: fast and wrong is seen. Rates are MB (10^6 bytes) a second, or a processor second.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
from measure import Usage, measure

PATTERNS = (r"\b\d{3}[- ]?\d{2}[- ]?\d{4}\b", r"\b(?:\d[ -]?){13,19}\b")
DEFAULT = "prose,csv,jsonl,log,mix,busy,dense,people,told,office,tiny,packed"
TEXT_LIKE = {"prose", "csv", "jsonl", "log", "mix", "busy", "dense", "people", "told", "tiny", "packed", "huge"}


@dataclass
class Runs:
    """One tool on one set."""

    tool: str
    data: str
    size: int
    files: int
    usages: list[Usage] = field(default_factory=list)
    found: str = ""

    def median(self, what: Callable[[Usage], float]) -> float:
        """The median over the rounds."""
        return statistics.median(what(usage) for usage in self.usages)

    def rate(self, what: Callable[[Usage], float]) -> float:
        """MB per second, by the median of a time."""
        return self.size / 1e6 / max(self.median(what), 1e-9)

    def best(self) -> float:
        """MB per processor second in the best round."""
        return self.size / 1e6 / max(min(usage.cpu for usage in self.usages), 1e-9)


class Piiscan:
    """`piiscan scan`, with its report and its key in a folder of their own."""

    name = "piiscan"

    def __init__(self, folder: Path, workers: int, options: list[str]) -> None:
        self._report = folder / "report.jsonl"
        self._environment = {**os.environ, "HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
        self._command = [sys.executable, "-m", "piiscan", "scan", "--workers", str(workers), "--quiet"]
        self._command += ["-f", "jsonl", "-o", str(self._report), *options]

    def run(self, path: Path) -> Usage:
        """Scan once. Anything but a finished scan ends the benchmark."""
        self._report.unlink(missing_ok=True)
        usage = measure([*self._command, str(path)], self._environment)
        if usage.code not in {0, 1, 3}:
            sys.exit(f"piiscan ended with {usage.code} on {path}:\n{usage.output}")
        return usage

    def found(self, planted: dict[str, dict[str, int]]) -> str:
        """Found and planted by class and kind, and how much else there was."""
        return compare(self.summary(), planted)

    def summary(self) -> dict[str, Any]:
        """What the last report says in its end."""
        with self._report.open(encoding="utf-8") as report:
            summary: dict[str, Any] = json.loads([line for line in report if '"summary"' in line][-1])
        return summary


def compare(summary: dict[str, Any], planted: dict[str, dict[str, int]]) -> str:
    """Found of planted, as text; findings of classes that were not planted by their number."""
    counts: dict[str, dict[str, int]] = summary["counts"]
    short = {"personal_information": "PI", "non_resident": "elsewhere", "payment_card": "card"}
    parts = []
    for group, kinds in planted.items():
        for kind, number in kinds.items():
            got = counts.get(group, {}).get(kind, 0)
            parts.append(f"{short.get(group, group)} {short.get(kind, kind)} {got}/{number}")
    for group, kinds in counts.items():
        other = {kind: number for kind, number in kinds.items() if kind not in planted.get(group, {})}
        if sum(other.values()):
            parts.append(f"{short.get(group, group)} {sum(other.values())}")
    return ", ".join(parts) + ("" if summary["complete"] else ", INCOMPLETE")


class Ripgrep:
    """`rg --count-matches` with both patterns: it finds every match, as a scanner has to."""

    name = "rg"

    def __init__(self, program: str, threads: int) -> None:
        patterns = [part for pattern in PATTERNS for part in ("-e", pattern)]
        # -uuu: the corpus is git-ignored. --no-unicode: with Unicode word borders rg is up to thirty times slower
        # on text that is not ASCII, which would flatter us. --text: a TAR has zero bytes. One thread, unless several
        # workers are compared.
        flags = ["--no-config", "--count-matches", "--no-filename", "-uuu", "--text", "--no-unicode", f"-j{threads}"]
        self._command = [program, *flags, *patterns]
        self._output = ""

    def run(self, path: Path) -> Usage:
        """Count once."""
        usage = measure([*self._command, str(path)])
        if usage.code not in {0, 1}:
            sys.exit(f"rg ended with {usage.code} on {path}:\n{usage.output}")
        self._output = usage.output
        return usage

    def found(self, _planted: dict[str, dict[str, int]]) -> str:
        """The number of matches."""
        return f"{sum(int(line) for line in self._output.split())} matches"


def tools_in(folder: Path, *, rg: bool) -> list[Piiscan | Ripgrep]:
    """Piiscan in one process without a ledger, its report in a folder, and rg on one thread, where it is wanted."""
    tools: list[Piiscan | Ripgrep] = [Piiscan(folder, 0, ["--no-ledger"])]
    if rg:
        tools.append(Ripgrep(shutil.which("rg") or sys.exit("rg is not installed: --no-rg leaves it out"), 1))
    return tools


def least(tool: Piiscan | Ripgrep, path: Path, rounds: int) -> float:
    """The processor seconds of the best of some rounds."""
    return min(tool.run(path).cpu for _ in range(rounds))


def run_set(name: str, entry: dict[str, Any], data: Path, tools: list[Piiscan | Ripgrep], rounds: int) -> list[Runs]:
    """All rounds of all tools on one set, taking turns."""
    out = [Runs(tool.name, name, entry["bytes"], entry["files"]) for tool in tools]
    for _ in range(rounds):
        for tool, runs in zip(tools, out, strict=True):
            runs.usages.append(tool.run(data / entry["path"]))
            runs.found = tool.found(entry["planted"])
    return out


SAMPLE = "Ann Lee, SSN 747-11-1768, card 4359 6255 1843 4348, Lowell, MA 01852\n"
HEAD_SIZE = 256 * 1024


@dataclass
class Loading:
    """What it costs to begin: a scan of the first bytes of a set, with all that is loaded when first needed."""

    size: int
    cpu: float

    def net(self, size: int, cpu: float) -> float:
        """MB a processor second for what comes after the beginning."""
        return (size - self.size) / 1e6 / max(cpu - self.cpu, 1e-9)


def loading_of(tool: Piiscan, path: Path, folder: Path, rounds: int) -> Loading:
    """The beginning of a file, or one line where the set is a folder."""
    sample = folder / f"head{path.suffix}"
    if path.is_file():
        with path.open("rb") as stream:
            head = stream.read(HEAD_SIZE)
        sample.write_bytes(head[: head.rfind(b"\n") + 1])
    else:
        sample.write_text(SAMPLE, encoding="utf-8")
    size = sample.stat().st_size if path.is_file() else 0
    return Loading(size, statistics.median(tool.run(sample).cpu for _ in range(rounds)))


HEAD = (
    f"{'set':<7}{'tool':<9}{'files':>6}{'MB':>8}{'wall s':>8}{'cpu s':>8}{'MB/s':>8}{'per cpu':>9}{'best':>7}"
    f"{'-start':>8}{'files/s':>9}{'peak MB':>9}{'x rg':>7}{'-start':>7}  found"
)


def row(runs: Runs, loading: Loading, reference: Runs | None) -> str:
    """One line of the table. "-start": without the beginning of the set and what loading the program costs."""
    cpu = runs.median(lambda usage: usage.cpu)
    net = loading.net(runs.size, cpu)
    per_cpu = runs.rate(lambda usage: usage.cpu)
    ratios = ["", ""]
    if reference and reference is not runs:
        base = reference.rate(lambda usage: usage.cpu)
        ratios = [f"{per_cpu / base:.2f}", f"{net / base:.2f}"]
    wall = runs.median(lambda usage: usage.wall)
    size = runs.size / 1e6
    return (
        f"{runs.data:<7}{runs.tool:<9}{runs.files:>6}{size:>8.0f}{wall:>8.2f}{cpu:>8.2f}"
        f"{size / wall:>8.0f}{per_cpu:>9.0f}{runs.best():>7.0f}{net:>8.0f}{runs.files / wall:>9.0f}"
        f"{max(usage.peak for usage in runs.usages):>9.0f}{ratios[0]:>7}{ratios[1]:>7}  {runs.found}"
    )


def print_runs(group: list[Runs], loading: Loading) -> None:
    """The lines of one set."""
    reference = next((runs for runs in group if runs.tool == "rg"), None)
    for runs in group:
        print(row(runs, loading if runs.tool == "piiscan" else Loading(0, 0.0), reference), flush=True)


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, default=Path(__file__).parent / "data", help="made by corpus.py")
    parser.add_argument("--sets", default=DEFAULT, help="default: %(default)s; more: huge")
    parser.add_argument("--rounds", type=int, default=3, help="default: %(default)s")
    parser.add_argument("--workers", type=int, default=0, help="of piiscan, 0: in one process (default)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures to FILE")
    parser.add_argument("--no-rg", action="store_true", help="leave the reference out")
    parser.add_argument("scan_options", nargs="*", help="more options of `piiscan scan`, after --")
    options = parser.parse_args()
    truth = json.loads((options.data / "truth.json").read_text(encoding="utf-8"))
    rg = None if options.no_rg else shutil.which("rg")
    print(f"Python {platform.python_version()}, {os.cpu_count()} processors, {options.workers} workers")
    if not rg:
        print("rg is not here: no reference" if not options.no_rg else "without reference")
    everything: dict[str, Any] = {"sets": []}
    with tempfile.TemporaryDirectory() as folder:
        piiscan = Piiscan(Path(folder), options.workers, options.scan_options)
        rounds = max(3, options.rounds)
        everything["start_up"] = loading_of(piiscan, Path(folder), Path(folder), rounds).cpu
        print(f"start-up of piiscan: {everything['start_up']:.2f} cpu s for a file of one line\n\n{HEAD}")
        for name in options.sets.split(","):
            if name not in truth:
                print(f"{name:<7}not made: python benchmarks/corpus.py --sets {name}")
                continue
            tools: list[Piiscan | Ripgrep] = [piiscan]
            if rg and name in TEXT_LIKE:
                tools.append(Ripgrep(rg, max(options.workers, 1)))
            group = run_set(name, truth[name], options.data, tools, options.rounds)
            print_runs(group, loading_of(piiscan, options.data / truth[name]["path"], Path(folder), rounds))
            everything["sets"] += [asdict(runs) for runs in group]
    if options.json:
        options.json.write_text(json.dumps(everything, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
