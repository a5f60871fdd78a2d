"""Progress of a campaign, driven as a person does; nothing waits."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel

from desktop_app.domain.changes import Changes
from desktop_app.domain.errors import Trouble
from desktop_app.domain.outgoing import Campaign, CampaignState, Decision, PausedBy, Share, State, WaitingFor
from desktop_app.ui import announce
from desktop_app.ui.models.outgoing_model import OutgoingColumn
from desktop_app.ui.tabs.bulk import story_campaign as story
from desktop_app.ui.tabs.bulk.campaign_view import CampaignView
from desktop_app.ui.tabs.bulk.phones_dialog import PhonesDialog
from desktop_app.ui.tabs.bulk.progress_head import MESSAGES, RECEIPT
from desktop_app.ui.tabs.bulk.retry_dialog import RetryDialog
from desktop_app.ui.tabs.bulk.shown_states import STATES
from desktop_app.ui.tabs.bulk.stop_dialog import StopDialog
from desktop_app.ui.tabs.bulk.story_services import StoryLive, StoryServices, StoryWaiting
from tests.window_stage import HandTasks


class Stage:
    """A page over the story's store."""

    def __init__(self, campaign: Campaign, live: StoryLive | None = None) -> None:
        self.tasks = HandTasks()
        self.services = StoryServices(self.tasks, campaign, live)
        self.view = CampaignView(self.services)
        self.services.store.subscribe(self.view.changed)
        self.view.resize(1216, 560)
        self.view.show()
        self.view.show_campaign(campaign.id)

    @property
    def asked(self) -> list[tuple[object, ...]]:
        return self.services.sending.asked

    def settle(self) -> None:
        """As if the merging timers had run out."""
        self.view.reader._again()
        self.view.progress.table._read_again()
        QApplication.sendPostedEvents()

    def words(self, column: OutgoingColumn, rows: int = 5) -> list[str]:
        model = self.view.progress.table.messages
        return [model.index(row, column).data() for row in range(min(rows, model.total))]


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale("en_GB"))
    yield
    QLocale.setDefault(before)


