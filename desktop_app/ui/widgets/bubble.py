"""A text as the person who gets it sees it; what came from the sheet is tinted."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_app.ui import style
from desktop_app.ui.qt_virtual import qt_virtual
from desktop_app.ui.tokens import RADIUS_BUBBLE, TYPE, Role
from desktop_app.ui.widgets import cells

_PAD_X, _PAD_Y = 12, 8


class Bubble(QWidget):
    """One message in its bubble, as high as its text needs."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self._spans: tuple[tuple[int, int], ...] = ()
        self._name = name
        self._document = QTextDocument(self)
        self._document.setDocumentMargin(0)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.say("", ())

    def say(self, text: str, spans: Sequence[tuple[int, int]]) -> None:
        """Show `text`; `spans` are start and end of what came from the sheet."""
        self._text, self._spans = text, tuple(spans)
        self.setAccessibleName(f"{self._name}: {text}")
        self._build()
        self.updateGeometry()
        self.update()

    def _build(self) -> None:
        self._document.setDefaultFont(style.font(Role.SMALL))
        self._document.setPlainText(self._text)
        cursor = QTextCursor(self._document)
        every = QTextCharFormat()
        every.setForeground(cells.colour("text"))
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.setCharFormat(every)
        lines = QTextBlockFormat()
        lines.setLineHeight(style.scaled(TYPE[Role.SMALL].line), QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        cursor.mergeBlockFormat(lines)
        tint = QTextCharFormat()
        tint.setBackground(_tint())
        for start, end in self._spans:
            # Qt counts UTF-16 units, Python characters
            cursor.setPosition(_units(self._text[:start]))
            cursor.setPosition(_units(self._text[:end]), QTextCursor.MoveMode.KeepAnchor)
            cursor.mergeCharFormat(tint)

    @qt_virtual
    def hasHeightForWidth(self) -> bool:
        """A bubble is as high as its text."""
        return True

    @qt_virtual
    def heightForWidth(self, width: int) -> int:
        """Lines and padding."""
        self._document.setTextWidth(max(width - 2 * _PAD_X, 40))
        return int(self._document.size().height()) + 2 * _PAD_Y

    @qt_virtual
    def sizeHint(self) -> QSize:
        """At a common width."""
        return QSize(280, self.heightForWidth(280))

    @qt_virtual
    def minimumSizeHint(self) -> QSize:
        """Narrow, one line."""
        return QSize(120, style.scaled(20) + 2 * _PAD_Y)

    @qt_virtual
    def changeEvent(self, event: QEvent) -> None:
        """Follow theme and text size."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._build()
            self.updateGeometry()

    @qt_virtual
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw bubble and text."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._document.setTextWidth(self.width() - 2 * _PAD_X)
        tall = self._document.size().height() + 2 * _PAD_Y
        shape = QPainterPath()
        shape.setFillRule(Qt.FillRule.WindingFill)
        shape.addRoundedRect(QRectF(0, 0, self.width(), tall), RADIUS_BUBBLE, RADIUS_BUBBLE)
        shape.addRoundedRect(QRectF(0, tall - RADIUS_BUBBLE, RADIUS_BUBBLE, RADIUS_BUBBLE), 4, 4)
        painter.fillPath(shape, cells.colour("hover"))
        painter.translate(QPointF(_PAD_X, _PAD_Y))
        self._document.drawContents(painter)


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _tint() -> QColor:
    tint = cells.colour("accent")
    tint.setAlpha(70 if style.colours().dark else 34)
    return tint
