"""One campaign's turn: everything that must be true before a row may leave, then one batch at most."""

import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, tzinfo
from random import Random
from typing import Any

from desktop_app.clock import Clock
from desktop_app.domain import hand_over
from desktop_app.domain.errors import NoConnection, NotSignedIn, Trouble
from desktop_app.domain.outgoing import Campaign, CampaignState, PausedBy, State, WaitingFor
from desktop_app.domain.settings import Settings
from desktop_app.gateway.outcome import Kind, SendOutcome, Why
from desktop_app.services.sending.calls import Calls, Delivered
from desktop_app.services.sending.choosing import Pace, phones_of, rules_of, work_of
from desktop_app.services.sending.rules import reason_to_pause
from desktop_app.services.sending.session import Session
from desktop_app.store.database import Store
from desktop_app.store.following import Progress
from desktop_app.store.records import Echo
from desktop_app.store.state import Waiting

PATIENCE = 3
"""Answers in a row that leave it open whether a call arrived, after which we back off and look first."""
REPLIES_EACH = 6
"""While sending, incoming texts are read every this many `poll_s`."""
FRESH_S = 15.0
"""Phones read longer ago than this are read again before something is handed over."""
TOO_LARGE = frozenset({"http 413", "http 414"})
"""Answers after which calls carry half as much (reliability.md F25)."""
_SOON_S = 1.0
_AWAY_AFTER = 2
"""Whole readings in a row without a phone before it counts as gone from the account."""

log = logging.getLogger(__name__)


