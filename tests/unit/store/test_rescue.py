"""Backups, and a damaged database: what can be read is saved, what is missing is the backup's, nothing is re-sent."""

import asyncio
import errno
import os
import sqlite3
import stat
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from desktop_app.domain.outgoing import CampaignState, State
from desktop_app.store import backups
from desktop_app.store.claims import Receipt
from desktop_app.store.connection import DamagedData, damage_note
from desktop_app.store.database import Store
from tests.fake_clock import FakeClock
from tests.unit.store.plans import PHONE, Share, number
from tests.unit.store.test_outbox import add

DAMAGED = "the data file was damaged"
TEN = (Share(PHONE, 0, 10),)


async def _opened(data_dir: Path, clock: FakeClock) -> Store:
    return await Store.open(data_dir / "desk.sqlite", clock)


def _flip(path: Path, name: str) -> None:
    """Overwrite the middle page of a table or an index."""
    connection = sqlite3.connect(path)
    pages = [
        page
        for (page,) in connection.execute(
            "SELECT pageno FROM dbstat WHERE name = ? AND pagetype = 'leaf' ORDER BY pageno", (name,)
        )
    ]
    size = connection.execute("PRAGMA page_size").fetchone()[0]
    connection.close()
    content = bytearray(path.read_bytes())
    at = (pages[len(pages) // 2] - 1) * size
    content[at : at + size] = b"\xa5" * size
    path.write_bytes(content)


async def test_a_backup_a_day_is_kept_and_the_newest_few(data_dir: Path, clock: FakeClock) -> None:
    store = await _opened(data_dir, clock)
    for day in range(backups.KEPT + 2):
        await store.do_not_text.add(number(day), "x", "y")
        assert store.backups._is_due()
        made = await store.backups.make()
        assert not store.backups._is_due()
        await clock.advance(24 * 3600)
    kept = backups.all_of(data_dir / "desk.sqlite")
    assert (len(kept), kept[-1]) == (backups.KEPT, made)
    copy = sqlite3.connect(made)
    assert copy.execute("SELECT COUNT(*) FROM do_not_text").fetchone()[0] == backups.KEPT + 2
    copy.close()
    if sys.platform != "win32":
        assert {stat.S_IMODE(file.stat().st_mode) for file in made.parent.iterdir()} == {0o600}
        assert stat.S_IMODE(made.parent.stat().st_mode) == 0o700
    await store.aclose()


async def test_it_is_made_by_itself_and_a_full_disk_only_waits(
    data_dir: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch, expect_log: Callable[[str], None]
) -> None:
    store = await _opened(data_dir, clock)

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "no room")

    expect_log("no backup was made")
    real = os.fsync
    monkeypatch.setattr("desktop_app.store.backups.os.fsync", full)
    running = asyncio.ensure_future(store.backups.run())
    await clock.advance_until(lambda: clock.elapsed() > 1800, step=60)
    assert not list(backups.folder_of(data_dir / "desk.sqlite").iterdir())
    monkeypatch.setattr("desktop_app.store.backups.os.fsync", real)
    await clock.advance_until(lambda: bool(backups.all_of(data_dir / "desk.sqlite")), step=60, limit=8000)
    running.cancel()
    await store.aclose()


async def test_closing_leaves_a_copy_that_is_being_made(
    data_dir: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = await _opened(data_dir, clock)
    await add(store, data_dir, 500)
    monkeypatch.setattr(backups, "_PAGES", 1)
    making = asyncio.ensure_future(store.backups.make())
    await asyncio.sleep(0)
    await store.aclose()
    with pytest.raises(backups._Stopped):
        await making
    assert not list(backups.folder_of(data_dir / "desk.sqlite").iterdir())


@pytest.mark.parametrize("part", ["outgoing_queued", "sqlite_autoindex_outgoing_1"])
async def test_a_damaged_index_costs_nothing_and_sends_nothing(
    data_dir: Path, clock: FakeClock, expect_log: Callable[[str], None], part: str
) -> None:
    expect_log(DAMAGED)
    store = await _opened(data_dir, clock)
    campaign = await add(store, data_dir, 500)
    await store.outbox.record(await store.outbox.claim(campaign, TEN), Receipt("accepted"))
    await store.do_not_text.add(number(9000), "by hand", "asked")
    rows = {row.ref: row.body for row in await store.outbox.page(campaign, limit=1000)}
    await store.aclose()
    path = data_dir / "desk.sqlite"
    _flip(path, part)
    before = path.read_bytes()
    store = await _opened(data_dir, clock)
    kept = store.recovered.rescued
    assert kept is not None
    assert kept.read_bytes() == before
    told = await store.outbox.campaign(campaign)
    assert told.counts == {State.UNSURE: 500}
    assert told.state is CampaignState.PAUSED
    assert "damaged" in told.paused_note
    assert {row.ref: row.body for row in await store.outbox.page(campaign, limit=1000)} == rows
    assert await store.do_not_text.numbers() == {number(9000)}
    assert (await store.outbox.claim(campaign, TEN)).rows == ()
    fresh = await add(store, data_dir, [("+4915799999999", "new")])
    assert not rows.keys() & {row.ref for row in await store.outbox.page(fresh)}
    await store.aclose()
    store = await _opened(data_dir, clock)
    assert store.recovered.rescued is None
    assert not store.recovered.restored
    await store.aclose()


async def test_what_cannot_be_read_comes_from_the_backup_in_doubt(
    data_dir: Path, clock: FakeClock, expect_log: Callable[[str], None]
) -> None:
    expect_log(DAMAGED)
    store = await _opened(data_dir, clock)
    campaign = await add(store, data_dir, 500)
    await store.do_not_text.add(number(9000), "by hand", "asked")
    await store.backups.make()
    batch = await store.outbox.claim(campaign, TEN)
    await store.outbox.record(batch, Receipt("accepted"))
    await store.do_not_text.add(number(9001), "by hand", "asked later")
    await store.aclose()
    path = data_dir / "desk.sqlite"
    _flip(path, "outgoing")
    store = await _opened(data_dir, clock)
    assert store.recovered.restored
    assert (await store.outbox.campaign(campaign)).counts == {State.UNSURE: 500}
    assert await store.do_not_text.numbers() == {number(9000), number(9001)}
    await store.aclose()
    check = sqlite3.connect(path)
    assert check.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    assert check.execute("PRAGMA foreign_key_check").fetchall() == []
    check.close()


async def test_a_file_of_rubbish_is_replaced_by_its_backup(
    data_dir: Path, clock: FakeClock, expect_log: Callable[[str], None]
) -> None:
    expect_log(DAMAGED)
    store = await _opened(data_dir, clock)
    campaign = await add(store, data_dir, 5)
    await store.backups.make()
    await store.aclose()
    path = data_dir / "desk.sqlite"
    path.write_bytes(b"this is no database at all" * 100)
    store = await _opened(data_dir, clock)
    assert store.recovered.rescued is not None
    assert store.recovered.rescued.read_bytes().startswith(b"this is no database")
    assert (await store.outbox.campaign(campaign)).counts == {State.UNSURE: 5}
    await store.aclose()


async def test_damage_met_on_the_way_keeps_the_good_backups_and_is_looked_for_at_the_next_start(
    data_dir: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch, expect_log: Callable[[str], None]
) -> None:
    expect_log(DAMAGED)
    monkeypatch.setattr("desktop_app.store.database._CHECKED_WHOLE", 0)
    path = data_dir / "desk.sqlite"
    store = await _opened(data_dir, clock)
    await add(store, data_dir, 500)
    good = await store.backups.make()
    await store.aclose()
    _flip(path, "sqlite_autoindex_outgoing_1")
    store = await _opened(data_dir, clock)
    await clock.advance(timedelta(days=2).total_seconds())
    with pytest.raises(DamagedData, match="start it again"):
        await store.backups.make()
    assert backups.all_of(path) == [good]
    assert damage_note(path).exists()
    await store.aclose()
    store = await _opened(data_dir, clock)
    assert store.recovered.rescued is not None
    assert not damage_note(path).exists()
    await store.aclose()
