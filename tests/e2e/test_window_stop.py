"""Stop in the window: what its dialog names is what the gateway's ledger shows once all has settled."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.e2e.window import Eyes, digits, until
from tests.e2e.window_stage import WAITS_THERE, Shop, counters, figure, open_shop, press_send

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support grabbing the keyboard", extend=True)
ROWS, MANY = 60, 200
PHONES = (20001, 20002)


@pytest.fixture
def shop(qapp: QApplication, tmp_path: Path) -> Iterator[Shop]:
    with open_shop(qapp, tmp_path) as made:
        yield made


def named(eyes: Eyes) -> tuple[int, int, int]:
    """What the dialog says is done, won't be sent, and may still go out."""
    done = next(text for text in eyes.texts() if "sent or failed and" in text)
    wont, may = figure(eyes, "Won’t be sent"), figure(eyes, "Already handed over, may still go out")
    return digits(done) if any(map(str.isdigit, done)) else 0, wont, may


def waiting_there(shop: Shop) -> int:
    return sum(message.status in WAITS_THERE for message in shop.handed_over)


async def test_what_stop_names_is_what_the_ledger_shows(shop: Shop) -> None:
    async with shop.window(shop.sheet(MANY)) as (eyes, _):
        await press_send(eyes, MANY)
        await until(lambda: len(shop.entries) >= 20)
        await eyes.click("Stop…")
        await eyes.read("Stop this campaign?")
        looks: set[tuple[int, int, int]] = set()
        while len(looks) < 3:  # they follow what goes out behind the dialog
            await until(lambda: named(eyes) not in looks)
            looks.add(named(eyes))
        assert {sum(look) for look in looks} == {MANY}, f"they do not add up: {looks}"
        await eyes.click("Stop sending")
        stopped = datetime.now(UTC)
        await eyes.read("won’t be sent.")
        still_there = waiting_there(shop)
        told = next(text for text in eyes.texts() if "won’t be sent." in text)
        wont, may = map(digits, told.split(".")[:2])
        assert wont == MANY - len(shop.entries) > 0
        assert may >= still_there, "more may go out than was said"
        await eyes.read("Stopped by you")
        assert shop.handed_over_after(stopped) == []
        assert waiting_there(shop) == 0
        assert wont == MANY - len(shop.entries) == MANY - len(shop.handed_over)
        await until(lambda: counters(eyes)["Delivered"] == len(shop.entries))
        assert counters(eyes)["Not sent"] == wont


async def test_stop_while_paused_is_exact_and_the_rest_goes_once(shop: Shop) -> None:
    async with shop.window(shop.sheet(ROWS)) as (eyes, _):
        await press_send(eyes, ROWS)
        await until(lambda: len(shop.entries) >= 20)
        await eyes.click("Pause")
        await eyes.read("Paused by you")
        for phone in PHONES:
            shop.gateway.set_phone_online(phone, online=False)
        await until(lambda: counters(eyes)["On its way"] == waiting_there(shop) > 0)
        await eyes.click("Stop…")
        await eyes.read("Stop this campaign?")
        there = len(shop.entries)
        assert named(eyes) == (there - waiting_there(shop), ROWS - there, waiting_there(shop))
        assert eyes.button("Keep it paused") is not None
        await eyes.click("Stop for good")
        stopped = datetime.now(UTC)
        await eyes.read(f"{ROWS - there} won’t be sent. {waiting_there(shop)} were already handed over")
        await eyes.read(f"{waiting_there(shop)} already handed over, may still go out")
        for phone in PHONES:
            shop.gateway.set_phone_online(phone, online=True)
        await eyes.read("Stopped by you")
        assert shop.handed_over_after(stopped) == []
        assert waiting_there(shop) == 0
        assert counters(eyes)["Not sent"] == ROWS - len(shop.entries) == ROWS - there
        await eyes.click("Send the rest…")
        await eyes.read(f"{ROWS - there} messages that you stopped go out after all.")
        await eyes.click(f"Send {ROWS - there} messages")
        await until(lambda: len(shop.entries) == ROWS)
        shop.each_once(ROWS)
