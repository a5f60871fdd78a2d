"""Simulated phones as they are set up: their SIMs, how their messages end, who answers, when they fall silent."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field

SENT, DELIVERED = 6, 7
FAILURE_CODES = (8, 9, 10, 11, 12, 100, 101)
"""Not delivered, generic failure, no service, null PDU, radio off, not allowed."""


@dataclass(frozen=True)
class SimCard:
    """One SIM as getalldevices tells it; `number` without a leading blank, which the wire adds."""

    carrier: str
    number: str
    roaming: bool = False
    country: str = "de"
    icc_id: str = ""


@dataclass(frozen=True)
class Outcomes:
    """How messages end on a phone: shares (0 to 1) by status code, and of those that never hear from the carrier."""

    failures: Mapping[int, float] = field(default_factory=dict)
    no_receipt: float = 0.0
    receipt_s: tuple[float, float] = (1.5, 12.0)

    def draw(self, rng: random.Random) -> int:
        """The final status of one message; 6 when no receipt ever comes."""
        chance = rng.random()
        for code, share in (*self.failures.items(), (SENT, self.no_receipt)):
            chance -= share
            if chance < 0:
                return code
        return DELIVERED


@dataclass(frozen=True)
class Replies:
    """What comes back by itself: a share of the people texted answer once, and strangers write now and then."""

    share: float = 0.0
    texts: tuple[tuple[str, float], ...] = ()
    """Answers with their weights."""
    after_s: tuple[float, float] = (30.0, 3600.0)
    stranger_every_s: float = 0.0
    """Mean seconds between texts nobody asked for; 0 for none."""
    strangers: tuple[tuple[str, str], ...] = ()
    """Number and text of each, in turn."""


@dataclass(frozen=True)
class SimulatedPhone:
    """A phone as set up; `silences` are spans (from, to) in seconds after the start, `None` for never back."""

    id: int
    title: str
    sims: tuple[SimCard, ...]
    poll_s: int = 10
    delay_s: int | None = None
    app_version: str = "12.4.0"
    app_current: bool = True
    subscription: bool = True
    created: int = 1_709_462_400
    serial: str = ""
    outcomes: Outcomes = field(default_factory=Outcomes)
    replies: Replies = field(default_factory=Replies)
    silences: tuple[tuple[float, float | None], ...] = ()
    new: bool = False
    """Never seen before it calls for the first time."""
