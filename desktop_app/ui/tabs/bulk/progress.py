"""Progress of one campaign: lanes, the bar, counters that are filters, and the table (pictures 11 and 23)."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRectF, QTimer, Signal
from PySide6.QtGui import QKeySequence, QPainter, QShortcut
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.domain.changes import Changes
from desktop_app.domain.outgoing import Campaign
from desktop_app.domain.recipient import Group
from desktop_app.ui.models.left_out_model import LeftOutColumn, LeftOutModel
from desktop_app.ui.models.paged import Index
from desktop_app.ui.models.paged import Role as ItemRole
from desktop_app.ui.phone_words import sim_name
from desktop_app.ui.tabs.bulk.asleep import asleep_words
from desktop_app.ui.tabs.bulk.campaign_note import CampaignNote
from desktop_app.ui.tabs.bulk.campaign_parts import CampaignServices, Lane
from desktop_app.ui.tabs.bulk.counters import CounterRow
from desktop_app.ui.tabs.bulk.lanes import Lanes
from desktop_app.ui.tabs.bulk.next_step import Act
from desktop_app.ui.tabs.bulk.not_confirmed import NotConfirmed
from desktop_app.ui.tabs.bulk.progress_table import ProgressTable
from desktop_app.ui.tabs.bulk.said import segments, tr
from desktop_app.ui.tokens import CONTROL, CONTROL_SMALL, Role
from desktop_app.ui.widgets import cells
from desktop_app.ui.widgets.button import Button, Kind
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.data_table import DataTable
from desktop_app.ui.widgets.field import SearchEdit
from desktop_app.ui.widgets.inline_message import InlineMessage
from desktop_app.ui.widgets.label import Label, Rule
from desktop_app.ui.widgets.stacked_bar import StackedBar
from desktop_app.ui.words import Tone, number

_TYPING_MS = 200
_INDENT = 9
"""The first counter's box stands out to the left, so that its words begin beneath the bar."""
_SENT_ROWS, _LEFT_OUT_ROWS = 0, 1


