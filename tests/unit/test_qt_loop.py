"""One loop on Qt after another, with timers left running and garbage collected in another thread."""

import asyncio
import gc
import threading

import pytest
import shiboken6
from PySide6.QtWidgets import QApplication

from desktop_app.qt_loop import QtLoop


def test_a_closed_loop_leaves_no_timer_to_the_garbage_collector(qapp: QApplication) -> None:
    for _ in range(5):
        loop = QtLoop(qapp)
        timers = loop._timer
        for seconds in (0.001, 0.01, 30):
            loop.call_later(seconds, int)
        loop.run_until_complete(asyncio.sleep(0.002))
        loop.close()
        assert not shiboken6.isValid(timers)
        del loop, timers
        collector = threading.Thread(target=gc.collect)
        collector.start()
        collector.join()
    with asyncio.Runner(loop_factory=lambda: QtLoop(qapp)) as runner:
        runner.run(asyncio.sleep(0.02))


def test_closing_twice_is_harmless_and_a_closed_loop_takes_nothing_more(qapp: QApplication) -> None:
    loop = QtLoop(qapp)
    loop.close()
    loop.close()
    with pytest.raises(RuntimeError):
        loop.run_until_complete(asyncio.sleep(0))
