"""Words in pictures, by Tesseract in this process: only where asked for, with a limit of time of its own.

tesserocr is nearly twice as fast as a program for each page, takes pixels from memory, so that nothing is written to
disk, and stops when its time is up. What it finds has the line it stands in as its place.
"""

from __future__ import annotations

import io
import os
import sys
import time
from collections.abc import Iterator
from functools import cache
from glob import glob
from typing import Any

from piiscan.formats.base import Context, Extracted
from piiscan.formats.optional import optional
from piiscan.formats.segments.flow import Flow
from piiscan.formats.segments.page_layout import Word, laid_out
from piiscan.model import Axis, Gap, Location, Reason, Step, Unscannable

_LEAST = 0.1
_SECONDS = 30.0  # for one picture
_PIXELS = 100_000_000
_LONGEST = 6000  # pixels of a side; a letter page at 300 dpi has 3300
_DPI = 200
_FRAMES = 1000
_PLACES = (
    "/usr/share/tesseract-ocr/*/tessdata",
    "/usr/share/tessdata",
    "/usr/local/share/tessdata",
    "/opt/homebrew/share/tessdata",
)
_AT = Step(Axis.PART, "ocr")
_LINE = 1.5  # the height of a line by that of its letters, with what it keeps free above and below


def read_image(data: bytes, context: Context) -> Iterator[Extracted]:
    """The words in a file that is a picture, or a TIFF of several."""
    pil = optional("PIL.Image", "ocr")
    engine()  # what is missing is said before anything is decoded
    flow = Flow()
    try:
        picture = pil.open(io.BytesIO(data))
        frames = min(getattr(picture, "n_frames", 1), _FRAMES) if picture.format == "TIFF" else 1
    except Exception as error:  # noqa: BLE001 - whatever is wrong with a picture
        yield _undecoded(error)
        return
    for number in range(frames):
        at: Location = (Step(Axis.PAGE, number + 1), _AT) if frames > 1 else (_AT,)
        try:
            picture.seek(number)
            pixels, width, height = _grey(picture)
            write(flow, at, pixels, width, height, width, context)
        except Unscannable as trouble:
            yield Gap(trouble.reason, trouble.detail, at)
        except Exception as error:  # noqa: BLE001 - as above
            yield _undecoded(error)
        yield from flow.drain()
    yield from flow.finish()


def _undecoded(error: Exception) -> Gap:
    return Gap(Reason.CORRUPT, f"picture cannot be decoded ({type(error).__name__})")


def _grey(picture: Any) -> tuple[bytes, int, int]:  # noqa: ANN401 - of an untyped library
    if picture.width * picture.height > _PIXELS:
        raise Unscannable(Reason.LIMIT, f"more than {_PIXELS} pixels (limit: pixels)")
    if "A" in picture.getbands():  # what is transparent is paper
        paper = optional("PIL.Image", "ocr").new("RGBA", picture.size, "white")
        paper.alpha_composite(picture.convert("RGBA"))
        picture = paper
    grey = picture.convert("L")
    grey.thumbnail((_LONGEST, _LONGEST))
    return grey.tobytes(), grey.width, grey.height


def write(flow: Flow, at: Location, pixels: bytes, width: int, height: int, stride: int, context: Context) -> None:
    """Write the words in a grey picture. Raises `Unscannable` where they cannot be had."""
    left = context.budget.seconds_of_ocr()
    if left < _LEAST:
        raise Unscannable(Reason.LIMIT, "no time left for OCR in this file (limit: deadline)")
    begun = time.monotonic()
    api = engine()
    try:
        api.SetImageBytes(pixels, width, height, 1, stride)
        api.SetSourceResolution(_DPI)
        allowed = min(left, _SECONDS)
        if not api.Recognize(int(allowed * 1000)):
            raise Unscannable(Reason.TIMEOUT, f"OCR of a picture takes more than {allowed:.0f} s")
        text = _text(api)
    finally:
        api.Clear()
        context.budget.took_ocr(time.monotonic() - begun)
    flow.flush()
    flow.write(text + "\n", at, 1)


def _text(api: Any) -> str:  # noqa: ANN401
    """What was recognized, by lines, with a blank one between paragraphs; words that stand apart are kept apart."""
    tesserocr = optional("tesserocr", "ocr")
    level = tesserocr.RIL
    lines: list[list[Word]] = []
    tops: list[tuple[int, int]] = []  # of each line, and its bottom
    found = api.GetIterator()
    for word in tesserocr.iterate_level(found, level.WORD) if found is not None else ():
        if word.Empty(level.WORD) or (box := word.BoundingBox(level.WORD)) is None:
            continue
        if word.IsAtBeginningOf(level.PARA) and lines:
            lines.append([])
            tops.append((0, 0))
        if word.IsAtBeginningOf(level.TEXTLINE) or not lines:
            lines.append([])
            tops.append((box[1], box[3]))
        lines[-1].append((box[0], box[2], word.GetUTF8Text(level.WORD)))
        tops[-1] = min(tops[-1][0], box[1]), max(tops[-1][1], box[3])
    margin = min((line[0][0] for line in lines if line), default=0)
    return "\n".join(
        laid_out(line, (bottom - top) * _LINE, margin) for line, (top, bottom) in zip(lines, tops, strict=True)
    )


@cache
def engine() -> Any:  # noqa: ANN401 - of an untyped library
    """Tesseract with its English data, made once in a process. Raises `Unscannable` that says what is missing."""
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")  # a worker has one core; more threads take longer in all
    tesserocr = optional("tesserocr", "ocr")
    data = _data()
    if data is None:
        detail = "OCR needs the English data of Tesseract: piiscan[ocr], or the package tesseract-ocr-eng"
        raise Unscannable(Reason.UNSUPPORTED, detail)
    return tesserocr.PyTessBaseAPI(path=data, lang="eng")


def _data() -> str | None:
    told = os.environ.get("TESSDATA_PREFIX")
    places = [told] if told else []
    places.append(os.path.join(sys.prefix, "share", "tessdata"))  # noqa: PTH118 - a name to hand over
    for pattern in _PLACES:
        places += sorted(glob(pattern), reverse=True)  # noqa: PTH207 - the pattern is absolute
    return next((place for place in places if os.path.exists(os.path.join(place, "eng.traineddata"))), None)  # noqa: PTH110, PTH118
