"""In-memory twins of the store and the services, enough for the window to be driven without either."""

import asyncio
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from desktop_app.domain.changes import Changes
from desktop_app.domain.device import Device
from desktop_app.domain.errors import Trouble
from desktop_app.domain.outgoing import Campaign, CampaignState, Delivery, Outgoing, PausedBy, Share, State
from desktop_app.domain.recipient import Group, Mark, Opened, PlanRequest, PlanRow, PlanTotals, SheetView
from desktop_app.domain.settings import Settings
from tests.unit.ui.fakes import story

_waiting: list[Any] = []
"""What stand-ins for Tasks were given and have not begun: a test may be over before."""


def drop_waiting() -> None:
    """Close what never began, at the end of a test, as `Tasks` does at the end of the program."""
    while _waiting:
        _waiting.pop().close()


class FakeTasks:
    """Runs what it is given on the test's loop, or at once where none runs (fakes never wait)."""

    def __init__(self) -> None:
        self.errors: list[BaseException] = []
        self.stopped: list[str] = []

    def start(
        self,
        coro: Any,
        on_done: Callable[[Any], None] | None = None,
        *,
        name: str | None = None,
        on_trouble: Callable[[Trouble], None] | None = None,
    ) -> None:
        from PySide6.QtCore import QTimer

        _waiting.append(coro)

        def run() -> None:
            if coro not in _waiting:
                return
            _waiting.remove(coro)
            try:
                coro.send(None)
            except StopIteration as done:
                if on_done is not None:
                    on_done(done.value)
            except Trouble as trouble:
                if on_trouble is None:
                    raise
                on_trouble(trouble)
            else:
                raise AssertionError("a fake waited")

        QTimer.singleShot(0, run)

    def stop(self, name: str) -> None:
        self.stopped.append(name)

    def every(self, seconds: float, make_coro: Callable[[], Any], *, name: str) -> Callable[[], None]:
        return lambda: self.stopped.append(name)

    def later(self, seconds: float, call: Callable[[], object], *, name: str) -> Callable[[], None]:
        from PySide6.QtCore import QTimer

        if seconds < 1:  # a pause in typing; longer waits never end in a test
            QTimer.singleShot(0, call)
        return lambda: self.stopped.append(name)


