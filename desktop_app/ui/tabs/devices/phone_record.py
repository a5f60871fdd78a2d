"""What the drawer of one phone shows from the store: seven days, its SIMs' rules and messages, what failed today."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from desktop_app.domain.reach_history import ReachHistory
from desktop_app.store.failed_texts import Failures
from desktop_app.store.sim_rules import SimRule
from desktop_app.ui.parts import Store
from desktop_app.ui.reach_words import habit_said, totals_said, trouble_said
from desktop_app.ui.tabs.devices.facts import Day
from desktop_app.ui.tabs.devices.week import Week, week_begin, week_of
from desktop_app.ui.words import day


@dataclass(frozen=True)
class Recorded:
    """A phone's seven days, made ready to be shown."""

    week: Week = field(default_factory=Week)
    trouble: str = ""
    habits: str = ""
    said: str = ""
    """Day by day, for those who hear it."""


@dataclass(frozen=True)
class PhoneRecord:
    """One phone, as the store knows it; everything by slot."""

    recorded: Recorded = field(default_factory=Recorded)
    rules: Mapping[int, SimRule] = field(default_factory=dict)
    days: Mapping[int, Day] = field(default_factory=dict)
    used: Mapping[int, int] = field(default_factory=dict)
    """SMS that count against a SIM's limit of today."""
    failures: Failures = field(default_factory=Failures)

    @property
    def today(self) -> Day:
        """All SIMs together."""
        days = self.days.values()
        return Day(
            sum(day.sent for day in days),
            sum(day.delivered for day in days),
            sum(day.failed for day in days),
            sum(day.waiting for day in days),
        )


async def read_record(store: Store, device_id: int, now: datetime, midnight: datetime) -> PhoneRecord:
    """Read all of it.

    Args:
        store: reads beside the window.
        device_id: the phone.
        now: the gateway's time, aware.
        midnight: this computer's, aware; today's messages count from it.
    """
    week = await store.reach_log.reckon(device_id, week_begin(now), now, lambda life: recorded(life, now))
    by_sim = await store.traffic.by_sim(midnight)
    rules = await store.sim_rules.all()
    used = await store.sim_limits.used()
    failures = await store.traffic.failures(device_id, midnight)
    return PhoneRecord(
        week,
        {sim: SimRule(rule.price, rule.a_day) for (device, sim), rule in rules.items() if device == device_id},
        {
            sim: Day(one.sent, one.delivered, one.failed, one.waiting)
            for (device, sim), one in by_sim.items()
            if device == device_id
        },
        {sim: count for (device, sim), count in used.items() if device == device_id},
        failures,
    )


def recorded(history: ReachHistory, now: datetime) -> Recorded:
    """A phone's seven days up to `now` (aware)."""
    begin = week_begin(now)
    week = week_of(history, now)
    local = now.astimezone()
    quiet = history.quiet_at(now, local.tzinfo) if local.tzinfo is not None else None
    said = []
    for one in week.days:
        first = datetime(one.date.year, one.date.month, one.date.day).astimezone()
        said.append(f"{day(first)}: {_day_said(history, first, now)}")
    return Recorded(week, trouble_said(history, begin, now), habit_said(history, begin, now, quiet), "; ".join(said))


def _day_said(history: ReachHistory, first: datetime, now: datetime) -> str:
    last = first.replace(hour=23, minute=59, second=59)
    return totals_said(history, first, min(last, now))
