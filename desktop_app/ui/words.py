"""How numbers, times and states are said to people, in the language of the program. QtCore only."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from PySide6.QtCore import QCoreApplication, QDate, QDateTime, QLocale, QTime

from desktop_app.domain.errors import Trouble
from desktop_app.domain.outgoing import Outgoing, State

_CONTEXT = "Words"


def said(text: str, n: int = -1) -> str:
    """`text` translated; the numerus form for `n` where it has one. Texts arrive from `domain`, as templates."""
    return QCoreApplication.translate(_CONTEXT, text, "", n)


def _locale() -> QLocale:
    """The locale in use; a system that names none gets English grouping and dates."""
    locale = QLocale()
    return QLocale(QLocale.Language.English) if locale.language() == QLocale.Language.C else locale


def settle_locale() -> None:
    """Give a system that names no locale English grouping, also where Qt itself puts numbers into texts."""
    QLocale.setDefault(_locale())


def number(value: float) -> str:
    """A whole number with the locale's grouping: 1,248."""
    return _locale().toString(round(value))


def clock_time(at: datetime, *, seconds: bool = False) -> str:
    """An aware time as this computer's clock reads it: 09:20, or 09:20:05."""
    local = at.astimezone()
    return QTime(local.hour, local.minute, local.second).toString("HH:mm:ss" if seconds else "HH:mm")


def day(at: datetime) -> str:
    """A date without its year: Thu 20 Nov."""
    local = at.astimezone()
    return _locale().toString(QDate(local.year, local.month, local.day), "ddd d MMM")


def day_and_year(at: datetime) -> str:
    """A date with its year: 3 Mar 2024."""
    local = at.astimezone()
    return _locale().toString(QDate(local.year, local.month, local.day), "d MMM yyyy")


def weekday_and_time(at: datetime) -> str:
    """A time within the last week: Wed 10:42."""
    local = at.astimezone()
    return f"{_locale().toString(QDate(local.year, local.month, local.day), 'ddd')} {clock_time(at)}"


def day_and_time(at: datetime, now: datetime) -> str:
    """When, seen from now: Today 09:20, Tomorrow 08:40, Thu 20 Nov 09:20."""
    days = (at.astimezone().date() - now.astimezone().date()).days
    if days == 0:
        return said("Today {time}").format(time=clock_time(at))
    if days == 1:
        return said("Tomorrow {time}").format(time=clock_time(at))
    return f"{day(at)} {clock_time(at)}"


