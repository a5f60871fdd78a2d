"""What addsms and addalotofsms ask for: their input read as the service reads it, or refused in one sentence."""

import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from desktop_app.demo.answers import UTC_ZONE, Zone, invented, normalised
from desktop_app.demo.messages import Draft
from desktop_app.demo.variants import Variants

SEND_CALLS = frozenset({"addsms", "addalotofsms"})
_LARGEST = 2**31 - 1
_LAST_DATE = 100 * 365 * 86400  # about the year 2070; a date at the calendar's end cannot be told in every zone
_WHOLE = re.compile(r"[+-]?[0-9]{1,40}")


class Refused(Exception):
    """The service answers error:1 with these words."""


def token_of(method: str, params: Mapping[str, str]) -> str:
    """The token of a call; addalotofsms carries it inside its JSON."""
    if method != "addalotofsms":
        return params.get("token", "")
    try:
        token = _json(params).get("token")
    except Refused:
        return ""
    return token if isinstance(token, str) else ""


@dataclass(frozen=True)
class Terms:
    """What the account has to do with reading a call."""

    variants: Variants
    device_ids: Collection[int]
    keeps_customerid: bool
    """Whether references are stored; the ledger has them either way."""


def drafts_of(method: str, params: Mapping[str, str], terms: Terms) -> list[Draft]:
    """The messages a call asks for.

    Raises:
        Refused: as a whole; with the `partial` variant only when no message is left.
    """
    if method == "addsms":
        numbers = [number for number in params.get("sendto", "").split(",") if number.strip()] or [""]
        return [_draft({**params, "sendto": number}, terms, no_customerid=None) for number in numbers]
    return _bulk_drafts(params, terms)


def _bulk_drafts(params: Mapping[str, str], terms: Terms) -> list[Draft]:
    items = _json(params).get("smsdata")
    if not isinstance(items, list) or not items:
        raise Refused(invented("There is no smsdata"))
    drafts, refusals = [], []
    for item in items:
        try:
            drafts.append(_draft(item if isinstance(item, dict) else {}, terms, no_customerid=0))
        except Refused as refusal:
            refusals.append(refusal)
    if refusals and not (terms.variants.partial and drafts):
        raise refusals[0]
    return drafts


def _json(params: Mapping[str, str]) -> dict[str, Any]:
    try:
        data = json.loads(params.get("datajson", ""))
    except (ValueError, RecursionError) as error:
        raise Refused(invented("datajson is not JSON")) from error
    if not isinstance(data, dict):
        raise Refused(invented("datajson is not an object"))
    return data


def _text(value: Any) -> str:
    return value if isinstance(value, str) else "" if value is None else str(value)


def _int(value: Any) -> int | None:
    text = _text(value).strip()
    return int(text) if _WHOLE.fullmatch(text) else None


def _draft(given: Mapping[str, Any], terms: Terms, *, no_customerid: int | None) -> Draft:
    """One message; `no_customerid` is what the call stores where there is no reference."""
    sendto = normalised(_text(given.get("sendto")))
    body = _text(given.get("body"))
    device_id = _int(given.get("device_id"))
    if not sendto.lstrip("+"):
        raise Refused(invented("There is no number to send to"))
    if not body:
        raise Refused(invented("The text is empty"))
    if device_id is None or device_id not in terms.device_ids:
        raise Refused(invented("There is no such device"))
    asked = given.get("customerid")
    if asked is None and terms.variants.camel_customerid:
        asked = given.get("customerId")
    customerid = _int(asked)
    stored = customerid if terms.keeps_customerid else None
    return Draft(
        sendto=sendto,
        body=body,
        device_id=device_id,
        sim=_int(given.get("sim")) or 0,
        customerid=no_customerid if stored is None else max(-_LARGEST, min(stored, _LARGEST)),
        timetosend=_due(_text(given.get("timetosend")), terms.variants),
        urgent=None if not _text(given.get("urgent")) else bool(_int(given.get("urgent"))),
        asked_customerid=customerid,
    )


def _due(text: str, variants: Variants) -> float | None:
    if not text.strip():
        return None
    zone = UTC_ZONE if variants.dates_in == "utc" else Zone.of_account(variants)
    try:
        due = zone.read(text)
    except ValueError as error:
        raise Refused(invented("timetosend is not a date")) from error
    if not 0 <= due < _LAST_DATE:
        raise Refused(invented("timetosend is not a date of our time"))
    return due
