"""Data of R (.rds, .RData): data frames, matrices and vectors as tables, all else as lines; nothing is evaluated.

Rule: a file is walked through once, and the values of a column are then read where they stand, some rows at a time, so
a frame costs memory for those rows only. A place is the name of the object ("people", "study$people"), then the row.
The wrapping (gzip, bzip2, XZ) is taken off by the readers of these.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from piiscan.formats.base import Context, Extracted
from piiscan.formats.datasets.r_items import (
    ENVIRONMENT,
    LIST,
    PAIRS,
    RAW,
    SYMBOL,
    TEXTS,
    DamagedError,
    Items,
    Node,
    TooManyError,
)
from piiscan.formats.datasets.r_vectors import WIDTHS, Vectors
from piiscan.formats.plain.byte_text import text_of_bytes
from piiscan.formats.segments.flow import Flow
from piiscan.formats.segments.record_table import Cells, RecordTable
from piiscan.model import Axis, Blob, Gap, Location, Reason, Segment, Step

_HEADER = re.compile(rb"(?:RD[XB][23]\n)?([XB])\n")
_ROWS = 4096
_DEEPEST = 50  # names in a path
_LONGEST = 200  # characters of one with the numbers of lists in lists
_USED = frozenset({"class", "names", "row.names", "dim", "dimnames", "tsp"})

Path = tuple[str, ...]


def extract_r(blob: Blob, context: Context) -> Iterator[Extracted]:
    """All objects of a file."""
    with blob.open() as stream:
        found = _HEADER.match(stream.read(64))
        order = "<" if found is not None and found[1] == b"B" else ">"
        stream.seek(found.end() if found is not None else 0)
        items = Items(stream, order)
        trouble = None
        try:
            items.read()
        except (DamagedError, TooManyError) as error:
            trouble = error
        stopped = items.tell()
        behind = stream.read(1)
        yield from _Objects(blob, context, Vectors(stream, order)).read(items.root)
    if trouble is not None or behind:
        yield from text_of_bytes(blob, stopped)
        many = isinstance(trouble, TooManyError)
        detail = "more items than are kept apart (limit: items)" if many else "the items of R end in other data"
        yield Gap(Reason.LIMIT if many else Reason.CORRUPT, f"{detail}: behind byte {stopped} only text in the bytes")


class _Objects:
    """The tree of one file on its way out."""

    def __init__(self, blob: Blob, context: Context, vectors: Vectors) -> None:
        self._vectors = vectors
        self._context = context
        self._cells = Cells(blob, context)
        self._flow = Flow()
        self._todo: list[tuple[Node, Path] | None] = []  # None: a list ends

    def read(self, root: Node) -> Iterator[Extracted]:
        """All that hangs on it."""
        self._todo = [(child, ()) for child in reversed(root.children)]
        while self._todo:
            entry = self._todo.pop()
            if entry is None:
                self._part()
            else:
                yield from self._node(*entry)
            yield from self._flow.drain()
            yield from self._cells.drain()
        yield from self._flow.finish()
        yield from self._cells.gaps(())

    def _part(self) -> None:
        """What follows is of something else."""
        self._flow.end_line()
        self._flow.text.glue(b"\n")

    def _node(self, node: Node, path: Path) -> Iterator[Segment]:
        node = self._vectors.resolved(node)
        attributes = node.named()
        inner = [(one, (*path, tag)) for tag, one in attributes.items() if tag not in _USED]
        if node.kind in WIDTHS or node.kind == TEXTS:
            yield from self._vector(node, path, attributes)
        elif node.kind != SYMBOL:
            if node.kind == ENVIRONMENT:  # its table of hashes is a list, of lists by name
                for child in node.children:
                    child.kind = PAIRS if child.kind == LIST else child.kind
            names = self._names(node, attributes)
            children = [self._vectors.resolved(child) for child in node.children]
            columns = self._columns(children, attributes)
            if columns:
                yield from self._frame([names[index] for index in columns], [children[index] for index in columns],
                                       path, attributes.get("row.names"))  # fmt: skip
                # Labels of columns and of their values are text, too, and lists in columns are objects.
                inner += [(Node(LIST, attributes=children[index].attributes), (*path, names[index]))
                          for index in columns if children[index].attributes]  # fmt: skip
            else:
                self._part()
            inner += [(child, self._path(path, name, index if node.kind == LIST else None))
                      for index, (child, name) in enumerate(zip(children, names, strict=True))
                      if index not in columns]  # fmt: skip
            self._todo.append(None)
        self._todo += reversed(inner)

    @staticmethod
    def _path(path: Path, name: str, index: int | None) -> Path:
        """The path of an element: by its name, or its number in a list."""
        if name:
            return (*path, name)[-_DEEPEST:]
        if index is None or (path and len(path[-1]) > _LONGEST):
            return path
        return (*path[:-1], f"{path[-1] if path else ''}[[{index + 1}]]")

    def _names(self, node: Node, attributes: dict[str, Node]) -> list[str]:
        if node.kind != LIST or "names" not in attributes:
            return [child.tag for child in node.children]
        names = self._vectors.texts(attributes["names"], len(node.children))
        return names + [""] * (len(node.children) - len(names))

    def _columns(self, children: Sequence[Node], attributes: dict[str, Node]) -> dict[int, Node]:
        """Those of a list that are the columns of a frame: vectors as long as the first."""
        vectors = {index: one for index, one in enumerate(children) if one.kind in WIDTHS or one.kind == TEXTS}
        frame = "class" in attributes and "data.frame" in self._vectors.texts(attributes["class"], 8)
        if not vectors or "names" not in attributes or not (frame or len(vectors) > 1):
            return {}
        length = next(iter(vectors.values())).length
        same = {index: one for index, one in vectors.items() if one.length == length}
        return same if length and (frame or (length > 1 and len(same) == len(children))) else {}

    def _frame(
        self, names: list[str], columns: list[Node], path: Path, row_names: Node | None = None
    ) -> Iterator[Segment]:
        headers = [self._headed(name, one) for name, one in zip(names, columns, strict=True)]
        if row_names is not None and row_names.kind == TEXTS:
            names, headers, columns = [*names, "row.names"], [*headers, "row.names"], [*columns, row_names]
        at: Location = (Step(Axis.TABLE, "$".join(path)),) if path else ()
        table = RecordTable(at, self._flow.new_series(), ())
        table.put(0, [header.encode("utf-8", "replace") for header in headers])
        table.header = names
        readers = [self._vectors.reader(one) for one in columns]
        row, length = 0, columns[0].length
        while row < length:
            count = min(_ROWS, length - row)
            cells = [reader(count) for reader in readers]
            rows = list(zip(*cells, strict=False))
            if not rows:
                break
            numbers = range(row + 1, row + len(rows) + 1)
            records = [b"\x1f".join(one) for one in rows]
            if not table.put_records(numbers, records, len(columns)):
                for number, one in zip(numbers, rows, strict=True):
                    table.put(number, one)
            row += len(rows)
            for segment in table.full():
                self._flow.table(segment)
                yield from self._flow.drain()
        for segment in table.full(1):
            self._flow.table(segment)

    def _headed(self, name: str, column: Node) -> str:
        label = column.named().get("label")
        texts = self._vectors.texts(label, 1) if label is not None and label.kind == TEXTS else []
        return f"{name}: {texts[0]}" if texts else name

    def _vector(self, node: Node, path: Path, attributes: dict[str, Node]) -> Iterator[Segment]:
        name = path[-1] if path else "value"
        if node.kind == RAW:
            if 0 < node.length <= self._context.limits.member_memory:
                self._line(path, self._cells.cell(self._vectors.raw(node), name))
        elif node.length == 1 and "names" not in attributes:
            self._line(path, b"".join(self._vectors.reader(node)(1)))
        elif node.length:
            matrix = self._vectors.matrix(node, attributes)
            if matrix is not None:
                yield from self._frame(*matrix, path)
                return
            names, columns = [name], [node]
            if "names" in attributes and attributes["names"].length == node.length:
                names, columns = [*names, "names"], [*columns, attributes["names"]]
            yield from self._frame(names, columns, path)

    def _line(self, path: Path, value: bytes) -> None:
        if value:
            if path:
                self._flow.text.glue(f"{path[-1]}: ".encode("utf-8", "replace"))
            self._flow.write(value.decode("utf-8", "replace"), (Step(Axis.KEY, "$".join(path)),) if path else ())
            self._flow.end_line()
