"""The phones as a list: filter chips by state with counts, group actions for ticked ones, a table that sorts."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSizePolicy, QStackedWidget, QWidget

from desktop_app.domain.device import Reach
from desktop_app.ui import style
from desktop_app.ui.models.phones_model import Column, PhoneRow, PhonesModel
from desktop_app.ui.tabs.devices.phone_chips import GroupActions, StateChips
from desktop_app.ui.tabs.devices.phone_table import Cells, PhoneTable
from desktop_app.ui.widgets.button import Button, Kind
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.choice import Select

_BAR = 44


class PhoneList(Card):
    """`asked(id)` opens a phone; `left_out`/`hidden` ask for a group action on phones: their ids and what to set."""

    asked = Signal(int)
    left_out = Signal(object, bool)
    hidden = Signal(object, bool)

    def __init__(self, cells_of: Cells, parent: QWidget | None = None) -> None:
        super().__init__(padding=0, gap=0, parent=parent)
        self.column.setContentsMargins(1, 1, 1, 1)
        figures = (self.tr("Sent"), self.tr("Delivered"), self.tr("Failed"), self.tr("Waiting"))
        heads = ("", self.tr("State"), self.tr("Phone"), self.tr("Last seen"), self.tr("Last 24 hours"))
        self.model = PhonesModel((*heads, self.tr("SIMs"), *figures))
        self.chips = StateChips(self.tr("Show phones by state"), self.tr("All"))
        self.chips.chosen.connect(self._filter)
        self.order = Select(self.tr("Order"), size=28)
        orders = (
            (self.tr("Worst first"), Column.STATE, False),
            (self.tr("By name"), Column.NAME, False),
            (self.tr("Seen last first"), Column.SEEN, False),
            (self.tr("Most waiting first"), Column.WAITING, True),
            (self.tr("Most failed first"), Column.FAILED, True),
        )
        for words, column, down in orders:
            self.order.addItem(words, (int(column), down))
        self.order.activated.connect(self._sorted)
        self.model.headerDataChanged.connect(lambda *_: self._show_order())
        self._bars = QStackedWidget()
        self._bars.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._bars.setFixedHeight(style.scaled(_BAR))
        self.hidden_ones = Button("", Kind.QUIET, size=28)
        self._bars.addWidget(_line(self.chips, None, self.hidden_ones, self.order))
        self.group = GroupActions()
        self._bars.addWidget(self.group)
        self.column.addWidget(self._bars)
        self.table = PhoneTable(self.model, self.tr("Phones"), cells_of)
        self.column.addWidget(self.table, 1)
        self.table.asked.connect(self.asked)
        self.model.ticks_changed.connect(self._show_actions)
        self.group.leave_out.clicked.connect(self._leave_out)
        self.group.hide_them.clicked.connect(self._hide_them)
        self.group.clear.clicked.connect(self.model.clear_ticks)

    def show_rows(self, rows: Sequence[PhoneRow], now: datetime, *, connected: bool) -> None:
        """Show these phones; while pointer or focus is inside, rows known already keep their places."""
        self.model.show_rows(rows, now, connected=connected, hold=self._in_use())
        self.chips.show_counts(self.model.counts())
        self.tick(now, connected=connected)

    def tick(self, now: datetime, *, connected: bool) -> None:
        """Repaint what changed among the rows in view."""
        first, last = self.table.rows_in_view()
        self.model.tick(now, connected=connected, first=first, last=last)

    def show_phone(self, phone: int) -> None:
        """Bring a phone's row into view and go there."""
        place = self.model.place_of(phone)
        if place >= 0:
            self.table.setCurrentIndex(self.model.index(place, Column.NAME))

    def _in_use(self) -> bool:
        focus: QWidget | None = QApplication.focusWidget()
        return self.table.underMouse() or (focus is not None and self.isAncestorOf(focus))

    def _filter(self, reach: Reach | None) -> None:
        self.model.filter_by(reach)

    def _sorted(self, index: int) -> None:
        column, down = self.order.itemData(index)
        self.model.sort_by(Column(column), descending=down)

    def _show_order(self) -> None:
        """Name the order that a head was clicked for, where it has a name."""
        wanted = (int(self.model.sort_column), self.model.descending)
        named = (place for place in range(self.order.count()) if tuple(self.order.itemData(place)) == wanted)
        self.order.setCurrentIndex(next(named, -1))

    # --- group actions

    def _show_actions(self) -> None:
        ticked = self.model.ticked
        self.group.show_count(
            len(ticked),
            in_use=any(not device.left_out for device in ticked),
            shown=any(not device.hidden for device in ticked),
        )
        self._bars.setCurrentIndex(1 if ticked else 0)

    def _leave_out(self) -> None:
        ticked = self.model.ticked
        wanted = any(not device.left_out for device in ticked)
        self.left_out.emit(tuple(device.id for device in ticked if device.left_out is not wanted), wanted)
        self.model.clear_ticks()

    def _hide_them(self) -> None:
        ticked = self.model.ticked
        wanted = any(not device.hidden for device in ticked)
        self.hidden.emit(tuple(device.id for device in ticked if device.hidden is not wanted), wanted)
        self.model.clear_ticks()


def _line(*widgets: QWidget | None) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(12, 0, 10, 0)
    row.setSpacing(8)
    for widget in widgets:
        if widget is None:
            row.addStretch(1)
        else:
            row.addWidget(widget)
    return line
