"""A day of watching phones, compressed: `python tests/e2e/soak_devices.py [HOURS]` prints what it holds on to.

The whole program runs on a clock that this script moves, in front of a real practice gateway, with the window on show
and its phones ticking every second. Phones fall silent, the network flaps, answers fail, the computer sleeps. Memory,
threads, tasks, file handles and live objects of the first and the last hour are put side by side; 1 when they grow.
"""

import argparse
import asyncio
import gc
import os
import random
import statistics
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop_app.ui.tabs.bulk.steps import BulkTab
    from tests.e2e.watchtower import Watchtower

ROOT = Path(__file__).resolve().parents[2]
HOUR_S = 3600.0
LOOKS_AN_HOUR = 3
MOST_MIB = 8.0
"""Room for the allocator's own habits: what grows with time grows by more than this in a day."""
MOST_OBJECTS = 0.05
"""A day's history fills while the day goes by."""
MOST_TASKS = 2
"""A loop rests on two tasks of its own, or on none."""
ROUNDS = 6
"""Turns of the loop for each step of time: enough for a tick; readings are waited for apart."""


@dataclass(frozen=True)
class Held:
    """What the process holds at a moment."""

    rss_mib: float
    threads: int
    tasks: int
    handles: int
    objects: int


def held() -> Held:
    """Look, with no garbage about. Timers that were called off wait for real seconds, so asyncio's are not counted."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) if sys.platform == "linux" else 0
    handles = sum(1 for _ in Path("/proc/self/fd").iterdir()) if sys.platform == "linux" else 0
    return Held(
        pages * os.sysconf("SC_PAGE_SIZE") / 2**20 if pages else 0.0,
        threading.active_count(),
        len(asyncio.all_tasks()),
        handles,
        sum(type(one).__module__.startswith(("desktop_app.", "PySide6.")) for one in gc.get_objects()),
    )


@dataclass
class Day:
    """What was held in each hour, and what happened meanwhile."""

    hours: list[list[Held]] = field(default_factory=list)
    readings: int = 0
    alerts: int = 0

    def of(self, hour: int) -> Held:
        """The middle of an hour's looks; handles, tasks and threads at their most."""
        looks = self.hours[hour]
        return Held(
            statistics.median(look.rss_mib for look in looks),
            max(look.threads for look in looks),
            min(look.tasks for look in looks),
            min(look.handles for look in looks),
            round(statistics.median(look.objects for look in looks)),
        )

    def growth(self, first: int = 0) -> list[str]:
        """What grew from hour `first` to the last one, in words; nothing when all is flat."""
        begin, end = self.of(first), self.of(-1)
        grown = [
            f"{name} grew from {getattr(begin, name)} to {getattr(end, name)}"
            for name, room in (("threads", 0), ("tasks", MOST_TASKS), ("handles", 0))
            if getattr(end, name) > getattr(begin, name) + room
        ]
        if end.rss_mib > begin.rss_mib + MOST_MIB:
            grown.append(f"memory grew from {begin.rss_mib:.1f} to {end.rss_mib:.1f} MiB")
        if end.objects > begin.objects * (1 + MOST_OBJECTS):
            grown.append(f"live objects grew from {begin.objects} to {end.objects}")
        return grown


async def watch_for(hours: float, folder: Path, *, looks: int = LOOKS_AN_HOUR, seed: int = 0) -> Day:
    """Live through `hours` with the window open; one list of looks an hour."""
    from PySide6.QtCore import QEvent
    from PySide6.QtWidgets import QApplication

    from desktop_app.ui.launch import Launch
    from tests.e2e.watchtower import phone, watchtower

    chance, day = random.Random(seed), Day()
    phones = [phone(number, poll_s=(5, 10, 30)[number % 3]) for number in range(1, 9)]
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    application.setQuitOnLastWindowClosed(False)
    launch: Launch | None = None
    try:
        async with watchtower(folder, *phones, rounds=ROUNDS) as tower:
            launch = Launch(application, tower.services, _no_bulk)
            launch.open()
            launch.window.show_shell()
            launch.window.show_tab("devices")
            launch.window.resize(1280, 720)
            for _ in range(max(round(hours), 1)):
                day.hours.append([])
                for _ in range(looks):
                    await _live_on(tower, chance, min(hours, 1.0) * HOUR_S / looks)
                    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
                    day.hours[-1].append(held())
            day.readings, day.alerts = tower.services.store.live.devices_read, len(tower.told)
            assert launch.devices.isVisible()
    finally:
        if launch is not None:
            launch.finish()
    return day


async def _live_on(tower: "Watchtower", chance: random.Random, seconds: float) -> None:
    """A stretch of the day with one thing going wrong, and right again."""
    from desktop_app.demo.faults import Faults

    name = chance.choice(["phone", "network", "answers", "sleep", "clock", "nothing"])
    ident = chance.choice(list(tower.gateway.account.phones))
    part = seconds / 3
    await tower.pass_time(part)
    if name == "phone":
        tower.gateway.set_phone_online(ident, online=False)
    elif name == "network":
        tower.gateway.set_network(up=False)
    elif name == "answers":
        tower.gateway.set_faults(Faults({"query_fail": 0.4}))
    elif name == "sleep":
        tower.clock.suspend(part / 2)
    elif name == "clock":
        tower.clock.jump(timedelta(hours=chance.choice([-2, 2])))
    await tower.pass_time(part)
    if name == "phone":
        tower.gateway.set_phone_online(ident, online=True)
    elif name == "network":
        tower.gateway.set_network(up=True)
    elif name == "answers":
        tower.gateway.set_faults(Faults())
    await tower.pass_time(part)


def _no_bulk() -> "BulkTab":
    raise AssertionError("nobody opens Bulk send here")


def main() -> int:
    """Print the first and the last hour side by side; 1 when something grew."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("hours", nargs="?", type=float, default=24.0)
    options = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"
    sys.path.insert(0, str(ROOT))
    from PySide6.QtWidgets import QApplication

    from desktop_app.qt_loop import QtLoop

    application = QApplication(["soak"])
    gc.disable()
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        loop = QtLoop(application)
        asyncio.set_event_loop(loop)
        day = loop.run_until_complete(watch_for(options.hours, Path(folder)))
        loop.close()
    first, last = day.of(0), day.of(-1)
    for name in ("rss_mib", "threads", "tasks", "handles", "objects"):
        print(f"  {name:9} first hour {getattr(first, name):10.6g}  last hour {getattr(last, name):10.6g}")
    print(f"{len(day.hours)} h, {day.readings} readings, {day.alerts} alerts in {time.perf_counter() - began:.0f} s")
    for words in day.growth():
        print(words)
    return 1 if day.growth() else 0


if __name__ == "__main__":
    sys.exit(main())
