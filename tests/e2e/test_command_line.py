"""The command line as people and scheduled tasks start it: processes, real HTTP, the practice gateway's ledger."""

import csv
import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from desktop_app.demo.server import PracticeGateway
from tests.e2e.desk import NO_SCREEN, ROOT, TEXT, Desk, write_sheet


def test_preview_needs_no_account(desk: Desk, sheet: Path) -> None:
    code, out, err = desk.run("preview", str(sheet), *TEXT, "--json", token=None)
    found = json.loads(out)
    assert code == 0, err
    assert found["counts"] == {"ready": 12, "skipped": 0}
    assert found["parts"] == 12
    assert found["rows"][0] == {
        "row": 2, "to": "+4915752982000", "text": "Hello P0, see you. Kern Garage", "parts": 1, "state": "ready",
        "reason": None, "suggestion": None, "sms_id": None,
    }  # fmt: skip


def test_preview_says_what_is_skipped_and_leaves_with_1(desk: Desk, sheet: Path) -> None:
    with sheet.open("a", encoding="utf-8") as file:
        file.write("Odd;12\n")
    code, out, _ = desk.run("preview", str(sheet), *TEXT, "--json")
    found = json.loads(out)
    assert code == 1
    assert found["counts"] == {"ready": 12, "skipped": 1}
    assert found["rows"][-1]["state"] == "skipped"
    assert found["rows"][-1]["reason"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("preview", "missing.xlsx", *TEXT), 2),
        (("preview", "{sheet}", *TEXT, "--to", "Nope"), 2),
        (("preview", "{sheet}", *TEXT, "--sheet", "Nope"), 2),
        (("preview", "{sheet}", *TEXT, "--country", "XX"), 2),
        (("send", "{sheet}", *TEXT), 2),
        (("send", "{sheet}", *TEXT, "--yes", "--device", "1"), 2),
        (("send", "{sheet}", *TEXT, "--yes", "--report", "/no/such/folder/r.csv"), 2),
        (("campaigns", "99"), 2),
        (("--set", "nonsense=1", "devices"), 2),
        (("do-not-text", "add", "hello"), 2),
    ],
)
def test_errors_are_one_sentence(desk: Desk, sheet: Path, words: tuple[str, ...], code: int) -> None:
    found, _, err = desk.run(*(word.format(sheet=sheet) if word == "{sheet}" else word for word in words))
    assert found == code, err
    assert err.strip()


def test_no_token_and_a_refused_one_leave_with_3(desk: Desk, sheet: Path, gateway: PracticeGateway) -> None:
    assert desk.run("send", str(sheet), *TEXT, "--yes", token=None)[0] == 3
    assert desk.run("send", str(sheet), *TEXT, "--yes", token="wrong")[0] == 3
    gateway.set_network(up=False)
    assert desk.run("devices")[0] == 3
    assert gateway.entries == []


def test_send_to_the_end_with_report(desk: Desk, sheet: Path, gateway: PracticeGateway, tmp_path: Path) -> None:
    report = tmp_path / "report.csv"
    code, out, err = desk.run("send", str(sheet), *TEXT, "--yes", "--wait", "--report", str(report))
    assert code == 0, out + err
    assert sorted(entry["sendto"] for entry in gateway.entries) == sorted(f"+491575298{2000 + n}" for n in range(12))
    with report.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["Name"] for row in rows] == [f"P{n}" for n in range(12)]
    assert {row["State"] for row in rows} == {"Delivered"}
    [campaign] = json.loads(desk.run("campaigns", "--json")[1])["campaigns"]
    assert campaign["counts"] == {"delivered": 12}
    found = json.loads(desk.run("campaigns", str(campaign["id"]), "--json")[1])
    by_number = {entry["sendto"]: entry["id"] for entry in gateway.entries}
    assert all(row["sms_id"] == by_number[row["to"]] for row in found["rows"])
    assert found["counts"] == {"delivered": 12}


def test_identical_texts_need_again(desk: Desk, sheet: Path, gateway: PracticeGateway) -> None:
    assert desk.run("send", str(sheet), *TEXT, "--yes")[0] == 0
    assert desk.run("send", str(sheet), *TEXT, "--yes")[0] == 1
    assert len(gateway.entries) == 12
    assert desk.run("send", str(sheet), *TEXT, "--yes", "--again")[0] == 0
    assert len(gateway.entries) == 24


