"""Constructs store, client and services once, for the window and the command line alike, and ends them in reverse.

Services do not know each other: what one needs of another is handed over here as a callable.
"""

import asyncio
import logging
import os
from collections.abc import Awaitable, Callable, Collection, Coroutine
from dataclasses import dataclass, field
from datetime import tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tzlocal import get_localzone

from desktop_app.clock import Clock
from desktop_app.domain.changes import Changes
from desktop_app.domain.outages import Alert
from desktop_app.domain.phone import reader
from desktop_app.domain.settings import Settings
from desktop_app.gateway.client import GatewayClient
from desktop_app.paths import DataFolder
from desktop_app.phone_care import PhoneCare, phone_care
from desktop_app.place import Place
from desktop_app.services.account import Account
from desktop_app.services.alerting import Alerting
from desktop_app.services.bulk import Bulk
from desktop_app.services.devices import Devices
from desktop_app.services.presence import Presence
from desktop_app.services.receiving import Receiving
from desktop_app.services.reporting import Reports
from desktop_app.services.sending import Sending
from desktop_app.services.tasks import Tasks
from desktop_app.services.tracking import Tracking
from desktop_app.services.trial import Trial
from desktop_app.services.watching import Watching
from desktop_app.sheets.workbook import Workbook
from desktop_app.store.database import Store
from desktop_app.store.token import TokenVault, from_environment

if TYPE_CHECKING:  # loaded for the demo only: the window opens without a server's libraries
    from desktop_app.demo.server import PracticeGateway

_DEMO_TOKEN = "practice"  # noqa: S105 - opens nothing
_STOP_WITHIN_S = 4.0

log = logging.getLogger(__name__)


@dataclass
class Services:
    """Everything the window and the commands work with. Made by `build`; `start` it, and `aclose` it."""

    place: Place
    store: Store
    client: GatewayClient
    account: Account
    devices: Devices
    alerting: Alerting
    receiving: Receiving
    tracking: Tracking
    sending: Sending
    presence: Presence
    phones: PhoneCare
    reports: Reports
    tasks: Tasks
    clock: Clock
    zone: tzinfo
    settings: "_Current"
    _closers: list[tuple[str, Callable[[], Awaitable[object]]]] = field(default_factory=list)

    @property
    def folder(self) -> DataFolder:
        """The data folder."""
        return self.place.folder

    @property
    def demo(self) -> "PracticeGateway | None":
        """The practice gateway of the demo."""
        return self.place.practice

    @property
    def workbook(self) -> Callable[[], Workbook]:
        """Makes a worker for one file."""
        return Workbook

    @property
    def bulk_factory(self) -> Callable[[], Bulk]:
        """Makes a draft of Bulk send."""
        return self._bulk

    @property
    def send_test(self) -> Callable[[str, str], Coroutine[Any, Any, int]]:
        """Sends one text to the owner's own mobile."""
        return Trial(self.workbook, self.store, self.sending.begin, self.settings, self.clock, self.folder.plans).send

    @property
    def save_report(self) -> Callable[[int, Path], Coroutine[Any, Any, Path]]:
        """Writes a campaign's report to a path somebody chose in a dialog that asked about replacing."""
        return self._save_report

    async def _save_report(self, campaign: int, target: Path) -> Path:
        await self.reports.write(campaign, target, overwrite=True)
        return target

    def _bulk(self) -> Bulk:
        bulk = Bulk(self.workbook, self.store, self._read_replies, self.settings, self.clock, self.folder.plans)
        self.closes("Closing the file…", bulk.close)
        return bulk

    async def _read_replies(self) -> tuple[str, ...]:
        return (await self.receiving.read_up_to_now()).stops

    async def start(self) -> None:
        """Sign in with what is kept, and begin to send and follow what is to be sent and followed."""
        await self.phones.texting.tidy()
        await self.account.load()
        self.store.live.set_signed_in(self.account.signed_in)
        for name, run in (
            ("presence", self.presence.run()),
            ("devices", self.devices.run()),
            ("tracking", self.tracking.run()),
            ("sending", self.sending.run()),
        ):
            self.tasks.start(run, name=name)
        if self.place.practice is None:  # the demo's data are dropped
            self.tasks.start(self.store.backups.run(), name="backups")
        self.tasks.start(self.store.recovered.tell(), name="rescue")

    async def reload_settings(self) -> None:
        """Take saved settings in; those of the command line stay."""
        self.settings.value = self.place.choices.over(await self.store.settings.load())
        self.client.apply(self.settings())
        self.sending.wake()

    def closes(self, words: str, close: Callable[[], Awaitable[object]]) -> None:
        """Register how to end something; `words` say what is being done. The last registered ends first."""
        self._closers.append((words, close))

    async def aclose(self, on_step: Callable[[str], None] = lambda _words: None) -> None:
        """End everything in reverse, each within its time; `on_step` hears what is being done."""
        while self._closers:
            words, close = self._closers.pop()
            on_step(words)
            try:
                await asyncio.wait_for(close(), _STOP_WITHIN_S)
            except TimeoutError:
                log.error("%s took longer than %s s", words, _STOP_WITHIN_S)  # noqa: TRY400 - where it hangs is unknown
            except Exception:
                log.exception("%s failed", words)


