"""The card "Today": what all phones have sent since the morning, as bars, and the sum."""

from datetime import datetime

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from desktop_app.ui import style
from desktop_app.ui.qt_virtual import qt_virtual
from desktop_app.ui.tabs.devices.facts import Bars
from desktop_app.ui.tokens import Role
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.label import Label
from desktop_app.ui.words import clock_time, span

_GAP = 3.0


class Today(Card):
    """`show_sent` each time the store was read; `tick` moves the word "now"."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Today"), padding=16, gap=6, parent=parent)
        self._sum = Label("", Role.STRONG)
        self.head.addWidget(self._sum)
        self._bars = _TodayBars(self.tr("Messages sent today"))
        self.column.addWidget(self._bars, 1)
        below = QHBoxLayout()
        self._begin = Label("", Role.CAPTION, "text2")
        self._now = Label("", Role.CAPTION, "text2")
        below.addWidget(self._begin)
        below.addStretch(1)
        below.addWidget(self._now)
        self.column.addLayout(below)

    def show_sent(self, sent: int, bars: Bars | None) -> None:
        """Show the sum and its bars."""
        self._sum.setText(self.tr("%Ln sent", "", sent))
        if bars is None:
            return
        self._begin.setText(clock_time(bars.begin))
        most = max(bars.total, default=0)
        at = clock_time(bars.begin + bars.step * (bars.total.index(most) if most else 0))
        words = self.tr("{sum}. Each bar is {length}.").format(sum=self._sum.text(), length=span(bars.step))
        if most:
            words += " " + self.tr("Most, %Ln, from {time}.", "", most).format(time=at)
        self._bars.show_bars(bars.total, words)

    def tick(self, now: datetime) -> None:
        """Say until when the bars go (this computer's time)."""
        self._now.setText(self.tr("now, {time}").format(time=clock_time(now)))


class _TodayBars(QWidget):
    """Bars side by side, as high as their numbers; a hairline where nothing was sent."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values: tuple[int, ...] = ()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_bars(self, values: tuple[int, ...], words: str) -> None:
        """Show other values; `words` is the text alternative."""
        if values != self._values:
            self._values = values
            self.update()
        self.setAccessibleDescription(words)

    @qt_virtual
    def sizeHint(self) -> QSize:
        """As in the picture."""
        return QSize(200, 112)

    @qt_virtual
    def minimumSizeHint(self) -> QSize:
        """Still told apart."""
        return QSize(120, 72)

    @qt_virtual
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the bars."""
        del event
        if not self._values:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        c = style.colours()
        most = max(self._values) or 1
        wide = (self.width() + _GAP) / len(self._values)
        for index, value in enumerate(self._values):
            tall = max(value / most * self.height(), 3.0 if value else 1.5)
            painter.setBrush(QColor(c.accent if value else c.idle))
            at = QRectF(index * wide, self.height() - tall, max(wide - _GAP, 2.0), tall)
            painter.drawRoundedRect(at, min(2.0, tall / 2), min(2.0, tall / 2))
