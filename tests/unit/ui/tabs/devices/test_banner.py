"""Phones that stopped answering with work waiting: how to fix it, moving the work, and phones that came back."""

import pytest
import segno
from PySide6.QtGui import QColor

from desktop_app.domain.changes import Changes
from desktop_app.domain.device import Sim
from desktop_app.domain.outgoing import Share
from desktop_app.store.traffic import CampaignWaiting
from desktop_app.ui.phone_parts import Comeback, NeedsConfirming, PhoneQueue
from desktop_app.ui.show import show_state
from desktop_app.ui.tabs.devices.facts import Day
from desktop_app.ui.tabs.devices.first_phone import LINK
from desktop_app.ui.tabs.devices.move_box import targets_for
from desktop_app.ui.widgets.scan_code import ScanCode
from tests.unit.ui.tabs.devices.phones import phone, put, settle, texts
from tests.window_stage import NOW

BACK_OFFICE = 9871


@pytest.fixture
def mover(launch, services):
    """The story: Back office silent, 119 wait for it, 3 were handed over."""
    launch.window.show()
    show_state(launch, "devices")
    services.phones.moving.queues[BACK_OFFICE] = PhoneQueue((CampaignWaiting(1, "November", 119),), 3)
    services.store.live.devices = launch.devices._live.devices
    settle()
    return launch.alerts.mover


def test_the_banner_names_phone_time_and_count(launch, mover):
    words = launch.devices.banner.words
    assert words.startswith("Back office stopped answering at ")
    assert words.endswith("119 messages are waiting for it. Is it switched on, charged and on Wi-Fi?")


def test_several_phones_are_one_banner_and_move_together(tab, launch, services):
    for number in (1, 2):
        services.phones.moving.queues[number] = PhoneQueue((CampaignWaiting(number, "November", 10 * number),), 1)
    services.store.traffic.days = {1: Day(waiting=10), 2: Day(waiting=20)}
    tab.hide()
    tab.show()
    put(services, phone(1, "Van", age_s=4000), phone(2, "Desk", age_s=4000), phone(3, "Shop"))
    assert tab.banner.words.startswith("2 phones stopped answering Desk, Van. 30 messages are waiting for them.")
    tab.banner.move_asked.emit()
    box = launch.alerts.mover.box
    assert box.line.text() == "Move 30 messages from 2 phones to"
    box.move_button.click()
    assert sorted(moved for moved, _, _ in services.phones.moving.moved) == [1, 2]


def test_how_to_fix_opens_four_points_and_closes(launch, mover):
    banner = launch.devices.banner
    banner.turn_help()
    assert banner.help_shown
    assert {"Power", "Internet", "App open", "Battery saver"} <= set(texts(banner))
    banner.turn_help()
    assert not banner.help_shown


def test_moving_names_the_count_and_what_can_not_be_moved(launch, mover, services):
    launch.devices.banner.move_asked.emit()
    box = mover.box
    assert box.isVisible()
    assert box.line.text() == "Move 119 messages from Back office to"
    assert box.move_button.text() == "Move 119 messages"
    assert box.stays.text() == "3 more were handed over already: they can’t be moved and may still go out there."
    assert box.undo.text().startswith("There is no Undo.")
    assert box.to.itemText(0) == "Front desk · SIM 1 · Vodafone · Online"
    assert "Back office" not in " ".join(box.to.itemText(i) for i in range(box.to.count()))
    box.move_button.click()
    assert services.phones.moving.moved == [(BACK_OFFICE, Share(10403, 0, 0), False)]
    assert not box.isVisible()
    assert mover.done.accessibleName() == (
        "119 messages moved to Front desk. 3 were already handed over and may still go out there."
    )


def test_a_phone_that_can_not_send_now_is_asked_about_once_more(launch, mover, services):
    services.phones.moving.trouble = NeedsConfirming("{name} is not online.", "", "Move it anyway?", name="<i>Van")
    launch.devices.banner.move_asked.emit()
    mover.box.move_button.click()
    assert services.phones.moving.moved == []
    assert mover.box.doubt.accessibleName() == "<i>Van is not online. Move it anyway?"
    mover.box.doubt.pressed.emit()
    assert [confirmed for _, _, confirmed in services.phones.moving.moved] == [True]


def test_keeping_them_there_moves_nothing(launch, mover, services):
    launch.devices.banner.move_asked.emit()
    mover.box.keep.click()
    assert not mover.box.isVisible()
    assert services.phones.moving.moved == []


def test_the_box_follows_what_waits_while_it_is_open(launch, mover, services):
    launch.devices.banner.move_asked.emit()
    services.phones.moving.queues[BACK_OFFICE] = PhoneQueue((CampaignWaiting(1, "November", 100),), 0)
    services.store.tell(Changes(rows=frozenset({1})))
    assert mover.box.move_button.text() == "Move 100 messages"
    assert not mover.box.stays.isVisible()


def test_who_could_take_over_online_first_those_with_a_reason_against_them_last():
    silent = phone(1, age_s=4000)
    late = phone(2, age_s=150)
    roaming = phone(3, age_s=5, sims=(Sim(0, "o2", roaming=True),))
    fine = phone(4, age_s=5)
    order = [target.share.device_id for target in targets_for([silent, late, roaming, fine], [silent], NOW)]
    assert order == [4, 3, 2]


def test_without_another_phone_it_says_so(launch, mover, services):
    mover._live = services.store.live
    services.store.live.devices = services.store.live.devices[:1]
    launch.devices.banner.move_asked.emit()
    assert mover.box.undo.text().startswith("There is no other phone in this account.")
    assert not mover.box.move_button.isVisible()


@pytest.mark.parametrize(("press", "same"), [("pressed", True), ("second_pressed", False)])
def test_a_phone_that_came_back_is_asked_about_and_decided_once(tab, launch, services, press, same):
    new = phone(10511)
    services.phones.comebacks.open = [Comeback(phone(10422, nickname="Delivery van"), new, 12)]
    services.store.tell(Changes(devices=True))
    question = launch.alerts.came_back.question
    assert question.isVisible()
    assert question.accessibleName() == (
        "Delivery van is back under a new number. Is it the same phone? "
        "Its serial number or SIM is the same. 12 messages wait for it."
    )
    getattr(question, press).emit()
    assert services.phones.comebacks.decided == [(10422, 10511, same)]
    assert not question.isVisible()


def test_the_first_phone_has_a_code_with_its_address_dark_on_light(qtbot, launch):
    show_state(launch, "first-phone-code")
    code = launch.devices.findChild(ScanCode)
    assert LINK.toString() in code.accessibleName()
    code.resize(code.sizeHint())
    image = code.grab().toImage()
    ratio = image.width() / code.width()
    size = len(code.rows) + 2 * code.quiet

    def dark(x, y):
        middle = (x + 0.5) * code.module * ratio, (y + 0.5) * code.module * ratio
        return image.pixelColor(int(middle[0]), int(middle[1])) == QColor("#000000")

    drawn = [[dark(x, y) for x in range(size)] for y in range(size)]
    wanted = segno.make(LINK.toString(), micro=False, error="m").matrix_iter(border=code.quiet)
    assert drawn == [[bool(module) for module in row] for row in wanted]
