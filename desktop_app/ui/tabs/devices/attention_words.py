"""What is said about a slow trouble of phones: a line, what it concerns, its button, how to mend it. QtCore only."""

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum, auto

from PySide6.QtCore import QCoreApplication

from desktop_app.domain.attention import Attention, Need
from desktop_app.domain.device import Device, Sim
from desktop_app.ui.phone_words import phone_name, sim_name
from desktop_app.ui.words import number, said, span

_LONGEST = 28
"""Letters of a name in a line; the phone's own card has more room."""
_NAMED = 3
"""Phones named in a line; of more the rest is counted."""


class Step(Enum):
    """What a line's button does."""

    EXPLAIN = auto()
    """Opens the sentences on how to mend it under the line."""
    SERVICE = auto()
    """Opens the service's page in the browser."""
    LEAVE_OUT = auto()
    """Leaves the phones out of bulk sends."""
    SHOW = auto()
    """Opens the first phone's details."""


@dataclass(frozen=True)
class AttentionLine:
    """One line: icon, what is wrong, with what, the button and what it does, and the help it may open."""

    key: str
    icon: str
    head: str
    about: str
    button: str
    step: Step
    help: str = ""
    phones: tuple[int, ...] = ()


def _tr(text: str) -> str:
    return QCoreApplication.translate("Attention", text)


def attention_line(attention: Attention) -> AttentionLine:
    """How a trouble is said."""
    need, devices = attention.need, attention.devices
    phones = tuple(device.id for device in devices)
    names = _names(devices)
    if need is Need.NO_SUBSCRIPTION:
        head, button = _tr("No subscription"), _tr("Renew…")
        return AttentionLine(need, "badge-alert", head, names, button, Step.SERVICE, phones=phones)
    if need is Need.SIM_LIMIT:
        head, about = _tr("SIM limit near"), _uses(attention)
        return AttentionLine(need, "card-sim", head, about, _tr("Show me"), Step.SHOW, phones=phones)
    if need is Need.ROAMING:
        head, about = _tr("Roaming costs extra"), _roaming(devices)
        return AttentionLine(need, "globe", head, about, _tr("Leave out"), Step.LEAVE_OUT, phones=phones)
    if need is Need.OLD_APP:
        head = said("Old app on %Ln phones", len(devices))
        mend = _tr(
            "On the phone open the Play Store, search for SmsGateway24 and tap Update. Then open the app once; it must "
            "say that it is running."
        )
        return AttentionLine(need, "circle-arrow-up", head, names, _tr("Update…"), Step.EXPLAIN, mend, phones)
    if need is Need.QUIET_AT_NIGHT:
        key = f"{need} {phones[0]}"
        about = _quiet(attention, names)
        return AttentionLine(
            key, "battery-warning", _tr("Often goes quiet"), about, _tr("Show me"), Step.SHOW, phones=phones
        )
    return _clock(attention)


def _clock(attention: Attention) -> AttentionLine:
    off = span(timedelta(seconds=abs(attention.clock_off_s)))
    head = _tr("This computer’s clock is {time} off").format(time=off)
    about = _tr("Scheduled sends would be too.")
    mend = _tr(
        "In the computer’s settings open Date and time and turn on “Set time automatically”. Phones are judged by the "
        "service’s clock meanwhile, so their states here are right."
    )
    return AttentionLine(attention.need, "clock", head, about, _tr("Explain"), Step.EXPLAIN, mend)


def _name(device: Device) -> str:
    name = phone_name(device)
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…"


def _names(devices: tuple[Device, ...]) -> str:
    names = ", ".join(_name(device) for device in devices[:_NAMED])
    more = len(devices) - _NAMED
    return said("{names} and %Ln more", more).format(names=names) if more > 0 else names


def _roaming(devices: tuple[Device, ...]) -> str:
    if len(devices) > 1:
        return _names(devices)
    sims = ", ".join(sim_name(sim) for sim in devices[0].sims if sim.roaming)
    return _tr("{phone}, {sim}").format(phone=_name(devices[0]), sim=sims)


def _uses(attention: Attention) -> str:
    use = attention.uses[0]
    device = next(device for device in attention.devices if device.id == use.device)
    sim = next((sim for sim in device.sims if sim.slot == use.sim), Sim(use.sim))
    line = _tr("{phone}, {sim}: {used} of {most}").format(
        phone=_name(device), sim=sim_name(sim), used=number(use.used), most=number(use.a_day)
    )
    more = len(attention.uses) - 1
    return said("{names} and %Ln more", more).format(names=line) if more else line


def _quiet(attention: Attention, names: str) -> str:
    if attention.quiet is None:
        return names
    begin, end = attention.quiet
    return _tr("{phone}, {begin}–{end} · battery saver?").format(
        phone=names, begin=f"{begin:%H:%M}", end=f"{end:%H:%M}"
    )