class FakeBulk:
    """A draft of the story."""

    def __init__(self, *, opened: bool = False, trouble: Trouble | None = None) -> None:
        self.opened: Opened | None = None
        self.view: SheetView | None = None
        self.request: PlanRequest | None = None
        self.totals: PlanTotals | None = None
        self.replies: tuple[str, ...] | None = None
        self.replies_trouble: Trouble | None = None
        self.again = False
        self.known = False
        self.sheet: SheetView = story.VIEW
        self.fresh = False
        """Whether the file brings no choices of an earlier time but `remembered_text`."""
        self.remembered_text: int | None = None
        self.trouble = trouble
        self.skipped: set[int] = set()
        self.fixed: dict[int, str] = {}
        self.history = SimpleNamespace(can_undo=False, can_redo=False)
        self.saved_drafts: list[Any] = []
        self.sent: list[dict[str, Any]] = []
        self.calls: list[tuple[Any, ...]] = []
        self._steps: list[tuple[set[int], dict[int, str]]] = []
        self._undone: list[tuple[set[int], dict[int, str]]] = []
        if opened:
            self._open(Path(story.FILE))
            self._choose()

    def _open(self, path: Path) -> Opened:
        if self.trouble is not None:
            raise self.trouble
        self.opened = replace(story.OPENED, path=str(path))
        return self.opened

    def _choose(self) -> SheetView:
        self.view = self.sheet
        self.request = PlanRequest(
            "Kunden", 3, (3,), template=story.TEMPLATE, name_columns=(2, 1), field_names=dict(story.FIELDS)
        )
        if self.fresh:
            self.request = replace(self.request, template=None, field_names={}, text_column=self.remembered_text)
        return self.view

    def prepare(self) -> None:
        self.calls.append(("prepare",))

    async def open_file(self, path: Path, on_progress: Callable[[int, int], None] | None = None) -> Opened:
        if on_progress:
            on_progress(1000, 1308)
        return self._open(path)

    async def paste(self, text: str) -> Opened:
        self.calls.append(("paste", text))
        return self._open(Path("pasted rows"))

    def cancel(self) -> None:
        self.calls.append(("cancel",))

    async def close(self) -> None:
        self.calls.append(("close",))

    async def choose(self, sheet: str | None = None, **options: Any) -> SheetView:
        self.calls.append(("choose", sheet, options))
        return self._choose()

    async def remember_columns(self) -> None:
        self.calls.append(("remember",))

    async def grid(self, offset: int, limit: int) -> list[Any]:
        return story.grid(offset, limit)

    def set_columns(
        self, phone_columns: tuple[int, ...], field_names: Mapping[str, int], text_column: int | None = None
    ) -> None:
        assert self.request is not None
        self.request = replace(
            self.request, phone_columns=phone_columns, field_names=dict(field_names), text_column=text_column
        )

    async def write(
        self, template: str | None, fallbacks: Mapping[str, str] | None = None, *, text_column: int | None = None
    ) -> PlanTotals:
        assert self.request is not None
        self.calls.append(("write", template))
        if template is None and text_column is None:
            text_column = self.request.text_column
        self.request = replace(
            self.request, template=template, fallbacks=dict(fallbacks or {}), text_column=text_column
        )
        return self._plan()

    def _plan(self) -> PlanTotals:
        wrong = {row.row for row in story.group_rows(Group.NOT_A_NUMBER)}
        fixed = len(self.fixed)
        skipped = len(self.skipped)
        left = {
            **story.TOTALS.left_out,
            Group.NOT_A_NUMBER: len(wrong - self.fixed.keys() - self.skipped),
            Group.SKIPPED_BY_YOU: skipped,
        }
        self.totals = replace(
            story.TOTALS,
            ready=story.TOTALS.ready + fixed,
            people=story.TOTALS.people + fixed,
            left_out={group: count for group, count in left.items() if count},
            marks={**story.TOTALS.marks, Mark.FIXED: 6 + fixed},
            safe_suggestions=sum(len(row.suggestions) == 1 for row in self._rows(Group.NOT_A_NUMBER)),
        )
        self.history.can_undo, self.history.can_redo = bool(self._steps), bool(self._undone)
        return self.totals

    def _rows(self, group: Group | None) -> list[PlanRow]:
        if group is None or group is Group.READY:
            return [story.ready_row(index) for index in range(1248)]
        return [row for row in story.group_rows(group) if row.row not in self.fixed and row.row not in self.skipped]

    def _step(self) -> None:
        self._steps.append((set(self.skipped), dict(self.fixed)))
        self._undone.clear()

    async def fix(self, row: int, number: str) -> PlanTotals:
        self._step()
        self.fixed[row] = number
        return self._plan()

    async def skip(self, rows: Iterable[int]) -> PlanTotals:
        self._step()
        self.skipped |= set(rows)
        return self._plan()

    async def unskip(self, rows: Iterable[int]) -> PlanTotals:
        self._step()
        self.skipped -= set(rows)
        return self._plan()

    async def accept_safe(self, group: Group = Group.NOT_A_NUMBER) -> PlanTotals:
        self._step()
        self.fixed.update({row.row: row.suggestions[0] for row in self._rows(group) if len(row.suggestions) == 1})
        return self._plan()

    async def undo(self) -> PlanTotals:
        self._undone.append((set(self.skipped), dict(self.fixed)))
        self.skipped, self.fixed = self._steps.pop()
        return self._plan()

    async def redo(self) -> PlanTotals:
        self._steps.append((set(self.skipped), dict(self.fixed)))
        self.skipped, self.fixed = self._undone.pop()
        return self._plan()

    async def rows(
        self,
        *,
        group: Group | None = None,
        mark: Mark | None = None,
        search: str = "",
        offset: int = 0,
        limit: int = 100,
        sort: str = "row",
    ) -> list[PlanRow]:
        if mark is not None:
            found = [story.ready_row(index) for index in range(story.TOTALS.marks[mark])]
        else:
            found = self._rows(group)
        return found[offset : offset + limit]

    async def ready_row(self, index: int) -> PlanRow:
        return story.ready_row(index)

    async def longest(self) -> list[int]:
        return [1, 5, 9]

    async def save_rows(self, path: Path, group: Group | None) -> Path:
        self.calls.append(("save_rows", path, group))
        return path

    async def freshen(self) -> PlanTotals:
        self.replies = ("+491701", "+491702", "+491703")
        return self._plan()

    async def send(
        self, name: str, delivery: Delivery, *, consent: bool, again: bool = False, keep_phone: bool = True
    ) -> int:
        self.sent.append({"name": name, "delivery": delivery, "consent": consent})
        return 1

    async def drafts(self) -> list[Any]:
        return self.saved_drafts

    async def reopen(self, draft: Any, on_progress: Any = None) -> PlanTotals:
        self._open(Path(draft.file))
        self._choose()
        return self._plan()


