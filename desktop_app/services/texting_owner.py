"""Alerts as a text to the owner's mobile, from a phone that is online: never from the one that fell silent."""

from collections.abc import Awaitable, Callable
from datetime import tzinfo
from typing import Any

from desktop_app.clock import Clock
from desktop_app.domain.alert_words import alert_words
from desktop_app.domain.errors import Trouble
from desktop_app.domain.outages import Alert, AlertKind
from desktop_app.domain.outgoing import PausedBy, Share, State
from desktop_app.domain.settings import Settings
from desktop_app.domain.spare_phone import spare
from desktop_app.domain.trial_text import ALERT, ROUND_TRIP
from desktop_app.store.database import Store

MEMORY = "texted outages"
"""Outages a text has told of: phone and the moment it fell silent."""
STALE_S = 900.0
"""A text that could not leave within this time stays here: news that late is none."""
_LOOK_S = 5.0
_KEPT = 200
_LOOKED_AT = 50


class TextingOwner:
    """A way to the owner; at most one text an outage."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        settings: Callable[[], Settings],
        zone: tzinfo,
        *,
        send_text: Callable[[str, str, Share, str], Awaitable[int]],
        take_back: Callable[[int], Awaitable[Any]],
    ) -> None:
        """Send nothing yet.

        Args:
            store: phones, the outbox.
            clock: for waiting.
            settings: of the moment.
            zone: of times in the words.
            send_text: puts one text (number, text, phone and SIM, name) into the outbox and begins it: its campaign.
            take_back: stops a campaign that has not left.
        """
        self._store = store
        self._clock = clock
        self._settings = settings
        self._zone = zone
        self._send_text = send_text
        self._take_back = take_back

    async def tell(self, alert: Alert) -> None:
        """Text the owner, and take it back if it could not leave in time.

        Raises:
            Trouble: no phone can, or the text was taken back.
        """
        settings = self._settings()
        offline = alert.kind is AlertKind.OFFLINE
        if not settings.alert_mobile or not (offline or settings.alert_mobile_all) or not alert.outages:
            return
        told = await self._told()
        keys = [[outage.device, int(outage.since.timestamp())] for outage in alert.outages]
        if offline and all(key in told for key in keys):
            return
        live = self._store.live
        silent = {outage.device for outage in alert.outages} if alert.kind is not AlertKind.BACK else set()
        full = await self._store.sim_limits.full()
        share = spare(live.devices, live.server_now(), without=silent, full=full)
        if share is None:
            raise Trouble("No other phone is online.", "The alert was not sent as a text; it waits under the bell.")
        if offline:
            await self._store.settings.put(MEMORY, [*told, *(key for key in keys if key not in told)][-_KEPT:])
        words = alert_words(alert, self._zone).sentence
        campaign = await self._send_text(settings.alert_mobile, f"SMS Desk: {words}", share, ALERT)
        await self._see_it_leave(campaign)

    async def tidy(self) -> None:
        """Take back what a crash left here of the program's own texts: nobody should be asked about old news."""
        for campaign in await self._store.outbox.campaigns(limit=_LOOKED_AT):
            own = not campaign.file and campaign.rows == 1 and campaign.name in (ALERT, ROUND_TRIP)
            if own and campaign.paused_by is PausedBy.RESTART and campaign.waiting:
                await self._take_back(campaign.id)

    async def _see_it_leave(self, campaign: int) -> None:
        until = self._clock.elapsed() + STALE_S
        left = False
        try:
            while self._clock.elapsed() < until:
                counts = (await self._store.outbox.campaign(campaign)).counts
                left = not (counts.get(State.QUEUED, 0) or counts.get(State.SENDING, 0))
                if left:
                    return
                await self._clock.sleep(_LOOK_S)
        finally:
            if not left:  # also when the program ends: it would be no news at the next start
                await self._take_back(campaign)
        raise Trouble("The alert could not leave as a text in time.", "It was taken back and waits under the bell.")

    async def _told(self) -> list[list[int]]:
        kept = await self._store.settings.get(MEMORY)
        return kept if isinstance(kept, list) else []
