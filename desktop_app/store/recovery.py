"""What opening the database does about the last run: nothing is sent, everything in doubt is marked so.

Idempotent: dying in the middle of it and opening again ends in the same place (reliability.md F6).
"""

from dataclasses import dataclass
from pathlib import Path

from desktop_app.domain.errors import Trouble
from desktop_app.domain.outgoing import CampaignState, PausedBy, State
from desktop_app.domain.status import Cause
from desktop_app.store.connection import Connection, Touched
from desktop_app.store.moves import ids_where, is_done, move

RESTORED_NOTE = "These data came from a backup or another computer. Some of these messages may have gone out before."

RESCUED_NOTE = "The data file was damaged. Some of these messages may have gone out before."


@dataclass(frozen=True)
class Recovered:
    """What was found at opening."""

    unsure: int = 0
    """Rows that were being handed over when the last run ended."""
    paused: tuple[int, ...] = ()
    """Campaigns that were sending."""
    restored: bool = False
    """The database is a backup's or another computer's."""
    quarantined: int = 0
    rescued: Path | None = None
    """Where the damaged database is kept whose readable part this one is."""

    @property
    def trouble(self) -> Trouble | None:
        """What people have to know of a rescue."""
        if self.rescued is None:
            return None
        return Trouble(
            "The data file of SMS Desk was damaged. What could be read was taken over, the rest from its last backup.",
            "Nothing goes out before you say so.",
            "The damaged file is kept as {file}.",
            file=str(self.rescued),
        )

    async def tell(self) -> None:
        """Say it where troubles of tasks are said.

        Raises:
            Trouble: there was a rescue.
        """
        trouble = self.trouble
        if trouble is not None:
            raise trouble


def recover(
    connection: Connection, touched: Touched, now: int, *, restored: bool, rescued: Path | None = None
) -> Recovered:
    """Within one transaction: unsure what was "sending", paused what was running, aside what cannot be read."""
    quarantined = _quarantine(connection, touched, now)
    sending = ids_where(connection, "state = 'sending'", ())
    move(
        connection, touched, sending, State.UNSURE, "the program ended while handing it over", now, cause=Cause.RESTART
    )
    running = connection.execute("SELECT id FROM campaign WHERE state IN ('starting', 'sending')").fetchall()
    paused = [row["id"] for row in running if not is_done(connection, row["id"])]
    if restored:
        _doubt_everything(connection, touched, now)
        waiting = connection.execute("SELECT id FROM campaign WHERE state IN ('scheduled', 'paused')")
        paused += [row["id"] for row in waiting]
    note = "" if not restored else RESTORED_NOTE if rescued is None else RESCUED_NOTE
    for campaign in paused:
        connection.execute(
            "UPDATE campaign SET state = ?, paused_by = ?, paused_note = ? WHERE id = ?",
            (CampaignState.PAUSED.value, PausedBy.RESTART.value, note, campaign),
        )
    return Recovered(len(sending), tuple(paused), restored, quarantined, rescued)


def _doubt_everything(connection: Connection, touched: Touched, now: int) -> None:
    """A row that waits here in a backup may long have gone out: the owner decides what cannot be found."""
    for states in ("'queued'", "'accepted', 'taken', 'unsure'"):
        ids = ids_where(connection, f"state IN ({states}) AND superseded = 0", ())
        why = "the database is a restored or copied one"
        for row in ids:
            connection.execute("UPDATE outgoing SET cause = ? WHERE id = ?", (Cause.RESTORED.value, row))
        move(connection, touched, ids, State.UNSURE, why, now, cause=Cause.RESTORED)


def _quarantine(connection: Connection, touched: Touched, now: int) -> int:
    """Rows that cannot be what we wrote are kept, shown and never sent."""
    damaged = ids_where(
        connection,
        "state IN ('queued', 'sending', 'unsure') AND (typeof(body) <> 'text' OR body = '' "
        "OR typeof(phone) <> 'text' OR phone NOT GLOB '+[1-9][0-9]*' OR length(phone) NOT BETWEEN 7 AND 17)",
        (),
    )
    return move(connection, touched, damaged, State.QUARANTINED, "its record cannot be read", now, cause=Cause.DAMAGED)