class FakeOutbox:
    """Campaigns and their rows."""

    def __init__(self) -> None:
        self.stored: dict[int, tuple[Campaign, list[Outgoing]]] = {}

    def add(self, counts: dict[State, int], **changes: Any) -> Campaign:
        """Store a campaign of the story with these counts."""
        number = len(self.stored) + 1
        campaign = Campaign(
            id=number,
            name="November service reminder",
            file=story.FILE,
            created=story.NOW,
            state=CampaignState.SENDING,
            rows=sum(counts.values()),
            people=1203,
            parts=1294,
            counts=counts,
            delivery=Delivery(
                (Share(1570, 0, 535), Share(1576, 0, 535), Share(1297, 0, 178)),
                20.0,
                not_after=story.NOW + timedelta(hours=11),
            ),
            started_at=story.NOW,
            consent_at=story.NOW,
        )
        campaign = replace(campaign, **changes)
        self.stored[number] = (campaign, story.outgoing(counts, number))
        return campaign

    async def campaigns(self, limit: int = 50, offset: int = 0) -> list[Campaign]:
        return [campaign for campaign, _ in self.stored.values()][offset : offset + limit]

    async def campaign(self, campaign: int) -> Campaign:
        return self.stored[campaign][0]

    def _matching(self, campaign: int, states: Any, search: str) -> list[Outgoing]:
        rows = self.stored[campaign][1]
        return [
            row
            for row in rows
            if (states is None or row.state in states)
            and search.lower() in f"{row.name} {row.shown_phone} {row.phone}".lower()
        ]

    async def page(
        self,
        campaign: int,
        *,
        states: Any = None,
        search: str = "",
        offset: int = 0,
        limit: int = 100,
        newest_first: bool = False,
    ) -> list[Outgoing]:
        rows = self._matching(campaign, states, search)
        if newest_first:
            rows = sorted(
                rows, key=lambda row: row.changed_at or datetime.min.replace(tzinfo=story.NOW.tzinfo), reverse=True
            )
        return rows[offset : offset + limit]

    async def total(self, campaign: int, *, states: Any = None, search: str = "") -> int:
        return len(self._matching(campaign, states, search))

    async def lanes(self, campaign: int) -> list[Any]:
        found = []
        for share in self.stored[campaign][0].delivery.shares:
            rows = [row for row in self.stored[campaign][1] if row.device_id == share.device_id]
            waiting = sum(row.state is State.QUEUED for row in rows)
            found.append(
                SimpleNamespace(
                    device_id=share.device_id,
                    sim=share.sim,
                    rows=len(rows),
                    done=len(rows) - waiting,
                    waiting=waiting,
                    with_phone=sum(row.state in (State.ACCEPTED, State.TAKEN) for row in rows),
                )
            )
        return found

    async def left_out(self, campaign: int) -> Mapping[Group, int]:
        return story.TOTALS.left_out

    async def left_out_rows(self, campaign: int, offset: int, limit: int) -> list[PlanRow]:
        return []

    async def plan_meta(self, campaign: int) -> dict[str, str]:
        return {"rows": "1305", "ready": "1248", "people": "1203", "parts": "1294", "file": story.FILE}

    async def fail_causes(self, campaign: int) -> Mapping[int, int]:
        causes: dict[int, int] = {}
        for row in self.stored[campaign][1]:
            if row.state is State.FAILED:
                code = row.gateway_status or 0
                causes[code] = causes.get(code, 0) + 1
        return causes

    async def undecided(self, campaign: int) -> int:
        return sum(row.state is State.ASK for row in self.stored[campaign][1])

    async def rows(self, ids: frozenset[int]) -> list[Outgoing]:
        return [row for _, rows in self.stored.values() for row in rows if row.id in ids]

    async def outcome(self, campaign: int) -> Any:
        stored, rows = self.stored[campaign]
        left = [row for row in rows if row.state is not State.QUEUED]
        used = sum(row.parts for row in left if row.state is not State.FAILED)
        return SimpleNamespace(
            people=stored.people,
            sms=used,
            first=story.NOW if left else None,
            last=story.NOW + timedelta(hours=3, minutes=14) if left else None,
            step=timedelta(minutes=3),
            by_step=tuple(18 + n * 7 % 5 for n in range(65)) if left else (),
        )


