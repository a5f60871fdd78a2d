"""What a receipt says, line by line, for screen and paper: rows in, minus each reason, messages out, results."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from desktop_app.domain.outgoing import Campaign, State
from desktop_app.domain.recipient import Group
from desktop_app.domain.status import NOT_DELIVERED
from desktop_app.ui.tabs.bulk.campaign_parts import Outcome
from desktop_app.ui.tabs.bulk.campaign_reader import Facts
from desktop_app.ui.tabs.bulk.said import SHOWN_LEFT_OUT, counters, group_words, tr
from desktop_app.ui.widgets.stacked_bar import Pattern
from desktop_app.ui.words import clock_time, day, failure_word, number, state_look

_RESULTS = ("delivered", "sent", "failed", "not confirmed", "on its way")


@dataclass(frozen=True)
class Line:
    """Words and a number; `weight` 0 is small, 1 usual, 2 the sum. `swatch` makes it a legend too."""

    words: str
    value: str
    weight: int = 1
    note: str = ""
    swatch: tuple[str, Pattern] | None = None


@dataclass(frozen=True)
class ReceiptText:
    """All a receipt says: a head, blocks of lines, a note under the sum, the bars' caption."""

    title: str
    about: str
    blocks: tuple[tuple[Line, ...], ...]
    people: str
    sum_block: int
    """Which block the people's line stands under."""
    times: tuple[str, str, str] = ("", "", "")
    """Beneath the bars: first time, what a bar is, last time."""
    bars: tuple[int, ...] = ()


def receipt_text(facts: Facts, outcome: Outcome) -> ReceiptText:
    """The receipt of a campaign as it stands."""
    campaign = facts.campaign
    kept_back = _kept_back(campaign)
    out = campaign.rows - sum(count for _, count in kept_back)
    left_out: dict[Group, int] = {
        group: count for group, count in facts.left_out.items() if count and group is not Group.HIDDEN
    }
    rows = campaign.rows + sum(left_out.values())
    first = (
        Line(tr("Rows in {file}").format(file=campaign.file), number(rows)),
        *(Line(words, minus(count), 0) for words, count in _reasons(left_out)),
        *(Line(words, minus(count), 0) for words, count in kept_back),
    )
    total = (Line(tr("Messages out"), number(out), 2),)
    return ReceiptText(
        campaign.name,
        _about(campaign),
        tuple(block for block in (first, total, _results(campaign), _used(outcome, campaign)) if block),
        tr("to %Ln people", outcome.people),
        1,
        _times(outcome),
        outcome.by_step,
    )


def minus(count: int) -> str:
    """A number taken away."""
    return f"− {number(count)}"


def _reasons(left_out: Mapping[Group, int]) -> list[tuple[str, int]]:
    """Reasons the sheet's rows fell away; landlines count among numbers that cannot be used."""
    found: dict[str, int] = {}
    for group in SHOWN_LEFT_OUT:
        count = left_out.get(group, 0)
        if not count:
            continue
        no_number = group in (Group.NOT_A_NUMBER, Group.LANDLINE)
        words = tr("No usable number") if no_number else _GROUPS.get(group, "") and tr(_GROUPS[group])
        words = words or group_words(group).name
        found[words] = found.get(words, 0) + count
    order = (tr(_GROUPS[Group.SAME_TEXT]), tr("No usable number"))
    return sorted(found.items(), key=lambda pair: order.index(pair[0]) if pair[0] in order else len(order))


_GROUPS = {Group.SAME_TEXT: "Same number, same text", Group.EMPTY: "Empty rows"}


def _kept_back(campaign: Campaign) -> list[tuple[str, int]]:
    words = (
        (State.SKIPPED, tr("Left out when their turn came")),
        (State.CANCELLED, tr("Stopped by you")),
        (State.QUARANTINED, tr("Unreadable")),
        (State.QUEUED, tr("Still waiting here")),
    )
    return [(said, campaign.counts.get(state, 0)) for state, said in words if campaign.counts.get(state, 0)]


def _results(campaign: Campaign) -> tuple[Line, ...]:
    by_key = {counter.key: counter for counter in counters()}
    lines = []
    for key in _RESULTS:
        counter = by_key[key]
        count = counter.count(campaign.counts) - (campaign.counts.get(State.QUARANTINED, 0) if key == "failed" else 0)
        if count or key in ("delivered", "sent", "failed"):
            words = tr("Sent, no delivery receipt") if key == "sent" else counter.words
            lines.append(Line(words, number(count), 1, swatch=(counter.ink, counter.pattern)))
    return tuple(lines)


def _used(outcome: Outcome, campaign: Campaign) -> tuple[Line, ...]:
    failed = campaign.counts.get(State.FAILED, 0) + campaign.counts.get(State.REFUSED, 0)
    note = tr("%Ln failed ones not counted", failed) if failed else ""
    return (Line(tr("SMS used"), number(outcome.sms), 1, note),)


def _about(campaign: Campaign) -> str:
    created = campaign.created.astimezone()
    parts = [tr("Receipt {number}").format(number=f"{created:%Y-%m}-{campaign.id:02d}"), day(campaign.created)]
    if campaign.consent_at is not None:
        parts.append(tr("consent ticked {time}").format(time=clock_time(campaign.consent_at)))
    return " · ".join(parts)


def _times(outcome: Outcome) -> tuple[str, str, str]:
    if outcome.first is None or outcome.last is None:
        return ("", "", "")
    seconds = outcome.step < timedelta(minutes=1)
    return clock_time(outcome.first, seconds=seconds), per_step(outcome.step), clock_time(outcome.last, seconds=seconds)


def per_step(step: timedelta) -> str:
    """Say "messages per 3 minutes"."""
    seconds = int(step.total_seconds())
    if seconds < 60:
        return tr("messages per second") if seconds == 1 else tr("messages per {n} seconds").format(n=seconds)
    if seconds < 3600:
        return tr("messages per minute") if seconds == 60 else tr("messages per {n} minutes").format(n=seconds // 60)
    if seconds < 86400:
        return tr("messages per hour") if seconds == 3600 else tr("messages per {n} hours").format(n=seconds // 3600)
    return tr("messages per day") if seconds == 86400 else tr("messages per {n} days").format(n=seconds // 86400)


def as_text(text: ReceiptText) -> str:
    """The whole receipt in plain words: its text alternative."""
    lines = [text.title, text.about]
    for index, block in enumerate(text.blocks):
        lines += [" ".join(part for part in (line.words, line.value, line.note) if part) for line in block]
        if index == text.sum_block:
            lines.append(text.people)
    if text.bars:
        lines.append(f"{text.times[0]} – {text.times[2]}: " + ", ".join(number(bar) for bar in text.bars))
    return "\n".join(lines)


def failed_on_our_side(causes: Mapping[int, int]) -> list[tuple[int, int]]:
    """Causes that are not their phone, the most frequent first."""
    return sorted(((c, n) for c, n in causes.items() if c != NOT_DELIVERED and n), key=lambda pair: -pair[1])


def causes_line(causes: list[tuple[int, int]], refused: int = 0) -> str:
    """Say "No signal 7 · Phone couldn’t send 2 · Refused 1"."""
    said = [(failure_word(code)[0], count) for code, count in causes] + [(state_look(State.REFUSED).word, refused)]
    return " · ".join(f"{words} {number(count)}" for words, count in said if count)
