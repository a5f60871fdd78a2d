"""The drawer of a phone: everything the service tells is there, and what the owner does in it is kept."""

from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMenu, QWidget

from desktop_app.domain.device import Device
from desktop_app.domain.errors import NoConnection, Trouble
from desktop_app.services.round_trip import NotSeen
from desktop_app.store.failed_texts import FailedText, Failures
from desktop_app.store.sim_rules import SimRule
from desktop_app.ui.tabs.devices import shown_drawer
from desktop_app.ui.tabs.devices.drawer import PhoneDrawer
from desktop_app.ui.tabs.devices.facts import Day
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.label import ElideLabel
from tests.window_stage import NOW, RoundTrip, Services

VAN, DESK = shown_drawer.VAN, shown_drawer.DESK


class Stage:
    def __init__(self, services: Services) -> None:
        self.services, self.calls = services, services.phones
        self.window = QWidget()
        self.window.resize(1280, 632)
        self.card = Button("card", parent=self.window)
        self.drawer = PhoneDrawer(services, self.calls, self.window)
        self.put(shown_drawer.late_phone(NOW), shown_drawer.fine_phone(NOW))
        self.window.show()
        self.window.activateWindow()
        settle()

    def put(self, *devices: Device) -> None:
        self.services.store.live.devices = devices

    def open(self, phone: int = VAN) -> PhoneDrawer:
        self.card.setFocus()
        self.drawer.show_phone(phone, at_once=True)
        settle()
        return self.drawer

    def texts(self) -> list[str]:
        """Everything that can be read in it."""
        labels = [one.text() for one in self.drawer.findChildren(QLabel) if one.isVisibleTo(self.drawer)]
        elided = [one.text() for one in self.drawer.findChildren(ElideLabel) if one.isVisibleTo(self.drawer)]
        return [text for text in labels + elided if text]

    def button(self, name: str) -> Button:
        found = [b for b in self.drawer.findChildren(Button) if name in (b.text(), b.accessibleName())]
        return next(button for button in found if button.isVisibleTo(self.drawer))


def settle():
    QCoreApplication.sendPostedEvents()
    QApplication.processEvents()


@pytest.fixture
def stage(qapp, services):
    made = Stage(services)
    yield made
    made.window.close()
    made.window.deleteLater()
    qapp.sendPostedEvents(None, 52)  # DeferredDelete


def test_every_field_of_the_services_answer_is_somewhere(stage):
    stage.put(replace(shown_drawer.late_phone(NOW), number="+49 30 901820"))
    stage.open()
    seen = "\n".join(stage.texts())
    for wanted in (
        "Delivery van", "Moto G84 · Android 14", "Seen 3 min ago", "every 10 s", "SIM 1 · o2", "+49 179 2208 3165",
        "Germany", "8949226000012345678", "12.3.7 · a newer one is out", "Active", "10422", "ZY22J7QKLM",
        "353915110123456", "3 Mar 2024", "20 Nov 2025", "12 s wait on the phone", "+49 30 901820",
    ):  # fmt: skip
        assert wanted in seen, wanted
    pills = {pill.accessibleName() for pill in stage.drawer.findChildren(QWidget) if pill.accessibleName()}
    assert {"Late", "Roaming"} <= pills


def test_what_the_store_knows_is_read_and_shown(stage, services):
    services.store.traffic.days = {VAN: Day(51, 33, 9, 140)}
    services.store.traffic.failed = {VAN: Failures({10: 8, 9: 1}, (FailedText(NOW, "+4915144706672", "Greta", 10),))}
    services.store.sim_rules.rules = {(VAN, 0): SimRule(Decimal("0.09"), 200), (DESK, 0): SimRule(None, 5)}
    stage.open()
    seen = stage.texts()
    assert "8 no signal, 1 refused by the carrier" in seen
    assert "€0.09 per SMS · limit 200 a day, 51 used" in seen
    assert [n.text() for n in stage.drawer.body.today._numbers] == ["51", "33", "9", "140"]
    assert "Greta · +49 151 4470 6672" not in seen
    stage.button("Show 9").click()
    settle()
    assert "Greta · +49 151 4470 6672" in stage.texts()
    assert "and 8 more" in stage.texts()


