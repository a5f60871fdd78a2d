"""One streaming pass over a worksheet's XML: everything a row needs, at the speed of a few regular expressions.

Programs write worksheets in one plain shape; that shape is read by regular expressions with a check that nothing was
overlooked. Whatever deviates (prefixes, comments, CDATA) is read again by expat, into the same cells.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property
from itertools import pairwise
from operator import getitem
from xml.parsers import expat

from desktop_app.sheets.dates import serial_of
from desktop_app.sheets.number_format import MAX_EXACT_DIGITS, UNSHOWABLE, NumberFormat, general
from desktop_app.sheets.sheet import (
    ERROR_PREFIX,
    MAX_COLUMNS,
    PROBLEM_CLEANED,
    PROBLEM_DIGITS_LOST,
    PROBLEM_NO_VALUE,
    EnoughRows,
    Malformed,
    Progress,
    Sheet,
    SheetBuilder,
    column_index,
)
from desktop_app.sheets.xlsx import Xlsx, text_pieces
from desktop_app.sheets.xml_text import clean, excel_text, unescape

_ATTRIBUTE = re.compile(r'([\w:]+)\s*=\s*(?:"([^"<]*)"|\'([^\'<]*)\')')
_CELL = re.compile(
    r'<c(?: r="([A-Z]{1,3})\d{1,7}")?([^<>]*)>'
    r"(?:(?:(?:<f(?: [^<>]*)?(?:/>|>[^<]*</f>))?<v>|<is><t(?: xml:space=\"preserve\")?>)([^<]+)(?:</v>|</t></is>)</c>"
    r"|(?!</c>)(.*?)</c>)?",
    re.DOTALL,
)
"""Column letters, attributes, the plain value or text, else whatever lies inside the cell."""
_VALUE = re.compile(r"<v(?: [^<>]*)?>([^<]*)</v>|<v ?/>")
_FORMULA = re.compile(r"<f[ >/]")
_RUN = re.compile(r"<t(?: [^<>]*)?>([^<]*)</t>")
_PHONETIC = re.compile(r"<rPh\b.*?</rPh>", re.DOTALL)
_COLUMN_TAG = re.compile(r"<col [^<>]*>")
_DIMENSION = re.compile(r'<dimension ref="[A-Z]+\d+:[A-Z]+(\d+)"')
_MERGED = re.compile(r'<mergeCell ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
_RANGE = re.compile(r"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})$")
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})$")
_ERRORS = frozenset(
    ["#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA", "#SPILL!", "#CALC!", "#FIELD!", "#BLOCKED!", "#CONNECT!", "#BUSY!", "#UNKNOWN!", "#PYTHON!", "#EXTERNAL!"]
)
_SAVED_ERROR = re.compile(r"#[A-Z0-9/_ ]+[!?]?$")
_CACHE_SIZE = 20_000
_TRUE = ("1", "true", "on")

_Found = tuple[str, str, str, str]
_SHORT_DECIMAL = re.compile(r"-?(?:0|[1-9]\d*)\.\d*[1-9]$").match
_WITHOUT_CONTROLS = re.compile("[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]*$").match
_PLAIN_VALUE = "(?:<f(?: [^<>]*)?(?:/>|>[^<]*</f>))?<v>([^<]+)</v></c>"
_INLINE_VALUE = '<is><t(?: xml:space="preserve")?>([^<]+)</t></is></c>'
_RECENT_SHAPES = 6
_WIDEST_SHAPE = 256
_MOST_SHAPES = 200
"""Shapes worth an expression of their own; a sheet with more of them is no table."""
_SHORT = 11
"""Characters General has: a decimal written with as many shows as it is written."""


class _Odd(Exception):
    """The part is not written in the plain shape."""


def read_worksheet(
    book: Xlsx, name: str, part: str, limit: int | None = None, on_progress: Progress | None = None
) -> Sheet:
    """The sheet in `part`, at most `limit` used rows of it.

    Raises:
        Malformed: not well-formed, or not a worksheet.
        BadFile: its bytes are damaged.
    """
    try:
        return _read(_PlainPass, book, name, part, limit, on_progress)
    except _Odd:
        return _read(_ExpatPass, book, name, part, limit, on_progress)


def _read(
    kind: "type[_PlainPass | _ExpatPass]",
    book: Xlsx,
    name: str,
    part: str,
    limit: int | None,
    on_progress: Progress | None,
) -> Sheet:
    builder = SheetBuilder(name, limit, on_progress)
    try:
        kind(book, builder).read(part)
    except EnoughRows:
        pass
    return builder.finish()


class _Cells:
    """What a cell's type, style and value show; shared by both ways of taking the XML apart."""

    def __init__(self, book: Xlsx, builder: SheetBuilder) -> None:
        self.book = book
        self.builder = builder
        self._caches: dict[NumberFormat, dict[str, str]] = {}

    def cell(self, row: list[str], column: int, kind: str, style: int, value: str | None, formula: bool, inline: str) -> None:
        """Place one cell. `value` is the raw text of `<v>` (None when there is none), entities resolved."""
        if value is None and kind != "inlineStr":
            if formula:
                self.builder.put(row, column, "")
                self.builder.problem(column, PROBLEM_NO_VALUE)
            return
        text = self._text(column, kind, style, value or "", inline)
        if text or column < len(row):
            self.builder.put(row, column, text)

    def _text(self, column: int, kind: str, style: int, value: str, inline: str) -> str:
        if kind in ("", "n"):
            return self._number(column, style, value)
        if kind == "s":
            return self._shared(column, style, value)
        if kind == "b":
            return "TRUE" if value.strip() in _TRUE else "FALSE"
        if kind == "e":
            return self._error(column, value)
        if kind == "d":
            return self._iso_date(column, style, value)
        if kind not in ("str", "inlineStr"):
            raise Malformed("cell type")
        text = excel_text(inline if kind == "inlineStr" else value)
        cleaned = clean(text)
        if cleaned != text:
            self.builder.problem(column, PROBLEM_CLEANED)
        return self._through_format(style, cleaned)

    def _shared(self, column: int, style: int, value: str) -> str:
        texts = self.book.texts
        try:
            index = int(value)
            text = texts.strings[index]
        except (ValueError, IndexError) as error:
            raise Malformed("shared string") from error
        if index in texts.cleaned:
            self.builder.problem(column, PROBLEM_CLEANED)
        return self._through_format(style, text)

    def _through_format(self, style: int, text: str) -> str:
        number_format = self.book.format_of(style)
        return number_format.text(text) if number_format.changes_text else text

    def _error(self, column: int, value: str) -> str:
        if value not in _ERRORS and not _SAVED_ERROR.match(value):
            raise Malformed("error value")
        self.builder.problem(column, ERROR_PREFIX + value)
        return value

    def _iso_date(self, column: int, style: int, value: str) -> str:
        try:
            when = datetime.fromisoformat(value.strip())
        except ValueError:
            return _iso_time(value.strip())
        number_format = self.book.format_of(style)
        if not number_format.is_date:
            return value.strip().replace("T", " ").removesuffix("Z")
        seconds = when.hour * 3600 + when.minute * 60 + when.second + when.microsecond / 1e6
        serial = serial_of(date(when.year, when.month, when.day), seconds, date1904=self.book.date1904)
        return self._formatted(column, number_format, repr(serial))

    def _number(self, column: int, style: int, value: str) -> str:
        value = value.strip()
        if not value:
            return ""
        self.builder.is_number(column)
        return self._formatted(column, self.book.format_of(style), value)

    def _formatted(self, column: int, number_format: NumberFormat, value: str) -> str:
        cache = self._caches.setdefault(number_format, {})
        text = cache.get(value)
        if text is None:
            text = _show(number_format, value)
            if len(cache) < _CACHE_SIZE:
                cache[value] = text
        if text == UNSHOWABLE:
            self.builder.problem(column, ERROR_PREFIX + UNSHOWABLE)
        elif len(value) > MAX_EXACT_DIGITS and _lost_digits(value):
            self.builder.problem(column, PROBLEM_DIGITS_LOST)
        return text


