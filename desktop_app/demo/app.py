"""The service over HTTP: a call comes in, something may go wrong with it, an answer goes out."""

import asyncio
import logging
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any, Protocol

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from desktop_app.demo import answers
from desktop_app.demo.account import Account
from desktop_app.demo.faults import USUAL, Effect, FaultDice, Says, Stores, Wire
from desktop_app.demo.form import parameters
from desktop_app.demo.messages import Draft, Message
from desktop_app.demo.methods import OTHER_CALLS, Access, get_token
from desktop_app.demo.reading_calls import Listing
from desktop_app.demo.sending_calls import SEND_CALLS, Refused, Terms, drafts_of, token_of

LARGEST_BODY = 8 << 20  # PHP's own default for a POST
RECORDS_A_CHUNK = 250
RETRY_AFTER_S = 2
_log = logging.getLogger(__name__)
_HTML = "text/html; charset=UTF-8"


class Line(Protocol):
    """What can be done to a caller's connection; the relay does it."""

    def reset(self, peer_port: int) -> None:
        """Reset it now."""

    def cut(self, peer_port: int, share: float) -> None:
        """Pass only `share` of the answer on."""


@dataclass
class Calls:
    """Answers every call of the account.

    Args:
        account: what the calls are about.
        access: whose token counts.
        dice: what goes wrong.
        line: the caller's connection; set once the relay is there.
    """

    account: Account
    access: Access
    dice: FaultDice
    line: Line | None = None

    async def call(self, request: Request) -> Response:
        """One call of `/getdata/<method>`."""
        asked_at = datetime.now(UTC)
        method = request.path_params["method"].rstrip("/").lower()
        try:
            body = await _body(request)
        except ClientDisconnect:
            return Response(status_code=400)
        if body is None:
            return self._page(413, "Request Entity Too Large")
        kind = request.headers.get("content-type", "") if request.method == "POST" else ""  # PHP reads no body of a GET
        params = parameters(request.scope["query_string"], kind, body)
        self.account.advance()
        if method in self.account.variants.missing:
            raise HTTPException(404)
        if method in SEND_CALLS:
            effect = self.dice.of_send()
            answer = self._send(method, params, effect, asked_at)
        elif method in OTHER_CALLS:
            effect = self.dice.of_read()
            answer = self._other(method, params, effect)
        elif method == "gettoken":
            effect = USUAL
            answer = self._signed_in(params)
        else:
            raise HTTPException(404)
        return await self._on_the_wire(request, answer, effect)

    # --- what is answered

    def _send(self, method: str, params: Mapping[str, str], effect: Effect, asked_at: datetime) -> Response:
        variants = self.account.variants
        kept = variants.customerid == "kept" and not self.dice.faults.customerid_ignored
        try:
            self.access.check(token_of(method, params))
            drafts = drafts_of(method, params, Terms(variants, self.account.phones, kept))
        except Refused as refusal:
            return self._special(effect.says) or self._refusal(str(refusal))
        now, later = self._share(drafts, effect.stores)
        if later:
            self.account.store_late(later, method, asked_at, self.dice.faults.late_store_s)
        try:
            stored = self.account.store(now, method, asked_at)
        except OSError as error:
            _log.warning("the ledger could not be written, nothing was stored: %s", error)
            return self._page(500, "Internal Server Error")
        special = self._special(effect.says)
        if special is not None:
            return special
        answer: dict[str, Any] = {"error": 0}
        if method == "addsms":
            answer |= self._sms_id(stored)
        return self._json(answer | {"message": answers.SAVED})

    def _share(self, drafts: Sequence[Draft], stores: Stores) -> tuple[Sequence[Draft], Sequence[Draft]]:
        """What is stored now and what later."""
        half = len(drafts) // 2
        match stores:
            case Stores.ALL:
                return drafts, ()
            case Stores.NONE:
                return (), ()
            case Stores.LATER:
                return (), drafts
            case Stores.HALF:
                return drafts[:half], ()
            case Stores.SOME:
                return drafts[: max(1, half)], ()
            case Stores.ALL_BUT_ONE:
                left_out = self.dice.pick(len(drafts))
                return [draft for place, draft in enumerate(drafts) if place != left_out], ()

    def _sms_id(self, stored: Sequence[Message]) -> dict[str, Any]:
        """The id of the first message; one that was dropped got a number all the same."""
        ids = [message.id for message in stored] or self.account.messages.take_ids(1)
        match self.account.variants.sms_id:
            case "int":
                return {"sms_id": ids[0]}
            case "text":
                return {"sms_id": str(ids[0])}
            case "list":
                return {"sms_id": ids}
            case "missing":
                return {}

    def _other(self, method: str, params: Mapping[str, str], effect: Effect) -> Response:
        special = self._special(effect.says)
        if special is not None:
            return special
        try:
            self.access.check(params.get("token", ""))
            with self.account.lock:
                answer = OTHER_CALLS[method](self.account, params)
        except Refused as refusal:
            return self._refusal(str(refusal))
        return self._listing(answer) if isinstance(answer, Listing) else self._json(answer)

    def _signed_in(self, params: Mapping[str, str]) -> Response:
        try:
            return self._json(get_token(self.access, params))
        except Refused as refusal:
            return self._refusal(str(refusal))

    def _special(self, says: Says) -> Response | None:
        """The answer instead of the usual one."""
        match says:
            case Says.USUAL:
                return None
            case Says.REFUSED:
                return self._refusal(answers.invented("Something went wrong"))
            case Says.TOKEN_REFUSED:
                return self._refusal(answers.TOKEN_REFUSED)
            case Says.ERROR_500:
                return self._page(500, "Internal Server Error")
            case Says.MAINTENANCE:
                return self._text(answers.MAINTENANCE_PAGE, 200, _HTML)
            case Says.TOO_MANY:
                return self._page(429, "Too Many Requests", {"Retry-After": str(RETRY_AFTER_S)})
            case Says.REDIRECT:
                return self._page(307, "Temporary Redirect", {"Location": "https://elsewhere.invalid/getdata/"})

    # --- how it is written

    def _headers(self) -> dict[str, str]:
        if not self.account.variants.date_header:
            return {}
        moment = datetime.fromtimestamp(int(self.account.now()), UTC)
        return {"Date": format_datetime(moment, usegmt=True)}

    def _text(self, text: str, status: int, content_type: str, headers: Mapping[str, str] | None = None) -> Response:
        data = ("\ufeff" if self.account.variants.bom else "") + text
        extra = {**self._headers(), **(headers or {}), "Content-Type": content_type}
        return Response(data.encode(), status, extra)

    def _page(self, status: int, title: str, headers: Mapping[str, str] | None = None) -> Response:
        return self._text(answers.error_page(status, title), status, _HTML, headers)

    def page_for(self, status: int) -> Response:
        """The error page of a path or HTTP method the service does not know."""
        return self._page(status, {404: "Not Found", 405: "Method Not Allowed"}.get(status, "Error"))

    def _shaped(self, answer: dict[str, Any]) -> dict[str, Any]:
        """`answer` as this gateway's variants write it."""
        variants = self.account.variants
        if not variants.error_member and answer.get("error") == 0:
            answer = {name: value for name, value in answer.items() if name != "error"}
        return answers.as_text(answer) if variants.text_numbers else answer

    def _json(self, answer: dict[str, Any]) -> Response:
        return self._text(answers.php_json(self._shaped(answer)), 200, self.account.variants.content_type)

    def _refusal(self, words: str) -> Response:
        return self._json({"error": 1, "message": words})

    def _listing(self, found: Listing) -> Response:
        if found.only_count:
            return self._json({"error": 0, "count": found.count, "message": "Ok"})
        if not found.messages:
            return self._json({"error": 0, "smss": [], "count": found.count, "message": "Ok"})
        headers = {**self._headers(), "Content-Type": self.account.variants.content_type}
        return StreamingResponse(self._records(found), 200, headers)

    async def _records(self, found: Listing) -> AsyncIterator[bytes]:
        """A long answer piece by piece, so that other calls get their turn."""
        variants = self.account.variants
        head = answers.php_json(self._shaped({"error": 0})).strip("{}")
        opening, closing = ("[", "]") if variants.list_not_map else ("{", "}")
        lead = ("\ufeff" if variants.bom else "") + "{" + (head + "," if head else "") + '"smss":' + opening
        yield lead.encode()
        for start in range(0, len(found.messages), RECORDS_A_CHUNK):
            chunk = found.messages[start : start + RECORDS_A_CHUNK]
            yield (("," if start else "") + ",".join(self._record(message, found) for message in chunk)).encode()
            await asyncio.sleep(0)
        tail = answers.php_json(self._shaped({"count": found.count, "message": "Ok"}))
        yield (closing + "," + tail[1:]).encode()

    def _record(self, message: Message, found: Listing) -> str:
        """One record with its key; rendered once as long as nothing changes."""
        if found.own_zone and message.rendered is not None:
            return message.rendered
        record = answers.php_json(self._shaped(answers.sms_record(message, found.zone)))
        text = record if self.account.variants.list_not_map else f'"{message.id}":{record}'
        if found.own_zone:
            message.rendered = text
        return text

    # --- what becomes of it

    async def _on_the_wire(self, request: Request, answer: Response, effect: Effect) -> Response:
        peer_port = request.client.port if request.client is not None else 0
        if self.line is None or effect.wire is Wire.WHOLE:
            return answer
        match effect.wire:
            case Wire.RESET:
                self.line.reset(peer_port)
            case Wire.CUT:
                answer.headers["Connection"] = "close"
                self.line.cut(peer_port, self.dice.pick(1000) / 1000)
            case Wire.LATE:
                await _outlast(request, self.dice.faults.late_answer_s)
        return answer


async def _body(request: Request) -> bytes | None:
    """The whole body; `None` if it is larger than the service takes."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_BODY:
            return None
    return bytes(body)


async def _outlast(request: Request, seconds: float) -> None:
    """Wait real seconds, or until the caller has gone."""
    with_caller = asyncio.ensure_future(request.receive())
    try:
        await asyncio.wait({with_caller}, timeout=seconds)
    finally:
        with_caller.cancel()


def build(calls: Calls) -> Starlette:
    """The ASGI application."""

    async def unknown(_request: Request, error: Exception) -> Response:
        return calls.page_for(error.status_code if isinstance(error, HTTPException) else 500)

    routes = [
        Route(f"{front}/getdata/{{method:path}}", calls.call, methods=["GET", "POST"]) for front in ("", "/index.php")
    ]
    return Starlette(routes=routes, exception_handlers={HTTPException: unknown})
