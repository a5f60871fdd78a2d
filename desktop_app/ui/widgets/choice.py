"""Ticks, radio buttons, switches and drop-downs, drawn from the tokens; names and states are Qt's own."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QComboBox, QListView, QRadioButton, QSizePolicy, QWidget

from desktop_app.ui import icons, style
from desktop_app.ui.qt_virtual import qt_virtual
from desktop_app.ui.tokens import CONTROL, RADIUS_CONTROL, Role

_MARK = 18
_GAP = 10
_HEIGHT = 28


def _hint(button: QAbstractButton, mark: int = _MARK) -> QSize:
    wide = mark + (_GAP + style.text_width(button.text().replace("&", ""), Role.BODY) + 2 if button.text() else 2)
    return QSize(int(wide) + 1, style.scaled(_HEIGHT))


def _paint_text(button: QAbstractButton, painter: QPainter, mark: int = _MARK) -> None:
    painter.setFont(style.font(Role.BODY))
    painter.setPen(QColor(style.colours()["text" if button.isEnabled() else "text3"]))
    at = QRectF(mark + _GAP, 0, button.width() - mark - _GAP, button.height())
    painter.drawText(at, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextHideMnemonic, button.text())


class CheckBox(QCheckBox):
    """A tick box with its words beside it."""

    @qt_virtual
    def sizeHint(self) -> QSize:
        """Box, gap and words."""
        return _hint(self)

    @qt_virtual
    def minimumSizeHint(self) -> QSize:
        """Never shortened."""
        return _hint(self)

    @qt_virtual
    def hitButton(self, pos: object) -> bool:
        """Take clicks on the whole row of box and words."""
        del pos
        return True

    @qt_virtual
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw box and words."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        c = style.colours()
        box = QRectF(1, (self.height() - _MARK) / 2, _MARK - 2, _MARK - 2).translated(0, 1)
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(c.accent if self.isEnabled() else c.ctl))
            painter.drawRoundedRect(box, 4, 4)
            icons.paint(painter, "check", box.adjusted(1, 1, -1, -1), c.on_accent)
        else:
            painter.setPen(QPen(QColor(c.accent if self.underMouse() else c.ctl), 1.2))
            painter.setBrush(QColor(c.surface))
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        _paint_text(self, painter)


class RadioButton(QRadioButton):
    """One of several; put them into one parent or a QButtonGroup."""

    @qt_virtual
    def sizeHint(self) -> QSize:
        """Ring, gap and words."""
        return _hint(self)

    @qt_virtual
    def minimumSizeHint(self) -> QSize:
        """Never shortened."""
        return _hint(self)

    @qt_virtual
    def hitButton(self, pos: object) -> bool:
        """Take clicks on the whole row of ring and words."""
        del pos
        return True

    @qt_virtual
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw ring and words."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        c = style.colours()
        centre = QPointF(_MARK / 2, self.height() / 2)
        on = self.isChecked()
        painter.setPen(QPen(QColor(c.accent if on or self.underMouse() else c.ctl), 5 if on else 1.2))
        painter.setBrush(QColor(c.surface))
        radius = 5.5 if on else 7.5
        painter.drawEllipse(centre, radius, radius)
        _paint_text(self, painter)


class Switch(QCheckBox):
    """On or off, with its words beside it or an accessible name alone."""

    @qt_virtual
    def sizeHint(self) -> QSize:
        """Track, gap and words."""
        return _hint(self, 36)

    @qt_virtual
    def minimumSizeHint(self) -> QSize:
        """Never shortened."""
        return _hint(self, 36)

    @qt_virtual
    def hitButton(self, pos: object) -> bool:
        """Take clicks on track and words."""
        del pos
        return True

    @qt_virtual
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw track, thumb and words."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        c = style.colours()
        track = QRectF(1, self.height() / 2 - 9, 34, 18)
        on = self.isChecked()
        painter.setPen(QPen(QColor(c.accent if on else c.ctl), 1))
        painter.setBrush(QColor(c.accent if on else c.surface))
        painter.drawRoundedRect(track, 9, 9)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(c.on_accent if on else c.ctl))
        painter.drawEllipse(QPointF(track.right() - 9 if on else track.left() + 9, self.height() / 2), 6.5, 6.5)
        _paint_text(self, painter, 36)


class Select(QComboBox):
    """A drop-down. `kind` "field" is outlined, "filled" accent, "soft" tinted; `icon` stands before the words.

    The wheel scrolls the page, not the choice.
    """

    def __init__(
        self, name: str, *, icon: str = "", kind: str = "field", size: int = CONTROL, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._icon = icon
        self._kind = kind
        self._size = size
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setView(QListView(self))  # the native list ignores the style sheet
        self.view().setAccessibleName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setMaxVisibleItems(12)

    def set_look(self, kind: str, icon: str = "") -> None:
        """Change outline and icon."""
        self._kind, self._icon = kind, icon
        self.updateGeometry()
        self.update()

    @qt_virtual
    def sizeHint(self) -> QSize:
        """Wide enough for its longest choice."""
        texts = [self.itemText(i) for i in range(min(self.count(), 60))]
        widest = max((style.text_width(text, self._role(), 600) for text in texts), default=40)
        wide = widest + 10 + 14 + 8 + 10 + (24 if self._icon else 0)
        return QSize(int(wide) + 2, max(style.scaled(self._size), self._size))

    @qt_virtual
    def minimumSizeHint(self) -> QSize:
        """Room for the icon and some letters; longer words end in an ellipsis."""
        return QSize(min(self.sizeHint().width(), 84), self.sizeHint().height())

    @qt_virtual
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()

    @qt_virtual
    def showPopup(self) -> None:  # noqa: N802 - Qt names what it calls back
        """Open a list wide enough for its choices."""
        widest = max(self.view().sizeHintForColumn(0) + 32, self.width())
        self.view().setMinimumWidth(min(widest, 480))
        super().showPopup()

    @qt_virtual
    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()

    def _role(self) -> Role:
        return Role.SMALL if self._size < CONTROL or self._kind != "field" else Role.BODY

    @qt_virtual
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw box, icon, words and arrow."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        c = style.colours()
        fill, line, ink = {
            "filled": (c.accent, c.accent, c.on_accent),
            "soft": (c.accent_soft, c.accent_line, c.accent_text),
        }.get(self._kind, (c.hover if self.underMouse() else c.surface, c.ctl, c.text))
        if not self.isEnabled():
            fill, line, ink = c.surface2, c.border, c.text3
        painter.setPen(QPen(QColor(line), 1))
        painter.setBrush(QColor(fill))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS_CONTROL, RADIUS_CONTROL)
        x = 10.0
        if self._icon:
            icons.paint(painter, self._icon, QRectF(x, self.height() / 2 - 8, 16, 16), ink)
            x += 24
        painter.setFont(style.font(self._role(), 500 if self._kind != "field" else None))
        painter.setPen(QColor(ink))
        room = self.width() - x - 10 - 16
        shown = painter.fontMetrics().elidedText(self.currentText(), Qt.TextElideMode.ElideRight, int(room))
        painter.drawText(QRectF(x, 0, room + 2, self.height()), Qt.AlignmentFlag.AlignVCenter, shown)
        icons.paint(painter, "chevron-down", QRectF(self.width() - 24, self.height() / 2 - 7, 14, 14), ink)
