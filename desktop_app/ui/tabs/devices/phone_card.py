"""One phone: name (changed in place), state, when it was seen, its 24 hours, its SIMs, its messages of today."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from desktop_app.domain.attention import SimUse
from desktop_app.domain.device import Device, Reach
from desktop_app.ui.phone_words import (
    REACH_TONE,
    describe,
    device_tags,
    model_name,
    phone_name,
    reach_word,
    seen,
    sim_tags,
)
from desktop_app.ui.qt_virtual import qt_virtual
from desktop_app.ui.tabs.devices.facts import Day
from desktop_app.ui.tabs.devices.phone_lines import Figures, SimLines
from desktop_app.ui.tabs.devices.phone_name import PhoneName
from desktop_app.ui.tokens import Role
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.label import Label, Rule
from desktop_app.ui.widgets.pill import Pill
from desktop_app.ui.widgets.sparkline import Sparkline
from desktop_app.ui.widgets.strip import Strip, StripDay

_STRIP, _LOW_STRIP = 42, 28
_OPEN = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


@dataclass(frozen=True)
class CardFacts:
    """What a card shows beside what the service tells of the phone."""

    day: Day = field(default_factory=Day)
    strip: StripDay | None = None
    sent: tuple[int, ...] = ()
    """By steps of today, for the line."""
    limits: Mapping[int, SimUse] = field(default_factory=dict)


class PhoneCard(Card):
    """`show_phone` when its facts change, `tick` each second.

    `asked(id)` by a click or Enter; `renamed(id, name)` when the owner has typed a name.
    """

    asked = Signal(int)
    renamed = Signal(int, str)

    def __init__(self, device: Device, parent: QWidget | None = None) -> None:
        super().__init__(padding=16, gap=6, parent=parent)
        self._device = device
        self._facts = CardFacts()
        self._reach: Reach | None = None
        self.setProperty("opens", "true")
        self.setProperty("ringed", "true")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click must not hold the order of the cards
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setAccessibleDescription(self.tr("Press Enter for its details."))
        self.name = PhoneName()
        self.name.renamed.connect(lambda name: self.renamed.emit(self._device.id, name))
        self.state = Pill()
        self.head.addWidget(self.name, 1)
        self.head.addWidget(self.state)
        self.column.addLayout(self.head)
        self.seen = Label("", Role.SUBTITLE)
        self._aside = Label("", Role.CAPTION, "text2")
        self._build_seen_line()
        self._strip = Strip(height=_STRIP)
        self.column.addWidget(self._strip)
        self._sims = SimLines()
        self.column.addWidget(self._sims)
        self.column.addStretch(1)
        self._rule = Rule()
        self.column.addWidget(self._rule)
        self.figures = Figures(
            (self.tr("Sent today"), self.tr("Delivered"), self.tr("Failed"), self.tr("Waiting")),
            (self.tr("sent"), self.tr("delivered"), self.tr("failed"), self.tr("waiting")),
        )
        self._line = Sparkline(self.tr("Sent today"), width=92, height=30)
        self._foot = QHBoxLayout()
        self._foot.setSpacing(12)
        self._foot.addWidget(self.figures, 1)
        self._foot.addWidget(self._line, 0, Qt.AlignmentFlag.AlignVCenter)
        self.column.addLayout(self._foot)
        self._show_device()

    def _build_seen_line(self) -> None:
        line = QHBoxLayout()
        line.addWidget(self.seen)
        line.addStretch(1)
        line.addWidget(self._aside)
        self.column.addLayout(line)

    @property
    def device(self) -> Device:
        """The phone shown."""
        return self._device

    def show_phone(self, device: Device) -> None:
        """Show other facts of the same phone."""
        if device != self._device:
            self._device = device
            self._show_device()

    def show_facts(self, facts: CardFacts) -> None:
        """Show today's messages and the last 24 hours."""
        if facts == self._facts:
            return
        if facts.limits != self._facts.limits:
            self._sims.show_sims(self._device, facts.limits)
        self._facts = facts
        self.figures.show_day(facts.day)
        self._strip.show_day(facts.strip)
        self._show_line()

    def tick(self, now: datetime, *, connected: bool) -> None:
        """Show how old its last sign of life is at `now` (the gateway's time).

        What assistive technology calls the card follows, but not each second under the keyboard: that would be read
        out again and again.
        """
        told = seen(self._device, now, connected=connected)
        self.seen.setText(told.line)
        self.seen.set_ink(told.ink)
        self._aside.setText(told.aside)
        reach = self._device.reach(now, connected=connected)
        changed = reach is not self._reach
        if changed:
            self._reach = reach
            self.state.show_state(reach_word(reach), REACH_TONE[reach])
            self._show_line()
        if changed or not self.hasFocus():
            self._say(now, connected=connected)

    def set_compact(self, *, compact: bool) -> None:
        """Save height in a low window: a lower strip, numbers and tags on one line."""
        self.figures.set_compact(compact=compact)
        self._strip.set_height(_LOW_STRIP if compact else _STRIP, times=not compact)
        self._rule.setVisible(not compact)
        self._line.setVisible(not compact)
        edge = 10 if compact else 16
        self.column.setContentsMargins(16, edge - 2, 16, edge)
        self.column.setSpacing(6)
        if compact:
            self._foot.addWidget(self._sims)
        else:
            self.column.insertWidget(self.column.indexOf(self._strip) + 1, self._sims)
        self._sims.set_compact(compact=compact)
        self._sims.show_sims(self._device, self._facts.limits)

    def _show_device(self) -> None:
        self.name.show_name(phone_name(self._device), model_name(self._device))
        self._sims.show_sims(self._device, self._facts.limits)

    def _show_line(self) -> None:
        words = self.tr("%Ln messages sent today", "", self._facts.day.sent)
        self._line.show_counts(self._facts.sent, words, quiet=self._reach in (Reach.OFFLINE, Reach.UNKNOWN))

    def _say(self, now: datetime, *, connected: bool) -> None:
        limits = self._facts.limits
        tags = [tag for sim in self._device.sims for tag in sim_tags(sim, limits.get(sim.slot))]
        parts = (
            describe(self._device, now, connected=connected),
            *(tag.text for tag in (*tags, *device_tags(self._device))),
            self.figures.words,
        )
        self.setAccessibleName(", ".join(parts))

    # --- pointer and keyboard

    @qt_virtual
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click opens the phone's details."""
        inside = self.rect().contains(event.position().toPoint())
        if event.button() is Qt.MouseButton.LeftButton and inside and not self.name.editing:
            self.asked.emit(self._device.id)

    @qt_virtual
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the click that a release may end."""
        event.accept()

    @qt_virtual
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the phone's details, F2 its name."""
        if self.hasFocus() and event.key() in _OPEN:
            self.asked.emit(self._device.id)
        elif self.hasFocus() and event.key() == Qt.Key.Key_F2:
            self.name.pencil.click()
        else:
            super().keyPressEvent(event)

    @qt_virtual
    def enterEvent(self, event: QEnterEvent) -> None:
        """Offer the pencil."""
        super().enterEvent(event)
        self.name.show_pencil(wanted=True)

    @qt_virtual
    def leaveEvent(self, event: QEvent) -> None:
        """Take the pencil back."""
        super().leaveEvent(event)
        self.name.show_pencil(wanted=self.hasFocus())

    @qt_virtual
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Offer the pencil to the keyboard too."""
        super().focusInEvent(event)
        self.name.show_pencil(wanted=True)

    @qt_virtual
    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the pencil back."""
        super().focusOutEvent(event)
        self.name.show_pencil(wanted=self.underMouse())
