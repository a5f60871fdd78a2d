"""The story in the demo's window, as its owner drives it: every number on show against plan and ledger."""

import asyncio
import json
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialogButtonBox,
    QFileDialog,
    QLineEdit,
    QMenu,
    QTableView,
    QTextEdit,
    QWidget,
)

from desktop_app.demo.messages import Message
from desktop_app.demo.server import PracticeGateway
from desktop_app.domain.recipient import PlanRequest
from desktop_app.domain.segments import parts
from desktop_app.paths import resources
from desktop_app.place import Choices, Place
from desktop_app.sheets import columns, plan
from desktop_app.sheets.reading import Book
from desktop_app.ui.tabs.bulk.counters import CounterButton
from tests.e2e.window import LEFT_BUTTON, Eyes, digits, owner_at, until

pytestmark = [
    pytest.mark.qt_log_ignore("This plugin does not support grabbing the keyboard", extend=True),
    pytest.mark.timeout(180),
]
STORY = json.loads((resources() / "sample" / "story.json").read_text(encoding="utf-8"))
EXPECTED = STORY["expected"]
SPEED = 100.0
QUICK = (("undo_s", "2"), ("call_gap_s", "0"))
COUNTERS = ("Waiting", "On its way", "Sent", "Delivered", "Failed", "Not confirmed", "Not sent")
LEFT_OUT = {
    "Not a phone number": "not a number",
    "Landline": "landline",
    "Asked not to be texted": "opted out",
    "Same number and text": "same text",
    "Empty row": "empty",
}
WORTH_A_LOOK = {
    "Same person, new text": "same person",
    "Texted this week": "recent",
    "Long: 2 SMS or more": "long",
    "Empty field replaced": "fallback",
}
MESSAGE = (
    *("Hello ", "+First name", " ", "+Last name", ", your service for ", "+Plate", " is on ", "+Appointment"),
    ". Reply 1 to confirm or call 089 4412 730. Kern Garage. Reply STOP to opt out.",
)
"""The story's message as it is written: words typed, fields (with a plus) by their buttons."""
FAILED, SENT, DELIVERED = frozenset({8, 9, 10, 11, 12, 100, 101}), 6, 7


@pytest.fixture
def place() -> Any:
    """The demo, faster than people live in it."""
    made = Place(Choices(demo=True, settings=QUICK), demo_speed=SPEED)
    yield made
    made.leave()


def practice(place: Place) -> PracticeGateway:
    assert place.practice is not None
    return place.practice


def ledger(place: Place) -> list[dict[str, Any]]:
    return practice(place).entries


async def to_check(eyes: Eyes) -> None:
    """From the first sight to step Check, with the story's message typed in."""
    eyes.turn_to("Bulk send")
    await eyes.click("Try with the sample workbook")
    await eyes.read("What is in each column?")
    assert eyes.says("1,287 look right, 12 need a look (step Check), 6 are empty.")
    await eyes.click("Continue")
    await eyes.read("Write the message")
    await type_message(eyes)
    await until(lambda: eyes.says("1,294"), words="the total of the message never came")
    await eyes.click("Continue")
    await eyes.read("Ready to send")
    await until(lambda: eyes.number("Ready to send") == EXPECTED["ready"])


