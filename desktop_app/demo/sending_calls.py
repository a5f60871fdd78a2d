"""What addsms and addalotofsms ask for: their input read as the service reads it, or refused in one sentence."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from desktop_app.demo.answers import UTC_ZONE, Zone, invented, normalised
from desktop_app.demo.messages import Draft
from desktop_app.demo.variants import Variants

SEND_CALLS = frozenset({"addsms", "addalotofsms"})
_LARGEST = 2**31 - 1


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


def drafts_of(
    method: str, params: Mapping[str, str], variants: Variants, device_ids: frozenset[int], keep_customerid: bool
) -> list[Draft]:
    """The messages a call asks for.

    Raises:
        Refused: as a whole; with the `partial` variant only when no message is left.
    """
    if method == "addsms":
        numbers = [number for number in params.get("sendto", "").split(",") if number.strip()] or [""]
        drafts = [_draft({**params, "sendto": number}, variants, device_ids, None) for number in numbers]
    else:
        drafts = _bulk_drafts(params, variants, device_ids)
    return drafts if keep_customerid else [replace(draft, customerid=None) for draft in drafts]


def _bulk_drafts(params: Mapping[str, str], variants: Variants, device_ids: frozenset[int]) -> list[Draft]:
    items = _json(params).get("smsdata")
    if not isinstance(items, list) or not items:
        raise Refused(invented("There is no smsdata"))
    drafts, refusals = [], []
    for item in items:
        try:
            drafts.append(_draft(item if isinstance(item, dict) else {}, variants, device_ids, 0))
        except Refused as refusal:
            refusals.append(refusal)
    if refusals and not (variants.partial and drafts):
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
    try:
        return int(_text(value).strip())
    except ValueError:
        return None


def _draft(
    given: Mapping[str, Any], variants: Variants, device_ids: frozenset[int], without_customerid: int | None
) -> Draft:
    sendto = normalised(_text(given.get("sendto")))
    body = _text(given.get("body"))
    device_id = _int(given.get("device_id"))
    if not sendto.lstrip("+"):
        raise Refused(invented("There is no number to send to"))
    if not body:
        raise Refused(invented("The text is empty"))
    if device_id not in device_ids:
        raise Refused(invented("There is no such device"))
    asked = given.get("customerid")
    if asked is None and variants.camel_customerid:
        asked = given.get("customerId")
    customerid = _int(asked)
    return Draft(
        sendto=sendto,
        body=body,
        device_id=device_id,
        sim=_int(given.get("sim")) or 0,
        customerid=without_customerid if customerid is None else max(-_LARGEST, min(customerid, _LARGEST)),
        timetosend=_due(_text(given.get("timetosend")), variants),
        urgent=None if not _text(given.get("urgent")) else bool(_int(given.get("urgent"))),
        asked_customerid=customerid,
    )


def _due(text: str, variants: Variants) -> float | None:
    if not text.strip():
        return None
    zone = UTC_ZONE if variants.dates_in == "utc" else Zone.of_account(variants)
    try:
        return zone.read(text)
    except ValueError as error:
        raise Refused(invented("timetosend is not a date")) from error
