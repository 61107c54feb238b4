"""A list to choose from: its label and what is chosen are a field; of the rest only what may have a number is text."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from piiscan.formats.markup.html_labels import CARRIED, EMPTY, place
from piiscan.formats.markup.html_output import Mark, Output
from piiscan.formats.markup.html_tokens import Token, Value


class Choice(Struct):
    """One list under way. `at`: where its label ends, if it stands right before."""

    out: Output
    label: str
    at: Mark
    chosen: bool = False
    shown: bool = False  # the text that comes is of an option that is chosen, or has a number beside

    def option(self, token: Token, found: Mapping[str, Value]) -> bool:
        """An option begins; whether it is chosen."""
        self.end_option()
        value = found.get("value")
        carried = value if value is not None and CARRIED.search(value.text) else None
        chosen = "selected" in found
        self.shown = chosen or carried is not None
        if chosen:
            self.chosen = True
            if not self.out.joined(self.at):
                self.out.part()
                self.out.write(f"{self.label}: " if self.label else "", token)
        if carried is not None:
            self.out.write(carried.text, place(token, carried))
            self.out.write(" ", token)
        return chosen

    def end_option(self) -> None:
        """An option ends."""
        if self.shown:
            self.shown = False
            self.out.end()

    def close(self) -> None:
        """The list ends."""
        self.end_option()
        if not self.chosen and self.out.joined(self.at):
            self.out.glue(EMPTY)

    def takes(self, text: str) -> bool:
        """Whether a text in the list is to be read."""
        if not self.shown and CARRIED.search(text):
            self.out.part()
            self.shown = True
        return self.shown
