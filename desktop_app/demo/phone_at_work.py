"""A simulated phone at work: it polls, takes up to 15, sends about one a second, reports, falls silent, comes back.

Everything happens at exact moments of the gateway's clock, however late anybody looks.
"""

import heapq
import itertools
import math
import random
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from desktop_app.demo.messages import WAITING, Message
from desktop_app.demo.phones import DELIVERED, SENT, SimulatedPhone
from desktop_app.domain.device import MAX_TAKEN_PER_POLL

QUEUED, TAKEN, ODD_FOUR = 3, 2, 4
NOT_DELIVERED, GENERIC_FAILURE = 8, 9
NEVER = math.inf
SECONDS_A_MESSAGE = 1.0


@dataclass(frozen=True)
class Surroundings:
    """What a phone may ask of the account: to be called later, to hand in a text that came in, to carry one over."""

    call_at: Callable[[float, Callable[[float], None]], None]
    take_in: Callable[[str, str, int, int, float], object]
    """Sender, body, device id, SIM, moment."""
    carry: Callable[[str, Message, float], None]
    """Sender, message, moment at which it reaches the number it is for, should that be a phone of the account."""
    through_queued: bool = True
    through_four: bool = False


class PhoneAtWork:
    """A simulated phone in time.

    Args:
        phone: how it is set up.
        start: seconds since 1970 at which it begins to poll.
        rng: its own randomness.
        around: the account it works for.
    """

    def __init__(self, phone: SimulatedPhone, start: float, rng: random.Random, around: Surroundings) -> None:
        self.phone = phone
        self._start = start
        self._rng = rng
        self._around = around
        self._silences = [(start + a, NEVER if b is None else start + b) for a, b in phone.silences]
        self._last_poll = start - rng.random() * phone.poll_s
        self._last_contact = self._last_poll
        self._order = itertools.count()
        self._future: list[tuple[float, int, int, Message]] = []
        self._ready: list[tuple[bool, float, int, int, Message]] = []
        self._taken: deque[Message] = deque()
        self._held: list[Callable[[float], None]] = []
        self._answered: set[str] = set()
        self._strangers_met = 0
        self._wakes = NEVER
        self._wake_number = 0
        if phone.replies.stranger_every_s > 0:
            around.call_at(self._next_stranger(start), self._meet_stranger)

    # --- where it stands

    def silent(self, moment: float) -> bool:
        """Whether it has no contact with the service at `moment`."""
        return self._silence(moment) is not None

    def _silence(self, moment: float) -> tuple[float, float] | None:
        return next(((a, b) for a, b in self._silences if a <= moment < b), None)

    def last_seen(self, moment: float) -> float | None:
        """Its last contact up to `moment`; `None` for a new phone that has not called yet."""
        polled = self._last_contact if self._taken else self._poll_before(moment)
        seen = max(polled, self._last_contact)
        return None if self.phone.new and seen <= self._start else seen

    def set_online(self, online: bool, moment: float) -> None:
        """Take its contact away, or give it back, from `moment` on."""
        if online:
            self._silences = [(a, moment if a <= moment < b else b) for a, b in self._silences]
        elif not self.silent(moment):
            self._silences.append((moment, NEVER))
        if self._taken:
            self._wake_at(self._in_contact(max(moment, self._last_contact)))
        else:
            self._plan_poll(moment)
        if online:
            held, self._held = self._held, []
            for action in held:
                action(moment)

    # --- polling

    def _poll_before(self, moment: float) -> float:
        """The last moment it polled, idle polls on its rhythm included."""
        anchor = self._last_poll
        for begin, end in sorted(self._silences):
            if begin <= moment < end:
                moment = max(begin, anchor)
            elif anchor < end <= moment:
                anchor = end
        return anchor + max(0, math.floor((moment - anchor) / self.phone.poll_s)) * self.phone.poll_s

    def _poll_from(self, moment: float) -> float:
        """The first poll at `moment` or later."""
        last = self._poll_before(moment)
        return self._in_contact(last if last >= moment else last + self.phone.poll_s)

    def _in_contact(self, moment: float) -> float:
        """`moment`, or when contact is back after it."""
        while (silence := self._silence(moment)) is not None:
            moment = silence[1]
        return moment

    def _plan_poll(self, moment: float) -> None:
        """Wake for the next poll that finds something."""
        if self._ready:
            self._wake_at(self._poll_from(moment))
        elif self._future:
            self._wake_at(self._poll_from(max(moment, self._future[0][0])))
        else:
            self._wake_at(NEVER)

    def _wake_at(self, moment: float) -> None:
        """Wake once, at `moment`; what was planned before no longer counts."""
        if moment == self._wakes:
            return
        self._wakes = moment
        self._wake_number += 1
        number = self._wake_number
        if moment < NEVER:
            self._around.call_at(moment, lambda at: self._wake(at, number))

    def expect(self, message: Message, moment: float) -> None:
        """A message for this phone waits at the service since `moment`."""
        due = message.created if message.timetosend is None else message.timetosend
        heapq.heappush(self._future, (float(due), message.id, next(self._order), message))
        if not self._taken:
            self._plan_poll(moment)

    def _wake(self, moment: float, number: int) -> None:
        """Do what is due at `moment`, unless planned anew since."""
        if number != self._wake_number:
            return
        self._wakes = NEVER
        if self._taken:
            self._send_next(moment)
        else:
            self._poll(moment)

    def _poll(self, moment: float) -> None:
        self._last_poll = self._last_contact = moment
        while self._future and self._future[0][0] <= moment:
            due, sms_id, order, message = heapq.heappop(self._future)
            heapq.heappush(self._ready, (not message.urgent, due, sms_id, order, message))
        while self._ready and len(self._taken) < MAX_TAKEN_PER_POLL:
            message = heapq.heappop(self._ready)[-1]
            if message.status in WAITING and message.device_id == self.phone.id and message not in self._taken:
                self._taken.append(message)
        if not self._taken:
            self._plan_poll(moment + self.phone.poll_s)
            return
        if self._around.through_queued:
            self._tell_all(QUEUED)
        confirmed = moment + self._rng.uniform(0.2, 0.8)
        batch = tuple(self._taken)
        self._around.call_at(confirmed, lambda _: self._confirm(batch))
        self._wake_at(self._in_contact(confirmed + self._pause()))

    def _tell_all(self, status: int) -> None:
        for message in self._taken:
            message.become(status)

    def _confirm(self, batch: tuple[Message, ...]) -> None:
        for message in batch:
            if message.status in WAITING:
                message.become(TAKEN)

    def _pause(self) -> float:
        """About a second a message, and a random part of the owner's delay."""
        return SECONDS_A_MESSAGE + self._rng.uniform(0.0, self.phone.delay_s or 0)

    # --- sending and reporting

    def _send_next(self, moment: float) -> None:
        self._last_contact = moment
        message = self._taken.popleft()
        if message.status == TAKEN or message.status in WAITING:
            if 0 <= message.sim < len(self.phone.sims):
                self._send(message, self.phone.outcomes.draw(self._rng), moment)
            else:
                message.become(GENERIC_FAILURE)
        if self._taken:
            self._wake_at(self._in_contact(moment + self._pause()))
        elif moment > self._last_poll + self.phone.poll_s:
            self._poll(moment)
        else:
            self._plan_poll(moment)

    def _send(self, message: Message, end: int, moment: float) -> None:
        if end not in (SENT, DELIVERED, NOT_DELIVERED):
            message.become(end)
            return
        if self._around.through_four:
            message.become(ODD_FOUR)
            self._report_at(moment + 0.5, message, SENT, moment)
        else:
            message.become(SENT, moment)
        if end == SENT:
            return
        there = moment + self._rng.uniform(*self.phone.outcomes.receipt_s)
        self._report_at(there, message, end, moment)
        if end == DELIVERED:
            self._around.carry(self.phone.sims[message.sim].number, message, there)
            self._maybe_answer(message, moment)

    def _report_at(self, when: float, message: Message, status: int, sent: float) -> None:
        self._around.call_at(when, lambda moment: self._report(message, status, sent, moment))

    def _report(self, message: Message, status: int, sent: float, moment: float) -> None:
        """Tell the service now, or when there is contact."""
        if self.silent(moment):
            self._with_contact(moment, lambda at: self._report(message, status, sent, at))
        elif message.status in (SENT, ODD_FOUR):
            message.become(status, sent)
            self._last_contact = max(self._last_contact, moment)

    def _with_contact(self, moment: float, action: Callable[[float], None]) -> None:
        """Do `action` as soon as contact is back after `moment`."""
        when = self._in_contact(moment)
        if when < NEVER:
            self._around.call_at(when, action)
        else:
            self._held.append(action)

    # --- what comes in

    def _maybe_answer(self, message: Message, moment: float) -> None:
        replies = self.phone.replies
        if message.sendto in self._answered or self._rng.random() >= replies.share:
            return
        self._answered.add(message.sendto)
        texts, weights = zip(*replies.texts, strict=True)
        text = self._rng.choices(texts, weights)[0]
        when = moment + self._rng.uniform(*replies.after_s)
        self._around.call_at(when, lambda at: self.bring_in(message.sendto, text, message.sim, at))

    def _next_stranger(self, moment: float) -> float:
        return moment + self.phone.replies.stranger_every_s * self._rng.uniform(0.5, 1.5)

    def _meet_stranger(self, moment: float) -> None:
        strangers = self.phone.replies.strangers
        number, text = strangers[self._strangers_met % len(strangers)]
        self._strangers_met += 1
        self.bring_in(number, text, 0, moment)
        self._around.call_at(self._next_stranger(moment), self._meet_stranger)

    def slot_of(self, number: str) -> int | None:
        """Which of its SIMs has this number (E.164)."""
        return next((slot for slot, sim in enumerate(self.phone.sims) if sim.number == number), None)

    def bring_in(self, sender: str, body: str, sim: int, moment: float) -> None:
        """Hand a text in now, or when contact is back."""
        if self.silent(moment):
            self._with_contact(moment, lambda at: self.bring_in(sender, body, sim, at))
        else:
            self._around.take_in(sender, body, self.phone.id, sim, moment)
