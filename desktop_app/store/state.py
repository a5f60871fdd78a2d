"""Live facts, in memory only: connection, the service's clock, phones, why a campaign waits. Loop's thread only."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from desktop_app.clock import Clock, people_seconds
from desktop_app.domain.device import Device
from desktop_app.domain.outgoing import WaitingFor
from desktop_app.store.connection import News, Touched

_HEADER_IS_WHOLE = timedelta(seconds=1.5)
"""Date headers have whole seconds: less than this is no news about the service's clock."""


@dataclass(frozen=True)
class Waiting:
    """Why a campaign hands nothing over at this moment; `note` is a sentence for people, or empty."""

    waiting: WaitingFor = WaitingFor.NOTHING
    until: datetime | None = None
    note: str = ""


class LiveState:
    """What is true now and nobody needs to remember. Every change is told as `Changes(live=True)`."""

    def __init__(self, clock: Clock, news: News) -> None:
        self._clock = clock
        self._news = news
        self._server: tuple[datetime, float] | None = None
        """A moment of the service's clock, and when it was on the one here that never jumps."""
        self._no_network = False
        self.connected: bool | None = None
        """Whether the last call reached the service; None before the first."""
        self.connected_since: datetime | None = None
        """When the present value of `connected` began."""
        self.updated_at: datetime | None = None
        """When the phones were read last, by the service's clock."""
        self.devices: tuple[Device, ...] = ()
        self.signed_in = False
        self.opt_outs = 0
        """How often numbers joined the do-not-text list in this run: what was claimed before must not leave after."""
        self.steady_since = clock.elapsed()
        """On the clock that counts suspend: the start, or the last wake, clock jump or change of network. Proofs of
        absence count from here (reliability.md 2.4)."""
        self.slowest_s = 0.0
        """The slowest answer of this run."""
        self.read_at: float | None = None
        """On the same clock: when messages were last read whole at the service."""
        self.devices_read = 0
        """How often the phones were read in this run."""
        self.campaign: dict[int, Waiting] = {}
        self.next_at: dict[tuple[int, int], datetime] = {}
        """When the pace lets the next message of a phone and SIM go, by the service's clock."""

    def server_now(self) -> datetime:
        """The service's time, aware UTC; this computer's as long as the service has not told it.

        It goes on by the clock that counts suspend: setting this computer's time of day does not move it.
        """
        if self._server is None:
            return self._clock.wall()
        told, at = self._server
        return told + timedelta(seconds=self._clock.elapsed() - at)

    def wall(self) -> datetime:
        """This computer's time, aware UTC: what quiet hours, starts and ends go by."""
        return self._clock.wall()

    def seconds_left(self, until: datetime) -> float:
        """Seconds people at the computer have until then, by this computer's clock; negative when it has passed."""
        return people_seconds(self._clock, (until - self._clock.wall()).total_seconds())

    @property
    def clock_off_s(self) -> float:
        """How far this computer's clock is behind the service's; 0 as long as that is not known."""
        return (self.server_now() - self._clock.wall()).total_seconds() if self._server is not None else 0.0

    def heard(self, server_time: datetime | None, took_s: float = 0.0) -> None:
        """An answer came: its Date header, and how long it took."""
        self.slowest_s = max(self.slowest_s, took_s)
        if server_time is None:
            return
        if self._server is None or abs(server_time - self.server_now()) > _HEADER_IS_WHOLE:
            self._server = server_time, self._clock.elapsed()
            self._tell()

    def set_connected(self, connected: bool, *, no_network: bool = False) -> None:
        """A call reached the service, or could not; with `no_network` this computer had no way out at all."""
        self._no_network = self._no_network or (no_network and not connected)
        if connected is self.connected:
            return
        if connected and self._no_network:  # it may be another network now
            self._no_network = False
            self.disturbed()
        self.connected = connected
        self.connected_since = self._clock.wall()
        self._tell()

    def disturbed(self) -> None:
        """The computer slept, its clock jumped or its network changed: what was proven by waiting starts anew."""
        self.steady_since = self._clock.elapsed()

    def set_signed_in(self, signed_in: bool) -> None:
        """Whether there is a token the service has not refused."""
        if signed_in is not self.signed_in:
            self.signed_in = signed_in
            self._tell()

    def set_devices(self, devices: Iterable[Device]) -> None:
        """The phones, as just read."""
        self.devices = tuple(devices)
        self.updated_at = self.server_now()
        self.devices_read += 1
        self._tell()

    def mark_devices(self, devices: Iterable[Device]) -> None:
        """The same phones under the names and marks the owner has just given them."""
        self.devices = tuple(devices)
        self._tell()

    def mark_read(self) -> None:
        """Messages were read whole just now."""
        self.read_at = self._clock.elapsed()

    def wait(self, campaign: int, waiting: Waiting | None) -> None:
        """Why a campaign hands nothing over, or that it does."""
        if waiting == self.campaign.get(campaign):
            return
        if waiting is None:
            del self.campaign[campaign]
        else:
            self.campaign[campaign] = waiting
        self._tell(campaign)

    def set_next_at(self, next_at: Mapping[tuple[int, int], datetime]) -> None:
        """When the pace lets phones have their next messages."""
        if dict(next_at) != self.next_at:
            self.next_at = dict(next_at)
            self._tell()

    def _tell(self, campaign: int | None = None) -> None:
        self._news.tell(Touched(campaigns=set() if campaign is None else {campaign}, live=True))
