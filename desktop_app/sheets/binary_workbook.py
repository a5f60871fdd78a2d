"""Binary workbooks (.xlsb, [MS-XLSB]): records of a number, a length and their bytes, streamed from each part."""

import struct
from collections.abc import Iterator
from contextlib import suppress

from desktop_app.sheets.container import Container
from desktop_app.sheets.number_format import NumberFormat, built_in_code, number_format
from desktop_app.sheets.number_words import ENGLISH, Language
from desktop_app.sheets.old_formats import claims_too_much, number_text
from desktop_app.sheets.refusals import hollow
from desktop_app.sheets.sheet import (
    ERROR_PREFIX,
    MAX_COLUMNS,
    PROBLEM_CLEANED,
    EnoughRows,
    Malformed,
    Progress,
    Sheet,
    SheetBuilder,
)
from desktop_app.sheets.xlsx import related
from desktop_app.sheets.xml_text import clean, excel_text

_ROW, _RK, _ERROR, _BOOL, _REAL, _TEXT, _SHARED = 0, 2, 3, 4, 5, 6, 7
_FORMULA_TEXT, _FORMULA_REAL, _FORMULA_BOOL, _FORMULA_ERROR = 8, 9, 10, 11
_RICH_TEXT, _SHARED_ITEM, _FORMAT, _STYLE, _COLUMN = 62, 19, 44, 47, 60
_DIMENSION, _WORKBOOK, _SHEET, _FILTER, _MERGED = 148, 153, 156, 161, 176
_STYLES_BEGIN, _STYLES_END = 617, 618
_CELLS = frozenset(range(2, 12)) | {_RICH_TEXT}
_HIDDEN_ROW = 0x10
_ERRORS = {
    0: "#NULL!",
    7: "#DIV/0!",
    15: "#VALUE!",
    23: "#REF!",
    29: "#NAME?",
    36: "#NUM!",
    42: "#N/A",
    43: "#GETTING_DATA",
}
_WORKBOOK_PART = "xl/workbook.bin"


