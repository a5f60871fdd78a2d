"""The steps of a wizard: a bar under the header, or one button in the header where the window is low."""

from enum import StrEnum

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QMenu, QSizePolicy, QWidget

from desktop_app.ui import icons, style
from desktop_app.ui.qt_virtual import qt_virtual
from desktop_app.ui.tokens import Role
from desktop_app.ui.widgets.button import Button, Kind

_DOT = 22


class StepState(StrEnum):
    """How far a step is."""

    DONE = "done"
    NOW = "now"
    LATER = "later"


class StepBar(QWidget):
    """Steps by name; done ones can be pressed: `chosen(index)`."""

    chosen = Signal(int)

    def __init__(self, name: str, names: list[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._now = 0
        self._reached = 0
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._steps = [_Step(index, text, self) for index, text in enumerate(names)]
        for index, step in enumerate(self._steps):
            if index:
                row.addWidget(_Line(self))
            row.addWidget(step)
            step.clicked.connect(lambda _=False, at=index: self.chosen.emit(at))
        row.addStretch(1)
        self.show_step(0, 0)

    def show_step(self, now: int, reached: int) -> None:
        """Mark step `now`; those up to `reached` can be pressed (both from 0)."""
        self._now, self._reached = now, max(reached, now)
        for index, step in enumerate(self._steps):
            state = StepState.NOW if index == now else StepState.DONE if index <= self._reached else StepState.LATER
            step.show_state(state, done=index < self._reached)


class _Step(QAbstractButton):
    def __init__(self, index: int, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._index = index
        self._state = StepState.LATER
        self._done = False
        self.setText(text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def show_state(self, state: StepState, *, done: bool) -> None:
        """Show how far it is."""
        self._state, self._done = state, done
        self.setEnabled(state is not StepState.LATER)
        can = state is StepState.DONE
        self.setCursor(Qt.CursorShape.PointingHandCursor if can else Qt.CursorShape.ArrowCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if can else Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(f"{self._index + 1}. {self.text()}")
        self.update()

    @qt_virtual
    def sizeHint(self) -> QSize:
        """Circle and word."""
        return QSize(int(style.text_width(self.text(), Role.SMALL, 600)) + _DOT + 9, max(28, style.scaled(28)))

    @qt_virtual
    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        self.updateGeometry()

    @qt_virtual
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw circle and word."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        c = style.colours()
        centre = QPointF(_DOT / 2, self.height() / 2)
        now = self._state is StepState.NOW
        ticked = self._state is StepState.DONE
        painter.setPen(QPen(QColor(c.ctl), 1.2) if self._state is StepState.LATER else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(c.accent if now else c.accent_soft if ticked else c.surface))
        painter.drawEllipse(centre, _DOT / 2 - 0.6, _DOT / 2 - 0.6)
        ink = c.on_accent if now else c.accent_text if ticked else c.text2
        circle = QRectF(0, centre.y() - _DOT / 2, _DOT, _DOT)
        if ticked and self._done:
            icons.paint(painter, "check", circle.adjusted(4, 4, -4, -4), ink)
        else:
            painter.setFont(style.font(Role.CAPTION, 600))
            painter.setPen(QColor(ink))
            painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, str(self._index + 1))
        painter.setFont(style.font(Role.SMALL, 600 if now else 500))
        painter.setPen(QColor(c.text if now or ticked else c.text2))
        words = QRectF(_DOT + 8, 0, self.width() - _DOT - 6, self.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.text())


class _Line(QWidget):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFixedSize(46, 22)

    @qt_virtual
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line between two steps."""
        del event
        painter = QPainter(self)
        painter.setPen(QPen(QColor(style.colours().idle), 1.5))
        painter.drawLine(QPointF(8, 11.5), QPointF(self.width() - 9, 11.5))


class StepMenu(Button):
    """The same steps as one button for the header, "4 of 6 · Check"; `chosen(index)` from its menu."""

    chosen = Signal(int)

    def __init__(self, name: str, names: list[str], pattern: str, parent: QWidget | None = None) -> None:
        """`pattern` is translated and holds {step}, {steps} and {name}."""
        super().__init__("", Kind.SOFT, trailing="chevron-down", size=30, parent=parent)
        self._names = names
        self._pattern = pattern
        self._title = name
        self._menu = QMenu(self)
        for index, text in enumerate(names):
            entry = self._menu.addAction(f"{index + 1}  {text}".replace("&", "&&"))
            entry.triggered.connect(lambda _=False, at=index: self.chosen.emit(at))
        self.clicked.connect(self._open)
        self.show_step(0, 0)

    def show_step(self, now: int, reached: int) -> None:
        """Name step `now` of those there are; entries up to `reached` can be taken."""
        self.setText(self._pattern.format(step=now + 1, steps=len(self._names), name=self._names[now]))
        self.setAccessibleName(f"{self._title}: {self.text()}")
        for index, entry in enumerate(self._menu.actions()):
            entry.setEnabled(index <= max(reached, now) and index != now)
        self.updateGeometry()

    def _open(self) -> None:
        self._menu.popup(self.mapToGlobal(self.rect().bottomLeft()))
