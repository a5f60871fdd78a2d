"""A phone of the account, its SIMs, and how alive it is."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

DEFAULT_POLL_S = 10
MAX_TAKEN_PER_POLL = 15
TELLS_FOR = timedelta(seconds=75)
"""How long a reading says how alive a phone is: longer than any regular pause between two, shorter than an outage."""


class Reach(StrEnum):
    """How alive a phone is, as far as this computer can know (design/UX.md 4.2)."""

    ONLINE = "online"
    LATE = "late"
    OFFLINE = "offline"
    NOT_SEEN = "not seen"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Sim:
    """One SIM slot; `slot` counts from 0 as on the wire, people see `slot + 1`."""

    slot: int
    carrier: str = ""
    number: str = ""
    country: str = ""
    roaming: bool = False
    icc_id: str = ""
    """Number printed on the card; stays with the SIM wherever it is put."""


@dataclass(frozen=True)
class Device:
    """A phone as getalldevices tells it; all times are aware UTC."""

    id: int
    title: str
    last_seen: datetime | None = None
    created: datetime | None = None
    sims: tuple[Sim, ...] = ()
    number: str = ""
    serial: str = ""
    imei: str = ""
    app_version: str = ""
    app_current: bool | None = None
    poll_s: int | None = None
    delay_s: int | None = None
    subscription: bool | None = None
    nickname: str = ""
    hidden: bool = False
    """Not shown on Devices unless asked for; it sends as before."""
    left_out: bool = False
    """Not chosen for bulk sends by itself."""
    read_at: datetime | None = None
    """When the service told all this, by its own clock; None is this moment."""

    @property
    def name(self) -> str:
        """The owner's own name for the phone, else its title, else its number at the service."""
        return self.nickname or self.title or f"Phone {self.id}"

    @property
    def interval_s(self) -> int:
        """Seconds between two polls of the phone; 10 when the service does not say."""
        return self.poll_s or DEFAULT_POLL_S

    @property
    def late_after(self) -> timedelta:
        """How long after its last sign of life the phone counts as late (design/UX.md 4.2)."""
        return timedelta(seconds=max(3 * self.interval_s + 15, 60))

    @property
    def offline_after(self) -> timedelta:
        """How long after its last sign of life the phone counts as offline (design/UX.md 4.2)."""
        return timedelta(seconds=max(10 * self.interval_s + 60, 300))

    def reach(self, server_now: datetime, *, connected: bool = True) -> Reach:
        """How alive the phone is, as far as is known at `server_now` (aware UTC, the gateway's clock).

        That is how alive it was when it was read: it may have called since. An old reading says nothing any more, for
        then it is this computer that slept or could not ask.
        """
        read_at = self.read_at or server_now
        if not connected or server_now - read_at > TELLS_FOR:
            return Reach.UNKNOWN
        if self.last_seen is None:
            return Reach.NOT_SEEN
        age = read_at - self.last_seen
        if age <= self.late_after:
            return Reach.ONLINE
        return Reach.LATE if age <= self.offline_after else Reach.OFFLINE

    def since(self, reach: Reach) -> datetime | None:
        """When the phone became late or offline, which its last sign of life tells; None for the rest."""
        if self.last_seen is None or reach not in (Reach.LATE, Reach.OFFLINE):
            return None
        return self.last_seen + (self.late_after if reach is Reach.LATE else self.offline_after)

    @property
    def roaming(self) -> bool:
        """Whether any SIM is roaming."""
        return any(sim.roaming for sim in self.sims)
