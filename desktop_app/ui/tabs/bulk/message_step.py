"""Step 3, Message: one text with fields, and what each person gets of it."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.recipient import Group, PlanRow
from desktop_app.ui.models.paged import Index
from desktop_app.ui.models.paged import Role as ItemRole
from desktop_app.ui.models.plan_model import MessageColumn, MessageModel
from desktop_app.ui.tabs.bulk.draft import Draft
from desktop_app.ui.tabs.bulk.fallbacks import Fallbacks
from desktop_app.ui.tabs.bulk.field_chips import FieldChips
from desktop_app.ui.tabs.bulk.field_roles import roles_of
from desktop_app.ui.tabs.bulk.hints import dear_characters, lacks_sender, lacks_way_out
from desktop_app.ui.tabs.bulk.phone_preview import PhonePreview, SmsSum
from desktop_app.ui.tabs.bulk.step import Action, PageTitle, Step
from desktop_app.ui.tabs.bulk.templates import Templates
from desktop_app.ui.tabs.bulk.test_text import TestText
from desktop_app.ui.tabs.bulk.writing_box import WritingBox
from desktop_app.ui.tokens import CONTROL_SMALL, Role
from desktop_app.ui.widgets import cells
from desktop_app.ui.widgets.button import Button, Kind
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.data_table import DataTable
from desktop_app.ui.widgets.inline_message import InlineMessage
from desktop_app.ui.words import Tone, number, said

WRITE_AFTER_S = 0.3
"""A pause in typing after which the plan is made anew."""


class MessageStep(Step):
    """Editor and messages on the left, the phone and the sum on the right."""

    def __init__(self, draft: Draft, parent: QWidget | None = None) -> None:
        super().__init__(draft, parent)
        self._longest: list[int] = []
        self._title = PageTitle(
            self.tr("Write the message"), self.tr("Click a field to insert it. Each person gets their own version.")
        )
        self._test = TestText(draft.services, self)
        self._test_button = Button(self.tr("Send me a test"), icon="smartphone")
        self._test_button.clicked.connect(self._send_test)
        self._title.add_action(self._test_button)
        self.box = WritingBox()
        self.edit = self.box.edit
        self.fallbacks = Fallbacks()
        self._hint = InlineMessage(Tone.WARN, slim=True)
        self._hint.pressed.connect(self._take_hint)
        self._hint.hide()
        self.preview = PhonePreview()
        self.sum = SmsSum()
        self.model = MessageModel(draft.services.tasks.start, self)
        self.model.trouble.connect(draft.trouble)
        self.table = DataTable(self._paint, (70, 2.0, 7.0, 120), name=self.tr("Messages they get"))
        self.table.setModel(self.model)
        self._templates = Templates(draft.services, self)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.chips = FieldChips()
        self._template_button = Button(self.tr("Templates"), Kind.GHOST, icon="file-text", size=CONTROL_SMALL)
        insert = QHBoxLayout()
        insert.setSpacing(6)
        insert.addWidget(self.chips, 1)
        insert.addWidget(self._template_button)
        self._card = Card(padding=1, gap=0)
        self._card.column.setContentsMargins(1, 1, 1, 1)
        self._card.column.addWidget(self.table)
        left = QVBoxLayout()
        left.setSpacing(10)
        left.addLayout(insert)
        left.addWidget(self.box)
        left.addWidget(self._hint)
        left.addWidget(self.fallbacks)
        left.addWidget(self._card, 1)
        self._right = QWidget()
        self._right.setFixedWidth(328)
        right = QVBoxLayout(self._right)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(12)
        right.addWidget(self.preview, 1)
        right.addWidget(self.sum)
        body = QHBoxLayout()
        body.setSpacing(24)
        body.addLayout(left, 1)
        body.addWidget(self._right)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self._title)
        column.addWidget(self._test)
        column.addLayout(body, 1)

    def _connect(self) -> None:
        self.edit.template_changed.connect(self._typed)
        self.edit.fallback_found.connect(self.fallbacks.take)
        self.fallbacks.changed.connect(self._typed)
        self.preview.person_asked.connect(self.show_person)
        self.sum.longest_asked.connect(self._show_longest)
        self.draft.totals_changed.connect(self._show_totals)
        self.chips.chosen.connect(self.edit.insert_field)
        self._template_button.clicked.connect(lambda: self._templates.open(self._template_button, self.edit.template()))
        self._templates.chosen.connect(self._take_template)
        self.table.selectionModel().currentRowChanged.connect(lambda now, _: self.show_person(now.row()))

    # Showing

    def enter(self) -> None:
        """Fields of the chosen columns, the text so far, and its plan."""
        view, request = self.draft.bulk.view, self.draft.bulk.request
        if view is None or request is None:
            return
        roles = roles_of(view, request)
        names = list(roles.fields)
        headings = {column.heading: roles.name(column.index) or column.heading for column in view.columns}
        self.edit.set_fields(names, headings)
        self.chips.show_fields(names, 4)
        self.fallbacks.set_values(request.fallbacks)
        template = self.draft.template or request.template or ""
        if template != self.edit.template():
            self.edit.set_template(template)
        self._write()
        self.edit.setFocus()

    def _typed(self) -> None:
        self.draft.services.tasks.later(WRITE_AFTER_S, self._write, name="bulk write")

    def _write(self) -> None:
        template = self.edit.template()
        self.draft.template = template
        request = self.draft.bulk.request
        if not template and request is not None and request.text_column is not None:
            return  # the texts stand finished in a column, until one is written here
        fallbacks = self.fallbacks.values()
        self.draft.replan(lambda: self.draft.bulk.write(template, fallbacks), key="write")

    def _show_totals(self) -> None:
        totals = self.draft.totals
        if totals is None or not self.isVisible():
            return
        self.model.show_rows(
            lambda offset, limit: self.draft.bulk.rows(group=Group.READY, offset=offset, limit=limit), totals.ready
        )
        self._longest = []
        self.sum.show_totals(totals)
        self.fallbacks.show_empty(totals.empty_fields)
        usual = max(totals.by_parts, key=lambda n: totals.by_parts[n], default=1)
        self.box.show_usual(usual)
        self._show_hint()
        self.show_person(min(self.preview.index, max(totals.ready - 1, 0)))
        self.action_changed.emit()

    def show_person(self, index: int) -> None:
        """Show the `index`-th person on the phone."""
        totals = self.draft.totals
        if totals is None or not 0 <= index < totals.ready:
            self.preview.show_row(None, 0, 0)
            return
        count = totals.ready
        self.draft.ask(
            lambda: self.draft.bulk.ready_row(index), lambda row: self._show_person(row, index, count), key="person"
        )

    def _show_person(self, row: PlanRow, index: int, count: int) -> None:
        self.preview.show_row(row, index, count)
        self.box.show_length(row.text, row.parts)
        if self.table.currentIndex().row() != index:
            selection = self.table.selectionModel()
            selection.blockSignals(True)  # noqa: FBT003 - Qt's signature
            self.table.selectRow(index)
            selection.blockSignals(False)  # noqa: FBT003 - Qt's signature
            self.table.viewport().update()

    def _show_longest(self) -> None:
        if self._longest:
            self._next_longest(self._longest)
        else:
            self.draft.ask(self.draft.bulk.longest, self._next_longest, key="longest")

    def _next_longest(self, indices: list[int]) -> None:
        self._longest = indices
        if indices:
            place = indices.index(self.preview.index) + 1 if self.preview.index in indices else 0
            self.show_person(indices[place % len(indices)])

    # Advice

    def _show_hint(self) -> None:
        text = self.edit.template()
        dear = dear_characters(text)
        totals = self.draft.totals
        if totals is not None and totals.unknown_fields:
            names = ", ".join(totals.unknown_fields)
            self._hint.say(Tone.WARN, "", self.tr("Your sheet has no column for: {names}").format(names=names))
        elif dear:
            signs = " ".join(dear.replacements)
            words = self.tr("{signs} make this text {now} SMS instead of {then}.")
            self._hint.say(
                Tone.WARN,
                "",
                words.format(signs=signs, now=dear.parts, then=dear.parts_then),
                button=self.tr("Replace"),
            )
        elif lacks_way_out(text):
            self._hint.say(
                Tone.ACCENT,
                "",
                self.tr("Offer a way out of advertising."),
                button=self.tr("Add “Reply STOP to opt out”"),
            )
        elif lacks_sender(text, self.draft.services.account.email):
            self._hint.say(Tone.ACCENT, "", self.tr("They see a number they may not know. Say who you are."))
        else:
            self._hint.hide()
            return
        self._hint.setVisible(bool(text.strip()))

    def _take_hint(self) -> None:
        dear = dear_characters(self.edit.template())
        if dear:
            self.edit.replace_costly(dear.replacements)
        else:
            self.edit.append_text(self.tr("Reply STOP to opt out."))

    def _take_template(self, template: str) -> None:
        self.edit.set_template(template)
        self._write()

    def _send_test(self) -> None:
        self._test.send(self.preview.text)

    # The step

    def leave(self) -> None:
        """Keep the text."""
        self.draft.template = self.edit.template()

    def action(self) -> Action:
        """On to Check; not without a text."""
        return Action(self.tr("Continue"))

    def press(self) -> None:
        """Go on with the plan of what is written now, or ask for a text."""
        request = self.draft.bulk.request
        finished = request is not None and request.text_column is not None
        if not self.edit.template().strip() and not finished:
            self._hint.say(Tone.WARN, "", self.tr("Write what they should get."))
            self._hint.show()
            self.edit.setFocus()
            return
        self._write()
        self.go_on.emit()

    def set_compact(self, *, compact: bool) -> None:
        """Without the purpose and with a smaller phone in a low window."""
        super().set_compact(compact=compact)
        self._title.set_compact(compact=compact)
        self._title.setVisible(not compact)
        self.box.set_compact(compact=compact)
        self.sum.setVisible(not compact)
        self.table.set_widths((56, 2.6, 5.6, 104) if compact else (70, 2.0, 7.0, 120))
        self._right.setFixedWidth(280 if compact else 328)

    def _paint(self, painter: QPainter, rect: QRectF, index: Index) -> None:
        row: PlanRow = index.data(ItemRole.ITEM)
        column = index.column()
        words = str(index.data() or "")
        if column == MessageColumn.LENGTH:
            tone = Tone.WARN if row.parts > 1 else Tone.NEUTRAL
            words = said("%Ln SMS", row.parts).replace("%Ln", number(row.parts))
            cells.pill(painter, rect, words, tone, icon="circle-alert" if row.parts > 1 else "-")
        elif column == MessageColumn.ROW:
            cells.line(painter, rect, words, Role.SMALL, "text2", cells.RIGHT)
        else:
            cells.line(painter, rect, words, Role.SMALL, "text" if column == MessageColumn.TO else "text2")
