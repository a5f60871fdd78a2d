"""The editor in its frame, with its length and an undo beneath."""

from PySide6.QtCore import QEvent, QObject, QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.segments import measure
from desktop_app.ui import style
from desktop_app.ui.qt_virtual import qt_virtual
from desktop_app.ui.tabs.bulk.message_edit import MessageEdit
from desktop_app.ui.tokens import CONTROL_SMALL, RADIUS_CONTROL, Role
from desktop_app.ui.widgets import cells
from desktop_app.ui.widgets.button import Button, Kind
from desktop_app.ui.widgets.label import Label
from desktop_app.ui.widgets.pill import Pill
from desktop_app.ui.words import Tone, number


class WritingBox(QFrame):
    """The editor and its counter."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._usual = 1
        self._focused = False
        self.edit = MessageEdit(self.tr("Message"))
        self.edit.setPlaceholderText(self.tr("Write here. Type { for a list of fields."))
        self.setFocusProxy(self.edit)
        self.edit.setStyleSheet("QTextEdit, QTextEdit:focus { border: none; padding: 0px; background: transparent; }")
        self.edit.installEventFilter(self)
        self._fields = Button("", Kind.GHOST, icon="plus", size=CONTROL_SMALL, tip=self.tr("List of fields"))
        self._fields.clicked.connect(self.edit.offer_fields)
        self._undo = Button("", Kind.GHOST, icon="undo-2", size=CONTROL_SMALL, tip=self.tr("Undo typing"))
        self._undo.clicked.connect(self.edit.undo)
        self._undo.setEnabled(False)
        self.edit.undoAvailable.connect(self._undo.setEnabled)
        self._length = Label("", Role.CAPTION, "text2")
        self._pill = Pill("", icon="-")
        foot = QHBoxLayout()
        foot.setSpacing(4)
        foot.addWidget(self._fields)
        foot.addWidget(self._undo)
        foot.addStretch(1)
        foot.addWidget(self._length)
        foot.addSpacing(4)
        foot.addWidget(self._pill)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 6, 10, 8)
        column.setSpacing(2)
        column.addWidget(self.edit, 1)
        column.addLayout(foot)
        self.show_usual(1)
        self.set_compact(compact=False)

    @qt_virtual
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The frame shows the editor's focus."""
        if watched is self.edit and event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self._focused = event.type() == QEvent.Type.FocusIn
            self.update()
        return False

    @qt_virtual
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the field's frame around editor and counter."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        wide = 2.0 if self._focused else 1.0
        painter.setPen(QPen(cells.colour("accent" if self._focused else "ctl"), wide))
        painter.setBrush(cells.colour("surface"))
        inset = wide / 2
        box = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(box, RADIUS_CONTROL, RADIUS_CONTROL)

    def set_compact(self, *, compact: bool) -> None:
        """Fewer lines in a low window."""
        self.setFixedHeight(style.scaled(112 if compact else 150))

    def show_usual(self, parts: int) -> None:
        """How many SMS most people's message takes."""
        self._usual = parts
        words = self.tr("%Ln SMS", "", parts).replace("%Ln", number(parts))
        self._pill.show_state(words, Tone.WARN if parts > 1 else Tone.NEUTRAL, "-")

    def show_length(self, text: str, parts: int) -> None:
        """How long the message on show is, where it is as long as most."""
        units = measure(text).units
        words = self.tr("%Ln characters", "", units).replace("%Ln", number(units))
        most = parts == self._usual
        self._length.setText(self.tr("Most people: {length}").format(length=words) if most else words)
