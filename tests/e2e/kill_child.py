"""A process that sends, to be killed: the real store, client and services, without command line or window.

`python -m tests.e2e.kill_child DATA URL (send PLAN | resume) [KEY=VALUE ...]`; it prints its last counts and ends when
nothing is left to hand over or follow.
"""

import asyncio
import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC
from pathlib import Path
from random import Random

from desktop_app.clock import SystemClock
from desktop_app.domain.errors import Trouble
from desktop_app.domain.outgoing import CampaignState, Delivery, Share, State
from desktop_app.domain.settings import Settings, with_setting
from desktop_app.gateway.client import GatewayClient
from desktop_app.gateway.outcome import Kind, SendOutcome
from desktop_app.gateway.records import SendItem
from desktop_app.services.devices import Devices
from desktop_app.services.receiving import Receiving
from desktop_app.services.sending import Sending
from desktop_app.services.tracking import Tracking
from desktop_app.store.database import Store

_OPEN = (State.QUEUED, State.SENDING, State.UNSURE, State.ACCEPTED, State.TAKEN, State.SENT)


class ResendsOnError(GatewayClient):
    """The null control: a client that believes in "just try again", as many do. The harness must catch it."""

    async def add_sms(self, item: SendItem, **more: object) -> SendOutcome:
        """Try until it works."""
        return await self.add_a_lot_of_sms([item])

    async def add_a_lot_of_sms(self, items: Sequence[SendItem], **more: object) -> SendOutcome:
        """Try until it works."""
        while True:
            outcome = await super().add_a_lot_of_sms(items)
            if outcome.kind is Kind.ACCEPTED:
                return outcome


async def run(data: Path, url: str, task: str, plan: Path | None, settings: Settings, *, resends: bool) -> None:
    """Send or resume, and follow to the end."""
    clock = SystemClock()
    store = await Store.open(data / "desk.sqlite", clock)
    client = (ResendsOnError if resends else GatewayClient)(url, lambda: "practice", settings, clock)

    async def never() -> bool:
        return False

    devices = Devices(store, client, clock)
    receiving = Receiving(
        store, client, clock, lambda number: number if number.startswith("+") else None, read_phones=devices.refresh
    )
    tracking = Tracking(store, client, clock, lambda: settings)
    sending = Sending(
        store,
        client,
        clock,
        lambda: settings,
        read_replies=receiving.read_up_to_now,
        refresh_devices=devices.refresh,
        token_refused=never,
        zone=UTC,
        chance=Random(1),
    )
    running = [asyncio.create_task(sending.run()), asyncio.create_task(tracking.run())]
    try:
        if plan is not None:
            await _queue(store, devices, sending, plan)
        else:
            for campaign in await store.outbox.campaigns():
                if campaign.state is CampaignState.PAUSED:
                    await sending.resume(campaign.id)
                elif campaign.state is CampaignState.STARTING:
                    await sending.begin(campaign.id)
        await _follow(store, running)
    finally:
        for one in running:
            one.cancel()
        await asyncio.gather(*running, return_exceptions=True)
        await client.aclose()
        await store.aclose()


async def _queue(store: Store, devices: Devices, sending: Sending, plan: Path) -> None:
    while True:
        try:
            phones = await devices.refresh()
            break
        except Trouble:
            await asyncio.sleep(0.05)
    shares = tuple(Share(phone.id, 0, 1) for phone in phones)
    campaign = await store.outbox.add_campaign(
        plan,
        name="kills",
        file=plan.name,
        delivery=Delivery(shares, pace_s=0, quiet_hours="off"),
        assign=shares,
        consent_at=clock_now(store),
        keep_phone=False,
    )
    await sending.begin(campaign)


def clock_now(store: Store):
    return store.live.server_now()


async def _follow(store: Store, running: list[asyncio.Task[None]]) -> None:
    while True:
        for one in running:
            if one.done():
                one.result()
        campaigns = await store.outbox.campaigns()
        if campaigns and all(_at_rest(campaign.state, campaign.counts) for campaign in campaigns):
            counts = {state.value: n for c in campaigns for state, n in c.counts.items()}
            print(
                json.dumps({"counts": counts, "paused": str(campaigns[0].paused_by), "note": campaigns[0].paused_note})
            )
            return
        await asyncio.sleep(0.1)


def _at_rest(state: CampaignState, counts: object) -> bool:
    if state in {CampaignState.PAUSED, CampaignState.STOPPED, CampaignState.FINISHED}:
        return True
    return not any(dict(counts).get(one, 0) for one in _OPEN)


def main(arguments: list[str]) -> None:
    data, url, task, *rest = arguments
    plan = Path(rest.pop(0)) if task == "send" else None
    settings = replace(Settings(), undo_s=0.0)
    resends = "--null-control" in rest
    for one in rest:
        if "=" in one:
            settings = with_setting(settings, *one.split("=", 1))
    asyncio.run(run(Path(data), url, task, plan, settings, resends=resends))


if __name__ == "__main__":
    main(sys.argv[1:])
