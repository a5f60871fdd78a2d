"""A sheet that slides over the right side of a page; what is beneath stays, darkened, and a click on it closes."""

from collections.abc import Iterator

from PySide6.QtCore import QEasingCurve, QEvent, QObject, QRectF, Qt, QVariantAnimation, Signal
from PySide6.QtGui import (
    QColor,
    QHideEvent,
    QKeyEvent,
    QKeySequence,
    QLinearGradient,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import QApplication, QFrame, QLayout, QScrollArea, QStyle, QVBoxLayout, QWidget
from shiboken6 import isValid

from desktop_app.ui import style
from desktop_app.ui.qt_virtual import qt_virtual
from desktop_app.ui.tokens import PANEL_MS

_LEFT_FREE = 72
"""So much of the page stays in sight, to be clicked."""
_SHADOW = 24
_SCRIM, _SCRIM_DARK = 0.17, 0.5


class SideDrawer(QWidget):
    """Covers its parent while open. Put the content into `column`; `closed` after the person or a call closed it;
    `seen` and `unseen` as it comes to be seen, by itself or with the page, and is seen no more.

    The keyboard stays inside until Esc closes it, or F6 goes to what stands around the page and back.
    """

    closed = Signal()
    seen = Signal()
    unseen = Signal()

    def __init__(self, wide: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._wide = wide
        self._shown = 0.0
        self._came_from: QWidget | None = None
        self.panel = QFrame(self)
        self.panel.setProperty("box", "plain")
        self.column = QVBoxLayout(self.panel)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self._slide = QVariantAnimation(self)
        self._slide.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._slide.valueChanged.connect(self._slid)
        self._slide.finished.connect(self._arrived)
        self._panes = [QShortcut(QKeySequence(keys), self) for keys in ("F6", "Shift+F6")]
        for shortcut in self._panes:
            shortcut.setEnabled(False)
            shortcut.activated.connect(self._turn_pane)
        parent.installEventFilter(self)
        self.hide()

    @property
    def opened(self) -> bool:
        """Whether it is open, or opening."""
        return not self.isHidden() and self._slide.endValue() != 0.0

    def slide_in(self, first: QWidget, *, at_once: bool = False) -> None:
        """Open, with the keyboard on `first`."""
        if not self.opened:
            self._came_from = QApplication.focusWidget()
        for shortcut in self._panes:
            shortcut.setEnabled(True)
        self._cover()
        self.show()
        self.raise_()
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        self._go(1.0, at_once=at_once)

    def slide_out(self) -> None:
        """Close; the keyboard goes back to where it was."""
        if not self.opened:
            return
        for shortcut in self._panes:
            shortcut.setEnabled(False)
        inside = self._holds(QApplication.focusWidget())
        back, self._came_from = self._came_from, None
        if inside and back is not None and isValid(back) and back.isVisible():
            back.setFocus(Qt.FocusReason.OtherFocusReason)
        self._go(0.0)
        self.closed.emit()

    # --- sliding

    def _go(self, to: float, *, at_once: bool = False) -> None:
        still = not self.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration, None, self)
        self._slide.stop()
        self._slide.setStartValue(self._shown)
        self._slide.setEndValue(to)
        if at_once or still or self._shown == to:
            self._slid(to)
            self._arrived()
            return
        self._slide.setDuration(PANEL_MS)
        self._slide.start()

    def _slid(self, shown: float) -> None:
        self._shown = shown
        self._place()
        self.update()

    def _arrived(self) -> None:
        if self._shown == 0.0:
            self.hide()

    def _cover(self) -> None:
        parent = self.parentWidget()
        if parent is not None:
            self.setGeometry(parent.rect())
            self._place()

    def _place(self) -> None:
        wide = min(style.scaled(self._wide), max(self.width() - _LEFT_FREE, 0))
        self.panel.setGeometry(self.width() - round(wide * self._shown), 0, wide, self.height())

    # --- keyboard and pointer

    def _holds(self, widget: QWidget | None) -> bool:
        return widget is not None and self.panel.isAncestorOf(widget)

    def _next_around(self, start: QWidget) -> QWidget | None:
        """The next widget in the order of the window that takes Tab, around the page."""
        page = self.parentWidget()
        widget = start.nextInFocusChain()
        while widget is not None and widget is not start:
            if _takes_tab(widget) and page is not None and widget is not page and not page.isAncestorOf(widget):
                return widget
            widget = widget.nextInFocusChain()
        return None

    @qt_virtual
    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002 - Qt's name
        """Keep Tab inside."""
        stops = list(_stops(self.panel))
        if not stops:
            return False
        now = QApplication.focusWidget()
        place = stops.index(now) + (1 if next else -1) if now in stops else 0
        reason = Qt.FocusReason.TabFocusReason if next else Qt.FocusReason.BacktabFocusReason
        stops[place % len(stops)].setFocus(reason)
        return True

    def _turn_pane(self) -> None:
        now = QApplication.focusWidget()
        stop = self._next_around(now or self.panel) if self._holds(now) else next(_stops(self.panel), None)
        if stop is not None:
            stop.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @qt_virtual
    def showEvent(self, event: QShowEvent) -> None:
        """Tell `seen`."""
        super().showEvent(event)
        self.seen.emit()

    @qt_virtual
    def hideEvent(self, event: QHideEvent) -> None:
        """Tell `unseen`."""
        super().hideEvent(event)
        self.unseen.emit()

    @qt_virtual
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes, wherever the keyboard is inside."""
        if event.key() == Qt.Key.Key_Escape:
            self.slide_out()
        else:
            super().keyPressEvent(event)

    @qt_virtual
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside closes; none goes through to the page."""
        if not self.panel.geometry().contains(event.position().toPoint()):
            self.slide_out()
        event.accept()

    @qt_virtual
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Cover the page as it grows."""
        if watched is self.parentWidget() and event.type() == QEvent.Type.Resize and not self.isHidden():
            self._cover()
        return False

    @qt_virtual
    def paintEvent(self, event: QPaintEvent) -> None:
        """Darken the page and throw the sheet's shadow on it."""
        del event
        painter = QPainter(self)
        dark = style.colours().dark
        painter.fillRect(self.rect(), _black((_SCRIM_DARK if dark else _SCRIM) * self._shown))
        edge = self.panel.x()
        shadow = QLinearGradient(edge - _SHADOW, 0, edge, 0)
        shadow.setColorAt(0, _black(0.0))
        shadow.setColorAt(1, _black((0.4 if dark else 0.16) * self._shown))
        painter.fillRect(QRectF(edge - _SHADOW, 0, _SHADOW, self.height()), shadow)


def _takes_tab(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.isVisible() and widget.isEnabled()


def _stops(widget: QWidget) -> Iterator[QWidget]:
    """What takes Tab in a widget, as it is laid out: also what was put in between later is in its place."""
    if _takes_tab(widget):
        yield widget
    inner = widget.widget() if isinstance(widget, QScrollArea) else None
    layout = widget.layout() if inner is None else None
    if inner is not None:
        yield from _stops(inner)
    elif layout is not None:
        yield from _stops_of(layout)


def _stops_of(layout: QLayout) -> Iterator[QWidget]:
    for index in range(layout.count()):
        item = layout.itemAt(index)
        widget, inner = (None, None) if item is None else (item.widget(), item.layout())
        if widget is not None:
            yield from _stops(widget)
        elif inner is not None:
            yield from _stops_of(inner)


def _black(share: float) -> QColor:
    return QColor(0, 0, 0, round(255 * share))
