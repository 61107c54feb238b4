"""What the numbers look like: one page per kind, and the labels that stand beside them.

Rule: a page knows the number alone, never its surroundings. To add a kind, write the page, add it here, give
`piiscan.matcher` its shape and `data/labels.tsv` its labels.
"""

from __future__ import annotations

from typing import Protocol

from piiscan.detectors import drivers_license, financial_account, payment_card, ssn
from piiscan.model import Kind


class Detector(Protocol):
    """What every page offers."""

    @property
    def KIND(self) -> Kind:  # noqa: N802 - a module's constant
        """The element this page is about."""

    @property
    def examples(self) -> tuple[str, ...]:
        """Texts in which the matcher must find one number of this kind."""

    @property
    def counterexamples(self) -> tuple[str, ...]:
        """Texts in which it must find none."""

    def validate(self, raw: str, /) -> str | None:
        """The canonical value of a number as found, None where the rules of the kind reject it."""

    def mask(self, value: str, /) -> str:
        """The form of a canonical value for reports."""

    def is_test_value(self, value: str, /) -> bool:
        """Whether a canonical value is a published or evident sample."""


DETECTORS: tuple[Detector, ...] = (ssn, payment_card, drivers_license, financial_account)
