"""The rounds: when to read which window, and what an answer means for every row that is still open.

Following delivery asks for the narrowest window and proves nothing; a row that is not confirmed gets whole windows
without filters, and only those may prove that it is not there (ARCHITECTURE decision 5).
"""

import logging
from collections.abc import Awaitable, Callable, Iterable, Sequence
from datetime import datetime, timedelta

from desktop_app.clock import Clock
from desktop_app.domain.errors import NoConnection, NotSignedIn, Trouble
from desktop_app.domain.outgoing import CampaignState, PausedBy, State
from desktop_app.domain.settings import Settings
from desktop_app.domain.status import Cause
from desktop_app.gateway.outcome import GatewayRefused
from desktop_app.gateway.reach import lost_connection, lost_network
from desktop_app.gateway.records import SmsPage
from desktop_app.gateway.windows import Reads, Window, Windows
from desktop_app.services.tracking import proof
from desktop_app.services.tracking.absence import SIGHTED, Absence, Sight
from desktop_app.services.tracking.first_message import wrong_about
from desktop_app.services.tracking.matching import Matched, match, match_by_text
from desktop_app.services.tracking.proof import Whole
from desktop_app.store.database import Store
from desktop_app.store.records import Echo, Pending, Reading

WIDE = timedelta(hours=26)
"""Around the claim on both sides: clocks and zones may be off by half a day, and more is asked than needed."""
NARROW = timedelta(minutes=15)
"""The same once an answer has shown that the service reads our bounds as we mean them."""
LATE_COPIES = timedelta(hours=24)
"""How long a copy that surfaces late is looked out for."""
FARTHEST_CONTROL = timedelta(days=7)
RECEIPTS = ((720, None), (120, timedelta(hours=3)), (12, timedelta(minutes=15)), (1, timedelta(minutes=2)))
"""Every so many rounds, messages sent so long ago are asked about (None: all): a receipt comes soon or late."""
EVERYTHING_EACH = 12
"""Every this many rounds also rows that change rarely are asked about."""

_UNDECIDED = frozenset({Cause.LEFT, Cause.COLLISION, Cause.GONE, Cause.ABSENT})
"""Rows that ask for these reasons are not looked for any more, only recognised."""

_SHOWN = SIGHTED | {State.SENT, State.UNSURE}

log = logging.getLogger(__name__)


