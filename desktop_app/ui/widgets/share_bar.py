"""How far, or what share: a filled part of an outlined track; the words stand beside it."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_app.ui import style
from desktop_app.ui.qt_virtual import qt_virtual
from desktop_app.ui.widgets.stacked_bar import Pattern, paint_part


class ShareBar(QWidget):
    """`part` of 1.0, in the token `ink`; `outlined` draws the rest as an outline, else as a pale track."""

    def __init__(
        self, name: str, *, height: int = 8, outlined: bool = True, width: int = 0, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._part = 0.0
        self._ink = "accent"
        self._pattern = Pattern.SOLID
        self._outlined = outlined
        self._hint = QSize(width or 96, height)
        self.setAccessibleName(name)
        across = QSizePolicy.Policy.Fixed if width else QSizePolicy.Policy.Expanding
        self.setSizePolicy(across, QSizePolicy.Policy.Fixed)

    def show_share(self, part: float, words: str, ink: str = "accent", pattern: Pattern = Pattern.SOLID) -> None:
        """Show `part` (0.0 to 1.0); `words` are the text alternative ("236 of 535")."""
        self._part, self._ink, self._pattern = min(max(part, 0.0), 1.0), ink, pattern
        self.setAccessibleDescription(words)
        self.update()

    @property
    def part(self) -> float:
        """What is filled, 0.0 to 1.0."""
        return self._part

    @qt_virtual
    def sizeHint(self) -> QSize:
        """As asked for."""
        return self._hint

    @qt_virtual
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw track and part."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        c = style.colours()
        radius = self.height() / 2
        track = QRectF(self.rect())
        if self._outlined:
            painter.setPen(QPen(QColor(c.ctl), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(track.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(c.idle))
            painter.drawRoundedRect(track, radius, radius)
        if self._part > 0:
            filled = QRectF(0, 0, max(track.width() * self._part, min(3.0, track.width())), track.height())
            if self._pattern is not Pattern.SOLID:
                paint_part(painter, filled, self._ink, self._pattern, radius)
                return
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(c[self._ink]))
            painter.setClipRect(filled)
            painter.drawRoundedRect(track, radius, radius)
