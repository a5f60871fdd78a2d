"""One database, one thread that writes, one that reads; and what each known trouble with it means to people.

WAL with synchronous=FULL: what a call needs on disk is there before its first byte leaves (performance.md 5).
"""

import asyncio
import errno
import logging
import sqlite3
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from desktop_app.domain.changes import Changes
from desktop_app.domain.errors import Trouble

Connection = sqlite3.Connection
Row = sqlite3.Row
T = TypeVar("T")

BUSY_TIMEOUT_S = 5.0
"""How long another program may hold the file before we say so (reliability.md F46)."""

_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT})

_log = logging.getLogger(__name__)


class StoreTrouble(Trouble):
    """The data file cannot be read or written; nothing is sent while that is so."""

    exit_code = 2


class DiskFull(StoreTrouble):
    """No room to record what would be sent."""


class DataInUse(StoreTrouble):
    """Another program holds the data file."""


class DamagedData(StoreTrouble):
    """The data file is not what we wrote."""


def explain(error: sqlite3.Error | OSError) -> StoreTrouble | None:
    """The sentence for a known trouble; None for what is a bug."""
    code = getattr(error, "sqlite_errorcode", None)
    primary = code & 0xFF if isinstance(code, int) else None
    if isinstance(error, OSError):  # files beside the database
        primary = sqlite3.SQLITE_FULL if error.errno in _NO_ROOM else sqlite3.SQLITE_IOERR
    if primary == sqlite3.SQLITE_FULL:
        return DiskFull("The disk is full.", "Nothing is sent until there is room.", "Free some space.")
    if primary in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        return DataInUse(
            "Another program is using the data of SMS Desk.", "Nothing was sent.", "Close it and try again."
        )
    if primary in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}:
        return DamagedData(
            "The data file of SMS Desk is damaged.",
            "Nothing is sent, and the file is left as it is.",
            "Put a backup in its place, or start with an empty data folder.",
        )
    if primary in {sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM}:
        return StoreTrouble(
            "The data folder cannot be written.",
            "Nothing is sent while that is so.",
            "Check the disk and its permissions.",
        )
    return None


@dataclass
class Touched:
    """What one transaction changes; filled while it runs, told after its commit."""

    campaigns: set[int] = field(default_factory=set)
    rows: set[int] = field(default_factory=set)
    devices: bool = False
    inbox: bool = False
    do_not_text: bool = False
    settings: bool = False
    drafts: bool = False
    live: bool = False

    def merge(self, other: "Touched") -> None:
        """Add what `other` holds."""
        self.campaigns |= other.campaigns
        self.rows |= other.rows
        for flag in ("devices", "inbox", "do_not_text", "settings", "drafts", "live"):
            setattr(self, flag, getattr(self, flag) or getattr(other, flag))

    def __bool__(self) -> bool:
        return bool(
            self.campaigns or self.rows or self.devices or self.inbox or self.do_not_text or self.settings
            or self.drafts or self.live
        )  # fmt: skip

    def frozen(self) -> Changes:
        """As it is told to views."""
        return Changes(
            campaigns=frozenset(self.campaigns),
            rows=frozenset(self.rows),
            devices=self.devices,
            inbox=self.inbox,
            do_not_text=self.do_not_text,
            settings=self.settings,
            drafts=self.drafts,
            live=self.live,
        )


class News:
    """Tells subscribers on the loop's thread what changed, merged when commits come faster than the loop turns."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._pending = Touched()
        self._subscribers: list[Callable[[Changes], None]] = []
        self._due = False

    def subscribe(self, callback: Callable[[Changes], None]) -> Callable[[], None]:
        """Call `callback` after commits until the returned function is called."""
        self._subscribers.append(callback)

        def leave() -> None:
            if callback in self._subscribers:
                self._subscribers.remove(callback)

        return leave

    def tell_from_thread(self, touched: Touched) -> None:
        """Announce from the writer's thread."""
        if not touched:
            return
        try:
            self._loop.call_soon_threadsafe(self.tell, touched)
        except RuntimeError:  # the loop is closed: nobody is left to tell
            _log.debug("a commit came after the loop had ended")

    def tell(self, touched: Touched) -> None:
        """Announce from the loop's thread."""
        self._pending.merge(touched)
        if not self._due:
            self._due = True
            self._loop.call_soon(self._flush)

    def _flush(self) -> None:
        changes, self._pending, self._due = self._pending.frozen(), Touched(), False
        for subscriber in list(self._subscribers):
            subscriber(changes)


