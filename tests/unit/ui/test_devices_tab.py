"""Devices: what a card says, second by second, and what it never interprets."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit

from desktop_app.domain.changes import Changes
from desktop_app.domain.device import Device, Sim
from desktop_app.ui.tabs.devices.phone_card import Day
from tests.window_stage import NOW

HOSTILE = '<img src="file:///etc/passwd"><b>Front & desk</b>\n\u202edesk'


@pytest.fixture
def tab(launch, services):
    launch.window.show_shell()
    launch.window.show()
    return launch.devices


def put(services, *devices, **facts):
    services.store.live.devices = devices
    services.store.live.updated_at = NOW
    for name, value in facts.items():
        setattr(services.store.live, name, value)
    services.store.tell(Changes(devices=True, live=True))
    QCoreApplication.sendPostedEvents()
    QApplication.processEvents()


def phone(number=1, name="Front desk", age_s=12, **facts):
    return Device(number, name, last_seen=NOW - timedelta(seconds=age_s), poll_s=10, **facts)


def texts(widget):
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible() and label.text()]


def test_a_card_ticks_from_online_to_offline(tab, services):
    put(services, phone())
    (card,) = tab.grid.cards
    assert "Seen 12 s ago" in texts(card)
    assert card._state.text == "Online"
    told = []
    for seconds in (1, 60, 600):
        services.clock.now = NOW + timedelta(seconds=seconds)
        services.tasks.fire("devices tick")
        told.append((card._state.text, card._seen.text()))
    at = (NOW - timedelta(seconds=12)).astimezone().strftime("%H:%M")
    assert told == [("Online", "Seen 13 s ago"), ("Late", "Seen 1 min ago"), ("Offline", f"Last seen at {at}")]


def test_a_card_is_said_in_one_sentence(tab, services):
    services.store.outbox.days = {1: Day(262, 214, 3, 299)}
    put(services, phone(nickname="Front desk", name="Pixel 7a"))
    services.tasks.fire("devices counts again")
    (card,) = tab.grid.cards
    assert card.accessibleName() == (
        "Front desk, Pixel 7a, Online, Seen 12 s ago, checks in every 10 s, 262 sent, 214 delivered, 3 failed, "
        "299 waiting"
    )


def test_hostile_names_are_shown_as_they_are(tab, services):
    put(services, phone(name=HOSTILE, sims=(Sim(0, "<u>o2</u>", "<s>+49</s>"),), age_s=3000))
    services.store.outbox.days = {1: Day(waiting=2)}
    services.tasks.fire("devices counts again")
    (card,) = tab.grid.cards
    assert any("<u>o2</u>" in text for text in texts(card))
    for label in tab.findChildren(QLabel):
        assert label.textFormat() == Qt.TextFormat.PlainText
    tip = card._name._label.toolTip()
    assert "<img" not in tip
    assert '<img src="file:///etc/passwd">' in card.accessibleName()


def test_cards_stay_in_place_while_somebody_works_in_them(tab, services):
    put(services, phone(1, "Anna"), phone(2, "Bert"))
    first = tab.grid.cards[0]
    pencil = first._name._pencil
    tab.window().activateWindow()
    pencil.setFocus()
    put(services, phone(1, "Anna"), phone(2, "Bert", age_s=3000))
    assert [card.device.id for card in tab.grid.cards] == [1, 2]
    pencil.clearFocus()
    services.tasks.fire("devices tick")
    assert [card.device.id for card in tab.grid.cards] == [2, 1]
    assert tab.grid.cards[1] is first


def test_a_phone_is_renamed_in_place(tab, services):
    put(services, phone(4, "Pixel 7a"))
    (card,) = tab.grid.cards
    QTest.mouseClick(card._name._pencil, Qt.MouseButton.LeftButton)
    edit = card._name.findChild(QLineEdit)
    assert edit.isVisible()
    edit.setText("  Front   desk ")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    assert services.store.directory.renamed == [(4, "Front desk")]
    assert not edit.isVisible()


def test_escape_leaves_the_name_as_it_was(tab, services):
    put(services, phone(4, "Pixel 7a"))
    (card,) = tab.grid.cards
    QTest.mouseClick(card._name._pencil, Qt.MouseButton.LeftButton)
    edit = card._name.findChild(QLineEdit)
    edit.setText("Other")
    QTest.keyClick(edit, Qt.Key.Key_Escape)
    assert services.store.directory.renamed == []
    assert not edit.isVisible()


def test_the_banner_names_an_offline_phone_only_with_work_waiting(tab, services):
    put(services, phone(1, "Back office", 1600))
    assert not tab.banner.isVisible()
    services.store.outbox.days = {1: Day(waiting=119)}
    services.tasks.fire("devices counts again")
    at = (NOW - timedelta(seconds=1600)).astimezone().strftime("%H:%M")
    assert f"Back office stopped answering at {at}" in texts(tab.banner)
    assert "119 messages are waiting for it. Is it switched on, charged and on Wi-Fi?" in texts(tab.banner)


def test_without_connection_cards_say_so_and_stay(tab, services):
    put(services, phone(1, "Back office", 1600), connected=False)
    (card,) = tab.grid.cards
    assert card._state.text == "Can’t check"
    assert "No connection to SmsGateway24" in texts(tab.banner)


def test_a_lost_sign_in_leads_back_to_it(tab, launch, services):
    put(services, phone(), signed_in=False)
    assert "Please sign in again." in texts(tab.banner)
    tab.banner.sign_in_asked.emit()
    assert not launch.window.shell_shown
    assert launch.sign_in.by_password.address.text() == services.account.email


def test_the_first_phone_takes_the_place_of_the_guide(tab, services):
    assert "Connect your first phone" not in texts(tab), "before the first answer there are only grey blocks"
    put(services)
    assert "Connect your first phone" in texts(tab)
    put(services, phone())
    assert "Connect your first phone" not in texts(tab)
    assert len(tab.grid.cards) == 1


def test_phones_are_read_often_only_while_looked_at(tab, launch, services):
    assert services.devices.watching
    launch.window.show_tab("bulk")
    assert not services.devices.watching
    assert "devices tick" not in services.tasks.timers
    launch.window.show_tab("devices")
    assert services.devices.watching
