"""What an answer means: one of four classes for a send, a value or a Trouble for a read (reliability.md 2.3).

Pure: from what broke, or from status, headers and body, to the class. Only a send that certainly never left is
NOT_HANDED_OVER; only a clean `error:1` is REFUSED; whatever is in doubt is UNSURE.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from desktop_app.domain.errors import NoConnection, NotSignedIn, Trouble
from desktop_app.gateway import fields
from desktop_app.gateway.php_dates import http_date
from desktop_app.gateway.strict_json import Unreadable, loads

_OK = 200
_SLOW_DOWN = frozenset({403, 429})
_FIRST_ERROR = 400
_FIRST_SERVER_ERROR = 500
_NOT_OFFERED = frozenset({"http 404", "http 405", "http 410"})


class Kind(StrEnum):
    """The four classes of a send, A to D of reliability.md 2.3."""

    NOT_HANDED_OVER = "not handed over"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    UNSURE = "unsure"


class Why(StrEnum):
    """Why there is no answer; the values are the short class shown in details."""

    NO_ADDRESS = "host not found"
    NO_NETWORK = "no network"
    NOT_LISTENING = "connection refused"
    NOT_CONNECTED = "connection failed"
    CONNECT_TIMEOUT = "connect timeout"
    TLS = "certificate not trusted"
    PROXY = "proxy failed"
    NOT_SIGNED_IN = "not signed in"
    WITHDRAWN = "withdrawn before it left"
    READ_TIMEOUT = "read timeout"
    WRITE_FAILED = "write failed"
    CUT = "connection cut"
    BROKEN = "broken answer"
    TOO_LARGE = "too large"
    TOO_LONG = "no whole answer in time"
    UNEXPECTED = "unexpected failure"


BEFORE_ANY_BYTE = frozenset(
    {
        Why.NO_ADDRESS,
        Why.NO_NETWORK,
        Why.NOT_LISTENING,
        Why.NOT_CONNECTED,
        Why.CONNECT_TIMEOUT,
        Why.TLS,
        Why.PROXY,
        Why.NOT_SIGNED_IN,
        Why.WITHDRAWN,
    }
)
"""Failures that by their nature come before the request's first byte."""


@dataclass(frozen=True)
class NoAnswer:
    """A call without a whole answer."""

    why: Why
    began: bool
    """Whether a byte of the request may have been written; True whenever that is not certain."""


@dataclass(frozen=True)
class Answer:
    """A whole answer; header names in lower case, `body` unpacked, never shown (a token may be in it)."""

    status: int
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)

    @property
    def server_time(self) -> datetime | None:
        """The gateway's clock from its Date header, aware UTC."""
        return http_date(self.headers.get("date"))

    @property
    def retry_after_s(self) -> float | None:
        """Seconds the gateway asks to wait, as number or as date against its own clock; None when it does not."""
        asked = self.headers.get("retry-after", "").strip()
        if asked.isascii() and asked.isdigit():
            return min(float(asked[:9]), 1e6)
        until, now = http_date(asked), self.server_time
        return max((until - now).total_seconds(), 0.0) if until is not None and now is not None else None

    @property
    def asks_to_slow_down(self) -> bool:
        """Too many requests, a firewall's page, or any error that names a time to come back (F24)."""
        return self.status in _SLOW_DOWN or (self.status >= _FIRST_ERROR and "retry-after" in self.headers)


@dataclass(frozen=True)
class SendOutcome:
    """What became of one send call."""

    kind: Kind
    sms_id: int | None = None
    words: str = ""
    """The service's own text, plain, at most 300 characters; never a page's."""
    detail: str = ""
    """Our short class, such as "read timeout", "html" or "http 500"."""
    stops_campaign: bool = False
    """The connection could not be trusted: no further try by itself."""
    retry_after_s: float | None = None
    server_time: datetime | None = None
    took_s: float = 0.0

    @property
    def not_offered(self) -> bool:
        """Whether the service does not know this call, or no longer."""
        return self.detail in _NOT_OFFERED


class GatewayRefused(Trouble):
    """The service answered `error: 1`."""

    def __init__(self, words: str = "") -> None:
        """`words` is the service's own text, plain."""
        if words:
            super().__init__("SmsGateway24 refused this: '{words}'.", words=words)
        else:
            super().__init__("SmsGateway24 refused this without saying why.")
        self.words = words


class GatewayUnreadable(Trouble):
    """An answer came that cannot be understood."""

    def __init__(self, detail: str) -> None:
        """`detail` is our own short class, such as "html" or "http 500"."""
        super().__init__(
            "SmsGateway24 sent something we can't read.", "Nothing is lost.", "Please try again in a moment."
        )
        self.detail = detail


