"""Tables that stand side by side in one sheet, with an empty column between them.

Rule: each names its own person, and has a column more: whose its columns are, it says alone. A column that only parts
others for the eye, as behind each of them, makes no table of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from piiscan.detectors.labels import Role
from piiscan.pairing.names.columns import Subject
from piiscan.pairing.tables.column_owner import Owners, own_places

_FEWEST = 2  # columns of a table


class Islands:
    """The tables of a sheet, asked for whose their columns are; one table, where nothing stands beside it."""

    def __init__(self, subjects: Sequence[Subject], header: Sequence[str], columns: Sequence[Sequence[str]]) -> None:
        self._subjects = subjects
        self.owners = Owners(subjects)
        found = _islands(subjects, header, columns) if len(subjects) > 1 else []
        self._owners: dict[int, tuple[Owners, list[int]]] = {}
        for island in found if len(found) > 1 else ():
            mine = [at for at, subject in enumerate(subjects) if subject.column in island]
            owners = Owners([subjects[at] for at in mine])
            self._owners.update(dict.fromkeys(island, (owners, mine)))

    def of(self, column: int, group: str) -> tuple[int, bool]:
        """As `Owners.of`."""
        owners, mine = self._owners.get(column, (None, []))
        if owners is None:
            return self.owners.of(column, group)
        subject, guess = owners.of(column, group)
        return (mine[subject] if subject >= 0 else subject), guess

    def of_any_kind(self, column: int, role: Role | None) -> tuple[int, bool]:
        """As `of`, where another column says what the numbers are: only a group that names somebody is one."""
        named = role is not None and any(one.group == role.group for one in self._subjects)
        return self.of(column, role.group if role is not None and named else "")

    def places(self, columns: Sequence[tuple[int, str]]) -> tuple[tuple[int, str], ...]:
        """As `own_places`: what a table says is of its own persons."""
        if not self._owners:
            return own_places(columns, self._subjects, self.owners)
        apart = [(column, group) for column, group in columns if column not in self._owners]
        found = list(own_places(apart, self._subjects, self.owners))
        for column, group in columns:
            if column in self._owners:
                subject, _ = self.of(column, group)
                found.append((column, self._subjects[subject].group if subject >= 0 else group))
        return tuple(sorted(found))


def _islands(subjects: Sequence[Subject], header: Sequence[str], columns: Sequence[Sequence[str]]) -> list[range]:
    """The runs of columns between empty ones that name somebody by their titles, each of two columns or more."""
    width = min(len(header), len(columns))
    named = {subject.column for subject in subjects if subject.by_header}
    found = []
    for filled, run in groupby(range(width), lambda column: bool(header[column] or any(columns[column]))):
        island = list(run)
        if filled and len(island) >= _FEWEST and not named.isdisjoint(island):
            found.append(range(island[0], island[-1] + 1))
    return found
