"""What is asked of the objects round a number: what their keys say it is, and what stands beside it.

Rule: an answer of keys is worked out once; what the texts say is read for each number (see `forms`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from piiscan import judge
from piiscan.detectors.headers import VETO_KINDS
from piiscan.detectors.ssn_ceiling import is_birth_before
from piiscan.later import later
from piiscan.matcher import KIND_OF, LICENSE_ALONE
from piiscan.model import Grade, Kind
from piiscan.pairing.exclusion import folded
from piiscan.pairing.objects.accounts import LONGEST_VALUE, AccountKeys, account_keys, card_role, leaves_about
from piiscan.pairing.objects.license_keys import license_state
from piiscan.pairing.objects.persons import Round
from piiscan.pairing.objects.records import Leaf, Record, Texts, written
from piiscan.pairing.objects.types import NumberKey, number_key, says_nothing

_QUERIED = later(r"[?&][\w.-]{1,40}=\Z")

_LABELLED = " \t\r\n#:0123456789.,-/"
"""Signs before a number that are no words."""
_CALLED = 200  # characters of keys, and of types beside

SHORTEST, SHORTEST_CARD = 4, 12
"""Digits of accounts that are told by their keys, and of cards."""


class Asked:
    """A number's leaf and the objects round it, innermost first, and what their keys say of the number."""

    __slots__ = ("_about", "_accounts", "_births", "_never", "_number", "_rounds", "leaf", "records")

    def __init__(self, records: list[Record], leaf: Leaf) -> None:
        self.records = records
        self.leaf = leaf
        self._rounds: list[Round] = []
        self._number: NumberKey | None = None
        self._births: list[Leaf] | None = None
        self._accounts: AccountKeys | None = None
        self._about: list[Leaf] = []
        self._never: str | None = None

    def rounds(self, first: int = 0) -> Iterator[Round]:
        """The objects round the number from one of them outwards."""
        for at in range(first, len(self.records)):
            if at == len(self._rounds):
                self._rounds.append(Round(self.records[at], self.leaf))
            yield self._rounds[at]

    @property
    def key(self) -> str:
        """The key that the number stands under."""
        return self.leaf.path[-1] if self.leaf.path else ""

    @property
    def number(self) -> NumberKey:
        """What the keys round the number say of it."""
        if self._number is None:
            self._number = number_key(self.records, self.leaf)
        return self._number

    def no_account(self) -> str:
        """Why digits alone under the key are no account, whatever else the object says; "": that has to be judged."""
        if self._never is None:
            role = self.number.otherwise if not self.number.types else None
            vetoed = role is not None and role.kind in VETO_KINDS - {"routing"} and AccountKeys.are_idle(role)
            self._never = f"key:{role.kind}" if role is not None and vetoed else ""
        return self._never

    def declared(self, keys: Mapping[str, str]) -> str:
        """The rule of the operator that declares the number's key to be encrypted, "" if none does.

        Of a key that says nothing ({"token": {"value": …}}) the next one outwards. `keys`: see `Exclusion.declared`.
        """
        for key in reversed(self.number.keys) if keys else ():
            rule = keys.get(folded(key), "")
            if rule or not says_nothing(key):
                return rule
        return ""

    def prove_at(self, kind: int, raw: str, at: int) -> judge.Proof:
        """Judge a number that stands, as it is written, at a place of the text of its leaf."""
        text = self.leaf.text
        beside = text[max(0, at - judge.BEFORE) : at], text[at + len(raw) :][: judge.AFTER]
        return self.prove(kind, raw, beside, written)

    def prove(self, kind: int, raw: str, beside: tuple[str, str], said: Texts) -> judge.Proof:
        """Judge the number by the text of its leaf, and by the keys."""
        before, after = beside
        # The value of a query has a name of its own, whatever the key of the address says.
        queried = before[-1:] == "=" and _QUERIED.search(before) is not None
        role = self.number.role(said) if len(said(self.leaf)) <= LONGEST_VALUE and not queried else None
        if role is not None and role.kind == "other" and before.strip(_LABELLED) and says_nothing(self.key):
            role = None  # words of its own: what the objects round it are called says nothing of {"text": "SSN: 1"}
        if kind == LICENSE_ALONE and role is None and said(self.leaf) == raw and says_nothing(self.key):
            return judge.Proof(None, "", Grade.NONE, ("no-label",))
        state = license_state(self.records, self.leaf, said) if KIND_OF[kind] is Kind.DRIVERS_LICENSE else None
        near = ""
        if kind == judge.ACCOUNT:
            if self._accounts is None:
                self._accounts = account_keys(self.records, self.leaf)
                self._about = leaves_about(self.records, self.leaf)
            role = self._accounts.role(role, self.leaf, said)
            if before or role is None or role.kind not in VETO_KINDS:  # else it is another thing, whatever stands near
                near = "\x1f".join(map(said, self._about))
        elif KIND_OF[kind] is Kind.PAYMENT_CARD:
            role = card_role(role, self.records, self.leaf)
        called = " ".join((*self.number.keys, *map(said, self.number.types)))[-_CALLED:]
        proof = judge.prove(kind, raw, before, after, role=role, where="key", state=state, near=near, called=called)
        return judge.lower(proof) if proof.kind is Kind.SSN and self._is_born(said) else proof

    def code(self, said: Texts) -> str:
        """The security code of a card that the object of its number has, "" without one."""
        beside = self.records[0].leaves if self.records else ()
        return next(
            (
                said(leaf)
                for leaf in beside
                if leaf.path and judge.is_code_title(leaf.path[-1]) and leaf.bond(self.leaf)
            ),
            "",
        )

    def _is_born(self, said: Texts) -> bool:
        """Whether the record shows a birth before groups of Social Security numbers were issued at random."""
        if self._births is None:
            self._births = [
                leaf
                for leaf in self.records[0].leaves
                if (role := leaf.role()) is not None and role.kind == "birth" and leaf.bond(self.leaf)
            ]
        return any(is_birth_before(said(leaf)) for leaf in self._births)
