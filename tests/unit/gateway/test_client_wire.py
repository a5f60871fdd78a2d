"""The client over real sockets on loopback: cuts, resets, wrong lengths, bombs, slowness."""

import asyncio
import gzip
import socket
from itertools import pairwise

import pytest

from desktop_app.clock import SystemClock
from desktop_app.domain.settings import Settings
from desktop_app.gateway import client as client_module
from desktop_app.gateway.client import GatewayClient, SendItem, SmsQuery
from desktop_app.gateway.outcome import GatewayUnreadable, Kind, NotReached, Why
from tests.unit.gateway import samples
from tests.unit.gateway.raw_server import raw_server

ITEM = SendItem("+491570000001", "Grüße + 50 %", 260, 0, 7)
FAST = Settings(call_gap_s=0, connect_timeout_s=2, read_timeout_s=2, total_timeout_s=4)
OK = samples.ADDSMS


async def send(script, settings=FAST, *, read_first=True, calls=1):
    async with raw_server(script, read_first=read_first) as server:
        client = GatewayClient(server.url, lambda: "tok", settings, SystemClock())
        told = [await client.add_sms(ITEM) for _ in range(calls)]
        await client.aclose()
    assert server.connections == calls, "one connection a call, never a second try"
    return told[-1], server


async def test_a_send_over_the_wire():
    async def script(exchange):
        await exchange.reply(OK, headers="Date: Sun, 11 Jul 2021 11:04:46 GMT\r\nContent-Type: text/html\r\n")

    told, server = await send(script, calls=2)
    assert (told.kind, told.sms_id) == (Kind.ACCEPTED, 22074938)
    assert told.server_time is not None
    assert 0 < told.took_s < 2
    exchange = server.exchanges[0]
    assert exchange.line == "POST /getdata/addsms HTTP/1.1"
    assert b"connection: close" in exchange.head.lower()
    assert b"token=tok&sendto=%2B491570000001&body=Gr%C3%BC%C3%9Fe+%2B+50+%25&" in exchange.body


async def silence(exchange):
    pass


async def reset(exchange):
    exchange.reset()


async def head_only(exchange):
    await exchange.send(b"HTTP/1.1 200 OK\r\nContent-Le")


async def not_http(exchange):
    await exchange.send(b"hello there\r\n\r\n")


async def too_short(exchange):
    await exchange.reply(OK, length=len(OK) + 10)


async def too_long(exchange):
    await exchange.reply(OK, length=len(OK) - 10)


