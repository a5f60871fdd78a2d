"""One campaign: head, Progress and receipt, and the undo bar before it begins. `BulkTab` shows it after Send."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop_app.clock import seconds_for_people
from desktop_app.domain.changes import Changes
from desktop_app.domain.errors import Trouble
from desktop_app.domain.outgoing import CampaignState, Decision, WaitingFor
from desktop_app.ui.announce import announce
from desktop_app.ui.qt_virtual import qt_virtual
from desktop_app.ui.tabs.bulk.acting import Acting
from desktop_app.ui.tabs.bulk.campaign_note import campaign_note
from desktop_app.ui.tabs.bulk.campaign_parts import CampaignServices
from desktop_app.ui.tabs.bulk.campaign_reader import CampaignReader, Facts
from desktop_app.ui.tabs.bulk.next_step import (
    Act,
    head_line,
    may_pause_too,
    may_stop,
    next_step,
    percent,
    retriable,
    span_line,
    until_words,
)
from desktop_app.ui.tabs.bulk.progress import Progress
from desktop_app.ui.tabs.bulk.progress_head import MESSAGES, RECEIPT, ProgressHead
from desktop_app.ui.tabs.bulk.receipt import Receipt
from desktop_app.ui.tabs.bulk.retry_dialog import offered
from desktop_app.ui.tabs.bulk.said import standing, tr
from desktop_app.ui.widgets.inline_message import InlineMessage
from desktop_app.ui.widgets.undo_bar import UndoBar
from desktop_app.ui.words import Tone, trouble_parts

_TICK_S = 1.0
_TICK = "campaign tick"
_TOLD_S = 8.0
_QUARTERS = (100, 75, 50, 25)


class CampaignView(QWidget):
    """Shows one campaign and lets the owner act on it."""

    left = Signal()
    use_again = Signal()
    sign_in_asked = Signal()
    devices_asked = Signal()

    def __init__(self, services: CampaignServices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._compact = False
        self._view_chosen = False
        self._quarter: int | None = None
        self._state_told: tuple[CampaignState, str] | None = None
        self.reader = CampaignReader(services, "progress", self)
        self.reader.arrived.connect(self._show)
        self.acting = Acting(services, self)
        self.head = ProgressHead()
        self.progress = Progress(services)
        self.receipt = Receipt(services)
        self.told = InlineMessage(Tone.OK, slim=True)
        self.told.hide()
        self.undo = UndoBar(self, self.tr("Undo"), tip=self.tr("Undo (Ctrl+Shift+Backspace)"))
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._pages = QStackedWidget()
        self._pages.addWidget(self.progress)
        self._pages.addWidget(self.receipt)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        self._column.addWidget(self.head)
        self._column.addWidget(self.told)
        self._column.addWidget(self._pages, 1)

    def _connect(self) -> None:
        self.head.left.connect(self.left)
        self.head.pressed.connect(lambda act: self._with(lambda facts: self.acting.act(Act(act), facts)))
        self.head.stop_asked.connect(lambda: self._with(self.acting.ask_stop))
        self.head.pause_asked.connect(lambda: self._with(lambda facts: self.acting.pause(facts.campaign)))
        self.head.export_asked.connect(
            lambda kind: self._with(lambda facts: self.acting.ask_file(facts.campaign, kind))
        )
        self.head.view_chosen.connect(self._choose_view)
        self.progress.retry_asked.connect(lambda: self._with(self.acting.ask_retry))
        self.progress.decided.connect(
            lambda chosen: self._with(lambda facts: self.acting.decide(facts, Decision(chosen)))
        )
        self.progress.note_pressed.connect(self._act_on_note)
        self.receipt.retry_asked.connect(lambda: self._with(self.acting.ask_retry))
        self.receipt.show_asked.connect(self._show_filtered)
        self.receipt.report_asked.connect(
            lambda: self._with(lambda facts: self.acting.ask_file(facts.campaign, "xlsx"))
        )
        self.receipt.use_again.connect(self.use_again)
        self.undo.undone.connect(self._undo)
        self.acting.trouble.connect(self._show_trouble)
        self.acting.told.connect(self._tell)
        self.acting.done.connect(self.reader.refresh)
        self.acting.sign_in_asked.connect(self.sign_in_asked)
        self.acting.devices_asked.connect(self.devices_asked)
        for keys, slot in (("Ctrl+Shift+Backspace", self._undo), ("Ctrl+.", self._pause_or_resume)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
            shortcut.activated.connect(slot)
        self._panes = QShortcut(QKeySequence("F6"), self)
        self._panes.activated.connect(lambda: self.undo.button.setFocus(Qt.FocusReason.ShortcutFocusReason))
        self._panes.setEnabled(False)

    def _with(self, do: object) -> None:
        if self.reader.facts is not None and callable(do):
            do(self.reader.facts)

    # What `BulkTab` calls

    def show_campaign(self, campaign: int) -> None:
        """Show a campaign; a finished one begins with its receipt."""
        self._view_chosen = False
        self._quarter = self._state_told = None
        self.told.hide()
        self.undo.hide()
        self._turn(MESSAGES)
        self.progress.show_campaign(campaign)
        self.reader.show_campaign(campaign)

    def changed(self, changes: Changes) -> None:
        """A commit was told: read again what is shown, merged."""
        if not self.isVisible():
            return
        if self.reader.concerns(changes):
            self.reader.refresh()
            self.progress.changed(changes)
        elif (changes.live or changes.devices) and self.reader.facts is not None:
            self._show_live(self.reader.facts)

    def set_compact(self, *, compact: bool) -> None:
        """Follow the window's height."""
        self._compact = compact
        self._column.setSpacing(8 if compact else 12)
        self.head.set_compact(compact=compact)
        self.progress.set_compact(compact=compact)
        self.receipt.set_compact(compact=compact)
        if self.reader.facts is not None:
            self._show(self.reader.facts)

    # Showing

    def _show(self, facts: Facts) -> None:
        campaign = facts.campaign
        if not self._view_chosen and (campaign.state is CampaignState.FINISHED or campaign.all_out):
            self._turn(RECEIPT)
        self.progress.show_counts(campaign, facts.lanes, facts.undecided)
        self.progress.show_left_out(facts.left_out)
        self.progress.show_retriable(facts.refused + sum(count for _, count in offered(facts.causes)))
        self.receipt.show_facts(facts)
        self._show_live(facts)
        self.acting.follow_stop(facts)
        self._announce(facts)

    def _show_live(self, facts: Facts) -> None:
        campaign, live = facts.campaign, self._services.store.live
        now = live.server_now()
        waits = live.campaign.get(campaign.id)
        shown = standing(campaign, waits.waiting if waits else WaitingFor.NOTHING, until_words(live, campaign.id, now))
        self.head.show_state(campaign.name, shown.words, shown.tone, shown.icon)
        step = next_step(campaign, live, retriable(facts.causes, facts.refused))
        self.head.show_step(step, stop=may_stop(campaign), pause=may_pause_too(step))
        self.head.show_line(
            span_line(campaign, short=self._compact)
            if self._pages.currentIndex() == RECEIPT
            else head_line(campaign, facts.lanes, live, short=self._compact)
        )
        self.progress.show_note(campaign_note(campaign, live, shown))
        self.progress.show_lanes(facts.lanes)
        self._show_undo(facts)

    def _choose_view(self, view: int) -> None:
        self._view_chosen = True
        self._turn(view)
        if self.reader.facts is not None:
            self._show(self.reader.facts)

    def _turn(self, view: int) -> None:
        self.head.view.choose(view)
        self._pages.setCurrentIndex(view)

    def _act_on_note(self, act: str) -> None:
        if act == Act.SHOW_FAILED:
            self.progress.filter("failed")
        else:
            self._with(lambda facts: self.acting.act(Act(act), facts))

    def _show_filtered(self, key: str) -> None:
        self._choose_view(MESSAGES)
        self.progress.filter(key)

    # Undo

    def _show_undo(self, facts: Facts) -> None:
        campaign = facts.campaign
        starting = campaign.state is CampaignState.STARTING
        appears = starting and not self.undo.isVisible()
        self._panes.setEnabled(starting)
        if not starting:
            self.undo.hide()
            return
        whole = max(self._services.settings().undo_s, 1.0)
        left = self._undo_left(facts, whole)
        words = tr("Sending %Ln messages in", campaign.rows)
        seconds = tr("{n} s").format(n=max(round(left), 0))
        self.undo.show_left(words, seconds, left / whole)
        if appears:
            announce(
                self.undo,
                tr("{words} {seconds}. Undo: F6 or Ctrl+Shift+Backspace.").format(words=words, seconds=seconds),
            )

    def _undo_left(self, facts: Facts, whole: float) -> float:
        live = self._services.store.live
        waits = live.campaign.get(facts.campaign.id)
        if waits is not None and waits.until is not None:
            return live.seconds_left(waits.until)
        return whole + live.seconds_left(facts.campaign.created)

    def _undo(self) -> None:
        if self.undo.isVisible():
            self._with(lambda facts: self.acting.act(Act.UNDO, facts))

    def _pause_or_resume(self) -> None:
        facts = self.reader.facts
        if facts is None or not self.isVisible():
            return
        step = next_step(facts.campaign, self._services.store.live, 0)
        if step.act in (Act.PAUSE, Act.RESUME):
            self.acting.act(step.act, facts)
        elif may_pause_too(step):
            self.acting.pause(facts.campaign)

    # Telling

    def _announce(self, facts: Facts) -> None:
        campaign = facts.campaign
        done = percent(campaign)
        quarter = next((one for one in _QUARTERS if done >= one), 0)
        if self._quarter is not None and quarter > self._quarter:
            announce(self, tr("{percent} % of {name} done").format(percent=quarter, name=campaign.name))
        self._quarter = quarter
        state = (campaign.state, str(campaign.paused_by or ""))
        if self._state_told is not None and state != self._state_told:
            shown = standing(campaign)
            urgent = campaign.state is CampaignState.PAUSED and shown.tone is Tone.WARN
            announce(self, ". ".join(part for part in (shown.words, shown.line) if part), urgent=urgent)
        self._state_told = state

    def _tell(self, words: str) -> None:
        self.told.say(Tone.OK, "", words)
        self.told.show()
        announce(self, words)
        seconds = seconds_for_people(self._services.clock, _TOLD_S)
        self._services.tasks.later(seconds, self.told.hide, name="campaign told")

    def _show_trouble(self, trouble: Trouble) -> None:
        what, rest = trouble_parts(trouble)
        self.told.say(Tone.BAD, what, rest)
        self.told.show()
        announce(self, f"{what} {rest}", urgent=True)

    # Time

    def _tick(self) -> None:
        if self.reader.facts is not None:
            self._show_live(self.reader.facts)
        if self.isVisible():
            self._tick_later()

    @qt_virtual
    def showEvent(self, event: QShowEvent) -> None:
        """Somebody looks: read again and count down."""
        super().showEvent(event)
        self.reader.refresh()
        self._tick_later()

    def _tick_later(self) -> None:
        self._services.tasks.later(seconds_for_people(self._services.clock, _TICK_S), self._tick, name=_TICK)

    @qt_virtual
    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks."""
        super().hideEvent(event)
        self._services.tasks.stop(_TICK)
