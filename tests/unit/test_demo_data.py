"""The garage of the demo: what the story tells is what its folder and its gateway hold."""

from collections.abc import AsyncIterator
from datetime import time, timedelta
from pathlib import Path

import pytest

from desktop_app import demo_data
from desktop_app.demo.story import DELIVERY_VAN, NICKNAMES
from desktop_app.domain.outgoing import CampaignState, State
from desktop_app.paths import DataFolder, resources
from desktop_app.store.database import Store
from tests.fake_clock import FakeClock


@pytest.fixture(scope="module")
def story() -> demo_data.Story:
    return demo_data.load(resources() / "sample")


@pytest.fixture
async def store(story: demo_data.Story, tmp_path: Path, clock: FakeClock) -> AsyncIterator[Store]:
    folder = DataFolder(tmp_path / "demo")
    folder.prepare()
    await demo_data.seed(folder, story, clock)
    assert list(folder.plans.iterdir()) == []
    store = await Store.open(folder.database, clock)
    yield store
    await store.aclose()


def test_the_story_is_that_of_the_design(story: demo_data.Story) -> None:
    assert story.workbook.is_file()
    assert (len(story.opted_out), len(story.stop), len(story.recent)) == (8, 3, 62)
    assert set(story.stop) < set(story.opted_out)


async def test_who_opted_out_is_on_the_list(store: Store, story: demo_data.Story, clock: FakeClock) -> None:
    entries = await store.do_not_text.entries()
    assert {entry.number for entry in entries} == set(story.opted_out)
    assert {entry.number for entry in entries if entry.source == "incoming text"} == set(story.stop)
    assert all(entry.at < clock.wall() for entry in entries)


async def test_the_phones_have_the_names_people_gave_them(store: Store) -> None:
    assert {device.id: device.name for device in await store.directory.devices()} == NICKNAMES


async def test_the_phones_have_a_week_behind_them(store: Store, clock: FakeClock) -> None:
    now = clock.wall()
    lives = await store.reach_log.histories(now - timedelta(days=7), now)
    assert set(lives) == set(NICKNAMES)
    zone = now.astimezone().tzinfo
    assert zone is not None
    habits = {phone: life.quiet_at(now, zone) for phone, life in lives.items()}
    assert habits == dict.fromkeys(NICKNAMES) | {DELIVERY_VAN: (time(12), time(13, 30))}


async def test_a_campaign_of_two_days_ago_was_delivered(store: Store, story: demo_data.Story, clock: FakeClock) -> None:
    (campaign,) = await store.outbox.campaigns()
    assert campaign.state is CampaignState.FINISHED
    assert campaign.counts == {State.DELIVERED: len(story.recent)}
    now = clock.wall()
    assert await store.outbox.texted_since(now - timedelta(days=7)) == set(story.recent)
    assert await store.outbox.texted_since(now - timedelta(days=1)) == frozenset()


def test_their_stop_texts_wait_at_the_gateway(story: demo_data.Story, clock: FakeClock) -> None:
    class Gateway:
        def __init__(self) -> None:
            self.received: list[tuple[object, ...]] = []

        def receive(self, sender: str, body: str, *, at: object) -> None:
            self.received.append((sender, body, at))

    gateway = Gateway()
    demo_data.write_to_gateway(gateway, story, clock)
    assert gateway.received == [(number, "STOP", clock.wall() - timedelta(days=1)) for number in story.stop]
