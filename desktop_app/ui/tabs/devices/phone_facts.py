"""What is known of a phone, a line each: its word, its value, the one thing that can be done about it. QtCore only."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from PySide6.QtCore import QCoreApplication

from desktop_app.domain.attention import CLOCK_OFF_S
from desktop_app.domain.device import Device
from desktop_app.ui.phone_words import shown, sims_shown
from desktop_app.ui.reach_words import lasted
from desktop_app.ui.words import clock_time, day_and_year


def _tr(text: str) -> str:
    return QCoreApplication.translate("PhoneFacts", text)


class Act(StrEnum):
    """What a line's button does."""

    NONE = ""
    COPY = "copy"
    UPDATE = "update"
    RENEW = "renew"


@dataclass(frozen=True)
class Fact:
    """One line; `whole` is what is copied."""

    label: str
    value: str
    act: Act = Act.NONE
    ink: str = "text"
    whole: str = field(default="", repr=False)


def facts_of(device: Device, *, clock_off_s: float) -> list[Fact]:
    """Everything the service tells of a phone beside its SIMs, and how this computer's clock stands to the service's.

    `clock_off_s` is how far this computer's clock is behind the service's, in seconds.
    """
    unknown = _tr("Not told")
    facts = [
        _app(device),
        _subscription(device),
        _copied(_tr("Phone ID"), str(device.id)),
        _copied(_tr("Serial number"), device.serial),
        _copied(_tr("IMEI"), device.imei),
        Fact(_tr("Added"), _moment(device.created) if device.created else unknown),
        Fact(_tr("Last contact"), _moment(device.last_seen) if device.last_seen else _tr("Never")),
        Fact(_tr("Checks in"), _poll(device)),
        Fact(_tr("Between messages"), _delay(device.delay_s)),
        _clock(clock_off_s),
    ]
    numbers = {_digits(sim.number) for sim in sims_shown(device)}
    if device.number and _digits(device.number) not in numbers:
        facts.insert(2, _copied(_tr("Number"), device.number))
    return facts


def _digits(number: str) -> str:
    """A number without the signs between its figures; the service tells the same one with and without them."""
    return "".join(figure for figure in number if figure.isdigit()) or number


def _app(device: Device) -> Fact:
    version = shown(device.app_version) or _tr("Version not told")
    if device.app_current is False:
        return Fact(_tr("App"), _tr("{version} · a newer one is out").format(version=version), Act.UPDATE)
    if device.app_current:
        return Fact(_tr("App"), _tr("{version} · the newest").format(version=version))
    return Fact(_tr("App"), version)


def _subscription(device: Device) -> Fact:
    if device.subscription is None:
        return Fact(_tr("Subscription"), _tr("Not told"))
    if device.subscription:
        return Fact(_tr("Subscription"), _tr("Active"))
    return Fact(_tr("Subscription"), _tr("None. This phone can’t send."), Act.RENEW, "warn")


def _copied(label: str, value: str) -> Fact:
    text = shown(value)
    if not text:
        return Fact(label, _tr("Not told"))
    return Fact(label, text, Act.COPY, whole=value)


def _poll(device: Device) -> str:
    if device.poll_s is None:
        return _tr("Not told; taken as every {n} s").format(n=device.interval_s)
    return _tr("every {n} s").format(n=device.poll_s)


def _delay(seconds: int | None) -> str:
    if seconds is None:
        return _tr("Set by the app")
    return _tr("{n} s wait on the phone").format(n=seconds) if seconds else _tr("No wait on the phone")


def _clock(off_s: float) -> Fact:
    off = timedelta(seconds=abs(off_s))
    if abs(off_s) <= CLOCK_OFF_S:
        return Fact(_tr("Clock"), _tr("This computer’s clock is right"))
    return Fact(_tr("Clock"), _tr("This computer’s clock is {time} off").format(time=lasted(off)), ink="warn")


def _moment(at: datetime) -> str:
    return f"{day_and_year(at)}, {clock_time(at)}"
