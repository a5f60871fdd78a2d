"""A full-width row to press: icon, bold words, a line beneath, an arrow."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from desktop_app.ui import icons, style
from desktop_app.ui.qt_virtual import qt_virtual
from desktop_app.ui.tokens import RADIUS_CARD, Role

_HEIGHT, _LOW = 66, 54


class ActionRow(QAbstractButton):
    """As wide as its place; as heavy as a main action. `icon` stands on a tile."""

    def __init__(self, icon: str, words: str, beneath: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(words)
        self._icon = icon
        self._height = _HEIGHT
        self._beneath = beneath
        self.setAccessibleName(words)
        self.setAccessibleDescription(beneath)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_compact(self, *, compact: bool) -> None:
        """Save height in a low window."""
        self._height = _LOW if compact else _HEIGHT
        self.updateGeometry()

    @qt_virtual
    def sizeHint(self) -> QSize:
        """A tall row."""
        return QSize(320, max(style.scaled(50), self._height))

    @qt_virtual
    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        self.updateGeometry()

    @qt_virtual
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        c = style.colours()
        painter.setPen(QPen(QColor(c.border), 1))
        painter.setBrush(QColor(c.hover if self.underMouse() else c.surface))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS_CARD, RADIUS_CARD)
        middle = self.height() / 2
        tile = QRectF(15, middle - 20, 40, 40)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(c.accent_soft))
        painter.drawRoundedRect(tile, 8, 8)
        icons.paint(painter, self._icon, tile.adjusted(10, 10, -10, -10), c.accent_text)
        line, room = style.scaled(18), self.width() - 105
        painter.setFont(style.font(Role.STRONG))
        painter.setPen(QColor(c.text))
        painter.drawText(QRectF(67, middle - line, room, line), Qt.AlignmentFlag.AlignVCenter, self.text())
        painter.setFont(style.font(Role.SMALL))
        painter.setPen(QColor(c.text2))
        painter.drawText(QRectF(67, middle, room, line), Qt.AlignmentFlag.AlignVCenter, self._beneath)
        icons.paint(painter, "chevron-right", QRectF(self.width() - 34, middle - 9, 18, 18), c.text2)
