"""What time it is and how to wait: passed in everywhere, so that no test waits and the demo runs fast.

The server's clock is not here: `store.live.server_now()` knows it from the gateway's Date headers.
"""

import asyncio
import sys
import time
from datetime import UTC, datetime, timedelta
from typing import Protocol

if sys.platform == "linux":

    def _elapsed() -> float:
        return time.clock_gettime(time.CLOCK_BOOTTIME)

elif sys.platform == "darwin":

    def _elapsed() -> float:
        return time.clock_gettime(time.CLOCK_MONOTONIC)  # counts sleep there; time.monotonic() does not

else:
    _elapsed = time.monotonic  # counts suspend on Windows


class Clock(Protocol):
    """Wall time for people and records, elapsed time for waiting and proofs."""

    def wall(self) -> datetime:
        """Return the time of day, aware UTC. It may jump when somebody sets the computer's clock."""
        ...

    def elapsed(self) -> float:
        """Return seconds since some fixed moment; never jumps and goes on while the computer sleeps."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Wait `seconds` of this clock; zero or less only lets other tasks run."""
        ...


class SystemClock:
    """The computer's own clock."""

    def wall(self) -> datetime:
        """Return the computer's time, aware UTC."""
        return datetime.now(UTC)

    def elapsed(self) -> float:
        """Return seconds on a clock that counts suspend (reliability.md 2.4)."""
        return _elapsed()

    async def sleep(self, seconds: float) -> None:
        """Wait `seconds`."""
        await asyncio.sleep(max(seconds, 0))


class FastClock:
    """A clock that runs `speed` times faster than real time from the moment it is made: the demo's."""

    def __init__(self, speed: float, start: datetime | None = None) -> None:
        """Begin to run.

        Args:
            speed: seconds of this clock per real second.
            start: aware time of day at which it begins; the computer's by default.
        """
        if speed <= 0:
            raise ValueError("speed must be positive")
        self.speed = speed
        self._system = SystemClock()
        self._began_wall = self._system.wall() if start is None else start.astimezone(UTC)
        self._began_elapsed = self._system.elapsed()

    def wall(self) -> datetime:
        """Return this clock's time of day, aware UTC."""
        return self._began_wall + timedelta(seconds=self.elapsed())

    def elapsed(self) -> float:
        """Return seconds of demo time since the clock was made."""
        return (self._system.elapsed() - self._began_elapsed) * self.speed

    async def sleep(self, seconds: float) -> None:
        """Wait `seconds` of demo time."""
        await asyncio.sleep(max(seconds, 0) / self.speed)


def people_seconds(clock: Clock, seconds: float) -> float:
    """Seconds that pass for the people at the computer while `seconds` pass on `clock`: fewer in the demo."""
    return seconds / clock.speed if isinstance(clock, FastClock) else seconds


def seconds_for_people(clock: Clock, seconds: float) -> float:
    """Seconds of `clock` that take people `seconds`: the other way round, for what somebody must have time to read."""
    return seconds * clock.speed if isinstance(clock, FastClock) else seconds
