"""Notices that this computer slept, or that its clock was set, and what must not go on by itself after that."""

import logging
from collections.abc import Callable
from datetime import timedelta

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

    def __init__(self, store: Store, clock: Clock, settings: Callable[[], Settings]) -> None:
        """Watch nothing yet."""
        self._store = store
        self._clock = clock
        self._settings = settings

    async def run(self) -> None:
        """Watch for ever."""
        wall, elapsed = self._clock.wall(), self._clock.elapsed()
        while True:
            await self._clock.sleep(TICK_S)
            wall_now, elapsed_now = self._clock.wall(), self._clock.elapsed()
            await self.noticed(
                elapsed_now - elapsed - TICK_S, (wall_now - wall).total_seconds() - (elapsed_now - elapsed)
            )
            wall, elapsed = wall_now, elapsed_now

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
