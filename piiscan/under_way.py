"""What is known of one blob while it is read: what a scan keeps from the first segment to the outcome."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from piiscan.allows import Allows
from piiscan.formats.base import Context
from piiscan.keyhints import KeyBeside
from piiscan.model import Encryption, Gap
from piiscan.pairing import Watch
from piiscan.pulse import PULSE
from piiscan.small import places_in


class Progress(Struct):
    """What is known of one blob while it is read."""

    media_type: str | None = None
    encryption: Encryption | None = None
    gaps: list[Gap] = field(default_factory=list)
    keys: tuple[KeyBeside, ...] = ()  # what its containers know that may hold its key, the innermost first
    opened: Encryption | None = None  # the lock all of it stood behind, its own or of a container, once it is known
    read: bool = False  # whether anything of it was given out
    allows: Allows = field(default_factory=Allows)
    whole: bool = False  # whether all that follows has to be read
    listed_only: bool = False  # of what was given out so far nothing is counted but what is listed

    def asking(self, context: Context, watch: Watch | None) -> Context:
        """The context of a reader that asks what of its text is worth reading: all of it, where somebody watches."""
        return context if watch is not None else replace(context, sees=self.sees)

    def sees(self, data: bytes) -> Sequence[int] | None:
        """Where in a text of the blob something may be found; None: it has to be read, and all behind it."""
        self.read = True
        PULSE.passed(len(data))
        places = None if self.whole else places_in(data)
        self.whole = places is None
        return places
