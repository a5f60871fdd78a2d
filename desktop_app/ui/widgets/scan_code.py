"""A code to scan with a phone's camera: dark on light in both themes, or no camera reads it."""

import segno
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_app.ui.qt_virtual import qt_virtual

_QUIET = 4
"""Light modules around the code; the standard asks for four."""
_DARK, _LIGHT = "#000000", "#FFFFFF"


class ScanCode(QWidget):
    """`address` as a code at most `most` pixels wide; each module is a whole number of pixels."""

    def __init__(self, address: str, name: str, *, most: int = 168, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = tuple(bytes(row) for row in segno.make(address, micro=False, error="m").matrix)
        self._modules = len(self._rows) + 2 * _QUIET
        self._module = max(most // self._modules, 3)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def rows(self) -> tuple[bytes, ...]:
        """The code's modules without its quiet zone; 1 is dark."""
        return self._rows

    @property
    def module(self) -> int:
        """Pixels of a module."""
        return self._module

    @property
    def quiet(self) -> int:
        """Light modules around the code."""
        return _QUIET

    @qt_virtual
    def sizeHint(self) -> QSize:
        """Square, the quiet zone included."""
        return QSize(self._modules * self._module, self._modules * self._module)

    @qt_virtual
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it, without smoothing: edges on whole pixels read best."""
        del event
        painter = QPainter(self)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.fillRect(self.rect(), QColor(_LIGHT))
        size = self._module
        for y, row in enumerate(self._rows):
            for x, dark in enumerate(row):
                if dark:
                    at = QRectF((x + _QUIET) * size, (y + _QUIET) * size, size, size)
                    painter.fillRect(at, QColor(_DARK))
