"""What steps Delivery and Review say about phones, pace and times. QtCore only."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from PySide6.QtCore import QT_TRANSLATE_NOOP, QLocale, QTimeZone

from desktop_app.domain.device import Reach
from desktop_app.domain.forecast import Forecast
from desktop_app.ui.phone_words import reach_word
from desktop_app.ui.tabs.bulk.delivery_choice import FAST_S, GENTLE_S, NORMAL_S, DeliveryChoice, PhoneRow, Reason
from desktop_app.ui.tabs.bulk.said import tr
from desktop_app.ui.widgets.stacked_bar import Pattern
from desktop_app.ui.words import ago, clock_time, day, number, to_qdatetime

_ROUND_MIN = 5

_REASONS: Mapping[Reason, str] = {
    Reason.NO_SUBSCRIPTION: str(QT_TRANSLATE_NOOP("Bulk", "no subscription")),
    Reason.ROAMING: str(QT_TRANSLATE_NOOP("Bulk", "roaming")),
    Reason.LEFT_OUT: str(QT_TRANSLATE_NOOP("Bulk", "left out by you")),
    Reason.BUSY: str(QT_TRANSLATE_NOOP("Bulk", "busy with another campaign: {n}")),
}
_REACHES = {
    Reason.OFFLINE: Reach.OFFLINE,
    Reason.LATE: Reach.LATE,
    Reason.NOT_SEEN: Reach.NOT_SEEN,
    Reason.UNKNOWN: Reach.UNKNOWN,
}
_SERIES = (
    ("accent", Pattern.SOLID),
    ("seq2", Pattern.SOLID),
    ("seq3", Pattern.SOLID),
    ("ctl", Pattern.HATCH),
    ("accent", Pattern.HATCH),
    ("ctl", Pattern.OUTLINE),
)


def series_look(place: int) -> tuple[str, Pattern]:
    """Token and pattern of the `place`-th chosen phone in bars and legend; the last look is for all beyond."""
    return _SERIES[min(place, len(_SERIES) - 1)]


def phone_name(phone: PhoneRow) -> tuple[str, str]:
    """The owner's own name for a phone, and its model where that is something else."""
    device = phone.device
    return device.name, device.title if device.title != device.name else ""


def reason_word(reason: Reason, busy: int = 0) -> str:
    """What speaks against a phone, in the middle of a sentence; `busy` as in `reasons_against`."""
    if reason in _REACHES:
        return reach_word(_REACHES[reason]).lower()
    return tr(_REASONS[reason]).format(n=number(busy))


def standing_line(phone: PhoneRow, server_now: datetime, busy: int = 0) -> str:
    """State, age and all reasons of a phone: Late · 3 min ago · roaming."""
    parts = [reach_word(phone.reach)]
    others = [reason for reason in phone.reasons if reason not in _REACHES]
    seen = phone.device.last_seen
    if seen is not None and phone.reach is not Reach.UNKNOWN and not (others and phone.reach is Reach.ONLINE):
        parts.append(tr("{age} ago").format(age=ago(seen, server_now)))
    parts += [reason_word(reason, busy) for reason in others]
    return " · ".join(parts)


def pace_word(pace_s: float) -> str:
    """The pace in a word."""
    known = {GENTLE_S: tr("gently"), NORMAL_S: tr("at normal pace"), FAST_S: tr("as fast as the phones allow")}
    return known.get(pace_s) or tr("one every {n} s per phone").format(n=f"{pace_s:g}")


def about(at: datetime) -> datetime:
    """`at` rounded up to five minutes: a forecast knows no better."""
    over = timedelta(minutes=at.minute % _ROUND_MIN, seconds=at.second, microseconds=at.microsecond)
    return at + timedelta(minutes=_ROUND_MIN) - over if over else at


def days_between(at: datetime, now: datetime) -> int:
    """Whole days of this computer's calendar from `now` to `at`."""
    return (at.astimezone().date() - now.astimezone().date()).days


def done_words(told: Forecast, now: datetime) -> str:
    """When it is done, as a headline: Done by about 12:20."""
    at = about(told.finishes)
    days = days_between(at, now)
    if days == 0:
        return tr("Done by about {time}").format(time=clock_time(at))
    if days == 1:
        return tr("Done tomorrow at about {time}").format(time=clock_time(at))
    return tr("Done {day} at about {time}").format(day=day(at), time=clock_time(at))


def moment_words(at: datetime, now: datetime) -> str:
    """A moment within a sentence: 20:00 today, tomorrow 09:00, Fri 21 Nov 09:00."""
    days = days_between(at, now)
    if days == 0:
        return tr("{time} today").format(time=clock_time(at))
    if days == 1:
        return tr("tomorrow {time}").format(time=clock_time(at))
    return f"{day(at)} {clock_time(at)}"


def start_words(choice: DeliveryChoice, told: Forecast | None, now: datetime) -> str:
    """When and with how many phones it begins, under the headline."""
    phones = tr("%Ln phones", len(choice.chosen)) if len(choice.chosen) != 1 else tr("1 phone")
    wanted = max(choice.start_at, now) if choice.start_at else now
    if told is not None and told.starts - wanted >= timedelta(
        minutes=1
    ):  # the two moments are read one after the other
        at = moment_words(told.starts, now)
        return tr("Starting {when}, when quiet hours end, with {phones}.").format(when=at, phones=phones)
    if choice.start_at and choice.start_at > now:
        return tr("Starting {when}, with {phones}.").format(when=moment_words(choice.start_at, now), phones=phones)
    return tr("Starting now, {time}, with {phones}.").format(time=clock_time(now), phones=phones)


def nobody_online(phones: Sequence[PhoneRow]) -> bool:
    """Whether no phone of these answers at this moment."""
    return all(phone.reach is not Reach.ONLINE for phone in phones)


def zone_words(at: datetime) -> str:
    """The zone this computer's clock shows at `at`, in words: Central European Standard Time."""
    zone = QTimeZone.systemTimeZone()
    return zone.displayName(to_qdatetime(at), QTimeZone.NameType.LongName, QLocale())


def hours_words(quiet_hours: str) -> tuple[str, str]:
    """Begin and end of quiet hours as people read them."""
    begin, _, end = quiet_hours.partition("-")
    return begin.strip(), end.strip()
