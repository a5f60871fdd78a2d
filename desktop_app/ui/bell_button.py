"""The bell itself, with the count of what is new."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop_app.ui import style
from desktop_app.ui.qt_virtual import qt_virtual
from desktop_app.ui.tokens import Role
from desktop_app.ui.widgets.button import Button, Kind
from desktop_app.ui.widgets.label import plain_tip
from desktop_app.ui.words import number


class BellButton(Button):
    """A bell, with a count while something is new."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", Kind.GHOST, icon="bell", parent=parent)
        self._count = 0
        self.show_count(0)

    @property
    def count(self) -> int:
        """What is new."""
        return self._count

    def show_count(self, count: int) -> None:
        """Say how many are new."""
        self._count = count
        name = self.tr("Alerts, %Ln new", "", count) if count else self.tr("Alerts")
        self.setAccessibleName(name)
        self.setToolTip(plain_tip(name))
        self.update()

    @qt_virtual
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the bell and its count."""
        super().paintEvent(event)
        if not self._count:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        c = style.colours()
        words = number(self._count) if self._count < 100 else "99+"
        high = 16.0
        wide = max(style.text_width(words, Role.CAPTION_STRONG) + 8, high)
        at = QRectF(min(self.width() / 2 + 1, self.width() - wide), 1, wide, high)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(c.surface))
        painter.drawRoundedRect(at.adjusted(-1.5, -1.5, 1.5, 1.5), 10, 10)
        painter.setBrush(QColor(c.accent))
        painter.drawRoundedRect(at, high / 2, high / 2)
        painter.setFont(style.font(Role.CAPTION_STRONG))
        painter.setPen(QColor(c.on_accent))
        painter.drawText(at.translated(QPointF(0, -0.5)), Qt.AlignmentFlag.AlignCenter, words)
