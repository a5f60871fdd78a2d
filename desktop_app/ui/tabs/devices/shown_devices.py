"""States of the page Devices brought up on purpose, with the phones of the story and a day they might have had."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta

from desktop_app.domain.attention import SimUse
from desktop_app.domain.device import Device, Reach, Sim
from desktop_app.domain.reach_history import Change, ReachHistory, Span
from desktop_app.ui.tabs.devices.facts import Bars, Day, Known
from desktop_app.ui.tabs.devices.page_head import CARDS, LIST
from desktop_app.ui.tabs.devices.tab import DevicesTab

BACK_OFFICE, DELIVERY_VAN, FRONT_DESK, WORKSHOP = 9871, 10422, 10403, 10417
_OPEN, _CLOSED = time(8), time(18)
_STEP = timedelta(minutes=10)
_DAYS = {
    BACK_OFFICE: Day(41, 39, 0, 119),
    DELIVERY_VAN: Day(51, 33, 9, 140),
    FRONT_DESK: Day(262, 214, 3, 299),
    WORKSHOP: Day(244, 201, 0, 307),
}
_SHAPES = {
    BACK_OFFICE: (0, 2, 4, 4, 6, 5, 9, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0),
    DELIVERY_VAN: (0, 0, 1, 2, 3, 3, 5, 4, 5, 6, 4, 3, 2, 4, 3, 4, 2),
    FRONT_DESK: (1, 1, 3, 4, 7, 9, 8, 13, 15, 14, 20, 18, 25, 24, 30, 32, 38),
    WORKSHOP: (0, 4, 5, 6, 7, 12, 15, 17, 20, 18, 22, 14, 24, 19, 20, 23, 18),
}
Trouble = tuple[float, float, Reach]
"""Hours ago it began and ended, and what the phone was."""
_TROUBLES: dict[int, tuple[Trouble, ...]] = {
    BACK_OFFICE: ((0.43, 0.35, Reach.LATE), (0.35, 0, Reach.OFFLINE)),
    DELIVERY_VAN: (
        (22.0, 21.1, Reach.LATE),
        (21.1, 20.1, Reach.OFFLINE),
        (20.1, 19.6, Reach.LATE),
        (18.6, 17.7, Reach.LATE),
        (1.9, 1.6, Reach.LATE),
        (0.95, 0.75, Reach.OFFLINE),
        (0.75, 0.55, Reach.LATE),
        (0.04, 0, Reach.LATE),
    ),
    WORKSHOP: ((19.9, 19.1, Reach.LATE),),
}
_HOSTILE = (
    '<img src="file:///etc/passwd"><b>Front & desk</b>',
    "\u202eeciffo kcaB \u2066\u200f(\u202d",
    "W" * 10_000,
    "Straße 店 مكتب \U0001f69a\n\tvan",
)


@dataclass(frozen=True)
class Facts:
    """Live facts that stand still."""

    now: datetime
    devices: tuple[Device, ...] = ()
    connected: bool | None = True
    signed_in: bool = True
    read: bool = True
    clock_off_s: float = 0.0
    known: Known = field(default_factory=Known)

    @property
    def updated_at(self) -> datetime | None:
        """Four seconds before now, or never."""
        return self.now - timedelta(seconds=4) if self.read else None

    def server_now(self) -> datetime:
        """Now."""
        return self.now


def life(now: datetime, troubles: Sequence[Trouble] = ()) -> ReachHistory:
    """The last 24 hours: recorded in opening hours, online but for the troubles."""
    local = now.astimezone()
    begin = now - timedelta(days=1)
    watched = []
    for days in (1, 0):
        day = (local - timedelta(days=days)).date()
        opened = max(datetime.combine(day, _OPEN, local.tzinfo).astimezone(now.tzinfo), begin)
        closed = min(datetime.combine(day, _CLOSED, local.tzinfo).astimezone(now.tzinfo), now)
        if opened < closed:
            watched.append(Span(opened, closed))
    changes = {span.begin: Reach.ONLINE for span in watched}
    for since, until, reach in troubles:
        changes[now - timedelta(hours=since)] = reach
        if until:
            changes.setdefault(now - timedelta(hours=until), Reach.ONLINE)
    return ReachHistory(tuple(watched), tuple(Change(at, reach) for at, reach in sorted(changes.items())))


def _story(now: datetime) -> Facts:
    """The four phones of the story, one offline with work waiting, one late and roaming."""

    def phone(
        number: int, name: str, model: str, age_s: float, *sims: Sim, poll_s: int = 10, old: bool = False
    ) -> Device:
        seen = now - timedelta(seconds=age_s)
        return Device(
            number,
            model,
            last_seen=seen,
            sims=sims,
            poll_s=poll_s,
            nickname=name,
            subscription=number != DELIVERY_VAN,
            app_current=not old,
        )

    vodafone, o2 = Sim(0, "Vodafone", "+49 152 0441 7730"), Sim(1, "o2", "+49 176 5512 0098")
    van = Sim(0, "o2", "+49 179 2208 3165", roaming=True)
    devices = (
        phone(BACK_OFFICE, "Back office", "Galaxy A14", 26 * 60, Sim(0, "Telekom", "+49 151 4470 6672"), old=True),
        phone(DELIVERY_VAN, "Delivery van", "Moto G84", 185, van, old=True),
        phone(FRONT_DESK, "Front desk", "Pixel 7a", 12, vodafone, o2),
        phone(WORKSHOP, "Workshop", "Galaxy A54", 4, Sim(0, "Telekom", "+49 160 9927 4411"), poll_s=5),
    )
    known = Known(
        days=_DAYS,
        histories={number: life(now, _TROUBLES.get(number, ())) for number in _DAYS},
        bars=_bars(now, {number: day.sent for number, day in _DAYS.items()}),
        quiet={DELIVERY_VAN: (time(12), time(13, 30))},
    )
    return Facts(now, devices, known=known)


def _bars(now: datetime, sent: Mapping[int, int]) -> Bars:
    begin = now.astimezone().replace(minute=0, second=0, microsecond=0) - timedelta(hours=2)
    by_phone = {}
    for number, rows in sent.items():
        shape = _SHAPES[number]
        scaled = [value * rows // sum(shape) for value in shape]
        scaled[shape.index(max(shape))] += rows - sum(scaled)
        by_phone[number] = tuple(scaled)
    return Bars(begin, _STEP, tuple(map(sum, zip(*by_phone.values(), strict=True))), by_phone)


def _fine(now: datetime) -> Facts:
    story = _story(now)
    return replace(story, devices=story.devices[2:], known=replace(story.known, quiet={}))


def _late(now: datetime) -> Facts:
    """Nobody is offline, nothing waits for the late one."""
    story = _story(now)
    devices = (replace(story.devices[0], last_seen=now - timedelta(seconds=7)), *story.devices[1:])
    histories = dict(story.known.histories) | {BACK_OFFICE: life(now)}
    return replace(story, devices=devices, known=replace(story.known, histories=histories))


def _attention(now: datetime) -> Facts:
    """Everything that needs attention at once."""
    story = _story(now)
    use = (SimUse(FRONT_DESK, 0, 200, 200), SimUse(WORKSHOP, 0, 187, 200))
    quiet = dict(story.known.quiet) | {BACK_OFFICE: (time(22), time(6, 30))}
    return replace(story, known=replace(story.known, uses=use, quiet=quiet, clock_off_s=14 * 60.0))


def _hidden(now: datetime) -> Facts:
    story = _story(now)
    marked = tuple(
        replace(device, hidden=device.id in (BACK_OFFICE, WORKSHOP), left_out=device.id == DELIVERY_VAN)
        for device in story.devices
    )
    return replace(story, devices=marked)


def _many(now: datetime) -> Facts:
    """Two hundred phones in every state."""
    devices, days, lives = [], {}, {}
    for place in range(200):
        number = 20001 + place
        age = 2000 if place % 47 == 5 else 150 if place % 23 == 7 else place % 11
        carrier = ("Telekom", "Vodafone", "o2")[place % 3]
        seen = None if place == 77 else now - timedelta(seconds=age)
        sim = Sim(0, carrier, f"+49 151 4470 {place:04d}", roaming=place % 61 == 9)
        model = ("Galaxy A14", "Pixel 7a", "Moto G84")[place % 3]
        devices.append(Device(number, model, seen, sims=(sim,), poll_s=10, nickname=f"Shop {place + 1:03d}"))
        days[number] = Day(sent := 120 + place * 7 % 90, sent * 19 // 20, int(place % 13 == 4), place * 3 % 40)
        off = ((0.55, 0, Reach.OFFLINE),) if age == 2000 else ((0.02, 0, Reach.LATE),) if age == 150 else ()
        lives[number] = life(now, ((20.0 - place % 9, 19.5 - place % 9, Reach.LATE), *off) if place % 4 == 1 else off)
    return Facts(now, tuple(devices), known=Known(days=days, histories=lives, bars=_story(now).known.bars))


def _hostile(now: datetime) -> Facts:
    """Names nobody should have chosen."""
    story = _story(now)
    named = tuple(
        replace(device, nickname=name, title=name[::-1], sims=(Sim(0, name, name, roaming=True),))
        for device, name in zip(story.devices, _HOSTILE, strict=True)
    )
    return replace(story, devices=named)


STORIES: dict[str, tuple[Callable[[datetime], Facts], int]] = {
    "devices": (_story, CARDS),
    "devices-fine": (_fine, CARDS),
    "devices-late": (_late, CARDS),
    "devices-attention": (_attention, CARDS),
    "devices-list": (_story, LIST),
    "devices-200": (_many, LIST),
    "devices-hidden": (_hidden, CARDS),
    "devices-hostile": (_hostile, CARDS),
    "devices-hostile-list": (_hostile, LIST),
    "devices-cant-check": (lambda now: replace(_story(now), connected=False), CARDS),
    "devices-signed-out": (lambda now: replace(_story(now), signed_in=False), CARDS),
    "devices-loading": (lambda now: Facts(now, connected=None, read=False), CARDS),
    "devices-empty": (Facts, CARDS),
}
"""Name of a state -> what is known then, and the view."""


def bring_up(tab: DevicesTab, name: str) -> Facts:
    """Show a state on the tab; returns its facts, for the rest of the window."""
    make, view = STORIES[name]
    facts = make(tab.now())
    tab.show_alerts((tab.tr("this computer"), tab.tr("Telegram")))
    tab.show_view(view)
    tab.look_at(facts, facts.known)
    return facts
