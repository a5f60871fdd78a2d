"""What scrolls in the drawer: today, seven days, the SIMs, what is known of the phone, what failed."""

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from desktop_app.domain.device import Device, Sim
from desktop_app.store.sim_rules import SimRule
from desktop_app.ui import style
from desktop_app.ui.phone_words import sims_shown
from desktop_app.ui.tabs.devices.drawer_head import SeenLine, TodayLine
from desktop_app.ui.tabs.devices.fact_table import FactTable
from desktop_app.ui.tabs.devices.failed_list import FailedList
from desktop_app.ui.tabs.devices.phone_facts import facts_of
from desktop_app.ui.tabs.devices.phone_record import PhoneRecord
from desktop_app.ui.tabs.devices.sim_rule import SimBox
from desktop_app.ui.tabs.devices.week import WeekView
from desktop_app.ui.tokens import Role
from desktop_app.ui.widgets.label import ElideLabel, Label, Rule

_SIDE, _BAR = 22, 12
_AROUND = 90
"""Above and beneath a field stand what it is about and the buttons that keep it."""


class DrawerBody(QScrollArea):
    """`ruled(slot, rule)` when the owner has set a SIM's price or limit."""

    ruled = Signal(int, SimRule)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        page = QWidget()
        page.setProperty("scrolled", "true")
        self._column = QVBoxLayout(page)
        self._column.setSpacing(9)
        self.seen = SeenLine()
        self.today = TodayLine()
        self.failed = FailedList()
        self._sims: list[SimBox] = []
        self._sims_said: tuple[object, ...] = ()
        self._sim_column = QVBoxLayout()
        self._sim_column.setSpacing(9)
        self.facts = FactTable()
        self._column.addWidget(self.seen)
        self._column.addWidget(self.today)
        self._column.addWidget(self.failed)
        self._column.addWidget(Rule())
        self._add_week()
        self._column.addLayout(self._sim_column)
        self._column.addWidget(Rule())
        self._column.addWidget(self.facts)
        self._column.addStretch(1)
        self.setWidget(page)
        self.verticalScrollBar().rangeChanged.connect(self._fit)
        self._fit()

    def _add_week(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(Label(self.tr("Last 7 days, while this computer was on"), Role.CAPTION_STRONG))
        head.addStretch(1)
        self._trouble = ElideLabel("", Role.CAPTION, "text2")
        head.addWidget(self._trouble)
        self._column.addLayout(head)
        self.week = WeekView()
        self._column.addWidget(self.week)
        self._habits = Label("", Role.CAPTION, "text2", wrap=True)
        self._column.addWidget(self._habits)

    def _fit(self) -> None:
        """Keep both sides equal, with the scroll bar in the right one, and in view what is typed into."""
        scrolls = self.verticalScrollBar().maximum() > 0
        self._column.setContentsMargins(_SIDE, 4, _SIDE - _BAR if scrolls else _SIDE, 12)
        typed = QApplication.focusWidget()
        if isinstance(typed, QLineEdit) and self.isAncestorOf(typed):
            self.ensureWidgetVisible(typed, 0, style.scaled(_AROUND))

    def to_top(self) -> None:
        """Another phone is shown: from its beginning."""
        self.verticalScrollBar().setValue(0)
        self.failed.fold()

    # --- what is shown

    def tick(self, device: Device, now: datetime, *, connected: bool, clock_off_s: float) -> None:
        """Show what the service tells, as of `now`."""
        self.seen.tick(device, now, connected=connected)
        self.facts.show_facts(facts_of(device, clock_off_s=clock_off_s))

    def show_record(self, record: PhoneRecord) -> None:
        """Show what the store knows."""
        self.today.show_day(record.today)
        self.failed.show_failures(record.failures)
        recorded = record.recorded
        self._trouble.set_text(recorded.trouble)
        self.week.show_week(recorded.week, recorded.said)
        self._habits.setText(recorded.habits)
        self._habits.setVisible(bool(recorded.habits))

    def show_sims(self, device: Device, country: str, record: PhoneRecord) -> None:
        """Show a phone's SIMs; the boxes stay while they are the same, so that an open editor does."""
        sims = sims_shown(device)
        said = (device.id, country, sims)
        if said != self._sims_said:
            self._sims_said = said
            self._build_sims(sims, country)
        for box in self._sims:
            box.show_rule(record.rules.get(box.slot, SimRule()), record.used.get(box.slot, 0))

    def _build_sims(self, sims: tuple[Sim, ...], country: str) -> None:
        while (item := self._sim_column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._sims = []
        self._sim_column.addWidget(Rule())
        for sim in sims:
            box = SimBox(sim, country)
            box.ruled.connect(self.ruled)
            self._sim_column.addWidget(box)
            self._sims.append(box)
        if not sims:
            self._sim_column.addWidget(Label(self.tr("No SIM told"), Role.SMALL, "text2"))

    @property
    def sims(self) -> tuple[SimBox, ...]:
        """The SIMs shown."""
        return tuple(self._sims)
