"""The state table of UX 4.4: what a campaign's state offers."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from desktop_app.domain.outgoing import CampaignState, PausedBy, State, WaitingFor
from desktop_app.ui.tabs.bulk import story_campaign as story
from desktop_app.ui.tabs.bulk.next_step import (
    Act,
    done_line,
    finish_words,
    may_pause_too,
    may_stop,
    next_step,
    percent,
    retriable,
    rounded_up,
)
from desktop_app.ui.tabs.bulk.said import counters, segments
from desktop_app.ui.tabs.bulk.story_services import StoryLive, StoryWaiting


def live(waiting: WaitingFor = WaitingFor.NOTHING, **changes: object) -> StoryLive:
    made = StoryLive(**changes)
    made.campaign[4] = StoryWaiting(waiting)
    return made


@pytest.mark.parametrize(
    ("state", "waiting", "act", "words"),
    [
        (CampaignState.STARTING, WaitingFor.START, Act.UNDO, "Undo"),
        (CampaignState.SENDING, WaitingFor.NOTHING, Act.PAUSE, "Pause"),
        (CampaignState.SENDING, WaitingFor.PACE, Act.PAUSE, "Pause"),
        (CampaignState.SENDING, WaitingFor.QUIET_HOURS, Act.SEND_NOW, "Send now anyway…"),
        (CampaignState.SENDING, WaitingFor.PHONES, Act.FIX_PHONES, "How to fix"),
        (CampaignState.SENDING, WaitingFor.CONNECTION, Act.TRY_NOW, "Try now"),
        (CampaignState.STOPPING, WaitingFor.NOTHING, Act.NONE, ""),
    ],
)
def test_main_action_of_a_state(state: CampaignState, waiting: WaitingFor, act: Act, words: str) -> None:
    step = next_step(story.campaign(state=state), live(waiting), 0)
    assert (step.act, step.words) == (act, words)
    assert may_pause_too(step) == (act in {Act.SEND_NOW, Act.FIX_PHONES, Act.TRY_NOW})


@pytest.mark.parametrize("by", list(PausedBy))
def test_every_pause_offers_a_way_on(by: PausedBy) -> None:
    campaign = story.campaign(state=CampaignState.PAUSED, paused_by=by)
    assert next_step(campaign, live(), 0).act is Act.RESUME
    assert may_stop(campaign)
    signed_out = next_step(campaign, live(signed_in=False), 0)
    assert (signed_out.act is Act.SIGN_IN) == (by is PausedBy.SIGN_IN)


def test_after_the_end() -> None:
    finished = story.campaign(story.FINISHED, state=CampaignState.FINISHED)
    assert next_step(finished, live(), 9).words == "Retry 9 failed"
    assert next_step(finished, live(), 0).words == "Export report"
    stopped = story.campaign({State.SENT: 3, State.CANCELLED: 4}, state=CampaignState.STOPPED)
    assert next_step(stopped, live(), 3).act is Act.SEND_REST
    assert not may_stop(stopped)


def test_retry_never_counts_their_phone_or_what_is_blocked() -> None:
    assert retriable({8: 12, 9: 2, 10: 7, 11: 1, 12: 1, 100: 5, 101: 5}, 3) == 14


def test_the_story_at_10_42() -> None:
    campaign = story.campaign()
    assert campaign.rows == 1248
    assert done_line(campaign) == "502 of 1,248 done · 40 %"
    assert done_line(campaign, short=True) == "502 of 1,248"
    shown = {one.words: one.count(campaign.counts) for one in counters()}
    assert shown == {
        "Waiting": 719,
        "On its way": 24,
        "Sent": 88,
        "Delivered": 402,
        "Failed": 12,
        "Not confirmed": 3,
        "Not sent": 0,
    }
    assert sum(shown.values()) == 1248
    assert sum(part.value for part in segments(campaign.counts)) == 1248
    lanes = story.lanes(campaign.counts)
    words = finish_words(campaign, lanes, story.devices(), story.NOW)
    assert words == "by about 12:30, before quiet hours"
    assert [(lane.done, lane.rows) for lane in lanes] == [(236, 535), (228, 535), (38, 178)]
    assert sum(lane.done for lane in lanes) == campaign.done
    assert sum(lane.waiting for lane in lanes) == campaign.waiting


def test_every_state_is_in_exactly_one_counter() -> None:
    counted = Counter(state for one in counters() for state in one.states)
    assert counted == dict.fromkeys(State, 1)


def test_a_hundred_percent_only_when_all_is_done() -> None:
    assert percent(story.campaign({State.DELIVERED: 99_999, State.QUEUED: 1})) == 99
    assert percent(story.campaign({State.DELIVERED: 3})) == 100
    assert percent(story.campaign({})) == 0


def test_the_end_is_said_as_about_and_tomorrow() -> None:
    campaign = story.campaign()
    evening = story.NOW.replace(hour=19, minute=0, second=0)
    words = finish_words(campaign, story.lanes(campaign.counts), story.devices(evening), evening)
    assert words == "by about tomorrow 08:40"
    at = datetime(2025, 11, 20, 12, 20, 0, tzinfo=UTC)
    assert rounded_up(at) == at
    assert rounded_up(at + timedelta(seconds=1)) == at + timedelta(minutes=10)
