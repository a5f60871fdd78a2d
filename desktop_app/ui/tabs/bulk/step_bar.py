"""The bar under the header: where one is among the six steps, the file's name, Close."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from desktop_app.ui import style
from desktop_app.ui.tokens import STEP_BAR, Role
from desktop_app.ui.widgets.button import Button, Kind
from desktop_app.ui.widgets.card import Icon
from desktop_app.ui.widgets.label import ElideLabel, Label
from desktop_app.ui.widgets.step_bar import StepBar


class WizardBar(QFrame):
    """The six steps, the file that stays in view, and Close."""

    chosen = Signal(int)
    close_asked = Signal()

    def __init__(self, names: list[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("box", "header")
        self.setFixedHeight(style.scaled(STEP_BAR))
        row = QHBoxLayout(self)
        row.setContentsMargins(32, 0, 20, 0)
        row.setSpacing(8)
        self.steps = StepBar(self.tr("Steps"), names)
        self.steps.chosen.connect(self.chosen)
        self._icon = Icon("file-spreadsheet", "ok_dot", size=16)
        self._file = ElideLabel("", Role.SMALL_STRONG)
        self._rows = Label("", Role.CAPTION, "text2")
        close = Button(self.tr("Close"), Kind.GHOST, icon="x", size=28)
        close.clicked.connect(self.close_asked)
        row.addWidget(self.steps)
        row.addStretch(1)
        for widget in (self._icon, self._file, self._rows, close):
            row.addWidget(widget)

    def show_file(self, name: str, rows: str) -> None:
        """The file that stays in view."""
        self._icon.setVisible(bool(name))
        self._file.set_text(name)
        self._rows.setText(rows)
