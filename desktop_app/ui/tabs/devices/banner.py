"""The banner over the phones: sign-in lost, no connection, or phones that stopped answering with work waiting."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.domain.device import Device
from desktop_app.ui.phone_words import moment, phone_name
from desktop_app.ui.tabs.devices.how_to_fix import HowToFix
from desktop_app.ui.widgets.inline_message import InlineMessage
from desktop_app.ui.words import Tone

_NAMED = 3


class Banner(QWidget):
    """At most one message, and what opens under it; hidden when all is well. `move_asked` for what waits."""

    sign_in_asked = Signal()
    retry_asked = Signal()
    move_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.stuck: tuple[Device, ...] = ()
        """The phones it speaks of: offline, with work waiting."""
        self._low = False
        self._said: tuple[object, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
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
        self._offline = InlineMessage(Tone.BAD, icon="wifi-off", button_icon="shuffle")
        self._offline.pressed.connect(self.move_asked)
        self._offline.second_pressed.connect(self.turn_help)
        self._help = HowToFix()
        self._under: list[QWidget] = []
        for widget in (self._signed_out, self._no_net, self._offline, self._help):
            widget.hide()
            self._column.addWidget(widget)
        self.hide()

    def put_under(self, widget: QWidget) -> None:
        """Give a widget a place under the message; call `settle` when it is shown or hidden."""
        widget.hide()
        self._under.append(widget)
        self._column.addWidget(widget)

    def settle(self) -> None:
        """Take no room while nothing is shown."""
        own = (self._signed_out, self._no_net, self._offline, self._help)
        self.setVisible(any(widget.isVisibleTo(self) for widget in (*own, *self._under)))

    @property
    def words(self) -> str:
        """What it says of phones; empty while it says nothing of them."""
        return self._offline.accessibleName() if self._offline.isVisibleTo(self) else ""

    @property
    def help_shown(self) -> bool:
        """Whether the checklist is open."""
        return self._help.isVisibleTo(self)

    def show_state(
        self, *, signed_in: bool, connected: bool, offline: Sequence[tuple[Device, int]], now: datetime
    ) -> None:
        """Show the worst of it; `offline` holds the phones that are offline and how many messages wait for each."""
        stuck = [(device, waiting) for device, waiting in offline if waiting]
        self._signed_out.setVisible(not signed_in)
        self._no_net.setVisible(signed_in and not connected)
        show_offline = signed_in and connected and bool(stuck)
        self.stuck = tuple(device for device, _ in stuck) if show_offline else ()
        if show_offline:
            self._say_offline(stuck, now)
        else:
            self._help.hide()
        self._offline.setVisible(show_offline)
        self.settle()

    def set_compact(self, *, compact: bool) -> None:
        """Save height in a low window."""
        self._low = compact
        for message in (self._signed_out, self._no_net, self._offline):
            message.set_slim(slim=compact)

    def turn_help(self) -> None:
        """Open the checklist, or close it."""
        self._help.setVisible(not self.help_shown)
        if self._said:
            self._say(*self._said)
        self.settle()

    def _say_offline(self, stuck: Sequence[tuple[Device, int]], now: datetime) -> None:
        total = sum(waiting for _, waiting in stuck)
        if len(stuck) == 1:
            device = stuck[0][0]
            time = moment(device.last_seen, now) if device.last_seen else "–"
            head = self.tr("{name} stopped answering at {time}").format(name=phone_name(device), time=time)
            short = self.tr("%Ln messages are waiting for it.", "", total)
            text = self.tr("%Ln messages are waiting for it. Is it switched on, charged and on Wi-Fi?", "", total)
        else:
            head = self.tr("%Ln phones stopped answering", "", len(stuck))
            short = self.tr("%Ln messages are waiting for them.", "", total)
            asked = self.tr("Are they switched on, charged and on Wi-Fi?")
            text = f"{_names([device for device, _ in stuck])}. {short} {asked}"
        if self._low:
            head, text = f"{head}. {short}", ""
        move = self.tr("Move %Ln…", "", total) if self._low else self.tr("Move %Ln messages…", "", total)
        self._say(head, text, move)

    def _say(self, *said: object) -> None:
        self._said = said
        head, text, move = map(str, said)
        help_word = self.tr("Hide help") if self.help_shown else self.tr("How to fix")
        self._offline.say(Tone.BAD, head, text, button=move, second=help_word, icon="wifi-off")


def _names(devices: Sequence[Device]) -> str:
    named = ", ".join(phone_name(device) for device in devices[:_NAMED])
    return named if len(devices) <= _NAMED else f"{named} +{len(devices) - _NAMED}"
