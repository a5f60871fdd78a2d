"""Trouble in the middle of a campaign, seen in the window: a visitor, a refused token, quiet hours, a silent phone."""

import asyncio
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLineEdit
from tzlocal import get_localzone

from tests.e2e.desk import TEXT, Desk, phone
from tests.e2e.window import Eyes, until
from tests.e2e.window_stage import Shop, open_shop, press_send

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support grabbing the keyboard", extend=True)
ROWS, SPEED = 100, 60.0
PHONES = (20001, 20002)


def recent(eyes: Eyes) -> list[str]:
    """What the list of recent campaigns says."""
    [table] = [one for one in eyes.seen(QAbstractItemView) if one.accessibleName() == "Recent campaigns"]
    model = table.model()
    rows = (
        [model.index(row, column).data() for column in range(model.columnCount())] for row in range(model.rowCount())
    )
    return [",".join(str(cell) for cell in row) for row in rows]


@pytest.fixture
def shop(qapp: QApplication, tmp_path: Path) -> Iterator[Shop]:
    with open_shop(qapp, tmp_path, speed=SPEED) as made:
        yield made


async def test_a_visitors_send_goes_out_beside_the_windows_own(shop: Shop) -> None:
    report = shop.folder / "report.csv"
    second = shop.sheet(8, first=500, name="second.csv")
    with second.open("a", encoding="utf-8") as file:
        file.write("Odd;12\n")
    desk = Desk(shop.data, shop.gateway.url)
    async with shop.window(shop.sheet(ROWS)) as (eyes, _):
        await press_send(eyes, ROWS)
        await until(lambda: len(shop.entries) >= 10)
        visitor = desk.start("send", str(second), *TEXT, "--yes", "--wait", "--report", str(report))
        out, err = await asyncio.to_thread(visitor.communicate)
        assert visitor.returncode == 1, "a row is left out: " + out + err
        assert "8 delivered" in out
        assert f"Report: {report}" in out
        assert report.read_text(encoding="utf-8-sig").count("Delivered") == 8
        await until(lambda: len(shop.entries) == ROWS + 8)
        await eyes.read("have arrived.")
        await eyes.click("Back to Bulk send")
        await until(lambda: len(recent(eyes)) == 2)
        assert {line.split(",")[0] for line in recent(eyes)} == {"people", "second"}, recent(eyes)
    numbers = sorted(entry["sendto"] for entry in shop.entries)
    assert numbers == sorted(phone(n) for n in (*range(ROWS), *range(500, 508)))
    shop.each_ref_once()


async def test_signing_in_again_in_the_window_goes_on(shop: Shop) -> None:
    async with shop.window(shop.sheet(ROWS)) as (eyes, _):
        await press_send(eyes, ROWS)
        await until(lambda: len(shop.entries) >= 10)
        shop.gateway.access.token = "another"
        await eyes.read("Please sign in again. Your queue is paused and safe.")
        there = len(shop.entries)
        assert eyes.says("Paused")
        await until(lambda: eyes.says("Signed out"))
        await eyes.click("Sign in")
        await eyes.read("SmsGateway24 no longer accepts this computer. Your queue is paused and safe.")
        await eyes.click("I have a token")
        [field] = [one for one in eyes.seen(QLineEdit) if one.isEnabled()]
        QTest.keyClicks(field, "another")
        await eyes.click("Sign in")
        await eyes.read("Resume")
        assert len(shop.entries) == there
        await eyes.click("Resume")
        await until(lambda: len(shop.entries) == ROWS)
        await eyes.read("have arrived.")
    shop.each_once(ROWS)


@pytest.mark.full
async def test_a_silent_phone_gets_no_more_and_the_other_goes_on(shop: Shop) -> None:
    async with shop.window(shop.sheet(ROWS)) as (eyes, _):
        await press_send(eyes, ROWS)
        await until(lambda: len(shop.entries) >= 10)
        shop.gateway.set_phone_online(PHONES[0], online=False)
        await eyes.read("late ")
        had = sum(entry["device_id"] == PHONES[0] for entry in shop.entries)
        await until(lambda: sum(entry["device_id"] == PHONES[1] for entry in shop.entries) == ROWS // 2)
        await eyes.read("Waiting for phones")
        await eyes.read("What is left waits for a phone that is not online. It goes on when it is back.")
        await eyes.read("offline since")
        assert sum(entry["device_id"] == PHONES[0] for entry in shop.entries) == had
        shop.gateway.set_phone_online(PHONES[0], online=True)
        await until(lambda: len(shop.entries) == ROWS)
        await eyes.read("have arrived.")
    shop.each_once(ROWS)


@pytest.mark.full
async def test_quiet_hours_begin_and_end(qapp: QApplication, tmp_path: Path) -> None:
    zone, many = get_localzone(), 1000
    begin, end = (datetime(2025, 11, 20, 20, minute, tzinfo=zone) for minute in (0, 3))
    with open_shop(qapp, tmp_path, speed=40, start=datetime(2025, 11, 20, 19, 53, tzinfo=zone)) as shop:
        shop.settings |= {"quiet_hours": "20:00-20:03", "quiet_taper_s": "60"}
        async with shop.window(shop.sheet(many)) as (eyes, _):
            await press_send(eyes, many)
            await eyes.read("Paused for quiet hours, until 20:03")
            await until(lambda: eyes.button("Send now anyway…"))
            before = len(shop.entries)
            assert 0 < before < many
            await until(lambda: len(shop.entries) > before)
            await until(lambda: eyes.says("Sending") and not eyes.says("Paused for quiet hours"))
        created = [datetime.fromisoformat(entry["created"]) for entry in shop.entries]
        assert not [at for at in created if begin <= at < end]
        assert [at for at in created if at >= end]
        shop.each_ref_once()
