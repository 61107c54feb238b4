"""What lies on any share and holds nobody's number, or numbers of nobody: logs, exports, mailboxes; how fast each is.

python benchmarks/everyday.py [--size 4M] [--only NAME,…] [--rounds 2] [--no-rg]

Rule: what slows a scan down is seldom what it seeks, but what looks like it: an escape in every line of a log, a token,
an "account_id". Each kind of file is made by itself (seeded), so that one that is slow is seen. Beside every rate
stands what was counted, which must be what was planted (`EXPECTED`: nothing, or numbers that nobody is beside), and the
rate of rg on the same file. The start of the program is left out of both.
"""

from __future__ import annotations

import argparse
import base64
import json
import re
import sys
import tempfile
import uuid
from collections.abc import Callable
from pathlib import Path
from random import Random

from run import Piiscan, Ripgrep, least, tools_in

GIVEN = ("Mary", "John", "Robert", "Linda", "Patricia", "James", "Carlos", "Ana")
SURNAMES = ("Smith", "Sullivan", "Murphy", "Garcia", "Davis", "Nguyen", "Walsh", "Oliveira")
WORDS = ("search", "product", "color", "size", "page", "sort", "session", "campaign", "invoice", "order", "total")
PARAGRAPH = (
    "please find attached the minutes of our meeting on the budget for next year and let me know whether you agree "
    "with what we said about the new office we should also talk with the people in the north before the end of May "
)


def _stamp(rng: Random, at: int) -> str:
    return f"2024-03-{at % 28 + 1:02d}T{at % 24:02d}:{at % 60:02d}:{at * 7 % 60:02d}.{rng.randrange(1000):03d}Z"


def _word(rng: Random) -> str:
    return rng.choice(WORDS)


def _name(rng: Random) -> str:
    return f"{rng.choice(GIVEN)} {rng.choice(SURNAMES)}"


def _uuid(rng: Random) -> str:
    return str(uuid.UUID(int=rng.getrandbits(128)))


def _ssn(rng: Random) -> str:
    return f"{rng.randrange(10, 35):03d}-{rng.randrange(1, 99):02d}-{rng.randrange(1, 9999):04d}"


def web_log(rng: Random, at: int) -> str:
    """A request with escapes before small numbers."""
    query = "&".join(f"{_word(rng)}={_word(rng)}%20{rng.randrange(1000)}%2C{rng.randrange(10**5)}" for _ in range(3))
    return (
        f'10.0.{at % 255}.7 - - [12/Mar/2024:10:{at % 60:02d}:00 +0000] "GET /{_word(rng)}?{query} HTTP/1.1" 200 {at}\n'
    )


def token_log(rng: Random, at: int) -> str:
    """A request with a token, of which the middle is an object in base64."""
    claims = json.dumps({"sub": str(rng.randrange(10**9)), "iat": 1700000000 + at, "exp": 1700003600 + at})
    middle = base64.urlsafe_b64encode(claims.encode()).decode().rstrip("=")
    sign = base64.urlsafe_b64encode(rng.randbytes(32)).decode().rstrip("=")
    return f"{_stamp(rng, at)} INFO auth bearer eyJhbGciOiJIUzI1NiJ9.{middle}.{sign} ok\n"


def object_log(rng: Random, at: int) -> str:
    """An event in JSON."""
    event = {
        "ts": _stamp(rng, at),
        "level": "info",
        "msg": f"{_word(rng)} done",
        "account_id": rng.randrange(10**8, 10**9),
    }
    return json.dumps({**event, "request_id": _uuid(rng), "took": rng.random()}) + "\n"


def key_log(rng: Random, at: int) -> str:
    """An event in keys and values."""
    keys = f"user_id={rng.randrange(10**9)} account_id={rng.randrange(10**8, 10**9)} took={rng.random():.3f}ms"
    return f'ts={_stamp(rng, at)} level=info msg="{_word(rng)} {_word(rng)}" {keys} trace=c{rng.getrandbits(60):015x}\n'


def system_log(rng: Random, at: int) -> str:
    """What a server says of who came."""
    key = base64.b64encode(rng.randbytes(32)).decode().rstrip("=")
    begun = f"Mar {at % 28 + 1:2d} 10:00:00 web sshd[{rng.randrange(99999)}]"
    return f"{begun}: Accepted publickey for mary from 10.0.0.7: SHA256:{key}\n"


def orders(rng: Random, at: int) -> str:
    """A table of persons without a number of theirs."""
    if not at:
        return "order_id,customer,email,phone,zip,total,created\n"
    phone = f"617-555-{rng.randrange(100, 200):04d}"
    beside = f"a{at}@example.com,{phone},0{rng.randrange(1001, 2800)},{rng.random() * 900:.2f},{_stamp(rng, at)}"
    return f"{rng.randrange(10**8, 10**9)},{_name(rng)},{beside}\n"


def numbers_of_nobody(rng: Random, at: int) -> str:
    """A table of Social Security numbers, without names."""
    return f"{_ssn(rng)},{rng.randrange(99)},2020-01-{at % 28 + 1:02d},open\n" if at else "ssn,branch,opened,status\n"


def accounts_of_nobody(rng: Random, at: int) -> str:
    """A table of accounts of no named type, without names."""
    return f"{rng.randrange(10**9, 10**10)},{rng.randrange(99)},open\n" if at else "acct_no,branch,status\n"