def test_it_ticks_and_reads_only_while_it_can_be_seen(stage, services):
    stage.open()
    assert {"drawer tick", "drawer record again"} <= set(services.tasks.timers)
    services.clock.now = NOW.replace(minute=50)
    services.tasks.fire("drawer tick")
    assert any("Last seen at" in text for text in stage.texts())
    stage.window.hide()
    assert not {"drawer tick", "drawer record again"} & set(services.tasks.timers)
    stage.window.show()
    assert "drawer tick" in services.tasks.timers
    stage.drawer.slide_out()
    stage.drawer._slide.setCurrentTime(1000)
    assert not {"drawer tick", "drawer record again"} & set(services.tasks.timers)


def test_nothing_of_one_phone_is_shown_with_another(stage, services):
    services.store.traffic.failed = {VAN: Failures({10: 8})}
    services.tasks.hold = {"drawer record"}
    stage.open(VAN)
    coro, _ = services.tasks.held["drawer record"]
    stage.open(DESK)
    assert services.tasks.held["drawer record"][0] is not coro
    coro.close()
    stage.drawer.slide_out()
    assert "drawer record" not in services.tasks.held, "what was asked for a phone is not waited for without it"
    services.tasks.hold = set()
    stage.open(VAN)
    assert "8 no signal" in stage.texts()


def test_a_phone_that_leaves_the_account_closes_it(stage, services):
    stage.open()
    stage.put(shown_drawer.fine_phone(NOW))
    services.tasks.fire("drawer tick")
    assert not stage.drawer.opened
    stage.open(VAN)
    assert not stage.drawer.opened


def test_the_name_is_changed_in_place_and_esc_there_does_not_close(stage, services):
    drawer = stage.open()
    QTest.mouseClick(drawer.head.name.pencil, Qt.MouseButton.LeftButton)
    QTest.keyClick(drawer.head.name.field, Qt.Key.Key_Escape)
    assert drawer.opened
    QTest.mouseClick(drawer.head.name.pencil, Qt.MouseButton.LeftButton)
    drawer.head.name.field.setText("Van 2")
    QTest.keyClick(drawer.head.name.field, Qt.Key.Key_Return)
    assert services.store.directory.renamed == [(VAN, "Van 2")]
    assert services.devices.taken_marks == 1


def test_leaving_out_and_hiding_are_kept_and_can_be_taken_back(stage, services):
    stage.open()
    stage.button("Not in bulk sends").click()
    stage.button("Hide this phone").click()
    stage.put(replace(shown_drawer.late_phone(NOW), left_out=True, hidden=True))
    services.tasks.fire("drawer tick")
    stage.button("Use in bulk sends").click()
    stage.button("Show this phone").click()
    assert services.store.directory.marks == [
        (VAN, "left out", True),
        (VAN, "hidden", True),
        (VAN, "left out", False),
        (VAN, "hidden", False),
    ]


def test_esc_closes_and_the_keyboard_goes_back(stage):
    drawer = stage.open()
    assert QApplication.focusWidget() is drawer.head.close_button
    QTest.keyClick(drawer.head.close_button, Qt.Key.Key_Escape)
    assert not drawer.opened
    assert QApplication.focusWidget() is stage.card


def test_the_keyboard_reaches_everything_in_reading_order(stage):
    drawer = stage.open()
    walked = []
    for _ in range(20):
        widget = QApplication.focusWidget()
        if walked and widget is walked[0]:
            break
        walked.append(widget)
        QTest.keyClick(widget, Qt.Key.Key_Tab)
        settle()
    names = [widget.accessibleName() or widget.text() for widget in walked]
    assert names == [
        "Close (Esc)", "Check now", "Change price and limit of SIM 1 · o2", "App: Update…",
        "Copy Phone ID", "Copy Serial number", "Copy IMEI", "Send a test", "Not in bulk sends", "Hide this phone",
        "Rename Delivery van",
    ]  # fmt: skip
    assert drawer.opened


def test_ids_are_copied_whole(stage):
    stage.open()
    stage.button("Copy Serial number").click()
    assert QGuiApplication.clipboard().text() == "ZY22J7QKLM"


def test_update_leads_to_the_services_site(stage, monkeypatch):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.host()))
    stage.open()
    stage.button("App: Update…").click()
    assert opened == ["smsgateway24.com"]


def test_a_check_asks_for_this_phone_only_and_says_when_it_cannot(stage, services):
    stage.open()
    stage.button("Check now").click()
    assert stage.calls.checked == [VAN]
    stage.calls.trouble = NoConnection("No connection.")
    stage.button("Check now").click()
    assert [str(trouble) for trouble in services.tasks.troubles] == ["No connection."]
    assert stage.button("Check now").isEnabled()


