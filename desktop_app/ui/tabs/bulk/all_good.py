"""Step Check with nothing to look at."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.ui.tokens import Role
from desktop_app.ui.widgets.card import IconTile
from desktop_app.ui.widgets.label import Label
from desktop_app.ui.words import Tone, number


class AllGood(QWidget):
    """Nothing to look at."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = Label("", Role.SUBTITLE)
        column = QVBoxLayout(self)
        column.addStretch(1)
        column.addWidget(IconTile("check", Tone.OK, size=48), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._words, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        self.hide()

    def show_ready(self, ready: int) -> None:
        """How many go out."""
        words = self.tr("Everything looks good. %Ln messages are ready.", "", ready)
        self._words.setText(words.replace("%Ln", number(ready)))
