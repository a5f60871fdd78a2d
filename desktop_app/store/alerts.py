"""What waits under the bell, and which outages have been told already."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from desktop_app.domain.outages import Alert, AlertKind, Outage
from desktop_app.store.connection import Connection, Database, Touched
from desktop_app.store.times import from_ms, to_ms

_KEPT = 200


@dataclass(frozen=True)
class KeptAlert:
    """An alert under the bell."""

    id: int
    alert: Alert
    seen: bool


class Alerts:
    """Alerts, newest first, and the outages they told of."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def outages(self) -> list[Outage]:
        """Outages that were open when they were last kept."""

        def read(connection: Connection) -> list[Outage]:
            rows = connection.execute("SELECT * FROM outage ORDER BY noticed, device_id")
            return [
                Outage(
                    row["device_id"],
                    row["name"],
                    from_ms(row["since"]),
                    from_ms(row["noticed"]),
                    at_night=bool(row["at_night"]),
                    told=bool(row["told"]),
                )
                for row in rows
            ]

        return await self._database.read(read)

    async def keep(self, outages: Iterable[Outage], alerts: Iterable[Alert]) -> None:
        """Keep what is open now and what was told of it, in one step: a crash tells nothing twice and loses nothing."""
        open_now, new = list(outages), list(alerts)

        def work(connection: Connection, touched: Touched) -> None:
            connection.execute("DELETE FROM outage")
            connection.executemany(
                "INSERT INTO outage (device_id, name, since, noticed, at_night, told) VALUES (?, ?, ?, ?, ?, ?)",
                [(o.device, o.name, to_ms(o.since), to_ms(o.noticed), o.at_night, o.told) for o in open_now],
            )
            _insert(connection, new)
            touched.devices = True

        await self._database.write(work)

    async def add(self, note: Alert) -> None:
        """Put a note under the bell that changes no outage."""

        def work(connection: Connection, touched: Touched) -> None:
            _insert(connection, [note])
            touched.devices = True

        await self._database.write(work)

    async def page(self, limit: int = 50) -> list[KeptAlert]:
        """The newest alerts."""

        def read(connection: Connection) -> list[KeptAlert]:
            rows = connection.execute("SELECT * FROM alert ORDER BY id DESC LIMIT ?", (limit,))
            return [
                KeptAlert(
                    row["id"],
                    Alert(AlertKind(row["kind"]), from_ms(row["at"]), _from_text(row["outages"]), row["waiting"]),
                    seen=bool(row["seen"]),
                )
                for row in rows
            ]

        return await self._database.read(read)

    async def unseen(self) -> int:
        """How many have not been looked at."""

        def read(connection: Connection) -> int:
            count: int = connection.execute("SELECT COUNT(*) FROM alert WHERE seen = 0").fetchone()[0]
            return count

        return await self._database.read(read)

    async def mark_seen(self) -> None:
        """Somebody opened the bell."""

        def work(connection: Connection, touched: Touched) -> None:
            touched.devices = connection.execute("UPDATE alert SET seen = 1 WHERE seen = 0").rowcount > 0

        await self._database.write(work)


def _insert(connection: Connection, alerts: Iterable[Alert]) -> None:
    connection.executemany(
        "INSERT INTO alert (at, kind, outages, waiting) VALUES (?, ?, ?, ?)",
        [(to_ms(one.at), one.kind.value, _as_text(one.outages), one.waiting) for one in alerts],
    )
    connection.execute("DELETE FROM alert WHERE id NOT IN (SELECT id FROM alert ORDER BY id DESC LIMIT ?)", (_KEPT,))


def _as_text(outages: Iterable[Outage]) -> str:
    return json.dumps([[o.device, o.name, to_ms(o.since), to_ms(o.noticed), o.at_night, o.told] for o in outages])


def _from_text(text: str) -> tuple[Outage, ...]:
    return tuple(
        Outage(device, name, from_ms(since), from_ms(noticed), at_night=at_night, told=told)
        for device, name, since, noticed, at_night, told in json.loads(text)
    )
