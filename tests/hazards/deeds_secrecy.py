"""S1 to S7, P8 and P10: what must not be told, kept, run or sent."""

from __future__ import annotations

import base64
import contextlib
import csv
import io
import json
import os
import re
import shutil
import signal
import stat
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import breaker
from deeds import COMMAND, ROOT, SLOW, Deed, Run, begin, breaking, left_of, person, piiscan, share, traced

NUMBERS = [f"010-94-7{number}" for number in range(400, 420)]
PLACES = (
    "piiscan.scan.identify_blob",
    "piiscan.scan.finish",
    "piiscan.stream._finding",
    "piiscan.cli.run.run_record",
    "piiscan.reporters.jsonl.write",
    "piiscan.sources.walk.stamp_of",
)


def _forms(number: str) -> set[bytes]:
    forms = set()
    for text in (number, number.replace("-", "")):
        plain = [text.encode(), text.encode("utf-16-le"), text.encode("utf-16-be")]
        forms |= {*plain, *(one.hex().encode() for one in plain), *(base64.b64encode(one)[:11] for one in plain)}
    return forms


def _left(folder: Path) -> bytes:
    """Everything a run has written."""
    places = [folder / name for name in ("out", "err", "report")]
    places += [path for name in ("tmp", "home") for path in (folder / name).rglob("*")]
    return b"\n".join(path.read_bytes() for path in places if path.is_file())


def _told(folder: Path, numbers: list[str]) -> list[str]:
    left = _left(folder)
    return [number for number in numbers if any(form in left for form in _forms(number))]


