"""The made-up garage of the demo: its phones' names, who opted out, whom it texted this week (resources/sample)."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_app.clock import Clock
from desktop_app.demo.story import FRONT_DESK, NICKNAMES, WORKSHOP
from desktop_app.domain.device import Device
from desktop_app.domain.outgoing import CampaignState, Delivery, Share
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
        await store.settings.save("receipt_wait_s", str(_RECEIPT_WAIT_S))
        await _add_past_campaign(store, folder, story.recent)
    finally:
        await store.aclose()


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
