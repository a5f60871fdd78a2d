"""The draft all six steps share: what is chosen, and one queue for everything the worker is asked."""

from collections import deque
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from desktop_app.domain import quiet_hours
from desktop_app.domain.errors import Trouble
from desktop_app.domain.forecast import Forecast
from desktop_app.domain.recipient import PlanTotals
from desktop_app.services.bulk import Bulk
from desktop_app.ui.tabs.bulk.delivery_choice import DeliveryChoice
from desktop_app.ui.tabs.bulk.parts import BulkServices


@dataclass(frozen=True)
class _Job:
    make: Callable[[], Coroutine[Any, Any, Any]]
    on_done: Callable[[Any], None] | None
    on_trouble: Callable[[Trouble], None] | None
    key: str


@dataclass(frozen=True)
class UsedText:
    """The text of an earlier campaign, to be used with a new file."""

    campaign: str
    template: str
    fallbacks: Mapping[str, str] = field(default_factory=dict)


class Draft(QObject):
    """What the steps share. Questions to the worker run one after the other, so that no edit is lost or overtaken."""

    totals_changed = Signal()
    """The plan was made anew: `totals` and all rows may have changed."""
    delivery_changed = Signal()
    trouble = Signal(object)
    """A `Trouble` nobody else shows."""
    busy_changed = Signal()

    def __init__(self, services: BulkServices, parent: QObject | None = None) -> None:
        """An empty draft; nothing is opened."""
        super().__init__(parent)
        self.services = services
        self.bulk: Bulk = services.bulk_factory()
        self.delivery = DeliveryChoice(0)
        self.template = ""
        self.name = ""
        self.again: UsedText | None = None
        self.short = False
        """Whether the file was known and the owner took the short path: File, Check, Review."""
        self._jobs: deque[_Job] = deque()
        self._running = False

    # Asking the worker

    def ask(
        self,
        make: Callable[[], Coroutine[Any, Any, Any]],
        on_done: Callable[[Any], None] | None = None,
        *,
        on_trouble: Callable[[Trouble], None] | None = None,
        key: str = "",
    ) -> None:
        """Queue a question; a waiting one of the same `key` is replaced, a running one never is."""
        if key:
            self._jobs = deque(job for job in self._jobs if job.key != key)
        self._jobs.append(_Job(make, on_done, on_trouble, key))
        self._next()

    def replan(self, make: Callable[[], Coroutine[Any, Any, PlanTotals]], *, key: str = "") -> None:
        """Queue a question that ends in a fresh plan; `totals_changed` follows."""
        self.ask(make, self._planned, key=key)

    @property
    def busy(self) -> bool:
        """Whether an answer is awaited."""
        return self._running

    def forget_questions(self) -> None:
        """Drop what waits (the file is let go of); what runs ends by itself."""
        self._jobs.clear()

    def _next(self) -> None:
        if self._running or not self._jobs:
            return
        job = self._jobs.popleft()
        self._set_running(running=True)
        self.services.tasks.start(
            job.make(),
            lambda result: self._ended(job, result),
            name="bulk draft",
            on_trouble=lambda trouble: self._failed(job, trouble),
        )

    def _set_running(self, *, running: bool) -> None:
        self._running = running
        self.busy_changed.emit()

    def _ended(self, job: _Job, result: object) -> None:
        self._set_running(running=False)
        if job.on_done is not None:
            job.on_done(result)
        self._next()

    def _failed(self, job: _Job, trouble: Trouble) -> None:
        self._set_running(running=False)
        if job.on_trouble is not None:
            job.on_trouble(trouble)
        else:
            self.trouble.emit(trouble)
        self._next()

    def _planned(self, totals: PlanTotals) -> None:
        self.set_delivery(self.delivery.with_rows(totals.ready))
        self.totals_changed.emit()

    # What is chosen

    @property
    def totals(self) -> PlanTotals | None:
        """Counts of the current plan."""
        return self.bulk.totals

    @property
    def file_name(self) -> str:
        """The file's name without its folder; "" before one is opened."""
        return Path(self.bulk.opened.path).name if self.bulk.opened else ""

    def begin_delivery(self) -> None:
        """Phones and settings of this moment for a fresh draft."""
        settings = self.services.settings()
        now = self.services.clock.wall()
        quiet = quiet_hours.parse(settings.quiet_hours)
        self.delivery = DeliveryChoice(
            self.totals.ready if self.totals else 0,
            pace_s=settings.pace_s,
            quiet_on=quiet is not None,
            quiet_hours=settings.quiet_hours if quiet else "20:00-08:00",
            not_after=now + timedelta(hours=settings.late_after_h),
        )
        self.follow_devices()

    def follow_devices(self) -> None:
        """Take over the phones' state of this moment."""
        live = self.services.store.live
        self.set_delivery(
            self.delivery.with_devices(live.devices, live.server_now(), connected=live.connected is not False)
        )

    def set_delivery(self, choice: DeliveryChoice) -> None:
        """Choose another delivery; told when it is another."""
        if choice != self.delivery:
            self.delivery = choice
            self.delivery_changed.emit()

    def quiet_span(self, at: datetime) -> tuple[datetime, datetime] | None:
        """The quiet span that holds `at` or comes next, on this computer's clock."""
        hours = quiet_hours.parse(self.delivery.quiet_hours)
        return hours.span(at.astimezone()) if hours else None

    def forecast(self) -> Forecast | None:
        """When the send would be done."""
        return self.delivery.forecast(self.services.clock.wall().astimezone(), self.quiet_span)
