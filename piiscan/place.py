"""Where something is, for people and for programs: a Location turned into text and into keys.

The only file that knows how places read. The text is never parsed back, and it is not escaped here: what
shows it on a terminal does that.
"""

from __future__ import annotations

from collections.abc import Sequence

from piiscan.model import Axis, Location, Step

ARROW = " › "
_CONTAINERS = frozenset((Axis.MEMBER, Axis.DECODED))
_WORDS = {axis: f"{axis.value.lower()} {{}}" for axis in Axis} | {Axis.SHEET: 'sheet "{}"', Axis.PART: "{}"}
_NAMES = {axis: axis.value for axis in Axis}  # a look-up costs less than asking the member
_BYTE, _COLUMN, _DECODED, _KEY = Axis.BYTE, Axis.COLUMN, Axis.DECODED, Axis.KEY
_LINE, _PAGE, _ROW, _SHEET = Axis.LINE, Axis.PAGE, Axis.ROW, Axis.SHEET


def container(location: Location) -> list[str]:
    """The names of the containers round a place, outermost first: archive members, layers of encoding.

    An encoded run in a text is named by where it stands.

    >>> from piiscan.model import Step
    >>> container((Step(Axis.MEMBER, "a.eml"), Step(Axis.LINE, 2), Step(Axis.DECODED, "base64"), Step(Axis.LINE, 9)))
    ['a.eml', 'line 2 › base64']
    """
    return _split(location)[0]


def named(location: Location) -> list[str]:
    """The names of the containers round a blob, and of itself where it is a part of another one and no member.

    >>> from piiscan.model import Step
    >>> named((Step(Axis.MEMBER, "a.eml"), Step(Axis.PART, "header"))), named((Step(Axis.MEMBER, "a.eml"),))
    (['a.eml', 'header'], ['a.eml'])
    """
    if len(location) == 1 and location[0].axis is Axis.MEMBER:  # as most members are
        return [str(location[0].at)]
    names, inside = _split(location)
    return [*names, *filter(None, [ARROW.join(_parts(inside))])]


def members(location: Location) -> list[str]:
    """The names of the archive members and attachments round a place, outermost first.

    >>> from piiscan.model import Step
    >>> members((Step(Axis.MEMBER, "w2/a.gz"), Step(Axis.DECODED, "gzip"), Step(Axis.LINE, 2)))
    ['w2/a.gz']
    """
    return [str(step.at) for step in location if step.axis is Axis.MEMBER]


def layers(location: Location) -> list[str]:
    """The names of the containers without their places: what stays when lines are inserted above an encoded run.

    >>> from piiscan.model import Step
    >>> layers((Step(Axis.MEMBER, "a.eml"), Step(Axis.LINE, 2), Step(Axis.DECODED, "base64"), Step(Axis.LINE, 9)))
    ['a.eml', 'base64']
    """
    return [str(step.at) for step in location if step.axis in _CONTAINERS]


def _split(location: Location) -> tuple[list[str], list[Step]]:
    """The names of the containers, and the steps that are not said by these."""
    if _CONTAINERS.isdisjoint([axis for axis, _ in location]):  # as most places are
        return [], [*location]
    names: list[str] = []
    outside: list[Step] = []
    since: list[Step] = []  # the last container
    for step in location:
        if step.axis is _DECODED and since:
            names.append(ARROW.join([*_parts(since), str(step.at)]))
            since = []
        elif step.axis in _CONTAINERS:
            names.append(str(step.at))
            outside, since = outside + since, []
        else:
            since.append(step)
    return names, outside + since


def lead(location: Location) -> int:
    """How many steps lead through the text: behind them are only an encoding and the byte."""
    count = len(location)
    while count and location[count - 1].axis in {Axis.BYTE, Axis.DECODED}:
        count -= 1
    return count


def cell(row: int, column: int) -> str:
    """The name of a cell of a worksheet.

    >>> cell(17, 6), cell(1, 26), cell(2, 27), cell(3, 703)
    ('F17', 'Z1', 'AA2', 'AAA3')
    """
    letters = ""
    while column > 0:
        column, digit = divmod(column - 1, 26)
        letters = chr(ord("A") + digit) + letters
    return f"{letters}{row}"


def text(location: Location) -> str:
    """The place inside the innermost container, as people read it; "" for the whole of it.

    >>> from piiscan.model import Step
    >>> text((Step(Axis.MEMBER, "a.xlsx"), Step(Axis.SHEET, "Pay"), Step(Axis.ROW, 17), Step(Axis.COLUMN, 6)))
    'sheet "Pay" › F17'
    >>> text((Step(Axis.LINE, 17), Step(Axis.COLUMN, 3), Step(Axis.KEY, "ssn"), Step(Axis.BYTE, 90)))
    'line 17 › column 3 (ssn)'
    """
    return ARROW.join(_parts(_split(location)[1]))


def keys(location: Location) -> dict[str, object]:
    """The place as the stream carries it: text, the steps, and the axes most often asked for by name."""
    found: dict[Axis, str | int] = dict(location)  # the innermost of its kind
    row, column = found.get(_ROW), found.get(_COLUMN)
    in_sheet = _SHEET in found and isinstance(row, int) and isinstance(column, int)
    return {
        "text": text(location),
        "steps": [[_NAMES[axis], at] for axis, at in location],
        "line": found.get(_LINE),
        "page": found.get(_PAGE),
        "byte": found.get(_BYTE),
        "sheet": found.get(_SHEET),
        "cell": cell(row, column) if in_sheet and isinstance(row, int) and isinstance(column, int) else None,
    }


def _parts(steps: Sequence[Step]) -> list[str]:
    """The words for the steps inside a blob. Steps that say one thing together become one word."""
    axes = [axis for axis, _ in steps]
    in_sheet = _SHEET in axes
    if not in_sheet and _KEY not in axes:  # as most are: each step is a word by itself
        return [_WORDS[axis].format(at) for axis, at in steps if axis is not _BYTE or len(steps) == 1]
    parts: list[str] = []
    index = 0
    while index < len(steps):
        axis, at = steps[index]
        index += 1
        following = axes[index] if index < len(axes) else None
        if axis is _ROW and in_sheet and following is _COLUMN:
            parts.append(cell(int(at), int(steps[index].at)))
            _, index = _path(steps, index + 1)  # the header of the column: the name of the cell says it all
        elif axis is _COLUMN and following is _KEY:
            path, index = _path(steps, index)
            parts.append(f"column {at} ({path})")
        elif axis is _KEY:
            path, index = _path(steps, index - 1)
            parts.append(path)
        elif axis is not _BYTE or len(steps) == 1:  # people want it only where there is nothing better
            parts.append(_WORDS[axis].format(at))
    return parts


def _path(steps: Sequence[Step], index: int) -> tuple[str, int]:
    """The keys that stand from a place on put together, employees[3].ssn, and the place behind them."""
    path = ""
    while index < len(steps) and steps[index].axis is _KEY:
        at = steps[index].at
        path += f"[{at}]" if isinstance(at, int) else f".{at}" if path else at
        index += 1
    return path, index
