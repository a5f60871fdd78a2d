"""Backups: a copy of the database a day, beside it, the newest few kept; and their names.

One that is put back is told from the database used last by its mark (`installation`): it asks and never re-sends.
"""

import asyncio
import logging
import os
import sqlite3
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

from desktop_app.clock import Clock
from desktop_app.store.connection import DamagedData, damaged, explain, note_damage

KEPT = 5
_EVERY = timedelta(days=1)
_FIRST_AFTER_S = 5.0
"""The window opens first."""
_LOOK_S = 3600.0
_PAGES = 2000
"""Copied between two looks whether to stop: about 8 MB."""
_STAMP = "%Y%m%d-%H%M%S"

log = logging.getLogger(__name__)


class _Stopped(Exception):
    """The store closes while a copy is being made."""


def folder_of(database: Path) -> Path:
    """Where the backups of a database lie."""
    return database.with_name("backups")


def all_of(database: Path) -> list[Path]:
    """The backups of a database, oldest first."""
    found = folder_of(database).glob(f"{database.stem}-*{database.suffix}")
    return sorted(path for path in found if _made(path, database) is not None)


def private_folder(database: Path) -> Path:
    """The folder of backups, made if there is none."""
    folder = folder_of(database)
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def stamp(now: datetime) -> str:
    """A moment as it stands in names of files."""
    return now.astimezone(UTC).strftime(_STAMP)


def _made(path: Path, database: Path) -> datetime | None:
    try:
        return datetime.strptime(path.stem.removeprefix(f"{database.stem}-"), _STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None


class Backups:
    """Makes the backups of one database on a thread and a connection of its own."""

    def __init__(self, database: Path, clock: Clock) -> None:
        """Make none yet."""
        self._database = database
        self._clock = clock
        self._closing = threading.Event()
        self._making: asyncio.Future[Path] | None = None

    async def run(self) -> None:
        """Make one a day for ever; a disk that refuses is tried again later.

        Raises:
            DamagedData: the database is damaged, and earlier backups are left alone.
        """
        await self._clock.sleep(_FIRST_AFTER_S)
        while True:
            if self._is_due():
                try:
                    await self.make()
                except DamagedData:
                    raise
                except (OSError, sqlite3.Error) as error:
                    log.warning("no backup was made: %s", error)
            await self._clock.sleep(_LOOK_S)

    def _is_due(self) -> bool:
        kept = all_of(self._database)
        made = _made(kept[-1], self._database) if kept else None
        return made is None or abs(self._clock.wall() - made) >= _EVERY

    async def make(self) -> Path:
        """Make one now and drop the oldest beyond `KEPT`; returns its path.

        Raises:
            DamagedData: the copy is not sound, because the database is not; it was thrown away.
            OSError, sqlite3.Error: it could not be made.
        """
        name = f"{self._database.stem}-{stamp(self._clock.wall())}{self._database.suffix}"
        self._making = asyncio.get_running_loop().run_in_executor(None, self._copy, name)
        return await asyncio.shield(self._making)

    def _copy(self, name: str) -> Path:
        folder = private_folder(self._database)
        draft, target = folder / f"{name}.part", folder / name
        try:
            draft.unlink(missing_ok=True)
            draft.touch(mode=0o600)
            self._fill(draft)
            with draft.open("rb+") as file:
                os.fsync(file.fileno())
            draft.replace(target)
        finally:
            draft.unlink(missing_ok=True)
        for old in all_of(self._database)[:-KEPT]:
            old.unlink(missing_ok=True)
        log.info("backup %s made", target.name)
        return target

    def _fill(self, draft: Path) -> None:
        """Copy one moment of the database: what is written meanwhile neither waits nor starts the copy anew."""
        source = sqlite3.connect(f"{self._database.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)
        copy = sqlite3.connect(draft, isolation_level=None)
        try:
            source.execute("BEGIN")
            source.execute("SELECT 1 FROM sqlite_master").fetchone()
            source.backup(copy, pages=_PAGES, progress=lambda *_: self._go_on())
            copy.execute("PRAGMA journal_mode = DELETE")
            if copy.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
                note_damage(self._database)
                raise damaged()
        except sqlite3.Error as error:
            if isinstance(explain(error), DamagedData):
                note_damage(self._database)
                raise damaged() from error
            raise
        finally:
            copy.close()
            source.close()

    def _go_on(self) -> None:
        if self._closing.is_set():
            raise _Stopped

    async def aclose(self) -> None:
        """Leave a copy that is being made, and wait until its files are closed."""
        self._closing.set()
        if self._making is not None:
            await asyncio.gather(self._making, return_exceptions=True)
