"""The client against the practice gateway: the same facts come out, however the answers vary."""

from datetime import timedelta

import pytest

from desktop_app.clock import SystemClock
from desktop_app.demo.server import PracticeGateway
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
