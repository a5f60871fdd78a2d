"""A store and services of the story that live in memory: what `--show` and tests put Progress on."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from desktop_app.clock import Clock, SystemClock
from desktop_app.domain.changes import Changes
from desktop_app.domain.device import Device
from desktop_app.domain.errors import Trouble
from desktop_app.domain.outgoing import Campaign, CampaignState, Decision, Outgoing, PausedBy, Share, State, WaitingFor
from desktop_app.domain.recipient import Group, PlanRow
from desktop_app.domain.settings import Settings
from desktop_app.ui.tabs.bulk import story_campaign as story
from desktop_app.ui.tabs.bulk.campaign_parts import Tasks
from desktop_app.ui.tabs.bulk.said import group_words


@dataclass
class StoryWaiting:
    """Why the campaign waits."""

    waiting: WaitingFor = WaitingFor.NOTHING
    until: datetime | None = None
    note: str = ""


@dataclass
class StoryLive:
    """Facts in memory, at the story's moment."""

    now: datetime = story.NOW
    connected: bool | None = True
    signed_in: bool = True
    devices: tuple[Device, ...] = field(default_factory=story.devices)
    campaign: dict[int, StoryWaiting] = field(default_factory=dict)
    next_at: dict[tuple[int, int], datetime] = field(default_factory=dict)

    def seconds_left(self, until: datetime) -> float:
        """Seconds until then at the story's moment."""
        return (until - self.now).total_seconds()

    def server_now(self) -> datetime:
        """The story's moment, or where a test has moved it."""
        return self.now.astimezone(UTC)


class StoryOutbox:
    """One campaign and its rows."""

    def __init__(self, campaign: Campaign) -> None:
        self.kept = campaign
        self.kept_rows = story.rows(campaign.counts)
        self.undecided_left = False
        self.reads: list[str] = []

    async def campaign(self, campaign: int) -> Campaign:
        """The one."""
        del campaign
        self.reads.append("campaign")
        return self.kept

    def _matching(self, states: frozenset[State] | None, search: str) -> list[Outgoing]:
        words = search.lower()
        return [
            row
            for row in self.kept_rows
            if (states is None or row.state in states)
            and (not words or words in f"{row.name} {row.shown_phone} {row.phone}".lower())
        ]

    async def page(
        self,
        campaign: int,
        *,
        states: frozenset[State] | None = None,
        search: str = "",
        offset: int = 0,
        limit: int = 100,
        newest_first: bool = False,
    ) -> list[Outgoing]:
        """Rows of a filter."""
        del campaign
        self.reads.append("page")
        found = self._matching(states, search)
        if newest_first:
            found = sorted(found, key=lambda row: (row.changed_at or story.BEGAN, row.id), reverse=True)
        return found[offset : offset + limit]

    async def total(self, campaign: int, *, states: frozenset[State] | None = None, search: str = "") -> int:
        """How many rows a filter has."""
        del campaign
        return len(self._matching(states, search))

    async def rows(self, ids: frozenset[int]) -> list[Outgoing]:
        """Rows by id."""
        return [row for row in self.kept_rows if row.id in ids]

    async def lanes(self, campaign: int) -> list[story.StoryLane]:
        """Phones of the campaign."""
        del campaign
        return story.lanes(self.kept.counts)

    async def left_out(self, campaign: int) -> Mapping[Group, int]:
        """Rows of the file that never went out."""
        del campaign
        return story.LEFT_OUT

    async def left_out_rows(self, campaign: int, offset: int, limit: int) -> list[PlanRow]:
        """Those rows."""
        del campaign
        groups = [group for group, count in story.LEFT_OUT.items() for _ in range(count)]
        made = [
            PlanRow(20 * index + 7, "0176-4411-23O7", None, "Uwe Brandt", "", 0, group, group_words(group).name)
            for index, group in enumerate(groups)
        ]
        return made[offset : offset + limit]

    async def plan_meta(self, campaign: int) -> dict[str, str]:
        """What the plan said."""
        del campaign
        return {"rows": "1305", "ready": "1248", "people": "1203", "parts": "1294", "file": story.FILE}

    async def fail_causes(self, campaign: int) -> Mapping[int, int]:
        """Failed rows by code."""
        del campaign
        return story.causes(self.kept.counts)

    async def undecided(self, campaign: int) -> int:
        """Rows that ask."""
        del campaign
        return 0 if self.undecided_left else self.kept.counts.get(State.ASK, 0)

    async def outcome(self, campaign: int) -> story.StoryOutcome:
        """People, SMS, messages over time."""
        del campaign
        return story.outcome(self.kept.counts)


