"""What every step is: a page with one main action in the footer."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.ui.tabs.bulk.draft import Draft
from desktop_app.ui.tokens import Role
from desktop_app.ui.widgets.label import Label


@dataclass(frozen=True)
class Action:
    """The main action of a step: its words, and why it cannot be pressed (shown beside it)."""

    words: str
    reason: str = ""
    enabled: bool = True
    icon: str = ""
    trailing: str = "arrow-right"


class Step(QWidget):
    """One of the six steps. Subclasses build themselves once and read the draft in `enter`."""

    action_changed = Signal()
    go_on = Signal()
    """The step is done; go to the next one."""

    def __init__(self, draft: Draft, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.draft = draft
        self.compact = False

    def enter(self) -> None:
        """The step comes into view: show the draft as it is now."""

    def leave(self) -> None:
        """The step goes out of view: keep what was typed."""

    def action(self) -> Action:
        """The main action now."""
        return Action(self.tr("Continue"))

    def press(self) -> None:
        """The main action was pressed; what is missing is said, else `go_on`."""
        self.go_on.emit()

    def set_compact(self, *, compact: bool) -> None:
        """Follow the window's height (design/UX.md 0.22)."""
        self.compact = compact


class PageTitle(QWidget):
    """Title and one-line purpose, with page actions on the right; the purpose hides when the window is low."""

    def __init__(self, title: str, purpose: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = Label(title, Role.TITLE)
        self._purpose = Label(purpose, Role.BODY, "text2")
        if not purpose:  # never shown before it has a parent: it would be a window for a moment, and take the focus
            self._purpose.hide()
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._purpose)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self._row.addLayout(words)
        self._row.addStretch(1)

    def set_title(self, title: str) -> None:
        """Other words."""
        self._title.setText(title)

    def add_action(self, widget: QWidget) -> None:
        """A page action on the right."""
        self._row.addWidget(widget)

    def set_compact(self, *, compact: bool) -> None:
        """Hide the purpose when the window is low."""
        self._purpose.setVisible(bool(self._purpose.text()) and not compact)
