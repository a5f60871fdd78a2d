"""The top of the drawer: the phone's name, model and state, when it was seen, and its messages of today."""

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.domain.device import Device, Reach
from desktop_app.ui.phone_words import REACH_TONE, model_name, phone_name, reach_word, seen
from desktop_app.ui.tabs.devices.facts import Day
from desktop_app.ui.tabs.devices.phone_name import PhoneName
from desktop_app.ui.tokens import CONTROL_SMALL, Role
from desktop_app.ui.widgets.button import Button, Kind
from desktop_app.ui.widgets.card import IconTile
from desktop_app.ui.widgets.label import ElideLabel, Label
from desktop_app.ui.widgets.pill import Pill
from desktop_app.ui.words import number


class DrawerHead(QWidget):
    """Name and model, state and the cross."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(22, 14, 10, 6)
        row.setSpacing(12)
        self._tile = IconTile("smartphone")
        row.addWidget(self._tile)
        words = QVBoxLayout()
        words.setSpacing(0)
        self.name = PhoneName(Role.TITLE)
        self.name.show_pencil(wanted=True)
        self._model = ElideLabel("", Role.SMALL, "text2")
        words.addWidget(self.name)
        words.addWidget(self._model)
        row.addLayout(words, 1)
        self._state = Pill()
        row.addWidget(self._state)
        self.close_button = Button("", Kind.GHOST, icon="x", tip=self.tr("Close (Esc)"))
        row.addWidget(self.close_button)

    def show_phone(self, device: Device, now: datetime, *, connected: bool) -> None:
        """Show another phone, or other facts of it."""
        self.name.show_name(phone_name(device), "")
        self._model.set_text(model_name(device))
        self._model.setVisible(bool(self._model.text()))
        reach = device.reach(now, connected=connected)
        if (reach_word(reach), REACH_TONE[reach]) != (self._state.text, self._state.tone):
            self._state.show_state(reach_word(reach), REACH_TONE[reach])
            self._tile.show_icon("smartphone", REACH_TONE[reach])


class SeenLine(QWidget):
    """When it was last seen, and "Check now"."""

    check_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        self._seen = ElideLabel("", Role.SUBTITLE)
        self._seen.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._aside = ElideLabel("", Role.CAPTION, "text2")
        row.addWidget(self._seen)
        row.addWidget(self._aside)
        row.addStretch(1)
        self.check = Button(self.tr("Check now"), icon="refresh-cw", size=CONTROL_SMALL)
        self.check.clicked.connect(self.check_asked)
        row.addWidget(self.check)

    def tick(self, device: Device, now: datetime, *, connected: bool) -> None:
        """Show how old its last sign of life is."""
        told = seen(device, now, connected=connected)
        self._seen.set_text(told.line)
        self._seen.set_ink(told.ink)
        late = device.reach(now, connected=connected) is Reach.LATE
        should = self.tr("should check in every {n} s").format(n=device.interval_s)
        self._aside.set_text(should if late else told.aside)


class TodayLine(QFrame):
    """Four numbers with their words, in one line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("box", "inset")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(6)
        self._numbers: list[Label] = []
        for word in (self.tr("sent today"), self.tr("delivered"), self.tr("failed"), self.tr("waiting")):
            figure = Label("0", Role.STRONG)
            row.addWidget(figure)
            row.addWidget(Label(word, Role.CAPTION, "text2"))
            row.addSpacing(12)
            self._numbers.append(figure)
        row.addStretch(1)

    def show_day(self, day: Day) -> None:
        """Show other numbers."""
        for label, value in zip(self._numbers, (day.sent, day.delivered, day.failed, day.waiting), strict=True):
            label.setText(number(value))
        self._numbers[2].set_ink("bad" if day.failed else "text")
