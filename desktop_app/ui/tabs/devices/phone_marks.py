"""What the owner decides about phones: their names, which are hidden, which are left out of bulk sends."""

from collections.abc import Awaitable, Callable, Sequence

from desktop_app.ui.parts import WindowServices


class PhoneMarks:
    """Keeps a decision and shows it at once, without waiting for the phones to be read again."""

    def __init__(self, services: WindowServices) -> None:
        self._services = services

    def rename(self, phone: int, name: str) -> None:
        """Call a phone something else; "" goes back to the service's title."""
        self._keep([phone], lambda one: self._services.store.directory.rename(one, name))

    def hide(self, phones: Sequence[int], *, hidden: bool) -> None:
        """Show phones only when asked for, or always."""
        self._keep(phones, lambda one: self._services.store.directory.set_hidden(one, hidden=hidden))

    def leave_out(self, phones: Sequence[int], *, left_out: bool) -> None:
        """Choose phones for bulk sends by themselves, or not."""
        self._keep(phones, lambda one: self._services.store.directory.set_left_out(one, left_out=left_out))

    def _keep(self, phones: Sequence[int], put: Callable[[int], Awaitable[None]]) -> None:
        async def keep() -> None:
            for phone in phones:
                await put(phone)
            await self._services.devices.take_marks()

        self._services.tasks.start(keep())
