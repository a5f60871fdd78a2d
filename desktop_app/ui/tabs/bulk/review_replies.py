"""The first line of Review: whether incoming texts were read up to now, and who asked not to be texted."""

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.domain.errors import Trouble
from desktop_app.ui.tabs.bulk.said import tr
from desktop_app.ui.tokens import CONTROL_SMALL, Role
from desktop_app.ui.widgets.button import Button, Kind
from desktop_app.ui.widgets.card import Icon
from desktop_app.ui.widgets.runs import Run, Runs, bold, filled
from desktop_app.ui.widgets.spinner import Spinner
from desktop_app.ui.words import clock_time, trouble_parts


class RepliesLine(QFrame):
    """Reading, read, or failed; `show_asked`, `again_asked`, `anyway_asked`."""

    show_asked = Signal()
    again_asked = Signal()
    anyway_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._icon = Icon("circle-check", "ok")
        self._spinner = Spinner(self.tr("Reading replies"), size=18)
        self.words = Runs(Role.SMALL)
        self.show_them = Button(self.tr("Show"), Kind.QUIET, size=CONTROL_SMALL)
        self.show_them.setAccessibleName(self.tr("Show who asked not to be texted"))
        self.again = Button(self.tr("Try again"), size=CONTROL_SMALL)
        self.anyway = Button(self.tr("Go on anyway"), Kind.GHOST, size=CONTROL_SMALL)
        row = QHBoxLayout()
        row.setContentsMargins(12, 4, 10, 4)
        row.setSpacing(10)
        for widget in (self._icon, self._spinner):
            row.addWidget(widget)
        row.addWidget(self.words, 1)
        for button in (self.show_them, self.anyway, self.again):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        self.show_them.clicked.connect(self.show_asked)
        self.again.clicked.connect(self.again_asked)
        self.anyway.clicked.connect(self.anyway_asked)
        self.show_reading()

    def show_reading(self) -> None:
        """Incoming texts are being read."""
        self._look("info", "", "")
        self._say((Run(self.tr("Reading replies…")),), working=True)

    def show_read(self, stops: int, left_out: int, at: datetime) -> None:
        """They are read; `stops` people asked not to be texted, `left_out` rows of the file are left out for that."""
        self._look("ok", "circle-check", "ok")
        until = bold(tr("Replies read up to {time}:").format(time=clock_time(at)))
        if not stops:
            self._say(filled(tr("{until} nobody new asked not to be texted."), until=until))
            return
        one = stops == 1
        asked = tr("1 person asked not to be texted.") if one else tr("%Ln people asked not to be texted.", stops)
        one = left_out == 1
        rows = tr("1 row is left out.") if one else tr("%Ln rows of this file are left out for that.", left_out)
        self._say(filled("{until} {asked} {rows}", until=until, asked=asked, rows=rows), show=left_out > 0)

    def show_failed(self, trouble: Trouble) -> None:
        """They could not be read: somebody may have asked not to be texted."""
        self._look("warn", "triangle-alert", "warn")
        head = bold(tr("Replies could not be read."))
        words = tr("{head} {why} Somebody may have asked not to be texted.")
        self._say(filled(words, head=head, why=trouble_parts(trouble)[0]), again=True, anyway=True)

    def show_gone_on(self) -> None:
        """The owner goes on without them."""
        self._look("warn", "triangle-alert", "warn")
        head = bold(tr("You go on without the latest replies."))
        words = tr("{head} They are tried once more before the first message goes out.")
        self._say(filled(words, head=head), again=True)

    def _look(self, box: str, icon: str, ink: str) -> None:
        self.setProperty("box", box)
        self.style().unpolish(self)
        self.style().polish(self)
        self._icon.show_icon(icon, ink or "text2")

    def _say(
        self,
        runs: tuple[Run, ...],
        *,
        working: bool = False,
        show: bool = False,
        again: bool = False,
        anyway: bool = False,
    ) -> None:
        self.words.say(runs)
        self.setAccessibleName(self.words.text)
        self._spinner.setVisible(working)
        self._icon.setVisible(not working)
        self.show_them.setVisible(show)
        self.again.setVisible(again)
        self.anyway.setVisible(anyway)
