"""The footer of the steps: Back on the left, the main action with its reason on the right."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from desktop_app.ui import style
from desktop_app.ui.tabs.bulk.step import Action
from desktop_app.ui.tokens import CONTROL, CONTROL_MAIN, CONTROL_SMALL, FOOTER, FOOTER_SMALL, Role
from desktop_app.ui.widgets.button import Button, Kind
from desktop_app.ui.widgets.card import Icon
from desktop_app.ui.widgets.label import ElideLabel, Label


class Footer(QFrame):
    """Back, the file's name where the step bar is hidden, "Saved as draft", and the main action."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("box", "footer")
        self._row = QHBoxLayout(self)
        self._row.setSpacing(12)
        self.back = Button(self.tr("Back"), Kind.SECONDARY, icon="arrow-left")
        self._icon = Icon("file-spreadsheet", "ok_dot", size=16)
        self._file = ElideLabel("", Role.SMALL, "text2")
        self._saved = Label(self.tr("Saved as draft"), Role.SMALL, "text2")
        self.reason = ElideLabel("", Role.SMALL, "text2")
        self.main = Button("", Kind.PRIMARY, size=CONTROL_MAIN)
        left: tuple[QWidget, ...] = (self.back, self._icon, self._file)
        right: tuple[QWidget, ...] = (self.reason, self._saved, self.main)
        for widget in left:
            self._row.addWidget(widget)
        self._row.addStretch(1)
        for widget in right:
            self._row.addWidget(widget)
        self.set_compact(compact=False)

    def show_action(self, action: Action) -> None:
        """The main action of the step on show."""
        self.main.setText(action.words)
        self.main.set_icon(action.icon)
        self.main.set_trailing(action.trailing)
        self.main.setEnabled(action.enabled)
        self.main.setAccessibleDescription(action.reason)
        self.reason.set_text(action.reason)
        self.reason.setVisible(bool(action.reason))
        self._saved.setVisible(not action.reason)

    def show_file(self, name: str) -> None:
        """The file's name, for low windows."""
        self._file.set_text(name)

    def set_compact(self, *, compact: bool) -> None:
        """Follow the window's height."""
        self.setFixedHeight(style.scaled(FOOTER_SMALL if compact else FOOTER))
        side = 24 if compact else 32
        self._row.setContentsMargins(side, 0, side, 0)
        self._icon.setVisible(compact)
        self._file.setVisible(compact)
        self.main.set_size(CONTROL if compact else CONTROL_MAIN)
        self.back.set_size(CONTROL_SMALL if compact else CONTROL)
