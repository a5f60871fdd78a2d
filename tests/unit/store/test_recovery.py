"""What opening makes of the last run, of a backup and of another computer's data."""

import shutil
from pathlib import Path

import pytest

from desktop_app.domain.outgoing import CampaignState, PausedBy, State
from desktop_app.store.claims import Receipt
from desktop_app.store.database import Store
from desktop_app.store.outbox import NotMarked
from desktop_app.store.records import Reading
from tests.fake_clock import FakeClock
from tests.unit.store.plans import PHONE, Share
from tests.unit.store.test_outbox import add

TWO = (Share(PHONE, 0, 2),)


@pytest.fixture
def marks(tmp_path: Path) -> Path:
    return tmp_path / "marks"


async def reopened(store: Store, folder: Path, clock: FakeClock, marks: Path | None = None) -> Store:
    await store.aclose()
    return await Store.open(folder / "desk.sqlite", clock, marks=marks)


async def test_what_was_being_handed_over_is_unsure_and_nothing_goes_on_by_itself(
    data_dir: Path, clock: FakeClock
) -> None:
    store = await Store.open(data_dir / "desk.sqlite", clock)
    campaign = await add(store, data_dir, 5)
    await store.outbox.claim(campaign, TWO)
    for _ in range(3):  # dying while recovering changes nothing
        store = await reopened(store, data_dir, clock)
    told = await store.outbox.campaign(campaign)
    assert told.counts == {State.UNSURE: 2, State.QUEUED: 3}
    assert (told.state, told.paused_by) == (CampaignState.PAUSED, PausedBy.RESTART)
    assert not store.recovered.restored
    await store.aclose()


async def test_a_campaign_that_only_waits_for_receipts_needs_no_consent(data_dir: Path, clock: FakeClock) -> None:
    store = await Store.open(data_dir / "desk.sqlite", clock)
    campaign = await add(store, data_dir, 2)
    batch = await store.outbox.claim(campaign, TWO)
    await store.outbox.record(batch, Receipt("accepted"))
    await store.outbox.apply([Reading(row.id, row.id, 6) for row in batch.rows])
    store = await reopened(store, data_dir, clock)
    assert (await store.outbox.campaign(campaign)).state is CampaignState.SENDING
    await store.aclose()


async def test_a_schedule_survives(data_dir: Path, clock: FakeClock) -> None:
    store = await Store.open(data_dir / "desk.sqlite", clock)
    campaign = await add(store, data_dir, 2, sending=False)
    starting = frozenset({CampaignState.STARTING})
    await store.outbox.set_state(campaign, CampaignState.SCHEDULED, expected=starting)
    store = await reopened(store, data_dir, clock)
    assert (await store.outbox.campaign(campaign)).state is CampaignState.SCHEDULED
    await store.aclose()


async def test_a_backup_put_back_sends_nothing_unasked(data_dir: Path, clock: FakeClock, tmp_path: Path) -> None:
    store = await Store.open(data_dir / "desk.sqlite", clock)
    campaign = await add(store, data_dir, 5)
    await store.aclose()
    shutil.copy(data_dir / "desk.sqlite", tmp_path / "backup")
    store = await Store.open(data_dir / "desk.sqlite", clock)
    await store.outbox.resume(campaign)
    await store.outbox.record(await store.outbox.claim(campaign, TWO), Receipt("accepted"))
    refs = {row.ref for row in await store.outbox.page(campaign)}
    await store.aclose()
    shutil.copy(tmp_path / "backup", data_dir / "desk.sqlite")
    store = await Store.open(data_dir / "desk.sqlite", clock)
    assert store.recovered.restored
    told = await store.outbox.campaign(campaign)
    assert told.counts == {State.UNSURE: 5}
    assert told.state is CampaignState.PAUSED
    assert "backup" in told.paused_note
    fresh = await add(store, data_dir, [("+4915799999999", "new")])
    assert not refs & {row.ref for row in await store.outbox.page(fresh)}
    store = await reopened(store, data_dir, clock)
    assert not store.recovered.restored
    await store.aclose()


async def test_a_whole_folder_put_back_or_carried_away_is_noticed(
    data_dir: Path, clock: FakeClock, tmp_path: Path, marks: Path
) -> None:
    store = await Store.open(data_dir / "desk.sqlite", clock, marks=marks)
    campaign = await add(store, data_dir, 5)
    await store.aclose()
    shutil.copytree(data_dir, tmp_path / "backup")
    store = await Store.open(data_dir / "desk.sqlite", clock, marks=marks)
    assert not store.recovered.restored
    await store.outbox.resume(campaign)
    await store.outbox.claim(campaign, TWO)
    await store.aclose()
    put_back = await Store.open(tmp_path / "backup" / "desk.sqlite", clock, marks=marks)
    assert put_back.recovered.restored
    await put_back.aclose()
    elsewhere = await Store.open(data_dir / "desk.sqlite", clock, marks=tmp_path / "other computer")
    assert elsewhere.recovered.restored
    await elsewhere.aclose()


async def test_a_claim_is_on_the_mark_before_anything_leaves(store: Store, data_dir: Path) -> None:
    mark = data_dir / "desk.sqlite-mark"
    campaign = await add(store, data_dir, 5)
    before = int(mark.read_text().split()[1])
    await store.outbox.claim(campaign, TWO)
    assert int(mark.read_text().split()[1]) == before + 1


async def test_a_mark_that_cannot_be_written_lets_nothing_leave(store: Store, data_dir: Path) -> None:
    campaign = await add(store, data_dir, 5)
    mark = data_dir / "desk.sqlite-mark"
    mark.unlink()
    mark.mkdir()
    with pytest.raises(NotMarked, match="cannot be written") as caught:
        await store.outbox.claim(campaign, TWO)
    await store.outbox.record(caught.value.batch, Receipt("not handed over"))
    assert (await store.outbox.campaign(campaign)).counts == {State.QUEUED: 5}


async def test_a_damaged_row_is_kept_apart_and_never_sent(data_dir: Path, clock: FakeClock) -> None:
    store = await Store.open(data_dir / "desk.sqlite", clock)
    campaign = await add(store, data_dir, 3)
    await store._database.write(lambda c, _: c.execute("UPDATE outgoing SET phone = 'x' WHERE row = 5"))
    store = await reopened(store, data_dir, clock)
    told = await store.outbox.campaign(campaign)
    assert told.counts == {State.QUEUED: 2, State.QUARANTINED: 1}
    assert store.recovered.quarantined == 1
    await store.aclose()
