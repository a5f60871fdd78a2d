"""How step Check draws the owner's cells and our margin, and edits a number in place."""

from typing import Any, cast

from PySide6.QtCore import QAbstractItemModel, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QLineEdit, QStyleOptionViewItem, QTableView, QWidget

from desktop_app.domain.phone_grouping import international
from desktop_app.domain.recipient import Group, PlanRow
from desktop_app.ui import style
from desktop_app.ui.models.paged import Index
from desktop_app.ui.models.paged import Role as ItemRole
from desktop_app.ui.models.plan_model import CheckModel
from desktop_app.ui.qt_virtual import qt_virtual
from desktop_app.ui.tabs.bulk.row_actions import hint_for
from desktop_app.ui.tabs.bulk.said import tr
from desktop_app.ui.tokens import Role
from desktop_app.ui.widgets import cells
from desktop_app.ui.widgets.cell_tips import TellingDelegate

_LETTERS = 20
_HEADINGS = 27


class CheckHeader(QHeaderView):
    """Letters and headings over the owner's columns, plain heads over our margin."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setFixedHeight(style.scaled(_LETTERS + _HEADINGS))
        self.setSectionsClickable(False)
        self.setHighlightSections(False)

    @qt_virtual
    def paintSection(self, painter: QPainter, rect: QRect, logical_index: int) -> None:
        """Draw letter and heading."""
        box = QRectF(rect)
        model = self.model()
        words = str(model.headerData(logical_index, Qt.Orientation.Horizontal) or "")
        upper = style.scaled(_LETTERS)
        lower = QRectF(box.x(), box.y() + upper, box.width(), box.height() - upper)
        owner = isinstance(model, CheckModel) and logical_index < model.noticed
        painter.fillRect(box, cells.colour("hover" if owner else "surface2"))
        if isinstance(model, CheckModel) and owner:
            letter = model.columns[logical_index].letter
            top = QRectF(box.x(), box.y(), box.width(), upper)
            cells.line(painter, top, letter, Role.CAPTION, "text2", Qt.AlignmentFlag.AlignCenter)
            painter.fillRect(lower, cells.colour("accent_soft"))
            cells.line(painter, lower.adjusted(10, 0, -6, 0), words, Role.SMALL_STRONG)
            painter.fillRect(QRectF(box.right() - 1, box.y(), 1, box.height()), cells.colour("grid"))
        else:
            if logical_index == self._noticed():
                margin_line(painter, box)
            cells.line(
                painter,
                lower.adjusted(16 if logical_index == self._noticed() else 4, 0, -6, 0),
                words,
                Role.CAPTION_STRONG,
                "text2",
            )
        painter.fillRect(QRectF(box.x(), box.bottom() - 1, box.width(), 1), cells.colour("border"))

    def _noticed(self) -> int:
        model = self.model()
        return model.noticed if isinstance(model, CheckModel) else -1


class CheckDelegate(TellingDelegate):
    """Draws cells; edits the number in place."""

    @qt_virtual
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        rect = QRectF(cast("Any", option).rect)  # PySide's stubs leave out the fields of a style option
        inner = rect.adjusted(10, 0, -8, 0)
        model = index.model()
        painter.save()
        if index.data(ItemRole.SKELETON) or not isinstance(model, CheckModel):
            cells.skeleton(painter, inner, index.row() + index.column())
        elif index.column() < model.noticed:
            self._paint_owner_cell(painter, rect, inner, index, model)
        else:
            self._paint_margin(painter, rect, index, model)
        painter.restore()

    @staticmethod
    def _paint_owner_cell(painter: QPainter, rect: QRectF, inner: QRectF, index: Index, model: CheckModel) -> None:
        row: PlanRow = index.data(ItemRole.ITEM)
        text = str(index.data() or "")
        wrong = index.column() == model.phone and row.group in (Group.NOT_A_NUMBER, Group.LANDLINE)
        if wrong:
            painter.fillRect(rect, cells.faint("bad_soft"))
        if index.column() == model.phone:
            _paint_number(painter, inner, row, text, wrong=wrong)
        else:
            cells.line(painter, inner, text)
        painter.fillRect(QRectF(rect.right() - 1, rect.y(), 1, rect.height()), cells.colour("grid"))
        painter.fillRect(QRectF(rect.x(), rect.bottom() - 1, rect.width(), 1), cells.colour("grid"))
        if _is_current(index):
            painter.setPen(cells.colour("accent"))
            painter.drawRect(rect.adjusted(0.5, 0.5, -1.5, -1.5))

    @staticmethod
    def _paint_margin(painter: QPainter, rect: QRectF, index: Index, model: CheckModel) -> None:
        row: PlanRow = index.data(ItemRole.ITEM)
        painter.fillRect(rect, cells.colour("surface2"))
        if index.column() == model.noticed:
            margin_line(painter, rect)
            cells.wrapped(painter, rect.adjusted(16, 0, -4, 0), str(index.data() or ""))
        elif not row.suggestions and row.group is not Group.READY:
            cells.line(painter, rect.adjusted(4, 0, -80, 0), hint_for(row), Role.SMALL, "text2")
        pen = cells.colour("border")
        painter.setPen(pen)
        x = int(rect.left()) + (8 if index.column() == model.noticed else 0)
        while x < rect.right():
            painter.drawPoint(x, int(rect.bottom()) - 1)
            x += 3

    @qt_virtual
    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A line edit over the cell."""
        del option
        editor = QLineEdit(parent)
        editor.setProperty("cell", True)  # noqa: FBT003 - Qt's signature
        row: PlanRow | None = index.data(ItemRole.ITEM)
        if row is not None:
            editor.setAccessibleName(self.tr("Number in row {row}").format(row=row.row))
        return editor

    @qt_virtual
    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Begin with the number as typed."""
        if isinstance(editor, QLineEdit):
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole) or ""))
            editor.selectAll()

    @qt_virtual
    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Hand over what was typed."""
        if isinstance(editor, QLineEdit):
            model.setData(index, editor.text())

    @qt_virtual
    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """Exactly over the cell."""
        del index
        editor.setGeometry(cast("Any", option).rect)


