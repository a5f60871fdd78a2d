"""Coming back after the program ended while it was sending: what is known, and nothing more (design/UX.md 0.5)."""

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QHideEvent, QPainter, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.clock import seconds_for_people
from desktop_app.domain.changes import Changes
from desktop_app.domain.errors import Trouble
from desktop_app.domain.outgoing import Campaign, CampaignState, Outgoing, State
from desktop_app.domain.phone_grouping import international
from desktop_app.ui.announce import announce
from desktop_app.ui.models.paged import Index
from desktop_app.ui.models.paged import Role as ItemRole
from desktop_app.ui.models.under_way_model import CHECKING, UnderWayColumn, UnderWayModel, found_look
from desktop_app.ui.phone_words import sim_name
from desktop_app.ui.qt_virtual import qt_virtual
from desktop_app.ui.tabs.bulk.acting import Acting
from desktop_app.ui.tabs.bulk.campaign_parts import CampaignServices, Outcome
from desktop_app.ui.tabs.bulk.campaign_reader import CampaignReader, Facts
from desktop_app.ui.tabs.bulk.coming_back import ComingBack
from desktop_app.ui.tabs.bulk.next_step import Act, finish_words
from desktop_app.ui.tabs.bulk.said import counters, tr
from desktop_app.ui.tabs.bulk.step import PageTitle
from desktop_app.ui.tokens import CONTROL_SMALL, Role
from desktop_app.ui.widgets import cells
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.card import Card, Icon
from desktop_app.ui.widgets.data_table import DataTable
from desktop_app.ui.widgets.inline_message import InlineMessage
from desktop_app.ui.widgets.label import Label, Rule
from desktop_app.ui.widgets.runs import bold, filled
from desktop_app.ui.words import Tone, clock_time, day_and_time, number, trouble_parts

_MOST = 1000
"""Under way at most: a hundred a phone (domain.hand_over); more would be listed in Progress."""
_UNDER_WAY = frozenset({State.SENDING, State.UNSURE, State.ASK, State.ACCEPTED, State.TAKEN})
_DONE = ("delivered", "sent", "failed")
_WIDE = (60, 2.2, 1.4, 176, 2.1)
_NARROW = (52, 1.0, 0, 172, 0.98)
_TICK_S = 10.0
_TICK, _ROWS, _BEGAN = "welcome tick", "welcome rows", "welcome began"


