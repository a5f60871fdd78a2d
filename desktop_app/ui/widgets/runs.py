"""A line of plain text in two weights: what a sentence says, and in bold the values it says it with."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_app.ui import style
from desktop_app.ui.qt_virtual import qt_virtual
from desktop_app.ui.tokens import TYPE, Role

_PLACE = re.compile(r"\{(\w+)\}")
_NORMAL, _BOLD, _BOLDER = 400, 600, 700
_LARGE, _TIGHT = 20, 0.042
"""From this size on letters stand closer, by this part of the size."""


@dataclass(frozen=True)
class Run:
    """Some text in one weight."""

    text: str
    strong: bool = False


def bold(text: str) -> Run:
    """Text in bold."""
    return Run(text, strong=True)


def filled(template: str, **values: str | Run) -> tuple[Run, ...]:
    """`template` with each `{name}` replaced by its value, in bold where it is; values are never read as templates."""
    runs: list[Run] = []
    at = 0
    for place in _PLACE.finditer(template):
        runs.append(Run(template[at : place.start()]))
        value = values[place[1]]
        runs.append(Run(value) if isinstance(value, str) else value)
        at = place.end()
    runs.append(Run(template[at:]))
    return tuple(run for run in runs if run.text)


class Runs(QWidget):
    """Text of several weights that wraps at the width there is."""

    def __init__(self, role: Role = Role.BODY, ink: str = "text", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._role, self._ink = role, ink
        self._runs: tuple[Run, ...] = ()
        self._document = QTextDocument(self)
        self._document.setDocumentMargin(0)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def say(self, runs: Sequence[Run]) -> None:
        """Show other words."""
        if tuple(runs) != self._runs:
            self._runs = tuple(runs)
            self.setAccessibleName(self.text)
            self._build()

    def set_role(self, role: Role) -> None:
        """Another size."""
        self._role = role
        self._build()

    @property
    def text(self) -> str:
        """All words."""
        return "".join(run.text for run in self._runs)

    def _build(self) -> None:
        self._document.clear()
        self._document.setDefaultFont(style.font(self._role))
        cursor = QTextCursor(self._document)
        for run in self._runs:
            kind = QTextCharFormat()
            kind.setFont(self._font(strong=run.strong))
            kind.setForeground(QColor(style.colours()[self._ink]))
            cursor.insertText(run.text, kind)
        self.updateGeometry()
        self.update()

    def _font(self, *, strong: bool) -> QFont:
        if TYPE[self._role].px < _LARGE:
            return style.font(self._role, _BOLD if strong else None)
        font = style.font(self._role, _BOLDER if strong else _NORMAL)
        font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, -_TIGHT * font.pixelSize())
        style.use_own_figures(font)
        return font

    @qt_virtual
    def hasHeightForWidth(self) -> bool:
        """Narrower is taller."""
        return True

    @qt_virtual
    def heightForWidth(self, width: int) -> int:
        """As many lines as the words need."""
        self._document.setTextWidth(max(width, 40))
        return max(int(self._document.size().height() + 0.99), style.scaled(TYPE[self._role].line))

    @qt_virtual
    def sizeHint(self) -> QSize:
        """All in one line."""
        return QSize(int(self._document.idealWidth()) + 2, style.scaled(TYPE[self._role].line))

    @qt_virtual
    def minimumSizeHint(self) -> QSize:
        """A few words, one line."""
        return QSize(80, style.scaled(TYPE[self._role].line))

    @qt_virtual
    def changeEvent(self, event: QEvent) -> None:
        """Follow theme and text size."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._build()

    @qt_virtual
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the words, in the middle of the height."""
        del event
        painter = QPainter(self)
        self._document.setTextWidth(self.width())
        painter.translate(0, max((self.height() - self._document.size().height()) / 2, 0))
        self._document.drawContents(painter)
