"""Devices: what the page shows of the phones, second by second, and what it never interprets."""

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel

from desktop_app.domain.device import Reach, Sim
from desktop_app.domain.reach_history import Change, ReachHistory, Span
from desktop_app.store.sim_rules import SimRule
from desktop_app.store.traffic import SimHour
from desktop_app.ui.tabs.devices.facts import Day
from desktop_app.ui.tabs.devices.phone_lines import SimLines
from desktop_app.ui.widgets.label import ElideLabel
from desktop_app.ui.widgets.pill import Pill
from desktop_app.ui.widgets.sparkline import Sparkline
from desktop_app.ui.widgets.strip import Strip
from tests.unit.ui.tabs.devices.phones import HOSTILE, pass_time, phone, put, settle, texts
from tests.window_stage import NOW


def test_a_card_ticks_from_online_to_offline(tab, services):
    put(services, phone())
    (card,) = tab.grid.cards
    assert "Seen 12 s ago" in texts(card)
    assert card.state.text == "Online"
    told = []
    for seconds in (1, 60, 600):
        pass_time(services, seconds)
        told.append((card.state.text, card.seen.text()))
    at = (NOW - timedelta(seconds=12)).astimezone().strftime("%H:%M")
    assert told == [("Online", "Seen 13 s ago"), ("Late", "Seen 1 min ago"), ("Offline", f"Last seen at {at}")]


def test_a_card_is_said_in_one_sentence(tab, services):
    services.store.traffic.days = {1: Day(262, 214, 3, 299)}
    put(services, phone(nickname="Front desk", name="Pixel 7a"))
    services.tasks.fire("devices traffic again")
    (card,) = tab.grid.cards
    assert card.accessibleName() == (
        "Front desk, Pixel 7a, Online, Seen 12 s ago, checks in every 10 s, 262 sent, 214 delivered, 3 failed, "
        "299 waiting"
    )


def test_hostile_names_are_shown_as_they_are(tab, services):
    put(services, phone(name=HOSTILE, sims=(Sim(0, "<u>o2</u>", "<s>+49</s>"),), age_s=3000))
    services.store.traffic.days = {1: Day(waiting=2)}
    services.tasks.fire("devices traffic again")
    (card,) = tab.grid.cards
    assert any("<u>o2</u>" in text for text in texts(card))
    for label in tab.findChildren(QLabel):
        assert label.textFormat() == Qt.TextFormat.PlainText
    tip = card.name.findChildren(ElideLabel)[0].toolTip()
    assert "<img" not in tip
    assert '<img src="file:///etc/passwd">' in card.accessibleName()


def test_cards_stay_in_place_while_somebody_works_in_them(tab, services):
    put(services, phone(1, "Anna"), phone(2, "Bert"))
    first = tab.grid.cards[0]
    pencil = first.name.pencil
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
    QTest.mouseClick(card.name.pencil, Qt.MouseButton.LeftButton)
    edit = card.name.field
    assert edit.isVisible()
    edit.setText("  Front   desk ")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    assert services.store.directory.renamed == [(4, "Front desk")]
    assert not edit.isVisible()


def test_escape_leaves_the_name_as_it_was(tab, services):
    put(services, phone(4, "Pixel 7a"))
    (card,) = tab.grid.cards
    QTest.mouseClick(card.name.pencil, Qt.MouseButton.LeftButton)
    edit = card.name.field
    edit.setText("Other")
    QTest.keyClick(edit, Qt.Key.Key_Escape)
    assert services.store.directory.renamed == []
    assert not edit.isVisible()


def test_the_banner_names_an_offline_phone_only_with_work_waiting(tab, services):
    put(services, phone(1, "Back office", 1600))
    assert not tab.banner.isVisible()
    services.store.traffic.days = {1: Day(waiting=119)}
    services.tasks.fire("devices traffic again")
    at = (NOW - timedelta(seconds=1600)).astimezone().strftime("%H:%M")
    assert f"Back office stopped answering at {at}" in texts(tab.banner)
    assert "119 messages are waiting for it. Is it switched on, charged and on Wi-Fi?" in texts(tab.banner)


def test_without_connection_cards_say_so_and_stay(tab, services):
    put(services, phone(1, "Back office", 1600), connected=False)
    (card,) = tab.grid.cards
    assert card.state.text == "Can’t check"
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


# --- cards


