"""A draft from the sample workbook to a campaign in the outbox, with the real worker and the real store."""

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from desktop_app.clock import SystemClock
from desktop_app.domain.errors import BadUse, NoConnection
from desktop_app.domain.outgoing import CampaignState, Delivery, Share, State
from desktop_app.domain.recipient import Group, Mark
from desktop_app.domain.settings import Settings
from desktop_app.services.bulk import Bulk
from desktop_app.sheets.workbook import Workbook
from desktop_app.store.database import Store

SAMPLE = Path(__file__).parents[3] / "resources" / "sample"
STORY = json.loads((SAMPLE / "story.json").read_text(encoding="utf-8"))
DELIVERY = Delivery(shares=(Share(1, 0, 2), Share(2, 0, 1)), pace_s=20)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    store = await Store.open(tmp_path / "desk.sqlite", SystemClock())
    yield store
    await store.aclose()


@pytest.fixture
async def bulk(store: Store, tmp_path: Path) -> AsyncIterator[Bulk]:
    async def replies() -> tuple[str, ...]:
        for number in STORY["stop"]:
            await store.do_not_text.add(number, "STOP", "message")
        return tuple(STORY["stop"])

    bulk = Bulk(Workbook, store, replies, Settings, SystemClock(), tmp_path)
    yield bulk
    await bulk.close()


async def open_sample(bulk: Bulk) -> None:
    await bulk.open_file(SAMPLE / "customers-november.xlsx")
    await bulk.choose()


def three_people(folder: Path) -> Path:
    path = folder / "people.csv"
    path.write_text("Name;Mobile\nAnna;0176 42111111\nBen;0176 4211I112\nCleo;0176 42111113\n", encoding="utf-8")
    return path


async def test_the_story_goes_from_its_file_into_the_outbox(bulk: Bulk, store: Store) -> None:
    for number in STORY["opted_out"]:
        await store.do_not_text.add(number, "asked by phone", "owner")
    await open_sample(bulk)
    await bulk.write(STORY["template"])
    totals = await bulk.freshen()
    assert (totals.rows, totals.ready, totals.people, totals.parts) == (1305, 1248, 1203, 1294)
    assert totals.left_out[Group.OPTED_OUT] == 8
    campaign = await store.outbox.campaign(await bulk.send("November", DELIVERY, consent=True))
    assert campaign.state is CampaignState.STARTING
    assert (campaign.rows, campaign.people, campaign.parts) == (1248, 1203, 1294)
    assert sum(campaign.counts.values()) == 1248
    assert campaign.consent_at is not None
    assert sum((await store.outbox.left_out(campaign.id)).values()) == 57


async def test_who_asked_meanwhile_is_taken_out_on_review(bulk: Bulk) -> None:
    await open_sample(bulk)
    before = await bulk.write(STORY["template"])
    after = await bulk.freshen()
    assert bulk.replies == tuple(STORY["stop"])
    assert before.ready - after.ready == len(STORY["stop"])


async def test_more_than_fifty_people_need_the_consent(bulk: Bulk, store: Store) -> None:
    await open_sample(bulk)
    await bulk.write(STORY["template"])
    with pytest.raises(BadUse):
        await bulk.send("November", DELIVERY, consent=False)
    assert await store.outbox.campaigns() == []


async def test_replies_that_cannot_be_read_are_told_and_the_plan_is_there(store: Store, tmp_path: Path) -> None:
    async def broken() -> tuple[str, ...]:
        raise NoConnection("No internet connection.")

    bulk = Bulk(Workbook, store, broken, Settings, SystemClock(), tmp_path)
    await bulk.open_file(three_people(tmp_path))
    await bulk.choose()
    await bulk.write("Hello {Name}")
    assert (await bulk.freshen()).ready == 2
    assert isinstance(bulk.replies_trouble, NoConnection)
    assert bulk.replies is None
    await bulk.close()


async def test_fixes_are_undone_and_redone(bulk: Bulk, tmp_path: Path) -> None:
    await bulk.open_file(three_people(tmp_path))
    await bulk.choose()
    totals = await bulk.write("Hello {Name}")
    assert (totals.ready, totals.left_out[Group.NOT_A_NUMBER]) == (2, 1)
    assert (await bulk.accept_safe()).ready == 3
    [row] = await bulk.rows(mark=Mark.FIXED)
    assert row.to == "+4917642111112"
    assert (await bulk.undo()).ready == 2
    assert (await bulk.redo()).ready == 3
    assert (await bulk.skip([2])).left_out[Group.SKIPPED_BY_YOU] == 1
    assert (await bulk.unskip([2])).ready == 3


