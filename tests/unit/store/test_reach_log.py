"""How alive each phone was, over restarts and gaps."""

import threading
from datetime import UTC, datetime, timedelta

from desktop_app.domain.device import Reach
from desktop_app.domain.reach_history import Change, ReachHistory, Span
from desktop_app.store.database import Store
from desktop_app.store.reach_log import KEPT, ReachLog

NOON = datetime(2025, 11, 20, 12, tzinfo=UTC)
SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)


async def watch(log: ReachLog, begin: datetime, end: datetime, reach: Reach, *, device: int = 7) -> None:
    now = begin
    while now <= end:
        await log.saw({device: reach}, now, {})
        now += MINUTE


async def test_what_was_seen_is_told(store: Store):
    await watch(store.reach_log, NOON, NOON + HOUR, Reach.ONLINE)
    await watch(store.reach_log, NOON + HOUR + MINUTE, NOON + 2 * HOUR, Reach.OFFLINE)
    life = (await store.reach_log.histories(NOON, NOON + 2 * HOUR))[7]
    assert life.cells(NOON, NOON + 2 * HOUR, 2) == (Reach.ONLINE, Reach.OFFLINE)
    assert life.uptime(NOON, NOON + 2 * HOUR) == 61 / 120


async def test_a_time_in_which_the_program_was_closed_is_a_gap(store: Store):
    await watch(store.reach_log, NOON, NOON + HOUR, Reach.OFFLINE)
    await watch(store.reach_log, NOON + 3 * HOUR, NOON + 4 * HOUR, Reach.ONLINE)
    life = (await store.reach_log.histories(NOON, NOON + 4 * HOUR))[7]
    assert life.cells(NOON, NOON + 4 * HOUR, 4) == (Reach.OFFLINE, None, None, Reach.ONLINE)


async def test_the_moment_is_taken_from_the_last_sign_of_life(store: Store):
    log = store.reach_log
    await log.saw({7: Reach.ONLINE}, NOON, {})
    await log.saw({7: Reach.LATE}, NOON + MINUTE, {7: NOON + 20 * SECOND})
    life = (await log.histories(NOON, NOON + HOUR))[7]
    assert [spell.length for spell in life.spells(NOON, NOON + HOUR)] == [20 * SECOND, 40 * SECOND]


async def test_a_phone_left_out_of_damaged_answers_was_offline_meanwhile(store: Store):
    log = store.reach_log
    await log.saw({7: Reach.LATE, 8: Reach.ONLINE}, NOON, {})
    for minute in (1, 2, 3):
        await log.saw({8: Reach.ONLINE}, NOON + minute * MINUTE, {})
    await log.saw({7: Reach.OFFLINE, 8: Reach.ONLINE}, NOON + 4 * MINUTE, {7: NOON + MINUTE})
    life = (await log.histories(NOON, NOON + HOUR))[7]
    assert [spell.length for spell in life.spells(NOON, NOON + HOUR)] == [MINUTE, 3 * MINUTE]


async def test_a_restart_begins_anew(store: Store):
    await watch(store.reach_log, NOON, NOON + HOUR, Reach.ONLINE)
    again = ReachLog(store._database)
    await watch(again, NOON + HOUR + MINUTE, NOON + 2 * HOUR, Reach.OFFLINE)
    life = (await again.histories(NOON, NOON + 2 * HOUR))[7]
    assert life.cells(NOON, NOON + 2 * HOUR, 2) == (Reach.ONLINE, Reach.OFFLINE)


async def test_a_window_begins_with_what_was_so_before_it(store: Store):
    await watch(store.reach_log, NOON, NOON + 3 * HOUR, Reach.OFFLINE)
    life = (await store.reach_log.histories(NOON + 2 * HOUR, NOON + 3 * HOUR))[7]
    assert life.uptime(NOON + 2 * HOUR, NOON + 3 * HOUR) == 0


async def test_a_clock_set_back_loses_nothing(store: Store):
    log = store.reach_log
    await watch(log, NOON, NOON + HOUR, Reach.ONLINE)
    await log.saw({7: Reach.OFFLINE}, NOON - HOUR, {})
    await watch(log, NOON + HOUR, NOON + 2 * HOUR, Reach.ONLINE)
    life = (await log.histories(NOON - HOUR, NOON + 2 * HOUR))[7]
    assert life.uptime(NOON - HOUR, NOON + 2 * HOUR) == 1


async def test_old_lives_are_let_go(store: Store):
    await watch(store.reach_log, NOON, NOON + HOUR, Reach.ONLINE)
    await watch(ReachLog(store._database), NOON + KEPT + 2 * HOUR, NOON + KEPT + 3 * HOUR, Reach.LATE)
    life = (await store.reach_log.histories(NOON, NOON + KEPT + 4 * HOUR))[7]
    assert [spell.reach for spell in life.spells(NOON, NOON + KEPT + 4 * HOUR)] == [Reach.LATE]


async def test_one_phones_life_is_the_same_read_alone(store: Store):
    log = store.reach_log
    for minute in range(0, 180, 1):
        reach = Reach.OFFLINE if 50 <= minute < 70 else Reach.ONLINE
        await log.saw({7: reach, 8: Reach.LATE}, NOON + minute * MINUTE, {})
    for begin in (NOON - HOUR, NOON + HOUR, NOON + 65 * MINUTE, NOON + 2 * HOUR):
        end = begin + 90 * MINUTE
        alone, among = await log.reckon(7, begin, end, _itself), (await log.histories(begin, end))[7]
        assert list(alone.spells(begin, end)) == list(among.spells(begin, end))
    assert await log.reckon(9, NOON, NOON + HOUR, _itself) == ReachHistory()


async def test_lives_recorded_elsewhere_are_told_like_our_own(store: Store):
    begin = NOON - 3 * HOUR
    life = ReachHistory(
        (Span(begin, begin + HOUR),), (Change(begin, Reach.ONLINE), Change(begin + 20 * MINUTE, Reach.OFFLINE))
    )
    await store.reach_log.bring_in({7: life})
    assert await store.reach_log.histories(begin - HOUR, NOON) == {7: life}


async def test_a_life_is_added_up_beside_the_callers_thread(store: Store):
    where = await store.reach_log.reckon(7, NOON, NOON + HOUR, lambda _: threading.current_thread())
    assert where is not threading.current_thread()


def _itself(life: ReachHistory) -> ReachHistory:
    return life
