"""The owner's own sheet on step Columns: letters, row numbers, headings in accent, a role picker over each column."""

import math
from typing import Any, cast

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFrame,
    QHeaderView,
    QStyle,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.recipient import Column, GridRow
from desktop_app.ui import style
from desktop_app.ui.models.paged import Index
from desktop_app.ui.models.paged import Role as ItemRole
from desktop_app.ui.models.sheet_model import RowKind, SheetModel
from desktop_app.ui.qt_virtual import qt_virtual
from desktop_app.ui.tokens import CONTROL, Role
from desktop_app.ui.widgets import cells
from desktop_app.ui.widgets.cell_tips import TellingDelegate

NUMBERS_WIDTH = 44
_ROW = 32
_LETTERS = 26
_LEAST_DIGITS = 5
"""A cell of the phone column with fewer digits is tinted; step Check says what is wrong with it."""


def column_width(column: Column) -> int:
    """Pixels for a column: the owner's own width where the file tells, held to what can be read."""
    chars = column.width or max((len(sample) for sample in (column.heading, *column.samples)), default=10)
    return style.scaled(min(max(chars * 6.8 + 20, 98), 300))


def content_width(column: Column) -> int:
    """Pixels the heading and the first cells of a column need."""
    widest = max(style.text_width(text, Role.SMALL_STRONG) for text in (column.heading, *column.samples))
    return min(int(widest) + 24, column_width(column))


def picker_width(picker: QWidget) -> int:
    """Pixels a picker needs to show its choice whole."""
    if not isinstance(picker, QComboBox):
        return 0
    icon = 24 if picker.property("has_icon") else 0
    return int(style.text_width(picker.currentText(), Role.SMALL_STRONG)) + 46 + icon


def looks_wrong(text: str) -> bool:
    """Whether a phone cell cannot be a number at first sight."""
    return bool(text.strip()) and sum(sign.isdigit() for sign in text) < _LEAST_DIGITS


class LetterHeader(QHeaderView):
    """Column letters as in a spreadsheet."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setFixedHeight(style.scaled(_LETTERS))
        self.setHighlightSections(False)

    @qt_virtual
    def paintSection(self, painter: QPainter, rect: QRect, logical_index: int) -> None:
        """Draw one letter."""
        box = QRectF(rect)
        painter.fillRect(box, cells.colour("hover"))
        painter.fillRect(QRectF(box.right() - 1, box.y(), 1, box.height()), cells.colour("border"))
        letter = str(self.model().headerData(logical_index, Qt.Orientation.Horizontal) or "")
        cells.line(painter, box, letter, Role.CAPTION, "text2", Qt.AlignmentFlag.AlignCenter)


class NumberHeader(QHeaderView):
    """The sheet's own row numbers; `heading_row` is marked in accent."""

    def __init__(self, parent: QWidget, row_height: int = _ROW) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self.heading_row: int | None = None
        self.setFixedWidth(NUMBERS_WIDTH)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setDefaultSectionSize(style.scaled(row_height))
        self.setHighlightSections(False)

    @qt_virtual
    def sizeHint(self) -> QSize:
        """As wide as a long row number."""
        return QSize(NUMBERS_WIDTH, 0)

    @qt_virtual
    def paintSection(self, painter: QPainter, rect: QRect, logical_index: int) -> None:
        """Draw one number."""
        box = QRectF(rect)
        words = str(self.model().headerData(logical_index, Qt.Orientation.Vertical) or "")
        heading = self.heading_row is not None and words == str(self.heading_row)
        painter.fillRect(box, cells.colour("accent" if heading else "hover"))
        painter.fillRect(QRectF(box.x(), box.bottom() - 1, box.width(), 1), cells.colour("border"))
        ink = "on_accent" if heading else "text2"
        cells.line(
            painter, box, words, Role.CAPTION_STRONG if heading else Role.CAPTION, ink, Qt.AlignmentFlag.AlignCenter
        )


