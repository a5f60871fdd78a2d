"""Handing over: countdown, first message, pace, pause and stop, and what makes a campaign wait or ask."""

import errno
import itertools
from datetime import timedelta

import pytest

from desktop_app.domain.device import Device
from desktop_app.domain.outgoing import CampaignState, Decision, PausedBy, Share, State, WaitingFor
from desktop_app.domain.status import Cause
from desktop_app.gateway.outcome import GatewayUnreadable, NotReached, Why
from desktop_app.store.claims import Receipt
from desktop_app.store.connection import DataInUse, DiskFull
from desktop_app.store.installation import EpochMark
from desktop_app.store.records import Batch, Stopping
from tests.unit.services.conftest import Bench, finished, paused
from tests.unit.services.oracle import OFFLINE, phone
from tests.unit.store.plans import number


async def test_everybody_gets_it_once(bench: Bench) -> None:
    bench.start()
    campaign = await bench.send(40)
    told = await bench.until(finished, campaign)
    assert told.counts == {State.DELIVERED: 40}
    assert len(bench.gateway.refs) == 40
    await bench.check()


async def test_nothing_leaves_before_the_countdown_is_over_and_undo_takes_it_all_back(bench: Bench) -> None:
    bench.start()
    campaign = await bench.send(5)
    await bench.pass_time(9)
    assert not bench.gateway.calls
    assert await bench.sending.undo(campaign)
    await bench.pass_time(30)
    told = await bench.campaign(campaign)
    assert (told.state, told.counts) == (CampaignState.STOPPED, {State.CANCELLED: 5})
    assert not bench.gateway.calls
    assert not await bench.sending.undo(campaign)


async def test_a_campaign_that_was_queued_and_not_begun_stays(bench: Bench) -> None:
    bench.start()
    await bench.queue(5)
    await bench.pass_time(60)
    assert not bench.gateway.calls


async def test_the_first_message_goes_alone_and_is_read_back_before_the_next(bench: Bench) -> None:
    bench.gateway.visible = False
    bench.start()
    campaign = await bench.send(30)
    await bench.pass_time(60)
    assert [rows for _, rows in bench.gateway.calls] == [1]
    assert bench.store.live.campaign[campaign].waiting is WaitingFor.CANARY
    bench.gateway.visible = True
    await bench.until(finished, campaign)
    assert max(rows for _, rows in bench.gateway.calls) > 1


async def test_gentle_is_one_message_a_phone_every_twenty_seconds(bench: Bench) -> None:
    bench.gateway.devices = [phone(7), phone(8)]
    bench.start()
    campaign = await bench.send(12, shares=(Share(7, 0, 6), Share(8, 0, 6)), pace_s=20)
    await bench.until(finished, campaign)
    for device in (7, 8):
        times = [one.at for one in bench.gateway.stored if one.item.device_id == device]
        gaps = [later - earlier for earlier, later in itertools.pairwise(times)]
        assert min(gaps) >= 19.9
        assert max(gaps) <= 27


async def test_no_more_than_one_poll_is_with_a_phone_at_full_speed(bench: Bench) -> None:
    bench.gateway.frozen = True
    bench.start()
    await bench.send(60)
    await bench.pass_time(60)
    assert len(bench.gateway.stored) == 15


async def test_an_offline_phone_gets_nothing_until_it_is_back(bench: Bench) -> None:
    bench.gateway.devices = [phone(7, last_seen=bench.clock.wall() - OFFLINE)]
    bench.start()
    campaign = await bench.send(5)
    await bench.pass_time(60)
    assert not bench.gateway.calls
    assert bench.store.live.campaign[campaign].waiting is WaitingFor.PHONES
    bench.gateway.devices = [phone(7)]
    await bench.until(finished, campaign)


async def test_quiet_hours_keep_everything_here_and_can_be_overridden_once(bench: Bench) -> None:
    bench.start()
    campaign = await bench.send(5, quiet_hours="08:00-10:00")  # the clock starts at 08:15 UTC
    await bench.pass_time(60)
    assert not bench.gateway.calls
    waiting = bench.store.live.campaign[campaign]
    assert waiting.waiting is WaitingFor.QUIET_HOURS
    assert waiting.until is not None
    assert waiting.until.hour == 10
    await bench.sending.send_now(campaign)
    await bench.until(finished, campaign)