@pytest.fixture
def stage(qapp: QApplication) -> Iterator[object]:
    stages: list[Stage] = []

    def make(campaign: Campaign | None = None, live: StoryLive | None = None) -> Stage:
        stages.append(Stage(campaign or story.campaign(), live))
        return stages[-1]

    yield make
    for one in stages:
        if one.view.acting.dialog is not None:
            one.view.acting.dialog.reject()
        one.view.hide()
        one.view.deleteLater()
    qapp.sendPostedEvents(None, 52)  # DeferredDelete


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What assistive technology is told."""
    told: list[str] = []
    monkeypatch.setattr(
        announce.QAccessible, "updateAccessibility", lambda event: told.append(event.message()), raising=True
    )
    assert QAccessible is announce.QAccessible
    return told


def active(qtbot, view: CampaignView) -> None:
    with qtbot.waitActive(view):
        view.activateWindow()


def test_the_story_is_shown_exactly(stage) -> None:
    view = stage().view
    assert view.head.pill.text == "Sending"
    assert view.head.line.text() == "502 of 1,248 done · 40 % · by about 12:30, before quiet hours"
    shown = {key: button.count for key, button in view.progress.counters.buttons.items()}
    assert shown == {
        "": 1248, "waiting": 719, "on its way": 24, "sent": 88, "delivered": 402, "failed": 12, "not confirmed": 3,
        "skipped": 0,
    }  # fmt: skip
    assert view.progress.counters.buttons["skipped"].isHidden()
    assert view.progress.left_out.text() == "Left out: 57"
    assert view.progress.bar.accessibleDescription() == (
        "Delivered 402, Sent 88, Failed 12, Not confirmed 3, On its way 24, Waiting 719"
    )
    assert view.head.main.text() == "Pause"


def test_counters_are_filters(stage) -> None:
    made = stage()
    for key, total in (("failed", 12), ("not confirmed", 3), ("delivered", 402), ("waiting", 719), ("", 1248)):
        made.view.progress.counters.buttons[key].click()
        assert made.view.progress.table.messages.total == total
    made.view.progress.counters.buttons["failed"].click()
    assert set(made.words(OutgoingColumn.STATE, 12)) <= {"No signal", "Phone couldn’t send", "Not delivered"}


def test_arrows_move_between_counters(stage, qtbot) -> None:
    view = stage().view
    active(qtbot, view)
    first = view.progress.counters.buttons[""]
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Right)
    assert view.progress.counters.key == "waiting"
    assert view.progress.table.messages.total == 719


def test_search_and_nothing_found(stage) -> None:
    made = stage()
    made.view.progress.search.setText("Olga")
    made.view.progress._show_rows()
    assert set(made.words(OutgoingColumn.NAME)) == {"Olga Smirnova"}
    made.view.progress.search.setText("nobody")
    made.view.progress._show_rows()
    assert made.view.progress.table.messages.total == 0
    assert made.view.progress._none.isVisible()


def test_rows_left_out_are_listed_with_their_reason(stage) -> None:
    view = stage().view
    view.progress.left_out.click()
    model = view.progress.left_table.model()
    assert view.progress.left_table.isVisible()
    assert model.rowCount() == 57
    reasons = [model.index(row, 3).data() for row in range(57)]
    assert len(set(reasons)) == len(story.LEFT_OUT)
    view.progress.counters.buttons["sent"].click()
    assert not view.progress.left_table.isVisible()


def test_newest_first_and_follows_until_scrolled(stage) -> None:
    made = stage()
    table, outbox = made.view.progress.table, made.services.store.outbox
    assert made.words(OutgoingColumn.NAME, 2) == ["Greta Hofmann", "Pavel Novák"]
    outbox.kept_rows[0] = replace(outbox.kept_rows[0], name="Now at the top", changed_at=story.NOW + timedelta(hours=1))
    made.view.changed(Changes(campaigns=frozenset({4})))
    made.settle()
    assert made.words(OutgoingColumn.NAME, 1) == ["Now at the top"]
    table.verticalScrollBar().setValue(400)
    assert not table.follows
    assert made.view.progress.newest.isVisible()
    before = made.words(OutgoingColumn.NAME, 30)
    seen = table.messages.item(table.rows_in_view()[0])
    at = next(i for i, row in enumerate(outbox.kept_rows) if row.id == seen.id)
    outbox.kept_rows[at] = replace(seen, name="Changed in place", changed_at=story.NOW + timedelta(hours=2))
    made.view.changed(Changes(campaigns=frozenset({4})))
    made.settle()
    after = made.words(OutgoingColumn.NAME, 30)
    assert [a for a, b in zip(after, before, strict=True) if a != b] == ["Changed in place"]
    made.view.progress.newest.click()
    made.settle()
    assert table.follows
    assert made.words(OutgoingColumn.NAME, 1) == ["Changed in place"]


def test_changes_that_come_fast_are_read_at_most_twice_a_second(stage) -> None:
    made = stage()
    made.services.store.outbox.reads.clear()
    for _ in range(200):
        made.view.changed(Changes(campaigns=frozenset({4})))
    assert made.services.store.outbox.reads.count("campaign") <= 1
    assert made.services.store.outbox.reads.count("page") == 0
    made.view.changed(Changes(campaigns=frozenset({99})))
    made.settle()
    assert made.services.store.outbox.reads.count("campaign") <= 2


def test_pause_and_resume_by_button_and_key(stage) -> None:
    made = stage()
    made.view.head.main.click()
    made.settle()
    assert made.asked == [("pause", 4)]
    assert made.view.head.pill.text == "Paused by you"
    assert made.view.head.main.text() == "Resume"
    made.view._pause_or_resume()
    made.settle()
    assert made.asked[-1] == ("resume", 4)
    assert made.view.head.main.text() == "Pause"


def test_a_trouble_is_said_above_the_page(stage, heard) -> None:
    made = stage()
    made.services.sending.trouble = Trouble("The disk is full.", "Nothing was changed.", "Try again.")
    made.view.head.main.click()
    assert made.view.told.isVisible()
    assert "The disk is full." in made.view.told.accessibleName()
    assert "The disk is full. Nothing was changed. Try again." in heard


def test_stop_is_told_honestly_and_keeping_on_is_the_default(stage) -> None:
    made = stage()
    made.view.head.stop.click()
    dialog = made.view.acting.dialog
    assert isinstance(dialog, StopDialog)
    assert dialog.rows[0].accessibleName() == "Won’t be sent: 719"
    assert dialog.rows[1].accessibleName() == "Already handed over, may still go out: 27"
    assert dialog.keep.isDefault()
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert made.asked == []
    made.view.head.stop.click()
    made.view.acting.dialog.stop.click()
    made.settle()
    assert made.asked == [("stop", 4)]
    assert made.view.head.pill.text == "Stopping"
    assert "24 already handed over, may still go out" in made.view.head.line.text()
    assert made.view.head.main.isHidden()
    assert "719 won’t be sent." in made.view.told.accessibleName()
    unsent = made.view.progress.counters.buttons["skipped"]
    assert (unsent.count, unsent.isHidden()) == (719, False)


def test_the_rest_can_be_sent_after_a_question(stage) -> None:
    counts = {State.SENT: 529, State.CANCELLED: 719}
    made = stage(story.campaign(counts, state=CampaignState.STOPPED))
    assert made.view.head.main.text() == "Send the rest…"
    made.view.head.main.click()
    assert made.asked == []
    made.view.acting.dialog.chosen.emit("yes")
    assert made.asked == [("send_rest", 4)]


def test_retry_is_split_by_cause(stage) -> None:
    made = stage(story.campaign(story.FINISHED, state=CampaignState.FINISHED, finished_at=story.ENDED))
    made.view._show_filtered("failed")
    assert made.view.head.main.text() == "Retry 9 failed"
    made.view.head.main.click()
    dialog = made.view.acting.dialog
    assert isinstance(dialog, RetryDialog)
    assert {code: box.isChecked() for code, box in dialog.boxes.items()} == {10: True, 9: True, 8: False}
    assert dialog.retry.text() == "Retry 9"
    dialog.boxes[8].setChecked(True)
    assert dialog.retry.text() == "Retry 21"
    dialog.boxes[8].setChecked(False)
    dialog.boxes[9].setChecked(False)
    dialog.phone.setCurrentIndex(2)
    dialog.retry.click()
    assert made.asked == [("retry", 4, frozenset({10}), Share(1576, 0, 7))]


def test_nothing_chosen_cannot_be_retried(stage) -> None:
    made = stage()
    made.view.progress.retry.click()
    dialog = made.view.acting.dialog
    for box in dialog.boxes.values():
        box.setChecked(False)
    assert not dialog.retry.isEnabled()


def test_not_confirmed_is_one_question_with_three_answers(stage) -> None:
    made = stage()
    question = made.view.progress.not_confirmed
    assert question.isVisible()
    assert question.accessibleName().startswith("3 messages are not confirmed")
    question.again.click()
    assert made.asked == []  # it may arrive twice: asked once more
    made.view.acting.dialog.chosen.emit("")
    made.view.acting.dialog.reject()
    assert made.asked == []
    question.leave.click()
    made.settle()
    assert made.asked == [("decide", 4, None, Decision.LEAVE)]
    assert not question.isVisible()


def test_not_confirmed_can_be_checked_again(stage) -> None:
    made = stage()
    made.view.progress.not_confirmed.check.click()
    assert made.asked == [("decide", 4, None, Decision.CHECK)]


def starting() -> tuple[Campaign, StoryLive]:
    campaign = story.campaign({State.QUEUED: 1248}, state=CampaignState.STARTING)
    live = StoryLive(now=story.BEGAN + timedelta(seconds=2))
    live.campaign[4] = StoryWaiting(WaitingFor.START, story.BEGAN + timedelta(seconds=10))
    return campaign, live


def test_undo_counts_down_and_is_announced(stage, heard) -> None:
    made = stage(*starting())
    assert made.view.undo.isVisible()
    assert made.view.undo.accessibleName() == "Sending 1,248 messages in 8 s"
    assert any("Undo: F6 or Ctrl+Shift+Backspace" in words for words in heard)
    assert made.view.head.main.isHidden()
    assert made.view.head.stop.isHidden()
    made.services.store.live.now += timedelta(seconds=3)
    made.tasks.fire("campaign tick")
    assert made.view.undo.accessibleName().endswith("5 s")
    assert sum("Undo:" in words for words in heard) == 1  # a ticking time is not announced


@pytest.mark.parametrize("way", ["button", "keys"])
def test_undo(stage, qtbot, way: str) -> None:
    made = stage(*starting())
    if way == "button":
        made.view.undo.button.click()
    else:
        active(qtbot, made.view)
        QTest.keyClick(
            made.view, Qt.Key.Key_Backspace, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        )
    made.settle()
    assert made.asked == [("undo", 4)]
    assert not made.view.undo.isVisible()
    assert made.view.head.pill.text == "Stopped by you"
    assert "Nothing was sent" in made.view.told.accessibleName()


def test_f6_reaches_undo(stage, qtbot) -> None:
    made = stage(*starting())
    active(qtbot, made.view)
    QTest.keyClick(made.view, Qt.Key.Key_F6)
    assert made.view.undo.button.hasFocus()


def test_undo_that_comes_too_late_says_so(stage) -> None:
    made = stage(*starting())
    made.services.store.outbox.kept = story.campaign()
    made.view.undo.button.click()
    assert "Too late to undo" in made.view.told.accessibleName()


def test_quiet_hours_ask_before_sending(stage) -> None:
    live = StoryLive(now=story.NOW.replace(hour=22, minute=14))
    live.campaign[4] = StoryWaiting(WaitingFor.QUIET_HOURS, story.NOW.replace(hour=8, minute=0) + timedelta(days=1))
    made = stage(story.campaign(), live)
    assert made.view.head.pill.text == "Paused for quiet hours, until 08:00"
    assert made.view.head.pause.isVisible()
    made.view.head.main.click()
    assert made.asked == []
    made.view.acting.dialog.chosen.emit("yes")
    assert made.asked == [("send_now", 4)]


def test_phones_that_are_away(stage) -> None:
    live = StoryLive()
    live.campaign[4] = StoryWaiting(WaitingFor.PHONES)
    made = stage(story.campaign(), live)
    made.view.head.main.click()
    assert isinstance(made.view.acting.dialog, PhonesDialog)


def test_no_internet_tries_at_once(stage) -> None:
    live = StoryLive(connected=False)
    live.campaign[4] = StoryWaiting(WaitingFor.CONNECTION)
    made = stage(story.campaign(), live)
    note = made.view.progress.note
    assert note.accessibleName() == ("No internet connection Nothing is lost: 719 messages wait on this computer.")
    assert "by about" not in made.view.head.line.text()
    made.view.head.main.click()
    assert made.asked == [("wake",)]


def test_sign_in_is_asked_for(stage) -> None:
    campaign = story.campaign(state=CampaignState.PAUSED, paused_by=PausedBy.SIGN_IN)
    made = stage(campaign, StoryLive(signed_in=False))
    asked: list[bool] = []
    made.view.sign_in_asked.connect(lambda: asked.append(True))
    made.view.head.main.click()
    assert asked == [True]
    assert made.asked == []


def test_resume_follows_signing_in(stage) -> None:
    campaign = story.campaign(state=CampaignState.PAUSED, paused_by=PausedBy.SIGN_IN)
    live = StoryLive(signed_in=False)
    made = stage(campaign, live)
    assert made.view.head.main.text() == "Sign in"
    live.signed_in = True
    made.view.changed(Changes(live=True))
    assert made.view.head.main.text() == "Resume"
    assert "signed in again" in made.view.progress.note.accessibleName()


def test_unread_replies_can_be_read_again_or_done_without(stage) -> None:
    made = stage(story.campaign(state=CampaignState.PAUSED, paused_by=PausedBy.REPLIES))
    assert made.view.head.main.text() == "Read again"
    note = made.view.progress.note
    assert note._button.text() == "Send without them…"
    note._button.click()
    assert made.asked == []
    question = made.view.acting.dialog
    said = " ".join(label.text() for label in question.findChildren(QLabel))
    assert "Somebody may have asked not to be texted" in said
    assert "719 messages wait." in said
    question.chosen.emit("")
    assert made.asked == []
    question.chosen.emit("yes")
    assert made.asked == [("resume", 4, "replies unread")]


def test_reading_replies_again_does_not_skip_them(stage) -> None:
    made = stage(story.campaign(state=CampaignState.PAUSED, paused_by=PausedBy.REPLIES))
    made.view.head.main.click()
    assert made.asked == [("resume", 4)]


def test_what_the_service_refused_can_be_sent_again(stage) -> None:
    counts = {State.DELIVERED: 1221, State.FAILED: 12, State.REFUSED: 5}
    made = stage(story.campaign(counts, state=CampaignState.FINISHED, finished_at=story.ENDED))
    made.view._show_filtered("failed")
    assert made.view.head.main.text() == "Retry 14 failed"
    made.view.head.main.click()
    dialog = made.view.acting.dialog
    assert dialog.refused.text() == "Refused · 5"
    assert dialog.refused.isChecked()
    assert dialog.retry.text() == "Retry 14"
    dialog.phone.setCurrentIndex(1)
    dialog.retry.click()
    share = Share(1570, 0, 14)
    assert made.asked == [("retry", 4, frozenset({9, 10}), share), ("retry_refused", 4, share)]
    assert made.view.told.accessibleName() == "14 messages are queued again."


def test_refused_alone_are_no_failures_of_a_phone(stage) -> None:
    counts = {State.QUEUED: 40, State.REFUSED: 11}
    made = stage(story.campaign(counts, state=CampaignState.PAUSED, paused_by=PausedBy.REFUSALS))
    assert made.view.progress.retry.isVisible()
    made.view.progress.retry.click()
    made.view.acting.dialog.retry.click()
    assert made.asked == [("retry_refused", 4, None)]
    assert made.view.told.accessibleName() == "11 messages are queued again. They wait until you press Resume."


ASLEEP = (
    "9 are on Delivery van and may go out when it wakes, even at night. "
    "Leave it off until 08:00 if you don’t want that."
)


def test_what_lies_on_a_sleeping_phone_is_said_on_progress_and_before_a_stop(stage) -> None:
    made = stage()
    assert made.view.progress.asleep.isVisible()
    assert made.view.progress.asleep.accessibleName() == ASLEEP
    made.view.head.stop.click()
    assert made.view.acting.dialog.asleep.text() == ASLEEP
    awake = replace(made.services.store.live.devices[2], last_seen=story.NOW)
    made.services.store.live.devices = (*made.services.store.live.devices[:2], awake)
    made.view.changed(Changes(live=True, devices=True))
    assert made.view.progress.asleep.isHidden()


def test_several_phones_asleep_and_no_quiet_hours(stage) -> None:
    live = StoryLive(devices=story.devices(story.NOW - timedelta(minutes=20)))
    delivery = replace(story.campaign().delivery, quiet_hours="off")
    made = stage(story.campaign(delivery=delivery), live)
    assert made.view.progress.asleep.accessibleName() == (
        "22 are on phones that may send them when they wake: 6 on Front desk, 7 on Workshop, 9 on Delivery van."
    )


def test_nobody_knows_who_sleeps_without_a_connection(stage) -> None:
    assert stage(live=StoryLive(connected=False)).view.progress.asleep.isHidden()


def test_why_a_disk_cannot_be_written_is_said_in_its_own_words(stage) -> None:
    locked = "Another program is using the data of SMS Desk. Nothing was sent. Close it and try again."
    made = stage(story.campaign(state=CampaignState.PAUSED, paused_by=PausedBy.DISK, paused_note=locked))
    assert made.view.progress.note.accessibleName() == f"{locked} Sending is paused so nothing gets lost."
    assert "full" not in made.view.progress.note.accessibleName()


def test_a_missed_start_is_not_called_too_late(stage) -> None:
    made = stage(
        story.campaign(state=CampaignState.PAUSED, paused_by=PausedBy.LATE, paused_note="This was due at 09:00.")
    )
    assert made.view.progress.note.accessibleName() == "This was due at 09:00. What is left waits until you say so."
    made.view.head.main.click()
    said = " ".join(label.text() for label in made.view.acting.dialog.findChildren(QLabel))
    assert "This was due at 09:00. 719 messages wait." in said
    assert "Don’t send after" not in said


def test_quarters_and_pauses_are_announced_once(stage, heard) -> None:
    made = stage()
    counts = dict(story.MIDWAY)
    for moved in (100, 50, 300):
        counts[State.QUEUED] -= moved
        counts[State.DELIVERED] += moved
        made.services.store.change(counts=counts)
        made.settle()
    assert [words for words in heard if "%" in words] == [
        "50 % of November service reminder done",
        "75 % of November service reminder done",
    ]
    made.services.store.change(state=CampaignState.PAUSED, paused_by=PausedBy.FAILURES)
    made.settle()
    assert heard[-1].startswith("Paused. Many of the last messages failed")


def test_report_goes_where_the_owner_says(stage, tmp_path: Path) -> None:
    made = stage()
    made.view.head.export_asked.emit("csv")
    dialog = made.view.acting.dialog
    assert isinstance(dialog, QFileDialog)
    assert Path(dialog.selectedFiles()[0]).name == "November service reminder report.csv"
    dialog.fileSelected.emit(str(tmp_path / "report.csv"))
    assert made.services.reports.written == [(4, tmp_path / "report.csv")]
    assert made.view.told.accessibleName() == "Saved 1,305 rows as report.csv."


def test_a_finished_campaign_begins_with_its_receipt_and_keeps_the_chosen_view(stage) -> None:
    made = stage(story.campaign(story.FINISHED, state=CampaignState.FINISHED, finished_at=story.ENDED))
    assert made.view.head.view.index == RECEIPT
    made.view._choose_view(MESSAGES)
    made.view.reader.refresh()
    made.settle()
    assert made.view.head.view.index == MESSAGES


def test_names_from_outside_are_plain_text(stage) -> None:
    made = stage(story.campaign(name="<b>Big</b> sale"))
    assert made.view.head.title.text() == "<b>Big</b> sale"
    assert "<b>" not in made.view.head.title.toolTip()


def test_low_window_has_chips_and_one_line_of_counters(stage) -> None:
    view = stage().view
    tall = view.progress.counters.buttons[""].sizeHint().height()
    view.set_compact(compact=True)
    view.resize(928, 390)
    QApplication.sendPostedEvents()  # a widget that moved house is shown again by its new layout
    assert view.progress.counters.buttons[""].sizeHint().height() < tall
    assert view.progress.find_button.isVisible()
    assert not view.progress.search.isVisible()
    view.progress.find_button.click()
    assert view.progress.search.isVisible()
    view.set_compact(compact=False)
    QApplication.sendPostedEvents()
    assert view.progress.search.isVisible()


@pytest.mark.parametrize("by", list(PausedBy))
def test_failed_rows_are_offered_only_where_they_are_the_reason(stage, by: PausedBy) -> None:
    made = stage(story.campaign(state=CampaignState.PAUSED, paused_by=by))
    offered = made.view.progress.note._button.text() == "Show failed" and made.view.progress.note.isVisible()
    assert offered == (by in {PausedBy.FAILURES, PausedBy.DUPLICATE, PausedBy.REFUSALS})
    if offered:
        made.view.progress.note.pressed.emit()
        assert made.view.progress.counters.key == "failed"


def test_lanes_say_nothing_untrue_after_a_stop(stage) -> None:
    counts = {State.DELIVERED: 502, State.FAILED: 27, State.CANCELLED: 719}
    made = stage(story.campaign(counts, state=CampaignState.STOPPED))
    assert [lane.accessibleName() for lane in made.view.progress.lanes._shown] == [
        "Front desk, 236 of 535", "Workshop, 228 of 535", "Delivery van, 38 of 178",
    ]  # fmt: skip


@pytest.mark.parametrize("name", sorted(STATES))
@pytest.mark.parametrize("compact", [False, True])
def test_every_state_can_be_brought_up(qapp: QApplication, name: str, compact: bool) -> None:
    page = STATES[name](HandTasks())
    page.set_compact(compact=compact)
    page.resize(928 if compact else 1216, 390 if compact else 560)
    page.show()
    assert not page.grab().isNull()
    page.hide()
    page.deleteLater()
    qapp.sendPostedEvents(None, 52)
