"""The messages of the practice account: stored once, numbered by one rising sequence, found by time or customerid."""

import bisect
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

INCOMING = 5
WAITING = frozenset({1, 3})
FIRST_ID = 62_800_000  # about where the service stood in February 2024


@dataclass(frozen=True)
class Draft:
    """One message as a call asked for it; times are seconds since 1970."""

    sendto: str
    body: str
    device_id: int
    sim: int = 0
    customerid: int | None = None
    timetosend: float | None = None
    urgent: bool | None = None
    asked_customerid: int | None = None
    """The reference the caller sent, even where the account ignores it: the ledger must know it."""


@dataclass(eq=False)
class Message:
    """One stored message. Times are whole seconds since 1970, as in the service's database."""

    id: int
    sendto: str
    body: str
    device_id: int
    sim: int
    customerid: int | None
    created: int
    timetosend: int | None
    urgent: bool | None = None
    status: int = 1
    senttime: int | None = None
    rendered: str | None = field(default=None, repr=False)
    """The wire's words for it, kept until something changes: long lists are asked for again and again."""

    def become(self, status: int, senttime: float | None = None) -> None:
        """Take the next state; `senttime` once the phone has sent it."""
        self.status = status
        if senttime is not None:
            self.senttime = int(senttime)
        self.rendered = None


@dataclass(frozen=True)
class Telegram:
    """A Telegram message the service was asked for; no phone has to do with it, so the ledger has none."""

    telegramid: str
    body: str
    at: datetime
    """By the gateway's clock, aware UTC."""


class Messages:
    """All messages of the account, in the order of their ids, indexed by creation and by customerid."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._last_id = FIRST_ID + rng.randrange(1000)
        self._by_id: dict[int, Message] = {}
        self._by_created: list[tuple[int, int]] = []
        self._by_customerid: dict[int, list[int]] = {}

    def __len__(self) -> int:
        return len(self._by_id)

    def __iter__(self) -> Iterator[Message]:
        return iter(self._by_id.values())

    def get(self, sms_id: int) -> Message | None:
        """The message with that id, unless deleted."""
        return self._by_id.get(sms_id)

    def take_ids(self, count: int) -> list[int]:
        """Ids for one call: consecutive in the call (as recorded), a gap before it (other customers' messages)."""
        first = self._last_id + 1 + self._rng.randrange(40)
        self._last_id = first + count - 1
        return list(range(first, first + count))

    def add(self, message: Message) -> None:
        """Keep `message`."""
        self._last_id = max(self._last_id, message.id)
        self._by_id[message.id] = message
        bisect.insort(self._by_created, (message.created, message.id))
        if message.customerid is not None:
            self._by_customerid.setdefault(message.customerid, []).append(message.id)

    def remove(self, sms_id: int) -> Message | None:
        """Delete a message, as an owner can in the web panel."""
        message = self._by_id.pop(sms_id, None)
        if message is not None:
            del self._by_created[bisect.bisect_left(self._by_created, (message.created, message.id))]
            if message.customerid is not None:
                self._by_customerid[message.customerid].remove(message.id)
        return message

    def created_between(self, begin: float | None, end: float | None) -> list[Message]:
        """Messages created in the span, both ends included, ascending by id."""
        low = 0 if begin is None else bisect.bisect_left(self._by_created, (begin, -1))
        high = len(self._by_created) if end is None else bisect.bisect_right(self._by_created, (end, 1 << 62))
        return self._in_order([sms_id for _, sms_id in self._by_created[low:high]])

    def with_customerid(self, customerid: int) -> list[Message]:
        """Messages with that customerid, ascending by id."""
        return self._in_order(self._by_customerid.get(customerid, ()))

    def _in_order(self, ids: Sequence[int]) -> list[Message]:
        return [self._by_id[sms_id] for sms_id in sorted(ids)]
