"""From a sheet and a request to a plan: who gets what, and why the others get nothing.

The same request on the same sheet always gives the same plan. Every row is in exactly one group; the first reason in
the order of `_Draft.build` wins.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pandas as pd

from desktop_app.domain import phone, segments, wording
from desktop_app.domain.errors import BadUse
from desktop_app.domain.recipient import Group, Mark, PlanRequest
from desktop_app.sheets import columns, content
from desktop_app.sheets.columns import HeaderRow
from desktop_app.sheets.patience import patient
from desktop_app.sheets.plan_pages import MARK_BITS, NO_REASON, Plan, Reason, Table
from desktop_app.sheets.sheet import (
    ERROR_PREFIX,
    PROBLEM_CLEANED,
    PROBLEM_DIGITS_LOST,
    PROBLEM_MERGED,
    PROBLEM_NO_VALUE,
    Sheet,
)

_PROBLEM_WORDS = {
    PROBLEM_NO_VALUE: "The formula in {field} has no value. Open the file in Excel, recalculate and save it.",
    PROBLEM_MERGED: "{field} is merged with another row; its value belongs to the first one.",
    PROBLEM_CLEANED: "Unreadable characters were removed from {field}.",
}

_CODES = {group: code for code, group in enumerate(Group)}
_GROUPS = pd.Index([group.value for group in Group])


@patient()
def build(sheet: Sheet, header_row: HeaderRow, request: PlanRequest) -> Plan:
    """The plan for `request`.

    Args:
        sheet: the sheet, already chosen.
        header_row: the sheet's own number of the heading row, None or "guess".
        request: everything else that decides.

    Raises:
        BadUse: no such row, column or country.
    """
    return _Draft(sheet, header_row, request).build()


@dataclass
class _Draft:
    sheet: Sheet
    header_row: HeaderRow
    request: PlanRequest
    groups: list[Group] = field(default_factory=list)
    marks: list[int] = field(default_factory=list)
    reasons: dict[int, Reason] = field(default_factory=dict)

    def build(self) -> Plan:
        sheet, request = self.sheet, self.request
        self.header = columns.header_index(sheet, self.header_row)
        self.names = columns.names(sheet, self.header)
        self.secret = columns.token_columns(self.names)
        self._check_columns()
        self.content = content.of(sheet)
        self.rows = columns.data_rows(sheet, self.header, include_hidden=request.include_hidden)
        self.groups = [Group.READY] * len(self.rows)
        self.marks = [0] * len(self.rows)

        self._read_phones()
        self._fix()
        self._skip()
        self._leave_out_opted_out()
        self._write_texts()
        people = self._leave_out_same_text()
        return self._plan(people)

    def _check_columns(self) -> None:
        request = self.request
        wanted = [*request.phone_columns, *request.name_columns, *request.field_names.values()]
        wanted += [request.text_column] if request.text_column is not None else []
        for index in wanted:
            if not 0 <= index < len(self.names) or index in self.secret:
                raise BadUse("The sheet {sheet} has no such column.", sheet=self.sheet.name)

    @cached_property
    def position(self) -> dict[int, int]:
        """Where the sheet's own row numbers are among the planned rows; needed for rows the owner changed."""
        return {self.sheet.numbers[n]: at for at, n in enumerate(self.rows)}

    def _leave_out(self, at: int, group: Group, reason: Reason) -> None:
        """Put the row into `group` unless it is left out already."""
        if self.groups[at] is Group.READY:
            self.groups[at] = group
            self.reasons[at] = reason

    def _read_phones(self) -> None:
        """The first filled of the phone columns, read; rows without a usable number are left out."""
        request = self.request
        if not request.phone_columns:
            self.shown = [""] * len(self.rows)
            self.phones: list[str | None] = [None] * len(self.rows)
            self.groups = [Group.EMPTY] * len(self.rows)
            self.reasons = {at: Reason("No column with phone numbers is chosen.") for at in range(len(self.rows))}
            return
        first, *others = request.phone_columns
        shown, read = self.content.shown(first), self.content.phones(first, request.country)
        self.shown = list(columns.picked(shown, self.rows))
        self.phones = list(columns.picked(read.usable, self.rows))
        source = dict.fromkeys(range(len(self.rows)), first) if others else {}
        for at in [at for at, found in enumerate(self.phones) if found is None]:
            n = self.rows[at]
            reading, column = read.odd[n], first
            for other in others:
                if reading.group is not Group.EMPTY or self._problem(n, column) not in (None, PROBLEM_MERGED):
                    break
                more = self.content.phones(other, request.country)
                column, source[at] = other, other
                self.shown[at], self.phones[at] = self.content.shown(other)[n], more.usable[n]
                reading = more.odd.get(n, reading)
                if more.usable[n] is not None:
                    break
            if self.phones[at] is None:
                self._leave_out(at, reading.group, Reason(reading.reason, reading.values, reading.suggestions))
        self._check_phone_cells(source, first)

    def _check_phone_cells(self, source: dict[int, int], first: int) -> None:
        """A broken phone cell is an error of the file, whatever its text looks like."""
        used = set(self.request.phone_columns)
        at_of = {n: at for at, n in enumerate(self.rows)} if self.sheet.problems else {}
        for (n, column), problem in self.sheet.problems.items():
            at = at_of.get(n)
            if column not in used or at is None or source.get(at, first) != column or problem == PROBLEM_DIGITS_LOST:
                continue
            self.phones[at] = None
            self.groups[at] = Group.CELL_ERROR
            self.reasons[at] = self._problem_reason(column, problem)

    def _problem(self, n: int, column: int) -> str | None:
        return self.sheet.problems.get((n, column))

    def _problem_reason(self, column: int, problem: str) -> Reason:
        name = self.names[column]
        if problem.startswith(ERROR_PREFIX):
            error = problem.removeprefix(ERROR_PREFIX)
            return Reason("{field} shows {error}.", {"field": name, "error": error})
        return Reason(_PROBLEM_WORDS.get(problem, "{field} may be damaged in the file."), {"field": name})

    def _fix(self) -> None:
        """Numbers the owner typed or accepted; they are read like any other, so a bad one stays left out."""
        reader = phone.reader(self.request.country)
        for number, text in self.request.fixes.items():
            at = self.position.get(number)
            if at is None:
                continue
            reading = reader.read(text)
            self.shown[at], self.phones[at] = text, reading.phone
            self.groups[at] = reading.group
            self.reasons.pop(at, None)
            if reading.phone is None:
                self.reasons[at] = Reason(reading.reason, reading.values, reading.suggestions)
            else:
                self.marks[at] |= MARK_BITS[Mark.FIXED]

    def _skip(self) -> None:
        for number in self.request.skipped:
            at = self.position.get(number)
            if at is not None:
                self.groups[at] = Group.SKIPPED_BY_YOU
                self.reasons[at] = Reason("You skipped this row.")
                self.marks[at] &= ~MARK_BITS[Mark.FIXED]

    def _leave_out_opted_out(self) -> None:
        refused, recent = self.request.do_not_text, self.request.recent
        if not refused and not recent:
            return
        for at, number in enumerate(self.phones):
            if number in refused:
                self._leave_out(at, Group.OPTED_OUT, Reason("This person asked not to be texted."))
            elif number in recent:
                self.marks[at] |= MARK_BITS[Mark.RECENT]

    def _write_texts(self) -> None:
        """Fill the message for every row, count its parts and leave out rows that miss something."""
        request = self.request
        self.merge: wording.Merge | None = None
        self.empty_fields: dict[str, int] = {}
        if request.text_column is not None:
            values = self.content.values(request.text_column)
            self.texts = list(columns.picked(values, self.rows))
            self._check_cells([request.text_column])
        else:
            self._fill_template(wording.parse(request.template or ""))
        self.parts = list(map(segments.parts, self.texts))
        empty, no_number, long = Reason("The message is empty."), Group.EMPTY, MARK_BITS[Mark.LONG]
        for at, (parts, text, group) in enumerate(zip(self.parts, self.texts, self.groups, strict=True)):
            if group is no_number:
                self.texts[at], self.parts[at] = "", 0
            elif parts == 0 or text.isspace():
                self._leave_out(at, Group.FIELD_MISSING, empty)
            elif parts > 1:
                self.marks[at] |= long
                if parts > request.max_parts:
                    values_of = {"parts": str(parts), "most": str(request.max_parts)}
                    self._leave_out(at, Group.TOO_LONG, Reason("{parts} SMS long; at most {most} go out.", values_of))

    def _fill_template(self, template: wording.Template) -> None:
        headings = [(name, n) for n, name in enumerate(self.names) if n not in self.secret]
        merge = wording.Merge(template, [*self.request.field_names.items(), *headings], self.request.fallbacks)
        self.merge = merge
        values = []
        for column in merge.columns:
            cells = self.content.values(column) if column >= 0 else None
            values.append(columns.picked(cells, self.rows) if cells is not None else [""] * len(self.rows))
        self.texts, empty = merge.texts(values, len(self.rows))
        if merge.unknown:
            unknown = Reason("There is no column named {field}.", {"field": merge.unknown[0]})
            for at in range(len(self.rows)):
                self._leave_out(at, Group.FIELD_MISSING, unknown)
        self._check_cells([column for column in merge.columns if column >= 0])
        for at, fields in empty.items():
            self._note_empty(at, fields)

    def _note_empty(self, at: int, fields: wording.Empty) -> None:
        if self.groups[at] is not Group.READY and self.groups[at] is not Group.FIELD_MISSING:
            return
        unknown = self.merge.unknown if self.merge is not None else ()
        for name in dict.fromkeys((*fields.missing, *fields.replaced)):
            if name not in unknown:
                self.empty_fields[name] = self.empty_fields.get(name, 0) + 1
        if fields.missing:
            self._leave_out(at, Group.FIELD_MISSING, Reason("{field} is empty.", {"field": fields.missing[0]}))
        else:
            self.marks[at] |= MARK_BITS[Mark.FALLBACK]

    def _check_cells(self, used: Sequence[int]) -> None:
        if not self.sheet.problems or not used:
            return
        at_of = {n: at for at, n in enumerate(self.rows)}
        for (n, column), problem in self.sheet.problems.items():
            at = at_of.get(n)
            if at is not None and column in used:
                self._leave_out(at, Group.CELL_ERROR, self._problem_reason(column, problem))

    def _leave_out_same_text(self) -> int:
        """Same number and same finished text: the first goes out. Returns how many people get something."""
        same = Reason("The same text goes to this number from another row.")
        again = Reason("The very same text went to this number not long ago.")
        repeated = {self.position[number] for number in self.request.repeated if number in self.position}
        phones, ready = self.phones, Group.READY
        # Most people have one row; only the others need a second look.
        going = [at for at, group in enumerate(self.groups) if group is ready]
        rows_of = Counter([phones[at] for at in going])
        unsure = [at for at in going if rows_of[phones[at]] > 1 or at in repeated]
        messages: set[tuple[str | None, str]] = set()
        people: set[str | None] = set()
        for at in unsure:
            number = phones[at]
            before = len(messages)
            messages.add((number, self.texts[at]))
            if len(messages) == before:
                self._leave_out(at, Group.SAME_TEXT, same)
            elif at in repeated:
                self._leave_out(at, Group.REPEATED, again)
            elif number in people:
                self.marks[at] |= MARK_BITS[Mark.SAME_PERSON]
            else:
                people.add(number)
        return len(going) - len(unsure) + len(people)

    def _plan(self, people: int) -> Plan:
        name_columns = [self.content.values(column) for column in self.request.name_columns]
        chosen = [columns.picked(column, self.rows) for column in name_columns] or [[""] * len(self.rows)]
        names = [" ".join(filter(None, parts) if "" in parts else parts) for parts in zip(*chosen, strict=True)]
        codes = np.fromiter(map(_CODES.__getitem__, self.groups), dtype=np.int8, count=len(self.rows))
        ready = codes == _CODES[Group.READY]
        left_out = {int(at): self.reasons.get(int(at), NO_REASON) for at in np.flatnonzero(~ready)}
        table = Table(
            sheet=self.sheet,
            indices=self.rows,
            headings=tuple(self.names),
            secret=self.secret,
            request=self.request,
            header_row=None if self.header is None else self.sheet.numbers[self.header],
            merge=self.merge,
            values=[self.content.values(column) if column >= 0 else [] for column in self.merge.columns]
            if self.merge is not None
            else [],
            reasons=left_out,
            frame=pd.DataFrame(
                {
                    "row": np.array(columns.picked(self.sheet.numbers, self.rows), dtype=np.int64),
                    "shown": pd.Series(self.shown, dtype=object),
                    "phone": pd.Series(self.phones, dtype=object),
                    "name": pd.Series(names, dtype=object),
                    "text": pd.Series(self.texts, dtype=object),
                    "parts": np.array(self.parts, dtype=np.int64),
                    "group": pd.Categorical.from_codes(codes, _GROUPS),
                    "marks": np.where(ready, np.array(self.marks, dtype=np.int64), 0),
                    "ready": ready,
                }
            ),
        )
        unknown = self.merge.unknown if self.merge is not None else ()
        return Plan(table, people=people, empty_fields=self.empty_fields, unknown_fields=unknown)
