"""The one question about messages nobody can tell about: may they have gone out?"""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.outgoing import Decision
from desktop_app.ui.tabs.bulk.said import tr
from desktop_app.ui.tokens import CONTROL_SMALL, Role
from desktop_app.ui.widgets.button import Button, Kind
from desktop_app.ui.widgets.card import Icon
from desktop_app.ui.widgets.label import Label


class NotConfirmed(QFrame):
    """“3 messages are not confirmed.” with Check again, Send again…, Leave as is; `decided` gives the `Decision`."""

    decided = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("box", "warn")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 7, 10, 7)
        row.setSpacing(8)
        row.addWidget(Icon("circle-help", "warn"))
        row.addSpacing(4)
        words = QVBoxLayout()
        words.setSpacing(0)
        self._head = Label("", Role.STRONG, wrap=True)
        self._text = Label(
            self.tr("The connection broke while handing them over. They may have gone out."),
            Role.SMALL,
            "text2",
            wrap=True,
        )
        words.addWidget(self._head)
        words.addWidget(self._text)
        row.addLayout(words, 1)
        self.check = Button(self.tr("Check again"), Kind.SECONDARY, size=CONTROL_SMALL)
        self.again = Button(self.tr("Send again (may arrive twice)…"), Kind.GHOST, size=CONTROL_SMALL)
        self.leave = Button(self.tr("Leave as is"), Kind.GHOST, size=CONTROL_SMALL)
        for button, decision in (
            (self.again, Decision.SEND_AGAIN),
            (self.leave, Decision.LEAVE),
            (self.check, Decision.CHECK),
        ):
            button.clicked.connect(lambda _=False, chosen=decision: self.decided.emit(str(chosen)))
            row.addWidget(button)
        self.hide()

    def show_count(self, count: int) -> None:
        """Ask about `count` messages; none hides the question."""
        self._head.setText(tr("%Ln messages are not confirmed", count))
        self.setAccessibleName(f"{self._head.text()}. {self._text.text()}")
        self.setVisible(count > 0)
