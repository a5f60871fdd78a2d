"""States of the bell, the alerts' set-up and the banner's ways out, brought up on purpose, with the story's phones."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from desktop_app.domain.outages import Alert, AlertKind, Outage
from desktop_app.domain.settings import Settings
from desktop_app.store.alerts import KeptAlert
from desktop_app.store.traffic import CampaignWaiting
from desktop_app.ui.alerts_desk import AlertsDesk
from desktop_app.ui.phone_parts import Comeback, PhoneQueue, TelegramState
from desktop_app.ui.tabs.devices.shown_devices import BACK_OFFICE, DELIVERY_VAN, Facts, bring_up
from desktop_app.ui.tabs.devices.telegram_setup import NUMBER, TEST

_SET = Settings(telegram_id="48210773", own_mobile="+4915204417730")


def _alerts(now: datetime) -> list[KeptAlert]:
    def outage(device: int, name: str, ago: timedelta) -> Outage:
        return Outage(device, name, now - ago, now - ago + timedelta(minutes=5), told=True)

    def alert(kind: AlertKind, ago: timedelta, *outages: Outage, waiting: int = 0) -> Alert:
        return Alert(kind, now - ago, outages, waiting)

    def minutes(n: float) -> timedelta:
        return timedelta(minutes=n)

    def hours(n: float) -> timedelta:
        return timedelta(hours=n)

    office, van = outage(BACK_OFFICE, "Back office", minutes(26)), outage(DELIVERY_VAN, "Delivery van", hours(3))
    told = (
        alert(AlertKind.OFFLINE, minutes(21), office, waiting=119),
        alert(AlertKind.BACK, hours(2.2), van),
        alert(AlertKind.MOVED, hours(2.4), van, outage(10403, "Front desk", hours(2.4)), waiting=38),
        alert(AlertKind.OFFLINE, hours(2.9), van, office, outage(10417, "Workshop", hours(3)), waiting=204),
        alert(AlertKind.MORNING, hours(14), outage(BACK_OFFICE, "Back office", hours(20))),
        alert(AlertKind.TELEGRAM_GONE, hours(50)),
    )
    return [KeptAlert(place, one, seen=place > 1) for place, one in enumerate(told)]


def _bell(desk: AlertsDesk) -> Facts:
    facts = bring_up(desk.page, "devices")
    desk.bell.look_at(_alerts(facts.now))
    return facts


def _bell_open(desk: AlertsDesk) -> Facts:
    facts = _bell(desk)
    desk.bell.open()
    return facts


def _bell_empty(desk: AlertsDesk) -> Facts:
    facts = bring_up(desk.page, "devices-fine")
    desk.bell.look_at([])
    desk.bell.open()
    return facts


def _set_up(desk: AlertsDesk, settings: Settings, state: TelegramState) -> Facts:
    facts = bring_up(desk.page, "devices")
    desk.setup.look_at(settings, state)
    desk.setup.open(at_once=True)
    return facts


def _set_up_at(desk: AlertsDesk, step: int, *, sent: bool = False) -> Facts:
    facts = _set_up(desk, replace(_SET, telegram_id=""), TelegramState.OFF)
    panel = desk.setup.drawer.alerts
    panel.open_setup(wanted=True)
    panel.setup.show_step(step)
    if sent:
        panel.setup.number.setText(_SET.telegram_id)
        panel.setup.test_sent()
    return facts


def _help(desk: AlertsDesk) -> Facts:
    facts = bring_up(desk.page, "devices")
    desk.page.banner.turn_help()
    return facts


def _move(desk: AlertsDesk) -> Facts:
    facts = bring_up(desk.page, "devices")
    desk.mover.look_at(facts, [PhoneQueue((CampaignWaiting(1, "November service reminder", 119),), 3)])
    return facts


def _came_back(desk: AlertsDesk) -> Facts:
    facts = bring_up(desk.page, "devices-fine")
    new = replace(facts.devices[0], id=10511, nickname="", title="Moto G84")
    desk.came_back.look_at([Comeback(replace(new, id=DELIVERY_VAN, nickname="Delivery van"), new, 140)])
    return facts


Show = Callable[[AlertsDesk], Facts]
STATES: dict[str, Show] = {
    "bell": _bell_open,
    "bell-new": _bell,
    "bell-empty": _bell_empty,
    "alerts": lambda desk: _set_up(desk, _SET, TelegramState.WORKS),
    "alerts-off": lambda desk: _set_up(desk, Settings(notify_computer=0), TelegramState.OFF),
    "alerts-text": lambda desk: _set_up(
        desk, replace(_SET, telegram_id="", alert_mobile="+4915204417730", move_waiting=1), TelegramState.OFF
    ),
    "alerts-telegram-step-1": lambda desk: _set_up_at(desk, 0),
    "alerts-telegram-step-2": lambda desk: _set_up_at(desk, NUMBER),
    "alerts-telegram-step-3": lambda desk: _set_up_at(desk, TEST),
    "alerts-telegram-code": lambda desk: _set_up_at(desk, TEST, sent=True),
    "alerts-telegram-working": lambda desk: _set_up(desk, _SET, TelegramState.WORKS),
    "alerts-telegram-gone": lambda desk: _set_up(desk, _SET, TelegramState.NOT_OFFERED),
    "banner-how-to-fix": _help,
    "banner-move": _move,
    "first-phone-code": lambda desk: bring_up(desk.page, "devices-empty"),
    "came-back": _came_back,
}
"""Name of a state -> how the desk and its page are brought into it; returns the facts for the rest."""
