"""What people and schedulers rely on: exit codes, one sentence an error, JSON shapes, and what each option does."""

import json
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from openpyxl import Workbook

from desktop_app.commands.carrying_out import carry_out
from desktop_app.commands.messages import Message
from desktop_app.commands.requests import SendRequest, Source
from desktop_app.commands.sending import send
from desktop_app.demo.server import PracticeGateway
from desktop_app.demo.story import BACK_OFFICE, FRONT_DESK, WORKSHOP
from desktop_app.domain.errors import BadFile, NotSignedIn
from tests.e2e.desk import ROOT, TEXT, Desk, phone, write_sheet
from tests.e2e.room import room

NOBODY = "http://127.0.0.1:9"
SAMPLE = ROOT / "resources" / "sample" / "customers-november.xlsx"
STORY = json.loads((ROOT / "resources" / "sample" / "story.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("preview", "FOLDER/damaged.xlsx", *TEXT), 2, "We can't read this file"),
        (("preview", "FOLDER/letter.pdf", *TEXT), 2, "PDF"),
        (("preview", "FOLDER/empty.csv", *TEXT), 2, "empty"),
        (("preview", "SHEET", "--text", "Hi {Nope}"), 2, "There is no column Nope in sheet people."),
        (("preview", "SHEET", "--text", "Hi {"), 2, "has no end"),
        (("preview", "SHEET", "--text-column", "Nope"), 2, "There is no column Nope"),
        (("preview", "SHEET", *TEXT, "--set", "quiet_hours=99-12"), 2, "not a span of time"),
        (("preview", "SHEET", *TEXT, "--set", "pace_s=nan"), 2, "out of range"),
        (("preview", "SHEET", *TEXT, "--set", "pace"), 2, "KEY=VALUE"),
        (("campaigns", "--data-dir", "SHEET"), 2, "cannot be used"),
        (("send", "SHEET", *TEXT), 2, "--yes"),
        (("send", "SHEET", *TEXT, "--yes", "--report", "SHEET"), 2, "exists already"),
        (("send", "SHEET", *TEXT, "--yes", "--at", "2020-01-01 10:00"), 2, "has passed"),
        (("send", "SHEET", *TEXT, "--yes", "--at", "soon"), 2, "YYYY-MM-DD HH:MM"),
        (("send", "SHEET", *TEXT, "--yes", "--at", "9999-12-31 10:00"), 2, "more than a year away"),
        (("preview", "FOLDER", *TEXT), 2, "is a folder"),
        (("preview", "FOLDER/" + "x" * 3000, *TEXT), 2, "cannot be opened"),
        (("do-not-text", "import", "FOLDER/damaged.xlsx"), 2, "not a text file"),
        (("login", "me@example.org"), 2, "No password was given"),
        (("send", "SHEET", *TEXT, "--yes", "--at-gateway"), 2, "needs --at"),
        (("send", "SHEET", *TEXT, "--yes", "--sim", "7"), 2, "--sim"),
        (("devices", "--gateway", NOBODY), 3, "not answering"),
        (("devices", "--gateway", "ftp://x"), 2, "not an address"),
        (("sned", "SHEET"), 2, "neither a file nor a command"),
    ],
)
def test_one_sentence_and_its_code(
    desk: Desk, sheet: Path, gateway: PracticeGateway, words: tuple[str, ...], code: int, says: str
) -> None:
    (sheet.parent / "damaged.xlsx").write_bytes(SAMPLE.read_bytes()[:5000])
    (sheet.parent / "letter.pdf").write_bytes(b"%PDF-1.4 hello")
    (sheet.parent / "empty.csv").touch()
    named = [word.replace("SHEET", str(sheet)).replace("FOLDER", str(sheet.parent)) for word in words]
    found, out, err = desk.run(*named)
    assert (found, out) == (code, ""), err
    assert says in err
    assert len(err.splitlines()) == 1
    assert gateway.entries == []


def test_a_campaign_that_is_not_there(desk: Desk) -> None:
    assert desk.run("do-not-text", "add", phone(0))[0] == 0  # makes the data
    for words in (("campaigns", "77"), ("campaigns", "77", "--json")):
        code, out, err = desk.run(*words)
        assert (code, out, err) == (2, "", "There is no campaign 77. “sms-desk campaigns” lists those there are.\n")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a folder nobody may write to")
