"""How many messages go to which phone now, or what to wait for: pure, and the only place that decides it.

ARCHITECTURE decision 3: the hand-over is the pace. Nothing for late or offline phones, nothing in quiet hours, and
less and less in the time before them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import ceil, floor

from desktop_app.domain.device import MAX_TAKEN_PER_POLL, Reach
from desktop_app.domain.outgoing import Share, WaitingFor
from desktop_app.domain.quiet_hours import QuietHours

MAX_BACKLOG = 100
"""Never more untaken messages on one phone: the API cannot take them back (reliability.md A6)."""
MAX_BATCH = 50
"""Never more in one call (gateway-api.md section 5)."""


@dataclass(frozen=True)
class Phone:
    """A phone as far as handing over is concerned."""

    device_id: int
    reach: Reach
    interval_s: float
    """Seconds between two of its polls."""
    untaken: int
    """Messages of every campaign that may be at the service for it and are not known to be on the phone."""
    ready_in_s: float = 0.0
    """Seconds until the pace lets the next one go; negative when that moment has passed."""


@dataclass(frozen=True)
class Queue:
    """What waits on this computer for one phone and SIM; `cap` is what the SIM may still send, None for no limit."""

    device_id: int
    sim: int
    rows: int
    cap: int | None = None


@dataclass(frozen=True)
class Work:
    """A campaign as far as handing over is concerned."""

    queues: tuple[Queue, ...]
    pace_s: float
    """Seconds between two messages of one phone; 0 is as fast as the phone allows."""
    quiet: QuietHours | None = None
    start_at: datetime | None = None
    not_after: datetime | None = None
    at_gateway: bool = False
    """The service keeps the time: pace and quiet hours are in the times handed over with the messages."""
    alone: bool = False
    """One message a call: the first of a campaign, or an account that does not tell our references back."""


@dataclass(frozen=True)
class Rules:
    """The settings that matter here, in their units."""

    backlog: int = 0
    batch_max: int = MAX_BATCH
    taper_s: float = 900.0
    poll_s: float = 5.0


@dataclass(frozen=True)
class HandOver:
    """What to do now: `shares` to hand over, or nothing and why, with the moment to look again where it is known."""

    shares: tuple[Share, ...] = ()
    waiting: WaitingFor = WaitingFor.NOTHING
    until: datetime | None = None
    late: bool = False
    """"Don't send after" has passed: the owner decides."""

    @property
    def rows(self) -> int:
        """Messages in `shares`."""
        return sum(share.rows for share in self.shares)


def allowance(interval_s: float, pace_s: float, rules: Rules) -> int:
    """Untaken messages one phone may have: what the pace lets it send until we know that it polled again."""
    if rules.backlog > 0:
        return min(rules.backlog, MAX_BACKLOG)
    if pace_s <= 0:
        return MAX_TAKEN_PER_POLL
    return max(1, min(ceil((interval_s + rules.poll_s) / pace_s), MAX_TAKEN_PER_POLL))


def decide(now: datetime, work: Work, phones: Mapping[int, Phone], rules: Rules) -> HandOver:
    """Decide what `work` hands over at `now`.

    Args:
        now: aware, in the zone people's quiet hours are meant in.
        work: the campaign.
        phones: every phone of the account by id; a phone that is missing is treated as not seen.
        rules: the owner's settings.
    """
    queues = [queue for queue in work.queues if queue.rows > 0]
    if not queues:
        return HandOver()
    if work.not_after is not None and now >= work.not_after:
        return HandOver(late=True)
    most = 1 if work.alone else max(1, min(rules.batch_max, MAX_BATCH))
    if work.at_gateway:
        shares = _share(queues, _rows_by_phone(queues), most)
        return HandOver(shares) if shares else _limit_reached(now)
    if work.start_at is not None and now < work.start_at:
        return HandOver(waiting=WaitingFor.START, until=work.start_at)
    return _by_pace(now, work, queues, phones, rules, most)


def _rows_by_phone(queues: Sequence[Queue]) -> dict[int, int]:
    rows: dict[int, int] = {}
    for queue in queues:
        rows[queue.device_id] = rows.get(queue.device_id, 0) + queue.rows
    return rows


def _by_pace(
    now: datetime, work: Work, queues: Sequence[Queue], phones: Mapping[int, Phone], rules: Rules, most: int
) -> HandOver:
    if work.quiet is not None and work.quiet.holds(now):
        return HandOver(waiting=WaitingFor.QUIET_HOURS, until=work.quiet.span(now)[1])
    queues = [queue for queue in queues if queue.cap is None or queue.cap > 0]
    if not queues:
        return _limit_reached(now)
    used = [phones.get(device) or Phone(device, Reach.NOT_SEEN, 10, 0) for device in {q.device_id for q in queues}]
    online = [phone for phone in used if phone.reach is Reach.ONLINE]
    if not online:
        unknown = all(phone.reach is Reach.UNKNOWN for phone in used)
        return HandOver(waiting=WaitingFor.CONNECTION if unknown else WaitingFor.PHONES)
    allowed = {phone.device_id: _tapered(now, work, phone, rules) for phone in online}
    if work.quiet is not None and not any(allowed.values()):
        return HandOver(waiting=WaitingFor.QUIET_HOURS, until=work.quiet.span(now)[1])
    places = {phone.device_id: _free(phone, work.pace_s, allowed[phone.device_id]) for phone in online}
    shares = _share(queues, places, most)
    if shares:
        return HandOver(shares)
    waits = [phone.ready_in_s for phone in online if phone.ready_in_s > 0 and phone.untaken < allowed[phone.device_id]]
    return HandOver(waiting=WaitingFor.PACE, until=now + timedelta(seconds=min(waits)) if waits else None)


def _limit_reached(now: datetime) -> HandOver:
    """Limits count by this computer's midnight."""
    midnight = (now + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    return HandOver(waiting=WaitingFor.LIMIT, until=midnight)


def _tapered(now: datetime, work: Work, phone: Phone, rules: Rules) -> int:
    """The allowance, less and less before quiet hours: what is handed over then must still be sent before them."""
    full = allowance(phone.interval_s, work.pace_s, rules)
    if work.quiet is None or rules.taper_s <= 0:
        return full
    left = (work.quiet.span(now)[0].astimezone(UTC) - now.astimezone(UTC)).total_seconds()  # an hour may be missing
    if left >= rules.taper_s:
        return full
    nothing_from = min(3 * phone.interval_s + 15, rules.taper_s)  # a phone that is online may poll this late
    share = (left - nothing_from) / (rules.taper_s - nothing_from) if rules.taper_s > nothing_from else 0.0
    return max(ceil(full * share), 0)


def _free(phone: Phone, pace_s: float, allowed: int) -> int:
    places = allowed - phone.untaken
    if pace_s > 0:
        due = 0 if phone.ready_in_s > 0 else 1 + floor(-phone.ready_in_s / pace_s)
        places = min(places, due)
    return max(places, 0)


def _share(queues: Sequence[Queue], places: Mapping[int, int], most: int) -> tuple[Share, ...]:
    """Deal `most` messages out one by one, so that no phone or SIM waits for another."""
    left = dict(places)
    room = [queue.rows if queue.cap is None else min(queue.rows, queue.cap) for queue in queues]
    given = [0] * len(queues)
    dealt = -1
    while dealt and sum(given) < most:
        dealt = 0
        for index, queue in enumerate(queues):
            if given[index] < room[index] and left.get(queue.device_id, 0) > 0 and sum(given) < most:
                given[index] += 1
                left[queue.device_id] -= 1
                dealt += 1
    return tuple(Share(q.device_id, q.sim, n) for q, n in zip(queues, given, strict=True) if n)
