"""Requests and replies, a pair of pure functions an endpoint.

Requests keep to what is known to be accepted (gateway-api.md section 4, "Sending rules"); replies are read with all the
tolerance of that section. A request that breaks the rules is a bug and raises ValueError before anything leaves.
"""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from desktop_app.domain.device import Device
from desktop_app.domain.errors import NotSignedIn
from desktop_app.gateway import fields
from desktop_app.gateway.form import form
from desktop_app.gateway.outcome import (
    Answer,
    GatewayRefused,
    GatewayUnreadable,
    NoAnswer,
    SendOutcome,
    of_read,
    of_send,
)
from desktop_app.gateway.php_dates import moment
from desktop_app.gateway.records import Call, DevicePage, DeviceStatus, GatewaySms, SendItem, SmsPage, SmsQuery

MAX_BATCH = 50
MAX_REF = 2**31 - 1
_E164 = re.compile(r"\+[1-9][0-9]{5,14}")
_TELEGRAM_ID = re.compile(r"[1-9][0-9]{0,19}")
_TOKEN = re.compile(r"[\x21-\x7e]{1,512}")
_WRONG_LOGIN = "login or password incorrect"


def gettoken_call(email: str, password: str) -> Call:
    """Ask for the account's token; the password is in the body and nowhere else."""
    return Call("gettoken", form((("email", email), ("pass", password))))


def gettoken_reply(got: Answer | NoAnswer) -> str:
    """The token.

    Raises:
        NotSignedIn: the service refused the details.
        NotReached, GatewayUnreadable: as `outcome.of_read`.
    """
    refused = None
    try:
        members = of_read(got, "token")
    except GatewayRefused as refusal:
        refused, members = refusal.words, {}
    if refused is not None:
        known = refused.lower() in {"", _WRONG_LOGIN}
        raise NotSignedIn(
            "E-mail and password don't match.",
            "Check caps lock, or reset the password on smsgateway24.com.",
            "" if known else "SmsGateway24 says: '{words}'.",
            words=refused,
        )
    token = members.get("token")
    if not is_token(token):
        raise GatewayUnreadable("no token")
    return str(token)


def is_token(value: object) -> bool:
    """Whether `value` could be a token: opaque, printable ASCII without blanks."""
    return isinstance(value, str) and _TOKEN.fullmatch(value) is not None


def addsms_call(token: str, item: SendItem) -> Call:
    """Hand one message over.

    Raises:
        ValueError: the item breaks the sending rules.
    """
    pairs = [("token", token), *((name, str(value)) for name, value in _item(item).items())]
    return Call("addsms", form(pairs))


def addsms_reply(got: Answer | NoAnswer, took_s: float = 0.0) -> SendOutcome:
    """The outcome class, with the message's id where the service told one."""
    return of_send(got, single=True, took_s=took_s)


def addalotofsms_call(token: str, items: Sequence[SendItem]) -> Call:
    """Hand 1 to 50 messages over; the token goes inside the JSON, as the service wants it.

    Raises:
        ValueError: an item breaks the sending rules, two share a reference, or there are none or too many.
    """
    refs = {item.customerid for item in items if item.customerid is not None}
    if not 1 <= len(items) <= MAX_BATCH or len(refs) != len(items):
        raise ValueError("a batch is 1 to 50 messages with a reference each")
    data = {"token": token, "smsdata": [_item(item) for item in items]}
    return Call("addalotofsms", form((("datajson", json.dumps(data, ensure_ascii=False, separators=(",", ":"))),)))


def addalotofsms_reply(got: Answer | NoAnswer, took_s: float = 0.0) -> SendOutcome:
    """The outcome class of the whole batch; ids are never told."""
    return of_send(got, single=False, took_s=took_s)


def getallsms_call(token: str, query: SmsQuery) -> Call:
    """Ask for messages; bounds go out as full UTC times, absent filters not at all."""
    asked: dict[str, str | int | None] = {
        "token": token,
        "device_id": query.device_id,
        "status": query.status,
        "begindate": _utc(query.begin),
        "enddate": _utc(query.end),
        "sim": query.sim,
        "customerid": query.customerid,
        "onlycount": 1 if query.onlycount else None,
        "phone": query.phone,
        "orderbydesc": 1 if query.orderbydesc else None,
        "timezone": query.timezone,
    }
    return Call("getallsms", form((name, str(value)) for name, value in asked.items() if value is not None))


def getallsms_reply(got: Answer | NoAnswer) -> SmsPage:
    """The messages, and whether the answer is whole.

    Raises:
        NotSignedIn, NotReached, GatewayUnreadable, GatewayRefused: as `outcome.of_read`.
    """
    members = of_read(got, "smss", "sms", "count")
    listed = fields.entries(_either(members, "smss", "sms"))
    if listed is None:
        raise GatewayUnreadable("smss odd")
    found: dict[int, GatewaySms] = {}
    sound = True
    for key, entry in listed:
        message = _message(key, entry) if isinstance(entry, Mapping) else None
        if message is None:
            sound = False
            continue
        sound = sound and message.id not in found and isinstance(entry, Mapping) and _sound(key, message, entry)
        found.setdefault(message.id, message)
    count = fields.whole(members.get("count"))
    return SmsPage(
        messages=tuple(found[number] for number in sorted(found)),
        count=count if count is not None and count >= 0 else None,
        complete=sound and count == len(listed),
        server_time=got.server_time if isinstance(got, Answer) else None,
    )


