"""What an alert says: templates, so that the window can translate them, and the English sentence for a message."""

from dataclasses import dataclass
from datetime import datetime, tzinfo

from desktop_app.domain.one_line import one_line
from desktop_app.domain.outages import Alert, AlertKind

_NAMED = 3
"""Phones named in a title's line; the rest are counted."""
_LONGEST_NAME = 40


@dataclass(frozen=True)
class AlertWords:
    """Two templates and what fills them; `values` are plain text."""

    title: str
    text: str
    values: dict[str, str]

    @property
    def sentence(self) -> str:
        """Both in English."""
        parts = (part.format(**self.values) for part in (self.title, self.text) if part)
        return " ".join(parts)


def alert_words(alert: Alert, zone: tzinfo) -> AlertWords:
    """The words for `alert`, its times in `zone`."""
    if alert.kind is AlertKind.TELEGRAM_GONE:
        return AlertWords("Alerts by Telegram are off.", "SmsGateway24 does not offer Telegram messages any more.", {})
    if alert.kind is AlertKind.TELEGRAM_REFUSED:
        text = "Write to the SmsGateway24 bot in Telegram, then send yourself a test again."
        return AlertWords("An alert did not get through by Telegram.", text, {})
    first = alert.outages[0]
    values = {
        "name": _short(first.name),
        "names": _names([outage.name for outage in alert.outages]),
        "count": str(len(alert.outages)),
        "time": _clock(first.since, zone),
        "waiting": str(alert.waiting),
        "minutes": str(round((alert.at - first.since).total_seconds() / 60)),
    }
    if alert.kind is AlertKind.MOVED:
        values["other"] = _short(alert.outages[-1].name)
        moved = "1 message" if alert.waiting == 1 else "{waiting} messages"
        return AlertWords(
            f"{moved} moved from {{name}} to {{other}}.", "What {name} has already may still go out.", values
        )
    one = len(alert.outages) == 1
    return AlertWords(_title(alert.kind, one=one), _text(alert, one=one), values)


def _title(kind: AlertKind, *, one: bool) -> str:
    if kind is AlertKind.OFFLINE:
        return "{name} stopped answering at {time}." if one else "{count} phones went offline."
    if kind is AlertKind.BACK:
        return "{name} is back." if one else "{count} phones are back."
    return "{name} has been silent since {time}." if one else "{count} phones fell silent in the night."


def _text(alert: Alert, *, one: bool) -> str:
    if alert.kind is AlertKind.BACK:
        return "It was silent for {minutes} minutes." if one else "{names}."
    if not one:
        return "{names}. {waiting} messages are waiting for them." if alert.waiting else "{names}."
    if alert.waiting == 1:
        return "1 message is waiting for it. Is it switched on, charged and on Wi-Fi?"
    if alert.waiting:
        return "{waiting} messages are waiting for it. Is it switched on, charged and on Wi-Fi?"
    return "Is it switched on, charged and on Wi-Fi?"


def _names(names: list[str]) -> str:
    named = ", ".join(_short(name) for name in names[:_NAMED])
    return named if len(names) <= _NAMED else f"{named} +{len(names) - _NAMED}"


def _short(name: str) -> str:
    return one_line(name, _LONGEST_NAME)


def _clock(at: datetime, zone: tzinfo) -> str:
    return at.astimezone(zone).strftime("%H:%M")
