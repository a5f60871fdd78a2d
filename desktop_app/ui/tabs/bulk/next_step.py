"""The one main action of a campaign's state, and what Progress says about it (design/UX.md 4.4). No widgets."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from desktop_app.domain.device import Device
from desktop_app.domain.forecast import Work, forecast, per_hour
from desktop_app.domain.outgoing import Campaign, CampaignState, PausedBy, State, WaitingFor
from desktop_app.domain.quiet_hours import parse
from desktop_app.domain.status import PASSING_FAILURES
from desktop_app.ui.tabs.bulk.campaign_parts import Lane, Live
from desktop_app.ui.tabs.bulk.said import counters, tr
from desktop_app.ui.words import clock_time, day, day_and_time, number

_ROUND_MIN = 10


class Act(StrEnum):
    """What a main action does."""

    NONE = ""
    UNDO = "undo"
    PAUSE = "pause"
    RESUME = "resume"
    SEND_NOW = "send now"
    FIX_PHONES = "fix phones"
    TRY_NOW = "try now"
    SIGN_IN = "sign in"
    SEND_REST = "send rest"
    EXPORT = "export"
    RETRY = "retry"
    SHOW_FAILED = "show failed"
    SEND_UNREAD = "send without replies"


@dataclass(frozen=True)
class NextStep:
    """The main action: what it does, its words and its icon. `Act.NONE` shows no button."""

    act: Act
    words: str = ""
    icon: str = ""


_AFTER_PAUSE: Mapping[PausedBy, str] = {
    PausedBy.SILENCE: "Try again",
    PausedBy.REFUSALS: "Try again",
    PausedBy.REPLIES: "Read again",
    PausedBy.DISK: "Try again",
    PausedBy.TLS: "Try again",
    PausedBy.ACCOUNT: "Check again",
    PausedBy.LATE: "Send anyway…",
}
"""What going on is called after a pause that asks for more than Resume."""


def next_step(campaign: Campaign, live: Live, retriable: int) -> NextStep:
    """The main action of a campaign now; `retriable` failed for a reason another try may mend."""
    state = campaign.state
    if state is CampaignState.STARTING:
        return NextStep(Act.UNDO, tr("Undo"), "undo-2")
    if state in (CampaignState.SENDING, CampaignState.SCHEDULED) and not campaign.all_out:
        return _while_sending(campaign, live)
    if state is CampaignState.PAUSED:
        by = campaign.paused_by or PausedBy.YOU
        if by is PausedBy.SIGN_IN and not live.signed_in:
            return NextStep(Act.SIGN_IN, tr("Sign in"), "key-round")
        return NextStep(Act.RESUME, tr(_AFTER_PAUSE.get(by, "Resume")), "play")
    if state is CampaignState.STOPPED and campaign.counts.get(State.CANCELLED, 0):
        return NextStep(Act.SEND_REST, tr("Send the rest…"), "send")
    if state in (CampaignState.STOPPED, CampaignState.FINISHED) or campaign.all_out:
        if retriable:
            return NextStep(Act.RETRY, tr("Retry %Ln failed", retriable), "rotate-cw")
        return NextStep(Act.EXPORT, tr("Export report"), "download")
    return NextStep(Act.NONE)


def _while_sending(campaign: Campaign, live: Live) -> NextStep:
    waits = live.campaign.get(campaign.id)
    reason = waits.waiting if waits else WaitingFor.NOTHING
    if reason is WaitingFor.QUIET_HOURS:
        return NextStep(Act.SEND_NOW, tr("Send now anyway…"), "send")
    if reason is WaitingFor.PHONES:
        return NextStep(Act.FIX_PHONES, tr("How to fix"), "smartphone")
    if reason is WaitingFor.CONNECTION:
        return NextStep(Act.TRY_NOW, tr("Try now"), "refresh-cw")
    return NextStep(Act.PAUSE, tr("Pause"), "pause")


def may_pause_too(step: NextStep) -> bool:
    """Whether Pause has to stand beside the main action: it still sends, and the main action is another."""
    return step.act in (Act.SEND_NOW, Act.FIX_PHONES, Act.TRY_NOW)


def may_stop(campaign: Campaign) -> bool:
    """Whether there is anything a stop could keep from going out."""
    may = (CampaignState.SENDING, CampaignState.PAUSED, CampaignState.SCHEDULED)
    return campaign.state in may and not campaign.all_out


def retriable(causes: Mapping[int, int], refused: int) -> int:
    """How many failed for a reason that another phone or a later time may mend, or never got as far as a phone."""
    return refused + sum(count for code, count in causes.items() if code in PASSING_FAILURES)


def failed_count(campaign: Campaign) -> int:
    """What the counter Failed says."""
    return next(one for one in counters() if one.key == "failed").count(campaign.counts)


def percent(campaign: Campaign) -> int:
    """How much is done, 0 to 100; 100 only when all is."""
    return campaign.done * 100 // campaign.rows if campaign.rows else 0


def done_line(campaign: Campaign, *, short: bool = False) -> str:
    """Say "502 of 1,248 done · 40 %"."""
    done, rows = number(campaign.done), number(campaign.rows)
    if short:
        return tr("{done} of {rows}").format(done=done, rows=rows)
    return " · ".join((tr("{done} of {rows} done").format(done=done, rows=rows), f"{percent(campaign)} %"))


def finish_words(
    campaign: Campaign, lanes: Sequence[Lane], devices: Iterable[Device], now: datetime, *, short: bool = False
) -> str:
    """When it will be done at this pace: "by about 12:30, before quiet hours"; empty when that is not known.

    For a paused campaign it is when it would be done if it went on now.
    """
    if campaign.state not in (CampaignState.SENDING, CampaignState.PAUSED) or not campaign.waiting:
        return ""
    known = {device.id: device for device in devices}
    work = [
        Work(lane.waiting, per_hour(known.get(lane.device_id, Device(lane.device_id, "")), campaign.delivery.pace_s))
        for lane in lanes
    ]
    quiet = parse(campaign.delivery.quiet_hours)
    found = forecast(work, now.astimezone(), quiet.span if quiet else _never)
    if found is None:
        return ""
    at = rounded_up(found.finishes)
    days = (at.date() - now.astimezone().date()).days
    words = (tr("by about tomorrow {time}") if days == 1 else tr("by about {time}")).format(
        time=day_and_time(at, now) if days > 1 else clock_time(at)
    )
    if short or quiet is None:
        return words
    begun_in_quiet = found.starts > now.astimezone()
    return words if found.pauses or begun_in_quiet else tr("{when}, before quiet hours").format(when=words)


def head_line(campaign: Campaign, lanes: Sequence[Lane], live: Live, *, short: bool = False) -> str:
    """How far a campaign is, what may still go out after a stop, and when it will be done where that can be told."""
    parts = [done_line(campaign, short=short)]
    if campaign.state is CampaignState.STOPPING and campaign.on_its_way:
        parts.append(tr("%Ln already handed over, may still go out", campaign.on_its_way))
    waits = live.campaign.get(campaign.id)
    known = waits is None or waits.waiting not in (WaitingFor.PHONES, WaitingFor.CONNECTION)
    if campaign.state is CampaignState.SENDING and known:
        parts.append(finish_words(campaign, lanes, live.devices, live.server_now(), short=short))
    return " · ".join(part for part in parts if part)


def span_line(campaign: Campaign, *, short: bool = False) -> str:
    """From when to when a campaign ran, and its file: "Thu 20 Nov, 09:20 – 12:34 · customers.xlsx"."""
    began, ended = campaign.started_at or campaign.created, campaign.finished_at
    span = f"{day(began)}, {clock_time(began)}" + (f" – {clock_time(ended)}" if ended else "")
    return span if short else f"{span} · {campaign.file}"


def rounded_up(at: datetime) -> datetime:
    """The next ten minutes: what is foretold is "about"."""
    over = timedelta(minutes=at.minute % _ROUND_MIN, seconds=at.second, microseconds=at.microsecond)
    return at - over + timedelta(minutes=_ROUND_MIN) if over else at


def _never(_at: datetime) -> None:
    return None


def until_words(live: Live, campaign: int, now: datetime) -> str:
    """Until when a campaign waits, as a time in words; empty when nobody knows or it is the pace."""
    waits = live.campaign.get(campaign)
    if waits is None or waits.until is None or waits.waiting not in (WaitingFor.QUIET_HOURS, WaitingFor.START):
        return ""
    same_day = waits.until.astimezone().date() == now.astimezone().date()
    near = waits.until - now < timedelta(hours=20)
    return clock_time(waits.until) if same_day or near else day_and_time(waits.until, now)