class BinaryWorkbook:
    """An opened .xlsb.

    Args:
        container: its parts.
        size: bytes of the file, to weigh its claims.
        language: for month names where a format names none.

    Raises (on construction):
        Malformed: not what the format describes.
    """

    def __init__(self, container: Container, size: int, language: Language = ENGLISH) -> None:
        self._container = container
        self._size = size
        self._language = language
        self._date1904 = False
        self._sheets: dict[str, tuple[str, bool]] = {}
        self._strings: list[str] | None = None
        self._formats: list[NumberFormat] | None = None
        self._parts = related(container, _WORKBOOK_PART)
        with _as_malformed():
            self._read_workbook()
        if not self._sheets:
            raise Malformed("no worksheets")

    def _read_workbook(self) -> None:
        for kind, data in _records(self._container, _WORKBOOK_PART):
            if kind == _WORKBOOK:
                self._date1904 = bool(data[0] & 1)
            elif kind == _SHEET:
                relation, after = _wide(data, 8)
                name, _ = _wide(data, after)
                target, what = self._parts.get(relation, ("", ""))
                if what == "worksheet" and target in self._container:
                    self._sheets[name] = (target, data[0] == 0)

    def listed(self) -> list[tuple[str, bool]]:
        """Worksheets and whether they are visible."""
        return [(name, visible) for name, (_, visible) in self._sheets.items()]

    def read(self, name: str, limit: int | None = None, on_progress: Progress | None = None) -> Sheet:
        """One sheet."""
        builder = SheetBuilder(name, limit, on_progress)
        with suppress(EnoughRows), _as_malformed():
            self._read_sheet(builder, self._sheets[name][0])
        return builder.finish()

    def _read_sheet(self, builder: SheetBuilder, part: str) -> None:
        row: list[str] | None = None
        number = 0
        for kind, data in _records(self._container, part):
            if kind == _ROW:
                if row is not None:
                    builder.end_row(row)
                row, number = None, struct.unpack_from("<I", data)[0] + 1
                if data[11] & _HIDDEN_ROW:
                    builder.hidden.add(number)
            elif kind in _CELLS:
                if row is None:
                    row = builder.start_row(number)
                self._cell(builder, row, kind, data)
            else:
                self._shape(builder, kind, data)
        if row is not None:
            builder.end_row(row)

    def _shape(self, builder: SheetBuilder, kind: int, data: bytes) -> None:
        """What is said around the cells: size, widths, merged ranges, filters."""
        if kind == _DIMENSION:
            top, bottom, left, right = struct.unpack_from("<4I", data)
            if claims_too_much((bottom - top + 1) * (right - left + 1), self._size):
                raise hollow()
            builder.expected = bottom + 1
        elif kind == _COLUMN:
            first, last, width = struct.unpack_from("<3I", data)
            for column in range(first, min(last, first + 255, MAX_COLUMNS - 1) + 1):
                builder.widths[column] = width / 256
        elif kind == _MERGED:
            top, bottom, left, right = struct.unpack_from("<4I", data)
            builder.merged.append((top + 1, left, bottom + 1, right))
        elif kind == _FILTER:
            builder.filtered = True

    def _cell(self, builder: SheetBuilder, row: list[str], kind: int, data: bytes) -> None:
        column, style = struct.unpack_from("<II", data)
        if column >= MAX_COLUMNS:
            raise Malformed("column out of range")
        builder.put(row, column, self._text(builder, column, kind, style & 0xFFFFFF, data))

    def _text(self, builder: SheetBuilder, column: int, kind: int, style: int, data: bytes) -> str:
        if kind in (_REAL, _FORMULA_REAL):
            return number_text(builder, column, struct.unpack_from("<d", data, 8)[0], self._format_of(style))
        if kind == _RK:
            return number_text(builder, column, _packed_number(data), self._format_of(style))
        if kind in (_ERROR, _FORMULA_ERROR):
            shown = _ERRORS.get(data[8], "#N/A")
            builder.problem(column, ERROR_PREFIX + shown)
            return shown
        if kind in (_BOOL, _FORMULA_BOOL):
            return "TRUE" if data[8] else "FALSE"
        if kind == _SHARED:
            text = self._shared(struct.unpack_from("<I", data, 8)[0])
        else:
            text, _ = _wide(data, 9 if kind == _RICH_TEXT else 8)
        text = excel_text(text)
        cleaned = clean(text)
        if cleaned != text:
            builder.problem(column, PROBLEM_CLEANED)
        shape = self._format_of(style)
        return shape.text(cleaned) if shape.changes_text else cleaned

    def _shared(self, index: int) -> str:
        if self._strings is None:
            part = self._part_of_kind("sharedStrings")
            items = _records(self._container, part) if part else iter(())
            self._strings = [_wide(data, 1)[0] for kind, data in items if kind == _SHARED_ITEM]
        return self._strings[index]

    def _format_of(self, style: int) -> NumberFormat:
        if self._formats is None:
            self._formats = self._read_formats()
        if style < len(self._formats):
            return self._formats[style]
        return number_format("General", self._date1904, self._language)

    def _read_formats(self) -> list[NumberFormat]:
        part = self._part_of_kind("styles")
        codes: dict[int, str] = {}
        styles: list[int] = []
        inside = False
        for kind, data in _records(self._container, part) if part else iter(()):
            if kind == _FORMAT:
                codes[struct.unpack_from("<H", data)[0]] = _wide(data, 2)[0]
            elif kind in (_STYLES_BEGIN, _STYLES_END):
                inside = kind == _STYLES_BEGIN
            elif kind == _STYLE and inside:
                styles.append(struct.unpack_from("<HH", data)[1])
        return [
            number_format(codes.get(number) or built_in_code(number, self._language), self._date1904, self._language)
            for number in styles
        ]

    def _part_of_kind(self, wanted: str) -> str | None:
        return next((t for t, kind in self._parts.values() if kind == wanted and t in self._container), None)


class _as_malformed:  # noqa: N801  # read as a word after `with`
    """Bytes that are shorter or other than the format says are `Malformed`."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, (struct.error, IndexError, UnicodeDecodeError)):
            raise Malformed("binary record") from error


def _records(container: Container, part: str) -> Iterator[tuple[int, bytes]]:
    """Number and bytes of each record of a part."""
    rest = b""
    for chunk in container.stream(part):
        rest += chunk
        at, size = 0, len(rest)
        while at < size:
            kind, start = rest[at] & 0x7F, at + 1
            if rest[at] & 0x80:
                if start >= size:
                    break
                kind |= (rest[start] & 0x7F) << 7
                start += 1
            length = shift = 0
            while start < size and shift < 28:
                byte = rest[start]
                length |= (byte & 0x7F) << shift
                shift += 7
                start += 1
                if not byte & 0x80:
                    break
            else:
                break
            if start + length > size:
                break
            yield kind, rest[start : start + length]
            at = start + length
        rest = rest[at:]
    if rest:
        raise Malformed("cut record")


def _wide(data: bytes, at: int) -> tuple[str, int]:
    """A string of two-byte characters at `at`, and where it ends."""
    (length,) = struct.unpack_from("<I", data, at)
    end = at + 4 + 2 * length
    if length == 0xFFFFFFFF:
        return "", at + 4
    if end > len(data):
        raise Malformed("cut string")
    return data[at + 4 : end].decode("utf-16-le", "replace"), end


def _packed_number(data: bytes) -> float:
    """An RkNumber: thirty bits of a float or an integer, perhaps in hundredths."""
    (raw,) = struct.unpack_from("<I", data, 8)
    if raw & 2:
        value = float(struct.unpack("<i", struct.pack("<I", raw))[0] >> 2)
    else:
        value = struct.unpack("<d", struct.pack("<Q", (raw & 0xFFFFFFFC) << 32))[0]
    return value / 100 if raw & 1 else value
