"""The receipt of a campaign: what became of every row, what is left to do, and what to keep (picture 15)."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.outgoing import Campaign, CampaignState, State
from desktop_app.domain.quiet_hours import parse
from desktop_app.domain.status import NOT_DELIVERED
from desktop_app.ui.qt_virtual import qt_virtual
from desktop_app.ui.tabs.bulk.campaign_parts import CampaignServices, Outcome
from desktop_app.ui.tabs.bulk.campaign_reader import Facts
from desktop_app.ui.tabs.bulk.keeping import Keeping
from desktop_app.ui.tabs.bulk.next_step import retriable
from desktop_app.ui.tabs.bulk.receipt_lines import (
    ReceiptText,
    as_text,
    causes_line,
    failed_on_our_side,
    receipt_text,
)
from desktop_app.ui.tabs.bulk.said import tr
from desktop_app.ui.tabs.bulk.to_do import ToDo, ToDoRow
from desktop_app.ui.tokens import Role
from desktop_app.ui.widgets.bars import Bar, Bars
from desktop_app.ui.widgets.label import Label
from desktop_app.ui.widgets.receipt_paper import LeaderRow, Perforation, ReceiptPaper
from desktop_app.ui.widgets.runs import Runs, bold, filled
from desktop_app.ui.widgets.scrolling import scrolling
from desktop_app.ui.words import Tone, number, span

_ROLES = {0: (Role.SMALL, "text2"), 1: (Role.BODY, "text"), 2: (Role.SUBTITLE, "text")}
_PAPER_WIDTH, _PAPER_WIDTH_LOW = 424, 380
_READ = "receipt"


class Receipt(QWidget):
    """Paper on the left, what is left to do on the right."""

    retry_asked = Signal()
    show_asked = Signal(str)
    """Show the rows of this counter."""
    report_asked = Signal()
    use_again = Signal()

    def __init__(self, services: CampaignServices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._facts: Facts | None = None
        self._shown: ReceiptText | None = None
        self._lines: list[QWidget] = []
        self.paper = ReceiptPaper(torn_top=True, margin=32)
        self.sentence = Runs(Role.SENTENCE)
        self.beneath = Label("", Role.BODY, "text2", wrap=True)
        self.to_do = ToDo(self.tr("What is left to do"), leads=True)
        self.keeping = Keeping()
        self.keeping.report_asked.connect(self.report_asked)
        self.keeping.use_again.connect(self.use_again)
        self._build_rows()
        self._lay_out()

    def _build_rows(self) -> None:
        self.retry = ToDoRow("rotate-cw", Tone.BAD)
        self.retry.pressed.connect(self.retry_asked)
        self.unreached = ToDoRow("phone-off", Tone.NEUTRAL)
        self.unreached.pressed.connect(lambda: self.show_asked.emit("failed"))
        self.unconfirmed = ToDoRow("circle-help", Tone.WARN)
        self.unconfirmed.pressed.connect(lambda: self.show_asked.emit("not confirmed"))
        self.rest = ToDoRow("monitor", Tone.NEUTRAL)
        self.rest.pressed.connect(lambda: self.show_asked.emit("skipped"))
        self.to_do.show_rows((self.retry, self.unreached, self.unconfirmed, self.rest))

    def _lay_out(self) -> None:
        right = QWidget()
        self._column = QVBoxLayout(right)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        self._column.addWidget(self.sentence)
        self._column.addWidget(self.beneath)
        self._column.addWidget(self.to_do)
        self._column.addWidget(self.keeping)
        self._column.addStretch(1)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(24)
        row.addWidget(self.paper, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(right, 1)
        area = scrolling(row, self.tr("Receipt"))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)
        self.set_compact(compact=False)

    # What is shown

    def show_facts(self, facts: Facts) -> None:
        """Show a campaign; its outcome is read when the receipt is looked at."""
        self._facts = facts
        if self.isVisible():
            self._read()

    @qt_virtual
    def showEvent(self, event: QShowEvent) -> None:
        """Somebody looks: read what it came to."""
        super().showEvent(event)
        self._read()

    def _read(self) -> None:
        facts = self._facts
        if facts is None:
            return
        self._services.tasks.start(
            self._services.store.outbox.outcome(facts.campaign.id),
            lambda outcome: self._show(facts, outcome),
            name=_READ,
        )

    def _show(self, facts: Facts, outcome: Outcome) -> None:
        text = receipt_text(facts, outcome)
        self._show_sentence(facts.campaign, outcome)
        self._show_to_do(facts)
        self.keeping.show_campaign(facts.campaign, text)
        if text != self._shown:
            self._shown = text
            self._show_paper(text)

    def _show_sentence(self, campaign: Campaign, outcome: Outcome) -> None:
        delivered, rows = campaign.counts.get(State.DELIVERED, 0), number(campaign.rows)
        self.sentence.say(
            filled(tr("{delivered} of {rows} have arrived."), delivered=bold(number(delivered)), rows=bold(rows))
        )
        sent = campaign.counts.get(State.SENT, 0)
        parts = []
        if sent:
            finished = campaign.state is CampaignState.FINISHED
            words = tr("%Ln went out without a delivery receipt.", sent)
            parts.append(words if finished else tr("%Ln went out; their receipts may still come.", sent))
        if campaign.state is CampaignState.FINISHED and campaign.finished_at is not None:
            parts.append(_done_in(campaign, outcome))
        self.beneath.setText(" ".join(parts))
        self.beneath.setVisible(bool(parts))

    def _show_to_do(self, facts: Facts) -> None:
        campaign, causes = facts.campaign, facts.causes
        ours = failed_on_our_side(causes)
        again = retriable(causes, facts.refused)
        failed = facts.refused + sum(count for _, count in ours)
        self.retry.show_count(
            failed,
            tr("%Ln failed on our side", failed),
            causes_line(ours, facts.refused),
            tr("Retry %Ln…", again) if again else "",
        )
        theirs = causes.get(NOT_DELIVERED, 0)
        self.unreached.show_count(
            theirs,
            tr("%Ln never reached their phone", theirs),
            tr("Switched off, or the number is gone. Not retried on its own."),
            tr("Show %Ln", theirs),
        )
        unsure = campaign.not_confirmed
        self.unconfirmed.show_count(
            unsure,
            tr("%Ln are not confirmed", unsure),
            tr("They may have gone out. Call rather than text again."),
            tr("Show %Ln", unsure),
        )
        unsent = campaign.counts.get(State.SKIPPED, 0) + campaign.counts.get(State.CANCELLED, 0)
        self.rest.show_count(
            unsent,
            tr("%Ln were not sent", unsent),
            tr("Stopped, or left out when their turn came."),
            tr("Show %Ln", unsent),
        )
        self.to_do.fit(tr("Nothing. Everything that could be done is done."))

    def _show_paper(self, text: ReceiptText) -> None:
        for widget in self._lines:
            self.paper.column.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._lines = []
        self._add(_centred(text.title, Role.STRONG, "text"))
        self._add(_centred(text.about, Role.CAPTION, "text2"))
        for index, block in enumerate(text.blocks):
            self._add(Perforation())
            for line in block:
                role, ink = _ROLES[line.weight]
                self._add(LeaderRow(line.words, line.value, role=role, ink=ink, note=line.note, swatch=line.swatch))
            if index == text.sum_block:
                self._add(Label(text.people, Role.SMALL, "text2"))
        if text.bars:
            self._add_bars(text)
        self.paper.setAccessibleName(self.tr("Receipt"))
        self.paper.setAccessibleDescription(as_text(text))

    def _add(self, widget: QWidget) -> None:
        self.paper.column.addWidget(widget)
        self._lines.append(widget)

    def _add_bars(self, text: ReceiptText) -> None:
        self._add(Perforation(double=True))
        bars = Bars(text.times[1], height=26, ink="text", gap=2)
        first, _, last = text.times
        bars.show_bars([Bar(bar) for bar in text.bars], f"{first} – {last}: {', '.join(map(number, text.bars))}")
        self._add(bars)
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        for words, side in zip(
            text.times,
            (Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignHCenter, Qt.AlignmentFlag.AlignRight),
            strict=True,
        ):
            label = Label(words, Role.CAPTION, "text2")
            label.setAlignment(side)
            row.addWidget(label, 1)
        self._add(holder)

    def set_compact(self, *, compact: bool) -> None:
        """A narrower paper in a low window."""
        self.paper.setFixedWidth(_PAPER_WIDTH_LOW if compact else _PAPER_WIDTH)
        self.paper.column.setSpacing(1 if compact else 4)
        side = 20 if compact else 32
        self.paper.column.setContentsMargins(side, 16, side, 22)
        self._column.setSpacing(8 if compact else 12)


def _centred(words: str, role: Role, ink: str) -> Label:
    label = Label(words, role, ink, wrap=True)
    label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    return label


def _done_in(campaign: Campaign, outcome: Outcome) -> str:
    began = outcome.first or campaign.started_at or campaign.created
    ended = campaign.finished_at or began
    words = tr("Done in {span}").format(span=span(ended - began))
    quiet = parse(campaign.delivery.quiet_hours)
    if quiet is not None and not quiet.holds(ended.astimezone()) and quiet.span(began.astimezone())[0] > ended:
        return tr("{done}, before quiet hours.").format(done=words)
    return f"{words}."