async def test_pause_is_at_once_even_when_a_call_waits_for_its_turn(bench: Bench) -> None:
    bench.start()
    campaign = await bench.send(100, pace_s=1)
    await bench.pass_time(40)
    await bench.sending.pause(campaign)
    before = len(bench.gateway.calls)
    assert before
    await bench.pass_time(120, step=1)
    assert len(bench.gateway.calls) == before
    told = await bench.campaign(campaign)
    assert (told.state, told.paused_by) == (CampaignState.PAUSED, PausedBy.YOU)
    await bench.sending.resume(campaign)
    await bench.until(lambda _: len(bench.gateway.calls) > before, campaign)
    await bench.check()


async def test_leaving_pauses_everything_until_the_next_start(bench: Bench) -> None:
    bench.start()
    first, second = await bench.send(60, pace_s=1), await bench.send(60, pace_s=1)
    await bench.pass_time(40)
    await bench.sending.pause_until_return()
    before = len(bench.gateway.calls)
    assert before
    await bench.pass_time(120, step=1)
    assert len(bench.gateway.calls) == before
    for campaign in (first, second):
        told = await bench.campaign(campaign)
        assert (told.state, told.paused_by) == (CampaignState.PAUSED, PausedBy.RESTART)


async def test_stop_names_what_may_still_go_out_and_nothing_else_does(bench: Bench) -> None:
    bench.gateway.frozen = True
    bench.start()
    campaign = await bench.send(50)
    await bench.pass_time(60)
    there = len(bench.gateway.stored)
    assert await bench.sending.stop_preview(campaign) == Stopping(wont=50 - there, may=there)
    assert await bench.sending.stop(campaign) == Stopping(wont=50 - there, may=there)
    await bench.pass_time(120, step=1)
    assert len(bench.gateway.stored) == there
    assert (await bench.campaign(campaign)).state is CampaignState.STOPPING
    bench.gateway.frozen = False
    told = await bench.until(lambda one: one.state is CampaignState.STOPPED, campaign)
    await bench.pass_time(30)
    told = await bench.campaign(campaign)
    assert told.counts == {State.DELIVERED: there, State.CANCELLED: 50 - there}


async def test_the_rest_of_a_stopped_campaign_can_be_sent(bench: Bench) -> None:
    bench.start()
    campaign = await bench.send(40, pace_s=1)
    await bench.pass_time(30)
    await bench.sending.stop(campaign)
    await bench.pass_time(30)
    assert await bench.sending.send_rest(campaign) > 0
    told = await bench.until(finished, campaign)
    assert told.counts == {State.DELIVERED: 40}
    await bench.check()


async def test_stops_are_read_before_the_first_row(bench: Bench) -> None:
    bench.gateway.receive(number(2), "Stop.")
    bench.start()
    campaign = await bench.send(5)
    told = await bench.until(finished, campaign)
    assert told.counts == {State.DELIVERED: 4, State.SKIPPED: 1}
    assert number(2) not in {one.item.sendto for one in bench.gateway.stored}


async def test_a_stop_that_arrives_on_the_way_is_heard(bench: Bench) -> None:
    bench.start()
    campaign = await bench.send(60, pace_s=2)
    await bench.pass_time(30)
    bench.gateway.receive(number(50), "STOPP")
    told = await bench.until(finished, campaign)
    assert told.counts[State.SKIPPED] == 1
    assert number(50) not in {one.item.sendto for one in bench.gateway.stored}


async def test_a_stop_between_claim_and_call_is_heard(bench: Bench) -> None:
    async def somebody_says_stop() -> None:
        if len(bench.gateway.calls) == 1 and not await bench.store.do_not_text.numbers():
            bench.gateway.receive(number(3), "Stop")
            await bench.receiving.read_up_to_now()

    bench.gateway.before_turn = somebody_says_stop
    bench.start()
    campaign = await bench.send(8)
    told = await bench.until(finished, campaign)
    assert told.counts == {State.DELIVERED: 7, State.SKIPPED: 1}
    assert number(3) not in {one.item.sendto for one in bench.gateway.stored}


@pytest.mark.parametrize("how", [{"not_after": 40}, {"quiet_hours": "08:15-08:16"}])
async def test_what_was_claimed_in_time_does_not_leave_too_late(bench: Bench, how: dict[str, object]) -> None:
    bench.set(quiet_taper_s=0.0)
    begin = bench.clock.wall()
    if "not_after" in how:
        how = {"not_after": begin + timedelta(seconds=40)}
        over = begin + timedelta(seconds=40)
    else:
        over = begin.replace(minute=16, second=0)
        how = {"quiet_hours": "08:16-09:00"}

    async def a_slow_reading() -> None:
        await bench.clock.sleep(50)

    bench.gateway.before_turn = a_slow_reading
    bench.start()
    campaign = await bench.send(8, **how)
    await bench.pass_time(300)
    assert all(one.created < over for one in bench.gateway.stored)
    assert not bench.gateway.stored
    told = await bench.campaign(campaign)
    assert told.counts == {State.QUEUED: 8}


