"""Moves what waits for the banner's phones: reads how much that is, asks for another phone, says what became of it."""

from collections.abc import Sequence

from PySide6.QtCore import QObject

from desktop_app.domain.device import Device
from desktop_app.domain.errors import Trouble
from desktop_app.domain.outgoing import Share
from desktop_app.ui.announce import announce
from desktop_app.ui.parts import Live, WindowServices
from desktop_app.ui.phone_parts import Moved, NeedsConfirming, PhoneQueue
from desktop_app.ui.phone_words import phone_name
from desktop_app.ui.tabs.devices.banner import Banner
from desktop_app.ui.tabs.devices.move_box import MoveBox, targets_for
from desktop_app.ui.widgets.inline_message import InlineMessage
from desktop_app.ui.words import Tone, trouble_parts

_READ, _MOVE = "read what waits", "move what waits"


class Mover(QObject):
    """The box under the banner and what it does."""

    def __init__(self, services: WindowServices, banner: Banner) -> None:
        super().__init__(banner)
        self._services = services
        self._banner = banner
        self._live: Live = services.store.live
        self._phones: tuple[Device, ...] = ()
        self.box = MoveBox()
        self.box.chosen.connect(self._move)
        self.box.put_away.connect(self.close)
        self.done = InlineMessage(Tone.OK, button=self.tr("Dismiss"), slim=True)
        self.done.pressed.connect(self._dismiss)
        banner.put_under(self.box)
        banner.put_under(self.done)
        banner.move_asked.connect(self.open)

    @property
    def opened(self) -> bool:
        """Whether the box is shown."""
        return self.box.isVisibleTo(self._banner)

    def open(self) -> None:
        """Read what waits, and ask; a second time closes."""
        if self.opened:
            self.close()
            return
        self._dismiss()
        self._phones = self._banner.stuck
        self.refresh(first=True)

    def close(self) -> None:
        """Leave everything where it is."""
        self.box.hide()
        self.box.doubt.hide()
        self._banner.settle()

    def refresh(self, *, first: bool = False) -> None:
        """Read again what waits; the box follows while it is open."""
        if (first or self.opened) and not self.box.move_button.busy:
            self._services.tasks.start(self._read(self._phones), self._show, name=_READ)

    async def _read(self, phones: Sequence[Device]) -> list[PhoneQueue]:
        return [await self._services.phones.moving.waiting_for(device.id) for device in phones]

    def look_at(self, live: Live, queues: list[PhoneQueue]) -> None:
        """Show these facts (states brought up on purpose)."""
        self._live = live
        self._phones = self._banner.stuck
        self._show(queues)

    def _show(self, queues: list[PhoneQueue]) -> None:
        here, handed_over = sum(queue.here for queue in queues), sum(queue.handed_over for queue in queues)
        opening = not self.opened
        targets = targets_for(self._live.devices, self._phones, self._live.server_now())
        self.box.show_queue(self._phones, here, handed_over, targets)
        self.box.show()
        self._banner.settle()
        if opening:
            (self.box.to if targets else self.box.keep).setFocus()

    # --- moving

    def _move(self, share: Share, confirmed: bool) -> None:
        self.box.set_busy(busy=True)
        self._services.tasks.start(
            self._move_all(self._phones, share, confirmed=confirmed),
            lambda moved: self._moved(share, moved),
            name=_MOVE,
            on_trouble=self._not_moved,
        )

    async def _move_all(self, phones: Sequence[Device], share: Share, *, confirmed: bool) -> Moved:
        moved = stayed = 0
        for device in phones:
            one = await self._services.phones.moving.move(device.id, share, confirmed=confirmed)
            moved, stayed = moved + one.moved, stayed + one.stayed
        return Moved(moved, stayed)

    def _moved(self, share: Share, moved: Moved) -> None:
        self.box.set_busy(busy=False)
        self.close()
        target = next((device for device in self._live.devices if device.id == share.device_id), None)
        name = phone_name(target) if target is not None else ""
        head = self.tr("%Ln messages moved to {name}.", "", moved.moved).format(name=name)
        text = (
            self.tr("%Ln were already handed over and may still go out there.", "", moved.stayed)
            if moved.stayed
            else ""
        )
        self.done.say(Tone.OK, head, text, button=self.tr("Dismiss"))
        self.done.show()
        self._banner.settle()
        announce(self._banner, f"{head} {text}".strip())

    def _not_moved(self, trouble: Trouble) -> None:
        self.box.set_busy(busy=False)
        if isinstance(trouble, NeedsConfirming):
            head, text = trouble_parts(trouble)
            self.box.say_doubt(head, text)
            announce(self._banner, f"{head} {text}".strip())
        else:
            self._services.tasks.on_trouble(trouble)

    def _dismiss(self) -> None:
        self.done.hide()
        self._banner.settle()
