"""The made-up garage of the demo: its phones and their last week, who opted out, whom it texted (resources/sample)."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_app.clock import Clock
from desktop_app.demo.story import DELIVERY_VAN, FRONT_DESK, NICKNAMES, WORKSHOP
from desktop_app.domain.device import Device, Reach
from desktop_app.domain.outgoing import CampaignState, Delivery, Share
from desktop_app.domain.reach_history import Change, ReachHistory, Span
from desktop_app.domain.status import DELIVERED
from desktop_app.paths import DataFolder
from desktop_app.sheets import plan_file
from desktop_app.store.claims import Receipt
from desktop_app.store.database import Store
from desktop_app.store.do_not_text import Entry
from desktop_app.store.records import Reading

if TYPE_CHECKING:
    from desktop_app.demo.server import PracticeGateway

_DAYS_AGO = 2
_RECEIPT_WAIT_S = 600
"""Nobody watches a demo for 72 hours: its made-up carriers send a receipt within seconds or never."""
_DAYS_RECORDED = 7
_OPENS, _CLOSES = timedelta(hours=8), timedelta(hours=18)
_SUNDAY = 6
_Changes = tuple[tuple[timedelta, Reach], ...]
_EVERY_DAY: dict[int, _Changes] = {
    DELIVERY_VAN: (
        (timedelta(hours=11, minutes=55), Reach.LATE),
        (timedelta(hours=12), Reach.OFFLINE),
        (timedelta(hours=13, minutes=28), Reach.LATE),
        (timedelta(hours=13, minutes=50), Reach.ONLINE),
    ),
}
_YESTERDAY: dict[int, _Changes] = {
    DELIVERY_VAN: ((timedelta(hours=16, minutes=5), Reach.LATE), (timedelta(hours=16, minutes=50), Reach.ONLINE)),
    WORKSHOP: ((timedelta(hours=14, minutes=35), Reach.LATE), (timedelta(hours=15, minutes=20), Reach.ONLINE)),
}
_PAST_NAME = "Tyres are ready"
_PAST_TEXT = "Hello, your winter tyres are here. Call 089 4412 730 for a date. Kern Garage. Reply STOP to opt out."
_PAST_FILE = "tyres.xlsx"


@dataclass(frozen=True)
class Story:
    """What `story.json` tells."""

    workbook: Path
    campaign: str
    template: str
    phone_column: str
    sheet: str
    opted_out: tuple[str, ...]
    stop: tuple[str, ...]
    recent: tuple[str, ...]


def load(samples: Path) -> Story:
    """Read the story from the folder of samples."""
    told: dict[str, Any] = json.loads((samples / "story.json").read_text(encoding="utf-8"))
    return Story(
        workbook=samples / told["file"],
        campaign=told["campaign"],
        template=told["template"],
        phone_column=told["phone_column"],
        sheet=told["sheet"],
        opted_out=tuple(told["opted_out"]),
        stop=tuple(told["stop"]),
        recent=tuple(told["recent"]),
    )


class _Earlier:
    """The demo's clock some days ago."""

    def __init__(self, clock: Clock, by: timedelta) -> None:
        self._clock = clock
        self._by = by

    def wall(self) -> datetime:
        """Return the time of day then."""
        return self._clock.wall() - self._by

    def elapsed(self) -> float:
        """Return elapsed seconds; the same clock."""
        return self._clock.elapsed()

    async def sleep(self, seconds: float) -> None:
        """Wait as the demo waits."""
        await self._clock.sleep(seconds)


async def seed(folder: DataFolder, story: Story, clock: Clock) -> None:
    """Fill an empty data folder with what the garage has: an opt-out list, and a campaign of two days ago."""
    earlier = _Earlier(clock, timedelta(days=_DAYS_AGO))
    store = await Store.open(folder.database, earlier)
    try:
        await store.directory.put_devices(
            [Device(device_id, name) for device_id, name in NICKNAMES.items()], earlier.wall()
        )
        for device_id, name in NICKNAMES.items():
            await store.directory.rename(device_id, name)
        await store.do_not_text.import_(_opted_out(story, earlier.wall()))
        await store.reach_log.bring_in({device_id: _life(device_id, clock.wall()) for device_id in NICKNAMES})
        await store.settings.save("receipt_wait_s", str(_RECEIPT_WAIT_S))
        await _add_past_campaign(store, folder, story.recent)
    finally:
        await store.aclose()


def _life(device_id: int, now: datetime) -> ReachHistory:
    """A phone's last week: watched while the garage was open, the van out of reach each day around noon."""
    local = now.astimezone()
    watched: list[Span] = []
    changes: list[Change] = []
    for days in range(_DAYS_RECORDED, -1, -1):
        midnight = (local - timedelta(days=days)).replace(hour=0, minute=0, second=0, microsecond=0)
        opened, closed = midnight + _OPENS, min(midnight + _CLOSES, local)
        if opened >= closed or midnight.weekday() == _SUNDAY:
            continue
        watched.append(Span(opened, closed))
        changes.append(Change(opened, Reach.ONLINE))
        changes += [
            Change(midnight + at, reach)
            for at, reach in (*_EVERY_DAY.get(device_id, ()), *(_YESTERDAY.get(device_id, ()) if days == 1 else ()))
            if opened < midnight + at < closed
        ]
    return ReachHistory(tuple(watched), tuple(sorted(changes, key=lambda change: change.at)))


def _opted_out(story: Story, now: datetime) -> Iterable[Entry]:
    for week, number in enumerate(story.opted_out, start=1):
        if number in story.stop:
            yield Entry(number, now + timedelta(days=_DAYS_AGO - 1), "incoming text", "STOP")
        else:
            yield Entry(number, now - timedelta(weeks=week), "by hand", "Asked us on the phone.")


def write_to_gateway(gateway: "PracticeGateway", story: Story, clock: Clock) -> None:
    """Let those who texted STOP have done so yesterday."""
    for number in story.stop:
        gateway.receive(number, "STOP", at=clock.wall() - timedelta(days=1))


async def _add_past_campaign(store: Store, folder: DataFolder, numbers: Iterable[str]) -> None:
    rows: list[plan_file.FileRow] = [
        (row, number, number, "", _PAST_TEXT, 1, "ready", None, "[]", "[]")
        for row, number in enumerate(numbers, start=2)
    ]
    shares = (Share(FRONT_DESK, 0, len(rows) // 2), Share(WORKSHOP, 0, len(rows) - len(rows) // 2))
    plan = folder.plans / "past.sqlite"
    plan_file.write(
        plan, lambda: rows, {"file": _PAST_FILE, "sheet": "Kunden", "headings": "[]", "rows": str(len(rows))}
    )
    campaign = await store.outbox.add_campaign(
        plan,
        name=_PAST_NAME,
        file=_PAST_FILE,
        delivery=Delivery(shares, pace_s=0, quiet_hours="off"),
        assign=shares,
        consent_at=store.live.server_now(),
        state=CampaignState.SENDING,
    )
    plan.unlink()
    sms_id = 1000
    while (batch := await store.outbox.claim(campaign, shares)).rows:
        await store.outbox.record(batch, Receipt("accepted", server_time=store.live.server_now()))
        readings = [Reading(row.id, sms_id + n, DELIVERED) for n, row in enumerate(batch.rows)]
        sms_id += len(readings)
        await store.outbox.apply(readings)
