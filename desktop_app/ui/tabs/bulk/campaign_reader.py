"""Reads a campaign for the pages that show it: after each commit, merged, at most twice a second."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.domain.changes import Changes
from desktop_app.domain.outgoing import Campaign, State
from desktop_app.domain.recipient import Group
from desktop_app.ui.tabs.bulk.campaign_parts import CampaignServices, Lane

COUNTS_MS = 500
"""The bar is redrawn at most twice a second (design/UX.md 4.4)."""
_NAME = "campaign read"


@dataclass(frozen=True)
class Facts:
    """What was read of a campaign at one moment."""

    campaign: Campaign
    lanes: Sequence[Lane]
    causes: Mapping[int, int]
    """Failed rows by the gateway's code."""
    undecided: int
    left_out: Mapping[Group, int] = field(default_factory=dict)
    meta: Mapping[str, str] = field(default_factory=dict)

    @property
    def refused(self) -> int:
        """Rows the service did not take: none of them is there, so each may be handed over again."""
        return self.campaign.counts.get(State.REFUSED, 0)


class CampaignReader(QObject):
    """Keeps the facts of one campaign fresh; `arrived` gives them."""

    arrived = Signal(object)

    def __init__(self, services: CampaignServices, name: str, parent: QObject) -> None:
        """`name` tells this reader's task from another page's."""
        super().__init__(parent)
        self._services = services
        self._task = f"{name} {_NAME}"
        self._wanted = False
        self.campaign = 0
        self.facts: Facts | None = None
        self._merge = QTimer(self)
        self._merge.setSingleShot(True)
        self._merge.setInterval(COUNTS_MS)
        self._merge.timeout.connect(self._again)

    def show_campaign(self, campaign: int) -> None:
        """Read another campaign, now; 0 stops."""
        self.campaign = campaign
        self.facts = None
        self._wanted = False
        if campaign:
            self._read()

    def concerns(self, changes: Changes) -> bool:
        """Whether a commit touched this campaign."""
        return bool(self.campaign) and self.campaign in changes.campaigns

    def changed(self, changes: Changes) -> None:
        """A commit was told."""
        if self.concerns(changes):
            self.refresh()

    def refresh(self) -> None:
        """Read again soon."""
        self._wanted = True
        if not self._merge.isActive():
            self._again()

    def _again(self) -> None:
        if self._wanted and self.campaign:
            self._wanted = False
            self._merge.start()
            self._read()

    def _read(self) -> None:
        self._services.tasks.start(self._facts(self.campaign), self._show, name=self._task)

    async def _facts(self, campaign: int) -> Facts:
        outbox = self._services.store.outbox
        known = self.facts
        return Facts(
            await outbox.campaign(campaign),
            await outbox.lanes(campaign),
            await outbox.fail_causes(campaign),
            await outbox.undecided(campaign),
            known.left_out if known else await outbox.left_out(campaign),
            known.meta if known else await outbox.plan_meta(campaign),
        )

    def _show(self, facts: Facts) -> None:
        if facts.campaign.id == self.campaign:
            self.facts = facts
            self.arrived.emit(facts)
