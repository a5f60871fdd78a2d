"""Our tables: quiet heads, hairline rows, a tinted selection with a bar; one stop for Tab, arrows inside."""

from collections.abc import Callable
from typing import Any, cast

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from desktop_app.ui import style
from desktop_app.ui.models.paged import Role as ItemRole
from desktop_app.ui.qt_virtual import qt_virtual
from desktop_app.ui.tokens import Role
from desktop_app.ui.widgets import cells
from desktop_app.ui.widgets.cell_tips import TellingDelegate

Index = QModelIndex | QPersistentModelIndex
PADDING = 12

PaintCell = Callable[[QPainter, QRectF, Index], None]
"""Draws one cell into its padded rectangle."""


class RowDelegate(TellingDelegate):
    """Draws background, hairline and selection of a row, and leaves the cell to `paint_cell`."""

    def __init__(self, paint_cell: PaintCell, row_height: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._paint_cell = paint_cell
        self.row_height = row_height

    @qt_virtual
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """The row's height; widths are the view's."""
        del option, index
        return QSize(40, style.scaled(self.row_height))

    @qt_virtual
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        place = cast("Any", option)  # PySide's stubs leave out the fields of a style option
        rect = QRectF(place.rect)
        selected = bool(place.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if selected:
            painter.fillRect(rect, cells.colour("accent_soft"))
            if index.column() == 0:
                painter.fillRect(QRectF(rect.x(), rect.y(), 3, rect.height()), cells.colour("accent"))
        painter.fillRect(QRectF(rect.x(), rect.bottom() - 1, rect.width(), 1), cells.colour("grid"))
        inner = rect.adjusted(PADDING, 0, -PADDING, -1)
        if index.data(ItemRole.SKELETON):
            cells.skeleton(painter, inner, index.row() + index.column() * 3)
        else:
            self._paint_cell(painter, inner, index)
        painter.restore()


class PlainHeader(QHeaderView):
    """Column heads as small strong words; `right` lists columns whose head is aligned to the right."""

    def __init__(self, right: frozenset[int], parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._right = right
        self.setFixedHeight(style.scaled(32))
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setStretchLastSection(False)
        self.setMinimumSectionSize(24)

    @qt_virtual
    def paintSection(self, painter: QPainter, rect: QRect, logical_index: int) -> None:
        """Draw one head."""
        box = QRectF(rect)
        painter.fillRect(box, cells.colour("surface2"))
        painter.fillRect(QRectF(box.x(), box.bottom() - 1, box.width(), 1), cells.colour("border"))
        words = str(self.model().headerData(logical_index, Qt.Orientation.Horizontal) or "")
        align = cells.RIGHT if logical_index in self._right else cells.LEFT
        cells.line(painter, box.adjusted(PADDING, 0, -PADDING, 0), words, Role.CAPTION_STRONG, "text2", align)


class DataTable(QTableView):
    """A read-only table whose widths follow `weights`: fixed pixels, or a share of what is left where it is 0 < w < 10.

    Enter and a double click tell `activated`, which Qt does by itself.
    """

    resized = Signal()

    def __init__(
        self,
        paint_cell: PaintCell,
        widths: tuple[float, ...],
        *,
        name: str,
        row_height: int = 36,
        right: frozenset[int] = frozenset(),
        parent: QWidget | None = None,
    ) -> None:
        """A table; `name` is what assistive technology calls it.

        Args:
            paint_cell: draws a cell that is here.
            widths: for each column pixels (10 and more) or a share of the rest (below 10).
            name: accessible name.
            row_height: in pixels at text size 100 %.
            right: columns whose head is aligned to the right.
            parent: Qt's.
        """
        super().__init__(parent)
        self._widths = widths
        self._hidden_when_narrow: frozenset[int] = frozenset()
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrap(False)
        self.setHorizontalHeader(PlainHeader(right, self))
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(style.scaled(row_height))
        self.setItemDelegate(RowDelegate(paint_cell, row_height, self))

    def set_row_height(self, px: int) -> None:
        """Another height for all rows, at text size 100 %."""
        self.verticalHeader().setDefaultSectionSize(style.scaled(px))

    def set_widths(self, widths: tuple[float, ...]) -> None:
        """Other widths; a width of 0 hides its column."""
        self._widths = widths
        self._fit()

    def _fit(self) -> None:
        if not self.horizontalHeader().count():
            return
        fixed = sum(style.scaled(width) for width in self._widths if width >= 10)
        shares = sum(width for width in self._widths if 0 < width < 10)
        rest = max(self.viewport().width() - fixed, 0)
        for column, width in enumerate(self._widths):
            self.setColumnHidden(column, width == 0)
            if width:
                self.setColumnWidth(column, style.scaled(width) if width >= 10 else int(rest * width / shares))

    @qt_virtual
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width again."""
        super().resizeEvent(event)
        self._fit()
        self.resized.emit()

    @qt_virtual
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Home and End go to the first and the last row, as in a spreadsheet's list."""
        keys = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: self.verticalHeader().count() - 1}
        row = keys.get(Qt.Key(event.key()), -1)
        if row >= 0 and not event.modifiers():
            self.setCurrentIndex(self.model().index(row, max(self.currentIndex().column(), 0)))
            return
        super().keyPressEvent(event)
