"""The bell in the header: how many alerts nobody has looked at; opening it is looking."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop_app.domain.changes import Changes
from desktop_app.store.alerts import KeptAlert
from desktop_app.ui.bell_button import BellButton
from desktop_app.ui.parts import WindowServices

if TYPE_CHECKING:
    from desktop_app.ui.bell_sheet import BellSheet

_COUNT, _PAGE, _SEEN = "bell count", "bell page", "bell seen"
_MOST = 50


class Bell(QObject):
    """Keeps the button true and fills the sheet. `phone_asked(id)`, `setup_asked`."""

    phone_asked = Signal(int)
    setup_asked = Signal()

    def __init__(self, services: WindowServices, button: BellButton) -> None:
        super().__init__(button)
        self._services = services
        self._held: Sequence[KeptAlert] | None = None
        self.button = button
        self._sheet: BellSheet | None = None
        button.clicked.connect(self.open)
        self._leave: Callable[[], None] = services.store.subscribe(self._changed)
        self._count()

    def stop(self) -> None:
        """Take leave of the store before the window goes."""
        self._leave()
        if self._sheet is not None:
            self._sheet.close_sheet()
        for name in (_COUNT, _PAGE):
            self._services.tasks.stop(name)

    @property
    def sheet(self) -> "BellSheet":
        """The list of alerts, loaded and made when it is first asked for."""
        if self._sheet is None:
            from desktop_app.ui.bell_sheet import BellSheet

            self._sheet = BellSheet(self.button)
            self._sheet.entry_asked.connect(self._pressed)
            self._sheet.setup_asked.connect(self.setup_asked)
        return self._sheet

    def look_at(self, kept: Sequence[KeptAlert]) -> None:
        """Show these alerts instead of the store's from now on (states brought up on purpose)."""
        self._held = kept
        self.button.show_count(sum(not one.seen for one in kept))

    def open(self) -> None:
        """Show the newest; they count as seen from then on. A second time closes."""
        if self.sheet.isVisible():
            self.sheet.close_sheet()
            return
        if self._held is not None:
            self._show(self._held)
            return
        self._services.tasks.start(self._services.store.alerts.page(_MOST), self._show, name=_PAGE)

    def _show(self, kept: Sequence[KeptAlert]) -> None:
        self.sheet.show_alerts(kept, self._services.store.live.server_now())
        self.sheet.open_under(self.button)
        self.button.show_count(0)
        if self._held is None and any(not one.seen for one in kept):
            self._services.tasks.start(self._services.store.alerts.mark_seen(), name=_SEEN)

    def _changed(self, changes: Changes) -> None:
        if changes.devices:
            self._count()

    def _count(self) -> None:
        if self._held is None:
            self._services.tasks.start(self._services.store.alerts.unseen(), self._counted, name=_COUNT)

    def _counted(self, count: int) -> None:
        if count != self.button.count:
            self.button.show_count(count)

    def _pressed(self, phone: int | None) -> None:
        if phone is None:
            self.setup_asked.emit()
        else:
            self.phone_asked.emit(phone)
