"""Buttons that put a field into the message: as many as there is room for, the others in a list."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QWidget

from desktop_app.ui.qt_virtual import qt_virtual
from desktop_app.ui.tokens import CONTROL_SMALL, Role
from desktop_app.ui.widgets.button import Button, Kind
from desktop_app.ui.widgets.label import Label

_GAP = 6


class FieldChips(QWidget):
    """Insert: First name, Last name, … More."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._names: list[str] = []
        self._most = 0
        self._buttons: list[Button] = []
        self._chips = QHBoxLayout()
        self._chips.setSpacing(_GAP)
        self._more = Button(self.tr("More"), icon="chevron-down", size=CONTROL_SMALL)
        self._menu = QMenu(self)
        self._more.clicked.connect(lambda: self._menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft())))
        self._lead = Label(self.tr("Insert"), Role.SMALL, "text2")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_GAP)
        row.addWidget(self._lead)
        row.addLayout(self._chips)
        row.addWidget(self._more)
        row.addStretch(1)

    def show_fields(self, names: list[str], most: int) -> None:
        """Show up to `most` fields as buttons and the rest in the list."""
        while (item := self._chips.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self._names, self._most, self._buttons = names, most, []
        for name in names[:most]:
            chip = Button(name, Kind.SOFT, icon="plus", size=CONTROL_SMALL)
            chip.setAccessibleName(self.tr("Insert {field}").format(field=name))
            chip.clicked.connect(lambda *_, field=name: self.chosen.emit(field))
            self._chips.addWidget(chip)
            self._buttons.append(chip)
        self._fit()

    def _fit(self) -> None:
        """Show the buttons that fit, and all other fields in the list."""
        room = self.width() - self._lead.sizeHint().width() - 2 * _GAP - self._more.sizeHint().width()
        shown = 0
        for button in self._buttons:
            room -= button.sizeHint().width() + _GAP
            fits = room >= 0 and shown == self._buttons.index(button)
            button.setVisible(fits)
            shown += fits
        self._menu.clear()
        for name in self._names[shown:]:
            entry = self._menu.addAction(name.replace("&", "&&"))
            entry.triggered.connect(lambda *_, field=name: self.chosen.emit(field))
        self._more.setVisible(len(self._names) > shown)

    @qt_virtual
    def minimumSizeHint(self) -> QSize:
        """Room for the list alone."""
        wide = self._lead.sizeHint().width() + _GAP + self._more.sizeHint().width()
        return QSize(wide, self._more.sizeHint().height())

    @qt_virtual
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use the room there is."""
        super().resizeEvent(event)
        self._fit()
