"""The health pill of the header: the worst truth about the phones, pressed to see them."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from desktop_app.ui import style
from desktop_app.ui.qt_virtual import qt_virtual
from desktop_app.ui.tokens import Role
from desktop_app.ui.widgets.label import plain_tip
from desktop_app.ui.widgets.pill import tone_colours
from desktop_app.ui.words import Tone


class HealthPill(QAbstractButton):
    """A dot (a ring when unknown) and words; `show_short` where the window is narrow."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone = Tone.NEUTRAL
        self._long = self._short = ""
        self._use_short = False
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_health(self, tone: Tone, words: str, short: str) -> None:
        """Show the worst truth: "1 of 4 phones offline", short "1 of 4"."""
        if (tone, words, short) == (self._tone, self._long, self._short):
            return
        self._tone, self._long, self._short = tone, words, short
        self.setAccessibleName(words)
        self.setToolTip(plain_tip(words) if self._use_short else "")
        self.updateGeometry()
        self.update()

    def show_short(self, *, short: bool) -> None:
        """Use the short words."""
        if short != self._use_short:
            self._use_short = short
            self.setToolTip(plain_tip(self._long) if short else "")
            self.updateGeometry()
            self.update()

    @property
    def words(self) -> str:
        """What it says now."""
        return self._short if self._use_short else self._long

    @qt_virtual
    def sizeHint(self) -> QSize:
        """As wide as its words."""
        return QSize(int(style.text_width(self.words, Role.SMALL, 500)) + 36, max(30, style.scaled(28)))

    @qt_virtual
    def minimumSizeHint(self) -> QSize:
        """Never shortened."""
        return self.sizeHint()

    @qt_virtual
    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        self.updateGeometry()

    @qt_virtual
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw outline, dot and words."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        c = style.colours()
        painter.setPen(QPen(QColor(c.border), 1))
        painter.setBrush(QColor(c.hover if self.underMouse() else c.surface))
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        dot = QColor(tone_colours(c, self._tone)[2])
        painter.setPen(QPen(dot, 1.5) if self._tone is Tone.NEUTRAL else Qt.PenStyle.NoPen)
        painter.setBrush(Qt.BrushStyle.NoBrush if self._tone is Tone.NEUTRAL else dot)
        painter.drawEllipse(QPointF(14, self.height() / 2), 3.5, 3.5)
        painter.setFont(style.font(Role.SMALL, 500))
        painter.setPen(QColor(c.text))
        words = QRectF(23, 0, self.width() - 24, self.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.words)
