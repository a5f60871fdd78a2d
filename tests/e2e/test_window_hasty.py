"""Somebody in a hurry: buttons pressed twice and in quick succession; the ledger says what became of it."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.e2e.window import LEFT_BUTTON, Eyes, until
from tests.e2e.window_stage import Shop, counters, open_shop, press_send, to_review

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support grabbing the keyboard", extend=True)
ROWS = 60


@pytest.fixture
def shop(qapp: QApplication, tmp_path: Path) -> Iterator[Shop]:
    with open_shop(qapp, tmp_path) as made:
        yield made


def press(eyes: Eyes, words: str, times: int = 1) -> bool:
    """Press a button at once, `times` in a row, if it is on show; nothing waits for what a press begins."""
    button = eyes.button(words)
    if button is None or not button.isEnabled():
        return False
    for _ in range(times):
        QTest.mouseClick(button, LEFT_BUTTON)
    return True


async def test_send_pressed_twice_sends_once(shop: Shop) -> None:
    async with shop.window(shop.sheet(ROWS)) as (eyes, _):
        await to_review(eyes, ROWS)
        await eyes.click("These people agreed to get texts from me.")
        await until(lambda: press(eyes, f"Send {ROWS} messages", 3))
        await until(lambda: len(shop.entries) == ROWS)
        await eyes.read("have arrived.")
        await asyncio.sleep(0.5)
    shop.each_once(ROWS)


async def test_undo_pressed_twice_hands_nothing_over(shop: Shop) -> None:
    async with shop.window(shop.sheet(ROWS)) as (eyes, _):
        await press_send(eyes, ROWS)
        assert press(eyes, "Undo", 3)
        await eyes.read("Stopped by you")
        await asyncio.sleep(1.5)  # longer than the countdown
        assert counters(eyes)["Not sent"] == ROWS
    assert shop.entries == []


@pytest.mark.full
async def test_pause_and_resume_in_quick_succession_send_each_once(shop: Shop) -> None:
    async with shop.window(shop.sheet(ROWS)) as (eyes, _):
        await press_send(eyes, ROWS)
        await until(lambda: len(shop.entries) >= 5)
        for round_ in range(12):
            await until(lambda: press(eyes, "Pause", 2) or press(eyes, "Resume", 2))
            await asyncio.sleep(0.02 * round_)
        await until(lambda: press(eyes, "Resume") or len(shop.entries) == ROWS)
        await until(lambda: len(shop.entries) == ROWS or press(eyes, "Resume"))
        await until(lambda: len(shop.entries) == ROWS)
        await eyes.read("have arrived.")
    shop.each_once(ROWS)


@pytest.mark.full
async def test_stop_after_pause_pressed_together_ends_it_once(shop: Shop) -> None:
    async with shop.window(shop.sheet(ROWS)) as (eyes, _):
        await press_send(eyes, ROWS)
        await until(lambda: len(shop.entries) >= 5)
        stop = eyes.button("Stop…")
        assert stop is not None
        press(eyes, "Pause", 2)
        QTest.mouseClick(stop, LEFT_BUTTON)
        QTest.mouseClick(stop, LEFT_BUTTON)
        await until(lambda: press(eyes, "Stop sending", 2) or press(eyes, "Stop for good", 2))
        await eyes.read("Stopped by you")
        assert counters(eyes)["Not sent"] == ROWS - len(shop.entries)
        there = len(shop.entries)
        await asyncio.sleep(0.5)
        assert len(shop.entries) == there
