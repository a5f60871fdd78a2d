"""Tests, alerts and moving over the whole program: real services, real HTTP, the practice gateway's own records."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from desktop_app.clock import FastClock
from desktop_app.demo.server import PracticeGateway
from desktop_app.demo.story import plain_phones
from desktop_app.demo.variants import Variants
from desktop_app.domain.device import Reach
from desktop_app.domain.outages import AlertKind
from desktop_app.domain.outgoing import State
from desktop_app.services.telegram import NotOffered, TelegramState
from desktop_app.wiring import Services
from tests.e2e.room import queue, room, until

ONE, TWO = 20001, 20002
ME, MOBILE = "123456789", "+491702290118"
MORNING = datetime(2025, 11, 20, 9, 15, tzinfo=ZoneInfo("Europe/Berlin"))
SPEED = 30.0


@asynccontextmanager
async def desk(
    data: Path, *settings: str, variants: Variants | None = None
) -> AsyncIterator[tuple[Services, PracticeGateway]]:
    """The program and two phones, thirty times as fast as life."""
    clock = FastClock(SPEED, MORNING)
    phones = plain_phones(2)
    with PracticeGateway(clock, token="right", phones=phones, variants=variants) as gateway:
        patient = ("connect_timeout_s=600", "read_timeout_s=600", "total_timeout_s=600")
        quick = ("poll_s=5", "proof_gap_s=30", "settle_s=120", *patient)
        async with room(data, gateway, *quick, *settings, clock=clock) as services:
            await services.devices.refresh()
            yield services, gateway


def reach(services: Services, device: int) -> Reach:
    live = services.store.live
    [found] = [one for one in live.devices if one.id == device]
    return found.reach(live.server_now(), connected=live.connected is not False)


async def test_a_phone_texts_another_and_it_is_seen_to_arrive(tmp_path: Path) -> None:
    async with desk(tmp_path / "data") as (services, gateway):
        steps: list[str] = []
        told = await asyncio.wait_for(services.phones.round_trip(ONE, 0, steps.append), 40)
        assert told.words == "From Phone 1 to Phone 2."
        assert 1 < told.seconds < 60
        assert steps[0] == "Texting Phone 2 from Phone 1…"
        [sent] = [message for message in gateway.messages if message.status != 5]
        assert sent.device_id == ONE
        await services.receiving.read_up_to_now()
        assert await services.store.inbox.page() == []
        assert await services.store.do_not_text.export() == []


@pytest.mark.full
async def test_with_the_other_phone_silent_it_goes_to_the_owner(tmp_path: Path) -> None:
    async with desk(tmp_path / "data", f"own_mobile={MOBILE}") as (services, gateway):
        gateway.set_phone_online(TWO, False)
        services.devices.watch()
        await until(lambda: reach(services, TWO) is Reach.OFFLINE, 40)
        told = await asyncio.wait_for(services.phones.round_trip(ONE, 0, lambda _: None), 40)
        assert told.to_owner
        assert 1 < told.seconds < 120


@pytest.mark.full
async def test_an_outage_goes_by_telegram_and_as_one_text_from_the_other_phone(tmp_path: Path) -> None:
    async with desk(tmp_path / "data", f"alert_mobile={MOBILE}") as (services, gateway):
        telegram = services.phones.telegram
        await telegram.send_test(ME)
        [test] = gateway.telegrams
        code = re.search(r"\d{4}$", test.body)
        assert code is not None
        assert await telegram.confirm(code.group())
        await until(lambda: services.settings().telegram_id == ME)
        assert await telegram.state() is TelegramState.WORKS

        services.devices.watch()
        gateway.set_phone_online(TWO, False)
        await until(lambda: len(gateway.telegrams) == 2, 40)
        assert gateway.telegrams[1].body.startswith("Phone 2 stopped answering at")
        await until(lambda: gateway.messages, 40)
        [text] = gateway.messages
        assert (text.device_id, text.sendto.replace(" ", "").removeprefix("+")) == (ONE, MOBILE.removeprefix("+"))
        [kept] = await services.store.alerts.page()
        assert kept.alert.kind is AlertKind.OFFLINE


async def test_a_service_without_telegram_is_said_in_words(tmp_path: Path) -> None:
    variants = Variants(missing=frozenset({"telegrammessage", "getdevicestatus"}))
    async with desk(tmp_path / "data", variants=variants) as (services, _):
        with pytest.raises(NotOffered):
            await services.phones.telegram.send_test(ME)
        assert await services.phones.telegram.state() is TelegramState.NOT_OFFERED
        before = services.store.live.devices_read
        await services.phones.check_phone(ONE)
        assert services.store.live.devices_read > before, "where one phone cannot be asked for, all are"


@pytest.mark.full
async def test_what_waits_moves_by_itself_and_everybody_gets_it_once(tmp_path: Path) -> None:
    async with desk(tmp_path / "data", "move_waiting=1", "pace_s=20") as (services, gateway):
        campaign = await queue(services, 12, [ONE, TWO], pace_s=20)
        await until(lambda: len(gateway.messages) >= 2, 40)
        gateway.set_phone_online(TWO, False)
        services.devices.watch()
        with_two = [message for message in gateway.messages if message.device_id == TWO]

        async def waits() -> int:
            return (await services.phones.moving.waiting_for(TWO)).here

        async with asyncio.timeout(50):
            while await waits():
                await asyncio.sleep(0.05)
            while (await services.store.outbox.campaign(campaign)).waiting:
                await asyncio.sleep(0.05)
        assert len({message.sendto for message in gateway.messages}) == len(gateway.messages) == 12
        assert len([m for m in gateway.messages if m.device_id == TWO]) <= len(with_two) + 2
        notes = [one.alert for one in await services.store.alerts.page()]
        [moved] = [note for note in notes if note.kind is AlertKind.MOVED]
        assert moved.waiting > 0
        assert (await services.store.outbox.campaign(campaign)).counts.get(State.QUEUED, 0) == 0
