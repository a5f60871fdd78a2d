"""The campaign of the design's story, in memory, to bring up any state on purpose (`--show`) and in tests.

Kern Garage, 20 November, 10:42: 719 waiting, 24 on their way, 88 sent, 402 delivered, 12 failed, 3 not confirmed.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import cycle
from typing import Any

from desktop_app.domain.device import Device, Sim
from desktop_app.domain.outgoing import Campaign, CampaignState, Delivery, Outgoing, Share, State
from desktop_app.domain.recipient import Group

NOW = datetime(2025, 11, 20, 10, 42, 25).astimezone()
BEGAN = NOW.replace(hour=9, minute=20, second=0)
ENDED = NOW.replace(hour=12, minute=34, second=0)
FILE = "customers-november.xlsx"

MIDWAY: Mapping[State, int] = {
    State.DELIVERED: 402,
    State.SENT: 88,
    State.FAILED: 12,
    State.ASK: 3,
    State.SENDING: 2,
    State.ACCEPTED: 12,
    State.TAKEN: 10,
    State.QUEUED: 719,
}
FINISHED: Mapping[State, int] = {State.DELIVERED: 1198, State.SENT: 26, State.FAILED: 21, State.ASK: 3}
CUT_OFF: Mapping[State, int] = {
    State.DELIVERED: 402,
    State.SENT: 88,
    State.FAILED: 12,
    State.UNSURE: 8,
    State.ACCEPTED: 9,
    State.TAKEN: 10,
    State.QUEUED: 719,
}
LEFT_OUT = {Group.SAME_TEXT: 31, Group.NOT_A_NUMBER: 9, Group.LANDLINE: 3, Group.OPTED_OUT: 8, Group.EMPTY: 6}
SHARES = (Share(1570, 0, 535), Share(1576, 0, 535), Share(1297, 0, 178))
_DONE_AT_MIDWAY = (236, 228, 38)
_WITH_PHONES_AT_MIDWAY = (6, 7, 9)
_FAILURES = (10, 10, 10, 9, 8, 8, 8)

_PEOPLE = (
    ("Greta Hofmann", "0157 3391 4417", "+4915733914417", "M-GH 71"),
    ("Pavel Novák", "+420 603 118 204", "+420603118204", "M-PN 33"),
    ("Mehmet Arslan", "0160/4418920", "+491604418920", "DAH-MA 9"),
    ("Sofia Marino", "0176 60 28 44 31", "+4917660284431", "M-SM 2045"),
    ("Peter Zimmermann", "0151-44719982", "+4915144719982", "FFB-PZ 3"),
    ("Hanna Vogt", "01716638 2204", "+4917166382204", "M-HV 518"),
    ("Olga Smirnova", "0170 2290 6617", "+4917022906617", "STA-OS 44"),
    ("Beate Huber", "0160 9981 233", "+491609981233", "M-BH 12"),
    ("Farid Rahimi", "0152 2271 640", "+491522271640", "M-FR 905"),
    ("Jan Peters", "0157 3302 819", "+491573302819", "M-JP 7"),
    ("Rosa Conti", "0151 7745 026", "+491517745026", "FFB-RC 61"),
)
_NEWEST = (State.TAKEN, State.ACCEPTED, State.SENT, State.DELIVERED, State.FAILED, State.DELIVERED, State.ASK)
_UNDER_WAY = frozenset({State.SENDING, State.ACCEPTED, State.TAKEN, State.UNSURE})
_NOT_BEGUN = (State.QUEUED, State.CANCELLED)
_NEWEST_PHONES = (0, 1, 1, 0, 2, 1, 0)


@dataclass(frozen=True)
class StoryLane:
    """What goes through one phone."""

    device_id: int
    sim: int
    rows: int
    done: int
    waiting: int
    with_phone: int


@dataclass(frozen=True)
class StoryOutcome:
    """What the story came to."""

    people: int
    sms: int
    first: datetime | None
    last: datetime | None
    step: timedelta
    by_step: tuple[int, ...]


def devices(now: datetime = NOW) -> tuple[Device, ...]:
    """The story's phones as they are at `now`: two online, the van late, one offline."""
    return (
        Device(1570, "Pixel 7a", now - timedelta(seconds=12), sims=(Sim(0, "Vodafone"),), nickname="Front desk"),
        Device(1576, "Galaxy A54", now - timedelta(seconds=4), sims=(Sim(0, "Telekom"),), nickname="Workshop"),
        Device(1297, "Moto G84", now - timedelta(minutes=3), sims=(Sim(0, "o2"),), nickname="Delivery van"),
        Device(1301, "Galaxy A14", now - timedelta(hours=1), sims=(Sim(0, "Telekom"),), nickname="Back office"),
    )


def campaign(counts: Mapping[State, int] = MIDWAY, **changes: Any) -> Campaign:
    """The story's campaign with these counts; `changes` are fields of `Campaign`."""
    made = Campaign(
        id=4,
        name="November service reminder",
        file=FILE,
        created=BEGAN,
        state=CampaignState.SENDING,
        rows=sum(counts.values()),
        people=1203,
        parts=1294,
        counts=dict(counts),
        delivery=Delivery(SHARES, 20.0, not_after=BEGAN + timedelta(hours=24)),
        started_at=BEGAN,
        consent_at=BEGAN - timedelta(minutes=1),
    )
    return replace(made, **changes)


