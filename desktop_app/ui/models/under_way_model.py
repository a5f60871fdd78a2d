"""Messages that were under way when the program closed, and what was found about each. Few, so they are held."""

from collections.abc import Callable, Iterable
from datetime import datetime
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from desktop_app.domain.outgoing import Outgoing, State
from desktop_app.ui.models.paged import Index
from desktop_app.ui.models.paged import Role as ItemRole
from desktop_app.ui.qt_virtual import qt_virtual
from desktop_app.ui.words import Look, Tone, clock_time, outgoing_look, said


class UnderWayColumn(IntEnum):
    """Columns of the table."""

    ROW = 0
    NAME = 1
    FROM = 2
    FOUND = 3
    MEANING = 4


_HEADINGS = ("Row", "Name", "From", "What we found", "")
CHECKING = frozenset({State.SENDING, State.UNSURE})
"""Nobody knows yet."""
Sender = Callable[[int, int], tuple[str, str]]


def found_look(row: Outgoing) -> Look:
    """What was found about a row, as a pill."""
    if row.state in CHECKING:
        return Look(said("Checking"), "loader-circle", Tone.NEUTRAL)
    if row.state is State.QUEUED:
        return Look(said("Never arrived"), "monitor", Tone.NEUTRAL)
    return outgoing_look(row)


def found_words(row: Outgoing) -> str:
    """What that means, in a few words."""
    if row.state in CHECKING:
        return said("Found nothing yet")
    if row.state is State.QUEUED:
        return said("Proven: back in the queue")
    if row.state is State.ASK:
        return said("You decide")
    if row.state in (State.ACCEPTED, State.TAKEN):
        return said("Goes out by itself")
    if row.state in (State.SENT, State.DELIVERED):
        return _went_out(row.changed_at)
    return outgoing_look(row).meaning


def _went_out(at: datetime | None) -> str:
    return said("Went out, seen at {time}").format(time=clock_time(at)) if at else said("Went out")


class UnderWayModel(QAbstractTableModel):
    """Rows in the sheet's order."""

    def __init__(self, sender: Sender, parent: QObject | None = None) -> None:
        """An empty table; `sender` names phones."""
        super().__init__(parent)
        self._sender = sender
        self.rows: list[Outgoing] = []

    def show_rows(self, rows: Iterable[Outgoing]) -> None:
        """Show these; the same rows keep selection and scrolling."""
        fresh = sorted(rows, key=lambda row: (row.row, row.id))
        if [row.id for row in fresh] == [row.id for row in self.rows]:
            self.rows = fresh
            if fresh:
                self.dataChanged.emit(self.index(0, 0), self.index(len(fresh) - 1, UnderWayColumn.MEANING))
            return
        self.beginResetModel()
        self.rows = fresh
        self.endResetModel()

    @property
    def checking(self) -> int:
        """How many nobody knows about yet."""
        return sum(row.state in CHECKING for row in self.rows)

    @qt_virtual
    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """One each."""
        return 0 if parent.isValid() else len(self.rows)

    @qt_virtual
    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """See `UnderWayColumn`."""
        return 0 if parent.isValid() else len(UnderWayColumn)

    @qt_virtual
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        """The headings."""
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        return said(_HEADINGS[section]) if _HEADINGS[section] else ""

    @qt_virtual
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What a cell says."""
        row = self.rows[index.row()]
        if role == ItemRole.ITEM:
            return row
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        return (
            str(row.row),
            row.name,
            self._sender(row.device_id, row.sim)[0],
            found_look(row).word,
            found_words(row),
        )[index.column()]
