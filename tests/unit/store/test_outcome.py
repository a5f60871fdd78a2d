"""What a campaign came to: people, SMS, messages over time."""

from datetime import timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.outgoing import CampaignState, Share, State
from desktop_app.store.claims import Receipt
from desktop_app.store.database import Store
from desktop_app.store.outcome import STEPS_S, _step_ms
from desktop_app.store.records import Reading
from tests.fake_clock import FakeClock
from tests.unit.store.plans import CONSENT, PHONE, delivery, number, plan_file


async def add(store: Store, folder: Path, rows: object) -> int:
    campaign = await store.outbox.add_campaign(
        plan_file(folder / "plan.sqlite", rows),
        name="November",
        file="customers.xlsx",
        delivery=delivery(),
        assign=(Share(PHONE, 0, 1),),
        consent_at=CONSENT,
    )
    await store.outbox.set_state(campaign, CampaignState.SENDING, expected=frozenset({CampaignState.STARTING}))
    return campaign


async def test_nothing_went_out(store: Store, data_dir: Path) -> None:
    found = await store.outbox.outcome(await add(store, data_dir, 3))
    assert (found.people, found.sms, found.first, found.by_step) == (0, 0, None, ())


async def test_people_count_once_and_failed_sms_are_not_used(store: Store, data_dir: Path, clock: FakeClock) -> None:
    campaign = await add(store, data_dir, [(number(1), "a"), (number(1), "b"), (number(2), "c"), (number(3), "d")])
    began = store.live.server_now()
    for _ in range(2):
        batch = await store.outbox.claim(campaign, (Share(PHONE, 0, 1),))
        await store.outbox.record(batch, Receipt("accepted"))
        await clock.advance(60)
    batch = await store.outbox.claim(campaign, (Share(PHONE, 0, 1),))
    await store.outbox.record(batch, Receipt("accepted"))
    for _ in range(2):  # a failure counts once read twice
        await store.outbox.apply([Reading(row.id, 900, 9) for row in batch.rows])
    counts = (await store.outbox.campaign(campaign)).counts
    assert counts == {State.ACCEPTED: 2, State.FAILED: 1, State.QUEUED: 1}
    found = await store.outbox.outcome(campaign, most=60)
    assert (found.people, found.sms) == (2, 2)
    assert found.first == began
    assert found.last == began + timedelta(seconds=120)
    assert sum(found.by_step) == 3
    assert len(found.by_step) <= 60
    assert found.by_step[0] == found.by_step[-1] == 1


@given(st.integers(0, 400 * 86_400_000), st.integers(1, 200))
def test_steps_are_few_and_readable(span_ms: int, most: int) -> None:
    step = _step_ms(span_ms, most)
    assert span_ms // step + 1 <= most + 1
    assert step // 1000 in STEPS_S or span_ms > STEPS_S[-1] * 1000 * most - STEPS_S[-1] * 1000
