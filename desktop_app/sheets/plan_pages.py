"""A finished plan: its totals, and its rows page by page, filtered, searched and sorted.

Rows are made into `PlanRow`s only when somebody looks at them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice, zip_longest
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

from desktop_app.domain import wording
from desktop_app.domain.recipient import Group, Mark, PlanRequest, PlanRow, PlanTotals
from desktop_app.sheets import plan_file, report
from desktop_app.sheets.patience import patient
from desktop_app.sheets.sheet import Sheet

MARK_BITS: dict[Mark, int] = {mark: 1 << n for n, mark in enumerate(Mark)}
_BLOCK = 2_000
"""Lines whose cells are turned into columns together."""
_SORTS = {"row", "shown", "phone", "name", "text", "parts", "group"}


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a row is left out: a template, what fills it, and numbers to suggest."""

    template: str
    values: Mapping[str, str] = field(default_factory=dict)
    suggestions: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """The reason in English."""
        return self.template.format(**self.values)


NO_REASON = Reason("")


@dataclass(frozen=True)
class Table:
    """What a plan is made of. `frame` has one line for every planned row, in the sheet's order."""

    sheet: Sheet
    indices: Sequence[int]
    """Index into `sheet.rows` for every line."""
    headings: tuple[str, ...]
    secret: frozenset[int]
    """Columns never shown."""
    request: PlanRequest
    header_row: int | None
    merge: wording.Merge | None
    values: Sequence[Sequence[str]]
    """Cleaned columns for the fields of `merge`, by index of the sheet's rows."""
    reasons: Mapping[int, Reason]
    """For lines left out."""
    frame: pd.DataFrame

    def cells(self, at: int) -> list[str]:
        """The owner's own columns of one line, as wide as the headings."""
        row = self.sheet.rows[self.indices[at]]
        cells = [*row, *[""] * (len(self.headings) - len(row))]
        for index in self.secret:
            cells[index] = ""
        return cells

    def cells_json(self) -> Iterator[str]:
        """`cells` of every line as a JSON list, made from a block of lines at a time."""
        full_width = ("",) * len(self.headings)
        for start in range(0, len(self.indices), _BLOCK):
            rows = [self.sheet.rows[n] for n in self.indices[start : start + _BLOCK]]
            columns = list(zip_longest(full_width, *rows, fillvalue=""))
            for index in self.secret:
                columns[index] = ("",) * len(columns[index])
            yield from islice(plan_file.json_lists(columns), 1, None)


