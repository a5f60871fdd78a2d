"""A phone's last seven days by the half-hour, with the hours in which this computer was on, and what they add up to."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from PySide6.QtCore import QDate, QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from desktop_app.domain.device import Reach
from desktop_app.domain.reach_history import HALF_HOUR, ReachHistory
from desktop_app.ui import style
from desktop_app.ui.phone_words import reach_word
from desktop_app.ui.qt_virtual import qt_virtual
from desktop_app.ui.tokens import Role
from desktop_app.ui.widgets.label import plain_tip
from desktop_app.ui.widgets.strip import LOOKS

DAYS = 7
_CELLS = 48
_USUAL = (16, 36)
"""Half-hours from 08:00 to 18:00, shown where less was recorded."""
_WORST = (Reach.OFFLINE, Reach.LATE, Reach.ONLINE)
_BETWEEN = 2.0
_ROW, _CELL = 17, 12


@dataclass(frozen=True)
class WeekDay:
    """One day by this computer's clock: the worst in each half-hour; None where nobody watched."""

    date: date
    cells: tuple[Reach | None, ...]


@dataclass(frozen=True)
class Week:
    """Seven days, today last; `first` and `last` are the half-hours between which anything was recorded."""

    days: tuple[WeekDay, ...] = ()
    first: int = _USUAL[0]
    last: int = _USUAL[1]


def week_begin(now: datetime) -> datetime:
    """The local midnight before the first of seven days, today being the last; aware."""
    midnight = now.astimezone().replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None)
    return (midnight - timedelta(days=DAYS - 1)).astimezone()


def week_of(history: ReachHistory, now: datetime) -> Week:
    """The days as this computer's clock counts them, also over a change of summer time."""
    begin = week_begin(now)
    seen: dict[tuple[date, int], Reach] = {}
    for at, reach in _half_hours(history, begin, now):
        was = seen.get(at)
        seen[at] = reach if was is None else min(was, reach, key=_WORST.index)
    dates = [begin.date() + timedelta(days=day) for day in range(DAYS)]
    days = tuple(WeekDay(one, tuple(seen.get((one, cell)) for cell in range(_CELLS))) for one in dates)
    cells = [cell for _, cell in seen]
    first = min([_USUAL[0], *cells]) // 2 * 2
    last = -(-max([_USUAL[1], *(cell + 1 for cell in cells)]) // 2) * 2
    return Week(days, first, last)


def _half_hours(history: ReachHistory, begin: datetime, end: datetime) -> Iterator[tuple[tuple[date, int], Reach]]:
    for spell in history.spells(begin, end):
        at = spell.begin
        while at < spell.end:
            local = at.astimezone()
            yield (local.date(), local.hour * 2 + local.minute // 30), spell.reach
            into = timedelta(minutes=local.minute % 30, seconds=local.second, microseconds=local.microsecond)
            at += HALF_HOUR - into


class WeekView(QWidget):
    """Seven rows of half-hours: full height online, lower late, a sliver offline."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._week = Week()
        self.setAccessibleName(self.tr("Last 7 days, while this computer was on"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_week(self, week: Week, said: str) -> None:
        """Show another week; `said` is its text alternative."""
        self.setAccessibleDescription(said)
        if week != self._week:
            self._week = week
            self.updateGeometry()
            self.update()

    @qt_virtual
    def sizeHint(self) -> QSize:
        """Seven rows and the hours."""
        return QSize(300, style.scaled(_ROW) * DAYS + style.scaled(18))

    @qt_virtual
    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        self.updateGeometry()

    def _left(self) -> float:
        return style.text_width(self._word(date(2025, 11, 19), bold=True), Role.CAPTION, 600) + 6

    def _word(self, day: date, *, bold: bool) -> str:
        if bold and self._week.days and day == self._week.days[-1].date:
            return self.tr("Today")
        return f"{self.locale().toString(QDate(day.year, day.month, day.day), 'ddd')} {day.day}"

    def _cell_width(self) -> float:
        return (self.width() + _BETWEEN - self._left()) / max(self._week.last - self._week.first, 1)

    @qt_virtual
    def event(self, event: QEvent) -> bool:
        """Say what the half-hour under the pointer was."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), plain_tip(self._tip(event.pos().x(), event.pos().y())), self)
            return True
        return super().event(event)

    def _tip(self, x: float, y: float) -> str:
        row = int(y // style.scaled(_ROW))
        cell = self._week.first + int((x - self._left()) // self._cell_width())
        if not (0 <= row < len(self._week.days) and self._week.first <= cell < self._week.last):
            return ""
        day = self._week.days[row]
        reach = day.cells[cell]
        word = self.tr("not recorded") if reach is None else reach_word(reach)
        begin, end = _clock(cell), _clock(cell + 1)
        return f"{self._word(day.date, bold=False)}, {begin}–{end} · {word}"

    @qt_virtual
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw days and hours."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        c = style.colours()
        left, wide, row = self._left(), self._cell_width(), style.scaled(_ROW)
        for index, day in enumerate(self._week.days):
            today = index == len(self._week.days) - 1
            top = index * row
            painter.setFont(style.font(Role.CAPTION, 600 if today else None))
            painter.setPen(QColor(c.text if today else c.text2))
            words = QRectF(0, top, left, row)
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self._word(day.date, bold=True))
            self._paint_day(painter, day, left, wide, top + (row + _CELL) / 2)
        self._paint_hours(painter, left, wide, row * DAYS)

    def _paint_day(self, painter: QPainter, day: WeekDay, left: float, wide: float, floor: float) -> None:
        c = style.colours()
        painter.setPen(Qt.PenStyle.NoPen)
        for place, reach in enumerate(day.cells[self._week.first : self._week.last]):
            share, ink = LOOKS.get(reach or Reach.UNKNOWN, (0.08, "idle"))
            tall = max(_CELL * share, 1.0)
            painter.setBrush(QColor(c[ink]))
            at = QRectF(left + place * wide, floor - tall, max(wide - _BETWEEN, 1.0), tall)
            radius = min(1.5, tall / 2)
            painter.drawRoundedRect(at, radius, radius)

    def _paint_hours(self, painter: QPainter, left: float, wide: float, top: float) -> None:
        painter.setFont(style.font(Role.CAPTION))
        painter.setPen(QColor(style.colours().text2))
        room = style.text_width("00:00", Role.CAPTION)
        step = next((n for n in (4, 8, 12, 16, 24) if n * wide >= room * 1.6), 48)
        for cell in range(self._week.first, self._week.last, step):
            x = left + (cell - self._week.first) * wide
            if x + room <= self.width():
                at = QRectF(x, top, room + 2, style.scaled(18))
                painter.drawText(at, Qt.AlignmentFlag.AlignVCenter, _clock(cell))


def _clock(cell: int) -> str:
    """The begin of a half-hour of the day."""
    return "24:00" if cell >= _CELLS else time(cell // 2, cell % 2 * 30).strftime("%H:%M")
