"""Two hundred phones in the list: `python tests/benchmarks/bench_devices.py [PHONES] [--rounds N]`.

The whole program before a practice gateway, on a clock that this script moves, with the window on show. Measured on
the window's own thread, beside a plain table of as many rows and columns in the same run (the floor): the longest frame
while the list is scrolled from end to end; what a second of ticking costs, as a share of one core; and how many
requests a round of reading takes. Targets: no frame longer than 50 ms, at most 2 % of a core, exactly one request.
"""

import argparse
import asyncio
import gc
import os
import statistics
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PySide6.QtWidgets import QTableView

    from desktop_app.ui.tabs.bulk.steps import BulkTab
    from tests.e2e.watchtower import Watchtower

ROOT = Path(__file__).resolve().parents[2]
MOST_MS = 50.0
MOST_OF_A_CORE = 0.02
STEP_PX = 24
TICKS = 60
COLUMNS = 10


def frames(table: "QTableView") -> list[float]:
    """Seconds of each frame while `table` is scrolled to its end and back."""
    bar, took = table.verticalScrollBar(), []
    there = list(range(bar.minimum(), bar.maximum() + 1, max(bar.maximum() // 200, 1)))
    for value in there + there[::-1]:
        begin = time.perf_counter()
        bar.setValue(value)
        table.viewport().repaint()
        took.append(time.perf_counter() - begin)
    return took


def plain_table(rows: int) -> "QTableView":
    """The floor: a table of Qt's own with as many cells of text."""
    from PySide6.QtGui import QStandardItem, QStandardItemModel
    from PySide6.QtWidgets import QTableView

    model = QStandardItemModel(rows, COLUMNS)
    for row in range(rows):
        for column in range(COLUMNS):
            model.setItem(row, column, QStandardItem(f"Phone {row} {column}"))
    table = QTableView()
    model.setParent(table)
    table.setModel(model)
    table.verticalHeader().setDefaultSectionSize(52)
    table.resize(1216, 560)
    table.show()
    return table


def ticks_of_floor(table: "QTableView") -> float:
    """Seconds of one tick of the floor: a column of the rows in view says something else, and is painted."""
    model: Any = table.model()
    first, last = table.rowAt(0), table.rowAt(table.viewport().height() - 1)
    begin = time.thread_time()
    for turn in range(TICKS):
        for row in range(first, last + 1):
            model.item(row, 3).setText(f"Seen {turn} s ago")
        table.viewport().repaint()
    return (time.thread_time() - begin) / TICKS


async def tick_cost(tower: "Watchtower") -> tuple[float, float]:
    """Seconds of this thread a second of watching takes, and the longest one of them; readings included."""
    took = []
    for _ in range(TICKS):
        begin = time.thread_time()
        await tower.clock.advance(1.0)
        await tower.settle()
        await paints()
        took.append(time.thread_time() - begin)
    return sum(took) / len(took), max(took)


async def paints() -> None:
    """Let Qt paint what was marked, between two turns of the loop."""
    for _ in range(3):
        await asyncio.sleep(0)


class Shown:
    """The program's window with the list in it."""

    def __init__(self, tower: "Watchtower") -> None:
        from PySide6.QtWidgets import QApplication

        from desktop_app.ui.launch import Launch

        application = QApplication.instance()
        assert isinstance(application, QApplication)
        self.launch = Launch(application, tower.services, _no_bulk)
        self.launch.open()
        self.launch.window.show_shell()
        self.launch.window.show_tab("devices")
        self.launch.window.resize(1280, 720)

    @property
    def table(self) -> "QTableView":
        """The phones."""
        return self.launch.devices.list.table


def _no_bulk() -> "BulkTab":
    raise AssertionError("nobody opens Bulk send here")


async def measure(count: int, folder: Path) -> dict[str, float]:
    """One round."""
    from desktop_app.domain.device import Reach
    from desktop_app.domain.reach_history import Change, ReachHistory, Span
    from tests.e2e.watchtower import phone, watchtower
    from tests.fake_clock import START

    phones = [phone(number, silent=(-1000.0, None) if number % 9 == 0 else None) for number in range(1, count + 1)]
    begin = START - timedelta(days=1)
    life = ReachHistory(
        (Span(begin, START - timedelta(hours=1)),),
        tuple(Change(begin + timedelta(hours=hour), (Reach.ONLINE, Reach.OFFLINE)[hour % 2]) for hour in range(22)),
    )
    shown: Shown | None = None
    try:
        async with watchtower(folder, *phones, rounds=6) as tower:
            await tower.services.store.reach_log.bring_in({one.id: life for one in phones})
            shown = Shown(tower)
            for _ in range(20):
                await tower.pass_time(1)
                await paints()
            assert shown.launch.devices.list.isVisible()
            assert shown.launch.devices.list.model.rowCount() == count
            floor = plain_table(count)
            await asyncio.sleep(0.2)
            gc.collect()
            list_frames, floor_frames = frames(shown.table), frames(floor)
            floor_tick = ticks_of_floor(floor)
            requests, readings = tower.requests, tower.services.store.live.devices_read
            tick, longest = await tick_cost(tower)
            asked = tower.requests - requests
            read = tower.services.store.live.devices_read - readings
            floor.deleteLater()
    finally:
        if shown is not None:
            shown.launch.finish()
    return {
        "frame": max(list_frames) * 1000,
        "usual frame": statistics.median(list_frames) * 1000,
        "floor frame": max(floor_frames) * 1000,
        "usual floor frame": statistics.median(floor_frames) * 1000,
        "tick": tick,
        "longest tick": longest * 1000,
        "floor tick": floor_tick,
        "requests": asked / read,
        "readings": float(read),
    }


def main() -> int:
    """Print each round and the medians; 1 when a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("phones", nargs="?", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"
    sys.path.insert(0, str(ROOT))
    from PySide6.QtWidgets import QApplication

    from desktop_app.qt_loop import QtLoop

    application = QApplication(["devices"])
    application.setQuitOnLastWindowClosed(False)
    gc.disable()
    rounds = []
    for _ in range(options.rounds):
        with tempfile.TemporaryDirectory() as folder:
            loop = QtLoop(application)
            asyncio.set_event_loop(loop)
            rounds.append(found := loop.run_until_complete(measure(options.phones, Path(folder))))
            loop.close()
        print(
            f"  scroll: longest frame {found['frame']:.1f} ms ({found['frame'] / found['floor frame']:.1f} x floor), "
            f"usual {found['usual frame']:.1f} ms ({found['usual frame'] / found['usual floor frame']:.1f} x floor)\n"
            f"  ticking: {found['tick']:.2%} of a core ({found['tick'] / found['floor tick']:.1f} x floor), longest "
            f"{found['longest tick']:.1f} ms; {found['requests']:.2f} requests a round, {found['readings']:.0f} rounds"
        )
    frame = statistics.median(found["frame"] for found in rounds)
    tick = statistics.median(found["tick"] for found in rounds)
    requests = max(found["requests"] for found in rounds)
    print(
        f"{options.phones} phones: longest frame {frame:.0f} ms (at most {MOST_MS:.0f}), ticking {tick:.2%} of a core "
        f"(at most {MOST_OF_A_CORE:.0%}), {requests:.2f} requests a round (exactly 1)"
    )
    return 0 if frame <= MOST_MS and tick <= MOST_OF_A_CORE and requests == 1 else 1


if __name__ == "__main__":
    sys.exit(main())
