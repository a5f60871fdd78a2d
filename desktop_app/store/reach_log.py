"""How alive each phone was, kept over time: only what changed, and when this program watched at all."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import TypeVar

from desktop_app.domain.device import Reach
from desktop_app.domain.reach_history import Change, ReachHistory, Span
from desktop_app.store.connection import Connection, Database, Touched
from desktop_app.store.times import from_ms, to_ms

T = TypeVar("T")

GAP = timedelta(seconds=150)
"""Two readings further apart than this have a time between them of which nothing is known."""
_KEEP_UP = timedelta(seconds=60)
"""How much of watching may be lost in a crash: the end of the stretch is written this often."""
KEPT = timedelta(days=35)


class ReachLog:
    """Records looks at the phones, and tells them as histories."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._span: Span | None = None
        self._written: datetime | None = None
        self._reaches: dict[int, Reach] = {}
        self._told: dict[int, datetime] = {}
        """When each phone was told last; a damaged answer leaves some out."""

    async def saw(self, reaches: Mapping[int, Reach], at: datetime, since: Mapping[int, datetime]) -> None:
        """Keep what a reading showed.

        Args:
            reaches: phones that were told; others keep what they were.
            at: the service's time of the reading, aware UTC.
            since: when a phone became what it is, where that is known better than by this reading.
        """
        span = self._span
        if span is None or not span.begin <= at <= span.end + GAP:
            if span is not None and at < span.begin:
                return  # the service's clock was set back: wait until it has caught up
            span, self._reaches, self._told, self._written = Span(at, at), {}, {}, None
        before = span.end
        changed = {
            device: max(self._told.get(device, before), min(since.get(device, at), at)) if self._written else at
            for device, reach in reaches.items()
            if self._reaches.get(device) is not reach
        }
        span = Span(span.begin, max(span.end, at))
        if self._written is None or changed or span.end - self._written >= _KEEP_UP:
            moments = {device: (moment, reaches[device]) for device, moment in changed.items()}
            await self._write(span, moments, first=self._written is None)
            self._written = span.end
        self._span = span
        self._reaches |= reaches
        self._told |= dict.fromkeys(reaches, span.end)

    async def _write(self, span: Span, changed: Mapping[int, tuple[datetime, Reach]], *, first: bool) -> None:
        def work(connection: Connection, touched: Touched) -> None:
            connection.execute(
                "INSERT INTO watched (begin, until) VALUES (?, ?) ON CONFLICT DO UPDATE SET until = excluded.until",
                (to_ms(span.begin), to_ms(span.end)),
            )
            connection.executemany(
                "INSERT OR REPLACE INTO reach_change (device_id, at, reach) VALUES (?, ?, ?)",
                [(device, to_ms(moment), reach.value) for device, (moment, reach) in changed.items()],
            )
            if first:
                _forget(connection, to_ms(span.begin - KEPT))
            touched.devices = bool(changed)

        await self._database.write(work)

    async def bring_in(self, histories: Mapping[int, ReachHistory]) -> None:
        """Keep lives recorded elsewhere, beside what is here; all phones were watched at the same times."""
        watched = {(to_ms(span.begin), to_ms(span.end)) for history in histories.values() for span in history.watched}

        def work(connection: Connection, touched: Touched) -> None:
            connection.executemany("INSERT OR REPLACE INTO watched (begin, until) VALUES (?, ?)", sorted(watched))
            connection.executemany(
                "INSERT OR REPLACE INTO reach_change (device_id, at, reach) VALUES (?, ?, ?)",
                [
                    (device, to_ms(change.at), change.reach.value)
                    for device, history in histories.items()
                    for change in history.changes
                ],
            )
            touched.devices = True

        await self._database.write(work)

    async def histories(self, begin: datetime, end: datetime) -> dict[int, ReachHistory]:
        """Every phone's life between two moments (aware UTC); a phone that was never read is not among them."""

        def read(connection: Connection) -> dict[int, ReachHistory]:
            watched = _watched(connection, begin, end)
            return {
                device: ReachHistory(watched, tuple(changes)) for device, changes in _changes(connection, begin, end)
            }

        return await self._database.read(read)

    async def reckon(self, device_id: int, begin: datetime, end: datetime, reckon: Callable[[ReachHistory], T]) -> T:
        """What `reckon` makes of one phone's life between two moments (aware UTC), beside the caller's thread.

        The life of a phone that was never read is empty; that of one that comes and goes takes its time to add up.
        """

        def read(connection: Connection) -> T:
            rows = connection.execute(
                "SELECT at, reach FROM reach_change WHERE device_id = :device AND at < :end AND at >= "
                "COALESCE((SELECT MAX(at) FROM reach_change WHERE device_id = :device AND at <= :begin), :begin) "
                "ORDER BY at",
                {"device": device_id, "begin": to_ms(begin), "end": to_ms(end)},
            )
            changes = tuple(Change(from_ms(row["at"]), Reach(row["reach"])) for row in rows)
            return reckon(ReachHistory(_watched(connection, begin, end), changes) if changes else ReachHistory())

        return await self._database.read(read)


def _watched(connection: Connection, begin: datetime, end: datetime) -> tuple[Span, ...]:
    rows = connection.execute(
        "SELECT begin, until FROM watched WHERE until > ? AND begin < ? ORDER BY begin", (to_ms(begin), to_ms(end))
    )
    return tuple(Span(from_ms(row["begin"]), from_ms(row["until"])) for row in rows)


def _changes(connection: Connection, begin: datetime, end: datetime) -> Iterable[tuple[int, list[Change]]]:
    """Changes of every phone within the time, and the last one before it, rising."""
    rows = connection.execute(
        "SELECT device_id, at, reach FROM reach_change WHERE at > :begin AND at < :end UNION "
        "SELECT device_id, MAX(at), reach FROM reach_change WHERE at <= :begin GROUP BY device_id "
        "ORDER BY device_id, at",
        {"begin": to_ms(begin), "end": to_ms(end)},
    )
    found: dict[int, list[Change]] = {}
    for row in rows:
        found.setdefault(row["device_id"], []).append(Change(from_ms(row["at"]), Reach(row["reach"])))
    return found.items()


def _forget(connection: Connection, before: int) -> None:
    """Let go of what is too old to be shown; the last change of each phone stays, a later stretch may need it."""
    connection.execute("DELETE FROM watched WHERE until < ?", (before,))
    connection.execute(
        "DELETE FROM reach_change WHERE at < ? AND at < "
        "(SELECT MAX(at) FROM reach_change AS newer WHERE newer.device_id = reach_change.device_id)",
        (before,),
    )
