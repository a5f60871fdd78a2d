"""What the strip, the week and the figures of a phone say."""

import random
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.device import Reach
from desktop_app.domain.reach_history import Change, ReachHistory, Span

MIDNIGHT = datetime(2025, 11, 20, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def at(hours: float) -> datetime:
    return MIDNIGHT + hours * HOUR


def history(watched, changes) -> ReachHistory:
    return ReachHistory(
        tuple(Span(at(begin), at(end)) for begin, end in watched),
        tuple(Change(at(when), reach) for when, reach in changes),
    )


def test_a_cell_shows_the_worst_of_its_half_hour():
    phone = history([(0, 2)], [(0, Reach.ONLINE), (0.6, Reach.LATE), (0.7, Reach.OFFLINE), (0.8, Reach.ONLINE)])
    assert phone.cells(at(0), at(2), 4) == (Reach.ONLINE, Reach.OFFLINE, Reach.ONLINE, Reach.ONLINE)


def test_what_nobody_watched_is_a_gap_and_not_an_outage():
    phone = history([(0, 1), (3, 4)], [(0, Reach.OFFLINE), (3, Reach.ONLINE)])
    assert phone.cells(at(0), at(4), 4) == (Reach.OFFLINE, None, None, Reach.ONLINE)
    assert phone.total(Reach.OFFLINE, at(0), at(4)) == HOUR


def test_a_state_is_not_carried_over_a_gap():
    phone = history([(0, 1), (3, 4)], [(0, Reach.OFFLINE), (3.5, Reach.ONLINE)])
    assert phone.cells(at(3), at(4), 2) == (None, Reach.ONLINE)


def test_uptime_and_the_longest_outage():
    phone = history(
        [(0, 10)],
        [
            (0, Reach.ONLINE),
            (2, Reach.OFFLINE),
            (3, Reach.ONLINE),
            (5, Reach.LATE),
            (6, Reach.OFFLINE),
            (8, Reach.ONLINE),
        ],
    )
    assert phone.uptime(at(0), at(10)) == 0.7
    longest = phone.longest_outage(at(0), at(10))
    assert longest is not None
    assert (longest.begin, longest.length) == (at(6), 2 * HOUR)
    assert phone.longest_outage(at(8), at(10)) is None
    assert ReachHistory().uptime(at(0), at(10)) is None


def test_a_phone_silent_every_night_has_that_habit():
    changes = [(0, Reach.ONLINE)]
    for day in range(-6, 1):
        changes += [(day * 24 - 2, Reach.OFFLINE), (day * 24 + 5, Reach.ONLINE)]
    phone = history([(-200, 12)], sorted(changes, key=lambda change: change[0]))
    assert phone.quiet_at(at(12), UTC) == (time(22), time(5))


def test_two_nights_are_no_habit():
    changes = [(-100, Reach.ONLINE), (-26, Reach.OFFLINE), (-20, Reach.ONLINE), (-2, Reach.OFFLINE), (5, Reach.ONLINE)]
    assert history([(-200, 12)], changes).quiet_at(at(12), UTC) is None


def test_a_phone_that_is_always_off_has_no_habit():
    assert history([(-200, 12)], [(-200, Reach.OFFLINE)]).quiet_at(at(12), UTC) is None


steps = st.lists(
    st.tuples(st.integers(0, 1440), st.sampled_from([Reach.ONLINE, Reach.LATE, Reach.OFFLINE])), max_size=30
)
spans = st.lists(st.integers(0, 1440), max_size=10, unique=True).map(
    lambda ends: [(a, b) for a, b in zip(sorted(ends)[::2], sorted(ends)[1::2], strict=False)]
)


@given(spans, steps)
def test_every_minute_is_told_once_and_as_it_was(watched, changes):
    ordered = dict(sorted(changes))
    phone = ReachHistory(
        tuple(Span(MIDNIGHT + a * MINUTE, MIDNIGHT + b * MINUTE) for a, b in watched),
        tuple(Change(MIDNIGHT + minute * MINUTE, reach) for minute, reach in ordered.items()),
    )
    expected: dict[int, Reach] = {}
    for begin, end in watched:
        now = None
        for minute in range(begin, end):
            now = ordered.get(minute, now)
            if now is not None:
                expected[minute] = now
    told: dict[int, Reach] = {}
    for spell in phone.spells(MIDNIGHT, MIDNIGHT + DAY):
        for minute in range((spell.begin - MIDNIGHT) // MINUTE, (spell.end - MIDNIGHT) // MINUTE):
            assert minute not in told
            told[minute] = spell.reach
    assert told == expected
    cells = phone.cells(MIDNIGHT, MIDNIGHT + DAY, 48)
    for cell, reach in enumerate(cells):
        inside = {expected[minute] for minute in range(cell * 30, cell * 30 + 30) if minute in expected}
        worst = next((one for one in (Reach.OFFLINE, Reach.LATE, Reach.ONLINE) if one in inside), None)
        assert reach is worst


@pytest.mark.parametrize("seed", range(10))
def test_a_life_read_in_pieces_adds_up_to_the_whole(seed):
    rng = random.Random(seed)
    start = datetime(2025, 11, 20, tzinfo=UTC)
    moments = sorted(rng.sample(range(2000), 8))
    watched = tuple(
        Span(start + timedelta(minutes=a), start + timedelta(minutes=b))
        for a, b in zip(moments[::2], moments[1::2], strict=True)
    )
    kinds = (Reach.ONLINE, Reach.LATE, Reach.OFFLINE)
    changes = tuple(
        Change(start + timedelta(minutes=at), rng.choice(kinds)) for at in sorted(rng.sample(range(2000), 60))
    )
    life = ReachHistory(watched, changes)
    edges = [start + timedelta(minutes=at) for at in (0, *sorted(rng.sample(range(1, 2000), 5)), 2000)]
    for kind in kinds:
        whole = life.total(kind, edges[0], edges[-1])
        assert whole == sum((life.total(kind, a, b) for a, b in pairwise(edges)), timedelta())
        minutes = sum(
            next((spell.reach for spell in life.spells(at, at + timedelta(minutes=1))), None) is kind
            for at in (start + timedelta(minutes=minute) for minute in range(2000))
        )
        assert whole == timedelta(minutes=minutes)
