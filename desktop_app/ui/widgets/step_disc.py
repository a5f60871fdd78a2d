"""A step's number on a tinted disc, or a check once it is done; decoration beside the step's words."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_app.ui import icons, style
from desktop_app.ui.qt_virtual import qt_virtual
from desktop_app.ui.tokens import Role


class StepDisc(QWidget):
    """`show_done` puts a check in place of the number."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = text
        self._done = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_done(self, *, done: bool) -> None:
        """Whether the step is behind."""
        if done is not self._done:
            self._done = done
            self.update()

    @qt_virtual
    def sizeHint(self) -> QSize:
        """Round."""
        return QSize(style.scaled(27), style.scaled(27))

    @qt_virtual
    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        self.updateGeometry()

    @qt_virtual
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw disc and number."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        c = style.colours()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(c.ok_soft if self._done else c.accent_soft))
        painter.drawEllipse(QRectF(self.rect()))
        if self._done:
            inner = self.width() * 0.26
            icons.paint(painter, "check", QRectF(self.rect()).adjusted(inner, inner, -inner, -inner), c.ok)
            return
        painter.setFont(style.font(Role.CAPTION_STRONG))
        painter.setPen(QColor(c.accent_text))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._text)
