"""Lines on logarithmic axes as an SVG: a straight one at 45 degrees is cost in proportion. Knows nothing of scans."""

from __future__ import annotations

import math
from dataclasses import dataclass
from html import escape

_COLOURS = ("#1b6ca8", "#c1440e", "#3a7d44", "#7b4fa3", "#8a6d00", "#444444")
_DASHES = ("", "6 3", "2 3", "8 3 2 3", "1 4", "10 4")  # told apart without colours, too
_SIDE, _LEFT, _TOP, _BELOW, _GAP, _LEGEND = 300, 64, 34, 48, 78, 100


@dataclass(frozen=True)
class Series:
    """One line: its name, and its points."""

    name: str
    points: list[tuple[float, float]]


def plot(panels: list[tuple[str, list[Series]]], up: str) -> str:
    """Panels side by side, of one height: the name of what goes across, and the lines."""
    values = [y for _, lines in panels for line in lines for _, y in line.points]
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    width = _LEFT + len(panels) * (_SIDE + _GAP) + _LEGEND
    height = _TOP + _SIDE + _BELOW
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" font-size="12">',
        "<style>text {font-family: sans-serif}</style>",
        '<rect width="100%" height="100%" fill="white"/>',
        _text(14, _TOP + _SIDE / 2, f"{up}, logarithmic", f' transform="rotate(-90 14 {_TOP + _SIDE / 2})"'),
    ]
    for at, (across, lines) in enumerate(panels):
        parts += _panel(_LEFT + at * (_SIDE + _GAP), across, lines, low, max(high, low + 1))
    left = _LEFT + len(panels) * (_SIDE + _GAP) - _GAP + 16
    for at, line in enumerate(panels[0][1]):
        y = _TOP + 16 + 20 * at
        parts.append(f'<line x1="{left}" y1="{y}" x2="{left + 30}" y2="{y}" {_stroke(at)}/>')
        parts.append(_text(left + 38, y + 4, line.name, ' text-anchor="start"'))
    return "\n".join([*parts, "</svg>", ""])


def _panel(left: float, across: str, lines: list[Series], low: int, high: int) -> list[str]:
    ticks = sorted({x for line in lines for x, _ in line.points})
    widest = math.log10(ticks[-1]) or 1.0
    tall = _SIDE / (high - low)

    def place(x: float, y: float) -> tuple[float, float]:
        return left + math.log10(x) / widest * _SIDE, _TOP + (high - math.log10(y)) * tall

    parts = [f'<rect x="{left}" y="{_TOP}" width="{_SIDE}" height="{_SIDE}" fill="none" stroke="#999"/>']
    for power in range(low, high + 1):
        y = place(1, 10.0**power)[1]
        parts.append(f'<line x1="{left}" y1="{y:.1f}" x2="{left + _SIDE}" y2="{y:.1f}" stroke="#ddd"/>')
        parts.append(_text(left - 6, y + 4, f"{10.0**power:g}", ' text-anchor="end"'))
    parts += [_text(place(x, 1)[0], _TOP + _SIDE + 18, f"{x:g}") for x in ticks]
    parts.append(_text(left + _SIDE / 2, _TOP + _SIDE + 38, f"{across}, logarithmic"))
    for at, line in enumerate(lines):
        where = " ".join(f"{x:.1f},{y:.1f}" for x, y in (place(*point) for point in line.points))
        parts.append(f'<polyline points="{where}" fill="none" {_stroke(at)}/>')
    return parts


def _stroke(at: int) -> str:
    dash = _DASHES[at % len(_DASHES)]
    return f'stroke="{_COLOURS[at % len(_COLOURS)]}" stroke-width="2"' + (f' stroke-dasharray="{dash}"' if dash else "")


def _text(x: float, y: float, text: str, more: str = "") -> str:
    anchor = "" if "text-anchor" in more else ' text-anchor="middle"'
    return f'<text x="{x:.1f}" y="{y:.1f}"{anchor}{more}>{escape(text)}</text>'