def test_the_list_by_hand_holds(desk: Desk, sheet: Path, gateway: PracticeGateway, tmp_path: Path) -> None:
    assert desk.run("do-not-text", "add", "0157 52982003")[0] == 0
    gateway.receive("+4915752982004", "STOP")
    code, _, err = desk.run("send", str(sheet), *TEXT, "--yes")
    assert code == 1, err
    assert {"+4915752982003", "+4915752982004"}.isdisjoint(entry["sendto"] for entry in gateway.entries)
    assert len(gateway.entries) == 10
    out = tmp_path / "list.csv"
    assert desk.run("do-not-text", "export", str(out))[0] == 0
    assert "+4915752982003" in out.read_text(encoding="utf-8")


def test_a_second_copy_hands_its_send_over(desk: Desk, sheet: Path, gateway: PracticeGateway, tmp_path: Path) -> None:
    more = write_sheet(tmp_path / "more.csv", 5, first=500)
    report = tmp_path / "second.csv"
    first = desk.start("--set", "pace_s=2", "send", str(sheet), *TEXT, "--yes", "--wait")
    door = desk.data / "owner.json"
    end = time.monotonic() + 20
    while not door.exists():
        assert time.monotonic() < end
        time.sleep(0.02)
    code, out, err = desk.run("send", str(more), *TEXT, "--yes", "--wait", "--report", str(report))
    assert code == 0, out + err
    assert report.exists()
    first_out, first_err = first.communicate(timeout=50)
    assert first.returncode == 0, first_out + first_err
    assert len(gateway.entries) == 17
    assert len(json.loads(desk.run("campaigns", "--json")[1])["campaigns"]) == 2


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.parametrize("how", ["SIGKILL", "SIGINT", "SIGTERM"])
def test_ended_and_resumed(desk: Desk, gateway: PracticeGateway, tmp_path: Path, how: str) -> None:
    sheet = write_sheet(tmp_path / "many.csv", 60)
    child = desk.start("--set", "backlog=2", "send", str(sheet), *TEXT, "--yes", "--wait")
    end = time.monotonic() + 30
    while len(gateway.entries) < 10:
        assert child.poll() is None, child.communicate()
        assert time.monotonic() < end
        time.sleep(0.02)
    child.send_signal(signal.Signals[how])
    _, err = child.communicate(timeout=20)
    if how != "SIGKILL":
        assert child.returncode == 1
        assert err.splitlines()[-1] == "Stopped. What was not handed over waits for “sms-desk resume”."
    code, out, err = desk.run("resume", "--wait")
    assert code == 0, out + err
    refs = [entry["customerid"] for entry in gateway.entries]
    assert len(refs) == len(set(refs)) == 60


def test_secrets_stay_out_of_the_data_folder(desk: Desk, sheet: Path, gateway: PracticeGateway) -> None:
    gateway.access.token = "tok3nOfTheGarage"
    assert desk.run("send", str(sheet), *TEXT, "--yes", token="tok3nOfTheGarage")[0] == 0
    for path in desk.data.rglob("*"):
        if path.is_file():
            assert b"tok3nOfTheGarage" not in path.read_bytes()
    log = (desk.data / "logs" / "sms-desk.log").read_text(encoding="utf-8")
    assert not re.search(r"\+49157\d{6}", log)


@pytest.mark.full
def test_the_demo_does_the_main_job_in_the_terminal(tmp_path: Path) -> None:
    environment = {k: v for k, v in os.environ.items() if k not in NO_SCREEN}
    done = subprocess.run(
        [sys.executable, "-m", "desktop_app", "demo"],
        env={**environment, "PYTHONPATH": str(ROOT), "TMPDIR": str(tmp_path)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=170,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "1,305 rows, 1,248 messages to 1,203 people, 1,294 SMS" in done.stdout
    found = re.search(r"Report: (.+)", done.stdout)
    assert found
    assert Path(found.group(1)).stat().st_size > 10_000
