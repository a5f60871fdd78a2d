import asyncio
import errno
import json
import os
import signal
import stat
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest

from desktop_app.domain.errors import BadUse, NoConnection
from desktop_app.instance import Owner, Visit, claim, enter, visit
from desktop_app.paths import DataFolder
from tests.fake_clock import until

ROOT = Path(__file__).parents[2]


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    made = DataFolder(tmp_path / "data")
    made.prepare()
    return made


@pytest.fixture
async def owner(folder: DataFolder) -> AsyncIterator[Owner]:
    made = claim(folder)
    assert made is not None
    yield made
    await made.aclose()


async def ask(folder: DataFolder, command: dict[str, Any]) -> tuple[int, list[dict[str, Any]]]:
    said: list[dict[str, Any]] = []
    connection = await asyncio.to_thread(visit, folder)
    assert connection is not None
    return await asyncio.to_thread(connection.ask, command, said.append), said


async def echo(command: dict[str, Any], tell: Callable[[dict[str, Any]], None]) -> int:
    tell({"line": command["text"]})
    tell({"line": "done"})
    return int(command["code"])


async def test_a_second_process_is_no_owner(folder: DataFolder, owner: Owner) -> None:
    assert claim(folder) is None


async def test_a_lock_that_cannot_be_opened_is_said_in_words(folder: DataFolder) -> None:
    folder.lock.mkdir()
    with pytest.raises(BadUse, match=r"cannot be used: .*Name another one with --data-dir") as caught:
        enter(folder)
    assert str(folder.root) in caught.value.sentence


