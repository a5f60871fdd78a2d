"""The drawer's states, brought up on purpose: what a phone with a story looks like, and one that means no good."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from desktop_app.domain.device import Device, Reach, Sim
from desktop_app.domain.errors import Trouble
from desktop_app.domain.reach_history import Change, ReachHistory, Span
from desktop_app.store.failed_texts import FailedText, Failures
from desktop_app.store.sim_rules import SimRule
from desktop_app.ui.tabs.devices.drawer import PhoneDrawer
from desktop_app.ui.tabs.devices.facts import Day
from desktop_app.ui.tabs.devices.phone_record import PhoneRecord, recorded
from desktop_app.ui.tabs.devices.week import week_begin

VAN, DESK, STRANGE = 10422, 10403, 10466
_HOSTILE = '<img src="file:///etc/passwd"><b>Front & desk</b>\n\u202edesk'


@dataclass(frozen=True)
class Ended:
    """A test text that arrived."""

    seconds: float
    words: str


@dataclass(frozen=True)
class Facts:
    """Live facts that stand still."""

    now: datetime
    devices: tuple[Device, ...]
    connected: bool | None = True
    signed_in: bool = True
    clock_off_s: float = 0.0

    @property
    def updated_at(self) -> datetime | None:
        """Four seconds before now."""
        return self.now - timedelta(seconds=4)

    def server_now(self) -> datetime:
        """Now."""
        return self.now


def late_phone(now: datetime) -> Device:
    """The van: late, roaming, an old app, three phones' worth of trouble."""
    return Device(
        VAN,
        "Moto G84 · Android 14",
        last_seen=now - timedelta(seconds=185),
        created=datetime(2024, 3, 3, 9, 30).astimezone(),
        sims=(Sim(0, "o2", "4917922083165", "de", roaming=True, icc_id="8949226000012345678"),),
        number="+49 179 2208 3165",
        serial="ZY22J7QKLM",
        imei="353915110123456",
        app_version="12.3.7",
        app_current=False,
        poll_s=10,
        delay_s=12,
        subscription=True,
        nickname="Delivery van",
    )


def fine_phone(now: datetime) -> Device:
    """The front desk: online, two SIMs."""
    return Device(
        DESK,
        "Pixel 7a · Android 15",
        last_seen=now - timedelta(seconds=12),
        created=datetime(2023, 9, 14, 16, 5).astimezone(),
        sims=(
            Sim(0, "Vodafone", "4915204417730", "de", icc_id="8949102400098765432"),
            Sim(1, "o2", "4917655120098", "de", icc_id="8949226000055544433"),
        ),
        serial="3A091FDH2000AB",
        imei="358240051111110",
        app_version="12.4.0",
        app_current=True,
        poll_s=10,
        subscription=True,
        nickname="Front desk",
    )


def strange_phone(now: datetime) -> Device:
    """A phone whose every word is meant to break something."""
    long = "W" * 10_000
    return Device(
        STRANGE,
        _HOSTILE + long,
        last_seen=now - timedelta(hours=30),
        created=now,
        sims=(Sim(0, "<u>o2</u>" + long, "<s>+49</s>" + long, "<i>" + long, roaming=True, icc_id="<a>" + long),),
        number="\u202e" + long,
        serial="<script>" + long,
        imei="'; DROP TABLE device; --" + long,
        app_version="<h1>" + long,
        app_current=False,
        poll_s=2_000_000_000,
        delay_s=2_000_000_000,
        subscription=False,
        nickname="'\"><marquee>\u202ekool" + long,
    )


def _watched(now: datetime) -> list[Span]:
    """Opening hours of the week: 08:00 to 18:00, the Saturday to 14:00, the Sunday not at all."""
    spans = []
    for day in range(7):
        midnight = week_begin(now) + timedelta(days=day)
        close = {5: 14, 6: 0}.get(midnight.weekday(), 18)
        begin, end = midnight.replace(hour=8), min(midnight.replace(hour=close), now)
        if begin < end:
            spans.append(Span(begin, end))
    return spans


