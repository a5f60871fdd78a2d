"""An alert in words of the window's language; plain text. QtCore only."""

from datetime import datetime

from desktop_app.domain.alert_words import alert_words
from desktop_app.domain.outages import Alert, AlertKind
from desktop_app.ui.phone_words import shown
from desktop_app.ui.words import ago, clock_time, day, said

ICONS = {
    AlertKind.OFFLINE: ("wifi-off", "bad"),
    AlertKind.BACK: ("circle-check", "ok"),
    AlertKind.MORNING: ("moon", "warn"),
    AlertKind.MOVED: ("shuffle", "text2"),
    AlertKind.TELEGRAM_GONE: ("send", "warn"),
    AlertKind.TELEGRAM_REFUSED: ("send", "warn"),
}
"""Icon and ink of each kind."""


def alert_said(alert: Alert) -> tuple[str, str]:
    """What happened, and what it means; times as this computer's clock read them then."""
    zone = alert.at.astimezone().tzinfo
    assert zone is not None  # an aware time has one
    words = alert_words(alert, zone)
    values = {key: shown(value) for key, value in words.values.items()}
    title, text = (said(part).format(**values) if part else "" for part in (words.title, words.text))
    return title, text


def when_said(at: datetime, now: datetime) -> str:
    """How long ago, within the hour; then the time, and the day before it."""
    if (now - at).total_seconds() < 3600:
        return said("{age} ago").format(age=ago(at, now))
    same_day = at.astimezone().date() == now.astimezone().date()
    return clock_time(at) if same_day else f"{day(at)} {clock_time(at)}"