def statements(rng: Random, at: int) -> str:
    """Statements of a database."""
    values = f"{at},{rng.randrange(10**8, 10**9)},'{_name(rng)}','{_word(rng)}',{rng.random() * 99:.2f}"
    return f"INSERT INTO `orders` VALUES ({values},0x{rng.randbytes(16).hex()});\n"  # noqa: S608


def certificates(rng: Random, _at: int) -> str:
    """Base64 in lines."""
    lines = "\n".join(base64.b64encode(rng.randbytes(48)).decode() for _ in range(20))
    return f"-----BEGIN CERTIFICATE-----\n{lines}\n-----END CERTIFICATE-----\n"


def mails(rng: Random, at: int) -> str:
    """A mailbox: heads, and bodies with telephone numbers."""
    hops = "".join(
        f"Received: from mx{hop}.example.com (10.2.3.{hop}) by mail.example.com id {rng.getrandbits(60):x};\n"
        "\tMon, 1 Jan 2024 10:00:00 +0000\n"
        for hop in range(4)
    )
    body = "\n\n".join(" ".join(rng.choice(PARAGRAPH.split()) for _ in range(60)) for _ in range(4))
    head = (
        f"From: Karen Walsh <k@example.com>\nTo: p@example.com\nSubject: budget {at}\nMessage-ID: <{at}@example.com>\n"
    )
    foot = f"Karen Walsh\nOffice 617-555-01{at % 100:02d} | Fax (617) 555-0199\n12 Main St, Boston, MA 02118\n"
    return f"From k@example.com Mon Jan  1 10:00:00 2024\n{hops}{head}\n{body}\n\n{foot}\n"


KINDS: dict[str, Callable[[Random, int], str]] = {
    "web.log": web_log,
    "tokens.log": token_log,
    "events.jsonl": object_log,
    "keys.log": key_log,
    "system.log": system_log,
    "orders.csv": orders,
    "numbers.csv": numbers_of_nobody,
    "accounts.csv": accounts_of_nobody,
    "orders.sql": statements,
    "certificates.pem": certificates,
    "mails.mbox": mails,
}
EXPECTED = {
    "keys.log": ("weak", "financial_account"),
    "numbers.csv": ("element_only", "ssn"),
    "accounts.csv": ("weak", "financial_account"),
}
"""What every record of a kind is counted as; of all others nothing is to be found."""
_FOUND = ("personal_information", "non_resident", "review", "element_only", "weak")


def make(name: str, folder: Path, size: int) -> int:
    """Write a file of a kind, of `size` bytes at least; how many records it has."""
    rng = Random(name)
    written = records = 0
    with (folder / name).open("w", encoding="utf-8") as out:
        while written < size:
            record = KINDS[name](rng, records)
            written += out.write(record)
            records += 1
    return records - (name.endswith(".csv"))  # the header is none


def problem(name: str, records: int, counts: dict[str, dict[str, int]]) -> str:
    """What was counted and not planted, or the other way round; "" where it is as it should be.

    >>> problem("numbers.csv", 7, {"element_only": {"ssn": 7}}), problem("web.log", 7, {"lookalike": {"series": 1}})
    ('', '')
    >>> problem("web.log", 7, {"review": {"ssn": 1}})
    "{'review': {'ssn': 1}}, and not {}"
    """
    found = {group: kinds for group, kinds in counts.items() if group in _FOUND}
    group, kind = EXPECTED.get(name, ("", ""))
    planted = {group: {kind: records}} if group else {}
    return "" if found == planted else f"{found}, and not {planted}"


def main() -> int:
    """Print the table. 1: something else was found than was planted."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--size", default="4M", help="of each file, in MB: 4M")
    parser.add_argument("--only", default=",".join(KINDS))
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--no-rg", action="store_true")
    options = parser.parse_args()
    size = int(re.sub(r"\D", "", options.size)) * 1000 * (1000 if options.size.endswith("M") else 1)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        tools = tools_in(folder, rg=not options.no_rg)
        line = folder / "line.txt"
        line.write_text("a line\n")
        starts = [least(tool, line, options.rounds + 1) for tool in tools]
        print(f"start {starts[0]:.2f} s\n\n{'file':18}{'MB/s':>8}{'rg':>8}{'x rg':>7}  counted")
        return max(_row(name, folder, size, tools, starts, options.rounds) for name in options.only.split(","))


def _row(name: str, folder: Path, size: int, tools: list[Piiscan | Ripgrep], starts: list[float], rounds: int) -> int:
    """Measure and print one kind of file. 1: something else was found than was planted."""
    path = folder / name
    records = make(name, folder, size)
    megabytes = path.stat().st_size / 1e6
    rates = [
        megabytes / max(least(tool, path, rounds) - start, 0.005) for tool, start in zip(tools, starts, strict=True)
    ]
    counts = next(tool.summary()["counts"] for tool in tools if isinstance(tool, Piiscan))
    trouble = problem(name, records, counts)
    counted = f"{records} {' '.join(EXPECTED[name])}" if name in EXPECTED else "nothing"
    beside = f"{rates[1]:8.0f}{rates[0] / rates[1]:7.2f}" if len(rates) > 1 else f"{'-':>8}{'-':>7}"
    print(f"{name:18}{rates[0]:8.1f}{beside}  {f'WRONG: {trouble}' if trouble else counted}", flush=True)
    path.unlink()
    return int(bool(trouble))


if __name__ == "__main__":
    sys.exit(main())
