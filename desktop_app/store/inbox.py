"""Texts that came in, each once; a STOP among them acts in the same transaction that stores it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from desktop_app.domain.incoming import Incoming
from desktop_app.domain.opt_out import Wish, wish
from desktop_app.domain.trial_text import code_in
from desktop_app.store.connection import Connection, Database, Touched
from desktop_app.store.do_not_text import Entry, put
from desktop_app.store.state import LiveState
from desktop_app.store.times import from_ms, from_ms_or_none, to_ms

SOURCE = "STOP by text"
_SHORTEST_SUFFIX = 7
"""Digits a sender without a country code must share with somebody we texted."""


@dataclass(frozen=True)
class Stored:
    """What was new among texts handed in: how many, and who is on the do-not-text list because of them."""

    new: int
    stops: tuple[str, ...]


class Inbox:
    """Incoming texts."""

    def __init__(self, database: Database, live: LiveState) -> None:
        self._database = database
        self._live = live

    async def store(
        self, texts: Iterable[Incoming], read_up_to: datetime, canonical: Callable[[str], str | None]
    ) -> Stored:
        """Store what is not stored yet and put everybody who said STOP in it on the do-not-text list.

        Args:
            texts: as the service told them; those known already change nothing.
            read_up_to: up to when everything is read now.
            canonical: the sender as E.164; None when it cannot be told.
        """
        listed = sorted(texts, key=lambda text: text.gateway_id)
        now = to_ms(self._live.server_now())

        def work(connection: Connection, touched: Touched) -> Stored:
            fresh = [text for text in listed if not _is_own(connection, text) and _insert(connection, text)]
            stops: list[str] = []
            for text in fresh:
                if wish(text.body) is Wish.STOP:
                    stops += _stop(connection, touched, text, canonical(text.sender), now)
            _raise_mark(connection, to_ms(read_up_to))
            touched.inbox = bool(fresh)
            return Stored(len(fresh), tuple(dict.fromkeys(stops)))

        stored = await self._database.write(work)
        self._live.opt_outs += bool(stored.stops)
        return stored

    async def read_up_to(self) -> datetime | None:
        """Up to when incoming texts were read; None when never."""

        def read(connection: Connection) -> datetime | None:
            row = connection.execute("SELECT value FROM memory WHERE name = 'inbox read up to'").fetchone()
            return from_ms_or_none(None if row is None else int(row["value"]))

        return await self._database.read(read)

    async def page(self, offset: int = 0, limit: int = 100) -> list[Incoming]:
        """A page of texts, newest first."""

        def read(connection: Connection) -> list[Incoming]:
            rows = connection.execute(
                "SELECT * FROM incoming ORDER BY at DESC, gateway_id DESC LIMIT ? OFFSET ?", (limit, offset)
            )
            return [
                Incoming(
                    row["gateway_id"], row["sender"], row["body"], from_ms(row["at"]), row["device_id"], row["sim"]
                )
                for row in rows
            ]

        return await self._database.read(read)


def _is_own(connection: Connection, text: Incoming) -> bool:
    """Whether it is a round-trip test of ours that one of our phones got: no customer's text."""
    if code_in(text.body) is None:
        return False
    ours = connection.execute(
        "SELECT 1 FROM outgoing WHERE body = ? AND campaign IN (SELECT id FROM campaign WHERE file = '' AND rows = 1)",
        (text.body,),
    )
    return ours.fetchone() is not None


def _insert(connection: Connection, text: Incoming) -> bool:
    added = connection.execute(
        "INSERT INTO incoming (gateway_id, sender, body, at, device_id, sim, wish) VALUES (?, ?, ?, ?, ?, ?, ?) "
        "ON CONFLICT DO NOTHING",
        (text.gateway_id, text.sender, text.body, to_ms(text.at), text.device_id, text.sim, wish(text.body).value),
    )
    return added.rowcount == 1


def _stop(connection: Connection, touched: Touched, text: Incoming, number: str | None, now: int) -> Sequence[str]:
    """Everybody this STOP may be from; told apart badly, rather one too many is left in peace."""
    numbers = {number} if number is not None else set()
    digits = "".join(c for c in text.sender if c.isdigit())
    if not text.sender.strip().startswith(("+", "00")):
        significant = digits.lstrip("0")
        if len(significant) >= _SHORTEST_SUFFIX:
            found = connection.execute("SELECT DISTINCT phone FROM outgoing WHERE phone LIKE ?", (f"%{significant}",))
            numbers.update(row["phone"] for row in found)
    proof = f"“{text.body.strip()[:160]}”, {text.at:%Y-%m-%d %H:%M} UTC"
    put(connection, touched, [Entry(one, text.at, SOURCE, proof) for one in sorted(numbers)], now)
    return sorted(numbers)


def _raise_mark(connection: Connection, up_to: int) -> None:
    connection.execute(
        "INSERT INTO memory (name, value) VALUES ('inbox read up to', ?) "
        "ON CONFLICT DO UPDATE SET value = MAX(CAST(value AS INTEGER), CAST(excluded.value AS INTEGER))",
        (str(up_to),),
    )
