"""The outbox: campaigns go in whole, batches come out claimed, and what became of them is written down.

Claiming is the only way out (ARCHITECTURE "One recipient's row"); reading pages and counts is in `campaigns`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from pathlib import Path

from desktop_app.domain.outgoing import CampaignState, Delivery, PausedBy, Share, State
from desktop_app.domain.status import Cause
from desktop_app.store import adding, claims, deciding, moves, readings
from desktop_app.store.campaigns import Campaigns, one_campaign
from desktop_app.store.claims import Receipt
from desktop_app.store.connection import Connection, Database, StoreTrouble, Touched
from desktop_app.store.following import Following
from desktop_app.store.installation import EpochMark, current
from desktop_app.store.records import Batch, Echo, Reading, Stopping
from desktop_app.store.sim_limits import day_begin
from desktop_app.store.state import LiveState
from desktop_app.store.times import to_ms


class NotMarked(StoreTrouble):
    """A batch is claimed, and the mark beside the database could not be raised: nothing of it may leave."""

    def __init__(self, batch: Batch, trouble: StoreTrouble) -> None:
        """`trouble` has the words."""
        super().__init__(trouble.what, trouble.meaning, trouble.next_step, **trouble.values)
        self.batch = batch


@dataclass(frozen=True)
class _Parts:
    database: Database
    live: LiveState
    mark: EpochMark
    zone: tzinfo


class Outbox(Campaigns):
    """Everything that is on its way out. Times written are the service's, as far as they are known."""

    def __init__(self, database: Database, live: LiveState, mark: EpochMark, zone: tzinfo) -> None:
        """`zone` is where quiet hours are meant."""
        super().__init__(database)
        self._parts = _Parts(database, live, mark, zone)
        self.following = Following(database)

    def _now(self) -> int:
        return to_ms(self._parts.live.server_now())

    # Campaigns

    async def add_campaign(
        self,
        plan_file: Path,
        *,
        name: str,
        file: str,
        delivery: Delivery,
        assign: Sequence[Share],
        consent_at: datetime | None,
        keep_phone: bool = True,
        again: bool = False,
        state: CampaignState = CampaignState.STARTING,
        same_text_within_h: float = 24.0,
    ) -> int:
        """Queue the ready rows of a plan file in one transaction; returns the campaign's id.

        Args:
            plan_file: as the sheets' worker saved it.
            name: of the campaign, as the owner sees it.
            file: name of the owner's file.
            delivery: the owner's choices.
            assign: how many rows go through each phone and SIM.
            consent_at: when the owner ticked the consent.
            keep_phone: people texted before keep their phone and SIM.
            again: also texts identical to one of the last `same_text_within_h` hours.
            state: STARTING waits for `Sending.begin`.

        Raises:
            BadUse: there is nothing to send, or no phone.
            StoreTrouble: it could not be written; nothing was queued.
        """
        new = adding.NewCampaign(
            name=name,
            file=file,
            delivery=delivery,
            assign=tuple(assign),
            consent_at=consent_at,
            keep_phone=keep_phone,
            again=again,
            state=state,
            now=self._parts.live.server_now(),
            same_text_within=timedelta(hours=same_text_within_h),
            zone=self._parts.zone,
        )
        return await self._parts.database.write(lambda c, touched: adding.add(c, touched, new), attach=plan_file)

    async def set_state(
        self,
        campaign: int,
        state: CampaignState,
        *,
        expected: frozenset[CampaignState],
        paused_by: PausedBy | None = None,
        note: str = "",
    ) -> bool:
        """Move a campaign if it is in one of `expected`; False when it is not. Durable when it returns."""
        return await self._parts.database.write(
            lambda c, touched: deciding.set_state(
                c, touched, campaign, state, self._now(), expected=expected, paused_by=paused_by, note=note
            )
        )

    async def resume(self, campaign: int) -> bool:
        """The owner wants a paused campaign to go on, or failed rows of a finished one again: consent, from now.

        An end that has passed is forgotten. False when there is nothing to resume.
        """
        wall = to_ms(self._parts.live.wall())
        return await self._parts.database.write(
            lambda c, touched: deciding.resume(c, touched, campaign, self._now(), wall)
        )

    async def pause_sending(self, paused_by: PausedBy, note: str = "") -> list[int]:
        """Pause every campaign that is sending, or about to; their ids."""
        return await self._parts.database.write(
            lambda c, touched: deciding.pause_sending(c, touched, paused_by, note, self._now())
        )

    async def stop(self, campaign: int) -> Stopping:
        """Cancel everything that is still here, at once; what may still go out is told."""
        return await self._parts.database.write(lambda c, touched: deciding.stop(c, touched, campaign, self._now()))

    async def stop_preview(self, campaign: int) -> Stopping:
        """What `stop` would say now."""
        return await self._parts.database.read(lambda c: deciding.stopping(c, campaign))

    async def active(self) -> list[int]:
        """Campaigns that are starting, scheduled, sending or stopping; in the order they were made."""
        return await self._parts.database.read(deciding.active)

    async def decide(self, campaign: int, rows: Iterable[int] | None, after: State, cause: Cause, why: str) -> int:
        """Carry out the owner's decision about rows that ask (all of them with None); how many moved."""
        chosen = None if rows is None else list(rows)
        return await self._parts.database.write(
            lambda c, touched: deciding.decide(c, touched, campaign, chosen, after, cause, why, self._now())
        )

    async def retry(
        self, campaign: int, codes: frozenset[int], share: Share | None, *, same_text_within_h: float = 24.0
    ) -> int:
        """Put failed rows with these codes in the queue again as new rows linked to the old; how many.

        Args:
            codes: the gateway's.
            share: another phone and SIM for them; None keeps theirs.
            same_text_within_h: whom a later campaign texted the same within these hours is left out.
        """
        since = self._hours_ago(same_text_within_h)
        return await self._parts.database.write(
            lambda c, touched: deciding.retry(c, touched, campaign, codes, share, self._now(), since)
        )

    async def retry_refused(self, campaign: int, share: Share | None) -> int:
        """Put rows the service refused in the queue again, under the reference they had; how many.

        Args:
            share: another phone and SIM for them; None keeps theirs.
        """
        return await self._parts.database.write(
            lambda c, touched: deciding.retry_refused(c, touched, campaign, share, self._now())
        )

    async def take_back(self, campaign: int, *, same_text_within_h: float = 24.0) -> int:
        """Queue again what a stop left here; how many rows. Whom a later one texted the same is left out as `retry`."""
        since = self._hours_ago(same_text_within_h)
        return await self._parts.database.write(
            lambda c, touched: deciding.take_back(c, touched, campaign, self._now(), since)
        )

    def _hours_ago(self, hours: float) -> int:
        return to_ms(self._parts.live.server_now() - timedelta(hours=hours))

    async def reassign(self, campaign: int, device_id: int, share: Share) -> int:
        """Give what still waits here for a phone to another phone and SIM; how many rows."""
        return await self._parts.database.write(
            lambda c, touched: deciding.reassign(c, touched, campaign, device_id, share, self._now())
        )

    # The way out

    async def claim(self, campaign: int, shares: Sequence[Share]) -> Batch:
        """Mark rows "sending", durably, before their first byte leaves. Empty when nothing may go now.

        Raises:
            NotMarked: it is recorded, but not on the mark; nothing may be sent, and its rows are to be released.
            StoreTrouble: it could not be recorded; nothing may be sent.
        """
        mark = self._parts.mark

        def work(connection: Connection, touched: Touched) -> tuple[Batch, tuple[str, int]]:
            wall = self._parts.live.wall()
            day = day_begin(wall, self._parts.live.server_now(), self._parts.zone)
            batch = claims.claim(connection, touched, campaign, shares, self._now(), to_ms(wall), day)
            return batch, current(connection)

        batch, (identity, epoch) = await self._parts.database.write(work)
        if batch.rows:
            try:
                await self._parts.database.alone(lambda: mark.write(identity, epoch))
            except StoreTrouble as trouble:
                raise NotMarked(batch, trouble) from trouble
        return batch

    async def record(self, batch: Batch, receipt: Receipt) -> None:
        """Write down what the call of a batch came to.

        Raises:
            StoreTrouble: it could not be written; the rows are still "sending" and the caller must try again.
        """
        await self._parts.database.write(lambda c, touched: claims.record(c, touched, batch.id, receipt, self._now()))

    async def set_aside(self, batch: Batch, broken: Sequence[int]) -> None:
        """Quarantine rows of a claimed batch that can never be handed over as they are, and release the others."""
        await self._parts.database.write(lambda c, t: claims.set_aside(c, t, batch.id, broken, self._now()))

    # What the service shows

    async def apply(self, found: Iterable[Reading]) -> None:
        """Take in what was found at the service."""
        listed = list(found)
        if listed:
            await self._parts.database.write(lambda c, touched: readings.apply(c, touched, listed, self._now()))

    async def proven_absent(self, rows: Sequence[int], *, attempts: int) -> None:
        """Take in that rows are proven not to be at the service."""
        await self._parts.database.write(
            lambda c, touched: readings.proven_absent(c, touched, rows, self._now(), attempts=attempts)
        )

    async def refused_for_good(self, rows: Sequence[int]) -> None:
        """Rows refused alone a second time, and seen absent: they are refused."""
        await self._parts.database.write(lambda c, touched: readings.refused_for_good(c, touched, rows, self._now()))

    async def doubt(self, rows: Sequence[int]) -> None:
        """Accepted rows the service does not show become unsure."""
        await self._parts.database.write(lambda c, touched: readings.doubt(c, touched, rows, self._now()))

    async def ask(self, rows: Sequence[int], cause: Cause, why: str) -> None:
        """Rows only the owner can decide about."""
        await self._parts.database.write(lambda c, touched: readings.ask(c, touched, rows, cause, why, self._now()))

    async def close_waited(self, before: datetime) -> None:
        """Finish campaigns whose last receipts have been waited for since `before`."""
        await self._parts.database.write(lambda c, touched: moves.close_waited(c, touched, to_ms(before), self._now()))

    async def mark_echo(self, campaign: int, echo: Echo) -> None:
        """Note whether a campaign's references come back."""
        await self._parts.database.write(lambda c, touched: readings.mark_echo(c, touched, campaign, echo))

    async def state_of(self, campaign: int) -> CampaignState:
        """The campaign's state alone."""
        return await self._parts.database.read(lambda c: one_campaign(c, campaign).state)
