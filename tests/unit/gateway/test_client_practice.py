"""The client against the practice gateway: the same facts come out, however the answers vary."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta

import pytest

from desktop_app.clock import SystemClock
from desktop_app.demo.server import PracticeGateway
from desktop_app.demo.story import plain_phones
from desktop_app.demo.variants import Variants
from desktop_app.domain.errors import NotSignedIn
from desktop_app.domain.settings import Settings
from desktop_app.gateway.client import GatewayClient, SendItem, SmsQuery
from desktop_app.gateway.outcome import GatewayRefused, Kind

BODY = "Grüße + 50 % {x} \U0001f44d \\ \"q\" 'a' & = ; ü\n2 "


@pytest.mark.parametrize(
    "variants",
    [
        Variants(),
        Variants(date_type=2, account_offset="+01:00"),
        Variants(date_type=3),
        Variants(text_numbers=True, list_not_map=True, bom=True, content_type="text/html"),
        Variants(sms_id="text"),
        Variants(sms_id="list", clock_off_h=12),
    ],
    ids=lambda v: f"{v.date_type}-{v.sms_id}-{'odd' if v.text_numbers else 'plain'}",
)
async def test_the_same_facts_come_out_however_answers_vary(variants):
    gateway = PracticeGateway(variants=variants)
    clock = SystemClock()
    url = gateway.start()
    client = GatewayClient(url, lambda: "tok", Settings(call_gap_s=0), clock)
    try:
        phones = await client.get_all_devices()
        assert phones.complete
        device = phones.devices[0].id
        one = SendItem("+491570000001", BODY, device, 0, 81204711)
        told = await client.add_sms(one)
        assert told.kind is Kind.ACCEPTED
        assert (told.sms_id is None) is (variants.sms_id == "list")
        more = [SendItem(f"+49157000000{n}", BODY, device, 1, 81204710 + n) for n in (2, 3)]
        assert (await client.add_a_lot_of_sms(more)).kind is Kind.ACCEPTED
        now = told.server_time
        day = timedelta(days=2)
        page = await client.get_all_sms(SmsQuery(begin=now - day, end=now + day))
    finally:
        await client.aclose()
        gateway.stop()
    ours = {m.customerid: m for m in page.messages if m.customerid}
    assert page.complete
    assert set(ours) == {81204711, 81204712, 81204713}
    assert {m.body for m in ours.values()} == {BODY}
    assert {m.device_id for m in ours.values()} == {device}
    assert [ours[ref].sim for ref in sorted(ours)] == [0, 1, 1]
    assert told.sms_id in {None, ours[81204711].id}
    assert all(abs(m.created - now) < timedelta(seconds=10) for m in ours.values())


async def test_signing_in_and_a_token_that_is_refused():
    gateway = PracticeGateway(token="0123456789abcdef0123456789abcdef")
    url = gateway.start()
    client = GatewayClient(url, lambda: "old", Settings(call_gap_s=0), SystemClock())
    try:
        token = await client.get_token("me@example.org", "practice")
        assert (await client.get_all_devices(token=token)).devices
        with pytest.raises(GatewayRefused):
            await client.get_all_devices()
        with pytest.raises(NotSignedIn, match="don't match"):
            await client.get_token("me@example.org", "")
    finally:
        await client.aclose()
        gateway.stop()


@asynccontextmanager
async def client_of(gateway: PracticeGateway) -> AsyncIterator[GatewayClient]:
    client = GatewayClient(gateway.start(), lambda: "tok", Settings(call_gap_s=0), SystemClock())
    try:
        yield client
    finally:
        await client.aclose()
        gateway.stop()


@pytest.mark.parametrize(
    "variants", [Variants(), Variants(text_numbers=True, bom=True, error_member=False), Variants(date_type=3)]
)
async def test_how_one_phone_is(variants):
    seen, unseen = plain_phones(2)
    gateway = PracticeGateway(variants=variants, phones=[seen, replace(unseen, new=True, silences=((0, None),))])
    async with client_of(gateway) as client:
        told = await client.get_device_status(seen.id)
        never = await client.get_device_status(unseen.id)
        with pytest.raises(GatewayRefused):
            await client.get_device_status(1)
    assert (told.device_id, told.title, told.online) == (seen.id, "Phone 1", True)
    assert 0 <= told.silent_s <= 10
    assert abs(told.server_time - told.last_seen - timedelta(seconds=told.silent_s)) <= timedelta(seconds=1)
    assert (never.last_seen, never.silent_s, never.online) == (None, None, False)


async def test_a_telegram_arrives_is_refused_or_no_longer_offered():
    gateway = PracticeGateway()
    async with client_of(gateway) as client:
        assert (await client.telegram_message("123456789", BODY)).kind is Kind.ACCEPTED
    assert [(one.telegramid, one.body) for one in gateway.telegrams] == [("123456789", BODY)]
    async with client_of(PracticeGateway(variants=Variants(bot_known=False))) as client:
        told = await client.telegram_message("123456789", BODY)
    assert (told.kind, told.not_offered) == (Kind.REFUSED, False)
    async with client_of(PracticeGateway(variants=Variants(missing=frozenset({"telegrammessage"})))) as client:
        told = await client.telegram_message("123456789", BODY)
    assert (told.kind, told.not_offered) == (Kind.UNSURE, True)


async def test_a_test_text_needs_no_reference():
    phone = plain_phones(1)[0]
    gateway = PracticeGateway(phones=[phone])
    async with client_of(gateway) as client:
        told = await client.add_sms(SendItem("+491570000001", "Test", phone.id, 0, None, urgent=True))
    (entry,) = gateway.entries
    assert (told.sms_id, entry["customerid"], entry["urgent"]) == (entry["id"], None, True)