class Step:
    """Takes a campaign's turn."""

    def __init__(
        self,
        store: Store,
        calls: Calls,
        clock: Clock,
        settings: Callable[[], Settings],
        pace: Pace,
        *,
        read_replies: Callable[[], Awaitable[Any]],
        refresh_devices: Callable[[], Awaitable[Any]],
        zone: tzinfo,
        chance: Random,
    ) -> None:
        self._store = store
        self._calls = calls
        self._clock = clock
        self._settings = settings
        self._pace = pace
        self._read_replies = read_replies
        self._refresh_devices = refresh_devices
        self._zone = zone
        self._chance = chance

    async def take(self, campaign: Campaign, session: Session, still_wanted: Callable[[], bool]) -> float:
        """Hand over at most one batch; seconds until the next look."""
        session.turn_began = self._clock.elapsed()
        progress = await self._store.outbox.following.progress(campaign.id)
        if not any(progress.queued.values()):
            waiting = Waiting(WaitingFor.CHECKING) if progress.states.get(State.UNSURE) else None
            self._store.live.wait(campaign.id, waiting)
            return self._settings().poll_s
        for check in (self._rules, self._held, self._replies, self._phones, self._first_message):
            wait = await check(campaign, progress, session)
            if wait is not None:
                return wait
        return await self._decide(campaign, progress, session, still_wanted)

    def _wait(self, campaign: Campaign, waiting: WaitingFor, until: datetime | None = None, note: str = "") -> None:
        self._store.live.wait(campaign.id, Waiting(waiting, until, note))

    async def _pause(self, campaign: Campaign, by: PausedBy, note: str = "") -> float:
        log.info("campaign %d is paused: %s %s", campaign.id, by.value, note)
        await self._store.outbox.set_state(
            campaign.id, CampaignState.PAUSED, expected=frozenset({CampaignState.SENDING}), paused_by=by, note=note
        )
        self._store.live.wait(campaign.id, None)
        return 0.0

    # What must be true; each returns None, or seconds until the next look

    async def _rules(self, campaign: Campaign, progress: Progress, session: Session) -> float | None:
        fares = await self._store.outbox.following.fares(campaign.id)
        reason = reason_to_pause(progress.states, fares, session, self._clock.elapsed(), self._settings())
        return None if reason is None else await self._pause(campaign, *reason)

    async def _held(self, campaign: Campaign, progress: Progress, session: Session) -> float | None:
        """Backing off: after calls that did not arrive, and after three answers that left it open."""
        now, live = self._clock.elapsed(), self._store.live
        left = session.held_until - now
        if left > 0:
            self._wait(campaign, WaitingFor.CONNECTION if session.failures else WaitingFor.CHECKING)
            return left
        unlooked = session.last_unsure is not None and (live.read_at is None or live.read_at < session.last_unsure)
        if session.unsure >= PATIENCE and unlooked and progress.states.get(State.UNSURE):
            # reconcile first: the service must have answered since; following alone may have found them all
            self._wait(campaign, WaitingFor.CHECKING)
            return self._settings().poll_s
        return None

    async def _replies(self, campaign: Campaign, _: Progress, session: Session) -> float | None:
        """Incoming texts are read before the first row, and again and again while sending."""
        now = self._clock.elapsed()
        first = session.replies_at is None
        if session.replies_at is not None and now - session.replies_at < REPLIES_EACH * self._settings().poll_s:
            return None
        if first:
            self._wait(campaign, WaitingFor.REPLIES)
        try:
            await self._read_replies()
        except Trouble as trouble:
            return await self._replies_failed(campaign, session, trouble)
        session.replies_at = self._clock.elapsed()
        session.replies_failing_since = None
        session.failures = 0
        return None

    async def _replies_failed(self, campaign: Campaign, session: Session, trouble: Trouble) -> float | None:
        if isinstance(trouble, NotSignedIn):
            return await self._pause(campaign, PausedBy.SIGN_IN)
        log.info("reading replies: %s", trouble)
        if session.replies_unread and not isinstance(trouble, NoConnection):
            session.replies_at = self._clock.elapsed()
            return None
        now, settings = self._clock.elapsed(), self._settings()
        session.not_reached(now, settings.back_off_s, settings.back_off_max_s, self._chance)
        if isinstance(trouble, NoConnection):
            session.replies_failing_since = None  # it goes on by itself when the connection is back
            self._wait(campaign, WaitingFor.CONNECTION)
        else:
            session.replies_failing_since = session.replies_failing_since or now
            self._wait(campaign, WaitingFor.REPLIES, note=trouble.sentence)
        return max(session.held_until - now, 0.0)

    async def _phones(self, campaign: Campaign, progress: Progress, session: Session) -> float | None:
        """The phones are known, fresh, and of this account."""
        live = self._store.live
        stale = live.updated_at is None or (live.server_now() - live.updated_at).total_seconds() > FRESH_S
        if stale:
            try:
                await self._refresh_devices()
            except Trouble as trouble:
                return await self._phones_unread(campaign, session, trouble)
            session.failures = 0
        if session.devices_read != live.devices_read:
            session.devices_read = live.devices_read
            here = {device.id for device in live.devices}
            away = {device for (device, _), rows in progress.queued.items() if rows} - here
            session.missing_reads = session.missing_reads + 1 if away else 0
            if session.missing_reads >= _AWAY_AFTER:
                ids = ", ".join(str(device) for device in sorted(away))
                return await self._pause(campaign, PausedBy.ACCOUNT, f"Not in this account: phone {ids}.")
        return None

    async def _phones_unread(self, campaign: Campaign, session: Session, trouble: Trouble) -> float:
        if isinstance(trouble, NotSignedIn):
            return await self._pause(campaign, PausedBy.SIGN_IN)
        log.info("reading phones: %s", trouble)
        now, settings = self._clock.elapsed(), self._settings()
        session.not_reached(now, settings.back_off_s, settings.back_off_max_s, self._chance)
        self._wait(campaign, WaitingFor.CONNECTION)
        return max(session.held_until - now, 0.0)

    async def _first_message(self, campaign: Campaign, progress: Progress, session: Session) -> float | None:
        """The first message goes alone, and nothing follows before it was read back; an unsure one has successors."""
        if progress.echo is not Echo.UNKNOWN or not progress.waiting_for_first:
            session.canary_since = None
            return None
        if session.canary_since is None:
            session.canary_since = self._clock.elapsed()
        self._wait(campaign, WaitingFor.CANARY)
        return self._settings().poll_s

    # The batch

    async def _decide(
        self, campaign: Campaign, progress: Progress, session: Session, still_wanted: Callable[[], bool]
    ) -> float:
        live, settings, now = self._store.live, self._settings(), self._clock.elapsed()
        canaries = [campaign.id] if progress.echo is Echo.UNKNOWN else []
        untaken = await self._store.outbox.following.untaken(live.server_now(), canaries=canaries)
        wall = live.wall().astimezone(self._zone)
        caps = await self._store.sim_limits.rows_that_fit(campaign.id, progress.queued, hand_over.MAX_BATCH)
        work = work_of(campaign, progress, session, wall, caps)
        decision = hand_over.decide(wall, work, phones_of(live, untaken, self._pace, now), rules_of(settings, session))
        if decision.late:
            return await self._pause(campaign, PausedBy.LATE)
        if not decision.shares:
            self._wait(campaign, decision.waiting, decision.until)
            left = (decision.until - wall).total_seconds() if decision.until else settings.poll_s
            return min(max(left, 0.0), settings.poll_s)
        if self._calls.wait_s > _SOON_S:
            self._wait(campaign, WaitingFor.CONNECTION, note="SmsGateway24 asked us to slow down.")
            return self._calls.wait_s - _SOON_S
        may_leave = self._may_leave(campaign, work, session.turn_began, still_wanted)
        try:
            delivered = await self._calls.deliver(campaign.id, decision.shares, may_leave)
        except Trouble as trouble:
            return await self._cannot_record(campaign, session, trouble)
        if delivered is None:
            return settings.poll_s
        return await self._after(campaign, session, delivered)

    def _may_leave(
        self, campaign: Campaign, work: hand_over.Work, began: float, still_wanted: Callable[[], bool]
    ) -> Callable[[], bool]:
        """Asked when the call's turn has come: between claim and call a slow reading may take its time.

        Meanwhile the owner may have paused, somebody may have said STOP, the time allowed may be over, or the computer
        may have slept.
        """
        live, listed = self._store.live, self._store.live.opt_outs

        def may_leave() -> bool:
            wall = live.wall().astimezone(self._zone)
            late = campaign.delivery.not_after is not None and wall >= campaign.delivery.not_after
            quiet = not work.at_gateway and work.quiet is not None and work.quiet.holds(wall)
            old = self._clock.elapsed() - began >= self._settings().stale_s
            return still_wanted() and live.opt_outs == listed and not (late or quiet or old)

        return may_leave

    async def _cannot_record(self, campaign: Campaign, session: Session, trouble: Exception) -> float:
        """Nothing left this computer: what cannot be written down is not sent (F47)."""
        log.error("a claim cannot be written down: %s", trouble)
        now, settings = self._clock.elapsed(), self._settings()
        session.not_reached(now, settings.back_off_s, settings.back_off_max_s, self._chance)
        try:
            return await self._pause(campaign, PausedBy.DISK, str(trouble))
        except Trouble:  # that cannot be written either; it waits in memory
            self._wait(campaign, WaitingFor.NOTHING, note=str(trouble))
            return max(session.held_until - now, _SOON_S)

    async def _after(self, campaign: Campaign, session: Session, delivered: Delivered) -> float:
        """What the outcome of a call means for the next one."""
        outcome, live = delivered.outcome, self._store.live
        now, settings = self._clock.elapsed(), self._settings()
        if outcome.kind is Kind.NOT_HANDED_OVER:
            return await self._not_handed_over(campaign, session, outcome)
        live.set_connected(True)
        live.wait(campaign.id, Waiting())
        self._count_pace(campaign, delivered, now)
        if outcome.kind is Kind.ACCEPTED:
            session.accepted()
        elif outcome.kind is Kind.UNSURE:
            session.left_open(now, settings.back_off_s, settings.back_off_max_s, PATIENCE)
            if outcome.detail in TOO_LARGE:
                session.most = max(len(delivered.batch.rows) // 2, 1)
        elif delivered.token_refused:
            await self._store.outbox.pause_sending(PausedBy.SIGN_IN)
        return 0.0

    async def _not_handed_over(self, campaign: Campaign, session: Session, outcome: SendOutcome) -> float:
        if outcome.stops_campaign:
            return await self._pause(campaign, PausedBy.TLS)
        if outcome.detail == Why.NOT_SIGNED_IN.value:
            return await self._pause(campaign, PausedBy.SIGN_IN)
        if outcome.detail == Why.WITHDRAWN.value:
            return 0.0
        now, settings = self._clock.elapsed(), self._settings()
        session.not_reached(now, settings.back_off_s, settings.back_off_max_s, self._chance)
        no_network = outcome.detail in {Why.NO_ADDRESS.value, Why.NO_NETWORK.value}
        self._store.live.set_connected(False, no_network=no_network)
        self._wait(campaign, WaitingFor.CONNECTION)
        return max(session.held_until - now, 0.0)

    def _count_pace(self, campaign: Campaign, delivered: Delivered, now: float) -> None:
        if campaign.delivery.at_gateway:
            return
        given: dict[int, int] = {}
        for row in delivered.batch.rows:
            given[row.device_id] = given.get(row.device_id, 0) + 1
        for device, rows in given.items():
            self._pace.handed(device, rows, campaign.delivery.pace_s, now)
        shown = self._pace.shown(self._store.live, now)
        lanes = {(share.device_id, share.sim) for share in campaign.delivery.shares}
        self._store.live.set_next_at(
            {lane: shown[lane[0]] for lane in {*self._store.live.next_at, *lanes} if lane[0] in shown}
        )
