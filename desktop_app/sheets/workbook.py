"""The window's side of the worker: one child process per open workbook, asked over a pipe and killed to cancel.

The pipe is read by a thread of its own, which works under every event loop and system; nothing here blocks the loop,
and a worker that dies becomes a sentence, never a wait without end.
"""

import asyncio
import contextlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from desktop_app.domain.errors import BadFile
from desktop_app.domain.recipient import GridRow, Group, Mark, Opened, PlanRequest, PlanRow, PlanTotals, SheetView
from desktop_app.sheets import refusals
from desktop_app.sheets.messages import from_wire, pack, to_wire, trouble_from_wire
from desktop_app.sheets.worker_link import Request, WorkerLink

if TYPE_CHECKING:
    from desktop_app.sheets.report import ReportRequest

START_S = 60.0
"""Longest wait for a fresh child; on a cold disk pandas alone takes some seconds."""
SILENCE_S = 60.0
"""Longest wait for an answer or a word of progress: no step of reading is silent for so long unless a drive hangs."""
LONG_SILENCE_S = 600.0
"""The same for steps without progress messages whose length depends on the number of rows (planning, writing)."""

Progress = Callable[[int, int], None]
HeaderRow = int | None | Literal["guess"]


class Workbook:
    """A spreadsheet in a process of its own. Every method raises `BadFile` with a sentence when it cannot.

    The child starts at once, so that it is ready when a file is chosen. Cancelling a call kills it; the next call other
    than `open` and `open_pasted` then says that reading was cancelled.

    Args:
        language: the owner's language, as in `de`, for month names where a file names none.
    """

    def __init__(self, *, language: str = "") -> None:
        self._link = WorkerLink(language)
        self._open = False
        self._lost: Callable[[], BadFile] = refusals.not_open
        self._busy = asyncio.Lock()
        self._closed = False
        self._link.start()

    async def open(self, path: Path, on_progress: Progress | None = None) -> Opened:
        """Open a file; its bytes are taken now, later changes to it do not matter.

        Args:
            path: the file.
            on_progress: told (rows read, rows expected) while its sheets are looked into.
        """
        self._open = False
        opened: Opened = from_wire(Opened, await self._ask("open", SILENCE_S, on_progress, path=str(path)))
        self._open = True
        return opened

    async def open_pasted(self, text: str) -> Opened:
        """Take rows pasted from Excel or another spreadsheet."""
        self._open = False
        opened: Opened = from_wire(Opened, await self._ask("pasted", SILENCE_S, text=text))
        self._open = True
        return opened

    async def choose(
        self,
        sheet: str,
        *,
        header_row: HeaderRow = "guess",
        encoding: str | None = None,
        separator: str | None = None,
        include_hidden: bool = False,
        country: str = "DE",
        on_progress: Progress | None = None,
    ) -> SheetView:
        """Read a sheet and guess what its columns are; encoding and separator are for text files only."""
        answer = await self._ask(
            "choose",
            LONG_SILENCE_S,
            on_progress,
            sheet=sheet,
            header_row=header_row,
            encoding=encoding,
            separator=separator,
            include_hidden=include_hidden,
            country=country,
        )
        view: SheetView = from_wire(SheetView, answer)
        return view

    async def grid(self, offset: int, limit: int) -> list[GridRow]:
        """Raw rows of the chosen sheet, title lines included."""
        found: list[GridRow] = from_wire(list[GridRow], await self._ask("grid", offset=offset, limit=limit))
        return found

    async def plan(self, request: PlanRequest) -> PlanTotals:
        """Make the plan; `rows`, `ready_row` and the like tell about the latest one."""
        totals: PlanTotals = from_wire(PlanTotals, await self._ask("plan", LONG_SILENCE_S, request=to_wire(request)))
        return totals

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
        """A page of the plan."""
        answer = await self._ask(
            "rows", group=to_wire(group), mark=to_wire(mark), search=search, offset=offset, limit=limit, sort=sort
        )
        found: list[PlanRow] = from_wire(list[PlanRow], answer)
        return found

    async def count(self, *, group: Group | None = None, mark: Mark | None = None, search: str = "") -> int:
        """How many rows of the plan fit."""
        return int(await self._ask("count", group=to_wire(group), mark=to_wire(mark), search=search))

    async def ready_row(self, index: int) -> PlanRow:
        """The n-th row that goes out.

        Raises:
            IndexError: there are not so many.
        """
        row: PlanRow | None = from_wire(PlanRow | None, await self._ask("ready_row", index=index))
        if row is None:
            raise IndexError(index)
        return row

    async def longest(self) -> list[int]:
        """Indices for `ready_row`, longest texts first."""
        return list(await self._ask("longest", LONG_SILENCE_S))

    async def save_plan(self, path: Path) -> None:
        """Write the plan as the SQLite file the store takes over."""
        await self._ask("save_plan", LONG_SILENCE_S, path=str(path))

    async def save_rows(self, path: Path, group: Group | None, *, overwrite: bool = False) -> None:
        """Write the rows of a group (all left-out ones when None) as a workbook or CSV."""
        await self._ask("save_rows", LONG_SILENCE_S, path=str(path), group=to_wire(group), overwrite=overwrite)

    async def write_report(self, request: "ReportRequest") -> int:
        """Write a campaign's report; returns its rows. Needs no open file."""
        return int(await self._ask("report", LONG_SILENCE_S, request=to_wire(request)))

    async def close(self) -> None:
        """End the child and the thread; afterwards nothing can be asked."""
        if self._closed:
            return
        self._closed = True
        loop = asyncio.get_running_loop()
        ended = asyncio.Event()
        self._link.ended = lambda: _tell(loop, ended.set)
        self._link.requests.put(None)
        if self._busy.locked():
            self.kill()
        await ended.wait()

    def kill(self) -> None:
        """Cancel whatever is being done, at once; the file has to be opened again."""
        if self._open:
            self._lost = refusals.cancelled
        self._open = False
        self._link.kill("cancelled")

    async def _ask(
        self, what: str, silence_s: float = SILENCE_S, on_progress: Progress | None = None, **with_: Any
    ) -> Any:
        async with self._busy:
            if self._closed:
                raise refusals.cancelled()
            if not self._open and what not in _FREE:
                raise self._lost()
            try:
                return await self._exchange(what, max(silence_s, START_S), on_progress, with_)
            except BadFile as error:
                if not self._alive():
                    self._open, self._lost = False, _same(error)
                raise

    def _alive(self) -> bool:
        child = self._link.child
        return child is not None and not child.killed

    async def _exchange(self, what: str, silence_s: float, on_progress: Progress | None, with_: dict[str, Any]) -> Any:
        loop = asyncio.get_running_loop()
        answered: asyncio.Future[dict[str, Any]] = loop.create_future()

        def settle(answer: dict[str, Any] | BaseException) -> None:
            if answered.done():
                return
            if isinstance(answer, BaseException):
                answered.set_exception(answer)
            else:
                answered.set_result(answer)

        def done(answer: dict[str, Any] | BaseException) -> None:
            _tell(loop, settle, answer)

        def progress(done_rows: int, total: int) -> None:
            if on_progress is not None:
                _tell(loop, on_progress, done_rows, total)

        message = pack({"do": what, "with": with_})
        self._link.requests.put(Request(message, what in _FREE, silence_s, done, progress))
        try:
            answer = await answered
        except asyncio.CancelledError:
            self._open, self._lost = False, refusals.cancelled
            self._link.kill("cancelled")
            raise
        return _result(answer)


_FREE = frozenset({"open", "pasted", "report"})
"""Requests that need no open file."""


def _tell(loop: asyncio.AbstractEventLoop, what: Callable[..., object], *arguments: object) -> None:
    """Have the loop call `what`; a loop that is gone waits for nothing."""
    with contextlib.suppress(RuntimeError):
        loop.call_soon_threadsafe(what, *arguments)


def _same(error: BadFile) -> Callable[[], BadFile]:
    return lambda: BadFile(error.what, error.meaning, error.next_step, **error.values)


def _result(answer: dict[str, Any]) -> Any:
    if "trouble" in answer:
        raise trouble_from_wire(answer["trouble"])
    if "bug" in answer:
        raise RuntimeError(f"the sheets worker failed:\n{answer['bug']}")
    return answer["result"]
