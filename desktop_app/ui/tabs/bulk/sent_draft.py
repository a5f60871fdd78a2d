"""A draft that became a campaign stays until it is known that nobody took the send back within its countdown."""

from PySide6.QtCore import QObject, Signal

from desktop_app.domain.outgoing import Campaign, State
from desktop_app.ui.tabs.bulk.parts import BulkServices


class SentDraft(QObject):
    """Remembers which campaign the draft became."""

    gone = Signal()
    """The campaign is on its way; the draft is not needed any more."""

    def __init__(self, services: BulkServices, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._campaign: int | None = None

    def remember(self, campaign: int) -> None:
        """The draft was queued as `campaign`."""
        self._campaign = campaign

    def look(self) -> None:
        """Find out whether the send was taken back; `gone` follows where it was not."""
        if self._campaign is not None:
            self._services.tasks.start(
                self._services.store.outbox.campaign(self._campaign), self._decide, name="bulk was undone"
            )

    def _decide(self, campaign: Campaign) -> None:
        self._campaign = None
        if campaign.counts.get(State.CANCELLED, 0) != campaign.rows:
            self.gone.emit()
