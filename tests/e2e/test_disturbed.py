"""The world gets in the way of a campaign: no network, a refused token, a phone gone, a STOP. The ledger is asked."""

import time
from pathlib import Path

import pytest

from desktop_app.demo.server import PracticeGateway
from desktop_app.demo.story import BACK_OFFICE, DELIVERY_VAN, FRONT_DESK, WORKSHOP, plain_phones
from tests.e2e.desk import TEXT, Desk, finish, phone, wait_for, write_sheet

SLOW = ("--set", "backlog=4")
"""Few untaken messages a phone, so that a campaign lasts long enough to be disturbed."""


def sent_to(gateway: PracticeGateway) -> list[str]:
    return sorted(entry["sendto"] for entry in gateway.entries)


def everybody(count: int) -> list[str]:
    return sorted(phone(n) for n in range(count))


@pytest.mark.parametrize(
    "stopped", [False, pytest.param(True, marks=pytest.mark.full)], ids=["no network", "no service"]
)
def test_it_goes_on_by_itself_when_the_connection_is_back(
    desk: Desk, gateway: PracticeGateway, tmp_path: Path, stopped: bool
) -> None:
    sheet = write_sheet(tmp_path / "many.csv", 60)
    child = desk.start(*SLOW, "--set", "back_off_max_s=0.5", "send", str(sheet), *TEXT, "--yes", "--wait")
    wait_for(lambda: len(gateway.entries) >= 10, child=child)
    gateway.stop() if stopped else gateway.set_network(up=False)
    before = len(gateway.entries)
    time.sleep(1.5)
    assert len(gateway.entries) == before < 60
    assert child.poll() is None
    gateway.start() if stopped else gateway.set_network(up=True)
    code, out, err = finish(child)
    assert code == 0, out + err
    assert sent_to(gateway) == everybody(60)
    assert "60 delivered" in out


def test_a_passing_refusal_of_the_token_is_survived(desk: Desk, gateway: PracticeGateway, sheet: Path) -> None:
    gateway.disturb_next(None, "token_refused", None, "token_refused")
    code, out, err = desk.run(*SLOW, "send", str(sheet), *TEXT, "--yes", "--wait")
    assert code == 0, out + err
    assert sent_to(gateway) == everybody(12)


def test_a_refused_token_pauses_and_signing_in_again_finishes(
    desk: Desk, gateway: PracticeGateway, tmp_path: Path
) -> None:
    sheet = write_sheet(tmp_path / "many.csv", 60)
    child = desk.start(*SLOW, "send", str(sheet), *TEXT, "--yes", "--wait")
    wait_for(lambda: len(gateway.entries) >= 10, child=child)
    gateway.access.token = "new"
    code, out, err = finish(child)
    before = len(gateway.entries)
    assert code == 3, out + err
    assert "Please sign in again" in err
    assert before < 60
    [campaign] = desk.json("campaigns")["campaigns"]
    assert campaign["state"] == "paused"
    assert sum(campaign["counts"].values()) == 60
    assert desk.run("resume", "--wait")[0] == 3, "the old token is still refused"
    assert len(gateway.entries) == before
    gateway.access.token = "right"
    code, out, err = desk.run("resume", "--wait")
    assert code == 0, out + err
    assert sent_to(gateway) == everybody(60)


def test_nothing_is_handed_to_a_phone_that_is_offline(desk: Desk, gateway: PracticeGateway, tmp_path: Path) -> None:
    sheet = write_sheet(tmp_path / "many.csv", 60)
    words = ("send", str(sheet), *TEXT, "--yes", "--wait", "--device", str(FRONT_DESK), "--device", str(WORKSHOP))
    child = desk.start(*SLOW, *words)
    wait_for(lambda: len(gateway.entries) >= 10, child=child)
    for device in (FRONT_DESK, WORKSHOP):
        gateway.set_phone_online(device, online=False)
    time.sleep(2)  # two minutes of the gateway's time: late, then offline
    before = len(gateway.entries)
    assert before < 60
    time.sleep(1.5)
    assert len(gateway.entries) == before
    gateway.set_phone_online(WORKSHOP, online=True)
    wait_for(lambda: len(gateway.entries) > before, child=child)
    time.sleep(0.5)
    assert {entry["device_id"] for entry in gateway.entries[before:]} == {WORKSHOP}
    gateway.set_phone_online(FRONT_DESK, online=True)
    code, out, err = finish(child)
    assert code == 0, out + err
    assert sent_to(gateway) == everybody(60)
    used = {entry["device_id"] for entry in gateway.entries}
    assert used == {FRONT_DESK, WORKSHOP}


def test_no_phone_online_at_send(desk: Desk, gateway: PracticeGateway, sheet: Path) -> None:
    for device in (FRONT_DESK, WORKSHOP, BACK_OFFICE):
        gateway.set_phone_online(device, online=False)
    time.sleep(2)
    code, _, err = desk.run("send", str(sheet), *TEXT, "--yes")
    assert code == 1, err
    assert err.splitlines()[-1].startswith("No phone is online, subscribed and not roaming.")
    assert desk.json("campaigns") == {"campaigns": []}
    code, _, err = desk.run("send", str(sheet), *TEXT, "--yes", "--device", str(DELIVERY_VAN))
    assert code == 0, err
    assert {entry["device_id"] for entry in gateway.entries} == {DELIVERY_VAN}


def test_a_stop_in_the_middle_spares_who_still_waits(desk: Desk, gateway: PracticeGateway, tmp_path: Path) -> None:
    sheet = write_sheet(tmp_path / "many.csv", 60)
    child = desk.start("--set", "backlog=1", "send", str(sheet), *TEXT, "--yes", "--wait")
    wait_for(lambda: len(gateway.entries) >= 5, child=child)
    gateway.receive(phone(59), "Stop.")
    gateway.receive(phone(58), " STOP ")
    code, out, err = finish(child)
    assert code == 1, out + err
    assert sent_to(gateway) == everybody(58)
    assert "2 people asked not to be texted" in err
    assert "2 skipped" in out
    [campaign] = desk.json("campaigns")["campaigns"]
    rows = {row["to"]: row for row in desk.json("campaigns", str(campaign["id"]))["rows"]}
    assert rows[phone(59)]["state"] == "skipped"
    assert rows[phone(59)]["reason"]
    assert phone(59) in desk.run("do-not-text")[1]


def test_a_stop_before_the_first_row_is_read_before_it(desk: Desk, gateway: PracticeGateway, sheet: Path) -> None:
    gateway.receive(phone(0), "STOP")
    code, out, err = desk.run("send", str(sheet), *TEXT, "--yes")
    assert code == 1, out + err
    assert "1 person asked not to be texted" in err
    assert sent_to(gateway) == everybody(12)[1:]


def test_a_refused_token_does_not_wait_for_receipts_nobody_can_read(tmp_path: Path) -> None:
    sheet = write_sheet(tmp_path / "few.csv", 3)
    with PracticeGateway(speed=1, token="right", phones=plain_phones(1)) as gateway:
        desk = Desk(tmp_path / "data", gateway.url)
        child = desk.start("send", str(sheet), *TEXT, "--yes", "--wait")
        wait_for(lambda: len(gateway.entries) == 3, child=child)
        gateway.access.refuses_all = True
        code, out, err = finish(child, within_s=20)
    assert code == 3, out + err
    assert "Please sign in again" in err
