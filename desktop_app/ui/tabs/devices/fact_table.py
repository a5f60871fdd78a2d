"""Facts beneath each other: word, value, and a small button where something can be done about it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop_app.ui import style
from desktop_app.ui.announce import announce
from desktop_app.ui.tabs.devices.phone_facts import Act, Fact
from desktop_app.ui.tokens import CONTROL_SMALL, Role
from desktop_app.ui.widgets.button import Button, Kind
from desktop_app.ui.widgets.label import ElideLabel

_LABELS, _ROW = 120, 25


class FactTable(QWidget):
    """`asked(act)` when a button other than "copy" is pressed."""

    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(1, 1)
        self._facts: tuple[Fact, ...] = ()
        self._values: list[ElideLabel] = []

    def show_facts(self, facts: Sequence[Fact]) -> None:
        """Show other facts; lines are built anew only when they are others."""
        if tuple(facts) == self._facts:
            return
        same = [(f.label, f.act) for f in facts] == [(f.label, f.act) for f in self._facts]
        self._facts = tuple(facts)
        if not same:
            self._build()
        for fact, value in zip(self._facts, self._values, strict=True):
            value.set_text(fact.value)
            value.set_ink(fact.ink)

    def _build(self) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._values = []
        self._grid.setColumnMinimumWidth(0, style.scaled(_LABELS))
        for row, fact in enumerate(self._facts):
            strong = Role.SMALL_STRONG if fact.ink != "text" else Role.SMALL
            value = ElideLabel(fact.value, strong, fact.ink)
            self._values.append(value)
            self._grid.addWidget(ElideLabel(fact.label, Role.SMALL, "text2"), row, 0)
            self._grid.addWidget(value, row, 1)
            if fact.act is not Act.NONE:
                button = self._button(fact, row)
                self._grid.addWidget(button, row, 2, Qt.AlignmentFlag.AlignRight)
            self._grid.setRowMinimumHeight(row, style.scaled(_ROW))

    def _button(self, fact: Fact, row: int) -> Button:
        if fact.act is Act.COPY:
            words = self.tr("Copy {what}").format(what=fact.label)
            button = Button("", Kind.GHOST, icon="copy", size=_ROW, tip=words)
            button.clicked.connect(lambda: self._copy(button, row))
            return button
        texts = {Act.UPDATE: self.tr("Update…"), Act.RENEW: self.tr("Renew…")}
        button = Button(texts[fact.act], Kind.QUIET, size=CONTROL_SMALL - 4, flush=True)
        button.setAccessibleName(f"{fact.label}: {texts[fact.act]}")
        button.clicked.connect(lambda: self.asked.emit(str(fact.act)))
        return button

    def _copy(self, button: Button, row: int) -> None:
        for other in self.findChildren(Button):
            if not other.text():
                other.set_icon("copy")
        button.set_icon("check")
        QGuiApplication.clipboard().setText(self._facts[row].whole)
        announce(button, self.tr("Copied"))
