"""Workbooks of other kinds and ages through the libraries that know them: xlrd, calamine, openpyxl."""

import io
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any

from desktop_app.domain.errors import BadFile
from desktop_app.sheets.number_format import UNSHOWABLE, NumberFormat, built_in_code, general, number_format
from desktop_app.sheets.number_words import ENGLISH, Language
from desktop_app.sheets.refusals import hollow, password
from desktop_app.sheets.sheet import (
    ERROR_PREFIX,
    MAX_COLUMNS,
    PROBLEM_CLEANED,
    PROBLEM_DIGITS_LOST,
    EnoughRows,
    Malformed,
    Progress,
    Sheet,
    SheetBuilder,
)
from desktop_app.sheets.xml_text import clean

_DIGITS_KEPT = 10**15
_MAX_DENSE_CELLS = 60_000_000
"""Cells calamine may lay out at once; two far corners would make it take all memory."""
_ALWAYS_FINE_CELLS = 1_000_000
_MOST_CELLS_PER_BYTE = 100
"""A file that claims more cells than that for each of its bytes holds none of them."""


def claims_too_much(cells: int, size: int) -> bool:
    """Whether a range of so many cells cannot be what a file of `size` bytes really holds, or is more than we read."""
    return cells > _MAX_DENSE_CELLS or (cells > _ALWAYS_FINE_CELLS and cells > _MOST_CELLS_PER_BYTE * size)


class CalamineBook:
    """Any workbook through calamine: values without their number formats. Second choice for most kinds."""

    def __init__(self, data: bytes) -> None:
        import python_calamine as calamine

        self._calamine = calamine
        self._size = len(data)
        try:
            self._book = calamine.load_workbook(io.BytesIO(data))
        except calamine.PasswordError as error:
            raise password() from error
        except _PANICS as error:
            raise _as_malformed(error) from error

    def listed(self) -> list[tuple[str, bool]]:
        """Worksheets and whether they are visible."""
        kinds, shown = self._calamine.SheetTypeEnum, self._calamine.SheetVisibleEnum
        return [
            (sheet.name, sheet.visible == shown.Visible)
            for sheet in self._book.sheets_metadata
            if sheet.typ == kinds.WorkSheet
        ]

    def read(self, name: str, limit: int | None = None, on_progress: Progress | None = None) -> Sheet:
        """One sheet."""
        try:
            sheet = self._book.get_sheet_by_name(name)
            start = sheet.start or (0, 0)
            area = sheet.height * sheet.width
            if claims_too_much(area, self._size):
                raise hollow()
            rows = iter(sheet.iter_rows())
        except BadFile:
            raise
        except _PANICS as error:
            raise _as_malformed(error) from error
        builder = SheetBuilder(name, limit, on_progress, expected=start[0] + sheet.height)
        try:
            for number, cells in enumerate(rows, start[0] + 1):
                _add(builder, number, start[1], cells)
        except EnoughRows:
            pass
        for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
            builder.merged.append((top + 1, left, bottom + 1, right))
        return builder.finish()


_PANICS = BaseException
"""calamine's panics are no `Exception`; `_as_malformed` lets the process's own signals through."""


def _as_malformed(error: BaseException) -> Malformed:
    if isinstance(error, (KeyboardInterrupt, SystemExit, MemoryError, GeneratorExit)):
        raise error
    return Malformed(type(error).__name__)


def _add(builder: SheetBuilder, number: int, offset: int, cells: list[Any]) -> None:
    """One row of plain values; a row without any is left to the gap filling."""
    if all(cell == "" for cell in cells):
        return
    row = builder.start_row(number)
    for column, value in enumerate(cells, offset):
        if value == "" and not isinstance(value, bool):
            continue
        builder.put(row, column, _value_text(builder, column, value))
    builder.end_row(row)


def _value_text(builder: SheetBuilder, column: int, value: Any) -> str:
    if isinstance(value, str):
        cleaned = clean(value.replace("\r\n", "\n").replace("\r", "\n"))
        if cleaned != value and len(cleaned) != len(value.replace("\r\n", "\n")):
            builder.problem(column, PROBLEM_CLEANED)
        return cleaned
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (int, float)):
        builder.is_number(column)
        if abs(value) >= _DIGITS_KEPT and value == int(value):
            builder.problem(column, PROBLEM_DIGITS_LOST)
        return general(float(value))
    return moment_text(value)


