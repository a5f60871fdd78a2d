"""What is remembered of a campaign while it is sending, in memory only: a restart asks for consent again anyway."""

from dataclasses import dataclass
from datetime import datetime
from random import Random

from desktop_app.domain.hand_over import MAX_BATCH


@dataclass
class Session:
    """One campaign in this run. Times are elapsed seconds unless they say otherwise."""

    undo_until: float | None = None
    """End of the countdown; None before `begin`."""
    replies_at: float | None = None
    """When incoming texts were last read for it; None since consent was last given."""
    replies_failing_since: float | None = None
    replies_unread: bool = False
    """The owner goes on even where incoming texts cannot be read."""
    unsure: int = 0
    """Answers in a row that left it open whether the call arrived."""
    unsure_since: float | None = None
    last_unsure: float | None = None
    failures: int = 0
    """Calls in a row that did not reach the service."""
    held_until: float = 0.0
    """No call before this."""
    most: int = MAX_BATCH
    """Messages in one call; halved when the service finds a call too large."""
    canary_since: float | None = None
    awake_until: datetime | None = None
    """Quiet hours are overridden until then (aware)."""
    missing_reads: int = 0
    """Readings of the phones in a row that did not show one of its phones."""
    devices_read: int = -1
    turn_began: float = 0.0

    def accepted(self) -> None:
        """The service took something: whatever was wrong is over."""
        self.unsure = self.failures = 0
        self.unsure_since = self.last_unsure = None
        self.held_until = 0.0

    def left_open(self, now: float, first_s: float, most_s: float, patience: int) -> None:
        """The service's answer left it open; after `patience` of them in a row each one waits longer."""
        self.unsure += 1
        self.last_unsure = now
        if self.unsure_since is None:
            self.unsure_since = now
        if self.unsure >= patience:
            self.held_until = now + min(first_s * 2 ** min(self.unsure - patience, 16), most_s)

    def not_reached(self, now: float, first_s: float, most_s: float, chance: Random) -> None:
        """The service was not reached: wait 1, 2, 4 … 60 s, give or take half."""
        self.failures += 1
        wait = min(first_s * 2 ** min(self.failures - 1, 16), most_s)
        self.held_until = now + wait * chance.uniform(0.5, 1.5)
