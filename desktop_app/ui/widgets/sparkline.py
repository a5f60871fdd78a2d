"""Counts by the hour as a smooth line with a soft fill and a dot at its end: the shape of a day, not its numbers."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_app.ui import style
from desktop_app.ui.qt_virtual import qt_virtual

_LINE, _DOT = 1.5, 2.5
_FILL = 56
"""Opacity of the fill under the line, of 255."""


class Sparkline(QWidget):
    """`width` x `height` logical pixels; decoration beside the numbers, with its own words for those who hear it."""

    def __init__(self, name: str, *, width: int = 92, height: int = 28, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts: tuple[int, ...] = ()
        self._quiet = False
        self._size = QSize(width, height)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_counts(self, counts: Sequence[int], words: str, *, quiet: bool = False) -> None:
        """Show other values.

        Args:
            counts: by the hour, oldest first.
            words: the text alternative, with numbers.
            quiet: in grey, for a phone that is offline.
        """
        if (tuple(counts), quiet) != (self._counts, self._quiet):
            self._counts, self._quiet = tuple(counts), quiet
            self.update()
        self.setAccessibleDescription(words)

    @qt_virtual
    def sizeHint(self) -> QSize:
        """As made."""
        return self._size

    def _points(self) -> list[QPointF]:
        most = max(self._counts, default=0) or 1
        edge = _DOT + 0.5
        across, tall = self.width() - 2 * edge, self.height() - 2 * edge
        if len(self._counts) == 1:
            return [QPointF(edge + across, edge + tall)]
        step = across / max(len(self._counts) - 1, 1)
        return [QPointF(edge + i * step, edge + tall * (1 - n / most)) for i, n in enumerate(self._counts)]

    @qt_virtual
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw fill, line and dot."""
        del event
        points = self._points()
        if not points:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        c = style.colours()
        ink = QColor(c.ctl if self._quiet or not any(self._counts) else c.accent_text if c.dark else c.accent)
        line = smooth(points)
        if any(self._counts):
            self._paint_fill(painter, line, points, ink)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(ink, _LINE, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
        painter.drawPath(line)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        painter.drawEllipse(points[-1], _DOT, _DOT)

    def _paint_fill(self, painter: QPainter, line: QPainterPath, points: list[QPointF], ink: QColor) -> None:
        floor = self.height() - 1.0
        area = QPainterPath(line)
        area.lineTo(points[-1].x(), floor)
        area.lineTo(points[0].x(), floor)
        area.closeSubpath()
        shade = QLinearGradient(0, 0, 0, floor)
        top, bottom = QColor(ink), QColor(ink)
        top.setAlpha(_FILL)
        bottom.setAlpha(0)
        shade.setColorAt(0, top)
        shade.setColorAt(1, bottom)
        painter.fillPath(area, shade)


def smooth(points: Sequence[QPointF]) -> QPainterPath:
    """A line through `points` (rising in x, evenly apart) that bends gently and never goes beyond them."""
    path = QPainterPath(points[0])
    slopes = _slopes(points)
    for (one, slope), (other, next_slope) in pairwise(zip(points, slopes, strict=True)):
        third = (other.x() - one.x()) / 3
        path.cubicTo(
            QPointF(one.x() + third, one.y() + slope * third),
            QPointF(other.x() - third, other.y() - next_slope * third),
            other,
        )
    return path


def _slopes(points: Sequence[QPointF]) -> list[float]:
    """Slope at each point: none at a peak or a low, else the harmonic mean of both sides, which never overshoots."""
    steps = [(b.y() - a.y()) / (b.x() - a.x()) for a, b in pairwise(points)]
    inner = [2 * a * b / (a + b) if a * b > 0 else 0.0 for a, b in pairwise(steps)]
    return [0.0, *inner, 0.0][: len(points)]