def test_a_card_shows_24_hours_the_numbers_of_today_and_their_line(tab, services):
    opened = NOW - timedelta(hours=2)
    services.store.reach_log.all = {
        1: ReachHistory(
            (Span(opened, NOW),), (Change(opened, Reach.ONLINE), Change(NOW - timedelta(hours=1), Reach.LATE))
        )
    }
    services.store.traffic.days = {1: Day(5, 4, 1, 7)}
    services.store.traffic.sent_hours = [SimHour(1, 0, NOW.replace(minute=0, second=0), 5)]
    put(services, phone())
    for name in ("devices traffic again", "devices histories again", "devices hours again"):
        services.tasks.fire(name)
    (card,) = tab.grid.cards
    assert card.findChild(Strip).accessibleDescription() == ("24 hours: online 1 h, late 1 h, not recorded 22 h")
    assert card.findChild(Sparkline).accessibleDescription() == "5 messages sent today"
    assert card.figures.words == "5 sent, 4 delivered, 1 failed, 7 waiting"
    assert "5 sent" in texts(tab.side.today)


def test_sims_are_shown_by_carrier_and_by_slot_only_where_carriers_do_not_tell_them_apart(tab, services):
    put(services, phone(1, sims=(Sim(0, "Vodafone"), Sim(1, "o2"))), phone(2, sims=(Sim(0, "o2"), Sim(1, "o2"))))
    by_carrier, by_slot = (texts(card.findChild(SimLines)) for card in tab.grid.cards)
    assert by_carrier == ["Vodafone", "o2"]
    assert by_slot == ["SIM 1 · o2", "SIM 2 · o2"]


def test_a_sim_that_reached_its_limit_of_the_day_says_so(tab, services):
    services.store.sim_rules.rules = {(1, 0): SimRule(a_day=200)}
    services.store.traffic.days = {1: Day(sent=200)}
    put(services, phone(1, sims=(Sim(0, "o2", roaming=True),)))
    services.tasks.fire("devices traffic again")
    settle()
    (card,) = tab.grid.cards
    shown = [pill.text for pill in card.findChild(SimLines).findChildren(Pill) if pill.isVisible()]
    assert shown == ["Roaming", "Limit reached 200/200"]
    assert "Limit reached 200/200" in card.accessibleName()


def test_a_click_or_enter_on_a_card_asks_for_its_details(tab, services):
    asked = []
    tab.phone_asked.connect(asked.append)
    put(services, phone(7))
    (card,) = tab.grid.cards
    QTest.mouseClick(card.seen, Qt.MouseButton.LeftButton)
    card.setFocus()
    QTest.keyClick(card, Qt.Key.Key_Return)
    QTest.mouseClick(card.name.pencil, Qt.MouseButton.LeftButton)
    assert asked == [7, 7], "the pencil changes the name, it does not open the details"


def test_the_name_of_a_card_does_not_tick_under_the_keyboard(tab, services):
    put(services, phone(), phone(2))
    under_keyboard, other = tab.grid.cards
    tab.window().activateWindow()
    under_keyboard.setFocus()
    before = under_keyboard.accessibleName()
    pass_time(services, 5)
    assert under_keyboard.accessibleName() == before
    assert "Seen 17 s ago" in other.accessibleName()
    pass_time(services, 100)
    assert "Late" in under_keyboard.accessibleName(), "a change of state is told there too"


# --- the page


def test_a_change_of_state_is_announced_and_ticking_is_not(tab, services, announced):
    put(services, phone(1, "Back office"), phone(2, "Front desk", age_s=0))
    for seconds in (1, 2, 3):
        pass_time(services, seconds)
    assert announced == []
    pass_time(services, 55)
    assert announced == ["Back office: Late"]


def test_many_changes_are_announced_as_one(tab, services, announced):
    put(services, *(phone(number) for number in range(1, 7)))
    put(services, *(phone(number) for number in range(1, 7)), connected=False)
    assert announced == ["6 phones: Can’t check"]


def test_more_than_eight_phones_are_a_list_unless_the_owner_chose(tab, services):
    put(services, *(phone(number) for number in range(8)))
    assert tab.grid.isVisible()
    put(services, *(phone(number) for number in range(9)))
    assert tab.list.isVisible()
    tab.head.view.chosen.emit(0)
    settle()
    assert tab.grid.isVisible()
    assert services.store.settings.values["devices view"] == "cards"


