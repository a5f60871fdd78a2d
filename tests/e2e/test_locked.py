"""Another program holds the data file for long: nothing leaves without a record, and all goes out once afterwards."""

import asyncio
import sqlite3
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop_app.demo.faults import Faults
from desktop_app.demo.server import PracticeGateway
from desktop_app.domain.outgoing import CampaignState, PausedBy, State
from desktop_app.store import connection
from tests.e2e.room import queue, room, until

ROWS = 40


async def test_a_locked_data_file_lets_nothing_leave_unrecorded(
    tmp_path: Path,
    gateway: PracticeGateway,
    monkeypatch: pytest.MonkeyPatch,
    expect_log: Callable[[str], None],
) -> None:
    monkeypatch.setattr(connection, "BUSY_TIMEOUT_S", 0.3)
    expect_log("the result of batch 1 cannot be written yet: Another program is using the data")
    gateway.set_faults(Faults({"late_answer": 1.0}, late_answer_s=0.5))  # the file is locked while a call is out
    async with room(tmp_path / "data", gateway, "backlog=4") as services:
        campaign = await queue(services, ROWS, tuple(gateway.account.phones))
        await until(lambda: gateway.entries)
        other = sqlite3.connect(services.folder.database, isolation_level=None, timeout=10)
        other.execute("BEGIN EXCLUSIVE")
        gateway.set_faults(Faults())
        await asyncio.sleep(1)  # what was claimed before has left by now
        left = len(gateway.entries)
        claimed = other.execute("SELECT COUNT(*) FROM outgoing WHERE attempt > 0").fetchone()[0]
        assert left <= claimed, "nothing is at the gateway that is not on this disk"
        await asyncio.sleep(2)
        assert len(gateway.entries) == left, "nothing leaves while it cannot be recorded"
        other.execute("ROLLBACK")
        other.close()

        async with asyncio.timeout(60):
            while (told := await services.store.outbox.campaign(campaign)).counts.get(State.DELIVERED, 0) < ROWS:
                if told.state is CampaignState.PAUSED:
                    assert told.paused_by is PausedBy.DISK
                    await services.sending.resume(campaign)
                await asyncio.sleep(0.1)
    refs = Counter(entry["customerid"] for entry in gateway.entries)
    assert (len(refs), set(refs.values())) == (ROWS, {1})
