"""Screen states brought up on purpose, by name: for `--show STATE`, screenshots and tests (design/UX.md 11)."""

from collections.abc import Callable
from functools import partial
from typing import Any

from desktop_app.domain.errors import BadUse
from desktop_app.domain.outgoing import CampaignState
from desktop_app.domain.outgoing import State as OutgoingState
from desktop_app.services.account import NoInternet, ServiceDown, TokenRefused, WrongDetails
from desktop_app.ui.launch import BULK, DEVICES, Launch
from desktop_app.ui.tabs.bulk import shown_states, shown_steps, story_campaign
from desktop_app.ui.tabs.bulk.shown_states import Make
from desktop_app.ui.tabs.bulk.steps import BulkTab
from desktop_app.ui.tabs.devices import shown_alerts, shown_devices, shown_drawer

State = Callable[[Launch], None]


def _devices(launch: Launch, name: str) -> None:
    launch.window.show_shell()
    launch.window.show_tab(DEVICES)
    launch.feed.look_at(shown_devices.bring_up(launch.devices, name))


def _drawer(launch: Launch, name: str) -> None:
    _devices(launch, "devices")
    shown_drawer.STATES[name](launch.devices.drawer, launch.devices.now())


def _alerts(launch: Launch, name: str) -> None:
    launch.window.show_shell()
    launch.window.show_tab(DEVICES)
    launch.feed.look_at(shown_alerts.STATES[name](launch.alerts))


def _leaving(launch: Launch, **changes: Any) -> None:
    """The question of who would close the window on a campaign."""
    launch.window.show_shell()
    launch.window.show_tab(DEVICES)
    launch.feed.look_at(shown_devices.bring_up(launch.devices, "devices"), [story_campaign.campaign(**changes)])
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
    **{name: partial(_devices, name=name) for name in shown_devices.STORIES},
    **{name: partial(_drawer, name=name) for name in shown_drawer.STATES},
    **{name: partial(_alerts, name=name) for name in shown_alerts.STATES},
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
