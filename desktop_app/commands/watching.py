"""`devices --watch`: a line for each change of the phones and each alert, until it is ended."""

import asyncio
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any

from desktop_app.commands.messages import Tell, line, note
from desktop_app.domain.alert_words import alert_words
from desktop_app.domain.device import Device, Reach
from desktop_app.domain.errors import NotSignedIn, Trouble
from desktop_app.domain.one_line import one_line
from desktop_app.domain.outages import Alert
from desktop_app.wiring import Services

_LOOK_S = 1.0
"""A phone's state grows old without any news: it is looked at this often (real seconds)."""
_WORDS: Mapping[Reach, str] = {
    Reach.ONLINE: "online",
    Reach.LATE: "late",
    Reach.OFFLINE: "offline",
    Reach.NOT_SEEN: "waiting for first contact",
    Reach.UNKNOWN: "can't check",
}


@dataclass(frozen=True)
class Event:
    """Something that changed; `words` say it to people, `facts` to programs."""

    at: datetime
    words: str
    facts: Mapping[str, Any]

    def as_line(self, zone: tzinfo) -> str:
        """For people: the time here, and what it is."""
        return f"{self.at.astimezone(zone):%H:%M:%S}  {self.words}"

    def as_json(self) -> str:
        """For programs."""
        return json.dumps({"at": self.at.isoformat(timespec="seconds"), **self.facts}, ensure_ascii=False)


class PhoneWatch:
    """Compares looks at the phones."""

    def __init__(self, zone: tzinfo) -> None:
        """`zone` is that of times in words."""
        self._zone = zone
        self._known: dict[int, tuple[Device, Reach]] = {}

    def look(self, devices: Iterable[Device], now: datetime, *, connected: bool) -> list[Event]:
        """What is new since the last look; at the first, how every phone is."""
        seen = {device.id: (device, device.reach(now, connected=connected)) for device in devices}
        events = [self._gone(device, now) for id_, (device, _) in self._known.items() if id_ not in seen]
        for id_, (device, reach) in seen.items():
            before = self._known.get(id_)
            if before is None or before[1] is not reach:
                events.append(self._state(device, reach, None if before is None else before[1], now))
        self._known = seen
        return events

    def _state(self, device: Device, reach: Reach, before: Reach | None, now: datetime) -> Event:
        words = f"{one_line(device.name)}: {_WORDS[reach]}"
        if reach is not Reach.ONLINE and device.last_seen is not None:
            words += f", last seen {device.last_seen.astimezone(self._zone):%Y-%m-%d %H:%M:%S}"
        last_seen = device.last_seen.isoformat(timespec="seconds") if device.last_seen else None
        return Event(
            now,
            words,
            {
                "event": "phone" if before is None else "state",
                "id": device.id,
                "name": device.name,
                "state": reach.value,
                "before": before.value if before else None,
                "last_seen": last_seen,
            },
        )

    def _gone(self, device: Device, now: datetime) -> Event:
        values = {"event": "gone", "id": device.id, "name": device.name}
        return Event(now, f"{one_line(device.name)}: left the account", values)


def told(alert: Alert, zone: tzinfo) -> Event:
    """An alert as an event."""
    words = alert_words(alert, zone).sentence
    phones = [outage.device for outage in alert.outages]
    return Event(alert.at, words, {"event": "alert", "kind": alert.kind.value, "phones": phones, "words": words})


async def watch(services: Services, tell: Tell, *, as_json: bool) -> int:
    """Tell every change until it is cancelled.

    Raises:
        NotSignedIn: there is no token that works.
    """
    live, zone = services.store.live, services.zone
    news = asyncio.Event()
    alerts: list[Alert] = []

    def heard(alert: Alert) -> None:
        alerts.append(alert)
        news.set()

    def say(event: Event) -> None:
        tell(line(event.as_json() if as_json else event.as_line(zone)))

    phones = PhoneWatch(zone)
    leave = [services.store.subscribe(lambda _: news.set()), services.alerting.subscribe(heard)]
    services.devices.watch()
    try:
        await _first(services, tell)
        while True:
            news.clear()
            if live.devices_read:
                for event in phones.look(live.devices, live.server_now(), connected=live.connected is not False):
                    say(event)
            while alerts:
                say(told(alerts.pop(0), zone))
            if not live.signed_in:
                raise NotSignedIn("Please sign in again.", "", "Use “sms-desk login EMAIL”.")
            try:
                await asyncio.wait_for(news.wait(), _LOOK_S)
            except TimeoutError:
                continue
    finally:
        services.devices.unwatch()
        for one in leave:
            one()


async def _first(services: Services, tell: Tell) -> None:
    """Read at once; without a connection it goes on as soon as there is one."""
    try:
        if not await services.devices.refresh():
            tell(note("There is no phone in this account yet."))
    except NotSignedIn:
        raise
    except Trouble as trouble:
        tell(note(f"{trouble.sentence} The phones are read as soon as that is over."))
