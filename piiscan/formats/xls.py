"""The cells of workbooks that calamine alone reads: binary ones (.xlsb).

What stands beside them (comments, headers) is read by `xlsb`.
"""

from __future__ import annotations

from collections.abc import Iterator

from piiscan.formats.base import Context, Extracted
from piiscan.formats.encrypted import legacy_verdict
from piiscan.formats.flow import Flow
from piiscan.formats.grid import Grid
from piiscan.formats.xlsx import rows_of
from piiscan.model import Axis, Blob, Gap, Reason, Step, Unscannable


def extract_xls(blob: Blob, context: Context) -> Iterator[Extracted]:  # noqa: C901 - two nets for panics
    """The cells of all sheets."""
    import python_calamine

    with blob.open() as stream:
        try:
            book = python_calamine.CalamineWorkbook.from_object(stream)
        except (KeyboardInterrupt, SystemExit, MemoryError):
            raise
        except BaseException as error:  # noqa: BLE001 - a panic of the library is no Exception
            verdict = legacy_verdict(blob, context)
            if verdict is None:
                detail = f"workbook cannot be read ({type(error).__name__})"
                raise Unscannable(Reason.CORRUPT, detail) from None
            yield from verdict
            return
        flow = Flow()
        cells = 0
        for listed in book.sheets_metadata:
            if str(listed.typ).endswith(("ChartSheet", "DialogSheet", "Vba")):
                continue  # a chart or a dialog has no cells
            title = listed.name
            at = (Step(Axis.SHEET, title),)
            flow.hint = title
            grid: Grid | None = None
            try:
                for number, column, row in rows_of(book.get_sheet_by_name(title)):
                    grid = grid or Grid(flow, at, column, context.limits.field)
                    grid.row(number, row)
                    cells += sum(map(bool, row))
                    yield from flow.drain()
                    if cells > context.limits.cells:
                        yield Gap(Reason.LIMIT, f"more than {context.limits.cells} cells (limit: cells)", at)
                        break
            except (KeyboardInterrupt, SystemExit, MemoryError, GeneratorExit):
                raise
            except BaseException as error:  # noqa: BLE001 - as above
                yield Gap(Reason.CORRUPT, f"sheet cannot be read ({type(error).__name__})", at)
            if grid:
                grid.close()
            yield from flow.finish()