class Plan:
    """The plan of one sheet under one request."""

    def __init__(
        self, table: Table, *, people: int, empty_fields: Mapping[str, int], unknown_fields: tuple[str, ...]
    ) -> None:
        self._table = table
        self._frame = table.frame
        self._ready: npt.NDArray[np.intp] = np.flatnonzero(self._frame["ready"].to_numpy())
        self._haystack: list[str] | None = None
        self.totals = self._totals(people, empty_fields, unknown_fields)

    def _totals(self, people: int, empty_fields: Mapping[str, int], unknown_fields: tuple[str, ...]) -> PlanTotals:
        ready = self._frame.iloc[self._ready]
        left_out = self._frame.loc[~self._frame["ready"], "group"].value_counts(sort=False)
        by_parts = ready["parts"].value_counts().sort_index()
        marks = ready["marks"].to_numpy(dtype=np.int64)
        return PlanTotals(
            rows=len(self._frame),
            ready=len(ready),
            people=people,
            parts=int(ready["parts"].sum()),
            left_out={Group(str(group)): int(count) for group, count in left_out.items() if count},
            marks={mark: int(((marks & bit) != 0).sum()) for mark, bit in MARK_BITS.items()},
            by_parts={int(str(parts)): int(count) for parts, count in by_parts.items()},
            empty_fields=dict(empty_fields),
            unknown_fields=unknown_fields,
            safe_suggestions=sum(len(reason.suggestions) == 1 for reason in self._table.reasons.values()),
        )

    def page(
        self,
        *,
        group: Group | None = None,
        mark: Mark | None = None,
        search: str = "",
        offset: int = 0,
        limit: int = 100,
        sort: str = "row",
    ) -> list[PlanRow]:
        """Rows `offset` to `offset + limit` of those that fit.

        Args:
            group: only this group (READY for those that go out).
            mark: only rows with this mark.
            search: text in any of the row's cells, its number or its message, in any case; digits of a number too.
            offset: rows to leave out at the start.
            limit: most rows to return.
            sort: row, shown, phone, name, text, parts or group; with a "-" in front, from the end.
        """
        lines = self._select(group, mark, search)
        key = sort.removeprefix("-")
        if key != "row" and key in _SORTS:
            chosen = self._frame.iloc[lines]
            order = chosen[key].fillna("") if key == "phone" else chosen[key]
            if order.dtype == object:
                order = order.str.casefold()
            places = order.argsort(kind="stable").to_numpy()
            if sort.startswith("-"):  # from the end, equal ones still in the sheet's order
                last = len(order) - 1
                places = (last - order[::-1].argsort(kind="stable").to_numpy())[::-1]
            lines = lines[places]
        elif sort.startswith("-"):
            lines = lines[::-1]
        return [self._row(int(at)) for at in lines[offset : offset + limit]]

    def count(self, *, group: Group | None = None, mark: Mark | None = None, search: str = "") -> int:
        """How many rows `page` would find."""
        return len(self._select(group, mark, search))

    def ready_row(self, index: int) -> PlanRow:
        """The n-th row that goes out, in the sheet's order.

        Raises:
            IndexError: there are not so many.
        """
        if not 0 <= index < len(self._ready):
            raise IndexError(index)
        return self._row(int(self._ready[index]))

    def longest(self, limit: int = 100) -> list[int]:
        """Numbers for `ready_row`, the longest messages first."""
        ready = self._frame.iloc[self._ready]
        size = ready["text"].map(len)
        order = np.lexsort((np.arange(len(ready)), -size.to_numpy(dtype=np.int64), -ready["parts"].to_numpy()))
        return [int(n) for n in order[:limit]]

    def save(self, path: Path, *, file: str = "") -> None:
        """Write the plan to a new SQLite file, whole or not at all (schema in `plan_file`).

        Args:
            path: where.
            file: the name of the owner's file, for the record.

        Raises:
            BadFile: it could not be written.
        """
        table, totals = self._table, self.totals
        meta = plan_file.meta_of(file, table.sheet.name, table.headings, table.header_row, table.request, totals)
        with patient():
            plan_file.write(path, self._file_rows, meta)

    def save_rows(self, path: Path, group: Group | None, *, overwrite: bool = False) -> None:
        """Write the rows of one group (all left-out ones when None) with the owner's columns as a workbook or CSV.

        Raises:
            BadFile: the file exists already or cannot be written.
        """
        lines = self._select(group, None, "") if group is not None else np.flatnonzero(~self._frame["ready"])
        extra = ("What we noticed", "Suggestion", "Number", "Message")
        kept = [n for n in range(len(self._table.headings)) if n not in self._table.secret]
        rows = (
            [
                *(row.cells[n] for n in kept),
                row.reason or "",
                " / ".join(row.suggestions),
                row.to or "",
                row.text,
            ]
            for row in map(self._row, map(int, lines))
        )
        report.write_table(path, [*(self._table.headings[n] for n in kept), *extra], rows, overwrite=overwrite)

    def _select(self, group: Group | None, mark: Mark | None, search: str) -> npt.NDArray[np.intp]:
        wanted = np.ones(len(self._frame), dtype=bool)
        if group is not None:
            wanted &= (self._frame["group"] == group).to_numpy()
        if mark is not None:
            wanted &= (self._frame["marks"].to_numpy(dtype=np.int64) & MARK_BITS[mark]) != 0
        lines = np.flatnonzero(wanted)
        if needle := " ".join(search.casefold().split()):
            haystack = self._search_texts()
            digits = "".join(filter(str.isdigit, needle)).lstrip("0")
            only_number = len(digits) >= 3 and not any(map(str.isalpha, needle))
            phones = self._frame["phone"].tolist()
            lines = np.array(
                [at for at in lines if needle in haystack[at] or (only_number and phones[at] and digits in phones[at])],
                dtype=np.intp,
            )
        return lines

    def _search_texts(self) -> list[str]:
        if self._haystack is None:
            frame = self._frame
            columns = zip(frame["shown"], frame["name"], frame["text"], range(len(frame)), strict=True)
            self._haystack = [
                "\n".join((shown, name, text, *self._table.cells(at))).casefold() for shown, name, text, at in columns
            ]
        return self._haystack

    def _row(self, at: int) -> PlanRow:
        line = self._frame.iloc[at]
        table = self._table
        reason = table.reasons.get(at, NO_REASON)
        ready = bool(line["ready"])
        spans: tuple[tuple[int, int], ...] = ()
        if table.merge is not None and not table.merge.unknown:
            n = table.indices[at]
            merged = table.merge.text([column[n] for column in table.values])
            spans = merged.spans if merged.text == line["text"] else ()
        return PlanRow(
            row=int(line["row"]),
            shown_phone=line["shown"],
            to=line["phone"] if ready else None,
            name=line["name"],
            text=line["text"],
            parts=int(line["parts"]),
            group=Group(line["group"]),
            reason=reason.sentence or None,
            suggestions=reason.suggestions,
            marks=frozenset(mark for mark, bit in MARK_BITS.items() if int(line["marks"]) & bit),
            cells=tuple(table.cells(at)),
            spans=spans,
            reason_template=reason.template,
            reason_values=reason.values,
        )

    def _file_rows(self) -> Iterator[plan_file.FileRow]:
        table, frame = self._table, self._frame
        names = {sum(bits): ",".join(marks) for bits, marks in _mark_sets()}
        row, shown, name, text, parts, group = (
            frame[column].tolist() for column in ("row", "shown", "name", "text", "parts", "group")
        )
        phones = frame["phone"].tolist()
        reasons: list[str | None] = [None] * len(frame)
        for at, reason in table.reasons.items():
            phones[at], reasons[at] = None, reason.sentence
        marks = map(names.__getitem__, frame["marks"].tolist())
        return zip(row, shown, phones, name, text, parts, group, reasons, marks, table.cells_json(), strict=True)


def _mark_sets() -> Iterator[tuple[list[int], list[str]]]:
    """Every combination of marks with its names."""
    marks = list(MARK_BITS.items())
    for chosen in range(1 << len(marks)):
        picked = [(mark, bit) for mark, bit in marks if chosen & bit]
        yield [bit for _, bit in picked], [mark.value for mark, _ in picked]
