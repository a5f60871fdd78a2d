"""What can be done about a row of step Check, as real buttons over the rows in view (and only those)."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QTableView, QWidget

from desktop_app.domain.phone_grouping import international
from desktop_app.domain.recipient import Group, PlanRow
from desktop_app.ui.models.paged import Role as ItemRole
from desktop_app.ui.models.plan_model import CheckModel
from desktop_app.ui.tabs.bulk.said import tr
from desktop_app.ui.tokens import CONTROL_SMALL, Role
from desktop_app.ui.widgets.button import Button, Kind
from desktop_app.ui.widgets.label import Label


def hint_for(row: PlanRow) -> str:
    """What can be done about a row without a suggestion."""
    if row.group is Group.OPTED_OUT:
        return tr("Always left out")
    if row.group is Group.SAME_TEXT:
        return tr("Sent once")
    if row.group is Group.SKIPPED_BY_YOU:
        return ""
    if row.group in (Group.NOT_A_NUMBER, Group.LANDLINE, Group.EMPTY):
        return tr("Type a number, or skip")
    return ""


class RowActions(QObject):
    """Keeps one strip of buttons for each row in view; rows out of view have none, so any number of rows is cheap."""

    skip_asked = Signal(int)
    unskip_asked = Signal(int)
    fix_asked = Signal(int, str)

    def __init__(self, view: QTableView, model: CheckModel) -> None:
        super().__init__(view)
        self._view = view
        self._model = model
        self._strips: dict[int, tuple[PlanRow, QWidget]] = {}
        model.page_arrived.connect(self.place)
        model.modelReset.connect(self.clear)
        model.rowsRemoved.connect(lambda *_: self.clear())

    def clear(self) -> None:
        """The rows are others now."""
        for row in list(self._strips):
            self._drop(row)
        self.place()

    def _drop(self, row: int) -> None:
        """Let the view delete a strip it still knows: one deleted behind its back crashes it at the next layout."""
        _, strip = self._strips.pop(row)
        index = self._model.index(row, self._model.what_to_do)
        if index.isValid() and self._view.indexWidget(index) is strip:
            # Qt takes None here and forgets the widget; PySide's stubs leave that out
            self._view.setIndexWidget(index, None)  # type: ignore[arg-type]
        else:  # the view has already let go of it, with its row
            strip.hide()
            strip.deleteLater()

    def place(self) -> None:
        """Make strips for rows that came into view, drop those that went."""
        wanted = self._in_view()
        for row in [row for row in self._strips if wanted.get(row) != self._strips[row][0]]:
            self._drop(row)
        for row, item in wanted.items():
            if row not in self._strips:
                strip = self._strip(item)
                self._view.setIndexWidget(self._model.index(row, self._model.what_to_do), strip)
                self._strips[row] = (item, strip)

    def _in_view(self) -> dict[int, PlanRow]:
        total = self._model.rowCount()
        if not total or not self._model.columns:
            return {}
        first = max(self._view.rowAt(0), 0)
        last = self._view.rowAt(self._view.viewport().height() - 1)
        last = total - 1 if last < 0 else last
        found = {}
        for row in range(first, min(last, total - 1) + 1):
            item = self._model.index(row, 0).data(ItemRole.ITEM)
            if item is not None:
                found[row] = item
        return found

    def _strip(self, row: PlanRow) -> QWidget:
        strip = QWidget()
        strip.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        line = QHBoxLayout(strip)
        line.setContentsMargins(4, 0, 14, 0)
        line.setSpacing(5)
        if row.group in (Group.NOT_A_NUMBER, Group.LANDLINE):
            self._add_suggestions(line, row)
        line.addStretch(1)
        if row.group is Group.SKIPPED_BY_YOU:
            back = Button(tr("Take back"), size=CONTROL_SMALL)
            back.setAccessibleName(tr("Take back row {row}").format(row=row.row))
            back.clicked.connect(lambda: self.unskip_asked.emit(row.row))
            line.addWidget(back)
        elif row.group in (Group.READY, Group.NOT_A_NUMBER, Group.LANDLINE, Group.FIELD_MISSING, Group.CELL_ERROR):
            skip = Button(tr("Skip"), size=CONTROL_SMALL)
            skip.setAccessibleName(tr("Skip row {row}").format(row=row.row))
            skip.clicked.connect(lambda: self.skip_asked.emit(row.row))
            line.addWidget(skip)
        return strip

    def _add_suggestions(self, line: QHBoxLayout, row: PlanRow) -> None:
        only = len(row.suggestions) == 1
        for place, number in enumerate(row.suggestions[:2]):
            if place:
                line.addWidget(Label(tr("or"), Role.SMALL, "text2"))
            shown = international(number)
            words = tr("Use this number") if only else shown
            use = Button(words, Kind.SOFT, icon="wand-sparkles" if only else "", size=CONTROL_SMALL)
            use.setAccessibleName(tr("Use {number} in row {row}").format(number=shown, row=row.row))
            use.clicked.connect(lambda *_, chosen=number: self.fix_asked.emit(row.row, chosen))
            line.addWidget(use)


def is_editing(view: QAbstractItemView) -> bool:
    """Whether a cell of `view` is being edited."""
    return view.state() == QAbstractItemView.State.EditingState
