"""A campaign's report: the owner's columns, then what became of each row, in the sheet's order."""

import csv
from collections.abc import AsyncIterator
from datetime import UTC
from pathlib import Path

import pytest
from openpyxl import load_workbook

from desktop_app.clock import SystemClock
from desktop_app.domain.errors import BadFile
from desktop_app.domain.outgoing import Delivery, Share
from desktop_app.domain.settings import Settings
from desktop_app.services.bulk import Bulk
from desktop_app.services.reporting import Reports
from desktop_app.sheets.workbook import Workbook
from desktop_app.store.database import Store

ROWS = "Name;Mobile;Note\nAnna;0176 42111111;=1+1\nBen;nobody;\nCleo;0176 42111113;x\n"


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    store = await Store.open(tmp_path / "desk.sqlite", SystemClock())
    yield store
    await store.aclose()


@pytest.fixture
async def campaign(store: Store, tmp_path: Path) -> int:
    file = tmp_path / "people.csv"
    file.write_text(ROWS, encoding="utf-8")
    bulk = Bulk(Workbook, store, None, Settings, SystemClock(), tmp_path)
    await bulk.open_file(file)
    await bulk.choose()
    await bulk.write("Hello {Name}")
    sent = await bulk.send("People", Delivery(shares=(Share(7, 0, 2),), pace_s=20), consent=False)
    await bulk.close()
    return sent


async def test_every_row_of_the_file_is_told_in_its_order(store: Store, campaign: int, tmp_path: Path) -> None:
    target = tmp_path / "report.csv"
    assert await Reports(Workbook, store, tmp_path, UTC).write(campaign, target) == 3
    with target.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["Name"] for row in rows] == ["Anna", "Ben", "Cleo"]
    assert [row["State"] for row in rows] == ["Waiting", "Left out", "Waiting"]
    assert rows[0]["Message"] == "Hello Anna"
    assert rows[0]["Note"] == "'=1+1"
    assert rows[1]["Reason"]
    assert not list(tmp_path.glob("*.jsonl"))


async def test_the_workbook_holds_the_same_as_text(store: Store, campaign: int, tmp_path: Path) -> None:
    target = tmp_path / "report.xlsx"
    await Reports(Workbook, store, tmp_path, UTC).write(campaign, target, say=str.upper)
    sheet = load_workbook(target).active
    assert sheet is not None
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0][:4] == ["Name", "Mobile", "Note", "STATE"]
    assert rows[1][2] == "=1+1"
    assert {cell.data_type for row in sheet.iter_rows(min_row=2) for cell in row if cell.value} == {"s"}


async def test_a_file_that_is_there_is_kept(store: Store, campaign: int, tmp_path: Path) -> None:
    target = tmp_path / "report.xlsx"
    target.write_text("mine")
    with pytest.raises(BadFile):
        await Reports(Workbook, store, tmp_path, UTC).write(campaign, target)
    assert target.read_text() == "mine"
    assert not list(tmp_path.glob("*.jsonl"))