class NotReached(NoConnection):
    """No whole answer to a read; `why` says what broke."""

    def __init__(self, why: Why) -> None:
        """`why` decides the sentence."""
        if why is Why.TLS:
            super().__init__(
                "The connection to SmsGateway24 is not safe: its certificate is not trusted.",
                "Nothing was sent over it.",
                "Check this computer's clock, and whether this network wants you to log in first.",
            )
        elif why in {Why.NO_ADDRESS, Why.NO_NETWORK}:
            super().__init__("No internet connection.", "Nothing is lost.", "Check the connection and try again.")
        else:
            super().__init__("SmsGateway24 is not answering.", "Nothing is lost.", "Please try again in a moment.")
        self.why = why


def without_answer(why: Why, *, request_seen: bool, connecting_seen: bool) -> NoAnswer:
    """What broke, with the proof whether anything left.

    Args:
        why: the class of what broke.
        request_seen: writing of the request had begun.
        connecting_seen: the attempt to connect was observed, so that `request_seen` can be relied on when False.
    """
    return NoAnswer(why, began=request_seen or not (connecting_seen or why in BEFORE_ANY_BYTE))


def of_send(got: Answer | NoAnswer, *, single: bool, took_s: float = 0.0) -> SendOutcome:
    """The class of one send call. `single` is addsms, whose success names an id; an odd one leaves it unknown."""
    if isinstance(got, NoAnswer):
        kind = Kind.UNSURE if got.began else Kind.NOT_HANDED_OVER
        stops = got.why is Why.TLS and not got.began
        return SendOutcome(kind, detail=got.why.value, stops_campaign=stops, took_s=took_s)
    members, detail = _members(got)
    kind, said, sms_id = Kind.UNSURE, "", None
    if members is not None:
        said = fields.words(members.get("message"))
        error = _error(members)
        if error is None:
            detail = "error missing" if "error" not in members else "error odd"
        else:
            kind = Kind.REFUSED if error else Kind.ACCEPTED
        if kind is Kind.ACCEPTED and single:
            sms_id = fields.positive(members.get("sms_id"))
            detail = "" if sms_id is not None else "id unknown"
    return SendOutcome(
        kind, sms_id, said, detail, retry_after_s=got.retry_after_s, server_time=got.server_time, took_s=took_s
    )


def of_read(got: Answer | NoAnswer, *payload: str) -> dict[str, Any]:
    """The members of a successful answer to a read.

    Args:
        got: what came.
        payload: members of which one must be there when `error` is absent or null.

    Raises:
        NotSignedIn: there was no token to ask with.
        NotReached: no whole answer.
        GatewayUnreadable: an answer that is none.
        GatewayRefused: `error: 1`.
    """
    if isinstance(got, NoAnswer):
        if got.why is Why.NOT_SIGNED_IN:
            raise NotSignedIn("Please sign in again.", "Your queue is paused and safe.")
        if got.why is Why.TOO_LARGE:
            raise GatewayUnreadable(got.why.value)
        raise NotReached(got.why)
    members, detail = _members(got)
    if members is None:
        refusal = _refusal_under_its_own_status(got)
        raise GatewayUnreadable(detail) if refusal is None else GatewayRefused(refusal)
    if members.get("error") is None:
        if not any(name in members for name in payload):
            raise GatewayUnreadable("error missing")
        return members
    error = _error(members)
    if error is None:
        raise GatewayUnreadable("error odd")
    if error:
        raise GatewayRefused(fields.words(members.get("message")))
    return members


def _refusal_under_its_own_status(answer: Answer) -> str | None:
    """The words of a clean `error: 1` that comes with a 4xx status, as it may one day; None for anything else.

    Only reading goes by it: after a send, such an answer proves nothing.
    """
    if not _FIRST_ERROR <= answer.status < _FIRST_SERVER_ERROR or answer.status in _SLOW_DOWN:
        return None
    members, _ = _members(replace(answer, status=_OK))
    return fields.words(members.get("message")) if members is not None and _error(members) else None


def _members(answer: Answer) -> tuple[dict[str, Any] | None, str]:
    """The JSON object of a 200 answer, or None and our short class for what it is instead."""
    if answer.status != _OK:
        redirect = 300 <= answer.status < _FIRST_ERROR
        return None, f"redirect {answer.status}" if redirect else f"http {answer.status}"
    try:
        value = loads(answer.body)
    except Unreadable as unreadable:
        return None, str(unreadable)
    return (value, "") if isinstance(value, dict) else (None, "not an object")


def _error(members: Mapping[str, Any]) -> bool | None:
    """Whether `error` says so; None for anything but 0, 1, their texts, true and false."""
    value = members.get("error")
    if isinstance(value, str):
        return {"0": False, "1": True}.get(value)
    if isinstance(value, bool):
        return value
    return bool(value) if isinstance(value, int) and value in {0, 1} else None
