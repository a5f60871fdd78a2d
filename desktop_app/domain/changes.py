"""What a commit changed, so that views can re-read just those rows."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Changes:
    """Ids touched by one commit; an empty set of `rows` with a campaign means "any of its rows"."""

    campaigns: frozenset[int] = field(default_factory=frozenset)
    rows: frozenset[int] = field(default_factory=frozenset)
    devices: bool = False
    inbox: bool = False
    do_not_text: bool = False
    settings: bool = False
    drafts: bool = False
    live: bool = False
    """Something in memory only: connection, server clock, a lane's countdown, why a campaign waits."""
