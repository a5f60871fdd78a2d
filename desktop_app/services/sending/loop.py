"""The loop that hands campaigns over, one batch of one campaign at a time, each campaign in turn."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable
from datetime import timedelta, tzinfo
from random import Random
from typing import Any

from desktop_app.clock import Clock, seconds_for_people
from desktop_app.domain import quiet_hours
from desktop_app.domain.changes import Changes
from desktop_app.domain.errors import Trouble
from desktop_app.domain.outgoing import Campaign, CampaignState, Decision, PausedBy, Share, State, WaitingFor
from desktop_app.domain.settings import Settings
from desktop_app.domain.status import Cause
from desktop_app.services.sending.calls import Calls, Gateway
from desktop_app.services.sending.choosing import Pace
from desktop_app.services.sending.session import Session
from desktop_app.services.sending.step import Step
from desktop_app.store.database import Store
from desktop_app.store.records import Stopping
from desktop_app.store.state import Waiting

CLOSE_WITHIN_S = 2.0
"""How long a call in flight may take to finish when the program ends; after that it stays unsure."""
_AT_REST_S = 30.0

log = logging.getLogger(__name__)


class Sending:
    """Acts on campaigns; `run` is the loop that hands them over. Made once; nothing is sent before `run`."""

    def __init__(
        self,
        store: Store,
        client: Gateway,
        clock: Clock,
        settings: Callable[[], Settings],
        *,
        read_replies: Callable[[], Awaitable[Any]],
        refresh_devices: Callable[[], Awaitable[Any]],
        token_refused: Callable[[], Awaitable[bool]],
        zone: tzinfo,
        look_around: Callable[[], Awaitable[None]] | None = None,
        chance: Random | None = None,
    ) -> None:
        """Do nothing yet.

        Args:
            store: the outbox.
            client: the gateway's.
            clock: of this computer.
            settings: as they are now.
            read_replies: reads incoming texts up to now; raises Trouble.
            refresh_devices: reads the phones; raises Trouble.
            token_refused: probes the token; True when it is refused for good.
            zone: where quiet hours are meant.
            look_around: notices before each turn that the computer slept, and pauses what must not go on then.
            chance: spreads retries.
        """
        self._store = store
        self._clock = clock
        self._settings = settings
        self._zone = zone
        self._look_around = look_around
        self._sessions: dict[int, Session] = {}
        self._halted: set[int] = set()
        self._ended = False
        self._woken = asyncio.Event()
        self._turn = 0
        self._step = Step(
            store,
            Calls(store, client, clock, settings, token_refused),
            clock,
            settings,
            Pace(),
            read_replies=read_replies,
            refresh_devices=refresh_devices,
            zone=zone,
            chance=chance or Random(),
        )

    # The loop

    def wake(self) -> None:
        """Look now whether something may go on."""
        self._woken.set()

    async def run(self) -> None:
        """Hand over for ever. Cancelling waits a moment for a call in flight; none begins any more."""
        self._ended = False
        leave = self._store.subscribe(self._on_changes)
        try:
            while True:
                self._woken.clear()
                try:
                    wait = await self.round()
                except Trouble as trouble:  # the data file, for one: nothing left, and it may be mended
                    log.error("sending waits: %s", trouble)  # noqa: TRY400 - known, and told to people elsewhere
                    wait = self._settings().back_off_max_s
                await self._rest(wait)
        finally:
            leave()

    def _on_changes(self, changes: Changes) -> None:
        if changes.rows or changes.devices or (changes.campaigns and not changes.live):
            self._woken.set()

    async def round(self) -> float:
        """Give every campaign its turn once; seconds until the next round."""
        active = await self._store.outbox.active()
        self._forget_all_but(active)
        if not active:
            return _AT_REST_S
        self._turn = (self._turn + 1) % len(active)
        waits = [await self._take_turn(campaign) for campaign in active[self._turn :] + active[: self._turn]]
        return min(waits)

    def _forget_all_but(self, active: Iterable[int]) -> None:
        live = self._store.live
        keep = set(active)
        for campaign in [one for one in live.campaign if one not in keep]:
            live.wait(campaign, None)

    async def _take_turn(self, number: int) -> float:
        if self._look_around is not None:
            await self._look_around()
        campaign = await self._store.outbox.campaign(number)
        session = self._sessions.setdefault(number, Session())
        if campaign.state is CampaignState.STARTING:
            return await self._count_down(campaign, session)
        if campaign.state is CampaignState.SCHEDULED:
            return await self._wait_for_start(campaign)
        if campaign.state is not CampaignState.SENDING:
            self._store.live.wait(number, None)
            return _AT_REST_S
        return await self._shielded(
            self._step.take(campaign, session, lambda: number not in self._halted and not self._ended)
        )

    async def _shielded(self, step: Awaitable[float]) -> float:
        """A step is not cut in the middle of a call: its result is written down if it comes in time."""
        task = asyncio.ensure_future(step)
        try:
            return await asyncio.shield(task)
        except asyncio.CancelledError:
            self._ended = True
            await asyncio.wait({task}, timeout=CLOSE_WITHIN_S)
            if not task.done():
                task.cancel()
                await asyncio.gather(task, return_exceptions=True)
            raise

    async def _rest(self, seconds: float) -> None:
        sleeping = asyncio.ensure_future(self._clock.sleep(max(seconds, 0.0)))
        waking = asyncio.ensure_future(self._woken.wait())
        try:
            await asyncio.wait({sleeping, waking}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            sleeping.cancel()
            waking.cancel()
            await asyncio.gather(sleeping, waking, return_exceptions=True)

    # Before the first row

    async def begin(self, campaign: int) -> None:
        """Start the countdown in which Send can be undone; nothing is handed over before its end."""
        session = self._sessions[campaign] = Session()
        self._halted.discard(campaign)
        undo_s = seconds_for_people(self._clock, self._settings().undo_s)
        session.undo_until = self._clock.elapsed() + undo_s
        until = self._store.live.wall() + timedelta(seconds=undo_s)
        self._store.live.wait(campaign, Waiting(WaitingFor.START, until))
        self.wake()

    async def begin_now(self, campaign: int) -> None:
        """Begin without a countdown: one text of the program's own, such as a test."""
        self._sessions[campaign] = Session()
        starting = frozenset({CampaignState.STARTING})
        await self._store.outbox.set_state(campaign, CampaignState.SENDING, expected=starting)
        self.wake()

    async def undo(self, campaign: int) -> bool:
        """Take Send back within its countdown; False when that is over."""
        if (await self._store.outbox.campaign(campaign)).state is not CampaignState.STARTING:
            return False
        await self.stop(campaign)
        return True

    async def _count_down(self, campaign: Campaign, session: Session) -> float:
        if session.undo_until is None:  # queued, and not begun yet
            return _AT_REST_S
        left = session.undo_until - self._clock.elapsed()
        if left > 0:
            return left
        later = campaign.delivery.start_at is not None and not campaign.delivery.at_gateway
        waits = later and self._store.live.wall() < (campaign.delivery.start_at or self._store.live.wall())
        state = CampaignState.SCHEDULED if waits else CampaignState.SENDING
        await self._store.outbox.set_state(campaign.id, state, expected=frozenset({CampaignState.STARTING}))
        return 0.0

    async def _wait_for_start(self, campaign: Campaign) -> float:
        start = campaign.delivery.start_at
        left = 0.0 if start is None else (start - self._store.live.wall()).total_seconds()
        if left > 0:
            self._store.live.wait(campaign.id, Waiting(WaitingFor.START, start))
            return min(left, _AT_REST_S)
        scheduled = frozenset({CampaignState.SCHEDULED})
        if -left > self._settings().stale_s and start is not None:
            note = f"This was due at {start.astimezone(self._zone):%H:%M}."
            await self._store.outbox.set_state(
                campaign.id, CampaignState.PAUSED, expected=scheduled, paused_by=PausedBy.LATE, note=note
            )
        else:
            await self._store.outbox.set_state(campaign.id, CampaignState.SENDING, expected=scheduled)
        return 0.0

    # What the owner decides

    async def pause(self, campaign: int) -> None:
        """Hand nothing over from this moment on; a call in flight finishes."""
        self._halted.add(campaign)
        running = frozenset({CampaignState.STARTING, CampaignState.SCHEDULED, CampaignState.SENDING})
        await self._store.outbox.set_state(campaign, CampaignState.PAUSED, expected=running, paused_by=PausedBy.YOU)

    async def pause_until_return(self) -> None:
        """The owner leaves: hand nothing over from this moment on, and ask at the next start before going on."""
        self._halted.update(await self._store.outbox.active())
        await self._store.outbox.pause_sending(PausedBy.RESTART)

    async def resume(self, campaign: int, *, replies_unread: bool = False) -> bool:
        """Go on: the owner's consent, from now. Incoming texts are read first. False when it was not paused.

        With `replies_unread` the owner was asked, and goes on even where they cannot be read (ARCHITECTURE decision 4).
        """
        if (await self._store.outbox.campaign(campaign)).state is not CampaignState.PAUSED:
            return False
        return await self._go_on(campaign, replies_unread=replies_unread)

    async def _go_on(self, campaign: int, *, replies_unread: bool = False) -> bool:
        self._sessions[campaign] = Session(replies_unread=replies_unread)
        self._halted.discard(campaign)
        resumed = await self._store.outbox.resume(campaign)
        self.wake()
        return resumed

    async def stop(self, campaign: int) -> Stopping:
        """End it: what is here is cancelled at once, what may still go out is told and followed."""
        self._halted.add(campaign)
        stopping = await self._store.outbox.stop(campaign)
        self._store.live.wait(campaign, None)
        return stopping

    async def stop_preview(self, campaign: int) -> Stopping:
        """What `stop` would say now."""
        return await self._store.outbox.stop_preview(campaign)

    async def send_rest(self, campaign: int) -> int:
        """Queue again what a stop left here, and go on; how many rows."""
        within = self._settings().same_text_within_h
        rows = await self._store.outbox.take_back(campaign, same_text_within_h=within)
        if rows:
            await self._go_on(campaign)
        return rows

    async def send_now(self, campaign: int) -> None:
        """Go on in spite of quiet hours, until they end this once; what waits for its start goes on waiting for it."""
        session = self._sessions.setdefault(campaign, Session())
        told = await self._store.outbox.campaign(campaign)
        quiet = quiet_hours.parse(told.delivery.quiet_hours)
        wall = self._store.live.wall().astimezone(self._zone)
        if quiet is not None:
            session.awake_until = quiet.span(wall)[1]
        self.wake()

    async def decide(self, campaign: int, rows: Iterable[int] | None, decision: Decision) -> int:
        """Carry out what the owner decided about rows that ask (all with None); how many.

        SEND_AGAIN may send a text twice; the window says so before.
        """
        outbox = self._store.outbox
        if decision is Decision.LEAVE:
            return await outbox.decide(campaign, rows, State.ASK, Cause.LEFT, "left as it is")
        if decision is Decision.CHECK:
            return await outbox.decide(campaign, rows, State.UNSURE, Cause.OWNER, "to be checked again")
        moved = await outbox.decide(campaign, rows, State.QUEUED, Cause.OWNER, "to be sent again, asked for")
        if moved:
            await self._go_on_unless_paused(campaign)
        return moved

    async def retry(self, campaign: int, codes: Iterable[int], share: Share | None) -> int:
        """Send failed rows with these codes again as new rows; how many."""
        within = self._settings().same_text_within_h
        rows = await self._store.outbox.retry(campaign, frozenset(codes), share, same_text_within_h=within)
        if rows:
            await self._go_on_unless_paused(campaign)
        return rows

    async def retry_refused(self, campaign: int, share: Share | None) -> int:
        """Hand over again what the service refused; how many."""
        rows = await self._store.outbox.retry_refused(campaign, share)
        if rows:
            await self._go_on_unless_paused(campaign)
        return rows

    async def _go_on_unless_paused(self, campaign: int) -> None:
        """A word about a few rows is none about all that waits: what is paused goes on with Resume only."""
        if (await self._store.outbox.campaign(campaign)).state is not CampaignState.PAUSED:
            await self._go_on(campaign)

    async def move_waiting(self, campaign: int, device_id: int, share: Share) -> int:
        """Let what waits here for a phone go through another; how many rows. What it has may still go out there."""
        return await self._store.outbox.reassign(campaign, device_id, share)
