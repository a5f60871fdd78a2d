"""Times as the database holds them: whole milliseconds since 1970, UTC."""

from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


def to_ms(at: datetime) -> int:
    """An aware time as milliseconds."""
    return (at - _EPOCH) // _MILLISECOND


def to_ms_or_none(at: datetime | None) -> int | None:
    """The same, where there may be none."""
    return None if at is None else to_ms(at)


def from_ms(ms: int) -> datetime:
    """Milliseconds as an aware UTC time."""
    return _EPOCH + timedelta(milliseconds=ms)


def from_ms_or_none(ms: int | None) -> datetime | None:
    """The same, where there may be none."""
    return None if ms is None else from_ms(ms)
