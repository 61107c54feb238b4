"""The short way through a small file: read once, and nothing built for it unless there is something to find.

What nearly every small file is: plain text that holds no number, written in no encoding that could hide one. It has
one answer, and takes a tenth of the time that way. Many of them are looked at together: the searches are asked once.
A mail message without attachments is some such texts, compiled Python is one.

Rule: the only answer given here is "nothing", and only where the long way (`scan`) would say so of the same bytes,
which a property test demands. Whatever has a number in it, is encoded, or is of another format goes the long way.
"""

from __future__ import annotations

import io
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import compress

from msgspec import Struct

from piiscan import matcher
from piiscan.config import Config, Limits
from piiscan.formats import BY_NAME, spool
from piiscan.formats.base import Budget, Format, new_context
from piiscan.formats.encoded.every import every_trigger
from piiscan.formats.encoded.triggers import BASE32, MESSAGE, Found, triggers_in
from piiscan.formats.identify import HEAD, identify
from piiscan.formats.plain.text import SAMPLE, is_as_written, is_plain
from piiscan.model import Blob, Shape, Source
from piiscan.pairing.aside import OF_PROSE_ALONE, without
from piiscan.pairing.tables.hashes import hashes_in
from piiscan.sources import read_at_once
from piiscan.titles import may_hold

LARGEST = SAMPLE
"""Bytes of a file that is read at once: all of it takes part in telling its set of characters."""

_LIMITS = Limits()
_MAIL = "eml"
_COMPILED = "python-compiled"
_ENDS_ZIP = b"PK\x05\x06"  # an archive may stand behind it
_SHAPES = {BY_NAME["text"].extract: Shape.PROSE, BY_NAME["json"].extract: Shape.OBJECT}
_BETWEEN = b"\n" * (2 * matcher.MARGIN)
"""What parts texts that are searched together. Nothing that far from a number decides about it, and line breaks are
what the matcher itself puts round a text; no pattern of an encoding or a hash crosses two of them."""


