"""Campaigns go in whole; batches come out claimed; what became of them is written down."""

from pathlib import Path

import pytest

from desktop_app.domain.changes import Changes
from desktop_app.domain.errors import BadUse
from desktop_app.domain.outgoing import CampaignState, Share, State
from desktop_app.domain.recipient import Group
from desktop_app.store.claims import Receipt
from desktop_app.store.database import Store
from desktop_app.store.records import Reading, Stopping
from tests.fake_clock import FakeClock
from tests.unit.store.plans import CONSENT, PHONE, delivery, number, plan_file

ALL = (Share(PHONE, 0, 100),)


async def add(store: Store, folder: Path, rows: object = 3, *, sending: bool = True, **more: object) -> int:
    campaign = await store.outbox.add_campaign(
        plan_file(folder / "plan.sqlite", rows, more.pop("left_out", ())),
        name="November",
        file="customers.xlsx",
        delivery=more.pop("delivery", delivery()),
        assign=more.pop("assign", (Share(PHONE, 0, 1),)),
        consent_at=CONSENT,
        **more,
    )
    if sending:
        await store.outbox.set_state(campaign, CampaignState.SENDING, expected=frozenset({CampaignState.STARTING}))
    return campaign


async def states(store: Store, campaign: int) -> dict[State, int]:
    return dict((await store.outbox.campaign(campaign)).counts)


async def test_a_plan_becomes_a_campaign_with_every_row_it_had(store: Store, data_dir: Path) -> None:
    left_out = [("landline", "This is a landline."), ("landline", "x"), ("empty", None)]
    campaign = await add(store, data_dir, 3, left_out=left_out, sending=False)
    told = await store.outbox.campaign(campaign)
    assert (told.rows, told.people, told.parts, told.state) == (3, 3, 3, CampaignState.STARTING)
    assert told.counts == {State.QUEUED: 3}
    assert await store.outbox.left_out(campaign) == {Group.LANDLINE: 2, Group.EMPTY: 1}
    assert [row.row for row in await store.outbox.left_out_rows(campaign)] == [7, 8, 9]
    rows = await store.outbox.page(campaign)
    assert [(row.row, row.phone, row.body) for row in rows] == [(4 + i, number(i), f"Hello {i}") for i in range(3)]
    assert (await store.outbox.plan_meta(campaign))["file"] == "customers.xlsx"
    assert (await store.outbox.cells(campaign))[5] == ("1", number(1))


async def test_references_are_unique_and_fit_a_signed_int(store: Store, data_dir: Path) -> None:
    first = await add(store, data_dir, 50)
    second = await add(store, data_dir, [(number(i), "other") for i in range(50)])
    refs = [row.ref for c in (first, second) for row in await store.outbox.page(c)]
    assert len(set(refs)) == 100
    assert all(1 <= ref <= 2**31 - 1 for ref in refs)


async def test_a_claim_is_of_a_sending_campaign_only_and_says_what_leaves(store: Store, data_dir: Path) -> None:
    campaign = await add(store, data_dir, 3, sending=False)
    assert not (await store.outbox.claim(campaign, ALL)).rows
    await store.outbox.set_state(campaign, CampaignState.SENDING, expected=frozenset({CampaignState.STARTING}))
    batch = await store.outbox.claim(campaign, (Share(PHONE, 0, 2),))
    assert [row.phone for row in batch.rows] == [number(0), number(1)]
    assert await states(store, campaign) == {State.SENDING: 2, State.QUEUED: 1}
    again = await store.outbox.claim(campaign, ALL)
    assert [row.phone for row in again.rows] == [number(2)]


@pytest.mark.parametrize(
    ("receipt", "state"),
    [
        (Receipt("accepted", sms_id=91), State.ACCEPTED),
        (Receipt("not handed over"), State.QUEUED),
        (Receipt("unsure", detail="read timeout"), State.UNSURE),
        (Receipt("refused", words="no such device"), State.UNSURE),
    ],
)
async def test_each_class_of_answer_has_its_state(store: Store, data_dir: Path, receipt: Receipt, state: State) -> None:
    campaign = await add(store, data_dir, 1)
    batch = await store.outbox.claim(campaign, ALL)
    await store.outbox.record(batch, receipt)
    (row,) = await store.outbox.page(campaign)
    assert row.state is state
    assert row.sms_id == receipt.sms_id
    assert row.attempt == (0 if state is State.QUEUED else 1)


