"""What is said about phones: how alive one is, and the worst truth about all of them. QtCore only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from desktop_app.domain.device import Device, Reach, Sim
from desktop_app.domain.phone_grouping import international
from desktop_app.ui.words import Tone, ago, clock_time, day

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
    if sim.carrier:
        return _tr("SIM {slot} · {carrier}").format(slot=sim.slot + 1, carrier=sim.carrier)
    return _tr("SIM {slot} (carrier unknown)").format(slot=sim.slot + 1)


def sim_number(sim: Sim) -> str:
    """A SIM's own number in international grouping; the service tells it without its plus sign."""
    digits = sim.number.replace(" ", "")
    return international(f"+{digits}") if digits.isdigit() and not digits.startswith("0") else international(sim.number)


def in_order(devices: Sequence[Device], now: datetime, *, connected: bool) -> list[Device]:
    """Offline, late, online, then by name."""
    return sorted(
        devices,
        key=lambda d: (_WORST_FIRST.index(d.reach(now, connected=connected)), d.name.casefold(), d.id),
    )


@dataclass(frozen=True)
class Health:
    """The header's pill: its tone, its words, and the short ones of a narrow window."""

    tone: Tone
    words: str
    short: str


def health(devices: Sequence[Device], now: datetime, *, connected: bool | None) -> Health:
    """The worst truth about the phones."""
    if connected is False:
        return Health(Tone.NEUTRAL, _tr("Can’t see phones"), _tr("Can’t check"))
    if not devices:
        words = _tr("No phone yet") if connected else _tr("Looking for phones")
        return Health(Tone.NEUTRAL, words, words)
    reaches = [device.reach(now) for device in devices]
    for reach, words in (
        (Reach.OFFLINE, _tr("{n} of {total} phones offline")),
        (Reach.LATE, _tr("{n} of {total} phones late")),
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
    model = device.title if device.nickname and device.nickname != device.title else ""
    state = reach_word(device.reach(now, connected=connected))
    return ", ".join(part for part in (device.name, model, state, told.line, told.aside) if part)