def ago(at: datetime, now: datetime) -> str:
    """An age in words: 4 s, 3 min, 2 h, then the date."""
    age = max((now - at).total_seconds(), 0)
    if age < 60:
        return said("{n} s").format(n=int(age))
    if age < 3600:
        return said("{n} min").format(n=int(age // 60))
    if age < 86400:
        return said("{n} h").format(n=int(age // 3600))
    return day(at)


def span(duration: timedelta) -> str:
    """How long something takes: 40 s, 12 min, 3 h 14 min, 2 days."""
    seconds = max(int(duration.total_seconds()), 0)
    if seconds < 60:
        return said("{n} s").format(n=seconds)
    if seconds < 3600:
        return said("{n} min").format(n=seconds // 60)
    if seconds < 48 * 3600:
        return said("{h} h {m} min").format(h=seconds // 3600, m=seconds % 3600 // 60)
    return said("%Ln days", round(seconds / 86400))


def trouble_parts(trouble: Trouble) -> tuple[str, str]:
    """What happened, and what it means with the next step, translated and filled in; plain text."""
    what, meaning, step = (
        said(part).format(**trouble.values) if part else ""
        for part in (trouble.what, trouble.meaning, trouble.next_step)
    )
    return what, " ".join(part for part in (meaning, step) if part)


def to_qdatetime(at: datetime) -> QDateTime:
    """An aware time as Qt's, in local time."""
    return QDateTime.fromSecsSinceEpoch(int(at.timestamp()))


class Tone(StrEnum):
    """What a state's colour means; never the only carrier of it."""

    NEUTRAL = "neutral"
    ACCENT = "accent"
    OK = "ok"
    WARN = "warn"
    BAD = "bad"


@dataclass(frozen=True)
class Look:
    """A state in one word, with its icon (Lucide name) and tone."""

    word: str
    icon: str
    tone: Tone
    meaning: str = ""


_LOOKS: dict[State, tuple[str, str, Tone, str]] = {
    State.QUEUED: ("Waiting", "monitor", Tone.NEUTRAL, "On this computer. Not handed over yet."),
    State.SENDING: ("Being handed over", "cloud", Tone.ACCENT, "On its way to SmsGateway24."),
    State.UNSURE: (
        "Not confirmed",
        "circle-help",
        Tone.WARN,
        "The connection broke while handing it over. It may have gone out. We are checking.",
    ),
    State.ASK: (
        "Not confirmed",
        "circle-help",
        Tone.WARN,
        "The connection broke while handing it over. It may have gone out. You decide.",
    ),
    State.ACCEPTED: ("At SmsGateway24", "cloud", Tone.ACCENT, "Waiting for the phone to pick it up."),
    State.TAKEN: ("On the phone", "smartphone", Tone.ACCENT, "The phone has it and sends it next."),
    State.SENT: ("Sent", "check", Tone.ACCENT, "Left the phone. The receipt is on its way, if the carrier sends one."),
    State.DELIVERED: ("Delivered", "check-check", Tone.OK, "Their phone has it."),
    State.FAILED: ("Failed", "circle-alert", Tone.BAD, ""),
    State.REFUSED: ("Refused", "circle-alert", Tone.BAD, "SmsGateway24 did not take it."),
    State.SKIPPED: ("Skipped", "minus", Tone.NEUTRAL, "Left out when its turn came."),
    State.CANCELLED: ("Stopped", "circle-x", Tone.NEUTRAL, "You stopped the campaign. It was not sent."),
    State.DUPLICATE: ("Sent twice", "triangle-alert", Tone.BAD, "The service shows this text more than once."),
    State.QUARANTINED: ("Unreadable", "triangle-alert", Tone.BAD, "Its record on this computer is damaged."),
}

_FAILED: dict[int, tuple[str, str]] = {
    8: ("Not delivered", "Their phone was off or out of reach, or the number is no longer in use."),
    9: ("Phone couldn’t send", "The carrier refused. Often no credit or a monthly limit."),
    10: ("No signal", "The phone had no network."),
    11: ("Text couldn’t be sent", "The phone could not handle this text."),
    12: ("Flight mode", "The phone’s radio is off."),
    100: ("Blocked", "SmsGateway24 does not allow this phone to send."),
    101: ("Blocked", "SmsGateway24 does not allow this phone to send."),
}


def failure_word(code: int | None) -> tuple[str, str]:
    """A failed message's code in a word and a sentence (design/UX.md 4.5)."""
    if code is None:
        return said("Failed"), ""
    word, meaning = _FAILED.get(code, ("", ""))
    return (said(word), said(meaning)) if word else (said("Unknown (code {code})").format(code=code), "")


def state_look(state: State, code: int | None = None) -> Look:
    """How a message's state looks and is said; `code` is the gateway's, for failures."""
    word, icon, tone, meaning = _LOOKS[state]
    if state is State.FAILED and code is not None:
        failed, why = failure_word(code)
        return Look(failed, icon, tone, why)
    return Look(said(word), icon, tone, said(meaning) if meaning else "")


def outgoing_look(row: Outgoing) -> Look:
    """How a row looks on Progress; the service's own words are its meaning where they are known."""
    look = state_look(row.state, row.gateway_status)
    return Look(look.word, look.icon, look.tone, row.reason or look.meaning)
