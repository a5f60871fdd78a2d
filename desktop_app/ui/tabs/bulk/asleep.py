"""What lies on phones that do not answer now, and may go out when they wake (design/UX.md 0.3). No widgets."""

from collections.abc import Sequence
from datetime import datetime

from desktop_app.domain.device import Reach
from desktop_app.domain.outgoing import Campaign
from desktop_app.domain.quiet_hours import parse
from desktop_app.ui.tabs.bulk.campaign_parts import Lane, Live
from desktop_app.ui.tabs.bulk.said import tr
from desktop_app.ui.words import clock_time, number

_ASLEEP = (Reach.LATE, Reach.OFFLINE)


def on_sleeping_phones(lanes: Sequence[Lane], live: Live) -> dict[str, int]:
    """Messages handed over to phones that are late or offline, by the phone's name; SIMs of one phone together."""
    known = {device.id: device for device in live.devices}
    now, connected = live.server_now(), live.connected is not False
    found: dict[str, int] = {}
    for lane in lanes:
        device = known.get(lane.device_id)
        if lane.with_phone and device is not None and device.reach(now, connected=connected) in _ASLEEP:
            found[device.name] = found.get(device.name, 0) + lane.with_phone
    return found


def asleep_words(lanes: Sequence[Lane], campaign: Campaign, live: Live) -> str:
    """Say "6 are on Back office and may go out when it wakes, even at night", and how to avoid it; empty if none are.

    A campaign without quiet hours minds no night, so only where they are is said.
    """
    phones = on_sleeping_phones(lanes, live)
    if not phones:
        return ""
    until = _quiet_end(campaign, live.server_now().astimezone())
    if len(phones) == 1:
        ((name, count),) = phones.items()
        words = (
            tr("%Ln are on {phone} and may go out when it wakes, even at night.", count)
            if until
            else tr("%Ln are on {phone} and may go out when it wakes.", count)
        ).format(phone=name)
        leave = tr("Leave it off until {time} if you don’t want that.")
    else:
        each = ", ".join(tr("{n} on {phone}").format(n=number(count), phone=name) for name, count in phones.items())
        in_all = sum(phones.values())
        words = (
            tr("%Ln are on phones that may send them when they wake, even at night: {phones}.", in_all)
            if until
            else tr("%Ln are on phones that may send them when they wake: {phones}.", in_all)
        ).format(phones=each)
        leave = tr("Leave them off until {time} if you don’t want that.")
    return f"{words} {leave.format(time=until)}" if until else words


def _quiet_end(campaign: Campaign, now: datetime) -> str:
    quiet = parse(campaign.delivery.quiet_hours)
    return clock_time(quiet.span(now)[1]) if quiet else ""
