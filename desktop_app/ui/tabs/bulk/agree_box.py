"""A test to the owner's own mobile, and the tick that these people agreed (design/UX.md 0.7, 0.13)."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.ui import style
from desktop_app.ui.tokens import CONTROL_SMALL, Role
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.card import Card, IconTile
from desktop_app.ui.widgets.label import Label, Rule
from desktop_app.ui.widgets.wrapping_tick import WrappingTick
from desktop_app.ui.words import Tone

_INDENT = 28


class AgreeBox(Card):
    """`test_asked`, `agreed(on)`."""

    test_asked = Signal()
    agreed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(padding=18, gap=6, parent=parent)
        self.column.setContentsMargins(18, 10, 18, 10)
        self._told = Label("", Role.CAPTION, "text2", wrap=True)
        self.send_test = Button(self.tr("Send test"), size=CONTROL_SMALL)
        self.send_test.setAccessibleName(self.tr("Send a test to my mobile"))
        self.send_test.clicked.connect(self.test_asked)
        words = QVBoxLayout()
        words.setSpacing(0)
        title = Label(self.tr("Send a test to my mobile"), wrap=True)
        words.addWidget(title)
        words.addWidget(self._told)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(IconTile("smartphone", Tone.NEUTRAL, size=34), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addWidget(self.send_test)
        self.tick = WrappingTick(self.tr("These people agreed to get texts from me."))
        self._kept = Label("", Role.CAPTION, "text2", wrap=True)
        self._kept.setIndent(_INDENT)
        for label, line in ((title, 20), (self._told, 16), (self._kept, 16)):
            label.setMinimumHeight(style.scaled(line))  # else it asks for the height of a narrow column
        self.column.addLayout(row)
        self.column.addWidget(Rule())
        agreed = QVBoxLayout()
        agreed.setSpacing(0)
        agreed.addWidget(self.tick)
        agreed.addWidget(self._kept)
        self.column.addLayout(agreed)
        self.tick.toggled.connect(self.agreed)

    def show_people(self, people: int, *, required: bool) -> None:
        """How many people the tick is kept for, and whether nothing goes out without it."""
        kept = self.tr("Kept with the date, %Ln people and the file name.", "", people)
        self._kept.setText(kept)
        self.tick.setAccessibleDescription(f"{kept} {self.tr('Required before sending.')}" if required else kept)

    def show_number(self, number: str) -> None:
        """Where the test would go; "" when the owner's number is not known yet."""
        sent = self.tr("{number} · not sent yet").format(number=number)
        self._told.setText(sent if number else self.tr("We ask for your number once."))

    def show_test(self, words: str) -> None:
        """How the test stands."""
        self._told.setText(words)
