"""The bell: what is new, the newest alerts in words, opening is looking; the desktop's note; a wrong clock."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop_app.domain.changes import Changes
from desktop_app.domain.outages import Alert, AlertKind, Outage
from desktop_app.store.alerts import KeptAlert
from desktop_app.ui.notifications import Notifications
from tests.window_stage import NOW


def outage(device=9871, name="Back office", ago_min=26):
    since = NOW - timedelta(minutes=ago_min)
    return Outage(device, name, since, since + timedelta(minutes=5), told=True)


def kept(number, kind=AlertKind.OFFLINE, *outages, waiting=119, ago_min=21, seen=False):
    alert = Alert(kind, NOW - timedelta(minutes=ago_min), outages or (outage(),), waiting)
    return KeptAlert(number, alert, seen=seen)


@pytest.fixture
def bell(launch):
    launch.window.show_shell()
    launch.window.show()
    return launch.alerts.bell


def fill(services, *alerts):
    services.store.alerts.kept = list(alerts)
    services.store.tell(Changes(devices=True))


def test_the_bell_counts_what_is_new(bell, services):
    assert bell.button.accessibleName() == "Alerts"
    fill(services, kept(3), kept(2), kept(1, seen=True))
    assert bell.button.accessibleName() == "Alerts, 2 new"


def test_opening_shows_the_newest_in_words_and_counts_as_looking(bell, services):
    fill(services, kept(2), kept(1, AlertKind.BACK, outage(10422, "Delivery van", 90), ago_min=50, seen=True))
    bell.button.click()
    names = [entry.accessibleName() for entry in bell.sheet.entries]
    assert names[0].startswith("New Back office stopped answering at ")
    assert names[0].endswith("119 messages are waiting for it. Is it switched on, charged and on Wi-Fi? 21 min ago")
    assert names[1] == "Delivery van is back. It was silent for 40 minutes. 50 min ago"
    assert all(one.seen for one in services.store.alerts.kept)
    assert bell.button.accessibleName() == "Alerts"


def test_without_alerts_it_says_what_will_be_here(bell):
    bell.button.click()
    assert bell.sheet.isVisible()
    assert bell.sheet.empty_words.startswith("No alerts so far.")


def test_names_from_outside_are_plain_text_on_one_line(bell, services):
    fill(services, kept(1, AlertKind.BACK, outage(1, "<b>x</b>\u202e\n" + "W" * 10_000)))
    bell.button.click()
    title = bell.sheet.entries[0].text()
    assert title.startswith("<b>x</b>")
    assert len(title) < 100
    assert "\u202e" not in title


def test_keys_go_through_the_alerts_and_esc_goes_back_to_the_bell(bell, services):
    fill(services, kept(2), kept(1))
    bell.button.setFocus()
    QTest.keyClick(bell.button, Qt.Key.Key_Space)
    first, second = bell.sheet.entries
    assert QApplication.focusWidget() is first
    QTest.keyClick(first, Qt.Key.Key_Down)
    assert QApplication.focusWidget() is second
    QTest.keyClick(second, Qt.Key.Key_Down)
    assert QApplication.focusWidget() is second
    QTest.keyClick(second, Qt.Key.Key_Escape)
    assert not bell.sheet.isVisible()
    assert QApplication.focusWidget() is bell.button


def test_a_click_beside_it_closes_and_one_on_the_bell_does_not_open_it_again(bell, services, launch):
    fill(services, kept(1))
    bell.button.click()
    QTest.mouseClick(launch.devices.head, Qt.MouseButton.LeftButton)
    assert not bell.sheet.isVisible()
    bell.button.click()
    QTest.mouseClick(bell.button, Qt.MouseButton.LeftButton)
    assert not bell.sheet.isVisible()


def test_an_alert_is_pressed_to_see_its_phone(bell, services, launch):
    launch.window.show_tab("bulk")
    asked = []
    launch.devices.phone_asked.connect(asked.append)
    fill(services, kept(1))
    bell.button.click()
    bell.sheet.entries[0].click()
    assert launch.window.tab == "devices"
    assert asked == [9871]
    assert not bell.sheet.isVisible()


def test_an_alert_without_a_phone_leads_to_how_alerts_reach_the_owner(bell, services, launch):
    gone = KeptAlert(1, Alert(AlertKind.TELEGRAM_GONE, NOW, ()), seen=False)
    fill(services, gone)
    bell.button.click()
    bell.sheet.entries[0].click()
    assert launch.alerts.setup.drawer.opened


class Desktop:
    def __init__(self):
        self.shown = []
        self.beeps = 0
        self.gone = False

    def show(self, title, text):
        self.shown.append((title, text))

    def beep(self):
        self.beeps += 1

    def take_away(self):
        self.gone = True


@pytest.fixture
def desktop(qapp, services):
    made = Desktop()
    notifications = Notifications(services, made)
    yield made
    notifications.stop()
    assert made.gone
    assert services.alerting.listeners == []


def at_hour(services, hour):
    services.clock.now = services.clock.now.astimezone().replace(hour=hour)


def test_the_desktop_shows_an_alert_as_text_with_sound_by_day(desktop, services):
    at_hour(services, 11)
    services.alerting.tell(kept(1).alert)
    ((title, text),) = desktop.shown
    assert title.startswith("Back office stopped answering at ")
    assert text.startswith("119 messages are waiting for it.")
    assert desktop.beeps == 1


def test_at_night_the_desktop_stays_silent(desktop, services):
    at_hour(services, 23)
    services.alerting.tell(kept(1).alert)
    assert len(desktop.shown) == 1
    assert desktop.beeps == 0


async def test_the_desktop_shows_none_when_the_owner_said_so_and_none_of_what_only_the_bell_keeps(desktop, services):
    services.alerting.tell(kept(1, AlertKind.MOVED, outage(), outage(10403, "Front desk")).alert)
    await services.store.settings.save("notify_computer", "0")
    services.alerting.tell(kept(2).alert)
    assert desktop.shown == []


def test_a_system_without_notifications_has_the_bell_alone(qapp, services):
    notifications = Notifications(services, None)
    services.alerting.tell(kept(1).alert)
    notifications.stop()


def test_a_wrong_clock_is_told_once_until_it_was_right_again(launch, services):
    notices = launch.window.notices

    def off(seconds):
        services.store.live.clock_off_s = seconds
        services.store.tell(Changes(live=True))

    off(100)
    assert "clock" not in notices.keys
    off(-840)
    assert "clock" in notices.keys
    notices.take_back("clock")
    off(-850)
    assert "clock" not in notices.keys
    off(1)
    off(300)
    assert "clock" in notices.keys
