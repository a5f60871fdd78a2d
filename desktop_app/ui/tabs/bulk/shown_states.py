"""Every state of Progress, receipt and coming back, to bring up on purpose: `--demo --show STATE`."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from desktop_app.domain.outgoing import Campaign, CampaignState, PausedBy, State, WaitingFor
from desktop_app.ui.tabs.bulk import story_campaign as story
from desktop_app.ui.tabs.bulk.campaign_parts import Tasks
from desktop_app.ui.tabs.bulk.campaign_reader import Facts
from desktop_app.ui.tabs.bulk.campaign_view import CampaignView
from desktop_app.ui.tabs.bulk.next_step import Act
from desktop_app.ui.tabs.bulk.story_services import StoryLive, StoryServices, StoryWaiting
from desktop_app.ui.tabs.bulk.welcome_back import WelcomeBack

Make = Callable[[Tasks], CampaignView | WelcomeBack]
"""Makes the page that a state shows, over a store of its own in memory."""


def _live(waiting: WaitingFor = WaitingFor.NOTHING, **changes: Any) -> StoryLive:
    live = StoryLive(**changes)
    live.next_at = {(1570, 0): live.now + timedelta(seconds=9), (1576, 0): live.now + timedelta(seconds=14)}
    if waiting:
        until = live.now.replace(hour=8, minute=0, second=0) + timedelta(days=1)
        live.campaign[4] = StoryWaiting(waiting, until if waiting is WaitingFor.QUIET_HOURS else None)
    return live


def _view(campaign: Campaign, live: StoryLive | None = None, *, decided: bool = True) -> Make:
    def make(tasks: Tasks) -> CampaignView:
        services = StoryServices(tasks, campaign, live or _live())
        services.store.outbox.undecided_left = decided
        view = CampaignView(services)
        services.store.subscribe(view.changed)
        view.show_campaign(campaign.id)
        return view

    return make


_NOTES: Mapping[PausedBy, str] = {
    PausedBy.FAILURES: "11 of the last 50 messages failed.",
    PausedBy.ACCOUNT: "Not in this account: phone 1297.",
    PausedBy.REFUSALS: "SmsGateway24 refused 11 messages: Device is not active.",
    PausedBy.DISK: "The disk is full. Nothing is sent until there is room. Free some space.",
}
"""What services say beside a pause, by its reason."""


def _paused(by: PausedBy) -> Make:
    campaign = story.campaign(state=CampaignState.PAUSED, paused_by=by, paused_note=_NOTES.get(by, ""))
    return _view(campaign, _live(signed_in=by is not PausedBy.SIGN_IN))


def _asking(campaign: Campaign, ask: Callable[[CampaignView, Facts], None]) -> Make:
    """A page with a question open over it, once it has been read."""

    def make(tasks: Tasks) -> CampaignView:
        view = _view(campaign)(tasks)
        assert isinstance(view, CampaignView)
        asked: list[Facts] = []

        def arrived(facts: Facts) -> None:
            if not asked:
                asked.append(facts)
                ask(view, facts)

        view.reader.arrived.connect(arrived)
        view.show_campaign(campaign.id)
        return view

    return make


def _welcome(counts: Mapping[State, int]) -> Make:
    def make(tasks: Tasks) -> WelcomeBack:
        now = story.NOW + timedelta(minutes=24)
        campaign = story.campaign(counts, state=CampaignState.PAUSED, paused_by=PausedBy.RESTART)
        services = StoryServices(tasks, campaign, StoryLive(now=now, devices=story.devices(now)))
        page = WelcomeBack(services)
        services.store.subscribe(page.changed)
        page.show_campaign(campaign.id)
        return page

    return make


_ALL = sum(story.MIDWAY.values())
_STOPPED: Mapping[State, int] = {
    (State.CANCELLED if state is State.QUEUED else state): count for state, count in story.MIDWAY.items()
}
_REFUSED: Mapping[State, int] = {**story.FINISHED, State.DELIVERED: 1193, State.REFUSED: 5}
_NO_FAILURES = {State.DELIVERED: 1221, State.SENT: 27}
_CHECKED: Mapping[State, int] = {state: count for state, count in story.CUT_OFF.items() if state is not State.UNSURE}

STATES: Mapping[str, Make] = {
    "progress": _view(story.campaign()),
    "progress-starting": _view(
        story.campaign({State.QUEUED: _ALL}, state=CampaignState.STARTING),
        _live(now=story.BEGAN + timedelta(seconds=2), devices=story.devices(story.BEGAN)),
    ),
    "progress-not-confirmed": _view(story.campaign(), decided=False),
    "progress-paused": _paused(PausedBy.YOU),
    "progress-quiet-hours": _view(
        story.campaign(),
        _live(
            WaitingFor.QUIET_HOURS,
            now=story.NOW.replace(hour=22, minute=14),
            devices=story.devices(story.NOW.replace(hour=22, minute=14)),
        ),
    ),
    "progress-no-phones": _view(
        story.campaign(), _live(WaitingFor.PHONES, devices=story.devices(story.NOW - timedelta(minutes=20)))
    ),
    "progress-no-internet": _view(story.campaign(), _live(WaitingFor.CONNECTION, connected=False)),
    "progress-checking": _view(story.campaign(story.CUT_OFF), _live(WaitingFor.CHECKING)),
    "progress-late-start": _view(
        story.campaign(
            {State.QUEUED: _ALL},
            state=CampaignState.PAUSED,
            paused_by=PausedBy.LATE,
            paused_note="This was due at 09:00.",
            started_at=None,
        )
    ),
    "progress-stop": _asking(story.campaign(), lambda view, facts: view.acting.ask_stop(facts)),
    "progress-retry": _asking(
        story.campaign(_REFUSED, state=CampaignState.FINISHED, finished_at=story.ENDED),
        lambda view, facts: view.acting.ask_retry(facts),
    ),
    "progress-send-unread": _asking(
        story.campaign(state=CampaignState.PAUSED, paused_by=PausedBy.REPLIES),
        lambda view, facts: view.acting.act(Act.SEND_UNREAD, facts),
    ),
    "progress-stopping": _view(story.campaign(_STOPPED, state=CampaignState.STOPPING)),
    "progress-stopped": _view(story.campaign(_STOPPED, state=CampaignState.STOPPED, finished_at=story.NOW)),
    "receipt": _view(story.campaign(story.FINISHED, state=CampaignState.FINISHED, finished_at=story.ENDED)),
    "receipt-all-arrived": _view(story.campaign(_NO_FAILURES, state=CampaignState.FINISHED, finished_at=story.ENDED)),
    "welcome-back": _welcome(story.CUT_OFF),
    "welcome-back-checked": _welcome({**_CHECKED, State.ASK: 3, State.SENT: 93}),
    **{f"progress-paused-{by.value.replace(' ', '-')}": _paused(by) for by in PausedBy if by is not PausedBy.YOU},
}
"""Name of a state -> its page."""
