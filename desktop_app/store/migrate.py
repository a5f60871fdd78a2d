"""Brings a database to this version's shape: numbered steps, each in one transaction with its record.

A copy is made first; a database of a newer version is refused untouched.
"""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from desktop_app.domain.errors import Trouble


class NewerData(Trouble):
    """The data folder belongs to a newer version of the program."""

    exit_code = 2


@dataclass(frozen=True)
class Migration:
    """One numbered step."""

    number: int
    name: str
    sql: str


def all_migrations() -> list[Migration]:
    """Every step this version knows, in order."""
    steps = []
    for entry in files("desktop_app.store").joinpath("migrations").iterdir():
        number, _, rest = entry.name.partition("_")
        if rest.endswith(".sql"):
            steps.append(Migration(int(number), rest.removesuffix(".sql"), entry.read_text(encoding="utf-8")))
    return sorted(steps, key=lambda step: step.number)


def statements(sql: str) -> Iterator[str]:
    """The statements of a script one by one; `executescript` would commit what must stay one transaction."""
    buffer = ""
    for line in sql.splitlines(keepends=True):
        buffer += line
        if sqlite3.complete_statement(buffer):
            yield buffer
            buffer = ""
    if buffer.strip():
        raise ValueError(f"unfinished statement: {buffer[:60]!r}")


def migrate(connection: sqlite3.Connection, path: Path, now: int, steps: list[Migration] | None = None) -> int:
    """Bring the database to the newest shape.

    Args:
        connection: in autocommit mode.
        path: of the database, beside which the copy is put.
        now: milliseconds since 1970, UTC.
        steps: for tests; all known ones otherwise.

    Returns:
        The version after it.

    Raises:
        NewerData: the database was made by a newer version; nothing was changed.
    """
    steps = all_migrations() if steps is None else steps
    newest = steps[-1].number
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if version > newest:
        raise NewerData(
            "These data were written by a newer SMS Desk.",
            "Nothing was changed and nothing is sent.",
            "Install the newer version again.",
        )
    pending = [step for step in steps if step.number > version]
    if pending and version:
        _back_up(connection, path.with_name(f"{path.stem}.before-{pending[0].number:04d}{path.suffix}"))
    for step in pending:
        connection.execute("BEGIN IMMEDIATE")
        try:
            for statement in statements(step.sql):
                connection.execute(statement)
            connection.execute(
                "INSERT INTO migration (number, name, at) VALUES (?, ?, ?)", (step.number, step.name, now)
            )
            connection.execute(f"PRAGMA user_version = {step.number:d}")
            connection.execute("COMMIT")
        except BaseException:
            connection.execute("ROLLBACK")
            raise
    return max(version, newest)


def _back_up(connection: sqlite3.Connection, target: Path) -> None:
    target.unlink(missing_ok=True)
    target.touch(mode=0o600)
    copy = sqlite3.connect(target)
    try:
        connection.backup(copy)
    finally:
        copy.close()
