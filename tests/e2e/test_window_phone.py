"""The drawer of a phone over the whole program: what it shows is true, and what is done in it happens."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from desktop_app.demo.story import FIRST_PLAIN_ID
from desktop_app.ui.tabs.devices.drawer import PhoneDrawer
from desktop_app.ui.tabs.devices.phone_card import PhoneCard
from tests.e2e.window import LEFT_BUTTON, Eyes, until
from tests.e2e.window_stage import Shop, open_shop

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support grabbing the keyboard", extend=True)


@pytest.fixture
def shop(qapp: QApplication, tmp_path: Path) -> Iterator[Shop]:
    with open_shop(qapp, tmp_path) as made:
        yield made


async def open_drawer(eyes: Eyes, name: str) -> PhoneDrawer:
    """Click a phone's card."""
    eyes.turn_to("Devices")
    await until(lambda: any(card.accessibleName().startswith(name) for card in eyes.seen(PhoneCard)))
    [card] = [card for card in eyes.seen(PhoneCard) if card.accessibleName().startswith(name)]
    QTest.mouseClick(card, LEFT_BUTTON, pos=card.rect().center())
    await until(lambda: eyes.seen(PhoneDrawer))
    return eyes.seen(PhoneDrawer)[0]


@pytest.mark.full
async def test_a_phone_is_looked_at_renamed_priced_and_tested(shop: Shop) -> None:
    async with shop.window() as (eyes, _):
        drawer = await open_drawer(eyes, "Phone 1")
        for words in (str(FIRST_PLAIN_ID), "PLAIN00001", "SIM 1 · Telekom", "Active", "12.4.0"):
            await eyes.read(words)

        QTest.mouseClick(drawer.head.name.pencil, LEFT_BUTTON)
        [field] = [one for one in eyes.seen(QLineEdit, drawer) if one.accessibleName() == "Name of this phone"]
        field.setText("Front desk")
        QTest.keyClick(field, Qt.Key.Key_Return)
        await until(lambda: drawer.head.name.pencil.accessibleName() == "Rename Front desk")

        await eyes.click("Change price and limit of SIM 1 · Telekom")
        await eyes.click("A price per SMS")
        price, limit = (one for one in eyes.seen(QLineEdit, drawer) if one.accessibleName() != "Name of this phone")
        price.setText("0,09")
        limit.setText("200")
        await eyes.click("Save")
        await eyes.read("€0.09 per SMS · limit 200 a day, 0 used")

        await eyes.click("Check now")
        await until(lambda: eyes.button("Check now") is not None)

        await eyes.click("Send a test")
        await eyes.read("Delivered in ")
        await eyes.read("From Front desk to Phone 2.")
        [text] = shop.entries
        assert text["device_id"] == FIRST_PLAIN_ID
        await eyes.read("limit 200 a day, 1 used")
        QTest.keyClick(drawer, Qt.Key.Key_Escape)
        await until(lambda: not eyes.seen(PhoneDrawer))
    # who leaves this early meets the reader of workbooks still loading: it ends once it has
    await until(lambda: all(thread.name != "sheets pipe" for thread in threading.enumerate()))
