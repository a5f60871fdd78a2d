"""Whether a phone that is new in the account is one that was there before (gateway-api.md 2.7: ids do not last)."""

from collections.abc import Iterable

from desktop_app.domain.device import Device

_NO_SERIALS = frozenset({"unknown", "null", "none", "0", "0123456789abcdef"})
"""What phones tell that do not want to tell theirs."""


def came_back(new: Device, gone: Iterable[Device]) -> Device | None:
    """The phone among those that left the account which `new` is: the same serial number, else the same SIM.

    Two that fit are none: it is only offered when there is no doubt. Different serial numbers are different phones,
    whichever SIM is in them.
    """
    left = list(gone)
    serial = _serial(new)
    if serial:
        same = [device for device in left if _serial(device) == serial]
        if same:
            return max(same, key=lambda device: device.id)
    cards = _cards(new)
    same = [device for device in left if cards & _cards(device) and not (serial and _serial(device))]
    return same[0] if len(same) == 1 else None


def _serial(device: Device) -> str:
    serial = device.serial.strip().lower()
    return "" if serial in _NO_SERIALS else serial


def _cards(device: Device) -> set[str]:
    """What tells a SIM: the card's own number, or the phone number in it."""
    numbers = {"".join(c for c in sim.number if c.isdigit()) for sim in device.sims} - {""}
    return numbers | {f"card {sim.icc_id}" for sim in device.sims if sim.icc_id}