async def test_nothing_leaves_after_a_long_sleep_before_the_owner_says_so(bench: Bench) -> None:
    bench.start()
    campaign = await bench.send(400, pace_s=1)
    await bench.pass_time(30)
    before = len(bench.gateway.calls)
    bench.clock.suspend(8 * 3600.0)
    await bench.pass_time(60)
    told = await bench.campaign(campaign)
    assert (told.state, told.paused_by) == (CampaignState.PAUSED, PausedBy.RESTART)
    assert len(bench.gateway.calls) == before


async def test_nothing_goes_out_while_replies_cannot_be_read_and_then_it_asks(bench: Bench) -> None:
    bench.gateway.reading_fails = lambda: GatewayUnreadable("html")
    bench.start()
    campaign = await bench.send(5)
    await bench.until(paused(PausedBy.REPLIES), campaign, step=2)
    assert bench.clock.elapsed() >= bench.settings.ask_after_s
    assert not bench.gateway.calls
    bench.gateway.reading_fails = lambda: None
    await bench.sending.resume(campaign)
    await bench.until(finished, campaign)


async def test_the_owner_may_go_on_without_the_replies(bench: Bench) -> None:
    bench.gateway.reading_fails = lambda: GatewayUnreadable("html")
    bench.start()
    campaign = await bench.send(1)
    await bench.until(paused(PausedBy.REPLIES), campaign, step=2)
    await bench.sending.resume(campaign, replies_unread=True)
    await bench.until(lambda _: len(bench.gateway.calls) == 1, campaign)


async def test_without_a_connection_it_waits_and_goes_on_by_itself(bench: Bench) -> None:
    bench.start()
    campaign = await bench.send(20, pace_s=1)
    await bench.pass_time(20)
    bench.gateway.reading_fails = lambda: NotReached(Why.NO_NETWORK)
    bench.gateway.phones_fail = lambda: NotReached(Why.NO_NETWORK)
    bench.gateway.script = ["no network"] * 1000
    await bench.pass_time(3600, step=5)
    told = await bench.campaign(campaign)
    assert told.state is CampaignState.SENDING
    assert told.not_confirmed == 0
    assert bench.store.live.connected is False
    assert bench.store.live.campaign[campaign].waiting is WaitingFor.CONNECTION
    bench.gateway.reading_fails = bench.gateway.phones_fail = lambda: None
    bench.gateway.script = []
    told = await bench.until(finished, campaign, limit=300)
    assert told.counts == {State.DELIVERED: 20}
    await bench.check()


@pytest.mark.parametrize("effect", ["lost", "silent", "late:90", "half"])
async def test_an_answer_that_leaves_it_open_is_settled_without_asking_or_doubling(bench: Bench, effect: str) -> None:
    bench.gateway.script = ["accept", "accept", effect, "accept", effect]
    bench.start()
    campaign = await bench.send(60)
    told = await bench.until(finished, campaign, limit=1800, step=0.5)
    assert told.counts == {State.DELIVERED: 60}
    await bench.check()


async def test_a_call_the_service_finds_too_large_is_halved(bench: Bench) -> None:
    bench.gateway.script = ["accept", "says:http 413", "says:http 413"]
    bench.start()
    campaign = await bench.send(30)
    told = await bench.until(finished, campaign, limit=1800)
    assert told.counts == {State.DELIVERED: 30}
    sizes = [rows for _, rows in bench.gateway.calls]
    assert max(sizes[2:]) <= sizes[1] // 2
    await bench.check()


async def test_a_data_file_in_use_is_waited_for(bench: Bench, monkeypatch, expect_log) -> None:
    expect_log("sending waits")
    reads = bench.store.outbox.active
    fails = [DataInUse("Another program is using the data of SMS Desk.")] * 3

    async def active() -> list[int]:
        if fails:
            raise fails.pop()
        return await reads()

    monkeypatch.setattr(bench.store.outbox, "active", active)
    bench.start()
    campaign = await bench.send(3)
    await bench.until(finished, campaign, step=1)


