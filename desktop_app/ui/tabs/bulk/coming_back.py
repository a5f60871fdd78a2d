"""The slip of coming back: when we stopped, what is done, what is being checked, what is still here."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.ui import style
from desktop_app.ui.tokens import CONTROL, CONTROL_MAIN, Role
from desktop_app.ui.widgets.button import Button, Kind
from desktop_app.ui.widgets.card import Icon, IconTile
from desktop_app.ui.widgets.inline_message import InlineMessage
from desktop_app.ui.widgets.label import ElideLabel, Label
from desktop_app.ui.widgets.receipt_paper import Perforation, ReceiptPaper
from desktop_app.ui.widgets.runs import Runs
from desktop_app.ui.widgets.scrolling import scrolling
from desktop_app.ui.widgets.spinner import Spinner
from desktop_app.ui.words import Tone, number


class FigureRow(QWidget):
    """A large number, what it counts, a line beneath, and a mark at the end."""

    def __init__(self, mark: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self._number = Label("", Role.DISPLAY)
        self._number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        words = QVBoxLayout()
        words.setSpacing(0)
        self._words = Label("", Role.STRONG, wrap=True)
        self._text = Label("", Role.SMALL, "text2", wrap=True)
        words.addWidget(self._words)
        words.addWidget(self._text)
        row.addWidget(self._number)
        row.addLayout(words, 1)
        row.addWidget(mark)
        self.set_compact(compact=False)

    def set_compact(self, *, compact: bool) -> None:
        """A narrower number in a low window."""
        self._number.setFixedWidth(style.scaled(58 if compact else 80))
        self._row.setSpacing(12 if compact else 16)

    def show_figure(self, count: int, words: str, text: str) -> None:
        """Show other words."""
        self._number.setText(number(count))
        self._words.setText(words)
        self._text.setText(text)
        self._text.setVisible(bool(text))
        self.setAccessibleName(f"{number(count)} {words}. {text}")


class ComingBack(ReceiptPaper):
    """The slip; `resume_pressed`, `stop_pressed`."""

    resume_pressed = Signal()
    stop_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(margin=32, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.name = ElideLabel("", Role.STRONG)
        self.count = Label("", Role.SMALL, "text2")
        self.facts = QVBoxLayout()
        self.facts.setContentsMargins(0, 0, 0, 0)
        head = QHBoxLayout()
        head.addWidget(self.name, 1)
        head.addWidget(self.count)
        self.facts.addLayout(head)
        self.sentence = Runs(Role.SENTENCE)
        self.facts.addWidget(self.sentence)
        self.now = Label("", Role.BODY, "text2", wrap=True)
        self.facts.addWidget(self.now)
        self.done = FigureRow(IconTile("check", Tone.OK, size=32))
        self.spinner = Spinner(self.tr("Checking"), size=26)
        self.checked = IconTile("check", Tone.OK, size=32)
        marks = QWidget()
        both = QHBoxLayout(marks)
        both.setContentsMargins(0, 0, 0, 0)
        both.addWidget(self.spinner)
        both.addWidget(self.checked)
        self.checking = FigureRow(marks)
        self.here = FigureRow(IconTile("monitor", Tone.NEUTRAL, size=32))
        for index, figure in enumerate((self.done, self.checking, self.here)):
            self.facts.addWidget(Perforation(strong=not index))
            self.facts.addWidget(figure)
        self.facts.addWidget(Perforation())
        self.facts.addStretch(1)
        self.column.addWidget(scrolling(self.facts), 1)
        self.promise = InlineMessage(Tone.ACCENT, self.tr("Nothing goes out until you press Resume."), icon="hand")
        self.facts.insertWidget(self.facts.count() - 1, self.promise)
        self.then = QWidget()
        self._then_column = QVBoxLayout(self.then)
        self._then_column.setContentsMargins(0, 8, 0, 8)
        self._then_column.setSpacing(1)
        self._then_column.addWidget(Label(self.tr("Then"), Role.SMALL_STRONG, "text2"))
        self.lines = tuple(self._then_line(icon) for icon in ("messages-square", "gauge", "flag"))
        self.facts.insertWidget(self.facts.count() - 1, self.then)
        self.resume = Button(self.tr("Resume"), Kind.PRIMARY, icon="play", size=CONTROL_MAIN)
        self.resume.clicked.connect(self.resume_pressed)
        self.stop = Button(self.tr("Stop for good…"), Kind.GHOST)
        self.stop.clicked.connect(self.stop_pressed)
        buttons = QHBoxLayout()
        buttons.addWidget(self.resume)
        buttons.addStretch(1)
        buttons.addWidget(self.stop)
        self.column.addLayout(buttons)
        self.reason = Label("", Role.SMALL, "text2", wrap=True)
        self.column.addWidget(self.reason)

    def _then_line(self, icon: str) -> Label:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(Icon(icon, "text2", size=14))
        label = Label("", Role.SMALL, "text2", wrap=True)
        row.addWidget(label, 1)
        self._then_column.addWidget(holder)
        return label

    def show_then(self, words: tuple[str, str, str]) -> None:
        """Say what Resume does; an empty line is hidden."""
        for label, line in zip(self.lines, words, strict=True):
            label.setText(line)
            holder = label.parentWidget()
            if holder is not None:
                holder.setVisible(bool(line))

    def show_resume(self, *, ready: bool, reason: str) -> None:
        """Let the owner go on, or say why not yet."""
        self.resume.setEnabled(ready)
        self.resume.setAccessibleDescription(reason)
        self.reason.setText(reason)
        self.reason.setVisible(bool(reason))
        self.spinner.setVisible(not ready)
        self.checked.setVisible(ready)

    def set_compact(self, *, compact: bool) -> None:
        """Leave the outlook out of a low window."""
        self.then.setVisible(not compact)
        self.now.setVisible(not compact)
        self.resume.set_size(CONTROL if compact else CONTROL_MAIN)
        self.setFixedWidth(388 if compact else 494)
        self.column.setSpacing(0 if compact else 5)
        self.facts.setSpacing(0 if compact else 5)
        side = 20 if compact else 32
        self.column.setContentsMargins(side, 8 if compact else 16, side, 16 if compact else 22)
        for figure in (self.done, self.checking, self.here):
            figure.set_compact(compact=compact)
