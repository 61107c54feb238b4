"""State and ZIP cells of many records to what they say of residency, as codes."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from piiscan.distinct import distinct
from piiscan.later import later
from piiscan.model import Grade, Residency
from piiscan.pairing.residence.evidence import Evidence, city_evidence, find_residency, state_evidence, zip_evidence
from piiscan.pairing.residence.verdict import combine
from piiscan.pairing.tables.cells import Bools, Bytes, Cells, digits_of, number_at
from piiscan.pairing.tables.countries import country_evidence
from piiscan.pairing.tables.eight import digits, number
from piiscan.pairing.tables.grid import Ints

_REMEMBERED = 100_000  # spellings

NOTHING, MASSACHUSETTS, ELSEWHERE, UNUSUAL, NOT_YET = range(5)
CODES = {Residency.UNKNOWN: NOTHING, Residency.MASSACHUSETTS: MASSACHUSETTS, Residency.ELSEWHERE: ELSEWHERE}
_ADDRESS = later(  # 12 Elm St Apt 4, Fall River, MA 02720; no five digits in a row but those in front are in the street
    rb"(?:\d{1,6} (?![^,]*\d{5})([A-Za-z0-9][A-Za-z0-9 .'#]{1,50}+(?:, (?:Apt|Unit|Suite|Ste|#)[A-Za-z0-9 .#]{1,12}+)?)"
    rb"(?:, |\Z))?([A-Za-z][A-Za-z .'-]{1,30}+, [A-Z]{2} \d{5})?"
)
_ZEROS = bytes.maketrans(b"123456789", b"0" * 9)


def _evidence_code(evidence: Evidence | None) -> int:
    if evidence is None or evidence.grade < Grade.FAIR:
        return NOTHING
    return ELSEWHERE if evidence.negative else MASSACHUSETTS


class Residences:
    """State and ZIP cells to what they say. Each spelling is asked of the plain rule once and remembered."""

    def __init__(self) -> None:
        self._states = np.full(1 << 16, NOT_YET, np.uint8)  # by two letters
        self._zips = np.full(1000, NOT_YET, np.uint8)  # by the first three digits of five
        self._short_zips = np.full(10_000, NOT_YET, np.uint8)  # four digits: a lost zero, or none
        self._spelled: dict[str, dict[bytes, int]] = {}
        self._streets: dict[bytes, bool] = {}  # whether one says nothing
        self._towns: dict[bytes, int] = {}

    def states(self, cells: Cells) -> Bytes:
        """Codes of state cells."""
        two = cells.text.eight.at(cells.start).astype(np.uint16)
        pair = two.byteswap().astype(np.int64)  # the first letter counts for more
        short = cells.length == 2
        _learn(self._states, pair[short], lambda key: state_evidence("".join(map(chr, divmod(key, 256)))))
        found = np.where(short, self._states[pair], NOTHING).astype(np.uint8)
        self._spelled_out(found, cells, np.flatnonzero(cells.length > 2), state_evidence)
        return found

    def cities(self, cells: Cells, wanted: Bools) -> Bytes:
        """Codes of city cells: a town says little, but a cell may hold more than the town."""
        return self._of_some(cells, wanted, city_evidence)

    def countries(self, cells: Cells, wanted: Bools) -> Bytes:
        """Codes of country cells."""
        return self._of_some(cells, wanted, country_evidence)

    def addresses(self, cells: Cells, wanted: Bools) -> Bytes:
        """Codes of cells that hold a whole address; one that is not written in the usual way is unusual.

        The street and what follows it are asked each for itself, and remembered: no two rows have the same address.
        """
        found = np.full(len(wanted), NOTHING, np.uint8)
        if len(self._streets) + len(self._towns) > _REMEMBERED:
            self._streets.clear()
            self._towns.clear()
        for row in np.flatnonzero(wanted & (cells.length > 0)).tolist():
            parts = _ADDRESS.fullmatch(cells.raw(row))
            found[row] = UNUSUAL if parts is None else self._address(*parts.groups())
        return found

    def _address(self, street: bytes | None, town: bytes | None) -> int:
        street = (street or b"").translate(_ZEROS)
        if street not in self._streets:
            self._streets[street] = not find_residency(f"1 {street.decode('ascii')},")
        if not self._streets[street]:
            return UNUSUAL
        if town is None:
            return NOTHING
        if town not in self._towns:
            verdict = combine(find_residency(f"1 Main Street, {town.decode('ascii')}"))
            self._towns[town] = UNUSUAL if verdict.mixed else CODES[verdict.residency]
        return self._towns[town]

    def _of_some(self, cells: Cells, wanted: Bools, ask: Callable[[str], Evidence | None]) -> Bytes:
        found = np.full(len(wanted), NOTHING, np.uint8)
        self._spelled_out(found, cells, np.flatnonzero(wanted & (cells.length > 0)), ask)
        return found

    def _spelled_out(self, found: Bytes, cells: Cells, rows: Ints, ask: Callable[[str], Evidence | None]) -> None:
        known = self._spelled.setdefault(ask.__name__, {})
        for row in rows.tolist():
            text = cells.raw(row)
            if text not in known:
                if len(known) > _REMEMBERED:
                    known.clear()
                known[text] = _evidence_code(ask(text.decode("ascii"))) if text.isascii() else UNUSUAL
            found[row] = known[text]

    def zips(self, cells: Cells) -> Bytes:
        """Codes of ZIP cells."""
        five, fits = digits(cells.text.eight.at(cells.start), 0xFFFFFFFFFF)
        fits &= cells.length == 5
        prefix = (number(five << np.uint64(24)) // np.uint64(100)).astype(np.int64) % 1000
        _learn(self._zips, prefix[fits], _ask_zip)
        found = np.where(fits, self._zips[prefix], np.uint8(NOTHING))
        rest = np.flatnonzero(~fits & (cells.length > 0))
        if rest.size:
            found[rest] = self._other_zips(cells.some(rest))
        return found

    def _other_zips(self, cells: Cells) -> Bytes:
        """Codes of ZIP cells in any form."""
        values = digits_of(cells.matrix(10))
        is_digit = values < 10
        five = is_digit[:5].all(axis=0) & (cells.length == 5)
        nine = is_digit[[0, 1, 2, 3, 4, 6, 7, 8, 9]].all(axis=0) & (cells.length == 10)
        long = five | (nine & (values[5] == 0xFD))  # a dash, less 48
        prefix = number_at(values, range(3)).astype(np.int64) % 1000
        _learn(self._zips, prefix[long], _ask_zip)
        four = is_digit[:4].all(axis=0) & (cells.length == 4)
        value = number_at(values, range(4)).astype(np.int64) % 10_000
        _learn(self._short_zips, value[four], lambda key: zip_evidence(f"{key:04}"))
        found = np.where(long, self._zips[prefix], np.where(four, self._short_zips[value], UNUSUAL))
        return found.astype(np.uint8)


def _ask_zip(prefix: int) -> Evidence | None:
    return zip_evidence(f"{prefix:03}01")


def _learn(table: Bytes, keys: Ints, ask: Callable[[int], Evidence | None]) -> None:
    """Fill in the answers for keys that come up for the first time."""
    for key in distinct(keys[table[keys] == NOT_YET]).tolist():
        table[key] = _evidence_code(ask(key))