async def test_a_result_that_cannot_be_written_is_held_until_it_can(bench: Bench, monkeypatch, expect_log) -> None:
    expect_log("cannot be written yet")
    records = bench.store.outbox.record
    fails = [DiskFull("The disk is full.")] * 3

    async def record(batch: Batch, receipt: Receipt) -> None:
        if fails:
            raise fails.pop()
        await records(batch, receipt)

    monkeypatch.setattr(bench.store.outbox, "record", record)
    bench.start()
    campaign = await bench.send(3)
    told = await bench.until(finished, campaign)
    assert told.counts == {State.DELIVERED: 3}
    await bench.check()


async def test_what_cannot_be_written_down_is_not_sent(bench: Bench, monkeypatch, expect_log) -> None:
    expect_log("cannot be written down")

    async def claim(campaign: int, shares: object) -> Batch:
        raise DiskFull("The disk is full.", "Nothing is sent until there is room.")

    monkeypatch.setattr(bench.store.outbox, "claim", claim)
    bench.start()
    campaign = await bench.send(3)
    told = await bench.until(paused(PausedBy.DISK), campaign)
    assert "disk is full" in told.paused_note
    assert not bench.gateway.calls


async def test_a_mark_that_cannot_be_written_holds_the_rows_until_the_disk_is_back(
    bench: Bench, monkeypatch, expect_log
) -> None:
    expect_log("cannot be written yet")
    expect_log("cannot be written down")
    records, writes, broken = bench.store.outbox.record, EpochMark.write, [True]

    def write(mark: EpochMark, identity: str, epoch: int) -> None:
        if broken[0]:
            raise OSError(errno.ENOSPC, "No space left on device", "/secret/path")
        writes(mark, identity, epoch)

    async def record(batch: Batch, receipt: Receipt) -> None:
        if broken[0]:
            raise DiskFull("The disk is full.")
        await records(batch, receipt)

    monkeypatch.setattr(EpochMark, "write", write)
    monkeypatch.setattr(bench.store.outbox, "record", record)
    bench.start()
    campaign = await bench.send(3)
    await bench.pass_time(60)
    assert "disk is full" in bench.store.live.campaign[campaign].note
    broken[0] = False
    told = await bench.until(paused(PausedBy.DISK), campaign)
    assert told.counts == {State.QUEUED: 3}
    assert "disk is full" in told.paused_note
    assert "/secret" not in told.paused_note
    assert not bench.gateway.calls
    await bench.sending.resume(campaign)
    told = await bench.until(finished, campaign)
    assert told.counts == {State.DELIVERED: 3}


async def test_a_lost_first_message_is_proven_by_its_successor(bench: Bench) -> None:
    bench.gateway.script = ["lost", "lost"]
    bench.start()
    campaign = await bench.send(8)
    told = await bench.until(finished, campaign, limit=1800, step=0.5)
    assert told.counts == {State.DELIVERED: 8}
    await bench.check()


async def test_three_open_answers_in_a_row_wait_for_a_look_and_then_go_on(bench: Bench) -> None:
    bench.gateway.script = ["accept", "silent", "silent", "silent"]
    looking = [False]
    bench.gateway.reading_fails = lambda: GatewayUnreadable("html") if looking[0] else None
    bench.start()
    campaign = await bench.send(100, pace_s=1)
    await bench.until(lambda _: not bench.gateway.script, campaign)
    looking[0] = True
    before = len(bench.gateway.calls)
    await bench.pass_time(60)
    assert len(bench.gateway.calls) == before
    looking[0] = False
    told = await bench.until(finished, campaign, limit=1800, step=0.5)
    assert told.counts == {State.DELIVERED: 100}
    await bench.check()


async def test_fifteen_minutes_without_an_accepted_answer_ask(bench: Bench) -> None:
    bench.gateway.script = ["accept", *["lost"] * 1000]
    bench.set(attempts_max=1000)
    bench.start()
    campaign = await bench.send(400)
    told = await bench.until(paused(PausedBy.SILENCE), campaign, step=2, limit=7200)
    assert told.counts[State.DELIVERED] == 1
    await bench.check()


async def test_a_message_shown_twice_stops_everything(bench: Bench) -> None:
    bench.start()
    campaign = await bench.send(200, pace_s=1)
    await bench.until(lambda _: len(bench.gateway.stored) > 5, campaign)
    bench.gateway.store(bench.gateway.stored[-1].item)
    told = await bench.until(paused(PausedBy.DUPLICATE), campaign, limit=300)
    assert told.counts[State.DUPLICATE] == 1
    assert told.waiting > 0