def _iso_time(value: str) -> str:
    try:
        time.fromisoformat(value)
    except ValueError as error:
        raise Malformed("date") from error
    return value


def _show(number_format: NumberFormat, value: str) -> str:
    if number_format.is_general and not number_format.changes_text and value.isdecimal() and len(value) <= MAX_EXACT_DIGITS:
        return value.lstrip("0") or "0"
    try:
        number = float(value)
    except ValueError as error:
        raise Malformed("number") from error
    return general(number) if number_format.is_general and not number_format.changes_text else number_format.number(number)


def _lost_digits(value: str) -> bool:
    """A whole number of more digits than Excel keeps: what it was is no longer in the file."""
    number = float(value)
    return abs(number) >= 10**MAX_EXACT_DIGITS and number == int(number)


class _PlainPass(_Cells):
    """The fast way: the part as text, split at row ends, each row taken apart by one expression."""

    def __init__(self, book: Xlsx, builder: SheetBuilder) -> None:
        super().__init__(book, builder)
        self._recent: list[_Shape] = []
        self._shapes_made = 0
        self._memos: dict[tuple[str, NumberFormat | None], _Memo] = {}
        self._slow = False
        self._last = 0
        self._hide_unless_said = False

    def read(self, part: str) -> None:
        """Read the whole part.

        Raises:
            _Odd: not in the plain shape.
        """
        head, in_data = "", False
        for piece in text_pieces(self.book.container, part, "</row>"):
            if "<!" in piece or "<?" in piece.removeprefix("\ufeff").lstrip()[2:]:
                raise _Odd
            if not in_data:
                head += piece
                start = head.find("<sheetData>")
                if start < 0:
                    if "<worksheet" not in head or len(head) > 4 << 20 or "<sheetData/>" not in head:
                        if "<sheetData" in head or "<worksheet" not in head:
                            raise _Odd
                    continue
                self._head(head[:start])
                piece, in_data = head[start + 11 :], True
            rows = piece.split("</row>")
            tail = rows.pop()
            for row in rows:
                self._row(row)
            if tail:
                self._tail(tail)
        if not in_data:
            self._nothing(head)

    def _nothing(self, head: str) -> None:
        if "</worksheet>" not in head:
            raise _Odd
        self._head(head)

    def _head(self, head: str) -> None:
        dimension = _DIMENSION.search(head)
        if dimension:
            self.builder.expected = int(dimension.group(1))
        self._hide_unless_said = re.search(r'<sheetFormatPr [^<>]*zeroHeight="(?:1|true)"', head) is not None
        for tag in _COLUMN_TAG.findall(head):
            _note_width(self.builder, _attributes(tag))

    def _tail(self, tail: str) -> None:
        """What follows the last complete row: rows without cells, then merged ranges and filters."""
        data, closed, after = tail.partition("</sheetData>")
        while (start := data.find("<row")) >= 0:
            end = data.find(">", start)
            if end < 0 or data[end - 1] != "/":
                raise _Odd
            self._empty_row(data[start + 4 : end - 1])
            data = data[end + 1 :]
        if not closed:
            if data.strip():
                raise _Odd
            return
        if "<row" in after or "</worksheet>" not in after:
            raise _Odd
        self.builder.filtered = "<autoFilter" in after
        for first, top, last, bottom in _MERGED.findall(after):
            self.builder.merged.append((int(top), column_index(first), int(bottom), column_index(last)))

    def _empty_row(self, attributes: str) -> None:
        number = self._number_of(attributes)
        self._last = number
        if self._is_hidden(attributes):
            self.builder.hidden.add(number)

    def _number_of(self, attributes: str) -> int:
        start = attributes.find(' r="')
        if start < 0:
            return self._last + 1
        end = attributes.find('"', start + 4)
        try:
            return int(attributes[start + 4 : end])
        except ValueError as error:
            raise _Odd from error

    def _is_hidden(self, attributes: str) -> bool:
        if self._hide_unless_said:
            return 'hidden="0"' not in attributes and 'hidden="false"' not in attributes
        if "hidden=" not in attributes and ' ht="0"' not in attributes:
            return False
        return 'hidden="1"' in attributes or 'hidden="true"' in attributes or ' ht="0"' in attributes

    def _row(self, piece: str) -> None:
        start = piece.rfind("<row")
        end = piece.find(">", start)
        if start < 0 or end < 0 or piece[end - 1] == "/":
            raise _Odd
        if start > 0 and "<row" in piece[:start]:
            self._tail(piece[:start])
        elif start > 0 and "<" in piece[:start]:
            raise _Odd
        attributes = piece[start + 4 : end]
        number = self._last = self._number_of(attributes)
        if ("hidden=" in attributes or " ht=" in attributes or self._hide_unless_said) and self._is_hidden(attributes):
            self.builder.hidden.add(number)
        try:
            row = self.builder.start_row(number)
        except Malformed as error:
            raise _Odd from error
        if not self._as_before(row, piece, end + 1):
            self._anew(row, piece, end)
        self.builder.end_row(row)

    def _as_before(self, row: list[str], piece: str, start: int) -> bool:
        """Fill a row that is written like one of the latest ones, which is nearly every row of a table."""
        for position, shape in enumerate(self._recent):
            match = shape.pattern.fullmatch(piece, start)
            if match is None:
                continue
            if position:
                self._recent.insert(0, self._recent.pop(position))
            self._slow = False
            values = match.groups()
            texts = list(map(getitem, shape.memos, values))
            if self._slow:
                return False
            if shape.gapless:
                row += texts
            else:
                row += shape.blank
                for column, text in zip(shape.columns, texts, strict=True):
                    row[column] = text
            index = len(self.builder.rows) - 1
            numeric = self.builder.numeric
            for column in shape.numeric:
                flags = numeric.get(column)
                if flags is None or index >= len(flags):
                    flags = self.builder.grow(column, index)
                flags[index] = 1
            return True
        return False

    def _anew(self, row: list[str], piece: str, end: int) -> None:
        """Fill a row cell by cell and remember its shape."""
        found = _CELL.findall(piece, end)
        closed = piece.count("</c>", end) + sum(attributes.endswith("/") for _, attributes, _, _ in found)
        if len(found) != piece.count("<c", end) or len(found) != closed:
            raise _Odd
        columns: list[int] = []
        kinds: list[tuple[str, int]] = []
        for letters, attributes, _, _ in found:
            columns.append(column_index(letters) if letters else (columns[-1] + 1 if columns else 0))
            kinds.append(self._kind(attributes))
        if columns and max(columns) >= MAX_COLUMNS:
            raise Malformed("column out of range")
        if any(one >= other for one, other in pairwise(columns)):
            raise _Odd
        self._one_by_one(row, found, columns, kinds)
        plain = not any(inside for _, _, _, inside in found)
        if found and plain and len(found) <= _WIDEST_SHAPE and self._shapes_made < _MOST_SHAPES:
            self._remember(found, columns, kinds)

    def _remember(self, found: list[_Found], columns: list[int], kinds: list[tuple[str, int]]) -> None:
        """Keep the shape of a row for those that follow."""
        pattern = []
        filled = []
        for i, (letters, attributes, value, _) in enumerate(found):
            reference = rf' r="{letters}\d+"' if letters else ""
            pattern.append(f"<c{reference}{re.escape(attributes)}>")
            if value:
                filled.append(i)
                pattern.append(_INLINE_VALUE if kinds[i][0] == "inlineStr" else _PLAIN_VALUE)
            elif not attributes.endswith("/"):
                return
        shape = _Shape(
            pattern=re.compile("".join(pattern)),
            columns=tuple(columns[i] for i in filled),
            memos=tuple(self._memo(*kinds[i]) for i in filled),
            numeric=tuple(columns[i] for i in filled if kinds[i][0] == "n"),
            blank=[""] * (columns[filled[-1]] + 1 if filled else 0),
        )
        self._shapes_made += 1
        self._recent.insert(0, shape)
        del self._recent[_RECENT_SHAPES:]

    def _one_by_one(
        self, row: list[str], found: list[_Found], columns: list[int], kinds: list[tuple[str, int]]
    ) -> None:
        for (_, _, value, inside), column, (kind, style) in zip(found, columns, kinds, strict=True):
            if inside:
                self._rich_cell(row, column, kind, style, inside)
            elif value and kind == "inlineStr":
                self.cell(row, column, kind, style, None, False, unescape(value))
            elif value:
                self.cell(row, column, kind, style, unescape(value), False, "")

    def _rich_cell(self, row: list[str], column: int, kind: str, style: int, inside: str) -> None:
        found = _VALUE.search(inside)
        inline = ""
        if kind == "inlineStr":
            inline = unescape("".join(_RUN.findall(_PHONETIC.sub("", inside))))
        formula = _FORMULA.search(inside) is not None
        if not formula and found is None and kind != "inlineStr" and "<extLst" not in inside and inside.strip():
            raise _Odd
        value = unescape(found.group(1) or "") if found else None
        if formula and not value and kind in ("", "n"):
            value = None  # some programs write an empty value for a formula they did not compute
        self.cell(row, column, kind, style, value, formula, inline)

    def _kind(self, attributes: str) -> tuple[str, int]:
        """Type and style."""
        found = _attributes(attributes)
        if "r" in found:
            raise _Odd
        style = found.get("s", "0")
        if not style.isdecimal():
            raise _Odd
        return found.get("t", "n"), int(style)

    def _memo(self, kind: str, style: int) -> "_Memo":
        """The texts of the values of one type and style; those made once are kept."""
        number_format = self.book.format_of(style)
        plain_text = not number_format.changes_text
        key = (kind, number_format if kind == "n" or not plain_text else None)
        memo = self._memos.get(key)
        if memo is None:
            if kind == "n":
                memo = _Numbers(self._needs_care, number_format)
            elif kind == "s" and plain_text:
                texts = self.book.texts
                memo = _Memo(self._needs_care)
                memo.update(zip(map(str, range(len(texts.strings))), texts.strings, strict=True))
                for index in texts.cleaned:
                    del memo[str(index)]
            elif kind == "inlineStr" and plain_text:
                memo = _Inline(self._needs_care)
            else:
                memo = _Memo(self._needs_care)
                if kind == "b":
                    memo.update({"1": "TRUE", "0": "FALSE"})
            self._memos[key] = memo
        return memo

    def _needs_care(self) -> str:
        """Said by a value that its memo cannot show alone: the row is then filled cell by cell."""
        self._slow = True
        return ""


