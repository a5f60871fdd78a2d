"""What Progress, receipt and coming back need of the program."""

from collections.abc import Callable, Coroutine, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Protocol, TypeVar

from desktop_app.clock import Clock
from desktop_app.domain.changes import Changes
from desktop_app.domain.device import Device
from desktop_app.domain.errors import Trouble
from desktop_app.domain.outgoing import Campaign, Decision, Outgoing, Share, State, WaitingFor
from desktop_app.domain.recipient import Group, PlanRow
from desktop_app.domain.settings import Settings

T = TypeVar("T")


class Tasks(Protocol):
    """Starts what waits (`services.tasks`)."""

    def start(
        self,
        coro: Coroutine[Any, Any, T],
        on_done: Callable[[T], None] | None = None,
        *,
        name: str | None = None,
        on_trouble: Callable[[Trouble], None] | None = None,
    ) -> None:
        """Run `coro`; a later one of the same name replaces it."""

    def later(self, seconds: float, call: Callable[[], object], *, name: str) -> Callable[[], None]:
        """Call once after `seconds`; the returned function stops it."""

    def stop(self, name: str) -> None:
        """Cancel the task of that name."""


class Lane(Protocol):
    """What goes through one phone and SIM."""

    @property
    def device_id(self) -> int:
        """The phone."""

    @property
    def sim(self) -> int:
        """Its SIM slot, from 0."""

    @property
    def rows(self) -> int:
        """All its messages."""

    @property
    def done(self) -> int:
        """Sent, delivered or failed."""

    @property
    def waiting(self) -> int:
        """Still on this computer."""


class Waiting(Protocol):
    """Why a campaign hands nothing over at this moment."""

    @property
    def waiting(self) -> WaitingFor:
        """The reason."""

    @property
    def until(self) -> datetime | None:
        """When it ends, where that is known."""

    @property
    def note(self) -> str:
        """A sentence for people, or empty."""


class Live(Protocol):
    """Facts in memory."""

    @property
    def connected(self) -> bool | None:
        """Whether the last call reached the service."""

    @property
    def signed_in(self) -> bool:
        """Whether a token is held that the service has not refused."""

    @property
    def devices(self) -> tuple[Device, ...]:
        """The account's phones."""

    @property
    def campaign(self) -> Mapping[int, Waiting]:
        """Why campaigns wait."""

    @property
    def next_at(self) -> Mapping[tuple[int, int], datetime]:
        """When the pace lets the next message of a phone and SIM go."""

    def server_now(self) -> datetime:
        """The gateway's time, aware UTC."""

    def seconds_left(self, until: datetime) -> float:
        """Seconds people at the computer have until then, by this computer's clock."""


class Outcome(Protocol):
    """What a campaign came to (`store.outcome`)."""

    @property
    def people(self) -> int:
        """People texted."""

    @property
    def sms(self) -> int:
        """SMS used, failed ones not counted."""

    @property
    def first(self) -> datetime | None:
        """When the first message was handed over."""

    @property
    def last(self) -> datetime | None:
        """When the last one was."""

    @property
    def step(self) -> timedelta:
        """Width of a step of `by_step`."""

    @property
    def by_step(self) -> tuple[int, ...]:
        """Messages in each step from `first` on."""


class Outbox(Protocol):
    """Campaigns and their rows, read only."""

    async def campaign(self, campaign: int) -> Campaign:
        """One campaign with its counts."""

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

    async def total(self, campaign: int, *, states: frozenset[State] | None = None, search: str = "") -> int:
        """How many rows a filter has."""

    async def rows(self, ids: frozenset[int]) -> list[Outgoing]:
        """Rows by id."""

    async def lanes(self, campaign: int) -> Sequence[Lane]:
        """Phones of the campaign."""

    async def left_out(self, campaign: int) -> Mapping[Group, int]:
        """Rows of the file that never went out, by group."""

    async def left_out_rows(self, campaign: int, offset: int, limit: int) -> list[PlanRow]:
        """Those rows."""

    async def plan_meta(self, campaign: int) -> dict[str, str]:
        """What the plan said: file, rows, people."""

    async def fail_causes(self, campaign: int) -> Mapping[int, int]:
        """Gateway code of failed rows -> how many."""

    async def undecided(self, campaign: int) -> int:
        """Rows that wait for the owner's decision."""

    async def outcome(self, campaign: int) -> Outcome:
        """People, SMS, messages over time."""


class Store(Protocol):
    """The store as these pages read it."""

    @property
    def outbox(self) -> Outbox:
        """Campaigns."""

    @property
    def live(self) -> Live:
        """Facts in memory."""

    def subscribe(self, callback: Callable[[Changes], None]) -> Callable[[], None]:
        """Be told after each commit; the returned function ends it."""


class Stopping(Protocol):
    """What a stop leaves."""

    @property
    def wont(self) -> int:
        """Rows that will not go out."""

    @property
    def may(self) -> int:
        """Rows already handed over."""

    @property
    def done(self) -> int:
        """Rows sent, delivered or failed, counted at the same moment."""


class Sending(Protocol):
    """Acts on campaigns (`services.sending`)."""

    async def undo(self, campaign: int) -> object:
        """Take a send back within its countdown."""

    async def pause(self, campaign: int) -> object:
        """Hand nothing over from now on."""

    async def resume(self, campaign: int) -> object:
        """Go on; counts as consent."""

    async def stop(self, campaign: int) -> Stopping:
        """End it; what is handed over may still go out."""

    async def stop_preview(self, campaign: int) -> Stopping:
        """What a stop would leave now."""

    async def send_rest(self, campaign: int) -> object:
        """Queue again what a stop left here, and go on."""

    async def decide(self, campaign: int, rows: Iterable[int] | None, decision: Decision) -> object:
        """What to do with rows that are not confirmed; None is all that ask."""

    async def retry(self, campaign: int, codes: Iterable[int], share: Share | None) -> int:
        """Send failed rows of these causes again; returns how many."""

    async def send_now(self, campaign: int) -> object:
        """Go on in spite of quiet hours, this once."""

    def wake(self) -> None:
        """Try now what waits for a later try."""


class Reports(Protocol):
    """Writes reports (`services.reporting`)."""

    async def write(
        self, campaign: int, target: Path, *, overwrite: bool = False, say: Callable[[str], str] = str
    ) -> int:
        """Write the owner's rows with our columns beside them, .xlsx or .csv by its name; returns its rows."""


class CampaignServices(Protocol):
    """Everything these pages are given."""

    @property
    def store(self) -> Store:
        """Reading side."""

    @property
    def sending(self) -> Sending:
        """Acting side."""

    @property
    def reports(self) -> Reports:
        """Reports."""

    @property
    def tasks(self) -> Tasks:
        """What waits."""

    @property
    def clock(self) -> Clock:
        """The time."""

    @property
    def settings(self) -> Callable[[], Settings]:
        """The settings of this moment."""
