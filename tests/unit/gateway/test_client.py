"""The client against scripted transports: what each way to break proves, and who may call when."""

import asyncio
import errno
import ssl
import threading
from socket import gaierror

import httpx
import pytest

from desktop_app.clock import SystemClock
from desktop_app.domain.errors import BadUse, NotSignedIn
from desktop_app.domain.settings import Settings
from desktop_app.gateway import protocol
from desktop_app.gateway.client import GatewayClient, SendItem, SmsQuery
from desktop_app.gateway.outcome import GatewayRefused, GatewayUnreadable, Kind, NotReached, Why
from tests.fake_clock import FakeClock
from tests.unit.gateway import samples

URL = "https://gateway.test"
ITEM = SendItem("+491570000001", "Hello", 260, 0, 7)
FAST = Settings(call_gap_s=0)


def respond(status, *, content=b"", headers=None):
    """An answer that is still on the wire; httpx reads one with `content` at once."""
    return httpx.Response(status, headers=headers, stream=httpx.ByteStream(content))


def client_of(handler, *, token=lambda: "tok", settings=FAST, clock=None):
    return GatewayClient(URL, token, settings, clock or SystemClock(), transport=httpx.MockTransport(handler))


def breaking(error, cause=None):
    def handler(request):
        raise error from cause

    return handler


def dressed(cause):
    """`cause` the way httpx and httpcore wrap it."""
    inner = RuntimeError("httpcore")
    inner.__cause__ = cause
    return httpx.ConnectError("x"), inner


@pytest.mark.parametrize(
    ("cause", "why", "stops"),
    [
        (gaierror(-2, "Name or service not known"), Why.NO_ADDRESS, False),
        (ConnectionRefusedError(errno.ECONNREFUSED, "x"), Why.NOT_LISTENING, False),
        (OSError(errno.ENETUNREACH, "x"), Why.NO_NETWORK, False),
        (OSError(errno.EHOSTUNREACH, "x"), Why.NO_NETWORK, False),
        (ExceptionGroup("all", [OSError("v6"), ConnectionRefusedError(1, "x")]), Why.NOT_LISTENING, False),
        (OSError("All connection attempts failed"), Why.NOT_CONNECTED, False),
        (ssl.SSLCertVerificationError("self-signed"), Why.TLS, True),
        (ssl.SSLError(1, "wrong version number"), Why.TLS, True),
        (ssl.SSLEOFError(8, "eof"), Why.NOT_CONNECTED, False),
        (None, Why.NOT_CONNECTED, False),
    ],
)
async def test_no_connection_means_not_handed_over(cause, why, stops):
    client = client_of(breaking(*dressed(cause)))
    told = await client.add_sms(ITEM)
    assert (told.kind, told.detail, told.stops_campaign) == (Kind.NOT_HANDED_OVER, why.value, stops)
    with pytest.raises(NotReached) as met:
        await client.get_all_devices()
    assert met.value.why is why
    assert met.value.__context__ is None
    assert met.value.__cause__ is None
    await client.aclose()


@pytest.mark.parametrize(
    ("error", "why", "kind"),
    [
        (httpx.ConnectTimeout("x"), Why.CONNECT_TIMEOUT, Kind.NOT_HANDED_OVER),
        (httpx.ProxyError("x"), Why.PROXY, Kind.NOT_HANDED_OVER),
        (httpx.ReadTimeout("x"), Why.READ_TIMEOUT, Kind.UNSURE),
        (httpx.WriteTimeout("x"), Why.WRITE_FAILED, Kind.UNSURE),
        (httpx.WriteError("x"), Why.WRITE_FAILED, Kind.UNSURE),
        (httpx.ReadError("x"), Why.CUT, Kind.UNSURE),
        (httpx.RemoteProtocolError("x"), Why.CUT, Kind.UNSURE),
        (ssl.SSLError(1, "bad record mac"), Why.CUT, Kind.UNSURE),
        (ConnectionResetError("x"), Why.CUT, Kind.UNSURE),
        (TimeoutError("x"), Why.TOO_LONG, Kind.UNSURE),
    ],
)
async def test_what_each_break_proves(error, why, kind):
    calls = []

    def handler(request):
        calls.append(request)
        raise error

    client = client_of(handler)
    for told in (await client.add_sms(ITEM), await client.add_a_lot_of_sms([ITEM])):
        assert (told.kind, told.detail, told.stops_campaign) == (kind, why.value, False)
    assert len(calls) == 2, "nothing is ever repeated"
    await client.aclose()


@pytest.mark.parametrize("host", ["\u2603\u2603..com", "xn--", "ex\u00ad.com"])
async def test_a_name_no_host_can_have_is_not_handed_over(host):
    client = GatewayClient(f"https://{host}", lambda: "tok", FAST, SystemClock())
    told = await client.add_sms(ITEM)
    assert (told.kind, told.detail) == (Kind.NOT_HANDED_OVER, Why.NO_ADDRESS)
    await client.aclose()


