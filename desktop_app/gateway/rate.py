"""How fast the service is called: one request in flight an account, a gap between two, and a pause when it asks."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from desktop_app.clock import Clock

_MAX_RETRY_AFTER_S = 3600.0
_NO_WAIT_S = 0.001
"""Less than any timer can tell; a wait this short is over."""


class CallGate:
    """The one gate every request of an account passes; times are of `clock`, which counts suspend."""

    def __init__(self, clock: Clock, *, gap_s: float, slow_s: float, slow_max_s: float) -> None:
        """Start open. `gap_s` is between two starts; a pause begins at `slow_s` and doubles up to `slow_max_s`."""
        self._clock = clock
        self._one = asyncio.Lock()
        self._free_at = float("-inf")
        self._held_until = float("-inf")
        self._pause_s = 0.0
        self.set_times(gap_s=gap_s, slow_s=slow_s, slow_max_s=slow_max_s)

    def set_times(self, *, gap_s: float, slow_s: float, slow_max_s: float) -> None:
        """Take changed settings; pauses already running stay."""
        self._gap_s, self._slow_s, self._slow_max_s = gap_s, slow_s, slow_max_s

    @property
    def wait_s(self) -> float:
        """Seconds until the gap and any pause are over; a request in flight is not counted."""
        return max(0.0, max(self._free_at, self._held_until) - self._clock.elapsed())

    @property
    def held_s(self) -> float:
        """Seconds left of a pause the service asked for; 0 when there is none."""
        return max(0.0, self._held_until - self._clock.elapsed())

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Hold the only place: enter when no request is in flight and no gap or pause runs, in order of asking."""
        async with self._one:
            while (wait := self.wait_s) > _NO_WAIT_S:  # again, since a pause may have been set while waiting
                await self._clock.sleep(wait)
            self._free_at = self._clock.elapsed() + self._gap_s
            yield

    def hold(self, retry_after_s: float | None) -> float:
        """Hold every request: the service asked to slow down. Returns the seconds of the pause.

        `retry_after_s` is what it asked for (at most an hour is honoured); without it the pause doubles each time.
        """
        self._pause_s = min(max(self._slow_s, self._pause_s * 2), self._slow_max_s)
        seconds = self._pause_s if retry_after_s is None else min(max(retry_after_s, 0.0), _MAX_RETRY_AFTER_S)
        self._held_until = max(self._held_until, self._clock.elapsed() + seconds)
        return seconds

    def ease(self) -> None:
        """Forget earlier pauses: the service answered normally, so the next pause begins small again."""
        self._pause_s = 0.0
