"""The account's phones as they were last told, with the owner's own names for them."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from typing import Any

from desktop_app.domain.device import Device, Sim
from desktop_app.store.connection import Connection, Database, Touched
from desktop_app.store.times import from_ms_or_none, to_ms, to_ms_or_none

_TIMES = ("last_seen", "created")


class Directory:
    """Phones; one that left the account keeps its name and its history, and is told no more."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def devices(self) -> list[Device]:
        """Phones of the account, by id."""

        def read(connection: Connection) -> list[Device]:
            rows = connection.execute("SELECT id, facts, nickname FROM device WHERE present = 1 ORDER BY id")
            return [_from_facts(row["id"], row["facts"], row["nickname"]) for row in rows]

        return await self._database.read(read)

    async def names(self) -> dict[int, str]:
        """What each phone is called, those that left the account included."""

        def read(connection: Connection) -> dict[int, str]:
            rows = connection.execute("SELECT id, facts, nickname FROM device")
            return {row["id"]: _from_facts(row["id"], row["facts"], row["nickname"]).name for row in rows}

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
            rows = connection.execute("SELECT id, facts, nickname FROM device WHERE present = 1 ORDER BY id")
            return [_from_facts(row["id"], row["facts"], row["nickname"]) for row in rows]

        return await self._database.write(work)

    async def rename(self, device_id: int, nickname: str) -> None:
        """Give a phone the owner's own name; an empty one takes it back."""

        def work(connection: Connection, touched: Touched) -> None:
            connection.execute("UPDATE device SET nickname = ? WHERE id = ?", (nickname.strip(), device_id))
            touched.devices = True

        await self._database.write(work)


def _facts(device: Device) -> str:
    facts: dict[str, Any] = asdict(device)
    del facts["id"], facts["nickname"]
    for name in _TIMES:
        facts[name] = to_ms_or_none(facts[name])
    return json.dumps(facts, ensure_ascii=False)


def _from_facts(device_id: int, text: str, nickname: str) -> Device:
    facts: dict[str, Any] = json.loads(text)
    for name in _TIMES:
        facts[name] = from_ms_or_none(facts[name])
    facts["sims"] = tuple(Sim(**sim) for sim in facts["sims"])
    return Device(id=device_id, nickname=nickname, **facts)
