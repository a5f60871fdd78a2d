"""The window may stay open for days: nothing grows with the time phones are watched."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.e2e.soak_devices import MOST_TASKS, watch_for

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support grabbing the keyboard", extend=True)


@pytest.mark.full
async def test_nothing_is_held_on_to_in_half_an_hour(qapp: QApplication, tmp_path: Path) -> None:
    day = await watch_for(0.5, tmp_path, looks=3)
    first, last = day.hours[0][0], day.hours[0][-1]
    assert day.readings > 60
    assert (last.threads, last.handles) <= (first.threads, first.handles)
    assert last.tasks <= first.tasks + MOST_TASKS
    assert last.objects < first.objects * 1.1


@pytest.mark.full
@pytest.mark.timeout(3600)
async def test_nothing_grows_in_a_day(qapp: QApplication, tmp_path: Path) -> None:
    day = await watch_for(24, tmp_path)
    assert len(day.hours) == 24
    assert day.growth() == []
