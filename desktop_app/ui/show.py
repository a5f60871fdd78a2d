"""Screen states brought up on purpose, by name: for `--show STATE`, screenshots and tests (design/UX.md 11)."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from desktop_app.domain.device import Device, Sim
from desktop_app.domain.errors import BadUse
from desktop_app.domain.outgoing import CampaignState
from desktop_app.domain.outgoing import State as OutgoingState
from desktop_app.services.account import NoInternet, ServiceDown, TokenRefused, WrongDetails
from desktop_app.ui.launch import BULK, DEVICES, Launch
from desktop_app.ui.tabs.bulk import shown_states, shown_steps, story_campaign
from desktop_app.ui.tabs.bulk.shown_states import Make
from desktop_app.ui.tabs.bulk.steps import BulkTab
from desktop_app.ui.tabs.devices.phone_card import Day

State = Callable[[Launch], None]


@dataclass(frozen=True)
class Facts:
    """Live facts that stand still."""

    now: datetime
    devices: tuple[Device, ...] = ()
    connected: bool | None = True
    signed_in: bool = True
    read: bool = True
    days: dict[int, Day] = field(default_factory=dict)

    @property
    def updated_at(self) -> datetime | None:
        """Four seconds before now, or never."""
        return self.now - timedelta(seconds=4) if self.read else None

    def server_now(self) -> datetime:
        """Now."""
        return self.now


def _story(launch: Launch) -> Facts:
    """The four phones of the story, one offline with work waiting, one late and roaming."""
    now = launch.devices.now()

    def phone(number: int, name: str, model: str, age_s: float, poll_s: int, *sims: Sim) -> Device:
        seen = now - timedelta(seconds=age_s)
        return Device(number, model, last_seen=seen, sims=sims, poll_s=poll_s, nickname=name, subscription=True)

    devices = (
        phone(9871, "Back office", "Galaxy A14", 26 * 60, 10, Sim(0, "Telekom", "+49 151 4470 6672")),
        phone(10422, "Delivery van", "Moto G84", 185, 10, Sim(0, "o2", "+49 179 2208 3165", roaming=True)),
        phone(
            10403,
            "Front desk",
            "Pixel 7a",
            12,
            10,
            Sim(0, "Vodafone", "+49 152 0441 7730"),
            Sim(1, "o2", "+49 176 5512 0098"),
        ),
        phone(10417, "Workshop", "Galaxy A54", 4, 5, Sim(0, "Telekom", "+49 160 9927 4411")),
    )
    days = {
        9871: Day(41, 39, 0, 119),
        10422: Day(51, 33, 9, 140),
        10403: Day(262, 214, 3, 299),
        10417: Day(244, 201, 0, 307),
    }
    return Facts(now, devices, days=days)


def _devices(launch: Launch, facts: Facts) -> None:
    launch.window.show_shell()
    launch.window.show_tab(DEVICES)
    launch.devices.look_at(facts, facts.days)
    launch.feed.look_at(facts)


def _leaving(launch: Launch, **changes: Any) -> None:
    """The question of who would close the window on a campaign."""
    _devices(launch, _story(launch))
    launch.feed.look_at(_story(launch), [story_campaign.campaign(**changes)])
    launch.window.close_asked.emit()


def _signing(launch: Launch, *, way: int = 0) -> None:
    launch.window.show_front(launch.sign_in)
    launch.sign_in.begin(way)


def _wrong(launch: Launch) -> None:
    _signing(launch)
    launch.sign_in.type("maria@kern-garage.de", "correct horse")
    launch.sign_in.failed(WrongDetails("E-mail and password do not match."))


def _slip(launch: Launch) -> None:
    _signing(launch)
    launch.sign_in.type("maria@kern-garage,de", "correct horse")
    launch.sign_in.go()


def _filled(launch: Launch) -> None:
    _signing(launch)
    launch.sign_in.type("maria@kern-garage.de", "correct horse")


def _refused(launch: Launch) -> None:
    _signing(launch, way=1)
    launch.sign_in.failed(
        TokenRefused("SmsGateway24 does not accept this token.", "", "Copy it again from your account page.")
    )


def _no_internet(launch: Launch) -> None:
    _filled(launch)
    launch.sign_in.failed(NoInternet("No internet connection.", "Sign-in needs it once."))


def _down(launch: Launch) -> None:
    _filled(launch)
    launch.sign_in.failed(
        ServiceDown(
            "SmsGateway24 is not answering (since {since}).",
            "This is not your fault.",
            "We try again every 30 s.",
            since="10:42",
        )
    )


def _again(launch: Launch) -> None:
    _signing(launch)
    launch.sign_in.ask_again("maria@kern-garage.de")


STATES: dict[str, State] = {
    "sign-in": _filled,
    "sign-in-token": lambda launch: _signing(launch, way=1),
    "sign-in-wrong": _wrong,
    "sign-in-slip": _slip,
    "sign-in-refused": _refused,
    "sign-in-no-internet": _no_internet,
    "sign-in-down": _down,
    "sign-in-again": _again,
    "devices": lambda launch: _devices(launch, _story(launch)),
    "devices-fine": lambda launch: _devices(launch, replace(_story(launch), devices=_story(launch).devices[2:])),
    "devices-loading": lambda launch: _devices(launch, Facts(launch.devices.now(), connected=None, read=False)),
    "devices-empty": lambda launch: _devices(launch, Facts(launch.devices.now())),
    "devices-no-connection": lambda launch: _devices(launch, replace(_story(launch), connected=False)),
    "devices-signed-out": lambda launch: _devices(launch, replace(_story(launch), signed_in=False)),
    "leave-sending": _leaving,
    "leave-later": partial(_leaving, state=CampaignState.SCHEDULED, counts={OutgoingState.QUEUED: 1248}),
    "settings": lambda launch: launch.show_settings(),
    "bulk": lambda launch: launch.window.show_tab(BULK),
}
"""Name -> how to bring it up."""


def _bulk_states() -> dict[str, State]:
    """Bulk send's own: steps with the sample, and pages over a campaign in memory."""

    def walk(launch: Launch, show: Callable[[BulkTab], None]) -> None:
        launch.window.show_tab(BULK)
        show(launch.bulk)

    def page(launch: Launch, make: Make) -> None:
        launch.window.show_tab(BULK)
        launch.bulk.show_page(make(launch.bulk.draft.services.tasks))

    states: dict[str, State] = {name: partial(walk, show=show) for name, show in shown_steps.STATES.items()}
    return states | {name: partial(page, make=make) for name, make in shown_states.STATES.items()}


STATES |= _bulk_states()


def show_state(launch: Launch, name: str) -> None:
    """Bring up a state.

    Raises:
        BadUse: there is none of that name.
    """
    state = STATES.get(name)
    if state is None:
        raise BadUse("There is no screen state {name}.", "", "Known: {names}.", name=name, names=", ".join(STATES))
    state(launch)
