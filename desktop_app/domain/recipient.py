"""A row of a draft: who gets what, or why nobody does. A plan row until it is queued, `Outgoing` ever after."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Group(StrEnum):
    """Groups of step Check, by what to do (design/UX.md 4.4). A row is in exactly one of them."""

    READY = "ready"
    NOT_A_NUMBER = "not a number"
    LANDLINE = "landline"
    OPTED_OUT = "opted out"
    SAME_TEXT = "same text"  # same number and same finished text earlier in the file: sent once
    EMPTY = "empty"
    FIELD_MISSING = "field missing"
    CELL_ERROR = "cell error"  # #N/A and friends, or a formula without a value, in a cell the message needs
    TOO_LONG = "too long"
    REPEATED = "repeated"  # the very same text went to this number within the last hours
    SKIPPED_BY_YOU = "skipped by you"
    HIDDEN = "hidden"  # hidden or filtered away in the sheet; not counted as a row unless included


LEFT_OUT = tuple(g for g in Group if g is not Group.READY)


class Mark(StrEnum):
    """Things worth a look on rows that do go out; a row may have several."""

    SAME_PERSON = "same person"  # an earlier row already sends another text to this number
    RECENT = "recent"  # texted in the last days
    LONG = "long"  # two parts or more
    FIXED = "fixed by you"
    FALLBACK = "fallback"  # an empty field was replaced by its fallback


@dataclass(frozen=True)
class PlanRow:
    """One row of the sheet under the current plan; `row` is the sheet's own number."""

    row: int
    shown_phone: str
    to: str | None
    """E.164, only when the row is ready."""
    name: str
    text: str
    parts: int
    group: Group
    reason: str | None = None
    """Why it is left out, in English; `reason_template` is what to translate."""
    suggestions: tuple[str, ...] = ()
    """Safe readings of the number, E.164; never used unless accepted."""
    marks: frozenset[Mark] = frozenset()
    cells: tuple[str, ...] = ()
    """The owner's own columns as shown."""
    spans: tuple[tuple[int, int], ...] = ()
    """Start and end of merged values inside `text`, for tinting."""
    reason_template: str = ""
    """`reason` before `reason_values` were filled in, for the window to translate."""
    reason_values: Mapping[str, str] = field(default_factory=dict)

    @property
    def ready(self) -> bool:
        """Whether the row goes out."""
        return self.group is Group.READY


@dataclass(frozen=True)
class SheetInfo:
    """A sheet of a workbook before it is chosen."""

    name: str
    rows: int | None = None
    visible: bool = True


@dataclass(frozen=True)
class Opened:
    """What opening a file told: its sheets, the one to begin with, and notes for the owner."""

    path: str
    kind: str
    sheets: tuple[SheetInfo, ...]
    best: str
    notes: tuple[str, ...] = ()
    encoding: str | None = None
    separator: str | None = None


@dataclass(frozen=True)
class Column:
    """A column of the chosen sheet; `heading` is cleaned, unique, "Column C" when blank."""

    index: int
    letter: str
    heading: str
    samples: tuple[str, ...] = ()
    filled: int = 0
    width: float | None = None
    """The owner's column width in characters, where the file tells."""


@dataclass(frozen=True)
class SheetView:
    """The chosen sheet as step Columns shows it."""

    sheet: str
    header_row: int | None
    """The sheet's own number of the heading row; None when the first row is data."""
    columns: tuple[Column, ...]
    rows: int
    """Data rows below the heading, hidden ones left out unless included; blank ones inside the table counted."""
    hidden_rows: int
    phone_column: int | None
    """Best guess; None when nothing looks like numbers."""
    phone_candidates: tuple[int, ...] = ()
    text_column: int | None = None
    name_columns: tuple[int, ...] = ()
    look_right: int = 0
    need_a_look: int = 0
    empty: int = 0
    without_country: int = 0
    """How many phone cells have no country code."""


@dataclass(frozen=True)
class GridRow:
    """A raw row of the sheet as step Columns shows it, title lines included."""

    number: int
    cells: tuple[str, ...]
    hidden: bool = False


@dataclass(frozen=True)
class PlanRequest:
    """Everything that decides a plan; the same request on the same file gives the same plan."""

    sheet: str
    header_row: int | None
    phone_columns: tuple[int, ...]
    """First filled one wins, in this order."""
    template: str | None = None
    text_column: int | None = None
    name_columns: tuple[int, ...] = ()
    field_names: Mapping[str, int] = field(default_factory=dict)
    """Renamed fields: name used in the template -> column index; headings always work too."""
    fallbacks: Mapping[str, str] = field(default_factory=dict)
    """Field name -> text for empty cells, beside `{Field|fallback}` in the template."""
    country: str = "DE"
    include_hidden: bool = False
    fixes: Mapping[int, str] = field(default_factory=dict)
    """Sheet row -> number typed or suggestion accepted."""
    skipped: frozenset[int] = frozenset()
    """Sheet rows left out by the owner."""
    repeated: frozenset[int] = frozenset()
    """Sheet rows whose number and text are those of a message of the last hours."""
    do_not_text: frozenset[str] = frozenset()
    """E.164 numbers on the list."""
    recent: frozenset[str] = frozenset()
    """E.164 numbers texted within `Settings.recent_days`."""
    max_parts: int = 10


@dataclass(frozen=True)
class PlanTotals:
    """Counts of a plan. `rows` = `ready` + everything in `left_out`."""

    rows: int
    ready: int
    people: int
    parts: int
    left_out: Mapping[Group, int]
    marks: Mapping[Mark, int]
    by_parts: Mapping[int, int]
    """Parts per message -> messages, ready rows only."""
    empty_fields: Mapping[str, int] = field(default_factory=dict)
    """Field used in the template -> rows where it is empty (before fallbacks)."""
    unknown_fields: tuple[str, ...] = ()
    """Fields the template names and the sheet has not."""
    safe_suggestions: int = 0
    """Left-out rows with exactly one safe reading."""

    @property
    def skipped(self) -> int:
        """Rows that do not go out."""
        return self.rows - self.ready


def plan_row_to_json(row: PlanRow) -> dict[str, Any]:
    """The row as `preview --json` prints it."""
    return {
        "row": row.row,
        "to": row.to,
        "text": row.text,
        "parts": row.parts,
        "state": "ready" if row.ready else "skipped",
        "reason": row.reason,
        "suggestion": row.suggestions[0] if len(row.suggestions) == 1 else None,
        "sms_id": None,
    }
