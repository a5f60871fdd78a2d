"""This installation: references nobody else uses, and the mark that tells a restored or copied database.

The mark is a small file beside the database, raised with every claim before a byte leaves. A database whose epoch is
behind its mark, or that has no mark of its own, comes from a backup or from another computer (reliability.md F52).
"""

import os
import secrets
from pathlib import Path

from desktop_app.store.connection import Connection

_COUNTERS = 1 << 20
_PREFIXES = 2046  # 1..2046, so that every reference is within 1..2^31-1 and never 0


class EpochMark:
    """Id and epoch of the installation in small files: beside the database, and elsewhere where there is a place.

    The one beside it tells a database that was put back alone, the one elsewhere a whole folder that was put back or
    carried to another computer.
    """

    def __init__(self, database: Path, elsewhere: Path | None = None) -> None:
        """`elsewhere` is a folder of this computer that is not backed up together with the database."""
        self.beside = database.with_name(database.name + "-mark")
        self._elsewhere = elsewhere

    def _files(self, identity: str) -> list[Path]:
        return [self.beside] if self._elsewhere is None else [self.beside, self._elsewhere / f"{identity}.mark"]

    def knows(self, identity: str, epoch: int) -> bool:
        """Whether every mark is of this database, and none is newer."""
        for file in self._files(identity):
            try:
                known, newest = file.read_text(encoding="ascii").split()
                if known != identity or int(newest) > epoch:
                    return False
            except (OSError, ValueError):
                return False
        return True

    def write(self, identity: str, epoch: int) -> None:
        """Write durably, in place and of fixed width; returns when the disk has it.

        Raises:
            OSError: the disk refused.
        """
        for path in self._files(identity):
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            file = os.open(path, os.O_WRONLY | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
            try:
                os.write(file, f"{identity} {epoch:020d}\n".encode("ascii"))
                os.fsync(file)
            finally:
                os.close(file)


def begin(connection: Connection, mark: EpochMark) -> bool:
    """Inside a transaction at opening: create what is missing; True when this database is a restored or copied one.

    The mark itself is written after the commit, by `EpochMark.write` with `current`.
    """
    row = connection.execute("SELECT id, epoch FROM installation").fetchone()
    if row is None:
        identity = secrets.token_hex(16)
        prefix = _fresh_prefix(connection)
        connection.execute(
            "INSERT INTO installation (one, id, epoch, prefix, counter) VALUES (1, ?, 1, ?, 0)", (identity, prefix)
        )
        return False
    strange = not mark.knows(row["id"], row["epoch"])
    if strange:  # a fresh identity: the original may live on elsewhere, and its references are not ours
        connection.execute(
            "UPDATE installation SET id = ?, prefix = ?, counter = 0",
            (secrets.token_hex(16), _fresh_prefix(connection)),
        )
    connection.execute("UPDATE installation SET epoch = epoch + 1")
    return strange


def current(connection: Connection) -> tuple[str, int]:
    """Id and epoch of the database."""
    row = connection.execute("SELECT id, epoch FROM installation").fetchone()
    return str(row["id"]), int(row["epoch"])


def raise_epoch(connection: Connection) -> None:
    """Note that something is about to leave; the mark follows before it does."""
    connection.execute("UPDATE installation SET epoch = epoch + 1")


def take_refs(connection: Connection, count: int) -> list[int]:
    """`count` references never used before by this database, rising within a prefix."""
    refs: list[int] = []
    while len(refs) < count:
        row = connection.execute("SELECT prefix, counter FROM installation").fetchone()
        prefix, counter = int(row["prefix"]), int(row["counter"])
        some = min(count - len(refs), _COUNTERS - counter)
        refs.extend(range(prefix * _COUNTERS + counter, prefix * _COUNTERS + counter + some))
        if counter + some < _COUNTERS:
            connection.execute("UPDATE installation SET counter = ?", (counter + some,))
        else:
            connection.execute("UPDATE installation SET prefix = ?, counter = 0", (_fresh_prefix(connection),))
    return refs


def _fresh_prefix(connection: Connection) -> int:
    used = {row["prefix"] for row in connection.execute("SELECT prefix FROM used_prefix")}
    free = [prefix for prefix in range(1, _PREFIXES + 1) if prefix not in used]
    if not free:
        raise OverflowError("all references of this database are used up")
    prefix = secrets.choice(free)
    connection.execute("INSERT INTO used_prefix (prefix) VALUES (?)", (prefix,))
    return prefix