async def test_the_reference_stays_the_same_on_every_attempt(store: Store, data_dir: Path) -> None:
    campaign = await add(store, data_dir, 1)
    refs = []
    for _ in range(3):
        batch = await store.outbox.claim(campaign, ALL)
        refs.append(batch.rows[0].ref)
        await store.outbox.record(batch, Receipt("unsure"))
        await store.outbox.proven_absent([batch.rows[0].id], attempts=8)
    assert len(set(refs)) == 1


async def test_somebody_who_said_stop_is_not_claimed(store: Store, data_dir: Path) -> None:
    campaign = await add(store, data_dir, 3)
    await store.do_not_text.add(number(1), "STOP", "by text")
    assert await states(store, campaign) == {State.QUEUED: 2, State.SKIPPED: 1}
    batch = await store.outbox.claim(campaign, ALL)
    assert number(1) not in {row.phone for row in batch.rows}


async def test_the_list_is_checked_in_the_claim_itself(store: Store, data_dir: Path) -> None:
    campaign = await add(store, data_dir, 3)
    await store._database.write(  # a list filled behind our back, as an import of another version might
        lambda c, _: c.execute("INSERT INTO do_not_text VALUES (?, 0, 'x', 'y')", (number(0),))
    )
    batch = await store.outbox.claim(campaign, ALL)
    assert [row.phone for row in batch.rows] == [number(1), number(2)]
    assert batch.skipped == 1
    assert await states(store, campaign) == {State.SENDING: 2, State.SKIPPED: 1}


async def test_opted_out_and_same_texts_are_left_out_when_queued_and_still_add_up(store: Store, data_dir: Path) -> None:
    first = await add(store, data_dir, 2)
    await store.outbox.record(await store.outbox.claim(first, ALL), Receipt("accepted"))
    await store.do_not_text.add(number(3), "called", "by hand")
    second = await add(store, data_dir, 5)
    told = await store.outbox.campaign(second)
    assert told.counts == {State.QUEUED: 2, State.SKIPPED: 3}
    assert told.rows == sum(told.counts.values()) == 5
    reasons = [row.reason for row in await store.outbox.page(second, states=frozenset({State.SKIPPED}))]
    assert "same text" in reasons[0]
    assert "asked not to be texted" in reasons[2]
    again = await add(store, data_dir, 5, again=True)
    assert await states(store, again) == {State.QUEUED: 4, State.SKIPPED: 1}


async def test_the_same_file_queued_twice_is_noticed_before_anything_went_out(store: Store, data_dir: Path) -> None:
    await add(store, data_dir, 4)
    since = store.live.server_now()
    assert await store.outbox.same_text_recently(plan_file(data_dir / "p.sqlite", 4), since) == [4, 5, 6, 7]


async def test_a_text_of_the_day_before_yesterday_may_go_again(store: Store, data_dir: Path, clock: FakeClock) -> None:
    first = await add(store, data_dir, 2)
    await store.outbox.record(await store.outbox.claim(first, ALL), Receipt("accepted"))
    await clock.advance(25 * 3600)
    assert await states(store, await add(store, data_dir, 2)) == {State.QUEUED: 2}


async def test_shares_are_kept_and_spread_over_the_sheet(store: Store, data_dir: Path) -> None:
    shares = (Share(7, 0, 30), Share(8, 1, 10))
    campaign = await add(store, data_dir, 40, delivery=delivery(*shares), assign=shares)
    lanes = {(lane.device_id, lane.sim): lane for lane in await store.outbox.lanes(campaign)}
    assert (lanes[7, 0].rows, lanes[8, 1].rows) == (30, 10)
    early = [row.device_id for row in await store.outbox.page(campaign, limit=12)]
    assert 2 <= early.count(8) <= 4


async def test_people_keep_their_phone_and_both_their_texts_go_through_it(store: Store, data_dir: Path) -> None:
    first = await add(store, data_dir, 10, assign=(Share(8, 0, 1),))
    await store.outbox.record(await store.outbox.claim(first, (Share(8, 0, 10),)), Receipt("accepted"))
    both = (Share(7, 0, 15), Share(8, 0, 15))
    rows = [(number(i), f"new {i}") for i in range(20)] + [(number(i), f"second {i}") for i in range(10, 20)]
    campaign = await add(store, data_dir, rows, assign=both, keep_phone=True)
    through: dict[str, set[int]] = {}
    for row in await store.outbox.page(campaign):
        through.setdefault(row.phone, set()).add(row.device_id)
    assert all(through[number(i)] == {8} for i in range(10))
    assert all(len(devices) == 1 for devices in through.values())


