"""Virtual time: a sleep returns when the test moves the clock past it, never earlier, never later."""

import asyncio
import heapq
import itertools
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

START = datetime(2026, 11, 20, 8, 15, tzinfo=UTC)
"""Thursday 09:15 in Berlin: outside quiet hours."""

_ROUNDS = 40
"""Turns of the loop given to whatever became ready; longer chains of awaits than this are not met in one step."""


class FakeClock:
    """A `desktop_app.clock.Clock` moved by hand.

    `await clock.advance(s)` wakes the sleepers in order of their time, each at exactly its time, and lets everything
    that became ready run in between. Work on other threads (the store's) takes real time: use `advance_until`.
    """

    def __init__(self, start: datetime = START, rounds: int = _ROUNDS) -> None:
        self._start = start
        self._rounds = rounds
        self._now = 0.0
        self._jumped = timedelta()
        self._order = itertools.count()
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []

    def wall(self) -> datetime:
        """Return the virtual time of day."""
        return self._start + self._jumped + timedelta(seconds=self._now)

    def elapsed(self) -> float:
        """Return virtual seconds since the clock was made."""
        return self._now

    async def sleep(self, seconds: float) -> None:
        """Wait until the test has advanced the clock by `seconds`."""
        if seconds <= 0:
            await asyncio.sleep(0)
            return
        wake: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._sleepers, (self._now + seconds, next(self._order), wake))
        await wake

    def jump(self, by: timedelta) -> None:
        """Set the time of day forward or back, as a person does; elapsed time and sleepers do not notice."""
        self._jumped += by

    def suspend(self, seconds: float) -> None:
        """Let the computer sleep: both clocks go on, and every timer stands still meanwhile."""
        self._now += seconds
        self._sleepers = [(due + seconds, order, wake) for due, order, wake in self._sleepers]

    @property
    def sleeping(self) -> int:
        """How many sleeps are under way."""
        return sum(not wake.done() for _, _, wake in self._sleepers)

    @property
    def next_wake_in(self) -> float | None:
        """Seconds until the first sleep is over; None while nobody sleeps."""
        due = min((due for due, _, wake in self._sleepers if not wake.done()), default=None)
        return None if due is None else due - self._now

    async def advance(self, seconds: float) -> None:
        """Let `seconds` of virtual time go by."""
        target = self._now + seconds
        await self.settle()
        while self._sleepers and self._sleepers[0][0] <= target:
            due, _, wake = heapq.heappop(self._sleepers)
            if wake.done():  # its task was cancelled
                continue
            self._now = max(self._now, due)
            wake.set_result(None)
            await self.settle()
        self._now = target
        await self.settle()

    async def settle(self) -> None:
        """Let every task that is ready run, without moving time."""
        for _ in range(self._rounds):
            await asyncio.sleep(0)

    async def advance_until(
        self, reached: Callable[[], bool], *, step: float = 0.5, limit: float = 3600.0, real_s: float = 10.0
    ) -> None:
        """Advance by `step` until `reached()`, giving other threads a real millisecond each time.

        Raises:
            AssertionError: not reached within `limit` virtual or `real_s` real seconds.
        """
        loop = asyncio.get_running_loop()
        end, real_end = self._now + limit, loop.time() + real_s
        while not reached():
            assert self._now < end, f"not reached in {limit} virtual seconds"
            assert loop.time() < real_end, f"not reached in {real_s} real seconds"
            await asyncio.sleep(0.001)
            await self.advance(step)


async def until(reached: Callable[[], bool], *, within_s: float = 5.0) -> None:
    """Wait in real time until `reached()`: for other threads and real sockets only.

    Raises:
        AssertionError: not reached within `within_s`.
    """
    loop = asyncio.get_running_loop()
    end = loop.time() + within_s
    while not reached():
        assert loop.time() < end, f"not reached in {within_s} s"
        await asyncio.sleep(0.005)
