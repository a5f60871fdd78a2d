"""The window's side of the worker: one child process per open workbook, asked over a pipe and killed to cancel.

The pipe is read by a thread of its own, which works under every event loop and system; nothing here blocks the loop,
and a worker that dies becomes a sentence, never a wait without end.
"""

import asyncio
import contextlib
import multiprocessing
import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from desktop_app.domain.errors import BadFile
from desktop_app.domain.recipient import Group, Mark, Opened, PlanRequest, PlanRow, PlanTotals, SheetView
from desktop_app.sheets import refusals, worker
from desktop_app.sheets.limits import OUT_OF_MEMORY_CODE
from desktop_app.sheets.messages import from_wire, pack, to_wire, trouble_from_wire, unpack
from desktop_app.sheets.worker import GridRow

if TYPE_CHECKING:
    from desktop_app.sheets.report import ReportRequest

START_S = 60.0
"""Longest wait for a fresh child; on a cold disk pandas alone takes some seconds."""
SILENCE_S = 60.0
"""Longest wait for an answer or a word of progress: no step of reading is silent for so long unless a drive hangs."""
LONG_SILENCE_S = 600.0
"""The same for steps without progress messages whose length depends on the number of rows (planning, writing)."""
CLOSE_S = 2.0
"""How long a child may take to end by itself."""
_POLL_S = 0.25

Progress = Callable[[int, int], None]
HeaderRow = int | None | Literal["guess"]


@dataclass
class _Request:
    message: bytes
    fresh: bool
    """Whether it may go to a child that knows nothing of earlier requests."""
    silence_s: float
    done: Callable[[dict[str, Any] | BaseException], None]
    progress: Callable[[int, int], None] | None = None


@dataclass
class _Child:
    """A running worker and our end of its pipe."""

    process: BaseProcess
    pipe: Connection
    killed: str = ""
    """Why we ended it ourselves."""


@dataclass
class _Link:
    """The thread that starts the child, talks to it and notices its end."""

    language: str
    child: _Child | None = None
    requests: "queue.SimpleQueue[_Request | None]" = field(default_factory=queue.SimpleQueue)
    lock: threading.Lock = field(default_factory=threading.Lock)
    thread: threading.Thread | None = None
    closed: bool = False

    def start(self) -> None:
        self.thread = threading.Thread(target=self._run, name="sheets pipe", daemon=True)
        self.thread.start()

    def kill(self, why: str) -> None:
        """End the child now; a request under way fails with `why`."""
        with self.lock:
            child = self.child
            if child is not None and not child.killed:
                child.killed = why
                with contextlib.suppress(ValueError):  # closed meanwhile: it is gone
                    child.process.kill()

    def _run(self) -> None:
        with contextlib.suppress(OSError):
            self._start_child()  # ahead of need: nobody waits for pandas
        while (request := self.requests.get()) is not None:
            try:
                answer: dict[str, Any] | BaseException = self._exchange(request)
            except BadFile as error:
                answer = error
            except Exception as error:  # a bug here must reach the caller, or it would wait for ever
                answer = error
            request.done(answer)
        self._end_child()

    def _start_child(self) -> _Child:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=worker.main, args=(theirs, self.language), daemon=True, name="sheets worker")
        process.start()
        theirs.close()
        child = _Child(process, ours)
        with self.lock:
            self.child = child
        return child

    def _exchange(self, request: _Request) -> dict[str, Any]:
        child = self.child
        if child is not None and (child.killed or not child.process.is_alive()):
            why = self._why_it_died(child)
            if not request.fresh:
                raise why
            child = None
        if child is None:
            child = self._start_child()
        try:
            child.pipe.send_bytes(request.message)
            return self._answer(child, request)
        except (EOFError, OSError, ValueError) as error:
            raise self._why_it_died(child) from error

    def _answer(self, child: _Child, request: _Request) -> dict[str, Any]:
        silence = 0.0
        while True:
            if not child.pipe.poll(_POLL_S):
                silence += _POLL_S
                if silence > request.silence_s:
                    self.kill("slow")
                continue
            silence = 0.0
            message = unpack(child.pipe.recv_bytes())
            if "progress" not in message:
                return message
            if request.progress is not None:
                request.progress(*message["progress"])

    def _why_it_died(self, child: _Child) -> BadFile:
        child.process.join(CLOSE_S)
        code = child.process.exitcode
        child.pipe.close()
        with self.lock:
            if self.child is child:
                self.child = None
        if code is not None:
            child.process.close()
        if child.killed == "cancelled":
            return refusals.cancelled()
        if child.killed == "slow" or code in _TIME_UP:
            return refusals.too_slow()
        if code in _OUT_OF_MEMORY:
            return refusals.too_large()
        return refusals.broke_reader()

    def _end_child(self) -> None:
        child = self.child
        if child is None:
            return
        child.pipe.close()
        child.process.join(CLOSE_S)
        if child.process.is_alive():
            child.process.kill()
            child.process.join(CLOSE_S)
        if not child.process.is_alive():
            child.process.close()
        self.child = None


_TIME_UP = (-24,)
"""SIGXCPU."""
_OUT_OF_MEMORY = (OUT_OF_MEMORY_CODE, -6, -9, 3, 0xC0000409)
"""Our own watch; abort after a refused allocation (also of calamine and on Windows); killed by the system."""


class Workbook:
    """A spreadsheet in a process of its own. Every method raises `BadFile` with a sentence when it cannot.

    The child starts at once, so that it is ready when a file is chosen. Cancelling a call kills it; the next call other
    than `open` and `open_pasted` then says that reading was cancelled.

    Args:
        language: the owner's language, as in `de`, for month names where a file names none.
    """

    def __init__(self, *, language: str = "") -> None:
        self._link = _Link(language)
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
        self._link.requests.put(None)
        if self._busy.locked():
            self.kill()
        thread = self._link.thread
        while thread is not None and thread.is_alive():
            await asyncio.sleep(0.01)

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
            with contextlib.suppress(RuntimeError):  # the loop is gone: nobody waits for the answer
                loop.call_soon_threadsafe(settle, answer)

        def progress(done_rows: int, total: int) -> None:
            if on_progress is not None:
                with contextlib.suppress(RuntimeError):
                    loop.call_soon_threadsafe(on_progress, done_rows, total)

        message = pack({"do": what, "with": with_})
        self._link.requests.put(_Request(message, what in _FREE, silence_s, done, progress))
        try:
            answer = await answered
        except asyncio.CancelledError:
            self._open, self._lost = False, refusals.cancelled
            self._link.kill("cancelled")
            raise
        return _result(answer)


_FREE = frozenset({"open", "pasted", "report"})
"""Requests that need no open file."""


def _same(error: BadFile) -> Callable[[], BadFile]:
    return lambda: BadFile(error.what, error.meaning, error.next_step, **error.values)


def _result(answer: dict[str, Any]) -> Any:
    if "trouble" in answer:
        raise trouble_from_wire(answer["trouble"])
    if "bug" in answer:
        raise RuntimeError(f"the sheets worker failed:\n{answer['bug']}")
    return answer["result"]
