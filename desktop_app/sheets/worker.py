"""The child process that reads people's files, plans and writes reports; the only one that loads readers and pandas.

It answers one request at a time over its pipe and ends when the pipe closes. It holds no secret and may die without
harm: the window's side turns that into a sentence.
"""

import gc
import os
import sys
import threading
import time
import traceback
from collections.abc import Callable
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol

from desktop_app.domain.errors import Trouble
from desktop_app.domain.recipient import GridRow, Group, Mark, Opened, PlanRequest, PlanRow, PlanTotals, SheetView
from desktop_app.sheets import refusals
from desktop_app.sheets.limits import Limits
from desktop_app.sheets.messages import from_wire, pack, to_wire, trouble_to_wire, unpack
from desktop_app.sheets.number_words import ENGLISH, language_for

if TYPE_CHECKING:
    from desktop_app.sheets.plan_pages import Plan
    from desktop_app.sheets.reading import Book
    from desktop_app.sheets.report import ReportRequest
    from desktop_app.sheets.sheet import Sheet

_SECRET_WORDS = ("TOKEN", "PASSWORD", "SECRET", "KEYRING", "CREDENTIAL")
_PARENT_CHECK_S = 1.0
_PROGRESS_S = 0.1
"""Least time between two progress messages: the bar moves, the pipe stays quiet."""
_ONE_THREAD = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS")
"""Number crunching with threads would only reserve memory here."""

HeaderRow = int | None | Literal["guess"]


class _Pipe(Protocol):
    def send_bytes(self, data: bytes) -> None: ...

    def recv_bytes(self) -> bytes: ...


def main(pipe: Connection, language: str = "") -> None:
    """Serve requests until the pipe closes.

    Args:
        pipe: this side of the pipe.
        language: the owner's language for month names where the file names none, as in `de`; English otherwise.
    """
    forget_secrets(os.environ)
    for name in _ONE_THREAD:
        os.environ[name] = "1"
    if sys.platform != "win32":
        threading.Thread(target=_end_with_parent, args=(os.getppid(),), daemon=True, name="parent watch").start()
    _load_readers()
    _be_quiet()
    Worker(pipe, language).serve()


def forget_secrets(environment: Any) -> None:
    """Remove everything that could be a credential from the environment."""
    for name in list(environment):
        if any(word in name.upper() for word in _SECRET_WORDS):
            del environment[name]


def _end_with_parent(parent: int) -> None:
    """A parent killed in mid-request closes no pipe we look at: notice that we were handed to another."""
    while os.getppid() == parent:
        time.sleep(_PARENT_CHECK_S)
    os._exit(0)


