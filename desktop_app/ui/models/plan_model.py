"""Rows of the plan: the finished messages of step Message, and the rows of one group of step Check."""

from collections.abc import Sequence
from enum import IntEnum

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal

from desktop_app.domain.recipient import Column, Group, PlanRow
from desktop_app.ui.models.paged import Index, PagedModel, Start
from desktop_app.ui.qt_virtual import qt_virtual
from desktop_app.ui.words import said


class MessageColumn(IntEnum):
    """Columns of the table of finished messages."""

    ROW = 0
    TO = 1
    MESSAGE = 2
    LENGTH = 3


_MESSAGE_HEADINGS = ("Row", "To", "Message they get", "Length")


class MessageModel(PagedModel[PlanRow]):
    """What each person gets."""

    @qt_virtual
    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """See `MessageColumn`."""
        return 0 if parent.isValid() else len(MessageColumn)

    @qt_virtual
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        """The headings."""
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        return said(_MESSAGE_HEADINGS[section])

    def cell(self, item: PlanRow, column: int, role: int) -> object:
        """Row, person, text, number of SMS."""
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return (
                str(item.row),
                item.name or item.shown_phone,
                item.text.replace("\n", " "),
                said("%Ln SMS", item.parts),
            )[column]
        if role == Qt.ItemDataRole.ToolTipRole and column == MessageColumn.MESSAGE:
            return item.text
        return None


class CheckModel(PagedModel[PlanRow]):
    """Rows of one group in the owner's own columns, then what we noticed and what to do.

    The number can be typed over; the edit leaves as `typed` and comes back with the next plan.
    """

    typed = Signal(int, str)
    """Sheet row and the number typed for it."""

    def __init__(self, start: Start, parent: QObject | None = None) -> None:
        """An empty group."""
        super().__init__(start, parent)
        self._columns: tuple[Column, ...] = ()
        self._phone_columns: tuple[int, ...] = ()
        self._header_row: int | None = None

    def show_columns(self, columns: Sequence[Column], phone_columns: Sequence[int], header_row: int | None) -> None:
        """Choose which of the owner's columns are shown, by `Column.index`."""
        self.beginResetModel()
        self._columns = tuple(columns)
        self._phone_columns = tuple(phone_columns)
        self._header_row = header_row
        self.endResetModel()

    @property
    def columns(self) -> tuple[Column, ...]:
        """The owner's columns on show."""
        return self._columns

    @property
    def header_row(self) -> int | None:
        """The sheet's own number of the heading row."""
        return self._header_row

    @property
    def noticed(self) -> int:
        """Number of the column "What we noticed"."""
        return len(self._columns)

    @property
    def what_to_do(self) -> int:
        """Number of the column "What to do"."""
        return len(self._columns) + 1

    @property
    def phone(self) -> int | None:
        """Number of the column that is edited: the first phone column on show."""
        return next((n for n, column in enumerate(self._columns) if column.index in self._phone_columns), None)

    def is_phone(self, column: int) -> bool:
        """Whether a column on show holds numbers."""
        return column < len(self._columns) and self._columns[column].index in self._phone_columns

    @qt_virtual
    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """The owner's columns and our margin."""
        return 0 if parent.isValid() else len(self._columns) + 2

    @qt_virtual
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        """Headings of the owner's columns, and the sheet's own row numbers."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Vertical:
            item = self.item(section)
            return str(item.row) if item is not None else ""
        if section < len(self._columns):
            return self._columns[section].heading
        return said("What we noticed") if section == self.noticed else said("What to do")

    @qt_virtual
    def flags(self, index: Index) -> Qt.ItemFlag:
        """Numbers can be typed over, except those that asked not to be texted."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        item = self.item(index.row())
        if item is not None and self.is_phone(index.column()) and item.group is not Group.OPTED_OUT:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    @qt_virtual
    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tell `typed`; the cell shows the new number when the plan knows it."""
        item = self.item(index.row())
        text = str(value).strip()
        if role != Qt.ItemDataRole.EditRole or item is None or not text or text == item.shown_phone:
            return False
        self.typed.emit(item.row, text)
        return True

    def cell(self, item: PlanRow, column: int, role: int) -> object:
        """Text of a cell; `EditRole` is what the editor begins with."""
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole, Qt.ItemDataRole.AccessibleTextRole):
            if column < len(self._columns):
                return self._owner_cell(item, column)
            return noticed(item) if column == self.noticed else ""
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._owner_cell(item, column) if column < len(self._columns) else noticed(item)
        return None

    def _owner_cell(self, item: PlanRow, column: int) -> str:
        index = self._columns[column].index
        shown = item.cells[index] if index < len(item.cells) else ""
        return (item.shown_phone or shown) if column == self.phone else shown


def noticed(row: PlanRow) -> str:
    """What was noticed about a row, in words."""
    return said(row.reason) if row.reason else ""
