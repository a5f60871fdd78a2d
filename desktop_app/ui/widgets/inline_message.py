"""An inline message: icon, bold line, words, one button; it sits above what it concerns."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.ui.qt_virtual import qt_virtual
from desktop_app.ui.tokens import CONTROL, CONTROL_SMALL, Role
from desktop_app.ui.widgets.button import Button, Kind
from desktop_app.ui.widgets.card import Icon
from desktop_app.ui.widgets.label import Label
from desktop_app.ui.words import Tone

_LOOKS = {
    Tone.ACCENT: ("info", "info", "accent_text"),
    Tone.NEUTRAL: ("inset", "info", "text2"),
    Tone.OK: ("ok", "circle-check", "ok"),
    Tone.WARN: ("warn", "triangle-alert", "warn"),
    Tone.BAD: ("bad", "circle-alert", "bad"),
}


class InlineMessage(QFrame):
    """What happened in bold, what it means and what to do in plain; `pressed`, `second_pressed`."""

    pressed = Signal()
    second_pressed = Signal()

    def __init__(
        self,
        tone: Tone,
        head: str = "",
        text: str = "",
        *,
        button: str = "",
        second: str = "",
        icon: str = "",
        button_icon: str = "",
        slim: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._said: tuple[object, ...] = ()
        self._row = row = QHBoxLayout(self)
        row.setSpacing(14)
        self._icon = Icon("")
        row.addWidget(self._icon)
        words = QVBoxLayout()
        words.setSpacing(0)
        self._head = Label("", Role.STRONG, wrap=True)
        self._text = Label("", Role.SMALL, "text2", wrap=True)
        words.addWidget(self._head)
        words.addWidget(self._text)
        row.addLayout(words, 1)
        self._second = Button(second, Kind.GHOST)
        self._second.clicked.connect(self.second_pressed)
        self._button = Button(button, icon=button_icon, size=CONTROL)
        self._button.clicked.connect(self.pressed)
        row.addWidget(self._second)
        row.addWidget(self._button)
        self.set_slim(slim=slim)
        self.say(tone, head, text, button=button, second=second, icon=icon)

    def set_slim(self, *, slim: bool) -> None:
        """Take less height, or more again."""
        self._row.setContentsMargins(16, 4 if slim else 9, 14 if not slim else 10, 4 if slim else 9)
        for button in (self._button, self._second):
            button.set_size(CONTROL_SMALL if slim else CONTROL)
        self._settle()

    def _settle(self) -> None:
        """As high as the words need at this width; a layout alone gives them too much or too little."""
        layout = self.layout()
        if layout is not None:
            layout.invalidate()
        if layout is not None and layout.hasHeightForWidth():  # not while it has no words yet
            inside = self.contentsRect()
            border = self.height() - inside.height()
            self.setFixedHeight(max(layout.heightForWidth(inside.width()) + border, 0))

    @qt_virtual
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the width."""
        super().resizeEvent(event)
        self._settle()

    @qt_virtual
    def showEvent(self, event: QShowEvent) -> None:
        """Only now the words have their own size."""
        super().showEvent(event)
        self._settle()

    @qt_virtual
    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._settle()

    def say(self, tone: Tone, head: str, text: str = "", *, button: str = "", second: str = "", icon: str = "") -> None:
        """Say something else; a button without words is hidden."""
        said = (tone, head, text, button, second, icon)
        if said == self._said:
            return
        self._said = said
        box, usual, ink = _LOOKS[tone]
        self.setProperty("box", box)
        self.style().unpolish(self)
        self.style().polish(self)
        self._icon.show_icon(icon or usual, ink)
        self._head.setText(head)
        self._head.setVisible(bool(head))
        self._text.setText(text)
        self._text.setVisible(bool(text))
        for widget, words in ((self._button, button), (self._second, second)):
            widget.setText(words)
            widget.setVisible(bool(words))
            widget.updateGeometry()
        self.setAccessibleName(" ".join(part for part in (head, text) if part))
        self._settle()
