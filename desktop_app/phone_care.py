"""Constructs what Devices offers beyond reading the phones: alerts' ways, tests, moving, what came back.

Beside `wiring`, which hands it the parts they share.
"""

from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from datetime import tzinfo
from typing import Any

from desktop_app.clock import Clock
from desktop_app.domain.outgoing import Share
from desktop_app.domain.phone import reader
from desktop_app.domain.settings import Settings
from desktop_app.gateway.client import GatewayClient
from desktop_app.services.checking import PhoneCheck
from desktop_app.services.coming_back import ComingBack
from desktop_app.services.devices import Devices
from desktop_app.services.habits import AttentionFeed
from desktop_app.services.moving import Moving
from desktop_app.services.round_trip import RoundTrip, RoundTrips
from desktop_app.services.sending import Sending
from desktop_app.services.telegram import Telegram
from desktop_app.services.texting_owner import TextingOwner
from desktop_app.store.database import Store

SendText = Callable[[str, str, Share, str], Awaitable[int]]
"""Puts one text (number, text, phone and SIM, name of the campaign) into the outbox and begins it; its campaign."""


@dataclass(frozen=True)
class PhoneCare:
    """What the window's tab Devices and the bell act with (`ui.phone_parts.PhoneCare`)."""

    telegram: Telegram
    texting: TextingOwner
    moving: Moving
    comebacks: ComingBack
    attention: AttentionFeed
    trips: RoundTrips
    checking: PhoneCheck

    @property
    def round_trip(self) -> Callable[[int, int, Callable[[str], None]], Coroutine[Any, Any, RoundTrip]]:
        """Sends a test from a phone and SIM and waits until it is there."""
        return self.trips.run

    @property
    def check_phone(self) -> Callable[[int], Coroutine[Any, Any, None]]:
        """Asks how one phone is now."""
        return self.checking.check


def phone_care(
    store: Store,
    client: GatewayClient,
    clock: Clock,
    settings: Callable[[], Settings],
    zone: tzinfo,
    *,
    devices: Devices,
    sending: Sending,
    send_text: SendText,
) -> PhoneCare:
    """Make them all around the store."""
    return PhoneCare(
        telegram=Telegram(store, client, clock, settings, zone),
        texting=TextingOwner(store, clock, settings, zone, send_text=send_text, take_back=sending.stop),
        moving=Moving(store, settings),
        comebacks=ComingBack(store, devices.take_marks),
        attention=AttentionFeed(store, zone),
        trips=RoundTrips(
            store,
            client,
            clock,
            settings,
            send_text=send_text,
            take_back=sending.stop,
            canonical=lambda number: reader(settings().country).read(number).phone,
        ),
        checking=PhoneCheck(store, client, devices.refresh),
    )