def rows(counts: Mapping[State, int], now: datetime = NOW) -> list[Outgoing]:
    """A row for each message of these counts, in the sheet's order; the newest change is the picture's first row."""
    newest = [state for state in _NEWEST if counts.get(state, 0)]
    begun = sum(count for state, count in counts.items() if state not in _NOT_BEGUN)
    older = {state: count - newest.count(state) for state, count in counts.items() if state not in _NOT_BEGUN}
    settled = _mixed({state: count for state, count in older.items() if state not in _UNDER_WAY})
    under_way = _mixed({state: count for state, count in older.items() if state in _UNDER_WAY})
    states = [*settled, *under_way, *newest[::-1], *_rest(counts)]
    failures = cycle(_FAILURES)
    made = []
    for index, state in enumerate(states):
        back = begun - 1 - index
        person = _PEOPLE[back % len(_PEOPLE)]
        phone = _NEWEST_PHONES[back] if 0 <= back < len(_NEWEST_PHONES) else (0, 1, 0, 1, 2, 0, 1)[index % 7]
        shown, e164 = (person[1], person[2]) if 0 <= back < len(_PEOPLE) else _number(index)
        made.append(
            Outgoing(
                id=index + 1,
                campaign=4,
                row=index + 4,
                ref=81204711 + index,
                device_id=SHARES[phone].device_id,
                sim=0,
                phone=e164,
                body=f"Hello {person[0]}, your service for {person[3]} is on Thu 4 Dec 10:30. Reply 1 to confirm "
                "or call 089 4412 730. Kern Garage. Reply STOP to opt out.",
                parts=1,
                state=state,
                shown_phone=shown,
                name=person[0],
                gateway_status={State.FAILED: 10 if back == 4 else next(failures), State.DELIVERED: 7}.get(state),
                changed_at=BEGAN if state in _NOT_BEGUN else now - timedelta(seconds=4 + 9 * back),
            )
        )
    return made


def _rest(counts: Mapping[State, int]) -> list[State]:
    return [state for state in _NOT_BEGUN for _ in range(counts.get(state, 0))]


def _number(index: int) -> tuple[str, str]:
    digits = f"{index * 7919 % 10_000_000:07d}"
    return f"0157 {digits[:3]} {digits[3:]}", f"+49157{digits}"


def _mixed(counts: Mapping[State, int]) -> Iterator[State]:
    """States spread evenly among each other, so that a list of them looks as it would."""
    total = sum(counts.values())
    owed = dict.fromkeys(counts, 0.0)
    left = dict(counts)
    for _ in range(total):
        for state, count in counts.items():
            owed[state] += count / total
        state = max((one for one in left if left[one]), key=lambda one: owed[one])
        owed[state] -= 1
        left[state] -= 1
        yield state


def lanes(counts: Mapping[State, int]) -> list[StoryLane]:
    """What goes through each phone with these counts."""
    done: tuple[int, ...]
    waiting: tuple[int, ...]
    under_way = counts.get(State.ACCEPTED, 0) + counts.get(State.TAKEN, 0)
    with_phones = _WITH_PHONES_AT_MIDWAY if under_way == sum(_WITH_PHONES_AT_MIDWAY) else (under_way, 0, 0)
    if counts.get(State.QUEUED) == MIDWAY[State.QUEUED]:
        done, waiting = _DONE_AT_MIDWAY, (292, 298, 129)
    elif counts.get(State.CANCELLED):
        done, waiting = _DONE_AT_MIDWAY, (0, 0, 0)
    elif not counts.get(State.QUEUED):
        done, waiting = tuple(share.rows for share in SHARES), (0, 0, 0)
    else:
        done, waiting = (0, 0, 0), tuple(share.rows for share in SHARES)
    return [
        StoryLane(share.device_id, share.sim, share.rows, *numbers)
        for share, *numbers in zip(SHARES, done, waiting, with_phones, strict=True)
    ]


def causes(counts: Mapping[State, int]) -> dict[int, int]:
    """Failures by code, as the story tells them: 7 had no signal, 2 were refused, the rest is up to their phones."""
    failed = counts.get(State.FAILED, 0)
    return {8: 12, 10: 7, 9: 2} if failed == FINISHED[State.FAILED] else {10: 7, 9: 2, 8: failed - 9} if failed else {}


def outcome(counts: Mapping[State, int]) -> StoryOutcome:
    """People, SMS and messages over time of these counts."""
    begun = sum(counts.values()) - counts.get(State.QUEUED, 0) - counts.get(State.CANCELLED, 0)
    if not begun:
        return StoryOutcome(0, 0, None, None, timedelta(minutes=1), ())
    whole = begun == sum(counts.values())
    last = ENDED if whole else NOW
    step = timedelta(minutes=3)
    steps = int((last - BEGAN) / step) + 1
    bars = [19 - (index * 7 % 5) + (index * 3 % 4) for index in range(steps)]
    scale = begun / sum(bars)
    drawn = [round(bar * scale) for bar in bars]
    for index in range(abs(begun - sum(drawn))):
        drawn[index * 5 % steps] += 1 if begun > sum(drawn) else -1
    people, sms = (1203, 1273) if whole else (begun, begun + 20)
    return StoryOutcome(people, sms, BEGAN, last, step, tuple(drawn))
