"""Step 2, Columns: what each column of the owner's sheet is."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QInputDialog, QScrollArea, QVBoxLayout, QWidget

from desktop_app.domain.recipient import Column, SheetView
from desktop_app.ui.models.sheet_model import SheetModel
from desktop_app.ui.tabs.bulk.draft import Draft
from desktop_app.ui.tabs.bulk.field_roles import ColumnRole, Roles, field_name, roles_of
from desktop_app.ui.tabs.bulk.found import Found
from desktop_app.ui.tabs.bulk.sheet_grid import SheetGrid
from desktop_app.ui.tabs.bulk.sheet_tabs import SheetTabs
from desktop_app.ui.tabs.bulk.step import PageTitle, Step
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.choice import Select
from desktop_app.ui.widgets.inline_message import InlineMessage
from desktop_app.ui.words import Tone

_RENAME = "rename"
PICKER = 34
"""Height of a picker, at text size 100 %."""


class ColumnsStep(Step):
    """The sheet on the left, what we found on the right."""

    def __init__(self, draft: Draft, parent: QWidget | None = None) -> None:
        super().__init__(draft, parent)
        self.roles = Roles()
        self._title = PageTitle(
            self.tr("What is in each column?"),
            self.tr("Tell us which column holds the phone number. Any other column can go into your message."),
        )
        self._missing = InlineMessage(Tone.WARN, slim=True)
        self._missing.hide()
        self.model = SheetModel(draft.services.tasks.start, self)
        self.model.trouble.connect(draft.trouble)
        self.grid = SheetGrid(self.model)
        self.tabs = SheetTabs()
        self.found = Found()
        self._picking_heading = False
        self._seen: tuple[object, ...] = ()
        """The file, sheet and heading row whose columns were on show last."""
        self._lay_out()
        self.grid.row_chosen.connect(self._row_chosen)
        self.tabs.chosen.connect(self._choose_sheet)
        self.found.heading_asked.connect(self._pick_heading)
        self.found.no_heading_asked.connect(lambda: self._choose(header_row=None))
        self.found.country_chosen.connect(lambda code: self._choose(country=code))

    def _lay_out(self) -> None:
        sheet = Card(padding=1, gap=0)
        sheet.column.setContentsMargins(1, 1, 1, 1)
        sheet.column.addWidget(self.grid, 1)
        sheet.column.addWidget(self.tabs)
        self._side = QScrollArea()
        self._side.setWidgetResizable(True)
        self._side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._side.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._side.setFixedWidth(316)
        self.found.setProperty("scrolled", True)  # noqa: FBT003 - Qt's signature
        self._side.setWidget(self.found)
        body = QHBoxLayout()
        body.setSpacing(16)
        body.addWidget(sheet, 1)
        body.addWidget(self._side)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._title)
        column.addWidget(self._missing)
        column.addLayout(body, 1)

    # Showing

    def enter(self) -> None:
        """Show the chosen sheet with the roles of the request."""
        view, request = self.draft.bulk.view, self.draft.bulk.request
        if view is None or request is None:
            return
        self.draft.short = False
        seen = (self.draft.bulk.opened, view.sheet, view.header_row)
        written = bool(self.draft.template or request.template)
        self.roles = roles_of(view, request, unseen=seen != self._seen and not written)
        self._seen = seen
        self.model.show_sheet(view, self.draft.bulk.grid, include_hidden=request.include_hidden)
        opened = self.draft.bulk.opened
        self.tabs.show_sheets(opened.sheets if opened else (), view.sheet, view.rows)
        self._show_roles()
        self._show_found(view)
        self.action_changed.emit()

    def _show_roles(self) -> None:
        view = self.draft.bulk.view
        if view is None:
            return
        self.grid.show_columns(view.columns, [self._picker(column) for column in view.columns])
        roles = [self.roles.of(column.index) for column in view.columns]
        delegate = self.grid.delegate
        delegate.phone_columns = frozenset(at for at, role in enumerate(roles) if role is ColumnRole.PHONE)
        delegate.unused_columns = frozenset(at for at, role in enumerate(roles) if role is ColumnRole.UNUSED)
        self.grid.table.viewport().update()

    def _picker(self, column: Column) -> Select:
        role = self.roles.of(column.index)
        name = self.tr("What column {letter}, {heading}, is").format(letter=column.letter, heading=column.heading)
        picker = Select(name, size=PICKER)
        view = self.draft.bulk.view
        headings = frozenset(other.heading.strip().casefold() for other in view.columns) if view else frozenset()
        name = self.roles.name(column.index) or field_name(column.heading, headings)
        picker.addItem(self.tr("Not used"), ColumnRole.UNUSED)
        picker.addItem(self.tr("Phone number"), ColumnRole.PHONE)
        picker.addItem(name, ColumnRole.FIELD)
        picker.addItem(self.tr("Finished message text"), ColumnRole.TEXT)
        if role is ColumnRole.FIELD:
            picker.addItem(self.tr("Rename “{name}”…").format(name=name), _RENAME)
        picker.setCurrentIndex(picker.findData(role))
        looks = {ColumnRole.PHONE: ("filled", "phone"), ColumnRole.FIELD: ("soft", ""), ColumnRole.TEXT: ("soft", "")}
        picker.set_look(*looks.get(role, ("field", "")))
        picker.setProperty("has_icon", role is ColumnRole.PHONE)
        picker.activated.connect(lambda *_: self._picked(column, picker, name))
        return picker

    def _picked(self, column: Column, picker: Select, name: str) -> None:
        chosen = picker.currentData()
        if chosen == _RENAME:
            picker.setCurrentIndex(picker.findData(ColumnRole.FIELD))
            self._rename(column, name)
            return
        self._set_role(column, ColumnRole(chosen), name)

    def _set_role(self, column: Column, role: ColumnRole, name: str) -> None:
        self.roles = self.roles.with_role(column.index, role, name)
        self._keep()
        self._show_roles()
        if self.roles.phones:
            self._missing.hide()
        view = self.draft.bulk.view
        if view is not None:
            self._show_found(view)

    def _show_found(self, view: SheetView) -> None:
        if self.draft.bulk.request is None:
            return
        self.found.show_view(view, self.draft.bulk.request, self._phone_words(view))
        text = next((column for column in view.columns if column.index == self.roles.text), None)
        self.found.show_text(text.letter if text else "")

    def _rename(self, column: Column, name: str) -> None:
        dialog = QInputDialog(self)
        dialog.setWindowTitle(self.tr("Rename field"))
        dialog.setLabelText(self.tr("Name of this field in your message"))
        dialog.setTextValue(name)
        dialog.textValueSelected.connect(lambda text: self._set_role(column, ColumnRole.FIELD, text))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _phone_words(self, view: SheetView) -> str:
        by_index = {column.index: column for column in view.columns}
        phones = [by_index[index] for index in self.roles.phones if index in by_index]
        if not phones:
            return ""
        if len(phones) == 1:
            return self.tr("Phone numbers in column {letter}").format(letter=phones[0].letter)
        return self.tr("Use {first} first, {second} if {first} is empty").format(
            first=phones[0].heading, second=phones[1].heading
        )

    # Choosing

    def _choose_sheet(self, sheet: str) -> None:
        self.draft.ask(lambda: self.draft.bulk.choose(sheet), lambda _: self.enter(), key="choose")

    def _choose(self, *, header_row: int | None = -1, country: str | None = None) -> None:
        view = self.draft.bulk.view
        if view is None:
            return
        row = view.header_row if header_row == -1 else header_row
        self._keep()
        self.draft.ask(
            lambda: self.draft.bulk.choose(view.sheet, header_row=row, country=country),
            lambda _: self.enter(),
            key="choose",
        )

    def _pick_heading(self) -> None:
        self._picking_heading = True
        self.found.say_picking()
        self.grid.table.setFocus()

    def _row_chosen(self, row: int) -> None:
        if self._picking_heading:
            self._picking_heading = False
            self._choose(header_row=row)

    def _keep(self) -> None:
        self.draft.bulk.set_columns(self.roles.phones, self.roles.fields, self.roles.text)

    def leave(self) -> None:
        """Keep the roles."""
        self._picking_heading = False
        if self.draft.bulk.request is not None:
            self._keep()

    def press(self) -> None:
        """Go on, or say which column is missing."""
        if not self.roles.phones:
            self._missing.say(
                Tone.WARN,
                self.tr("Which column has the phone numbers?"),
                self.tr("Choose “Phone number” over it."),
            )
            self._missing.show()
            self._outline_candidates()
            return
        self._keep()
        if self.found.remember.isChecked():
            self.draft.ask(self.draft.bulk.remember_columns)
        self.go_on.emit()

    def _outline_candidates(self) -> None:
        view = self.draft.bulk.view
        pickers = [child for child in self.grid.strip.findChildren(Select) if child.isVisible()]
        likely = [
            picker
            for picker, column in zip(pickers, view.columns if view else (), strict=False)
            if view is not None and column.index in view.phone_candidates
        ] or pickers[:1]
        for picker in likely:
            picker.set_look("soft", "phone")
        if likely:
            likely[0].setFocus()

    def set_compact(self, *, compact: bool) -> None:
        """Without the purpose in a low window."""
        super().set_compact(compact=compact)
        self._title.set_compact(compact=compact)
        self._title.setVisible(not compact)
        self._side.setFixedWidth(264 if compact else 316)
