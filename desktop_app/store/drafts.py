"""Drafts of Bulk send: the file and everything the owner chose, as JSON that only the service understands."""

import builtins
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from desktop_app.store.connection import Connection, Database, Touched
from desktop_app.store.times import from_ms, to_ms


@dataclass(frozen=True)
class Draft:
    """A draft; `id` 0 is not saved yet."""

    id: int
    file: str
    at: datetime
    content: Mapping[str, Any]


class Drafts:
    """Saved drafts."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def list(self) -> builtins.list[Draft]:
        """All drafts, newest first."""

        def read(connection: Connection) -> builtins.list[Draft]:
            rows = connection.execute("SELECT id, file, at, content FROM draft ORDER BY at DESC, id DESC")
            return [Draft(row["id"], row["file"], from_ms(row["at"]), json.loads(row["content"])) for row in rows]

        return await self._database.read(read)

    async def save(self, draft: Draft) -> int:
        """Save a draft over the one with its id, or as a new one; returns its id."""
        content = json.dumps(dict(draft.content), ensure_ascii=False)

        def work(connection: Connection, touched: Touched) -> int:
            touched.drafts = True
            if draft.id:
                changed = connection.execute(
                    "UPDATE draft SET file = ?, at = ?, content = ? WHERE id = ?",
                    (draft.file, to_ms(draft.at), content, draft.id),
                ).rowcount
                if changed:
                    return draft.id
            cursor = connection.execute(
                "INSERT INTO draft (file, at, content) VALUES (?, ?, ?)", (draft.file, to_ms(draft.at), content)
            )
            assert cursor.lastrowid is not None  # an INSERT just succeeded
            return cursor.lastrowid

        return await self._database.write(work)

    async def delete(self, draft: int) -> None:
        """Delete a draft; nothing happens when it is gone already."""

        def work(connection: Connection, touched: Touched) -> None:
            connection.execute("DELETE FROM draft WHERE id = ?", (draft,))
            touched.drafts = True

        await self._database.write(work)
