"""What became different between Delivery and Review (design/UX.md 4.4): told fact by fact, no Qt."""

from collections.abc import Iterable
from enum import StrEnum

from desktop_app.domain.outgoing import Share
from desktop_app.domain.recipient import Group, PlanTotals
from desktop_app.ui.tabs.bulk.delivery_choice import DeliveryChoice


class Fact(StrEnum):
    """The facts of Review."""

    FROM = "from"
    WHEN = "when"
    LIMIT = "not after"
    COSTS = "costs"
    LEFT_OUT = "left out"
    TWICE = "twice"
    RECENT = "recent"
    REPEATED = "repeated"


def changed(choice: DeliveryChoice, totals: PlanTotals, *, in_quiet: bool) -> frozenset[Fact]:
    """The facts that differ from what the owner saw on Delivery."""
    seen = choice.seen
    if seen is None:
        return frozenset()
    facts = set()
    if totals.left_out.get(Group.OPTED_OUT, 0) != seen.opted_out:
        facts.add(Fact.LEFT_OUT)
    worse = any(set(phone.reasons) - set(seen.reasons.get(phone.device.id, ())) for phone in choice.chosen)
    if worse or _phones(choice.delivery().shares) != _phones(seen.shares):
        facts.add(Fact.FROM)
    if in_quiet != seen.in_quiet:
        facts.add(Fact.WHEN)
    return frozenset(facts)


def _phones(shares: Iterable[Share]) -> set[tuple[int, int]]:
    return {(share.device_id, share.sim) for share in shares}
