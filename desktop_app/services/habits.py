"""Gathers what "Needs attention" is decided on: when phones are usually silent, SIMs near their limit, the clock."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta, tzinfo

from desktop_app.domain.attention import Attention, SimUse, needs_attention
from desktop_app.domain.reach_history import ReachHistory
from desktop_app.store.database import Store

_WEEK = timedelta(days=7)
Quiet = tuple[time, time]


@dataclass(frozen=True)
class Habits:
    """What is known beyond the phones themselves."""

    quiet: Mapping[int, Quiet] = field(default_factory=dict)
    """When a phone usually falls silent, by its id."""
    uses: tuple[SimUse, ...] = ()
    """SIMs with a limit, in SMS parts of today."""
    clock_off_s: float = 0.0


class AttentionFeed:
    """Reads and reckons in other threads: nothing of it is done on the window's."""

    def __init__(self, store: Store, zone: tzinfo) -> None:
        """Read nothing yet; `zone` is where the time of day is meant."""
        self._store = store
        self._zone = zone

    async def habits(self) -> Habits:
        """What is known at this moment."""
        now = self._store.live.server_now()
        histories = await self._store.reach_log.histories(now - _WEEK, now)
        quiet = await asyncio.to_thread(_quiet, histories, now, self._zone)
        return Habits(quiet, await self._uses(), self._store.live.clock_off_s)

    async def _uses(self) -> tuple[SimUse, ...]:
        rules = await self._store.sim_rules.all()
        used = await self._store.sim_limits.used()
        return tuple(
            SimUse(device, sim, used.get((device, sim), 0), rule.a_day)
            for (device, sim), rule in sorted(rules.items())
            if rule.a_day
        )

    async def lines(self) -> list[Attention]:
        """The lines themselves, most urgent first."""
        habits = await self.habits()
        return needs_attention(
            self._store.live.devices, quiet=habits.quiet, uses=habits.uses, clock_off_s=habits.clock_off_s
        )


def _quiet(histories: Mapping[int, ReachHistory], now: datetime, zone: tzinfo) -> dict[int, Quiet]:
    found = {device: history.quiet_at(now, zone) for device, history in histories.items()}
    return {device: quiet for device, quiet in found.items() if quiet is not None}
