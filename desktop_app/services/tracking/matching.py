"""Which message at the service is which row of ours: reference and number and text, or nothing (reliability.md 2.4)."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from desktop_app.domain.status import INCOMING
from desktop_app.gateway.records import GatewaySms
from desktop_app.store.records import Echo, Pending, Reading

EARLIER = timedelta(minutes=5)
"""How much before its claim a message may seem to have been created: clocks differ."""


@dataclass
class Matched:
    """What one answer says about rows of ours."""

    readings: list[Reading] = field(default_factory=list)
    seen: set[int] = field(default_factory=set)
    """Rows found in the answer."""
    collisions: list[int] = field(default_factory=list)
    """Rows under whose reference the service shows a different message."""
    echo: dict[int, Echo] = field(default_factory=dict)
    """By campaign: whether references came back, where this answer tells."""
    shown: dict[int, GatewaySms] = field(default_factory=dict)
    """Row -> the message it is."""


def normal(body: str) -> str:
    """A text for comparing: composed, without trailing blanks."""
    return unicodedata.normalize("NFC", body).rstrip()


def digits(number: str) -> str:
    """A number for comparing: its digits, without the zeros or plus before the country code."""
    return "".join(c for c in number if c.isdecimal()).lstrip("0")


def is_same(row: Pending, message: GatewaySms) -> bool:
    """Whether number and text are those of the row."""
    return digits(message.sendto) == digits(row.phone) and normal(message.body) == normal(row.body)


def match(rows: Iterable[Pending], messages: Sequence[GatewaySms]) -> Matched:
    """Find rows among messages by id or reference; for accounts without echo, see `match_by_text`."""
    by_id = {message.id: message for message in messages if message.status != INCOMING}
    by_ref: dict[int, list[GatewaySms]] = defaultdict(list)
    for message in by_id.values():
        if message.customerid is not None:
            by_ref[message.customerid].append(message)
    matched = Matched()
    for row in rows:
        _match_one(matched, row, by_id, by_ref.get(row.ref, []))
    return matched


def _match_one(matched: Matched, row: Pending, by_id: Mapping[int, GatewaySms], same_ref: Sequence[GatewaySms]) -> None:
    known = by_id.get(row.sms_id) if row.sms_id is not None else None
    if known is not None and digits(known.sendto) != digits(row.phone):
        known = None  # not ours, whatever we were told
    if known is not None:
        body = normal(known.body)
        copies = [
            one
            for one in same_ref
            if one.id != known.id and digits(one.sendto) == digits(row.phone) and normal(one.body) == body
        ]
        _found(matched, row, known, duplicate=bool(copies))
        return
    if row.sms_id is not None and row.gateway_status is not None:
        return  # seen under its id before: another message is another one
    good = [one for one in same_ref if is_same(row, one)]
    if good:
        _found(matched, row, good[0], duplicate=len(good) > 1)
    elif same_ref:
        matched.collisions.append(row.id)


def _found(matched: Matched, row: Pending, message: GatewaySms, *, duplicate: bool) -> None:
    matched.readings.append(Reading(row.id, message.id, message.status, duplicate))
    matched.seen.add(row.id)
    matched.shown[row.id] = message
    if row.echo is Echo.UNKNOWN:
        came_back = message.customerid == row.ref
        matched.echo[row.campaign] = Echo.PROVEN if came_back else matched.echo.get(row.campaign, Echo.ABSENT)


def match_by_text(
    matched: Matched, rows: Iterable[Pending], messages: Sequence[GatewaySms], taken: set[int], until: timedelta
) -> None:
    """Adopt rows of accounts that do not tell references back: same number, text and phone, created around the claim.

    Where several rows look alike, as many are adopted as there are messages; they are interchangeable.

    Args:
        matched: where they are added.
        rows: unsure rows of such campaigns.
        messages: the answer.
        taken: ids at the service that belong to other rows of ours.
        until: how long after its claim a message may have been stored.
    """
    free: dict[tuple[str, str, int | None], list[GatewaySms]] = defaultdict(list)
    for message in messages:
        if message.status != INCOMING and message.id not in taken and message.created is not None:
            free[digits(message.sendto), normal(message.body), message.device_id].append(message)
    for row in sorted(rows, key=lambda one: (one.claimed_at, one.id)):
        alike = free.get((digits(row.phone), normal(row.body), row.device_id), [])
        fits = next(
            (
                one
                for one in alike
                if one.created is not None and row.claimed_at - EARLIER <= one.created <= row.claimed_at + until
            ),
            None,
        )
        if fits is not None:
            alike.remove(fits)
            matched.readings.append(Reading(row.id, fits.id, fits.status))
            matched.seen.add(row.id)
            matched.shown[row.id] = fits
