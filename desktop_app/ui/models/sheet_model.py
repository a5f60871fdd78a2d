"""The owner's own sheet, row by row as it is in the file."""

from enum import StrEnum

from PySide6.QtCore import QModelIndex, QObject, Qt

from desktop_app.domain.recipient import Column, GridRow, SheetView
from desktop_app.ui.models.paged import Fetch, Index, PagedModel, Start
from desktop_app.ui.qt_virtual import qt_virtual


class RowKind(StrEnum):
    """What a row of the sheet is to us."""

    SKIPPED = "skipped"  # above the headings, or hidden and left out
    HEADING = "heading"
    DATA = "data"


class SheetModel(PagedModel[GridRow]):
    """Cells of the chosen sheet under their letters, beside the sheet's own row numbers."""

    def __init__(self, start: Start, parent: QObject | None = None) -> None:
        """An empty sheet."""
        super().__init__(start, parent)
        self._view: SheetView | None = None
        self._include_hidden = False

    def show_sheet(self, view: SheetView, fetch: Fetch[GridRow], *, include_hidden: bool = False) -> None:
        """Show another sheet, or the same one read differently."""
        self._view = view
        self._include_hidden = include_hidden
        # The sheet's length is a guess from above until the last page says it.
        self.show_rows(fetch, (view.header_row or 0) + view.rows + view.hidden_rows)

    @property
    def columns(self) -> tuple[Column, ...]:
        """The sheet's columns."""
        return self._view.columns if self._view else ()

    @property
    def header_row(self) -> int | None:
        """The sheet's own number of the heading row."""
        return self._view.header_row if self._view else None

    def kind(self, row: GridRow) -> RowKind:
        """What `row` is to us."""
        header = self.header_row
        if header is not None and row.number == header:
            return RowKind.HEADING
        if (header is not None and row.number < header) or (row.hidden and not self._include_hidden):
            return RowKind.SKIPPED
        return RowKind.DATA

    @qt_virtual
    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """The sheet's columns."""
        return len(self._view.columns) if self._view and not parent.isValid() else 0

    @qt_virtual
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        """Letters across, the sheet's own numbers down."""
        if role != Qt.ItemDataRole.DisplayRole or self._view is None:
            return None
        if orientation == Qt.Orientation.Horizontal:
            return self._view.columns[section].letter if section < len(self._view.columns) else None
        item = self.item(section)
        return str(item.number) if item is not None else ""

    def cell(self, item: GridRow, column: int, role: int) -> object:
        """The text as the owner's spreadsheet shows it."""
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._text(item, column)
        if role == Qt.ItemDataRole.AccessibleTextRole and self._view is not None:
            letter = self._view.columns[column].letter
            return f"{letter}{item.number}: {self._text(item, column)}"
        return None

    def _text(self, item: GridRow, column: int) -> str:
        if self._view is None:
            return ""
        index = self._view.columns[column].index
        return item.cells[index] if index < len(item.cells) else ""
