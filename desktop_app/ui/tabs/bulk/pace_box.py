"""Pace: how quickly one phone sends (design/UX.md 4.4, Delivery)."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from desktop_app.ui import style
from desktop_app.ui.tabs.bulk.delivery_choice import FAST_S, GENTLE_S, NORMAL_S
from desktop_app.ui.tokens import Role
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.choice import RadioButton
from desktop_app.ui.widgets.label import Label

PACES = (GENTLE_S, NORMAL_S, FAST_S)


class PaceBox(Card):
    """`chosen(seconds between two messages of one phone)`."""

    chosen = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Pace"), padding=20, gap=2, parent=parent)
        self.column.setContentsMargins(20, 8, 20, 6)
        self._group = QButtonGroup(self)
        self._own = Label("", Role.CAPTION, "text2")
        for index, (words, beneath) in enumerate(
            (
                (self.tr("Gentle · one every 20 s per phone"), self.tr("Recommended. Easy on carriers and phones.")),
                (self.tr("Normal · one every 10 s per phone"), self.tr("Done in about half the time.")),
                (self.tr("As fast as the phone allows"), self.tr("Carriers may block the SIM.")),
            )
        ):
            self.column.addLayout(self._choice(index, words, beneath))
        self.column.addWidget(self._own)
        self.column.addStretch(1)
        self._own.hide()
        self._group.idClicked.connect(lambda index: self.chosen.emit(PACES[index]))

    def _choice(self, index: int, words: str, beneath: str) -> QVBoxLayout:
        button = RadioButton(words)
        button.setFixedHeight(style.scaled(24))
        button.setAccessibleDescription(beneath)
        self._group.addButton(button, index)
        note = Label(beneath, Role.CAPTION, "text2", wrap=True)
        note.setIndent(28)
        note.setMinimumHeight(style.scaled(16))  # else a wrapping label asks for the height of a narrow one
        lines = QVBoxLayout()
        lines.setSpacing(0)
        lines.addWidget(button)
        lines.addWidget(note)
        return lines

    def show_pace(self, pace_s: float) -> None:
        """Show a pace; one that is none of the three (a setting) is said in words."""
        known = pace_s in PACES
        self._own.setText("" if known else self.tr("Now: one every {n} s, from Settings").format(n=f"{pace_s:g}"))
        self._own.setVisible(not known)
        if known:
            self._group.button(PACES.index(pace_s)).setChecked(True)
        elif (on := self._group.checkedButton()) is not None:
            self._group.setExclusive(False)
            on.setChecked(False)
            self._group.setExclusive(True)