class SheetDelegate(TellingDelegate):
    """Cells as a spreadsheet draws them, with what we make of each row."""

    def __init__(self, table: QTableView) -> None:
        super().__init__(table)
        self.table = table
        self.phone_columns: frozenset[int] = frozenset()
        """Model columns that hold numbers."""
        self.unused_columns: frozenset[int] = frozenset()
        """Model columns nothing is taken from; they stand back."""

    @qt_virtual
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        place = cast("Any", option)  # PySide's stubs leave out the fields of a style option
        rect = QRectF(place.rect)
        focused = bool(place.state & QStyle.StateFlag.State_HasFocus)
        inner = rect.adjusted(10, 0, -8, 0)
        painter.save()
        if index.data(ItemRole.SKELETON):
            cells.skeleton(painter, inner, index.row() + index.column())
        else:
            self._paint_cell(painter, rect, inner, index)
        if not self._is_title(index):
            painter.fillRect(QRectF(rect.right() - 1, rect.y(), 1, rect.height()), cells.colour("grid"))
        painter.fillRect(QRectF(rect.x(), rect.bottom() - 1, rect.width(), 1), cells.colour("grid"))
        if focused:
            painter.setPen(cells.colour("accent"))
            painter.drawRect(rect.adjusted(0.5, 0.5, -1.5, -1.5))
        painter.restore()

    def _paint_cell(self, painter: QPainter, rect: QRectF, inner: QRectF, index: Index) -> None:
        model = index.model()
        row: GridRow = index.data(ItemRole.ITEM)
        kind = model.kind(row) if isinstance(model, SheetModel) else RowKind.DATA
        text = str(index.data() or "")
        if kind is RowKind.HEADING:
            painter.fillRect(rect, cells.colour("accent_soft"))
            cells.line(painter, inner, text, Role.SMALL_STRONG)
        elif kind is RowKind.SKIPPED:
            painter.fillRect(rect, cells.colour("surface2"))
            self._paint_title(painter, rect, inner, index)
        elif index.column() in self.phone_columns and looks_wrong(text):
            painter.fillRect(rect, cells.colour("bad_soft"))
            cells.line(painter, inner, text, Role.SMALL, "bad")
        else:
            cells.line(painter, inner, text, Role.SMALL, "text2" if index.column() in self.unused_columns else "text")

    @staticmethod
    def _is_title(index: Index) -> bool:
        model, row = index.model(), index.data(ItemRole.ITEM)
        return row is not None and isinstance(model, SheetModel) and model.kind(row) is RowKind.SKIPPED

    def _paint_title(self, painter: QPainter, rect: QRectF, inner: QRectF, index: Index) -> None:
        """A title runs on over empty cells beside it, as a spreadsheet shows it."""
        column, left = index.column(), inner.left()
        while column > 0 and not index.sibling(index.row(), column).data():
            column -= 1
            left -= self.table.columnWidth(column)
        text = str(index.sibling(index.row(), column).data() or "")
        painter.setClipRect(rect)
        cells.line(painter, QRectF(left, inner.y(), 2000, inner.height()), text, Role.SMALL, "text2")
        painter.setClipping(False)


class _SheetTable(QTableView):
    scrolled = Signal()

    @qt_virtual
    def scrollContentsBy(self, dx: int, dy: int) -> None:  # noqa: N802 - Qt's name
        """Tell the pickers to come along."""
        super().scrollContentsBy(dx, dy)
        if dx:
            self.scrolled.emit()


class SheetGrid(QFrame):
    """The sheet with a strip of pickers over it; the strip scrolls sideways with the columns."""

    row_chosen = Signal(int)
    """The sheet's own number of a row that was clicked or entered."""

    def __init__(self, model: SheetModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._pickers: list[QWidget] = []
        self._needed: list[tuple[int, int]] = []
        """For each column the owner's width and the one its content needs."""
        self.strip = QWidget()
        self.strip.setFixedHeight(style.scaled(CONTROL) + 20)
        self.table = _SheetTable()
        self.table.setAccessibleName(self.tr("Your sheet"))
        self.table.setFrameShape(QFrame.Shape.NoFrame)
        self.table.setShowGrid(False)
        self.table.setTabKeyNavigation(False)
        self.table.setWordWrap(False)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.table.setHorizontalHeader(LetterHeader(self.table))
        self.numbers = NumberHeader(self.table)
        self.table.setVerticalHeader(self.numbers)
        self.delegate = SheetDelegate(self.table)
        self.table.setItemDelegate(self.delegate)
        self.table.setModel(model)
        self.table.clicked.connect(self._tell_row)
        self.table.activated.connect(self._tell_row)
        self.table.scrolled.connect(self._place)
        model.page_arrived.connect(self.numbers.viewport().update)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.strip)
        column.addWidget(self.table, 1)

    def show_columns(self, columns: tuple[Column, ...], pickers: list[QWidget]) -> None:
        """Set widths and put one picker over each column."""
        for old in self._pickers:
            old.hide()
            old.deleteLater()
        self._pickers = pickers
        self.numbers.heading_row = self._model.header_row
        self._needed = [
            (max(column_width(column), picker_width(picker)), max(content_width(column), picker_width(picker)))
            for column, picker in zip(columns, pickers, strict=True)
        ]
        self._fit()
        for picker in pickers:
            picker.setParent(self.strip)
            picker.show()
        self._place()

    def _fit(self) -> None:
        """Keep the owner's widths where there is room; else columns wider than their content give some up."""
        own = [width for width, _ in self._needed]
        excess = sum(own) - self.table.viewport().width()
        spare = [max(width - content, 0) for width, content in self._needed]
        in_all = sum(spare)
        part = min(excess / in_all, 1.0) if excess > 0 and in_all else 0.0
        for number, (width, room) in enumerate(zip(own, spare, strict=True)):
            self.table.setColumnWidth(number, width - math.ceil(room * part))

    def _place(self) -> None:
        offset = self.table.horizontalHeader().offset()
        for number, picker in enumerate(self._pickers):
            x = NUMBERS_WIDTH + self.table.columnViewportPosition(number)
            wide = self.table.columnWidth(number)
            picker.setGeometry(x + 4, 10, wide - 8, self.strip.height() - 20)
            picker.setVisible(x + wide > NUMBERS_WIDTH or offset == 0)

    def _tell_row(self, index: Index) -> None:
        row: GridRow | None = index.data(ItemRole.ITEM)
        if row is not None:
            self.row_chosen.emit(row.number)

    @qt_virtual
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Pickers stay over their columns."""
        super().resizeEvent(event)
        self._fit()
        self._place()
