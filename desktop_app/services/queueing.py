"""The one step that makes planned rows confirmed messages: the plan's file goes into the outbox."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from desktop_app.clock import Clock
from desktop_app.domain.errors import BadUse
from desktop_app.domain.outgoing import Delivery
from desktop_app.domain.recipient import PlanTotals
from desktop_app.sheets.workbook import Workbook
from desktop_app.store.database import Store

CONSENT_NEEDED_ABOVE = 50
"""People above which the tick "These people agreed" is required (design/UX.md 4.4, Review)."""


async def queue_plan(
    book: Workbook,
    totals: PlanTotals,
    store: Store,
    clock: Clock,
    folder: Path,
    *,
    name: str,
    file: str,
    delivery: Delivery,
    consent: bool,
    again: bool,
    keep_phone: bool,
) -> int:
    """Queue exactly the rows of the worker's current plan, durably and in one transaction; nothing goes out yet.

    Args:
        folder: private folder the plan's file passes through.
        name: of the campaign, as the owner sees it.
        file: name of the owner's file.
        consent: the owner ticked "These people agreed to get texts from me".
        again: also send texts identical to one of the last hours.
        keep_phone: people texted before keep their phone and SIM.

    Returns:
        The campaign's id; it is STARTING until it is begun.

    Raises:
        BadUse: nothing is ready, or the consent is missing.
    """
    if not totals.ready:
        raise BadUse("No row is ready.", "Nothing was sent.", "Look at the rows left out and fix some.")
    if totals.people > CONSENT_NEEDED_ABOVE and not consent:
        raise BadUse("Tick “These people agreed to get texts from me” first.", "Nothing was sent.")
    async with saved_plan(book, clock, folder) as plan_file:
        return await store.outbox.add_campaign(
            plan_file,
            name=name,
            file=file,
            delivery=delivery,
            assign=delivery.shares,
            consent_at=clock.wall() if consent else None,
            keep_phone=keep_phone,
            again=again,
        )


@asynccontextmanager
async def saved_plan(book: Workbook, clock: Clock, folder: Path) -> AsyncIterator[Path]:
    """The worker's current plan as a file in `folder`, gone when the block ends."""
    plan_file = folder / f"plan-{clock.wall():%Y%m%d%H%M%S%f}.sqlite"
    try:
        await book.save_plan(plan_file)
        yield plan_file
    finally:
        await asyncio.to_thread(plan_file.unlink, missing_ok=True)
