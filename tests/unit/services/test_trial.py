"""A test to the owner's own mobile."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from desktop_app.clock import SystemClock
from desktop_app.domain.device import Device, Sim
from desktop_app.domain.errors import BadUse
from desktop_app.domain.settings import Settings
from desktop_app.services.trial import Trial
from desktop_app.sheets.workbook import Workbook
from desktop_app.store.database import Store


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    store = await Store.open(tmp_path / "desk.sqlite", SystemClock())
    yield store
    await store.aclose()


def with_phones(store: Store, *ages_s: float) -> None:
    now = store.live.server_now()
    store.live.set_devices(
        tuple(Device(n, "", now - timedelta(seconds=age), sims=(Sim(1),)) for n, age in enumerate(ages_s, start=1))
    )


async def test_the_text_reaches_the_outbox_as_it_was_shown(store: Store, tmp_path: Path) -> None:
    begun: list[int] = []

    async def begin(campaign: int) -> None:
        begun.append(campaign)

    with_phones(store, 9000, 4)
    text = 'Hello {First name}, "quoted"\nsecond line = 1'
    campaign = await Trial(Workbook, store, begin, Settings, SystemClock(), tmp_path).send("0170 2290118", text)
    assert begun == [campaign]
    [row] = await store.outbox.page(campaign)
    assert (row.phone, row.device_id, row.sim) == ("+491702290118", 2, 1)
    assert row.body == text


@pytest.mark.parametrize(("number", "age_s"), [("0170 22", 4), ("0170 2290118", 9000)])
async def test_what_cannot_be_sent_is_said(store: Store, tmp_path: Path, number: str, age_s: float) -> None:
    async def begin(campaign: int) -> None:
        pytest.fail("nothing may begin")

    with_phones(store, age_s)
    with pytest.raises(BadUse):
        await Trial(Workbook, store, begin, Settings, SystemClock(), tmp_path).send(number, "Hello")
    assert await store.outbox.campaigns() == []