def test_a_wrong_clock_is_told(stage, services):
    services.store.live.clock_off_s = -14 * 60.0
    stage.open()
    assert "This computer’s clock is 14 min off" in stage.texts()


# --- prices and limits


def edit(stage, slot=0):
    box = stage.drawer.body.sims[slot]
    box.change.click()
    settle()
    return box.editor


def test_a_price_and_a_limit_are_kept(stage, services):
    stage.open(DESK)
    editor = edit(stage, 1)
    editor.ways._group.button(2).click()
    editor.price.setText("0,075")
    editor.limit.setText("100")
    QTest.keyClick(editor.limit, Qt.Key.Key_Return)
    assert services.store.sim_rules.rules == {(DESK, 1): SimRule(Decimal("0.075"), 100)}
    settle()
    assert "€0.075 per SMS · limit 100 a day, 0 used" in stage.texts()


def test_included_in_the_plan_is_a_price_of_nothing(stage, services):
    stage.open()
    editor = edit(stage)
    editor.ways._group.button(1).click()
    editor.save.click()
    assert services.store.sim_rules.rules == {(VAN, 0): SimRule(Decimal(0), None)}
    settle()
    assert any(text.startswith("Included in my plan") for text in stage.texts())


@pytest.mark.parametrize(("price", "limit"), [("free", ""), ("0", ""), ("", ""), ("0.09", "0"), ("0.09", "many")])
def test_what_is_no_price_or_no_limit_is_said_at_its_field(stage, services, price, limit):
    stage.open()
    editor = edit(stage)
    editor.ways._group.button(2).click()
    editor.price.setText(price)
    editor.limit.setText(limit)
    editor.save.click()
    assert services.store.sim_rules.rules == {}
    wrong = editor.limit if limit else editor.price
    assert wrong.accessibleDescription()
    assert isinstance(QApplication.focusWidget(), QLineEdit)
    assert QApplication.focusWidget() is wrong


def test_esc_leaves_the_rule_and_the_drawer_as_they_were(stage, services):
    services.store.sim_rules.rules = {(VAN, 0): SimRule(Decimal("0.09"), 200)}
    drawer = stage.open()
    editor = edit(stage)
    editor.limit.setText("7")
    QTest.keyClick(editor.limit, Qt.Key.Key_Escape)
    settle()
    assert drawer.opened
    assert drawer.body.sims[0].editor is None
    assert services.store.sim_rules.rules == {(VAN, 0): SimRule(Decimal("0.09"), 200)}


def test_an_editor_comes_into_view_in_a_low_window(stage):
    stage.window.resize(960, 380)
    stage.open()
    editor = edit(stage)
    settle()
    view = stage.drawer.body.viewport()
    for widget in (editor.limit, editor.save):
        place = widget.mapTo(view, widget.rect().center())
        assert view.rect().contains(place), widget


def test_an_open_editor_survives_the_seconds(stage, services):
    stage.open()
    editor = edit(stage)
    editor.limit.setText("12")
    services.clock.now = NOW.replace(minute=44)
    services.tasks.fire("drawer tick")
    assert stage.drawer.body.sims[0].editor is editor
    assert editor.limit.text() == "12"


# --- the test text


def test_a_test_that_arrives_says_how_long_it_took(stage):
    stage.open()
    stage.button("Send a test").click()
    assert stage.calls.trips == [(VAN, 0)]
    assert stage.drawer.trip.words == "Delivered in 6 s From here to there."
    assert stage.button("Send a test").isEnabled()


def test_a_test_under_way_shows_its_step_and_its_seconds_and_can_be_stopped(stage, services):
    services.tasks.hold = {"round trip"}
    stage.open()
    stage.button("Send a test").click()
    assert not stage.button("Send a test").isEnabled()
    stage.drawer.trip.show_step("Waiting for the phone…")
    services.clock.now = NOW.replace(second=21)
    services.tasks.fire("round trip clock")
    assert stage.drawer.trip.words == "Waiting for the phone… 4 s"
    stage.button("Stop").click()
    assert "round trip" not in services.tasks.held
    assert stage.drawer.trip.words == "Stopped. The test text may still arrive."
    assert "round trip clock" not in services.tasks.timers
    assert stage.button("Send a test").isEnabled()


def test_a_test_that_may_still_arrive_is_no_failure_and_names_break_nothing(stage):
    stage.calls.trip = NotSeen("Not seen after 3 minutes.", "{name} may still send it.", name="W w\u202e" * 5000)
    stage.open()
    stage.button("Send a test").click()
    trip = stage.drawer.trip
    assert trip._head.property("ink") == "warn"
    assert len(trip.words) < 300
    assert "\u202e" not in trip.words
    settle()
    assert trip.height() < 160


