"""What is known of the phones beyond what the service tells: their messages today, their life, their SIMs' limits."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from desktop_app.domain.attention import SimUse
from desktop_app.domain.reach_history import ReachHistory

DAY_BEGINS = time(8)
"""Where the bars of today begin, unless something was sent earlier."""
_STEPS = tuple(timedelta(minutes=minutes) for minutes in (10, 15, 30, 60))
_MOST_BARS = 18


@dataclass(frozen=True)
class Day:
    """A phone's messages of today."""

    sent: int = 0
    delivered: int = 0
    failed: int = 0
    waiting: int = 0


@dataclass(frozen=True)
class Bars:
    """Messages sent today, in equal steps from `begin` (aware) to now: of all phones, and of each by its id."""

    begin: datetime
    step: timedelta
    total: tuple[int, ...] = ()
    by_phone: Mapping[int, tuple[int, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Known:
    """Everything the page shows that is kept in the store."""

    days: Mapping[int, Day] = field(default_factory=dict)
    histories: Mapping[int, ReachHistory] = field(default_factory=dict)
    """The last 24 hours, by the phone's id."""
    bars: Bars | None = None
    uses: tuple[SimUse, ...] = ()
    """Of SIMs the owner has set a limit for."""
    quiet: Mapping[int, tuple[time, time]] = field(default_factory=dict)
    """When a phone usually falls silent, by its id."""
    clock_off_s: float = 0.0

    def day(self, phone: int) -> Day:
        """A phone's messages."""
        return self.days.get(phone, Day())

    @property
    def sent(self) -> int:
        """Messages sent today by all phones."""
        return sum(day.sent for day in self.days.values())

    def limits(self, phone: int) -> Mapping[int, SimUse]:
        """Limits of a phone's SIMs, by slot."""
        return {use.sim: use for use in self.uses if use.device == phone}


def step_for(begin: datetime, now: datetime) -> timedelta:
    """How long a bar is, so that a morning shows more than two of them and a day not more than fit."""
    return next((step for step in _STEPS if (now - begin) / step < _MOST_BARS), _STEPS[-1])


def bars(sent: Mapping[tuple[int, datetime], int], begin: datetime, step: timedelta, now: datetime) -> Bars:
    """Bars from what each phone sent in each step.

    Args:
        sent: messages by the phone's id and the begin of the step.
        begin: of the first bar.
        step: length of a bar.
        now: the last bar holds it.
    """
    count = max(int((now - begin) / step) + 1, 1)
    total = [0] * count
    by_phone: dict[int, list[int]] = {}
    for (phone, at), rows in sent.items():
        place = int((at - begin) / step)
        if 0 <= place < count:
            total[place] += rows
            by_phone.setdefault(phone, [0] * count)[place] += rows
    return Bars(begin, step, tuple(total), {phone: tuple(counts) for phone, counts in by_phone.items()})
