"""What the services ask about rows under way: which are open, what may be on a phone, how a campaign fares."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from desktop_app.domain.outgoing import State
from desktop_app.store.connection import Connection, Database, Row
from desktop_app.store.moves import listed
from desktop_app.store.records import PENDING, Echo, Pending, to_pending
from desktop_app.store.times import from_ms, to_ms

_OPEN = "state IN ('sending', 'unsure', 'ask', 'accepted', 'taken', 'sent')"
"""Word for word the condition of the partial index, or SQLite would not use it."""


@dataclass(frozen=True)
class Known:
    """A row of ours that the service showed before."""

    id: int
    ref: int
    sms_id: int
    phone: str
    claimed_at: datetime


@dataclass(frozen=True)
class Fares:
    """How a campaign fares, for the rules that pause it; rows changed since it was last resumed."""

    last: int
    """Rows with a result, the newest 50 at most."""
    failed: int
    """Failed ones among them."""
    duplicates: int
    refused_alike: int
    """Rows refused for good with the commonest words."""
    refusal: str
    """Those words."""


@dataclass(frozen=True)
class Progress:
    """Where a campaign's rows are, as far as handing over is concerned."""

    queued: dict[tuple[int, int], int]
    """Waiting here, by phone and SIM."""
    states: dict[State, int]
    echo: Echo
    waiting_for_first: int
    """Accepted or taken rows nobody has read back yet: the canary is among them."""


