"""The groups of step Check: a list with counts on the left, or a drop-down in a low window; sums beneath."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QMenu, QRadioButton, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.domain.recipient import Group, Mark, PlanTotals
from desktop_app.ui import icons, style
from desktop_app.ui.qt_virtual import qt_virtual
from desktop_app.ui.tabs.bulk.said import SHOWN_LEFT_OUT, SHOWN_MARKS, group_words
from desktop_app.ui.tokens import CONTROL, Role
from desktop_app.ui.widgets import cells
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.label import ElideLabel
from desktop_app.ui.widgets.receipt_paper import LeaderRow, Perforation
from desktop_app.ui.words import number

Choice = Group | Mark


def counted(totals: PlanTotals) -> list[tuple[Choice, int]]:
    """Groups with their counts in the order they are shown; the first ones are left out, then marks."""
    left: Mapping[Group, int] = totals.left_out
    shown: list[tuple[Choice, int]] = [(group, left[group]) for group in SHOWN_LEFT_OUT if left.get(group)]
    shown += [(mark, totals.marks[mark]) for mark in SHOWN_MARKS if totals.marks.get(mark)]
    return shown


class _GroupButton(QRadioButton):
    """One group: icon, name, count."""

    def __init__(self, group: Choice, parent: QWidget) -> None:
        super().__init__(parent)
        self.group_shown = group
        self._words = group_words(group)
        self._count = 0
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_count(self, count: int) -> None:
        """How many rows it has."""
        self._count = count
        self.setAccessibleName(f"{self._words.name}, {number(count)}")
        self.update()

    @qt_virtual
    def sizeHint(self) -> QSize:
        """A line."""
        return QSize(200, style.scaled(29))

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
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        if self.isChecked():
            painter.setPen(QPen(cells.colour("accent_line"), 1))
            painter.setBrush(cells.colour("accent_soft"))
            painter.drawRoundedRect(box, 6, 6)
        elif self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(cells.colour("hover"))
            painter.drawRoundedRect(box, 6, 6)
        icons.paint(
            painter, self._words.icon, QRectF(12, self.height() / 2 - 8, 16, 16), style.colours()[self._words.ink]
        )
        ink = "ok" if self.group_shown is Mark.FIXED else "text"
        role = Role.SMALL_STRONG if self.isChecked() else Role.SMALL
        count = number(self._count)
        wide = style.text_width(count, Role.SMALL_STRONG)
        cells.line(painter, QRectF(38, 0, self.width() - 58 - wide, self.height()), self._words.name, role)
        cells.line(painter, QRectF(0, 0, self.width() - 12, self.height()), count, Role.SMALL_STRONG, ink, cells.RIGHT)


class GroupList(Card):
    """Groups to look at, and what the rows add up to."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(padding=8, gap=1, parent=parent)
        self.setFixedWidth(style.scaled(244))
        self._buttons: dict[Choice, _GroupButton] = {}
        self._group = QButtonGroup(self)
        self._group.buttonClicked.connect(self._clicked)
        self._left = _Head(self.tr("Left out unless you fix them"))
        self._worth = _Head(self.tr("Goes out, worth a look"))
        self._left_column, self._worth_column = QVBoxLayout(), QVBoxLayout()
        for column in (self._left_column, self._worth_column):
            column.setSpacing(1)
        self._rows = LeaderRow(self.tr("Rows"), "", ink="text")
        self._out = LeaderRow(self.tr("Left out"), "", ink="text")
        self._ready = LeaderRow(self.tr("Ready to send"), "", role=Role.STRONG, ink="ok")
        for item in (self._left, self._left_column, self._worth, self._worth_column):
            if isinstance(item, QWidget):
                self.column.addWidget(item)
            else:
                self.column.addLayout(item)
        self.column.addStretch(1)
        self.column.addWidget(Perforation())
        sums = QVBoxLayout()
        sums.setContentsMargins(12, 0, 12, 4)
        sums.setSpacing(0)
        for row in (self._rows, self._out, self._ready):
            sums.addWidget(row)
        self.column.addLayout(sums)

    def show_totals(self, totals: PlanTotals, current: Choice) -> None:
        """Counts of the plan, with `current` chosen."""
        shown = counted(totals)
        wanted = [group for group, _ in shown]
        if wanted != list(self._buttons):
            self._rebuild(wanted)
        for group, count in shown:
            self._buttons[group].show_count(count)
            self._buttons[group].setChecked(group == current)
        self._left.show_count(totals.skipped)
        self._left.setVisible(any(isinstance(group, Group) for group in wanted))
        self._worth.setVisible(any(isinstance(group, Mark) for group in wanted))
        self._rows.set_value(number(totals.rows))
        self._out.set_value(f"– {number(totals.skipped)}" if totals.skipped else "0")
        self._ready.set_value(number(totals.ready))

    def _rebuild(self, wanted: list[Choice]) -> None:
        had_focus = any(button.hasFocus() for button in self._buttons.values())
        for old in self._buttons.values():
            self._group.removeButton(old)
            old.hide()
            old.deleteLater()
        self._buttons = {}
        for group in wanted:
            button = _GroupButton(group, self)
            self._group.addButton(button)
            column = self._left_column if isinstance(group, Group) else self._worth_column
            column.addWidget(button)
            self._buttons[group] = button
        if had_focus and wanted:
            self._buttons[wanted[0]].setFocus()

    def _clicked(self, button: QRadioButton) -> None:
        if isinstance(button, _GroupButton):
            self.chosen.emit(button.group_shown)

    @qt_virtual
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows that moved to another group show its rows."""
        super().keyPressEvent(event)
        checked = self._group.checkedButton()
        if isinstance(checked, _GroupButton):
            self.chosen.emit(checked.group_shown)


class _Head(QWidget):
    """A small head over a part of the list, with a sum."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self._words = words
        self._count = ""
        self.setAccessibleName(words)
        self.setFixedHeight(style.scaled(26))

    def show_count(self, count: int) -> None:
        """The sum."""
        self._count = number(count)
        self.setAccessibleName(f"{self._words}, {self._count}")
        self.update()

    @qt_virtual
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        del event
        painter = QPainter(self)
        box = QRectF(12, 0, self.width() - 24, self.height())
        cells.line(painter, box, self._words, Role.CAPTION_STRONG, "text2")
        cells.line(painter, box, self._count, Role.CAPTION, "text2", cells.RIGHT)