def test_a_report_that_cannot_be_written_stops_before_sending(
    desk: Desk, sheet: Path, gateway: PracticeGateway
) -> None:
    code, out, err = desk.run("send", str(sheet), *TEXT, "--yes", "--report", "/proc/report.csv")
    assert (code, out) == (2, ""), err
    assert "Nothing was sent." in err
    assert gateway.entries == []


async def test_a_report_that_fails_after_sending_does_not_call_for_sending_again(
    tmp_path: Path, sheet: Path, gateway: PracticeGateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fails(*_: object) -> int:
        raise BadFile("The disk is full.")

    said: list[Message] = []
    async with room(tmp_path / "data", gateway) as services:
        monkeypatch.setattr(services.reports, "write", fails)
        request = SendRequest(Source(str(sheet), text="Hi {Name}"), report=str(tmp_path / "report.csv"), wait=True)
        assert await send(services, request, said.append) == 1
    assert len(gateway.entries) == 12
    assert said[-1] == {"error": "The disk is full. The messages of campaign 1 went out all the same."}


async def test_login_without_a_keyring_says_what_to_do(tmp_path: Path, gateway: PracticeGateway) -> None:
    async with room(tmp_path / "data", gateway) as services:
        command = {"do": "login", "email": "me@example.org", "password": "secret"}
        with pytest.raises(NotSignedIn, match=r"no keyring .* You are not signed in.* SMS_DESK_TOKEN") as met:
            await carry_out(services, command, lambda _message: None)
    assert met.value.exit_code == 3


def test_logout_names_the_token_it_cannot_forget(desk: Desk) -> None:
    code, out, err = desk.run("logout")
    assert (code, out) == (0, "Signed out.\n")
    assert err == "SMS_DESK_TOKEN is set here, and commands go on using it.\n"


def test_nothing_ready_is_bad_use_and_leaves_no_campaign(desk: Desk, tmp_path: Path) -> None:
    nobody = write_sheet(tmp_path / "nobody.csv", 1)
    desk.run("do-not-text", "add", phone(0))
    code, _, err = desk.run("send", str(nobody), *TEXT, "--yes")
    assert code == 2
    assert err.splitlines()[-1].startswith("No row is ready. Nothing was sent.")
    assert desk.json("campaigns") == {"campaigns": []}


def test_the_story_previewed_in_the_demo(desk: Desk) -> None:
    found = desk.json("preview", "--demo", str(SAMPLE), "--text", STORY["template"])
    assert found["counts"] == {"ready": 1248, "skipped": 57}
    assert found["parts"] == 1294
    assert len(found["rows"]) == 1305
    assert found["rows"][0]["row"] == 4


def make_workbook(path: Path) -> Path:
    book = Workbook()
    book.active.title = "Notes"
    book.active.append(["nothing here"])
    sheet = book.create_sheet("People")
    for row in (
        ["Our list"],
        [],
        ["Ready text", "Home", "Mobile"],
        ["One", "0157 52982000", "0157 52982001"],
        ["Two", "0157 52982002", "0157 52982003"],
        ["Hidden", "0157 52982004", "0157 52982005"],
        ["Swiss", "0157 52982006", "079 123 45 67"],
    ):
        sheet.append(row)
    sheet.row_dimensions[6].hidden = True
    book.save(path)
    return path


def test_every_option_of_the_source(desk: Desk, tmp_path: Path) -> None:
    book = str(make_workbook(tmp_path / "book.xlsx"))

    def rows(*words: str) -> list[tuple[int, str | None, str]]:
        found = desk.json("preview", book, "--sheet", "People", *words)
        return [(row["row"], row["to"], row["text"]) for row in found["rows"] if row["state"] == "ready"]

    by_heading = rows("--to", "mobile", "--text-column", "Ready text")
    assert by_heading == [(4, phone(1), "One"), (5, phone(3), "Two")]
    assert rows("--to", "C", "--text-column", "A", "--header", "3") == by_heading
    assert rows("--to", "B", "--text", "x", "--header", "0") == [(n, phone(2 * n - 8), "x") for n in (4, 5, 7)]
    hidden = rows("--to", "C", "--text-column", "A", "--include-hidden", "--country", "CH")
    assert (6, "+41791234567", "Hidden") not in hidden
    assert (7, "+41791234567", "Swiss") in hidden
    with_hidden = rows("--to", "C", "--text-column", "A", "--include-hidden")
    assert (6, phone(5), "Hidden") in with_hidden


def test_shapes_of_json(desk: Desk, sheet: Path, gateway: PracticeGateway) -> None:
    with sheet.open("a", encoding="utf-8") as file:
        file.write("Odd;12\n")
    assert desk.run("send", str(sheet), *TEXT, "--yes", "--wait")[0] == 1
    [campaign] = desk.json("campaigns")["campaigns"]
    assert {"id", "name", "state", "counts"} <= set(campaign)
    found = desk.json("campaigns", str(campaign["id"]))
    assert set(found) == {"rows", "counts", "parts"}
    assert found["counts"] == campaign["counts"] == {"delivered": 12}
    assert found["parts"] == 12
    [first] = [row for row in found["rows"] if row["row"] == 2]
    [stored] = [entry for entry in gateway.entries if entry["sendto"] == phone(0)]
    assert first == {
        "row": 2, "to": phone(0), "text": stored["body"], "parts": 1, "state": "delivered",
        "reason": None, "suggestion": None, "sms_id": stored["id"],
    }  # fmt: skip
    devices = desk.json("devices")["devices"]
    assert {device["id"] for device in devices} == set(gateway.account.phones)
    assert {"id", "name", "state", "sims"} <= set(devices[0])


def test_chosen_phones_and_sim(desk: Desk, sheet: Path, gateway: PracticeGateway) -> None:
    code, _, err = desk.run("send", str(sheet), *TEXT, "--yes", "--device", str(FRONT_DESK), "--sim", "1")
    assert code == 0, err
    assert {(entry["device_id"], entry["sim"]) for entry in gateway.entries} == {(FRONT_DESK, 1)}
    code, _, err = desk.run("send", str(sheet), *TEXT, "--yes", "--device", str(WORKSHOP), "--sim", "1")
    assert code == 2, err
    assert "has no SIM" in err
    code, _, err = desk.run("send", str(sheet), *TEXT, "--yes", "--device", "4711")
    assert code == 2, err
    assert err.startswith("There is no phone 4711")  # nothing is read before that is known


def test_the_gateway_keeps_the_time(desk: Desk, sheet: Path, gateway: PracticeGateway) -> None:
    start = datetime.now().astimezone().replace(second=0, microsecond=0) + timedelta(days=2)
    words = ("--at", f"{start:%Y-%m-%d %H:%M}", "--at-gateway", "--yes")
    code, out, err = desk.run("send", str(sheet), *TEXT, *words)
    assert code == 0, out + err
    times = [datetime.fromisoformat(entry["timetosend"]) for entry in gateway.entries]
    assert len(times) == 12
    assert min(times) == start
    assert all(time.utcoffset() == timedelta(0) for time in times)
    assert max(times) < start + timedelta(minutes=5)


async def test_a_later_start_and_an_end(tmp_path: Path, sheet: Path) -> None:
    with PracticeGateway(speed=60, token="right") as gateway:
        async with room(tmp_path / "data", gateway) as services:
            start = datetime.now(UTC) + timedelta(seconds=2.5)
            request = SendRequest(Source(str(sheet), text="Hello {Name}"), at=start.isoformat(), wait=True)
            assert await send(services, request, lambda _message: None) == 0
            assert len(gateway.entries) == 12
            assert min(datetime.fromisoformat(entry["asked"]) for entry in gateway.entries) >= start
            request = SendRequest(
                Source(str(sheet), text="Goodbye {Name}"),
                devices=(BACK_OFFICE,),
                pace_s=1,
                expire_h=2 / 3600,
                wait=True,
            )
            said: list[str] = []
            began = datetime.now(UTC)
            assert await send(services, request, lambda message: said.append(message.get("note", ""))) == 1
            after = [datetime.fromisoformat(entry["asked"]) for entry in gateway.entries[12:]]
            assert 0 < len(after) < 12
            assert max(after) - began < timedelta(seconds=4.5)
            assert any("don't send after" in words for words in said)