class Database:
    """The file and its two threads. A transaction is one call of `write`; it commits or leaves nothing behind."""

    def __init__(self, path: Path, news: News, *, read_only: bool = False) -> None:
        """Opens nothing yet; see `open`."""
        self.path = path
        self._news = news
        self._read_only = read_only
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="store-writer")
        self._reader = ThreadPoolExecutor(1, thread_name_prefix="store-reader")
        self._write: Connection | None = None
        self._read: Connection | None = None

    async def open(self, prepare: Callable[[Connection], None]) -> None:
        """Open both connections; `prepare` runs on the writer's, outside a transaction, before anything else.

        Raises:
            StoreTrouble: the file cannot be used.
        """
        if not self._read_only:
            await self._run(self._writer, lambda: self._open_writer(prepare))
        await self._run(self._reader, self._open_reader)

    def _open_writer(self, prepare: Callable[[Connection], None]) -> None:
        self.path.touch(mode=0o600, exist_ok=True)
        connection = self._connect("rwc")
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA foreign_keys = ON")
            if sys.platform == "darwin":
                connection.execute("PRAGMA fullfsync = ON")
            prepare(connection)
        except BaseException:
            connection.close()
            raise
        self._write = connection

    def _open_reader(self) -> None:
        connection = self._connect("ro" if self._read_only else "rw")
        connection.execute("PRAGMA query_only = ON")
        connection.create_function("fold", 1, _fold, deterministic=True)
        self._read = connection

    def _connect(self, mode: str) -> Connection:
        address = f"{self.path.absolute().as_uri()}?mode={mode}"
        connection = sqlite3.connect(
            address, uri=True, isolation_level=None, timeout=BUSY_TIMEOUT_S, check_same_thread=False
        )
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA mmap_size = 0")
        return connection

    async def write(self, work: Callable[[Connection, Touched], T], *, attach: Path | None = None) -> T:
        """Run `work` in one durable transaction on the writer's thread and announce what it touched.

        Args:
            work: gets the connection and notes what it changes.
            attach: another SQLite file, readable as schema `plan` meanwhile.

        Raises:
            StoreTrouble: it could not be written; nothing of it was.
        """
        return await self._run(self._writer, lambda: self._transact(work, attach))

    def _transact(self, work: Callable[[Connection, Touched], T], attach: Path | None) -> T:
        connection = self._write
        if connection is None:
            raise StoreTrouble("The data are open for reading only.", "Nothing was changed.")
        if attach is not None:
            connection.execute("ATTACH DATABASE ? AS plan", (f"{attach.absolute().as_uri()}?mode=ro",))
        try:
            touched = Touched()
            connection.execute("BEGIN IMMEDIATE")
            try:
                result = work(connection, touched)
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
        finally:
            if attach is not None:
                connection.execute("DETACH DATABASE plan")
        self._news.tell_from_thread(touched)
        return result

    async def alone(self, work: Callable[[], T]) -> T:
        """Run `work`, which does not touch the database, between two transactions."""
        return await self._run(self._writer, work)

    async def read(self, work: Callable[[Connection], T]) -> T:
        """Run `work` on the reader's thread, on a connection that cannot write.

        Raises:
            StoreTrouble: it could not be read.
        """

        def reading() -> T:
            if self._read is None:
                raise StoreTrouble("The data are closed.", "Nothing was changed.")
            return work(self._read)

        return await self._run(self._reader, reading)

    async def _run(self, executor: ThreadPoolExecutor, work: Callable[[], T]) -> T:
        try:
            return await asyncio.get_running_loop().run_in_executor(executor, work)
        except (sqlite3.Error, OSError) as error:
            trouble = explain(error)
            if trouble is None:
                raise
            raise trouble from error

    async def aclose(self) -> None:
        """Finish what is queued and close both connections."""
        loop = asyncio.get_running_loop()
        if self._read is not None:
            await loop.run_in_executor(self._reader, self._read.close)
            self._read = None
        if self._write is not None:
            await loop.run_in_executor(self._writer, self._write.close)
            self._write = None
        self._reader.shutdown(wait=False)
        self._writer.shutdown(wait=False)


def _fold(text: object) -> str:
    return str(text).casefold()
