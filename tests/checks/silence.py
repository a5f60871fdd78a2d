"""Silence is part of passing: what a test leaves behind or says unexpectedly fails it.

Watched for every test: log records of `desktop_app` at WARNING and above, asyncio tasks still alive when the loop
ends, active QTimers, threads left over and a time zone that is not put back. (Python warnings and Qt messages fail
through pytest's and pytest-qt's own settings in pyproject.) A test that provokes a log record announces it:
`expect_log("regular expression")`.
"""

import asyncio
import asyncio.runners
import logging
import os
import re
import threading
import time
import weakref
from collections.abc import Callable, Generator
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QTimer

_THREAD_GRACE_S = 1.0
_OTHERS_THREADS = ("pytest_timeout", "execnet", "ThreadPoolExecutor-execnet")


class Watch(logging.Handler):
    """Everything noticed between the start of a test's set-up and the end of its clean-up."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.expected: list[re.Pattern[str]] = []
        self.tasks: list[str] = []
        self.threads = set(threading.enumerate())
        self._zone = _zone()
        self._records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the record for the end of the test."""
        self._records.append(record)

    def problems(self) -> list[str]:
        """Return one line for everything that should not be."""
        return [
            *self._log_problems(),
            *self._task_problems(),
            *_timer_problems(),
            *self._thread_problems(),
            *self._zone_problems(),
        ]

    def _log_problems(self) -> list[str]:
        texts = [f"{record.name}: {record.getMessage()}" for record in self._records]
        lines = [
            f"unexpected log record: {text}" for text in texts if not any(want.search(text) for want in self.expected)
        ]
        missing = [want for want in self.expected if not any(want.search(text) for text in texts)]
        return lines + [f"expected log record never came: {want.pattern}" for want in missing]

    def _task_problems(self) -> list[str]:
        return [f"live task: {name}" for name in self.tasks]

    def _thread_problems(self) -> list[str]:
        end = time.monotonic() + _THREAD_GRACE_S
        left = self._left_threads()
        while left and time.monotonic() < end:
            left[0].join(0.01)
            left = self._left_threads()
        return [f"leftover thread: {thread.name}" for thread in left]

    def _zone_problems(self) -> list[str]:
        now = _zone()
        if now == self._zone:
            return []
        _set_zone(self._zone[0])  # one test fails for it, not all that follow
        return [f"the time zone is not put back: {now}"]

    def _left_threads(self) -> list[threading.Thread]:
        return [
            thread
            for thread in threading.enumerate()
            if thread not in self.threads
            and not thread.name.startswith(_OTHERS_THREADS)
            and not isinstance(
                thread, threading._DummyThread
            )  # Qt's own, which ran a line of Python; it cannot be joined
        ]


class Silence:
    """The pytest plugin; `tests/conftest.py` registers it."""

    def __init__(self) -> None:
        self.watch: Watch | None = None
        self._zone = _zone()

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection_finish(self) -> None:
        """Modules make moments at import, in the zone of that moment: importing tests must not set another."""
        if _zone() != self._zone:
            raise pytest.UsageError(f"importing the tests changed the time zone to {_zone()}")

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> Generator[None, Any, Any]:
        """Begin to watch before any fixture is made."""
        self.watch = Watch()
        logging.getLogger("desktop_app").addHandler(self.watch)
        return (yield)

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: pytest.FixtureDef[object]) -> Generator[None, Any, Any]:
        """Threads of fixtures that outlive the test are theirs."""
        before = set(threading.enumerate())
        result = yield
        if self.watch is not None and fixturedef.scope != "function":
            self.watch.threads |= set(threading.enumerate()) - before
        return result

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Remember a failure: what a broken test leaves behind is noise."""
        report = yield
        item.stash[_FAILED] = item.stash.get(_FAILED, False) or report.failed
        return report

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_teardown(self, item: pytest.Item) -> Generator[None, Any, Any]:
        """Look around when the last fixture is gone."""
        watch = self.watch
        assert watch is not None
        try:
            result = yield
        finally:
            logging.getLogger("desktop_app").removeHandler(watch)
            self.watch = None
        problems = watch.problems()
        if problems and not item.stash.get(_FAILED, False):
            pytest.fail("not silent:\n  " + "\n  ".join(problems), pytrace=False)
        return result


def _zone() -> tuple[str | None, tuple[str, str]]:
    """The time zone as it is set, and as this process has it."""
    return os.environ.get("TZ"), time.tzname


def _set_zone(name: str | None) -> None:
    if name is None:
        os.environ.pop("TZ", None)
    else:
        os.environ["TZ"] = name
    if hasattr(time, "tzset"):  # not on Windows
        time.tzset()


_FAILED = pytest.StashKey[bool]()
_timers: weakref.WeakSet[QTimer] = weakref.WeakSet()


def _timer_problems() -> list[str]:
    if QCoreApplication.instance() is not None:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    lines = []
    for timer in list(_timers):
        try:
            active = timer.isActive()
        except RuntimeError:  # deleted on the Qt side
            continue
        if active:
            parent = timer.parent()
            lines.append(f"live QTimer: {timer.objectName() or type(parent).__name__}, {timer.interval()} ms")
            timer.stop()
    _timers.clear()
    return lines


def watch_timers() -> None:
    """From now on notice every QTimer that is started by Python code."""
    start = QTimer.start

    def noticed(timer: QTimer, *args: int) -> None:
        _timers.add(timer)
        start(timer, *args)

    QTimer.start = noticed  # type: ignore[method-assign]  # the one way to hear of it


def watch_tasks(silence: Silence) -> None:
    """From now on notice tasks that the runner has to cancel when its loop ends."""
    cancel_all: Callable[[asyncio.AbstractEventLoop], None] = asyncio.runners._cancel_all_tasks

    def noticed(loop: asyncio.AbstractEventLoop) -> None:
        if silence.watch is not None:
            silence.watch.tasks += [f"{task.get_name()} {task.get_coro()}" for task in asyncio.all_tasks(loop)]
        cancel_all(loop)

    asyncio.runners._cancel_all_tasks = noticed  # Runner.close() looks it up there
