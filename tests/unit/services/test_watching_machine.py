"""Whatever happens to phones, network and computer: what is said is true, and each outage is told once."""

import asyncio
import tempfile
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from desktop_app.domain.device import Reach
from desktop_app.domain.outages import AlertKind
from desktop_app.store.reach_log import GAP
from tests.fake_clock import START, FakeClock
from tests.unit.services.watched_world import (
    AGAIN_S,
    CANNOT_TELL_S,
    POLL_S,
    WHOLE_SECONDS,
    Computer,
    LivingPhone,
    Told,
    World,
)

KNOWN = frozenset({Reach.ONLINE, Reach.LATE, Reach.OFFLINE})
TOGETHER_S = 60.0
LONG_OUTAGE_S = 600.0


@dataclass
class Judge:
    """Compares what the program says with the truth, at every step."""

    computer: Computer
    heard: int = 0
    down: dict[int, float] = field(default_factory=dict)
    """Phones told to be offline and not seen online since, and when that was told."""
    back_due: dict[int, float] = field(default_factory=dict)
    night_until: float = 0.0

    @property
    def world(self) -> World:
        return self.computer.world

    def step(self) -> None:
        """Everything that must hold at any moment."""
        if self.computer.night:
            self.night_until = self.computer.clock.elapsed()
        for phone in self.world.phones:
            self._state(phone)
        for told in self.computer.told[self.heard :]:
            self._alert(told)
        self.heard = len(self.computer.told)
        for phone in self.world.phones:
            self._missed(phone)

    def _state(self, phone: LivingPhone) -> None:
        live, now = self.computer.store.live, self.computer.clock.elapsed()
        device = next((one for one in live.devices if one.id == phone.id), None)
        if device is None:
            assert now - self.computer.well_since < AGAIN_S or self.world.damaged, f"phone {phone.id} is not shown"
            return
        shown = device.reach(live.server_now(), connected=live.connected is not False)
        well = now - self.computer.well_since > AGAIN_S
        note(f"{now:.1f} phone {phone.id}: {shown.value}, truly {phone.reach(now).value}{' (well)' if well else ''}")
        if shown is Reach.UNKNOWN:
            assert not well, f"phone {phone.id} can be checked"
            return
        behind = (POLL_S if well else CANNOT_TELL_S) + WHOLE_SECONDS
        true = phone.could_be(max(now - behind, 0.0), now + WHOLE_SECONDS)
        assert shown in true, f"phone {phone.id} is said to be {shown.value} and was {true}"

    def _alert(self, told: Told) -> None:
        note(f"{told.at:.1f} {told.alert.kind.value} {[one.device for one in told.alert.outages]}")
        assert self.world.network, "an alert while this computer is offline"
        if self.computer.night:
            assert told.alert.waiting, "nothing waits, and the owner is woken"
        phones = {phone.id: phone for phone in self.world.phones}
        names = [one.device for one in told.alert.outages]
        assert len(names) == len(set(names))
        if told.alert.kind is AlertKind.BACK:
            for name in names:
                assert phones[name].reach(told.at) is Reach.ONLINE
                silent = told.at - self.down.pop(name)
                assert silent > LONG_OUTAGE_S - POLL_S, "too short an outage for a word"
            return
        new = [name for name in names if name not in self.down]
        assert new, "an alert that tells nothing new"
        for name in new:
            true = phones[name].could_be(told.at - TOGETHER_S - POLL_S, told.at + WHOLE_SECONDS)
            assert Reach.OFFLINE in true, f"phone {name} is told offline and was {true}"
            self.down[name] = phones[name].last_poll(told.at) or 0.0
        if told.alert.kind is AlertKind.MORNING:
            assert not self.computer.night

    def _missed(self, phone: LivingPhone) -> None:
        """An outage that lasts while this computer watches is told, and its end is the end of it."""
        now = self.computer.clock.elapsed()
        reach = phone.reach(now)
        if reach is Reach.ONLINE and phone.id in self.down:
            self._over(phone, now)
        if reach is not Reach.OFFLINE or phone.id in self.down:
            return
        since = max(self.computer.well_since, self.night_until, self.computer.waiting_since.get(phone.id, 0.0))
        down = now - max(since, (phone.last_poll(now) or 0.0) + max(10 * phone.poll_s + 60, 300))
        asleep = self.computer.night and not self.computer.waiting.get(phone.id)
        assert asleep or down < TOGETHER_S + POLL_S + WHOLE_SECONDS, f"phone {phone.id} is offline and nobody says so"

    def _over(self, phone: LivingPhone, now: float) -> None:
        told_at = self.world.told_at.get(phone.id, -1.0)
        back = next(poll for poll in reversed(phone.polls) if poll <= now)
        first = min(poll for poll in phone.polls if poll > self.down[phone.id])
        if told_at < first:
            return  # the program cannot know yet
        silent = told_at - self.down[phone.id]
        del self.down[phone.id]
        quietly = self.computer.night and not self.computer.waiting.get(phone.id)
        assert quietly or silent < LONG_OUTAGE_S + WHOLE_SECONDS, (
            f"phone {phone.id} is back since {back} and nobody says so"
        )

    async def the_past(self) -> None:
        """What is kept of the time gone by."""
        end = self.computer.clock.elapsed()
        begin, until = START - timedelta(days=1), START + timedelta(seconds=end + 3600)
        histories = await self.computer.store.reach_log.histories(begin, until)
        unsure = GAP.total_seconds() + WHOLE_SECONDS
        for phone in self.world.phones:
            history = histories.get(phone.id)
            for spell in history.spells(begin, until) if history is not None else ():
                first = (spell.begin - START).total_seconds()
                last = (spell.end - START).total_seconds()
                for at in (first + (last - first) * share / 7 for share in range(8)):
                    true = phone.could_be(max(at - unsure, 0.0), min(at + unsure, end))
                    assert spell.reach in true, f"phone {phone.id} was {true} at {at}, not {spell.reach}"


