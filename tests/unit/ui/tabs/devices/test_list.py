"""The list of phones: sorted, filtered by state, ticked for group actions, repainted only where something changed."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from desktop_app.domain.device import Reach, Sim
from desktop_app.ui.models.phones_model import Column
from desktop_app.ui.tabs.devices.facts import Day
from desktop_app.ui.tabs.devices.phone_list import PhoneList
from tests.unit.ui.tabs.devices.phones import HOSTILE, pass_time, phone, put, settle
from tests.window_stage import NOW


@pytest.fixture
def phones(tab, services) -> PhoneList:
    services.store.traffic.days = {1: Day(sent=5, waiting=2), 2: Day(sent=90), 3: Day(sent=40, failed=4)}
    put(
        services,
        phone(1, "Anna", age_s=4000),
        phone(2, "Bert"),
        phone(3, "Cleo", age_s=120, sims=(Sim(0, "o2", "+491792208316", roaming=True),)),
    )
    services.tasks.fire("devices traffic again")
    tab.head.view.chosen.emit(1)
    settle()
    return tab.list


def names(phones):
    return [phones.model.index(row, Column.NAME).data() for row in range(phones.model.rowCount())]


def centre(phones, row, column):
    return phones.table.visualRect(phones.model.index(row, column)).center()


def test_the_worst_stands_first(phones):
    assert names(phones) == ["Anna", "Cleo", "Bert"]


@pytest.mark.parametrize(
    ("column", "order"),
    [
        (Column.NAME, ["Anna", "Bert", "Cleo"]),
        (Column.SENT, ["Bert", "Cleo", "Anna"]),
        (Column.FAILED, ["Cleo", "Bert", "Anna"]),
        (Column.SEEN, ["Bert", "Cleo", "Anna"]),
    ],
)
def test_a_click_on_a_head_sorts(phones, column, order):
    head = phones.table.horizontalHeader()
    at = QPoint(head.sectionViewportPosition(column) + 20, head.height() // 2)
    QTest.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert names(phones) == order
    QTest.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert names(phones) == order[::-1]


def test_the_order_can_be_chosen_without_the_mouse(phones):
    phones.order.setCurrentIndex(1)
    phones.order.activated.emit(1)
    assert names(phones) == ["Anna", "Bert", "Cleo"]


def test_chips_count_the_states_and_filter(phones):
    shown = {chip.accessibleName() for chip in phones.chips.chips.values() if chip.isVisible()}
    assert shown == {"All 3", "Offline 1", "Late 1", "Online 1"}
    phones.chips.chips[Reach.LATE].click()
    assert names(phones) == ["Cleo"]
    phones.chips.chips[None].click()
    assert names(phones) == ["Anna", "Cleo", "Bert"]


def test_rows_stay_where_they_are_while_the_keyboard_is_inside(phones, services):
    phones.window().activateWindow()
    phones.table.setFocus()
    put(services, phone(1, "Anna"), phone(2, "Bert", age_s=4000), phone(3, "Cleo"))
    assert names(phones) == ["Anna", "Cleo", "Bert"]
    assert phones.model.index(2, Column.STATE).data() == "Offline", "what a row says is true all the same"
    phones.table.clearFocus()
    services.tasks.fire("devices tick")
    assert names(phones) == ["Bert", "Anna", "Cleo"]


def test_the_row_under_the_keyboard_stays_the_same_phone_when_rows_move(phones, services):
    phones.show_phone(2)
    assert phones.table.currentIndex().row() == 2
    put(services, phone(1, "Anna"), phone(2, "Bert", age_s=4000), phone(3, "Cleo"))
    assert phones.table.currentIndex().data() == "Bert"
    put(services, phone(2, "Bert", age_s=4000), phone(3, "Cleo"))
    assert phones.table.currentIndex().data() == "Bert"


def test_a_click_or_enter_on_a_row_asks_for_its_details_and_a_click_on_its_box_does_not(tab, phones):
    asked = []
    tab.phone_asked.connect(asked.append)
    QTest.mouseClick(phones.table.viewport(), Qt.MouseButton.LeftButton, pos=centre(phones, 1, Column.NAME))
    assert asked == [3]
    QTest.mouseClick(phones.table.viewport(), Qt.MouseButton.LeftButton, pos=centre(phones, 0, Column.TICK))
    assert asked == [3]
    assert [device.id for device in phones.model.ticked] == [1]


def test_ticked_phones_are_left_out_of_bulk_sends_together(phones, services):
    phones.show_phone(1)
    QTest.keyClick(phones.table, Qt.Key.Key_Space)
    QTest.keyClick(phones.table, Qt.Key.Key_Down)
    QTest.keyClick(phones.table, Qt.Key.Key_Space)
    assert phones.group.isVisible()
    assert phones.group.words == "2 phones chosen"
    phones.group.leave_out.click()
    assert services.store.directory.marks == [(1, "left out", True), (3, "left out", True)]
    assert services.devices.taken_marks == 1
    assert not phones.group.isVisible()


def test_all_shown_are_ticked_and_hidden_together(phones, services):
    phones.chips.chips[Reach.ONLINE].click()
    QTest.keyClick(phones.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    phones.group.hide_them.click()
    assert services.store.directory.marks == [(2, "hidden", True)]


def test_a_phone_that_left_the_account_is_not_acted_on(phones, services):
    phones.model.turn(0)
    put(services, phone(2, "Bert"))
    assert phones.model.ticked == ()
    assert not phones.group.isVisible()


def test_ticking_repaints_only_rows_in_view_and_only_where_the_words_change(tab, phones, services):
    tab.window().resize(1280, 720)
    put(services, *(phone(number, f"Phone {number:03}", age_s=90 + number) for number in range(200)))
    told = []
    phones.model.dataChanged.connect(lambda first, last: told.append((first.row(), first.column(), last.column())))
    pass_time(services, 1)
    assert {(first, last) for _, first, last in told} <= {(Column.SEEN, Column.SEEN)}
    assert len(told) <= 1, "by the minute from 60 s on: hardly a row changes in a second"
    told.clear()
    put(services, *(phone(number, f"Phone {number:03}") for number in range(200)))
    told.clear()
    services.clock.now = NOW + timedelta(seconds=3)
    services.tasks.fire("devices tick")
    assert 5 <= len(told) <= 15, "as many as are in view, of 200"


def test_hostile_names_stay_names(phones, services):
    put(services, phone(1, HOSTILE, nickname=HOSTILE))
    index = phones.model.index(0, Column.NAME)
    assert index.data() == '<img src="file:///etc/passwd"><b>Front & desk</b> desk'
    assert "Online" in index.data(Qt.ItemDataRole.AccessibleTextRole)
    phones.table.viewport().grab()
