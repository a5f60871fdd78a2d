"""Bars by the hour (or any equal step): how many, when; quiet steps are shaded, labels stand beneath."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_app.ui import style
from desktop_app.ui.qt_virtual import qt_virtual
from desktop_app.ui.tokens import Role


@dataclass(frozen=True)
class Bar:
    """One step: how many, and its label ("10:00"; empty is allowed). `quiet` shades it."""

    value: float
    label: str = ""
    quiet: bool = False


class Bars(QWidget):
    """A small bar chart; `ink` is the token of the bars, `gap` the pixels between them."""

    def __init__(
        self, name: str, *, height: int = 96, ink: str = "accent", gap: int = 3, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._bars: tuple[Bar, ...] = ()
        self._height, self._ink, self._gap = height, ink, gap
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_bars(self, bars: Sequence[Bar], words: str) -> None:
        """Show other values; `words` are the text alternative with the numbers."""
        self._bars = tuple(bars)
        self.setAccessibleDescription(words)
        self.update()

    @qt_virtual
    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(160, self._height)

    @qt_virtual
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw bars and labels."""
        del event
        if not self._bars:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        c = style.colours()
        labelled = any(bar.label for bar in self._bars)
        floor = self.height() - (style.scaled(18) if labelled else 0)
        wide = (self.width() + self._gap) / len(self._bars)
        most = max(bar.value for bar in self._bars) or 1
        painter.setFont(style.font(Role.CAPTION))
        free_from = 0.0
        for index, bar in enumerate(self._bars):
            x = index * wide
            painter.setPen(Qt.PenStyle.NoPen)
            if bar.quiet:
                painter.setBrush(QColor(c.hover))
                painter.drawRect(QRectF(x, 0, wide, floor))
            tall = bar.value / most * (floor - 2)
            painter.setBrush(QColor(c[self._ink] if bar.value else c.idle))
            at = QRectF(x, floor - max(tall, 1.5), max(wide - self._gap, 1), max(tall, 1.5))
            painter.drawRoundedRect(at, min(2, at.height() / 2), min(2, at.height() / 2))
            if bar.label and x >= free_from:
                painter.setPen(QColor(c.text3))
                room = painter.fontMetrics().horizontalAdvance(bar.label)
                left = min(x, self.width() - room)
                painter.drawText(QRectF(left, floor + 2, room + 2, self.height() - floor), 0, bar.label)
                free_from = left + room + 8
