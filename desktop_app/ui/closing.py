"""Leaving: the question while a campaign is sending, and what is shown until everything has stopped."""

from enum import StrEnum

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.ui.tokens import Role
from desktop_app.ui.widgets.button import Button, Kind
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.label import Label
from desktop_app.ui.widgets.spinner import Spinner


class Leave(StrEnum):
    """What to do with a send that is running, or set for later."""

    KEEP = "keep"
    PAUSE = "pause"
    QUIT = "quit"


class Question(QDialog):
    """A question with its words and two or three answers; the last button is the safe one and has the focus."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget, title: str, text: str, answers: list[tuple[str, str, Kind]]) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setModal(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(8)
        column.addWidget(Label(title, Role.TITLE))
        words = Label(text, Role.BODY, "text2", wrap=True)
        words.setMinimumWidth(420)
        column.addWidget(words)
        column.addSpacing(16)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        for key, answer, kind in answers:
            button = Button(answer, kind)
            button.clicked.connect(lambda _=False, chosen=key: self._choose(chosen))
            row.addWidget(button)
            button.setDefault(True)
            button.setFocus()
        column.addLayout(row)

    def _choose(self, key: str) -> None:
        self.chosen.emit(key)
        self.accept()


class ClosingCurtain(QWidget):
    """Covers the window while services stop, and says which step is on."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setAlignment(Qt.AlignmentFlag.AlignCenter)
        card = Card(padding=24)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(Spinner(self.tr("Closing")))
        self._words = Label(self.tr("Closing…"), Role.BODY)
        row.addWidget(self._words)
        card.column.addLayout(row)
        column.addWidget(card, 0, Qt.AlignmentFlag.AlignCenter)
        self.setAutoFillBackground(True)

    def say(self, step: str) -> None:
        """Show the step that is on."""
        self._words.setText(step)
