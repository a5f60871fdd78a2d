"""Step 4, Check: what is left out and why, fixed right in the owner's sheet."""

from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.recipient import Group, Mark, PlanRow, PlanTotals
from desktop_app.ui.models.plan_model import CheckModel
from desktop_app.ui.tabs.bulk.all_good import AllGood
from desktop_app.ui.tabs.bulk.check_grid import CheckGrid
from desktop_app.ui.tabs.bulk.draft import Draft
from desktop_app.ui.tabs.bulk.groups import Choice, GroupList, GroupMenu, SumLine, counted
from desktop_app.ui.tabs.bulk.said import group_words
from desktop_app.ui.tabs.bulk.sheet_tabs import SheetTabs
from desktop_app.ui.tabs.bulk.step import Action, PageTitle, Step
from desktop_app.ui.tokens import CONTROL_SMALL, Role
from desktop_app.ui.widgets.button import Button, Kind
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.label import ElideLabel, Label
from desktop_app.ui.words import number

SKIPPABLE = (Group.NOT_A_NUMBER, Group.LANDLINE, Group.FIELD_MISSING, Group.CELL_ERROR)


class CheckStep(Step):
    """Groups on the left, the rows of one group on the right."""

    def __init__(self, draft: Draft, parent: QWidget | None = None) -> None:
        super().__init__(draft, parent)
        self.group: Choice = Group.NOT_A_NUMBER
        self._title = PageTitle(
            self.tr("Check before sending"),
            self.tr("Fix what you like, right in your sheet. What stays here is left out, never guessed."),
        )
        self._keys = Label(self.tr("F8  next problem   F2  edit"), Role.CAPTION, "text2")
        self._title.add_action(self._keys)
        self.groups = GroupList()
        self.menu = GroupMenu()
        self._sum = SumLine()
        self.model = CheckModel(draft.services.tasks.start, self)
        self.model.trouble.connect(draft.trouble)
        self.grid = CheckGrid(self.model)
        self.tabs = SheetTabs()
        self._heading = ElideLabel("", Role.SUBTITLE)
        self._save = Button(self.tr("Save these rows as Excel"), Kind.GHOST, icon="download", size=CONTROL_SMALL)
        self._undo = Button(
            "", Kind.GHOST, icon="undo-2", size=CONTROL_SMALL, tip=self.tr("Undo the last fix (Ctrl+Z)")
        )
        self._redo = Button("", Kind.GHOST, icon="redo-2", size=CONTROL_SMALL, tip=self.tr("Redo (Ctrl+Shift+Z)"))
        self._skip_all = Button("", size=CONTROL_SMALL)
        self._use = Button("", icon="wand-sparkles", size=CONTROL_SMALL)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._head = QHBoxLayout()
        self._head.setSpacing(8)
        self._head.setContentsMargins(16, 9, 14, 9)
        self._head.addWidget(self.menu)
        self._head.addWidget(self._sum)
        self._head.addWidget(self._heading, 1)
        self._head.addStretch(0)
        for button in (self._undo, self._redo, self._save, self._skip_all, self._use):
            self._head.addWidget(button)
        self._empty = AllGood()
        self._sheet = Card(padding=1, gap=0)
        self._sheet.column.setContentsMargins(1, 1, 1, 1)
        self._sheet.column.addLayout(self._head)
        self._sheet.column.addWidget(self.grid, 1)
        self._sheet.column.addWidget(self._empty, 1)
        self._sheet.column.addWidget(self.tabs)
        body = QHBoxLayout()
        body.setSpacing(14)
        body.addWidget(self.groups)
        body.addWidget(self._sheet, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self._title)
        column.addLayout(body, 1)
        self.set_compact(compact=False)

    def _connect(self) -> None:
        self.groups.chosen.connect(self.show_group)
        self.menu.chosen.connect(self.show_group)
        self.model.typed.connect(self._fix)
        self.grid.fix_asked.connect(self._fix)
        self.grid.skip_asked.connect(lambda row: self._edit(lambda: self.draft.bulk.skip([row])))
        self.grid.unskip_asked.connect(lambda row: self._edit(lambda: self.draft.bulk.unskip([row])))
        self._undo.clicked.connect(self.undo)
        self._redo.clicked.connect(self.redo)
        self._save.clicked.connect(self._save_rows)
        self._skip_all.clicked.connect(self._skip_group)
        self._use.clicked.connect(lambda: self._edit(self._accept))
        self.draft.totals_changed.connect(self._show_totals)
        for keys, slot in (
            ("Ctrl+Z", self.undo),
            ("Ctrl+Shift+Z", self.redo),
            ("Ctrl+Y", self.redo),
            ("F8", self.next_problem),
            ("Shift+F8", self.previous_problem),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    # Showing

    def enter(self) -> None:
        """The plan as it is now."""
        view, request = self.draft.bulk.view, self.draft.bulk.request
        if view is None or request is None:
            return
        wanted = [*request.name_columns, *request.phone_columns]
        if request.text_column is not None:
            wanted.append(request.text_column)
        columns = [column for column in view.columns if column.index in wanted]
        self.model.show_columns(columns, request.phone_columns, view.header_row)
        opened = self.draft.bulk.opened
        remark = self.tr("{file}, opened read-only").format(file=self.draft.file_name)
        self.tabs.show_sheets(opened.sheets if opened else (), view.sheet, view.rows, remark)
        self._show_totals()

    def _show_totals(self) -> None:
        totals = self.draft.totals
        if totals is None or not self.isVisible():
            return
        shown = counted(totals)
        if self.group not in [group for group, _ in shown]:
            self.group = shown[0][0] if shown else Group.READY
        self.groups.show_totals(totals, self.group)
        self.menu.show_totals(totals, self.group)
        self._sum.show_totals(totals)
        self._show_rows(totals)
        self.action_changed.emit()

    def _count(self, totals: PlanTotals) -> int:
        if isinstance(self.group, Mark):
            return totals.marks.get(self.group, 0)
        return totals.left_out.get(self.group, 0)

    def _show_rows(self, totals: PlanTotals) -> None:
        count = self._count(totals)
        group = self.group if isinstance(self.group, Group) else None
        mark = self.group if isinstance(self.group, Mark) else None
        place = self.grid.currentIndex().row()
        scrolled = self.grid.verticalScrollBar().value()
        self.model.show_rows(
            lambda offset, limit: self.draft.bulk.rows(group=group, mark=mark, offset=offset, limit=limit), count
        )
        if place >= 0 and count:
            self.grid.setCurrentIndex(self.model.index(min(place, count - 1), self.model.phone or 0))
        self.grid.verticalScrollBar().setValue(scrolled)
        clean = not counted(totals)
        self._empty.setVisible(clean)
        self._empty.show_ready(totals.ready)
        self.grid.setVisible(not clean)
        self._show_head(totals, count)

    def _show_head(self, totals: PlanTotals, count: int) -> None:
        self._heading.set_text(group_words(self.group, count).heading if count else "")
        skippable = self.group in SKIPPABLE and count > 0
        self._skip_all.setText(self.tr("Skip all %Ln", "", count).replace("%Ln", number(count)))
        self._skip_all.setVisible(skippable)
        safe = totals.safe_suggestions
        self._use.setText(self.tr("Use %Ln suggestions", "", safe).replace("%Ln", number(safe)))
        self._use.setVisible(bool(safe) and self.group is Group.NOT_A_NUMBER)
        self._save.setVisible(isinstance(self.group, Group) and count > 0 and not self.compact)
        history = self.draft.bulk.history
        self._undo.setVisible(history.can_undo or history.can_redo)
        self._redo.setVisible(history.can_undo or history.can_redo)
        self._undo.setEnabled(history.can_undo)
        self._redo.setEnabled(history.can_redo)
        view = self.draft.bulk.view
        if view is not None:
            of = self.tr("{count} of {rows} rows").format(count=number(count), rows=number(totals.rows))
            self.tabs.say(view.sheet, of)

    def show_group(self, group: Choice) -> None:
        """Show the rows of a group."""
        if group != self.group:
            self.group = group
            self._show_totals()

    # Editing

    def _edit(self, make: Callable[[], Coroutine[Any, Any, PlanTotals]]) -> None:
        self.draft.replan(make)

    def _fix(self, row: int, typed: str) -> None:
        self._edit(lambda: self.draft.bulk.fix(row, typed))

    async def _accept(self) -> PlanTotals:
        return await self.draft.bulk.accept_safe(Group.NOT_A_NUMBER)

    async def _skip_all_rows(self, group: Group) -> PlanTotals:
        rows: list[PlanRow] = []
        while page := await self.draft.bulk.rows(group=group, offset=len(rows), limit=1000):
            rows += page
        return await self.draft.bulk.skip([row.row for row in rows])

    def _skip_group(self) -> None:
        if isinstance(self.group, Group):
            group = self.group
            self._edit(lambda: self._skip_all_rows(group))

    def undo(self) -> None:
        """Take the last fix or skip back."""
        if self.draft.bulk.history.can_undo:
            self._edit(self.draft.bulk.undo)

    def redo(self) -> None:
        """Do again what was taken back."""
        if self.draft.bulk.history.can_redo:
            self._edit(self.draft.bulk.redo)

    def next_problem(self) -> None:
        """Go to the next row, or to the next group after the last one."""
        self._step(1)

    def previous_problem(self) -> None:
        """Go to the row before, or to the group before the first one."""
        self._step(-1)

    def _step(self, by: int) -> None:
        place = self.grid.currentIndex().row() + by
        if self.grid.currentIndex().row() < 0:
            place = 0
        if 0 <= place < self.model.total:
            self.grid.go_to(place)
            return
        totals = self.draft.totals
        groups = [group for group, _ in counted(totals) if isinstance(group, Group)] if totals else []
        if groups:
            here = groups.index(self.group) if isinstance(self.group, Group) and self.group in groups else -by
            self.show_group(groups[(here + by) % len(groups)])
            if self.model.total:
                self.grid.go_to(0 if by > 0 else self.model.total - 1)

    def _save_rows(self) -> None:
        group = self.group if isinstance(self.group, Group) else None
        stem = Path(self.draft.file_name).stem
        dialog = QFileDialog(self, self.tr("Save these rows as Excel"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("xlsx")
        dialog.selectFile(f"{stem} - {group_words(self.group).name}.xlsx")
        dialog.fileSelected.connect(lambda name: self.draft.ask(lambda: self.draft.bulk.save_rows(Path(name), group)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    # The step

    def action(self) -> Action:
        """On with the rows that are ready, said with their number."""
        totals = self.draft.totals
        if totals is None:
            return Action(self.tr("Continue"), enabled=False)
        words = self.tr("Continue with {count}").format(count=number(totals.ready))
        reason = "" if totals.ready else self.tr("No row is ready. Fix one, or go back.")
        return Action(words, reason=reason, enabled=totals.ready > 0)

    def set_compact(self, *, compact: bool) -> None:
        """Groups as a drop-down; one thing scrolls."""
        super().set_compact(compact=compact)
        self._title.setVisible(not compact)
        self.groups.setVisible(not compact)
        self.menu.setVisible(compact)
        self._sum.setVisible(compact)
        self._heading.setVisible(not compact)
        self.tabs.setVisible(not compact)
        self.grid.set_compact(compact=compact)
