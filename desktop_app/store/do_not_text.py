"""Who asked not to be texted. Each entry keeps its proof; being on the list stops what waits here at once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from desktop_app.store.connection import Connection, Database, Touched
from desktop_app.store.moves import chunks, close_finished, skip_opted_out
from desktop_app.store.state import LiveState
from desktop_app.store.times import from_ms, to_ms

_DIGITS_FROM = 3
"""From so many digits on, a search is one for numbers."""


@dataclass(frozen=True)
class Entry:
    """One number (E.164), when and how it came on the list, and the proof: a date, a message or a note."""

    number: str
    at: datetime
    source: str
    proof: str


class DoNotText:
    """The list."""

    def __init__(self, database: Database, live: LiveState) -> None:
        self._database = database
        self._live = live

    async def add(self, number: str, proof: str, source: str) -> bool:
        """Put a number (E.164) on the list; False when it was there already, which keeps its first proof."""
        return bool(await self.import_([Entry(number, self._live.server_now(), source, proof)]))

    async def import_(self, entries: Iterable[Entry]) -> int:
        """Put many on the list; how many are new. What waits here for them is skipped in the same transaction."""
        listed = list(entries)
        now = to_ms(self._live.server_now())
        new = await self._database.write(lambda c, touched: put(c, touched, listed, now))
        self._live.opt_outs += bool(new)
        return new

    async def remove(self, number: str, reason: str) -> bool:
        """Take a number off the list; False when it was not on it. Nothing skipped comes back."""
        now = to_ms(self._live.server_now())

        def work(connection: Connection, touched: Touched) -> bool:
            gone = connection.execute("DELETE FROM do_not_text WHERE number = ?", (number,)).rowcount
            if gone:
                connection.execute(
                    "INSERT INTO do_not_text_event (number, at, what, why) VALUES (?, ?, 'removed', ?)",
                    (number, now, reason),
                )
                touched.do_not_text = True
            return bool(gone)

        return await self._database.write(work)

    async def numbers(self) -> frozenset[str]:
        """Everybody on the list, E.164."""
        return await self._database.read(
            lambda c: frozenset(row["number"] for row in c.execute("SELECT number FROM do_not_text"))
        )

    async def entries(self, search: str = "", offset: int = 0, limit: int = 100) -> list[Entry]:
        """A page of the list, newest first."""
        words = search.strip().casefold()
        typed = "".join(c for c in words if c.isdigit()).lstrip("0")
        digits = typed if len(typed) >= _DIGITS_FROM and not any(c.isalpha() for c in words) else ""

        def read(connection: Connection) -> list[Entry]:
            rows = connection.execute(
                "SELECT number, at, source, proof FROM do_not_text "
                "WHERE ?1 = '' OR (?2 <> '' AND instr(number, ?2) > 0) "
                "OR instr(fold(proof), ?1) > 0 OR instr(fold(source), ?1) > 0 "
                "ORDER BY at DESC, number LIMIT ?3 OFFSET ?4",
                (words, digits, limit, offset),
            )
            return [_entry(row["number"], row["at"], row["source"], row["proof"]) for row in rows]

        return await self._database.read(read)

    async def export(self) -> list[Entry]:
        """The whole list, oldest first."""

        def read(connection: Connection) -> list[Entry]:
            rows = connection.execute("SELECT number, at, source, proof FROM do_not_text ORDER BY at, number")
            return [_entry(row["number"], row["at"], row["source"], row["proof"]) for row in rows]

        return await self._database.read(read)


def put(connection: Connection, touched: Touched, entries: Sequence[Entry], now: int) -> int:
    """Put entries on the list within a transaction; how many are new."""
    fresh: list[str] = []
    for entry in entries:
        added = connection.execute(
            "INSERT INTO do_not_text (number, at, source, proof) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
            (entry.number, to_ms(entry.at), entry.source, entry.proof),
        ).rowcount
        if added:
            fresh.append(entry.number)
    connection.executemany(
        "INSERT INTO do_not_text_event (number, at, what, why) VALUES (?, ?, 'added', ?)",
        [(entry.number, now, entry.source) for entry in entries if entry.number in set(fresh)],
    )
    if fresh:
        touched.do_not_text = True
        for some in chunks(fresh):
            skip_opted_out(connection, touched, some, now)
        close_finished(connection, touched, now)
    return len(fresh)


def _entry(number: str, at: int, source: str, proof: str) -> Entry:
    return Entry(number, from_ms(at), source, proof)
