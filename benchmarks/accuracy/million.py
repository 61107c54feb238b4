"""Look-alike tokens by the million: numbers of other things, with and without people's names and labels near.

Rule: no token here is an element of 201 CMR 17.02, whatever its digits, since the label, the shape or the check says what it is;
so nothing at all may be found with an element of grade 2 or more.
"""

from __future__ import annotations

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
}  # fmt: skip
_BARE = tuple(kind for kind in _LABELS if kind not in {"ssn_shape", "masked_ssn", "masked_card", "itin", "atin"})
_PER_FILE = 125_000


def lines(rng: Random, count: int) -> Iterator[str]:
    """Lines with so many tokens in all."""
    kinds = list(_LABELS)
    names = [
        people.person(rng).written(rng.choice(("First Last", "First M. Last", "Last, First", "FIRST LAST")))
        for _ in range(3000)
    ]
    done = 0
    while done < count:
        size = min(rng.choice((1, 2, 3, 5, 8)), count - done)
        done += size
        shape = rng.randrange(5)
        if shape == 0:  # nothing but tokens
            yield rng.choice(("\t", " ", ",", " | ")).join(LOOKALIKES[rng.choice(_BARE)](rng) for _ in range(size))
            continue
        parts = []
        for _ in range(size):
            kind = rng.choice(kinds)
            label = rng.choice(_LABELS[kind].split("|"))
            parts.append(f"{label}{rng.choice((': ', ' ', '=', ' #'))}{LOOKALIKES[kind](rng)}")
        who = rng.choice(COMPANIES) if shape == 1 else rng.choice(names) if shape < 4 else ""
        yield f"{who}, {'; '.join(parts)}" if who else ", ".join(parts)


def write(root: Path, count: int, seed: int) -> int:
    """Write so many tokens into files below `root`."""
    root.mkdir(parents=True, exist_ok=True)
    for path in root.glob("tokens-*.txt"):
        path.unlink()
    rng = Random(f"{seed} lookalikes")
    for number, first in enumerate(range(0, count, _PER_FILE)):
        with (root / f"tokens-{number:02}.txt").open("w", encoding="utf-8") as stream:
            stream.writelines(f"{line}\n" for line in lines(rng, min(_PER_FILE, count - first)))
    return count


def counts(found: Found) -> bool:
    """A finding that must not be."""
    return found.grade >= 2 and found.classification in {"personal_information", "non_resident", "element_only"}
