"""A bar of parts that add up: colour and pattern, never colour alone; the numbers are its text alternative."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_app.ui import style
from desktop_app.ui.qt_virtual import qt_virtual

_GAP = 2.0
_LEAST = 3.0


class Pattern(StrEnum):
    """How a part is filled besides its colour."""

    SOLID = "solid"
    HATCH = "hatch"
    OUTLINE = "outline"


@dataclass(frozen=True)
class Segment:
    """One part: its name with the number for the text alternative, its value, its colour (a token) and pattern."""

    name: str
    value: float
    ink: str
    pattern: Pattern = Pattern.SOLID


def paint_part(painter: QPainter, at: QRectF, ink: str, pattern: Pattern, radius: float = 2.0) -> None:
    """Draw one part or a legend's swatch filling `at`, with `ink` a token's name."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    colour = QColor(style.colours()[ink])
    if pattern is Pattern.SOLID:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawRoundedRect(at, radius, radius)
        painter.restore()
        return
    box = at.adjusted(0.5, 0.5, -0.5, -0.5)
    if pattern is Pattern.HATCH:
        clip = QPainterPath()
        clip.addRoundedRect(box, radius, radius)
        painter.setClipPath(clip)
        painter.setPen(QPen(colour, 1.3))
        x = box.left() - box.height()
        while x < box.right() + box.height():
            painter.drawLine(int(x), int(box.bottom() + 1), int(x + box.height() + 1), int(box.top()))
            x += 4
        painter.setClipping(False)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour, 1))
    painter.drawRoundedRect(box, radius, radius)
    painter.restore()


def part_widths(values: Sequence[float], width: float) -> list[float]:
    """Widths in pixels that add up to `width` less the gaps; every part above zero gets at least 3 px."""
    shown = [value for value in values if value > 0]
    room = width - _GAP * max(len(shown) - 1, 0)
    if not shown or room <= 0:
        return [0.0] * len(values)
    total = sum(shown)
    small = [value for value in shown if value / total * room < _LEAST]
    rest = total - sum(small)
    scale = (room - _LEAST * len(small)) / rest if rest else 0.0
    return [0.0 if v <= 0 else _LEAST if v / total * room < _LEAST else v * scale for v in values]


class StackedBar(QWidget):
    """Parts side by side in a bar `height` pixels tall."""

    def __init__(self, name: str, *, height: int = 12, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._segments: tuple[Segment, ...] = ()
        self._height = height
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_parts(self, segments: Sequence[Segment]) -> None:
        """Show other values; each name must hold its number ("Delivered 402")."""
        if tuple(segments) != self._segments:
            self._segments = tuple(segments)
            self.setAccessibleDescription(", ".join(s.name for s in segments if s.value > 0))
            self.update()

    @qt_virtual
    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(120, self._height)

    @qt_virtual
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the parts."""
        del event
        painter = QPainter(self)
        x = 0.0
        widths = part_widths([s.value for s in self._segments], self.width())
        for segment, wide in zip(self._segments, widths, strict=True):
            if wide:
                paint_part(painter, QRectF(x, 0, wide, self.height()), segment.ink, segment.pattern, 3)
                x += wide + _GAP


class Swatch(QWidget):
    """The square before a legend's word."""

    def __init__(
        self, ink: str, pattern: Pattern = Pattern.SOLID, *, size: int = 11, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._ink, self._pattern = ink, pattern
        self.setFixedSize(size, size)

    @qt_virtual
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        del event
        paint_part(QPainter(self), QRectF(self.rect()), self._ink, self._pattern)
