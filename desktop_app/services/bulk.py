"""One draft of Bulk send: from a file to a campaign in the outbox. The window and the command line share it."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from desktop_app.clock import Clock
from desktop_app.domain.errors import Trouble
from desktop_app.domain.outgoing import Delivery
from desktop_app.domain.recipient import PlanTotals
from desktop_app.domain.settings import Settings
from desktop_app.services.draft_memory import SavedDraft
from desktop_app.services.planned_sheet import PlannedSheet
from desktop_app.services.queueing import queue_plan, saved_plan
from desktop_app.sheets.workbook import Workbook
from desktop_app.store.database import Store

ReadReplies = Callable[[], Awaitable[tuple[str, ...]]]
"""Reads incoming texts up to now and returns the numbers that asked not to be texted; raises Trouble."""


class Bulk(PlannedSheet):
    """A draft: a planned sheet that can be picked up again, looked at a last time, and sent."""

    def __init__(
        self,
        workbook: Callable[[], Workbook],
        store: Store,
        read_replies: ReadReplies | None,
        settings: Callable[[], Settings],
        clock: Clock,
        plans: Path,
    ) -> None:
        """Nothing is opened yet.

        Args:
            workbook: makes a worker for one file.
            store: where drafts, the do-not-text list and the outbox are.
            read_replies: see `ReadReplies`; None for a preview, which sends nothing.
            settings: those of the moment.
            clock: dates drafts and campaigns.
            plans: private folder for plan files on their way into the outbox.
        """
        super().__init__(workbook, store, settings, clock)
        self._read_replies = read_replies
        self._plans = plans

    def _forget(self) -> None:
        super()._forget()
        self.replies: tuple[str, ...] | None = None
        self.replies_trouble: Trouble | None = None
        self.again = False
        """Whether texts identical to one of the last hours go out too."""

    async def freshen(self) -> PlanTotals:
        """Read incoming texts up to now and plan again with the lists of this moment.

        `replies` then holds the numbers that asked not to be texted, or `replies_trouble` why it is not known. Texts
        identical to one of the last hours are left out, unless the owner wants them `again`.
        """
        self.replies, self.replies_trouble = None, None
        if self._read_replies is not None:
            try:
                self.replies = await self._read_replies()
            except Trouble as trouble:
                self.replies_trouble = trouble
        totals = await self._plan(replace(self._need(self.request), repeated=frozenset()))
        repeated = frozenset() if self.again else await self._repeated()
        return await self._plan(replace(self._need(self.request), repeated=repeated)) if repeated else totals

    async def _repeated(self) -> frozenset[int]:
        since = self._clock.wall() - timedelta(hours=self._settings().same_text_within_h)
        async with saved_plan(self.book, self._clock, self._plans) as plan_file:
            return frozenset(await self._store.outbox.same_text_recently(plan_file, since))

    async def send(self, name: str, delivery: Delivery, *, consent: bool, keep_phone: bool = True) -> int:
        """Queue exactly the rows of the current plan; see `queueing.queue_plan`."""
        opened = self._need(self.opened)
        campaign = await queue_plan(
            self.book,
            self._need(self.totals),
            self._store,
            self._clock,
            self._plans,
            name=name,
            file=Path(opened.path).name,
            delivery=delivery,
            consent=consent,
            again=self.again,
            keep_phone=keep_phone,
        )
        await self._memory.done(opened)
        return campaign

    # Drafts

    async def drafts(self) -> list[SavedDraft]:
        """Drafts that can be picked up, newest first."""
        return await self._memory.all()

    async def reopen(self, draft: SavedDraft, on_progress: Callable[[int, int], None] | None = None) -> PlanTotals:
        """Open a draft's file again with its columns, text and fixes."""
        await self.open_file(Path(draft.file), on_progress)
        request = draft.request
        await self.choose(
            request.sheet,
            header_row=request.header_row,
            include_hidden=request.include_hidden,
            country=request.country,
        )
        return await self._plan(request)
