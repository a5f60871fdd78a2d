"""The last 24 hours of a phone in 48 half-hours: tall is online, short is offline, a gap is when nobody watched."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from desktop_app.domain.device import Reach
from desktop_app.domain.reach_history import ReachHistory, Span
from desktop_app.ui import icons, style
from desktop_app.ui.phone_words import reach_word
from desktop_app.ui.qt_virtual import qt_virtual
from desktop_app.ui.reach_words import totals_said
from desktop_app.ui.tokens import Role
from desktop_app.ui.widgets.label import plain_tip
from desktop_app.ui.words import clock_time, weekday_and_time

CELLS = 48
DAY = timedelta(days=1)
LOOKS = {Reach.ONLINE: (1.0, "ok_mid"), Reach.LATE: (0.68, "warn_dot"), Reach.OFFLINE: (0.36, "bad_dot")}
"""Share of the height and token of a cell: height says it without colour."""
_BETWEEN = 2.0
_WIDEST = 1.7
"""How much wider than a 48th a cell may become when a gap is folded."""
_MOON = 12
_LABELLED = 44
"""A gap narrower than this says when it was only in its tooltip."""


@dataclass(frozen=True)
class StripDay:
    """What a strip shows, made off the GUI thread where many are made.

    Args:
        cells: the worst in each equal part from `begin` to `end` (aware UTC); None where nobody watched.
        off: when this computer did not watch.
        said: the totals in words.
    """

    cells: tuple[Reach | None, ...]
    begin: datetime
    end: datetime
    off: tuple[Span, ...] = ()
    said: str = ""


def strip_day(history: ReachHistory, end: datetime) -> StripDay:
    """The 24 hours before `end` (the gateway's time, aware UTC)."""
    begin = end - DAY
    cells = history.cells(begin, end, CELLS)
    return StripDay(cells, begin, end, tuple(history.unwatched(begin, end)), totals_said(history, begin, end))


@dataclass(frozen=True)
class _Piece:
    """A run of cells, all recorded or none, and where it stands."""

    first: int
    cells: tuple[Reach | None, ...]
    left: float
    width: float

    @property
    def gap(self) -> bool:
        return self.cells[0] is None


class Strip(QWidget):
    """`show_day` shows what is known; `height` is that of the cells, times stand beneath unless `times` is off."""

    def __init__(self, *, height: int = 42, times: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._day: StripDay | None = None
        self._height, self._times = height, times
        self.setAccessibleName(self.tr("Last 24 hours"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_day(self, day: StripDay | None) -> None:
        """Show these 24 hours; None before anything was read."""
        if day == self._day:
            return
        self._day = day
        said = "" if day is None else self.tr("24 hours: {totals}").format(totals=day.said)
        self.setAccessibleDescription(said)
        self.update()

    def set_height(self, height: int, *, times: bool = True) -> None:
        """Be taller or lower, with or without the times."""
        if (height, times) != (self._height, self._times):
            self._height, self._times = height, times
            self.updateGeometry()
            self.update()

    @qt_virtual
    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(240, self._height + (style.scaled(18) if self._times else 0))

    @qt_virtual
    def minimumSizeHint(self) -> QSize:
        """Three pixels a cell."""
        return QSize(144, self.sizeHint().height())

    # --- where everything stands

    def _pieces(self) -> Iterator[_Piece]:
        """Runs from left to right; gaps are folded, so that the hours somebody watched have the room."""
        day = self._day
        if day is None or not day.cells:
            return
        runs = [(gap, tuple(cells)) for gap, cells in groupby(day.cells, key=lambda cell: cell is None)]
        even = (self.width() + _BETWEEN) / len(day.cells)
        recorded = sum(len(cells) for gap, cells in runs if not gap)
        unseen = len(day.cells) - recorded
        fold = min(unseen * even, sum(min(len(c) * even, style.scaled(60)) for gap, c in runs if gap))
        wide = min((self.width() + _BETWEEN - fold) / recorded, even * _WIDEST) if recorded else 0.0
        rest = self.width() + _BETWEEN - wide * recorded
        first, left = 0, 0.0
        for gap, cells in runs:
            width = rest * len(cells) / unseen if gap else wide * len(cells)
            yield _Piece(first, cells, left, width)
            first, left = first + len(cells), left + width

    def _off_words(self, piece: _Piece) -> str:
        """Why nothing is known there, where that is known."""
        day = self._day
        if day is None:
            return ""
        part = (day.end - day.begin) / len(day.cells)
        begin, end = day.begin + part * piece.first, day.begin + part * (piece.first + len(piece.cells))
        for span in day.off:
            if span.begin <= begin + part and span.end >= end - part and span.end > begin and span.begin < end:
                if span.begin <= day.begin and span.end >= day.end:
                    return self.tr("nothing recorded yet")
                if span.begin <= day.begin:
                    return self.tr("not recorded before {time}").format(time=clock_time(span.end))
                return self.tr("off {begin}–{end}").format(begin=clock_time(span.begin), end=clock_time(span.end))
        return ""

    def _tip_at(self, x: float) -> str:
        day = self._day
        if day is None:
            return ""
        part = (day.end - day.begin) / len(day.cells)
        for piece in self._pieces():
            if not piece.left <= x < piece.left + piece.width:
                continue
            if piece.gap:
                return self._off_words(piece) or self.tr("not recorded")
            index = int((x - piece.left) / (piece.width / len(piece.cells)))
            reach = piece.cells[min(index, len(piece.cells) - 1)]
            begin = day.begin + part * (piece.first + index)
            word = reach_word(reach or Reach.UNKNOWN)
            return f"{weekday_and_time(begin)}–{clock_time(begin + part)} · {word}"
        return ""

    @qt_virtual
    def event(self, event: QEvent) -> bool:
        """Say what the cell under the pointer is."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), plain_tip(self._tip_at(event.pos().x())), self)
            return True
        return super().event(event)

    @qt_virtual
    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        self.updateGeometry()

    # --- painting

    @qt_virtual
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw cells, gaps and times."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        c = style.colours()
        if self._day is None:
            painter.fillRect(QRectF(0, self._height - 1, self.width(), 1), QColor(c.border))
            return
        labels: list[tuple[float, str]] = []
        for piece in self._pieces():
            if piece.gap:
                self._paint_gap(painter, piece)
                if piece.width >= style.scaled(_LABELLED):
                    labels.append((piece.left + (piece.width - _BETWEEN) / 2, self._off_words(piece)))
            else:
                self._paint_cells(painter, piece)
        if self._times:
            self._paint_times(painter, labels)

    def _paint_cells(self, painter: QPainter, piece: _Piece) -> None:
        c = style.colours()
        painter.setPen(Qt.PenStyle.NoPen)
        wide = piece.width / len(piece.cells)
        for index, reach in enumerate(piece.cells):
            share, ink = LOOKS.get(reach or Reach.UNKNOWN, (0.1, "idle"))
            tall = self._height * share
            painter.setBrush(QColor(c[ink]))
            at = QRectF(piece.left + index * wide, self._height - tall, max(wide - _BETWEEN, 1.0), tall)
            painter.drawRoundedRect(at, 1.5, 1.5)

    def _paint_gap(self, painter: QPainter, piece: _Piece) -> None:
        c = style.colours()
        room = piece.width - _BETWEEN
        edge = 5.0 if room > 30 else 0.0
        line = QRectF(piece.left + edge, self._height - 1, max(room - 2 * edge, 1.0), 1)
        painter.fillRect(line, QColor(c.ctl))
        middle = piece.left + room / 2
        if room >= _MOON + 4 and self._off_words(piece) and piece.first > 0:
            moon = QRectF(middle - _MOON / 2, self._height - _MOON - 6, _MOON, _MOON)
            icons.paint(painter, "moon", moon, c.text3)

    def _paint_times(self, painter: QPainter, labels: list[tuple[float, str]]) -> None:
        day = self._day
        if day is None:
            return
        painter.setFont(style.font(Role.CAPTION))
        painter.setPen(QColor(style.colours().text2))
        top, line = self._height + style.scaled(2), style.scaled(16)
        begin, end = weekday_and_time(day.begin), self.tr("now")
        right = self.width() - style.text_width(end, Role.CAPTION)
        painter.drawText(QRectF(right - 1, top, self.width() - right + 2, line), 0, end)
        free = style.text_width(begin, Role.CAPTION) + 8
        painter.drawText(QRectF(0, top, free, line), 0, begin)
        for middle, words in labels:
            width = style.text_width(words, Role.CAPTION) + 2
            left = min(max(middle - width / 2, free), right - 8 - width)
            if words and left >= free and abs(left + width / 2 - middle) <= width / 2:
                painter.drawText(QRectF(left, top, width, line), 0, words)
                free = left + width + 8
