"""A damaged database: what can be read goes into a new one, what is missing comes from the newest backup (F51).

The damaged file is kept among the backups and never removed. The new one counts as restored: everything open in it is
in doubt, so nothing goes out before it was looked for at the service and its owner was asked.
"""

import logging
import os
import shutil
import sqlite3
from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path

from desktop_app.store import backups
from desktop_app.store.migrate import all_migrations, migrate
from desktop_app.store.times import to_ms

_SIDE_FILES = ("-wal", "-shm")
_MADE_ANEW = frozenset({"migration", "tally", "event"})
"""Not simply copied: the first is this version's own, the second is counted, the last goes only with its rows."""
_COLUMNS = "SELECT name, pk FROM pragma_table_info(?)"

log = logging.getLogger(__name__)


def rescue(database: Path, mark: Path, now: datetime) -> Path | None:
    """Replace a damaged database by what can be saved of it.

    Args:
        database: the damaged file, open nowhere.
        mark: the mark beside it (`installation`); without it the new file is taken for a restored one.
        now: this computer's time, aware.

    Returns:
        Where the damaged file is kept; None when neither it nor a backup can be read: then it was left as it was.

    Raises:
        OSError, sqlite3.Error: the disk refused; the damaged file is still in its place.
    """
    draft = database.with_name(database.name + ".rescued")
    draft.unlink(missing_ok=True)
    draft.touch(mode=0o600)
    try:
        kept = _keep(database, now)
        if not _gather([kept, *reversed(backups.all_of(database))], draft, to_ms(now)):
            for part in kept.parent.glob(f"{kept.name}*"):
                part.unlink()
            return None
        mark.unlink(missing_ok=True)
        for end in _SIDE_FILES:  # what is written ahead belongs to the old file
            database.with_name(database.name + end).unlink(missing_ok=True)
        draft.replace(database)
    finally:
        draft.unlink(missing_ok=True)
    return kept


def _keep(database: Path, now: datetime) -> Path:
    kept = backups.private_folder(database) / f"damaged-{backups.stamp(now)}{database.suffix}"
    for end in ("", *_SIDE_FILES):
        part = database.with_name(database.name + end)
        if part.exists():
            target = kept.with_name(kept.name + end)
            target.touch(mode=0o600)
            shutil.copyfile(part, target)
    return kept


def _gather(files: list[Path], draft: Path, now: int) -> bool:
    """Fill `draft` from the first two files that can be read; False when there is none."""
    new = sqlite3.connect(draft, isolation_level=None)
    new.row_factory = sqlite3.Row
    try:
        migrate(new, draft, now)
        new.execute("BEGIN")
        sources = list(islice(filter(None, map(_opened, files)), 2))
        try:
            for source in sources:
                _copy_tables(source, new)
            _drop_the_unconnected(new)
            for source in sources:
                _copy_events(source, new)
        finally:
            for source in sources:
                source.close()
        _count_anew(new)
        new.execute("COMMIT")
    finally:
        new.close()
    with draft.open("rb+") as file:
        os.fsync(file.fileno())
    return bool(sources)


def _opened(path: Path) -> sqlite3.Connection | None:
    """A file of this version that can be read at least in part."""
    source = sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None)
    source.text_factory = lambda raw: raw.decode(errors="replace")
    try:
        if source.execute("PRAGMA user_version").fetchone()[0] == all_migrations()[-1].number:
            return source
    except sqlite3.DatabaseError as error:
        log.info("%s gives nothing: %s", path.name, error)
    source.close()
    return None


def _copy_tables(source: sqlite3.Connection, new: sqlite3.Connection) -> None:
    """Copy every row that can be read and is not there yet."""
    listed = new.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'").fetchall()
    for (table,) in listed:
        if table not in _MADE_ANEW:
            columns = [row["name"] for row in new.execute(_COLUMNS, (table,))]
            places = ", ".join("?" * len(columns))
            before = new.total_changes
            new.executemany(f'INSERT OR IGNORE INTO "{table}" VALUES ({places})', _rows(source, new, table))  # noqa: S608 - our names
            log.info("%d rows of %s taken over", new.total_changes - before, table)


def _copy_events(source: sqlite3.Connection, new: sqlite3.Connection) -> None:
    there = {row["id"] for row in new.execute("SELECT id FROM outgoing")}
    events = (event for event in _rows(source, new, "event") if event[1] in there)
    new.executemany("INSERT OR IGNORE INTO event VALUES (?, ?, ?, ?, ?, ?)", events)


def _rows(source: sqlite3.Connection, new: sqlite3.Connection, table: str) -> Iterator[tuple[object, ...]]:
    """The rows of a table from its first to the damage, then from its last back to it."""
    keys = [row["name"] for row in new.execute(_COLUMNS, (table,)) if row["pk"]]
    for direction in ("ASC", "DESC"):
        order = ", ".join(f'"{key}" {direction}' for key in keys)
        try:
            yield from source.execute(f'SELECT * FROM "{table}" NOT INDEXED ORDER BY {order}')  # noqa: S608 - our names
        except sqlite3.DatabaseError as error:
            log.info("%s cannot be read whole: %s", table, error)
        else:
            return


def _drop_the_unconnected(new: sqlite3.Connection) -> None:
    """Rows whose campaign is lost cannot be shown; they stay in the damaged file."""
    for table in ("outgoing", "campaign_meta", "left_out", "batch"):
        new.execute(f"DELETE FROM {table} WHERE campaign NOT IN (SELECT id FROM campaign)")  # noqa: S608 - our names
    new.execute("UPDATE outgoing SET batch = NULL WHERE batch NOT IN (SELECT id FROM batch)")
    new.execute("UPDATE outgoing SET retry_of = NULL WHERE retry_of NOT IN (SELECT id FROM outgoing)")


def _count_anew(new: sqlite3.Connection) -> None:
    new.execute("DELETE FROM tally")
    new.execute(
        "INSERT INTO tally (campaign, state, device_id, sim, rows) SELECT campaign, state, device_id, sim, COUNT(*) "
        "FROM outgoing WHERE superseded = 0 GROUP BY campaign, state, device_id, sim"
    )
    new.execute("INSERT OR IGNORE INTO used_prefix SELECT DISTINCT ref / (1 << 20) FROM outgoing")
