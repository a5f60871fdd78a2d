"""What Review says of a send, fact by fact; values people look for are bold. QtCore only, but for the type of a run."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from PySide6.QtCore import QT_TRANSLATE_NOOP

from desktop_app.domain import wording
from desktop_app.domain.forecast import Forecast, QuietSpan
from desktop_app.domain.recipient import Group, Mark, PlanRequest, PlanRow, PlanTotals, SheetView
from desktop_app.domain.segments import costly, measure
from desktop_app.ui.tabs.bulk.delivery_choice import DeliveryChoice, PhoneRow
from desktop_app.ui.tabs.bulk.delivery_words import (
    about,
    days_between,
    hours_words,
    nobody_online,
    pace_word,
    reason_word,
)
from desktop_app.ui.tabs.bulk.said import tr
from desktop_app.ui.widgets.runs import Run, bold, filled
from desktop_app.ui.words import clock_time, day, day_and_time, number, span

Runs = tuple[Run, ...]

_WELL_BEFORE = timedelta(hours=1)
_LEFT_OUT: tuple[tuple[tuple[Group, ...], str], ...] = (
    ((Group.SAME_TEXT,), str(QT_TRANSLATE_NOOP("Bulk", "%Ln duplicates"))),
    ((Group.NOT_A_NUMBER, Group.LANDLINE), str(QT_TRANSLATE_NOOP("Bulk", "%Ln bad numbers"))),
    ((Group.OPTED_OUT,), str(QT_TRANSLATE_NOOP("Bulk", "%Ln opted out"))),
    ((Group.EMPTY,), str(QT_TRANSLATE_NOOP("Bulk", "%Ln empty"))),
    ((Group.FIELD_MISSING,), str(QT_TRANSLATE_NOOP("Bulk", "%Ln with a field missing"))),
    ((Group.CELL_ERROR,), str(QT_TRANSLATE_NOOP("Bulk", "%Ln with an error in a cell"))),
    ((Group.TOO_LONG,), str(QT_TRANSLATE_NOOP("Bulk", "%Ln too long"))),
    ((Group.REPEATED,), str(QT_TRANSLATE_NOOP("Bulk", "%Ln sent not long ago"))),
    ((Group.SKIPPED_BY_YOU,), str(QT_TRANSLATE_NOOP("Bulk", "%Ln skipped by you"))),
    ((Group.HIDDEN,), str(QT_TRANSLATE_NOOP("Bulk", "%Ln hidden"))),
)


def head(totals: PlanTotals) -> Runs:
    """The sentence everything hangs on."""
    return filled(
        tr("You are about to send {messages} to {people}."),
        messages=bold(tr("%Ln messages", totals.ready) if totals.ready != 1 else tr("1 message")),
        people=bold(tr("%Ln people", totals.people) if totals.people != 1 else tr("1 person")),
    )


def senders(choice: DeliveryChoice) -> Runs:
    """Which phones, how many each, and what speaks against them."""
    shown = [phone for phone in choice.chosen if phone.rows]
    if not shown:
        return (Run(tr("No phone is chosen yet")),)
    runs: list[Run] = []
    for phone in shown:
        against = _against(phone, choice)
        runs += [Run(" · ")] if runs else []
        runs += [bold(phone.device.name), Run(f" {number(phone.rows)}{against}")]
    return tuple(runs)


def _against(phone: PhoneRow, choice: DeliveryChoice) -> str:
    words = [reason_word(reason, choice.busy.get(phone.device.id, 0)) for reason in phone.reasons]
    if not words:
        return ""
    joined = tr("{first} and {last}").format(first=", ".join(words[:-1]), last=words[-1]) if words[1:] else words[0]
    return f", {joined}, {tr('added by you')}" if choice.touched else f", {joined}"


def when(choice: DeliveryChoice, told: Forecast | None, now: datetime, quiet: QuietSpan) -> Runs:
    """Start, pace, end, and what quiet hours do to it."""
    pace = pace_word(choice.pace_s)
    later = choice.start_at is not None and choice.start_at > now
    if told is None:
        return (Run(tr("Choose a phone, then you see here when it is done")),)
    if nobody_online(choice.chosen) and not later:
        lasts = bold(span(told.finishes - told.starts))
        return filled(tr("Once a phone is back, {pace}. It takes about {time}"), pace=pace, time=lasts)
    start = day_and_time(choice.start_at, now) if choice.start_at and later else tr("Now")
    begun = filled(tr("{start}, {pace}. "), start=start, pace=pace)
    return (*begun, *_end(choice, told, now, quiet))


def _end(choice: DeliveryChoice, told: Forecast, now: datetime, quiet: QuietSpan) -> Runs:
    at = about(told.finishes)
    if choice.at_gateway:
        return filled(tr("SmsGateway24 keeps the time. Done by about {time}"), time=_day_bold(at, now))
    if not choice.quiet_on:
        return filled(tr("Done by about {time}. Quiet hours are off"), time=_day_bold(at, now))
    begin, end = hours_words(choice.quiet_hours)
    if told.pauses:
        words = tr("Pauses from {begin} to {end}, done by about {time}")
        return filled(words, begin=begin, end=end, time=_day_bold(at, now))
    following = quiet(told.finishes)
    waits = told.starts - max(choice.start_at or now, now) >= timedelta(minutes=1)
    if waits:
        words = tr("Starts at {end}, when quiet hours end. Done by about {time}")
        return filled(words, end=end, time=_day_bold(at, now))
    if following is not None and following[0] - told.finishes >= _WELL_BEFORE:
        words = tr("Done by about {time}, well before quiet hours at {quiet}")
        return filled(words, time=_day_bold(at, now), quiet=begin)
    return filled(tr("Done by about {time}, before quiet hours at {quiet}"), time=_day_bold(at, now), quiet=begin)


def _day_bold(at: datetime, now: datetime) -> Run:
    days = days_between(at, now)
    if days == 0:
        return bold(clock_time(at))
    if days == 1:
        return bold(tr("{time} tomorrow").format(time=clock_time(at)))
    return bold(f"{clock_time(at)}, {day(at)}")


def limit(choice: DeliveryChoice, now: datetime) -> Runs:
    """After when nothing goes out by itself."""
    if choice.not_after is None:
        return (Run(tr("No limit. What is left goes out however late it is")),)
    today = days_between(choice.not_after, now) == 0
    time = clock_time(choice.not_after)
    moment = tr("{time} today").format(time=time) if today else day_and_time(choice.not_after, now)
    return filled(tr("{moment}. What is left then waits until you say so"), moment=bold(moment))


def costs(totals: PlanTotals) -> Runs:
    """SMS only: prices are not known here."""
    long = sum(count for parts, count in totals.by_parts.items() if parts > 1)
    sms = bold(tr("%Ln SMS", totals.parts))
    if not long:
        return filled(tr("{sms}, one for each message"), sms=sms)
    words = tr("{sms}, because %Ln messages are long", long) if long != 1 else tr("{sms}, because 1 message is long")
    return filled(words, sms=sms)


def left_out(totals: PlanTotals) -> Runs:
    """How many rows do not go out, and why, the most frequent reason first."""
    if not totals.skipped:
        return (Run(tr("Nothing. Every row goes out")),)
    counted = [(sum(totals.left_out.get(group, 0) for group in groups), words) for groups, words in _LEFT_OUT]
    reasons = [tr(words, count) for count, words in sorted(counted, key=lambda pair: -pair[0]) if count]
    rows = tr("%Ln rows", totals.skipped) if totals.skipped != 1 else tr("1 row")
    return (Run(f"{rows}: {', '.join(reasons)}"),)


def twice(totals: PlanTotals) -> Runs | None:
    """People who get two different messages."""
    count = totals.marks.get(Mark.SAME_PERSON, 0)
    if not count:
        return None
    one = count == 1
    return (Run(tr("1 person gets two messages") if one else tr("%Ln people get two different messages", count)),)


def recent(totals: PlanTotals, days: int) -> Runs | None:
    """People texted not long ago."""
    count = totals.marks.get(Mark.RECENT, 0)
    if not count:
        return None
    people = bold(tr("%Ln people", count) if count != 1 else tr("1 person"))
    return filled(tr("{people} already had a text from you in the last {days} days"), people=people, days=number(days))


def recent_skipped(count: int) -> Runs:
    """The same after they were skipped."""
    people = bold(tr("%Ln people", count) if count != 1 else tr("1 person"))
    return filled(tr("{people} skipped, who had a text from you"), people=people)


def repeated(totals: PlanTotals, hours: float, *, again: bool) -> Runs | None:
    """Texts that went to the same number not long ago, word for word."""
    if again:
        return (Run(tr("Texts of the last {n} hours go out again").format(n=number(hours))),)
    count = totals.left_out.get(Group.REPEATED, 0)
    if not count:
        return None
    people = bold(tr("%Ln messages", count) if count != 1 else tr("1 message"))
    return filled(
        tr("{messages} left out: the very same went there in the last {n} hours"), messages=people, n=number(hours)
    )


def undo(choice: DeliveryChoice, undo_s: float, now: datetime) -> Runs:
    """What can still be taken back after the press."""
    seconds = bold(tr("%Ln seconds", round(undo_s)))
    if choice.at_gateway:
        words = tr("After you press Send you have {seconds} to undo. What SmsGateway24 has then can’t be called back.")
        return filled(words, seconds=seconds)
    if choice.start_at is not None and choice.start_at > now:
        words = tr("Nothing goes out before {time}. You can pause or stop it at any time.")
        return filled(words, time=bold(day_and_time(choice.start_at, now)))
    words = tr("After you press Send you have {seconds} to undo. After that you can pause or stop at any time.")
    return filled(words, seconds=seconds)


def why(row: PlanRow, request: PlanRequest | None, view: SheetView | None) -> str:
    """What is special about a message: an empty field replaced, or why it takes several SMS; else ""."""
    if row.parts > 1:
        sms = tr("%Ln SMS", row.parts)
        dear = costly(row.text)
        if not dear:
            return tr("{sms}, {n} characters").format(sms=sms, n=number(measure(row.text).units))
        sign = dear[0].character
        words = tr("{sms}, because of the letter {sign}") if sign.isalpha() else tr("{sms}, because of the sign {sign}")
        return words.format(sms=sms, sign=sign)
    if Mark.FALLBACK in row.marks and request is not None and view is not None:
        return _replaced(row, request, view)
    return ""


def _replaced(row: PlanRow, request: PlanRequest, view: SheetView) -> str:
    columns = [*request.field_names.items(), *((column.heading, column.index) for column in view.columns)]
    merge = wording.Merge(wording.parse(request.template or ""), columns, request.fallbacks)
    others = {wording.key(name): text for name, text in request.fallbacks.items()}
    for one, index in zip(merge.template.fields, merge.columns, strict=True):
        value = wording.clean_value(row.cells[index]) if 0 <= index < len(row.cells) else ""
        text = one.fallback if one.fallback is not None else others.get(wording.key(one.name))
        if not value and text:
            return tr("{field} is empty, so “{text}”").format(field=one.name, text=text)
        if not value:
            return tr("{field} is empty").format(field=one.name)
    return ""


def plain(runs: Sequence[Run]) -> str:
    """The words without their weights."""
    return "".join(run.text for run in runs)
