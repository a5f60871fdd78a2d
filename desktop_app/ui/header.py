"""The header: mark, tabs, what a tab puts there in a low window, the phones' health, bell, settings, account."""

import re

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QMenu, QWidget

from desktop_app.ui import icons, style
from desktop_app.ui.bell_button import BellButton
from desktop_app.ui.qt_virtual import qt_virtual
from desktop_app.ui.tokens import HEADER, HEADER_SMALL, Role
from desktop_app.ui.widgets.button import Button, Kind
from desktop_app.ui.widgets.health_pill import HealthPill
from desktop_app.ui.widgets.label import plain_tip
from desktop_app.ui.widgets.tab_bar import TabBar


class Header(QFrame):
    """One row; `fit` follows the window's size."""

    settings_asked = Signal()
    sign_out_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("box", "header")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(20, 0, 20, 1)
        self._row.setSpacing(8)
        self._mark = Mark(size=30)
        self._row.addWidget(self._mark)
        self._row.addSpacing(8)
        self.tabs = TabBar(self.tr("Sections"))
        self._row.addWidget(self.tabs, 0, Qt.AlignmentFlag.AlignBottom)
        self._row.addStretch(1)
        self._place = QHBoxLayout()
        self._row.addLayout(self._place)
        self._part: QWidget | None = None
        self.health = HealthPill()
        self._row.addWidget(self.health)
        self.bell = BellButton()
        self._row.addWidget(self.bell)
        self._settings = Button("", Kind.GHOST, icon="settings-2", tip=self.tr("Settings"))
        self._settings.clicked.connect(self.settings_asked)
        self._row.addWidget(self._settings)
        self._account = _Initials(self.tr("Account"))
        self._account.clicked.connect(self._open_account)
        self._row.addWidget(self._account)
        self._menu = QMenu(self)
        self._who = self._menu.addAction("")
        self._who.setEnabled(False)
        self._menu.addSeparator()
        leave = self._menu.addAction(self.tr("Sign out…"))
        leave.triggered.connect(self.sign_out_asked)
        self._leave = leave

    def show_account(self, email: str, *, demo: bool) -> None:
        """Show who is signed in; the demo has nobody to sign out."""
        name = self.tr("Demo") if demo else email or self.tr("Signed in with a token")
        self._who.setText(name.replace("&", "&&"))
        self._leave.setVisible(not demo)
        self._account.show_name("" if demo else email, name)

    def show_part(self, part: QWidget | None) -> None:
        """Hold a tab's own widget, or none."""
        if part is self._part:
            return
        if self._part is not None:
            self._place.removeWidget(self._part)
            self._part.hide()
        self._part = part
        if part is not None:
            self._place.addWidget(part)
            part.show()

    def fit(self, width: int, *, low: bool) -> None:
        """Follow the window: lower where it is low, without icons and with short words when narrow."""
        narrow = style.is_narrow(width)
        self.setFixedHeight(HEADER_SMALL if low else HEADER)
        side = 16 if narrow else 20
        self._row.setContentsMargins(side, 0, side, 1)
        self._mark.set_size(26 if low else 30)
        self.tabs.fit(width, low=low)
        self.health.show_short(short=narrow)

    def _open_account(self) -> None:
        corner = self._account.mapToGlobal(self._account.rect().bottomRight())
        self._menu.popup(QPoint(corner.x() - self._menu.sizeHint().width(), corner.y() + 4))


class Mark(QWidget):
    """The program's mark: a message on an ink-blue tile."""

    def __init__(self, *, size: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_size(size)

    def set_size(self, size: int) -> None:
        """Show it larger or smaller."""
        self.setFixedSize(size, size)

    @qt_virtual
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(style.colours().accent))
        radius = self.width() * 0.22
        painter.drawRoundedRect(QRectF(self.rect()), radius, radius)
        inner = self.width() * 0.22
        at = QRectF(self.rect()).adjusted(inner, inner, -inner, -inner)
        icons.paint(painter, "message-square-text", at, style.colours().on_accent)


class _Initials(QAbstractButton):
    """A round button with the account's initials."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = name
        self._initials = ""
        self.setAccessibleName(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedSize(30, 30)

    def show_name(self, email: str, words: str) -> None:
        """Show the initials of an address; a person's outline where there is none."""
        parts = [part for part in re.split(r"[._-]", email.partition("@")[0]) if part]
        self._initials = "".join(part[0] for part in parts[:2]).upper()
        self.setAccessibleName(f"{self._title}: {words}")
        self.setToolTip(plain_tip(words))
        self.update()

    @qt_virtual
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw disc and initials."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        c = style.colours()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(c.accent_line if self.underMouse() else c.accent_soft))
        painter.drawEllipse(QRectF(self.rect()))
        if not self._initials:
            icons.paint(painter, "user", QRectF(self.rect()).adjusted(7, 7, -7, -7), c.accent_text)
            return
        painter.setFont(style.font(Role.CAPTION, 700))
        painter.setPen(QColor(c.accent_text))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._initials)
