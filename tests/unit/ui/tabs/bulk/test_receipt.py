"""The receipt: every line adds up, is said in words, and can be kept."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QApplication

from desktop_app.domain.errors import BadFile
from desktop_app.domain.outgoing import CampaignState, State
from desktop_app.ui.tabs.bulk import story_campaign as story
from desktop_app.ui.tabs.bulk.campaign_reader import Facts
from desktop_app.ui.tabs.bulk.receipt import Receipt
from desktop_app.ui.tabs.bulk.receipt_lines import ReceiptText, as_text, per_step, receipt_text
from desktop_app.ui.tabs.bulk.receipt_print import write_pdf
from desktop_app.ui.tabs.bulk.story_services import StoryServices
from tests.window_stage import HandTasks


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale("en_GB"))
    yield
    QLocale.setDefault(before)


def facts(counts: dict[State, int], **changes: object) -> Facts:
    campaign = story.campaign(counts, **changes)
    return Facts(campaign, story.lanes(counts), story.causes(counts), counts.get(State.ASK, 0), story.LEFT_OUT)


def finished() -> Facts:
    return facts(dict(story.FINISHED), state=CampaignState.FINISHED, finished_at=story.ENDED)


def text(found: Facts) -> ReceiptText:
    return receipt_text(found, story.outcome(found.campaign.counts))


def numbers(block: tuple[object, ...]) -> dict[str, int]:
    return {line.words: int(line.value.replace(",", "").replace("− ", "-")) for line in block}


def test_the_story_s_receipt() -> None:
    shown = text(finished())
    rows, total, results, used = map(numbers, shown.blocks)
    assert rows == {
        "Rows in customers-november.xlsx": 1305,
        "Same number, same text": -31,
        "No usable number": -12,
        "Asked not to be texted": -8,
        "Empty rows": -6,
    }
    assert list(rows)[1:3] == ["Same number, same text", "No usable number"]
    assert total == {"Messages out": 1248}
    assert shown.people == "to 1,203 people"
    assert results == {"Delivered": 1198, "Sent, no delivery receipt": 26, "Failed": 21, "Not confirmed": 3}
    assert used == {"SMS used": 1273}
    assert shown.blocks[3][0].note == "21 failed ones not counted"
    assert shown.times == ("09:20", "messages per 3 minutes", "12:34")
    assert sum(shown.bars) == 1248


@pytest.mark.parametrize(
    "counts",
    [
        dict(story.MIDWAY),
        dict(story.FINISHED),
        {State.DELIVERED: 5, State.SKIPPED: 3, State.CANCELLED: 2, State.QUARANTINED: 1, State.DUPLICATE: 1},
        {State.REFUSED: 4, State.FAILED: 2, State.SENDING: 1, State.UNSURE: 1},
        {State.QUEUED: 9},
    ],
)
def test_every_receipt_adds_up(counts: dict[State, int]) -> None:
    rows, total, results, _ = map(numbers, text(facts(counts)).blocks)
    assert sum(rows.values()) == total["Messages out"]
    assert sum(results.values()) == total["Messages out"]


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (1, "messages per second"),
        (10, "messages per 10 seconds"),
        (60, "messages per minute"),
        (180, "messages per 3 minutes"),
        (3600, "messages per hour"),
        (7200, "messages per 2 hours"),
        (86400, "messages per day"),
        (3 * 86400, "messages per 3 days"),
    ],
)
def test_what_a_bar_is(seconds: int, words: str) -> None:
    assert per_step(timedelta(seconds=seconds)) == words


@pytest.fixture
def page(qapp: QApplication) -> Iterator[Receipt]:
    found = finished()
    made = Receipt(StoryServices(HandTasks(), found.campaign))
    made.resize(1216, 560)
    made.show()
    made.show_facts(found)
    yield made
    if made.keeping.dialog is not None:
        made.keeping.dialog.reject()
    made.hide()
    made.deleteLater()
    qapp.sendPostedEvents(None, 52)


def test_what_is_left_to_do(page: Receipt) -> None:
    assert page.sentence.text == "1,198 of 1,248 have arrived."
    assert page.beneath.text() == "26 went out without a delivery receipt. Done in 3 h 14 min, before quiet hours."
    rows = (page.retry, page.unreached, page.unconfirmed)
    assert [row.button.accessibleName() for row in rows] == [
        "Retry 9…: 9 failed on our side",
        "Show 12: 12 never reached their phone",
        "Show 3: 3 are not confirmed",
    ]
    assert page.rest.isHidden()
    shown: list[str] = []
    page.show_asked.connect(shown.append)
    page.unreached.button.click()
    page.unconfirmed.button.click()
    assert shown == ["failed", "not confirmed"]


def test_the_paper_is_said_in_words(page: Receipt) -> None:
    said = page.paper.accessibleDescription()
    assert said == as_text(text(finished()))
    for words in (
        "Rows in customers-november.xlsx 1,305",
        "Messages out 1,248",
        "Delivered 1,198",
        "consent ticked 09:19",
    ):
        assert words in said


def test_nothing_left_to_do_says_so(qapp: QApplication) -> None:
    found = facts({State.DELIVERED: 3}, state=CampaignState.FINISHED, finished_at=story.ENDED)
    made = Receipt(StoryServices(HandTasks(), found.campaign))
    made.show()
    made.show_facts(found)
    assert made.to_do._none.text().startswith("Nothing.")
    assert made.to_do._none.isVisible()
    made.hide()
    made.deleteLater()
    qapp.sendPostedEvents(None, 52)


def test_the_receipt_as_pdf(page: Receipt, tmp_path: Path) -> None:
    target = tmp_path / "receipt.pdf"
    page.keeping.write_pdf(target)
    content = target.read_bytes()
    assert content.startswith(b"%PDF-")
    assert len(content) > 5_000
    assert page.keeping.told.accessibleName() == "Saved as receipt.pdf."


def test_a_pdf_that_cannot_be_written_is_said(page: Receipt, tmp_path: Path) -> None:
    missing = tmp_path / "gone" / "receipt.pdf"
    with pytest.raises(BadFile):
        write_pdf(text(finished()), missing)
    page.keeping.write_pdf(missing)
    assert page.keeping.told.accessibleName().startswith("receipt.pdf cannot be written.")


def test_printing_asks_for_a_printer(page: Receipt) -> None:
    page.keeping.ask_printer()
    assert isinstance(page.keeping.dialog, QPrintDialog)
