"""What each phone did today and what waits for it, for the cards of Devices."""

from dataclasses import dataclass, replace

from desktop_app.domain.outgoing import State
from desktop_app.store.connection import Connection


@dataclass(frozen=True)
class PhoneDay:
    """Messages of one phone: `sent` counts delivered ones too; `waiting` are still on this computer."""

    sent: int = 0
    delivered: int = 0
    failed: int = 0
    waiting: int = 0


def by_phone(connection: Connection, since_ms: int) -> dict[int, PhoneDay]:
    """Counts by phone: of rows handed over since `since_ms`, and of rows waiting now, whenever they were queued."""
    days: dict[int, PhoneDay] = {}
    waiting = connection.execute(
        "SELECT device_id, SUM(rows) AS rows FROM tally WHERE state = 'queued' GROUP BY device_id HAVING SUM(rows) > 0"
    )
    for row in waiting.fetchall():
        days[row["device_id"]] = PhoneDay(waiting=row["rows"])
    done = connection.execute(
        "SELECT device_id, state, COUNT(*) AS rows FROM outgoing "
        "WHERE claimed_at >= ? AND superseded = 0 AND state IN ('sent', 'delivered', 'failed', 'refused') "
        "GROUP BY device_id, state",
        (since_ms,),
    )
    for row in done.fetchall():
        day = days.get(row["device_id"], PhoneDay())
        state, rows = State(row["state"]), row["rows"]
        if state in (State.FAILED, State.REFUSED):
            day = replace(day, failed=day.failed + rows)
        elif state is State.DELIVERED:
            day = replace(day, sent=day.sent + rows, delivered=rows)
        else:
            day = replace(day, sent=day.sent + rows)
        days[row["device_id"]] = day
    return days
