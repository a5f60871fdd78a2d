"""How a phone is connected: three steps, and the wait for it."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QUrl
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.ui import style
from desktop_app.ui.qt_virtual import qt_virtual
from desktop_app.ui.tokens import Role
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.label import Label, Rule
from desktop_app.ui.widgets.spinner import Spinner

LINK = QUrl("https://smsgateway24.com")


class FirstPhone(Card):
    """Three steps and "Waiting for your phone…"; the tab replaces it by the first card."""

    def __init__(self, title: str, email: str, parent: QWidget | None = None) -> None:
        super().__init__(title, padding=20, gap=12, parent=parent)
        self.setMaximumWidth(style.scaled(520))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        with_what = self.tr("Sign in with {email}").format(email=email) if email else self.tr("Sign in there")
        steps = (
            (self.tr("Install SmsGateway24 on an Android phone"), self.tr("Open the link below on the phone")),
            (with_what, self.tr("Allow SMS when it asks")),
            (self.tr("Turn off battery saver for the app"), self.tr("Or Android puts it to sleep")),
        )
        for index, (words, beneath) in enumerate(steps, start=1):
            self.column.addLayout(_step(index, words, beneath))
        self.column.addSpacing(8)
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

    def _copy_link(self) -> None:
        QGuiApplication.clipboard().setText(LINK.toString())
        self._copy.setText(self.tr("Copied"))
        self._copy.set_icon("check")


def _step(index: int, words: str, beneath: str) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(12)
    row.addWidget(_Disc(str(index)))
    lines = QVBoxLayout()
    lines.setSpacing(0)
    lines.addWidget(Label(words, Role.STRONG, wrap=True))
    lines.addWidget(Label(beneath, Role.CAPTION, "text2", wrap=True))
    row.addLayout(lines, 1)
    return row


class _Disc(QWidget):
    """A step's number."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = text
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @qt_virtual
    def sizeHint(self) -> QSize:
        """Round."""
        return QSize(style.scaled(27), style.scaled(27))

    @qt_virtual
    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        self.updateGeometry()

    @qt_virtual
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw disc and number."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        c = style.colours()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(c.accent_soft))
        painter.drawEllipse(QRectF(self.rect()))
        painter.setFont(style.font(Role.CAPTION_STRONG))
        painter.setPen(QColor(c.accent_text))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._text)
