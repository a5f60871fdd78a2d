"""What it means that an answer does not show a row: proven absent, lost from sight, or the owner's to decide.

ARCHITECTURE decision 5: only a proof lets a row go out again by itself, and only while that was foreseen.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from desktop_app.clock import Clock
from desktop_app.domain.outgoing import CampaignState, State
from desktop_app.domain.settings import Settings
from desktop_app.domain.status import Cause
from desktop_app.services.tracking import proof
from desktop_app.services.tracking.matching import Matched
from desktop_app.services.tracking.proof import ProofBook, Whole
from desktop_app.store.database import Store
from desktop_app.store.records import Echo, Pending

LEAST_MARGIN = timedelta(hours=24)
"""What a window must reach around a claim to prove anything."""
SIGHTED = frozenset({State.ACCEPTED, State.TAKEN})
"""Rows the service should show until they are sent."""

log = logging.getLogger(__name__)


@dataclass
class Sight:
    """When a row was last seen at the service, on the clock that counts suspend."""

    at: float
    misses: int = 0


class Absence:
    """Remembers what was looked for and concludes from what did not show."""

    def __init__(self, store: Store, clock: Clock, settings: Callable[[], Settings]) -> None:
        """Nothing was looked for yet."""
        self._store = store
        self._clock = clock
        self._settings = settings
        self._proofs = ProofBook()
        self._sights: dict[int, Sight] = {}

    def _out_of_sight(self, row: Pending, settings: Settings) -> bool:
        if row.state not in SIGHTED:
            return False
        since = max(self._sights[row.id].at, self._store.live.steady_since)
        return self._clock.elapsed() - since >= settings.unseen_after_s

    def _note_misses(self, rows: Sequence[Pending], matched: Matched) -> None:
        for row in rows:
            if row.id not in matched.seen and row.id in self._sights:
                self._sights[row.id].misses += 1

    async def _conclude(
        self,
        whole: Whole,
        rows: Sequence[Pending],
        doubtful: Sequence[Pending],
        matched: Matched,
        settings: Settings,
    ) -> None:
        """What this answer proves by not showing something."""
        now, live = self._clock.elapsed(), self._store.live
        settle, gap = proof.settle_s(settings, live.slowest_s), settings.proof_gap_s
        absent: list[Pending] = []
        for row in doubtful:
            if row.id in matched.seen or row.id in matched.collisions:
                continue
            settled = now >= self._proofs.settled_from(row, settle)
            valid = proof.counts_as_negative(whole, row, settled=settled, settle=settle, margin=LEAST_MARGIN)
            if valid and self._proofs.negative(row, now, gap):
                absent.append(row)
        await self._act_on_absence(absent, settings)
        refused = [
            row.id
            for row in doubtful
            if row.cause is Cause.REFUSED and row.refusals > 0 and row.id not in matched.seen and row not in absent
        ]
        if refused and whole.page.complete:
            await self._store.outbox.refused_for_good(refused)
        await self._lost_from_sight(rows, matched, settings)

    async def _act_on_absence(self, absent: Sequence[Pending], settings: Settings) -> None:
        """Rows proven absent go out again by themselves where that was allowed; others ask."""
        again = [row.id for row in absent if self._may_go_again(row, settings)]
        rest = [row.id for row in absent if row.id not in set(again) and row.state is State.UNSURE]
        if again:
            log.info("%d messages are proven not to be at the service", len(again))
            await self._store.outbox.proven_absent(again, attempts=settings.attempts_max)
        if rest:
            await self._store.outbox.ask(rest, Cause.UNPROVEN, "not at the service, and not to be sent again unasked")

    def _may_go_again(self, row: Pending, settings: Settings) -> bool:
        if row.echo is Echo.ABSENT or row.cause is Cause.RESTORED:
            return False
        if row.gateway_status is not None:
            return False  # it was there once: that it is gone does not mean that it never went out
        if row.campaign_state in {CampaignState.STOPPING, CampaignState.STOPPED}:
            return True  # it only becomes "cancelled"
        if row.campaign_state is CampaignState.FINISHED:
            return False
        age = (self._store.live.server_now() - row.first_claimed_at).total_seconds()
        return age <= settings.auto_retry_within_s

    async def _lost_from_sight(self, rows: Sequence[Pending], matched: Matched, settings: Settings) -> None:
        """Accepted rows that never showed are doubted; those that showed and are gone ask."""
        missing = [
            row
            for row in rows
            if row.id not in matched.seen and self._out_of_sight(row, settings) and self._sights[row.id].misses > 1
        ]
        doubted = [row.id for row in missing if row.gateway_status is None and row.state is State.ACCEPTED]
        gone = [row.id for row in missing if row.gateway_status is not None]
        if doubted:
            await self._store.outbox.doubt(doubted)
        if gone:
            await self._store.outbox.ask(gone, Cause.GONE, "it was at the service and is not any more")

    async def _ask_in_the_end(self, doubtful: Sequence[Pending], settings: Settings) -> None:
        """What could not be proven either way in time is the owner's to decide; found later, it is adopted still."""
        now = self._clock.elapsed()
        late = [
            row.id
            for row in doubtful
            if row.state is State.UNSURE and now - self._proofs.of(row).since >= settings.ask_after_s
        ]
        if late:
            still = {row.id for row in await self._store.outbox.rows(frozenset(late)) if row.state is State.UNSURE}
            restored = [row.id for row in doubtful if row.id in still and row.cause is Cause.RESTORED]
            await self._store.outbox.ask(restored, Cause.RESTORED, "not to be found after a restore")
            rest = sorted(still - set(restored))
            await self._store.outbox.ask(rest, Cause.UNPROVEN, "could not be proven either way in time")
