"""`campaigns` and `devices`: what is known, as values for JSON and lines for people. Nothing is written."""

from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from typing import Any

from desktop_app.commands.following import counted
from desktop_app.domain.device import Device
from desktop_app.domain.one_line import one_line
from desktop_app.domain.outgoing import Campaign, Outgoing
from desktop_app.store.database import Store

_PAGE = 2000


def campaign_values(campaign: Campaign) -> dict[str, Any]:
    """A campaign as `campaigns --json` prints it."""
    return {
        "id": campaign.id,
        "name": campaign.name,
        "state": campaign.state.value,
        "paused_by": campaign.paused_by.value if campaign.paused_by else None,
        "created": campaign.created.isoformat(),
        "rows": campaign.rows,
        "counts": count_values(campaign),
    }


def count_values(campaign: Campaign) -> dict[str, int]:
    """Rows by state, states without rows left out; they add up to the rows confirmed."""
    return {state.value: count for state, count in campaign.counts.items() if count}


def campaign_line(campaign: Campaign) -> str:
    """A campaign in a line."""
    created = campaign.created.astimezone().strftime("%Y-%m-%d %H:%M")
    return f"{campaign.id}  {created}  {campaign.name}: {campaign.state.value}; {counted(campaign.counts)}"


async def all_outgoing(store: Store, campaign: int) -> AsyncIterator[Outgoing]:
    """Every row of a campaign, in the order it was queued."""
    offset = 0
    while page := await store.outbox.page(campaign, offset=offset, limit=_PAGE):
        for row in page:
            yield row
        offset += len(page)


def outgoing_values(row: Outgoing) -> dict[str, Any]:
    """A row as `campaigns ID --json` prints it."""
    return {
        "row": row.row,
        "to": row.phone,
        "text": row.body,
        "parts": row.parts,
        "state": row.state.value,
        "reason": row.reason,
        "suggestion": None,
        "sms_id": row.sms_id,
    }


def outgoing_line(row: Outgoing) -> str:
    """A row in a line."""
    return f"row {row.row}  {row.phone}  {row.state.value}" + (f"  {row.reason}" if row.reason else "")


def device_values(devices: Sequence[Device], now: datetime) -> dict[str, Any]:
    """Phones as `devices --json` prints them."""
    return {
        "devices": [
            {
                "id": device.id,
                "name": device.name,
                "state": device.reach(now).value,
                "last_seen": device.last_seen.isoformat() if device.last_seen else None,
                "subscription": device.subscription,
                "roaming": device.roaming,
                "sims": [{"sim": sim.slot, "carrier": sim.carrier, "number": sim.number} for sim in device.sims],
            }
            for device in devices
        ]
    }


def device_line(device: Device, now: datetime) -> str:
    """A phone in a line."""
    sims = ", ".join(f"SIM {sim.slot} {one_line(sim.carrier)}".strip() for sim in device.sims) or "SIM unknown"
    notes = [
        device.reach(now).value,
        *(["no subscription"] if device.subscription is False else []),
        *(["roaming"] if device.roaming else []),
    ]
    return f"{device.id}  {one_line(device.name)}: {', '.join(notes)}; {sims}"
