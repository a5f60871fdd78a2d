"""One batch: claimed, handed over in one call, and written down; in this order, whatever happens in between."""

import logging
import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from desktop_app.clock import Clock
from desktop_app.domain.outgoing import Share
from desktop_app.domain.settings import Settings
from desktop_app.gateway.outcome import Kind, SendOutcome
from desktop_app.gateway.records import SendItem
from desktop_app.store.claims import Receipt
from desktop_app.store.connection import StoreTrouble
from desktop_app.store.database import Store
from desktop_app.store.outbox import NotMarked
from desktop_app.store.records import Batch
from desktop_app.store.state import Waiting

_TOKEN_WORDS = re.compile(r"token|auth|log ?in|sign|session|api ?key|access|anmeld|токен|авториз", re.IGNORECASE)
"""Words that make a refusal look like one of the token; never more than a reason to probe (ARCHITECTURE decision 6)."""

log = logging.getLogger(__name__)


class Gateway(Protocol):
    """What handing over needs of the gateway's client."""

    @property
    def wait_s(self) -> float:
        """Seconds a call would wait now."""
        ...

    async def add_sms(self, item: SendItem, *, still_wanted: Callable[[], bool] | None = None) -> SendOutcome:
        """Hand one message over, once."""
        ...

    async def add_a_lot_of_sms(
        self, items: Sequence[SendItem], *, still_wanted: Callable[[], bool] | None = None
    ) -> SendOutcome:
        """Hand a batch over, once."""
        ...


@dataclass(frozen=True)
class Delivered:
    """What became of one hand-over."""

    batch: Batch
    outcome: SendOutcome
    token_refused: bool = False


class Calls:
    """Makes the calls. Nothing else in the program sends."""

    def __init__(
        self,
        store: Store,
        client: Gateway,
        clock: Clock,
        settings: Callable[[], Settings],
        token_refused: Callable[[], Awaitable[bool]],
    ) -> None:
        self._store = store
        self._client = client
        self._clock = clock
        self._settings = settings
        self._token_refused = token_refused

    @property
    def wait_s(self) -> float:
        """Seconds a call would wait now: claim nothing before this is short."""
        return self._client.wait_s

    async def deliver(
        self, campaign: int, shares: Sequence[Share], still_wanted: Callable[[], bool]
    ) -> Delivered | None:
        """Claim, call, record. None when nothing could be claimed.

        Raises:
            StoreTrouble: the claim could not be recorded; nothing left this computer.
        """
        try:
            batch = await self._store.outbox.claim(campaign, shares)
        except NotMarked as trouble:
            await self._record(trouble.batch, Receipt("not handed over", detail="the mark cannot be written"))
            raise
        if not batch.rows:
            return None
        outcome = await self._call(batch, still_wanted)
        self._store.live.heard(outcome.server_time, outcome.took_s)
        refused = outcome.kind is Kind.REFUSED and await self._token_refused()
        passing = refused or (outcome.kind is Kind.REFUSED and bool(_TOKEN_WORDS.search(outcome.words)))
        log.info("batch %d of %d: %s %s", batch.id, len(batch.rows), outcome.kind.value, outcome.detail)
        await self._record(batch, _receipt(outcome, passing=passing))
        return Delivered(batch, outcome, refused)

    async def _call(self, batch: Batch, still_wanted: Callable[[], bool]) -> SendOutcome:
        items = [
            SendItem(
                sendto=row.phone,
                body=row.body,
                device_id=row.device_id,
                sim=row.sim,
                customerid=row.ref,
                timetosend=row.timetosend,
            )
            for row in batch.rows
        ]
        if len(items) == 1:
            return await self._client.add_sms(items[0], still_wanted=still_wanted)
        return await self._client.add_a_lot_of_sms(items, still_wanted=still_wanted)

    async def _record(self, batch: Batch, receipt: Receipt) -> None:
        """Write down what we know, and hold it until the disk takes it; nothing else is sent meanwhile (F48)."""
        settings = self._settings()
        wait = settings.back_off_s
        while True:
            try:
                await self._store.outbox.record(batch, receipt)
            except StoreTrouble as trouble:
                log.error("the result of batch %d cannot be written yet: %s", batch.id, trouble)  # noqa: TRY400 - told
                self._store.live.wait(batch.campaign, Waiting(note=str(trouble)))
                await self._clock.sleep(wait)
                wait = min(wait * 2, settings.back_off_max_s)
            else:
                return


def _receipt(outcome: SendOutcome, *, passing: bool) -> Receipt:
    return Receipt(
        outcome.kind.value,
        sms_id=outcome.sms_id,
        words=outcome.words,
        detail=outcome.detail,
        server_time=outcome.server_time,
        took_s=outcome.took_s,
        passing=passing,
    )
