"""What a campaign came to in numbers no tally holds: people, SMS used, and how many went out when."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from desktop_app.store.connection import Connection
from desktop_app.store.times import from_ms

STEPS_S = (1, 2, 5, 10, 15, 30, 60, 120, 180, 300, 600, 900, 1800, 3600, 7200, 21600, 86400)
"""Widths of a step people can read: "messages per 3 minutes"."""


@dataclass(frozen=True)
class Outcome:
    """People texted, SMS used (failed ones not counted), and messages by time from `first` on, a number each step."""

    people: int = 0
    sms: int = 0
    first: datetime | None = None
    last: datetime | None = None
    """When the first and the last message were handed over."""
    step: timedelta = timedelta(minutes=1)
    by_step: tuple[int, ...] = ()


def outcome(connection: Connection, campaign: int, most: int) -> Outcome:
    """What became of a campaign, its messages over time in at most `most` steps.

    A failed SMS is not counted as used (design/UX.md 0); one that is not confirmed is.
    """
    totals = connection.execute(
        "SELECT COUNT(DISTINCT CASE WHEN state NOT IN ('queued', 'skipped', 'cancelled') THEN phone END) AS people, "
        "SUM(CASE WHEN state IN ('sent', 'delivered', 'accepted', 'taken', 'sending', 'unsure', 'ask', 'duplicate') "
        "THEN parts ELSE 0 END) AS sms, MIN(first_claimed_at) AS first, MAX(first_claimed_at) AS last "
        "FROM outgoing WHERE campaign = ? AND superseded = 0",
        (campaign,),
    ).fetchone()
    people, sms = totals["people"] or 0, totals["sms"] or 0
    if totals["first"] is None:
        return Outcome(people, sms)
    first, last = totals["first"], totals["last"]
    step_ms = _step_ms(last - first, most)
    rows = connection.execute(
        "SELECT (first_claimed_at - ?) / ? AS step, COUNT(*) AS n FROM outgoing "
        "WHERE campaign = ? AND superseded = 0 AND first_claimed_at IS NOT NULL GROUP BY step",
        (first, step_ms, campaign),
    )
    counted = {row["step"]: row["n"] for row in rows}
    by_step = tuple(counted.get(step, 0) for step in range((last - first) // step_ms + 1))
    return Outcome(people, sms, from_ms(first), from_ms(last), timedelta(milliseconds=step_ms), by_step)


def _step_ms(span_ms: int, most: int) -> int:
    for step in STEPS_S:
        if span_ms // (step * 1000) < most:
            return step * 1000
    return max(span_ms // most + 1, STEPS_S[-1] * 1000)
