"""A campaign's messages, the newest first, that hold still while somebody reads further down."""

from collections.abc import Iterable

from desktop_app.domain.outgoing import Outgoing
from desktop_app.ui.models.outgoing_model import OutgoingModel


class NewestModel(OutgoingModel):
    """At the top it follows: every change re-reads the pages on show. Further down rows keep their places."""

    def follow(self) -> None:
        """Read the pages on show again, the newest first."""
        self.refresh()

    def ids(self, first: int, last: int) -> frozenset[int]:
        """Ids of the rows from `first` to `last` that are here."""
        found = (self.item(row) for row in range(first, last + 1))
        return frozenset(item.id for item in found if item is not None)

    def put(self, items: Iterable[Outgoing]) -> None:
        """Show rows as they are now, in the places they have."""
        fresh = {item.id: item for item in items}
        for page, held in self._pages.items():
            if any(item.id in fresh for item in held):
                self._pages[page] = [fresh.get(item.id, item) for item in held]
                self._changed.add(page)
        if fresh:
            self._schedule()
