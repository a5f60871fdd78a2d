"""How alive a phone was over time: what changed when, known only while this computer watched (design/UX.md 4.2)."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo

from desktop_app.domain.device import Reach

HALF_HOUR = timedelta(minutes=30)
_CELLS_OF_A_DAY = 48
_WORST_FIRST = (Reach.OFFLINE, Reach.LATE, Reach.ONLINE)
_NIGHTS = 7
_USUAL_NIGHTS = 3
"""Nights of a week a phone must have been silent at the same hour before that is its habit."""
_LEAST_SILENCE = timedelta(hours=1)


@dataclass(frozen=True)
class Span:
    """A stretch of time, aware UTC."""

    begin: datetime
    end: datetime


@dataclass(frozen=True)
class Change:
    """From `at` on (aware UTC) the phone was `reach`."""

    at: datetime
    reach: Reach


@dataclass(frozen=True)
class Spell:
    """A stretch in which a phone was the same all the time."""

    reach: Reach
    begin: datetime
    end: datetime

    @property
    def length(self) -> timedelta:
        """How long it lasted."""
        return self.end - self.begin


@dataclass(frozen=True)
class ReachHistory:
    """One phone's life.

    Args:
        watched: when this computer watched; rising, not overlapping.
        changes: rising by time. What was true before a stretch of watching says nothing about it.
    """

    watched: tuple[Span, ...] = ()
    changes: tuple[Change, ...] = ()

    def spells(self, begin: datetime, end: datetime) -> Iterator[Spell]:
        """What the phone was between `begin` and `end`, in order, only where it was watched."""
        for span in self.watched:
            first, last = max(span.begin, begin), min(span.end, end)
            if first >= last:
                continue
            place = bisect_right(self.changes, first, key=_when)
            known = place > 0 and self.changes[place - 1].at >= span.begin
            reach, since = (self.changes[place - 1].reach if known else None), first
            for index in range(place, bisect_left(self.changes, last, key=_when)):
                change = self.changes[index]
                if change.reach is not reach:
                    if reach is not None:
                        yield Spell(reach, since, change.at)
                    reach, since = change.reach, change.at
            if reach is not None:
                yield Spell(reach, since, last)

    def unwatched(self, begin: datetime, end: datetime) -> Iterator[Span]:
        """When nobody watched between `begin` and `end`, in order."""
        since = begin
        for span in self.watched:
            if since < min(span.begin, end):
                yield Span(since, min(span.begin, end))
            since = max(since, span.end)
        if since < end:
            yield Span(since, end)

    def cells(self, begin: datetime, end: datetime, count: int) -> tuple[Reach | None, ...]:
        """The worst the phone was in each of `count` equal parts; None where nobody watched, or it was never seen."""
        part = (end - begin) / count
        seen: list[set[Reach]] = [set() for _ in range(count)]
        for spell in self.spells(begin, end):
            first = int((spell.begin - begin) / part)
            last = min(int((spell.end - begin) / part), count - 1)
            for cell in range(first, last + 1):
                if spell.end > begin + cell * part:
                    seen[cell].add(spell.reach)
        return tuple(next((reach for reach in _WORST_FIRST if reach in cell), None) for cell in seen)

    def total(self, reach: Reach, begin: datetime, end: datetime) -> timedelta:
        """How long the phone was `reach`, as far as watched."""
        return sum((spell.length for spell in self.spells(begin, end) if spell.reach is reach), timedelta())

    def uptime(self, begin: datetime, end: datetime) -> float | None:
        """Share of the watched time the phone was not offline, 0 to 1; None where nobody watched."""
        offline = self.total(Reach.OFFLINE, begin, end)
        known = offline + self.total(Reach.LATE, begin, end) + self.total(Reach.ONLINE, begin, end)
        return 1 - offline / known if known else None

    def longest_outage(self, begin: datetime, end: datetime) -> Spell | None:
        """The longest time offline in one piece, the first of equals."""
        outages = (spell for spell in self.spells(begin, end) if spell.reach is Reach.OFFLINE)
        return max(outages, key=lambda spell: spell.length, default=None)

    def quiet_at(self, now: datetime, zone: tzinfo) -> tuple[time, time] | None:
        """The time of day at which the phone usually falls silent, or None.

        Usually: in at least three of the last seven days, and in at least half of those in which it was watched then.
        The longest such stretch counts, of at least an hour; it may go over midnight.
        """
        midnight = now.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
        silent, watched = [0] * _CELLS_OF_A_DAY, [0] * _CELLS_OF_A_DAY
        for day in range(_NIGHTS):
            start = midnight - timedelta(days=day)
            for cell, reach in enumerate(self.cells(start, start + timedelta(days=1), _CELLS_OF_A_DAY)):
                watched[cell] += reach is not None
                silent[cell] += reach is Reach.OFFLINE
        usual = [s >= _USUAL_NIGHTS and 2 * s >= w for s, w in zip(silent, watched, strict=True)]
        first, length = _longest_run_of_a_day(usual)
        if length * HALF_HOUR < _LEAST_SILENCE or length == _CELLS_OF_A_DAY:
            return None
        return _time_of(first), _time_of(first + length)


def _when(change: Change) -> datetime:
    return change.at


def _longest_run_of_a_day(cells: list[bool]) -> tuple[int, int]:
    """Where the longest run of true cells begins and how long it is; the day is a circle."""
    best, length = (0, 0), 0
    for position, cell in enumerate(cells + cells):
        length = min(length + 1, len(cells)) if cell else 0
        if length > best[1]:
            best = ((position - length + 1) % len(cells), length)
    return best


def _time_of(cell: int) -> time:
    minutes = cell % _CELLS_OF_A_DAY * 30
    return time(minutes // 60, minutes % 60)
