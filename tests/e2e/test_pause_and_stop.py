"""Pause and Stop, asked of the ledger: nothing is handed over a second later, and what Stop names is true."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from desktop_app.demo.faults import Faults
from desktop_app.demo.server import PracticeGateway
from desktop_app.demo.story import plain_phones
from desktop_app.domain.outgoing import CampaignState, State
from desktop_app.store.deciding import MAY_STILL_GO
from tests.e2e.room import queue, room, until

PHONES = (20001, 20002)
SECOND = timedelta(seconds=1)
NOT_OUT = 1, 2, 3
"""Codes of messages that have not gone out."""


@pytest.fixture
def gateway() -> Iterator[PracticeGateway]:
    with PracticeGateway(speed=10, token="right", phones=plain_phones(2)) as running:
        yield running


def asked_after(gateway: PracticeGateway, moment: datetime) -> list[str]:
    return [entry["asked"] for entry in gateway.entries if datetime.fromisoformat(entry["asked"]) > moment + SECOND]


@pytest.mark.parametrize(
    "fault",
    [None, "late_answer", *(pytest.param(name, marks=pytest.mark.full) for name in ("500_after", "reset_before"))],
)
async def test_nothing_is_handed_over_after_pause(tmp_path: Path, gateway: PracticeGateway, fault: str | None) -> None:
    async with room(tmp_path / "data", gateway, "backlog=20", "batch_max=2", "read_timeout_s=1.5") as services:
        campaign = await queue(services, 200, PHONES)
        await until(lambda: len(gateway.entries) >= 10)
        if fault is not None:
            gateway.set_faults(Faults({fault: 0.5}, late_answer_s=3))
            await asyncio.sleep(0.3)
        await services.sending.pause(campaign)
        paused = datetime.now(UTC)
        before = len(gateway.entries)
        await asyncio.sleep(2.5)
        assert asked_after(gateway, paused) == []
        assert len(gateway.entries) <= before + 2, "more than the call in flight"
        told = await services.store.outbox.campaign(campaign)
        assert told.state is CampaignState.PAUSED
        assert sum(told.counts.values()) == told.rows == 200
        gateway.set_faults(Faults())
        await services.sending.resume(campaign)
        await until(lambda: len(gateway.entries) > before + 10)


async def test_stop_names_what_may_still_go_out(tmp_path: Path, gateway: PracticeGateway) -> None:
    async with room(tmp_path / "data", gateway, "backlog=20") as services:
        campaign = await queue(services, 200, PHONES)
        await until(lambda: len(gateway.entries) >= 30)
        for device in PHONES:
            gateway.set_phone_online(device, online=False)
        preview = await services.sending.stop_preview(campaign)
        assert preview.wont > 0
        stopping = await services.sending.stop(campaign)
        stopped = datetime.now(UTC)
        await asyncio.sleep(1.5)
        assert asked_after(gateway, stopped) == []
        at_service = [message for message in gateway.messages if message.customerid]
        assert stopping.wont + len(at_service) == 200
        told = await services.store.outbox.campaign(campaign)
        assert told.counts[State.CANCELLED] == stopping.wont
        waiting = sum(message.status in NOT_OUT for message in at_service)
        assert waiting <= stopping.may, "more may go out than was named"
        assert sum(told.counts.get(state, 0) for state in MAY_STILL_GO) == waiting
        for device in PHONES:
            gateway.set_phone_online(device, online=True)
        end = asyncio.get_running_loop().time() + 20
        while (told := await services.store.outbox.campaign(campaign)).state is not CampaignState.STOPPED:
            assert asyncio.get_running_loop().time() < end
            await asyncio.sleep(0.05)
        gone = sum(message.status not in NOT_OUT for message in gateway.messages)
        assert gone == len(at_service) == 200 - told.counts[State.CANCELLED]


async def test_stop_with_a_call_in_flight_counts_its_rows(tmp_path: Path, gateway: PracticeGateway) -> None:
    """The answer is late: the rows may go out, Stop says so, and afterwards they are found."""
    gateway.set_faults(Faults(late_answer_s=0.8))
    async with room(tmp_path / "data", gateway, "backlog=15", "batch_max=15") as services:
        campaign = await queue(services, 100, PHONES)
        await until(lambda: len(gateway.entries) >= 1)
        gateway.disturb_next(*["late_answer"] * 3)
        await until(lambda: len(gateway.entries) >= 2)
        stopping = await services.sending.stop(campaign)
        total = len(gateway.entries)
        assert stopping.wont == 100 - total
        await asyncio.sleep(1.5)
        assert len(gateway.entries) == total
        assert stopping.may <= total
        told = await services.store.outbox.campaign(campaign)
        assert told.counts[State.CANCELLED] == 100 - total


async def test_undo_hands_nothing_over(tmp_path: Path, gateway: PracticeGateway) -> None:
    async with room(tmp_path / "data", gateway, "undo_s=0.4") as services:
        campaign = await queue(services, 10, PHONES)
        await asyncio.sleep(0.1)
        assert await services.sending.undo(campaign)
        await asyncio.sleep(0.8)
        assert gateway.entries == []
        told = await services.store.outbox.campaign(campaign)
        assert told.state is CampaignState.STOPPED
        assert told.counts == {**told.counts, State.CANCELLED: 10}
