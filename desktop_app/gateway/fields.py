"""Tolerant readers for single values of the service: ids as text, lists as dicts, booleans of every kind.

Each takes any JSON value and never raises; gateway-api.md section 4 is the list of what must be understood.
"""

import re
from collections.abc import Mapping
from typing import Any

from desktop_app.domain.device import Device, Sim
from desktop_app.gateway.php_dates import moment
from desktop_app.gateway.strict_json import MAX_INT, Unreadable, loads

_NUMERIC = re.compile(r"[+-]?[0-9]{1,16}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_MAX_SIM_SLOT = 9
_MAX_WORDS = 300
_MISSING = frozenset({"", "null"})


def whole(value: object) -> int | None:
    """An integer as int or decimal text; None for everything else, booleans and floats included."""
    if isinstance(value, bool):
        return None
    if isinstance(value, str):
        if _NUMERIC.fullmatch(value.strip()) is None:
            return None
        value = int(value)
    return value if isinstance(value, int) and abs(value) <= MAX_INT else None


def positive(value: object) -> int | None:
    """An id: an integer above zero, as int or text."""
    number = whole(value)
    return number if number is not None and number > 0 else None


def flag(value: object) -> bool | None:
    """A boolean as true/false, 0/1 or either as text; None when it says nothing."""
    if isinstance(value, str):
        return {"true": True, "1": True, "false": False, "0": False}.get(value.strip().lower())
    if isinstance(value, bool):
        return value
    return bool(value) if isinstance(value, int) and value in {0, 1} else None


def text(value: object) -> str:
    """Text exactly as sent, only lone surrogates replaced, which no file or database could hold.

    Numbers become their digits; anything else is empty.
    """
    if isinstance(value, str):
        return _SURROGATE.sub("\ufffd", value)
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""


def label(value: object) -> str:
    """Text for a name or number: blanks trimmed, control characters out, "null" is missing."""
    found = _CONTROL.sub(" ", text(value)).strip()
    return "" if found.lower() in _MISSING else found


def words(value: object) -> str:
    """The service's own words, for quoting: one plain line of at most 300 characters."""
    line = " ".join(_CONTROL.sub(" ", text(value)).split())
    return line if len(line) <= _MAX_WORDS else line[: _MAX_WORDS - 1] + "…"


def entries(value: object) -> list[tuple[str, object]] | None:
    """A collection as (key, entry) pairs: object, list, `[]`, `{}` or null; keys are "" in a list.

    None when `value` is no collection at all.
    """
    if value is None:
        return []
    if isinstance(value, Mapping):
        return list(value.items())
    return [("", entry) for entry in value] if isinstance(value, list) else None


def sims(value: object) -> tuple[Sim, ...]:
    """The SIMs in `siminfo`, rising by slot: a list, an object or either as JSON text; unreadable ones left out."""
    if isinstance(value, str):
        try:
            value = loads(value.encode("utf-8", "replace"))
        except Unreadable:
            return ()
    found: dict[int, Sim] = {}
    for index, (_, entry) in enumerate(entries(value) or []):
        if isinstance(entry, Mapping):
            sim = _sim(entry, index)
            found.setdefault(sim.slot, sim)
    return tuple(found[slot] for slot in sorted(found))


def _sim(entry: Mapping[str, Any], index: int) -> Sim:
    members = {str(name).lower(): value for name, value in entry.items()}
    slot = whole(members.get("slot"))
    return Sim(
        slot=slot if slot is not None and 0 <= slot <= _MAX_SIM_SLOT else index,
        carrier=label(members.get("carriername")),
        number=label(members.get("number")),
        country=label(members.get("countryiso")),
        roaming=flag(members.get("roaming")) or False,
        icc_id=label(members.get("iccid")),
    )


def device(key: str, entry: object) -> Device | None:
    """A phone of getalldevices; None for an entry without a numeric id, such as a sender name."""
    if not isinstance(entry, Mapping):
        return None
    number = positive(entry.get("id", key)) or positive(entry.get("device_id"))
    if number is None:
        return None
    poll, delay = positive(entry.get("delaybetweenrequest")), whole(entry.get("delaybetweeneachsms"))
    return Device(
        id=number,
        title=label(entry.get("title")),
        last_seen=moment(entry.get("lastseen")),
        created=moment(entry.get("created")),
        sims=sims(entry.get("siminfo")),
        number=label(entry.get("number")),
        serial=label(entry.get("serialnumber")),
        imei=label(entry.get("imei")),
        app_version=label(entry.get("appversion")),
        app_current=flag(entry.get("isappversionactual")),
        poll_s=poll,
        delay_s=delay if delay is None or delay >= 0 else None,
        subscription=flag(entry.get("subscription")),
    )