def moment_text(value: datetime | date | time | timedelta) -> str:
    """A date or time whose format is unknown, in ISO order."""
    if isinstance(value, datetime):
        rounded = value + timedelta(microseconds=500_000) if value.microsecond >= 500_000 else value
        if rounded.time().replace(microsecond=0) == time():
            return f"{rounded:%Y-%m-%d}"
        return f"{rounded:%Y-%m-%d %H:%M:%S}".removesuffix(":00")
    if isinstance(value, time):
        return f"{value:%H:%M:%S}".removesuffix(":00")
    if isinstance(value, timedelta):
        total = round(value.total_seconds())
        return f"{total // 3600}:{total // 60 % 60:02d}:{total % 60:02d}"
    return value.isoformat()


def number_text(builder: SheetBuilder, column: int, number: float, shape: NumberFormat) -> str:
    """A number through its format, with what is odd about it noted."""
    builder.is_number(column)
    if abs(number) >= _DIGITS_KEPT and number == int(number):
        builder.problem(column, PROBLEM_DIGITS_LOST)
    text = shape.number(number)
    if text == UNSHOWABLE:
        builder.problem(column, ERROR_PREFIX + UNSHOWABLE)
    return text


class XlrdBook:
    """Old .xls (BIFF 2 to 8) through xlrd, which knows formats, error cells and hidden rows."""

    def __init__(self, data: bytes, language: Language = ENGLISH) -> None:
        import xlrd

        self._xlrd = xlrd
        self._language = language
        self._formatted = _blank_cells(data) < _MAX_BLANKS
        try:
            self._book = xlrd.open_workbook(
                file_contents=data, formatting_info=self._formatted, on_demand=True, logfile=io.StringIO()
            )
        except Exception as error:
            # xlrd raises whatever its parsing trips over: struct.error, IndexError, AssertionError, its own.
            if "encrypted" in str(error).lower():
                raise password() from error
            raise _as_malformed(error) from error
        self._formats: dict[int, NumberFormat] = {}

    def listed(self) -> list[tuple[str, bool]]:
        """Worksheets and whether they are visible; charts, macros and dialogs are no worksheets."""
        book = self._book
        names = book.sheet_names()
        shown = getattr(book, "_sheet_visibility", [])
        return [(name, not (shown[i] if i < len(shown) else 0)) for i, name in enumerate(names)]

    def read(self, name: str, limit: int | None = None, on_progress: Progress | None = None) -> Sheet:
        """One sheet."""
        try:
            sheet = self._book.sheet_by_name(name)
        except Exception as error:
            raise _as_malformed(error) from error
        builder = SheetBuilder(name, limit, on_progress, expected=sheet.nrows)
        try:
            for index in range(sheet.nrows):
                self._row(builder, sheet, index)
        except EnoughRows:
            pass
        if self._formatted:
            self._shape(builder, sheet)
        return builder.finish()

    def _shape(self, builder: SheetBuilder, sheet: Any) -> None:
        builder.hidden.update(index + 1 for index, info in sheet.rowinfo_map.items() if info.hidden)
        builder.filtered = bool(getattr(sheet, "has_filter", False))
        builder.merged.extend((top + 1, left, bottom, right - 1) for top, bottom, left, right in sheet.merged_cells)
        for column, info in islice(sheet.colinfo_map.items(), 1024):
            if not info.hidden:
                builder.widths[column] = info.width / 256

    def _row(self, builder: SheetBuilder, sheet: Any, index: int) -> None:
        xlrd = self._xlrd
        types = sheet.row_types(index)
        if not any(kind not in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK) for kind in types):
            return
        row = builder.start_row(index + 1)
        values = sheet.row_values(index)
        for column, kind in enumerate(types[:MAX_COLUMNS]):
            if kind not in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
                builder.put(row, column, self._text(builder, sheet, index, column, kind, values[column]))
        builder.end_row(row)

    def _text(self, builder: SheetBuilder, sheet: Any, index: int, column: int, kind: int, value: Any) -> str:
        xlrd = self._xlrd
        if kind == xlrd.XL_CELL_TEXT:
            return _value_text(builder, column, value)
        if kind == xlrd.XL_CELL_BOOLEAN:
            return "TRUE" if value else "FALSE"
        if kind == xlrd.XL_CELL_ERROR:
            shown = xlrd.error_text_from_code.get(value, "#N/A")
            builder.problem(column, ERROR_PREFIX + shown)
            return str(shown)
        number = float(value)
        if not self._formatted:
            builder.is_number(column)
            return self._unformatted(number, kind == xlrd.XL_CELL_DATE)
        return number_text(builder, column, number, self._format_of(sheet.cell_xf_index(index, column)))

    def _unformatted(self, number: float, is_date: bool) -> str:
        if not is_date:
            return general(number)
        code = "yyyy-mm-dd" if number == int(number) else "h:mm:ss" if number < 1 else "yyyy-mm-dd hh:mm"
        return number_format(code, bool(self._book.datemode)).number(number)

    def _format_of(self, style: int) -> NumberFormat:
        known = self._formats.get(style)
        if known is None:
            try:
                key = self._book.xf_list[style].format_key
                record = self._book.format_map.get(key)
            except (IndexError, AttributeError):
                key, record = 0, None
            code = record.format_str if record else "General"
            if key in _OWNERS_DATES and self._book.biff_version >= 50:
                code = built_in_code(key, self._language)
            known = self._formats[style] = number_format(code or "General", bool(self._book.datemode), self._language)
        return known


