"""A second copy of the program hands its send to the one that holds the data folder: one sender, one ledger."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_app.demo.server import PracticeGateway
from tests.e2e.desk import TEXT, Desk, finish, phone, wait_for, write_sheet


@pytest.fixture
def window(desk: Desk) -> Iterator[subprocess.Popen[str]]:
    """The window, on a screen that is made up."""
    child = desk.start(screen=True)
    try:
        wait_for((desk.data / "owner.json").exists, child=child)
        yield child
    finally:
        child.kill()
        child.communicate()


def test_a_send_beside_the_window_is_the_windows(
    window: subprocess.Popen[str], desk: Desk, gateway: PracticeGateway, tmp_path: Path
) -> None:
    report = tmp_path / "report.csv"
    first = write_sheet(tmp_path / "first.csv", 30)
    second = write_sheet(tmp_path / "second.csv", 8, first=100)
    with second.open("a", encoding="utf-8") as file:
        file.write("Odd;12\n")
    one = desk.start("send", str(first), *TEXT, "--yes", "--wait")
    two = desk.start("send", str(second), *TEXT, "--yes", "--wait", "--report", str(report))
    code, out, err = finish(one)
    assert code == 0, out + err
    assert "30 delivered" in out
    assert "its own gateway and settings count" in err
    assert "Final: " in err
    code, out, err = finish(two)
    assert code == 1, "a row is left out"
    assert f"Report: {report}" in out
    assert report.read_text(encoding="utf-8-sig").count("Delivered") == 8
    numbers = sorted(entry["sendto"] for entry in gateway.entries)
    assert numbers == sorted(phone(n) for n in (*range(30), *range(100, 108)))
    assert window.poll() is None
    campaigns = desk.json("campaigns")["campaigns"]
    assert {campaign["name"]: campaign["counts"] for campaign in campaigns} == {
        "first": {"delivered": 30}, "second": {"delivered": 8},
    }  # fmt: skip
    assert {campaign["state"] for campaign in campaigns} == {"finished"}


def test_errors_of_a_handed_over_send_come_back(
    window: subprocess.Popen[str], desk: Desk, sheet: Path, gateway: PracticeGateway
) -> None:
    code, out, err = desk.run("send", str(sheet), *TEXT, "--yes", "--device", "1")
    assert (code, out) == (2, "")
    assert "There is no phone 1" in err
    gateway.access.refuses_all = True
    code, _, err = desk.run("send", str(sheet), *TEXT, "--yes")
    assert code == 3, err
    assert gateway.entries == []


@pytest.mark.timeout(150)
@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_visitor_that_goes_does_not_take_its_campaign_along(
    window: subprocess.Popen[str], desk: Desk, gateway: PracticeGateway, tmp_path: Path
) -> None:
    sheet = write_sheet(tmp_path / "many.csv", 60)
    visitor = desk.start("send", str(sheet), *TEXT, "--yes", "--wait")
    wait_for(lambda: len(gateway.entries) >= 5, child=visitor)
    visitor.send_signal(signal.SIGKILL)
    visitor.communicate()
    # that they go out is meant, not how soon: on a busy machine the phones may count as late for a while
    wait_for(lambda: len(gateway.entries) == 60, 90, child=window)
    assert len({entry["sendto"] for entry in gateway.entries}) == 60


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_the_owner_ends_while_a_visitor_waits(
    window: subprocess.Popen[str], desk: Desk, gateway: PracticeGateway, tmp_path: Path
) -> None:
    sheet = write_sheet(tmp_path / "some.csv", 12)
    visitor = desk.start("send", str(sheet), *TEXT, "--yes", "--wait", "--pace", "1")
    wait_for(lambda: gateway.entries, child=visitor)
    window.kill()
    code, out, err = finish(visitor)
    assert code == 1, out + err
    assert "SMS Desk was closed before this was done." in err
    assert len(gateway.entries) < 12
    code, out, err = desk.run("resume")
    assert code == 0, out + err
    assert len({entry["sendto"] for entry in gateway.entries}) == len(gateway.entries) == 12