class Tracking(Absence):
    """Follows open rows. `round` is one look; `run` looks for ever."""

    def __init__(
        self,
        store: Store,
        client: Reads,
        clock: Clock,
        settings: Callable[[], Settings],
        *,
        wake_sending: Callable[[], None] = lambda: None,
        token_refused: Callable[[], Awaitable[bool]] | None = None,
    ) -> None:
        """Look at nothing yet.

        Args:
            store: where rows are.
            client: the gateway's.
            clock: for waiting and proofs.
            settings: as they are now.
            wake_sending: called when something may go on.
            token_refused: probes the token after a refusal; True when it is refused for good.
        """
        super().__init__(store, clock, settings)
        self._windows = Windows(client, clock)
        self._wake_sending = wake_sending
        self._token_refused = token_refused
        self._rounds = 0
        self._looked_back = True
        self._narrow = False
        self._narrow_failed = False

    async def run(self) -> None:
        """Look every `poll_s` while anything is open; slower while the service does not answer."""
        failures = 0
        while True:
            settings = self._settings()
            try:
                await self.round()
                failures = 0
            except Trouble as trouble:
                failures += 1
                log.info("reading messages: %s", trouble)
            wait = settings.poll_s * 2 ** min(failures, 6)
            await self._clock.sleep(min(wait, max(settings.back_off_max_s, settings.poll_s)))

    async def round(self) -> bool:
        """One look; False when nothing is open.

        Raises:
            Trouble: the service could not be read; nothing was concluded.
        """
        live, settings = self._store.live, self._settings()
        now = live.server_now()
        longest = timedelta(seconds=settings.receipt_wait_s)
        if self._rounds % EVERYTHING_EACH == 0:
            await self._store.outbox.close_waited(now - longest)
        if not await self._store.outbox.following.any_open(sent_since=now - longest):
            self._proofs.keep((), self._clock.elapsed(), live.steady_since)
            self._sights.clear()
            self._rounds = 0
            await self._look_back()
            return False
        everything = self._rounds % EVERYTHING_EACH == 0
        span = next(span for each, span in RECEIPTS if self._rounds % each == 0)
        self._rounds += 1
        since = now - (longest if span is None else min(span, longest))
        rows = await self._store.outbox.following.open_rows(sent_since=since, watched_since=now - LATE_COPIES)
        self._looked_back = False
        self._remember(rows)
        doubtful = [row for row in rows if _is_doubtful(row)]
        asking = any(row.state is State.ASK and row.changed_at >= since for row in doubtful)
        if self._looks_due(rows, doubtful, settings) or (everything and asking):
            await self._guarded(self._read_whole(rows, doubtful, settings))
        else:
            close = [row for row in rows if (everything and row.state in _SHOWN) or _is_close(row, now)]
            if close:
                await self._guarded(self._read_narrow(close, any_phone=everything))
        await self._ask_in_the_end(doubtful, settings)
        return True

    def _remember(self, rows: Sequence[Pending]) -> None:
        now = self._clock.elapsed()
        self._proofs.keep((row for row in rows if _is_doubtful(row)), now, self._store.live.steady_since)
        self._sights = {row.id: self._sights.get(row.id) or Sight(now) for row in rows if row.state in SIGHTED}

    def _looks_due(self, rows: Sequence[Pending], doubtful: Sequence[Pending], settings: Settings) -> bool:
        """Whether a whole window is to be read: for a doubtful row's next look, or for one lost from sight."""
        now, live = self._clock.elapsed(), self._store.live
        settle, gap = proof.settle_s(settings, live.slowest_s), settings.proof_gap_s
        last = live.read_at if live.read_at is not None else float("-inf")
        if any(
            row.state is State.UNSURE and last < self._proofs.next_look(row, last, settle, gap) <= now
            for row in doubtful
        ):
            return True
        return any(self._out_of_sight(row, settings) for row in rows) and now - last >= gap

    async def _guarded(self, reading: Awaitable[None]) -> None:
        """Read, and let everybody know how the service is."""
        live = self._store.live
        try:
            await reading
        except NoConnection as trouble:
            if lost_connection(trouble):
                live.set_connected(False, no_network=lost_network(trouble))
            raise
        except NotSignedIn:
            await self._store.outbox.pause_sending(PausedBy.SIGN_IN)
            raise
        except GatewayRefused:
            if self._token_refused is not None and await self._token_refused():
                await self._store.outbox.pause_sending(PausedBy.SIGN_IN)
            raise
        live.set_connected(True)
        self._wake_sending()

    async def _look_back(self) -> None:
        """When all is done, one last whole look at rows that went out more than once by proof."""
        if self._looked_back:
            return
        rows = await self._store.outbox.following.repeated(self._store.live.server_now() - LATE_COPIES)
        if rows:
            await self._guarded(self._read_whole(rows, (), self._settings()))
        self._looked_back = True

    # Following

    async def _read_narrow(self, rows: Sequence[Pending], *, any_phone: bool) -> None:
        """The narrowest window and filters that cover `rows`; with `any_phone` also those moved to another phone."""
        margin = NARROW if self._narrow and not self._narrow_failed else WIDE
        devices = {row.device_id for row in rows}
        begin, end = self._span(rows, margin)
        device = next(iter(devices)) if len(devices) == 1 and not any_phone else None
        page = await self._windows.read(Window(begin, end, device_id=device), self._devices(rows))
        self._store.live.heard(page.server_time)
        matched = await self._match(rows, page)
        if margin == NARROW and not matched.seen and any(row.sms_id is not None for row in rows):
            self._narrow_failed = True
        self._narrow = self._narrow or bool(matched.seen)
        await self._take_in(matched, rows)

    def _span(self, rows: Iterable[Pending], margin: timedelta) -> tuple[datetime, datetime]:
        """From the first claim to the last moment something of `rows` may be dated, with a margin."""
        claims = [row.claimed_at for row in rows]
        dues = [row.timetosend for row in rows if row.timetosend is not None]
        return min(claims) - margin, max([self._store.live.server_now(), *claims, *dues]) + margin

    def _devices(self, rows: Iterable[Pending]) -> list[int]:
        return sorted({device.id for device in self._store.live.devices} | {row.device_id for row in rows})

    # Proving

    async def _read_whole(self, rows: Sequence[Pending], doubtful: Sequence[Pending], settings: Settings) -> None:
        """A window without filters over everything open, reaching back to a control row."""
        following = self._store.outbox.following
        begin, end = self._span(rows, WIDE)
        control = await following.newest_known()
        if control is not None and begin - FARTHEST_CONTROL < control.claimed_at < begin + WIDE:
            begin = min(begin, control.claimed_at - WIDE)
        page = await self._windows.read(Window(begin, end, strict=self._may_prove(doubtful)), self._devices(rows))
        live = self._store.live
        live.heard(page.server_time)
        known = await following.known(m.customerid for m in page.messages if m.customerid is not None)
        matched = await self._match(rows, page)
        whole = Whole(
            page=page,
            begin=begin,
            end=end,
            server_time=page.server_time or live.server_now(),
            controls=proof.controls(page, known) | {row for row in matched.seen if _by_reference(matched, row, rows)},
        )
        self._narrow = self._narrow or bool(matched.seen)
        sms_ids = {row.id: row.sms_id for row in known.values()}
        matched.readings += [
            Reading(row, sms_ids[row], None, duplicate=True) for row in proof.second_copies(page, known)
        ]
        await self._take_in(matched, rows)
        if page.complete:
            live.mark_read()
            self._note_misses(rows, matched)
            await self._conclude(whole, rows, doubtful, matched, settings)

    def _may_prove(self, doubtful: Sequence[Pending]) -> bool:
        """Whether a negative could count now for any of them."""
        now = self._clock.elapsed()
        settle = proof.settle_s(self._settings(), self._store.live.slowest_s)
        return any(now >= self._proofs.settled_from(row, settle) for row in doubtful)

    # Taking in

    async def _match(self, rows: Sequence[Pending], page: SmsPage) -> Matched:
        matched = match(rows, page.messages)
        without = [
            row
            for row in rows
            if row.echo is Echo.ABSENT and row.sms_id is None and row.state in {State.UNSURE, State.ASK}
        ]
        if without:
            taken = await self._store.outbox.following.taken_ids(message.id for message in page.messages)
            settle = proof.settle_s(self._settings(), self._store.live.slowest_s)
            match_by_text(matched, without, page.messages, taken, timedelta(seconds=settle))
        return matched

    async def _take_in(self, matched: Matched, rows: Sequence[Pending]) -> None:
        now = self._clock.elapsed()
        for row in matched.seen & self._sights.keys():
            self._sights[row] = Sight(now)
        by_id = {row.id: row for row in rows}
        await self._check_first_messages(matched, by_id)
        await self._store.outbox.apply(matched.readings)
        asking = [row for row in matched.collisions if by_id[row].state is State.UNSURE]
        if asking:
            await self._store.outbox.ask(asking, Cause.COLLISION, "another message carries its reference")

    async def _check_first_messages(self, matched: Matched, by_id: dict[int, Pending]) -> None:
        """The first message that is read back tells whether the account keeps our references, times and phones."""
        for campaign, echo in matched.echo.items():
            wrong = next(
                (
                    words
                    for row, message in matched.shown.items()
                    if by_id[row].campaign == campaign and (words := wrong_about(by_id[row], message))
                ),
                None,
            )
            if wrong is not None:
                paused_by, note = wrong
                await self._store.outbox.set_state(
                    campaign,
                    CampaignState.PAUSED,
                    expected=frozenset({CampaignState.SENDING}),
                    paused_by=paused_by,
                    note=note,
                )
            await self._store.outbox.mark_echo(campaign, echo)


def _is_doubtful(row: Pending) -> bool:
    """Whether proof is looked for."""
    return row.state is State.UNSURE or (row.state is State.ASK and row.cause not in _UNDECIDED)


def _is_close(row: Pending, now: datetime) -> bool:
    """Whether the row is followed in every round."""
    if row.state in SIGHTED:
        return row.gateway_status is None or row.timetosend is None or row.timetosend <= now
    return row.state in {State.UNSURE, State.SENT}


def _by_reference(matched: Matched, row: int, rows: Sequence[Pending]) -> bool:
    message = matched.shown[row]
    return any(one.id == row and message.customerid == one.ref for one in rows)