_OWNERS_DATES = (14, 22)
_MAX_BLANKS = 2_000_000


def _blank_cells(data: bytes) -> int:
    """A rough count of styled blank cells (MULBLANK records), which xlrd would keep one by one."""
    return (
        data.count(b"\xbe\x00\xfa\x01") * 250
        + data.count(b"\xbe\x00\x02\x02") * 254
        + data.count(b"\xbe\x00\x04\x02") * 255
    )


class OpenpyxlBook:
    """An .xlsx that neither our own reader nor calamine understands."""

    def __init__(self, data: bytes, language: Language = ENGLISH) -> None:
        import openpyxl

        self._language = language
        try:
            self._book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        except Exception as error:
            # openpyxl raises whatever its parsing trips over.
            raise _as_malformed(error) from error
        if not self._book.worksheets:
            raise Malformed("no worksheets")

    def listed(self) -> list[tuple[str, bool]]:
        """Worksheets and whether they are visible."""
        return [(sheet.title, sheet.sheet_state == "visible") for sheet in self._book.worksheets]

    def read(self, name: str, limit: int | None = None, on_progress: Progress | None = None) -> Sheet:
        """One sheet."""
        builder = SheetBuilder(name, limit, on_progress)
        try:
            for number, cells in enumerate(self._rows(name), 1):
                self._row(builder, number, cells)
        except (EnoughRows, Malformed):
            pass
        return builder.finish()

    def _rows(self, name: str) -> Iterator[tuple[Any, ...]]:
        try:
            yield from self._book[name].iter_rows()
        except EnoughRows:
            raise
        except Exception as error:
            raise _as_malformed(error) from error

    def _row(self, builder: SheetBuilder, number: int, cells: tuple[Any, ...]) -> None:
        if all(cell.value is None for cell in cells):
            return
        row = builder.start_row(number)
        for column, cell in enumerate(cells):
            if cell.value is not None:
                builder.put(row, column, self._text(builder, column, cell))
        builder.end_row(row)

    def _text(self, builder: SheetBuilder, column: int, cell: Any) -> str:
        if cell.data_type == "e":
            builder.problem(column, f"{ERROR_PREFIX}{cell.value}")
            return str(cell.value)
        if isinstance(cell.value, (int, float)) and not isinstance(cell.value, bool):
            builder.is_number(column)
            if abs(cell.value) >= _DIGITS_KEPT and cell.value == int(cell.value):
                builder.problem(column, PROBLEM_DIGITS_LOST)
            return number_format(cell.number_format or "General", language=self._language).number(float(cell.value))
        return _value_text(builder, column, cell.value)
