"""Settings, and small things the window remembers."""

import json
from typing import Any

from desktop_app.domain.errors import BadUse
from desktop_app.domain.settings import Settings, with_setting
from desktop_app.store.connection import Connection, Database, Touched


class SettingsStore:
    """Settings by their names in `domain.settings`, and JSON by any other name."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def load(self) -> Settings:
        """What the owner set over the defaults; values that no longer fit are passed over."""

        def read(connection: Connection) -> list[tuple[str, str]]:
            return [(row["key"], row["value"]) for row in connection.execute("SELECT key, value FROM setting")]

        settings = Settings()
        for key, value in await self._database.read(read):
            try:
                settings = with_setting(settings, key, value)
            except BadUse:
                continue
        return settings

    async def save(self, key: str, value: str) -> Settings:
        """Set one setting from text; returns all of them.

        Raises:
            BadUse: no such setting, or the value does not fit it; nothing changed.
        """
        with_setting(Settings(), key, value)

        def work(connection: Connection, touched: Touched) -> None:
            connection.execute(
                "INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
                (key, value.strip()),
            )
            touched.settings = True

        await self._database.write(work)
        return await self.load()

    async def get(self, name: str) -> Any:
        """Something remembered, as it was put; None when there is nothing."""

        def read(connection: Connection) -> str | None:
            row = connection.execute("SELECT value FROM memory WHERE name = ?", (name,)).fetchone()
            return None if row is None else str(row["value"])

        text = await self._database.read(read)
        return None if text is None else json.loads(text)

    async def put(self, name: str, value: Any) -> None:
        """Remember a JSON value; None forgets it."""

        def work(connection: Connection, touched: Touched) -> None:
            if value is None:
                connection.execute("DELETE FROM memory WHERE name = ?", (name,))
            else:
                connection.execute(
                    "INSERT INTO memory (name, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
                    (name, json.dumps(value, ensure_ascii=False)),
                )
            touched.settings = True

        await self._database.write(work)
