"""Rows of the sheet that were left out before Send, with their reason."""

from enum import IntEnum

from PySide6.QtCore import QModelIndex, Qt

from desktop_app.domain.recipient import PlanRow
from desktop_app.ui.models.paged import Index, PagedModel
from desktop_app.ui.qt_virtual import qt_virtual
from desktop_app.ui.words import said


class LeftOutColumn(IntEnum):
    """Columns of the rows left out."""

    ROW = 0
    NAME = 1
    NUMBER = 2
    REASON = 3


_HEADINGS = ("Row", "Name", "Number", "Why it was left out")


class LeftOutModel(PagedModel[PlanRow]):
    """Rows left out, in the sheet's order."""

    @qt_virtual
    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """See `LeftOutColumn`."""
        return 0 if parent.isValid() else len(LeftOutColumn)

    @qt_virtual
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        """The headings."""
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        return said(_HEADINGS[section])

    def cell(self, item: PlanRow, column: int, role: int) -> object:
        """What a row shows."""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        if column == LeftOutColumn.ROW:
            return str(item.row)
        if column == LeftOutColumn.NAME:
            return item.name
        if column == LeftOutColumn.NUMBER:
            return item.shown_phone
        return _reason(item)


def _reason(item: PlanRow) -> str:
    if item.reason_template:
        return said(item.reason_template).format(**item.reason_values)
    return said(item.reason) if item.reason else ""
