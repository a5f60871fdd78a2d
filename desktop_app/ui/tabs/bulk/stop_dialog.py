"""Stop, told honestly: what will not be sent, and what may still go out (picture 03)."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.ui.tabs.bulk.campaign_parts import Stopping
from desktop_app.ui.tabs.bulk.said import tr
from desktop_app.ui.tokens import Role
from desktop_app.ui.widgets.button import Button, Kind
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.label import Label
from desktop_app.ui.words import number


class StopDialog(QDialog):
    """Opened with `open()`; `stop_pressed` when the owner means it. Keeping on is the default button."""

    stop_pressed = Signal()

    def __init__(self, parent: QWidget, preview: Stopping, *, sending: bool = True) -> None:
        """What a stop would leave now.

        Args:
            parent: over which it stands.
            preview: as `Sending.stop_preview` gives it.
            sending: False for a campaign that is paused.
        """
        super().__init__(parent)
        title = self.tr("Stop this campaign?")
        self.setWindowTitle(title)
        self.setModal(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(10)
        column.addWidget(Label(title, Role.TITLE))
        self._done = Label("", Role.BODY, "text2", wrap=True)
        column.addWidget(self._done)
        box = Card(padding=12, gap=4, box="inset")
        self.rows = (
            _Row(self.tr("Won’t be sent")),
            _Row(self.tr("Already handed over, may still go out")),
        )
        self.show_preview(preview)
        for row in self.rows:
            box.column.addWidget(row)
        column.addWidget(box)
        column.addWidget(Label(self.tr("You can send the rest later."), Role.BODY, "text2", wrap=True))
        column.addSpacing(12)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        self.keep = Button(self.tr("Keep sending") if sending else self.tr("Keep it paused"), Kind.SECONDARY)
        self.keep.setDefault(True)
        self.keep.clicked.connect(self.reject)
        self.stop = Button(self.tr("Stop sending") if sending else self.tr("Stop for good"), Kind.DANGER)
        self.stop.clicked.connect(self._stop)
        buttons.addWidget(self.keep)
        buttons.addWidget(self.stop)
        column.addLayout(buttons)
        self.setMinimumWidth(400)
        self.keep.setFocus()

    def show_preview(self, preview: Stopping) -> None:
        """Follow the numbers while the dialog stands open."""
        self._done.setText(tr("%Ln are sent or failed and stay in the list.", preview.done))
        self.rows[0].show_count(preview.wont)
        self.rows[1].show_count(preview.may)

    def _stop(self) -> None:
        self.stop_pressed.emit()
        self.accept()


class _Row(QWidget):
    def __init__(self, words: str) -> None:
        super().__init__()
        self._words = words
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(Label(words, Role.SMALL, "text2"), 1)
        self._count = Label("", Role.SMALL_STRONG)
        row.addWidget(self._count)

    def show_count(self, count: int) -> None:
        """Show another number."""
        self._count.setText(number(count))
        self.setAccessibleName(f"{self._words}: {number(count)}")
