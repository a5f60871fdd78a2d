"""Reading the outbox: pages, counts, lanes. Counts come from the tally the database keeps, never from counting rows."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from desktop_app.domain.outgoing import Campaign, Outgoing, State
from desktop_app.domain.recipient import Group, Mark, PlanRow
from desktop_app.store.adding import REACHED, same_text
from desktop_app.store.connection import Connection, Database
from desktop_app.store.moves import listed
from desktop_app.store.outcome import Outcome, outcome
from desktop_app.store.records import OUTGOING, Lane, from_json, to_campaign, to_outgoing
from desktop_app.store.times import from_ms, to_ms

_DONE = frozenset({State.SENT, State.DELIVERED, State.FAILED, State.REFUSED, State.DUPLICATE})
_DIGITS_FROM = 3


class NoSuchCampaign(KeyError):
    """There is no campaign of that id."""


class Campaigns:
    """What views and the command line read of the outbox."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def campaigns(self, limit: int = 50, offset: int = 0) -> list[Campaign]:
        """Campaigns, newest first."""

        def read(connection: Connection) -> list[Campaign]:
            rows = connection.execute(
                "SELECT * FROM campaign ORDER BY id DESC LIMIT ? OFFSET ?", (limit, offset)
            ).fetchall()
            return [to_campaign(row, counts(connection, row["id"])) for row in rows]

        return await self._database.read(read)

    async def campaign(self, campaign: int) -> Campaign:
        """One campaign.

        Raises:
            NoSuchCampaign: there is none of that id.
        """
        return await self._database.read(lambda connection: one_campaign(connection, campaign))

    async def page(
        self,
        campaign: int,
        *,
        states: frozenset[State] | None = None,
        search: str = "",
        offset: int = 0,
        limit: int = 100,
        newest_first: bool = False,
    ) -> list[Outgoing]:
        """A page of rows: in the sheet's order, or the latest change first."""
        where, values = _filter(campaign, states, search)
        order = "o.changed_at DESC, o.id DESC" if newest_first else "o.row, o.id" if search else "o.id"
        sql = f"SELECT {OUTGOING} FROM outgoing o WHERE {where} ORDER BY {order} LIMIT ? OFFSET ?"  # noqa: S608 - ours

        def read(connection: Connection) -> list[Outgoing]:
            return [to_outgoing(row) for row in connection.execute(sql, (*values, limit, offset))]

        return await self._database.read(read)

    async def total(self, campaign: int, *, states: frozenset[State] | None = None, search: str = "") -> int:
        """How many rows `page` has in all."""

        def read(connection: Connection) -> int:
            if not search.strip():
                found = counts(connection, campaign)
                return sum(rows for state, rows in found.items() if states is None or state in states)
            where, values = _filter(campaign, states, search)
            row = connection.execute(f"SELECT COUNT(*) FROM outgoing o WHERE {where}", values).fetchone()  # noqa: S608
            return int(row[0])

        return await self._database.read(read)

    async def rows(self, ids: frozenset[int]) -> list[Outgoing]:
        """Rows by id, those of `Changes.rows`; ascending."""
        wanted = sorted(ids)

        def read(connection: Connection) -> list[Outgoing]:
            sql = f"SELECT {OUTGOING} FROM outgoing o WHERE o.id IN (SELECT value FROM json_each(?))"  # noqa: S608 - ours
            return [to_outgoing(row) for row in connection.execute(sql, (listed(wanted),))]

        return await self._database.read(read)

    async def lanes(self, campaign: int) -> list[Lane]:
        """What goes through each phone and SIM."""

        def read(connection: Connection) -> list[Lane]:
            rows = connection.execute(
                "SELECT device_id, sim, state, rows FROM tally WHERE campaign = ? AND rows > 0", (campaign,)
            ).fetchall()
            lanes: dict[tuple[int, int], dict[State, int]] = {}
            for row in rows:
                lanes.setdefault((row["device_id"], row["sim"]), {})[State(row["state"])] = row["rows"]
            return [
                Lane(
                    device_id=device,
                    sim=sim,
                    rows=sum(rows for state, rows in found.items() if state is not State.SKIPPED),
                    done=sum(rows for state, rows in found.items() if state in _DONE),
                    waiting=found.get(State.QUEUED, 0),
                    with_phone=found.get(State.ACCEPTED, 0) + found.get(State.TAKEN, 0),
                )
                for (device, sim), found in sorted(lanes.items())
            ]

        return await self._database.read(read)

    async def left_out(self, campaign: int) -> Mapping[Group, int]:
        """Rows of the sheet that were left out before Send, by reason."""

        def read(connection: Connection) -> dict[Group, int]:
            rows = connection.execute(
                "SELECT grp, COUNT(*) AS n FROM left_out WHERE campaign = ? GROUP BY grp", (campaign,)
            )
            return {Group(row["grp"]): row["n"] for row in rows}

        return await self._database.read(read)

    async def left_out_rows(self, campaign: int, offset: int = 0, limit: int = 100) -> list[PlanRow]:
        """A page of the rows that were left out before Send, in the sheet's order."""

        def read(connection: Connection) -> list[PlanRow]:
            rows = connection.execute(
                "SELECT * FROM left_out WHERE campaign = ? ORDER BY row LIMIT ? OFFSET ?", (campaign, limit, offset)
            )
            return [
                PlanRow(
                    row=row["row"],
                    shown_phone=row["shown_phone"],
                    to=None,
                    name=row["name"],
                    text=row["body"],
                    parts=row["parts"],
                    group=Group(row["grp"]),
                    reason=row["reason"],
                    marks=frozenset(Mark(mark) for mark in row["marks"].split(",") if mark),
                    cells=tuple(from_json(row["cells"])),
                )
                for row in rows
            ]

        return await self._database.read(read)

    async def cells(self, campaign: int, offset: int = 0, limit: int = 1000) -> dict[int, tuple[str, ...]]:
        """The owner's own columns of rows that went into the outbox, by sheet row; a page for the report."""

        def read(connection: Connection) -> dict[int, tuple[str, ...]]:
            rows = connection.execute(
                "SELECT row, cells FROM outgoing WHERE campaign = ? AND superseded = 0 ORDER BY id LIMIT ? OFFSET ?",
                (campaign, limit, offset),
            )
            return {row["row"]: tuple(from_json(row["cells"])) for row in rows}

        return await self._database.read(read)

    async def plan_meta(self, campaign: int) -> dict[str, str]:
        """File, sheet, headings (JSON) and the rest of what the plan said about itself."""

        def read(connection: Connection) -> dict[str, str]:
            rows = connection.execute("SELECT key, value FROM campaign_meta WHERE campaign = ?", (campaign,))
            return {row["key"]: row["value"] for row in rows}

        return await self._database.read(read)

    async def fail_causes(self, campaign: int) -> Mapping[int, int]:
        """Rows that failed, by the gateway's code."""

        def read(connection: Connection) -> dict[int, int]:
            rows = connection.execute(
                "SELECT gateway_status, COUNT(*) AS n FROM outgoing WHERE campaign = ? AND state = 'failed' "
                "AND superseded = 0 AND gateway_status IS NOT NULL GROUP BY gateway_status",
                (campaign,),
            )
            return {row["gateway_status"]: row["n"] for row in rows}

        return await self._database.read(read)

    async def outcome(self, campaign: int, most: int = 60) -> Outcome:
        """People texted, SMS used and messages over time, in at most `most` steps."""
        return await self._database.read(lambda connection: outcome(connection, campaign, most))

    async def undecided(self, campaign: int) -> int:
        """Rows that wait for the owner's decision; those left as they are have had it."""

        def read(connection: Connection) -> int:
            row = connection.execute(
                "SELECT COUNT(*) FROM outgoing WHERE campaign = ? AND state = 'ask' AND cause <> 'left' "
                "AND superseded = 0",
                (campaign,),
            ).fetchone()
            return int(row[0])

        return await self._database.read(read)

    async def texted_since(self, when: datetime) -> frozenset[str]:
        """Numbers a text went to, or may have gone to, since `when`; E.164."""

        def read(connection: Connection) -> frozenset[str]:
            rows = connection.execute(
                f"SELECT DISTINCT phone FROM outgoing WHERE claimed_at >= ? AND state IN {REACHED}",  # noqa: S608 - ours
                (to_ms(when),),
            )
            return frozenset(row["phone"] for row in rows)

        return await self._database.read(read)

    async def same_text_recently(self, plan_file: Path, since: datetime) -> list[int]:
        """Sheet rows of a plan whose number and text are those of a message since then, or still waiting."""
        return await self._database.write(lambda connection, _: same_text(connection, to_ms(since)), attach=plan_file)

    async def events(self, row: int) -> list[tuple[datetime, State, State, str]]:
        """What happened to a row: when, from, to, why; oldest first."""

        def read(connection: Connection) -> list[tuple[datetime, State, State, str]]:
            rows = connection.execute("SELECT at, before, after, why FROM event WHERE row = ? ORDER BY id", (row,))
            return [(from_ms(r["at"]), State(r["before"]), State(r["after"]), r["why"]) for r in rows]

        return await self._database.read(read)


