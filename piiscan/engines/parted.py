"""A part of a source to lines for the parent, in the worker that reads it.

Rule: whatever goes wrong in a part is said as one word, `X`: the source is read as a whole, and what is wrong with it
is met again there and told.
"""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING

from msgspec.structs import astuple

from piiscan.config import Config
from piiscan.engines.again import Way
from piiscan.engines.frames import FRAME_CAP, to_frame
from piiscan.model import Finding, Outcome, Source
from piiscan.part import Cuts, Line, NotAlone, Part, Persons

if TYPE_CHECKING:
    from piiscan.engines.worker import Answers


def read_part(answers: Answers, source: Source, config: Config, way: Way, line: list[object]) -> bool:
    """Read what the parent's `line` says. False: the source is not one for parts."""
    if way.part is None:
        return False
    cut = len(line) > 1
    try:
        for said in way.part(source, config, _part(line), way.salt):
            if isinstance(said, Cuts):
                cut = True
                answers.add(b"F", json.dumps(astuple(said)).encode())
                answers.urgent = True  # others wait for their parts
            elif isinstance(said, Persons):
                keys = base64.b64encode(said.keys).decode()
                answers.add(b"K", json.dumps([said.whose, said.residency, keys]).encode())
            elif isinstance(said, Line):
                answers.add(b"L", json.dumps(astuple(said)).encode())
            else:
                _record(answers, said, config, way)
            if not isinstance(said, Outcome):
                answers.send()
    except (GeneratorExit, KeyboardInterrupt):
        raise
    except BaseException:  # noqa: BLE001 - as in `frames`; nothing of it is told here
        if cut:
            answers.add(b"X")
        return cut
    return cut


def _part(line: list[object]) -> Part | int:
    """What is asked for: the size of parts, or one of them."""
    if len(line) == 1:
        return int(str(line[0]))
    kind, start, end, room, known = line
    assert isinstance(known, list)  # noqa: S101 - from our own parent
    return Part(str(kind), int(str(start)), int(str(end)), int(str(room)), (known[0], known[1], known[2]))


def _record(answers: Answers, event: Finding | Outcome, config: Config, way: Way) -> None:
    frame = to_frame(way.encode(event, config))
    if len(frame) > FRAME_CAP:
        raise NotAlone
    answers.add(b"R%d:" % len(frame), frame)
