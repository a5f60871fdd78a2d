"""Coming back: what is known, and nothing more."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from desktop_app.domain.changes import Changes
from desktop_app.domain.outgoing import CampaignState, PausedBy, State
from desktop_app.ui.models.under_way_model import UnderWayColumn
from desktop_app.ui.tabs.bulk import story_campaign as story
from desktop_app.ui.tabs.bulk.stop_dialog import StopDialog
from desktop_app.ui.tabs.bulk.story_services import StoryLive, StoryServices
from desktop_app.ui.tabs.bulk.welcome_back import WelcomeBack
from tests.window_stage import HandTasks

NOW = story.NOW + timedelta(minutes=24)


class Stage:
    """The page over the story's campaign that was cut off."""

    def __init__(self) -> None:
        self.campaign = story.campaign(story.CUT_OFF, state=CampaignState.PAUSED, paused_by=PausedBy.RESTART)
        self.services = StoryServices(HandTasks(), self.campaign, StoryLive(now=NOW, devices=story.devices(NOW)))
        self.page = WelcomeBack(self.services)
        self.services.store.subscribe(self.page.changed)
        self.page.resize(1216, 560)
        self.page.show()
        self.page.show_campaign(4)
        self.went: list[object] = []
        self.page.campaign_asked.connect(self.went.append)
        self.page.left.connect(lambda: self.went.append("left"))

    def settle(self, wanted: dict[State, State]) -> None:
        """Rows of a state are found to be in another."""
        outbox = self.services.store.outbox
        outbox.kept_rows = [replace(row, state=wanted.get(row.state, row.state)) for row in outbox.kept_rows]
        counts: dict[State, int] = {}
        for row in outbox.kept_rows:
            counts[row.state] = counts.get(row.state, 0) + 1
        self.services.store.change(counts=counts)
        self.page.reader._again()

    def figures(self) -> tuple[str, str, str]:
        slip = self.page.slip
        return tuple(figure.accessibleName() for figure in (slip.done, slip.checking, slip.here))

    def found(self) -> set[tuple[str, str]]:
        model = self.page.model
        return {
            (model.index(row, UnderWayColumn.FOUND).data(), model.index(row, UnderWayColumn.MEANING).data())
            for row in range(model.rowCount())
        }


@pytest.fixture
def stage(qapp: QApplication) -> Iterator[Stage]:
    before = QLocale()
    QLocale.setDefault(QLocale("en_GB"))
    made = Stage()
    yield made
    if made.page.acting.dialog is not None:
        made.page.acting.dialog.reject()
    made.page.hide()
    made.page.deleteLater()
    qapp.sendPostedEvents(None, 52)
    QLocale.setDefault(before)


def test_what_is_known_while_checking(stage: Stage) -> None:
    assert stage.page.slip.sentence.text == "We stopped at 10:42."
    assert stage.figures() == (
        "502 are done. Delivered 402 · Sent 88 · Failed 12",
        "27 being checked with SmsGateway24. 19 settled, 8 to go",
        "719 are still here. On this computer, untouched",
    )
    assert stage.page.slip.promise.accessibleName() == "Nothing goes out until you press Resume."
    assert not stage.page.slip.resume.isEnabled()
    assert stage.page.slip.reason.text() == "Ready when the 8 are checked."
    assert stage.found() == {
        ("Checking", "Found nothing yet"),
        ("At SmsGateway24", "Goes out by itself"),
        ("On the phone", "Goes out by itself"),
    }
    assert not any("twice" in label.text() for label in stage.page.findChildren(type(stage.page.slip.now)))


def test_resume_when_all_are_checked_or_ask(stage: Stage) -> None:
    stage.settle({State.UNSURE: State.ASK, State.TAKEN: State.DELIVERED, State.ACCEPTED: State.QUEUED})
    assert stage.figures() == (
        "502 are done. Delivered 402 · Sent 88 · Failed 12",
        "27 were under way and are checked. 8 are not confirmed, you decide",
        "719 are still here. On this computer, untouched",
    )
    found = {word for word, _ in stage.found()}
    assert found == {"Not confirmed", "Delivered", "Never arrived"}
    assert ("Never arrived", "Proven: back in the queue") in stage.found()
    assert stage.page.slip.resume.isEnabled()
    stage.page.slip.resume.click()
    assert stage.services.sending.asked == [("resume", 4)]
    assert stage.went[-1] == 4


def test_nothing_is_resumed_while_one_is_open(stage: Stage) -> None:
    stage.page.slip.resume.click()
    assert stage.services.sending.asked == []


def test_no_internet_is_the_reason(stage: Stage) -> None:
    stage.services.store.live.connected = False
    stage.page.changed(Changes(live=True))
    assert stage.page.slip.reason.text().startswith("No internet connection.")


def test_decide_later(stage: Stage) -> None:
    stage.page.later.click()
    assert stage.went == ["left"]
    assert stage.services.sending.asked == []


def test_stop_for_good_is_told_honestly(stage: Stage) -> None:
    stage.page.slip.stop.click()
    dialog = stage.page.acting.dialog
    assert isinstance(dialog, StopDialog)
    assert [row.accessibleName() for row in dialog.rows] == [
        "Won’t be sent: 719",
        "Already handed over, may still go out: 27",
    ]
    assert (dialog.keep.text(), dialog.stop.text()) == ("Keep it paused", "Stop for good")
    dialog.stop.click()
    assert stage.services.sending.asked == [("stop", 4)]
    assert stage.went == [4]


def test_a_campaign_that_went_on_elsewhere_is_shown_instead(stage: Stage) -> None:
    stage.services.store.change(state=CampaignState.STOPPED)
    stage.page.reader._again()
    assert stage.went == [4]
