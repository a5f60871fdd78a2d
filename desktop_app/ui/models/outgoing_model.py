"""A campaign's messages on Progress."""

from collections.abc import Callable, Iterable
from datetime import datetime
from enum import IntEnum

from PySide6.QtCore import QModelIndex, QObject, Qt

from desktop_app.domain.outgoing import Outgoing
from desktop_app.ui.models.paged import Index, PagedModel, Start
from desktop_app.ui.qt_virtual import qt_virtual
from desktop_app.ui.words import clock_time, outgoing_look, said


class OutgoingColumn(IntEnum):
    """Columns of Progress."""

    ROW = 0
    NAME = 1
    NUMBER = 2
    FROM = 3
    MESSAGE = 4
    STATE = 5
    TIME = 6


_HEADINGS = ("Row", "Name", "Number", "From", "Message", "State", "Time")
Sender = Callable[[int, int], tuple[str, str]]
"""Phone and SIM slot -> the owner's name for the phone and "SIM 1 · Vodafone"."""


class OutgoingModel(PagedModel[Outgoing]):
    """Rows with their state; a commit re-reads only the pages that hold changed rows."""

    def __init__(self, start: Start, sender: Sender, parent: QObject | None = None) -> None:
        """An empty campaign; `sender` names phones."""
        super().__init__(start, parent)
        self.name_sender = sender

    def rows_changed(self, ids: Iterable[int]) -> None:
        """A commit touched these rows; nothing given means any of them."""
        changed = frozenset(ids)
        if changed:
            self.refresh_where(lambda row: row.id in changed)
        else:
            self.refresh()

    @qt_virtual
    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """See `OutgoingColumn`."""
        return 0 if parent.isValid() else len(OutgoingColumn)

    @qt_virtual
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        """The headings."""
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        return said(_HEADINGS[section])

    def cell(self, item: Outgoing, column: int, role: int) -> object:
        """What a row shows, and the meaning of its state as tooltip."""
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._text(item, OutgoingColumn(column))
        if role == Qt.ItemDataRole.ToolTipRole:
            if column == OutgoingColumn.STATE:
                return outgoing_look(item).meaning
            return item.body if column == OutgoingColumn.MESSAGE else None
        return None

    def _text(self, item: Outgoing, column: OutgoingColumn) -> str:
        if column is OutgoingColumn.ROW:
            return str(item.row)
        if column is OutgoingColumn.NAME:
            return item.name
        if column is OutgoingColumn.NUMBER:
            return item.shown_phone or item.phone
        if column is OutgoingColumn.FROM:
            return " · ".join(part for part in self.name_sender(item.device_id, item.sim) if part)
        if column is OutgoingColumn.MESSAGE:
            return item.body.replace("\n", " ")
        if column is OutgoingColumn.STATE:
            return outgoing_look(item).word
        return changed_time(item.changed_at)


def changed_time(at: datetime | None) -> str:
    """When a row last changed, to the second."""
    return clock_time(at, seconds=True) if at is not None else ""
