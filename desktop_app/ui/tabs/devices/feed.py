"""Reads what the page Devices shows from the store, while it is looked at, and hands it on as plain records."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime, time, timedelta, tzinfo

from desktop_app.clock import seconds_for_people
from desktop_app.domain.attention import SimUse
from desktop_app.domain.reach_history import ReachHistory
from desktop_app.store.sim_rules import SimRule
from desktop_app.ui.parts import PhoneDay, SimHour, WindowServices
from desktop_app.ui.tabs.devices.facts import DAY_BEGINS, Bars, Day, Known, bars, step_for

_DAY, _WEEK = timedelta(days=1), timedelta(days=7)
_LEAST = timedelta(minutes=80)
"""The bars of today go back at least this far, so that the first minutes of a day are not one wide bar."""
_TRAFFIC, _LIVES, _HOURS, _HABITS, _NEXT_HABIT = (
    "devices traffic",
    "devices histories",
    "devices hours",
    "devices habits",
    "devices habit",
)
_EVERY_S = {_TRAFFIC: 5.0, _LIVES: 60.0, _HOURS: 30.0, _HABITS: 600.0}
_BETWEEN_HABITS_S = 0.05
"""A phone's habits take some milliseconds to work out: one at a time, the window stays fluent with hundreds."""

BySim = Mapping[tuple[int, int], PhoneDay]
Rules = Mapping[tuple[int, int], SimRule]
Used = Mapping[tuple[int, int], int]
"""SMS parts that count against a SIM's limit of today."""


class DevicesFeed:
    """`known` is what was read last; `on_known` is called when it has changed."""

    def __init__(self, services: WindowServices, on_known: Callable[[], object]) -> None:
        self._services = services
        self._on_known = on_known
        self._held = False
        self._unread: list[tuple[int, ReachHistory]] = []
        self._found: dict[int, tuple[time, time]] = {}
        self.known = Known()

    def start(self) -> None:
        """Somebody looks."""
        if not self._held:
            for read in (self._read_traffic, self._read_lives, self._read_hours, self._read_habits):
                read()

    def stop(self) -> None:
        """Nobody looks."""
        for name in (*_EVERY_S, _NEXT_HABIT):
            self._services.tasks.stop(name)
            self._services.tasks.stop(_again(name))

    def hold(self, known: Known) -> None:
        """Show these facts instead of the store's from now on (states brought up on purpose)."""
        self.stop()
        self._held = True
        self.known = known

    def read_lives(self) -> None:
        """A phone's state has changed: its strip should show it now."""
        if not self._held:
            self._read_lives()

    # --- reading

    def _tell(self, **facts: object) -> None:
        """Keep what was read; told only when it is something else than before."""
        told = replace(self.known, clock_off_s=self._services.store.live.clock_off_s, **facts)  # type: ignore[arg-type]  # names of Known
        if told != self.known:
            self.known = told
            self._on_known()

    def _later(self, name: str, read: Callable[[], object]) -> None:
        pause = seconds_for_people(self._services.clock, _EVERY_S[name])
        self._services.tasks.later(pause, read, name=_again(name))

    def _read_traffic(self) -> None:
        midnight, store = self._midnight(), self._services.store

        async def read() -> tuple[BySim, Rules, Used]:
            return await store.traffic.by_sim(midnight), await store.sim_rules.all(), await store.sim_limits.used()

        self._services.tasks.start(
            read(), self._have_traffic, name=_TRAFFIC, on_trouble=lambda _: self._later(_TRAFFIC, self._read_traffic)
        )

    def _have_traffic(self, read: tuple[BySim, Rules, Used]) -> None:
        by_sim, rules, used = read
        self._tell(days=_by_phone(by_sim), uses=tuple(_uses(used, rules)))
        self._later(_TRAFFIC, self._read_traffic)

    def _read_lives(self) -> None:
        now = self._services.store.live.server_now()
        self._services.tasks.start(
            self._services.store.reach_log.histories(now - _DAY, now),
            self._have_lives,
            name=_LIVES,
            on_trouble=lambda _: self._later(_LIVES, self._read_lives),
        )

    def _have_lives(self, histories: Mapping[int, ReachHistory]) -> None:
        self._tell(histories=histories)
        self._later(_LIVES, self._read_lives)

    def _read_hours(self) -> None:
        now = self._services.clock.wall().astimezone()
        begin = self._bars_begin(now)
        step = step_for(begin, now)
        midnight = self._midnight()

        def have(hours: Iterable[SimHour]) -> None:
            self._tell(bars=_bars(hours, begin, step, now))
            self._later(_HOURS, self._read_hours)

        self._services.tasks.start(
            self._services.store.traffic.hours(midnight, step),
            have,
            name=_HOURS,
            on_trouble=lambda _: self._later(_HOURS, self._read_hours),
        )

    def _read_habits(self) -> None:
        now = self._services.store.live.server_now()
        self._services.tasks.start(
            self._services.store.reach_log.histories(now - _WEEK, now),
            self._have_weeks,
            name=_HABITS,
            on_trouble=lambda _: self._later(_HABITS, self._read_habits),
        )

    def _have_weeks(self, histories: Mapping[int, ReachHistory]) -> None:
        self._unread, self._found = list(histories.items()), {}
        self._next_habit()

    def _next_habit(self) -> None:
        if not self._unread:
            self._tell(quiet=self._found)
            self._later(_HABITS, self._read_habits)
            return
        phone, history = self._unread.pop()
        quiet = history.quiet_at(self._services.store.live.server_now(), self._zone())
        if quiet is not None:
            self._found[phone] = quiet
        self._services.tasks.later(_BETWEEN_HABITS_S, self._next_habit, name=_again(_NEXT_HABIT))

    # --- times

    def _zone(self) -> tzinfo:
        zone = self._services.clock.wall().astimezone().tzinfo
        assert zone is not None  # an aware time has one
        return zone

    def _midnight(self) -> datetime:
        return self._services.clock.wall().astimezone().replace(hour=0, minute=0, second=0, microsecond=0)

    def _bars_begin(self, now: datetime) -> datetime:
        """Eight o'clock, or the hour of the first message where that was earlier."""
        known = self.known.bars.begin if self.known.bars is not None else now
        first = known if known.date() == now.date() else now
        usual = now.replace(hour=DAY_BEGINS.hour, minute=0, second=0, microsecond=0)
        earliest = min(usual, first, max(now - _LEAST, self._midnight()))
        return earliest.replace(minute=0, second=0, microsecond=0)


def _again(name: str) -> str:
    return f"{name} again"


def _bars(hours: Iterable[SimHour], begin: datetime, step: timedelta, now: datetime) -> Bars:
    sent: dict[tuple[int, datetime], int] = {}
    for hour in hours:
        key = hour.device, hour.at
        sent[key] = sent.get(key, 0) + hour.sent
    first = min((at for _, at in sent), default=begin).astimezone(begin.tzinfo)
    begin = min(begin, first.replace(minute=0, second=0, microsecond=0))
    return bars(sent, begin, step, now)


def _by_phone(by_sim: BySim) -> dict[int, Day]:
    days: dict[int, Day] = {}
    for (phone, _), one in by_sim.items():
        day = days.get(phone, Day())
        days[phone] = Day(
            day.sent + one.sent, day.delivered + one.delivered, day.failed + one.failed, day.waiting + one.waiting
        )
    return days


def _uses(used: Used, rules: Rules) -> Iterable[SimUse]:
    for (phone, slot), rule in sorted(rules.items()):
        if rule.a_day:
            yield SimUse(phone, slot, used.get((phone, slot), 0), rule.a_day)