def margin_line(painter: QPainter, rect: QRectF) -> None:
    """The double margin line of a ledger, at the left of `rect`."""
    for offset in (0, 3):
        painter.fillRect(QRectF(rect.x() + offset, rect.y(), 1, rect.height()), cells.colour("bad_line"))


def _is_current(index: Index) -> bool:
    view = index.model().property("view")
    return isinstance(view, QTableView) and view.currentIndex() == index


def _paint_number(painter: QPainter, inner: QRectF, row: PlanRow, text: str, *, wrong: bool) -> None:
    """The number as typed, with the canonical one or a remark beneath (design/UX.md 0.25)."""
    below = ""
    if row.to:
        below = international(row.to)
    elif len(row.suggestions) == 1:
        below = international(row.suggestions[0])
    elif len(row.suggestions) > 1:
        below = tr("pick one of the two")
    half = style.scaled(18)
    top = inner.center().y() - (half if below else half / 2) - (0 if below else 1)
    used = cells.line(
        painter, QRectF(inner.x(), top, inner.width(), half), text, Role.SMALL, "bad" if wrong else "text"
    )
    if wrong:
        cells.wavy_underline(painter, inner.x(), top + half - 1, used)
    if below:
        cells.line(painter, QRectF(inner.x(), top + half, inner.width(), half), below, Role.CAPTION, "text2")


class Corner(QWidget):
    """The number of the heading row, at the top left."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._row = ""

    def show_row(self, row: int | None) -> None:
        """The heading row's own number."""
        self._row = str(row) if row is not None else ""
        self.update()

    @qt_virtual
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        del event
        painter = QPainter(self)
        upper = style.scaled(_LETTERS)
        painter.fillRect(self.rect(), cells.colour("hover"))
        lower = QRectF(0, upper, self.width(), self.height() - upper)
        if self._row:
            painter.fillRect(lower, cells.colour("accent"))
            cells.line(painter, lower, self._row, Role.CAPTION_STRONG, "on_accent", Qt.AlignmentFlag.AlignCenter)
