"""The workbook's sheets at the bottom, as a spreadsheet shows them."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QRadioButton, QSizePolicy, QWidget

from desktop_app.domain.recipient import SheetInfo
from desktop_app.ui import style
from desktop_app.ui.qt_virtual import qt_virtual
from desktop_app.ui.tokens import Role
from desktop_app.ui.widgets import cells
from desktop_app.ui.widgets.label import ElideLabel
from desktop_app.ui.words import number


class _SheetTab(QRadioButton):
    """One sheet; the one on show is raised and underlined in green."""

    def __init__(self, name: str, note: str, parent: QWidget) -> None:
        super().__init__(name, parent)
        self._note = note
        self.setAccessibleName(f"{name} {note}".strip())
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def say(self, note: str) -> None:
        """Other words beside the name."""
        self._note = note
        self.setAccessibleName(f"{self.text()} {note}".strip())
        self.updateGeometry()
        self.update()

    @qt_virtual
    def sizeHint(self) -> QSize:
        """Name and note."""
        note = style.text_width(self._note, Role.CAPTION) + 8 if self._note else 0
        return QSize(int(style.text_width(self.text(), Role.SMALL_STRONG) + note) + 26, style.scaled(34))

    @qt_virtual
    def hitButton(self, pos: object) -> bool:
        """All of it."""
        del pos
        return True

    @qt_virtual
    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        self.updateGeometry()

    @qt_virtual
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        del event
        painter = QPainter(self)
        box = QRectF(self.rect())
        if self.isChecked():
            painter.fillRect(box, cells.colour("surface"))
            painter.fillRect(QRectF(0, box.height() - 3, box.width(), 3), cells.colour("ok_dot"))
        inner = box.adjusted(12, 0, -8, 0)
        role = Role.SMALL_STRONG if self.isChecked() else Role.SMALL
        used = cells.line(painter, inner, self.text(), role, "text" if self.isChecked() else "text2")
        cells.line(painter, inner.adjusted(used + 8, 0, 0, 0), self._note, Role.CAPTION, "text2")


class SheetTabs(QFrame):
    """Sheet names with their rows, and a remark on the right."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Sheets"))
        self._group = QButtonGroup(self)
        self._tabs: dict[str, _SheetTab] = {}
        self._remark = ElideLabel("", Role.CAPTION, "text2")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(8, 1, 14, 0)
        self._row.setSpacing(2)
        self._row.addStretch(1)
        self._row.addWidget(self._remark)

    def show_sheets(self, sheets: tuple[SheetInfo, ...], current: str, rows: int, remark: str = "") -> None:
        """Show the visible sheets; `rows` are those of the one on show."""
        self._remark.set_text(remark)
        wanted = {sheet.name: sheet for sheet in sheets if sheet.visible or sheet.name == current}
        if wanted.keys() != self._tabs.keys():
            for old in self._tabs.values():
                old.hide()
                old.deleteLater()
            self._tabs = {}
            for place, name in enumerate(wanted):
                tab = _SheetTab(name, "", self)
                tab.clicked.connect(lambda *_, sheet=name: self.chosen.emit(sheet))
                self._group.addButton(tab)
                self._row.insertWidget(place, tab)
                self._tabs[name] = tab
        for name, tab in self._tabs.items():
            count = rows if name == current else wanted[name].rows
            tab.say("" if count is None else self.tr("%Ln rows", "", count).replace("%Ln", number(count)))
            tab.setChecked(name == current)

    def say(self, sheet: str, note: str) -> None:
        """Other words beside one sheet's name ("9 of 1,305 rows")."""
        if sheet in self._tabs:
            self._tabs[sheet].say(note)

    @qt_virtual
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the strip."""
        del event
        painter = QPainter(self)
        painter.fillRect(self.rect(), cells.colour("hover"))
        painter.fillRect(0, 0, self.width(), 1, cells.colour("border"))
