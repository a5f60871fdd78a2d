"""A slip of paper with a torn edge: Review, the receipt, coming back (pictures 10, 15, 16)."""

from PySide6.QtCore import QMargins, QPointF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.ui import style
from desktop_app.ui.qt_virtual import qt_virtual
from desktop_app.ui.tokens import Role
from desktop_app.ui.widgets.label import Label
from desktop_app.ui.widgets.stacked_bar import Pattern, Swatch

_TOOTH = 8.0
_DEPTH = 6.0


class ReceiptPaper(QFrame):
    """Paper with a torn lower edge, and a torn upper one with `torn_top`; fill `paper.column`."""

    def __init__(self, *, torn_top: bool = False, margin: int = 28, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._torn_top = torn_top
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(QMargins(margin, 16, margin, 16 + int(_DEPTH)))
        self.column.setSpacing(4)

    @qt_virtual
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the paper and its edge."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        c = style.colours()
        painter.setPen(QPen(QColor(c.border), 1))
        painter.setBrush(QColor(c.paper))
        painter.drawPolygon(self._outline())

    def _outline(self) -> QPolygonF:
        wide, tall = self.width() - 1.0, self.height() - 1.0
        teeth = max(int(wide / _TOOTH), 1)
        step = wide / teeth
        outline = QPolygonF()
        if self._torn_top:
            for index in range(teeth):
                outline.append(QPointF(0.5 + index * step, 0.5))
                outline.append(QPointF(0.5 + (index + 0.5) * step, _DEPTH))
            outline.append(QPointF(0.5 + wide, 0.5))
        else:
            outline.append(QPointF(0.5, 0.5))
            outline.append(QPointF(0.5 + wide, 0.5))
        for index in range(teeth, 0, -1):
            outline.append(QPointF(0.5 + index * step, 0.5 + tall - _DEPTH))
            outline.append(QPointF(0.5 + (index - 0.5) * step, 0.5 + tall))
        outline.append(QPointF(0.5, 0.5 + tall - _DEPTH))
        return outline


class Perforation(QWidget):
    """A dashed line across the paper; `strong` for a section, else a hairline between rows."""

    def __init__(self, *, strong: bool = True, double: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._strong, self._double = strong, double
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @qt_virtual
    def sizeHint(self) -> QSize:
        """Line and air."""
        return QSize(40, 9)

    @qt_virtual
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line."""
        del event
        painter = QPainter(self)
        c = style.colours()
        middle = self.height() // 2
        if self._double:
            painter.setPen(QPen(QColor(c.text), 1))
            painter.drawLine(0, middle - 2, self.width(), middle - 2)
            painter.drawLine(0, middle + 1, self.width(), middle + 1)
            return
        pen = QPen(QColor(c.ctl if self._strong else c.border), 1)
        pen.setDashPattern([4, 3] if self._strong else [3, 3])
        painter.setPen(pen)
        painter.drawLine(0, middle, self.width(), middle)


class _Dots(QWidget):
    """Dots that lead the eye from words to number."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setMinimumWidth(16)

    @qt_virtual
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw them near the base line."""
        del event
        painter = QPainter(self)
        pen = QPen(QColor(style.colours().ctl), 1, Qt.PenStyle.CustomDashLine)
        pen.setDashPattern([1, 3])
        painter.setPen(pen)
        base = self.height() - style.scaled(6)
        painter.drawLine(0, base, self.width(), base)


class LeaderRow(QWidget):
    """“Rows ........ 1,305”: words, dots, a number; with a swatch before it where it is a legend too."""

    def __init__(
        self,
        words: str,
        value: str,
        *,
        role: Role = Role.SMALL,
        ink: str = "text2",
        note: str = "",
        swatch: tuple[str, Pattern] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        if swatch is not None:
            row.addWidget(Swatch(*swatch))
        self._words = Label(words, role, ink, hug=True)
        row.addWidget(self._words)
        if note:
            row.addWidget(Label(note, Role.CAPTION, "text3", hug=True))
        row.addWidget(_Dots(), 1)
        self._value = Label(value, _strong(role), ink)
        row.addWidget(self._value)
        self.setAccessibleName(f"{words} {value}")

    def set_value(self, value: str) -> None:
        """Change the number."""
        self._value.setText(value)
        self.setAccessibleName(f"{self._words.text()} {value}")


def _strong(role: Role) -> Role:
    return {Role.BODY: Role.STRONG, Role.SMALL: Role.SMALL_STRONG, Role.CAPTION: Role.CAPTION_STRONG}.get(role, role)
