"""The service's dates: PHP date objects and every text form seen, as aware UTC (gateway-api.md 1.1 and 4 item 8)."""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

_ISO = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[T ]([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\.([0-9]{1,9}))?)?)?\s*(.*)"
)
_DOTTED = re.compile(r"([0-9]{2})\.([0-9]{2})\.([0-9]{4})(?: ([0-9]{2}):([0-9]{2})(?::([0-9]{2}))?)?")
_OFFSET = re.compile(r"([+-])([0-9]{2}):?([0-9]{2})?(?::?[0-9]{2})?")
_HTTP = re.compile(r"[A-Za-z]{3}, ([0-9]{2}) ([A-Za-z]{3}) ([0-9]{4}) ([0-9]{2}):([0-9]{2}):([0-9]{2}) GMT")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

_ABBREVIATIONS = {  # hours east of UTC; only those PHP prints for one zone family, so nothing ambiguous is guessed
    "UTC": 0, "GMT": 0, "Z": 0, "WET": 0, "WEST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "MSK": 3,
    "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7, "AKST": -9, "AKDT": -8,
    "HST": -10, "AEST": 10, "AEDT": 11, "AWST": 8, "NZST": 12, "NZDT": 13, "JST": 9, "KST": 9, "SAST": 2,
    "BST": 1, "PKT": 5, "WIB": 7, "HKT": 8,
}  # fmt: skip


def moment(value: object) -> datetime | None:
    """The time `value` tells, aware UTC; None for none, zero dates and anything unreadable.

    A text without a zone is taken as UTC, which the padded windows of every search allow for.
    """
    if isinstance(value, dict):
        text, zone_name = value.get("date"), value.get("timezone")
        zone = _zone(zone_name) if isinstance(zone_name, str) else None
        return _of_text(text, zone) if isinstance(text, str) and zone is not None else None
    return _of_text(value, UTC) if isinstance(value, str) else None


def http_date(text: str | None) -> datetime | None:
    """The time in an HTTP `Date` header, aware UTC; None when absent or not in the standard form."""
    found = _HTTP.fullmatch((text or "").strip())
    if found is None or found[2].lower() not in _MONTHS:
        return None
    day, _, year, hour, minute, second = found.groups()
    month = _MONTHS.index(found[2].lower()) + 1
    return _build((int(year), month, int(day), int(hour), int(minute), int(second), 0), UTC)


def _of_text(text: str, zone: tzinfo) -> datetime | None:
    text = text.strip()
    dotted = _DOTTED.fullmatch(text)
    if dotted is not None:
        day, month, year, *clock = dotted.groups()
        return _build((int(year), int(month), int(day), *(int(part or 0) for part in clock), 0), zone)
    found = _ISO.fullmatch(text)
    if found is None:
        return None
    *parts, fraction, named = found.groups()
    own = _zone(named) if named else zone
    if own is None:
        return None
    micros = int((fraction or "").ljust(6, "0")[:6])
    return _build((*(int(part or 0) for part in parts), micros), own)


def _build(parts: tuple[int, ...], zone: tzinfo) -> datetime | None:
    year, month, day, hour, minute, second, micros = parts
    try:
        return datetime(year, month, day, hour, minute, second, micros, tzinfo=zone).astimezone(UTC)
    except (ValueError, OverflowError):  # 0000-00-00, month 13, or a zone that leaves year 1
        return None


def _zone(name: str) -> tzinfo | None:
    name = name.strip()
    offset = _OFFSET.fullmatch(name)
    if offset is not None:
        minutes = int(offset[2]) * 60 + int(offset[3] or 0)
        if minutes >= 24 * 60:
            return None
        return timezone(timedelta(minutes=minutes if offset[1] == "+" else -minutes))
    hours = _ABBREVIATIONS.get(name.upper())
    if hours is not None:
        return timezone(timedelta(hours=hours))
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # unknown, a path, or a folder of zones such as "America"
        return None
