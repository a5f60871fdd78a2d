"""What stands for an empty field: one line for each field that is empty in some rows."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop_app.ui.tokens import Role
from desktop_app.ui.widgets.card import Icon
from desktop_app.ui.widgets.label import ElideLabel, Label
from desktop_app.ui.words import number


class _FallbackLine(QFrame):
    """Says “First name is empty in 23 rows. Use this instead:” and takes the words."""

    changed = Signal()

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.name = name
        self.setProperty("box", "info")
        self._what = ElideLabel("", Role.SMALL)
        self.edit = QLineEdit()
        self.edit.setFixedWidth(140)
        self.edit.setStyleSheet("QLineEdit { min-height: 26px; } QLineEdit:focus { min-height: 24px; }")
        self.edit.setPlaceholderText(self.tr("skip these rows"))
        self.edit.setAccessibleName(self.tr("Used where {field} is empty").format(field=name))
        self.edit.textEdited.connect(self.changed)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 8, 4)
        row.setSpacing(8)
        row.addWidget(Icon("info", "accent_text", size=16))
        row.addWidget(Label(name, Role.SMALL_STRONG))
        row.addWidget(self._what, 1)
        row.addWidget(self.edit)

    def show_count(self, rows: int) -> None:
        """In how many rows the field is empty."""
        words = self.tr("is empty in %Ln rows. Use this instead:", "", rows)
        self._what.set_text(words.replace("%Ln", number(rows)))


class Fallbacks(QWidget):
    """The lines; what was typed stays when a line goes and comes back."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values: dict[str, str] = {}
        self._lines: dict[str, _FallbackLine] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._column.setAlignment(Qt.AlignmentFlag.AlignTop)

    def values(self) -> dict[str, str]:
        """Field -> words, those left empty not among them."""
        return {name: text for name, text in self._values.items() if text.strip()}

    def set_values(self, values: Mapping[str, str]) -> None:
        """What was chosen before."""
        self._values = dict(values)
        for name, line in self._lines.items():
            line.edit.setText(self._values.get(name, ""))

    def take(self, name: str, text: str) -> None:
        """A field came with its own words."""
        self._values.setdefault(name, text)

    def show_empty(self, empty: Mapping[str, int]) -> None:
        """Show a line for each field that is empty somewhere."""
        for name in [name for name in self._lines if not empty.get(name)]:
            line = self._lines.pop(name)
            line.hide()
            line.deleteLater()
        for name, rows in empty.items():
            if not rows:
                continue
            if name not in self._lines:
                line = _FallbackLine(name, self)
                line.edit.setText(self._values.get(name, ""))
                line.changed.connect(lambda field=name: self._typed(field))
                self._column.addWidget(line)
                self._lines[name] = line
            self._lines[name].show_count(rows)
        self.setVisible(bool(self._lines))

    def _typed(self, name: str) -> None:
        self._values[name] = self._lines[name].edit.text()
        self.changed.emit()
