"""The file: who may read it, what happens when it cannot be written, and how it grows from version to version."""

import asyncio
import sqlite3
import stat
import sys
from pathlib import Path

import pytest

from desktop_app.domain.errors import Trouble
from desktop_app.store import migrate as migrations
from desktop_app.store.connection import DamagedData, DataInUse, DiskFull, StoreTrouble, explain
from desktop_app.store.database import Store
from desktop_app.store.migrate import Migration, NewerData, all_migrations, statements
from tests.fake_clock import FakeClock
from tests.unit.store.plans import number


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps other rights")
async def test_only_the_owner_may_read_any_of_its_files(store: Store, data_dir: Path) -> None:
    await store.settings.put("a", 1)
    files = [file for file in data_dir.iterdir() if file.is_file()]
    assert {file.name for file in files} >= {"desk.sqlite", "desk.sqlite-wal", "desk.sqlite-shm", "desk.sqlite-mark"}
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}


async def test_what_is_committed_is_synced_and_written_ahead(store: Store) -> None:
    def pragmas(connection: sqlite3.Connection, _: object) -> tuple[object, ...]:
        return tuple(
            connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "foreign_keys")
        )

    assert await store._database.write(pragmas) == ("wal", 2, 1)


async def test_the_reading_connection_cannot_write(store: Store) -> None:
    with pytest.raises(StoreTrouble):
        await store._database.read(lambda c: c.execute("DELETE FROM setting"))


async def test_reading_beside_the_owner_changes_nothing_and_cannot(
    store: Store, data_dir: Path, clock: FakeClock
) -> None:
    await store.do_not_text.add(number(1), "x", "y")
    beside = await Store.open(data_dir / "desk.sqlite", clock, read_only=True)
    assert await beside.do_not_text.numbers() == {number(1)}
    with pytest.raises(StoreTrouble):
        await beside.do_not_text.add(number(2), "x", "y")
    await beside.aclose()


async def test_a_failed_transaction_leaves_nothing_behind_and_the_next_one_works(store: Store) -> None:
    def breaks(connection: sqlite3.Connection, _: object) -> None:
        connection.execute("INSERT INTO setting VALUES ('pace_s', '1')")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await store._database.write(breaks)
    assert (await store.settings.load()).pace_s == 20.0
    assert (await store.settings.save("pace_s", "5")).pace_s == 5.0


async def test_a_file_held_by_another_program_is_said(
    store: Store, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await store._database.write(lambda c, _: c.execute("PRAGMA busy_timeout = 10"))
    other = sqlite3.connect(data_dir / "desk.sqlite", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(DataInUse, match="Another program"):
        await store.settings.put("a", 1)
    other.execute("ROLLBACK")
    other.close()
    await store.settings.put("a", 1)


async def test_a_full_disk_is_said_and_nothing_is_half_written(store: Store) -> None:
    pages = await store._database.write(lambda c, _: c.execute("PRAGMA page_count").fetchone()[0])
    await store._database.write(lambda c, _: c.execute(f"PRAGMA max_page_count = {pages}").fetchone())
    with pytest.raises(DiskFull, match="disk is full"):
        await store.settings.put("a", "x" * 200_000)
    await store._database.write(lambda c, _: c.execute("PRAGMA max_page_count = 1000000").fetchone())
    assert await store.settings.get("a") is None
    await store.settings.put("a", "x")


async def test_a_damaged_file_without_a_backup_is_left_as_it_is_and_said(data_dir: Path, clock: FakeClock) -> None:
    path = data_dir / "desk.sqlite"
    path.write_bytes(b"this is no database at all" * 100)
    with pytest.raises(DamagedData, match="damaged, and there is no backup"):
        await Store.open(path, clock)
    assert path.read_bytes().startswith(b"this is no database")
    assert not list(data_dir.rglob("*damaged*.sqlite*"))


async def test_a_folder_that_cannot_be_written_is_said(data_dir: Path, clock: FakeClock) -> None:
    with pytest.raises((Trouble, OSError)):
        await Store.open(data_dir / "missing" / "desk.sqlite", clock)


def test_what_is_no_known_trouble_is_a_bug() -> None:
    assert explain(sqlite3.OperationalError("no such table: x")) is None


async def test_a_database_of_a_newer_version_is_refused_untouched(data_dir: Path, clock: FakeClock) -> None:
    path = data_dir / "desk.sqlite"
    await (await Store.open(path, clock)).aclose()
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 9999")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(NewerData, match="newer"):
        await Store.open(path, clock)
    assert path.read_bytes() == before


def _migrate(path: Path, steps: list[Migration]) -> int:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.row_factory = sqlite3.Row
    try:
        return migrations.migrate(connection, path, 1, steps)
    finally:
        connection.close()


def test_a_step_is_one_transaction_with_its_record_and_a_copy_is_made_before(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    first, *_ = all_migrations()
    assert _migrate(path, [first]) == 1
    breaks = Migration(2, "breaks", "CREATE TABLE one (a);\nINSERT INTO nowhere VALUES (1);\n")
    with pytest.raises(sqlite3.OperationalError):
        _migrate(path, [first, breaks])
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA user_version").fetchone()[0] == 1
    assert connection.execute("SELECT COUNT(*) FROM migration").fetchone()[0] == 1
    assert connection.execute("SELECT COUNT(*) FROM sqlite_master WHERE name = 'one'").fetchone()[0] == 0
    connection.close()
    copy = tmp_path / "a.before-0002.sqlite"
    assert sqlite3.connect(copy).execute("PRAGMA user_version").fetchone()[0] == 1
    works = Migration(2, "works", "CREATE TABLE one (a);\n")
    assert _migrate(path, [first, works]) == 2
    assert _migrate(path, [first, works]) == 2


def test_triggers_stay_whole_when_a_script_is_taken_apart() -> None:
    (one, two) = statements(
        "CREATE TABLE a (b);\nCREATE TRIGGER t AFTER UPDATE ON a BEGIN\n  SELECT 1;\n  SELECT 2;\nEND;\n"
    )
    assert one.startswith("CREATE TABLE")
    assert two.count("SELECT") == 2
    with pytest.raises(ValueError, match="unfinished"):
        list(statements("SELECT 1"))


async def test_closing_while_something_is_written_finishes_it(data_dir: Path, clock: FakeClock) -> None:
    path = data_dir / "desk.sqlite"
    store = await Store.open(path, clock)
    writing = asyncio.ensure_future(store.settings.put("a", 1))
    await asyncio.sleep(0)
    await store.aclose()
    await writing
    store = await Store.open(path, clock)
    assert await store.settings.get("a") == 1
    await store.aclose()
