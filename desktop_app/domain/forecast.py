"""How work is shared between phones and when it will be done: the arithmetic of step Delivery.

Nothing here decides what is handed over (that is `hand_over`); it foretells, and so everything it says is "about".
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from desktop_app.domain.device import MAX_TAKEN_PER_POLL, Device

QuietSpan = Callable[[datetime], tuple[datetime, datetime] | None]
"""The quiet span that holds the moment or comes next: (start, end); None when there are no quiet hours."""

_HOUR = timedelta(hours=1)
_FARTHEST = timedelta(days=400)


def per_hour(device: Device, pace_s: float) -> float:
    """Messages an hour one phone gets at the chosen pace.

    A phone sends about one a second plus half its own random pause, and takes at most 15 a poll
    (gateway-api.md 8), so a faster pace than that changes nothing.

    Args:
        device: the phone.
        pace_s: seconds between two messages of one phone; 0 is "as fast as the phone allows".
    """
    own = max(1.0 + (device.delay_s or 0) / 2, device.interval_s / MAX_TAKEN_PER_POLL)
    return 3600.0 / max(pace_s, own)


def share_by_weight(rows: int, weights: Sequence[float]) -> tuple[int, ...]:
    """Split `rows` in proportion to `weights`; the parts always add up to `rows`.

    The remainder goes to the largest fractions, earlier ones first. With no weight above zero nobody gets a row.
    """
    total = sum(max(weight, 0.0) for weight in weights)
    if total <= 0:
        return (0,) * len(weights)
    exact = [rows * max(weight, 0.0) / total for weight in weights]
    shares = [int(part) for part in exact]
    by_fraction = sorted(range(len(exact)), key=lambda i: (shares[i] - exact[i], i))
    for index in by_fraction[: rows - sum(shares)]:
        shares[index] += 1
    return tuple(shares)


def share_evenly(rows: int, phones: int) -> tuple[int, ...]:
    """Split `rows` so that no two phones differ by more than one."""
    return share_by_weight(rows, [1.0] * phones)


def share_by_hand(rows: int, shares: Sequence[int], changed: int, wanted: int) -> tuple[int, ...]:
    """One phone's share was typed; the others give or take the difference in proportion to what they had.

    Args:
        rows: what all shares add up to.
        shares: before the change.
        changed: index of the share that was typed.
        wanted: the number typed; held to 0..`rows`, and to `rows` where there is no other phone.
    """
    if len(shares) == 1:
        return (rows,)
    wanted = min(max(wanted, 0), rows)
    others = [share for index, share in enumerate(shares) if index != changed]
    weights = [float(share) for share in others] if any(others) else [1.0] * len(others)
    rest = list(share_by_weight(rows - wanted, weights))
    rest.insert(changed, wanted)
    return tuple(rest)


@dataclass(frozen=True)
class Work:
    """What one phone is to send."""

    rows: int
    per_hour: float


@dataclass(frozen=True)
class Hour:
    """One clock hour of the forecast; `sent` has a number for each phone, `quiet` is its share in quiet hours, 0..1."""

    at: datetime
    sent: tuple[float, ...]
    quiet: float = 0.0


@dataclass(frozen=True)
class Forecast:
    """When the work would be done. Times carry the zone of the start that was given."""

    starts: datetime
    """When the first message can go: the chosen start, or the end of the quiet hours it falls into."""
    finishes: datetime
    done: tuple[datetime, ...]
    """The same for each phone."""
    hours: tuple[Hour, ...]
    pauses: int
    """How often quiet hours interrupt it."""


def _open_from(at: datetime, quiet: QuietSpan) -> tuple[datetime, datetime | None]:
    """The next span in which texts may go: (start, end or None for "no end")."""
    span = quiet(at)
    if span is None:
        return at, None
    if span[0] <= at:
        following = quiet(span[1])
        return span[1], following[0] if following else None
    return at, span[0]


def _open_spans(start: datetime, quiet: QuietSpan, needed: timedelta) -> list[tuple[datetime, datetime]]:
    spans: list[tuple[datetime, datetime]] = []
    at, left = start, needed
    while left > timedelta() and at - start < _FARTHEST:
        begin, end = _open_from(at, quiet)
        end = begin + left if end is None else min(end, begin + left)
        spans.append((begin, end))
        left -= end - begin
        at = max(end, begin + timedelta(minutes=1))
    return spans


def forecast(work: Sequence[Work], start: datetime, quiet: QuietSpan) -> Forecast | None:
    """Foretell the end of `work` from `start` (aware, in the zone people read), pausing in quiet hours.

    Returns:
        None when nothing can be sent: no rows, or no phone that sends any.
    """
    times = [timedelta(hours=item.rows / item.per_hour) if item.per_hour > 0 else timedelta() for item in work]
    longest = max(times, default=timedelta())
    if longest <= timedelta():
        return None
    spans = _open_spans(start, quiet, longest)
    done = tuple(_after(spans, time) for time in times)
    return Forecast(
        starts=spans[0][0],
        finishes=max(done),
        done=done,
        hours=_hours(work, start, spans, times, quiet),
        pauses=len(spans) - 1,
    )


def _after(spans: Sequence[tuple[datetime, datetime]], time: timedelta) -> datetime:
    for begin, end in spans:
        if time <= end - begin:
            return begin + time
        time -= end - begin
    return spans[-1][1]


def _hours(
    work: Sequence[Work],
    start: datetime,
    spans: Sequence[tuple[datetime, datetime]],
    times: Sequence[timedelta],
    quiet: QuietSpan,
) -> tuple[Hour, ...]:
    hours: list[Hour] = []
    at = start.replace(minute=0, second=0, microsecond=0)
    while at < spans[-1][1]:
        until = at + _HOUR
        sent = tuple(
            item.per_hour * (_open_within(spans, at, until, time) / _HOUR)
            for item, time in zip(work, times, strict=True)
        )
        hours.append(Hour(at, sent, quiet_share(at, quiet)))
        at = until
    return tuple(hours)


def _open_within(
    spans: Sequence[tuple[datetime, datetime]], begin: datetime, end: datetime, limit: timedelta
) -> timedelta:
    """How much of [begin, end) lies in the spans before `limit` of working time is used up."""
    used = found = timedelta()
    for first, last in spans:
        stop = min(last, first + max(limit - used, timedelta()))
        found += max(min(stop, end) - max(first, begin), timedelta())
        used += stop - first
    return found


def quiet_share(at: datetime, quiet: QuietSpan) -> float:
    """The share of the hour from `at` that lies in quiet hours, 0..1."""
    span = quiet(at)
    if span is None:
        return 0.0
    overlap = min(span[1], at + _HOUR) - max(span[0], at)
    return max(overlap, timedelta()) / _HOUR
