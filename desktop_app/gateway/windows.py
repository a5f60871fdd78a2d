"""Reading a span of time whole: split when an answer is too large or cut off, filtered where the service insists.

Only reading is here; what an absence means is decided elsewhere. A garbled answer is asked for again (`again`).
"""

import bisect
import itertools
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol

from desktop_app.clock import Clock
from desktop_app.gateway.again import read_again
from desktop_app.gateway.outcome import GatewayRefused, GatewayUnreadable
from desktop_app.gateway.records import GatewaySms, SmsPage, SmsQuery

SHORTEST = timedelta(seconds=10)
"""A window is not split below this; one that still cannot be read whole is told as incomplete."""
OVERLAP = timedelta(seconds=1)
"""Neighbouring windows share this much on each side: bounds are sent as whole seconds."""
ROUND = 5
"""Nobody caps at a number that is no multiple of this; it decides only where the parts cannot be told apart."""
TOO_FEW = 10
"""No service caps its answers below this many entries."""
MOST_CALLS = 200
"""Calls one reading may take; what is not whole then is told as incomplete."""
IN_ORDER_OF_LIFE = (1, 3, 2, 4, 6, 7, 8, 9, 10, 11, 12, 100, 101)
"""Statuses asked for one after the other: a message that moves on meanwhile is met later, never missed."""
_TOO_LARGE = "too large"


class Reads(Protocol):
    """What a window needs of the client."""

    async def get_all_sms(self, query: SmsQuery) -> SmsPage:
        """Read messages of the account; raises Trouble."""
        ...


@dataclass(frozen=True)
class Window:
    """A span of time to read, by the service's clock; the fewest filters say the most."""

    begin: datetime
    end: datetime
    status: int | None = None
    device_id: int | None = None
    strict: bool = False
    """Rule a hidden cap out (gateway-api.md section 5), at the price of two more calls: for proofs."""


class Windows:
    """Reads windows of one account.

    It remembers whether the service insists on filters, and the largest answer: a cap, if there is one, cuts every
    answer at the same number, so that an answer smaller than one seen before is whole.
    """

    def __init__(self, client: Reads, clock: Clock) -> None:
        self._client = client
        self._clock = clock
        self._insists = False
        self._largest = 0
        self._calls_left = 0

    async def read(self, window: Window, devices: Iterable[int] = ()) -> SmsPage:
        """Everything in `window`, each message once, ascending by id.

        Args:
            window: what to read.
            devices: every phone of the account, for a service that insists on a device and a status.

        Raises:
            NotSignedIn, NoConnection, GatewayUnreadable, GatewayRefused: as the client's `get_all_sms`.
        """
        phones = tuple(devices)
        self._calls_left = MOST_CALLS
        if not self._insists or not phones:  # without a phone to ask for, nothing would be asked, and nothing proven
            try:
                return await self._sure(window, phones)
            except GatewayRefused:
                if not phones or (window.device_id is not None and window.status is not None):
                    raise
        page = _merged([await self._sure(part, phones) for part in _by_status(_by_device([window], phones))])
        self._insists = True
        return page

    async def _sure(self, window: Window, devices: tuple[int, ...]) -> SmsPage:
        page = await self._split(window, devices)
        return await self._uncapped(window, page, devices) if window.strict else page

    async def _split(self, window: Window, devices: tuple[int, ...]) -> SmsPage:
        """One answer, or the parts of one that says itself that it is not whole."""
        page = await self._whole(window)
        if page is not None and (page.count is None or page.count <= len(page.messages)):
            self._largest = max(self._largest, len(page.messages))
            return page
        parts = _parts(window, page, devices, cut=True) if self._calls_left > 0 else []
        if not parts:
            return (
                SmsPage((), None, complete=False, server_time=None) if page is None else replace(page, complete=False)
            )
        return _merged([await self._split(part, devices) for part in parts])

    async def _uncapped(self, window: Window, page: SmsPage, devices: tuple[int, ...]) -> SmsPage:
        """`page` and whatever a hidden cap kept from it; incomplete where that cannot be told.

        Parts of the window that have fewer entries than the whole are whole themselves, and so is their sum.
        """
        entries = len(page.messages)
        if not page.complete or entries < TOO_FEW or entries < self._largest:
            return page
        pages = [page]
        for part in _parts(window, page, devices, cut=False) if self._calls_left > 0 else ():
            found = await self._split(part, devices)
            if len(found.messages) >= entries:
                found = await self._uncapped(part, found, devices)
            pages.append(found)
        if len(pages) > 1:
            return _merged(pages)
        return page if entries % ROUND else replace(page, complete=False)

    async def _whole(self, window: Window) -> SmsPage | None:
        """One answer; None when it was too large to be read."""
        self._calls_left -= 1
        query = SmsQuery(begin=window.begin, end=window.end, status=window.status, device_id=window.device_id)
        try:
            return await read_again(lambda: self._client.get_all_sms(query), self._clock)
        except GatewayUnreadable as unreadable:
            if unreadable.detail != _TOO_LARGE:
                raise
            return None