class WelcomeBack(QWidget):
    """One campaign that was cut off; `campaign_asked` once the owner has decided."""

    left = Signal()
    campaign_asked = Signal(int)

    def __init__(self, services: CampaignServices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._ids: frozenset[int] | None = None
        self._outcome: Outcome | None = None
        self.reader = CampaignReader(services, "welcome back", self)
        self.reader.arrived.connect(self._show)
        self.acting = Acting(services, self)
        self.acting.done.connect(self._decided)
        self.acting.trouble.connect(self._show_trouble)
        self._title = PageTitle(self.tr("Welcome back"), self.tr("A campaign was running when SMS Desk closed."))
        self.later = Button(self.tr("Look around, decide later"))
        self.later.clicked.connect(self.left)
        self._title.add_action(self.later)
        self._trouble = InlineMessage(Tone.BAD, slim=True)
        self._trouble.hide()
        self.slip = ComingBack()
        self.slip.resume_pressed.connect(lambda: self._with(Act.RESUME))
        self.slip.stop_pressed.connect(self._ask_stop)
        self.model = UnderWayModel(self._sender, self)
        self.table = DataTable(_paint, _WIDE, name=self.tr("Messages that were under way"), row_height=53)
        self.table.setModel(self.model)
        self._lay_out()

    def _lay_out(self) -> None:
        card = Card(padding=1, gap=0)
        card.column.setContentsMargins(1, 0, 1, 0)
        head = QHBoxLayout()
        head.setContentsMargins(17, 10, 17, 9)
        self._table_title = Label("", Role.SUBTITLE)
        self._settled = Label("", Role.SMALL, "text2")
        head.addWidget(self._table_title)
        head.addStretch(1)
        head.addWidget(self._settled)
        card.column.addLayout(head)
        card.column.addWidget(Rule())
        card.column.addWidget(self.table, 1)
        card.column.addWidget(Rule())
        foot = QHBoxLayout()
        foot.setContentsMargins(17, 8, 17, 9)
        foot.setSpacing(8)
        foot.addWidget(Icon("info", "text2", size=16))
        words = self.tr("What stays unknown is marked “Not confirmed” and is never sent again on its own.")
        foot.addWidget(Label(words, Role.SMALL, "text2", wrap=True), 1)
        card.column.addLayout(foot)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.slip)
        row.addWidget(card, 1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        self._column.addWidget(self._title)
        self._column.addWidget(self._trouble)
        self._column.addLayout(row, 1)

    # What `BulkTab` calls

    def show_campaign(self, campaign: int) -> None:
        """Show what is known of a campaign; its messages under way are kept in view while they settle."""
        self._ids = self._outcome = None
        self.model.show_rows(())
        self._trouble.hide()
        start, outbox = self._services.tasks.start, self._services.store.outbox
        start(outbox.page(campaign, states=_UNDER_WAY, limit=_MOST), self._remember, name=_ROWS)
        start(outbox.outcome(campaign), self._remember_outcome, name=_BEGAN)
        self.reader.show_campaign(campaign)

    def changed(self, changes: Changes) -> None:
        """A commit was told."""
        if self.isVisible():
            self.reader.changed(changes)
            if changes.live and self.reader.facts is not None:
                self._say(self.reader.facts)

    def set_compact(self, *, compact: bool) -> None:
        """Follow the window's height."""
        self._column.setSpacing(8 if compact else 12)
        self._title.set_compact(compact=compact)
        self.later.set_size(CONTROL_SMALL if compact else 36)
        self.slip.set_compact(compact=compact)
        self.table.set_row_height(44 if compact else 53)
        self.table.set_widths(_NARROW if compact else _WIDE)

    # Reading

    def _remember(self, rows: list[Outgoing]) -> None:
        self._ids = frozenset(row.id for row in rows)
        self._show_rows(rows)

    def _remember_outcome(self, outcome: Outcome) -> None:
        self._outcome = outcome
        if self.reader.facts is not None:
            self._say(self.reader.facts)

    def _show(self, facts: Facts) -> None:
        if facts.campaign.state not in (CampaignState.PAUSED, CampaignState.SENDING):
            self._go_to_campaign()
            return
        self._say(facts)
        if self._ids:
            self._services.tasks.start(self._services.store.outbox.rows(self._ids), self._show_rows, name=_ROWS)

    def _show_rows(self, rows: list[Outgoing]) -> None:
        before = self.model.checking
        self.model.show_rows(rows)
        if self.reader.facts is not None:
            self._say(self.reader.facts)
        if before and not self.model.checking:
            announce(self, self.tr("Everything is checked. Nothing goes out until you press Resume."))

    # Saying

    def _say(self, facts: Facts) -> None:
        campaign, live = facts.campaign, self._services.store.live
        rows = self.model.rows
        now = live.server_now()
        self.slip.name.set_text(campaign.name)
        self.slip.count.setText(tr("%Ln messages", campaign.rows))
        last = self._outcome.last if self._outcome else None
        if last is not None:
            same_day = last.astimezone().date() == now.astimezone().date()
            time = clock_time(last) if same_day else day_and_time(last, now)
            self.slip.sentence.say(filled(tr("We stopped at {time}."), time=bold(time)))
        elif self._outcome is not None:
            self.slip.sentence.say(filled(tr("We stopped before the first message.")))
        self.slip.now.setText(tr("It is {time} now.").format(time=clock_time(now)))
        self._say_figures(campaign, rows)
        since = clock_time(last) if last else clock_time(campaign.created)
        finish = finish_words(campaign, facts.lanes, live.devices, now)
        self.slip.show_then(
            (
                tr("Replies since {time} are read before the first row.").format(time=since),
                tr("Same phones, same pace."),
                tr("Done {when}.").format(when=finish) if finish else "",
            )
        )
        self._say_ready(campaign)

    def _say_figures(self, campaign: Campaign, rows: list[Outgoing]) -> None:
        settled_done = dict.fromkeys(_DONE, 0)
        by_key = {counter.key: counter for counter in counters()}
        for row in rows:
            for key in _DONE:
                settled_done[key] += row.state in by_key[key].states
        counts = {key: by_key[key].count(campaign.counts) - settled_done[key] for key in _DONE}
        words = " · ".join(f"{by_key[key].words} {number(count)}" for key, count in counts.items() if count)
        self.slip.done.show_figure(sum(counts.values()), tr("are done"), words)
        back = sum(row.state is State.QUEUED for row in rows)
        self.slip.here.show_figure(campaign.waiting - back, tr("are still here"), tr("On this computer, untouched"))
        open_, total = self.model.checking, len(rows)
        settled = total - open_
        if open_:
            self.slip.checking.show_figure(
                total,
                tr("being checked with SmsGateway24"),
                tr("{settled} settled, {left} to go").format(settled=number(settled), left=number(open_)),
            )
        else:
            asks = sum(row.state is State.ASK for row in rows)
            text = tr("%Ln are not confirmed, you decide", asks) if asks else ""
            self.slip.checking.show_figure(total, tr("were under way and are checked"), text)
        self._table_title.setText(tr("The %Ln that were under way", total) if total else tr("Nothing was under way"))
        self._settled.setText(
            tr("{settled} of {total} settled").format(settled=number(settled), total=number(total)) if total else ""
        )

    def _say_ready(self, campaign: Campaign) -> None:
        open_ = sum(campaign.counts.get(state, 0) for state in CHECKING)
        known = self._ids is not None
        offline = self._services.store.live.connected is False
        reason = ""
        if open_ and offline:
            reason = tr("No internet connection. Checking goes on when it is back. Nothing is lost.")
        elif open_:
            reason = tr("Ready when the %Ln are checked.", open_)
        self.slip.show_resume(ready=known and not open_, reason=reason)

    def _sender(self, device_id: int, slot: int) -> tuple[str, str]:
        for device in self._services.store.live.devices:
            if device.id == device_id:
                sims = [sim for sim in device.sims if sim.slot == slot]
                return device.name, sim_name(sims[0]) if sims else ""
        return tr("Phone {id}").format(id=device_id), ""

    # Deciding

    def _with(self, act: Act) -> None:
        if self.reader.facts is not None:
            self.acting.act(act, self.reader.facts)

    def _ask_stop(self) -> None:
        if self.reader.facts is not None:
            self.acting.ask_stop(self.reader.facts)

    def _decided(self) -> None:
        if self._trouble.isHidden():
            self._go_to_campaign()

    def _go_to_campaign(self) -> None:
        campaign = self.reader.campaign
        self.reader.show_campaign(0)
        if campaign:
            self.campaign_asked.emit(campaign)

    def _show_trouble(self, trouble: Trouble) -> None:
        what, rest = trouble_parts(trouble)
        self._trouble.say(Tone.BAD, what, rest)
        self._trouble.show()
        announce(self, f"{what} {rest}", urgent=True)

    # Time

    def _tick(self) -> None:
        if self.isVisible():
            self.reader.refresh()
            self._tick_later()

    @qt_virtual
    def showEvent(self, event: QShowEvent) -> None:
        """Somebody looks."""
        super().showEvent(event)
        self._tick_later()

    def _tick_later(self) -> None:
        self._services.tasks.later(seconds_for_people(self._services.clock, _TICK_S), self._tick, name=_TICK)

    @qt_virtual
    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks."""
        super().hideEvent(event)
        self._services.tasks.stop(_TICK)


def _paint(painter: QPainter, rect: QRectF, index: Index) -> None:
    row: Outgoing = index.data(ItemRole.ITEM)
    words = str(index.data() or "")
    column = UnderWayColumn(index.column())
    if column is UnderWayColumn.NAME:
        cells.two_lines(painter, rect, words, international(row.phone), strong=True)
    elif column is UnderWayColumn.FOUND:
        look = found_look(row)
        cells.pill(painter, rect, look.word, look.tone, icon=look.icon)
    else:
        cells.line(painter, rect, words, Role.SMALL, "text2" if column is UnderWayColumn.ROW else "text")