async def test_stop_cancels_what_is_here_and_names_what_may_still_go(store: Store, data_dir: Path) -> None:
    campaign = await add(store, data_dir, 5)
    batch = await store.outbox.claim(campaign, (Share(PHONE, 0, 2),))
    assert await store.outbox.stop_preview(campaign) == Stopping(wont=3, may=2)
    assert await store.outbox.stop(campaign) == Stopping(wont=3, may=2)
    assert not (await store.outbox.claim(campaign, ALL)).rows
    await store.outbox.record(batch, Receipt("not handed over"))
    told = await store.outbox.campaign(campaign)
    assert told.counts == {State.CANCELLED: 5}
    assert told.state is CampaignState.STOPPED


async def test_a_paused_campaign_gives_nothing_out(store: Store, data_dir: Path) -> None:
    campaign = await add(store, data_dir, 5)
    await store.outbox.set_state(campaign, CampaignState.PAUSED, expected=frozenset({CampaignState.SENDING}))
    assert not (await store.outbox.claim(campaign, ALL)).rows


async def test_the_campaign_is_finished_when_nothing_more_goes_out(store: Store, data_dir: Path) -> None:
    campaign = await add(store, data_dir, 2)
    batch = await store.outbox.claim(campaign, ALL)
    await store.outbox.record(batch, Receipt("accepted"))
    one, two = (row.id for row in batch.rows)
    await store.outbox.apply([Reading(one, 901, 7), Reading(two, 902, 2)])
    assert (await store.outbox.campaign(campaign)).state is CampaignState.SENDING
    await store.outbox.apply([Reading(two, 902, 9)])
    await store.outbox.apply([Reading(two, 902, 9)])
    told = await store.outbox.campaign(campaign)
    assert told.state is CampaignState.FINISHED
    assert told.counts == {State.DELIVERED: 1, State.FAILED: 1}
    assert await store.outbox.fail_causes(campaign) == {9: 1}


async def test_a_retry_is_a_new_row_in_place_of_the_old(store: Store, data_dir: Path) -> None:
    campaign = await add(store, data_dir, 2)
    batch = await store.outbox.claim(campaign, ALL)
    for _ in range(2):
        await store.outbox.apply([Reading(row.id, 900 + row.id, 9) for row in batch.rows])
    old = await store.outbox.page(campaign)
    assert await store.outbox.retry(campaign, frozenset({9}), Share(8, 1, 0)) == 2
    new = await store.outbox.page(campaign)
    assert [row.retry_of for row in new] == [row.id for row in old]
    assert not {row.ref for row in new} & {row.ref for row in old}
    assert {(row.device_id, row.sim, row.state) for row in new} == {(8, 1, State.QUEUED)}
    told = await store.outbox.campaign(campaign)
    assert told.counts == {State.QUEUED: 2}
    assert told.rows == 2


async def test_what_a_later_send_did_already_is_not_sent_once_more(store: Store, data_dir: Path) -> None:
    first = await add(store, data_dir, 3)
    batch = await store.outbox.claim(first, (Share(PHONE, 0, 1),))
    for _ in range(2):
        await store.outbox.apply([Reading(batch.rows[0].id, 900, 9)])
    await store.outbox.stop(first)
    assert await states(store, first) == {State.FAILED: 1, State.CANCELLED: 2}
    later = await add(store, data_dir, 2)
    await store.outbox.record(await store.outbox.claim(later, ALL), Receipt("accepted"))
    assert await store.outbox.retry(first, frozenset({9}), None) == 0
    assert await store.outbox.take_back(first) == 1
    assert await states(store, first) == {State.FAILED: 1, State.SKIPPED: 1, State.QUEUED: 1}


