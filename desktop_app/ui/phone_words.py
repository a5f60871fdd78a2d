"""What is said about phones: how alive one is, and the worst truth about all of them. QtCore only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from desktop_app.domain.attention import SimUse
from desktop_app.domain.device import Device, Reach, Sim
from desktop_app.domain.one_line import LONGEST, one_line
from desktop_app.domain.phone_grouping import international
from desktop_app.ui.words import Tone, ago, clock_time, day, number, said

_NAMED = 3
"""Phones named at a time where many change at once."""

_WORST_FIRST = (Reach.OFFLINE, Reach.LATE, Reach.ONLINE, Reach.NOT_SEEN, Reach.UNKNOWN)

REACH_TONE = {
    Reach.ONLINE: Tone.OK,
    Reach.LATE: Tone.WARN,
    Reach.OFFLINE: Tone.BAD,
    Reach.NOT_SEEN: Tone.NEUTRAL,
    Reach.UNKNOWN: Tone.NEUTRAL,
}


def _tr(text: str, n: int = -1) -> str:
    return QCoreApplication.translate("Phones", text, "", n)


@dataclass(frozen=True)
class Seen:
    """The line under a phone's name: what in bold, what beside it, and the token of its colour."""

    line: str
    aside: str
    ink: str


def shown(text: str, longest: int = LONGEST) -> str:
    """A name from outside on one line: without unseen letters, and not longer than people read."""
    return one_line(text, longest)


def phone_name(device: Device) -> str:
    """What a phone is called here."""
    return shown(device.name) or _tr("Phone {id}").format(id=device.id)


def model_name(device: Device) -> str:
    """The service's title, which is the model, where the owner has a name of his own."""
    return shown(device.title) if device.nickname and device.nickname != device.title else ""


def reach_word(reach: Reach) -> str:
    """A phone's state in a word."""
    return {
        Reach.ONLINE: _tr("Online"),
        Reach.LATE: _tr("Late"),
        Reach.OFFLINE: _tr("Offline"),
        Reach.NOT_SEEN: _tr("Not seen yet"),
        Reach.UNKNOWN: _tr("Can’t check"),
    }[reach]


def seen(device: Device, now: datetime, *, connected: bool) -> Seen:
    """When the phone was last seen, as of `now` (the gateway's time, aware UTC)."""
    reach = device.reach(now, connected=connected)
    every = _tr("checks in every {n} s").format(n=device.interval_s)
    if device.last_seen is None:
        return Seen(_tr("Waiting for first contact"), every if connected else "", "text2")
    if reach is Reach.UNKNOWN:
        return Seen(_tr("Last seen at {time}").format(time=moment(device.last_seen, now)), "", "text2")
    age = ago(device.last_seen, now)
    if reach is Reach.OFFLINE:
        aside = _tr("{age} ago").format(age=age) if (now - device.last_seen).days < 1 else ""
        return Seen(_tr("Last seen at {time}").format(time=moment(device.last_seen, now)), aside, "bad")
    return Seen(_tr("Seen {age} ago").format(age=age), every, "warn" if reach is Reach.LATE else "text")


def moment(at: datetime, now: datetime) -> str:
    """A time within a sentence: 10:16 today, Wed 19 Nov 10:16 before."""
    same_day = at.astimezone().date() == now.astimezone().date()
    return clock_time(at) if same_day else f"{day(at)} {clock_time(at)}"


def sim_name(sim: Sim) -> str:
    """A SIM as people see it: SIM 1 · Vodafone, or SIM 1 (carrier unknown)."""
    if carrier := shown(sim.carrier):
        return _tr("SIM {slot} · {carrier}").format(slot=sim.slot + 1, carrier=carrier)
    return _tr("SIM {slot} (carrier unknown)").format(slot=sim.slot + 1)


def sim_number(sim: Sim) -> str:
    """A SIM's own number in international grouping; the service tells it without its plus sign."""
    told = shown(sim.number)
    digits = told.replace(" ", "")
    return international(f"+{digits}") if digits.isdigit() and not digits.startswith("0") else international(told)


