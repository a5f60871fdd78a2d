"""Alerts on the computer's own desktop: text only, for clicks and buttons in them are not dependable everywhere.

The same alert waits under the bell, so a system that shows none loses nothing.
"""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

from desktop_app.domain import quiet_hours
from desktop_app.domain.outages import Alert, AlertKind
from desktop_app.ui.alert_said import alert_said
from desktop_app.ui.parts import WindowServices

_SHOWN_MS = 12_000
_NO_MARKUP = str.maketrans("<>", "‹›")
"""Some systems read markup in notifications, others show it as it is: a name has none in either."""
_ONLY_UNDER_THE_BELL = frozenset({AlertKind.MOVED, AlertKind.TELEGRAM_GONE, AlertKind.TELEGRAM_REFUSED})


class Desktop(Protocol):
    """Where the system shows notifications."""

    def show(self, title: str, text: str) -> None:
        """Show one; plain text."""

    def beep(self) -> None:
        """Make the system's usual sound."""

    def take_away(self) -> None:
        """Leave no icon behind."""


class Notifications(QObject):
    """Shows each alert as it happens, where the owner wants it and the system has a place for it."""

    def __init__(self, services: WindowServices, desktop: Desktop | None) -> None:
        """`desktop` is None where the system shows none."""
        super().__init__()
        self._services = services
        self._desktop = desktop
        self._leave: Callable[[], None] = services.alerting.subscribe(self._tell)

    def stop(self) -> None:
        """Show none from now on."""
        self._leave()
        if self._desktop is not None:
            self._desktop.take_away()

    def _tell(self, alert: Alert) -> None:
        settings = self._services.settings()
        if self._desktop is None or not settings.notify_computer or alert.kind in _ONLY_UNDER_THE_BELL:
            return
        title, text = (words.translate(_NO_MARKUP) for words in alert_said(alert))
        self._desktop.show(title, text)
        quiet = quiet_hours.parse(settings.quiet_hours)
        if quiet is None or not quiet.holds(self._services.clock.wall().astimezone()):
            self._desktop.beep()


class TrayDesktop(QObject):
    """The system's tray. Its icon is there from the first alert on, for messages need one; `clicked` on it."""

    clicked = Signal()

    def __init__(self, icon: QIcon) -> None:
        super().__init__()
        self._icon = icon
        self._tray: QSystemTrayIcon | None = None

    @staticmethod
    def available() -> bool:
        """Whether this system has a tray that shows messages."""
        return QSystemTrayIcon.isSystemTrayAvailable() and QSystemTrayIcon.supportsMessages()

    def show(self, title: str, text: str) -> None:
        """Show a message."""
        if self._tray is None:
            self._tray = QSystemTrayIcon(self._icon, self)
            self._tray.setToolTip("SMS Desk")
            self._tray.activated.connect(lambda _: self.clicked.emit())
            self._tray.messageClicked.connect(self.clicked)
            self._tray.show()
        self._tray.showMessage(title, text, self._icon, _SHOWN_MS)

    def beep(self) -> None:
        """Make the system's usual sound."""
        QApplication.beep()

    def take_away(self) -> None:
        """Leave no icon behind."""
        if self._tray is not None:
            self._tray.hide()
