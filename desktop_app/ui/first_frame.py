"""The window's outline, painted before anything else is loaded, so that a click is answered at once.

It imports almost nothing on purpose; the real window takes its place as soon as it is painted.
"""

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop_app.ui.qt_virtual import qt_virtual
from desktop_app.ui.tokens import DARK, LIGHT

_HEADER, _STATUS, _PADDING, _CARD = 56, 32, 32, 160


class FirstFrame(QWidget):
    """A header, a mark and two empty cards; `painted` once they can be seen."""

    painted = Signal()

    def __init__(self) -> None:
        super().__init__()
        dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
        self._colours = DARK if dark else LIGHT
        self.setWindowTitle("SMS Desk")
        self.setAccessibleName(self.tr("SMS Desk is opening"))
        self.resize(1280, 760)

    @qt_virtual
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the outline."""
        colours = self._colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(colours.bg))
        painter.fillRect(QRect(0, 0, self.width(), _HEADER), QColor(colours.surface))
        painter.fillRect(QRect(0, self.height() - _STATUS, self.width(), _STATUS), QColor(colours.surface))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.accent))
        painter.drawRoundedRect(QRect(20, 13, 30, 30), 8, 8)
        painter.setBrush(QColor(colours.hover))
        wide = (self.width() - 2 * _PADDING - 16) // 2
        for column in range(2):
            painter.drawRoundedRect(QRect(_PADDING + column * (wide + 16), 124, wide, _CARD), 10, 10)
        painter.setPen(QColor(colours.text2))
        painter.drawText(QRect(_PADDING, 72, self.width(), 32), Qt.AlignmentFlag.AlignVCenter, self.tr("Opening…"))

    @qt_virtual
    def event(self, event: QEvent) -> bool:
        """Tell when the first paint is done."""
        done = super().event(event)
        if event.type() == QEvent.Type.Paint:
            self.painted.emit()
        return done