def test_the_view_chosen_last_time_comes_back(services, make_launch):
    services.store.settings.values["devices view"] = "list"
    launch = make_launch()
    launch.window.show_shell()
    launch.window.show()
    put(services, phone())
    assert launch.devices.list.isVisible()


def test_hidden_phones_stand_behind_a_button(tab, services):
    put(services, phone(1, "Anna"), phone(2, "Bert", hidden=True), phone(3, "Cleo", hidden=True))
    assert [card.device.id for card in tab.grid.cards] == [1]
    button = next(b for b in tab.grid.findChildren(QAbstractButton) if b.text() == "Show 2 hidden phones")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert [card.device.id for card in tab.grid.cards] == [1, 2, 3]
    assert button.text() == "Hide 2 phones again"


def test_a_hidden_phone_is_not_counted_in_the_header(tab, launch, services):
    put(services, phone(1), phone(2, age_s=4000, hidden=True))
    assert launch.window.header.health.words == "1 phone online"


def test_the_guide_stays_open_until_another_phone_comes(tab, services):
    put(services, phone(1), phone(2, hidden=True))
    tab.head.add.click()
    put(services, phone(1), phone(2, hidden=True))
    assert "Connect your first phone" in texts(tab)
    put(services, phone(1), phone(2, hidden=True), phone(3))
    assert "Connect your first phone" not in texts(tab)


def test_a_phone_asked_for_is_shown_also_when_it_is_hidden(tab, services):
    asked = []
    tab.phone_asked.connect(asked.append)
    put(services, phone(1), phone(2, hidden=True))
    tab.show_phone(2)
    assert asked == [2]
    assert [card.device.id for card in tab.grid.cards] == [1, 2]


def test_cards_come_in_steps_and_only_those_in_view_tick(tab, services):
    put(services, *(phone(number) for number in range(36)))
    tab.head.view.chosen.emit(0)
    assert len(tab.grid.cards) == 8
    while "devices more cards" in services.tasks.timers:
        services.tasks.fire("devices more cards")
    settle()
    assert len(tab.grid.cards) == 36
    pass_time(services, 3)
    ticked = [card for card in tab.grid.cards if card.seen.text() == "Seen 15 s ago"]
    assert 2 <= len(ticked) <= 12
    bar = tab.grid.verticalScrollBar()
    bar.setValue(bar.maximum())
    assert tab.grid.cards[-1].seen.text() == "Seen 15 s ago"


def test_of_hundreds_of_phones_the_worst_are_cards_and_the_rest_is_in_the_list(tab, services):
    put(services, *(phone(number, age_s=4000 if number == 150 else 5) for number in range(200)))
    tab.head.view.chosen.emit(0)
    while "devices more cards" in services.tasks.timers:
        services.tasks.fire("devices more cards")
    settle()
    assert len(tab.grid.cards) == 40
    assert tab.grid.cards[0].device.id == 150
    rest = next(b for b in tab.grid.findChildren(QAbstractButton) if b.text() == "160 more phones are in the list")
    rest.click()
    settle()
    assert tab.list.isVisible()
    assert tab.list.model.rowCount() == 200


def test_the_alerts_line_asks_for_the_alerts(tab, services):
    put(services, phone())
    asked = []
    tab.alerts_asked.connect(lambda: asked.append(1))
    tab.show_alerts(())
    assert "Alerts: off" in texts(tab.head)
    tab.show_alerts(("this computer", "Telegram"))
    assert "Alerts: this computer, Telegram" in texts(tab.head)
    tab.head.change.click()
    assert asked == [1]


def test_while_the_service_cannot_be_reached_the_status_bar_counts_down(tab, launch, services):
    put(services, phone(), connected=False)
    launch.feed.show_now()
    assert "No connection, trying again in 8 s" in texts(launch.window.status)


def test_names_of_ten_thousand_letters_break_no_layout(tab, services):
    long = "W" * 10_000
    tab.window().resize(1280, 720)
    put(services, phone(1, long, nickname=long, sims=(Sim(0, long, long, roaming=True),)), phone(2))
    first, second = tab.grid.cards
    assert abs(first.width() - second.width()) <= 1
    assert tab.window().width() == 1280
    tab.head.view.chosen.emit(1)
    settle()
    assert tab.window().width() == 1280
