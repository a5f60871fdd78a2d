"""The first page: sign in with e-mail and password or a token, or try the demo (design/UX.md 4.1)."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSpacerItem,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.errors import NotSignedIn, Trouble
from desktop_app.services.account import NoInternet, ServiceDown, TokenRefused, WrongDetails
from desktop_app.ui import style
from desktop_app.ui.parts import Account, SignedIn, Tasks
from desktop_app.ui.promise import Promise
from desktop_app.ui.qt_virtual import qt_virtual
from desktop_app.ui.sign_in_forms import PasswordForm, TokenForm, site_link
from desktop_app.ui.tokens import CONTROL_MAIN, XL, Role
from desktop_app.ui.widgets.action_row import ActionRow
from desktop_app.ui.widgets.button import Button, Kind
from desktop_app.ui.widgets.inline_message import InlineMessage
from desktop_app.ui.widgets.label import Label, Rule
from desktop_app.ui.widgets.segmented import Segmented
from desktop_app.ui.words import Tone, trouble_parts

_RETRY_S = 30.0
_BOTH_HALVES = 900
"""Width under which the promise makes room for the form."""
_FORM = 400
_TASK = "sign in"
_AGAIN = "sign in again"


class SignIn(QWidget):
    """Asks who one is. `signed_in` with what is known then; `demo_asked` for the made-up account."""

    signed_in = Signal(object)
    demo_asked = Signal()

    def __init__(self, account: Account, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._account = account
        self._tasks = tasks
        self._promise = Promise()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._promise, 46)
        right = QVBoxLayout()
        right.setContentsMargins(XL, 8, XL, 8)
        right.addStretch(1)
        self._middle = form = QWidget()
        self._build(form)
        across = QHBoxLayout()  # not an alignment: that would measure wrapped text at the full width
        across.addStretch(1)
        across.addWidget(form)
        across.addStretch(1)
        right.addLayout(across)
        right.addStretch(1)
        page = QWidget()
        page.setProperty("scrolled", "true")
        page.setLayout(right)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(page)
        row.addWidget(scroll, 54)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self).activated.connect(self.cancel)

    def _build(self, form: QWidget) -> None:
        column = QVBoxLayout(form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self._title = Label(self.tr("Sign in"), Role.DISPLAY)
        column.addWidget(self._title)
        self._purpose = Label(self.tr("Use your SmsGateway24 account."), Role.BODY, "text2")
        column.addWidget(self._purpose)
        self._air = QSpacerItem(0, 6)
        column.addItem(self._air)
        self.ways = Segmented(
            self.tr("How to sign in"), [self.tr("E-mail and password"), self.tr("I have a token")], stretch=True
        )
        self.ways.chosen.connect(self._choose_way)
        column.addWidget(self.ways)
        # shown and hidden, not stacked: a stack is as high as its pages are when they are narrow
        self.by_password, self.by_token = PasswordForm(), TokenForm()
        for page in (self.by_password, self.by_token):
            page.entered.connect(self.go)
            column.addWidget(page)
        self.by_token.hide()
        self.message = InlineMessage(Tone.BAD)
        self.message.pressed.connect(self.go)
        self.message.hide()
        column.addWidget(self.message)
        self.button = Button(self.tr("Sign in"), Kind.PRIMARY, size=CONTROL_MAIN)
        self.button.setSizePolicy(self.sizePolicy().Policy.Expanding, self.sizePolicy().Policy.Fixed)
        self.button.clicked.connect(self.go)
        column.addWidget(self.button)
        self._or = _or_line(self.tr("or"))
        column.addWidget(self._or)
        self.demo = ActionRow("flask-conical", self.tr("Try the demo"), self.tr("Made-up customers. Nothing is sent."))
        self.demo.clicked.connect(self.demo_asked)
        column.addWidget(self.demo)
        self._below = QWidget()
        below = QHBoxLayout(self._below)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(4)
        below.addWidget(Label(self.tr("New here?"), Role.SMALL, "text2"))
        below.addWidget(site_link(self.tr("Create an account")))
        below.addStretch(1)
        below.addWidget(site_link(self.tr("Get the phone app")))
        column.addWidget(self._below)
        self._form = column

    # --- what it does

    def ask_again(self, email: str) -> None:
        """The token is refused: say so, with the address filled in."""
        self.by_password.address.setText(email)
        self._say(
            Tone.WARN,
            self.tr("Please sign in again."),
            self.tr("SmsGateway24 no longer accepts this computer. Your queue is paused and safe."),
        )
        self.take_focus()

    def begin(self, way: int = 0) -> None:
        """Start anew with e-mail and password (0) or a token (1)."""
        self.cancel()
        self.ways.choose(way)
        self._choose_way(way)
        self.by_password.clear_errors()
        self.by_token.clear_errors()

    def type(self, email: str, password: str) -> None:
        """Fill the fields in."""
        self.by_password.address.setText(email)
        self.by_password.secret.setText(password)
        self.by_password.secret.setFocus()

    def take_focus(self) -> None:
        """Put the caret where typing begins."""
        self._shown.take_focus()

    @property
    def _shown(self) -> PasswordForm | TokenForm:
        return self.by_token if self.ways.index else self.by_password

    def go(self) -> None:
        """Sign in with what was typed; empty fields are marked instead."""
        if self.button.busy:
            return
        if not self._shown.complete():
            self._fit()
            return
        if self.ways.index:
            work = self._account.use_token(self.by_token.secret.text())
        else:
            work = self._account.sign_in(self.by_password.address.text(), self.by_password.secret.text())
        self.message.hide()
        self._fit()
        self._work(working=True)
        self._tasks.stop(_AGAIN)
        self._tasks.start(work, self._done, name=_TASK, on_trouble=self.failed)

    def cancel(self) -> None:
        """Stop waiting for an answer."""
        self._tasks.stop(_TASK)
        self._tasks.stop(_AGAIN)
        self._work(working=False)

    def _choose_way(self, index: int) -> None:
        self.by_password.setVisible(index == 0)
        self.by_token.setVisible(index == 1)
        self.message.hide()
        self.take_focus()

    def _work(self, *, working: bool) -> None:
        self.button.set_busy(self.tr("Signing in…") if working else "")
        for form in (self.by_password, self.by_token):
            form.set_read_only(read_only=working)
        self.ways.setEnabled(not working)

    def _done(self, result: SignedIn) -> None:
        self._work(working=False)
        self.by_password.secret.clear()
        self.by_token.secret.clear()
        self.message.hide()
        self.signed_in.emit(result)

    def failed(self, trouble: Trouble) -> None:
        """Say why it did not work, where it can be cured."""
        self._work(working=False)
        head, text = trouble_parts(trouble)
        if isinstance(trouble, WrongDetails):
            self._say(
                Tone.BAD,
                self.tr("E-mail and password don’t match"),
                self.tr("Check caps lock, or reset the password on smsgateway24.com."),
            )
            self.by_password.refuse()
        elif isinstance(trouble, TokenRefused):
            self.by_token.refuse(" ".join(part for part in (head, text) if part))
        elif isinstance(trouble, (NoInternet, ServiceDown)):
            self._say(Tone.WARN, head, text, button=self.tr("Try again"), icon="cloud-off")
            if isinstance(trouble, ServiceDown):
                self._tasks.later(_RETRY_S, self.go, name=_AGAIN)
        else:
            self._say(Tone.BAD if isinstance(trouble, NotSignedIn) else Tone.WARN, head, text)

    def _say(self, tone: Tone, head: str, text: str, *, button: str = "", icon: str = "") -> None:
        self.message.say(tone, head, text, button=button, icon=icon)
        self.message.show()
        self._fit()

    @qt_virtual
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what a low window has no room for."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        low = style.is_low(self.height())
        self._middle.setFixedWidth(min(style.scaled(_FORM), self.width() - 2 * XL))
        self._promise.setVisible(self.width() >= style.scaled(_BOTH_HALVES))
        self._promise.set_compact(compact=low)
        self._purpose.setVisible(not low)
        self._air.changeSize(0, 0 if low else 6)
        self._or.setVisible(not low)
        crowded = low and (not self.message.isHidden() or self.by_password.email.wrong)
        self._below.setVisible(not crowded)
        self._title.setVisible(not crowded)
        self.demo.set_compact(compact=low)
        self._form.setSpacing(8 if low else 10)


def _or_line(word: str) -> QFrame:
    line = QFrame()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(12)
    row.addWidget(Rule(), 1)
    row.addWidget(Label(word, Role.SMALL, "text3"))
    row.addWidget(Rule(), 1)
    return line
