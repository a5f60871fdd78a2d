"""Over the list: a chip for each state with its count, and in its place what can be done with ticked phones."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QSizePolicy, QWidget

from desktop_app.domain.device import Reach
from desktop_app.ui import style
from desktop_app.ui.phone_words import REACH_TONE, reach_word
from desktop_app.ui.qt_virtual import qt_virtual
from desktop_app.ui.tokens import Role
from desktop_app.ui.widgets.button import Button, Kind
from desktop_app.ui.widgets.label import Label
from desktop_app.ui.widgets.pill import tone_colours
from desktop_app.ui.words import number

_ORDER = (None, Reach.OFFLINE, Reach.LATE, Reach.ONLINE, Reach.NOT_SEEN, Reach.UNKNOWN)


class StateChips(QWidget):
    """One chip a state, announced as radio buttons; a state no phone is in has none. `chosen(reach)`, None is all."""

    chosen = Signal(object)

    def __init__(self, name: str, everything: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        self._group = QButtonGroup(self)
        self.chips: dict[Reach | None, StateChip] = {}
        for place, reach in enumerate(_ORDER):
            chip = StateChip(everything if reach is None else reach_word(reach), reach)
            self._group.addButton(chip, place)
            self.chips[reach] = chip
            row.addWidget(chip)
        self.chips[None].setChecked(True)
        self._group.idClicked.connect(lambda place: self.chosen.emit(_ORDER[place]))

    def show_counts(self, counts: Mapping[Reach, int]) -> None:
        """Show how many phones are in each state; the chosen chip stays, also with none."""
        for reach, chip in self.chips.items():
            count = sum(counts.values()) if reach is None else counts.get(reach, 0)
            chip.show_count(count)
            chip.setVisible(reach is None or count > 0 or chip.isChecked())


class StateChip(QRadioButton):
    """A state's dot, word and count; on, it is the filter."""

    def __init__(self, words: str, reach: Reach | None, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self._reach = reach
        self._count = -1
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_count(self, count: int) -> None:
        """Show another number."""
        if count != self._count:
            self._count = count
            self.setAccessibleName(f"{self.text()} {number(count)}")
            self.updateGeometry()
            self.update()

    @property
    def _lead(self) -> int:
        return 0 if self._reach is None else 14

    @qt_virtual
    def sizeHint(self) -> QSize:
        """Dot, word, number."""
        words = style.text_width(self.text(), Role.SMALL, 500) + 6
        figures = style.text_width(number(max(self._count, 0)), Role.SMALL_STRONG)
        return QSize(int(words + figures) + self._lead + 22, style.scaled(30))

    @qt_virtual
    def minimumSizeHint(self) -> QSize:
        """Never shortened."""
        return self.sizeHint()

    @qt_virtual
    def hitButton(self, pos: object) -> bool:
        """Take clicks everywhere on it."""
        del pos
        return True

    @qt_virtual
    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        self.updateGeometry()

    @qt_virtual
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box when on, dot, word and number."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        c = style.colours()
        if self.isChecked() or self.underMouse():
            painter.setPen(QPen(QColor(c.accent_line), 1) if self.isChecked() else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(c.accent_soft if self.isChecked() else c.hover))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 7, 7)
        x = 10.0
        if self._reach is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tone_colours(c, REACH_TONE[self._reach])[2]))
            painter.drawEllipse(QPointF(x + 3.5, self.height() / 2), 3.5, 3.5)
        room = QRectF(x + self._lead, 0, self.width() - 2 * x - self._lead, self.height())
        painter.setFont(style.font(Role.SMALL, 500))
        painter.setPen(QColor(c.text if self.isChecked() else c.text2))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, self.text())
        painter.setFont(style.font(Role.SMALL_STRONG))
        painter.setPen(QColor(c.text))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, number(self._count))


class GroupActions(QWidget):
    """What can be done with the ticked phones."""

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 10, 0)
        row.setSpacing(8)
        self._count = Label("", Role.SMALL_STRONG)
        self.leave_out = Button("", size=28)
        self.hide_them = Button("", size=28)
        self.clear = Button(self.tr("Cancel"), Kind.GHOST, size=28)
        row.addWidget(self._count)
        row.addSpacing(8)
        row.addWidget(self.leave_out)
        row.addWidget(self.hide_them)
        row.addStretch(1)
        row.addWidget(self.clear)

    @property
    def words(self) -> str:
        """How many are chosen."""
        return self._count.text()

    def show_count(self, count: int, *, in_use: bool, shown: bool) -> None:
        """Say how many are ticked and what the buttons do with them."""
        self._count.setText(self.tr("%Ln phones chosen", "", count))
        self.leave_out.setText(self.tr("Leave out of bulk sends") if in_use else self.tr("Use in bulk sends again"))
        self.hide_them.setText(self.tr("Hide") if shown else self.tr("Show again"))
        for button in (self.leave_out, self.hide_them):
            button.updateGeometry()
