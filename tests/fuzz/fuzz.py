"""Run the targets under atheris, one after the other: inputs that reach new code are kept and changed again.

    pip install -e '.[fuzz,test]'
    python tests/fuzz/fuzz.py --seconds 600                  # every target, ten minutes each
    python tests/fuzz/fuzz.py --seconds 600 doc xls          # some
    python tests/fuzz/fuzz.py doc --replay FILE              # one input, as it is

Rule: a run does not end at the first thing it finds: each kind of trouble (what was raised, and where) is kept once, by
its smallest input, in the folder of findings. Exit code 1 where there is any.
"""

import argparse
import contextlib
import io
import json
import os
import sys
import tempfile
import time
import traceback
import zipfile
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parent))
SLOW_UNDER_COVERAGE = 3  # times
os.environ["RUST_BACKTRACE"] = "0"  # what a library panics about is found by the thousand here


class Watch:
    """What one target met so far."""

    def __init__(self, target: str, folder: Path) -> None:
        self.target = target
        self.folder = folder
        self.runs = 0
        self.begun = self.told = time.monotonic()
        self.smallest: dict[str, int] = {}

    def one(self, data: bytes) -> None:
        """Try one input; never raises."""
        from targets import SECONDS, check

        self.runs += 1
        try:
            check(self.target, data, SECONDS * SLOW_UNDER_COVERAGE)
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt):
                raise
            self.keep(error, data)
        if time.monotonic() > self.told + 1:
            self.tell()

    def keep(self, error: BaseException, data: bytes) -> None:
        """Write an input that did harm, unless a smaller one did the same."""
        where = [frame for frame in traceback.extract_tb(error.__traceback__) if "/piiscan/" in frame.filename]
        last = where[-1] if where else None
        told = "-".join([type(error).__name__, *([Path(last.filename).stem, str(last.lineno)] if last else [])])
        if len(data) < self.smallest.get(told, sys.maxsize):
            self.smallest[told] = len(data)
            (self.folder / told).write_bytes(data)
            lines = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in where]
            (self.folder / f"{told}.txt").write_text("\n".join([repr(error)[:300], *lines]) + "\n")
            self.tell()

    def tell(self) -> None:
        """Write down how far it is: the run may end at any moment."""
        self.told = time.monotonic()
        known = {"runs": self.runs, "seconds": time.monotonic() - self.begun, "found": self.smallest}
        (self.folder / "stats.json").write_text(json.dumps(known))


def inside(data: bytes, mutate, most: int, seed: int) -> bytes:
    """A package with one of its members changed: what its check sums would hide from a fuzzer."""
    out = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as new:
            infos = [info for info in old.infolist() if not info.is_dir()]
            chosen = Random(seed).choice(infos)
            for info in infos:
                content = old.read(info)
                if info is chosen:
                    content = mutate(content, max(len(content) + 64, 256))
                new.writestr(info.filename, content)
    except Exception:  # noqa: BLE001 - whatever a broken archive does to a library
        return mutate(data, most)
    return out.getvalue()[:most]


def load(chosen: list[str]) -> None:
    """Load what the targets read with, so that its branches are counted."""
    import atheris
    from parsers import PARSERS

    counted = {"piiscan.formats"}.union(*(PARSERS[name].counted for name in PARSERS if not chosen or name in chosen))
    with atheris.instrument_imports(include=sorted(counted), enable_loader_override=False):
        from targets import TARGETS, begin_with, check

        for target in chosen or [*PARSERS, *TARGETS]:
            for data in begin_with(target)[:2]:
                with contextlib.suppress(BaseException):
                    check(target, data)


def fuzz(target: str, seconds: int, folder: Path) -> None:
    """One target in this process, which does not come back."""
    import atheris
    from targets import CASES, begin_with

    corpus = folder / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    for number, data in enumerate(begin_with(target)):
        (corpus / f"seed-{number:03}").write_bytes(data)
    for case in (CASES / target).glob("*"):
        (corpus / f"case-{case.name}").write_bytes(case.read_bytes())
    every = [path.read_bytes() for path in corpus.iterdir()]
    most = min(max([4096, *(2 * len(data) for data in every)]), 1 << 17)
    packed = any(data.startswith(b"PK\3\4") for data in every)

    def mutator(data: bytes, most: int, seed: int) -> bytes:
        return inside(data, atheris.Mutate, most, seed) if packed and seed % 4 else atheris.Mutate(data, most)

    arguments = [sys.argv[0], str(corpus), f"-max_total_time={seconds}", f"-max_len={most}", "-timeout=60"]
    arguments += ["-rss_limit_mb=3000", f"-artifact_prefix={folder}/hang-"]
    atheris.Setup(arguments, Watch(target, folder).one, custom_mutator=mutator)
    atheris.Fuzz()


def apart(target: str, seconds: int, folder: Path) -> int:
    """One target in a copy of this process; how that ended."""
    folder.mkdir(parents=True, exist_ok=True)
    child = os.fork()
    if not child:
        log = os.open(folder / "log", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(log, 1)
        os.dup2(log, 2)
        try:
            fuzz(target, seconds, folder)
        finally:
            os._exit(9)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def say(line: str) -> None:
    """A line of the output."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument(
        "targets", nargs="*", metavar="TARGET", help="default: all of `parsers.PARSERS` and `targets.TARGETS`"
    )
    parser.add_argument("--seconds", type=int, default=60, help="for each target (default: %(default)s)")
    parser.add_argument("--out", type=Path, help="folder of what is found (default: a new one)")
    parser.add_argument("--replay", type=Path, help="a file to be tried once, without atheris")
    given = parser.parse_args()
    if given.replay:
        from targets import check

        check(given.targets[0], given.replay.read_bytes())
        return 0
    out = given.out or Path(tempfile.mkdtemp(prefix="piiscan-fuzz-"))
    say(f"findings: {out}")
    load(given.targets)
    from parsers import PARSERS
    from targets import TARGETS

    every = [*PARSERS, *TARGETS]
    chosen = given.targets or every
    if unknown := set(chosen) - set(every):
        parser.error(f"no such target: {', '.join(sorted(unknown))}")
    trouble = 0
    for target in chosen:
        folder = out / target
        ended = apart(target, given.seconds, folder)
        stats = folder / "stats.json"
        known = json.loads(stats.read_text()) if stats.exists() else {"runs": 0, "seconds": 0, "found": {}}
        hung = [path.name for path in folder.glob("hang-*")]
        say(
            f"{target:16} {known['runs']:>9} runs {known['seconds'] / 60:>6.1f} min  "
            f"{', '.join([*sorted(known['found']), *hung]) or 'nothing'}{f' (exit {ended})' if ended else ''}"
        )
        trouble += len(known["found"]) + len(hung) + bool(ended)
    return int(trouble > 0)


if __name__ == "__main__":
    sys.exit(main())
