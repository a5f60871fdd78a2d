"""Two messages picked at random and the longest, as the people get them."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.domain.recipient import PlanRow
from desktop_app.ui import style
from desktop_app.ui.tokens import CONTROL_SMALL, Role
from desktop_app.ui.widgets.bubble import Bubble
from desktop_app.ui.widgets.button import Button, Kind
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.label import ElideLabel

SAMPLES = 3


class _Sample(QWidget):
    """One message under the name of who gets it and why it is worth a look."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.who = ElideLabel("", Role.CAPTION, "text2")
        self.bubble = Bubble(name)
        policy = self.bubble.sizePolicy()
        policy.setVerticalPolicy(policy.Policy.Preferred)  # else it asks for the height of a narrow column
        self.bubble.setSizePolicy(policy)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.who)
        column.addWidget(self.bubble)


class SamplesBox(Card):
    """`refresh_asked` for two others; `first_text` is what a test sends."""

    refresh_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Two picked at random, and the longest"), padding=18, gap=6, parent=parent)
        self.column.setContentsMargins(18, 8, 18, 12)
        self.first_text = ""
        self.title.setProperty("role", str(Role.STRONG))
        self.title.setWordWrap(True)
        self.title.setMinimumHeight(style.scaled(20))  # else it asks for the height of a narrow column
        self.head.setStretch(0, 1)
        self.head.setStretch(1, 0)
        refresh = Button("", Kind.GHOST, icon="refresh-cw", size=CONTROL_SMALL, tip=self.tr("Pick two others"))
        refresh.clicked.connect(self.refresh_asked)
        self._refresh = refresh
        self.head.addWidget(refresh)
        self.samples = [_Sample(self.tr("Message")) for _ in range(SAMPLES)]
        for sample in self.samples:
            self.column.addWidget(sample)
            sample.hide()
        self.column.addStretch(1)

    def show_samples(self, rows: Sequence[tuple[PlanRow, str]], *, more: bool) -> None:
        """Show up to three rows, each with why it is worth a look; `more` when there are others to pick."""
        self.first_text = rows[0][0].text if rows else ""
        self._refresh.setVisible(more)
        self.title.setText(
            self.tr("Two picked at random, and the longest") if len(rows) == SAMPLES else self.tr("What they get")
        )
        for index, sample in enumerate(self.samples):
            sample.setVisible(index < len(rows))
            if index < len(rows):
                row, why = rows[index]
                name = row.name or row.shown_phone
                sample.who.set_text(f"{name} · {why}" if why else name)
                sample.bubble.say(row.text, row.spans)
