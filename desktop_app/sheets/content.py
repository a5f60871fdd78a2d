"""What the cells of the open sheet say, worked out once and kept for the next plan of the same sheet.

A plan is made again after every key stroke in the message; the numbers and names in the sheet stay.
"""

import weakref
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from desktop_app.domain import phone, wording
from desktop_app.domain.phone import Reading
from desktop_app.domain.recipient import Group
from desktop_app.sheets.sheet import PROBLEM_DIGITS_LOST, Sheet

_EMPTY = Reading(None, Group.EMPTY, "There is no phone number.")
_WIDE = 64
"""Columns up to which all are taken out of the rows in one go."""
_LOST = Reading(None, Group.NOT_A_NUMBER, phone.DIGITS_LOST)


@dataclass(frozen=True)
class PhoneColumn:
    """A column read as phone numbers, by index of the sheet's rows."""

    usable: list[str | None]
    """E.164, or None where `odd` says why."""
    odd: dict[int, Reading]


class Content:
    """The columns of one sheet."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = weakref.ref(sheet)
        self._shown: dict[int, Sequence[str]] = {}
        self._all: list[tuple[str, ...]] | None = None
        self._values: dict[int, list[str]] = {}
        self._phones: dict[tuple[int, str], PhoneColumn] = {}

    def shown(self, column: int) -> Sequence[str]:
        """The column as Excel shows it, one entry for every row of the sheet."""
        if (every := self._columns()) is not None:
            return every[column] if column < len(every) else [""] * len(self._rows())
        if column not in self._shown:
            self._shown[column] = [row[column] if column < len(row) else "" for row in self._rows()]
        return self._shown[column]

    def _rows(self) -> list[list[str]]:
        sheet = self._sheet()
        return sheet.rows if sheet is not None else []

    def _columns(self) -> list[tuple[str, ...]] | None:
        """All columns at once, or None for a sheet so wide that only those asked for are held."""
        if self._all is None:
            rows = self._rows()
            if max(map(len, rows), default=0) > _WIDE:
                return None
            self._all = list(zip_longest(*rows, fillvalue=""))
        return self._all

    def values(self, column: int) -> list[str]:
        """The column as it goes into messages (`wording.clean_column`)."""
        if column not in self._values:
            self._values[column] = wording.clean_column(self.shown(column))
        return self._values[column]

    def phones(self, column: int, country: str) -> PhoneColumn:
        """The column read as phone numbers of people in `country`."""
        key = (column, country)
        if key not in self._phones:
            self._phones[key] = self._read_phones(column, country)
        return self._phones[key]

    def _read_phones(self, column: int, country: str) -> PhoneColumn:
        sheet = self._sheet()
        if sheet is None:
            return PhoneColumn([], {})
        reader = phone.reader(country)
        texts = self.shown(column)
        numeric = sheet.stored_as_number.get(column) or bytes(len(texts))
        usable = reader.quick_column(texts, numeric)
        odd: dict[int, Reading] = {}
        for index in [index for index, found in enumerate(usable) if found is None]:
            reading = reader.read(texts[index], as_number=bool(numeric[index])) if texts[index] else _EMPTY
            if reading.phone is not None:
                usable[index] = reading.phone
            else:
                odd[index] = reading
        for (index, at), what in sheet.problems.items():
            if at == column and what == PROBLEM_DIGITS_LOST:
                usable[index], odd[index] = None, _LOST
        return PhoneColumn(usable, odd)


_kept: dict[int, tuple["weakref.ref[Sheet]", Content]] = {}


def of(sheet: Sheet) -> Content:
    """The content of `sheet`, kept as long as the sheet lives. A sheet is not changed after it was read."""
    known = _kept.get(id(sheet))
    if known is not None and known[0]() is sheet:
        return known[1]
    place = id(sheet)
    content = Content(sheet)
    _kept[place] = (weakref.ref(sheet, lambda _: _kept.pop(place, None) and None), content)
    return content
