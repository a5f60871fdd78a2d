"""`preview`: what would go out, row by row. Needs neither an account nor the lock of the data folder."""

from collections.abc import AsyncIterator, Callable

from desktop_app.clock import Clock
from desktop_app.commands.planning import Planned, all_rows, plan_source
from desktop_app.commands.requests import Source
from desktop_app.domain.recipient import PlanRow
from desktop_app.domain.settings import Settings
from desktop_app.paths import DataFolder
from desktop_app.sheets.workbook import Workbook
from desktop_app.store.database import Store


class Preview:
    """A plan that nothing is sent from. Close it."""

    def __init__(self, folder: DataFolder | None, clock: Clock, settings: Callable[[Settings], Settings]) -> None:
        """Start the worker.

        Args:
            folder: whose do-not-text list counts; None for none.
            clock: for the store.
            settings: puts what the command line set over what is saved.
        """
        self._folder = folder
        self._clock = clock
        self._settings = settings
        self._book = Workbook()

    async def plan(self, source: Source, on_progress: Callable[[int, int], None] | None = None) -> Planned:
        """Read the file and plan; see `plan_source` for what it raises."""
        settings, listed = await self._known()
        return await plan_source(
            self._book, source, self._settings(settings), do_not_text=listed, on_progress=on_progress
        )

    def rows(self) -> AsyncIterator[PlanRow]:
        """Every row of the plan, in the sheet's order."""
        return all_rows(self._book)

    async def close(self) -> None:
        """End the worker."""
        await self._book.close()

    async def _known(self) -> tuple[Settings, frozenset[str]]:
        """What is saved on this computer: settings and the do-not-text list; nothing is written."""
        if self._folder is None or not self._folder.database.exists():
            return Settings(), frozenset()
        store = await Store.open(self._folder.database, self._clock, read_only=True)
        try:
            return await store.settings.load(), await store.do_not_text.numbers()
        finally:
            await store.aclose()
