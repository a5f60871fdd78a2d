"""What goes to the gateway and what it tells, as plain records: text is cleaned, times are aware UTC, ids are ints."""

from dataclasses import dataclass, field
from datetime import datetime

from desktop_app.domain.device import Device


@dataclass(frozen=True)
class SendItem:
    """One message to hand over: one recipient, one reference."""

    sendto: str
    """E.164 with `+`; exactly one number."""
    body: str
    device_id: int
    sim: int
    """Slot 0 or 1; other values would be other channels (gateway-api.md 2.13)."""
    customerid: int | None
    """Our reference, 1..2147483647; None only for a single text that no row stands behind, such as a test."""
    timetosend: datetime | None = None
    """Aware; None sends at once."""
    urgent: bool = False


@dataclass(frozen=True)
class SmsQuery:
    """Filters of getallsms; None leaves one out. `begin` and `end` are aware."""

    begin: datetime | None = None
    end: datetime | None = None
    device_id: int | None = None
    status: int | None = None
    sim: int | None = None
    customerid: int | None = None
    onlycount: bool = False
    phone: str | None = None
    orderbydesc: bool = False
    timezone: str | None = None
    """IANA name; what it shifts is not documented."""


@dataclass(frozen=True)
class GatewaySms:
    """One message of the account, outgoing or incoming (status 5; then `sendto` is the sender)."""

    id: int
    sendto: str
    body: str
    customerid: int | None
    """None for none, 0 and null alike."""
    status: int | None
    """The service's number, also one we do not know."""
    title: str
    device_id: int | None
    sim: int | None
    created: datetime | None
    senttime: datetime | None
    timetosend: datetime | None
    urgent: bool | None
    paket_id: int | None


@dataclass(frozen=True)
class SmsPage:
    """An answer of getallsms, messages rising by id."""

    messages: tuple[GatewaySms, ...]
    count: int | None
    """What the service says it found; None when it does not say."""
    complete: bool
    """Every entry well formed, no id twice, and `count` equal to the entries: only then may absence mean anything."""
    server_time: datetime | None


@dataclass(frozen=True)
class DevicePage:
    """An answer of getalldevices, in the service's order."""

    devices: tuple[Device, ...]
    server_time: datetime | None
    complete: bool = True
    """Every entry was a readable phone and `count`, where told, equals the entries."""


@dataclass(frozen=True)
class DeviceStatus:
    """An answer of getdevicestatus; `last_seen` and `silent_s` are None for a phone that never called."""

    device_id: int | None
    title: str
    last_seen: datetime | None
    silent_s: int | None
    """Seconds since then by the service's clock, perhaps in whole minutes."""
    online: bool | None
    """The service's own opinion; when it changes is not documented, so go by `last_seen`."""
    server_time: datetime | None


@dataclass(frozen=True)
class Call:
    """One POST: the method below `/getdata/` and its form body, which holds secrets and is never shown."""

    method: str
    body: bytes = field(repr=False)
