"""What a cell of a worksheet shows, given its type, style and value; and what is odd about it."""

import re
from datetime import date, datetime, time

from desktop_app.sheets.dates import serial_of
from desktop_app.sheets.number_format import MAX_EXACT_DIGITS, UNSHOWABLE, NumberFormat, general
from desktop_app.sheets.sheet import (
    ERROR_PREFIX,
    MAX_COLUMNS,
    PROBLEM_CLEANED,
    PROBLEM_DIGITS_LOST,
    PROBLEM_NO_VALUE,
    Malformed,
    SheetBuilder,
)
from desktop_app.sheets.xlsx import Xlsx
from desktop_app.sheets.xml_text import clean, excel_text

CACHE_SIZE = 20_000
"""Texts of numbers kept for each format: dates and prices repeat, the memory for those that do not is bounded."""
TRUE_WORDS = ("1", "true", "on")
_SAVED_ERROR = re.compile(r"#(?:N/A|DIV/0!|[A-Z0-9_]+[!?])$|#GETTING_DATA$")


class Cells:
    """What a cell's type, style and value show; shared by both ways of taking the XML apart."""

    def __init__(self, book: Xlsx, builder: SheetBuilder) -> None:
        self.book = book
        self.builder = builder
        self._caches: dict[NumberFormat, dict[str, str]] = {}

    def cell(
        self, row: list[str], column: int, kind: str, style: int, value: str | None, *, formula: bool, inline: str
    ) -> None:
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
            return "TRUE" if value.strip() in TRUE_WORDS else "FALSE"
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
        if not _SAVED_ERROR.match(value):
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
            text = show(number_format, value)
            if len(cache) < CACHE_SIZE:
                cache[value] = text
        if text == UNSHOWABLE:
            self.builder.problem(column, ERROR_PREFIX + UNSHOWABLE)
        elif len(value) > MAX_EXACT_DIGITS and lost_digits(value):
            self.builder.problem(column, PROBLEM_DIGITS_LOST)
        return text


def _iso_time(value: str) -> str:
    try:
        time.fromisoformat(value)
    except ValueError as error:
        raise Malformed("date") from error
    return value


def show(number_format: NumberFormat, value: str) -> str:
    """A number, raw as in the file, through its format.

    Raises:
        Malformed: it is no number.
    """
    if (
        number_format.is_general
        and not number_format.changes_text
        and value.isdecimal()
        and len(value) <= MAX_EXACT_DIGITS
    ):
        return value.lstrip("0") or "0"
    try:
        number = float(value)
    except ValueError as error:
        raise Malformed("number") from error
    return (
        general(number) if number_format.is_general and not number_format.changes_text else number_format.number(number)
    )


def lost_digits(value: str) -> bool:
    """A whole number of more digits than Excel keeps: what it was is no longer in the file."""
    number = float(value)
    return abs(number) >= 10**MAX_EXACT_DIGITS and number == int(number)


def note_width(builder: SheetBuilder, attributes: dict[str, str]) -> None:
    """Remember the widths a `<col>` element gives."""
    try:
        first, last = int(attributes["min"]), int(attributes["max"])
        width = float(attributes["width"])
    except (KeyError, ValueError):
        return
    if attributes.get("hidden", "").lower() in TRUE_WORDS:
        return
    for column in range(first - 1, min(last, first + 255, MAX_COLUMNS)):
        builder.widths[column] = width