def masked(folder: Path) -> str:
    root = share(folder, **{f"f{at}.csv": person(number) for at, number in enumerate(NUMBERS)})
    with zipfile.ZipFile(root / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("in.txt", "\n".join(f"Ann Lee, SSN {number}" for number in NUMBERS))
    (root / "bad.pdf").write_bytes(b"%PDF-1.7\n" + " ".join(NUMBERS).encode())
    forms = _every_form(folder, "--ledger", "home/ledger")
    assert _told(folder, NUMBERS) == []
    piiscan(folder, "explain", "share/f0.csv")
    assert _told(folder, NUMBERS) == []
    for kind in ("jira", "servicenow", "github", "gitlab", "csv"):
        assert piiscan(folder, "tickets", "report", "--for", kind, "-o", f"home/tickets.{kind}").code == 0
    assert piiscan(folder, "inventory", "report", "-o", "home/inventory").code == 0
    assert _told(folder, NUMBERS) == []
    (folder / "report").write_text(NUMBERS[-1])
    assert _told(folder, NUMBERS) == NUMBERS[-1:]  # one would be seen
    return (
        f"{len(NUMBERS)} numbers, {len(forms)} reports, tickets, inventory, ledger: 0 hits (plain, base64, UTF-16, hex)"
    )


def _every_form(folder: Path, *options: str) -> tuple[str, ...]:
    """Scan, with a report of each kind in "home", and the stream in "report"."""
    from piiscan.cli.shared import FORMATS

    (folder / "home").mkdir(exist_ok=True)
    reports = [word for form in FORMATS for word in ("--report", f"{form}=home/report.{form}")]
    run = piiscan(folder, "scan", "-j1", "-f", "jsonl", "-o", "report", *reports, *options, "share")
    assert run.code == 1, run.err
    return tuple(FORMATS)


def keyed(folder: Path) -> str:
    share(folder, a=person(NUMBERS[0]), slow="x")
    ids, left = [], []
    for number in range(2):
        key = bytes(range(number, number + 32))
        (folder / "key").write_bytes(key)
        (folder / "key").chmod(0o600)
        run = begin(
            folder,
            "scan",
            "-j1",
            "-f",
            "jsonl",
            "-o",
            "report",
            "--key-file",
            "key",
            "share",
            environment=breaking(folder, SLOW),
        )
        run.wait_for((folder / "mark").exists)
        for process in (run.process.pid, *run.workers()):
            for name in ("environ", "cmdline"):
                data = Path(f"/proc/{process}/{name}").read_bytes()
                assert not any(form in data for form in (key, key.hex().encode(), base64.b64encode(key)[:20]))
        run.process.send_signal(signal.SIGINT)
        assert run.done().code == 130
        ids.append([one["id"] for one in run.records if one["type"] == "finding"])
        left.append((folder / "report").read_bytes())
        assert not any(form in left[-1] for form in (key, key.hex().encode(), base64.b64encode(key)[:20]))
    assert ids[0]
    assert ids[0] != ids[1]
    return "another key, other ids; no key in report, arguments or environment"


def errors(folder: Path) -> str:
    share(
        folder,
        **dict.fromkeys(
            ["unicode", "json", "int", "key", "os", "panic", "exit", "group", "thread"], person(breaker.SECRET)
        ),
    )
    for place in PLACES:
        environment = breaking(folder, breaker.BREAKER) | {"BREAK": place, "PIISCAN_DEBUG": "1"}
        for workers in ("-j0", "-j1"):
            run = piiscan(folder, "scan", workers, "-f", "jsonl", "-o", "report", "share", environment=environment)
            assert run.code in {1, 2, 3}, run.err
            assert _told(folder, [breaker.SECRET]) == [], place
            assert "Traceback" not in run.err
    return f"{len(PLACES)} places, 9 kinds of errors, with workers and without: 0 hits"


def _killed(folder: Path, number: signal.Signals) -> Run:
    root = share(folder, slow="x")
    with zipfile.ZipFile(root / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("big.csv", person(NUMBERS[0]) + "0123456789" * 1_000_000)
        archive.writestr("slow.csv", person(NUMBERS[0]))
    run = begin(
        folder,
        "scan",
        "-j2",
        "-q",
        "-f",
        "jsonl",
        "-o",
        "report",
        "--deadline",
        "60",
        "share",
        environment=breaking(folder, SLOW),
    )
    run.wait_for(lambda: len(run.workers()) == 2 and (folder / "mark").exists())
    for worker in run.workers():
        limits = Path(f"/proc/{worker}/limits").read_text()
        assert next(line for line in limits.splitlines() if "core file" in line).split()[4:6] == ["0", "0"]
        os.kill(worker, signal.SIGSEGV)
    run.wait_for(lambda: len(run.workers()) == 2)
    run.process.send_signal(number)
    return run.done()


def remains(folder: Path) -> str:
    for number in (signal.SIGTERM, signal.SIGKILL):
        run = _killed(folder, number)
        assert run.code == (143 if number == signal.SIGTERM else -9)
        with contextlib.suppress(FileNotFoundError):
            shutil.rmtree(folder / "share")
        assert left_of(folder) == []
        assert not [path for path in folder.rglob("core*") if path.is_file()]
    return "workers killed by SIGSEGV, the program by SIGTERM and SIGKILL: no core, no temporary file"


def own_files(folder: Path) -> str:
    root = share(folder, a=person(NUMBERS[0]))
    old = os.umask(0)
    try:
        piiscan(folder, "scan", "-j1", "-f", "jsonl", "-o", "share/report", "share")
    finally:
        os.umask(old)
    assert stat.S_IMODE((root / "report").stat().st_mode) == 0o600
    (root / "copy of a report.txt").write_bytes((root / "report").read_bytes())
    run = piiscan(folder, "scan", "-j1", "-f", "jsonl", "share")
    assert run.ends["copy of a report.txt"].startswith("not_scanned excluded a report of piiscan")
    (folder / "link").symlink_to("share/a")
    for target, code in {"link": 2, "share": 2, "no/such": 2, "/dev/full": 2}.items():
        assert piiscan(folder, "scan", "-j1", "-o", target, "share").code == code
    assert (root / "a").read_text() == person(NUMBERS[0])
    return "0600 with umask 0, copies left out, links and devices refused (exit 2)"


EVIL = "\x1b]0;owned\x07\x1b[2J\x9b31m\u202e\u2028\u2029\u0085\r\n\x7f\u200b.csv"


def terminal(folder: Path) -> str:
    root = share(folder)
    (root / EVIL).write_text(person(NUMBERS[0]))
    (root / f"bad{EVIL[:-4]}.pdf").write_bytes(b"%PDF-1.7 broken")
    asked = [
        ("scan", "-j1", "share"),
        ("scan", "-j1", "--report-encrypted", "share"),
        ("scan", "-j1", "-f", "json", "share"),
    ]
    asked += [
        ("explain", f"share/{EVIL}"),
        ("explain", "-f", "json", f"share/{EVIL}"),
        ("scan", EVIL),
        ("explain", EVIL),
    ]
    asked += [
        ("scan", f"--{EVIL}", "share"),
        ("scan", "-o", f"no/{EVIL}", "share"),
        (EVIL,),
        ("scan", "--exclude", f"[{EVIL}", "share"),
    ]
    for arguments in asked:
        run = piiscan(folder, *arguments)
        for text in (run.out.decode(), run.err):
            assert all(char.isprintable() or char == "\n" for char in text), (arguments, ascii(text))
    return f"{len(asked)} outputs and errors, all of it printable"


def reports(folder: Path) -> str:
    """Names that are formulas, tags, links, lines: in no report are they anything but names."""
    names = [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "<script>alert(1)</script>",
        "](javascript:alert(1))",
        "a\nb",
        '"><img src=x onerror=y>',
    ]
    root = share(folder)
    for name in names:
        (root / name.replace("/", "\u2215")).write_text(person(NUMBERS[0]))
    forms = _every_form(folder)
    made = {form: (folder / "home" / f"report.{form}").read_text("utf-8") for form in forms}
    rows = list(csv.reader(io.StringIO(made["csv"])))
    assert len(rows) == 1 + len(names)
    assert not [cell for row in rows for cell in row if cell[:1] in {"=", "+", "-", "@", "\t", "\r"}]
    for form in ("html", "markdown"):
        assert "<script>alert" not in made[form]
        assert "<img" not in made[form]
    assert "](" not in made["markdown"].replace("](#", "")
    assert "default-src 'none'" in made["html"]
    for form in ("sarif", "json", "gitlab", "defectdojo"):
        json.loads(made[form])
    places = [result["locations"][0]["physicalLocation"] for result in json.loads(made["sarif"])["runs"][0]["results"]]
    for place in places:
        assert re.fullmatch(r"[A-Za-z0-9._~%/+=@!$&'()*,;:-]+", place["artifactLocation"]["uri"])
    assert len(made["jsonl"].splitlines()) == 2 + 2 * len(names)
    ET.fromstring(made["junit"])  # noqa: S314 - our own
    return f"{len(names)} names in {len(forms)} reports: no formula, no tag, no link, no line"


TRAPS = "json pickle click hashlib secrets re socket struct regex pathspec selectors zlib csv sqlite3 ctypes".split()  # noqa: SIM905


def traps(folder: Path) -> str:
    root = share(folder, a=person(NUMBERS[0]))
    for name in TRAPS:
        (root / f"{name}.py").write_text(f"open({str(folder / 'sprung')!r}, 'a').write({name!r})\n")
    for command in (COMMAND, [one for one in COMMAND if one != "-P"]):
        run = piiscan(folder, "scan", "-j1", "-q", ".", command=command, cwd=root)
        assert run.code == 1
        assert not (folder / "sprung").exists()
    return f"{len(TRAPS)} modules beside the data, none imported"


def alone(folder: Path) -> str:
    shutil.copytree(ROOT / "fixtures" / "share", folder / "share")
    (folder / "share" / "x.html").write_text('<img src="http://192.0.2.1/x"><script src="//192.0.2.1/y"></script>')
    (folder / "share" / "x.xml").write_text('<!DOCTYPE a SYSTEM "http://192.0.2.1/a.dtd"><a>&b;</a>')
    command = traced(folder, "-e", "trace=%network,execve")
    run = piiscan(folder, "scan", "-j1", "-q", "share", command=command)
    assert run.code == 1
    lines = (folder / "trace").read_text().splitlines()
    started = [line for line in lines if 'execve("' in line and "ENOENT" not in line]
    asked = [line for line in lines if ("socket(" in line or "connect(" in line) and "AF_UNIX" not in line]
    assert len(started) == 2, started  # the program and its worker
    assert asked == []
    return "no socket but between program and worker, no process but the worker (strace)"


CASES = [
    Deed(
        "S1", "20 numbers in CSV, ZIP and a broken PDF", "0 hits in reports, errors, temporary files", masked, slow=True
    ),
    Deed("S2", "two keys", "fingerprints depend on the key, which is told nowhere", keyed, slow=True),
    Deed("S3", "a number in every error", "0 hits, no traceback", errors, slow=True),
    Deed("S4", "workers and program killed", "no core file, no temporary file", remains, slow=True),
    Deed("S5", "reports: umask 0, links, own copies", "0600, refused, left out", own_files, slow=True),
    Deed("S6", "ESC, C1, bidi, U+2028 in names and arguments", "escaped in every output", terminal, slow=True),
    Deed("S6", "formulas, tags, links and lines as names", "nothing but names in every report", reports, slow=True),
    Deed("S7", "modules in the scanned directory", "none imported", traps),
    Deed("P10", "fixtures, and documents that name a server", "no network, no process", alone, slow=True),
]
