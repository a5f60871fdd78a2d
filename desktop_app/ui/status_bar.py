"""The status bar: connection, how fresh, the running campaign, quiet hours, country, demo. It never blinks."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from desktop_app.ui import style
from desktop_app.ui.tokens import STATUS_BAR, Role
from desktop_app.ui.widgets.button import Button, Kind
from desktop_app.ui.widgets.card import Dot, Icon
from desktop_app.ui.widgets.label import Label, Rule
from desktop_app.ui.widgets.pill import Pill
from desktop_app.ui.widgets.share_bar import ShareBar
from desktop_app.ui.words import Tone


@dataclass(frozen=True)
class Running:
    """The campaign the bar shows: its id, words ("November · 502 of 1,248") and how much is done, 0.0 to 1.0."""

    campaign: int
    words: str
    part: float


class StatusBar(QFrame):
    """One quiet row; in a low window it is shown only for trouble and in the demo."""

    campaign_asked = Signal(int)
    real_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("box", "footer")
        self.setFixedHeight(style.scaled(STATUS_BAR))
        self._campaign = 0
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 1, 20, 0)
        row.setSpacing(10)
        self._dot = Dot()
        self._connection = Label("", Role.CAPTION_STRONG)
        self._updated = Label("", Role.CAPTION, "text3")
        self._rule = Rule(vertical=True)
        self._rule.setFixedHeight(14)
        self._running = Button("", Kind.GHOST, icon="send", size=24)
        self._running.clicked.connect(lambda: self.campaign_asked.emit(self._campaign))
        self._bar = ShareBar(self.tr("Campaign progress"), height=5, outlined=False, width=96)
        left: tuple[QWidget, ...] = (self._dot, self._connection, self._updated, self._rule, self._running, self._bar)
        for widget in left:
            row.addWidget(widget)
        row.addStretch(1)
        self._moon = Icon("moon", "text3", size=14)
        self._quiet = Label("", Role.CAPTION, "text2")
        self._rule2 = Rule(vertical=True)
        self._rule2.setFixedHeight(14)
        self._country = Label("", Role.CAPTION, "text2")
        self._real = Button(self.tr("Sign in for real"), Kind.QUIET, size=24)
        self._real.clicked.connect(self.real_asked)
        self._demo = Pill(self.tr("Demo"), Tone.WARN, icon="flask-conical")
        right: tuple[QWidget, ...] = (self._moon, self._quiet, self._rule2, self._country, self._real, self._demo)
        for widget in right:
            row.addWidget(widget)
        self.show_running(None)
        self.show_demo(demo=False)

    def show_connection(self, token: str, words: str, updated: str, *, ring: bool = False, ink: str = "text") -> None:
        """Show the connection: `token` colours the dot, `ink` its words, `updated` is said beside it."""
        self._connection.set_ink(ink)
        self._dot.show_state(token, ring=ring)
        self._connection.setText(words)
        self._updated.setText(updated)

    def show_running(self, running: Running | None) -> None:
        """Show the running campaign, or none."""
        for widget in (self._rule, self._running, self._bar):
            widget.setVisible(running is not None)
        if running is not None:
            self._campaign = running.campaign
            if self._running.text() != running.words:
                self._running.setText(running.words.replace("&", "&&"))
                self._running.setAccessibleName(running.words)
                self._running.updateGeometry()
            self._bar.show_share(running.part, running.words)

    def show_rules(self, quiet: str, country: str) -> None:
        """Show quiet hours ("" when off) and the default country."""
        self._quiet.setText(quiet)
        self._moon.setVisible(bool(quiet))
        self._quiet.setVisible(bool(quiet))
        self._rule2.setVisible(bool(quiet))
        self._country.setText(country)

    def show_demo(self, *, demo: bool) -> None:
        """Mark everything as made up."""
        self._demo.setVisible(demo)
        self._real.setVisible(demo)
