"""Which column is what on step Columns, and how fields are called. No Qt widgets: names and numbers only."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from desktop_app.domain.recipient import Column, PlanRequest, SheetView
from desktop_app.ui.tabs.bulk.said import tr

_KNOWN = {
    "vorname": "First name",
    "first name": "First name",
    "firstname": "First name",
    "имя": "First name",
    "nachname": "Last name",
    "last name": "Last name",
    "lastname": "Last name",
    "surname": "Last name",
    "фамилия": "Last name",
    "kennzeichen": "Plate",
    "plate": "Plate",
    "termin": "Appointment",
    "appointment": "Appointment",
}
"""Headings people use, and the name of the field for them; a heading itself always works too."""


_BOOKKEEPING = re.compile(r"(^|[\W_])(nr|no|id|nummer|number|№)\W*$", re.IGNORECASE)
_MOSTLY = 0.4


class ColumnRole(StrEnum):
    """What a column is for."""

    UNUSED = "unused"
    PHONE = "phone"
    FIELD = "field"
    TEXT = "text"


@dataclass(frozen=True)
class Roles:
    """Roles of all columns of a sheet, by `Column.index`; every change gives a new one."""

    phones: tuple[int, ...] = ()
    fields: Mapping[str, int] = field(default_factory=dict)
    """Field name -> column."""
    text: int | None = None

    def of(self, column: int) -> ColumnRole:
        """What a column is for."""
        if column in self.phones:
            return ColumnRole.PHONE
        if column == self.text:
            return ColumnRole.TEXT
        return ColumnRole.FIELD if column in self.fields.values() else ColumnRole.UNUSED

    def name(self, column: int) -> str:
        """The field's name; "" where the column is none."""
        return next((name for name, index in self.fields.items() if index == column), "")

    def with_role(self, column: int, role: ColumnRole, name: str) -> "Roles":
        """Another role for a column; `name` is the field's. A second phone column is the one for empty first ones."""
        phones = tuple(index for index in self.phones if index != column)
        fields = {known: index for known, index in self.fields.items() if index != column}
        text = None if self.text == column else self.text
        if role is ColumnRole.PHONE:
            phones += (column,)
        elif role is ColumnRole.TEXT:
            text = column
        elif role is ColumnRole.FIELD:
            fields[_free(name, fields)] = column
        return replace(self, phones=phones, fields=fields, text=text)


def _free(name: str, taken: Mapping[str, int]) -> str:
    clean = name.replace("{", "").replace("}", "").replace("|", "").strip() or "?"
    candidate, number = clean, 2
    while candidate in taken:
        candidate, number = f"{clean} {number}", number + 1
    return candidate


def field_name(heading: str, headings: frozenset[str]) -> str:
    """What a column is called as a field: a plain word for headings people use, else the heading itself.

    "Name" beside a column with first names is the last name.
    """
    key = heading.strip().casefold()
    if key in ("name", "kunde") and {"vorname", "first name", "firstname"} & headings:
        return tr("Last name")
    return tr(_KNOWN[key]) if key in _KNOWN else heading


def _useful(column: Column, rows: int) -> bool:
    """Whether a column is likely to go into a text: mostly filled, and no number of the owner's own books."""
    return column.filled >= rows * _MOSTLY and not _BOOKKEEPING.search(column.heading)


def roles_of(view: SheetView, request: PlanRequest, *, unseen: bool = False) -> Roles:
    """The roles of a request; where no fields were chosen yet, those likely to go into a text, names first.

    Of a sheet whose columns its owner has not seen yet, a column that looks like finished texts is taken up too.
    """
    text = request.text_column
    if request.field_names:
        return Roles(request.phone_columns, dict(request.field_names), text)
    if unseen and text is None and view.text_column not in request.phone_columns:
        text = view.text_column
    headings = frozenset(column.heading.strip().casefold() for column in view.columns)
    names = {index: place for place, index in enumerate(view.name_columns)}
    fields: dict[str, int] = {}
    for column in sorted(view.columns, key=lambda column: (names.get(column.index, len(names)), column.index)):
        if column.index not in request.phone_columns and column.index != text and _useful(column, view.rows):
            fields[_free(field_name(column.heading, headings), fields)] = column.index
    return Roles(request.phone_columns, fields, text)
