"""Buttons that put a field into the message: the first ones each with its own, the others in a list."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from desktop_app.ui.tokens import CONTROL_SMALL, Role
from desktop_app.ui.widgets.button import Button, Kind
from desktop_app.ui.widgets.label import Label


class FieldChips(QWidget):
    """Insert: First name, Last name, … More."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chips = QHBoxLayout()
        self._chips.setSpacing(6)
        self._more = Button(self.tr("More"), icon="chevron-down", size=CONTROL_SMALL)
        self._menu = QMenu(self)
        self._more.clicked.connect(lambda: self._menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft())))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(Label(self.tr("Insert"), Role.SMALL, "text2"))
        row.addLayout(self._chips)
        row.addWidget(self._more)

    def show_fields(self, names: list[str], most: int) -> None:
        """Show `most` fields as buttons and the rest in the list."""
        while (item := self._chips.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for name in names[:most]:
            chip = Button(name, Kind.SOFT, icon="plus", size=CONTROL_SMALL)
            chip.setAccessibleName(self.tr("Insert {field}").format(field=name))
            chip.clicked.connect(lambda *_, field=name: self.chosen.emit(field))
            self._chips.addWidget(chip)
        self._menu.clear()
        for name in names[most:]:
            entry = self._menu.addAction(name.replace("&", "&&"))
            entry.triggered.connect(lambda *_, field=name: self.chosen.emit(field))
        self._more.setVisible(len(names) > most)
