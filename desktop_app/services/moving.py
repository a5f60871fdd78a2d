"""What waits for a phone over all campaigns, and giving it to another one: asked for, or by itself where set so."""

import logging
from collections.abc import Callable, Collection
from dataclasses import dataclass

from desktop_app.domain.device import Device, Reach
from desktop_app.domain.errors import BadUse
from desktop_app.domain.outages import Alert, AlertKind, Outage
from desktop_app.domain.outgoing import Campaign, CampaignState, Share
from desktop_app.domain.settings import Settings
from desktop_app.domain.spare_phone import spare
from desktop_app.store.database import Store
from desktop_app.store.traffic import PhoneQueue

__all__ = ["Moved", "Moving", "NeedsConfirming", "PhoneQueue"]

log = logging.getLogger(__name__)


class NeedsConfirming(BadUse):
    """The other phone can't send now; the owner may want it all the same (`confirmed`)."""


@dataclass(frozen=True)
class Moved:
    """What became of it: `moved` go through the other phone, `stayed` were handed over and may still go out there."""

    moved: int
    stayed: int


class Moving:
    """Moves what waits here; what was handed over can't be moved by anybody."""

    def __init__(self, store: Store, settings: Callable[[], Settings]) -> None:
        """Move nothing yet."""
        self._store = store
        self._settings = settings

    async def waiting_for(self, device_id: int) -> PhoneQueue:
        """What waits for a phone: here, by campaign, and handed over."""
        return await self._store.traffic.waiting_for(device_id)

    async def move(self, device_id: int, share: Share, *, confirmed: bool = False) -> Moved:
        """Give everything that waits here for a phone to another phone and SIM (`share.rows` does not matter).

        Raises:
            BadUse: it is the same phone, or not one of the account.
            NeedsConfirming: that phone is not online or has no subscription; `confirmed` does it all the same.
        """
        target = next((device for device in self._store.live.devices if device.id == share.device_id), None)
        if target is None or share.device_id == device_id:
            raise BadUse("There is no such other phone.", "Nothing was moved.", "Choose another one.")
        if not confirmed:
            self._must_be_able(target)
        waiting = await self.waiting_for(device_id)
        moved = 0
        for campaign in waiting.campaigns:
            moved += await self._store.outbox.reassign(campaign.id, device_id, share)
        return Moved(moved, (await self.waiting_for(device_id)).handed_over)

    def _must_be_able(self, target: Device) -> None:
        reach = target.reach(self._store.live.server_now(), connected=self._store.live.connected is not False)
        if reach is not Reach.ONLINE:
            raise NeedsConfirming(
                "{name} is not online.", "What you move there waits until it is.", "Move it anyway?", name=target.name
            )
        if target.subscription is False:
            raise NeedsConfirming(
                "{name} has no subscription.",
                "SmsGateway24 may not let it send all of it.",
                "Move it anyway?",
                name=target.name,
            )

    async def look(self, told: Collection[int]) -> None:
        """After a reading: where the owner set it, let other chosen phones take over from those that are offline."""
        if not self._settings().move_waiting:
            return
        live = self._store.live
        now = live.server_now()
        offline = [d for d in live.devices if d.id in told and d.reach(now) is Reach.OFFLINE]
        if not offline:
            return
        under_way = await self._store.traffic.under_way()
        for device in offline:
            if under_way.get(device.id):
                await self._take_over(device)

    async def _take_over(self, device: Device) -> None:
        moved: dict[int, int] = {}
        full = await self._store.sim_limits.full()
        for waiting in (await self.waiting_for(device.id)).campaigns:
            campaign = await self._store.outbox.campaign(waiting.id)
            share = self._other(campaign, device, full)
            if share is not None:
                rows = await self._store.outbox.reassign(campaign.id, device.id, share)
                moved[share.device_id] = moved.get(share.device_id, 0) + rows
        for other, rows in moved.items():
            log.info("%d messages moved from phone %d to %d", rows, device.id, other)
            await self._note(device, other, rows)

    def _other(self, campaign: Campaign, device: Device, full: Collection[tuple[int, int]]) -> Share | None:
        """Another phone the owner chose for this campaign that can send now."""
        if campaign.state is not CampaignState.SENDING or campaign.delivery.at_gateway:
            return None
        live = self._store.live
        chosen = {(share.device_id, share.sim) for share in campaign.delivery.shares}
        devices = [one for one in live.devices if any(phone == one.id for phone, _ in chosen)]
        unchosen = {(one.id, sim.slot) for one in devices for sim in one.sims} - chosen
        return spare(devices, live.server_now(), without={device.id}, full={*full, *unchosen})

    async def _note(self, device: Device, other: int, rows: int) -> None:
        """One line under the bell."""
        now = self._store.live.server_now()
        name = next((one.name for one in self._store.live.devices if one.id == other), f"Phone {other}")
        outages = (
            Outage(device.id, device.name, device.last_seen or now, now, told=True),
            Outage(other, name, now, now, told=True),
        )
        await self._store.alerts.add(Alert(AlertKind.MOVED, now, outages, rows))