class _Memo(dict[str, str]):
    """Value -> text for one type and style."""

    def __init__(self, needs_care: Callable[[], str]) -> None:
        super().__init__()
        self._needs_care = needs_care

    def __missing__(self, value: str) -> str:
        return self._needs_care()


class _Inline(_Memo):
    """Text written in the cell itself."""

    def __missing__(self, value: str) -> str:
        if "&" in value:
            return self._needs_care() if "&#" in value or "_x" in value else unescape(value)
        if "_x" in value or "\r" in value or not (value.isprintable() or _WITHOUT_CONTROLS(value)):
            return self._needs_care()
        return value


class _Numbers(_Memo):
    """Numbers of one format."""

    def __init__(self, needs_care: Callable[[], str], number_format: NumberFormat) -> None:
        super().__init__(needs_care)
        self._format = number_format
        self._general = number_format.is_general and not number_format.changes_text

    def __missing__(self, value: str) -> str:
        if self._general:
            if len(value) <= MAX_EXACT_DIGITS and value.isdecimal() and value[0] != "0":
                return value
            if len(value) <= _SHORT and _SHORT_DECIMAL(value):
                return value
        if not value or (len(value) > MAX_EXACT_DIGITS and _lost_digits(value)):
            return self._needs_care()
        text = _show(self._format, value)
        if text == UNSHOWABLE:
            return self._needs_care()
        if len(self) < _CACHE_SIZE:
            self[value] = text
        return text