class FakeStore:
    """Outbox, live facts and subscribers."""

    def __init__(self, devices: tuple[Device, ...] = story.DEVICES) -> None:
        self.outbox = FakeOutbox()
        self.live = SimpleNamespace(
            connected=True,
            updated_at=story.NOW,
            devices=devices,
            server_now=lambda: story.NOW,
            seconds_left=lambda until: (until - story.NOW).total_seconds(),
            signed_in=True,
            campaign={},
            next_at={},
        )
        self.settings = SimpleNamespace(get=self._get, put=self._put, save=self._save)
        self.kept: dict[str, Any] = {}
        self._subscribers: list[Callable[[Changes], None]] = []

    async def _get(self, name: str) -> Any:
        return self.kept.get(name)

    async def _put(self, name: str, value: Any) -> None:
        self.kept[name] = value

    async def _save(self, key: str, value: str) -> None:
        self.kept[key] = value

    def subscribe(self, callback: Callable[[Changes], None]) -> Callable[[], None]:
        self._subscribers.append(callback)
        return lambda: self._subscribers.remove(callback)

    def publish(self, changes: Changes) -> None:
        """As after a commit."""
        for callback in list(self._subscribers):
            callback(changes)


class FakeSending:
    """Remembers what it was asked."""

    def __init__(self, outbox: FakeOutbox) -> None:
        self.asked: list[tuple[Any, ...]] = []
        self._outbox = outbox

    def _set(self, campaign: int, **changes: Any) -> None:
        stored, rows = self._outbox.stored[campaign]
        self._outbox.stored[campaign] = (replace(stored, **changes), rows)

    async def begin(self, campaign: int) -> None:
        self.asked.append(("begin", campaign))

    async def undo(self, campaign: int) -> None:
        self.asked.append(("undo", campaign))
        self._set(campaign, state=CampaignState.STOPPED)

    async def pause(self, campaign: int) -> None:
        self.asked.append(("pause", campaign))
        self._set(campaign, state=CampaignState.PAUSED, paused_by=PausedBy.YOU)

    async def resume(self, campaign: int) -> None:
        self.asked.append(("resume", campaign))
        self._set(campaign, state=CampaignState.SENDING, paused_by=None)

    async def stop_preview(self, campaign: int) -> Any:
        return SimpleNamespace(wont=719, may=24)

    async def stop(self, campaign: int) -> Any:
        self.asked.append(("stop", campaign))
        self._set(campaign, state=CampaignState.STOPPING)
        return SimpleNamespace(wont=719, may=24)

    async def decide(self, campaign: int, rows: Any, decision: Any) -> None:
        self.asked.append(("decide", campaign, rows, decision))

    async def retry(self, campaign: int, codes: Any, share: Any) -> int:
        self.asked.append(("retry", campaign, tuple(codes), share))
        return 9

    async def send_rest(self, campaign: int) -> None:
        self.asked.append(("send_rest", campaign))

    def wake(self) -> None:
        self.asked.append(("wake",))

    async def send_now(self, campaign: int) -> None:
        self.asked.append(("send_now", campaign))


class FakeClock:
    """The story's moment."""

    def __init__(self, now: datetime = story.NOW) -> None:
        self.now = now

    def wall(self) -> datetime:
        return self.now

    def elapsed(self) -> float:
        return 0.0

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(0)


def fake_services(bulk: FakeBulk | None = None, devices: tuple[Device, ...] = story.DEVICES) -> Any:
    """Everything Bulk send needs."""
    store = FakeStore(devices)
    draft = bulk or FakeBulk()
    reports: list[tuple[int, Path]] = []

    async def write(campaign: int, target: Path, *, overwrite: bool = False, say: Callable[[str], str] = str) -> int:
        reports.append((campaign, target))
        return 1305

    tests: list[tuple[str, str]] = []

    async def send_test(number: str, text: str) -> None:
        tests.append((number, text))

    return SimpleNamespace(
        send_test=send_test,
        tests=tests,
        account=SimpleNamespace(email="maria@kern-garage.de"),
        store=store,
        tasks=FakeTasks(),
        sending=FakeSending(store.outbox),
        clock=FakeClock(),
        settings=Settings,
        bulk_factory=lambda: draft,
        reports=SimpleNamespace(write=write, written=reports),
        bulk=draft,
    )
