"""The system ends the process: a call in flight is heard to its end, nothing new leaves, and the rest waits."""

import signal
import sqlite3
import sys
import time
from pathlib import Path

import pytest

from desktop_app.demo.faults import Faults
from desktop_app.demo.server import PracticeGateway
from desktop_app.paths import DataFolder
from tests.e2e.desk import TEXT, Desk, finish, wait_for, write_sheet

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals")


def states(data: Path) -> dict[str, int]:
    """Rows by state, as they are on disk."""
    connection = sqlite3.connect(DataFolder(data).database)
    found = dict(connection.execute("SELECT state, COUNT(*) FROM outgoing GROUP BY state").fetchall())
    connection.close()
    return found


def test_a_call_in_flight_is_heard_to_its_end(desk: Desk, gateway: PracticeGateway, tmp_path: Path) -> None:
    gateway.set_faults(Faults({"late_answer": 1.0}, late_answer_s=1.0))
    sheet = write_sheet(tmp_path / "some.csv", 30)
    child = desk.start("send", str(sheet), *TEXT, "--yes", "--wait")
    wait_for(lambda: gateway.entries, child=child)
    child.send_signal(signal.SIGTERM)
    began = time.monotonic()
    code, _, err = finish(child)
    assert time.monotonic() - began < 5
    assert (code, "Stopped." in err) == (1, True)
    found = states(desk.data)
    assert found == {"accepted": len(gateway.entries), "queued": 30 - len(gateway.entries)}


def test_the_window_ends_in_order(desk: Desk) -> None:
    window = desk.start(screen=True)
    wait_for((desk.data / "owner.json").exists, child=window)
    window.send_signal(signal.SIGTERM)
    code, _, err = finish(window)
    assert (code, err) == (0, "")
    assert not (desk.data / "owner.json").exists()