class _Current:
    """The settings of this moment: the saved ones, and over them those of the command line."""

    def __init__(self, settings: Settings) -> None:
        self.value = settings

    def __call__(self) -> Settings:
        return self.value


async def build(place: Place) -> Services:
    """Construct everything for a place this process owns; nothing is sent before `start`.

    Raises:
        Trouble: the database cannot be used, or the gateway's address cannot.
    """
    await place.furnish()
    zone = get_localzone()
    store = await Store.open(place.folder.database, place.clock, zone=zone, marks=place.marks)
    try:
        return await _build(place, store, zone)
    except BaseException:
        await store.aclose()
        raise


async def _build(place: Place, store: Store, zone: tzinfo) -> Services:
    settings = _Current(place.choices.over(await store.settings.load()))
    clock = place.clock
    vault = TokenVault(place.url)
    token = _DEMO_TOKEN if place.practice is not None else from_environment(os.environ)
    if token is not None:
        vault.use_for_session(token)
    client = GatewayClient(place.url, vault.token, settings(), clock)
    tasks = Tasks(clock)
    account = Account(client, vault, clock, on_change=store.live.set_signed_in)
    alerting = Alerting()

    async def tell(alert: Alert) -> None:  # in a task of its own: nothing waits for a way to the owner
        tasks.start(alerting.tell(alert))

    watching = Watching(store, settings, zone, tell)

    async def look(told: Collection[int]) -> None:
        await watching.look(told)
        await care.moving.look(told)

    devices = Devices(store, client, clock, token_refused=account.token_refused, on_read=look)
    receiving = Receiving(
        store,
        client,
        clock,
        lambda sender: reader(settings().country).read(sender).phone,
        read_phones=devices.refresh,
        token_refused=account.token_refused,
    )
    presence = Presence(store, clock, settings, on_wake=devices.wake)
    sending = Sending(
        store,
        client,
        clock,
        settings,
        read_replies=receiving.read_up_to_now,
        refresh_devices=devices.refresh,
        token_refused=account.token_refused,
        zone=zone,
        look_around=presence.look,
    )
    tracking = Tracking(store, client, clock, settings, wake_sending=sending.wake, token_refused=account.token_refused)
    own_texts = Trial(Workbook, store, sending.begin_now, settings, clock, place.folder.plans)
    care = phone_care(store, client, clock, settings, zone, devices=devices, sending=sending, send_text=own_texts.send)
    alerting.go(care.telegram, care.texting)
    services = Services(
        place=place,
        store=store,
        client=client,
        account=account,
        devices=devices,
        alerting=alerting,
        receiving=receiving,
        tracking=tracking,
        sending=sending,
        presence=presence,
        phones=care,
        reports=Reports(Workbook, store, place.folder.plans, zone),
        tasks=tasks,
        clock=clock,
        zone=zone,
        settings=settings,
    )
    services.closes("Closing the data…", store.aclose)
    services.closes("Closing the connection…", client.aclose)
    services.closes("Finishing what is under way…", lambda: tasks.aclose(_STOP_WITHIN_S))

    def changed(changes: Changes) -> None:
        if changes.settings:
            tasks.start(services.reload_settings(), name="settings")

    store.subscribe(changed)
    return services
