"""The owner's sheet with our notes in its margin: edit in place, take a suggestion, skip."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QTableView,
    QWidget,
)

from desktop_app.domain.recipient import PlanRow
from desktop_app.ui import style
from desktop_app.ui.models.paged import Role as ItemRole
from desktop_app.ui.models.plan_model import CheckModel
from desktop_app.ui.qt_virtual import qt_virtual
from desktop_app.ui.tabs.bulk.check_cells import CheckDelegate, CheckHeader, Corner
from desktop_app.ui.tabs.bulk.row_actions import RowActions
from desktop_app.ui.tabs.bulk.sheet_grid import NUMBERS_WIDTH, NumberHeader

_ROW = 43
_NOTICED = 120
_PHONE = 240
_WIDEST_PHONE = 242
_WIDEST_NOTICED = 144
_LEAST_TO_DO = 384


class CheckGrid(QTableView):
    """Rows of one group. F2 edits, Enter saves, Esc cancels, Alt+Enter takes the suggestion, Delete skips."""

    skip_asked = Signal(int)
    unskip_asked = Signal(int)
    fix_asked = Signal(int, str)

    def __init__(self, model: CheckModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._check = model
        self._compact = False
        self.setAccessibleName(self.tr("Rows of this group"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self.setHorizontalHeader(CheckHeader(self))
        self.numbers = NumberHeader(self, _ROW)
        self.setVerticalHeader(self.numbers)
        self.setCornerButtonEnabled(False)
        self.setItemDelegate(CheckDelegate(self))
        self.setModel(model)
        model.setProperty("view", self)
        self._actions = RowActions(self, model)
        self._actions.skip_asked.connect(self.skip_asked)
        self._actions.unskip_asked.connect(self.unskip_asked)
        self._actions.fix_asked.connect(self.fix_asked)
        self._corner = Corner(self)
        model.page_arrived.connect(self.numbers.viewport().update)
        model.modelReset.connect(self.fit)

    def set_compact(self, *, compact: bool) -> None:
        """Fewer of the owner's columns in a narrow window."""
        self._compact = compact
        self.fit()

    def fit(self) -> None:
        """Share the width between the owner's columns and our margin."""
        model = self._check
        if not model.columns:
            return
        self._corner.show_row(model.header_row)
        room = self.viewport().width() - style.scaled(_NOTICED) - style.scaled(_LEAST_TO_DO)
        phone = model.phone
        wide_phone = style.scaled(_PHONE)
        others = [number for number in range(model.noticed) if number != phone]
        for place, column in enumerate(others):
            fits = (room - wide_phone) >= style.scaled(74) * (place + 1)
            self.setColumnHidden(column, not fits)
            self.setColumnWidth(column, style.scaled(74))
        if phone is not None:
            shown = sum(self.columnWidth(n) for n in others if not self.isColumnHidden(n))
            self.setColumnWidth(phone, max(wide_phone, min(room - shown, style.scaled(_WIDEST_PHONE))))
        used = sum(self.columnWidth(n) for n in range(model.noticed) if not self.isColumnHidden(n))
        left = self.viewport().width() - used
        noticed = max(style.scaled(_NOTICED), min(left - style.scaled(_LEAST_TO_DO), style.scaled(_WIDEST_NOTICED)))
        self.setColumnWidth(model.noticed, noticed)
        self.setColumnWidth(model.what_to_do, max(left - noticed, 200))
        self._actions.place()

    @qt_virtual
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width again."""
        super().resizeEvent(event)
        self.fit()
        self._corner.setGeometry(0, 0, NUMBERS_WIDTH, self.horizontalHeader().height())

    @qt_virtual
    def scrollContentsBy(self, dx: int, dy: int) -> None:  # noqa: N802 - Qt's name
        """Buttons come and go with their rows."""
        super().scrollContentsBy(dx, dy)
        self._actions.place()

    @qt_virtual
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete skips the row, Alt+Enter takes its suggestion."""
        row: PlanRow | None = self.currentIndex().data(ItemRole.ITEM) if self.currentIndex().isValid() else None
        if row is not None and event.key() == Qt.Key.Key_Delete:
            self.skip_asked.emit(row.row)
            return
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if row is not None and enter and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            if len(row.suggestions) == 1:
                self.fix_asked.emit(row.row, row.suggestions[0])
            return
        super().keyPressEvent(event)

    def go_to(self, row: int) -> None:
        """Put the caret on a row's number."""
        index = self._check.index(row, self._check.phone or 0)
        self.setCurrentIndex(index)
        self.scrollTo(index)
        self.setFocus()
