"""Following rows, and what it takes to prove that one is not at the service."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from desktop_app.domain.outgoing import CampaignState, Decision, PausedBy, Share, State
from desktop_app.domain.settings import Settings
from desktop_app.domain.status import Cause
from desktop_app.gateway.outcome import GatewayUnreadable
from desktop_app.gateway.records import GatewaySms, SendItem, SmsPage
from desktop_app.services.tracking import proof
from desktop_app.services.tracking.matching import digits, is_same, match, normal
from desktop_app.services.tracking.proof import ProofBook, Whole
from desktop_app.store import readings
from desktop_app.store.claims import Receipt
from desktop_app.store.records import Echo, Pending
from tests.unit.services.conftest import Bench, finished, paused
from tests.unit.store.plans import number

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def row(**changed: object) -> Pending:
    made = Pending(
        id=1, campaign=1, ref=77, device_id=7, sim=0, phone="+49157001", body="Grüße ", state=State.UNSURE,
        cause=Cause.UNKNOWN_ANSWER, sms_id=None, gateway_status=None, attempt=1, refusals=0, claimed_at=NOON,
        first_claimed_at=NOON, changed_at=NOON, timetosend=None, echo=Echo.PROVEN, campaign_state=CampaignState.SENDING,
    )  # fmt: skip
    return replace(made, **changed)


def sms(sms_id: int = 900, **changed: object) -> GatewaySms:
    made = GatewaySms(sms_id, "+49157001", "Grüße", 77, 1, "", 7, 0, NOON, None, None, None, None)
    return replace(made, **changed)


def page(*messages: GatewaySms, complete: bool = True) -> SmsPage:
    return SmsPage(messages, len(messages), complete, NOON + HOUR)


# Matching


def test_a_row_is_found_by_reference_number_and_text() -> None:
    matched = match([row()], [sms(), sms(901, customerid=78)])
    assert [(one.id, one.sms_id, one.duplicate) for one in matched.readings] == [(1, 900, False)]


def test_texts_are_compared_composed_and_without_trailing_blanks_and_numbers_by_their_digits() -> None:
    assert normal("Gru\u0308\u00dfe  \n") == normal("Grüße")
    assert digits("+49 157-001") == digits("0049157001") == "49157001"
    assert is_same(row(), sms(sendto="49157001", body="Gru\u0308ße"))


@pytest.mark.parametrize("changed", [{"sendto": "+49157002"}, {"body": "Other"}])
def test_a_foreign_message_under_our_reference_is_a_collision_never_sent(changed: dict[str, str]) -> None:
    matched = match([row()], [sms(**changed)])
    assert not matched.readings
    assert matched.collisions == [1]


def test_two_messages_of_one_reference_are_a_duplicate() -> None:
    matched = match([row()], [sms(900), sms(905)])
    assert [(one.sms_id, one.duplicate) for one in matched.readings] == [(900, True)]
    known = match([row(sms_id=905, body="")], [sms(900), sms(905)])
    assert [(one.sms_id, one.duplicate) for one in known.readings] == [(905, True)]


def test_a_text_that_came_in_is_never_ours() -> None:
    assert not match([row()], [sms(status=5)]).readings


def test_an_id_we_were_told_counts_only_with_our_number() -> None:
    assert not match([row(sms_id=900, body="")], [sms(900, sendto="+49199", customerid=None)]).readings


def test_whether_references_come_back_is_learnt_from_rows_whose_id_is_known() -> None:
    unknown = row(echo=Echo.UNKNOWN, sms_id=900, body="")
    assert match([unknown], [sms(900)]).echo == {1: Echo.PROVEN}
    assert match([unknown], [sms(900, customerid=None)]).echo == {1: Echo.ABSENT}


# Proof


def whole(*messages: GatewaySms, controls: tuple[int, ...] = (2,), complete: bool = True, hours: float = 26) -> Whole:
    answer = page(*messages, complete=complete)
    margin = timedelta(hours=hours)
    return Whole(answer, NOON - margin, NOON + HOUR + margin, NOON + HOUR, controls)


def negative(given: Whole, of: Pending | None = None, *, settled: bool = True, settle: float = 120) -> bool:
    return proof.counts_as_negative(given, of or row(), settled=settled, settle=settle, margin=timedelta(hours=24))


def test_a_negative_counts_when_everything_holds() -> None:
    assert negative(whole(sms(800, customerid=5)))


@pytest.mark.parametrize(
    "given",
    [
        whole(sms(800), complete=False),
        whole(controls=()),
        whole(controls=(1,)),  # the row itself proves nothing about its own absence
        whole(hours=3),
    ],
)
def test_a_negative_does_not_count_without_shape_control_or_span(given: Whole) -> None:
    assert not negative(given)


def test_a_negative_does_not_count_before_it_settled_on_both_clocks() -> None:
    assert not negative(whole(), settled=False)
    assert not negative(whole(), settle=3600)


def test_a_window_has_to_reach_a_scheduled_time() -> None:
    assert not negative(whole(), row(timetosend=NOON + timedelta(days=3)))


def test_two_negatives_far_enough_apart_are_a_proof() -> None:
    book, doubtful = ProofBook(), row()
    book.keep([doubtful], 0.0, 0.0)
    assert [book.negative(doubtful, at, 30) for at in (200.0, 220.0, 231.0)] == [False, False, True]


def test_sleep_a_jump_or_another_network_starts_the_proof_anew() -> None:
    book, doubtful = ProofBook(), row()
    book.keep([doubtful], 0.0, 0.0)
    assert not book.negative(doubtful, 200.0, 30)
    book.keep([doubtful], 250.0, 245.0)
    assert not book.negative(doubtful, 370.0, 30)
    assert book.settled_from(doubtful, 120) == 365.0


def test_a_row_that_changed_is_a_new_case() -> None:
    book, doubtful = ProofBook(), row()
    book.keep([doubtful], 0.0, 0.0)
    assert not book.negative(doubtful, 200.0, 30)
    again = replace(doubtful, changed_at=NOON + HOUR)
    book.keep([again], 300.0, 0.0)
    assert not book.negative(again, 430.0, 30)
    assert book.settled_from(again, 120) == 420.0


def test_looks_come_at_5_15_30_60_and_120_seconds_and_then_at_the_gap() -> None:
    book, doubtful, looks, now = ProofBook(), row(), [], 0.0
    book.keep([doubtful], 0.0, 0.0)
    for _ in range(7):
        now = book.next_look(doubtful, now, 120.0, 30.0)
        looks.append(now)
    assert looks == [5, 15, 30, 60, 120, 150, 180]


@pytest.mark.parametrize(
    ("settings", "slowest", "expected"),
    [
        (Settings(read_timeout_s=10), 0.0, 120.0),
        (Settings(), 0.0, 240.0),
        (Settings(), 85.0, 255.0),
        (Settings(settle_s=3), 85.0, 3.0),
    ],
)
def test_the_settle_time(settings: Settings, slowest: float, expected: float) -> None:
    assert proof.settle_s(settings, slowest) == expected


# Rounds


async def hand_over(bench: Bench, rows: int = 2, *, effect: str = "accepted", store: bool = True) -> int:
    """A campaign whose rows were handed over by hand, without the sending loop."""
    campaign = await bench.queue(rows)
    await bench.store.outbox.set_state(campaign, CampaignState.SENDING, expected=frozenset({CampaignState.STARTING}))
    batch = await bench.store.outbox.claim(campaign, (Share(7, 0, 50),))
    if store:
        for one in batch.rows:
            bench.gateway.store(SendItem(one.phone, one.body, one.device_id, one.sim, one.ref))
    await bench.store.outbox.record(batch, Receipt(effect))  # type: ignore[arg-type] # one of its four words
    return campaign


async def rounds(bench: Bench, seconds: float) -> None:
    """Look every 5 s for so long."""
    for _ in range(int(seconds / 5)):
        task = asyncio.ensure_future(bench.tracking.round())
        while not task.done():
            await asyncio.sleep(0.0005)
            await bench.clock.advance(0.02)
        task.result()
        await bench.clock.advance(4.9)


async def test_batch_rows_get_their_ids_and_are_followed_to_the_end(bench: Bench) -> None:
    campaign = await hand_over(bench, 5)
    await rounds(bench, 20)
    told = await bench.store.outbox.page(campaign)
    assert {one.state for one in told} == {State.DELIVERED}
    assert [one.sms_id for one in told] == [one.id for one in bench.gateway.stored]


async def test_following_asks_narrowly_once_it_knows_that_it_may(bench: Bench) -> None:
    bench.gateway.frozen = True
    await hand_over(bench)
    await rounds(bench, 20)
    spans = [(query.end - query.begin, query.device_id) for query in bench.gateway.queries]
    assert spans[0][0] > timedelta(hours=24)
    assert spans[-1][0] < timedelta(hours=1)
    assert spans[-1][1] == 7


async def test_a_row_that_is_not_there_waits_for_two_proofs_after_the_settle_time(bench: Bench) -> None:
    await hand_over(bench, 1)  # the control
    campaign = await hand_over(bench, 3, effect="unsure", store=False)
    begin = bench.clock.elapsed()
    while (await bench.campaign(campaign)).counts == {State.UNSURE: 3}:
        await rounds(bench, 5)
    assert (await bench.campaign(campaign)).counts == {State.QUEUED: 3}
    assert 240 + bench.settings.proof_gap_s <= bench.clock.elapsed() - begin <= 300


async def test_without_a_control_row_it_is_never_proven_and_asks(bench: Bench) -> None:
    campaign = await hand_over(bench, 1, effect="unsure", store=False)
    await rounds(bench, 880)
    assert (await bench.campaign(campaign)).counts == {State.UNSURE: 1}
    await rounds(bench, 60)
    assert (await bench.campaign(campaign)).counts == {State.ASK: 1}


async def test_a_row_that_asks_is_adopted_when_it_is_found_after_all(bench: Bench) -> None:
    campaign = await hand_over(bench, 1, effect="unsure", store=False)
    await rounds(bench, 950)
    (one,) = await bench.store.outbox.page(campaign)
    bench.gateway.store(SendItem(one.phone, one.body, one.device_id, one.sim, one.ref))
    await rounds(bench, 90)
    assert (await bench.campaign(campaign)).counts == {State.DELIVERED: 1}


async def test_an_unreadable_answer_proves_nothing(bench: Bench) -> None:
    await hand_over(bench, 1)
    campaign = await hand_over(bench, 1, effect="unsure", store=False)
    await rounds(bench, 10)
    bench.gateway.reading_fails = lambda: GatewayUnreadable("html")
    bench.start()
    await bench.pass_time(400, step=1)
    assert (await bench.campaign(campaign)).counts == {State.UNSURE: 1}


@pytest.mark.parametrize("cap", [20])
async def test_a_hidden_cap_never_leads_to_a_second_copy(bench: Bench, cap: int) -> None:
    bench.gateway.cap = cap
    bench.gateway.script = ["accept", *["silent", "accept"] * 20]
    bench.start()
    campaign = await bench.send(60)
    await bench.until(lambda one: finished(one) or one.counts.get(State.ASK, 0) > 0, campaign, limit=3000, step=1)
    assert len(bench.gateway.refs) == len(set(bench.gateway.refs)) > cap


async def test_accepted_and_never_seen_becomes_unsure_and_goes_out_by_proof(bench: Bench) -> None:
    bench.gateway.script = ["accept", "drop", "accept"]
    bench.start()
    campaign = await bench.send(20)
    bench.gateway_dropped = True
    told = await bench.until(finished, campaign, limit=4000, step=1)
    assert told.counts == {State.DELIVERED: 20}
    assert len(set(bench.gateway.refs)) == len(bench.gateway.refs) == 20


async def test_a_message_somebody_deleted_is_not_sent_again_unasked(bench: Bench) -> None:
    bench.gateway.frozen = True
    campaign = await hand_over(bench, 3)
    await rounds(bench, 10)
    gone = bench.gateway.stored.pop(1)
    await rounds(bench, 700)
    told = {one.ref: one for one in await bench.store.outbox.page(campaign)}
    assert told[gone.item.customerid].state is State.ASK
    assert "deleted" in (told[gone.item.customerid].reason or "")


async def test_checking_again_never_sends_what_was_at_the_service_once(bench: Bench) -> None:
    bench.gateway.frozen = True
    campaign = await hand_over(bench, 3)
    await rounds(bench, 10)
    gone = bench.gateway.stored.pop(1)
    await rounds(bench, 700)
    assert await bench.sending.decide(campaign, None, Decision.CHECK) == 1
    await rounds(bench, 1000)
    told = {one.ref: one.state for one in await bench.store.outbox.page(campaign)}
    assert told[gone.item.customerid] is State.ASK


async def test_checking_again_never_sends_what_came_from_a_backup(bench: Bench) -> None:
    campaign = await hand_over(bench, 3, effect="unsure")
    lost = bench.gateway.stored.pop(1)
    await bench.store._database.write(
        lambda c, t: readings.ask(c, t, [row["id"] for row in c.execute("SELECT id FROM outgoing")], *_FROM_A_BACKUP)
    )
    await bench.store._database.write(lambda c, _: c.execute("UPDATE campaign SET state = 'sending'"))
    assert await bench.sending.decide(campaign, None, Decision.CHECK) == 3
    await rounds(bench, 1000)
    told = {one.ref: one.state for one in await bench.store.outbox.page(campaign)}
    assert told.pop(lost.item.customerid) is State.ASK
    assert State.ASK not in told.values()


_FROM_A_BACKUP = (Cause.RESTORED, "not to be found after a restore", 0)


async def test_what_was_deleted_and_is_sent_again_is_known_by_its_new_id(bench: Bench) -> None:
    bench.gateway.frozen = True
    campaign = await hand_over(bench, 4)
    await rounds(bench, 10)
    del bench.gateway.stored[1:3]
    await rounds(bench, 700)
    bench.start()
    assert await bench.sending.decide(campaign, None, Decision.SEND_AGAIN) == 2
    bench.gateway.frozen = False
    told = await bench.until(finished, campaign)
    assert told.counts == {State.DELIVERED: 4}


async def test_an_account_that_keeps_no_references_goes_one_by_one_and_never_again_by_itself(bench: Bench) -> None:
    bench.gateway.echo = False
    bench.gateway.script = ["accept", "accept", "silent", "accept", "lost"]
    bench.start()
    campaign = await bench.send(8)
    told = await bench.until(lambda one: one.counts.get(State.ASK, 0) == 1, campaign, limit=2000, step=1)
    assert {rows for _, rows in bench.gateway.calls} == {1}
    assert told.counts == {State.DELIVERED: 7, State.ASK: 1}
    assert len(bench.gateway.stored) == 7


async def test_a_collision_asks(bench: Bench) -> None:
    campaign = await hand_over(bench, 1, effect="unsure", store=False)
    (one,) = await bench.store.outbox.page(campaign)
    bench.gateway.store(SendItem(number(5), "somebody else's", 7, 0, one.ref))
    await rounds(bench, 10)
    (told,) = await bench.store.outbox.page(campaign)
    assert (told.state, told.sms_id) == (State.ASK, None)


async def test_a_second_copy_that_comes_late_is_noticed_even_when_all_is_done(bench: Bench) -> None:
    campaign = await hand_over(bench, 2)
    first = bench.gateway.stored[0].item
    await rounds(bench, 10)
    await bench.store._database.write(
        lambda c, _: c.execute("UPDATE outgoing SET attempt = 2 WHERE ref = ?", (first.customerid,))
    )
    bench.gateway.store(first)
    await rounds(bench, 60)
    assert (await bench.campaign(campaign)).counts[State.DUPLICATE] == 1


async def test_the_first_message_at_another_phone_than_chosen_asks(bench: Bench) -> None:
    bench.start()
    campaign = await bench.send(5)
    await bench.until(lambda _: bool(bench.gateway.stored), campaign)
    bench.gateway.stored[0].item = replace(bench.gateway.stored[0].item, device_id=8)
    await bench.until(paused(PausedBy.ACCOUNT), campaign)


async def test_a_receipt_that_never_comes_ends_the_wait(bench: Bench) -> None:
    bench.set(receipt_wait_s=600.0)
    bench.gateway.frozen = True
    campaign = await hand_over(bench, 2)
    await rounds(bench, 5)
    for one in bench.gateway.stored:
        one.status = 6
    await rounds(bench, 300)
    assert (await bench.campaign(campaign)).state is CampaignState.SENDING
    await rounds(bench, 500)
    told = await bench.campaign(campaign)
    assert (told.state, told.counts) == (CampaignState.FINISHED, {State.SENT: 2})
