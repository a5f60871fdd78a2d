"""What is built once for window and command line: where it lives, what it is handed, how it ends."""

import asyncio
import errno
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_app import wiring
from desktop_app.domain.errors import BadUse
from desktop_app.domain.settings import Settings
from desktop_app.paths import DataFolder
from desktop_app.place import Choices, Place
from desktop_app.wiring import build


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    made = Place(Choices(gateway="http://127.0.0.1:9", data=tmp_path / "data", settings=(("pace_s", "7"),)))
    yield made
    made.leave()


async def test_everything_is_built_and_nothing_runs_before_start(place: Place) -> None:
    before = asyncio.all_tasks()
    services = await build(place)
    try:
        assert services.demo is None
        assert not services.account.signed_in
        assert services.store.live.devices == ()
        assert asyncio.all_tasks() == before
    finally:
        await services.aclose()


async def test_a_chosen_setting_wins_over_a_saved_one_and_stays(place: Place) -> None:
    services = await build(place)
    try:
        await services.store.settings.save("pace_s", "30")
        await services.store.settings.save("country", "AT")
        await services.reload_settings()
        assert services.settings().pace_s == 7
        assert services.settings().country == "AT"
    finally:
        await services.aclose()


async def test_a_saved_setting_reaches_everybody_by_itself(place: Place) -> None:
    services = await build(place)
    try:
        await services.store.settings.save("country", "CH")
        async with asyncio.timeout(5):
            while services.settings().country != "CH":
                await asyncio.sleep(0.005)
    finally:
        await services.aclose()


async def test_a_data_folder_put_back_whole_is_noticed(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    await _opened(folder)
    shutil.copytree(folder, tmp_path / "backup")
    assert not await _opened(folder)
    shutil.rmtree(folder)
    shutil.copytree(tmp_path / "backup", folder)
    assert await _opened(folder)
    assert not await _opened(folder)


async def _opened(folder: Path) -> bool:
    """Whether the data of `folder` count as put back or carried here."""
    place = Place(Choices(gateway="http://127.0.0.1:9", data=folder))
    services = await build(place)
    restored = services.store.recovered.restored
    await services.aclose()
    place.leave()
    return restored


async def test_it_ends_in_reverse_and_says_what_it_does(place: Place) -> None:
    services = await build(place)
    order: list[str] = []

    async def last() -> None:
        order.append("closed")

    services.closes("Last in, first out…", last)
    steps: list[str] = []
    await services.aclose(steps.append)
    assert order == ["closed"]
    assert steps == [
        "Last in, first out…",
        "Finishing what is under way…",
        "Closing the connection…",
        "Closing the data…",
    ]
    steps.clear()
    await services.aclose(steps.append)
    assert steps == []


async def test_what_hangs_or_fails_holds_nothing_else_up(place: Place, monkeypatch, expect_log) -> None:
    monkeypatch.setattr(wiring, "_STOP_WITHIN_S", 0.05)
    expect_log("Hanging… took longer")
    expect_log("Failing… failed")
    services = await build(place)
    ended: list[str] = []

    async def hang() -> None:
        await asyncio.sleep(60)

    async def fail() -> None:
        raise RuntimeError("broken")

    async def end() -> None:
        ended.append("ended")

    services.closes("Ending…", end)
    services.closes("Hanging…", hang)
    services.closes("Failing…", fail)
    monkeypatch.setattr(wiring, "_STOP_WITHIN_S", 0.05)
    async with asyncio.timeout(5):
        await services.aclose()
    assert ended == ["ended"]


def test_settings_are_looked_at_before_anything_is_made(tmp_path: Path) -> None:
    with pytest.raises(BadUse):
        Place(Choices(data=tmp_path / "data", settings=(("no_such_setting", "1"),)))
    assert not (tmp_path / "data").exists()


def test_a_folder_that_cannot_be_used_is_bad_use(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(BadUse, match="cannot be used"):
        Place(Choices(data=tmp_path / "file"))


def test_a_folder_that_cannot_be_written_is_read_from_a_copy_and_never_sent_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = Choices(data=tmp_path / "data")
    first = Place(chosen)
    first.folder.database.write_bytes(b"kept")
    before = sorted(tmp_path.rglob("*"))

    def read_only(folder: DataFolder) -> None:
        if folder.root == tmp_path / "data":
            raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(DataFolder, "try_to_write", read_only)
    with pytest.raises(BadUse, match=r"cannot be used: Read-only file system\. Nothing was sent"):
        Place(chosen)
    reading = Place(chosen, reading=True)
    assert reading.read_only
    assert reading.marks is None
    assert reading.folder.root != tmp_path / "data"
    assert reading.folder.database.read_bytes() == b"kept"
    reading.leave()
    assert not reading.folder.root.exists()
    assert sorted(tmp_path.rglob("*")) == before
    assert not first.read_only


def test_choices_leave_the_other_settings_alone() -> None:
    chosen = Choices(settings=(("pace_s", "9"),)).over(Settings())
    assert (chosen.pace_s, chosen.country) == (9, Settings().country)


async def test_the_demo_has_its_own_place_and_drops_it(tmp_path: Path) -> None:
    place = Place(Choices(data=tmp_path / "mine", demo=True))
    root = place.folder.root
    try:
        services = await build(place)
        await services.start()
        assert services.demo is not None
        assert services.account.signed_in
        assert place.url.startswith("http://127.0.0.1:")
        assert root.is_dir()
        await services.aclose()
    finally:
        place.leave()
    assert not root.exists()
    assert not root.parent.exists()
    assert not (tmp_path / "mine").exists()
    assert place.practice is not None
    assert not place.practice.running
