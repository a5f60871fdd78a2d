"""What is left to do after a campaign: a card of rows, each with its count and one button."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.ui.tokens import Role
from desktop_app.ui.widgets.button import Button, Kind
from desktop_app.ui.widgets.card import Card, IconTile
from desktop_app.ui.widgets.label import Label, Rule
from desktop_app.ui.words import Tone


class ToDoRow(QWidget):
    """Icon, a bold line, a line beneath, a button; hidden while there is nothing to do."""

    pressed = Signal()

    def __init__(
        self, icon: str, tone: Tone, words: str = "", text: str = "", button: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(IconTile(icon, tone, size=38))
        lines = QVBoxLayout()
        lines.setSpacing(0)
        self._words = Label(words, Role.STRONG, wrap=True)
        self._text = Label(text, Role.SMALL, "text2", wrap=True)
        lines.addWidget(self._words)
        lines.addWidget(self._text)
        row.addLayout(lines, 1)
        self.button = Button(button, Kind.SECONDARY)
        self.button.clicked.connect(self.pressed)
        row.addWidget(self.button)
        column.addLayout(row)
        self._rule = Rule()
        column.addWidget(self._rule)

    def show_count(self, count: int, words: str, text: str, button: str) -> None:
        """Show what is to be done; a count of nought hides the row, no words on the button hide that."""
        self.setVisible(count > 0)
        self._words.setText(words)
        self._text.setText(text)
        self.button.setText(button)
        self.button.setAccessibleName(f"{button}: {words}")
        self.button.setVisible(bool(button))
        self.button.updateGeometry()

    def show_rule(self, *, shown: bool) -> None:
        """Draw a line beneath, but not under the last row."""
        self._rule.setVisible(shown)


class ToDo(Card):
    """A card with rows and, when none is left, a line that says so."""

    def __init__(self, title: str = "", *, leads: bool = False, parent: QWidget | None = None) -> None:
        """`leads`: the first row's button is the main action of the view."""
        super().__init__(title, padding=18, gap=10, parent=parent)
        self._leads = leads
        self._rows: tuple[ToDoRow, ...] = ()
        self._none = Label("", Role.BODY, "text2")
        self._none.hide()
        self.column.addWidget(self._none)

    def show_rows(self, rows: Sequence[ToDoRow]) -> None:
        """Fill the card."""
        self._rows = tuple(rows)
        for row in rows:
            self.column.addWidget(row)
        self.fit("")

    def fit(self, nothing: str) -> None:
        """Draw lines between the rows shown; say `nothing` where none is."""
        shown = [row for row in self._rows if not row.isHidden()]
        for row in shown:
            row.show_rule(shown=row is not shown[-1])
            row.button.set_kind(Kind.PRIMARY if self._leads and row is shown[0] else Kind.SECONDARY)
        self._none.setText(nothing)
        self._none.setVisible(bool(nothing) and not shown)
