"""How a phone's recorded life is said: how long it was what. QtCore only."""

from datetime import datetime, time, timedelta

from PySide6.QtCore import QCoreApplication

from desktop_app.domain.device import Reach
from desktop_app.domain.reach_history import ReachHistory
from desktop_app.ui.words import clock_time, day


def _tr(text: str) -> str:
    return QCoreApplication.translate("Reach", text)


def lasted(duration: timedelta) -> str:
    """How long something lasted, to the minute: 40 s, 40 min, 21 h, 1 h 10 min, 2 d 4 h."""
    seconds = max(int(duration.total_seconds()), 0)
    if seconds < 60:
        return _tr("{n} s").format(n=seconds)
    minutes = seconds // 60
    hours, minutes = divmod(minutes, 60)
    days, left = divmod(hours, 24)
    if days >= 2:
        return _tr("{d} d {h} h").format(d=days, h=left) if left else _tr("{d} d").format(d=days)
    if not hours:
        return _tr("{n} min").format(n=minutes)
    return _tr("{h} h {m} min").format(h=hours, m=minutes) if minutes else _tr("{n} h").format(n=hours)


def lasted_short(duration: timedelta) -> str:
    """The same in fewer letters, for a caption: 40 min, 5 h 20, 21 h."""
    minutes = max(int(duration.total_seconds()), 0) // 60
    hours, left = divmod(minutes, 60)
    if not hours:
        return _tr("{n} min").format(n=minutes)
    return _tr("{h} h {m}").format(h=hours, m=f"{left:02}") if left else _tr("{n} h").format(n=hours)


def totals_said(history: ReachHistory, begin: datetime, end: datetime) -> str:
    """What a phone was between two moments: online 21 h, late 40 min, offline 1 h 10 min, not recorded 1 h."""
    words = {
        Reach.ONLINE: _tr("online {time}"),
        Reach.LATE: _tr("late {time}"),
        Reach.OFFLINE: _tr("offline {time}"),
    }
    parts = []
    known = timedelta()
    for reach, template in words.items():
        total = history.total(reach, begin, end)
        known += total
        if total:
            parts.append(template.format(time=lasted(total)))
    unknown = end - begin - known
    if unknown >= timedelta(minutes=1) or not parts:
        parts.append(_tr("not recorded {time}").format(time=lasted(unknown)))
    return ", ".join(parts)


def trouble_said(history: ReachHistory, begin: datetime, end: datetime) -> str:
    """What went wrong in a time, in a caption: late 5 h 20 · offline 2 h 05; always online; nothing recorded yet."""
    late, offline = history.total(Reach.LATE, begin, end), history.total(Reach.OFFLINE, begin, end)
    parts = [
        template.format(time=lasted_short(total))
        for template, total in ((_tr("late {time}"), late), (_tr("offline {time}"), offline))
        if total >= timedelta(minutes=1)
    ]
    if parts:
        return " · ".join(parts)
    seen = history.total(Reach.ONLINE, begin, end) or late or offline
    return _tr("always online") if seen else _tr("nothing recorded yet")


def habit_said(history: ReachHistory, begin: datetime, end: datetime, quiet: tuple[time, time] | None) -> str:
    """A time in sentences: how much of it the phone was up, its longest outage, when it is usually silent."""
    uptime = history.uptime(begin, end)
    if uptime is None:
        return ""
    parts = [_tr("Up {percent} of the time watched.").format(percent=percent_said(uptime))]
    longest = history.longest_outage(begin, end)
    if longest is not None and longest.length >= timedelta(minutes=1):
        at = f"{day(longest.begin)}, {clock_time(longest.begin)}"
        parts.append(_tr("Longest outage {time}, {at}.").format(time=lasted(longest.length), at=at))
    if quiet is not None:
        first, last = (one.strftime("%H:%M") for one in quiet)
        parts.append(_tr("Usually silent {first}–{last}.").format(first=first, last=last))
    return " ".join(parts)


def percent_said(share: float) -> str:
    """A share to a tenth, never rounded up to all: 97.4 %, 100 %."""
    tenths = int(share * 1000)
    return _tr("{n} %").format(n=tenths // 10 if tenths % 10 == 0 else f"{tenths / 10:.1f}")