class GroupMenu(Button):
    """The groups as a drop-down for a low window."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", trailing="chevron-down", size=CONTROL - 4, parent=parent)
        self._menu = QMenu(self)
        self.clicked.connect(lambda: self._menu.popup(self.mapToGlobal(self.rect().bottomLeft())))

    def show_totals(self, totals: PlanTotals, current: Choice) -> None:
        """Counts of the plan, with `current` chosen."""
        self._menu.clear()
        for group, count in counted(totals):
            words = f"{group_words(group).name}  {number(count)}"
            entry = self._menu.addAction(words.replace("&", "&&"))
            entry.triggered.connect(lambda *_, chosen=group: self.chosen.emit(chosen))
            if group == current:
                self.setText(words)
                self.set_icon(group_words(group).icon, group_words(group).ink)
                self.setAccessibleName(words)


class SumLine(ElideLabel):
    """Says “57 rows left out so far, 1,248 ready”."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", Role.SMALL, "text2", parent=parent)

    def show_totals(self, totals: PlanTotals) -> None:
        """Counts of the plan."""
        left = self.tr("%Ln rows left out so far", "", totals.skipped).replace("%Ln", number(totals.skipped))
        self.set_text(self.tr("{left}, {ready} ready").format(left=left, ready=number(totals.ready)))