async def type_message(eyes: Eyes) -> None:
    """Write the story's message anew: words by the keyboard, fields by their buttons."""
    [edit] = [one for one in eyes.seen(QTextEdit) if not one.isReadOnly()]
    edit.setFocus()
    QTest.keyClick(edit, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(edit, Qt.Key.Key_Delete)
    for part in MESSAGE:
        if part.startswith("+"):
            await eyes.click(part[1:])
        else:
            QTest.keyClicks(edit, part)
    await until(lambda: eyes.says("is empty in 23 rows. Use this instead:"))
    field = next(one for one in eyes.seen(QLineEdit) if one.accessibleName() == "Used where First name is empty")
    field.selectAll()
    QTest.keyClicks(field, STORY["fallback"]["Vorname"])


async def choose_delivery(eyes: Eyes) -> None:
    """Two phones, as fast as they can: Back office falls silent in the story, whoever is quick could still take it."""
    back_office = eyes.button("Send with Back office · Galaxy A14")
    if back_office is not None and back_office.isChecked():
        await eyes.click("Send with Back office · Galaxy A14")
    await eyes.click("As fast as the phone allows")
    await eyes.click("Review")


async def to_send(eyes: Eyes) -> None:
    """From the first sight to the countdown."""
    await to_check(eyes)
    await eyes.click("Continue with 1,248")
    await eyes.read("How should it go out?")
    await choose_delivery(eyes)
    await eyes.read("Replies read up to")
    await eyes.click("These people agreed to get texts from me.")
    await eyes.click("Send 1,248 messages")
    await eyes.read("Sending 1,248 messages in")


def counters(eyes: Eyes) -> dict[str, int]:
    """What the counters of Progress say."""
    shown = {one.text(): digits(one.accessibleName()) for one in eyes.seen(CounterButton, eyes.window)}
    return {words: shown.get(words, 0) for words in ("All", *COUNTERS)}


def adds_up(eyes: Eyes) -> dict[str, int]:
    shown = counters(eyes)
    assert shown["All"] == EXPECTED["ready"] == sum(shown[words] for words in COUNTERS), shown
    return shown


def ready_rows() -> Counter[tuple[str, str]]:
    """Number and text of every ready row, planned here beside the program."""
    path = resources() / "sample" / STORY["file"]
    sheet = Book(path.read_bytes(), str(path)).sheet(STORY["sheet"])
    view = columns.view(sheet)
    request = PlanRequest(
        STORY["sheet"],
        view.header_row,
        (3,),
        template=STORY["template"],
        name_columns=view.name_columns,
        do_not_text=frozenset(STORY["opted_out"]),
        recent=frozenset(STORY["recent"]),
    )
    made = plan.build(sheet, view.header_row, request)
    return Counter((row.to or "", row.text) for row in (made.ready_row(n) for n in range(made.totals.ready)))


def own_messages(place: Place) -> list[Message]:
    """What the program handed over, oldest first, as the ledger has it."""
    return [one for one in practice(place).messages if one.customerid]


def outcome(place: Place) -> Counter[str]:
    """How the gateway's messages stand, in the window's words."""
    words = {SENT: "Sent", DELIVERED: "Delivered", **dict.fromkeys(FAILED, "Failed")}
    return Counter(words.get(one.status, "On its way") for one in own_messages(place))


async def test_from_the_sheet_to_the_receipt(qapp: QApplication, place: Place, tmp_path: Path) -> None:
    async with owner_at(qapp, place) as eyes:
        await the_plan_is_shown(eyes)
        await the_slip_says_the_same(eyes)
        await eyes.click("These people agreed to get texts from me.")
        assert ledger(place) == []
        await eyes.click("Send 1,248 messages")
        await eyes.read("Sending 1,248 messages in")
        assert adds_up(eyes)["Waiting"] == 1248
        await follow_to_the_end(eyes, place)
        the_ledger_is_the_plan(place)
        await the_receipt_is_the_ledger(eyes, place)
        the_report_is_the_campaign(place, await export(eyes, tmp_path / "report.xlsx"))


async def the_plan_is_shown(eyes: Eyes) -> None:
    await to_check(eyes)
    assert eyes.number("Rows") == EXPECTED["rows"] == 1305
    assert eyes.number("Left out") == eyes.number("Left out unless you fix them") == EXPECTED["skipped"] == 57
    assert {name: eyes.number(words) for words, name in LEFT_OUT.items()} == EXPECTED["left_out"]
    assert {name: eyes.number(words) for words, name in WORTH_A_LOOK.items()} == EXPECTED["marks"]
    for words, name in LEFT_OUT.items():
        await eyes.click(f"{words}, {EXPECTED['left_out'][name]}")
        rows = [one.model().rowCount() for one in eyes.seen(QTableView, eyes.window)]
        assert rows == [EXPECTED["left_out"][name]], words


async def the_slip_says_the_same(eyes: Eyes) -> None:
    await eyes.click("Continue with 1,248")
    await eyes.read("How should it go out?")
    await choose_delivery(eyes)
    await eyes.read("You are about to send 1,248 messages to 1,203 people.")
    await eyes.read("3 people asked not to be texted. 8 rows of this file are left out for that.")
    await until(lambda: eyes.says("Costs: 1,294 SMS, because 38 messages are long"))
    assert eyes.says("57 rows: 31 duplicates, 12 bad numbers, 8 opted out, 6 empty")
    assert eyes.says("45 people get two different messages")
    assert eyes.says("62 people already had a text from you in the last 7 days")
    senders = next(text for text in eyes.texts() if text.startswith("From: "))
    assert sum(digits(part.split()[-1]) for part in senders.split(" · ")) == 1248


async def follow_to_the_end(eyes: Eyes, place: Place) -> None:
    """Look again and again until all is out; the counters add up every time and never run ahead of the ledger."""
    looks = 0
    end = asyncio.get_running_loop().time() + 60
    while eyes.seen(CounterButton, eyes.window):
        assert asyncio.get_running_loop().time() < end, counters(eyes)
        shown = adds_up(eyes)
        out = sum(shown[words] for words in ("On its way", "Sent", "Delivered", "Failed"))
        handed_over = sum(shown[words] for words in ("Sent", "Delivered", "Failed"))
        assert handed_over <= len(ledger(place)) <= 1248
        assert out + shown["Waiting"] + shown["Not confirmed"] + shown["Not sent"] == 1248
        looks += 1
        await asyncio.sleep(0.1)
    assert looks > 20, "nobody could have watched"
    await eyes.read("have arrived.")
    await eyes.click("Messages")
    stands = {"All": 1248, **dict.fromkeys(COUNTERS, 0), **outcome(place)}
    await until(lambda: counters(eyes) == stands, words=f"{stands}")


def the_ledger_is_the_plan(place: Place) -> None:
    entries = ledger(place)
    assert len(entries) == EXPECTED["ready"]
    assert len({entry["customerid"] for entry in entries}) == 1248
    assert Counter((entry["sendto"], entry["body"]) for entry in entries) == ready_rows()
    assert not {entry["sendto"] for entry in entries} & set(STORY["opted_out"])
    assert len({entry["sendto"] for entry in entries}) == EXPECTED["people"]


async def the_receipt_is_the_ledger(eyes: Eyes, place: Place) -> None:
    await eyes.click("Receipt")
    await eyes.read("have arrived.")
    stands = outcome(place)
    paper = next(one for one in eyes.seen(QWidget) if one.accessibleName() == "Receipt" and one.accessibleDescription())
    said = paper.accessibleDescription().splitlines()
    for line in (
        "Rows in customers-november.xlsx 1,305",
        "Same number, same text − 31",
        "No usable number − 12",
        "Asked not to be texted − 8",
        "Empty rows − 6",
        "Messages out 1,248",
        "to 1,203 people",
        f"Delivered {stands['Delivered']:,}",
        f"Sent, no delivery receipt {stands['Sent']}",
        f"Failed {stands['Failed']}",
    ):
        assert line in said, (line, said)
    used = sum(
        parts(entry["body"])
        for entry, message in zip(ledger(place), own_messages(place), strict=True)
        if message.status in {SENT, DELIVERED}
    )
    assert any(line.startswith(f"SMS used {used:,} ") for line in said), (used, said)
    assert eyes.says(f"{stands['Delivered']:,} of 1,248 have arrived.")


async def export(eyes: Eyes, path: Path) -> Path:
    """Save the report where the file dialog is told."""
    await eyes.click("Messages")
    word = "Export report" if eyes.button("Export report") else "Export"
    await eyes.click(word)
    if word == "Export":
        menu = next(one for one in eyes.window.findChildren(QMenu) if one.isVisible())
        QTest.mouseClick(menu, LEFT_BUTTON, pos=menu.actionGeometry(menu.actions()[0]).center())
    await until(lambda: isinstance(eyes.front, QFileDialog))
    dialog = eyes.front
    assert isinstance(dialog, QFileDialog)
    dialog.selectFile(str(path))
    [buttons] = dialog.findChildren(QDialogButtonBox)
    QTest.mouseClick(buttons.button(QDialogButtonBox.StandardButton.Save), LEFT_BUTTON)
    await until(path.exists)
    await eyes.read("Saved 1,305 rows as report.xlsx.")
    return path


def the_report_is_the_campaign(place: Place, path: Path) -> None:
    headings, *rows = load_workbook(path, read_only=True).active.iter_rows(values_only=True)
    assert headings[:4] == ("Kd-Nr", "Name", "Vorname", "Mobil")
    rows = [(*row, *[None] * (len(headings) - len(row))) for row in rows]
    at = {heading: index for index, heading in enumerate(headings)}
    handed_over = {entry["body"] for entry in ledger(place)}
    sent = [row for row in rows if row[at["Message"]] in handed_over and row[at["Time"]]]
    assert len(rows) == EXPECTED["rows"]
    states, stands = Counter(row[at["State"]] for row in sent), outcome(place)
    assert (states["Delivered"], states["Sent"]) == (stands["Delivered"], stands["Sent"])
    assert sum(states.values()) == 1248, states
    said = Counter((row[at["Number"]].replace(" ", ""), row[at["Message"]]) for row in sent)
    assert said == Counter((entry["sendto"], entry["body"]) for entry in ledger(place))


async def test_undo_sends_nothing_and_brings_the_draft_back(qapp: QApplication, place: Place) -> None:
    async with owner_at(qapp, place) as eyes:
        await to_send(eyes)
        await eyes.click("Undo")
        await eyes.read("Undone. Nothing was sent.")
        await asyncio.sleep(3)
        assert ledger(place) == []
        await eyes.click("Back to Bulk send")
        await eyes.read("Sheet Kunden · 1,305 rows")
        await eyes.click("Continue")
        await eyes.read("What is in each column?")


async def test_nothing_is_handed_over_a_second_after_pause(qapp: QApplication, place: Place) -> None:
    async with owner_at(qapp, place) as eyes:
        await to_send(eyes)
        await until(lambda: len(ledger(place)) >= 100)
        await eyes.click("Pause")
        paused = datetime.now(UTC)
        await eyes.read("Paused by you")
        await asyncio.sleep(2.5)
        late = [one for one in ledger(place) if datetime.fromisoformat(one["asked"]) > paused + timedelta(seconds=1)]
        assert late == []
        assert len(ledger(place)) < 1248
        assert adds_up(eyes)["Waiting"] == 1248 - len(ledger(place))
