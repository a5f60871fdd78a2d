"""What one signs in with: e-mail and password, or a token. Each form knows its fields and what is missing in them."""

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QVBoxLayout, QWidget

from desktop_app.ui.widgets.button import Button, Kind
from desktop_app.ui.widgets.field import Field, PasswordEdit

_SITE = QUrl("https://smsgateway24.com")


def typing_slip(address: str) -> str:
    """The address with a comma or a space put right; "" when there is nothing to put right."""
    mended = address.strip().replace(",", ".").replace(" ", "")
    return mended if mended != address.strip() and "@" in mended else ""


def site_link(words: str) -> QAbstractButton:
    """A quiet button that opens the service's site."""
    link = Button(words, Kind.QUIET, size=28)
    link.clicked.connect(lambda: QDesktopServices.openUrl(_SITE))
    return link


def _missing(field: Field, edit: QLineEdit, words: str) -> bool:
    """Mark an empty field with `words` and put the caret there; whether it was empty."""
    if edit.text().strip():
        return False
    field.set_error(words)
    edit.setFocus()
    return True


class PasswordForm(QWidget):
    """E-mail and password. `entered`: Return was pressed."""

    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 0)
        column.setSpacing(10)
        self.address = QLineEdit()
        self.address.setInputMethodHints(Qt.InputMethodHint.ImhEmailCharactersOnly)
        self.email = Field(self.tr("E-mail"), self.address)
        self.email.fixed.connect(self._mend)
        self.address.textEdited.connect(self.email.clear_error)
        self.secret = PasswordEdit(self.tr("Show the password"), self.tr("Hide the password"))
        self.password = Field(
            self.tr("Password"),
            self.secret,
            help_text=self.tr("Used once to get your access token, then forgotten."),
            help_icon="lock",
        )
        self.secret.textEdited.connect(self.password.clear_error)
        for edit in (self.address, self.secret):
            edit.returnPressed.connect(self.entered)
        column.addWidget(self.email)
        column.addWidget(self.password)

    def take_focus(self) -> None:
        """Put the caret where typing begins."""
        (self.secret if self.address.text() else self.address).setFocus()

    def complete(self) -> bool:
        """Whether both fields hold what can be tried; what does not is marked."""
        return not (
            self._slip()
            or _missing(self.email, self.address, self.tr("Type your e-mail address."))
            or _missing(self.password, self.secret, self.tr("Type your password."))
        )

    def refuse(self) -> None:
        """The two do not match: let the password be typed over."""
        self.secret.selectAll()
        self.secret.setFocus()

    def clear_errors(self) -> None:
        """Take the marks away."""
        self.email.clear_error()
        self.password.clear_error()

    def set_read_only(self, *, read_only: bool) -> None:
        """Hold the fields while an answer is awaited."""
        self.address.setReadOnly(read_only)
        self.secret.setReadOnly(read_only)

    def _slip(self) -> bool:
        mended = typing_slip(self.address.text())
        if not mended:
            return False
        words = (
            self.tr("There is a comma in this address.\nDid you mean {address}?")
            if "," in self.address.text()
            else self.tr("There is a space in this address.\nDid you mean {address}?")
        )
        self.email.set_error(words.format(address=mended), self.tr("Use that"))
        self.address.setFocus()
        return True

    def _mend(self) -> None:
        self.address.setText(typing_slip(self.address.text()) or self.address.text())
        self.email.clear_error()
        self.secret.setFocus()


class TokenForm(QWidget):
    """A token from the account page. `entered`: Return was pressed."""

    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 0)
        column.setSpacing(4)
        self.secret = PasswordEdit(self.tr("Show the token"), self.tr("Hide the token"))
        self.token = Field(
            self.tr("Paste token"),
            self.secret,
            help_text=self.tr("Kept in this computer’s key store, nowhere else."),
            help_icon="lock",
        )
        self.secret.textEdited.connect(self.token.clear_error)
        self.secret.returnPressed.connect(self.entered)
        column.addWidget(self.token)
        column.addWidget(site_link(self.tr("Where do I find it?")), 0, Qt.AlignmentFlag.AlignLeft)

    def take_focus(self) -> None:
        """Put the caret where typing begins."""
        self.secret.setFocus()

    def complete(self) -> bool:
        """Whether there is a token to try; an empty field is marked."""
        return not _missing(self.token, self.secret, self.tr("Paste the token from your account page."))

    def refuse(self, words: str) -> None:
        """Say at the field why the token was refused."""
        self.token.set_error(words)
        self.secret.selectAll()
        self.secret.setFocus()

    def clear_errors(self) -> None:
        """Take the marks away."""
        self.token.clear_error()

    def set_read_only(self, *, read_only: bool) -> None:
        """Hold the field while an answer is awaited."""
        self.secret.setReadOnly(read_only)
