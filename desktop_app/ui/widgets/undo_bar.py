"""The undo bar: ten seconds in which a send has not begun; it floats over the footer and takes no focus."""

from PySide6.QtCore import QEvent, QObject, QRectF, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from desktop_app.ui import style
from desktop_app.ui.qt_virtual import qt_virtual
from desktop_app.ui.tokens import RADIUS_CARD, Role
from desktop_app.ui.widgets.button import Button, Kind
from desktop_app.ui.widgets.label import Label
from desktop_app.ui.widgets.spinner import Ring

_MARGIN = 16


class UndoBar(QWidget):
    """“Sending 1,248 messages in 8 s” and Undo, at the bottom centre of `host`; `undone` when it is pressed."""

    undone = Signal()

    def __init__(self, host: QWidget, undo: str, *, tip: str = "") -> None:
        super().__init__(host)
        self._host = host
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 10, 8)
        row.setSpacing(12)
        self._ring = Ring()
        self._words = Label("", Role.BODY)
        self._seconds = Label("", Role.STRONG)
        self.button = Button(undo, Kind.PRIMARY, icon="undo-2", tip=tip)
        self.button.clicked.connect(self.undone)
        row.addWidget(self._ring)
        row.addWidget(self._words)
        row.addWidget(self._seconds)
        row.addSpacing(16)
        row.addWidget(self.button)
        host.installEventFilter(self)
        self.hide()

    def show_left(self, words: str, seconds: str, part: float) -> None:
        """Show what is about to go and what is left: `words` "Sending 1,248 messages in", `seconds` "8 s"."""
        self._words.setText(words)
        self._seconds.setText(seconds)
        self._ring.show_left(part)
        self.setAccessibleName(f"{words} {seconds}")
        self._place()
        if not self.isVisible():
            self.show()
            self.raise_()

    def _place(self) -> None:
        host = self._host
        size = self.sizeHint()
        self.resize(size)
        self.move((host.width() - size.width()) // 2, host.height() - size.height() - _MARGIN)

    @qt_virtual
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the bottom centre."""
        if event.type() == QEvent.Type.Resize and watched is self._host and self.isVisible():
            self._place()
        return False

    @qt_virtual
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a sheet that floats."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        c = style.colours()
        painter.setPen(QPen(QColor(c.ctl), 1))
        painter.setBrush(QColor(c.surface))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS_CARD, RADIUS_CARD)
