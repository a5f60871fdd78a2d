"""White sheets: a card, an inset in it, a tile with an icon."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.ui import icons, style
from desktop_app.ui.qt_virtual import qt_virtual
from desktop_app.ui.tokens import Role
from desktop_app.ui.widgets.label import Label
from desktop_app.ui.widgets.pill import tone_colours
from desktop_app.ui.words import Tone


class Card(QFrame):
    """A bordered sheet with a column inside: `card.column.addWidget(...)`. `box`: card, inset or plain."""

    def __init__(
        self, title: str = "", *, padding: int = 16, gap: int = 8, box: str = "card", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("box", box)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(padding, padding - 2, padding, padding)
        self.column.setSpacing(gap)
        self.head = QHBoxLayout()
        self.head.setSpacing(8)
        if title:
            self.title = Label(title, Role.SUBTITLE)
            self.head.addWidget(self.title)
            self.head.addStretch(1)
            self.column.addLayout(self.head)


class IconTile(QWidget):
    """An icon on a tinted square; decoration, so it has no name of its own."""

    def __init__(
        self, icon: str, tone: Tone = Tone.ACCENT, *, size: int = 40, solid: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._icon, self._tone, self._size, self._solid = icon, tone, size, solid
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_icon(self, icon: str, tone: Tone) -> None:
        """Show another."""
        self._icon, self._tone = icon, tone
        self.update()

    @qt_virtual
    def sizeHint(self) -> QSize:
        """Square."""
        return QSize(self._size, self._size)

    @qt_virtual
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw tile and icon."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill, ink, dot = tone_colours(style.colours(), self._tone)
        if self._solid:
            fill, ink = dot, style.colours().on_accent
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(fill))
        painter.drawRoundedRect(QRectF(self.rect()), self._size * 0.22, self._size * 0.22)
        inner = self._size * 0.22
        icons.paint(painter, self._icon, QRectF(self.rect()).adjusted(inner, inner, -inner, -inner), ink)


class Icon(QWidget):
    """A bare icon in the ink of a token; decoration unless `name` is given."""

    def __init__(
        self, icon: str, ink: str = "text2", *, size: int = 18, name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._icon, self._ink, self._size = icon, ink, size
        self.setAccessibleName(name)
        self.setFixedSize(size, size)

    def show_icon(self, icon: str, ink: str) -> None:
        """Show another."""
        self._icon, self._ink = icon, ink
        self.update()

    @qt_virtual
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        del event
        painter = QPainter(self)
        if self._icon:
            icons.paint(painter, self._icon, QRectF(self.rect()), style.colours()[self._ink])


class Dot(QWidget):
    """A state's dot; put a word beside it."""

    def __init__(self, ink: str = "ok_dot", *, ring: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ink, self._ring = ink, ring
        self.setFixedSize(8, 8)

    def show_state(self, ink: str, *, ring: bool = False) -> None:
        """Colour it by the token `ink`; a ring means unknown."""
        self._ink, self._ring = ink, ring
        self.update()

    @qt_virtual
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw dot or ring."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = QColor(style.colours()[self._ink])
        if self._ring:
            painter.setPen(colour)
            painter.drawEllipse(QRectF(1, 1, 6, 6))
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            painter.drawEllipse(QRectF(0.5, 0.5, 7, 7))
