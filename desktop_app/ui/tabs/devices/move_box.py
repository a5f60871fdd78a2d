"""Giving what waits for silent phones to another phone: to which, what can't be moved, one button with the count."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.device import Device, Reach, Sim
from desktop_app.domain.outgoing import Share
from desktop_app.ui.phone_words import device_tags, phone_name, reach_word, sim_name, sim_tags, sims_shown, worst_first
from desktop_app.ui.qt_virtual import qt_virtual
from desktop_app.ui.tokens import Role
from desktop_app.ui.widgets.button import Button, Kind
from desktop_app.ui.widgets.card import Card, Icon
from desktop_app.ui.widgets.choice import Select
from desktop_app.ui.widgets.inline_message import InlineMessage
from desktop_app.ui.widgets.label import Label
from desktop_app.ui.words import Tone


@dataclass(frozen=True)
class Target:
    """A phone and SIM that could take over, in words."""

    share: Share
    words: str


class MoveBox(Card):
    """`chosen(share, confirmed)` when the button was pressed; `put_away` when the owner keeps them where they are."""

    chosen = Signal(object, bool)
    put_away = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(padding=14, gap=8, parent=parent)
        self._targets: tuple[Target, ...] = ()
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(Icon("shuffle", "text2"))
        self.line = Label("", Role.STRONG, wrap=True)
        row.addWidget(self.line, 1)
        self.to = Select(self.tr("Phone that takes over"), icon="smartphone")
        self.to.currentIndexChanged.connect(self._other)
        row.addWidget(self.to)
        self.keep = Button(self.tr("Keep them there"), Kind.GHOST)
        self.keep.clicked.connect(self.put_away)
        row.addWidget(self.keep)
        self.move_button = Button("", Kind.PRIMARY)
        self.move_button.clicked.connect(lambda: self._press(confirmed=False))
        row.addWidget(self.move_button)
        self.column.addLayout(row)
        notes = QVBoxLayout()
        notes.setContentsMargins(28, 0, 0, 0)
        notes.setSpacing(2)
        self.stays = Label("", Role.SMALL, "warn", wrap=True)
        self.undo = Label("", Role.SMALL, "text2", wrap=True)
        notes.addWidget(self.stays)
        notes.addWidget(self.undo)
        self.column.addLayout(notes)
        self.doubt = InlineMessage(Tone.WARN, slim=True)
        self.doubt.pressed.connect(lambda: self._press(confirmed=True))
        self.doubt.hide()
        self.column.addWidget(self.doubt)

    def show_queue(self, phones: Sequence[Device], here: int, handed_over: int, targets: Sequence[Target]) -> None:
        """Show what waits for `phones` here, what they have already, and who could take over."""
        one = len(phones) == 1
        name = phone_name(phones[0]) if one else self.tr("%Ln phones", "", len(phones))
        self.line.setText(self.tr("Move %Ln messages from {name} to", "", here).format(name=name))
        self.setAccessibleName(self.line.text())
        have = self.tr(
            "%Ln more were handed over already: they can’t be moved and may still go out there.", "", handed_over
        )
        self.stays.setText(have)
        self.stays.setVisible(handed_over > 0)
        self._show_targets(tuple(targets))
        self.undo.setText(
            self.tr("There is no Undo. What still waits then can be moved once more.")
            if targets
            else self.tr("There is no other phone in this account. Add one, or bring this one back.")
        )
        self.move_button.setText(self.tr("Move %Ln messages", "", here))
        self.move_button.updateGeometry()
        self.move_button.setVisible(bool(targets))
        self.move_button.setEnabled(here > 0)

    def say_doubt(self, head: str, text: str) -> None:
        """The phone chosen can't send now: ask once more."""
        self.doubt.say(Tone.WARN, head, text, button=self.tr("Move anyway"))
        self.doubt.show()

    def set_busy(self, *, busy: bool) -> None:
        """Take no clicks while moving."""
        self.move_button.set_busy(self.tr("Moving…") if busy else "")
        self.doubt.hide()

    def _show_targets(self, targets: tuple[Target, ...]) -> None:
        if targets == self._targets:
            return
        before = self._share()
        self._targets = targets
        blocked = QSignalBlocker(self.to)
        self.to.clear()
        self.to.addItems([target.words for target in targets])
        kept = next((place for place, target in enumerate(targets) if target.share == before), 0)
        self.to.setCurrentIndex(kept if targets else -1)
        blocked.unblock()
        self.to.setVisible(bool(targets))
        self.to.updateGeometry()

    def _share(self) -> Share | None:
        place = self.to.currentIndex()
        return self._targets[place].share if 0 <= place < len(self._targets) else None

    def _other(self) -> None:
        self.doubt.hide()

    def _press(self, *, confirmed: bool) -> None:
        share = self._share()
        if share is not None:
            self.chosen.emit(share, confirmed)

    @qt_virtual
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stay as high as the words need at this width, however low the window is."""
        super().resizeEvent(event)
        self.setMinimumHeight(self.column.heightForWidth(self.width()) + 2)


def targets_for(devices: Sequence[Device], without: Sequence[Device], now: datetime) -> list[Target]:
    """Who could take over: online first, those with a reason against them last."""
    silent = {device.id for device in without}
    ranked = []
    for device in devices:
        if device.id in silent or device.hidden:
            continue
        reach = device.reach(now)
        for sim in sims_shown(device) or (Sim(0),):
            reasons = _reasons(device, sim, reach)
            words = " · ".join((phone_name(device), sim_name(sim), *reasons))
            place = (reach is not Reach.ONLINE, len(reasons), -worst_first(reach), device.name.casefold(), sim.slot)
            ranked.append((place, Target(Share(device.id, sim.slot, 0), words)))
    return [target for _, target in sorted(ranked, key=lambda one: one[0])]


def _reasons(device: Device, sim: Sim, reach: Reach) -> list[str]:
    return [reach_word(reach), *(tag.text for tag in (*device_tags(device), *sim_tags(sim, None)))]
