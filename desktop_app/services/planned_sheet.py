"""A workbook under a plan: what is open, what the owner chose, and what would go out because of it.

The table itself lives in the sheets' worker; here are the choices and their undo. Nothing here sends.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal, TypeVar

from desktop_app.clock import Clock
from desktop_app.domain.edits import EditHistory, Edits
from desktop_app.domain.errors import BadUse
from desktop_app.domain.recipient import GridRow, Group, Mark, Opened, PlanRequest, PlanRow, PlanTotals, SheetView
from desktop_app.domain.settings import Settings
from desktop_app.services.draft_memory import DraftMemory
from desktop_app.sheets.workbook import Workbook
from desktop_app.store.database import Store

T = TypeVar("T")


class PlannedSheet:
    """An open workbook. Every method that changes the request ends in a fresh plan and its totals."""

    def __init__(
        self,
        workbook: Callable[[], Workbook],
        store: Store,
        settings: Callable[[], Settings],
        clock: Clock,
    ) -> None:
        """Nothing is opened yet. `workbook` makes a worker for one file."""
        self._make_workbook = workbook
        self._workbook: Workbook | None = None
        self._store = store
        self._settings = settings
        self._clock = clock
        self._memory = DraftMemory(store, clock)
        self._forget()

    def _forget(self) -> None:
        self.opened: Opened | None = None
        self.view: SheetView | None = None
        self.request: PlanRequest | None = None
        self.totals: PlanTotals | None = None
        self.history = EditHistory()
        self.known = False
        """Whether the roles of these columns are remembered from an earlier workbook."""

    # File

    def prepare(self) -> None:
        """Start the worker before a file is chosen, so that nobody waits for it."""
        if self._workbook is None:
            self._workbook = self._make_workbook()

    async def open_file(self, path: Path, on_progress: Callable[[int, int], None] | None = None) -> Opened:
        """Open `path` as the draft's workbook; rows read so far and in all are told to `on_progress`.

        Raises:
            BadFile: it cannot be read; the sentence names the cause.
        """
        self._forget()
        self.opened = await self.book.open(path, on_progress)
        return self.opened

    async def paste(self, text: str) -> Opened:
        """Open rows copied from a spreadsheet as the draft's workbook."""
        self._forget()
        self.opened = await self.book.open_pasted(text)
        return self.opened

    def cancel(self) -> None:
        """Stop whatever the worker does, at once; the file has to be opened again."""
        if self._workbook is not None:
            self._workbook.kill()

    async def close(self) -> None:
        """Let go of the file; the draft stays saved."""
        workbook, self._workbook = self._workbook, None
        self._forget()
        if workbook is not None:
            await workbook.close()

    # Columns

    async def choose(
        self,
        sheet: str | None = None,
        *,
        header_row: int | None | Literal["guess"] = "guess",
        encoding: str | None = None,
        separator: str | None = None,
        include_hidden: bool = False,
        country: str | None = None,
    ) -> SheetView:
        """Choose the sheet and where its headings are; the guesses become the request."""
        opened = self._need(self.opened)
        country = country or (self.request.country if self.request else self._settings().country)
        view = await self.book.choose(
            sheet or opened.best,
            header_row=header_row,
            encoding=encoding,
            separator=separator,
            include_hidden=include_hidden,
            country=country,
        )
        before = self.request
        same_table = self.view is not None and self.view.sheet == view.sheet and self.view.columns == view.columns
        self.view = view
        self.request = PlanRequest(
            sheet=view.sheet,
            header_row=view.header_row,
            phone_columns=() if view.phone_column is None else (view.phone_column,),
            name_columns=view.name_columns,
            country=country,
            include_hidden=include_hidden,
            max_parts=self._settings().max_parts,
        )
        if before is not None and same_table:
            self.request = replace(before, header_row=view.header_row, country=country, include_hidden=include_hidden)
        else:
            await self._recall_columns(view)
        return view

    async def _recall_columns(self, view: SheetView) -> None:
        remembered = await self._memory.columns_for(view)
        self.known = remembered is not None and bool(remembered.phone_columns)
        if remembered is not None and self.request is not None:
            self.request = replace(
                self.request,
                phone_columns=remembered.phone_columns,
                field_names=remembered.field_names,
                name_columns=remembered.name_columns,
                text_column=remembered.text_column,
            )

    async def remember_columns(self) -> None:
        """Keep the roles of these headings for the next workbook that has the same ones."""
        await self._memory.keep_columns(self._need(self.view), self._need(self.request))

    async def grid(self, offset: int, limit: int) -> list[GridRow]:
        """Raw rows of the chosen sheet, title lines included."""
        return await self.book.grid(offset, limit)

    def set_columns(
        self, phone_columns: tuple[int, ...], field_names: Mapping[str, int], text_column: int | None = None
    ) -> None:
        """Say which columns hold the number (the first filled one wins), the fields and a finished text."""
        self.request = replace(
            self._need(self.request),
            phone_columns=phone_columns,
            field_names=dict(field_names),
            text_column=text_column,
        )

    # Message and check

    async def write(
        self, template: str | None, fallbacks: Mapping[str, str] | None = None, *, text_column: int | None = None
    ) -> PlanTotals:
        """Set the text (or the column with finished texts) and plan.

        Raises:
            BadUse: no phone column is chosen.
        """
        request = self._need(self.request)
        if template is None and text_column is None:
            text_column = request.text_column
        request = replace(request, template=template, text_column=text_column)
        if fallbacks is not None:
            request = replace(request, fallbacks=dict(fallbacks))
        return await self._plan(request)

    async def _plan(self, request: PlanRequest) -> PlanTotals:
        if not request.phone_columns:
            raise BadUse("Which column has the phone numbers?", "", "Choose it first.")
        request = replace(request, do_not_text=await self._store.do_not_text.numbers(), recent=await self._recent())
        totals = await self.book.plan(request)
        self.request, self.totals = request, totals
        await self._memory.keep(self._need(self.opened), request, totals)
        return totals

    async def _recent(self) -> frozenset[str]:
        since: datetime = self._clock.wall() - timedelta(days=self._settings().recent_days)
        return await self._store.outbox.texted_since(since)

    async def fix(self, row: int, number: str) -> PlanTotals:
        """Use `number` (typed, or a suggestion accepted) for sheet row `row`."""
        return await self._edit(self._edits.fixed({row: number}))

    async def skip(self, rows: Iterable[int]) -> PlanTotals:
        """Leave sheet rows out."""
        return await self._edit(self._edits.left_out(rows))

    async def unskip(self, rows: Iterable[int]) -> PlanTotals:
        """Take rows back that the owner had left out."""
        return await self._edit(self._edits.taken_back(rows))

    async def accept_safe(self, group: Group = Group.NOT_A_NUMBER) -> PlanTotals:
        """Use the suggestion of every row in `group` that has exactly one safe reading."""
        fixes: dict[int, str] = {}
        offset = 0
        while page := await self.rows(group=group, offset=offset, limit=1000):
            fixes.update({row.row: row.suggestions[0] for row in page if len(row.suggestions) == 1})
            offset += len(page)
        return await self._edit(self._edits.fixed(fixes))

    async def undo(self) -> PlanTotals:
        """Take the last edit back; nothing happens when there is none."""
        before, target = self._edits, self.history.peek_undo()
        if target is None:
            return self._need(self.totals)
        totals = await self._apply(target)
        self.history.did_undo(before)
        return totals

    async def redo(self) -> PlanTotals:
        """Do the edit again that was taken back last."""
        before, target = self._edits, self.history.peek_redo()
        if target is None:
            return self._need(self.totals)
        totals = await self._apply(target)
        self.history.did_redo(before)
        return totals

    @property
    def _edits(self) -> Edits:
        request = self._need(self.request)
        return Edits(request.fixes, request.skipped)

    async def _edit(self, edits: Edits) -> PlanTotals:
        before = self._edits
        totals = await self._apply(edits)
        self.history.did(before)
        return totals

    async def _apply(self, edits: Edits) -> PlanTotals:
        return await self._plan(replace(self._need(self.request), fixes=edits.fixes, skipped=edits.skipped))

    async def rows(
        self,
        *,
        group: Group | None = None,
        mark: Mark | None = None,
        search: str = "",
        offset: int = 0,
        limit: int = 100,
        sort: str = "row",
    ) -> list[PlanRow]:
        """A page of planned rows of one group or mark (all of them with neither)."""
        return await self.book.rows(group=group, mark=mark, search=search, offset=offset, limit=limit, sort=sort)

    async def ready_row(self, index: int) -> PlanRow:
        """The `index`-th row that goes out, counted from 0."""
        return await self.book.ready_row(index)

    async def longest(self) -> list[int]:
        """Indices for `ready_row`, longest message first."""
        return await self.book.longest()

    async def save_rows(self, path: Path, group: Group | None) -> Path:
        """Save the rows of a group as a workbook of their own."""
        await self.book.save_rows(path, group)
        return path

    @property
    def book(self) -> Workbook:
        """The worker that holds the table."""
        self.prepare()
        return self._need(self._workbook)

    @staticmethod
    def _need(value: T | None) -> T:
        if value is None:
            raise BadUse("Choose a file first.")
        return value
