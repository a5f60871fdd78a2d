"""“Needs attention”: slow troubles, one line with one button each; the same behind a button in a low window."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.ui import style
from desktop_app.ui.tabs.devices.attention_words import AttentionLine, Step
from desktop_app.ui.tokens import Role
from desktop_app.ui.widgets.button import Button, Kind
from desktop_app.ui.widgets.card import Card, Icon
from desktop_app.ui.widgets.label import ElideLabel, Label, Rule

_AT_FIRST = 4


class AttentionCard(Card):
    """The lines. `taken(line)` when a button was pressed that is not the line's own help; `undo_asked` after that."""

    taken = Signal(object)
    undo_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Needs attention"), padding=16, gap=0, parent=parent)
        self._lines: tuple[AttentionLine, ...] = ()
        self._rows: list[AttentionRow] = []
        self._all = False
        self._space = QVBoxLayout()
        self._space.setSpacing(0)
        self.column.addSpacing(2)
        self.column.addLayout(self._space)
        self._more = Button("", Kind.QUIET, size=28)
        self._more.clicked.connect(self._turn_all)
        self.column.addWidget(self._more)
        self._done = _Done(self.tr("Undo"))
        self.undo.clicked.connect(self.undo_asked)
        self.column.addWidget(self._done)
        self._done.hide()
        self._more.hide()

    @property
    def undo(self) -> Button:
        """Takes back what was just done."""
        return self._done.undo

    @property
    def rows(self) -> tuple["AttentionRow", ...]:
        """The lines as they stand."""
        return tuple(self._rows)

    def show_lines(self, lines: Sequence[AttentionLine]) -> None:
        """Show these; a line that stays keeps its help open and the focus on its button."""
        if tuple(lines) == self._lines:
            return
        self._lines = tuple(lines)
        self._build()

    def say_done(self, words: str) -> None:
        """Say what was just done, with Undo; "" takes it back."""
        self._done.words.set_text(words)
        self._done.setVisible(bool(words))
        self.updateGeometry()

    def _turn_all(self) -> None:
        self._all = not self._all
        self._build()

    def _build(self) -> None:
        wanted = self._lines if self._all else self._lines[:_AT_FIRST]
        kept = {row.line: row for row in self._rows}
        while self._space.count():
            self._space.takeAt(0)
        self._rows = []
        for place, line in enumerate(wanted):
            row = kept.pop(line, None) or self._row(line)
            row.show_rule(wanted=place > 0)
            self._space.addWidget(row)
            self._rows.append(row)
        for row in kept.values():
            row.hide()
            row.deleteLater()
        left = len(self._lines) - _AT_FIRST
        self._more.setText(self.tr("Show fewer") if self._all else self.tr("Show %Ln more", "", max(left, 0)))
        self._more.setVisible(left > 0)
        self._more.updateGeometry()

    def _row(self, line: AttentionLine) -> "AttentionRow":
        row = AttentionRow(line)
        row.taken.connect(self.taken)
        return row


class AttentionRow(QWidget):
    """Icon, what is wrong, with what, one button; help opens beneath."""

    taken = Signal(object)

    def __init__(self, line: AttentionLine, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = line
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._rule = Rule()
        column.addWidget(self._rule)
        row = QHBoxLayout()
        row.setContentsMargins(0, 9, 0, 9)
        row.setSpacing(10)
        row.addWidget(Icon(line.icon, "warn"))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label(line.head, Role.BODY, wrap=True))
        words.addWidget(Label(line.about, Role.CAPTION, "text2", wrap=True))
        row.addLayout(words, 1)
        self.button = Button(line.button, size=28)
        self.button.setAccessibleName(f"{line.button} {line.head}, {line.about}")
        self.button.clicked.connect(self._press)
        row.addWidget(self.button)
        column.addLayout(row)
        self._help = Label(line.help, Role.SMALL, "text2", wrap=True)
        self._help.setContentsMargins(28, 0, 0, 10)
        self._help.hide()
        column.addWidget(self._help)

    def show_rule(self, *, wanted: bool) -> None:
        """Draw the hairline over it."""
        self._rule.setVisible(wanted)

    def _press(self) -> None:
        if self.line.step is not Step.EXPLAIN:
            self.taken.emit(self.line)
            return
        opened = not self._help.isVisibleTo(self)
        self._help.setVisible(opened)
        self.button.setText(self.tr("Hide") if opened else self.line.button)
        self.button.updateGeometry()


class _Done(QWidget):
    def __init__(self, undo: str) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 0)
        row.setSpacing(8)
        self.words = ElideLabel("", Role.SMALL, "text2")
        self.undo = Button(undo, Kind.QUIET, icon="undo-2", size=28)
        row.addWidget(self.words, 1)
        row.addWidget(self.undo)


class AttentionButton(Button):
    """How many things need attention, in a low window; opens the card over the page."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", icon="triangle-alert", trailing="chevron-down", parent=parent)
        self._sheet = QFrame(self, Qt.WindowType.Popup)
        self._sheet.setAccessibleName(self.tr("Needs attention"))
        column = QVBoxLayout(self._sheet)
        column.setContentsMargins(0, 0, 0, 0)
        self.card = AttentionCard()
        column.addWidget(self.card)
        self.clicked.connect(self._open)

    def show_lines(self, lines: Sequence[AttentionLine]) -> None:
        """Show how many there are, and these."""
        self.card.show_lines(lines)
        words = self.tr("%Ln need attention", "", len(lines))
        if words != self.text():
            self.setText(words)
            self.updateGeometry()

    def close_sheet(self) -> None:
        """Put the card away."""
        self._sheet.hide()

    def _open(self) -> None:
        self._sheet.setFixedWidth(style.scaled(360))
        self._sheet.adjustSize()
        corner = self.mapToGlobal(self.rect().bottomRight())
        self._sheet.move(QPoint(corner.x() - self._sheet.width() + 1, corner.y() + 6))
        self._sheet.show()
        if self.card.rows:
            self.card.rows[0].button.setFocus()
