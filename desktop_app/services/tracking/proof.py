"""When absence is proven: ARCHITECTURE decision 5 and reliability.md 2.4, word for word, and nothing less.

What was proven by waiting lives in memory only: a restart, a wake, a jump of the clock or another network starts anew.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from desktop_app.domain.settings import Settings
from desktop_app.gateway.records import SmsPage
from desktop_app.services.tracking.matching import digits
from desktop_app.store.following import Known
from desktop_app.store.records import Pending

_LOOKS = (1 / 24, 1 / 8, 1 / 4, 1 / 2, 1.0)
"""When to look, as shares of the settle time: 5, 15, 30, 60 and 120 s of 120."""
_LEAST_SETTLE_S = 120.0
_HEADER_S = 1.0
"""The service's Date header has whole seconds."""


def settle_s(settings: Settings, slowest_s: float) -> float:
    """How old a hand-over must be before absence can mean anything, in seconds."""
    if settings.settle_s > 0:
        return settings.settle_s
    return max(_LEAST_SETTLE_S, 4 * settings.read_timeout_s, 3 * slowest_s)


@dataclass
class Doubt:
    """What is remembered about one row that is not confirmed."""

    since: float
    """Elapsed seconds when it was first met so."""
    negatives: list[float] = field(default_factory=list)
    """When valid negatives came, elapsed seconds; the first and the last are kept."""


@dataclass
class ProofBook:
    """Doubts by row and the moment of their state's last change: a row that changed is a new case."""

    doubts: dict[tuple[int, datetime], Doubt] = field(default_factory=dict)
    steady_since: float = 0.0

    def keep(self, rows: Iterable[Pending], now: float, steady_since: float) -> None:
        """Know exactly `rows`; what was proven before `steady_since` counts no more."""
        if steady_since > self.steady_since:
            self.steady_since = steady_since
            for doubt in self.doubts.values():
                doubt.negatives.clear()
        self.doubts = {_key(row): self.doubts.get(_key(row)) or Doubt(now) for row in rows}

    def of(self, row: Pending) -> Doubt:
        """What is remembered of a row that was kept."""
        return self.doubts[_key(row)]

    def settled_from(self, row: Pending, settle: float) -> float:
        """Elapsed seconds from which on a negative may count."""
        return max(self.of(row).since, self.steady_since) + settle

    def next_look(self, row: Pending, now: float, settle: float, gap: float) -> float:
        """Elapsed seconds at which a whole reading should be made for this row."""
        doubt = self.of(row)
        begin = max(doubt.since, self.steady_since)
        for share in _LOOKS:
            if begin + settle * share > now:
                return begin + settle * share
        return max(doubt.negatives[0] + gap, now) if doubt.negatives else now + gap

    def negative(self, row: Pending, now: float, gap: float) -> bool:
        """Note a valid negative; True when two lie at least `gap` seconds apart."""
        negatives = self.of(row).negatives
        negatives[1:] = [now] if negatives else []
        if not negatives:
            negatives.append(now)
        return negatives[-1] - negatives[0] >= gap > 0 or (gap <= 0 and len(negatives) > 1)


def _key(row: Pending) -> tuple[int, datetime]:
    return row.id, row.changed_at


def second_copies(page: SmsPage, known: Mapping[int, Known]) -> set[int]:
    """Rows of ours of which this answer shows another message than the one we know: sent twice, whenever it came."""
    found: set[int] = set()
    for message in page.messages:
        row = known.get(message.customerid) if message.customerid is not None else None
        if row is not None and row.sms_id != message.id and digits(row.phone) == digits(message.sendto):
            found.add(row.id)
    return found


@dataclass(frozen=True)
class Whole:
    """One strict reading of a window without filters: it may prove something."""

    page: SmsPage
    begin: datetime
    end: datetime
    server_time: datetime
    controls: Collection[int]
    """Rows of ours in the answer, found by reference, whose ids we knew or know now."""

    @property
    def sound(self) -> bool:
        """Well formed, `count` equal to its entries, and a control row in it."""
        return self.page.complete and bool(self.controls)


def controls(page: SmsPage, known: Mapping[int, Known]) -> set[int]:
    """Rows of ours this answer shows by reference: what makes an absence in it worth anything."""
    found: set[int] = set()
    for message in page.messages:
        row = known.get(message.customerid) if message.customerid is not None else None
        if row is not None and row.sms_id == message.id and digits(row.phone) == digits(message.sendto):
            found.add(row.id)
    return found


def counts_as_negative(whole: Whole, row: Pending, *, settled: bool, settle: float, margin: timedelta) -> bool:
    """Whether `row`, not in this answer, is validly absent from it.

    Args:
        whole: the reading.
        row: not found in it.
        settled: enough time has passed on the clock that counts suspend.
        settle: the settle time in seconds.
        margin: how far the window must reach around the claim on both sides.
    """
    if not whole.sound or not settled or not any(control != row.id for control in whole.controls):
        return False
    if whole.server_time < row.claimed_at + timedelta(seconds=settle + _HEADER_S):
        return False
    last = max(row.claimed_at, row.timetosend or row.claimed_at)
    return whole.begin <= row.claimed_at - margin and whole.end >= last + margin
