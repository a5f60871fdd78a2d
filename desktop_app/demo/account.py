"""The practice account: its messages, its phones and its time; everything that happens, happens here."""

import heapq
import itertools
import random
import threading
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from desktop_app.demo import ledger as ledger_file
from desktop_app.demo.gateway_time import GatewayTime
from desktop_app.demo.ledger import Ledger
from desktop_app.demo.messages import INCOMING, Draft, Message, Messages, Telegram
from desktop_app.demo.phone_at_work import PhoneAtWork, Surroundings
from desktop_app.demo.phones import SimulatedPhone
from desktop_app.demo.variants import Variants

DELETED = 0


def _iso(moment: float) -> str:
    return datetime.fromtimestamp(moment, UTC).isoformat()


class Account:
    """One account of the service.

    Safe to use from several threads. Nothing runs by itself: whoever looks calls `advance` first, and events then
    happen in the order and at the moments they were due.

    Args:
        time: the gateway's clock.
        seed: everything random follows from it.
        variants: of these, how messages are stored and pass through their states.
        phones: the phones of the account.
        ledger: where stored messages are written; what it already holds is taken up again.
    """

    def __init__(
        self,
        time: GatewayTime,
        *,
        seed: int = 0,
        variants: Variants | None = None,
        phones: Sequence[SimulatedPhone] = (),
        ledger: Path | None = None,
    ) -> None:
        self.time = time
        self.variants = variants or Variants()
        self.lock = threading.RLock()
        self.messages = Messages(random.Random(f"{seed}/ids"))
        self.entries: list[dict[str, Any]] = []
        self.telegrams: list[Telegram] = []
        self._ledger_path = ledger
        self._ledger: Ledger | None = None
        self._events: list[tuple[float, int, Callable[[float], None]]] = []
        self._order = itertools.count()
        self._late: dict[int, Callable[[float], None]] = {}
        remembered = list(ledger_file.read(ledger)) if ledger is not None else []
        if remembered:
            time.not_before(max(datetime.fromisoformat(entry["created"]).timestamp() for entry in remembered))
        self._seed = seed
        self._around = Surroundings(
            self._call_at,
            self._take_in,
            self._carry,
            through_queued=self.variants.queued,
            through_four=self.variants.status_four,
        )
        self.phones: dict[int, PhoneAtWork] = {}
        for phone in phones:
            self.add_phone(phone)
        for entry in remembered:
            self._remember(entry)

    # --- time

    def now(self) -> float:
        """The gateway's time, seconds since 1970."""
        return self.time.now()

    def advance(self) -> float:
        """Let everything due up to now happen; returns now."""
        with self.lock:
            now = self.now()
            while self._events and self._events[0][0] <= now:
                at, _, action = heapq.heappop(self._events)
                action(at)
            return now

    def _call_at(self, moment: float, action: Callable[[float], None]) -> None:
        heapq.heappush(self._events, (moment, next(self._order), action))

    # --- storing

    def store(
        self, drafts: Sequence[Draft], call: str, asked_at: datetime, moment: float | None = None
    ) -> list[Message]:
        """Store `drafts` durably, as one call; the ledger has them when this returns.

        Args:
            drafts: what to store, in order.
            call: the method that asked.
            asked_at: this computer's time when the request had arrived.
            moment: the gateway's time of storing; now by default.

        Raises:
            OSError: the ledger's disk refused; nothing is stored.
        """
        with self.lock:
            stored_at = self.now() if moment is None else moment
            created = int(stored_at)
            ids = self.messages.take_ids(len(drafts)) if drafts else []
            messages = [self._message(draft, sms_id, created) for draft, sms_id in zip(drafts, ids, strict=True)]
            self._write(messages, drafts, call, asked_at)
            for message in messages:
                self._add(message, stored_at)
            return messages

    def store_late(self, drafts: Sequence[Draft], call: str, asked_at: datetime, after_s: float) -> None:
        """Store `drafts` `after_s` gateway seconds from now, or when the gateway ends, whichever is first."""
        key = next(self._order)

        def store(moment: float) -> None:
            if self._late.pop(key, None) is not None:
                self.store(drafts, call, asked_at, moment)

        with self.lock:
            self._late[key] = store
            self._call_at(self.now() + after_s, store)

    def settle_late(self) -> None:
        """Store now what was to be stored late: the ledger must hold all that a caller might have caused."""
        with self.lock:
            now = self.advance()
            for store in list(self._late.values()):
                store(now)

    def _message(self, draft: Draft, sms_id: int, created: int) -> Message:
        due = created if draft.timetosend is None else int(draft.timetosend)
        return Message(
            sms_id, draft.sendto, draft.body, draft.device_id, draft.sim, draft.customerid, created, due, draft.urgent
        )

    def _add(self, message: Message, moment: float) -> None:
        self.messages.add(message)
        phone = self.phones.get(message.device_id)
        if phone is not None:
            phone.expect(message, moment)

    def _write(self, messages: Sequence[Message], drafts: Sequence[Draft], call: str, asked_at: datetime) -> None:
        at = datetime.now(UTC).isoformat()
        entries = [
            {
                "id": message.id,
                "at": at,
                "asked": asked_at.isoformat(),
                "created": _iso(message.created),
                "call": call,
                "sendto": message.sendto,
                "body": message.body,
                "device_id": message.device_id,
                "sim": message.sim,
                "customerid": draft.asked_customerid,
                "stored_customerid": message.customerid,
                "timetosend": None if draft.timetosend is None else _iso(draft.timetosend),
                "urgent": message.urgent,
                "status": message.status,
            }
            for message, draft in zip(messages, drafts, strict=True)
        ]
        if entries:
            self.open()
        if entries and self._ledger is not None:
            self._ledger.write(entries)
        self.entries.extend(entries)

    def _remember(self, entry: dict[str, Any]) -> None:
        """Take a message up again that an earlier run of the gateway stored."""
        created = int(datetime.fromisoformat(entry["created"]).timestamp())
        due = entry["timetosend"]
        self.entries.append(entry)
        self._add(
            Message(
                entry["id"],
                entry["sendto"],
                entry["body"],
                entry["device_id"],
                entry["sim"],
                entry["stored_customerid"],
                created,
                created if due is None else int(datetime.fromisoformat(due).timestamp()),
                entry["urgent"],
            ),
            self.now(),
        )

    def open(self) -> None:
        """Open the ledger, if there is one to write.

        Raises:
            OSError: it cannot be written.
        """
        if self._ledger is None and self._ledger_path is not None:
            self._ledger = Ledger(self._ledger_path)

    def close(self) -> None:
        """Settle what is late and close the ledger; a later store opens it again."""
        with self.lock:
            self.settle_late()
            if self._ledger is not None:
                self._ledger.close()
                self._ledger = None

    # --- what comes in, and what an owner does in the web panel

    def _take_in(self, sender: str, body: str, device_id: int, sim: int, moment: float) -> Message:
        created = int(moment)
        sms_id = self.messages.take_ids(1)[0]
        message = Message(sms_id, sender, body, device_id, sim, None, created, None, status=INCOMING, senttime=created)
        self.messages.add(message)
        return message

    def _carry(self, sender: str, message: Message, moment: float) -> None:
        """A text from one phone of the account to another comes in there."""
        for phone in self.phones.values():
            slot = phone.slot_of(message.sendto)
            if slot is not None:
                self._call_at(moment, partial(phone.bring_in, sender, message.body, slot))
                return

    def receive(self, sender: str, body: str, device_id: int, *, sim: int = 0, moment: float | None = None) -> int:
        """A text came in on a phone; returns its id. `moment` (seconds since 1970) is now by default."""
        with self.lock:
            now = self.advance()
            return self._take_in(sender, body, device_id, sim, now if moment is None else moment).id

    def add_phone(self, phone: SimulatedPhone) -> None:
        """A phone signs in to the account.

        Raises:
            ValueError: its id is taken.
        """
        with self.lock:
            if phone.id in self.phones:
                raise ValueError(f"there is already a phone {phone.id}")
            rng = random.Random(f"{self._seed}/{phone.id}")
            self.phones[phone.id] = PhoneAtWork(phone, self.now(), rng, self._around)

    def set_phone_online(self, device_id: int, online: bool) -> None:
        """Take a phone's contact away or give it back."""
        with self.lock:
            self.phones[device_id].set_online(online, self.advance())

    def set_status(self, sms_id: int, status: int) -> None:
        """Give a message any status; 1 sends it again under the same id."""
        with self.lock:
            moment = self.advance()
            message = self._known(sms_id)
            message.become(status)
            if status == 1 and message.device_id in self.phones:
                self.phones[message.device_id].expect(message, moment)

    def move(self, sms_id: int, device_id: int) -> None:
        """Give a waiting message to another phone."""
        with self.lock:
            moment = self.advance()
            message = self._known(sms_id)
            message.device_id = device_id
            message.become(message.status)
            self.phones[device_id].expect(message, moment)

    def delete(self, sms_id: int) -> None:
        """Delete a message; one still waiting will not go out."""
        with self.lock:
            self.advance()
            message = self.messages.remove(sms_id)
            if message is None:
                raise KeyError(sms_id)
            message.become(DELETED)

    def copy(self, sms_id: int) -> int:
        """Let the service itself send a message twice: a second id for the same customerid; returns it."""
        with self.lock:
            self.advance()
            message = self._known(sms_id)
            draft = Draft(
                message.sendto,
                message.body,
                message.device_id,
                message.sim,
                message.customerid,
                asked_customerid=message.customerid,
            )
            return self.store([draft], "copy", datetime.now(UTC))[0].id

    def _known(self, sms_id: int) -> Message:
        message = self.messages.get(sms_id)
        if message is None:
            raise KeyError(sms_id)
        return message
