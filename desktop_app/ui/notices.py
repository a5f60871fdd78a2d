"""Notices above the page: trouble in words for people, and a short word when something of ours broke."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.domain.errors import NoConnection, NotSignedIn, Trouble
from desktop_app.ui.widgets.inline_message import InlineMessage
from desktop_app.ui.words import Tone, trouble_parts

_MOST = 2


class Notices(QWidget):
    """At most two messages, the newest on top; the same words are shown once."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(32, 12, 32, 0)
        self._column.setSpacing(8)
        self._shown: dict[str, InlineMessage] = {}
        self.hide()

    def trouble(self, trouble: Trouble) -> None:
        """Show what happened, what it means and what to do."""
        head, text = trouble_parts(trouble)
        tone = Tone.WARN if isinstance(trouble, (NoConnection, NotSignedIn)) else Tone.BAD
        self.say(f"trouble {head}", tone, head, text)

    def bug(self, name: str, error: BaseException) -> None:
        """Say that something of ours broke; the log has the rest."""
        del name, error
        self.say(
            "bug",
            Tone.BAD,
            self.tr("Something in SMS Desk broke."),
            self.tr("Your messages are safe: nothing is sent twice because of it. The log has the details."),
        )

    def say(
        self,
        key: str,
        tone: Tone,
        head: str,
        text: str = "",
        *,
        button: str = "",
        on_press: Callable[[], object] | None = None,
    ) -> None:
        """Show a message under `key`, replacing the one with the same key; without `button` it offers to dismiss."""
        self.take_back(key)
        while len(self._shown) >= _MOST:
            self.take_back(next(iter(self._shown)))
        message = InlineMessage(tone, head, text, button=button or self.tr("Dismiss"), slim=True)
        if on_press is not None:
            message.pressed.connect(lambda: on_press())
        else:
            message.pressed.connect(lambda: self.take_back(key))
        self._shown[key] = message
        self._column.insertWidget(0, message)
        self.show()

    def take_back(self, key: str) -> None:
        """Remove the message of `key`, if it is shown."""
        message = self._shown.pop(key, None)
        if message is not None:
            self._column.removeWidget(message)
            message.hide()
            message.deleteLater()
        if not self._shown:
            self.hide()

    @property
    def keys(self) -> tuple[str, ...]:
        """What is shown, oldest first."""
        return tuple(self._shown)
