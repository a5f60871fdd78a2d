"""The window's side of the worker: it answers, it can be cancelled, and its death is a sentence."""

import asyncio
import os
import signal
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from desktop_app.domain.errors import BadFile
from desktop_app.domain.recipient import Group, PlanRequest
from desktop_app.sheets import limits, worker
from desktop_app.sheets.workbook import Workbook
from tests.unit.sheets.workbooks import xlsx

LIST = "Name;Mobil\nAnna;+49 1575 2982212\nBert;no number\n"


@pytest.fixture
async def book() -> AsyncIterator[Workbook]:
    opened = Workbook()
    yield opened
    await opened.close()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "Kunden [1] ä.csv"
    file.write_text(LIST, encoding="utf-8")
    return file


def large(path: Path, rows: int = 150_000) -> Path:
    path.write_bytes(
        xlsx("".join(f'<row r="{n}">' + "".join(f'<c r="{c}{n}"><v>{n}.{n}</v></c>' for c in "ABCDEFGH") + "</row>"
                     for n in range(1, rows)))
    )  # fmt: skip
    return path


async def test_from_file_to_plan(book: Workbook, path: Path, tmp_path: Path) -> None:
    opened = await book.open(path)
    assert (opened.kind, opened.separator, opened.encoding) == ("csv", ";", "utf-8")
    view = await book.choose(opened.best)
    assert (view.header_row, view.phone_column, view.rows) == (1, 1, 2)
    grid = await book.grid(0, 2)
    assert [(row.number, row.cells) for row in grid] == [(1, ("Name", "Mobil")), (2, ("Anna", "+49 1575 2982212"))]
    request = PlanRequest(sheet=opened.best, header_row=1, phone_columns=(1,), template="Hi {Name}")
    totals = await book.plan(request)
    assert (totals.rows, totals.ready, totals.left_out) == (2, 1, {Group.NOT_A_NUMBER: 1})
    assert [row.text for row in await book.rows(group=Group.READY)] == ["Hi Anna"]
    assert (await book.ready_row(0)).to == "+4915752982212"
    assert await book.longest() == [0]
    assert await book.count(group=Group.NOT_A_NUMBER) == 1
    with pytest.raises(IndexError):
        await book.ready_row(1)
    await book.save_plan(tmp_path / "plan.db")
    assert (tmp_path / "plan.db").stat().st_size > 0


async def test_pasted_rows_and_the_owners_separator(book: Workbook) -> None:
    opened = await book.open_pasted("a\tb\n1\t2\n")
    assert opened.kind == "pasted"
    await book.choose(opened.best, separator=";", header_row=None)
    assert (await book.grid(0, 1))[0].cells == ("a\tb",)


async def test_the_grid_shows_no_access_tokens(book: Workbook) -> None:
    opened = await book.open_pasted("sendto\tbody\ttoken\n0157\tHi\ts3cret\n")
    await book.choose(opened.best)
    assert [row.cells for row in await book.grid(0, 2)] == [("sendto", "body", ""), ("0157", "Hi", "")]


async def test_a_bad_file_is_a_sentence_and_the_next_one_opens(book: Workbook, path: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.xlsx"
    bad.write_bytes(b"%PDF-1.4")
    with pytest.raises(BadFile, match="This is a PDF"):
        await book.open(bad)
    with pytest.raises(BadFile, match="No file is open"):
        await book.grid(0, 1)
    assert (await book.open(path)).kind == "csv"


@pytest.mark.skipif(sys.platform == "win32", reason="signals end a process on POSIX only")
async def test_a_dead_worker_is_a_sentence_and_a_new_one_starts(book: Workbook, path: Path) -> None:
    await book.open(path)
    child = book._link.child
    assert child is not None and child.process.pid is not None
    os.kill(child.process.pid, signal.SIGSEGV)
    child.process.join(5)
    with pytest.raises(BadFile, match="reading it failed"):
        await book.choose("Kunden [1] ä")
    assert (await book.open(path)).kind == "csv"


async def test_cancel_ends_reading_at_once_and_says_so(book: Workbook, tmp_path: Path) -> None:
    opened = await book.open(large(tmp_path / "large.xlsx"))
    seen: list[tuple[int, int]] = []
    started = asyncio.Event()
    reading = asyncio.ensure_future(
        book.choose(opened.best, on_progress=lambda done, total: (seen.append((done, total)), started.set()))
    )
    await asyncio.wait_for(started.wait(), 20)
    cancelled_at = time.monotonic()
    reading.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reading
    assert time.monotonic() - cancelled_at < 1
    with pytest.raises(BadFile, match="cancelled"):
        await book.grid(0, 1)
    assert seen[0][0] > 0


async def test_kill_while_reading_is_a_sentence(book: Workbook, tmp_path: Path) -> None:
    opened = await book.open(large(tmp_path / "large.xlsx"))
    reading = asyncio.ensure_future(book.choose(opened.best, on_progress=lambda *_: book.kill()))
    with pytest.raises(BadFile, match="cancelled"):
        await asyncio.wait_for(reading, 20)


async def test_close_ends_the_process_even_while_it_reads(tmp_path: Path) -> None:
    book = Workbook()
    opened = await book.open(large(tmp_path / "large.xlsx"))
    child = book._link.child
    assert child is not None
    process = child.process
    pid = process.pid
    assert pid is not None
    reading = asyncio.ensure_future(book.choose(opened.best))
    await asyncio.sleep(0.05)
    await book.close()
    with pytest.raises(BadFile):
        await reading
    if sys.platform != "win32":
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)
    with pytest.raises(BadFile):
        await book.grid(0, 1)


@pytest.mark.full
@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc and sets RLIMIT_DATA")
async def test_a_file_that_needs_too_much_memory_is_refused_below_the_limit(book: Workbook, tmp_path: Path) -> None:
    text = "a" * 30_000 + "\U0001f600"  # one such sign makes every letter take four bytes
    greedy = tmp_path / "greedy.xlsx"
    greedy.write_bytes(
        xlsx(
            "".join(f'<row r="{n}"><c r="A{n}" t="inlineStr"><is><t>{text}</t></is></c></row>' for n in range(1, 5001))
        )
    )
    assert greedy.stat().st_size < limits.SMALL_FILE
    opened = await book.open(greedy)
    child = book._link.child
    assert child is not None
    status = Path(f"/proc/{child.process.pid}/status")
    with pytest.raises(BadFile, match="too large"):
        await book.choose(opened.best)
    peak = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    assert 300 << 20 < int(peak.split()[1]) * 1024 < limits.SMALL_MEMORY
    with pytest.raises(BadFile, match="No file"):
        await book.grid(0, 1)


def test_secrets_do_not_reach_the_worker() -> None:
    environment = {"SMS_DESK_TOKEN": "x", "PATH": "/bin", "MY_PASSWORD": "y", "PYTHON_KEYRING_BACKEND": "z"}
    worker.forget_secrets(environment)
    assert environment == {"PATH": "/bin"}
