"""The round-trip test: one phone texts another, the program sees it arrive and says how long it took.

Where no other phone can take it, the text goes to the owner's own mobile, and the delivery report is awaited.
"""

import asyncio
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from desktop_app.clock import Clock
from desktop_app.domain.device import Device, Reach
from desktop_app.domain.errors import BadUse, NoConnection, Trouble
from desktop_app.domain.outgoing import Outgoing, Share, State
from desktop_app.domain.settings import Settings
from desktop_app.domain.state_words import meaning
from desktop_app.domain.status import INCOMING
from desktop_app.domain.trial_text import ROUND_TRIP, code_in, trial_text
from desktop_app.gateway.outcome import GatewayRefused, GatewayUnreadable
from desktop_app.gateway.windows import Reads, Window, Windows
from desktop_app.store.database import Store

HAND_OVER_WITHIN_S = 60.0
"""A test that waits here longer than this is taken back."""
SEEN_WITHIN_S = 180.0
"""How long after the hand-over it is looked for."""
_LOOK_S = 1.0
_READ_S = 5.0
"""Seconds between two readings of what came in at the other phone."""
_MARGIN = timedelta(hours=26)
_NOT_LEFT = frozenset({State.QUEUED, State.SENDING})
_JUST_LEFT = frozenset({State.ACCEPTED, State.UNSURE})
_WONT_GO = frozenset({State.REFUSED, State.CANCELLED, State.QUARANTINED})
_NOT_DELIVERED = 8
_WENT = frozenset({State.SENT, State.DELIVERED})


class NotSeen(Trouble):
    """The time is over and nothing is known to have failed: it may still arrive."""


@dataclass(frozen=True)
class RoundTrip:
    """A test that arrived: `seconds` from handing it over until it was there, and from where to where."""

    seconds: float
    words: str
    to_owner: bool = False
    """It went to the owner's mobile, where the carrier's report stands for the arrival."""


@dataclass(frozen=True)
class _Route:
    sender: Device
    sim: int
    number: str
    target: Device | None
    """None is the owner's own mobile."""

    @property
    def there(self) -> str:
        return "your mobile" if self.target is None else self.target.name