def counts(connection: Connection, campaign: int) -> dict[State, int]:
    """Rows by state, from the tally."""
    rows = connection.execute(
        "SELECT state, SUM(rows) AS n FROM tally WHERE campaign = ? GROUP BY state HAVING n > 0", (campaign,)
    )
    return {State(row["state"]): row["n"] for row in rows}


def one_campaign(connection: Connection, campaign: int) -> Campaign:
    """One campaign with its counts.

    Raises:
        NoSuchCampaign: there is none of that id.
    """
    row = connection.execute("SELECT * FROM campaign WHERE id = ?", (campaign,)).fetchone()
    if row is None:
        raise NoSuchCampaign(campaign)
    return to_campaign(row, counts(connection, campaign))


def _filter(campaign: int, states: frozenset[State] | None, search: str) -> tuple[str, tuple[object, ...]]:
    parts = ["o.campaign = ?", "o.superseded = 0"]
    bound: list[object] = [campaign]
    if states is not None:
        parts.append("o.state IN (SELECT value FROM json_each(?))")
        bound.append(listed(sorted(state.value for state in states)))
    words = search.strip()
    if words:
        looks = ["instr(fold(o.name || ' ' || o.shown_phone || ' ' || o.phone || ' ' || o.body), ?) > 0"]
        bound.append(words.casefold())
        digits = "".join(c for c in words if c.isdigit()).lstrip("0")
        if len(digits) >= _DIGITS_FROM and not any(c.isalpha() for c in words):
            looks.append("instr(o.phone, ?) > 0")  # typed as people write it: 0157 529…
            bound.append(digits)
        parts.append(f"({' OR '.join(looks)})")
    return " AND ".join(parts), tuple(bound)
