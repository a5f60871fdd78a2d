"""One text to the owner's own mobile, through the same plan and outbox as every other message."""

import csv
import io
from collections.abc import Awaitable, Callable
from pathlib import Path

from desktop_app.clock import Clock
from desktop_app.domain.device import Reach
from desktop_app.domain.errors import BadUse
from desktop_app.domain.outgoing import Delivery, Share
from desktop_app.domain.settings import Settings
from desktop_app.services.planned_sheet import PlannedSheet
from desktop_app.services.queueing import queue_plan
from desktop_app.sheets.workbook import Workbook
from desktop_app.store.database import Store

NAME = "Test to me"


class Trial:
    """Sends a test. Quiet hours and pace do not hold it back: the owner is waiting for it."""

    def __init__(
        self,
        workbook: Callable[[], Workbook],
        store: Store,
        begin: Callable[[int], Awaitable[None]],
        settings: Callable[[], Settings],
        clock: Clock,
        folder: Path,
    ) -> None:
        """Keep the parts.

        Args:
            workbook: makes a worker.
            store: the outbox and the phones.
            begin: begins a queued campaign.
            settings: those of the moment.
            clock: dates the test.
            folder: private folder for the plan on its way into the outbox.
        """
        self._workbook = workbook
        self._store = store
        self._begin = begin
        self._settings = settings
        self._clock = clock
        self._folder = folder

    async def send(self, number: str, text: str, share: Share | None = None, name: str = NAME) -> int:
        """Send `text` to `number` (as typed); returns the campaign's id.

        Args:
            number: of one mobile.
            text: as it is to arrive.
            share: the phone and SIM; by default the first phone that is online.
            name: of the campaign, as the owner sees it.

        Raises:
            BadUse: the number cannot be used, or no phone is online.
        """
        share = share or self._online()
        sheet = PlannedSheet(self._workbook, self._store, self._settings, self._clock)
        try:
            await sheet.paste(_as_rows(number, text))
            await sheet.choose(header_row=1)
            sheet.set_columns((0,), {}, text_column=1)
            totals = await sheet.write(None)
            if not totals.ready:
                [row] = await sheet.rows()
                raise BadUse("{number} can't be texted: {why}", number=number, why=row.reason or row.group.value)
            campaign = await queue_plan(
                sheet.book,
                totals,
                self._store,
                self._clock,
                self._folder,
                name=name,
                file="",
                delivery=Delivery(shares=(share,), pace_s=0, quiet_hours="off"),
                consent=False,
                again=True,
                keep_phone=False,
            )
        finally:
            await sheet.close()
        await self._begin(campaign)
        return campaign

    def _online(self) -> Share:
        live = self._store.live
        now = live.server_now()
        for device in live.devices:
            if device.reach(now) is Reach.ONLINE:
                return Share(device.id, device.sims[0].slot if device.sims else 0, 1)
        raise BadUse("No phone is online.", "The test was not sent.", "Wake a phone and try again.")


def _as_rows(number: str, text: str) -> str:
    rows = io.StringIO()
    csv.writer(rows, delimiter="\t", quoting=csv.QUOTE_ALL).writerows([("Number", "Text"), (number, text)])
    return rows.getvalue()
