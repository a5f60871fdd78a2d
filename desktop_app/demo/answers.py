"""The wire's words: recorded key order and types, PHP's JSON, PHP's date objects, PHP's reading of input.

Only the login refusal was ever recorded; every other error text here is this gateway's own invention and says so, so
that no client can come to depend on it.
"""

import html
import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from desktop_app.demo.messages import Message
from desktop_app.demo.phone_at_work import PhoneAtWork
from desktop_app.demo.phones import SimCard
from desktop_app.demo.variants import Variants

LOGIN_REFUSED = "Login or password incorrect"
SAVED = "Sms has been saved successfully"
_INVENTED = " (invented by the practice gateway)"
TOKEN_REFUSED = "Token is not valid" + _INVENTED
TITLES: Mapping[int, str] = {
    1: "New",
    2: "Taken from Server",
    3: "Queued for sending",
    5: "Income",
    6: "Sent by Phone",
    7: "Delivered",
    8: "Not Delivered",
    9: "Not sent, generic failure",
    10: "Not sent, no service",
    11: "Not sent, null PDU",
    12: "Not sent, radio off",
    100: "Not allowed",
    101: "Not allowed at all",
}
ONLINE_WITHIN_S = 300
_ABBREVIATIONS = {0: "UTC", 60: "CET", 120: "CEST"}
_ENCODER = json.JSONEncoder(ensure_ascii=True, separators=(",", ":"))
_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[ T](\d\d):(\d\d)(?::(\d\d))?)?")


def invented(words: str) -> str:
    """Error words that are not the service's own."""
    return words + _INVENTED


def php_json(value: Any) -> str:
    r"""`value` as PHP's json_encode writes it: `\/`, `\uXXXX`, no blanks."""
    return _ENCODER.encode(value).replace("/", "\\/")


def php_map(entries: Mapping[str, Any], variants: Variants) -> Any:
    """A PHP array with keys: an object, but `[]` when empty; a list where the variant says so."""
    return dict(entries) if entries and not variants.list_not_map else list(entries.values())


def as_text(value: Any) -> Any:
    """`value` with every number as a string, at any depth."""
    if isinstance(value, dict):
        return {key: as_text(each) for key, each in value.items()}
    if isinstance(value, list):
        return [as_text(each) for each in value]
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


class Zone:
    """A zone dates are written in, as PHP would name it."""

    def __init__(self, zone: tzinfo, kind: int, name: str) -> None:
        self._zone = zone
        self._kind = kind
        self._name = name

    @classmethod
    def of_account(cls, variants: Variants) -> "Zone":
        """The account's own offset, as the recorded answers show it."""
        offset = offset_of(variants.account_offset)
        minutes = int(offset.utcoffset(None).total_seconds()) // 60
        whole_hours = f"Etc/GMT{-minutes // 60:+d}" if minutes else "UTC"  # by POSIX, east is minus
        names = {2: _ABBREVIATIONS.get(minutes), 3: None if minutes % 60 else whole_hours}
        name = names.get(variants.date_type)
        if name is not None:
            return cls(offset, variants.date_type, name)
        return cls(offset, min(variants.date_type, 1), variants.account_offset)

    @classmethod
    def named(cls, name: str) -> "Zone | None":
        """An IANA zone, or `None` if there is none of that name."""
        try:
            return cls(ZoneInfo(name), 3, name)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            return None

    def local(self, moment: float) -> datetime:
        """`moment` (seconds since 1970) in this zone."""
        return datetime.fromtimestamp(int(moment), self._zone)

    def date(self, moment: float | None) -> Any:
        """A PHP date object; `None` stays null."""
        if moment is None:
            return None
        text = self.local(moment).strftime("%Y-%m-%d %H:%M:%S")
        if self._kind == 0:
            return text
        return {"date": text + ".000000", "timezone_type": self._kind, "timezone": self._name}

    def for_people(self, moment: float | None) -> str | None:
        """`dd.mm.YYYY HH:MM:SS`; `None` stays null."""
        return None if moment is None else self.local(moment).strftime("%d.%m.%Y %H:%M:%S")

    def read(self, text: str) -> float:
        """A date or date and time without zone, read in this zone; seconds since 1970.

        Raises:
            ValueError: not a date the service is known to take.
        """
        match = _DATE.fullmatch(text.strip())
        if match is None:
            raise ValueError(f"not a date: {text[:40]}")
        return datetime(*(int(part or 0) for part in match.groups()), tzinfo=self._zone).timestamp()  # type: ignore[misc, arg-type]  # six numbers