def _be_quiet() -> None:
    """Send what libraries print (a panic of calamine prints its whole stack) to nowhere; bugs travel by the pipe."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    os.close(nowhere)


def _load_readers() -> None:
    """Import what is slow now, while the owner still looks for the file."""
    import desktop_app.sheets.plan
    import desktop_app.sheets.reading
    import desktop_app.sheets.report  # noqa: F401  # for its import alone


class Worker:
    """The requests, by name. One file is open at a time."""

    def __init__(self, pipe: _Pipe, language: str = "") -> None:
        self._pipe = pipe
        self._language = language_for(language) or ENGLISH
        self._limits = Limits()
        self._size = 0
        self._book: Book | None = None
        self._sheet: Sheet | None = None
        self._sheet_key: tuple[str, str | None, str | None] | None = None
        self._secret: frozenset[int] = frozenset()
        self._plan: Plan | None = None
        self._file = ""
        self._requests: dict[str, Callable[..., Any]] = {
            "open": self.open,
            "pasted": self.pasted,
            "choose": self.choose,
            "grid": self.grid,
            "plan": self.plan,
            "rows": self.rows,
            "count": self.count,
            "ready_row": self.ready_row,
            "longest": self.longest,
            "save_plan": self.save_plan,
            "save_rows": self.save_rows,
            "report": self.report,
        }

    def serve(self) -> None:
        """Answer requests until the pipe closes."""
        while True:
            try:
                request = unpack(self._pipe.recv_bytes())
            except (EOFError, OSError):
                return
            try:
                self._pipe.send_bytes(pack(self._answer(request)))
            except (BrokenPipeError, OSError):
                return

    def _answer(self, request: dict[str, Any]) -> dict[str, Any]:
        try:
            return {"result": to_wire(self._requests[request["do"]](**request["with"]))}
        except Trouble as trouble:
            return {"trouble": trouble_to_wire(trouble)}
        except MemoryError:
            self._forget()
            return {"trouble": trouble_to_wire(refusals.too_large())}
        except Exception:  # noqa: BLE001  # a bug travels to the window, which logs it; the worker goes on
            return {"bug": traceback.format_exc(limit=-12)}
        finally:
            self._limits.stop_clock()

    def _forget(self) -> None:
        self._book = self._sheet = self._sheet_key = self._plan = None
        gc.unfreeze()

    def _progress(self) -> Callable[[int, int], None]:
        last = [time.monotonic()]

        def told(done: int, total: int) -> None:
            now = time.monotonic()
            if now - last[0] >= _PROGRESS_S:
                last[0] = now
                self._pipe.send_bytes(pack({"progress": [done, max(total, done) if total else 0]}))

        return told

    def open(self, path: str) -> Opened:
        """Open a file and look into its sheets."""
        from desktop_app.sheets import snapshot
        from desktop_app.sheets.reading import Book

        self._forget()
        taken = snapshot.take(Path(path))
        self._allow(len(taken.data))
        self._book = Book(taken.data, path, language=self._language)
        self._file = Path(path).name
        opened = self._book.opened()
        if taken.open_in_excel:
            note = f"Excel has this open. We read the version saved at {taken.saved:%H:%M}."
            opened = replace(opened, notes=(note, *opened.notes))
        return opened

    def pasted(self, text: str) -> Opened:
        """Take rows pasted from a spreadsheet."""
        from desktop_app.sheets.reading import Book

        self._forget()
        data = text.encode("utf-8", "replace")
        if not text.strip():
            raise refusals.no_rows()
        self._allow(len(data))
        self._book = Book(data, "", pasted=True, language=self._language)
        self._file = ""
        return self._book.opened()

    def _allow(self, size: int) -> None:
        self._size = size
        self._limits.set_memory(size)
        self._limits.start_clock(size)

    def choose(
        self,
        sheet: str,
        header_row: HeaderRow = "guess",
        encoding: str | None = None,
        separator: str | None = None,
        include_hidden: bool = False,
        country: str = "DE",
    ) -> SheetView:
        """Read a sheet (kept until another is chosen) and guess what its columns are."""
        from desktop_app.sheets import columns

        if self._book is None:
            raise refusals.not_open()
        key = (sheet, encoding, separator)
        if self._sheet is None or key != self._sheet_key:
            self._sheet = self._plan = None
            self._limits.start_clock(self._size)
            self._book.recode(encoding, separator)
            self._sheet = self._book.sheet(sheet, on_progress=self._progress())
            self._sheet_key = key
            self._limits.stop_clock()
        view = columns.view(self._sheet, header_row, country, include_hidden)
        header = columns.header_index(self._sheet, view.header_row)
        self._secret = columns.token_columns(columns.names(self._sheet, header))
        return view

    def _chosen(self) -> "Sheet":
        if self._sheet is None:
            raise refusals.not_open()
        return self._sheet

    def grid(self, offset: int, limit: int) -> list[GridRow]:
        """Raw rows as in the sheet, title lines and hidden ones too."""
        sheet = self._chosen()
        stop = min(offset + limit, len(sheet.rows))
        return [
            GridRow(sheet.numbers[i], self._shown(sheet.rows[i]), sheet.numbers[i] in sheet.hidden)
            for i in range(max(offset, 0), stop)
        ]

    def _shown(self, cells: list[str]) -> tuple[str, ...]:
        """The cells of a row without access tokens, whatever row of headings names them."""
        return tuple("" if column in self._secret else cell for column, cell in enumerate(cells))

    def plan(self, request: dict[str, Any]) -> PlanTotals:
        """Make the plan for a request; the pages below come from it."""
        from desktop_app.sheets import plan

        wanted: PlanRequest = from_wire(PlanRequest, request)
        if self._sheet is None or self._sheet.name != wanted.sheet:
            encoding, separator = (self._sheet_key or ("", None, None))[1:]
            self.choose(wanted.sheet, wanted.header_row, encoding, separator, wanted.include_hidden, wanted.country)
        self._plan = plan.build(self._chosen(), wanted.header_row, wanted)
        return self._plan.totals

    def _planned(self) -> "Plan":
        if self._plan is None:
            raise refusals.not_open()
        return self._plan

    def rows(self, group: str | None, mark: str | None, **which: Any) -> list[PlanRow]:
        """A page of the plan."""
        return self._planned().page(group=_group(group), mark=_mark(mark), **which)

    def count(self, group: str | None, mark: str | None, search: str) -> int:
        """How many rows of the plan fit."""
        return self._planned().count(group=_group(group), mark=_mark(mark), search=search)

    def ready_row(self, index: int) -> PlanRow | None:
        """The n-th row that goes out."""
        try:
            return self._planned().ready_row(index)
        except IndexError:
            return None

    def longest(self) -> list[int]:
        """Which ready rows have the longest texts."""
        return self._planned().longest()

    def save_plan(self, path: str) -> None:
        """Write the plan file the store takes over."""
        self._planned().save(Path(path), file=self._file)

    def save_rows(self, path: str, group: str | None, overwrite: bool) -> None:
        """Write rows of a group for mending."""
        self._planned().save_rows(Path(path), _group(group), overwrite=overwrite)

    def report(self, request: dict[str, Any]) -> int:
        """Write a campaign's report."""
        from desktop_app.sheets import report

        wanted: ReportRequest = from_wire(report.ReportRequest, request)
        return report.write(wanted)


def _group(value: str | None) -> Group | None:
    return Group(value) if value is not None else None


def _mark(value: str | None) -> Mark | None:
    return Mark(value) if value is not None else None