def getalldevices_call(token: str) -> Call:
    """Ask for the account's phones."""
    return Call("getalldevices", form((("token", token),)))


def getalldevices_reply(got: Answer | NoAnswer) -> DevicePage:
    """The phones; sender names among them are left out.

    Raises:
        NotSignedIn, NotReached, GatewayUnreadable, GatewayRefused: as `outcome.of_read`.
    """
    members = of_read(got, "device", "devices", "count")
    listed = fields.entries(_either(members, "device", "devices"))
    if listed is None:
        raise GatewayUnreadable("device odd")
    devices: dict[int, Device] = {}
    for key, entry in listed:
        if (device := fields.device(key, entry)) is not None:
            devices.setdefault(device.id, device)
    count = fields.whole(members.get("count"))
    return DevicePage(
        devices=tuple(devices.values()),
        server_time=got.server_time if isinstance(got, Answer) else None,
        complete=len(devices) == len(listed) and count in {None, len(listed)},
    )


def getdevicestatus_call(token: str, device_id: int) -> Call:
    """Ask how one phone is.

    Raises:
        ValueError: no phone's number.
    """
    if device_id < 1:
        raise ValueError("device_id out of range")
    return Call("getdevicestatus", form((("token", token), ("device_id", str(device_id)))))


def getdevicestatus_reply(got: Answer | NoAnswer) -> DeviceStatus:
    """How the phone is.

    Raises:
        NotSignedIn, NotReached, GatewayUnreadable, GatewayRefused: as `outcome.of_read`.
    """
    members = of_read(got, "lastseen", "diffseconds", "online")
    silent = fields.whole(members.get("diffseconds"))
    return DeviceStatus(
        device_id=fields.positive(_either(members, "device_id", "deviceid")),
        title=fields.label(members.get("title")),
        last_seen=moment(members.get("lastseen")),
        silent_s=silent if silent is not None and silent >= 0 else None,
        online=fields.flag(members.get("online")),
        server_time=got.server_time if isinstance(got, Answer) else None,
    )


def telegrammessage_call(token: str, telegram_id: str, body: str) -> Call:
    """Send a Telegram message to somebody who has written to the service's bot.

    Raises:
        ValueError: not a person's number at Telegram, or no text.
    """
    if _TELEGRAM_ID.fullmatch(telegram_id) is None or not body.strip():
        raise ValueError("a telegram needs a numeric id and a text")
    return Call("telegrammessage", form((("token", token), ("body", body), ("telegramid", telegram_id))))


def telegrammessage_reply(got: Answer | NoAnswer, took_s: float = 0.0) -> SendOutcome:
    """The outcome class; `not_offered` where the service does not know this call any more."""
    return of_send(got, single=False, took_s=took_s)


def _item(item: SendItem) -> dict[str, str | int]:
    """The members of one message; optional ones are left out rather than sent empty."""
    if _E164.fullmatch(item.sendto) is None:
        raise ValueError("sendto must be one number in E.164")
    if not item.body.strip():
        raise ValueError("body must not be empty")
    if item.customerid is not None and not 1 <= item.customerid <= MAX_REF:
        raise ValueError("customerid out of range")
    if item.device_id < 1 or item.sim not in {0, 1}:
        raise ValueError("device_id or sim out of range")
    members: dict[str, str | int] = {
        "sendto": item.sendto,
        "body": item.body,
        "device_id": item.device_id,
        "sim": item.sim,
    }
    if item.customerid is not None:
        members["customerid"] = item.customerid
    when = _utc(item.timetosend)
    if when is not None:
        members["timetosend"] = when
    if item.urgent:
        members["urgent"] = 1
    return members


def _utc(when: datetime | None) -> str | None:
    if when is None:
        return None
    if when.tzinfo is None:
        raise ValueError("a time for the gateway must be aware")
    return when.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")


def _message(key: str, entry: Mapping[str, Any]) -> GatewaySms | None:
    number = fields.positive(entry.get("id") if entry.get("id") is not None else key)
    if number is None:
        return None
    title = next((entry[name] for name in ("statustitle", "status_description", "status_message") if name in entry), "")
    return GatewaySms(
        id=number,
        sendto=fields.label(entry.get("sendto")),
        body=fields.text(entry.get("body")),
        customerid=fields.positive(entry.get("customerid")),
        status=fields.whole(entry.get("status")),
        title=fields.words(title),
        device_id=fields.positive(_either(entry, "deviceid", "device_id")),
        sim=fields.whole(_either(entry, "sim", "channel_id")),
        created=moment(entry.get("created")),
        senttime=moment(entry.get("senttime")),
        timetosend=moment(entry.get("timetosend")),
        urgent=fields.flag(entry.get("urgent")),
        paket_id=fields.positive(_either(entry, "paketid", "paket_id")),
    )


def _either(entry: Mapping[str, Any], name: str, other: str) -> object:
    return entry.get(name) if entry.get(name) is not None else entry.get(other)


def _sound(key: str, message: GatewaySms, entry: Mapping[str, Any]) -> bool:
    """Whether everything reconciling needs was told in a form we know; a doubt here makes absence prove nothing."""
    owner = entry.get("customerid", False)  # absent is not the recorded shape: perhaps only the echo is missing
    number = fields.whole(owner)
    known_owner = owner is None or owner in ("", "null") or (number is not None and number >= 0)
    keyed = fields.whole(key) in {None, message.id}
    told = isinstance(entry.get("body"), str) and bool(message.sendto) and message.status is not None
    return known_owner and keyed and told
