"""Notices that this computer slept, or that its clock was set, and what must not go on by itself after that."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from desktop_app.clock import Clock
from desktop_app.domain.outgoing import CampaignState, PausedBy
from desktop_app.domain.settings import Settings
from desktop_app.store.database import Store

TICK_S = 5.0
ASLEEP_S = 30.0
"""Time lost between two ticks that means the computer, or this program, was asleep."""
JUMP = timedelta(seconds=60)
"""A change of the wall clock that starts proofs of absence anew (reliability.md 2.4)."""
FAR_JUMP = timedelta(minutes=10)
"""One that makes scheduled sends ask."""

log = logging.getLogger(__name__)


class Presence:
    """Watches the two clocks against each other."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        settings: Callable[[], Settings],
        *,
        on_wake: Callable[[], object] = lambda: None,
    ) -> None:
        """Watch nothing yet; `on_wake` is called when the computer woke: what was known is old then."""
        self._store = store
        self._clock = clock
        self._settings = settings
        self._on_wake = on_wake
        self._last: tuple[datetime, float] | None = None

    async def run(self) -> None:
        """Watch for ever."""
        while True:
            await self.look()
            await self._clock.sleep(TICK_S)

    async def look(self) -> None:
        """Compare the clocks with the last look; whoever is about to act after a wait looks first."""
        wall, elapsed = self._clock.wall(), self._clock.elapsed()
        last, self._last = self._last, (wall, elapsed)
        if last is not None:
            passed = elapsed - last[1]
            await self.noticed(passed - TICK_S, (wall - last[0]).total_seconds() - passed)

    async def noticed(self, lost_s: float, jumped_s: float) -> None:
        """Act on what one tick showed.

        Args:
            lost_s: seconds the tick took longer than it should: sleep.
            jumped_s: seconds the wall clock moved against the clock that counts suspend.
        """
        jumped = abs(timedelta(seconds=jumped_s))
        if lost_s <= ASLEEP_S and jumped <= JUMP:
            return
        log.info("slept %.0f s, clock jumped %.0f s", max(lost_s, 0), jumped_s)
        self._store.live.disturbed()
        if lost_s > ASLEEP_S:
            self._on_wake()
        if lost_s > self._settings().stale_s:
            await self._store.outbox.pause_sending(PausedBy.RESTART, "This computer was asleep.")
        if jumped > FAR_JUMP:
            await self._ask_about_times()

    async def _ask_about_times(self) -> None:
        for campaign in await self._store.outbox.campaigns(limit=1000):
            if campaign.state is CampaignState.SCHEDULED:
                await self._store.outbox.set_state(
                    campaign.id,
                    CampaignState.PAUSED,
                    expected=frozenset({CampaignState.SCHEDULED}),
                    paused_by=PausedBy.CLOCK,
                    note="This computer's clock was changed.",
                )
