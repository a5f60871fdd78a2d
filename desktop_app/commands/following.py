"""Following campaigns until everything is handed over, or final: progress, and the exit code."""

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desktop_app.clock import Clock
from desktop_app.commands.messages import Tell, note, plural, progress
from desktop_app.domain.outgoing import FINAL, Campaign, CampaignState, PausedBy, State, WaitingFor
from desktop_app.domain.status import REASONS, Cause
from desktop_app.store.database import Store

_LOOK_S = 1.0
"""Longest real time between two looks; commits of the store wake it earlier."""
_STILL_HERE = frozenset({State.QUEUED, State.SENDING, State.UNSURE})
_WELL = frozenset({State.ACCEPTED, State.TAKEN, State.SENT, State.DELIVERED})
_WELL_IN_THE_END = frozenset({State.SENT, State.DELIVERED})
_AT_REST = frozenset({CampaignState.PAUSED, CampaignState.STOPPED, CampaignState.FINISHED})

WAITS = {
    WaitingFor.QUIET_HOURS: "quiet hours",
    WaitingFor.PHONES: "no phone is online",
    WaitingFor.CONNECTION: "no connection",
    WaitingFor.CHECKING: "checking with SmsGateway24",
    WaitingFor.REPLIES: "reading replies",
    WaitingFor.CANARY: "reading the first message back",
    WaitingFor.START: "waiting for the start",
    WaitingFor.LIMIT: "SIM limit reached, goes on after midnight",
}
SIGN_IN_AGAIN = "SmsGateway24 refuses the token. Please sign in again."
PAUSES = {
    PausedBy.YOU: "It was paused.",
    PausedBy.RESTART: "The program ended while it was sending.",
    PausedBy.FAILURES: "Many messages failed.",
    PausedBy.DUPLICATE: "A message is at SmsGateway24 twice.",
    PausedBy.SIGN_IN: SIGN_IN_AGAIN,
    PausedBy.ACCOUNT: "Its phones are not in this account.",
    PausedBy.REFUSALS: "SmsGateway24 refuses the messages.",
    PausedBy.SILENCE: "SmsGateway24 accepted nothing for 15 minutes.",
    PausedBy.REPLIES: "Incoming texts could not be read, so it is not known who asked not to be texted.",
    PausedBy.LATE: "Its “don't send after” has passed.",
    PausedBy.DISK: "The disk is full or broken.",
    PausedBy.TLS: "The connection is not safe.",
    PausedBy.CLOCK: "The computer's clock was changed.",
}
_CODE_3 = frozenset({PausedBy.SIGN_IN, PausedBy.TLS})
_PAGE = 2000


@dataclass(frozen=True)
class Seen:
    """A campaign and how many of its rows wait for a person."""

    campaign: Campaign
    asking: int


