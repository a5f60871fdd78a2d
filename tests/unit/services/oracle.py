"""A gateway in memory that knows everything: what it stored is the truth services are judged by."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from desktop_app.clock import Clock
from desktop_app.domain.device import Device, Sim
from desktop_app.domain.errors import Trouble
from desktop_app.gateway.outcome import Kind, SendOutcome, Why
from desktop_app.gateway.records import DevicePage, GatewaySms, SendItem, SmsPage, SmsQuery

LIFE = ((8.0, 7), (6.0, 6), (4.0, 2), (0.0, 1))
"""Age in seconds and the status a message has from then on."""


async def _at_once() -> None:
    """Nothing is in front of a call."""


@dataclass
class Stored:
    """One message at the service."""

    id: int
    item: SendItem
    created: datetime
    at: float
    status: int | None = None
    """Set by a test; follows `LIFE` otherwise."""


@dataclass
class OracleGateway:
    """Answers as scripted: each send takes the next effect, an accepted one when the script is at its end.

    Effects: accept, refuse, token, not reached, no network, lost, says:DETAIL (not stored, an answer of that class),
    silent (stored, no answer), late:SECONDS (no answer,
    stored after that), half (half stored, no answer), drop (accepted, not stored), tls.
    """

    clock: Clock
    script: list[str] = field(default_factory=list)
    devices: list[Device] = field(default_factory=list)
    stored: list[Stored] = field(default_factory=list)
    incoming: list[GatewaySms] = field(default_factory=list)
    calls: list[tuple[float, int]] = field(default_factory=list)
    """When each send call came, and how many messages it carried."""
    queries: list[SmsQuery] = field(default_factory=list)
    reading_fails: Callable[[], Trouble | None] = lambda: None
    phones_fail: Callable[[], Trouble | None] = lambda: None
    echo: bool = True
    visible: bool = True
    cap: int | None = None
    token_is_refused: bool = False
    during_call: Callable[[], object] = lambda: None
    before_turn: Callable[[], Awaitable[None]] = _at_once
    """What a send call waits for before its turn: a slow reading in front of it, for one."""
    wait_s: float = 0.0
    frozen: bool = False
    """Messages stay as they are (status 1) for ever."""
    _late: list[tuple[float, SendItem]] = field(default_factory=list)
    _next_id: int = 5000

    def __post_init__(self) -> None:
        if not self.devices:
            self.devices = [phone(7)]

    # What a test looks at

    @property
    def refs(self) -> list[int]:
        """References of all stored messages, copies included."""
        self._store_late()
        return [one.item.customerid for one in self.stored]

    def status(self, message: Stored) -> int:
        """Its status now."""
        if message.status is not None:
            return message.status
        if self.frozen:
            return 1
        age = self.clock.elapsed() - message.at
        return next(status for least, status in LIFE if age >= least)

    def receive(self, sender: str, body: str) -> None:
        """A text came in."""
        self._next_id += 1
        self.incoming.append(
            GatewaySms(self._next_id, sender, body, None, 5, "Income", 7, 0, self.clock.wall(), None, None, None, None)
        )

    def store(self, item: SendItem) -> None:
        """Store a message, however it came."""
        self._next_id += 1
        self.stored.append(Stored(self._next_id, item, self.clock.wall(), self.clock.elapsed()))

    # What the program calls

    async def add_sms(self, item: SendItem, *, still_wanted: Callable[[], bool] | None = None) -> SendOutcome:
        """One message."""
        outcome = await self.add_a_lot_of_sms([item], still_wanted=still_wanted)
        if outcome.kind is Kind.ACCEPTED and self.stored and self.stored[-1].item is item:
            return replace(outcome, sms_id=self.stored[-1].id)
        return outcome

    async def add_a_lot_of_sms(
        self, items: Sequence[SendItem], *, still_wanted: Callable[[], bool] | None = None
    ) -> SendOutcome:
        """A batch."""
        await self.before_turn()
        if still_wanted is not None and not still_wanted():
            return SendOutcome(Kind.NOT_HANDED_OVER, detail=Why.WITHDRAWN.value)
        self.calls.append((self.clock.elapsed(), len(items)))
        effect = self.script.pop(0) if self.script else "accept"
        self.during_call()
        await self.clock.sleep(0.05)
        return self._effect(effect, list(items))

    def _effect(self, effect: str, items: list[SendItem]) -> SendOutcome:
        name, _, value = effect.partition(":")
        now = self.clock.wall()
        if name in {"accept", "silent"}:
            for item in items:
                self.store(item)
        elif name == "half":
            for item in items[: (len(items) + 1) // 2]:
                self.store(item)
        elif name == "late":
            self._late += [(self.clock.elapsed() + float(value), item) for item in items]
        outcomes = {
            "accept": SendOutcome(Kind.ACCEPTED, server_time=now, took_s=0.05),
            "drop": SendOutcome(Kind.ACCEPTED, server_time=now, took_s=0.05),
            "refuse": SendOutcome(Kind.REFUSED, words="number not allowed", server_time=now),
            "token": SendOutcome(Kind.REFUSED, words="token is wrong", server_time=now),
            "not reached": SendOutcome(Kind.NOT_HANDED_OVER, detail=Why.NOT_LISTENING.value),
            "no network": SendOutcome(Kind.NOT_HANDED_OVER, detail=Why.NO_NETWORK.value),
            "tls": SendOutcome(Kind.NOT_HANDED_OVER, detail=Why.TLS.value, stops_campaign=True),
        }
        return outcomes.get(name, SendOutcome(Kind.UNSURE, detail=value if name == "says" else Why.READ_TIMEOUT.value))

    def _store_late(self) -> None:
        now = self.clock.elapsed()
        due = [item for at, item in self._late if at <= now]
        self._late = [(at, item) for at, item in self._late if at > now]
        for item in due:
            self.store(item)

    async def get_all_sms(self, query: SmsQuery) -> SmsPage:
        """What is stored and fits the query."""
        self.queries.append(query)
        await self.clock.sleep(0.01)
        if (trouble := self.reading_fails()) is not None:
            raise trouble
        self._store_late()
        everything = [self._shown(one) for one in self.stored if self.visible] + self.incoming
        found = [
            one
            for one in sorted(everything, key=lambda message: message.id)
            if (query.status is None or one.status == query.status)
            and (query.device_id is None or one.device_id == query.device_id)
            and (query.begin is None or one.created is None or one.created >= query.begin)
            and (query.end is None or one.created is None or one.created <= query.end)
        ]
        found = found if self.cap is None else found[: self.cap]
        return SmsPage(tuple(found), len(found), complete=True, server_time=self.clock.wall())

    def _shown(self, one: Stored) -> GatewaySms:
        return GatewaySms(
            id=one.id,
            sendto=one.item.sendto,
            body=one.item.body,
            customerid=one.item.customerid if self.echo else None,
            status=self.status(one),
            title="",
            device_id=one.item.device_id,
            sim=one.item.sim,
            created=one.created,
            senttime=None,
            timetosend=one.item.timetosend,
            urgent=None,
            paket_id=None,
        )

    async def get_all_devices(self, *, token: str | None = None) -> DevicePage:
        """The phones, just seen."""
        await self.clock.sleep(0.01)
        if (trouble := self.phones_fail()) is not None:
            raise trouble
        now = self.clock.wall()
        seen = tuple(replace(one, last_seen=now) if one.last_seen is None else one for one in self.devices)
        return DevicePage(seen, now)

    async def token_refused(self) -> bool:
        """The probe."""
        return self.token_is_refused


def phone(device_id: int, *, last_seen: datetime | None = None, poll_s: int = 10) -> Device:
    """A phone; without `last_seen` it was seen just now, whenever it is read."""
    return Device(device_id, f"Phone {device_id}", last_seen=last_seen, sims=(Sim(0), Sim(1)), poll_s=poll_s)


OFFLINE = timedelta(hours=1)
"""Seen this long ago, a phone is offline."""
