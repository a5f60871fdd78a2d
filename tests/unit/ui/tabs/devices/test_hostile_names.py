"""Whatever the service says of a phone is plain text wherever it is shown, breaks no layout, and none of it is lost."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6 import QtGui
from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QLabel, QWidget

from desktop_app.commands.listing import device_line
from desktop_app.domain.alert_words import alert_words
from desktop_app.domain.device import Reach
from desktop_app.domain.outages import Alert, AlertKind, Outage
from desktop_app.gateway import fields
from desktop_app.store.alerts import KeptAlert
from desktop_app.ui.alert_said import alert_said
from desktop_app.ui.notifications import Notifications
from desktop_app.ui.tabs.devices.facts import Day
from desktop_app.ui.tabs.devices.phone_card import PhoneCard
from desktop_app.ui.widgets.label import ElideLabel
from tests.unit.ui.tabs.devices.phones import put, settle
from tests.window_stage import NOW

SAMPLE = {
    "id": 1576, "title": "Phone A", "number": "15550009999", "imei": "358123456789012",
    "created": {"date": "2020-03-28 20:10:29.000000", "timezone_type": 3, "timezone": "UTC"},
    "createdhumanformat": "28.03.2020 20:10:29",
    "lastseen": {"date": "2025-11-20 09:41:21.000000", "timezone_type": 3, "timezone": "UTC"},
    "lastseenhumanformat": "20.11.2025 09:41:21",
    "serialnumber": "EMULATOR29X0", "siminfo": [{"Slot": "0", "IccId": "8901260012345", "Number": " 15550000000",
    "Roaming": "1", "CountryIso": "us", "CarrierName": "Carrier"}],
    "appversion": "12.1.21", "isappversionactual": False, "delaybetweeneachsms": 7, "delaybetweenrequest": 13,
    "subscription": True,
}  # fmt: skip
"""A phone as getalldevices tells it (gateway-api.md 2.7)."""

HOSTILE = {
    "markup": '<img src="file:///etc/passwd"><b onclick="x">Front & desk</b><br>&lt;{name}{0}%n%1%Ln',
    "direction": "\u202eksed\u2066 tnorF\u2067\u200f",
    "control": "Front\x00desk\x1b[31mred\x07\nline\ttab\r",
    "emoji": "👩🏽‍🔧🇩🇪🚗" * 20,
    "long": "W" * 10_000,
    "marks": "Z" + "\u0310" * 400,
    "all": ("<b>\u202e\x00👩🏽‍🔧" * 2_000)[:10_000],
}
UNWANTED = ("\x00", "\x1b", "\x07", "\u202e", "\u2066", "\u2067", "\n")
SIZES = [(1280, 720), (960, 460)]


def hostile(text):
    """The sample with `text` in every field that is text."""
    sim = SAMPLE["siminfo"][0] | {"IccId": text, "Number": text, "CountryIso": text, "CarrierName": text}
    named = dict.fromkeys(("title", "number", "imei", "serialnumber", "appversion"), text)
    device = fields.device("1576", SAMPLE | named | {"siminfo": [sim, sim | {"Slot": "1"}]})
    assert device is not None
    return replace(device, last_seen=NOW - timedelta(minutes=26))


def every_text(shown):
    """All that can be read or heard within a widget."""
    for widget in [shown, *shown.findChildren(QWidget)]:
        if not widget.isVisible():
            continue
        text = getattr(widget, "text", None)
        said = QAccessible.queryAccessibleInterface(widget)
        yield widget, text() if callable(text) else ""
        yield widget, said.text(QAccessible.Text.Name) if said is not None else ""
        yield widget, said.text(QAccessible.Text.Description) if said is not None else ""
        yield widget, widget.toolTip()


def check(window):
    """Plain, short enough to be heard, and nothing beyond the window."""
    for widget, text in every_text(window):
        assert not [char for char in UNWANTED[:-1] if char in (text or "")], (type(widget).__name__, text[:80])
        assert len(text or "") < 1500, type(widget).__name__
        tip = widget.toolTip().removeprefix("<span>").removesuffix("</span>")  # as our own are written: escaped
        assert "<" not in tip or not QtGui.Qt.mightBeRichText(widget.toolTip()), (type(widget).__name__, tip[:80])
    for label in window.findChildren(QLabel):
        assert label.textFormat() is Qt.TextFormat.PlainText or not label.text()
    for widget in window.findChildren(QWidget):
        if widget.isVisible() and not _scrolled(widget):
            right = widget.mapTo(window, QPoint(widget.width(), 0)).x()
            assert right <= window.width(), f"{type(widget).__name__} ends at {right}"
    for area in window.findChildren(QAbstractScrollArea):
        if area.isVisible():
            assert area.horizontalScrollBar().maximum() == 0, type(area).__name__
    window.grab()


def _scrolled(widget):
    """Whether it lives inside something with a view of its own."""
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QAbstractScrollArea):
            return True
        parent = parent.parentWidget()
    return False


@pytest.fixture(params=[pytest.param(SIZES[0], marks=pytest.mark.full), SIZES[1]], ids=["1280x720", "960x460"])
def window(request, launch):
    launch.window.show_shell()
    launch.window.show()
    launch.window.resize(*request.param)
    settle()
    yield launch.window
    assert (launch.window.width(), launch.window.height()) == request.param


@pytest.mark.parametrize("kind", HOSTILE)
def test_on_a_card_and_in_the_banner(window, launch, services, kind):
    services.store.traffic.days = {1576: Day(waiting=119)}
    put(services, hostile(HOSTILE[kind]))
    services.tasks.fire("devices traffic again")
    settle()
    [card] = [one for one in window.findChildren(PhoneCard) if one.isVisible()]
    assert card.accessibleName()
    check(window)


@pytest.mark.parametrize("kind", HOSTILE)
def test_in_the_list(window, launch, services, kind):
    device = hostile(HOSTILE[kind])
    put(services, device, replace(device, id=2, nickname=HOSTILE[kind]))
    launch.devices.show_view(1)
    settle()
    model = launch.devices.list.model
    for column in range(model.columnCount()):
        for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            text = str(model.index(0, column).data(role) or "")
            assert not [char for char in UNWANTED if char in text]
            assert len(text) < 1000
    check(window)


@pytest.mark.parametrize("kind", HOSTILE)
def test_in_the_drawer(window, launch, services, kind):
    put(services, hostile(HOSTILE[kind]))
    launch.devices.drawer.show_phone(1576, at_once=True)
    settle()
    assert launch.devices.drawer.isVisible()
    check(window)


def alert(name, kind=AlertKind.OFFLINE, count=1):
    outages = [Outage(number, name, NOW - timedelta(minutes=26), NOW, told=True) for number in range(count)]
    return Alert(kind, NOW, tuple(outages), 119)


@pytest.mark.parametrize("kind", HOSTILE)
def test_under_the_bell(window, launch, services, kind):
    name = fields.label(HOSTILE[kind])
    services.store.alerts.kept = [
        KeptAlert(number, alert(name, what, number + 1), seen=False) for number, what in enumerate(list(AlertKind)[:3])
    ]
    put(services, hostile(HOSTILE[kind]))
    for button in window.findChildren(QWidget):
        if type(button).__name__ == "BellButton":
            button.click()
    settle()
    check(window)


@pytest.mark.parametrize("kind", HOSTILE)
def test_in_alerts_wherever_they_go(services, kind):
    name = fields.label(HOSTILE[kind])
    for count in (1, 2, 5):
        for what in (AlertKind.OFFLINE, AlertKind.BACK, AlertKind.MORNING, AlertKind.MOVED):
            told = alert(name, what, count)
            for text in (*alert_said(told), alert_words(told, NOW.tzinfo).sentence):
                assert not [char for char in UNWANTED if char in text], text[:80]
                assert len(text) < 700
    assert alert_words(alert("{name}{0}%n"), NOW.tzinfo).sentence.startswith("{name}{0}%n stopped answering")


class Desktop:
    """Notes what the system would show."""

    def __init__(self):
        self.shown = []

    def show(self, title, text):
        self.shown.append((title, text))

    def beep(self):
        pass

    def take_away(self):
        pass


@pytest.mark.parametrize("kind", HOSTILE)
def test_in_notifications_of_the_desktop(qapp, services, kind):
    desktop = Desktop()
    notifications = Notifications(services, desktop)
    for listener in list(services.alerting.listeners):
        listener(alert(fields.label(HOSTILE[kind])))
    notifications.stop()
    [(title, text)] = desktop.shown
    assert len(title) + len(text) < 500
    assert not [char for char in UNWANTED if char in title + text]
    assert "<" not in title + text, "some systems read markup in notifications"


@pytest.mark.parametrize("kind", HOSTILE)
def test_on_the_command_line(kind):
    line = device_line(hostile(HOSTILE[kind]), NOW)
    assert not [char for char in UNWANTED if char in line]
    assert len(line) < 500
    assert Reach.OFFLINE.value in line


def test_every_field_of_the_sample_can_be_seen(launch, services):
    device = fields.device("1576", SAMPLE)
    assert device is not None
    launch.window.show_shell()
    launch.window.show()
    put(services, device)
    launch.devices.drawer.show_phone(1576, at_once=True)
    settle()
    read = []
    for widget in launch.window.findChildren(QWidget):
        if isinstance(widget, QLabel | ElideLabel) or widget.accessibleName():
            text = getattr(widget, "text", None)
            read += [text() if callable(text) else "", widget.accessibleName(), widget.accessibleDescription()]
    words = "\n".join(filter(None, read))
    for wanted in (
        "Phone A", "1576", "358123456789012", "EMULATOR29X0", "8901260012345", "Carrier", "12.1.21",
        "a newer one is out", "7 s wait on the phone", "every 13 s", "Active", "28 Mar 2020", "Roaming",
        "+1 555-000-0000", "United States",
    ):  # fmt: skip
        assert wanted in words, f"{wanted!r} is nowhere in {words}"
    assert "5550009999" in "".join(char for char in words if char.isdigit())


@pytest.fixture(autouse=True)
def _painted():
    yield
    QCoreApplication.sendPostedEvents()
    QApplication.processEvents()
