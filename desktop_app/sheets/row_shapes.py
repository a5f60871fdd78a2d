"""What rows of one table have in common, so that a row costs one match and one look-up a cell."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from desktop_app.sheets.number_format import MAX_EXACT_DIGITS, UNSHOWABLE, NumberFormat
from desktop_app.sheets.sheet_cells import CACHE_SIZE, lost_digits, show
from desktop_app.sheets.xml_text import unescape

_SHORT_DECIMAL = re.compile(r"-?(?:0|[1-9]\d*)\.\d*[1-9]$").match
_WITHOUT_CONTROLS = re.compile("[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]*$").match
_SHORT = 11
"""Characters General has: a decimal written with as many shows as it is written."""


class Memo(dict[str, str]):
    """Value -> text for one type and style."""

    def __init__(self, needs_care: Callable[[], str]) -> None:
        super().__init__()
        self._needs_care = needs_care

    def __missing__(self, value: str) -> str:
        return self._needs_care()


class InlineTexts(Memo):
    """Text written in the cell itself."""

    def __missing__(self, value: str) -> str:
        if "&" in value:
            return self._needs_care() if "&#" in value or "_x" in value else unescape(value)
        if "_x" in value or "\r" in value or not (value.isprintable() or _WITHOUT_CONTROLS(value)):
            return self._needs_care()
        return value


class Numbers(Memo):
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
        if not value or (len(value) > MAX_EXACT_DIGITS and lost_digits(value)):
            return self._needs_care()
        text = show(self._format, value)
        if text == UNSHOWABLE:
            return self._needs_care()
        if len(self) < CACHE_SIZE:
            self[value] = text
        return text


@dataclass(frozen=True)
class Shape:
    """What rows with the same columns, types and styles have in common."""

    pattern: re.Pattern[str]
    """The cells of such a row with one group for each value."""
    columns: tuple[int, ...]
    """Of the cells with a value."""
    memos: tuple[Memo, ...]
    numeric: tuple[int, ...]
    blank: list[str]

    @cached_property
    def gapless(self) -> bool:
        """Whether every cell up to the last one has a value."""
        return self.columns == tuple(range(len(self.columns)))
