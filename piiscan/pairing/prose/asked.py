"""Of whom somebody asks in a chat, where the answer is a number and little else; also where chats are copied.

"[3/4/2025 10:02 AM] Ray, Bob", and below it "do you have Ann Lee's SSN?", then "[…] Cole, Eva" and the number alone.
"""

from __future__ import annotations

from piiscan.model import Grade
from piiscan.pairing.prose import chats, starts
from piiscan.pairing.prose.lines import Line, Lines, Mention

_MOST = 4  # lines of what somebody says
_QUOTED, _WITHIN = 30, 1500  # lines and bytes to the text quoted below an answer


def asked_for(lines: Lines, line: Line) -> tuple[Mention, Line] | None:
    """The one person whom somebody else asks about right above a line of a chat that is a number and little else."""
    return chats.asked_for(lines, line) or _below_heads(lines, line)


def _below_heads(lines: Lines, line: Line) -> tuple[Mention, Line] | None:
    """The same where who speaks stands in a line of its own, over the question and over the answer."""
    head = lines.before(line)
    who = starts.heads(head.text) if head is not None and chats.is_number(line.text) else None
    if head is None or who is None:
        return None
    asking = at = _over(lines, head)
    for _ in range(_MOST):
        if asking is None or at is None:
            return None
        asker = starts.heads(at.text)
        if asker is not None:
            named = [one for one in asking.mentions if one.person.grade >= Grade.FAIR]
            one = at is not asking and asker != who and chats.asks(asking.text) and len(named) == 1
            return (named[0], asking) if one else None
        at = lines.before(at)
    return None


def _over(lines: Lines, line: Line) -> Line | None:
    """The line above one, or above the blank one between."""
    above = lines.before(line)
    return lines.before(above) if above is not None and above.blank else above


def answers_quoted(lines: Lines, line: Line, words: str) -> bool:
    """Whether words in a line of a mail are a number and little else, and the text quoted below asks its writer for it.

    "Sure, it's 773-01-0001", and below "> I still need your social".
    """
    at = lines.after(line) if lines.quotes and not line.depth and chats.is_number(words) else None
    for _ in range(_QUOTED):
        if at is None or at.start - line.end > _WITHIN:
            break
        if at.depth and chats.asks_for_self(at.text) and chats.asks(at.text):
            return True
        at = lines.after(at)
    return False
