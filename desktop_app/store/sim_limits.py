"""How much of a SIM's limit of the day is used: SMS parts of every campaign and test since this computer's midnight."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, tzinfo

from desktop_app.store.connection import Connection, Database
from desktop_app.store.state import LiveState
from desktop_app.store.times import to_ms

Lane = tuple[int, int]
"""A phone's id and a slot."""
_LOOKED_AT = 200
"""Rows in front of a queue among which those are looked for that still fit."""


class SimLimits:
    """Today's use of SIMs, read only; what it means is enforced where rows are claimed."""

    def __init__(self, database: Database, live: LiveState, zone: tzinfo) -> None:
        """`zone` is where midnight is meant."""
        self._database = database
        self._live = live
        self._zone = zone

    def _day(self) -> int:
        return day_begin(self._live.wall(), self._live.server_now(), self._zone)

    async def used(self) -> dict[Lane, int]:
        """SMS parts used today of every SIM that has a limit."""
        return await self._database.read(lambda connection: used(connection, limits(connection), self._day()))

    async def full(self) -> frozenset[Lane]:
        """SIMs whose limit is reached."""

        def read(connection: Connection) -> frozenset[Lane]:
            return frozenset(lane for lane, parts in room(connection, self._day()).items() if parts <= 0)

        return await self._database.read(read)

    async def rows_that_fit(self, campaign: int, lanes: Iterable[Lane], most: int) -> dict[Lane, int]:
        """How many waiting rows of a campaign may still go today, at most `most`, by lanes that have a limit.

        A row that was refused before goes alone, after all others: it counts where nothing else fits.
        """
        wanted = set(lanes)

        def read(connection: Connection) -> dict[Lane, int]:
            left = room(connection, self._day())
            return {
                lane: len(fitting(connection, campaign, lane, parts, most))
                or len(fitting(connection, campaign, lane, parts, 1, refused=True))
                for lane, parts in left.items()
                if lane in wanted
            }

        return await self._database.read(read)


def day_begin(wall: datetime, server_now: datetime, zone: tzinfo) -> int:
    """This computer's last midnight, on the service's clock, by which rows are dated."""
    midnight = wall.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    return to_ms(midnight + (server_now - wall))


def limits(connection: Connection) -> dict[Lane, int]:
    """Every limit, by lane."""
    rows = connection.execute("SELECT device_id, sim, a_day FROM sim_rule WHERE a_day IS NOT NULL")
    return {(row["device_id"], row["sim"]): row["a_day"] for row in rows}


def room(connection: Connection, since: int) -> dict[Lane, int]:
    """SMS parts every SIM with a limit may still send."""
    allowed = limits(connection)
    spent = used(connection, allowed, since)
    return {lane: most - spent.get(lane, 0) for lane, most in allowed.items()}


def used(connection: Connection, lanes: Mapping[Lane, int] | Sequence[Lane], since: int) -> dict[Lane, int]:
    """Parts of rows handed over since then that left the phone or still may; one the carrier did not deliver left."""
    if not lanes:
        return {}
    rows = connection.execute(
        "SELECT device_id, sim, SUM(parts) AS parts FROM outgoing WHERE claimed_at IS NOT NULL AND claimed_at >= ? "
        "AND (state IN ('sending', 'unsure', 'ask', 'accepted', 'taken', 'sent', 'delivered', 'duplicate') "
        "OR (state = 'failed' AND gateway_status = 8)) GROUP BY device_id, sim",
        (since,),
    )
    found = {(row["device_id"], row["sim"]): row["parts"] for row in rows}
    return {lane: found.get(lane, 0) for lane in lanes}


def fitting(
    connection: Connection, campaign: int, lane: Lane, parts: int, most: int, *, refused: bool = False
) -> list[int]:
    """Rows that wait in a lane, in order, as far as `parts` go; a longer one lets shorter ones behind it pass."""
    if parts <= 0 or most <= 0:
        return []
    rows = connection.execute(
        "SELECT id, parts FROM outgoing WHERE campaign = ? AND device_id = ? AND sim = ? AND state = 'queued' "
        "AND (refusals > 0) = ? ORDER BY id LIMIT ?",
        (campaign, *lane, refused, max(most, _LOOKED_AT)),
    )
    chosen: list[int] = []
    for row in rows:
        if row["parts"] <= parts and len(chosen) < most:
            parts -= row["parts"]
            chosen.append(row["id"])
    return chosen
