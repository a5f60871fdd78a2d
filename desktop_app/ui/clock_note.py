"""A computer whose clock is wrong is told so once, until it has been right again (design/UX.md 4.2)."""

from datetime import timedelta

from desktop_app.domain.attention import CLOCK_OFF_S
from desktop_app.domain.changes import Changes
from desktop_app.ui.notices import Notices
from desktop_app.ui.parts import WindowServices
from desktop_app.ui.words import Tone, said, span

_TOLD = "clock note told"
_KEY = "clock"


class ClockNote:
    """Looks after each reading; remembers over restarts that it was said."""

    def __init__(self, services: WindowServices, notices: Notices) -> None:
        self._services = services
        self._notices = notices
        self._told: bool | None = None
        self._leave = services.store.subscribe(self._changed)
        services.tasks.start(services.store.settings.get(_TOLD), self._remembered, name=_TOLD)

    def stop(self) -> None:
        """Take leave of the store before the window goes."""
        self._leave()
        self._services.tasks.stop(_TOLD)

    def _remembered(self, told: object) -> None:
        self._told = bool(told)
        self._look()

    def _changed(self, changes: Changes) -> None:
        if changes.live or changes.devices:
            self._look()

    def _look(self) -> None:
        live = self._services.store.live
        if self._told is None or live.connected is not True:
            return
        off = abs(live.clock_off_s)
        if off > CLOCK_OFF_S and not self._told:
            self._remember(told=True)
            self._notices.say(
                _KEY,
                Tone.WARN,
                said("This computer’s clock is {time} off.").format(time=span(timedelta(seconds=off))),
                said("Scheduled sends would be too. Set the clock in the computer’s settings, Date and time."),
            )
        elif off <= CLOCK_OFF_S and self._told:
            self._remember(told=False)
            self._notices.take_back(_KEY)

    def _remember(self, *, told: bool) -> None:
        self._told = told
        self._services.tasks.start(self._services.store.settings.put(_TOLD, told), name=_TOLD)
