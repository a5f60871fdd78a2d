"""The head of Devices: title, who is told of outages, what needs attention in a low window, cards or list."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from desktop_app.ui.tabs.devices.attention import AttentionButton
from desktop_app.ui.tokens import Role
from desktop_app.ui.widgets.button import Button, Kind
from desktop_app.ui.widgets.card import Icon
from desktop_app.ui.widgets.label import ElideLabel, Label
from desktop_app.ui.widgets.segmented import Segmented

CARDS, LIST = 0, 1


class PageHead(QWidget):
    """`view_chosen(CARDS or LIST)`, `alerts_asked`, `add_asked`; `attention` is the button of a low window."""

    view_chosen = Signal(int)
    alerts_asked = Signal()
    add_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self._words = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._words.setSpacing(0)
        self._words.addWidget(Label(self.tr("Devices"), Role.TITLE))
        self._line = QWidget()
        self._words.addWidget(self._line, 1)
        row.addLayout(self._words, 1)
        self._build_line()
        self.attention = AttentionButton()
        row.addWidget(self.attention)
        self.view = Segmented(self.tr("How phones are shown"), [self.tr("Cards"), self.tr("List")])
        self.view.chosen.connect(self.view_chosen)
        row.addWidget(self.view)
        self.add = Button(self.tr("Add a phone"), Kind.PRIMARY, icon="plus")
        self.add.clicked.connect(self.add_asked)
        row.addWidget(self.add)
        self.show_alerts(())

    def _build_line(self) -> None:
        line = QHBoxLayout(self._line)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        line.addWidget(Icon("bell-ring", "text2", size=14))
        self._alerts = ElideLabel("", Role.BODY, "text2")
        line.addWidget(self._alerts)
        self._dot = Label("·", Role.BODY, "text2")
        line.addWidget(self._dot)
        self.change = Button(self.tr("Change"), Kind.QUIET, size=20)
        self.change.setAccessibleName(self.tr("Change alerts"))
        self.change.clicked.connect(self.alerts_asked)
        line.addWidget(self.change)
        self._while = Label(self.tr("· needs this computer to be on"), Role.SMALL, "text2")
        line.addWidget(self._while)
        line.addStretch(1)

    def show_alerts(self, ways: Sequence[str]) -> None:
        """Say how the owner is told of outages: this computer, Telegram, a text."""
        told = self.tr("Alerts: {ways}").format(ways=", ".join(ways)) if ways else self.tr("Alerts: off")
        self._alerts.set_text(told)
        self._dot.setVisible(not self._low)
        self._while.setVisible(bool(ways) and not self._low)

    def show_view(self, view: int, *, phones: bool, guide: bool) -> None:
        """Show which view is on; without phones there is nothing to choose."""
        self.view.choose(view)
        self.view.setVisible(phones and not guide)
        words = self.tr("Back to my phones") if guide else self.tr("Add a phone")
        if words != self.add.text():
            self.add.setText(words)
            self.add.updateGeometry()
        self.add.setVisible(phones)

    _low = False

    def set_compact(self, *, compact: bool) -> None:
        """Title and alerts on one line."""
        self._low = compact
        direction = QBoxLayout.Direction.LeftToRight if compact else QBoxLayout.Direction.TopToBottom
        self._words.setDirection(direction)
        self._words.setSpacing(16 if compact else 0)
        self._dot.setVisible(not compact)
        self._while.setVisible(not compact and self._alerts.text() != self.tr("Alerts: off"))
