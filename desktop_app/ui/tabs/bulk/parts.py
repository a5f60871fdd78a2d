"""What Bulk send needs of the program, beside what Progress needs (`campaign_parts`)."""

from collections.abc import Callable, Coroutine
from typing import Any, Protocol

from desktop_app.domain.outgoing import Campaign
from desktop_app.services.bulk import Bulk
from desktop_app.ui.tabs.bulk import campaign_parts


class Outbox(campaign_parts.Outbox, Protocol):
    """Campaigns, read only."""

    async def campaigns(self, limit: int = 50, offset: int = 0) -> list[Campaign]:
        """Newest first."""


class SmallMemory(Protocol):
    """Small things the window remembers, and settings."""

    async def get(self, name: str) -> Any:
        """What was put under `name`, else None."""

    async def put(self, name: str, value: Any) -> object:
        """Keep JSON under `name`."""

    async def save(self, key: str, value: str) -> object:
        """Change a setting of `domain.settings`."""


class Store(campaign_parts.Store, Protocol):
    """The store as this tab reads it."""

    @property
    def outbox(self) -> Outbox:
        """Campaigns."""

    @property
    def settings(self) -> SmallMemory:
        """Settings and small memory."""


class Sending(campaign_parts.Sending, Protocol):
    """Acts on campaigns."""

    async def begin(self, campaign: int) -> object:
        """Start the undo countdown."""


class Account(Protocol):
    """Who is signed in (`services.account`)."""

    @property
    def email(self) -> str:
        """The e-mail last signed in with; empty for a pasted token."""


class BulkServices(campaign_parts.CampaignServices, Protocol):
    """Everything the tab is given by its constructor."""

    @property
    def store(self) -> Store:
        """Reading side."""

    @property
    def sending(self) -> Sending:
        """Acting side."""

    @property
    def account(self) -> Account:
        """Who is signed in."""

    @property
    def bulk_factory(self) -> Callable[[], Bulk]:
        """Makes a draft."""

    @property
    def send_test(self) -> Callable[[str, str], Coroutine[Any, Any, Any]]:
        """Sends one text (number as typed, text) to the owner's own mobile; raises Trouble."""