class Follower:
    """Follows campaigns through the store; acts on nothing."""

    def __init__(self, store: Store, clock: Clock, tell: Tell, *, receipt_wait_s: float) -> None:
        """`receipt_wait_s` bounds the wait for final states once everything is handed over."""
        self._store = store
        self._clock = clock
        self._tell = tell
        self._receipt_wait_s = receipt_wait_s

    async def follow(self, campaigns: Sequence[int], *, wait: bool) -> int:
        """Follow until every row is handed over or refused; with `wait` until every row is final.

        A campaign that waits for a person's decision is not waited for, nor are receipts that a refused token keeps
        from being read. Returns the exit code.
        """
        changed = asyncio.Event()
        unsubscribe = self._store.subscribe(lambda _changes: changed.set())
        handed_over_at: float | None = None
        try:
            while True:
                changed.clear()
                seen = [await self._look(campaign) for campaign in campaigns]
                self._show(seen, wait=wait)
                if all(_handed_over(one) for one in seen):
                    handed_over_at = self._clock.elapsed() if handed_over_at is None else handed_over_at
                    late = self._clock.elapsed() - handed_over_at >= self._receipt_wait_s
                    if not wait or late or not self._store.live.signed_in or all(_final(one) for one in seen):
                        return await self._conclude(seen, wait=wait)
                try:
                    await asyncio.wait_for(changed.wait(), _LOOK_S)
                except TimeoutError:
                    continue
        finally:
            unsubscribe()

    async def _look(self, campaign: int) -> Seen:
        return Seen(await self._store.outbox.campaign(campaign), await self._store.outbox.undecided(campaign))

    def _show(self, seen: Sequence[Seen], *, wait: bool) -> None:
        rows = sum(one.campaign.rows for one in seen)
        counts = _sum_counts(seen)
        done = sum(n for state, n in counts.items() if state in FINAL)
        if not wait:
            done = rows - sum(counts.get(state, 0) for state in _STILL_HERE)
        waiting = [self._store.live.campaign.get(one.campaign.id) for one in seen]
        words = next((WAITS[one.waiting] for one in waiting if one is not None and one.waiting in WAITS), "")
        self._tell(progress("Final" if wait else "Handed over", done, rows, words or counted(counts)))

    async def _conclude(self, seen: Sequence[Seen], *, wait: bool) -> int:
        code = 0
        for one in seen:
            campaign = one.campaign
            left_out = sum((await self._store.outbox.left_out(campaign.id)).values())
            self._tell({"line": f"Campaign {campaign.id}, {campaign.name}: {counted(campaign.counts)}."})
            for words in await self._skipped(campaign):
                self._tell(note(words))
            if campaign.state is CampaignState.PAUSED:
                why = PAUSES.get(campaign.paused_by or PausedBy.YOU, "")
                self._tell(note(" ".join(filter(None, ("Paused.", why, campaign.paused_note)))))
                self._tell(note("“sms-desk resume” goes on with it."))
            if one.asking:
                self._tell(note(f"{plural(one.asking, 'row needs', 'rows need')} your decision: open SMS Desk."))
            code = max(code, _exit_code(campaign, left_out, final=wait))
            if wait and not _final(one) and not self._store.live.signed_in:
                code = 3
                if campaign.paused_by is not PausedBy.SIGN_IN:
                    self._tell(note(f"{SIGN_IN_AGAIN} What became of the rest is not known yet."))
        return code

    async def _skipped(self, campaign: Campaign) -> list[str]:
        """Why rows that were confirmed did not go out after all, in sentences."""
        if not campaign.counts.get(State.SKIPPED, 0):
            return []
        rows: Counter[str | None] = Counter()
        stopped: set[str] = set()
        while page := await self._store.outbox.page(
            campaign.id, states=frozenset({State.SKIPPED}), offset=rows.total(), limit=_PAGE
        ):
            rows.update(row.reason for row in page)
            stopped.update(row.phone for row in page if row.reason == REASONS[Cause.OPTED_OUT])
        words = []
        if stopped:
            words.append(f"{plural(len(stopped), 'person', 'people')} asked not to be texted and got nothing.")
        if same := rows[REASONS[Cause.SAME_TEXT]]:
            words.append(
                f"{plural(same, 'row was', 'rows were')} left out: the same text went to that number within the last "
                "hours. “--again” sends it all the same."
            )
        return words


def counted(counts: Mapping[State, int]) -> str:
    """`3 queued, 1,245 delivered`, in the order of the table of states."""
    return ", ".join(f"{counts[state]:,} {state.value}" for state in State if counts.get(state, 0)) or "no rows"


def _sum_counts(seen: Sequence[Seen]) -> dict[State, int]:
    return {state: sum(one.campaign.counts.get(state, 0) for one in seen) for state in State}


def _handed_over(one: Seen) -> bool:
    """Nothing more is handed over without a person."""
    campaign = one.campaign
    if campaign.state in _AT_REST:
        return True
    return not any(campaign.counts.get(state, 0) for state in _STILL_HERE)


def _final(one: Seen) -> bool:
    campaign = one.campaign
    open_rows = sum(n for state, n in campaign.counts.items() if state not in FINAL)
    if campaign.state is CampaignState.FINISHED:
        return True
    stays = campaign.counts.get(State.ASK, 0)
    if campaign.state is CampaignState.PAUSED:
        stays += campaign.counts.get(State.QUEUED, 0)
    return open_rows - stays <= 0


def _exit_code(campaign: Campaign, left_out: int, *, final: bool) -> int:
    if campaign.state is CampaignState.PAUSED and campaign.paused_by in _CODE_3:
        return 3
    well = sum(campaign.counts.get(state, 0) for state in (_WELL_IN_THE_END if final else _WELL))
    return 1 if left_out or well < campaign.rows else 0