async def test_a_retry_never_reaches_somebody_who_opted_out(store: Store, data_dir: Path) -> None:
    campaign = await add(store, data_dir, 1)
    batch = await store.outbox.claim(campaign, ALL)
    for _ in range(2):
        await store.outbox.apply([Reading(batch.rows[0].id, 1, 9)])
    await store.do_not_text.add(number(0), "x", "y")
    assert await store.outbox.retry(campaign, frozenset({9}), None) == 0


async def test_a_refused_row_goes_alone_once_more_and_is_then_refused(store: Store, data_dir: Path) -> None:
    campaign = await add(store, data_dir, 3)
    batch = await store.outbox.claim(campaign, ALL)
    await store.outbox.record(batch, Receipt("refused", words="bad row"))
    await store.outbox.proven_absent([row.id for row in batch.rows], attempts=8)
    alone = await store.outbox.claim(campaign, ALL)
    assert len(alone.rows) == 1
    await store.outbox.record(alone, Receipt("refused", words="bad row"))
    await store.outbox.proven_absent([alone.rows[0].id], attempts=8)
    (row,) = await store.outbox.page(campaign, states=frozenset({State.REFUSED}))
    assert row.reason == "bad row"
    assert len((await store.outbox.claim(campaign, ALL)).rows) == 1


async def test_search_finds_names_numbers_as_typed_and_texts(store: Store, data_dir: Path) -> None:
    campaign = await add(store, data_dir, [("+4915712345678", "Grüße an Ödön"), (number(2), "plain")])
    for words in ("grüße", "ÖDÖN", "0157 1234", "Name 0", "100%"):
        expected = [] if words == "100%" else ["+4915712345678"]
        assert [row.phone for row in await store.outbox.page(campaign, search=words)] == expected
        assert await store.outbox.total(campaign, search=words) == len(expected)


async def test_pages_follow_the_sheet_or_the_latest_change(store: Store, data_dir: Path, clock: FakeClock) -> None:
    campaign = await add(store, data_dir, 5)
    await clock.advance(1)
    await store.outbox.claim(campaign, (Share(PHONE, 0, 1),))
    assert [row.row for row in await store.outbox.page(campaign, limit=2, offset=1)] == [5, 6]
    assert [row.row for row in await store.outbox.page(campaign, newest_first=True, limit=2)] == [4, 8]
    assert await store.outbox.total(campaign, states=frozenset({State.QUEUED})) == 4


async def test_a_commit_says_what_changed_once_for_many(store: Store, data_dir: Path, clock: FakeClock) -> None:
    told: list[Changes] = []
    leave = store.subscribe(told.append)
    campaign = await add(store, data_dir, 3)
    batch = await store.outbox.claim(campaign, ALL)
    await clock.settle()
    assert {row.id for row in batch.rows} <= frozenset().union(*(change.rows for change in told))
    assert any(campaign in change.campaigns for change in told)
    leave()
    told.clear()
    await store.outbox.record(batch, Receipt("accepted"))
    await clock.settle()
    assert not told


async def test_nothing_ready_or_no_phone_is_said_and_nothing_is_queued(store: Store, data_dir: Path) -> None:
    with pytest.raises(BadUse, match="No row is ready"):
        await add(store, data_dir, 0)
    with pytest.raises(BadUse, match="No phone"):
        await add(store, data_dir, 1, assign=())
    assert await store.outbox.campaigns() == []


async def test_every_change_of_state_has_its_cause_on_record(store: Store, data_dir: Path) -> None:
    campaign = await add(store, data_dir, 1)
    batch = await store.outbox.claim(campaign, ALL)
    await store.outbox.record(batch, Receipt("unsure", detail="read timeout"))
    await store.outbox.apply([Reading(batch.rows[0].id, 5, 7)])
    events = await store.outbox.events(batch.rows[0].id)
    assert [(before, after) for _, before, after, _ in events] == [
        (State.QUEUED, State.SENDING),
        (State.SENDING, State.UNSURE),
        (State.UNSURE, State.DELIVERED),
    ]
    assert all(why for *_, why in events)
    assert "read timeout" in events[1][3]


async def test_events_cannot_be_rewritten(store: Store, data_dir: Path) -> None:
    campaign = await add(store, data_dir, 1)
    await store.outbox.claim(campaign, ALL)
    for sql in ("UPDATE event SET why = 'x'", "DELETE FROM event"):
        with pytest.raises(Exception, match="append-only"):
            await store._database.write(lambda c, _, sql=sql: c.execute(sql))
