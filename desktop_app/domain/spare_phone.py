"""Which phone does something in another's place: only one that is online, and the one with the fewest buts."""

from collections.abc import Collection, Iterable
from datetime import datetime

from desktop_app.domain.device import Device, Reach, Sim
from desktop_app.domain.outgoing import Share

_ANY_SIM = Sim(0)


def spare(
    devices: Iterable[Device], now: datetime, *, without: Collection[int] = (), full: Collection[tuple[int, int]] = ()
) -> Share | None:
    """The phone and SIM to use for one message, None when no phone can.

    Args:
        devices: the account's phones.
        now: the service's time.
        without: phones that must not be used.
        full: phones and SIMs whose limit of the day is reached.
    """
    lanes = [
        (device.subscription is False, sim.roaming, device.left_out, device.id, sim.slot)
        for device in devices
        if device.id not in without and device.reach(now) is Reach.ONLINE
        for sim in device.sims or (_ANY_SIM,)
        if (device.id, sim.slot) not in full and sim.slot in (0, 1)
    ]
    if not lanes:
        return None
    *_, device, slot = min(lanes)
    return Share(device, slot, 1)