_MAGIC = (b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd")
_SINGLE = {BY_NAME[name].extract for name in ("gzip", "bzip2", "xz", "zstd")}
"""Formats of one member alone: of a folder of rotated logs or manual pages each file is one."""

_DECODED = "base64"  # the name of what was decoded
_MOST_PARTS = 16
_LEFT, _LEFT_BYTES = 1 << 13, 8 << 20
"""What a budget must have left, in members and bytes, for a mail to be counted after those it waits with."""

_found: dict[bytes, matcher.Hits] = {}
"""Small texts that were searched last and have, or may have, something in them: they are about to be scanned."""
_formats: dict[tuple[bytes, str], Format] = {}
"""Of those that were looked at together with others the formats, by bytes and name."""
_inside: dict[tuple[bytes | None, str], str | None] = {}
"""What `nothing_in` says of what the compressed files hold, by bytes and name, that were glanced at last."""


class Held(Struct, frozen=True):
    """A small file that may have nothing in it: all its bytes, its name, its format and its texts.

    Of a mail also how many parts it is counted as, and characters of these.
    """

    data: bytes
    name: str
    form: Format
    texts: tuple[bytes, ...]
    parts: int = 0
    characters: int = 0

    @property
    def shape(self) -> Shape:
        """What the texts are."""
        return _SHAPES.get(self.form.extract, Shape.PROSE)

    def count(self, budget: Budget) -> None:
        """Count what the long way would count, where nothing is found."""
        for _ in range(self.parts):
            budget.take_member()
        if self.parts:
            budget.take_bytes(self.characters)


def _held(data: bytes, name: str, form: Format | None, budget: Budget | None) -> Held | None:
    """A file of these bytes whose texts can be had by a look, mails only with a budget; None for any other."""
    if form is not None and form.extract in _SHAPES:
        return Held(data, name, form, (data,))
    if form is None or budget is None or form.name not in {_MAIL, _COMPILED} or not _has_room(budget):
        return None
    if form.name == _COMPILED:
        from piiscan.formats.datasets.compiled import constants

        return None if _ENDS_ZIP in data else Held(data, name, form, (constants(data)[0],))
    if b"\0" in data:
        return None
    from piiscan.formats.mail.plain_mail import plain_mail

    mail = plain_mail(data)
    return None if mail is None else Held(data, name, form, *mail)


def _has_room(budget: Budget) -> bool:
    limits = budget.limits
    return (
        min(limits.document, limits.expanded - budget.expanded - _LEFT_BYTES) > LARGEST
        and limits.members - budget.members > _LEFT
        and min(limits.parts, limits.mime * _MOST_PARTS) >= _MOST_PARTS
    )


def hits_in(data: bytes | bytearray, start: int, end: int, *, shapeless: bool = False) -> matcher.Hits:
    """`matcher.look`, which is not asked twice of a small text; where there may be what is `shapeless`, with that."""
    if shapeless:
        return matcher.with_shapeless(data, start, end, matcher.look(data, start, end))
    if _found and not start and end == len(data) <= LARGEST and (found := _found.get(bytes(data))) is not None:
        return found
    return matcher.look(data, start, end)


def known_format(data: bytes, name: str) -> Format | None:
    """The format of one of those texts that was told already; None of any other."""
    return _formats.get((data, name)) if _formats else None


def form_of_blob(blob: Blob, data: bytes, identified: Callable[[Blob], Format]) -> Format | None:
    """The format of a small file of these bytes; None where there was an error, which is met again, and told."""
    try:
        return known_format(data, blob.name) or identified(blob)
    except Exception:  # noqa: BLE001
        return None


def holds_nothing(data: bytes, form: Format, name: str = "", limits: Limits = _LIMITS) -> bool:
    """Whether a file of these bytes, all there are, is text of this format that nothing is in, nor in its name."""
    try:
        file = _held(data, name, form, Budget(limits))
        if file is None or may_hold(name) or any(text in _found for text in file.texts):
            return False
        if not all(map(is_as_written, file.texts)) or any(map(triggers_in, file.texts)):
            return False
        for text in file.texts:
            found = matcher.look(text)
            if found.start.size:
                _found.clear()
                _found[text] = found
                return False
        return file.shape is Shape.PROSE or next(hashes_in(data, 0, len(data)), None) is None
    except Exception:  # noqa: BLE001 - it is met again on the long way, and told
        return False


def glance(sources: Sequence[Source], config: Config) -> list[str | None]:
    """The media types of those of some small files that nothing can be found in; None for whatever else.

    Never raises for what they contain.
    """
    names = [source.path.rpartition("/")[2] for source in sources]
    files = [
        (None if may_hold(name) else read_at_once(source, LARGEST), name)
        for source, name in zip(sources, names, strict=True)
    ]
    packed = [held for data, name in files if data is not None and (held := _packed(data, name, config)) is not None]
    _inside.clear()
    budget = Budget(config.limits)
    told = nothing_in([None if data is None else at_hand(data, name, budget) for data, name in (*files, *packed)])
    _inside.update(zip(packed, told[len(files) :], strict=True))
    return told[: len(files)]


def _packed(data: bytes, name: str, config: Config) -> tuple[bytes, str] | None:
    """What a small compressed file holds, and its name; None for other files, and for what is not small."""
    if not data.startswith(_MAGIC):
        return None
    try:
        form = identify(data[:HEAD], name)
        if form is None or form.extract not in _SINGLE:
            return None
        member = next(
            form.extract(Blob(name, partial(io.BytesIO, data), size=len(data)), new_context(config.limits)), None
        )
        if not isinstance(member, Blob) or (inside := read_small(member)) is None:
            return None
    except Exception:  # noqa: BLE001 - it is met again on the long way, and told
        return None
    return inside, member.name


def may_wait(data: bytes, name: str, budget: Budget) -> Held | None:
    """A small member that may be looked at together with those behind it, None for any other.

    It is text with nothing encoded or locked.
    """
    file = at_hand(data, name, budget)
    if file is None:
        return None
    try:
        return file if (_inside and (data, name) in _inside) or not any(map(triggers_in, file.texts)) else None
    except Exception:  # noqa: BLE001 - it is met again on the long way, and told
        return None


def read_small(blob: Blob) -> bytes | None:
    """All bytes of a small member; None for a larger one, and where there is an error: the long way meets it again."""
    if (blob.size or 0) > LARGEST or blob.encryption is not None:
        return None
    try:
        return spool.read_small(blob, LARGEST)
    except Exception:  # noqa: BLE001
        return None


def nothing_in(files: Sequence[Held | None], *, untriggered: bool = False) -> list[str | None]:
    """The media types of those small files whose texts nothing can be found in.

    None for whatever else; nothing is said of the names. Never raises for what they contain. `untriggered`: each has
    passed `may_wait`.
    """
    if _inside and len(files) == 1 and files[0] is not None and (sole := (files[0].data, files[0].name)) in _inside:
        return [_inside[sole]]
    told = [None if file is None else file.form.media_type for file in files]
    texts = [(text, index) for index, file in enumerate(files) if file is not None for text in file.texts]
    objects = any(file is not None and file.shape is Shape.OBJECT for file in files)
    _found.clear()
    _formats.clear()
    try:
        suspects = _suspects([text for text, _ in texts], hashes=objects, triggers=bool(_inside) or not untriggered)
        for number, found in suspects.items():
            text, index = texts[number]
            told[index] = None
            _found[text] = found
            if (file := files[index]) is not None:
                _formats[file.data, file.name] = file.form
    except Exception:  # noqa: BLE001 - it is met again on the long way, and told
        return [None] * len(files)
    return told


def idle(texts: Sequence[bytes]) -> list[bool]:
    """Of which of some small texts, each what one run of base64 stands for, nothing is to be said."""
    known = [None if len(text) > LARGEST else at_hand(text, _DECODED, None) for text in texts]
    return [media_type is not None for media_type in nothing_in(known)]


def at_hand(data: bytes, name: str, budget: Budget | None) -> Held | None:
    """A file whose format its first bytes and its name say, and whose texts are had by a look; None for any other."""
    if name[-4:].lower() == ".pdf":
        return None
    try:
        return _held(data, name, identify(data[:HEAD], name), budget)
    except Exception:  # noqa: BLE001 - it is met again on the long way, and told
        return None


def _suspects(texts: Sequence[bytes], *, hashes: bool, triggers: bool = True) -> dict[int, matcher.Hits]:
    """Which of the texts may have something in them, and the numbers in each."""
    if not texts:
        return {}
    joined, starts = _joined(texts)
    found = matcher.look(joined, several="unlabelled")
    places = _places(found, every_trigger(joined) if triggers else (), joined if hashes else b"")
    suspects = {bisect_right(starts, place) - 1 for place in places}
    if not is_plain(joined):
        suspects.update(index for index, text in enumerate(texts) if not is_as_written(text))
    hits = {index: _part(found, starts[index], starts[index] + len(texts[index])) for index in suspects}
    labels = matcher.labels_in(joined)
    labelled = range(len(texts)) if labels is None else sorted({bisect_right(starts, at) - 1 for at in labels})
    return hits | _beside_labels(texts, labelled)


def _joined(texts: Sequence[bytes]) -> tuple[bytes, list[int]]:
    """Texts one behind the other, and where each begins."""
    starts, start = [], 0
    for text in texts:
        starts.append(start)
        start += len(text) + len(_BETWEEN)
    return _BETWEEN.join(texts), starts


def _beside_labels(texts: Sequence[bytes], chosen: Sequence[int]) -> dict[int, matcher.Hits]:
    """The numbers in those of the texts that may have a label: of no other all that there are has to be sought."""
    joined, starts = _joined([texts[index] for index in chosen])
    found = matcher.look(joined, several="all")
    parts = [_part(found, start, start + len(texts[index])) for index, start in zip(chosen, starts, strict=True)]
    return {index: part for index, part in zip(chosen, parts, strict=True) if part.start.size}


def places_in(data: bytes) -> list[int] | None:
    """Where in a text of objects something may be found. None: in all of it, it says that there is base32."""
    triggers = list(every_trigger(data))
    kinds = {kind for kind, _, _ in triggers}
    if BASE32 in kinds:
        return None
    if MESSAGE in kinds:
        from piiscan.formats.encoded.string_markup import taken_at  # few texts have any

        # of many it is the first line alone, which tells of nobody; those of running text (a turn) are none of objects
        told = (
            one[0] != MESSAGE or (not one[2] and taken_at(MESSAGE, data, one[1])[0] is not None) for one in triggers
        )
        triggers = list(compress(triggers, told))
    return _places(without(matcher.look(data), OF_PROSE_ALONE), triggers, data)


def _places(found: matcher.Hits, triggers: Iterable[Found], objects: bytes) -> list[int]:
    """Where numbers are in a text, and what else has to be looked at; also hashes, in what may be `objects`."""
    places = [end - 1 for _, end, _ in triggers] + [at for _, at, _ in hashes_in(objects, 0, len(objects))]
    return [*found.start.tolist(), *places]


def _part(found: matcher.Hits, start: int, end: int) -> matcher.Hits:
    first, last = found.start.searchsorted([start, end]).tolist()
    return matcher.Hits(found.kind[first:last], found.start[first:last] - start, found.end[first:last] - start)
