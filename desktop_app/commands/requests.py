"""Requests of the command line as plain values that can cross to another process."""

from dataclasses import asdict, dataclass, fields
from typing import Any, TypeVar

from desktop_app.domain.errors import BadUse


@dataclass(frozen=True)
class Source:
    """Which rows of which file get which text; `None` leaves the choice to the program."""

    file: str
    """Absolute path: the owner of the data folder may run in another directory."""
    sheet: str | None = None
    header: int | None = None
    """The sheet's own number of the heading row; 0 when the first row is data already."""
    to: str | None = None
    """Phone column by heading or letter."""
    text: str | None = None
    text_column: str | None = None
    country: str | None = None
    include_hidden: bool = False


@dataclass(frozen=True)
class SendRequest:
    """A send: its rows and how they go out."""

    source: Source
    devices: tuple[int, ...] = ()
    """Chosen phones; empty takes those that are online, subscribed and not roaming."""
    sim: int | None = None
    at: str | None = None
    """Start, ISO 8601 with its offset; None is now."""
    at_gateway: bool = False
    expire_h: float | None = None
    quiet_off: bool = False
    pace_s: float | None = None
    again: bool = False
    wait: bool = False
    report: str | None = None
    """Absolute path of the report."""


@dataclass(frozen=True)
class ResumeRequest:
    """Going on with everything that is unfinished."""

    wait: bool = False


R = TypeVar("R", SendRequest, ResumeRequest)


def to_values(request: SendRequest | ResumeRequest) -> dict[str, Any]:
    """The request as JSON values."""
    return asdict(request)


def from_values(kind: type[R], values: dict[str, Any]) -> R:
    """The request back from JSON values; unknown names are passed over (a newer program asks an older one).

    Raises:
        BadUse: something is missing or of the wrong kind.
    """
    known = {field.name: values[field.name] for field in fields(kind) if field.name in values}
    try:
        if kind is SendRequest:
            allowed = {field.name for field in fields(Source)}
            known["source"] = Source(**{k: v for k, v in known["source"].items() if k in allowed})
            known["devices"] = tuple(int(device) for device in known.get("devices", ()))
        return kind(**known)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadUse("SMS Desk was asked for something it does not understand.", "Nothing was sent.") from error
