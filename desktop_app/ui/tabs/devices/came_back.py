"""A phone that came back under a new number: is it the same? One question at a time."""

from collections.abc import Sequence

from PySide6.QtCore import QObject

from desktop_app.ui.announce import announce
from desktop_app.ui.parts import WindowServices
from desktop_app.ui.phone_parts import Comeback
from desktop_app.ui.phone_words import phone_name
from desktop_app.ui.tabs.devices.banner import Banner
from desktop_app.ui.widgets.inline_message import InlineMessage
from desktop_app.ui.words import Tone

_READ, _DECIDE = "read who came back", "decide who came back"


class CameBack(QObject):
    """The question under the banner; asked anew after each reading until it is decided."""

    def __init__(self, services: WindowServices, banner: Banner) -> None:
        super().__init__(banner)
        self._services = services
        self._banner = banner
        self._held = False
        self._offer: Comeback | None = None
        self.question = InlineMessage(Tone.ACCENT, icon="smartphone")
        self.question.pressed.connect(lambda: self._decide(same=True))
        self.question.second_pressed.connect(lambda: self._decide(same=False))
        banner.put_under(self.question)

    @property
    def offer(self) -> Comeback | None:
        """What is asked."""
        return self._offer

    def refresh(self) -> None:
        """Look for such phones."""
        if not self._held:
            self._services.tasks.start(self._services.phones.comebacks.offers(), self._show, name=_READ)

    def look_at(self, offers: Sequence[Comeback]) -> None:
        """Show these from now on (states brought up on purpose)."""
        self._held = True
        self._show(offers)

    def _show(self, offers: Sequence[Comeback]) -> None:
        offer = offers[0] if offers else None
        before, self._offer = self._offer, offer
        if offer is None:
            self.question.hide()
            self._banner.settle()
            return
        name = phone_name(offer.old)
        head = self.tr("{name} is back under a new number. Is it the same phone?").format(name=name)
        text = self.tr("Its serial number or SIM is the same.")
        if offer.waiting:
            text = f"{text} {self.tr('%Ln messages wait for it.', '', offer.waiting)}"
        self.question.say(
            Tone.ACCENT,
            head,
            text,
            button=self.tr("Yes, move its queue and history"),
            second=self.tr("No, it is another"),
            icon="smartphone",
        )
        self.question.show()
        self._banner.settle()
        if before is None or (before.old.id, before.new.id) != (offer.old.id, offer.new.id):
            announce(self._banner, head)

    def _decide(self, *, same: bool) -> None:
        offer = self._offer
        if offer is None:
            return
        self._offer = None
        self.question.hide()
        self._banner.settle()
        comebacks = self._services.phones.comebacks
        decided = comebacks.accept if same else comebacks.decline
        self._services.tasks.start(
            decided(offer.old.id, offer.new.id), lambda _: self._decided(offer, same=same), name=_DECIDE
        )

    def _decided(self, offer: Comeback, *, same: bool) -> None:
        if same:
            words = self.tr("{name} goes on: its queue and history are with it.")
            announce(self._banner, words.format(name=phone_name(offer.old)))
        self.refresh()
