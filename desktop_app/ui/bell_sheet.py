"""What opens under the bell: the newest alerts, newest first; each is pressed to see its phone."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFrame,
    QGraphicsDropShadowEffect,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop_app.store.alerts import KeptAlert
from desktop_app.ui import style
from desktop_app.ui.alert_said import ICONS, alert_said, when_said
from desktop_app.ui.qt_virtual import qt_virtual
from desktop_app.ui.tokens import RADIUS_INSET, Role
from desktop_app.ui.widgets.button import Button, Kind
from desktop_app.ui.widgets.card import Card, Dot, Icon
from desktop_app.ui.widgets.label import Label, Rule

_WIDE, _TALL = 400, 430
_SHADOW = 24
_SHADE, _SHADE_DARK = 41, 102
"""Of 255: 16 % in the light, 40 % in the dark (design/UX.md 6)."""
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class BellSheet(QFrame):
    """`entry_asked(phone or None)` when an alert was pressed; `setup_asked` for how alerts reach the owner.

    It floats inside the window, not as one of its own: a click beside it, Esc, or the keyboard going elsewhere closes.
    """

    entry_asked = Signal(object)
    setup_asked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.hide()
        self._anchor: QWidget | None = None
        self.setAccessibleName(self.tr("Alerts"))
        self._entries: list[BellEntry] = []
        around = QVBoxLayout(self)
        around.setContentsMargins(_SHADOW, 0, _SHADOW, _SHADOW)
        self._card = card = Card(self.tr("Alerts"), padding=12, gap=6)
        around.addWidget(card)
        self.setup = Button(self.tr("How I am told"), Kind.QUIET, size=28)
        self.setup.clicked.connect(self._ask_setup)
        card.head.addWidget(self.setup)
        card.column.addWidget(Rule())
        self._empty = Label(
            self.tr("No alerts so far. When a phone goes offline, or is back after a while, it says so here."),
            Role.SMALL,
            "text2",
            wrap=True,
        )
        self._empty.setContentsMargins(8, 10, 8, 10)
        card.column.addWidget(self._empty)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        page = QWidget()
        page.setProperty("scrolled", "true")
        self._list = QVBoxLayout(page)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(2)
        self._list.addStretch(1)
        self._scroll.setWidget(page)
        card.column.addWidget(self._scroll, 1)

    @property
    def entries(self) -> tuple["BellEntry", ...]:
        """What is shown, newest first."""
        return tuple(self._entries)

    @property
    def empty_words(self) -> str:
        """What is said while there is nothing to show."""
        return self._empty.text() if not self._entries else ""

    def show_alerts(self, kept: Sequence[KeptAlert], now: datetime) -> None:
        """Show these."""
        for entry in self._entries:
            self._list.removeWidget(entry)
            entry.hide()
            entry.deleteLater()
        self._entries = []
        for place, one in enumerate(kept):
            entry = BellEntry(one, now)
            entry.setFocusPolicy(Qt.FocusPolicy.StrongFocus if not place else Qt.FocusPolicy.ClickFocus)
            entry.clicked.connect(lambda _=False, made=entry: self._press(made))
            entry.stepped.connect(lambda step, at=place: self._go_to(at + step))
            self._list.insertWidget(place, entry)
            self._entries.append(entry)
        self._empty.setVisible(not self._entries)
        self._scroll.setVisible(bool(self._entries))

    def open_under(self, anchor: QWidget) -> None:
        """Open below a widget, its right edge on the widget's, inside the window."""
        window = anchor.window()
        self._anchor = anchor
        self.setParent(window)
        wide = min(style.scaled(_WIDE), window.width() - 2 * _SHADOW)
        corner = anchor.mapTo(window, anchor.rect().bottomRight())
        tall = min(self._height(wide), style.scaled(_TALL), window.height() - corner.y() - 24)
        left = max(corner.x() - wide + 1, _SHADOW)
        self.setGeometry(left - _SHADOW, corner.y() + 8, wide + 2 * _SHADOW, tall + _SHADOW)
        shadow = QGraphicsDropShadowEffect(self._card)
        shadow.setBlurRadius(_SHADOW)
        shadow.setOffset(0, 8)
        shadow.setColor(QColor(0, 0, 0, _SHADE_DARK if style.colours().dark else _SHADE))
        self._card.setGraphicsEffect(shadow)
        self.show()
        self.raise_()
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.installEventFilter(self)
            application.focusChanged.connect(self._focus_moved)
        (self._entries[0] if self._entries else self.setup).setFocus(Qt.FocusReason.PopupFocusReason)

    def _height(self, wide: int) -> int:
        inside = wide - 26
        if not self._entries:
            return 76 + self._empty.heightForWidth(inside) + 8
        return 72 + sum(entry.heightForWidth(inside) + 2 for entry in self._entries)

    def close_sheet(self) -> None:
        """Put it away; the keyboard goes back to where it came from if it was in here."""
        if self.isHidden():
            return
        application = QApplication.instance()
        inside = self.isAncestorOf(QApplication.focusWidget() or self)
        if isinstance(application, QApplication):
            application.removeEventFilter(self)
            application.focusChanged.disconnect(self._focus_moved)
        if inside and self._anchor is not None:
            self._anchor.setFocus(Qt.FocusReason.PopupFocusReason)
        self.hide()

    def _go_to(self, place: int) -> None:
        entry = self._entries[min(max(place, 0), len(self._entries) - 1)]
        entry.setFocus(Qt.FocusReason.TabFocusReason)
        self._scroll.ensureWidgetVisible(entry)

    def _press(self, entry: "BellEntry") -> None:
        self.close_sheet()
        self.entry_asked.emit(entry.phone)

    def _ask_setup(self) -> None:
        self.close_sheet()
        self.setup_asked.emit()

    def _focus_moved(self, old: QWidget | None, now: QWidget | None) -> None:
        del old
        if now is not None and now is not self._anchor and not self.isAncestorOf(now):
            self.close_sheet()

    @qt_virtual
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A click beside it closes, and is taken by what was clicked; one on the bell only closes."""
        if event.type() != QEvent.Type.MouseButtonPress or not isinstance(watched, QWidget):
            return False
        if watched is self or self.isAncestorOf(watched):
            return False
        self.close_sheet()
        return watched is self._anchor

    @qt_virtual
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_sheet()
        else:
            super().keyPressEvent(event)


class BellEntry(QAbstractButton):
    """One alert: icon, what happened, what it means, when; a dot while it is new. `stepped(1 or -1)` by arrows."""

    stepped = Signal(int)

    def __init__(self, kept: KeptAlert, now: datetime, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        alert = kept.alert
        self.phone = alert.outages[0].device if alert.outages else None
        title, text = alert_said(alert)
        when = when_said(alert.at, now)
        told = (self.tr("New") if not kept.seen else "", title, text, when)
        self.setText(title)
        self.setAccessibleName(" ".join(part for part in told if part))
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)  # a long name widens nothing
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 8, 8, 8)
        row.setSpacing(10)
        icon, ink = ICONS[alert.kind]
        row.addWidget(Icon(icon, ink), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(Label(title, Role.SMALL_STRONG, wrap=True), 1)
        head.addWidget(Label(when, Role.CAPTION, "text3"), 0, Qt.AlignmentFlag.AlignTop)
        self._new = Dot("accent")
        self._new.setVisible(not kept.seen)
        head.addWidget(self._new, 0, Qt.AlignmentFlag.AlignTop)
        words.addLayout(head)
        if text:
            words.addWidget(Label(text, Role.SMALL, "text2", wrap=True))
        row.addLayout(words, 1)
        for part in self.findChildren(QWidget):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    @qt_virtual
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses as Space does; arrows go on."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif (step := _STEPS.get(Qt.Key(event.key()))) is not None:
            self.stepped.emit(step)
        else:
            super().keyPressEvent(event)

    @qt_virtual
    def hasHeightForWidth(self) -> bool:
        """Words wrap."""
        return True

    @qt_virtual
    def heightForWidth(self, width: int) -> int:
        """As high as the words need."""
        layout = self.layout()
        return layout.heightForWidth(width) if layout is not None else 0

    @qt_virtual
    def paintEvent(self, event: QPaintEvent) -> None:
        """Tint the row under the pointer."""
        del event
        if self.underMouse() or self.isDown():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(style.colours().hover))
            painter.drawRoundedRect(QRectF(self.rect()), RADIUS_INSET, RADIUS_INSET)
