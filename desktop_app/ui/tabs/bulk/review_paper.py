"""The slip of Review: its name, the sentence, and the facts with a way back to each."""

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.ui import style
from desktop_app.ui.tabs.bulk.review_changes import Fact
from desktop_app.ui.tabs.bulk.review_replies import RepliesLine
from desktop_app.ui.tokens import CONTROL_SMALL, Role
from desktop_app.ui.widgets.button import Button, Kind
from desktop_app.ui.widgets.card import Icon
from desktop_app.ui.widgets.label import Label
from desktop_app.ui.widgets.pill import Pill
from desktop_app.ui.widgets.receipt_paper import Perforation, ReceiptPaper
from desktop_app.ui.widgets.runs import Run, Runs
from desktop_app.ui.words import Tone, clock_time, day

_NAME_WIDTH, _ROW, _PENCIL = 92, 30, 24
_ON_PAPER = """
QLineEdit {
    border: 1px solid transparent; background: transparent; padding: 0px; min-height: 22px; font-weight: 600;
}
QLineEdit:hover { border: 1px solid palette(mid); }
QLineEdit:focus { border: 1px solid palette(highlight); padding: 0px; min-height: 22px; }
"""
"""The campaign's name looks like print until it is edited."""


class FactRow(QWidget):
    """One fact: icon, name, value, whether it changed, and the button that leads to it."""

    def __init__(self, icon: str, name: str, button: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._icon = Icon(icon)
        self._label = Label(name, Role.BODY, "text2")
        self.value = Runs()
        self.changed = Pill(self.tr("changed"), Tone.WARN)
        self.button = Button(button, Kind.QUIET, size=CONTROL_SMALL)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self._icon)
        row.addWidget(self._label)
        row.addWidget(self.value, 1)
        row.addWidget(self.changed)
        row.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(row)
        self.line = Perforation(strong=False)
        column.addWidget(self.line)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.changed.hide()

    def show_fact(self, runs: tuple[Run, ...] | None, *, changed: bool = False, button: str = "") -> None:
        """Show its value; None hides the fact."""
        self.setVisible(runs is not None)
        self.value.say(runs or ())
        self.changed.setVisible(changed)
        if button:
            self.button.setText(button)
            self.button.updateGeometry()
        self._label.setFixedWidth(style.scaled(_NAME_WIDTH))
        self.setMinimumHeight(style.scaled(_ROW))
        words = f"{self._name}: {self.value.text}"
        self.setAccessibleName(f"{words}. {self.changed.text}" if changed else words)
        self.button.setAccessibleName(f"{self.button.text()}: {self._name}")


class ReviewPaper(ReceiptPaper):
    """`edit_asked(fact)` when a fact's button is pressed; `renamed(name)`."""

    edit_asked = Signal(object)
    renamed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.name = QLineEdit()
        self.name.setStyleSheet(_ON_PAPER)
        self.name.setAccessibleName(self.tr("Name of this campaign"))
        self.name.setToolTip(self.tr("Rename it here. Nobody else sees this name."))
        self.name.setMaxLength(120)
        self.name.setTextMargins(-2, 0, 0, 0)
        self.name.textEdited.connect(self.renamed)
        self.name.textChanged.connect(self._fit_name)
        self.rename = Button("", Kind.GHOST, icon="pencil", size=_PENCIL, tip=self.tr("Rename this campaign"))
        self.rename.clicked.connect(self._begin_to_rename)
        self._date = Label("", Role.SMALL, "text2")
        self.sentence = Runs(Role.SENTENCE)
        self.replies = RepliesLine()
        edit, show = self.tr("Edit"), self.tr("Show")
        self.facts = {
            Fact.FROM: FactRow("smartphone", self.tr("From"), edit),
            Fact.WHEN: FactRow("clock", self.tr("When"), edit),
            Fact.LIMIT: FactRow("hourglass", self.tr("Not after"), edit),
            Fact.COSTS: FactRow("coins", self.tr("Costs"), edit),
            Fact.LEFT_OUT: FactRow("user-x", self.tr("Left out"), show),
            Fact.TWICE: FactRow("copy-check", self.tr("Twice"), show),
            Fact.RECENT: FactRow("calendar-days", self.tr("This week"), self.tr("Skip them")),
            Fact.REPEATED: FactRow("repeat-2", self.tr("Again"), self.tr("Send them too")),
        }
        for fact, row in self.facts.items():
            row.button.clicked.connect(lambda *_, which=fact: self.edit_asked.emit(which))
        self._undo_icon = Icon("undo-2", "accent_text", size=16)
        self._undo = Runs(Role.SMALL)
        self._lay_out()

    def _lay_out(self) -> None:
        self.column.setContentsMargins(28, 12, 28, 16)
        top = QHBoxLayout()
        top.setContentsMargins(0, 0, 0, 0)
        top.setSpacing(4)
        self.name.setMinimumWidth(80)
        top.addWidget(self.name, 1000)
        top.addWidget(self.rename)
        top.addSpacing(12)
        top.addStretch(1)
        top.addWidget(self._date)
        self.column.addLayout(top)
        self.column.addWidget(self.sentence)
        self.column.addSpacing(2)
        self.column.addWidget(self.replies)
        self.column.addSpacing(6)
        for row in self.facts.values():
            self.column.addWidget(row)
        self.column.addStretch(1)
        self.column.addWidget(Perforation())
        undo = QHBoxLayout()
        undo.setSpacing(10)
        undo.addWidget(self._undo_icon, 0, Qt.AlignmentFlag.AlignTop)
        undo.addWidget(self._undo, 1)
        self.column.addLayout(undo)
        self.column.addSpacing(6)

    def show_name(self, name: str, usual: str, now: datetime) -> None:
        """Show the campaign's name (`usual` where it has none of its own) and the moment."""
        self.name.setPlaceholderText(usual)
        if not self.name.hasFocus() and self.name.text() != (name or usual):
            self.name.setText(name or usual)
            self.name.setCursorPosition(0)
        self._fit_name()
        self._date.setText(f"{day(now)}, {clock_time(now)}")

    def _begin_to_rename(self) -> None:
        self.name.setFocus()
        self.name.selectAll()

    def _fit_name(self) -> None:
        shown = self.name.text() or self.name.placeholderText()
        self.name.setMaximumWidth(max(int(style.text_width(shown, Role.BODY, 600)) + 12, 80))

    def show_undo(self, runs: tuple[Run, ...]) -> None:
        """What can be taken back, below the last fact."""
        self._undo.say(runs)
        shown = [row for row in self.facts.values() if not row.isHidden()]
        for row in shown:
            row.line.setVisible(row is not shown[-1])

    def set_compact(self, *, compact: bool) -> None:
        """A narrower margin and a smaller sentence in a low window."""
        side = 18 if compact else 28
        self.column.setContentsMargins(side, 10 if compact else 12, side, 16)
        self.sentence.set_role(Role.TITLE if compact else Role.SENTENCE)
