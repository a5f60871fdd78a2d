"""How the owner hears of phones: bell, desktop, alerts' set-up, the banner's ways out, a note on a wrong clock."""

from PySide6.QtCore import QObject

from desktop_app.domain.changes import Changes
from desktop_app.ui import icons, style
from desktop_app.ui.bell import Bell
from desktop_app.ui.clock_note import ClockNote
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.notifications import Notifications, TrayDesktop
from desktop_app.ui.parts import WindowServices
from desktop_app.ui.tabs.devices.alerts_setup import AlertsSetup
from desktop_app.ui.tabs.devices.came_back import CameBack
from desktop_app.ui.tabs.devices.mover import Mover
from desktop_app.ui.tabs.devices.tab import DevicesTab


class AlertsDesk(QObject):
    """Puts them together in the window; `devices_key` is the tab that shows a phone."""

    def __init__(self, services: WindowServices, window: MainWindow, page: DevicesTab, devices_key: str) -> None:
        super().__init__(window)
        self._window = window
        self.page = page
        self._key = devices_key
        self.bell = Bell(services, window.header.bell)
        self.bell.phone_asked.connect(self._show_phone)
        self.bell.setup_asked.connect(self._show_setup)
        self.setup = AlertsSetup(services, page)
        self.mover = Mover(services, page.banner)
        self.came_back = CameBack(services, page.banner)
        self._clock = ClockNote(services, window.notices)
        desktop = (
            TrayDesktop(icons.icon("message-square-text", style.colours().accent, 22))
            if TrayDesktop.available()
            else None
        )
        if desktop is not None:
            desktop.clicked.connect(window.raise_up)
        self._notifications = Notifications(services, desktop)
        self._leave = services.store.subscribe(self._changed)
        self.came_back.refresh()

    def stop(self) -> None:
        """Take leave of the store before the window goes."""
        self._leave()
        self._clock.stop()
        self._notifications.stop()
        self.bell.stop()

    def _changed(self, changes: Changes) -> None:
        if changes.devices:
            self.came_back.refresh()
        if changes.settings:
            self.setup.refresh()
        if changes.rows or changes.campaigns:
            self.mover.refresh()

    def _show_phone(self, phone: int) -> None:
        self._window.show_tab(self._key)
        self.setup.close()
        self.page.show_phone(phone)

    def _show_setup(self) -> None:
        self._window.show_tab(self._key)
        self.setup.open()
