"""What a demo leaves when it is killed goes with the next one; nothing else does."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from desktop_app import demo_room
from desktop_app.demo_room import DemoRoom, remove_left_behind
from desktop_app.place import Choices, Place

LIVES = """
import sys
from desktop_app.demo_room import DemoRoom
room = DemoRoom()
print(room.data.root.parent, flush=True)
sys.stdin.read()
"""


@pytest.fixture
def temp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def test_a_killed_demo_leaves_its_folder_until_the_next_one(temp: Path) -> None:
    other = subprocess.Popen(
        [sys.executable, "-c", LIVES],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "TMPDIR": str(temp), "TEMP": str(temp)},
        cwd=Path(__file__).parents[2],
    )
    assert other.stdout is not None
    folder = Path(other.stdout.readline().strip())
    assert folder.parent == temp
    remove_left_behind()
    assert folder.is_dir(), "its demo lives"
    other.kill()
    other.communicate()
    assert folder.is_dir()
    remove_left_behind()
    assert not folder.exists()


def test_the_demo_of_this_process_stays_and_drops_itself(temp: Path) -> None:
    room = DemoRoom()
    remove_left_behind()
    assert [room.data.root.parent] == list(temp.iterdir())
    room.leave()
    assert not list(temp.iterdir())


def test_one_that_is_being_made_stays(temp: Path) -> None:
    young, old = temp / "sms-desk-demo-young", temp / "sms-desk-demo-old"
    young.mkdir()
    old.mkdir()
    os.utime(old, (time.time() - 90, time.time() - 90))
    remove_left_behind()
    assert list(temp.iterdir()) == [young]


@pytest.mark.skipif(sys.platform == "win32", reason="owners and links")
def test_what_is_not_ours_stays(temp: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (temp / "photos").mkdir()
    (temp / "photos" / "one.jpg").touch()
    (temp / "sms-desk-demo-link").symlink_to(temp / "photos")
    (temp / "sms-desk-demo-file").touch()
    (temp / "sms-desk-report-a").mkdir()
    theirs = temp / "sms-desk-demo-theirs"
    theirs.mkdir()
    os.utime(theirs, (0, 0))
    monkeypatch.setattr(demo_room.os, "getuid", lambda: temp.stat().st_uid + 1)
    before = sorted(temp.rglob("*"))
    remove_left_behind()
    assert sorted(temp.rglob("*")) == before


async def test_a_demo_that_starts_removes_it(temp: Path) -> None:
    left = temp / "sms-desk-demo-left"
    left.mkdir()
    os.utime(left, (0, 0))
    place = Place(Choices(demo=True))
    try:
        await place.furnish()
        assert not left.exists()
        assert place.folder.database.exists()
    finally:
        place.leave()
    assert not list(temp.iterdir())
