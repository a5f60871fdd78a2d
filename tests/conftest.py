"""What every test runs on: no screen, no keyring, no real home folder, virtual time, and silence."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["QT_API"] = "pyside6"
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"
os.environ.pop("SMS_DESK_TOKEN", None)

import asyncio
import gc
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import settings
from PySide6.QtWidgets import QApplication

from desktop_app.qt_loop import QtLoop
from desktop_app.ui.translation import speak
from tests.checks.silence import Silence, watch_tasks, watch_timers
from tests.fake_clock import FakeClock, until

__all__ = ["FakeClock", "until"]

settings.register_profile("desk", deadline=None)  # a busy machine is no fault of the code
settings.load_profile("desk")

_app: QApplication | None = None  # must outlive every loop
_silence = Silence()
_FULL_AFTER = 25


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--full` adds the tests marked `full`: long runs of minutes."""
    parser.addoption("--full", action="store_true", help="run the long tests too")


def pytest_configure(config: pytest.Config) -> None:
    """Begin to watch for noise."""
    if not config.pluginmanager.has_plugin("silence"):
        config.pluginmanager.register(_silence, "silence")
        watch_timers()
        watch_tasks(_silence)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the long tests out unless asked for."""
    if config.getoption("--full"):
        return
    long = [item for item in items if "full" in item.keywords]
    if long:
        config.hook.pytest_deselected(items=long)
        items[:] = [item for item in items if "full" not in item.keywords]


def _get_app() -> QApplication:
    global _app  # noqa: PLW0603 - Qt allows one application in a process
    if _app is None:
        _app = QApplication(["sms-desk-tests"])
        _app.setQuitOnLastWindowClosed(False)
        speak(_app)
    return _app


def pytest_asyncio_loop_factories(
    config: pytest.Config, item: pytest.Item
) -> Mapping[str, Callable[[], asyncio.AbstractEventLoop]]:
    """Tests of the window run on Qt's loop as the program does, all others on a plain one."""
    place = item.path.relative_to(config.rootpath).as_posix()
    wants_qt = {"qapp", "qtbot"} & set(getattr(item, "fixturenames", ()))
    if wants_qt or place.startswith(("tests/unit/ui/", "tests/e2e/")):
        return {"qt": lambda: QtLoop(_get_app())}
    return {"plain": asyncio.new_event_loop}


@pytest.fixture(scope="session", autouse=True)
def _collected_here() -> Iterator[None]:
    """Collect garbage in this thread only, as the program does (`ui.collecting` says why)."""
    gc.disable()
    yield
    gc.enable()


@pytest.fixture(autouse=True)
def _collected_after() -> Iterator[None]:
    """Collect the young garbage of a test, and all of it now and then."""
    yield
    gc.collect(2 if gc.get_count()[2] > _FULL_AFTER else 1)


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    """Return the one application; pytest-qt uses the same."""
    return _get_app()


@pytest.fixture
def clock() -> FakeClock:
    """Return a clock that moves when the test says `await clock.advance(seconds)`."""
    return FakeClock()


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    """Return an empty data folder."""
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    return folder


@pytest.fixture
def expect_log() -> Callable[[str], None]:
    """Announce a log record at WARNING or above (a regular expression on "logger: message") that must come."""

    def expect(pattern: str) -> None:
        assert _silence.watch is not None
        _silence.watch.expected.append(re.compile(pattern))

    return expect


@pytest.fixture(autouse=True)
def _home_is_elsewhere(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or writes the folders of the person who runs it."""
    home = tmp_path_factory.getbasetemp() / "home"
    home.mkdir(exist_ok=True)
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "LOCALAPPDATA", "APPDATA"):
        monkeypatch.setenv(name, str(home / name.lower()))
