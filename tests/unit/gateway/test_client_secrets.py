"""Token and password: in the body of a POST, and nowhere else a person or a program could read them."""

import logging
import subprocess
import sys
import traceback

import pytest

from desktop_app.clock import SystemClock
from desktop_app.domain.errors import Trouble
from desktop_app.domain.settings import Settings
from desktop_app.gateway.client import GatewayClient, SendItem, SmsQuery
from tests.unit.gateway import samples
from tests.unit.gateway.raw_server import raw_server

ITEM = SendItem("+491570000001", "body-SECRET", 260, 0, 7)
SETTINGS = Settings(call_gap_s=0, read_timeout_s=0.2, slow_down_s=0)


async def fine(exchange):
    await exchange.reply(samples.EVERY[exchange.line.split()[1].rpartition("/")[2]])


async def refuse(exchange):
    await exchange.reply(b'{"error":1,"message":"no"}')


async def echo(exchange):
    await exchange.reply(b"<html>" + exchange.body)


async def redirect(exchange):
    await exchange.reply(b"", status="302 Found", headers="Location: https://x.test/?token=\r\n")


async def cut(exchange):
    await exchange.reply(b"x", length=50)


async def reset(exchange):
    exchange.reset()


async def too_late(exchange):
    await exchange.writer.wait_closed()


async def firewall(exchange):
    await exchange.reply(exchange.body, status="403 Forbidden")


async def trouble_of(ask):
    try:
        await ask
    except Trouble as trouble:
        return trouble
    return None


@pytest.mark.parametrize("script", [fine, refuse, echo, redirect, cut, reset, too_late, firewall])
async def test_no_secret_in_logs_urls_reprs_or_tracebacks(caplog, expect_log, script):
    if script is firewall:
        expect_log("slow down")
    caplog.set_level(logging.DEBUG)
    for name in ("httpx", "httpcore", "asyncio"):
        caplog.set_level(logging.DEBUG, logger=name)
    said = []
    async with raw_server(script) as server:
        client = GatewayClient(server.url, lambda: "token-SECRET", SETTINGS, SystemClock())
        said += [await client.add_sms(ITEM), await client.add_a_lot_of_sms([ITEM]), client]
        said.append(await client.telegram_message("123456789", "body-SECRET"))
        for ask in (
            client.get_token("me-SECRET@example.org", "password-SECRET"),
            client.get_all_sms(SmsQuery(phone="SECRET")),
            client.get_all_devices(),
            client.get_device_status(260),
        ):
            trouble = await trouble_of(ask)
            if trouble is not None:
                said += [trouble, *traceback.format_exception(trouble)]
                assert (trouble.__cause__, trouble.__context__) == (None, None)
        await client.aclose()
    assert len(server.exchanges) == 7
    for exchange in server.exchanges:
        assert b"SECRET" in exchange.body
        assert b"SECRET" not in exchange.head
    assert "SECRET" not in "".join(map(repr, said)) + "".join(map(str, said))
    assert any(record.name.startswith("httpcore") for record in caplog.records), "the wire was logged at all"
    assert "SECRET" not in caplog.text
    assert not any("SECRET" in repr(record.__dict__) for record in caplog.records)


LIGHT = """
import asyncio, sys
import desktop_app.gateway.client as module
heavy = {"httpx", "httpcore", "anyio", "truststore", "click", "rich", "pygments"}
assert not heavy & set(sys.modules), heavy & set(sys.modules)
from desktop_app.clock import SystemClock
from desktop_app.domain.settings import Settings
import socket
held = socket.socket()
held.bind(("127.0.0.1", 0))  # bound and not listening: refused
url = "http://127.0.0.1:%d" % held.getsockname()[1]
client = module.GatewayClient(url, lambda: "t", Settings(), SystemClock())
assert "httpx" not in sys.modules
told = asyncio.run(client.add_sms(module.SendItem("+491570000001", "x", 1, 0, 1)))
assert told.kind == "not handed over", told
assert "httpx" in sys.modules
extras = {"click", "rich", "pygments", "markdown_it"}
assert not extras & set(sys.modules), extras & set(sys.modules)
"""


def test_httpx_comes_with_the_first_call_and_without_its_command_line():
    done = subprocess.run([sys.executable, "-c", LIGHT], capture_output=True, text=True, timeout=50, check=False)
    assert done.returncode == 0, done.stderr
