"""The one door to the network: a thin client that sends each call once and hands what came to the pure functions.

httpx is imported on the first call, in a worker thread, so that the window's first paint needs none of it. A connection
is never used twice: a dead one would turn "not handed over" into "unsure".
"""

import asyncio
import logging
import ssl
import sys
from collections.abc import Callable, Sequence
from http.cookiejar import CookieJar, DefaultCookiePolicy
from types import ModuleType
from typing import TYPE_CHECKING, TypeVar, cast

from desktop_app.clock import Clock
from desktop_app.domain.settings import Settings
from desktop_app.gateway import address, breakage, protocol
from desktop_app.gateway.body import Broken, TooLarge, whole_body
from desktop_app.gateway.certificates import system_trust
from desktop_app.gateway.outcome import Answer, NoAnswer, SendOutcome, Why, without_answer
from desktop_app.gateway.rate import CallGate
from desktop_app.gateway.records import Call, DevicePage, DeviceStatus, GatewaySms, SendItem, SmsPage, SmsQuery
from desktop_app.gateway.strict_json import MAX_BYTES

if TYPE_CHECKING:
    import httpx

__all__ = ["DevicePage", "DeviceStatus", "GatewayClient", "GatewaySms", "SendItem", "SmsPage", "SmsQuery"]

log = logging.getLogger(__name__)

_T = TypeVar("_T")
_LARGE = 1_000_000
_HEADERS = {
    "Content-Type": "application/x-www-form-urlencoded",
    "Accept": "application/json",
    "Accept-Encoding": "gzip",
    "User-Agent": "sms-desk",
    "Connection": "close",
}


