"""Slow troubles of phones that are worth a line with one button each (design/UX.md 4.2, "Needs attention")."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from enum import StrEnum

from desktop_app.domain.device import Device

CLOCK_OFF_S = 120.0
"""A computer's clock further off than this is told once (design/UX.md 4.2)."""
NEAR = 0.9
"""A SIM that has used this share of its limit of the day is near it."""


class Need(StrEnum):
    """What is wrong."""

    NO_SUBSCRIPTION = "no subscription"
    SIM_LIMIT = "sim limit"
    ROAMING = "roaming"
    OLD_APP = "old app"
    QUIET_AT_NIGHT = "quiet at night"
    CLOCK = "clock"


@dataclass(frozen=True)
class SimUse:
    """Messages of one SIM today, against the owner's own limit."""

    device: int
    sim: int
    used: int
    a_day: int


@dataclass(frozen=True)
class Attention:
    """One line: what is wrong, with which phones."""

    need: Need
    devices: tuple[Device, ...] = ()
    uses: tuple[SimUse, ...] = ()
    quiet: tuple[time, time] | None = None
    clock_off_s: float = 0.0


def needs_attention(
    devices: Sequence[Device],
    *,
    quiet: Mapping[int, tuple[time, time]],
    uses: Iterable[SimUse],
    clock_off_s: float,
) -> list[Attention]:
    """The lines, most urgent first; none for phones that are hidden, none about roaming of phones left out of sends.

    Args:
        devices: the account's phones.
        quiet: when a phone usually falls silent, by its id.
        uses: of SIMs with a limit.
        clock_off_s: how far this computer's clock is off the service's.
    """
    shown = [device for device in devices if not device.hidden]
    ids = {device.id for device in shown}
    near = tuple(use for use in uses if use.device in ids and use.used >= NEAR * use.a_day)
    lines = [
        Attention(Need.NO_SUBSCRIPTION, tuple(d for d in shown if d.subscription is False)),
        Attention(Need.SIM_LIMIT, tuple(d for d in shown if any(use.device == d.id for use in near)), near),
        Attention(Need.ROAMING, tuple(d for d in shown if d.roaming and not d.left_out)),
        Attention(Need.OLD_APP, tuple(d for d in shown if d.app_current is False)),
        *(Attention(Need.QUIET_AT_NIGHT, (d,), quiet=quiet[d.id]) for d in shown if d.id in quiet),
    ]
    found = [line for line in lines if line.devices]
    if abs(clock_off_s) > CLOCK_OFF_S:
        found.append(Attention(Need.CLOCK, clock_off_s=clock_off_s))
    return found
