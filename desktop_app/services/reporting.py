"""A campaign's report: the owner's own columns, then what became of each row, in the sheet's order."""

import asyncio
import json
import tempfile
from collections.abc import Callable, Mapping
from datetime import tzinfo
from pathlib import Path
from typing import Any

from desktop_app.domain import state_words
from desktop_app.domain.outgoing import Outgoing
from desktop_app.domain.recipient import PlanRow
from desktop_app.sheets.report import RESULT_HEADINGS, ReportRequest
from desktop_app.sheets.workbook import Workbook
from desktop_app.store.database import Store

_PAGE = 1000
Say = Callable[[str], str]


class Reports:
    """Writes reports. The workbook itself is made in a process of its own, which ends with the report."""

    def __init__(self, workbook: Callable[[], Workbook], store: Store, folder: Path, zone: tzinfo) -> None:
        """`folder` is private and holds the rows on their way to the other process; `zone` is the owner's."""
        self._workbook = workbook
        self._store = store
        self._folder = folder
        self._zone = zone

    async def write(self, campaign: int, target: Path, *, overwrite: bool = False, say: Say = str) -> int:
        """Write the report of `campaign` to `target`, an .xlsx or .csv; returns its rows.

        Args:
            campaign: its id.
            target: where to; kept as it is when it exists, unless `overwrite`.
            say: translates our headings and words.

        Raises:
            BadFile: it cannot be written; a file that was there is unchanged.
        """
        meta = await self._store.outbox.plan_meta(campaign)
        headings = tuple(json.loads(meta.get("headings", "[]")))
        lines = await self._lines(campaign, say)
        source = Path(await asyncio.to_thread(_write_lines, self._folder, lines))
        request = ReportRequest(
            target=target,
            source=source,
            headings=headings,
            overwrite=overwrite,
            result_headings=tuple(say(heading) for heading in RESULT_HEADINGS),
        )
        book = self._workbook()
        try:
            return await book.write_report(request)
        finally:
            await asyncio.to_thread(source.unlink, missing_ok=True)
            await book.close()

    async def _lines(self, campaign: int, say: Say) -> list[str]:
        phones = {device.id: device.name for device in await self._store.directory.devices()}
        found: list[tuple[int, int, str]] = []
        offset = 0
        while page := await self._store.outbox.page(campaign, offset=offset, limit=_PAGE):
            cells = await self._store.outbox.cells(campaign, offset=offset, limit=_PAGE)
            found += [(row.row, row.id, self._sent_line(row, cells.get(row.row, ()), phones, say)) for row in page]
            offset += len(page)
        offset = 0
        while left_out := await self._store.outbox.left_out_rows(campaign, offset, _PAGE):
            found += [(row.row, 0, _left_out_line(row, say)) for row in left_out]
            offset += len(left_out)
        return [line for _, _, line in sorted(found)]

    def _sent_line(self, row: Outgoing, cells: tuple[str, ...], phones: Mapping[int, str], say: Say) -> str:
        return _line(
            cells=list(cells),
            state=say(state_words.word(row.state, row.gateway_status)),
            reason=say(row.reason or state_words.meaning(row.state, row.gateway_status)),
            time=row.changed_at.astimezone(self._zone).strftime("%Y-%m-%d %H:%M:%S") if row.changed_at else "",
            phone=phones.get(row.device_id, str(row.device_id)),
            sim=row.sim + 1,
            parts=row.parts,
            number=row.phone,
            text=row.body,
        )


def _left_out_line(row: PlanRow, say: Say) -> str:
    return _line(
        cells=list(row.cells), state=say("Left out"), reason=say(row.reason or row.group.value), number=row.to or ""
    )


def _line(**values: Any) -> str:
    return json.dumps(values, ensure_ascii=False)


def _write_lines(folder: Path, lines: list[str]) -> str:
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", dir=folder, prefix="report-", suffix=".jsonl", delete=False
    ) as file:
        file.writelines(line + "\n" for line in lines)
        return file.name
