"""How a phone is connected: three steps, the app's address as a code to scan, and the wait for it."""

from PySide6.QtCore import QEvent, Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.ui import style
from desktop_app.ui.qt_virtual import qt_virtual
from desktop_app.ui.tokens import Role
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.label import Label, Rule
from desktop_app.ui.widgets.scan_code import ScanCode
from desktop_app.ui.widgets.spinner import Spinner
from desktop_app.ui.widgets.step_disc import StepDisc

LINK = QUrl("https://smsgateway24.com")
_WIDE = 600


class FirstPhone(Card):
    """Three steps and "Waiting for your phone…"; the tab replaces it by the first card."""

    def __init__(self, title: str, email: str, parent: QWidget | None = None) -> None:
        super().__init__(title, padding=20, gap=12, parent=parent)
        self.setMaximumWidth(style.scaled(_WIDE))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        with_what = self.tr("Sign in with {email}").format(email=email) if email else self.tr("Sign in there")
        steps = (
            (
                self.tr("Install SmsGateway24 on an Android phone"),
                self.tr("Scan the code, or open the link on the phone"),
            ),
            (with_what, self.tr("Allow SMS when it asks")),
            (self.tr("Turn off battery saver for the app"), self.tr("Or Android puts it to sleep")),
        )
        body = QHBoxLayout()
        body.setSpacing(24)
        lines = QVBoxLayout()
        lines.setSpacing(12)
        for index, (words, beneath) in enumerate(steps, start=1):
            lines.addLayout(_step(index, words, beneath))
        lines.addStretch(1)
        body.addLayout(lines, 1)
        body.addLayout(self._scanned())
        self.column.addLayout(body)
        self.column.addWidget(Rule())
        below = QHBoxLayout()
        below.setSpacing(10)
        waiting = self.tr("Waiting for your phone…")
        below.addWidget(Spinner(waiting))
        below.addWidget(Label(waiting, Role.SMALL, "text2"))
        below.addStretch(1)
        self._copy = Button(self.tr("Copy link"), icon="link", size=28)
        self._copy.clicked.connect(self._copy_link)
        below.addWidget(self._copy)
        self.column.addLayout(below)

    @qt_virtual
    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.setMaximumWidth(style.scaled(_WIDE))

    def _scanned(self) -> QVBoxLayout:
        """The link as a code, and in letters beneath for those who type it."""
        address = LINK.toString()
        self.code = ScanCode(
            address, self.tr("Code to scan with the phone’s camera: {address}").format(address=address)
        )
        column = QVBoxLayout()
        column.setSpacing(6)
        column.addWidget(self.code, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(Label(self.tr("Scan with the phone’s camera"), Role.CAPTION, "text2"))
        typed = Label(self.tr("or open {address}").format(address=LINK.host()), Role.CAPTION, "text2")
        column.addWidget(typed, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        return column

    def _copy_link(self) -> None:
        QGuiApplication.clipboard().setText(LINK.toString())
        self._copy.setText(self.tr("Copied"))
        self._copy.set_icon("check")


def _step(index: int, words: str, beneath: str) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(12)
    row.addWidget(StepDisc(str(index)))
    lines = QVBoxLayout()
    lines.setSpacing(0)
    lines.addWidget(Label(words, Role.STRONG, wrap=True))
    lines.addWidget(Label(beneath, Role.CAPTION, "text2", wrap=True))
    row.addLayout(lines, 1)
    return row