MINUTES = st.integers(1, 14)
PHONE = st.integers(0, 2)
happening = st.one_of(
    st.tuples(st.just("pass"), MINUTES),
    st.tuples(st.just("die"), PHONE),
    st.tuples(st.just("live"), PHONE),
    st.tuples(st.just("network"), st.booleans()),
    st.tuples(st.just("flap"), MINUTES),
    st.tuples(st.just("unreadable"), st.booleans()),
    st.tuples(st.just("damaged"), st.booleans()),
    st.tuples(st.just("dates"), st.booleans()),
    st.tuples(st.just("jump"), st.integers(-300, 300)),
    st.tuples(st.just("sleep"), st.integers(1, 90)),
    st.tuples(st.just("look"), st.booleans()),
    st.tuples(st.just("waiting"), PHONE),
    st.tuples(st.just("restart"), st.just(0)),
)


class Story:
    """Lets things happen, one after the other."""

    def __init__(self, computer: Computer, judge: Judge, chance: Random) -> None:
        self.computer, self.judge, self.chance = computer, judge, chance

    @property
    def world(self) -> World:
        return self.computer.world

    async def wait(self, seconds: float) -> None:
        async for _ in self.computer.pass_time(seconds):
            if not (self.world.network and not self.world.unreadable and not self.world.damaged):
                self.computer.disturbed()
            self.judge.step()

    async def happen(self, what: str, value: int) -> None:
        note(f"{self.computer.clock.elapsed():.1f} {what} {value}")
        await getattr(self, f"_{what}")(value)
        await self.wait(self.chance.choice([5.0, 20.0, 70.0]))

    async def _pass(self, minutes: int) -> None:
        await self.wait(minutes * 60)

    async def _die(self, place: int) -> None:
        self.world.phones[place % len(self.world.phones)].turn(self.world.now(), alive=False)

    async def _live(self, place: int) -> None:
        self.world.phones[place % len(self.world.phones)].turn(self.world.now(), alive=True)

    async def _network(self, up: int) -> None:
        self.computer.disturbed()
        self.world.network = bool(up)

    async def _flap(self, minutes: int) -> None:
        for _ in range(minutes * 2):
            await self._network(not self.world.network)
            await self.wait(self.chance.uniform(1, 40))
        await self._network(1)

    async def _unreadable(self, so: int) -> None:
        self.computer.disturbed()
        self.world.unreadable = bool(so)

    async def _damaged(self, so: int) -> None:
        self.computer.disturbed()
        self.world.damaged = bool(so)

    async def _dates(self, so: int) -> None:
        self.world.dates = bool(so)

    async def _jump(self, minutes: int) -> None:
        self.computer.clock.jump(timedelta(minutes=minutes))

    async def _sleep(self, minutes: int) -> None:
        await self.computer.idle()
        self.computer.clock.suspend(minutes * 60)
        self.world.now()
        self.computer.disturbed()
        self.judge.step()

    async def _look(self, so: int) -> None:
        (self.computer.devices.watch if so else self.computer.devices.unwatch)()

    async def _waiting(self, place: int) -> None:
        self.computer.some_wait(self.world.phones[place % len(self.world.phones)].id)

    async def _restart(self, _: int) -> None:
        await self.computer.stop()
        await self.wait_without(self.chance.choice([1.0, 400.0]))
        await self.computer.start()

    async def wait_without(self, seconds: float) -> None:
        """Let time go by while the program does not run."""
        await self.computer.clock.advance(seconds)
        self.world.now()


async def play(polls: list[int], things: list[tuple[str, int]], quiet: str, seed: int, folder: Path) -> Judge:
    """One story from begin to end."""
    clock, chance = FakeClock(), Random(seed)
    phones = [LivingPhone(number + 1, poll, next_poll=chance.uniform(0, poll)) for number, poll in enumerate(polls)]
    world = World(clock, phones, Random(seed))
    computer = Computer(folder, clock, world, quiet)
    judge = Judge(computer)
    story = Story(computer, judge, chance)
    await computer.start()
    try:
        await story.wait(40)
        for what, value in things:
            await story.happen(what, value)
        await story.wait(400)
        await judge.the_past()
    finally:
        await computer.stop()
    return judge


stories = given(
    polls=st.lists(st.sampled_from([5, 10, 10, 30, 120]), min_size=1, max_size=3),
    things=st.lists(happening, min_size=1, max_size=14),
    quiet=st.sampled_from(["off", "off", "09:00-10:00", "08:30-08:45"]),
    seed=st.integers(0, 1 << 16),
)


def tell(polls: list[int], things: list[tuple[str, int]], quiet: str, seed: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(play(polls, things, quiet, seed, Path(folder)))


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@stories
def test_what_is_said_of_the_phones_is_true(polls, things, quiet, seed):
    tell(polls, things, quiet, seed)


@pytest.mark.full
@pytest.mark.timeout(1800)
@settings(max_examples=600, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@stories
def test_what_is_said_of_the_phones_is_true_in_many_stories(polls, things, quiet, seed):
    tell(polls, things, quiet, seed)