UTC_ZONE = Zone(UTC, 3, "UTC")


def offset_of(text: str) -> timezone:
    """`+HH:MM` as a zone.

    Raises:
        ValueError: not of that form.
    """
    match = re.fullmatch(r"([+-])(\d\d):(\d\d)", text)
    if match is None:
        raise ValueError(f"not an offset like +02:00: {text}")
    size = timedelta(hours=int(match[2]), minutes=int(match[3]))
    return timezone(-size if match[1] == "-" else size)


def normalised(number: str) -> str:
    """A number as stored: punctuation and blanks gone, a leading plus kept."""
    digits = re.sub(r"\D", "", number)
    return "+" + digits if number.strip().startswith("+") else digits


def sms_record(message: Message, zone: Zone) -> dict[str, Any]:
    """One record of getallsms, in the recorded order."""
    return {
        "id": message.id,
        "sendto": message.sendto,
        "body": message.body,
        "customerid": message.customerid,
        "status": message.status,
        "statustitle": TITLES.get(message.status, ""),
        "deviceid": message.device_id,
        "urgent": message.urgent,
        "created": zone.date(message.created),
        "senttime": zone.date(message.senttime),
        "timetosend": zone.date(message.timetosend),
        "sim": message.sim,
        "paketid": None,
        "pakettitle": None,
        "paketbody": None,
    }


def _sim_record(slot: int, sim: SimCard) -> dict[str, str]:
    return {
        "Slot": str(slot),
        "IccId": sim.icc_id,
        "Number": " " + sim.number.lstrip("+"),
        "Roaming": "1" if sim.roaming else "0",
        "CountryIso": sim.country,
        "CarrierName": sim.carrier,
    }


def device_record(working: PhoneAtWork, moment: float) -> dict[str, Any]:
    """One record of getalldevices, quirks of the sample included: imei is the text "null", SIM values are texts."""
    phone = working.phone
    seen = working.last_seen(moment)
    return {
        "id": phone.id,
        "title": phone.title,
        "number": None,
        "imei": "null",
        "created": UTC_ZONE.date(phone.created),
        "createdhumanformat": UTC_ZONE.for_people(phone.created),
        "lastseen": UTC_ZONE.date(seen),
        "lastseenhumanformat": UTC_ZONE.for_people(seen),
        "serialnumber": phone.serial,
        "siminfo": [_sim_record(slot, sim) for slot, sim in enumerate(phone.sims)],
        "appversion": phone.app_version,
        "isappversionactual": phone.app_current,
        "delaybetweeneachsms": phone.delay_s,
        "delaybetweenrequest": phone.poll_s,
        "subscription": phone.subscription,
    }


def device_status(working: PhoneAtWork, moment: float, zone: Zone) -> dict[str, Any]:
    """The answer of getdevicestatus, in the recorded order; when `online` ends is this gateway's invention."""
    seen = working.last_seen(moment)
    age = None if seen is None else int(moment) - int(seen)
    return {
        "online": age is not None and age <= ONLINE_WITHIN_S,
        "error": 0,
        "message": "OK",
        "device_id": working.phone.id,
        "lastseen": zone.date(seen),
        "diffseconds": age,
        "title": working.phone.title,
    }


def error_page(status: int, title: str) -> str:
    """An error page like Symfony's own."""
    return (
        '<!DOCTYPE html>\n<html>\n<head>\n    <meta charset="UTF-8" />\n'
        f"    <title>An Error Occurred: {html.escape(title)}</title>\n</head>\n<body>\n"
        '<div class="container">\n    <h1>Oops! An Error Occurred</h1>\n'
        f'    <h2>The server returned a "{status} {html.escape(title)}".</h2>\n'
        "    <p>Something is broken. Please let us know what you were doing when this error occurred.</p>\n"
        "</div>\n</body>\n</html>"
    )


MAINTENANCE_PAGE = (
    "<!DOCTYPE html>\n<html><head><title>Maintenance</title></head><body><h1>We will be back soon</h1>"
    '<p>Our site is being <b>updated</b>.</p><img src="/images/maintenance.png"></body></html>'
)