@pytest.mark.parametrize("error", [httpx.PoolTimeout("x"), httpx.DecodingError("x"), RuntimeError("x"), MemoryError()])
async def test_a_break_nobody_foresaw_is_unsure_and_never_escapes(error, expect_log):
    expect_log("broke in a way we do not know")
    client = client_of(breaking(error))
    assert (await client.add_sms(ITEM)).kind is Kind.UNSURE
    await client.aclose()


async def test_cancelling_a_send_is_not_swallowed_and_frees_the_gate():
    async def handler(request):
        await asyncio.sleep(60)

    client = client_of(handler)
    task = asyncio.create_task(client.add_sms(ITEM))
    await asyncio.sleep(0.05)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert client.wait_s == 0
    await client.aclose()


async def test_every_method_posts_to_its_own_address_with_the_token_in_the_body_only():
    seen = []

    def handler(request):
        seen.append(request)
        name = request.url.path.rpartition("/")[2]
        return respond(200, content=samples.EVERY[name], headers={"Date": "Sun, 11 Jul 2021 11:04:46 GMT"})

    client = client_of(handler, token=lambda: "tok-SECRET")
    assert await client.get_token("me@example.org", "pw-SECRET") == samples.TOKEN
    assert (await client.add_sms(ITEM)).sms_id == 22074938
    assert (await client.add_a_lot_of_sms([ITEM])).kind is Kind.ACCEPTED
    page = await client.get_all_sms(SmsQuery())
    assert (page.complete, len(page.messages)) == (True, 2)
    phones = await client.get_all_devices()
    assert [d.id for d in phones.devices] == [1576, 1297]
    assert phones.server_time is not None
    assert (await client.get_device_status(260)).title == "Phone B"
    assert (await client.telegram_message("123456789", "Hello")).kind is Kind.ACCEPTED
    await client.aclose()
    assert [r.method for r in seen] == ["POST"] * 7
    assert [r.url.path for r in seen] == [
        "/getdata/gettoken", "/getdata/addsms", "/getdata/addalotofsms", "/getdata/getallsms", "/getdata/getalldevices",
        "/getdata/getdevicestatus", "/getdata/telegrammessage",
    ]  # fmt: skip
    for request in seen:
        assert b"SECRET" in request.content
        assert "SECRET" not in str(request.url)
        assert not any("SECRET" in value for value in request.headers.values())
        assert request.headers["content-type"] == "application/x-www-form-urlencoded"
        assert request.headers["connection"] == "close"
    assert b"tok-SECRET" not in seen[0].content


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_redirects_are_not_followed_and_mean_unsure(status):
    seen = []

    def handler(request):
        seen.append(str(request.url))
        return respond(status, headers={"Location": "http://evil.test/getdata/addsms"})

    client = client_of(handler)
    told = await client.add_sms(ITEM)
    assert (told.kind, told.detail) == (Kind.UNSURE, f"redirect {status}")
    with pytest.raises(GatewayUnreadable):
        await client.get_all_devices()
    assert seen == [f"{URL}/getdata/addsms", f"{URL}/getdata/getalldevices"]
    await client.aclose()


async def test_cookies_are_never_sent_back():
    seen = []

    def handler(request):
        seen.append(request.headers.get("cookie"))
        return respond(200, content=b'{"error":0}', headers={"Set-Cookie": "PHPSESSID=abc; Path=/"})

    client = client_of(handler)
    await client.add_sms(ITEM)
    await client.add_sms(ITEM)
    assert seen == [None, None]
    await client.aclose()


async def test_without_a_token_nothing_leaves():
    def handler(request):
        raise AssertionError("a call left")

    client = client_of(handler, token=lambda: None)
    told = await client.add_sms(ITEM)
    assert (told.kind, told.detail) == (Kind.NOT_HANDED_OVER, "not signed in")
    with pytest.raises(NotSignedIn):
        await client.get_all_sms(SmsQuery())
    await client.aclose()


async def test_a_withdrawn_send_never_leaves_and_a_closed_client_sends_nothing():
    left = []

    def handler(request):
        left.append(request)
        return respond(200, content=samples.ADDSMS)

    client = client_of(handler)
    told = await client.add_sms(ITEM, still_wanted=lambda: False)
    assert (told.kind, left) == (Kind.NOT_HANDED_OVER, [])
    assert (await client.add_sms(ITEM, still_wanted=lambda: True)).kind is Kind.ACCEPTED
    await client.aclose()
    assert (await client.add_sms(ITEM)).kind is Kind.NOT_HANDED_OVER
    assert len(left) == 1


@pytest.fixture
def slow_opening(monkeypatch):
    """The first call takes its time to get ready; set the event to let it go on."""
    go_on = threading.Event()
    real = GatewayClient._open

    def slow(self):
        go_on.wait(5)
        return real(self)

    monkeypatch.setattr(GatewayClient, "_open", slow)
    return go_on