@dataclass(frozen=True)
class _Shape:
    """What rows with the same columns, types and styles have in common."""

    pattern: re.Pattern[str]
    """The cells of such a row with one group for each value."""
    columns: tuple[int, ...]
    """Of the cells with a value."""
    memos: tuple[_Memo, ...]
    numeric: tuple[int, ...]
    blank: list[str]

    @cached_property
    def gapless(self) -> bool:
        """Whether every cell up to the last one has a value."""
        return self.columns == tuple(range(len(self.columns)))


def _attributes(tag: str) -> dict[str, str]:
    return {name: one or other for name, one, other in _ATTRIBUTE.findall(tag)}


def _note_width(builder: SheetBuilder, attributes: dict[str, str]) -> None:
    try:
        first, last = int(attributes["min"]), int(attributes["max"])
        width = float(attributes["width"])
    except (KeyError, ValueError):
        return
    if attributes.get("hidden", "").lower() in _TRUE:
        return
    for column in range(first - 1, min(last, first + 255, MAX_COLUMNS)):
        builder.widths[column] = width


class _ExpatPass(_Cells):
    """The careful way: a real XML parser, for prefixes, comments, CDATA and unusual spacing."""

    def __init__(self, book: Xlsx, builder: SheetBuilder) -> None:
        super().__init__(book, builder)
        self._row: list[str] | None = None
        self._row_number = 0
        self._column = 0
        self._cell: dict[str, str] | None = None
        self._value: str | None = None
        self._inline = ""
        self._formula = False
        self._into = ""
        self._buffer: list[str] = []
        self._hide_unless_said = False
        self._seen_worksheet = False
        self._phonetic = False

    def read(self, part: str) -> None:
        """Read the whole part.

        Raises:
            Malformed: not well-formed or not a worksheet.
        """
        parser = expat.ParserCreate(namespace_separator="}")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.StartDoctypeDeclHandler = self._doctype
        try:
            for chunk in self.book.container.stream(part):
                parser.Parse(chunk, False)
            parser.Parse(b"", True)
        except expat.ExpatError as error:
            raise Malformed("XML") from error
        if not self._seen_worksheet:
            raise Malformed("not a worksheet")

    def _doctype(self, *_: object) -> None:
        raise Malformed("document type")

    def _characters(self, text: str) -> None:
        if self._into:
            self._buffer.append(text)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rsplit("}", 1)[-1]
        if tag == "c":
            self._cell, self._value, self._inline, self._formula = attributes, None, "", False
        elif tag in ("v", "t") and self._cell is not None and not self._phonetic:
            self._into, self._buffer = tag, []
        elif tag == "f" and self._cell is not None:
            self._formula = True
        elif tag == "rPh":
            self._phonetic = True
        elif tag == "row":
            self._start_row(attributes)
        elif tag == "worksheet":
            self._seen_worksheet = True
        elif tag == "sheetFormatPr":
            self._hide_unless_said = attributes.get("zeroHeight", "") in _TRUE
        elif tag == "col":
            _note_width(self.builder, attributes)
        elif tag == "autoFilter":
            self.builder.filtered = True
        elif tag == "mergeCell":
            found = _RANGE.match(attributes.get("ref", ""))
            if found:
                first, top, last, bottom = found.groups()
                self.builder.merged.append((int(top), column_index(first), int(bottom), column_index(last)))

    def _start_row(self, attributes: dict[str, str]) -> None:
        try:
            number = int(attributes.get("r") or self._row_number + 1)
        except ValueError as error:
            raise Malformed("row number") from error
        self._row_number, self._column = number, 0
        hidden = attributes.get("hidden", "1" if self._hide_unless_said else "").lower()
        if hidden in _TRUE or attributes.get("ht") == "0":
            self.builder.hidden.add(number)
        self._row = self.builder.start_row(number)

    def _end(self, name: str) -> None:
        tag = name.rsplit("}", 1)[-1]
        if tag == self._into:
            text, self._into = "".join(self._buffer), ""
            if tag == "v":
                self._value = text
            else:
                self._inline += text
        elif tag == "rPh":
            self._phonetic = False
        elif tag == "c" and self._cell is not None:
            self._end_cell(self._cell)
            self._cell = None
        elif tag == "row" and self._row is not None:
            self.builder.end_row(self._row)
            self._row = None

    def _end_cell(self, attributes: dict[str, str]) -> None:
        if self._row is None:
            return
        column = self._column
        if reference := attributes.get("r"):
            found = _REFERENCE.match(reference)
            if not found:
                raise Malformed("cell reference")
            column = column_index(found.group(1))
        if column >= MAX_COLUMNS:
            raise Malformed("column out of range")
        self._column = column + 1
        style = attributes.get("s", "0")
        kind = attributes.get("t", "n")
        self.cell(
            self._row,
            column,
            kind,
            int(style) if style.isdecimal() else 0,
            self._value,
            self._formula,
            self._inline,
        )
