"""The head of a campaign: its name and state, how far it is, the two views, and what can be done now."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QMenu, QWidget

from desktop_app.ui import icons, style
from desktop_app.ui.qt_virtual import qt_virtual
from desktop_app.ui.tabs.bulk.next_step import Act, NextStep
from desktop_app.ui.tokens import CONTROL, CONTROL_SMALL, Role
from desktop_app.ui.widgets.button import Button, Kind
from desktop_app.ui.widgets.label import ElideLabel
from desktop_app.ui.widgets.pill import Pill
from desktop_app.ui.widgets.segmented import Segmented
from desktop_app.ui.words import Tone

MESSAGES, RECEIPT = 0, 1
"""Views of the segmented control."""
_LEAST_TITLE = 60
_GAP = 12


class ProgressHead(QWidget):
    """Signals say what was pressed; `pressed` gives the main action of the state shown."""

    pressed = Signal(str)
    stop_asked = Signal()
    pause_asked = Signal()
    export_asked = Signal(str)
    """The kind of file: "xlsx" or "csv"."""
    view_chosen = Signal(int)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._step = NextStep(Act.NONE)
        self._compact = False
        self._beneath = False
        self.back = Button(icon="arrow-left", tip=self.tr("Back to Bulk send"))
        self.back.clicked.connect(self.left)
        self.title = ElideLabel("", Role.TITLE)
        self._small_title = ElideLabel("", Role.SUBTITLE)
        self.pill = Pill()
        self.line = ElideLabel("", Role.BODY, "text2")
        self._small_line = ElideLabel("", Role.SMALL, "text2")
        self.view = Segmented(self.tr("View"), [self.tr("Messages"), self.tr("Receipt")])
        self.view.chosen.connect(self.view_chosen)
        self.export = Button(self.tr("Export"), Kind.GHOST, icon="download")
        self._fill_menu()
        self.stop = Button(self.tr("Stop…"), Kind.DANGER, icon="octagon-x")
        self.stop.clicked.connect(self.stop_asked)
        self.pause = Button(icon="pause", tip=self.tr("Pause (Ctrl+.)"))
        self.pause.clicked.connect(self.pause_asked)
        self.main = Button("", Kind.PRIMARY)
        self.main.clicked.connect(lambda: self.pressed.emit(str(self._step.act)))
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._lay_out()
        self.set_compact(compact=False)

    def _fill_menu(self) -> None:
        menu = QMenu(self.export)
        for words, kind, icon in (
            (self.tr("Excel workbook (.xlsx)"), "xlsx", "file-spreadsheet"),
            (self.tr("Text with separators (.csv)"), "csv", "file-text"),
        ):
            action = QAction(icons.icon(icon, style.colours().text2, 16), words, menu)
            action.triggered.connect(lambda _=False, kind=kind: self.export_asked.emit(kind))
            menu.addAction(action)
        self.export.setAccessibleDescription(self.tr("Your columns, then state, time, phone and SMS"))
        self.export_menu = menu
        self.export.clicked.connect(self.open_export)

    def open_export(self) -> None:
        """Offer the kinds of report beneath the button."""
        self.export_menu.popup(self.export.mapToGlobal(self.export.rect().bottomLeft()))

    def _lay_out(self) -> None:
        words = QGridLayout()
        words.setVerticalSpacing(0)
        first = QHBoxLayout()
        first.setSpacing(_GAP)
        for widget in (self.title, self._small_title, self.pill, self._small_line):
            first.addWidget(widget)
        first.addStretch(1)
        words.addLayout(first, 0, 0)
        words.addWidget(self.line, 1, 0)
        self._actions = QWidget()
        actions = QHBoxLayout(self._actions)
        actions.setContentsMargins(0, 0, 0, 0)
        actions.setSpacing(8)
        for control in (self.view, self.export, self.pause, self.stop, self.main):
            actions.addWidget(control)
        self._grid.setHorizontalSpacing(14)
        self._grid.addWidget(self.back, 0, 0)
        self._grid.addLayout(words, 0, 1)
        self._grid.addWidget(self._actions, 0, 2)
        self._grid.setColumnStretch(1, 1)

    def show_state(self, title: str, words: str, tone: Tone, icon: str) -> None:
        """Show name and state."""
        self.title.set_text(title)
        self._small_title.set_text(title)
        if (words, tone) != (self.pill.text, self.pill.tone):
            self.pill.show_state(words, tone, icon)

    def show_line(self, words: str) -> None:
        """Show how far it is."""
        self.line.set_text(words)
        self._small_line.set_text(words)

    def show_step(self, step: NextStep, *, stop: bool, pause: bool) -> None:
        """Show what can be done now; a state without a main action has none."""
        if step != self._step:
            self._step = step
            self.main.setText(step.words)
            self.main.setAccessibleName(step.words)
            self.main.set_icon(step.icon)
        on_receipt = self.view.index == RECEIPT and step.act in (Act.RETRY, Act.EXPORT)
        self.main.setVisible(step.act not in (Act.NONE, Act.UNDO) and not on_receipt)
        self.stop.setVisible(stop)
        self.pause.setVisible(pause)
        self.export.setVisible(
            step.act not in (Act.EXPORT, Act.UNDO) and not on_receipt and not (self._compact and stop)
        )
        self._place()

    def set_compact(self, *, compact: bool) -> None:
        """One line in a low window: how far it is stands beside the state."""
        self._compact = compact
        for widget in (self.title, self.line):
            widget.setVisible(not compact)
        for widget in (self._small_title, self._small_line):
            widget.setVisible(compact)
        size = CONTROL_SMALL if compact else CONTROL
        for button in (self.back, self.export, self.stop, self.pause, self.main):
            button.set_size(size)
        self.stop.set_icon("" if compact else "octagon-x")
        self._grid.setHorizontalSpacing(10 if compact else 14)
        self._place()

    @qt_virtual
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Find room for the actions."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        """Put the actions beneath where name and state would be squeezed beside them."""
        beside = self._actions.sizeHint().width() + self.back.width() + self.pill.sizeHint().width()
        line = self._small_title.sizeHint().width() + self._small_line.sizeHint().width() + 4 * _GAP
        self._small_line.setVisible(self._compact and beside + line <= self.width())  # the name comes first
        beneath = beside + style.scaled(_LEAST_TITLE) > self.width()
        if beneath is not self._beneath:
            self._beneath = beneath
            self._grid.removeWidget(self._actions)
            if beneath:
                self._grid.addWidget(self._actions, 1, 0, 1, 3, Qt.AlignmentFlag.AlignRight)
            else:
                self._grid.addWidget(self._actions, 0, 2)
