"""What stands beside the phones, beneath them, or behind a button: today's messages, and what needs attention."""

from collections.abc import Sequence
from datetime import datetime
from enum import Enum, auto

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop_app.clock import seconds_for_people
from desktop_app.domain.attention import needs_attention
from desktop_app.domain.device import Device
from desktop_app.ui import style
from desktop_app.ui.parts import WindowServices
from desktop_app.ui.phone_words import phone_name
from desktop_app.ui.tabs.devices.attention import AttentionButton, AttentionCard
from desktop_app.ui.tabs.devices.attention_words import AttentionLine, Step, attention_line
from desktop_app.ui.tabs.devices.facts import Known
from desktop_app.ui.tabs.devices.first_phone import LINK
from desktop_app.ui.tabs.devices.phone_marks import PhoneMarks
from desktop_app.ui.tabs.devices.today import Today
from desktop_app.ui.tokens import CARD_GAP

_WIDTH = 312
_UNDO_S = 10.0
_UNDO_ENDS = "devices undo ends"


class Place(Enum):
    """Where it stands."""

    BESIDE = auto()
    BENEATH = auto()
    MENU = auto()
    NOWHERE = auto()


class Side(QObject):
    """`phone_asked(id)` for a phone's details. `beside` and `beneath` are put into the page once."""

    phone_asked = Signal(int)

    def __init__(self, services: WindowServices, marks: PhoneMarks, menu: AttentionButton) -> None:
        super().__init__()
        self._services = services
        self._marks = marks
        self._place: Place | None = None
        self._shown: tuple[Sequence[Device], Known] | None = None
        self._names: dict[int, str] = {}
        self._undo: tuple[tuple[int, ...], bool] | None = None
        self.today = Today()
        self.attention = AttentionCard()
        self.menu = menu
        for card in (self.attention, menu.card):
            card.taken.connect(self._take)
            card.undo_asked.connect(self._take_back)
        self.beneath = QHBoxLayout()
        self.beneath.setSpacing(CARD_GAP)
        self.beside = QScrollArea()
        self.beside.setWidgetResizable(True)
        self.beside.setFrameShape(QScrollArea.Shape.NoFrame)
        self.beside.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.beside.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.beside.setFixedWidth(_WIDTH)
        page = QWidget()
        page.setProperty("scrolled", "true")
        self._column = QVBoxLayout(page)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(CARD_GAP)
        self.beside.setWidget(page)

    @property
    def lines(self) -> tuple[AttentionLine, ...]:
        """What needs attention now."""
        return tuple(row.line for row in self.attention.rows)

    def show_known(self, devices: Sequence[Device], known: Known, now: datetime) -> None:
        """Show what has changed; `now` is this computer's time."""
        self.today.tick(now)
        if self._shown is not None and self._shown[0] is devices and self._shown[1] is known:
            return
        self._shown = devices, known
        self._names = {device.id: phone_name(device) for device in devices}
        self.today.show_sent(known.sent, known.bars)
        needs = needs_attention(devices, quiet=known.quiet, uses=known.uses, clock_off_s=known.clock_off_s)
        lines = [attention_line(need) for need in needs]
        self.attention.show_lines(lines)
        self.menu.show_lines(lines)
        self._settle()

    def put(self, place: Place) -> None:
        """Stand somewhere else."""
        if place is self._place:
            return
        self._place = place
        self.beside.setVisible(place is Place.BESIDE)
        if place is Place.BESIDE:
            self.beside.setFixedWidth(max(_WIDTH, style.scaled(_WIDTH)))
            self._column.addWidget(self.today)
            self._column.addWidget(self.attention)
            self._column.addStretch(1)
        elif place is Place.BENEATH:
            self.beneath.addWidget(self.today, 1)
            self.beneath.addWidget(self.attention, 1)
        self._settle()

    def _settle(self) -> None:
        """Nothing that needs attention: no card, no button."""
        somewhere = self._place in (Place.BESIDE, Place.BENEATH)
        wanted = bool(self.attention.rows) or self._undo is not None
        self.today.setVisible(somewhere)
        self.attention.setVisible(somewhere and wanted)
        self.menu.setVisible(self._place is Place.MENU and wanted)

    # --- what lines do

    def _take(self, line: AttentionLine) -> None:
        if line.step is Step.SERVICE:
            QDesktopServices.openUrl(LINK)
        elif line.step is Step.SHOW and line.phones:
            self.menu.close_sheet()
            self.phone_asked.emit(line.phones[0])
        elif line.step is Step.LEAVE_OUT:
            self.leave_out(line.phones, left_out=True)

    def leave_out(self, phones: Sequence[int], *, left_out: bool) -> None:
        """Leave phones out of bulk sends, or use them again; with Undo for a while."""
        self._undo = (tuple(phones), left_out)
        self._marks.leave_out(phones, left_out=left_out)
        self._say_done(self._done_words(phones, left_out=left_out))
        pause = seconds_for_people(self._services.clock, _UNDO_S)
        self._services.tasks.later(pause, self._end_undo, name=_UNDO_ENDS)

    def _done_words(self, phones: Sequence[int], *, left_out: bool) -> str:
        if len(phones) == 1:
            words = self.tr("Left out: {phone}") if left_out else self.tr("Used again: {phone}")
            return words.format(phone=self._names.get(phones[0], ""))
        if left_out:
            return self.tr("%Ln phones are left out", "", len(phones))
        return self.tr("%Ln phones are used again", "", len(phones))

    def _take_back(self) -> None:
        if self._undo is not None:
            phones, left_out = self._undo
            self._marks.leave_out(phones, left_out=not left_out)
        self._end_undo()

    def _end_undo(self) -> None:
        self._undo = None
        self._services.tasks.stop(_UNDO_ENDS)
        self._say_done("")

    def _say_done(self, words: str) -> None:
        for card in (self.attention, self.menu.card):
            card.say_done(words)
        self._settle()
