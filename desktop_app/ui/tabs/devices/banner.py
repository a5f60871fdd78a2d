"""The banner over the cards: sign-in lost, no connection, or phones that stopped answering with work waiting."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from desktop_app.domain.device import Device
from desktop_app.ui.phone_words import moment
from desktop_app.ui.tokens import Role
from desktop_app.ui.widgets.card import Card, Icon
from desktop_app.ui.widgets.inline_message import InlineMessage
from desktop_app.ui.widgets.label import Label
from desktop_app.ui.words import Tone


class Banner(QWidget):
    """At most one message; hidden when all is well."""

    sign_in_asked = Signal()
    retry_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._signed_out = InlineMessage(
            Tone.WARN,
            self.tr("Please sign in again."),
            self.tr("Your queue is paused and safe."),
            button=self.tr("Sign in"),
        )
        self._signed_out.pressed.connect(self.sign_in_asked)
        self._no_net = InlineMessage(
            Tone.WARN,
            self.tr("No connection to SmsGateway24"),
            self.tr("Nothing is lost. We show what was known last and try again by ourselves."),
            button=self.tr("Try now"),
            icon="cloud-off",
        )
        self._no_net.pressed.connect(self.retry_asked)
        self._offline = InlineMessage(Tone.BAD, icon="wifi-off", button=self.tr("How to fix"))
        self._offline.pressed.connect(self._turn_help)
        self._help = self._checklist()
        for widget in (self._signed_out, self._no_net, self._offline, self._help):
            widget.hide()
            column.addWidget(widget)

    def show_state(
        self, *, signed_in: bool, connected: bool, offline: Sequence[tuple[Device, int]], now: datetime
    ) -> None:
        """Show the worst of it; `offline` holds the phones that are offline and how many messages wait for each."""
        stuck = [(device, waiting) for device, waiting in offline if waiting]
        self._signed_out.setVisible(not signed_in)
        self._no_net.setVisible(signed_in and not connected)
        show_offline = signed_in and connected and bool(stuck)
        self._offline.setVisible(show_offline)
        if show_offline:
            self._say_offline(stuck, now)
        else:
            self._help.hide()
        self.setVisible(not signed_in or not connected or bool(stuck))

    def set_compact(self, *, compact: bool) -> None:
        """Save height in a low window."""
        for message in (self._signed_out, self._no_net, self._offline):
            message.set_slim(slim=compact)

    def _say_offline(self, stuck: Sequence[tuple[Device, int]], now: datetime) -> None:
        total = sum(waiting for _, waiting in stuck)
        if len(stuck) == 1:
            device = stuck[0][0]
            head = self.tr("{name} stopped answering at {time}").format(
                name=device.name, time=moment(device.last_seen, now) if device.last_seen else "–"
            )
            text = self.tr("%Ln messages are waiting for it. Is it switched on, charged and on Wi-Fi?", "", total)
        else:
            head = self.tr("{n} phones stopped answering").format(n=len(stuck))
            text = self.tr("%Ln messages are waiting for them. Are they switched on, charged and on Wi-Fi?", "", total)
        word = self.tr("Hide") if self._help.isVisibleTo(self) else self.tr("How to fix")
        self._offline.say(Tone.BAD, head, text, button=word, icon="wifi-off")

    def _turn_help(self) -> None:
        self._help.setVisible(not self._help.isVisibleTo(self))

    def _checklist(self) -> Card:
        card = Card(padding=16, gap=6)
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        steps = (
            (self.tr("Power"), self.tr("Is the phone on and charged? Plug it in.")),
            (self.tr("Internet"), self.tr("Open any web page on the phone.")),
            (self.tr("App"), self.tr("Open the SmsGateway24 app; it must say that it is running.")),
            (self.tr("Battery saver"), self.tr("Turn it off for the app, or Android puts it to sleep.")),
        )
        for row, (head, text) in enumerate(steps):
            grid.addWidget(Icon("circle-check", "text3", size=16), row, 0)
            grid.addWidget(Label(f"{head}: {text}", Role.SMALL, "text2", wrap=True), row, 1)
        card.column.addLayout(grid)
        return card
