"""What is remembered between drafts: unfinished drafts themselves, and which columns a set of headings meant."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from desktop_app.clock import Clock
from desktop_app.domain.recipient import Opened, PlanRequest, PlanTotals, SheetView
from desktop_app.store.database import Store
from desktop_app.store.drafts import Draft

PASTED = "pasted"
"""`Opened.kind` of rows that came by the clipboard."""

FROM_THE_STORE = ("do_not_text", "recent", "repeated")
"""Parts of a request that are read afresh and never saved with a draft."""


@dataclass(frozen=True)
class SavedDraft:
    """A draft that can be picked up: its file and everything the owner chose."""

    id: int
    file: str
    at: datetime
    request: PlanRequest
    left_out: int


@dataclass(frozen=True)
class ColumnRoles:
    """Which columns were the number, the name and the fields under a set of headings."""

    phone_columns: tuple[int, ...]
    name_columns: tuple[int, ...]
    field_names: Mapping[str, int]
    text_column: int | None = None


class DraftMemory:
    """Keeps drafts and column roles in the store."""

    def __init__(self, store: Store, clock: Clock) -> None:
        """`clock` dates the drafts."""
        self._store = store
        self._clock = clock

    async def keep(self, opened: Opened, request: PlanRequest, totals: PlanTotals) -> None:
        """Save the draft of this file, over an older one of the same file; pasted rows are in no file."""
        if opened.kind == PASTED:
            return
        draft = await self._of(opened.path)
        content = {"request": request_to_json(request), "left_out": totals.skipped}
        await self._store.drafts.save(
            Draft(id=draft.id if draft else 0, file=opened.path, at=self._clock.wall(), content=content)
        )

    async def done(self, opened: Opened) -> None:
        """Forget the draft: it has become a campaign."""
        if draft := await self._of(opened.path):
            await self._store.drafts.delete(draft.id)

    async def all(self) -> list[SavedDraft]:
        """Drafts that can be picked up, newest first; unreadable ones are passed over, not deleted."""
        saved = []
        for draft in await self._store.drafts.list():
            try:
                request = request_from_json(draft.content["request"])
                left_out = int(draft.content["left_out"])
            except (KeyError, TypeError, ValueError):
                continue
            saved.append(SavedDraft(draft.id, draft.file, draft.at, request, left_out))
        return saved

    async def _of(self, path: str) -> Draft | None:
        return next((draft for draft in await self._store.drafts.list() if draft.file == path), None)

    async def keep_columns(self, view: SheetView, request: PlanRequest) -> None:
        """Remember the roles for workbooks with the same headings."""
        roles = {
            "phone_columns": list(request.phone_columns),
            "name_columns": list(request.name_columns),
            "field_names": dict(request.field_names),
            "text_column": request.text_column,
        }
        await self._store.settings.put(_key(view), roles)

    async def columns_for(self, view: SheetView) -> ColumnRoles | None:
        """The roles remembered for these headings; None where there are none that fit."""
        roles = await self._store.settings.get(_key(view))
        if not isinstance(roles, dict):
            return None
        phones, names, fields = roles["phone_columns"], roles["name_columns"], roles["field_names"]
        return ColumnRoles(tuple(phones), tuple(names), dict(fields), roles.get("text_column"))


def _key(view: SheetView) -> str:
    headings = json.dumps([column.heading for column in view.columns], ensure_ascii=False)
    return "columns:" + hashlib.sha256(headings.encode()).hexdigest()


def request_to_json(request: PlanRequest) -> dict[str, Any]:
    """The owner's choices as JSON; what is read from the store each time is left away."""
    data = {key: value for key, value in asdict(request).items() if key not in FROM_THE_STORE}
    data["skipped"] = sorted(request.skipped)
    return data


def request_from_json(data: Mapping[str, Any]) -> PlanRequest:
    """The choices back from JSON.

    Raises:
        KeyError, TypeError, ValueError: `data` is not a saved request.
    """
    known = {key: value for key, value in data.items() if key not in FROM_THE_STORE}
    known["phone_columns"] = tuple(known["phone_columns"])
    known["name_columns"] = tuple(known["name_columns"])
    known["fixes"] = {int(row): str(number) for row, number in known["fixes"].items()}
    known["skipped"] = frozenset(known["skipped"])
    return PlanRequest(**known)
