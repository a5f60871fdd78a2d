"""Counters of Progress: a number each, filters too, and together the campaign."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QRadioButton, QSizePolicy, QWidget

from desktop_app.domain.outgoing import State
from desktop_app.ui import style
from desktop_app.ui.qt_virtual import qt_virtual
from desktop_app.ui.tabs.bulk.said import Counter, counters, tr
from desktop_app.ui.tokens import Role
from desktop_app.ui.widgets.flow import FlowLayout
from desktop_app.ui.widgets.label import plain_tip
from desktop_app.ui.widgets.stacked_bar import Pattern, paint_part
from desktop_app.ui.words import number

_SWATCH = 11
_NUMBER = Role.TITLE


class CounterButton(QRadioButton):
    """A word and its number; on, it is the filter. `compact` puts both on one line."""

    def __init__(self, words: str, swatch: tuple[str, Pattern] | None = None, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self._swatch = swatch
        self._count = 0
        self._compact = False
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_count(0)

    @property
    def count(self) -> int:
        """Its number."""
        return self._count

    def show_count(self, count: int) -> None:
        """Show another number."""
        if len(number(count)) != len(number(self._count)):
            self.updateGeometry()
        self._count = count
        self.setAccessibleName(f"{self.text()} {number(count)}")
        self.update()

    def set_compact(self, *, compact: bool) -> None:
        """Word and number on one line."""
        self._compact = compact
        self.updateGeometry()
        self.update()

    @property
    def _lead(self) -> int:
        return _SWATCH + 6 if self._swatch else 0

    @qt_virtual
    def sizeHint(self) -> QSize:
        """Word over number, or beside it."""
        words = style.text_width(self.text(), Role.SMALL) + self._lead
        if self._compact:
            figures = style.text_width(number(self._count), Role.STRONG)
            return QSize(int(words + figures) + 24, style.scaled(30))
        figures = style.text_width(number(self._count), _NUMBER)
        return QSize(int(max(words, figures)) + 28, style.scaled(54))

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
        """Draw the box when on, swatch, word and number."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        c = style.colours()
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        if self.isChecked() or self.underMouse():
            painter.setPen(QPen(QColor(c.accent_line), 1) if self.isChecked() else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(c.accent_soft if self.isChecked() else c.hover))
            painter.drawRoundedRect(box, 7, 7)
        x = 8.0 if self._compact else 14.0
        upper = QRectF(x, 0, self.width() - x, self.height()) if self._compact else self._line(x, 5, 20)
        if self._swatch:
            at = QRectF(x, upper.center().y() - _SWATCH / 2, _SWATCH, _SWATCH)
            paint_part(painter, at, *self._swatch)
        painter.setFont(style.font(Role.SMALL, 500))
        painter.setPen(QColor(c.text if self.isChecked() else c.text2))
        painter.drawText(upper.adjusted(self._lead, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self.text())
        painter.setPen(QColor(c.text))
        if self._compact:
            right = QRectF(0, 0, self.width() - 8, self.height())
            painter.setFont(style.font(Role.STRONG))
            painter.drawText(right, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, number(self._count))
            return
        painter.setFont(style.font(_NUMBER))
        painter.drawText(self._line(x, 25, 26), Qt.AlignmentFlag.AlignVCenter, number(self._count))

    def _line(self, x: float, top: float, tall: float) -> QRectF:
        return QRectF(x, style.scaled(top), self.width() - x, style.scaled(tall))


class CounterRow(QWidget):
    """All, then each counter; `chosen` gives the key ("" for All). One stop for Tab, arrows inside."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Messages by state"))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._counters: dict[str, Counter] = {one.key: one for one in counters()}
        self._group = QButtonGroup(self)
        flow = FlowLayout(self, gap=2)
        self.buttons: dict[str, CounterButton] = {"": CounterButton(tr("All"))}
        for one in counters():
            button = CounterButton(one.words, (one.ink, one.pattern))
            button.setToolTip(plain_tip(tr("Show only these")))
            self.buttons[one.key] = button
        for button in self.buttons.values():
            self._group.addButton(button)
            flow.addWidget(button)
        self.buttons[""].setChecked(True)
        self._group.buttonClicked.connect(self._tell)
        self.set_compact(compact=False)

    @property
    def key(self) -> str:
        """The filter on, "" for All."""
        return next(key for key, button in self.buttons.items() if button.isChecked())

    @property
    def states(self) -> frozenset[State] | None:
        """States of the filter on; None for All."""
        return self._counters[self.key].states if self.key else None

    def choose(self, key: str) -> None:
        """Turn a filter on, and tell it."""
        self.buttons[key].setChecked(True)
        self.chosen.emit(key)

    def _tell(self, pressed: QAbstractButton) -> None:
        del pressed
        self.chosen.emit(self.key)

    def show_counts(self, counts: Mapping[State, int]) -> None:
        """Show the campaign's numbers; "Not sent" hides while it is nought."""
        for key, counter in self._counters.items():
            self.buttons[key].show_count(counter.count(counts))
        self.buttons[""].show_count(sum(counts.values()))
        unsent = self.buttons["skipped"]
        unsent.setVisible(bool(unsent.count) or unsent.isChecked())

    def set_compact(self, *, compact: bool) -> None:
        """One line in a low window."""
        for button in self.buttons.values():
            button.set_compact(compact=compact)