@pytest.mark.skipif(sys.platform == "win32", reason="another lock")
async def test_a_disk_without_locks_is_not_taken_for_a_second_owner(
    folder: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_locks(_file: int, _how: int) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr("desktop_app.instance.fcntl.flock", no_locks)
    with pytest.raises(BadUse, match="No locks available"):
        enter(folder)


async def test_a_door_that_cannot_be_written_is_said_in_words(folder: DataFolder, owner: Owner) -> None:
    folder.door.with_suffix(".new").mkdir()
    with pytest.raises(BadUse, match="cannot be used"):
        owner.serve(echo)


async def test_the_folder_is_free_again(folder: DataFolder) -> None:
    first = claim(folder)
    assert first is not None
    first.release()
    second = claim(folder)
    assert second is not None
    second.release()


async def test_command_lines_and_exit_code(folder: DataFolder, owner: Owner) -> None:
    owner.serve(echo)
    code, said = await ask(folder, {"do": "text", "text": "Grüße 🙂", "code": 3})
    assert (code, said) == (3, [{"line": "Grüße 🙂"}, {"line": "done"}])


async def test_trouble_is_told_in_words(folder: DataFolder, owner: Owner) -> None:
    async def fail(command: dict[str, Any], tell: object) -> int:
        raise NoConnection("No connection.", "Nothing was handed over.")

    owner.serve(fail)
    assert await ask(folder, {}) == (3, [{"error": "No connection. Nothing was handed over."}])


async def test_a_bug_is_logged_and_told_without_its_text(
    folder: DataFolder, owner: Owner, expect_log: Callable[[str], None]
) -> None:
    expect_log("a visitor's command failed")

    async def fail(command: dict[str, Any], tell: object) -> int:
        raise RuntimeError("secret")

    owner.serve(fail)
    code, said = await ask(folder, {})
    assert code == 1
    assert "secret" not in json.dumps(said)


async def test_door_and_socket_are_private(folder: DataFolder, owner: Owner) -> None:
    owner.serve(echo)
    assert stat.S_IMODE(folder.door.stat().st_mode) == 0o600
    await owner.aclose()
    assert not folder.door.exists()
    assert folder.socket is not None
    assert not folder.socket.exists()


async def test_a_wrong_key_is_refused(folder: DataFolder, owner: Owner) -> None:
    owner.serve(echo)
    door = json.loads(folder.door.read_text())
    folder.door.write_text(json.dumps({**door, "key": "00" * 32}))
    assert await asyncio.to_thread(visit, folder) is None
    folder.door.write_text(json.dumps(door))
    assert (await ask(folder, {"text": "", "code": 0}))[0] == 0


async def test_a_visitor_that_leaves_ends_its_command(folder: DataFolder, owner: Owner) -> None:
    ended: list[bool] = []
    begun: list[bool] = []

    async def wait(command: dict[str, Any], tell: object) -> int:
        begun.append(True)
        try:
            await asyncio.sleep(30)
        except asyncio.CancelledError:
            ended.append(True)
            raise
        return 0

    owner.serve(wait)
    connection = await asyncio.to_thread(visit, folder)
    assert connection is not None
    connection._connection.send_bytes(b"{}")
    await until(lambda: bool(begun))
    connection._connection.close()
    await until(lambda: bool(ended))


async def test_an_owner_that_closes_says_so(folder: DataFolder, owner: Owner) -> None:
    begun: list[bool] = []

    async def wait(command: dict[str, Any], tell: object) -> int:
        begun.append(True)
        await asyncio.sleep(30)
        return 0

    owner.serve(wait)
    asked = asyncio.create_task(ask(folder, {}))
    await until(lambda: bool(begun))
    await owner.aclose()
    code, said = await asked
    assert code == 1
    assert "closed" in said[-1]["error"]


async def test_long_data_folders_work(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path / ("long" * 30))
    folder.prepare()
    owner = claim(folder)
    assert owner is not None
    owner.serve(echo)
    room = Path(json.loads(folder.door.read_text())["address"]).parent
    try:
        assert len(os.fsencode(room)) < 80
        assert stat.S_IMODE(room.stat().st_mode) == 0o700
        assert (await ask(folder, {"text": "hi", "code": 0}))[0] == 0
    finally:
        await owner.aclose()
    assert not room.exists()


async def test_an_owner_without_a_door_is_waited_for_and_named(folder: DataFolder, owner: Owner) -> None:
    with pytest.raises(BadUse, match="does not answer"):
        await asyncio.to_thread(enter, folder, patience_s=0.2)


OWNER = """
import asyncio, sys
from pathlib import Path
from desktop_app.instance import Owner, enter
from desktop_app.paths import DataFolder

async def serve(owner):
    async def handler(command, tell):
        return 0
    owner.serve(handler)
    print("owner", flush=True)
    await asyncio.to_thread(sys.stdin.read)
    await owner.aclose()

found = enter(DataFolder(Path(sys.argv[1])))
if isinstance(found, Owner):
    asyncio.run(serve(found))
else:
    code = found.ask({"do": "raise"}, lambda message: None)
    print("visitor", code, flush=True)
"""


def start(folder: DataFolder) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", OWNER, str(folder.root)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def test_after_a_crash_the_next_one_takes_over(folder: DataFolder) -> None:
    with start(folder) as first:
        assert first.stdout is not None
        assert first.stdout.readline() == "owner\n"
        first.send_signal(signal.SIGKILL)
    assert folder.door.exists()
    assert folder.socket is not None
    assert folder.socket.exists()
    with start(folder) as second:
        said, _ = second.communicate("", timeout=20)
    assert said == "owner\n"


def starts(folder: DataFolder, count: int) -> list[str]:
    children = [start(folder) for _ in range(count)]
    said = []
    try:
        for child in children:
            assert child.stdout is not None
            said.append(child.stdout.readline().strip())
    finally:
        for child in children:
            child.communicate("", timeout=30)
    return said


@pytest.mark.parametrize("count", [8, pytest.param(50, marks=pytest.mark.full)])
def test_many_starts_make_one_owner(folder: DataFolder, count: int) -> None:
    said = starts(folder, count)
    assert sorted(said) == ["owner", *["visitor 0"] * (count - 1)]


def test_enter_finds_the_free_folder(folder: DataFolder) -> None:
    found = enter(folder)
    assert isinstance(found, Owner)
    found.release()
    assert not isinstance(found, Visit)
