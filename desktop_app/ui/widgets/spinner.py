"""Something goes on: the spinner, the countdown ring, and the skeleton of what is being loaded."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimerEvent
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_app.ui import style
from desktop_app.ui.qt_virtual import qt_virtual

_FRAME_MS = 40
_STEP = 14


class Spinner(QWidget):
    """A quarter ring that turns while it is visible; `name` says what goes on."""

    def __init__(self, name: str, *, size: int = 20, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._angle = 0
        self._timer = 0
        self.setAccessibleName(name)
        self.setFixedSize(size, size)

    @qt_virtual
    def event(self, event: QEvent) -> bool:
        """Turn only while somebody can see it."""
        if event.type() == QEvent.Type.Show and not self._timer:
            self._timer = self.startTimer(_FRAME_MS)
        elif event.type() in (QEvent.Type.Hide, QEvent.Type.DeferredDelete) and self._timer:
            self.killTimer(self._timer)
            self._timer = 0
        return super().event(event)

    @qt_virtual
    def timerEvent(self, event: QTimerEvent) -> None:
        """Turn a little."""
        del event
        self._angle = (self._angle - _STEP) % 360
        self.update()

    @qt_virtual
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw track and arc."""
        del event
        paint_ring(QPainter(self), QRectF(self.rect()), self._angle, 90)


def paint_ring(painter: QPainter, at: QRectF, start: float, span: float) -> None:
    """Draw a ring with an accent arc of `span` degrees beginning at `start` (0 = 3 o'clock, counter-clockwise)."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    c = style.colours()
    inner = at.adjusted(1.5, 1.5, -1.5, -1.5)
    painter.setPen(QPen(QColor(c.idle), 2.5))
    painter.drawEllipse(inner)
    painter.setPen(QPen(QColor(c.accent), 2.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawArc(inner, int(start * 16), int(span * 16))


class Ring(QWidget):
    """How much of a countdown is left, 1.0 to 0.0; the seconds stand beside it in words."""

    def __init__(self, *, size: int = 22, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._left = 1.0
        self.setFixedSize(size, size)

    def show_left(self, part: float) -> None:
        """Show what is left."""
        self._left = min(max(part, 0.0), 1.0)
        self.update()

    @qt_virtual
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw track and arc."""
        del event
        paint_ring(QPainter(self), QRectF(self.rect()), 90, 360 * self._left)


class Skeleton(QWidget):
    """A grey block where something will stand; no shimmer."""

    def __init__(self, width: int, height: int = 12, *, round_: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hint = QSize(width, height)
        self._round = round_
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    @qt_virtual
    def sizeHint(self) -> QSize:
        """As large as what it stands for."""
        return self._hint

    @qt_virtual
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the block."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(style.colours().hover))
        radius = min(self.height(), self.width()) / 2
        painter.drawRoundedRect(QRectF(self.rect()), radius, radius)
