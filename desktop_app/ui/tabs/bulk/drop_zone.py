"""The drop zone of step File, which also says why a file was refused."""

from pathlib import Path

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.errors import Trouble
from desktop_app.ui import style
from desktop_app.ui.qt_virtual import qt_virtual
from desktop_app.ui.tokens import CONTROL, CONTROL_MAIN, RADIUS_DROP, Role
from desktop_app.ui.widgets.button import Button, Kind
from desktop_app.ui.widgets.card import Icon, IconTile
from desktop_app.ui.widgets.inline_message import InlineMessage
from desktop_app.ui.widgets.label import Label
from desktop_app.ui.words import Tone, trouble_parts

_WRONG_KINDS = {
    ".pdf": "PDF",
    ".doc": "Word",
    ".docx": "Word",
    ".png": "PNG",
    ".jpg": "JPEG",
    ".jpeg": "JPEG",
    ".zip": "ZIP",
    ".pages": "Pages",
}


class DropZone(QFrame):
    """A dashed frame with the ways to begin; buttons do all that dropping does."""

    choose_asked = Signal()
    paste_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._over = False
        self._compact = False
        self._tile = IconTile("file-spreadsheet", size=56)
        self._head = Label(self.tr("Drop your workbook here"), Role.TITLE)
        self._how = Label(
            self.tr("Excel, OpenDocument or CSV. Or copy rows in Excel and press Ctrl + V."), ink="text2", wrap=True
        )
        self._how.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.choose = Button(self.tr("Choose a file…"), Kind.PRIMARY, icon="folder-open", size=CONTROL_MAIN)
        self.paste = Button(self.tr("Paste from Excel"), icon="clipboard-paste", size=CONTROL_MAIN)
        self.choose.clicked.connect(self.choose_asked)
        self.paste.clicked.connect(self.paste_asked)
        self._message = InlineMessage(Tone.BAD)
        self._message.hide()
        self._promise = Label(
            self.tr("Your file stays on this computer and is never changed. Nothing is sent until you confirm."),
            Role.SMALL,
            "text2",
            hug=True,
        )
        self._shield = Icon("shield-check", "text2", size=16)
        self._lay_out()

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(12)
        buttons.addStretch(1)
        buttons.addWidget(self.choose)
        buttons.addWidget(self.paste)
        buttons.addStretch(1)
        promise = QHBoxLayout()
        promise.setSpacing(6)
        promise.addStretch(1)
        promise.addWidget(self._shield)
        promise.addWidget(self._promise)
        promise.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(10)
        self._column.addStretch(1)
        self._column.addWidget(self._tile, 0, Qt.AlignmentFlag.AlignHCenter)
        self._column.addWidget(self._head, 0, Qt.AlignmentFlag.AlignHCenter)
        self._column.addWidget(self._how)
        self._column.addWidget(self._message)
        self._column.addLayout(buttons)
        self._column.addLayout(promise)
        self._column.addStretch(1)
        self.set_compact(compact=False)

    def set_compact(self, *, compact: bool) -> None:
        """Lower, without the picture."""
        self._compact = compact
        self._tile.setVisible(not compact)
        for button in (self.choose, self.paste):
            button.set_size(CONTROL if compact else CONTROL_MAIN)
        self._column.setContentsMargins(24, 12 if compact else 28, 24, 12 if compact else 28)
        self._column.setSpacing(10 if compact else 13)

    def drag(self, path: Path | None) -> None:
        """A file is held over the page, or none is any more."""
        kind = _WRONG_KINDS.get(path.suffix.lower()) if path else None
        self._over = path is not None and kind is None
        if path is None:
            self._head.setText(self.tr("Drop your workbook here"))
        elif kind:
            self._head.setText(self.tr("This is a {kind} file. We need Excel, OpenDocument or CSV.").format(kind=kind))
        else:
            self._head.setText(self.tr("Let go to open {file}").format(file=path.name))
        self.update()

    def say(self, words: str) -> None:
        """A remark above the buttons."""
        self._message.say(Tone.NEUTRAL, "", words)
        self._message.show()

    def refuse(self, trouble: Trouble) -> None:
        """Why a file could not be opened, and what to do."""
        what, rest = trouble_parts(trouble)
        self._message.say(Tone.BAD, what, rest)
        self._message.show()
        self.choose.setFocus()

    @qt_virtual
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the dashed frame; filled with the accent's tint while a file is over it."""
        del event
        c = style.colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(QColor(c.accent if self._over else c.ctl), 2 if self._over else 1.5)
        pen.setDashPattern([5, 4])
        painter.setPen(pen)
        painter.setBrush(QColor(c.accent_soft if self._over else c.surface))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), RADIUS_DROP, RADIUS_DROP)