class GatewayClient:
    """One account at one gateway. Every call is one POST; nothing is ever repeated or redirected."""

    def __init__(
        self,
        base_url: str,
        token: Callable[[], str | None],
        settings: Settings,
        clock: Clock,
        *,
        transport: "httpx.AsyncBaseTransport | None" = None,
        allow_plain_http: bool = False,
    ) -> None:
        """Make a client; nothing is imported or opened before the first call.

        Args:
            base_url: the gateway, with or without `/getdata`.
            token: the account's token at the moment of a call; None when nobody is signed in.
            settings: timeouts and gaps.
            clock: for gaps, pauses and `took_s`.
            transport: instead of the network, for tests.
            allow_plain_http: plain http to another computer, an account's explicit choice.

        Raises:
            BadUse: the address cannot be used.
        """
        self.address = address.parse(base_url, allow_plain_http=allow_plain_http)
        self._token = token
        self._settings = settings
        self._clock = clock
        self._transport = transport
        self._gate = CallGate(clock, **_gate_times(settings))
        self._http: httpx.AsyncClient | None = None
        self._closed = False

    def __repr__(self) -> str:
        """Name the gateway only; never the token."""
        return f"<GatewayClient {self.address.name}>"

    def apply(self, settings: Settings) -> None:
        """Take changed settings from the next call on."""
        self._settings = settings
        self._gate.set_times(**_gate_times(settings))

    @property
    def wait_s(self) -> float:
        """Seconds a call would wait now for its gap or a pause; claim no row before this is short."""
        return self._gate.wait_s

    @property
    def held_s(self) -> float:
        """Seconds left of a pause the service asked for; 0 when there is none."""
        return self._gate.held_s

    async def get_token(self, email: str, password: str) -> str:
        """Exchange the account's details for its token; the password is not kept.

        Raises:
            NotSignedIn: wrong details.
            NotReached: a NoConnection; no whole answer.
            GatewayUnreadable: an answer that is none.
        """
        call = protocol.gettoken_call(email, password)
        del password
        return await self._ask(lambda _: call, protocol.gettoken_reply, token="")

    async def add_sms(self, item: SendItem, *, still_wanted: Callable[[], bool] | None = None) -> SendOutcome:
        """Hand one message over, once. Never raises for the network.

        Args:
            item: the message.
            still_wanted: asked when the call's turn has come, just before it leaves; False withdraws it.

        Raises:
            ValueError: the item breaks the sending rules; nothing left.
        """
        return await self._send(lambda token: protocol.addsms_call(token, item), protocol.addsms_reply, still_wanted)

    async def add_a_lot_of_sms(
        self, items: Sequence[SendItem], *, still_wanted: Callable[[], bool] | None = None
    ) -> SendOutcome:
        """Hand a batch over, once; as `add_sms`, for 1 to 50 messages. Ids are never told."""
        return await self._send(
            lambda token: protocol.addalotofsms_call(token, items), protocol.addalotofsms_reply, still_wanted
        )

    async def get_all_sms(self, query: SmsQuery) -> SmsPage:
        """Read messages of the account.

        Raises:
            NotSignedIn: nobody is signed in.
            NotReached: a NoConnection; no whole answer.
            GatewayUnreadable: an answer that is none, or over 32 MB (`detail` "too large").
            GatewayRefused: `error: 1`.
        """
        return await self._ask(lambda token: protocol.getallsms_call(token, query), protocol.getallsms_reply)

    async def get_all_devices(self, *, token: str | None = None) -> DevicePage:
        """Read the account's phones; with `token`, those of that token instead, to try it out.

        Raises:
            NotSignedIn, NotReached, GatewayUnreadable, GatewayRefused: as `get_all_sms`.
        """
        return await self._ask(protocol.getalldevices_call, protocol.getalldevices_reply, token=token)

    async def get_device_status(self, device_id: int) -> DeviceStatus:
        """Read how one phone is.

        Raises:
            NotSignedIn, NotReached, GatewayUnreadable, GatewayRefused: as `get_all_sms`.
            ValueError: no phone's number; nothing left.
        """
        return await self._ask(
            lambda token: protocol.getdevicestatus_call(token, device_id), protocol.getdevicestatus_reply
        )

    async def telegram_message(
        self, telegram_id: str, body: str, *, still_wanted: Callable[[], bool] | None = None
    ) -> SendOutcome:
        """Send a Telegram message, once; as `add_sms`. `not_offered` tells that the service knows no such call.

        Raises:
            ValueError: not a person's number at Telegram, or no text; nothing left.
        """
        return await self._send(
            lambda token: protocol.telegrammessage_call(token, telegram_id, body),
            protocol.telegrammessage_reply,
            still_wanted,
        )

    async def aclose(self) -> None:
        """Close for good; later calls are withdrawn."""
        self._closed = True
        http, self._http = self._http, None
        if http is not None:
            await http.aclose()

    async def _send(
        self,
        build: Callable[[str], Call],
        reply: Callable[[Answer | NoAnswer, float], SendOutcome],
        still_wanted: Callable[[], bool] | None,
    ) -> SendOutcome:
        build("-")  # a broken rule shows here, before any waiting
        got, took_s = await self._exchange(build, None, still_wanted)
        return reply(got, took_s)

    async def _ask(
        self, build: Callable[[str], Call], reply: Callable[[Answer | NoAnswer], _T], *, token: str | None = None
    ) -> _T:
        got, _ = await self._exchange(build, token, None)
        if isinstance(got, Answer) and len(got.body) > _LARGE:
            return await asyncio.to_thread(reply, got)
        return reply(got)

    async def _exchange(
        self, build: Callable[[str], Call], token: str | None, still_wanted: Callable[[], bool] | None
    ) -> tuple[Answer | NoAnswer, float]:
        """One call through the gate; what came and the seconds from leaving to the last byte."""
        async with self._gate.turn():
            http = await self._opened()  # before the last word is asked for, since it may take a second
            if self._closed or (still_wanted is not None and not still_wanted()):
                return NoAnswer(Why.WITHDRAWN, began=False), 0.0
            if http is None:
                return NoAnswer(Why.PROXY, began=False), 0.0
            token = self._token() if token is None else token
            if token is None:
                return NoAnswer(Why.NOT_SIGNED_IN, began=False), 0.0
            began = self._clock.elapsed()
            call = build(token)
            got = await self._post(http, call)
            took_s = self._clock.elapsed() - began
            self._mind(got)
        log.debug("%s: %s after %.2f s", call.method, got.status if isinstance(got, Answer) else got.why, took_s)
        return got, took_s

    def _mind(self, got: Answer | NoAnswer) -> None:
        """Let the gate know how the service feels."""
        if isinstance(got, NoAnswer):
            return
        if got.asks_to_slow_down:
            seconds = self._gate.hold(got.retry_after_s)
            log.warning("the service asks to slow down (http %d): no call for %.0f s", got.status, seconds)
        else:
            self._gate.ease()

    async def _post(self, http: "httpx.AsyncClient", call: Call) -> Answer | NoAnswer:
        """One POST. No exception leaves: it would carry the request, and with it the token, into a traceback."""
        seen: set[str] = set()
        try:
            async with (
                asyncio.timeout(self._settings.total_timeout_s),
                http.stream(
                    "POST",
                    f"{self.address.base}/{call.method}",
                    content=call.body,
                    headers=_HEADERS,
                    timeout=self._timeout(),
                    extensions={"trace": breakage.watch(seen)},
                ) as response,
            ):
                return await _receive(response)
        except Exception as error:  # noqa: BLE001 - whatever breaks under a call, what it proves must be told
            why = breakage.why(error, _httpx())
        return without_answer(why, request_seen="request" in seen, connecting_seen="connecting" in seen)

    def _timeout(self) -> "httpx.Timeout":
        connect, read = self._settings.connect_timeout_s, self._settings.read_timeout_s
        return cast("httpx.Timeout", _httpx().Timeout(connect=connect, read=read, write=read, pool=connect))

    async def _opened(self) -> "httpx.AsyncClient | None":
        """The one AsyncClient; None once closed, and where this computer's network settings cannot be used."""
        if self._http is None and not self._closed:
            try:
                self._http = await asyncio.to_thread(self._open)
            except Exception as error:  # noqa: BLE001 - a proxy setting httpx cannot use shows as any of four kinds
                log.warning("cannot use this computer's network settings: %s", type(error).__name__)
        if self._closed:  # perhaps only meanwhile
            await self.aclose()
        return self._http

    def _open(self) -> "httpx.AsyncClient":
        """Make the one AsyncClient; slow (import, certificates), so never on the loop's thread."""
        library = _httpx()
        return cast(
            "httpx.AsyncClient",
            library.AsyncClient(
                transport=self._transport,
                verify=system_trust() if self.address.tls else ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT),
                trust_env=not self.address.loopback,
                follow_redirects=False,
                limits=library.Limits(max_connections=1, max_keepalive_connections=0),
                cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
            ),
        )


def _gate_times(settings: Settings) -> dict[str, float]:
    return {
        "gap_s": settings.call_gap_s,
        "slow_s": settings.slow_down_s,
        "slow_max_s": settings.slow_down_max_s,
    }


def _httpx() -> ModuleType:
    """Import httpx without its command-line half, which would bring click, rich and pygments into the process."""
    sys.modules.setdefault("httpx._main", cast("ModuleType", None))  # None makes its import fail, which httpx expects
    import httpx

    return httpx


async def _receive(response: "httpx.Response") -> Answer | NoAnswer:
    """The whole answer, at most 32 MB unpacked."""
    packing = response.headers.get("content-encoding", "")
    try:
        content = await whole_body(response.aiter_raw(), packing, MAX_BYTES, abandon=response.aclose)
    except TooLarge:
        return NoAnswer(Why.TOO_LARGE, began=True)
    except Broken:
        return NoAnswer(Why.BROKEN, began=True)
    return Answer(response.status_code, {name.lower(): value for name, value in response.headers.items()}, content)
