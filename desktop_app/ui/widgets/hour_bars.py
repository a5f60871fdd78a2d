"""A forecast by the hour: one column an hour, stacked by series, with quiet hours shaded behind."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_app.ui import icons, style
from desktop_app.ui.qt_virtual import qt_virtual
from desktop_app.ui.tokens import Role
from desktop_app.ui.widgets.stacked_bar import Pattern, paint_part

_GAP = 2.0
_LEAST = 5.0


@dataclass(frozen=True)
class Column:
    """One step: its label, a value for each series, and the share of it that is quiet, 0.0 to 1.0."""

    label: str
    values: tuple[float, ...]
    quiet: float = 0.0


class HourBars(QWidget):
    """Stacked columns; `quiet_word` stands in the shade where there is room."""

    def __init__(self, name: str, quiet_word: str, *, height: int = 146, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns: tuple[Column, ...] = ()
        self._looks: tuple[tuple[str, Pattern], ...] = ()
        self._first = 0
        self._quiet_word = quiet_word
        self._height = height
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_columns(
        self, columns: Sequence[Column], looks: Sequence[tuple[str, Pattern]], words: str, *, first_hour: int = 0
    ) -> None:
        """Show a forecast.

        Args:
            looks: token and pattern of each series.
            words: the text alternative, with the numbers.
            first_hour: hour of the first column, so that labels stand at even hours.
        """
        self._columns, self._looks, self._first = tuple(columns), tuple(looks), first_hour
        self.setAccessibleDescription(words)
        self.update()

    def set_height(self, height: int) -> None:
        """Be taller or lower."""
        self._height = height
        self.updateGeometry()

    @qt_virtual
    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(200, style.scaled(self._height))

    @qt_virtual
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw shade, columns, base line and labels."""
        del event
        if not self._columns:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        floor = self.height() - style.scaled(22)
        wide = self.width() / len(self._columns)
        self._paint_shade(painter, wide, floor)
        most = max((sum(column.values) for column in self._columns), default=0.0) or 1.0
        for index, column in enumerate(self._columns):
            self._paint_column(painter, column, QRectF(index * wide, 10, wide, floor - 10), most)
        painter.setPen(QColor(style.colours().border))
        painter.drawLine(0, floor, self.width(), floor)
        self._paint_labels(painter, wide, floor)

    def _paint_shade(self, painter: QPainter, wide: float, floor: float) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        begin: float | None = None
        for index, column in enumerate((*self._columns, Column("", ()))):
            if column.quiet > 0 and begin is None:
                begin = (index + 1 - column.quiet) * wide
            elif not column.quiet and begin is not None:
                last = self._columns[index - 1].quiet
                end = index * wide if last == 1 else (index - 1 + last) * wide
                self._paint_quiet(painter, QRectF(begin, 0, end - begin, floor))
                begin = None

    def _paint_quiet(self, painter: QPainter, at: QRectF) -> None:
        c = style.colours()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(c.hover))
        painter.drawRect(at)
        room = style.text_width(self._quiet_word, Role.CAPTION) + 28
        line = style.scaled(18)
        if at.width() >= room:
            icons.paint(painter, "moon", QRectF(at.left() + 8, at.top() + 6 + (line - 13) / 2, 13, 13), c.text2)
            painter.setPen(QColor(c.text2))
            painter.setFont(style.font(Role.CAPTION))
            words = QRectF(at.left() + 26, at.top() + 6, at.width() - 26, line)
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self._quiet_word)
        elif at.width() >= 20:
            icons.paint(painter, "moon", QRectF(at.center().x() - 6, at.top() + 8, 12, 12), c.text2)

    def _paint_column(self, painter: QPainter, column: Column, at: QRectF, most: float) -> None:
        width = max(min(at.width() * 0.76, 26.0), 2.0)
        x = at.center().x() - width / 2
        bottom = at.bottom()
        whole = sum(column.values) / most * at.height()
        if 0.5 <= whole < _LEAST * sum(value > 0 for value in column.values):  # stripes too thin to tell apart
            paint_part(painter, QRectF(x, bottom - max(whole, 3.0), width, max(whole, 3.0)), *self._looks[0], 1.0)
            return
        for value, (ink, pattern) in zip(column.values, self._looks, strict=True):
            tall = value / most * at.height()
            if tall < 0.5:
                continue
            tall = max(tall, 3.0)
            paint_part(painter, QRectF(x, bottom - tall, width, max(tall - _GAP, 1.0)), ink, pattern, 1.0)
            bottom -= tall

    def _paint_labels(self, painter: QPainter, wide: float, floor: float) -> None:
        painter.setFont(style.font(Role.CAPTION))
        painter.setPen(QColor(style.colours().text2))
        room = style.text_width("00:00", Role.CAPTION) + 8
        step = next((n for n in (1, 2, 3, 4, 6, 8, 12, 24) if n * wide >= room), 24)
        for index, column in enumerate(self._columns):
            if (self._first + index) % step == 0 and index:
                middle = index * wide
                left = min(max(middle - room / 2, 0), self.width() - room)
                at = QRectF(left, floor + 4, room, self.height() - floor - 4)
                painter.drawText(at, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, column.label)