def test_a_test_that_fails_says_why_and_can_be_tried_again(stage):
    stage.calls.trip = Trouble("The phone did not take the text.", "Nothing was sent.", "Wake it and try again.")
    stage.open()
    stage.button("Send a test").click()
    assert stage.drawer.trip.words == "The phone did not take the text. Nothing was sent. Wake it and try again."
    stage.calls.trip = RoundTrip(0.2, "")
    stage.button("Try again").click()
    assert stage.calls.trips == [(VAN, 0), (VAN, 0)]
    assert stage.drawer.trip.words == "Delivered in 1 s"
    stage.button("Put away").click()
    assert stage.drawer.trip.isHidden()


def test_closing_follows_a_test_no_more(stage, services):
    services.tasks.hold = {"round trip"}
    stage.open()
    stage.button("Send a test").click()
    stage.drawer.slide_out()
    assert "round trip" not in services.tasks.held
    assert "round trip clock" not in services.tasks.timers


def test_with_two_sims_the_person_picks_one(stage, monkeypatch):
    stage.open(DESK)
    menus = []
    monkeypatch.setattr(QMenu, "popup", lambda menu, at: menus.append(menu))
    stage.button("Send a test").click()
    assert stage.calls.trips == []
    (menu,) = menus
    assert [action.text() for action in menu.actions()] == ["SIM 1 · Vodafone", "SIM 2 · o2"]
    menu.actions()[1].trigger()
    assert stage.calls.trips == [(DESK, 1)]


# --- whatever the service says


@pytest.mark.parametrize("size", [(1280, 632), (960, 380)])
def test_hostile_words_are_plain_text_and_break_no_layout(stage, size):
    stage.window.resize(*size)
    stage.put(shown_drawer.strange_phone(NOW))
    drawer = stage.open(shown_drawer.STRANGE)
    for label in drawer.findChildren(QLabel):
        assert label.textFormat() == Qt.TextFormat.PlainText
    for widget in drawer.findChildren(QWidget):
        assert "<script" not in widget.toolTip()
        assert "<marquee" not in widget.toolTip()
        if widget.isVisibleTo(drawer) and drawer.panel.isAncestorOf(widget):
            right = widget.mapTo(drawer, widget.rect().topRight()).x()
            assert right <= drawer.width(), widget
    page = drawer.body.widget()
    assert page.width() <= drawer.body.viewport().width()
    assert not any("\u202e" in text for text in stage.texts())
    stage.button("Copy IMEI").click()
    assert QGuiApplication.clipboard().text().startswith("'; DROP TABLE device; --WWW")


def test_a_phone_of_which_nothing_is_told_says_so(stage):
    stage.put(Device(VAN, ""))
    stage.open()
    seen = stage.texts()
    assert seen.count("Not told") == 4  # subscription, serial number, IMEI, added
    assert {"Version not told", "Waiting for first contact", "Never", "No SIM told"} <= set(seen)


@pytest.mark.parametrize("name", shown_drawer.STATES)
def test_each_state_comes_up_with_a_name_for_everything_the_keyboard_reaches(stage, name):
    shown_drawer.STATES[name](stage.drawer, NOW)
    settle()
    assert stage.drawer.opened
    for button in stage.drawer.findChildren(Button):
        if button.isVisibleTo(stage.drawer):
            assert button.text() or button.accessibleName()
    assert stage.drawer.panel.accessibleName().startswith("Details of ")


def test_a_cards_details_open_over_the_page_and_esc_leads_back_to_it(launch, services):
    services.store.live.devices = (shown_drawer.late_phone(NOW), shown_drawer.fine_phone(NOW))
    services.store.live.updated_at = NOW
    launch.window.show_shell()
    launch.window.show()
    launch.window.activateWindow()
    launch.devices.show_now()
    settle()
    [card] = [card for card in launch.devices.grid.cards if card.device.id == DESK]
    card.setFocus()
    QTest.keyClick(card, Qt.Key.Key_Return)
    settle()
    drawer = launch.devices.drawer
    assert drawer.phone == DESK
    assert drawer.geometry() == launch.devices.rect()
    QTest.keyClick(drawer.head.close_button, Qt.Key.Key_Escape)
    assert drawer.phone is None
    assert QApplication.focusWidget() is card
    launch.devices.show_phone(VAN)
    assert drawer.phone == VAN
