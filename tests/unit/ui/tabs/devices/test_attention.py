"""What needs attention: a line and a button each, and what the buttons do."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from desktop_app.domain.device import Reach, Sim
from desktop_app.domain.reach_history import Change, ReachHistory, Span
from desktop_app.store.sim_rules import SimRule
from desktop_app.ui.tabs.devices.facts import Day
from tests.unit.ui.tabs.devices.phones import phone, put, settle, texts
from tests.window_stage import NOW

O2 = Sim(0, "o2", roaming=True)


@pytest.fixture
def card(tab):
    tab.window().resize(1280, 720)
    settle()
    return tab.side.attention


def line(card, head):
    return next(row for row in card.rows if row.line.head == head)


def test_nothing_to_tell_is_no_card(card, services):
    put(services, phone())
    assert not card.isVisible()


def test_each_trouble_is_one_line_with_one_button(card, services):
    services.store.live.clock_off_s = 14 * 60
    services.store.sim_rules.rules = {(1, 0): SimRule(a_day=200)}
    services.store.traffic.days = {1: Day(sent=196)}
    put(
        services,
        phone(1, "Desk", sims=(Sim(0, "Vodafone"),)),
        phone(2, "Van", sims=(O2,), app_current=False, subscription=False),
        phone(3, "Office", app_current=False),
    )
    services.tasks.fire("devices traffic again")
    settle()
    more = next(button for button in card.findChildren(type(card.rows[0].button)) if button.text() == "Show 1 more")
    more.click()
    assert [(row.line.head, row.line.about, row.button.text()) for row in card.rows] == [
        ("No subscription", "Van", "Renew…"),
        ("SIM limit near", "Desk, SIM 1 · Vodafone: 196 of 200", "Show me"),
        ("Roaming costs extra", "Van, SIM 1 · o2", "Leave out"),
        ("Old app on 2 phones", "Van, Office", "Update…"),
        ("This computer’s clock is 14 min off", "Scheduled sends would be too.", "Explain"),
    ]
    assert card.rows[2].button.accessibleName() == "Leave out Roaming costs extra, Van, SIM 1 · o2"


def test_how_to_update_opens_in_place(card, services):
    put(services, phone(2, "Van", app_current=False))
    row = line(card, "Old app on 1 phone")
    assert not any("Play Store" in text for text in texts(card))
    row.button.click()
    settle()
    assert any("Play Store" in text for text in texts(card))
    assert row.button.text() == "Hide"


def test_open_help_stays_open_while_other_lines_come(card, services):
    put(services, phone(2, "Van", app_current=False))
    line(card, "Old app on 1 phone").button.click()
    put(services, phone(2, "Van", app_current=False, sims=(O2,)))
    settle()
    assert any("Play Store" in text for text in texts(card))


def test_renew_opens_the_page_of_the_service(card, services, monkeypatch):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    put(services, phone(2, subscription=False))
    line(card, "No subscription").button.click()
    assert opened == [QUrl("https://smsgateway24.com")]


def test_a_roaming_phone_is_left_out_and_taken_back(card, services):
    put(services, phone(2, "Van", sims=(O2,)))
    line(card, "Roaming costs extra").button.click()
    assert services.store.directory.marks == [(2, "left out", True)]
    put(services, phone(2, "Van", sims=(O2,), left_out=True))
    assert card.rows == ()
    assert card.isVisible(), "Undo stands there for a while"
    assert "Left out: Van" in texts(card)
    card.undo.click()
    assert services.store.directory.marks[-1] == (2, "left out", False)
    assert not card.isVisible()


def test_undo_goes_after_a_while(card, services):
    put(services, phone(2, "Van", sims=(O2,)))
    line(card, "Roaming costs extra").button.click()
    put(services, phone(2, "Van", left_out=True))
    services.tasks.fire("devices undo ends")
    assert not card.isVisible()


def test_a_phone_that_usually_falls_silent_is_shown(tab, card, services):
    watched, changes = [], []
    for days in range(1, 6):
        noon = NOW.replace(hour=12, minute=0, second=0) - timedelta(days=days)
        watched.append(Span(noon - timedelta(hours=2), noon + timedelta(hours=4)))
        changes += [
            Change(noon - timedelta(hours=2), Reach.ONLINE),
            Change(noon, Reach.OFFLINE),
            Change(noon + timedelta(hours=2), Reach.ONLINE),
        ]
    in_order = sorted(changes, key=lambda change: change.at)
    services.store.reach_log.all = {3: ReachHistory(tuple(sorted(watched, key=lambda s: s.begin)), tuple(in_order))}
    put(services, phone(3, "Van"))
    services.tasks.fire("devices habits again")
    while "devices habit again" in services.tasks.timers:
        services.tasks.fire("devices habit again")
    asked = []
    tab.phone_asked.connect(asked.append)
    row = line(card, "Often goes quiet")
    assert row.line.about.startswith("Van, ")
    assert row.line.about.endswith(" · battery saver?")
    row.button.click()
    assert asked == [3]


@pytest.mark.qt_log_ignore("This plugin does not support grabbing the keyboard", extend=True)
def test_in_a_low_window_the_lines_stand_behind_a_button(tab, card, services):
    put(services, phone(2, "Van", sims=(O2,), subscription=False))
    assert not tab.head.attention.isVisible()
    tab.window().resize(960, 460)
    settle()
    assert not card.isVisible()
    assert tab.head.attention.text() == "2 need attention"
    tab.head.attention.click()
    settle()
    assert tab.head.attention.card.isVisible()
    tab.head.attention.close_sheet()


def test_in_a_middle_window_they_stand_beneath_the_cards(tab, card, services):
    put(services, phone(2, "Van", sims=(O2,)))
    tab.window().resize(1100, 760)
    settle()
    assert card.isVisible()
    assert tab.grid.isAncestorOf(card)
    assert tab.grid.isAncestorOf(tab.side.today)
