"""Reading a span of time whole: split when an answer is too large or cut off, filtered where the service insists.

Only reading is here; what an absence means is decided elsewhere. Nothing is repeated: one window, one pass.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol

from desktop_app.gateway.outcome import GatewayRefused, GatewayUnreadable
from desktop_app.gateway.records import GatewaySms, SmsPage, SmsQuery

SHORTEST = timedelta(seconds=10)
"""A window is not split below this; one that still cannot be read whole is told as incomplete."""
TOO_FEW = 10
"""No service caps its answers below this many entries."""
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

    def __init__(self, client: Reads) -> None:
        self._client = client
        self._insists = False
        self._largest = 0

    async def read(self, window: Window, devices: Iterable[int] = ()) -> SmsPage:
        """Everything in `window`, each message once, ascending by id.

        Args:
            window: what to read.
            devices: every phone of the account, for a service that insists on a device and a status.

        Raises:
            NotSignedIn, NoConnection, GatewayUnreadable, GatewayRefused: as the client's `get_all_sms`.
        """
        phones = tuple(devices)
        if not self._insists:
            try:
                return await self._split(window)
            except GatewayRefused:
                if not phones or (window.device_id is not None and window.status is not None):
                    raise
        page = await self._filtered(window, phones)
        self._insists = True
        return page

    async def _filtered(self, window: Window, devices: tuple[int, ...]) -> SmsPage:
        """The same window over every phone and status."""
        phones = devices if window.device_id is None else (window.device_id,)
        codes = IN_ORDER_OF_LIFE if window.status is None else (window.status,)
        return _merged(
            [await self._split(replace(window, device_id=device, status=code)) for code in codes for device in phones]
        )

    async def _split(self, window: Window) -> SmsPage:
        page = await self._whole(window)
        if page is None or (page.count is not None and page.count > len(page.messages)):
            return await self._halves(window, page, window.begin + (window.end - window.begin) / 2)
        entries = len(page.messages)
        maybe_cut = window.strict and entries >= TOO_FEW and entries >= self._largest
        self._largest = max(self._largest, entries)
        if maybe_cut:  # halves that are smaller are whole, and so is their sum
            return await self._halves(window, page, _middle(page, window))
        return page

    async def _halves(self, window: Window, page: SmsPage | None, middle: datetime) -> SmsPage:
        if window.end - window.begin <= SHORTEST:
            return (
                SmsPage((), None, complete=False, server_time=None) if page is None else replace(page, complete=False)
            )
        return _merged(
            [await self._split(replace(window, end=middle)), await self._split(replace(window, begin=middle))]
        )

    async def _whole(self, window: Window) -> SmsPage | None:
        """One answer; None when it was too large to be read."""
        query = SmsQuery(begin=window.begin, end=window.end, status=window.status, device_id=window.device_id)
        try:
            return await self._client.get_all_sms(query)
        except GatewayUnreadable as unreadable:
            if unreadable.detail != _TOO_LARGE:
                raise
            return None


def _middle(page: SmsPage, window: Window) -> datetime:
    """A moment between messages, in the middle of them, where that lies inside the window."""
    created = sorted({message.created for message in page.messages if message.created is not None})
    half = len(created) // 2
    middle = created[half - 1] + (created[half] - created[half - 1]) / 2 if half else window.begin
    margin = (window.end - window.begin) / 100
    if window.begin + margin < middle < window.end - margin:
        return middle
    return window.begin + (window.end - window.begin) / 2


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
