"""The focus ring: a 2-px accent line with a 2-px gap around what the keyboard has reached (design/UX.md 8.2)."""

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QAbstractSlider, QApplication, QComboBox, QWidget
from shiboken6 import isValid

from desktop_app.ui import style
from desktop_app.ui.qt_virtual import qt_virtual

_GAP = 4
_RINGED = (QAbstractButton, QComboBox, QAbstractSlider)
"""Fields show focus by their own 2-px border, tables and lists inside themselves; others ask by `ringed`."""


class FocusRings(QObject):
    """Keeps one ring around the widget that has the keyboard focus; clicks with the mouse draw none."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._around: QWidget | None = None
        self._ring: _Ring | None = None
        self._app = app
        app.focusChanged.connect(self._moved)

    def stop(self) -> None:
        """Draw no more rings."""
        self._app.focusChanged.disconnect(self._moved)
        self._take_away()
        self.deleteLater()

    def _moved(self, old: QWidget | None, new: QWidget | None) -> None:
        del old
        self._take_away()
        if new is None or not (isinstance(new, _RINGED) or new.property("ringed")):
            return
        host = new.parentWidget()
        if host is None or not new.window().testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange):
            return
        self._around = new
        self._ring = _Ring(host)
        new.installEventFilter(self)
        self._follow()
        self._ring.show()
        self._ring.raise_()

    def _take_away(self) -> None:
        if self._around is not None and isValid(self._around):
            self._around.removeEventFilter(self)
        if self._ring is not None and isValid(self._ring):
            self._ring.hide()
            self._ring.deleteLater()
        self._around = self._ring = None

    def _follow(self) -> None:
        if self._around is not None and self._ring is not None and isValid(self._ring):
            self._ring.setGeometry(self._around.geometry().adjusted(-_GAP, -_GAP, _GAP, _GAP))

    @qt_virtual
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the focused widget as it moves, grows, hides."""
        if watched is self._around:
            if event.type() in (QEvent.Type.Move, QEvent.Type.Resize):
                self._follow()
            elif event.type() in (QEvent.Type.Hide, QEvent.Type.ParentChange, QEvent.Type.Destroy):
                self._take_away()
        return False


class _Ring(QWidget):
    """A sibling of the focused widget, so that it scrolls and is clipped with it."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    @qt_virtual
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ring."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(style.colours().accent), 2))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 9, 9)