def _parts(window: Window, page: SmsPage | None, devices: tuple[int, ...], *, cut: bool) -> list[Window]:
    """`window` in parts of which none should hold everything: by time, else by phone, else by status.

    Args:
        window: what was asked for.
        page: the answer; None when it was too large to be read.
        devices: every phone of the account.
        cut: the answer says that it is not whole, so that what it shows is not all there is.
    """
    halfway = window.begin + (window.end - window.begin) / 2
    middle = halfway if page is None or cut else _middle(page)
    if middle is not None and window.end - window.begin > SHORTEST:
        margin = max((window.end - window.begin) / 100, 2 * OVERLAP)  # or a part would be the whole again
        inside = window.begin + margin < middle < window.end - margin
        return _at(window, middle if inside else halfway)
    messages = () if page is None else page.messages
    several = len(devices) > 1 and (cut or len({message.device_id for message in messages}) > 1)
    if window.device_id is None and several:
        return _by_device([window], devices)
    if window.status is None and (cut or len({message.status for message in messages}) > 1):
        return _by_status([window])
    return []


def _middle(page: SmsPage) -> datetime | None:
    """The moment that has fewest messages on its larger side; None when one side would still hold them all."""
    created = sorted(message.created for message in page.messages if message.created is not None)
    if len(created) < len(page.messages):
        return None

    def larger_side(moment: datetime) -> int:
        before = bisect.bisect_right(created, moment + OVERLAP)
        return max(before, len(created) - bisect.bisect_left(created, moment - OVERLAP))

    between = [one + (two - one) / 2 for one, two in itertools.pairwise(created) if two > one]
    middle = min(between, key=larger_side, default=None)
    return middle if middle is not None and larger_side(middle) < len(created) else None


def _at(window: Window, middle: datetime) -> list[Window]:
    return [replace(window, end=middle + OVERLAP), replace(window, begin=middle - OVERLAP)]


def _by_device(windows: Iterable[Window], devices: tuple[int, ...]) -> list[Window]:
    return [
        replace(window, device_id=device)
        for window in windows
        for device in (devices if window.device_id is None else (window.device_id,))
    ]


def _by_status(windows: list[Window]) -> list[Window]:
    """Status by status, each over all windows: a message that moves on meanwhile is met later."""
    codes = IN_ORDER_OF_LIFE if any(window.status is None for window in windows) else (None,)
    return [window if code is None else replace(window, status=code) for code in codes for window in windows]


def _merged(pages: list[SmsPage]) -> SmsPage:
    """Neighbouring windows as one; a message met twice counts as it was met last."""
    messages: dict[int, GatewaySms] = {}
    for page in pages:
        messages.update({message.id: message for message in page.messages})
    times = [page.server_time for page in pages if page.server_time is not None]
    return SmsPage(
        tuple(messages[one] for one in sorted(messages)),
        len(messages),
        complete=all(page.complete for page in pages),
        server_time=min(times, default=None),
    )