class Progress(QWidget):
    """One campaign as it runs. `CampaignView` reads it and hands it in."""

    retry_asked = Signal()
    decided = Signal(str)
    note_pressed = Signal(str)
    """What the note's button does (`Act`)."""

    def __init__(self, services: CampaignServices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._campaign: Campaign | None = None
        self._left_out = 0
        self._compact = False
        self._searching = False
        self._note_act: Act = Act.NONE
        self.lanes = Lanes()
        self.note = InlineMessage(Tone.WARN, slim=True)
        self.note.hide()
        self.note.pressed.connect(lambda: self.note_pressed.emit(str(self._note_act)))
        self.asleep = InlineMessage(Tone.NEUTRAL, slim=True)
        self.asleep.hide()
        self.not_confirmed = NotConfirmed()
        self.not_confirmed.decided.connect(self.decided)
        self.bar = StackedBar(self.tr("Progress"))
        self.counters = CounterRow()
        self.counters.chosen.connect(self._show_rows)
        self.left_out = Button("", Kind.QUIET, size=CONTROL_SMALL)
        self.left_out.setCheckable(True)
        self.left_out.toggled.connect(self._turn_left_out)
        self.search = SearchEdit(self.tr("Name or number"))
        self.search.setFixedWidth(184)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._typing.timeout.connect(self._show_rows)
        self.search.textChanged.connect(lambda: self._typing.start())
        self.find_button = Button(icon="search", kind=Kind.GHOST, size=CONTROL_SMALL, tip=self.tr("Search (Ctrl+F)"))
        self.find_button.clicked.connect(self.start_search)
        self.retry = Button(self.tr("Retry…"), icon="rotate-cw")
        self.retry.clicked.connect(self.retry_asked)
        self.table = ProgressTable(services, self._sender)
        self.table.follows_changed.connect(self._show_follow)
        self.newest = Button(self.tr("Newest"), Kind.SOFT, icon="arrow-up", size=CONTROL_SMALL)
        self.newest.clicked.connect(self.table.go_to_newest)
        self.newest.setParent(self.table)
        self.newest.hide()
        self._none = Label(self.tr("No message matches."), Role.BODY, "text2", parent=self.table)
        self._none.hide()
        self.table.messages.rowsInserted.connect(self._show_none)
        self.table.messages.rowsRemoved.connect(self._show_none)
        self.table.messages.modelReset.connect(self._show_none)
        self._left_model = LeftOutModel(services.tasks.start, self)
        self.left_table = DataTable(_paint_left_out, (72, 3.0, 3.0, 4.0), name=self.tr("Rows left out"), row_height=40)
        self.left_table.setModel(self._left_model)
        self.table.resized.connect(self._place_over_table)
        self._lay_out()
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.activated.connect(self.start_search)
        self.set_compact(compact=False)

    def _lay_out(self) -> None:
        self._tables = QStackedWidget()
        self._tables.addWidget(self.table)
        self._tables.addWidget(self.left_table)
        self._top = QHBoxLayout()
        self._top.setSpacing(8)
        self._top.addWidget(self.lanes, 1)
        self._tools = QWidget()
        tools = QHBoxLayout(self._tools)
        tools.setContentsMargins(0, 0, 0, 0)
        tools.setSpacing(8)
        tools.addStretch(1)
        for widget in (self.left_out, self.search, self.find_button, self.retry):
            tools.addWidget(widget)
        self._card = Card(padding=1, gap=0)
        self._card.column.setContentsMargins(1, 0, 1, 1)
        self._summary = QGridLayout()
        self._summary.setVerticalSpacing(6)
        indented = QHBoxLayout()
        indented.setContentsMargins(_INDENT, 0, 0, 0)
        indented.addWidget(self.bar)
        self._summary.addLayout(indented, 0, 0, 1, 2)
        self._summary.addWidget(self.counters, 1, 0)
        self._summary.setColumnStretch(1, 1)
        self._card.column.addLayout(self._summary)
        self._card.column.addWidget(Rule())
        self._card.column.addWidget(self._tables, 1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.note)
        self._column.addWidget(self.asleep)
        self._column.addLayout(self._top)
        self._column.addWidget(self.not_confirmed)
        self._column.addWidget(self._card, 1)

    # What is shown

    def show_campaign(self, campaign: int) -> None:
        """Another campaign: all of its rows, from the newest on."""
        self._campaign = None
        self.search.clear()
        self._typing.stop()
        self.left_out.setChecked(False)
        self.counters.buttons[""].setChecked(True)
        self.table.show_rows(campaign)

    def show_counts(self, campaign: Campaign, lanes: Sequence[Lane], undecided: int) -> None:
        """Show the campaign's numbers as they are now."""
        self._campaign = campaign
        self.bar.show_parts(segments(campaign.counts))
        self.counters.show_counts(campaign.counts)
        self.not_confirmed.show_count(undecided)
        self.show_lanes(lanes)

    def show_lanes(self, lanes: Sequence[Lane]) -> None:
        """Show lanes and their countdowns."""
        if self._campaign is not None:
            live = self._services.store.live
            self.lanes.show_lanes(lanes, {device.id: device for device in live.devices}, self._campaign, live)
            words = asleep_words(lanes, self._campaign, live)
            self.asleep.setVisible(bool(words))
            if words:
                self.asleep.say(Tone.NEUTRAL, "", words, icon="moon")

    def show_left_out(self, groups: Mapping[Group, int]) -> None:
        """Say how many rows of the file never went out."""
        self._left_out = sum(groups.values())
        words = tr("Left out: {n}").format(n=number(self._left_out))
        self.left_out.setText(words)
        self.left_out.setAccessibleName(words)
        self._show_tools()

    def show_note(self, note: CampaignNote) -> None:
        """Say what the owner has to know, above everything; no words hide it."""
        said = bool(note.head or note.text)
        self._note_act = note.step.act
        self.note.setVisible(said)
        if said:
            self.note.say(note.tone, note.head, note.text, button=note.step.words)

    def show_retriable(self, count: int) -> None:
        """Offer Retry where something may be tried again."""
        self.retry.setVisible(count > 0)

    def changed(self, changes: Changes) -> None:
        """A commit touched this campaign."""
        self.table.changed(changes)

    def filter(self, key: str) -> None:
        """Show the rows of one counter."""
        self.left_out.setChecked(False)
        self.counters.choose(key)

    def _show_rows(self) -> None:
        if self._campaign is not None:
            self.left_out.setChecked(False)
            self.table.show_rows(self._campaign.id, self.counters.states, self.search.text().strip())

    def _turn_left_out(self, on: bool) -> None:
        self._tables.setCurrentIndex(_LEFT_OUT_ROWS if on else _SENT_ROWS)
        if on and self._campaign is not None:
            campaign, outbox = self._campaign.id, self._services.store.outbox
            self._left_model.show_rows(
                lambda offset, limit: outbox.left_out_rows(campaign, offset, limit), self._left_out
            )

    def _show_none(self) -> None:
        self._none.setVisible(not self.table.messages.total)
        self._place_over_table()

    def _show_follow(self, follows: bool) -> None:
        self.newest.setVisible(not follows)
        self.newest.raise_()
        self._place_over_table()

    def _place_over_table(self) -> None:
        size = self.newest.sizeHint()
        self.newest.setGeometry((self.table.width() - size.width()) // 2, 40, size.width(), size.height())
        self._none.adjustSize()
        self._none.move((self.table.width() - self._none.width()) // 2, 64)

    def _sender(self, device_id: int, slot: int) -> tuple[str, str]:
        for device in self._services.store.live.devices:
            if device.id == device_id:
                sims = [sim for sim in device.sims if sim.slot == slot]
                return device.name, sim_name(sims[0]) if sims else tr("SIM {slot}").format(slot=slot + 1)
        return tr("Phone {id}").format(id=device_id), tr("SIM {slot}").format(slot=slot + 1)

    # Search and size

    def start_search(self) -> None:
        """Put the cursor into the search field."""
        self._searching = True
        self._show_tools()
        self.search.setFocus()
        self.search.selectAll()

    def set_compact(self, *, compact: bool) -> None:
        """Chips, one line of counters and a lower table in a low window."""
        self._compact = compact
        self.lanes.set_compact(compact=compact)
        self.counters.set_compact(compact=compact)
        self.table.set_compact(compact=compact)
        self._column.setSpacing(8 if compact else 12)
        self._summary.setContentsMargins(5 if compact else 9, 10 if compact else 14, 14, 4 if compact else 8)
        self._summary.setVerticalSpacing(4 if compact else 8)
        self.bar.setMaximumHeight(8 if compact else 12)
        for button in (self.retry, self.find_button):
            button.set_size(CONTROL_SMALL if compact else CONTROL)
        self.retry.set_kind(Kind.GHOST if compact else Kind.SECONDARY)
        if compact:
            self._top.addWidget(self._tools)
        else:
            self._summary.addWidget(self._tools, 1, 1)
        self._show_tools()

    def _show_tools(self) -> None:
        self.search.setVisible(not self._compact or self._searching or bool(self.search.text()))
        self.find_button.setVisible(self._compact and not self.search.isVisibleTo(self))
        self.left_out.setVisible(self._left_out > 0)


def _paint_left_out(painter: QPainter, rect: QRectF, index: Index) -> None:
    words = str(index.data() or "")
    column = LeftOutColumn(index.column())
    item = index.data(ItemRole.ITEM)
    if column is LeftOutColumn.NAME:
        cells.line(painter, rect, words, Role.SMALL_STRONG)
    elif column is LeftOutColumn.ROW:
        cells.line(painter, rect, str(item.row), Role.SMALL, "text2")
    else:
        cells.line(painter, rect, words)