async def test_a_draft_is_picked_up_with_its_text_and_fixes(bulk: Bulk, store: Store, tmp_path: Path) -> None:
    await bulk.open_file(three_people(tmp_path))
    await bulk.choose()
    await bulk.write("Hello {Name}")
    await bulk.fix(3, "+49 176 4211 1112")
    await bulk.close()
    later = Bulk(Workbook, store, None, Settings, SystemClock(), tmp_path)
    [draft] = await later.drafts()
    assert (await later.reopen(draft)).ready == 3
    assert (await later.ready_row(1)).text == "Hello Ben"
    await later.close()


async def test_a_sent_draft_is_no_longer_offered(bulk: Bulk, store: Store, tmp_path: Path) -> None:
    await bulk.open_file(three_people(tmp_path))
    await bulk.choose()
    await bulk.write("Hello {Name}")
    campaign = await store.outbox.campaign(await bulk.send("People", DELIVERY, consent=False))
    assert campaign.counts[State.QUEUED] == 2
    assert await bulk.drafts() == []


async def test_the_same_headings_mean_the_same_columns_next_time(bulk: Bulk, tmp_path: Path) -> None:
    path = tmp_path / "two.csv"
    path.write_text("A;Mobile;Phone\nx;0176 42111111;0176 42111112\n", encoding="utf-8")
    await bulk.open_file(path)
    await bulk.choose()
    bulk.set_columns((2, 1), {"Who": 0})
    await bulk.remember_columns()
    await bulk.open_file(path)
    await bulk.choose()
    assert (await bulk.write("Hi {Who}")).ready == 1
    row = await bulk.ready_row(0)
    assert (row.to, row.text) == ("+4917642111112", "Hi x")


async def test_a_column_of_finished_texts_is_remembered_with_its_headings(bulk: Bulk, tmp_path: Path) -> None:
    path = tmp_path / "texts.csv"
    path.write_text("Mobile;Text\n0176 42111111;Hello Anna\n", encoding="utf-8")
    await bulk.open_file(path)
    await bulk.choose()
    assert not bulk.known
    bulk.set_columns((0,), {}, text_column=1)
    await bulk.remember_columns()
    await bulk.open_file(path)
    await bulk.choose()
    assert bulk.known
    assert (await bulk.write(None)).ready == 1
    assert (await bulk.ready_row(0)).text == "Hello Anna"


async def test_planning_without_a_phone_column_says_what_to_choose(bulk: Bulk, tmp_path: Path) -> None:
    path = tmp_path / "names.csv"
    path.write_text("Name;Town\nAnna;Bonn\nBen;Kiel\n", encoding="utf-8")
    await bulk.open_file(path)
    view = await bulk.choose()
    assert view.phone_column is None
    with pytest.raises(BadUse, match="phone numbers"):
        await bulk.write("Hello {Name}")


async def test_pasted_rows_are_no_draft_to_pick_up(bulk: Bulk) -> None:
    await bulk.paste("Name\tMobile\nAnna\t0176 42111111\n")
    await bulk.choose()
    assert (await bulk.write("Hello {Name}")).ready == 1
    assert await bulk.drafts() == []


async def test_the_very_same_text_is_left_out_on_review_unless_wanted(bulk: Bulk, store: Store, tmp_path: Path) -> None:
    async def review() -> int:
        await bulk.open_file(three_people(tmp_path))
        await bulk.choose()
        await bulk.write("Hello {Name}")
        return (await bulk.freshen()).ready

    assert await review() == 2
    await bulk.send("People", DELIVERY, consent=False)
    assert await review() == 0
    assert bulk.totals is not None
    assert bulk.totals.left_out[Group.REPEATED] == 2
    bulk.again = True
    assert (await bulk.freshen()).ready == 2
    campaign = await store.outbox.campaign(await bulk.send("Again", DELIVERY, consent=False))
    assert campaign.counts[State.QUEUED] == 2
