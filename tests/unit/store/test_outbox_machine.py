"""The outbox under anything: random claims, answers, crashes, proofs and decisions against a gateway that keeps count.

Asserts I1 to I9 of reliability.md 2.6 after every step (I10, one owner, belongs to the lock of the data folder).
"""

import asyncio
import shutil
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, invariant, multiple, rule

from desktop_app.domain.outgoing import CampaignState, PausedBy, Share, State
from desktop_app.domain.status import Cause
from desktop_app.store.claims import Receipt
from desktop_app.store.database import Store
from desktop_app.store.records import Batch, Reading
from tests.fake_clock import FakeClock
from tests.unit.store.plans import CONSENT, delivery, number, plan_file

LANES = (Share(7, 0, 1), Share(8, 1, 1))
NOT_OUT = {State.QUEUED, State.CANCELLED, State.SKIPPED, State.REFUSED}
OUT = {State.ACCEPTED, State.TAKEN, State.SENT, State.DELIVERED, State.FAILED}
BACK = ("nothing left", "proven not to be at the service", "asked for")
"""Why a row may go back to the queue: class A, proof, or the owner."""
FORWARD = {None: 1, 1: 3, 3: 2, 2: 6, 6: 7, 7: 7, 8: 8, 9: 9}


class OutboxMachine(RuleBasedStateMachine):
    """`at_service` is the truth: reference -> copies, and the status of each."""

    batches = Bundle("batches")

    @initialize()
    def open(self) -> None:
        self.loop = asyncio.new_event_loop()
        self.folder = Path(tempfile.mkdtemp())
        self.clock = FakeClock()
        self.at_service: Counter[int] = Counter()
        self.status: dict[int, int | None] = {}
        self.texts: dict[int, tuple[str, str]] = {}
        self.in_flight: set[int] = set()
        """Batches whose call this process is making; a call dies with its process."""
        self.opted_out: set[str] = set()
        self.stopped_at: dict[int, set[int]] = {}
        self.store = self.wait(Store.open(self.folder / "desk.sqlite", self.clock))

    def wait(self, coro: Any) -> Any:
        return self.loop.run_until_complete(coro)

    def teardown(self) -> None:
        if hasattr(self, "store"):
            self.wait(self.store.aclose())
            self.loop.close()
            shutil.rmtree(self.folder)

    def campaigns(self) -> list[Any]:
        return self.wait(self.store.outbox.campaigns())

    def rows(self, *states: State) -> list[Any]:
        wanted = frozenset(states) or None
        return [
            row
            for one in self.campaigns()
            for row in self.wait(self.store.outbox.page(one.id, states=wanted, limit=500))
        ]

    # What happens

    @rule(rows=st.integers(1, 6), first=st.integers(0, 3))
    def queue(self, rows: int, first: int) -> None:
        if len(self.campaigns()) >= 3:
            return
        ready = [(number(first + i), f"text {len(self.campaigns())} {i}") for i in range(rows)]
        campaign = self.wait(
            self.store.outbox.add_campaign(
                plan_file(self.folder / "plan.sqlite", ready),
                name="m", file="f", delivery=delivery(*LANES), assign=LANES, consent_at=CONSENT, again=True,
            )
        )  # fmt: skip
        for row in self.wait(self.store.outbox.page(campaign)):
            self.texts[row.ref] = (row.phone, row.body)
        self.wait(
            self.store.outbox.set_state(campaign, CampaignState.SENDING, expected=frozenset({CampaignState.STARTING}))
        )

    @rule(target=batches, campaign=st.integers(1, 3), rows=st.integers(1, 5))
    def claim(self, campaign: int, rows: int) -> Any:
        known = {one.id: one for one in self.campaigns()}
        if campaign not in known:
            return multiple()
        batch = self.wait(self.store.outbox.claim(campaign, [Share(lane.device_id, lane.sim, rows) for lane in LANES]))
        if batch.rows:
            assert known[campaign].state is CampaignState.SENDING  # I8
            assert not self.opted_out & {row.phone for row in batch.rows}  # I2 of the do-not-text list
            durable = self.wait(self.store.outbox.rows(frozenset(row.id for row in batch.rows)))
            assert {row.state for row in durable} == {State.SENDING}  # I3
            for row in batch.rows:
                assert (row.phone, row.body) == self.texts[row.ref]  # I6
            self.in_flight.add(batch.id)
            return batch
        return multiple()

    @rule(
        batch=consumes(batches),
        effect=st.sampled_from(["accepted", "stored, no answer", "lost", "half", "refused", "not handed over"]),
    )
    def answer(self, batch: Batch, effect: str) -> None:
        if batch.id not in self.in_flight:
            return
        self.in_flight.discard(batch.id)
        if effect in {"accepted", "stored, no answer"}:
            self.keep(batch, len(batch.rows))
        elif effect == "half":
            self.keep(batch, len(batch.rows) // 2)
        outcomes = {"accepted": "accepted", "refused": "refused", "not handed over": "not handed over"}
        self.wait(self.store.outbox.record(batch, Receipt(outcomes.get(effect, "unsure"), words="x", detail="d")))

    def keep(self, batch: Batch, count: int) -> None:
        for row in batch.rows[:count]:
            self.at_service[row.ref] += 1
            self.status[row.ref] = None

    @rule(batch=consumes(batches), stored=st.integers(0, 5))
    def crash_in_a_call(self, batch: Batch, stored: int) -> None:
        """The process dies with a call in flight; some of it may have been stored."""
        if batch.id not in self.in_flight:
            return
        self.keep(batch, min(stored, len(batch.rows)))
        self.reopen()

    @rule()
    def crash(self) -> None:
        self.reopen()

    def reopen(self) -> None:
        self.in_flight.clear()
        self.wait(self.store.aclose())
        self.store = self.wait(Store.open(self.folder / "desk.sqlite", self.clock))
        assert not self.store.recovered.restored
        assert not self.rows(State.SENDING)  # I7: recovery leaves no row that might still leave
        for told in self.campaigns():
            if told.waiting or told.not_confirmed:
                assert told.state is not CampaignState.SENDING
        integrity = self.wait(self.store._database.read(lambda c: c.execute("PRAGMA integrity_check").fetchone()[0]))
        assert integrity == "ok"

    @rule()
    def reconcile(self) -> None:
        """A sound proof: who is there is found, who is not is proven absent."""
        doubtful = self.rows(State.UNSURE, State.ASK)
        found = [Reading(row.id, row.ref, self.status[row.ref]) for row in doubtful if self.at_service[row.ref]]
        self.wait(self.store.outbox.apply(found))
        absent = [row.id for row in doubtful if not self.at_service[row.ref]]
        self.wait(self.store.outbox.proven_absent(absent, attempts=6))

    @rule(fails=st.booleans())
    def time_passes_at_the_service(self, fails: bool) -> None:
        for ref in list(self.status):
            before = self.status[ref]
            self.status[ref] = 9 if fails and before == 2 else FORWARD[before]
        shown = [row for row in self.rows(*OUT, State.UNSURE) if self.at_service[row.ref]]
        readings = [Reading(row.id, row.ref, self.status[row.ref]) for row in shown]
        self.wait(self.store.outbox.apply(readings))
        self.wait(self.store.outbox.apply(readings))

    @rule()
    def nobody_knows(self) -> None:
        ids = [row.id for row in self.rows(State.UNSURE)]
        self.wait(self.store.outbox.ask(ids, Cause.UNPROVEN, "in time"))

    @rule(campaign=st.integers(1, 3))
    def pause(self, campaign: int) -> None:
        self.wait(
            self.store.outbox.set_state(
                campaign, CampaignState.PAUSED, expected=frozenset({CampaignState.SENDING}), paused_by=PausedBy.YOU
            )
        )

    @rule(campaign=st.integers(1, 3))
    def resume(self, campaign: int) -> None:
        if campaign in {one.id for one in self.campaigns() if one.state is CampaignState.PAUSED}:
            self.wait(self.store.outbox.resume(campaign))

    @rule(campaign=st.integers(1, 3))
    def stop(self, campaign: int) -> None:
        if campaign in {one.id for one in self.campaigns()}:
            counts = {one.id: one for one in self.campaigns()}[campaign].counts
            told = self.wait(self.store.outbox.stop(campaign))
            assert told.wont == counts.get(State.QUEUED, 0)
            self.stopped_at[campaign] = {row.ref for row in self.wait(self.store.outbox.page(campaign, limit=500))
                                         if row.state is State.CANCELLED}  # fmt: skip

    @rule(index=st.integers(0, 6))
    def opt_out(self, index: int) -> None:
        self.opted_out.add(number(index))
        self.wait(self.store.do_not_text.add(number(index), "STOP", "by text"))
        assert not [row for row in self.rows(State.QUEUED) if row.phone == number(index)]

    @rule(campaign=st.integers(1, 3))
    def the_owner_sends_again_what_is_not_there(self, campaign: int) -> None:
        absent = [row.id for row in self.rows(State.ASK) if row.campaign == campaign and not self.at_service[row.ref]]
        if absent:
            self.wait(self.store.outbox.decide(campaign, absent, State.QUEUED, Cause.OWNER, "asked for"))

    # What is always true

    @invariant()
    def nothing_is_lost_doubled_or_misreported(self) -> None:
        if not hasattr(self, "store"):
            return
        assert all(copies <= 1 for copies in self.at_service.values())  # I1
        seen: set[int] = set()
        for told in self.campaigns():
            rows = self.wait(self.store.outbox.page(told.id, limit=500))
            assert Counter(row.state for row in rows) == Counter(told.counts)  # the tally is the truth
            assert sum(told.counts.values()) == told.rows == len(rows)  # I2
            for row in rows:
                seen.add(row.ref)
                assert (row.phone, row.body) == self.texts[row.ref]  # I6
                if row.state in OUT:
                    assert self.at_service[row.ref] == 1  # I5
                if row.state in NOT_OUT:
                    assert self.at_service[row.ref] == 0  # I5
        assert seen == set(self.texts)  # I2

    @invariant()
    def every_event_has_a_cause_and_none_goes_back_without_reason(self) -> None:
        if not hasattr(self, "store"):
            return
        events = self.wait(
            self.store._database.read(lambda c: c.execute("SELECT before, after, why FROM event").fetchall())
        )
        for before, after, why in events:
            assert why  # I9
            if after == "queued" and before in {"sending", "unsure", "ask"}:
                assert why.startswith(BACK), why  # I4


TestOutbox = OutboxMachine.TestCase
TestOutbox.settings = settings(
    max_examples=12, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
)
TestOutbox = pytest.mark.timeout(120)(TestOutbox)
