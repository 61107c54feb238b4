"""The fields of a page: a label and its value, which the markup says belong together, in one line "Label: value".

Rule: a label is what a page shows beside a value: `<label>` round it, before or behind (by `for` and `id`), `<dt>`
above its `<dd>`, or the words in front of it; where nothing is shown, what the control says of itself, at last its
name. A label whose control is empty names nothing that comes behind it. Between two fields there is no blank line: one
in the source is not seen.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

from piiscan.formats.markup.html_choices import Choice
from piiscan.formats.markup.html_labels import (
    AROUND,
    EMPTY,
    LONGEST,
    label_of,
    may_be_behind,
    own,
    said_by,
    told,
)
from piiscan.formats.markup.html_labels import place as place_of
from piiscan.formats.markup.html_output import Held, Label, Mark, Output
from piiscan.formats.markup.html_tokens import Token, Value
from piiscan.formats.segments.cell_labels import is_title

_BREAK_WORDS = "h1 h2 h3 h4 h5 h6 legend caption hr dl form fieldset table tr td th title script style"
_OTHER_TYPES = "hidden submit button reset image checkbox radio file range color"
_NOT_TYPED = frozenset(_OTHER_TYPES.split())
_MOST = 4096  # labels that are remembered by the control they are for
FIELDS = frozenset({"label", "dt", "dd", "input", "select", "option", "textarea"})
"""Elements that are read here. `html_plain` has none of them in a stretch but those of lists of definitions."""
BREAKS = frozenset(_BREAK_WORDS.split())
"""Elements that no field goes on beyond."""


class Fields(Struct):
    """What is under way. Where `alert` is set, text is to be given to `text` and tags of `BREAKS` to `settle`."""

    out: Output
    alert: bool = False
    awaits: bool = False  # a label and ": " are written, the value has not begun
    given: bool = False  # what is open is a value
    open: Mark | None = None  # where the text of a label began that is not closed
    open_of: str = ""
    said: Label | None = None  # the last label that has no value yet
    by_id: dict[str, str] = field(default_factory=dict)
    held: Held | None = None
    choice: Choice | None = None
    ended: Mark | None = None  # behind the last field, as long as nothing follows
    shown: bool = False  # whether nothing followed the last field but tags
    before: Mark | None = None  # the same where a label began
    last: str = ""  # the label of the last field

    def start(self, token: Token, found: Mapping[str, Value]) -> bool:
        """One of `FIELDS` begins; whether that is all there is to say of it."""
        name = token.name
        if self.choice is not None and name != "option":
            self._chosen()
        if name == "input":
            typed = self._input(token, found)
            self._watch()
            if not typed:
                return False
        else:
            self._begins(token, found)
            self._watch()
        self.out.carried(token, found)
        return True

    def _begins(self, token: Token, found: Mapping[str, Value]) -> None:
        match token.name:
            case "label":
                self._label(said_by(found, "for"))
            case "dt":
                self._close(listed=True)
                self._label("")
                self.out.line()
                self.open = self.out.here()
            case "dd":
                self._value()
            case "select":
                self._select(found)
            case "textarea":
                label, at = self._shown(found)
                self.open = None
                self._begin(label or self._own(found), at, token)
                self.awaits = self.given = True
            case _:
                self._option(token, found)

    def end(self, name: str) -> None:
        """One of `FIELDS` ends."""
        match name:
            case "label" | "dt":
                self._close(listed=name == "dt")
                if name == "dt":
                    self.out.line()
            case "select":
                self._chosen()
            case "option":
                self._end_option()
            case "dd" | "textarea":
                self._end_value()
        self._watch()

    def _end_value(self) -> None:
        """A definition ends, or what is typed into an area."""
        if self.awaits:
            self.out.glue(EMPTY)
        if self.given:
            self._done()
        else:
            self.out.line()
        self.awaits = self.given = False

    def text(self, text: str) -> str:
        """What is to be written of a text that comes while `alert` is set."""
        if self.choice is not None and not self.choice.takes(text):
            return ""
        if not text.strip():
            return "" if self.awaits or self.held is not None else text
        if self.shown and self.last and label_of(text) == self.last:
            return ""  # a label over the frame of its control, which has it above or in it
        if self.choice is None and self.open is None:
            self._follows(text)
        self.ended, self.shown = None, False
        if self.awaits:
            self.awaits, text = False, text.lstrip()
        self._watch()
        return text

    def _follows(self, text: str) -> None:
        """Text comes behind a control, or a label that has none."""
        self._give()
        if text.strip(AROUND):
            said, self.said = self.said, None
            if said is not None and not said.of:
                self.awaits = self.out.joined(said.end)

    def line(self) -> None:
        """A line ends, by a tag."""
        if self.choice is not None:
            self._chosen()
            self._watch()
        if not self.awaits and self.held is None:
            self.out.line()

    def settle(self) -> None:
        """What comes is of no field that is under way."""
        self._give()
        if self.choice is not None:
            self._chosen()
        self.awaits, self.open, self.said, self.ended = False, None, None, None
        self._watch()

    def _watch(self) -> None:
        self.alert = (
            self.awaits
            or self.open is not None
            or self.said is not None
            or self.held is not None
            or self.choice is not None
            or self.shown
        )

    def _label(self, of: str) -> None:
        """A label begins, on the line behind the field before it; `of`: the id of its control."""
        if self.held is not None and self.held.id != of:
            self._give()
        self.before = self.ended
        self._near()
        if self.before is not None:
            self.out.part()
        self.awaits, self.said = False, None
        self.open, self.open_of = self.out.here(), of

    def _near(self) -> None:
        """Leave out the blank lines behind the field before."""
        if self.ended is not None and (self.out.since(self.ended) or "x").isspace():
            self.out.trim(self.ended)
        self.ended = None

    def _close(self, *, listed: bool) -> None:
        """A label ends: it is remembered for its value, or that of the control before it is written."""
        if self.open is None:
            return
        text = label_of(self.out.since(self.open))
        self.open = None
        if self.held is not None:
            held, self.held = self.held, None
            if text:
                self.out.joined(self.out.here())
                self.out.write(held.place.text, held.place)
                self._done()
            else:
                self._write(held.own, None, held.place)
        elif text and text == self.last and self.before is not None:
            self.out.trim(self.before)  # the label of the control before, which is called so
            self.ended = self.before
        elif text and (not listed or self.before is not None or is_title(text)):
            self.said = Label(text, self.open_of, self.out.here(), listed)
            if self.open_of and len(self.by_id) < _MOST:
                self.by_id[self.open_of] = text

    def _value(self) -> None:
        """The value of a definition begins."""
        self._close(listed=True)
        said, self.said = self.said, None
        self.awaits = said is not None and said.list and self.out.joined(said.end)
        self.given = self.awaits or self.shown  # or one more of the same label
        if not self.awaits:
            self.out.line()

    def _input(self, token: Token, found: Mapping[str, Value]) -> bool:
        """A control; whether it is one that something is typed into."""
        if said_by(found, "type").lower() in _NOT_TYPED:
            if self.held is not None:
                self._give()
            self.open = None  # what stands round a box to tick is said of that
            return False
        value = found.get("value")
        label, at = self._shown(found)
        if value is None or not value.text.strip():
            self.open = None
            if at is not None and self.out.joined(at):
                self.out.glue(EMPTY)
                self._done()
            return True
        name = self._own(found)
        if not label and name and (self.open is not None or may_be_behind(found)):
            self._near()
            self.out.part()
            self.held = Held(name, said_by(found, "id"), place_of(token, value))
            self.open = self.open and self.out.here()
        else:
            self._write(label or name, at, place_of(token, value), told(label, name) if label else "")
        return True

    def _own(self, found: Mapping[str, Value]) -> str:
        """What a control says of itself, where no other cell of its row or column does."""
        return "" if self.out.is_headed() else own(found)

    def _shown(self, found: Mapping[str, Value]) -> tuple[str, Mark | None]:
        """The label that is shown beside a control, and where it ends if that is right here. It is taken."""
        number = said_by(found, "id")
        self._give()
        if self.open is not None:  # the label stands round its control
            text = label_of(self.out.since(self.open))
            if text:
                self.open = None
                return text, self.out.here()
        said = self.said
        if said is not None and (not said.of or said.of == number):
            self.said = None
            return said.text, said.end
        self.said = None
        if number in self.by_id:
            return self.by_id[number], None
        text = label_of(self.out.in_line(LONGEST))
        return text, self.out.here() if text else None

    def _write(self, label: str, at: Mark | None, value: Token, more: str = "") -> None:
        """A field with a value that is at hand."""
        self.open = None
        self._begin(label, at, value, more)
        self.out.write(value.text.strip("\n"), value)
        self._done()

    def _begin(self, label: str, at: Mark | None, token: Token, more: str = "") -> None:
        """Write a label, with more behind, and ": ", where it is not written already."""
        self.last = label
        if at is not None and self.out.joined(at, more):
            return
        self._near()
        self.out.part()
        if label:
            self.out.write(f"{label}{more}: ", token)

    def _give(self) -> None:
        """The label of a control held does not come: it is called by its name."""
        held, self.held = self.held, None
        if held is not None:
            self._write(held.own, None, held.place)

    def _done(self) -> None:
        self.out.end()
        self.ended, self.shown = self.out.here(), True

    def _select(self, found: Mapping[str, Value]) -> None:
        label, at = self._shown(found)
        self.open = None
        if at is None:
            self._near()
            self.out.part()
        self.choice = Choice(self.out, label or self._own(found), at or self.out.here())

    def _option(self, token: Token, found: Mapping[str, Value]) -> None:
        if self.choice is None:
            self.out.line()
        elif self.choice.option(token, found):
            self.awaits, self.last = True, self.choice.label

    def _end_option(self) -> None:
        self.awaits = False
        if self.choice is not None:
            self.choice.end_option()

    def _chosen(self) -> None:
        """The list to choose from ends."""
        choice, self.choice, self.awaits = self.choice, None, False
        if choice is not None:
            choice.close()
            self._done()