class StoryStore:
    """Outbox, live facts and subscribers."""

    def __init__(self, campaign: Campaign, live: StoryLive) -> None:
        self.outbox = StoryOutbox(campaign)
        self.live = live
        self._subscribers: list[Callable[[Changes], None]] = []

    def subscribe(self, callback: Callable[[Changes], None]) -> Callable[[], None]:
        """Be told by `change`."""
        self._subscribers.append(callback)
        return lambda: self._subscribers.remove(callback)

    def change(self, **changes: Any) -> Changes:
        """As a commit would: change the campaign and tell it."""
        self.outbox.kept = replace(self.outbox.kept, **changes)
        told = Changes(campaigns=frozenset({self.outbox.kept.id}))
        for callback in list(self._subscribers):
            callback(told)
        return told


@dataclass(frozen=True)
class StoryStopping:
    """What a stop leaves."""

    wont: int
    may: int
    done: int


class StorySending:
    """Does what it is asked to the story's campaign, and remembers it."""

    def __init__(self, store: StoryStore) -> None:
        self._store = store
        self.asked: list[tuple[Any, ...]] = []
        self.trouble: Trouble | None = None
        """Raised by the next action."""

    def _note(self, *what: Any) -> None:
        self.asked.append(what)
        if self.trouble is not None:
            trouble, self.trouble = self.trouble, None
            raise trouble

    async def undo(self, campaign: int) -> bool:
        """Take the send back, if it has not begun."""
        self._note("undo", campaign)
        in_time = self._store.outbox.kept.state is CampaignState.STARTING
        if in_time:
            self._store.change(state=CampaignState.STOPPED, counts={State.CANCELLED: 1248})
        return in_time

    async def pause(self, campaign: int) -> None:
        """Pause."""
        self._note("pause", campaign)
        self._store.change(state=CampaignState.PAUSED, paused_by=PausedBy.YOU)

    async def resume(self, campaign: int) -> None:
        """Go on."""
        self._note("resume", campaign)
        self._store.change(state=CampaignState.SENDING, paused_by=None)

    async def stop_preview(self, campaign: int) -> StoryStopping:
        """What a stop would leave."""
        del campaign
        kept = self._store.outbox.kept
        return StoryStopping(kept.waiting, kept.on_its_way + kept.not_confirmed, kept.done)

    async def stop(self, campaign: int) -> StoryStopping:
        """End it."""
        left = await self.stop_preview(campaign)
        self._note("stop", campaign)
        counts = dict(self._store.outbox.kept.counts)
        counts[State.CANCELLED] = counts.pop(State.QUEUED, 0)
        self._store.change(state=CampaignState.STOPPING, counts=counts, paused_by=None)
        return left

    async def send_rest(self, campaign: int) -> int:
        """Queue what was stopped again."""
        self._note("send_rest", campaign)
        return self._store.outbox.kept.counts.get(State.CANCELLED, 0)

    async def decide(self, campaign: int, rows: Iterable[int] | None, decision: Decision) -> None:
        """What to do with what is not confirmed."""
        self._note("decide", campaign, rows, decision)
        self._store.outbox.undecided_left = True

    async def retry(self, campaign: int, codes: Iterable[int], share: Share | None) -> int:
        """Try failures again."""
        self._note("retry", campaign, frozenset(codes), share)
        found = story.causes(self._store.outbox.kept.counts)
        return sum(found.get(code, 0) for code in codes)

    async def send_now(self, campaign: int) -> None:
        """Go on in quiet hours."""
        self._note("send_now", campaign)

    def wake(self) -> None:
        """Try now."""
        self._note("wake")


class StoryReports:
    """Writes nothing, and remembers what for."""

    def __init__(self) -> None:
        self.written: list[tuple[int, Path]] = []

    async def write(
        self, campaign: int, target: Path, *, overwrite: bool = False, say: Callable[[str], str] = str
    ) -> int:
        """As if 1,305 rows were written."""
        del overwrite, say
        self.written.append((campaign, target))
        return 1305


class StoryServices:
    """Everything Progress is given."""

    def __init__(self, tasks: Tasks, campaign: Campaign, live: StoryLive | None = None) -> None:
        self.store = StoryStore(campaign, live or StoryLive())
        self.sending = StorySending(self.store)
        self.reports = StoryReports()
        self.tasks = tasks
        self.clock: Clock = SystemClock()
        self.settings: Callable[[], Settings] = Settings