async def test_a_fifth_of_the_last_fifty_failing_asks_and_resuming_starts_afresh(bench: Bench) -> None:
    bench.start()
    campaign = await bench.send(400, pace_s=1)

    def fail_some() -> None:
        for one in bench.gateway.stored[::2]:
            one.status = 9

    bench.gateway.during_call = fail_some
    told = await bench.until(paused(PausedBy.FAILURES), campaign, limit=900)
    failed = told.counts[State.FAILED]
    assert failed >= 10
    bench.gateway.during_call = lambda: None
    await bench.sending.resume(campaign)
    before = len(bench.gateway.calls)
    await bench.until(lambda _: len(bench.gateway.calls) > before + 10, campaign, limit=300)


async def test_refused_rows_go_alone_before_they_are_refused_and_many_alike_ask(bench: Bench) -> None:
    bench.gateway.script = ["accept", *["refuse"] * 1000]
    bench.start()
    campaign = await bench.send(60)
    told = await bench.until(paused(PausedBy.REFUSALS), campaign, limit=20_000, step=2)
    assert 11 <= told.counts[State.REFUSED] <= 15
    (row, *_) = await bench.store.outbox.page(campaign, states=frozenset({State.REFUSED}))
    assert row.reason == "number not allowed"
    await bench.check()


async def test_a_passing_refusal_of_a_good_token_costs_nobody_a_message(bench: Bench) -> None:
    bench.gateway.script = ["accept", "token", "accept", "token"]
    bench.start()
    campaign = await bench.send(40)
    told = await bench.until(finished, campaign, limit=1800, step=0.5)
    assert told.counts == {State.DELIVERED: 40}


async def test_a_token_refused_for_good_pauses_and_loses_nothing(bench: Bench) -> None:
    bench.gateway.script = ["accept", "accept", "token"]
    bench.gateway.during_call = lambda: setattr(bench.gateway, "token_is_refused", len(bench.gateway.calls) >= 3)
    bench.start()
    campaign = await bench.send(60)
    await bench.until(paused(PausedBy.SIGN_IN), campaign, limit=300)
    before = len(bench.gateway.calls)
    await bench.pass_time(60)
    assert len(bench.gateway.calls) == before
    bench.gateway.token_is_refused = False
    bench.gateway.during_call = lambda: None
    await bench.sending.resume(campaign)
    told = await bench.until(finished, campaign, limit=1800, step=0.5)
    assert told.counts == {State.DELIVERED: 60}


async def test_an_untrusted_connection_pauses_at_once(bench: Bench) -> None:
    bench.gateway.script = ["tls"]
    bench.start()
    campaign = await bench.send(5)
    told = await bench.until(paused(PausedBy.TLS), campaign)
    assert told.counts == {State.QUEUED: 5}


async def test_phones_of_another_account_stop_the_campaign(bench: Bench) -> None:
    bench.gateway.devices = [Device(99, "Other", last_seen=bench.clock.wall())]
    bench.start()
    campaign = await bench.send(5)
    told = await bench.until(paused(PausedBy.ACCOUNT), campaign, limit=300)
    assert "7" in told.paused_note
    assert not bench.gateway.calls


async def test_dont_send_after_asks_and_resuming_means_send(bench: Bench) -> None:
    bench.gateway.devices = [phone(7, last_seen=bench.clock.wall() - OFFLINE)]
    bench.start()
    campaign = await bench.send(5, not_after=bench.clock.wall() + timedelta(minutes=5))
    await bench.until(paused(PausedBy.LATE), campaign, step=1)
    bench.gateway.devices = [phone(7)]
    await bench.sending.resume(campaign)
    told = await bench.until(finished, campaign)
    assert told.counts == {State.DELIVERED: 5}


async def test_a_later_time_is_kept_here(bench: Bench) -> None:
    bench.start()
    start = bench.clock.wall() + timedelta(minutes=30)
    campaign = await bench.send(5, start_at=start)
    await bench.pass_time(60)
    assert (await bench.campaign(campaign)).state is CampaignState.SCHEDULED
    await bench.until(finished, campaign, step=2)
    assert min(one.created for one in bench.gateway.stored) >= start