def story_week(now: datetime, troubles: Mapping[tuple[int, float], tuple[Reach, float]]) -> ReachHistory:
    """A week in which the phone was online but for `troubles`: (days ago, hour) -> what it was, for how many hours."""
    spans = _watched(now)
    changes = [Change(span.begin, Reach.ONLINE) for span in spans]
    for (ago, hour), (reach, hours) in troubles.items():
        begin = now.astimezone().replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=ago)
        begin += timedelta(hours=hour)
        changes += [Change(begin, reach), Change(begin + timedelta(hours=hours), Reach.ONLINE)]
    return ReachHistory(tuple(spans), tuple(sorted(changes, key=lambda change: change.at)))


def late_record(now: datetime) -> PhoneRecord:
    """The van's: it falls silent now and then, and nine texts failed today."""
    troubles = {
        (3, 11.0): (Reach.LATE, 0.9),
        (3, 16.5): (Reach.LATE, 0.5),
        (3, 17.0): (Reach.OFFLINE, 1.0),
        (2, 15.0): (Reach.LATE, 0.9),
        (1, 10.5): (Reach.LATE, 0.6),
        (1, 11.5): (Reach.OFFLINE, 0.9),
        (1, 12.5): (Reach.LATE, 0.4),
        (1, 15.5): (Reach.LATE, 0.9),
        (0, 9.0): (Reach.LATE, 0.4),
        (0, 10.0): (Reach.OFFLINE, 0.2),
        (0, 10.6): (Reach.LATE, 0.3),
    }
    texts = [
        FailedText(now - timedelta(minutes=7 * n + 3), f"+49151447066{n}2", name, 9 if n == 4 else 10)
        for n, name in enumerate(("Greta Lang", "Jonas Weber", "Mia Vogt", "", "Ali Demir", "Ida Roth", "", "", ""))
    ]
    return PhoneRecord(
        recorded(story_week(now, troubles), now),
        {0: SimRule(Decimal("0.09"), 200)},
        {0: Day(51, 33, 9, 140)},
        {0: 51},
        Failures({10: 8, 9: 1}, tuple(texts)),
    )


def fine_record(now: datetime) -> PhoneRecord:
    """The front desk's: one plan, one price near its limit."""
    return PhoneRecord(
        recorded(story_week(now, {(2, 13.0): (Reach.LATE, 0.4)}), now),
        {0: SimRule(Decimal(0), None), 1: SimRule(Decimal("0.075"), 100)},
        {0: Day(170, 139, 2, 190), 1: Day(92, 75, 1, 109)},
        {0: 170, 1: 92},
        Failures({8: 3}, tuple(FailedText(now - timedelta(minutes=m), "+4917655120098", "", 8) for m in (4, 9, 31))),
    )


def show_late(drawer: PhoneDrawer, now: datetime) -> None:
    """The picture's: the van is late."""
    drawer.look_at(Facts(now, (late_phone(now),), clock_off_s=-14 * 60), late_record(now))
    drawer.show_phone(VAN, at_once=True)


def show_fine(drawer: PhoneDrawer, now: datetime) -> None:
    """All is well with the front desk."""
    drawer.look_at(Facts(now, (fine_phone(now),)), fine_record(now))
    drawer.show_phone(DESK, at_once=True)


def show_running(drawer: PhoneDrawer, now: datetime) -> None:
    """A test is on its way."""
    show_fine(drawer, now)
    drawer.trip.show_running("Texting Workshop from Front desk…", "4 s")
    drawer.show_now()


def show_done(drawer: PhoneDrawer, now: datetime) -> None:
    """A test arrived."""
    show_fine(drawer, now)
    drawer.trip.show_done(Ended(6.2, "From Front desk, SIM 1 · Vodafone, to Workshop."))


def show_failed(drawer: PhoneDrawer, now: datetime) -> None:
    """A test did not arrive."""
    show_fine(drawer, now)
    drawer.trip.show_failed(
        Trouble("The test did not arrive within 3 min.", "It may still arrive.", "Look whether the phone has signal.")
    )


def show_hostile(drawer: PhoneDrawer, now: datetime) -> None:
    """Every word of the phone is meant to break something."""
    drawer.look_at(Facts(now, (strange_phone(now),)), PhoneRecord(recorded(ReachHistory(), now)))
    drawer.show_phone(STRANGE, at_once=True)


STATES = {
    "drawer": show_fine,
    "drawer-late": show_late,
    "drawer-test-running": show_running,
    "drawer-test-done": show_done,
    "drawer-test-failed": show_failed,
    "drawer-hostile": show_hostile,
}
"""Name -> how to bring it up in a drawer, at a moment."""
