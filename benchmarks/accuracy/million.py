"""Look-alike tokens by the million: numbers of other things, with and without people's names and labels near.

Rule: no token here is an element of 201 CMR 17.02, whatever its digits, since the label, the shape or the check says what it is;
so nothing at all may be found with an element of grade 2 or more.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from random import Random

from accuracy import people
from accuracy.lookalikes import COMPANIES, LOOKALIKES
from accuracy.score import Found

# What each is called where it stands. The shape of a Social Security number only stands beside a label of something else.
_LABELS = {
    "n9": "order no|invoice number|ticket|part no.|employee ID|customer #|asset tag|batch",
    "n8": "student ID|file no.|work order", "n10": "confirmation|reference no.", "n11": "meeting ID|item", "n12": "FedEx tracking|ARN|UPC",
    "n13": "e-ticket|EAN", "n16": "device ID|load ID", "n18": "span", "n20": "SSCC", "ssn_shape": "part no.|catalog no.|SKU",
    "part": "part", "invoice": "invoice", "po": "PO", "isbn": "ISBN", "imei": "IMEI", "iccid": "ICCID", "npi": "NPI", "ein": "EIN|FEIN",
    "itin": "ITIN", "atin": "ATIN", "aba": "routing number|ABA", "phone": "tel.|phone|fax", "zip4": "ZIP", "duns": "DUNS", "epoch": "ts",
    "epoch_ms": "timestamp", "iso": "at", "compact": "run", "uuid": "request", "hex8": "crc", "hex16": "trace", "git": "commit",
    "sha": "sha256", "decimal": "weight", "float": "score", "geo": "lat/long", "serial": "serial no.", "meter": "meter no.", "usps": "USPS",
    "ups": "UPS", "vin": "VIN", "passport": "passport no.", "ip": "from", "masked_ssn": "SSN", "masked_card": "card", "cas": "CAS",
    "ndc": "NDC", "docket": "docket", "parcel": "parcel ID", "mrn": "MRN", "badge": "badge", "cents": "amount in cents", "amount": "total",
    "s8": "part no.|model", "bad_card": "loyalty no.|gift card stub", "bad_ssn": "SSN", "bad_iban": "reference", "plate": "plate",
}  # fmt: skip
_BARE = tuple(kind for kind in _LABELS if kind not in {"ssn_shape", "masked_ssn", "masked_card", "itin", "atin", "s8"})
_PER_FILE = 125_000


def _names(rng: Random) -> list[str]:
    forms = ("First Last", "First M. Last", "Last, First", "FIRST LAST")
    return [people.person(rng).written(rng.choice(forms)) for _ in range(3000)]


def lines(rng: Random, count: int) -> Iterator[str]:
    """Lines with so many tokens in all: bare, with labels, with labels beside a company or a person."""
    kinds, names = list(_LABELS), _names(rng)
    done = 0
    while done < count:
        size = min(rng.choice((1, 2, 3, 5, 8)), count - done)
        done += size
        shape = rng.randrange(5)
        if shape == 0:
            yield rng.choice(("\t", " ", ",", " | ")).join(LOOKALIKES[rng.choice(_BARE)](rng) for _ in range(size))
            continue
        parts = []
        for _ in range(size):
            kind = rng.choice(kinds)
            parts.append(f"{_label(rng, kind)}{rng.choice((': ', ' ', '=', ' #'))}{LOOKALIKES[kind](rng)}")
        who = rng.choice(COMPANIES) if shape == 1 else rng.choice(names) if shape < 4 else ""
        yield f"{who}, {'; '.join(parts)}" if who else ", ".join(parts)


def _label(rng: Random, kind: str) -> str:
    return rng.choice(_LABELS[kind].split("|"))


def rows(rng: Random, count: int) -> Iterator[list[str]]:
    """A table with a name in every row, and so many tokens below headers that say what they are."""
    kinds, names = rng.sample(list(_LABELS), 10), _names(rng)
    yield ["Name", *(_label(rng, kind) for kind in kinds)]
    for done in range(0, count, len(kinds)):
        yield [rng.choice(names), *(LOOKALIKES[kind](rng) for kind in kinds[: count - done])]


def objects(rng: Random, count: int) -> Iterator[dict[str, str]]:
    """Objects with a name and some keys each."""
    kinds, names = list(_LABELS), _names(rng)
    for done in range(0, count, 8):
        one = {"name": rng.choice(names)}
        for kind in rng.sample(kinds, min(8, count - done)):
            key = _label(rng, kind).rstrip(".").replace(" ", "_")
            one[key if key not in one else f"{key}_{len(one)}"] = LOOKALIKES[kind](rng)
        yield one


def write(root: Path, count: int, seed: int) -> int:
    """Write so many tokens into files below `root`: every fourth a table, every other fourth objects."""
    root.mkdir(parents=True, exist_ok=True)
    for path in root.glob("tokens-*"):
        path.unlink()
    rng = Random(f"{seed} lookalikes")
    for number, first in enumerate(range(0, count, _PER_FILE)):
        size = min(_PER_FILE, count - first)
        suffix = ("txt", "csv", "txt", "jsonl")[number % 4]
        with (root / f"tokens-{number:02}.{suffix}").open("w", encoding="utf-8", newline="") as stream:
            match suffix:
                case "csv":
                    csv.writer(stream, lineterminator="\n").writerows(rows(rng, size))
                case "jsonl":
                    stream.writelines(f"{json.dumps(one, ensure_ascii=False)}\n" for one in objects(rng, size))
                case _:
                    stream.writelines(f"{line}\n" for line in lines(rng, size))
    return count


def counts(found: Found) -> bool:
    """A finding that must not be."""
    return found.grade >= 2 and found.classification in {"personal_information", "non_resident", "element_only"}
