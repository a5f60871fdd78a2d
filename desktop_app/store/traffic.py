"""What each phone and SIM did over a time, and what waits for it, for Devices."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from desktop_app.domain.outgoing import State
from desktop_app.store.connection import Connection, Database
from desktop_app.store.failed_texts import Failures, failures
from desktop_app.store.moves import listed
from desktop_app.store.times import from_ms, to_ms

HOUR = timedelta(hours=1)
_OUT = (State.SENT, State.DELIVERED)
_UNDER_WAY = (State.QUEUED, State.SENDING, State.UNSURE, State.ACCEPTED, State.TAKEN)
_NOT_OUT = (*_UNDER_WAY, State.ASK)


@dataclass(frozen=True)
class PhoneDay:
    """Messages of one phone or SIM: `sent` counts delivered ones too; `waiting` are still on this computer."""

    sent: int = 0
    delivered: int = 0
    failed: int = 0
    waiting: int = 0


@dataclass(frozen=True)
class SimHour:
    """Messages one SIM sent within the hour, or shorter step of the day, that begins at `at` (aware UTC)."""

    device: int
    sim: int
    at: datetime
    sent: int


@dataclass(frozen=True)
class CampaignWaiting:
    """What waits here in one campaign."""

    id: int
    name: str
    rows: int


@dataclass(frozen=True)
class PhoneQueue:
    """What waits for a phone: `handed_over` is at the service or on the phone and cannot be moved."""

    campaigns: tuple[CampaignWaiting, ...] = ()
    handed_over: int = 0

    @property
    def here(self) -> int:
        """Still on this computer."""
        return sum(campaign.rows for campaign in self.campaigns)


class Traffic:
    """Counts by phone. Each is one query over an index of times, or over the tally."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def by_phone(self, since: datetime) -> dict[int, PhoneDay]:
        """What each phone did since a moment (aware), and what waits for it, by the phone's id."""
        days: dict[int, PhoneDay] = {}
        for (device, _), day in (await self.by_sim(since)).items():
            days[device] = _together(days.get(device, PhoneDay()), day)
        return days

    async def by_sim(self, since: datetime) -> dict[tuple[int, int], PhoneDay]:
        """The same for each SIM, by the phone's id and the slot: rows handed over since then, and rows waiting now."""
        return await self._database.read(lambda connection: _by_sim(connection, to_ms(since)))

    async def hours(self, since: datetime, step: timedelta = HOUR) -> list[SimHour]:
        """What each SIM sent in each `step` from `since` (aware; the first one begins there); empty ones left out."""
        begin = to_ms(since)
        hour = step // timedelta(milliseconds=1)

        def read(connection: Connection) -> list[SimHour]:
            rows = connection.execute(
                "SELECT device_id, sim, (claimed_at - ?) / ? AS hour, COUNT(*) AS rows FROM outgoing "
                "WHERE claimed_at >= ? AND superseded = 0 AND state IN ('sent', 'delivered') "
                "GROUP BY 1, 2, 3 ORDER BY 3",
                (begin, hour, begin),
            )
            return [
                SimHour(row["device_id"], row["sim"], from_ms(begin + row["hour"] * hour), row["rows"]) for row in rows
            ]

        return await self._database.read(read)

    async def failures(self, device_id: int, since: datetime, limit: int = 50) -> Failures:
        """Texts of a phone handed over since a moment (aware) that failed or were refused."""
        return await self._database.read(lambda connection: failures(connection, device_id, to_ms(since), limit))

    async def under_way(self) -> dict[int, int]:
        """Messages that are to go out through each phone and have not: here, handed over, and being checked."""

        def read(connection: Connection) -> dict[int, int]:
            rows = connection.execute(
                "SELECT device_id, SUM(rows) AS rows FROM tally WHERE state IN (SELECT value FROM json_each(?)) "
                "AND campaign IN (SELECT id FROM campaign WHERE state NOT IN ('stopped', 'finished')) "
                "GROUP BY device_id HAVING SUM(rows) > 0",
                (listed(state.value for state in _UNDER_WAY),),
            )
            return {row["device_id"]: row["rows"] for row in rows}

        return await self._database.read(read)

    async def waiting_for(self, device_id: int) -> PhoneQueue:
        """What waits for a phone over all campaigns that are not over."""

        def read(connection: Connection) -> PhoneQueue:
            rows = connection.execute(
                "SELECT c.id, c.name, t.state, SUM(t.rows) AS rows FROM tally t JOIN campaign c ON c.id = t.campaign "
                "WHERE t.device_id = ? AND t.rows > 0 AND c.state NOT IN ('stopped', 'finished') "
                "AND t.state IN (SELECT value FROM json_each(?)) GROUP BY c.id, t.state ORDER BY c.id",
                (device_id, listed(state.value for state in _NOT_OUT)),
            ).fetchall()
            here = [row for row in rows if row["state"] == State.QUEUED.value]
            return PhoneQueue(
                tuple(CampaignWaiting(row["id"], row["name"], row["rows"]) for row in here),
                sum(row["rows"] for row in rows) - sum(row["rows"] for row in here),
            )

        return await self._database.read(read)


def _by_sim(connection: Connection, since_ms: int) -> dict[tuple[int, int], PhoneDay]:
    days: dict[tuple[int, int], PhoneDay] = {}
    waiting = connection.execute(
        "SELECT device_id, sim, SUM(rows) AS rows FROM tally WHERE state = 'queued' "
        "GROUP BY device_id, sim HAVING SUM(rows) > 0"
    )
    for row in waiting:
        days[row["device_id"], row["sim"]] = PhoneDay(waiting=row["rows"])
    done = connection.execute(
        "SELECT device_id, sim, state, COUNT(*) AS rows FROM outgoing "
        "WHERE claimed_at >= ? AND superseded = 0 AND state IN ('sent', 'delivered', 'failed', 'refused') "
        "GROUP BY device_id, sim, state",
        (since_ms,),
    )
    for row in done:
        key = row["device_id"], row["sim"]
        state, rows = State(row["state"]), row["rows"]
        day = days.get(key, PhoneDay())
        if state in _OUT:
            delivered = rows if state is State.DELIVERED else 0
            days[key] = replace(day, sent=day.sent + rows, delivered=day.delivered + delivered)
        else:
            days[key] = replace(day, failed=day.failed + rows)
    return days


def _together(one: PhoneDay, other: PhoneDay) -> PhoneDay:
    return PhoneDay(
        one.sent + other.sent,
        one.delivered + other.delivered,
        one.failed + other.failed,
        one.waiting + other.waiting,
    )