def sims_shown(device: Device) -> tuple[Sim, ...]:
    """The SIMs to show: what the service tells, else the phone's number."""
    return device.sims or ((Sim(0, number=device.number),) if device.number else ())


@dataclass(frozen=True)
class Tag:
    """A word or two on a card, and what its colour means."""

    text: str
    tone: Tone


def sim_tags(sim: Sim, use: SimUse | None) -> tuple[Tag, ...]:
    """What is special about a SIM: it costs extra abroad, it has sent all it may today."""
    tags = [Tag(_tr("Roaming"), Tone.WARN)] if sim.roaming else []
    if use is not None and use.used >= use.a_day:
        tags.append(Tag(_tr("Limit reached {n}/{most}").format(n=number(use.used), most=number(use.a_day)), Tone.WARN))
    return tuple(tags)


def device_tags(device: Device) -> tuple[Tag, ...]:
    """What is special about a phone as it is used here."""
    tags = [Tag(_tr("Not in bulk sends"), Tone.NEUTRAL)] if device.left_out else []
    if device.hidden:
        tags.append(Tag(_tr("Hidden"), Tone.NEUTRAL))
    return tuple(tags)


def in_order(devices: Sequence[Device], now: datetime, *, connected: bool) -> list[Device]:
    """Offline, late, online, then by name; hidden ones last."""
    return sorted(
        devices,
        key=lambda d: (d.hidden, worst_first(d.reach(now, connected=connected)), d.name.casefold(), d.id),
    )


def worst_first(reach: Reach) -> int:
    """A state's place when the worst stands first."""
    return _WORST_FIRST.index(reach)


@dataclass(frozen=True)
class Health:
    """The header's pill: its tone, its words, and the short ones of a narrow window."""

    tone: Tone
    words: str
    short: str


def health(devices: Sequence[Device], now: datetime, *, connected: bool | None) -> Health:
    """The worst truth about the phones; hidden ones count only where there are no others."""
    devices = [device for device in devices if not device.hidden] or devices
    if connected is False:
        return Health(Tone.NEUTRAL, _tr("Can’t see phones"), _tr("Can’t check"))
    if not devices:
        words = _tr("No phone yet") if connected else _tr("Looking for phones")
        return Health(Tone.NEUTRAL, words, words)
    reaches = [device.reach(now) for device in devices]
    if set(reaches) == {Reach.UNKNOWN}:
        return Health(Tone.NEUTRAL, _tr("Can’t see phones"), _tr("Can’t check"))
    for reach, words in (
        (Reach.OFFLINE, _tr("{n} of {total} phones offline")),
        (Reach.LATE, _tr("{n} of {total} phones late")),
        (Reach.UNKNOWN, _tr("{n} of {total} phones can’t be checked")),
        (Reach.NOT_SEEN, _tr("{n} of {total} phones not seen yet")),
    ):
        bad = reaches.count(reach)
        if bad:
            numbers = {"n": bad, "total": len(devices)}
            return Health(REACH_TONE[reach], words.format(**numbers), _tr("{n} of {total}").format(**numbers))
    count = len(devices)
    words = _tr("1 phone online") if count == 1 else _tr("{n} phones online").format(n=count)
    return Health(Tone.OK, words, str(count))


def describe(device: Device, now: datetime, *, connected: bool) -> str:
    """Say a phone in one sentence for those who hear the window: Front desk, Pixel 7a, online, seen 12 s ago."""
    told = seen(device, now, connected=connected)
    state = reach_word(device.reach(now, connected=connected))
    return ", ".join(part for part in (phone_name(device), model_name(device), state, told.line, told.aside) if part)


def news_of(changed: Sequence[tuple[Device, Reach]]) -> str:
    """What has just become of phones, for those who hear the window: Back office: Offline. Front desk: Online."""
    if len({reach for _, reach in changed}) == 1 and len(changed) > _NAMED:
        return said("%Ln phones: {state}", len(changed)).format(state=reach_word(changed[0][1]))
    told = [f"{phone_name(device)}: {reach_word(reach)}" for device, reach in changed[:_NAMED]]
    more = len(changed) - _NAMED
    if more > 0:
        told.append(said("%Ln more phones changed", more))
    return ". ".join(told)