@pytest.mark.parametrize("how", ["withdrawn", "closed"])
async def test_the_last_word_is_asked_for_when_everything_else_is_ready(slow_opening, how):
    client = client_of(breaking(AssertionError("a call left")))
    wanted = True
    task = asyncio.create_task(client.add_sms(ITEM, still_wanted=lambda: wanted))
    await asyncio.sleep(0.05)
    if how == "closed":
        await client.aclose()
    wanted = False if how == "withdrawn" else wanted
    slow_opening.set()
    assert (await task).detail == Why.WITHDRAWN
    assert how == "withdrawn" or client._http is None, "nothing stays open"
    await client.aclose()


async def test_a_call_that_breaks_the_rules_raises_before_anything_leaves():
    client = client_of(breaking(AssertionError("a call left")))
    with pytest.raises(ValueError):
        await client.add_sms(SendItem("+491570000001,+491570000002", "x", 1, 0, 1))
    with pytest.raises(ValueError):
        await client.add_a_lot_of_sms([])
    await client.aclose()


async def test_too_many_requests_hold_every_call_and_say_so(expect_log):
    expect_log("slow down")
    clock = FakeClock()
    answers = iter([respond(429, headers={"Retry-After": "30"}), *(respond(200, content=b"{}"),) * 2])
    client = client_of(lambda request: next(answers), clock=clock, settings=Settings())
    told = await client.add_sms(ITEM)
    assert (told.kind, told.retry_after_s, client.held_s) == (Kind.UNSURE, 30, 30)
    task = asyncio.create_task(client.add_sms(ITEM))
    await clock.advance(29)
    assert not task.done()
    await clock.advance(2)
    assert (await task).kind is Kind.UNSURE
    assert client.held_s == 0
    assert client.wait_s == pytest.approx(0.5, abs=2)
    await client.aclose()


@pytest.mark.parametrize("count", [10, 20_000])
async def test_a_large_answer_is_read_off_the_loop_and_a_small_one_on_it(monkeypatch, count):
    threads, read = [], protocol.getallsms_reply

    def reply(got):
        threads.append(threading.current_thread())
        return read(got)

    monkeypatch.setattr(protocol, "getallsms_reply", reply)
    entry = b'{"id":%d,"sendto":"+491570000001","body":"x","customerid":%d,"status":1}'
    entries = b",".join(entry % (n, n) for n in range(1, count + 1))
    raw = b'{"error":0,"smss":[%s],"count":%d}' % (entries, count)
    client = client_of(lambda request: respond(200, content=raw))
    page = await client.get_all_sms(SmsQuery())
    assert (page.complete, len(page.messages)) == (True, count)
    assert (threads == [threading.main_thread()]) is (count == 10)
    await client.aclose()


async def test_refusals_of_reads_carry_the_services_words():
    client = client_of(lambda request: respond(200, content=b'{"error":1,"message":"Bad token"}'))
    with pytest.raises(GatewayRefused) as met:
        await client.get_all_devices()
    assert met.value.words == "Bad token"
    await client.aclose()


async def test_a_token_to_try_out_goes_instead_of_the_accounts():
    seen = []

    def handler(request):
        seen.append(request.content)
        return respond(200, content=samples.GETALLDEVICES)

    client = client_of(handler)
    await client.get_all_devices(token="other")
    assert seen == [b"token=other"]
    await client.aclose()


async def test_changed_settings_count_from_the_next_call():
    clock = FakeClock()
    client = client_of(lambda request: respond(200, content=b"{}"), clock=clock, settings=Settings(call_gap_s=9))
    await client.add_sms(ITEM)
    assert client.wait_s == 9
    client.apply(Settings(call_gap_s=2))
    await clock.advance(9)
    await client.add_sms(ITEM)
    assert client.wait_s == 2
    await client.aclose()


async def test_a_proxy_setting_that_cannot_be_used_is_not_handed_over(monkeypatch, expect_log):
    expect_log("cannot use this computer's network settings")
    for name in ("http_proxy", "https_proxy", "no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HTTPS_PROXY", "carrier-pigeon://x:1")
    client = GatewayClient(URL, lambda: "tok", FAST, SystemClock())
    told = await client.add_sms(ITEM)
    assert (told.kind, told.detail) == (Kind.NOT_HANDED_OVER, "proxy failed")
    await client.aclose()


def test_plain_http_to_another_computer_is_refused_at_once():
    with pytest.raises(BadUse):
        GatewayClient("http://gateway.test", lambda: "tok", FAST, SystemClock())
    assert GatewayClient("http://gateway.test", lambda: "t", FAST, SystemClock(), allow_plain_http=True)


def test_the_repr_names_the_gateway_only():
    assert repr(client_of(breaking(RuntimeError()), token=lambda: "SECRET")) == "<GatewayClient gateway.test>"
