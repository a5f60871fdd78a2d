"""The gateway's own clock: real or virtual seconds, run faster if asked, never stepping back."""

from datetime import datetime
from typing import Protocol

from desktop_app.clock import SystemClock


class TimeSource(Protocol):
    """What the gateway needs of a clock; `desktop_app.clock.Clock` fits."""

    def wall(self) -> datetime:
        """Aware UTC."""

    def elapsed(self) -> float:
        """Seconds that only grow."""


class GatewayTime:
    """Seconds since 1970 as the gateway counts them.

    It starts at the source's wall time and goes on by its elapsed seconds, so that a jump of this computer's clock
    does not move the gateway's, just as a real server would not notice.

    Args:
        source: where time comes from.
        speed: gateway seconds per elapsed second.
        off_s: how wrong the gateway's clock is.
    """

    def __init__(self, source: TimeSource | None = None, *, speed: float = 1.0, off_s: float = 0.0) -> None:
        if not speed > 0:
            raise ValueError(f"speed must be above 0, not {speed}")
        self._source = source or SystemClock()
        self._speed = speed
        self._start_elapsed = self._source.elapsed()
        self.start = self._source.wall().timestamp() + off_s

    def now(self) -> float:
        """The gateway's time, seconds since 1970 (UTC)."""
        return self.start + (self._source.elapsed() - self._start_elapsed) * self._speed

    def not_before(self, moment: float) -> None:
        """Go on from `moment` if that is later: a gateway that was run fast before may be ahead of this computer."""
        self.start += max(0.0, moment - self.now())
