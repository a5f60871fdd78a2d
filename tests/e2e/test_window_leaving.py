"""Leaving while it sends, and coming back: the window asks, pauses, and says at the next start what is true."""

import asyncio
import signal
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from desktop_app.demo.faults import Faults
from tests.e2e.desk import TEXT, Desk
from tests.e2e.window import Eyes, digits, until
from tests.e2e.window_stage import Shop, counters, figure, open_shop, press_send

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support grabbing the keyboard", extend=True)
ROWS = 120


@pytest.fixture
def shop(qapp: QApplication, tmp_path: Path) -> Iterator[Shop]:
    with open_shop(qapp, tmp_path) as made:
        yield made


def figures(eyes: Eyes) -> tuple[int, int, int]:
    """What Welcome back says is done, was under way, and is still here."""
    under_way = "being checked" if eyes.says("being checked with SmsGateway24") else "were under way and are checked"
    return figure(eyes, "are done"), figure(eyes, under_way), figure(eyes, "are still here")


async def ask_to_leave(eyes: Eyes) -> int:
    """Close the window; how many messages the question says still wait."""
    eyes.window.close()
    await eyes.read("A campaign is being sent")
    return digits(next(text for text in eyes.texts() if "still wait on this computer" in text).split()[0])


async def resume_to_the_end(eyes: Eyes, shop: Shop, rows: int) -> None:
    await eyes.click("Resume")
    await until(lambda: len(shop.entries) == rows)
    await eyes.read("have arrived.")
    await eyes.click("Messages")
    await until(lambda: counters(eyes)["Delivered"] == rows)
    shop.each_once(rows)


async def test_closing_asks_and_the_next_start_goes_on_where_it_was(shop: Shop) -> None:
    async with shop.window(shop.sheet(ROWS)) as (eyes, stay):
        await press_send(eyes, ROWS)
        await until(lambda: len(shop.entries) >= 20)
        before = len(shop.entries)
        assert ROWS - len(shop.entries) <= await ask_to_leave(eyes) <= ROWS - before
        await eyes.click("Cancel")
        await until(lambda: len(shop.entries) > before)
        before = len(shop.entries)
        await ask_to_leave(eyes)
        await eyes.click("Keep sending in the background")
        assert eyes.window.isMinimized()
        await until(lambda: len(shop.entries) > before)
        eyes.window.raise_up()
        await ask_to_leave(eyes)
        await eyes.click("Pause and quit")
        left = datetime.now(UTC)
        await until(lambda: stay.over)
    assert shop.handed_over_after(left) == []
    there = len(shop.entries)
    assert there < ROWS
    async with shop.window() as (eyes, _):
        await eyes.read("Welcome back")
        await eyes.read("are still here")
        done, under_way, here = figures(eyes)
        assert (done + under_way, here) == (there, ROWS - there)
        assert len(shop.entries) == there, "nothing goes out until Resume is pressed"
        await resume_to_the_end(eyes, shop, ROWS)


async def test_leaving_within_the_countdown_hands_nothing_over(shop: Shop) -> None:
    shop.settings["undo_s"] = "4"
    async with shop.window(shop.sheet(ROWS)) as (eyes, stay):
        await press_send(eyes, ROWS)
        assert await ask_to_leave(eyes) == ROWS
        await eyes.click("Pause and quit")
        await until(lambda: stay.over)
    async with shop.window() as (eyes, _):
        await eyes.read("We stopped before the first message.")
        assert figures(eyes) == (0, 0, ROWS)
        await eyes.click("Stop for good…")
        assert figure(eyes, "Won’t be sent") == ROWS
        await eyes.click("Stop for good")
        await eyes.read("Stopped by you")
        assert counters(eyes)["Not sent"] == ROWS
    assert shop.entries == []


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
async def test_after_a_crash_what_was_under_way_is_checked_first(shop: Shop) -> None:
    desk = Desk(shop.data, shop.gateway.url)
    child = desk.start("send", str(shop.sheet(ROWS)), *TEXT, "--yes", "--set", "backlog=10")
    await until(lambda: len(shop.entries) >= 20)
    shop.gateway.set_faults(Faults({"late_answer": 1.0}, late_answer_s=20))
    before = len(shop.entries)
    await until(lambda: len(shop.entries) > before)  # stored there, and no answer here
    child.send_signal(signal.SIGKILL)
    await asyncio.to_thread(child.communicate)
    there = len(shop.entries)
    shop.gateway.set_faults(Faults())
    shop.settings["settle_s"] = "60"
    async with shop.window() as (eyes, _):
        await eyes.read("Welcome back")
        await eyes.read("are still here")
        done, under_way, here = figures(eyes)
        assert (done + under_way, here) == (there, ROWS - there)
        assert under_way > 0
        await eyes.read(f"{under_way} of {under_way} settled")
        assert len(shop.entries) == there, "nothing goes out until Resume is pressed"
        await until(lambda: sum(figures(eyes)) == ROWS)
        await resume_to_the_end(eyes, shop, ROWS)
