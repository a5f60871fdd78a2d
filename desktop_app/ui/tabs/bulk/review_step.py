"""Step 6, Review: one sentence, its facts, three real messages, a tick, and the button that names the count."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from random import Random

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop_app.domain.changes import Changes
from desktop_app.domain.errors import Trouble
from desktop_app.domain.recipient import Group, Mark, PlanTotals
from desktop_app.services.queueing import CONSENT_NEEDED_ABOVE
from desktop_app.ui.tabs.bulk import review_words as words
from desktop_app.ui.tabs.bulk.agree_box import AgreeBox
from desktop_app.ui.tabs.bulk.draft import Draft
from desktop_app.ui.tabs.bulk.review_changes import Fact, changed
from desktop_app.ui.tabs.bulk.review_paper import ReviewPaper
from desktop_app.ui.tabs.bulk.review_recent import RecentFacts
from desktop_app.ui.tabs.bulk.said import tr
from desktop_app.ui.tabs.bulk.sample_picker import SamplePicker
from desktop_app.ui.tabs.bulk.samples_box import SamplesBox
from desktop_app.ui.tabs.bulk.step import Action, Step
from desktop_app.ui.tabs.bulk.test_text import TestText

MESSAGE, CHECK, DELIVERY = 2, 3, 4
"""Numbers of the steps that facts lead back to; `steps` puts them in this order."""
_SIDE, _SIDE_LOW = 384, 352
_TICK_S = 30.0
_LEADS_TO = {Fact.FROM: DELIVERY, Fact.WHEN: DELIVERY, Fact.LIMIT: DELIVERY, Fact.COSTS: MESSAGE}
_SHOWS: dict[Fact, Group | Mark] = {Fact.LEFT_OUT: Group.SAME_TEXT, Fact.TWICE: Mark.SAME_PERSON}


class ReviewStep(Step):
    """What is about to go out. Nothing leaves without the press of its button."""

    edit_asked = Signal(int)
    """The step to go back to."""
    group_asked = Signal(object)
    """The group or mark step Check should show; told before `edit_asked`."""
    sent = Signal(int)
    """The campaign that was queued; it waits for `sending.begin`."""

    def __init__(self, draft: Draft, parent: QWidget | None = None, *, rng: Random | None = None) -> None:
        """Build the page; `rng` picks the messages on show."""
        super().__init__(draft, parent)
        self._counting = 0
        self._reading = self._sending = self._gone_on = self._here = False
        self.test = TestText(draft.services, self)
        self.paper = ReviewPaper()
        self.samples = SamplesBox()
        self.picker = SamplePicker(draft, self.samples, rng or Random())
        self.consent = AgreeBox()
        self.recent = RecentFacts(draft, self.paper, self._count, self._freshen)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._side = QWidget()
        self._side.setFixedWidth(_SIDE)
        self._right = QVBoxLayout(self._side)
        self._right.setContentsMargins(0, 0, 0, 0)
        self._right.setSpacing(12)
        self._right.addWidget(self.samples)
        self._right.addWidget(self.consent)
        self._right.addStretch(1)
        page = QWidget()
        page.setProperty("scrolled", "true")
        inside = QHBoxLayout(page)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(16)
        left = QVBoxLayout()
        left.addWidget(self.paper)
        left.addStretch(1)
        inside.addLayout(left, 1)
        inside.addWidget(self._side)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.area.setAccessibleName(self.tr("What will go out"))
        self.area.setWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.test)
        column.addWidget(self.area, 1)

    def _connect(self) -> None:
        self.paper.edit_asked.connect(self._lead)
        self.paper.renamed.connect(self._rename)
        self.paper.replies.show_asked.connect(lambda: self._show_group(Group.OPTED_OUT))
        self.paper.replies.again_asked.connect(self._freshen)
        self.paper.replies.anyway_asked.connect(self._go_on_anyway)
        self.samples.refresh_asked.connect(self.picker.pick)
        self.consent.test_asked.connect(lambda: self.test.send(self.samples.first_text))
        self.consent.agreed.connect(lambda _: self.action_changed.emit())
        self.test.told.connect(self._test_told)
        self.draft.delivery_changed.connect(self._show_if_here)
        self.draft.totals_changed.connect(self._show_if_here)
        self.destroyed.connect(self.draft.services.store.subscribe(self._changed))

    # Coming and going

    def enter(self) -> None:
        """Read replies up to now, count again, and show what would go out."""
        self._here = True
        self._sending = self._gone_on = False
        self.recent.enter()
        self.consent.tick.setChecked(False)
        self.consent.show_number(self.test.number)
        self.draft.follow_devices()
        self._freshen()
        self._show()
        self._keep_time()
        self.area.setFocus()  # neither the name nor the tick: a key held too long must change nothing

    def leave(self) -> None:
        """Stop following the time."""
        self._here = False

    def _keep_time(self) -> None:
        if self._here:
            self._show()
            self.draft.services.tasks.later(_TICK_S, self._keep_time, name="bulk review time")

    def _changed(self, changes: Changes) -> None:
        if self._here and changes.do_not_text and not self._reading:
            self._freshen()

    def _show_if_here(self) -> None:
        if self._here:
            self._show()

    # Reading and counting

    def _freshen(self) -> None:
        self._reading = True
        self._gone_on = False
        self.paper.replies.show_reading()
        self._count(self.draft.bulk.freshen, self.show_replies)

    def _count(self, make: Callable[[], object], done: Callable[[PlanTotals], None] | None = None) -> None:
        self._counting += 1
        self.action_changed.emit()
        self.draft.ask(make, partial(self._counted, done), on_trouble=self._not_counted)  # type: ignore[arg-type]

    def _counted(self, done: Callable[[PlanTotals], None] | None, totals: PlanTotals) -> None:
        self._counting -= 1
        self.draft.set_delivery(self.draft.delivery.with_rows(totals.ready))
        if done is not None:
            done(totals)
        self.draft.totals_changed.emit()
        if self._here:
            self.picker.pick()

    def _not_counted(self, trouble: Trouble) -> None:
        self._counting -= 1
        self._reading = False
        self.paper.replies.show_failed(trouble)
        self._show()

    def show_replies(self, totals: PlanTotals) -> None:
        """Show how reading the replies ended."""
        self._reading = False
        bulk = self.draft.bulk
        line = self.paper.replies
        line.setVisible(bulk.replies is not None or bulk.replies_trouble is not None)
        if bulk.replies_trouble is not None:
            line.show_failed(bulk.replies_trouble)
        elif bulk.replies is not None:
            left_out = totals.left_out.get(Group.OPTED_OUT, 0)
            line.show_read(len(bulk.replies), left_out, self.draft.services.clock.wall())

    def _go_on_anyway(self) -> None:
        self._gone_on = True
        self.paper.replies.show_gone_on()
        self._show()

    @property
    def _replies_missing(self) -> bool:
        return self.draft.bulk.replies_trouble is not None and not self._gone_on

    # Showing

    def _show(self) -> None:
        totals, choice, services = self.draft.totals, self.draft.delivery, self.draft.services
        if totals is None:
            return
        now = services.clock.wall().astimezone()
        told = self.draft.forecast()
        different = changed(choice, totals, in_quiet=choice.in_quiet(now, self.draft.quiet_span))
        self.paper.show_name(self.draft.name, self._usual_name(), now)
        self.paper.sentence.say(words.head(totals))
        shown = {
            Fact.FROM: words.senders(choice),
            Fact.WHEN: words.when(choice, told, now, self.draft.quiet_span),
            Fact.LIMIT: words.limit(choice, now),
            Fact.COSTS: words.costs(totals),
            Fact.LEFT_OUT: words.left_out(totals),
            Fact.TWICE: words.twice(totals),
        }
        for fact, runs in shown.items():
            self.paper.facts[fact].show_fact(runs, changed=fact in different)
        self.recent.show_totals(totals)
        self.paper.show_undo(words.undo(choice, services.settings().undo_s, now))
        self.consent.show_people(totals.people, required=totals.people > CONSENT_NEEDED_ABOVE)
        self.action_changed.emit()

    # Acting on facts

    def _lead(self, fact: Fact) -> None:
        if fact is Fact.RECENT:
            self.recent.press_recent()
        elif fact is Fact.REPEATED:
            self.recent.press_repeated()
        elif fact in _SHOWS:
            self._show_group(_SHOWS[fact])
        else:
            self.edit_asked.emit(_LEADS_TO[fact])

    def _show_group(self, group: Group | Mark) -> None:
        self.group_asked.emit(group)
        self.edit_asked.emit(CHECK)

    def _rename(self, name: str) -> None:
        self.draft.name = name.strip()

    def _usual_name(self) -> str:
        return Path(self.draft.file_name).stem or self.tr("Bulk send")

    # The test

    def _test_told(self, told: str) -> None:
        self.test.hide()
        self.consent.show_test(told)

    # The step

    def action(self) -> Action:
        """Send, with the count; and why it cannot be pressed yet."""
        totals = self.draft.totals
        ready = totals.ready if totals else 0
        send = tr("Send %Ln messages", ready) if ready != 1 else tr("Send 1 message")
        reason = self._why_not(totals)
        return Action(send, reason, enabled=not reason, icon="send", trailing="")

    def _why_not(self, totals: PlanTotals | None) -> str:
        if self._sending:
            return self.tr("Getting the messages ready…")
        if self._reading:
            return self.tr("Reading replies…")
        if self._counting:
            return self.tr("Counting again…")
        if totals is None or not totals.ready:
            return self.tr("No message is ready.")
        if not self.draft.delivery.delivery().shares:
            return self.tr("Choose a phone on Delivery first.")
        if self._replies_missing:
            return self.tr("Replies could not be read. Try again, or go on anyway.")
        if totals.people > CONSENT_NEEDED_ABOVE and not self.consent.tick.isChecked():
            return self.tr("Tick “These people agreed” first.")
        return ""

    def press(self) -> None:
        """Queue the messages; the campaign is told by `sent`."""
        if self._why_not(self.draft.totals):
            return
        self._sending = True
        self.action_changed.emit()
        self.draft.ask(
            partial(
                self.draft.bulk.send,
                self.draft.name or self._usual_name(),
                self.draft.delivery.delivery(),
                consent=self.consent.tick.isChecked(),
                keep_phone=self.draft.delivery.keep_phone,
            ),
            self._queued,
            on_trouble=self._not_queued,
        )

    def _queued(self, campaign: int) -> None:
        self._sending = False
        if self._gone_on:
            services = self.draft.services
            at = services.clock.wall().isoformat()
            services.tasks.start(
                services.store.settings.put(f"sent without replies {campaign}", at), name="bulk without replies"
            )
        self.sent.emit(campaign)

    def _not_queued(self, trouble: Trouble) -> None:
        self._sending = False
        self.draft.trouble.emit(trouble)
        self._show()

    def set_compact(self, *, compact: bool) -> None:
        """All in one thing that scrolls, the tick before the messages."""
        super().set_compact(compact=compact)
        self._side.setFixedWidth(_SIDE_LOW if compact else _SIDE)
        self.paper.set_compact(compact=compact)
        self._right.removeWidget(self.consent)
        self._right.insertWidget(0 if compact else 1, self.consent)
