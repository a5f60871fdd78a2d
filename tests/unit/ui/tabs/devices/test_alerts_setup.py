"""How the owner is told of outages: kept when chosen; Telegram counts only once its test has come back."""

import pytest

from desktop_app.domain.errors import Trouble
from desktop_app.ui.phone_parts import NotOffered, TelegramState
from desktop_app.ui.tabs.devices.telegram_setup import TEST
from tests.unit.ui.tabs.devices.phones import settle, texts


@pytest.fixture
def panel(tab, launch):
    tab.head.change.click()
    settle()
    assert launch.alerts.setup.drawer.opened
    return launch.alerts.setup.drawer.alerts


def saved(services):
    return services.store.settings.settings


def test_the_page_says_how_the_owner_is_told(panel, services, tab):
    assert "Alerts: this computer" in texts(tab.head)
    panel.computer.click()
    assert saved(services).notify_computer == 0
    assert "Alerts: off" in texts(tab.head)


def test_it_says_that_alerts_need_the_program_and_what_happens_at_night(panel):
    assert "Alerts are sent only while SMS Desk is running." in texts(panel)
    assert "In quiet hours (20:00–08:00) you hear only of phones with messages waiting" in panel.night.text()


def test_telegram_works_only_after_the_code_of_the_test_came_back(panel, services, tab):
    setup = panel.setup
    panel.set_up.click()
    setup.wrote.click()
    setup.copied.click()
    assert setup.step == TEST
    setup.number.setText(" 48210773 ")
    setup.send.click()
    assert services.phones.telegram.tested == ["48210773"]
    assert setup.asks_code
    assert saved(services).telegram_id == ""
    assert not panel.telegram.isVisible()
    setup.code.setText("1234")
    setup.confirm.click()
    assert setup.code_field.wrong
    assert not panel.telegram.isVisible()
    setup.code.setText("4711")
    setup.confirm.click()
    assert panel.telegram.isVisible()
    assert panel.telegram.isChecked()
    assert panel.telegram_words.text() == "to 48210773. Works: a test has arrived"
    assert not setup.isVisible()
    assert "Alerts: this computer, Telegram" in texts(tab.head)


def test_telegram_is_turned_off_and_its_number_forgotten(panel, services, tab):
    test_telegram_works_only_after_the_code_of_the_test_came_back(panel, services, tab)
    panel.telegram.click()
    assert saved(services).telegram_id == ""
    assert panel.set_up.isVisible()
    assert "Alerts: this computer" in texts(tab.head)


def test_a_test_that_did_not_go_out_says_why_at_the_number(panel, services):
    services.phones.telegram.trouble = Trouble("{n} is not a Telegram number.", "Nothing was sent.", n="<b>")
    panel.set_up.click()
    panel.setup.show_step(TEST)
    panel.setup.number.setText("x")
    panel.setup.send.click()
    assert "<b> is not a Telegram number. Nothing was sent." in texts(panel.setup)
    assert panel.setup.send.isEnabled()
    assert not panel.setup.asks_code


def test_a_service_without_telegram_is_said_clearly_with_another_way(panel, services):
    services.phones.telegram.trouble = NotOffered()
    panel.set_up.click()
    panel.setup.show_step(TEST)
    panel.setup.number.setText("48210773")
    services.phones.telegram.now = TelegramState.NOT_OFFERED
    panel.setup.send.click()
    assert panel.gone.isVisible()
    assert "Let a text to your mobile tell you instead." in panel.gone.accessibleName()
    assert not panel.setup.isVisible()
    panel.gone.pressed.emit()
    assert panel.setup.isVisible()


def test_a_text_goes_to_a_number_that_is_a_mobile(panel, services, tab):
    panel.text.click()
    panel.mobile.setText("hello")
    panel.keep.click()
    assert panel.mobile_field.wrong
    assert saved(services).alert_mobile == ""
    panel.mobile.setText("0157 529 822 12")
    panel.keep.click()
    assert saved(services).alert_mobile == "+4915752982212"
    assert "Alerts: this computer, text to my mobile" in texts(tab.head)
    panel.also.click()
    assert saved(services).alert_mobile_all == 1
    panel.text.click()
    assert saved(services).alert_mobile == ""


def test_waiting_messages_move_only_when_the_owner_says_so(panel, services):
    assert panel.move_words.text() == "off: you are asked first"
    panel.move_waiting.click()
    assert saved(services).move_waiting == 1
    assert panel.move_words.text() == "by itself, to another phone chosen for the same campaign"
