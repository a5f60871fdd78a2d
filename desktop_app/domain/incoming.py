"""A text that came in (status 5 on the wire)."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Incoming:
    """One incoming message; `gateway_id` is unique in the account, `at` is aware UTC."""

    gateway_id: int
    sender: str
    body: str
    at: datetime
    device_id: int | None = None
    sim: int | None = None
