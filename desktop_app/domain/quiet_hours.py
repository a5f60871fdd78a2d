"""Quiet hours: a daily span of local time in which nothing is handed over."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from desktop_app.domain.errors import BadUse

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class QuietHours:
    """A daily span; `begin` after `end` goes over midnight, both equal is the whole day."""

    begin: time
    end: time

    def span(self, at: datetime) -> tuple[datetime, datetime]:
        """The quiet span that holds `at` or comes next, in the zone of `at` (aware; its clock is meant).

        The span holds its start and not its end.
        """
        day = at.date() - _DAY
        while True:
            begin = datetime.combine(day, self.begin, at.tzinfo)
            last = day if self.begin < self.end else day + _DAY
            end = datetime.combine(last, self.end, at.tzinfo)
            if end.astimezone(UTC) > at.astimezone(UTC):
                return begin, end
            day += _DAY

    def holds(self, at: datetime) -> bool:
        """Whether `at` is within quiet hours."""
        return self.span(at)[0].astimezone(UTC) <= at.astimezone(UTC)


def parse(text: str) -> QuietHours | None:
    """Quiet hours from `20:00-08:00`; None for `off` or nothing.

    Raises:
        BadUse: neither.
    """
    plain = text.strip().lower().replace("–", "-")
    if plain in {"", "off"}:
        return None
    try:
        begin, end = (time.fromisoformat(part.strip().zfill(5)) for part in plain.split("-"))
    except ValueError as error:
        raise BadUse(
            "{text} is not a span of time.", "", "Write quiet hours like 20:00-08:00, or off.", text=text
        ) from error
    if begin.tzinfo or end.tzinfo:
        raise BadUse("{text} is not a span of time.", "", "Write quiet hours like 20:00-08:00, or off.", text=text)
    return QuietHours(begin, end)
