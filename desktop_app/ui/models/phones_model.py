"""The phones as rows: filtered by state, sorted, ticked for group actions; told only what really changed."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from desktop_app.domain.device import Device, Reach
from desktop_app.ui.models.paged import Role
from desktop_app.ui.parts import PhoneDay
from desktop_app.ui.phone_words import (
    Seen,
    describe,
    phone_name,
    reach_word,
    seen,
    shown,
    sim_name,
    sims_shown,
    worst_first,
)
from desktop_app.ui.qt_virtual import qt_virtual
from desktop_app.ui.words import number

Index = QModelIndex | QPersistentModelIndex


class Column(IntEnum):
    """What stands where."""

    TICK = 0
    STATE = 1
    NAME = 2
    SEEN = 3
    DAY = 4
    SIMS = 5
    SENT = 6
    DELIVERED = 7
    FAILED = 8
    WAITING = 9


@dataclass(frozen=True)
class PhoneRow:
    """One phone at a moment; how long ago it was seen is told apart, it changes each second."""

    device: Device
    reach: Reach
    numbers: PhoneDay
    """Its messages of today."""


_FIGURES: dict[int, Callable[[PhoneDay], int]] = {
    Column.SENT: lambda numbers: numbers.sent,
    Column.DELIVERED: lambda numbers: numbers.delivered,
    Column.FAILED: lambda numbers: numbers.failed,
    Column.WAITING: lambda numbers: numbers.waiting,
}


class PhonesModel(QAbstractTableModel):
    """`show_rows` with all phones whenever something may have changed, `tick` each second for the rows in view."""

    ticks_changed = Signal()

    def __init__(self, heads: Sequence[str]) -> None:
        """No phones; `heads` are the words over the columns."""
        super().__init__()
        self._heads = tuple(heads)
        self._all: tuple[PhoneRow, ...] = ()
        self._rows: list[PhoneRow] = []
        self._seen: dict[int, Seen] = {}
        self._ticked: set[int] = set()
        self._now: datetime | None = None
        self._connected = True
        self.reach: Reach | None = None
        self.sort_column: Column = Column.STATE
        self.descending = False

    # --- what the window calls

    def show_rows(self, rows: Sequence[PhoneRow], now: datetime, *, connected: bool, hold: bool = False) -> None:
        """Show these phones as they are at `now`; with `hold` rows known already stay where they are."""
        same = tuple(rows) == self._all and hold
        self._all, self._now, self._connected = tuple(rows), now, connected
        if same:
            return
        gone = self._ticked - {row.device.id for row in rows}
        if gone:
            self._ticked -= gone
            self.ticks_changed.emit()
        self._settle(hold=hold)

    def filter_by(self, reach: Reach | None) -> None:
        """Show only phones in one state; None shows all."""
        self.reach = reach
        self._settle()

    def sort_by(self, column: Column, *, descending: bool) -> None:
        """Another order."""
        self.sort_column, self.descending = column, descending
        self._settle()
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self._heads) - 1)

    def counts(self) -> Mapping[Reach, int]:
        """How many phones are in each state, shown or not."""
        return Counter(row.reach for row in self._all)

    def tick(self, now: datetime, *, connected: bool, first: int, last: int) -> int:
        """Tell the views which of the rows in view say something else now; returns how many."""
        self._now, self._connected = now, connected
        changed = 0
        for place in range(max(first, 0), min(last + 1, len(self._rows))):
            device = self._rows[place].device
            told = seen(device, now, connected=connected)
            if told != self._seen.get(device.id):
                self._seen[device.id] = told
                index = self.index(place, Column.SEEN)
                self.dataChanged.emit(index, index)
                changed += 1
        return changed

    def row(self, place: int) -> PhoneRow | None:
        """The phone in a row."""
        return self._rows[place] if 0 <= place < len(self._rows) else None

    def place_of(self, phone: int) -> int:
        """The row of a phone, -1 when it is not shown."""
        return next((place for place, row in enumerate(self._rows) if row.device.id == phone), -1)

    def seen(self, device: Device) -> Seen:
        """When a phone was last seen, as of the last tick."""
        if device.id not in self._seen and self._now is not None:
            self._seen[device.id] = seen(device, self._now, connected=self._connected)
        return self._seen.get(device.id, Seen("", "", "text2"))

    # --- ticks

    @property
    def ticked(self) -> tuple[Device, ...]:
        """Phones chosen for a group action."""
        return tuple(row.device for row in self._all if row.device.id in self._ticked)

    def is_ticked(self, phone: int) -> bool:
        """Whether a phone is chosen."""
        return phone in self._ticked

    def turn(self, place: int) -> None:
        """Choose the phone in a row, or not."""
        row = self.row(place)
        if row is not None:
            self._ticked ^= {row.device.id}
            self._tell_ticks()

    def turn_all(self) -> None:
        """Choose all that are shown; none when all are chosen already."""
        here = {row.device.id for row in self._rows}
        self._ticked = self._ticked - here if here <= self._ticked else self._ticked | here
        self._tell_ticks()

    def clear_ticks(self) -> None:
        """Choose none."""
        self._ticked.clear()
        self._tell_ticks()

    @property
    def all_ticked(self) -> bool:
        """Whether all phones shown are chosen."""
        return bool(self._rows) and all(row.device.id in self._ticked for row in self._rows)

    def _tell_ticks(self) -> None:
        if self._rows:
            self.dataChanged.emit(self.index(0, Column.TICK), self.index(len(self._rows) - 1, Column.TICK))
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, Column.TICK, Column.TICK)
        self.ticks_changed.emit()

    # --- order

    def _settle(self, *, hold: bool = False) -> None:
        fresh = {row.device.id: row for row in self._all}
        matching = (row for row in self._all if self.reach is None or row.reach is self.reach)
        wanted = sorted(matching, key=self._key, reverse=self.descending)
        if hold:
            kept = [fresh[row.device.id] for row in self._rows if row.device.id in fresh]
            known = {row.device.id for row in kept}
            wanted = kept + [row for row in wanted if row.device.id not in known]
        self._take_away({row.device.id for row in wanted})
        here = {row.device.id for row in self._rows}
        self._add([row for row in wanted if row.device.id not in here])
        self._permute(wanted)
        self._renew(wanted)

    def _key(self, row: PhoneRow) -> tuple[Any, ...]:
        name = phone_name(row.device).casefold(), row.device.id
        figure = _FIGURES.get(self.sort_column)
        if figure is not None:
            return figure(row.numbers), *name
        if self.sort_column is Column.NAME:
            return name
        if self.sort_column is Column.SEEN:
            last = row.device.last_seen
            return last is not None, -last.timestamp() if last is not None else 0.0, *name
        if self.sort_column is Column.SIMS:
            return self._sims(row.device).casefold(), *name
        return row.device.hidden, worst_first(row.reach), *name

    def _take_away(self, wanted: set[int]) -> None:
        for place in reversed(range(len(self._rows))):
            if self._rows[place].device.id not in wanted:
                self.beginRemoveRows(QModelIndex(), place, place)
                del self._rows[place]
                self.endRemoveRows()

    def _add(self, new: Sequence[PhoneRow]) -> None:
        if new:
            self.beginInsertRows(QModelIndex(), len(self._rows), len(self._rows) + len(new) - 1)
            self._rows += new
            self.endInsertRows()

    def _permute(self, wanted: Sequence[PhoneRow]) -> None:
        order = {row.device.id: place for place, row in enumerate(wanted)}
        if all(order[row.device.id] == place for place, row in enumerate(self._rows)):
            return
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        after = [self.index(order[self._rows[old.row()].device.id], old.column()) for old in before]
        self._rows.sort(key=lambda row: order[row.device.id])
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _renew(self, wanted: Sequence[PhoneRow]) -> None:
        for place, (old, new) in enumerate(zip(self._rows, wanted, strict=True)):
            if old is not new and old != new:
                self._rows[place] = new
                self._seen.pop(new.device.id, None)
                self.dataChanged.emit(self.index(place, 0), self.index(place, len(self._heads) - 1))

    # --- Qt

    @qt_virtual
    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """Phones shown."""
        return 0 if parent.isValid() else len(self._rows)

    @qt_virtual
    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """As many as there are heads."""
        return 0 if parent.isValid() else len(self._heads)

    @qt_virtual
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        """The words over a column."""
        wanted = orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return self._heads[section] if wanted and 0 <= section < len(self._heads) else None

    @qt_virtual
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell says."""
        row = self.row(index.row())
        if row is None:
            return None
        if role == Role.ITEM:
            return row
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == Column.TICK:
            return Qt.CheckState.Checked if self.is_ticked(row.device.id) else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == Column.NAME and self._now is not None:
            return describe(row.device, self._now, connected=self._connected)
        return self._text(row, index.column()) if role == Qt.ItemDataRole.DisplayRole else None

    def _text(self, row: PhoneRow, column: int) -> str:
        figure = _FIGURES.get(column)
        if figure is not None:
            return number(figure(row.numbers))
        texts: dict[int, Callable[[], str]] = {
            Column.STATE: lambda: reach_word(row.reach),
            Column.NAME: lambda: phone_name(row.device),
            Column.SEEN: lambda: self.seen(row.device).line,
            Column.SIMS: lambda: self._sims(row.device),
        }
        return texts[column]() if column in texts else ""

    @staticmethod
    def _sims(device: Device) -> str:
        sims = sims_shown(device)
        alone = len({sim.carrier for sim in sims}) == len(sims)
        return ", ".join(shown(sim.carrier) if sim.carrier and alone else sim_name(sim) for sim in sims)