class RoundTrips:
    """Makes tests, one at a time for each phone."""

    def __init__(
        self,
        store: Store,
        client: Reads,
        clock: Clock,
        settings: Callable[[], Settings],
        *,
        send_text: Callable[[str, str, Share, str], Awaitable[int]],
        take_back: Callable[[int], Awaitable[Any]],
        canonical: Callable[[str], str | None],
        make_code: Callable[[], str] = lambda: f"{secrets.randbelow(100_000):05}",
    ) -> None:
        """Send nothing yet.

        Args:
            store: phones and the outbox.
            client: reads what came in.
            clock: for waiting and measuring.
            settings: of the moment, for the owner's own mobile.
            send_text: puts one text (number, text, phone and SIM, name) into the outbox and begins it: its campaign.
            take_back: stops a campaign.
            canonical: a number as E.164, None when it cannot be told.
            make_code: five digits.
        """
        self._store = store
        self._windows = Windows(client, clock)
        self._clock = clock
        self._settings = settings
        self._send_text = send_text
        self._take_back = take_back
        self._canonical = canonical
        self._make_code = make_code

    async def run(self, device_id: int, sim: int, on_step: Callable[[str], None]) -> RoundTrip:
        """Send a test from a phone and SIM and wait until it is there; cancelling takes back what has not left.

        Args:
            device_id: the phone.
            sim: its slot.
            on_step: hears what is waited for, in words.

        Raises:
            BadUse: it cannot be sent from there, or there is nobody to send it to.
            NotSeen: it was handed over and not seen in time; it may still arrive.
            Trouble: it failed, with the reason.
        """
        route = self._route(device_id, sim)
        code = self._make_code()
        on_step(f"Texting {route.there} from {route.sender.name}…")
        campaign = await self._queue(route, trial_text(code))
        try:
            handed, at = await self._left(campaign, route), self._clock.elapsed()
            on_step(f"{route.sender.name} has it. Waiting until it is there…")
            if route.target is None:
                seconds = await self._delivered(campaign, route, handed, at)
            else:
                seconds = await self._arrived(campaign, route, route.target, code, handed, at)
        finally:
            await self._tidy(campaign)
        return RoundTrip(seconds, f"From {route.sender.name} to {route.there}.", route.target is None)

    # --- from where to where

    def _route(self, device_id: int, sim: int) -> _Route:
        live = self._store.live
        now = live.server_now()
        sender = next((device for device in live.devices if device.id == device_id), None)
        if sender is None:
            raise BadUse("This phone is not in the account any more.", "The test was not sent.")
        if sender.reach(now, connected=live.connected is not False) is not Reach.ONLINE:
            raise BadUse("{name} is not online.", "The test was not sent.", "Wake it and try again.", name=sender.name)
        own = {self._number(one.number) for one in sender.sims}
        for device in live.devices:
            if device.id != device_id and device.reach(now) is Reach.ONLINE:
                for told in (*(one.number for one in device.sims), device.number):
                    number = self._number(told)
                    if number is not None and number not in own:
                        return _Route(sender, sim, number, device)
        mobile = self._settings().own_mobile
        if not mobile:
            raise BadUse(
                "No other phone with a known number is online.",
                "The test was not sent.",
                "Enter your own mobile in Settings, and the test goes there.",
            )
        return _Route(sender, sim, mobile, None)

    def _number(self, told: str) -> str | None:
        """A SIM's number as E.164; the service tells it without its plus sign."""
        digits = told.replace(" ", "")
        return self._canonical(f"+{digits}" if digits.isdigit() and not digits.startswith("0") else told)

    # --- on its way

    async def _queue(self, route: _Route, text: str) -> int:
        """Put it into the outbox. Cancelled meanwhile, it is taken back before anybody knew its campaign."""
        share = Share(route.sender.id, route.sim, 1)
        queuing = asyncio.ensure_future(self._send_text(route.number, text, share, ROUND_TRIP))
        try:
            return await asyncio.shield(queuing)
        except asyncio.CancelledError:
            await self._tidy(await queuing)
            raise

    async def _row(self, campaign: int) -> Outgoing:
        [row] = await self._store.outbox.page(campaign, limit=1)
        return row

    async def _left(self, campaign: int, route: _Route) -> datetime:
        """Wait until it is handed over; when that was, by the service's clock."""
        until = self._clock.elapsed() + HAND_OVER_WITHIN_S
        taken_back = False
        while (row := await self._row(campaign)).state in _NOT_LEFT:
            if self._clock.elapsed() >= until and not taken_back:
                await self._take_back(campaign)  # a call in flight is heard to its end
                taken_back = True
            else:
                await self._clock.sleep(_LOOK_S)
        if taken_back and row.state is State.CANCELLED:
            raise Trouble(
                "The test could not be handed over within a minute.",
                "It was taken back: nothing went out.",
                "Look whether another send, the SIM's limit or the connection holds it up.",
            )
        self._must_go_on(row, route)
        now = self._store.live.server_now()
        return row.changed_at or now if row.state in _JUST_LEFT else now

    def _must_go_on(self, row: Outgoing, route: _Route) -> None:
        """Whether it can still arrive."""
        if row.state is State.SKIPPED:
            raise Trouble("{there} is on your do-not-text list.", "The test was not sent.", there=row.phone)
        if row.state is State.FAILED:
            what = "{name} sent the test, and it was not delivered." if row.gateway_status == _NOT_DELIVERED else ""
            raise Trouble(
                what or "{name} could not send the test.",
                meaning(row.state, row.gateway_status),
                name=route.sender.name,
            )
        if row.state in _WONT_GO:
            raise Trouble("The test was not sent: {reason}", reason=row.reason or meaning(row.state, None))

    async def _delivered(self, campaign: int, route: _Route, handed: datetime, at: float) -> float:
        """Wait for the carrier's report."""
        while True:
            row = await self._row(campaign)
            if row.state is State.DELIVERED:
                return ((row.changed_at or self._store.live.server_now()) - handed).total_seconds()
            self._must_go_on(row, route)
            self._in_time(row, route, at)
            await self._clock.sleep(_LOOK_S)

    async def _arrived(
        self, campaign: int, route: _Route, target: Device, code: str, handed: datetime, at: float
    ) -> float:
        """Wait until it came in at the other phone."""
        read_at = at
        while True:
            row = await self._row(campaign)
            self._must_go_on(row, route)
            if self._clock.elapsed() - read_at >= _READ_S:
                read_at = self._clock.elapsed()
                seconds = await self._came_in(target, code, handed)
                if seconds is not None:
                    return seconds
            self._in_time(row, route, at)
            await self._clock.sleep(_LOOK_S)

    async def _came_in(self, target: Device, code: str, handed: datetime) -> float | None:
        """Seconds from handing it over until it came in at the other phone; None while it has not."""
        live = self._store.live
        now = live.server_now()
        window = Window(handed - _MARGIN, now + _MARGIN, status=INCOMING, device_id=target.id)
        try:
            page = await self._windows.read(window)
        except (NoConnection, GatewayRefused, GatewayUnreadable):
            return None  # looked for again; only time ends it
        for message in page.messages:
            if message.status == INCOMING and code_in(message.body) == code:
                came = message.created or now
                return max((min(came, now) - handed).total_seconds(), 0.0)
        return None

    def _in_time(self, row: Outgoing, route: _Route, at: float) -> None:
        if self._clock.elapsed() - at < SEEN_WITHIN_S:
            return
        minutes = round(SEEN_WITHIN_S / 60)
        if row.state in _WENT:
            means = "{name} has sent it; it may still arrive."
        else:
            means = "It is with SmsGateway24 or {name} and may still go out."
        raise NotSeen(f"Not seen after {minutes} minutes.", means, name=route.sender.name)

    async def _tidy(self, campaign: int) -> None:
        """Take back what has not left; also when it was cancelled."""
        if (await self._row(campaign)).state in _NOT_LEFT:
            await self._take_back(campaign)
