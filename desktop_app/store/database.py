"""The store: one database and everything in it, opened once by the process that owns the data folder."""

import asyncio
import logging
import sqlite3
from collections.abc import Callable
from datetime import UTC, tzinfo
from pathlib import Path

from desktop_app.clock import Clock
from desktop_app.domain.changes import Changes
from desktop_app.store import installation, recovery
from desktop_app.store.alerts import Alerts
from desktop_app.store.backups import Backups
from desktop_app.store.connection import (
    Connection,
    DamagedData,
    Database,
    News,
    Touched,
    beyond_rescue,
    damage_note,
    damaged,
)
from desktop_app.store.directory import Directory
from desktop_app.store.do_not_text import DoNotText
from desktop_app.store.drafts import Drafts
from desktop_app.store.inbox import Inbox
from desktop_app.store.installation import EpochMark
from desktop_app.store.migrate import migrate
from desktop_app.store.outbox import Outbox
from desktop_app.store.reach_log import ReachLog
from desktop_app.store.recovery import Recovered
from desktop_app.store.rescue import rescue
from desktop_app.store.settings import SettingsStore
from desktop_app.store.sim_limits import SimLimits
from desktop_app.store.sim_rules import SimRules
from desktop_app.store.state import LiveState
from desktop_app.store.times import to_ms
from desktop_app.store.traffic import Traffic

_CHECKED_WHOLE = 100_000_000
"""Files up to this many bytes are looked through at opening, in about a third of a second; damage in larger ones is
met when it is read or backed up, and looks this one through at the next opening."""

_log = logging.getLogger(__name__)


class Store:
    """What outlives the process, and `live`, what does not. Made by `open`, ended by `aclose`."""

    def __init__(
        self, database: Database, news: News, live: LiveState, mark: EpochMark, clock: Clock, zone: tzinfo
    ) -> None:
        self._database = database
        self._news = news
        self._mark = mark
        self._clock = clock
        self.live = live
        self.backups = Backups(database.path, clock)
        self.outbox = Outbox(database, live, mark, zone)
        self.do_not_text = DoNotText(database, live)
        self.settings = SettingsStore(database)
        self.directory = Directory(database)
        self.reach_log = ReachLog(database)
        self.alerts = Alerts(database)
        self.sim_rules = SimRules(database)
        self.sim_limits = SimLimits(database, live, zone)
        self.traffic = Traffic(database)
        self.inbox = Inbox(database, live)
        self.drafts = Drafts(database)
        self.recovered = Recovered()

    @classmethod
    async def open(
        cls, path: Path, clock: Clock, *, read_only: bool = False, zone: tzinfo = UTC, marks: Path | None = None
    ) -> "Store":
        """Open the database at `path`, make or migrate it, and mark what the last run left in doubt.

        Args:
            path: the database; created with mode 0600 unless `read_only`.
            clock: this computer's.
            read_only: for commands beside the owner of the data folder: nothing is written or recovered.
            zone: where quiet hours are meant.
            marks: a folder of this computer outside the data folder, by which a folder put back from a backup is told.

        A damaged database is replaced by what can be read of it and of its newest backup; `recovered` tells.

        Raises:
            NewerData: a newer version wrote it.
            StoreTrouble: it cannot be used.
        """
        news = News(asyncio.get_running_loop())
        database = Database(path, news, read_only=read_only)
        mark = EpochMark(path, marks)
        store = cls(database, news, LiveState(clock, news), mark, clock, zone)

        try:
            try:
                await store._begin(None)
            except DamagedData as trouble:
                if read_only:
                    raise
                await store._begin(await store._rescue(trouble))
        except BaseException:
            await database.aclose()
            raise
        return store

    async def _begin(self, rescued: Path | None) -> None:
        def prepare(connection: Connection) -> None:
            now = to_ms(self._clock.wall())
            self.recovered = _prepare(connection, self._database.path, self._mark, now, rescued)

        await self._database.open(prepare)

    async def _rescue(self, trouble: DamagedData) -> Path:
        """Put what can be saved in the place of the damaged file; returns where that is kept."""
        path, now = self._database.path, self._clock.wall()
        kept = await self._database.alone(lambda: rescue(path, self._mark.beside, now))
        if kept is None:
            raise beyond_rescue() from trouble
        _log.warning("the data file was damaged; it is kept as %s", kept.name)
        return kept

    def subscribe(self, callback: Callable[[Changes], None]) -> Callable[[], None]:
        """Call `callback` on the loop's thread after each commit, merged; the returned function ends that."""
        return self._news.subscribe(callback)

    async def aclose(self) -> None:
        """Finish what is being written and close."""
        await self.backups.aclose()
        await self._database.aclose()


def _prepare(connection: Connection, path: Path, mark: EpochMark, now: int, rescued: Path | None) -> Recovered:
    note = damage_note(path)
    if note.exists() or path.stat().st_size <= _CHECKED_WHOLE:
        if connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
            raise damaged()
        note.unlink(missing_ok=True)
    version = migrate(connection, path, now)
    connection.execute("BEGIN IMMEDIATE")
    try:
        restored = installation.begin(connection, mark) or rescued is not None
        recovered = recovery.recover(connection, Touched(), now, restored=restored, rescued=rescued)
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    mark.write(*installation.current(connection))
    _log.info("database version %d, SQLite %s, %s", version, sqlite3.sqlite_version, recovered)
    return recovered