class Following:
    """Reads for `services`; nothing here changes anything."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def open_rows(self, *, sent_since: datetime, watched_since: datetime) -> list[Pending]:
        """Rows whose fate is still open, oldest claim first.

        Args:
            sent_since: sent rows that wait for a receipt are told when they changed since then.
            watched_since: rows that were handed over since then and should not be at the service are told too; one
                that surfaces late is found so.
        """

        def read(connection: Connection) -> list[Pending]:
            since = to_ms(sent_since)
            rows = connection.execute(
                f"SELECT {PENDING} FROM outgoing o JOIN campaign c ON c.id = o.campaign "  # noqa: S608 - our own text
                f"WHERE o.{_OPEN} AND o.state <> 'sending' AND (o.state <> 'sent' OR o.changed_at >= ?)",
                (since,),
            ).fetchall()
            rows += connection.execute(
                f"SELECT {PENDING} FROM outgoing o JOIN campaign c ON c.id = o.campaign "  # noqa: S608 - our own text
                "WHERE o.claimed_at IS NOT NULL AND o.claimed_at >= ? AND o.attempt > 0 "
                "AND o.state IN ('queued', 'refused', 'cancelled')",
                (to_ms(watched_since),),
            ).fetchall()
            return sorted((to_pending(row) for row in rows), key=lambda row: (row.claimed_at, row.id))

        return await self._database.read(read)

    async def repeated(self, since: datetime) -> list[Pending]:
        """Rows claimed since then that were handed over more than once: worth a last look for second copies."""

        def read(connection: Connection) -> list[Pending]:
            rows = connection.execute(
                f"SELECT {PENDING} FROM outgoing o JOIN campaign c ON c.id = o.campaign "  # noqa: S608 - our own text
                "WHERE o.claimed_at IS NOT NULL AND o.claimed_at >= ? AND o.attempt > 1 ORDER BY o.claimed_at, o.id",
                (to_ms(since),),
            )
            return [to_pending(row) for row in rows]

        return await self._database.read(read)

    async def any_open(self, *, sent_since: datetime) -> bool:
        """Whether anything is worth asking the service about."""

        def read(connection: Connection) -> bool:
            found = connection.execute(
                f"SELECT 1 FROM outgoing WHERE {_OPEN} AND state <> 'sending' "  # noqa: S608 - our own text
                "AND NOT (state = 'ask' AND cause = 'left') AND (state <> 'sent' OR changed_at >= ?) LIMIT 1",
                (to_ms(sent_since),),
            )
            return found.fetchone() is not None

        return await self._database.read(read)

    async def known(self, refs: Iterable[int]) -> dict[int, Known]:
        """Rows of ours with these references whose id at the service is known, by reference."""
        wanted = sorted(set(refs))

        def read(connection: Connection) -> dict[int, Known]:
            rows = connection.execute(
                "SELECT id, ref, sms_id, phone, claimed_at FROM outgoing WHERE sms_id IS NOT NULL "
                "AND gateway_status IS NOT NULL AND claimed_at IS NOT NULL AND ref IN (SELECT value FROM json_each(?))",
                (listed(wanted),),
            )
            return {row["ref"]: _known(row) for row in rows}

        return await self._database.read(read)

    async def taken_ids(self, sms_ids: Iterable[int]) -> set[int]:
        """Which of these ids at the service belong to rows of ours."""
        wanted = listed(set(sms_ids))
        return await self._database.read(
            lambda c: {
                row["sms_id"]
                for row in c.execute(
                    "SELECT sms_id FROM outgoing WHERE sms_id IS NOT NULL "
                    "AND sms_id IN (SELECT value FROM json_each(?))",
                    (wanted,),
                )
            }
        )

    async def newest_known(self) -> Known | None:
        """The row of ours the service showed that was claimed last: a control for a proof."""

        def read(connection: Connection) -> Known | None:
            row = connection.execute(
                "SELECT id, ref, sms_id, phone, claimed_at FROM outgoing WHERE claimed_at IS NOT NULL "
                "AND sms_id IS NOT NULL AND gateway_status IS NOT NULL ORDER BY claimed_at DESC LIMIT 1"
            ).fetchone()
            if row is None:
                return None
            return _known(row)

        return await self._database.read(read)

    async def untaken(self, now: datetime, *, canaries: Sequence[int] = ()) -> dict[int, int]:
        """Messages that may be at the service for each phone and are not known to be on it, of every campaign.

        Those the service keeps for a later time do not count; rows that ask do not either, or nothing would go on.

        Args:
            now: the service's time.
            canaries: campaigns whose unsure first messages do not count, so that another one can be tried.
        """

        def read(connection: Connection) -> dict[int, int]:
            rows = connection.execute(
                "SELECT t.device_id, SUM(t.rows) AS n FROM tally t JOIN campaign c ON c.id = t.campaign "
                "WHERE t.state IN ('sending', 'unsure', 'accepted') AND t.rows > 0 AND c.at_gateway = 0 "
                "AND NOT (t.state = 'unsure' AND t.campaign IN (SELECT value FROM json_each(?))) GROUP BY t.device_id",
                (listed(canaries),),
            )
            found: dict[int, int] = {row["device_id"]: row["n"] for row in rows}
            due = connection.execute(
                f"SELECT device_id, COUNT(*) AS n FROM outgoing WHERE {_OPEN} AND state <> 'sent' "  # noqa: S608 - ours
                "AND state IN ('sending', 'unsure', 'accepted') AND timetosend <= ? GROUP BY device_id",
                (to_ms(now),),
            )
            for row in due:
                found[row["device_id"]] = found.get(row["device_id"], 0) + row["n"]
            return found

        return await self._database.read(read)

    async def progress(self, campaign: int) -> Progress:
        """Where a campaign's rows are."""

        def read(connection: Connection) -> Progress:
            queued: dict[tuple[int, int], int] = {}
            states: dict[State, int] = {}
            for row in connection.execute(
                "SELECT state, device_id, sim, rows FROM tally WHERE campaign = ? AND rows > 0", (campaign,)
            ):
                state = State(row["state"])
                states[state] = states.get(state, 0) + row["rows"]
                if state is State.QUEUED:
                    queued[row["device_id"], row["sim"]] = row["rows"]
            echo = connection.execute("SELECT echo FROM campaign WHERE id = ?", (campaign,)).fetchone()["echo"]
            unread = connection.execute(
                "SELECT COUNT(*) FROM outgoing WHERE campaign = ? AND state IN ('sending', 'accepted', 'taken') "
                "AND gateway_status IS NULL",
                (campaign,),
            ).fetchone()[0]
            return Progress(queued, states, Echo(echo), unread)

        return await self._database.read(read)

    async def fares(self, campaign: int) -> Fares:
        """How a campaign fares since it was last resumed."""

        def read(connection: Connection) -> Fares:
            since = connection.execute(
                "SELECT COALESCE(resumed_at, started_at, created) FROM campaign WHERE id = ?", (campaign,)
            ).fetchone()[0]
            last = connection.execute(
                "SELECT state FROM outgoing WHERE campaign = ? AND state IN ('sent', 'delivered', 'failed') "
                "AND changed_at >= ? ORDER BY changed_at DESC, id DESC LIMIT 50",
                (campaign, since),
            ).fetchall()
            duplicates = connection.execute(
                "SELECT COUNT(*) FROM outgoing WHERE campaign = ? AND state = 'duplicate' AND changed_at >= ?",
                (campaign, since),
            ).fetchone()[0]
            refused = connection.execute(
                "SELECT COALESCE(reason, '') AS words, COUNT(*) AS n FROM outgoing WHERE campaign = ? "
                "AND state = 'refused' AND changed_at >= ? GROUP BY words ORDER BY n DESC LIMIT 1",
                (campaign, since),
            ).fetchone()
            return Fares(
                last=len(last),
                failed=sum(row["state"] == State.FAILED.value for row in last),
                duplicates=duplicates,
                refused_alike=refused["n"] if refused else 0,
                refusal=refused["words"] if refused else "",
            )

        return await self._database.read(read)


def _known(row: Row) -> Known:
    return Known(row["id"], row["ref"], row["sms_id"], row["phone"], from_ms(row["claimed_at"]))
