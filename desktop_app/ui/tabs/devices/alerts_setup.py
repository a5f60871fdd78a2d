"""Reads and keeps how the owner is told of outages, and sets Telegram up; the sheet and the page's head show it."""

from collections.abc import Coroutine
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from desktop_app.domain.errors import Trouble
from desktop_app.domain.phone import reader
from desktop_app.domain.settings import Settings
from desktop_app.ui.announce import announce
from desktop_app.ui.parts import WindowServices
from desktop_app.ui.phone_parts import NotOffered, TelegramState
from desktop_app.ui.tabs.devices.tab import DevicesTab
from desktop_app.ui.words import trouble_parts

if TYPE_CHECKING:
    from desktop_app.ui.tabs.devices.alerts_drawer import AlertsDrawer

_STATE, _TEST, _CODE = "alerts state", "telegram test", "telegram code"


class AlertsSetup(QObject):
    """Opens the sheet on "Change"; `refresh` after settings have changed."""

    def __init__(self, services: WindowServices, page: DevicesTab) -> None:
        super().__init__(page)
        self._services = services
        self._page = page
        self._held = False
        self._settings = services.settings()
        self._state = TelegramState.OFF
        self._drawer: AlertsDrawer | None = None
        page.alerts_asked.connect(self.open)
        self._show()
        self.refresh()

    @property
    def drawer(self) -> "AlertsDrawer":
        """The sheet, loaded and made when it is first asked for."""
        if self._drawer is None:
            from desktop_app.ui.tabs.devices.alerts_drawer import AlertsDrawer

            self._drawer = AlertsDrawer(self._mobile, self._page)
            panel = self._drawer.alerts
            panel.changed.connect(self._keep)
            panel.telegram_off.connect(self._telegram_off)
            panel.setup.test_asked.connect(self._test)
            panel.setup.code_given.connect(self._confirm)
            panel.show_now(self._settings, self._state)
        return self._drawer

    def close(self) -> None:
        """Slide the sheet out if it is there."""
        if self._drawer is not None:
            self._drawer.slide_out()

    def open(self, *, at_once: bool = False) -> None:
        """Show the sheet."""
        self.refresh()
        self.drawer.slide_in(self.drawer.close_button, at_once=at_once)

    def refresh(self) -> None:
        """Read again what is set and how far Telegram is."""
        if not self._held:
            self._settings = self._services.settings()
            self._services.tasks.start(self._services.phones.telegram.state(), self._have_state, name=_STATE)

    def look_at(self, settings: Settings, state: TelegramState) -> None:
        """Show these from now on (states brought up on purpose)."""
        self._held = True
        self._settings = settings
        self._have_state(state)

    def ways(self) -> list[str]:
        """How the owner is told now, in words."""
        ways = [self.tr("this computer")] if self._settings.notify_computer else []
        if self._state is TelegramState.WORKS:
            ways.append(self.tr("Telegram"))
        if self._settings.alert_mobile:
            ways.append(self.tr("text to my mobile"))
        return ways

    def _have_state(self, state: TelegramState) -> None:
        self._state = state
        self._show()

    def _show(self) -> None:
        if self._drawer is not None:
            self._drawer.alerts.show_now(self._settings, self._state)
        self._page.show_alerts(self.ways())

    def _mobile(self, typed: str) -> str:
        return reader(self._services.settings().country).read(typed).phone or ""

    # --- what is pressed

    def _keep(self, key: str, value: str) -> None:
        self._services.tasks.start(
            self._services.store.settings.save(key, value),
            self._kept,
            name=f"save {key}",
            on_trouble=self._not_kept,
        )

    def _kept(self, settings: Settings) -> None:
        self._settings = settings
        self._show()

    def _not_kept(self, trouble: Trouble) -> None:
        self._services.tasks.on_trouble(trouble)
        self._show()

    def _telegram_off(self) -> None:
        self._do(self._services.phones.telegram.turn_off())

    def _do(self, work: Coroutine[Any, Any, None]) -> None:
        self._services.tasks.start(work, lambda _: self.refresh(), on_trouble=self._not_kept)

    def _test(self, number: str) -> None:
        self._services.tasks.start(
            self._services.phones.telegram.send_test(number),
            lambda _: self._test_sent(),
            name=_TEST,
            on_trouble=self._test_failed,
        )

    def _test_sent(self) -> None:
        setup = self.drawer.alerts.setup
        setup.test_sent()
        announce(setup, self.tr("A test was sent. Type the code that arrived in Telegram."))

    def _test_failed(self, trouble: Trouble) -> None:
        panel = self.drawer.alerts
        words = " ".join(part for part in trouble_parts(trouble) if part)
        panel.setup.test_failed(words)
        announce(panel, words)
        if isinstance(trouble, NotOffered):
            panel.open_setup(wanted=False)
            self.refresh()

    def _confirm(self, code: str) -> None:
        self._services.tasks.start(self._services.phones.telegram.confirm(code), self._confirmed, name=_CODE)

    def _confirmed(self, right: bool) -> None:
        setup = self.drawer.alerts.setup
        if not right:
            setup.code_wrong()
            return
        self.drawer.alerts.open_setup(wanted=False)
        self.drawer.close_button.setFocus()
        announce(setup, self.tr("Telegram works. Alerts go there from now on."))
        self.refresh()
