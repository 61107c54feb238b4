"""A whole value as the element that its key says it is: digits alone, which nothing else tells."""

from __future__ import annotations

from piiscan.detectors.headers import VETO_KINDS
from piiscan.detectors.labels import column_role
from piiscan.model import Element, Grade, Kind
from piiscan.pairing.objects.license_keys import license_state
from piiscan.pairing.objects.records import Leaf, Record
from piiscan.pairing.tables.header_row import ELEMENT_ROLES
from piiscan.pairing.tables.plan import ElementColumn
from piiscan.pairing.tables.rows import typed_element
from piiscan.pairing.tables.typed_cells import is_clear, read_typed

_LONGEST_NAME = 60  # characters


def kind_by_key(key: str) -> Kind | None:
    """What a key says that its whole value is; of an account other keys have to tell."""
    role = column_role(key) if len(key) <= _LONGEST_NAME else None
    kind = ELEMENT_ROLES.get(role.kind) if role is not None else None
    return kind if kind is not Kind.FINANCIAL_ACCOUNT else None


def typed_field(record: Record, leaf: Leaf, text: str, span: tuple[int, int]) -> Element | None:
    """The element that a whole value is under the name of one."""
    kind, role = kind_by_key(leaf.path[0]), column_role(leaf.path[0])
    if kind is None or role is None:
        return None
    hidden = role.kind in VETO_KINDS
    column = ElementColumn(0, kind, role.grade, -1, concealed=hidden, bare=Grade.WEAK if hidden else Grade.NONE)
    if hidden and not is_clear(column, text):
        return None
    state = license_state([record], leaf) if kind is Kind.DRIVERS_LICENSE else None
    read = read_typed(kind, text, state)
    return None if read is None else typed_element(column, read, text, span, state)
