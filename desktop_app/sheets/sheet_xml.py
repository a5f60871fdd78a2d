"""One streaming pass over a worksheet's XML.

Programs write worksheets in one plain shape; `plain_xml` reads it at the speed of a few regular expressions and checks
that nothing was overlooked. Whatever deviates is read again by `careful_xml`, into the same cells.
"""

from contextlib import suppress

from desktop_app.sheets.careful_xml import CarefulPass
from desktop_app.sheets.plain_xml import Odd, PlainPass
from desktop_app.sheets.sheet import EnoughRows, Progress, Sheet, SheetBuilder
from desktop_app.sheets.xlsx import Xlsx


def read_worksheet(
    book: Xlsx, name: str, part: str, limit: int | None = None, on_progress: Progress | None = None
) -> Sheet:
    """The sheet in `part`, at most `limit` used rows of it.

    Raises:
        Malformed: not well-formed, or not a worksheet.
        BadFile: its bytes are damaged.
    """
    try:
        return _read(PlainPass, book, name, part, limit, on_progress)
    except Odd:
        return _read(CarefulPass, book, name, part, limit, on_progress)


def _read(
    way: type[PlainPass | CarefulPass],
    book: Xlsx,
    name: str,
    part: str,
    limit: int | None,
    on_progress: Progress | None,
) -> Sheet:
    builder = SheetBuilder(name, limit, on_progress)
    with suppress(EnoughRows):
        way(book, builder).read(part)
    return builder.finish()
