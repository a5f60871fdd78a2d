"""Telegram in three steps; it counts as working only when the code of a test came back (design/UX.md 4.2)."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop_app.ui.tokens import CONTROL_SMALL, Role
from desktop_app.ui.widgets.button import Button, Kind
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.field import Field
from desktop_app.ui.widgets.label import Label
from desktop_app.ui.widgets.step_disc import StepDisc

WRITE, NUMBER, TEST = range(3)
_LONGEST_CODE = 9999


class TelegramSetup(Card):
    """`test_asked(number)`, `code_given(code)`; the owner of it says what came of them."""

    test_asked = Signal(str)
    code_given = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(padding=14, gap=12, box="inset", parent=parent)
        self._at = WRITE
        self.number = QLineEdit()
        self.number.setMaxLength(20)
        self.number.setPlaceholderText("48210773")
        self.number.returnPressed.connect(self._ask_test)
        self.number_field = Field(self.tr("Your Telegram number"), self.number)
        self.send = Button(self.tr("Send me a test"), Kind.PRIMARY)
        self.send.clicked.connect(self._ask_test)
        self.code = QLineEdit()
        self.code.setValidator(QIntValidator(0, _LONGEST_CODE, self))
        self.code.returnPressed.connect(self._give_code)
        self.code_field = Field(
            self.tr("Code that arrived in Telegram"),
            self.code,
            help_text=self.tr(
                "Nothing arrived? Check the number, and that you wrote to the SmsGateway24 bot (step 1)."
            ),
        )
        self.confirm = Button(self.tr("Confirm"), Kind.PRIMARY)
        self.confirm.clicked.connect(self._give_code)
        self._code_row = QWidget()
        self._steps = [
            _Step("1", self.tr("Write to the SmsGateway24 bot")),
            _Step("2", self.tr("Get your number from the ID bot")),
            _Step("3", self.tr("Paste it here and send yourself a test")),
        ]
        for step in self._steps:
            self.column.addWidget(step)
        self._fill()
        self.show_step(WRITE)

    def _fill(self) -> None:
        write, number, test = self._steps
        write.say(
            self.tr(
                "Open Telegram, find the bot of SmsGateway24 (its name is in your account on smsgateway24.com) and "
                "send it any word. Bots may write only to people who wrote to them first."
            )
        )
        self.wrote = Button(self.tr("I have written to it"), size=CONTROL_SMALL)
        self.wrote.clicked.connect(lambda: self.show_step(NUMBER))
        write.put(self.wrote)
        number.say(
            self.tr(
                "In Telegram find an ID bot, for example @userinfobot, and press Start. It answers with your Id: only "
                "digits. Copy it."
            )
        )
        self.copied = Button(self.tr("I have my number"), size=CONTROL_SMALL)
        self.copied.clicked.connect(lambda: self.show_step(TEST))
        back = Button(self.tr("Back"), Kind.GHOST, size=CONTROL_SMALL)
        back.clicked.connect(lambda: self.show_step(WRITE))
        number.put(self.copied, back)
        test.put_row(_beside(self.number_field, self.send))
        inside = QVBoxLayout(self._code_row)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addLayout(_beside(self.code_field, self.confirm))
        test.body.addWidget(self._code_row)
        again = Button(self.tr("Back"), Kind.GHOST, size=CONTROL_SMALL)
        again.clicked.connect(lambda: self.show_step(NUMBER))
        test.put(again)

    @property
    def step(self) -> int:
        """The step it is at."""
        return self._at

    @property
    def asks_code(self) -> bool:
        """Whether a test was sent, and its code is asked for."""
        return self._code_row.isVisibleTo(self)

    def show_step(self, at: int) -> None:
        """Go to a step; the ones before are done."""
        self._at = at
        for place, step in enumerate(self._steps):
            step.show_place(place - at)
        self._code_row.hide()
        self.number_field.clear_error()
        if self.isVisible():
            (self.wrote, self.copied, self.number)[at].setFocus(Qt.FocusReason.OtherFocusReason)

    def begin(self, number: str = "") -> None:
        """Start over; with a number known, at its test."""
        self.number.setText(number)
        self.code.clear()
        self.show_step(TEST if number else WRITE)

    def test_sent(self) -> None:
        """The service took the test: ask for its code."""
        self.send.set_busy("")
        self.send.setText(self.tr("Send another test"))
        self.send.set_kind(Kind.SECONDARY)
        self.send.updateGeometry()
        self.code.clear()
        self.code_field.clear_error()
        self._code_row.show()
        self.code.setFocus(Qt.FocusReason.OtherFocusReason)

    def test_failed(self, words: str) -> None:
        """The test did not go out: say why at the number."""
        self.send.set_busy("")
        self.number_field.set_error(words)
        self.number.setFocus(Qt.FocusReason.OtherFocusReason)

    def code_wrong(self) -> None:
        """The code is not that of the last test."""
        self.code_field.set_error(self.tr("That is not the code of the last test. Look again, or send another."))
        self.code.setFocus(Qt.FocusReason.OtherFocusReason)
        self.code.selectAll()

    def _ask_test(self) -> None:
        if self.send.busy:
            return
        self.number_field.clear_error()
        self.send.set_busy(self.tr("Sending…"))
        self.test_asked.emit(self.number.text().strip())

    def _give_code(self) -> None:
        code = self.code.text().strip()
        if code:
            self.code_field.clear_error()
            self.code_given.emit(code)
        else:
            self.code.setFocus(Qt.FocusReason.OtherFocusReason)


class _Step(QWidget):
    """Number, heading, and what opens while it is its turn."""

    def __init__(self, number: str, head: str) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        self._disc = StepDisc(number)
        row.addWidget(self._disc, 0, Qt.AlignmentFlag.AlignTop)
        lines = QVBoxLayout()
        lines.setSpacing(6)
        self._head = Label(head, Role.STRONG, wrap=True)
        self._head.setMinimumHeight(self._disc.sizeHint().height())
        lines.addWidget(self._head)
        self._open = QWidget()
        self.body = QVBoxLayout(self._open)
        self.body.setContentsMargins(0, 0, 0, 4)
        self.body.setSpacing(8)
        lines.addWidget(self._open)
        row.addLayout(lines, 1)

    def say(self, words: str) -> None:
        """Add a sentence to do."""
        self.body.addWidget(Label(words, Role.SMALL, "text2", wrap=True))

    def put(self, *buttons: Button) -> None:
        """Add a line of buttons."""
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in buttons:
            row.addWidget(button)
        row.addStretch(1)
        self.body.addLayout(row)

    def put_row(self, row: QHBoxLayout) -> None:
        """Add a line of a field and its button."""
        self.body.addLayout(row)

    def show_place(self, place: int) -> None:
        """Before its turn (1 and more), its turn (0), done."""
        self._open.setVisible(place == 0)
        self._disc.show_done(done=place < 0)
        self._head.set_ink("text" if place <= 0 else "text3")


def _beside(field: Field, button: Button) -> QHBoxLayout:
    """A field with its button on the editor's line."""
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addWidget(field, 1)
    beside = QVBoxLayout()
    beside.setSpacing(6)
    beside.addWidget(Label("", Role.SMALL_STRONG))
    beside.addWidget(button)
    beside.addStretch(1)
    row.addLayout(beside)
    return row