async def chunk_cut(exchange):
    await exchange.send(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n" % (len(OK), OK))


async def reset_in_the_answer(exchange):
    await exchange.reply(OK[:20], length=len(OK))
    exchange.reset()


async def gzip_cut(exchange):
    await exchange.reply(gzip.compress(OK)[:-4], headers="Content-Encoding: gzip\r\n")


async def no_gzip(exchange):
    await exchange.reply(OK, headers="Content-Encoding: gzip\r\n")


async def two_lengths(exchange):
    await exchange.reply(OK, headers="Content-Length: 5\r\n")


async def cut_without_a_length(exchange):
    await exchange.send(b"HTTP/1.1 200 OK\r\n\r\n" + OK[:-2])


@pytest.mark.parametrize(
    "script",
    [
        silence, reset, head_only, not_http, too_short, too_long, chunk_cut, reset_in_the_answer, gzip_cut, no_gzip,
        two_lengths, cut_without_a_length,
    ],
)  # fmt: skip
async def test_whatever_breaks_after_the_first_byte_is_unsure(script):
    told, _ = await send(script)
    assert (told.kind, told.sms_id, told.stops_campaign) == (Kind.UNSURE, None, False)


async def test_a_reset_before_anything_is_read_is_unsure_too():
    told, _ = await send(reset, read_first=False)
    assert told.kind is Kind.UNSURE


@pytest.mark.parametrize("cut", range(0, len(OK), 9))
async def test_an_answer_cut_anywhere_is_never_accepted(cut):
    async def script(exchange):
        await exchange.reply(OK[:cut], length=len(OK))

    told, _ = await send(script)
    assert told.kind is Kind.UNSURE


async def test_packed_and_unmeasured_answers_are_understood():
    async def packed(exchange):
        await exchange.reply(gzip.compress(OK), headers="Content-Encoding: gzip\r\n")

    async def chunked(exchange):
        await exchange.send(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        for byte in OK:
            await exchange.send(b"1\r\n%c\r\n" % byte)
        await exchange.send(b"0\r\n\r\n")

    async def until_closed(exchange):
        await exchange.send(b"HTTP/1.0 200 OK\r\n\r\n" + OK)

    for script in (packed, chunked, until_closed):
        told, _ = await send(script)
        assert (told.kind, told.sms_id) == (Kind.ACCEPTED, 22074938)


async def test_a_late_answer_is_a_read_timeout():
    async def script(exchange):
        await asyncio.sleep(5)

    told, _ = await send(script, Settings(call_gap_s=0, read_timeout_s=0.05))
    assert (told.kind, told.detail) == (Kind.UNSURE, "read timeout")


async def test_an_answer_that_drips_for_ever_ends_at_the_total():
    async def script(exchange):
        await exchange.send(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
        while True:
            await exchange.send(b" ")
            await asyncio.sleep(0.01)

    told, _ = await send(script, Settings(call_gap_s=0, read_timeout_s=1, total_timeout_s=0.1))
    assert (told.kind, told.detail) == (Kind.UNSURE, "no whole answer in time")


async def test_nobody_listening_is_not_handed_over():
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        client = GatewayClient(f"http://127.0.0.1:{held.getsockname()[1]}", lambda: "tok", FAST, SystemClock())
        told = await client.add_sms(ITEM)
        with pytest.raises(NotReached) as met:
            await client.get_all_devices()
        await client.aclose()
    assert (told.kind, told.detail) == (Kind.NOT_HANDED_OVER, "connection refused")
    assert met.value.why is Why.NOT_LISTENING


async def test_a_total_that_ends_while_connecting_is_not_handed_over(monkeypatch):
    async def connect(*args, **kwargs):
        await asyncio.sleep(5)

    monkeypatch.setattr("anyio.connect_tcp", connect)
    client = GatewayClient("http://127.0.0.1:9", lambda: "tok", Settings(total_timeout_s=0.05), SystemClock())
    told = await client.add_sms(ITEM)
    await client.aclose()
    assert (told.kind, told.detail) == (Kind.NOT_HANDED_OVER, "no whole answer in time")


async def test_a_black_hole_is_a_connect_timeout(monkeypatch):
    async def connect(*args, **kwargs):
        await asyncio.sleep(5)

    monkeypatch.setattr("anyio.connect_tcp", connect)
    client = GatewayClient("http://127.0.0.1:9", lambda: "tok", Settings(connect_timeout_s=0.05), SystemClock())
    told = await client.add_sms(ITEM)
    await client.aclose()
    assert (told.kind, told.detail) == (Kind.NOT_HANDED_OVER, "connect timeout")


@pytest.mark.parametrize("packed", [False, True])
async def test_a_bomb_or_an_endless_answer_stops_at_the_limit(monkeypatch, packed):
    monkeypatch.setattr(client_module, "MAX_BYTES", 100_000)
    bomb = gzip.compress(b" " * 20_000_000, 9)

    async def script(exchange):
        if packed:
            await exchange.reply(bomb, headers="Content-Encoding: gzip\r\n")
        else:
            await exchange.send(b"HTTP/1.1 200 OK\r\n\r\n")
            while True:
                await exchange.send(b" " * 10_000)

    told, _ = await send(script)
    assert (told.kind, told.detail) == (Kind.UNSURE, "too large")
    async with raw_server(script) as server:
        client = GatewayClient(server.url, lambda: "tok", FAST, SystemClock())
        with pytest.raises(GatewayUnreadable) as met:
            await client.get_all_sms(SmsQuery())
        await client.aclose()
    assert met.value.detail == "too large"


async def test_calls_of_one_account_never_overlap_and_keep_their_gap():
    starts = []

    async def script(exchange):
        starts.append(asyncio.get_running_loop().time())
        await asyncio.sleep(0.02)
        await exchange.reply(OK)

    settings = Settings(call_gap_s=0.05)
    async with raw_server(script) as server:
        client = GatewayClient(server.url, lambda: "tok", settings, SystemClock())
        await asyncio.gather(*(client.add_sms(ITEM) for _ in range(4)))
        await client.aclose()
    assert server.most_open == 1
    assert min(b - a for a, b in pairwise(starts)) > 0.03


async def test_a_loopback_gateway_is_reached_past_any_proxy(monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")

    async def script(exchange):
        await exchange.reply(OK)

    assert (await send(script))[0].kind is Kind.ACCEPTED


async def test_a_proxy_that_refuses_or_breaks_has_carried_nothing(monkeypatch, caplog):
    caplog.set_level("DEBUG", logger="httpcore")
    asked = []
    answers = [b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n", b"", b"junk\r\n\r\n"]

    async def serve(reader, writer):
        asked.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(answers.pop(0))
        await writer.drain()
        writer.close()

    for name in ("no_proxy", "NO_PROXY", "all_proxy", "ALL_PROXY", "https_proxy"):
        monkeypatch.delenv(name, raising=False)
    async with await asyncio.start_server(serve, "127.0.0.1", 0) as server:
        monkeypatch.setenv("HTTPS_PROXY", f"http://me:hush@127.0.0.1:{server.sockets[0].getsockname()[1]}")
        client = GatewayClient("https://gateway.test", lambda: "tok", FAST, SystemClock())
        kinds = [(await client.add_sms(ITEM)).kind for _ in range(3)]
        await client.aclose()
    assert kinds == [Kind.NOT_HANDED_OVER] * 3
    assert [line.split(b"\r\n")[0] for line in asked] == [b"CONNECT gateway.test:443 HTTP/1.1"] * 3
    assert b"tok" not in b"".join(asked)
    assert "CONNECT" in caplog.text
    assert "hush" not in caplog.text
