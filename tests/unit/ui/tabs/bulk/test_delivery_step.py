"""Step Delivery on screen: phones, shares, times, and what follows from each at once."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import QLocale, Qt
from pytestqt.qtbot import QtBot

from desktop_app.domain.outgoing import Delivery, Share, State
from desktop_app.ui.tabs.bulk.delivery_choice import FAST_S, ShareMode
from desktop_app.ui.tabs.bulk.delivery_step import DeliveryStep
from desktop_app.ui.tabs.bulk.draft import Draft
from desktop_app.ui.widgets.choice import CheckBox, Select
from tests.unit.ui.fakes import story
from tests.unit.ui.fakes.parts import FakeBulk, fake_services

VAN = replace(story.DEVICES[2], delay_s=118)
PHONES = (*story.DEVICES[:2], VAN, story.DEVICES[3])


@pytest.fixture(autouse=True)
def _berlin(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    import time

    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedStates))
    yield
    QLocale.setDefault(before)
    monkeypatch.undo()
    time.tzset()


def made(qtbot: QtBot, devices: Any = PHONES, services: Any = None) -> DeliveryStep:
    services = services or fake_services(FakeBulk(opened=True), devices)
    draft = Draft(services)
    services.bulk._plan()
    draft.begin_delivery()
    step = DeliveryStep(draft)
    qtbot.addWidget(step)
    step.resize(1216, 492)
    step.show()
    step.enter()
    qtbot.wait(1)
    return step


def tick(step: DeliveryStep, phone: str) -> CheckBox:
    return next(box for box in step.phones.findChildren(CheckBox) if phone in box.accessibleName())


def texts(step: DeliveryStep) -> list[str]:
    return [line.standing.text() for line in step.phones._lines.values()]


def test_the_picture(qtbot: QtBot) -> None:
    step = made(qtbot)
    tick(step, "Back office").click()
    tick(step, "Delivery van").click()
    assert [line.count.text() for line in step.phones._lines.values()] == ["535", "535", "178", "–"]
    assert [line.speed.text() for line in step.phones._lines.values()] == ["180 / h", "180 / h", "60 / h", ""]
    assert step.forecast.headline.text() == "Done by about 12:20"
    assert step.forecast.line.text() == "Starting now, 09:20, with 3 phones."
    assert texts(step)[2] == "Late · 3 min ago · roaming"
    assert "roaming" in step.phones.warning.accessibleName()


def test_leave_it_out_takes_the_roaming_phone_away(qtbot: QtBot) -> None:
    step = made(qtbot)
    tick(step, "Delivery van").click()
    assert step.phones.warning.isVisible()
    step.phones.warning.pressed.emit()
    assert not step.phones.warning.isVisible()
    assert not tick(step, "Delivery van").isChecked()


def test_phones_busy_with_another_campaign_are_not_chosen_and_say_so(qtbot: QtBot) -> None:
    services = fake_services(FakeBulk(opened=True), PHONES)
    services.store.outbox.add({State.QUEUED: 119}, delivery=Delivery((Share(1301, 0, 119),), 20.0))
    rows = services.store.outbox.stored[1][1]
    rows[:] = [replace(row, device_id=1301) for row in rows]
    step = made(qtbot, services=services)
    qtbot.wait(5)
    assert texts(step)[3] == "Online · busy with another campaign: 119"
    assert not tick(step, "Back office").isChecked()
    assert sum(phone.rows for phone in step.draft.delivery.phones) == 1248


def test_by_hand_the_boxes_always_add_up(qtbot: QtBot) -> None:
    step = made(qtbot)
    step.phones.mode_chosen.emit(ShareMode.HAND)
    line = step.phones._lines[1570]
    line.typed.setValue(1000)
    typed = [one.typed.value() for one in step.phones._lines.values()]
    assert typed == [1000, 124, 0, 124]
    assert step.draft.delivery.delivery().shares[0].rows == 1000


def test_the_sim_chosen_is_the_one_in_the_delivery(qtbot: QtBot) -> None:
    step = made(qtbot)
    sim = next(box for box in step.phones.findChildren(Select) if "Front desk" in box.accessibleName())
    assert [sim.itemText(index) for index in range(sim.count())] == ["SIM 1 · Vodafone", "SIM 2 · o2"]
    sim.setCurrentIndex(1)
    sim.activated.emit(1)
    assert step.draft.delivery.delivery().shares[0].sim == 1


def test_pace_changes_the_headline_at_once(qtbot: QtBot) -> None:
    step = made(qtbot)
    assert step.forecast.headline.text() == "Done by about 11:40"
    step.pace.chosen.emit(FAST_S)
    assert step.forecast.headline.text() == "Done by about 09:30"


def test_quiet_hours_push_the_end_to_tomorrow(qtbot: QtBot) -> None:
    services = fake_services(FakeBulk(opened=True), PHONES)
    evening = story.NOW + timedelta(hours=9)
    services.clock.now = evening
    services.store.live.server_now = lambda: evening
    services.store.live.devices = tuple(replace(one, last_seen=evening) for one in PHONES)
    step = made(qtbot, services=services)
    tick(step, "Delivery van").isChecked()
    assert step.forecast.headline.text() == "Done tomorrow at about 08:40"
    step.limits.quiet.click()
    assert step.forecast.headline.text() == "Done by about 20:40"
    assert step.draft.delivery.delivery().quiet_hours == "off"


def test_later_waits_here_unless_the_service_is_to_keep_the_time(qtbot: QtBot) -> None:
    step = made(qtbot)
    step.when._later.click()
    delivery = step.draft.delivery.delivery()
    assert delivery.start_at is not None
    assert delivery.start_at.isoformat() == "2025-11-21T09:00:00+01:00"
    assert not delivery.at_gateway
    assert "Central European" in step.when._zone.text()
    step.when._gateway.click()
    assert step.draft.delivery.delivery().at_gateway
    step.when._now.click()
    assert not step.draft.delivery.delivery().at_gateway


def test_the_limit_follows_the_start_until_it_is_chosen(qtbot: QtBot) -> None:
    step = made(qtbot)
    assert step.draft.delivery.not_after == story.NOW + timedelta(hours=24)
    step.when._later.click()
    later = step.draft.delivery.not_after
    assert later is not None
    assert later.isoformat() == "2025-11-22T09:00:00+01:00"
    step.limits.limit.click()
    assert step.draft.delivery.delivery().not_after is None
    step.when._now.click()
    assert step.draft.delivery.delivery().not_after is None


def test_with_no_phone_online_one_can_go_on_with_a_chosen_phone(qtbot: QtBot) -> None:
    gone = tuple(replace(phone, last_seen=story.NOW - timedelta(hours=1)) for phone in PHONES)
    step = made(qtbot, gone)
    told: list[bool] = []
    step.go_on.connect(lambda: told.append(True))
    assert "Choose who should send" in step.phones.none.accessibleName()
    step.press()
    assert not told
    tick(step, "Front desk").click()
    assert "You can go on" in step.phones.none.accessibleName()
    assert "after a phone is back" in step.forecast.headline.text()
    step.press()
    assert told


def test_everything_is_named_and_reached_by_the_keyboard(qtbot: QtBot) -> None:
    step = made(qtbot)
    step.phones.mode_chosen.emit(ShareMode.HAND)
    for widget in step.findChildren(CheckBox) + step.findChildren(Select):
        if widget.isVisible():
            assert widget.accessibleName() or widget.text()  # type: ignore[union-attr]
            assert widget.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_a_low_window_keeps_the_forecast_in_view(qtbot: QtBot) -> None:
    step = made(qtbot)
    step.set_compact(compact=True)
    step.resize(928, 348)
    qtbot.wait(1)
    step.area.verticalScrollBar().setValue(10_000)
    assert step.forecast.visibleRegion().boundingRect().height() >= step.forecast.height() - 1
    assert step.area.horizontalScrollBar().maximum() == 0