async def test_a_start_missed_by_long_asks(bench: Bench) -> None:
    start = bench.clock.wall() + timedelta(minutes=30)
    campaign = await bench.send(5, start_at=start)
    bench.start()
    await bench.until(lambda one: one.state is CampaignState.SCHEDULED, campaign)
    await bench.stop()
    await bench.clock.advance(3 * 3600)
    bench.start()
    told = await bench.until(paused(PausedBy.LATE), campaign)
    assert "08:45" in told.paused_note
    assert not bench.gateway.calls


async def test_the_service_can_keep_the_time_with_the_pace_in_it(bench: Bench) -> None:
    start = bench.clock.wall() + timedelta(hours=2)
    bench.start()
    campaign = await bench.send(5, start_at=start, at_gateway=True, pace_s=20, not_after=start + timedelta(days=1))
    await bench.until(lambda _: len(bench.gateway.stored) == 5, campaign)
    assert [one.item.timetosend for one in bench.gateway.stored] == [
        start + timedelta(seconds=20 * i) for i in range(5)
    ]
    assert bench.clock.wall() < start


async def test_a_retry_goes_out_again_with_a_reference_of_its_own(bench: Bench) -> None:
    bench.start()
    bench.gateway.frozen = True
    campaign = await bench.send(3)
    await bench.until(lambda _: len(bench.gateway.stored) == 3, campaign)
    for one in bench.gateway.stored:
        one.status = 10
    await bench.until(finished, campaign)
    bench.gateway.frozen = False
    assert await bench.sending.retry(campaign, {10}, None) == 3
    told = await bench.until(finished, campaign)
    assert told.counts == {State.DELIVERED: 3}
    assert len(set(bench.gateway.refs)) == 6


async def test_refused_rows_are_tried_again_under_their_reference(bench: Bench) -> None:
    bench.gateway.script = ["accept", "refuse", "refuse"]
    bench.start()
    campaign = await bench.send(2)
    told = await bench.until(finished, campaign, limit=3000)
    assert told.counts == {State.DELIVERED: 1, State.REFUSED: 1}
    (refused,) = await bench.store.outbox.page(campaign, states=frozenset({State.REFUSED}))
    assert await bench.sending.retry_refused(campaign, Share(7, 1, 0)) == 1
    told = await bench.until(finished, campaign, limit=300)
    assert told.counts == {State.DELIVERED: 2}
    again = bench.gateway.stored[-1].item
    assert (again.customerid, again.sim) == (refused.ref, 1)
    await bench.check()


async def test_a_word_about_one_row_does_not_resume_what_is_paused(bench: Bench) -> None:
    bench.gateway.script = ["accept", "drop"]
    bench.start()
    campaign = await bench.send(100, pace_s=20)
    await bench.until(lambda _: len(bench.gateway.calls) == 3, campaign)
    await bench.sending.pause(campaign)
    before = len(bench.gateway.calls)
    dropped = next(row for row in await bench.store.outbox.page(campaign) if row.ref not in bench.gateway.refs)
    await bench.store.outbox.ask([dropped.id], Cause.UNPROVEN, "could not be proven either way in time")
    assert await bench.sending.decide(campaign, [dropped.id], Decision.SEND_AGAIN) == 1
    await bench.pass_time(120, step=1)
    assert len(bench.gateway.calls) == before
    assert (await bench.campaign(campaign)).state is CampaignState.PAUSED


async def test_the_owner_decides_about_what_cannot_be_known(bench: Bench) -> None:
    bench.gateway.script = ["lost"]
    bench.start()
    campaign = await bench.send(1)  # alone: no other message can prove that it is absent
    await bench.until(lambda one: one.counts.get(State.ASK, 0) == 1, campaign, step=2)
    assert await bench.store.outbox.undecided(campaign) == 1
    assert await bench.sending.decide(campaign, None, Decision.LEAVE) == 1
    assert await bench.store.outbox.undecided(campaign) == 0
    assert (await bench.campaign(campaign)).counts == {State.ASK: 1}
    assert await bench.sending.decide(campaign, None, Decision.SEND_AGAIN) == 1
    told = await bench.until(finished, campaign)
    assert told.counts == {State.DELIVERED: 1}
    await bench.check()


async def test_two_campaigns_take_turns_and_share_a_phone(bench: Bench) -> None:
    bench.start()
    first = await bench.send(40)
    second = await bench.send([(number(i), "other") for i in range(40)])
    await bench.until(finished, first)
    await bench.until(finished, second)
    order = [one.item.body == "other" for one in bench.gateway.stored]
    assert True in order[:40]
    assert False in order[40:] or True in order[:30]
    await bench.check()
