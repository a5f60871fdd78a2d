"""The account's phones as they were last told, with the owner's own names for them."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from typing import Any

from desktop_app.domain.device import Device, Sim
from desktop_app.store import deciding
from desktop_app.store.connection import Connection, Database, Row, Touched
from desktop_app.store.times import from_ms_or_none, to_ms, to_ms_or_none

_TIMES = ("last_seen", "created", "read_at")
_MARKS = ("hidden", "left_out")


class Directory:
    """Phones; one that left the account keeps its name and its history, and is told no more."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def devices(self) -> list[Device]:
        """Phones of the account, by id."""

        def read(connection: Connection) -> list[Device]:
            return _present(connection)

        return await self._database.read(read)

    async def gone(self) -> list[Device]:
        """Phones that left the account and have not come back under another id."""

        def read(connection: Connection) -> list[Device]:
            rows = connection.execute("SELECT * FROM device WHERE present = 0 AND became IS NULL ORDER BY id")
            return [_from_row(row) for row in rows]

        return await self._database.read(read)

    async def names(self) -> dict[int, str]:
        """What each phone is called, those that left the account included."""

        def read(connection: Connection) -> dict[int, str]:
            return {row["id"]: _from_row(row).name for row in connection.execute("SELECT * FROM device")}

        return await self._database.read(read)

    async def put_devices(self, devices: Iterable[Device], at: datetime) -> list[Device]:
        """Keep the phones as just told; returns them with the owner's names."""
        listed = list(devices)

        def work(connection: Connection, touched: Touched) -> list[Device]:
            connection.execute("UPDATE device SET present = 0")
            connection.executemany(
                "INSERT INTO device (id, facts, present, last_seen, updated_at) VALUES (?, ?, 1, ?, ?) "
                "ON CONFLICT DO UPDATE SET facts = excluded.facts, present = 1, "
                "last_seen = COALESCE(excluded.last_seen, last_seen), updated_at = excluded.updated_at",
                [(device.id, _facts(device), to_ms_or_none(device.last_seen), to_ms(at)) for device in listed],
            )
            touched.devices = True
            return _present(connection)

        return await self._database.write(work)

    async def rename(self, device_id: int, nickname: str) -> None:
        """Give a phone the owner's own name; an empty one takes it back."""
        await self._set("UPDATE device SET nickname = ? WHERE id = ?", nickname.strip(), device_id)

    async def set_hidden(self, device_id: int, *, hidden: bool) -> None:
        """Show a phone on Devices, or only when asked for."""
        await self._set("UPDATE device SET hidden = ? WHERE id = ?", hidden, device_id)

    async def set_left_out(self, device_id: int, *, left_out: bool) -> None:
        """Choose a phone for bulk sends by itself, or not."""
        await self._set("UPDATE device SET left_out = ? WHERE id = ?", left_out, device_id)

    async def _set(self, statement: str, value: object, device_id: int) -> None:
        def work(connection: Connection, touched: Touched) -> None:
            connection.execute(statement, (value, device_id))
            touched.devices = True

        await self._database.write(work)

    async def join(self, old: int, new: int, at: datetime) -> None:
        """The phone `old` came back as `new`: its name, the owner's rules and all it did here go on there.

        What waits here for it goes out through the new one; what was handed over stays with the id it went to, as the
        service knows it.
        """

        def work(connection: Connection, touched: Touched) -> None:
            _join(connection, touched, old, new, to_ms(at))
            touched.devices = True

        await self._database.write(work)


def _join(connection: Connection, touched: Touched, old: int, new: int, now: int) -> None:
    connection.execute(
        "UPDATE device SET hidden = was.hidden, left_out = was.left_out, "
        "nickname = CASE WHEN device.nickname = '' THEN was.nickname ELSE device.nickname END "
        "FROM (SELECT hidden, left_out, nickname FROM device WHERE id = ?) AS was WHERE id = ?",
        (old, new),
    )
    connection.execute("UPDATE device SET became = ? WHERE id = ?", (new, old))
    connection.execute("UPDATE OR IGNORE sim_rule SET device_id = ? WHERE device_id = ?", (new, old))
    connection.execute("UPDATE OR IGNORE reach_change SET device_id = ? WHERE device_id = ?", (new, old))
    for campaign in connection.execute(
        "SELECT DISTINCT campaign FROM tally WHERE device_id = ? AND state = 'queued' AND rows > 0", (old,)
    ).fetchall():
        deciding.follow_phone(connection, touched, campaign["campaign"], old, new, now)


def _facts(device: Device) -> str:
    facts: dict[str, Any] = asdict(device)
    for name in ("id", "nickname", *_MARKS):
        del facts[name]
    for name in _TIMES:
        facts[name] = to_ms_or_none(facts[name])
    return json.dumps(facts, ensure_ascii=False)


def _present(connection: Connection) -> list[Device]:
    return [_from_row(row) for row in connection.execute("SELECT * FROM device WHERE present = 1 ORDER BY id")]


def _from_row(row: Row) -> Device:
    facts: dict[str, Any] = json.loads(row["facts"])
    for name in _TIMES:
        facts[name] = from_ms_or_none(facts.get(name))
    facts["sims"] = tuple(Sim(**sim) for sim in facts["sims"])
    facts |= {name: bool(row[name]) for name in _MARKS}
    return Device(id=row["id"], nickname=row["nickname"], **facts)
