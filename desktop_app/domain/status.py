"""The one reducer of delivery status: what a code read at the service makes of a row's state.

Codes and their order: gateway-api.md section 6. Everything else that needs to know asks here.
"""

from dataclasses import dataclass
from enum import StrEnum

from desktop_app.domain.outgoing import State

NEW = 1
TAKEN_FROM_SERVER = 2
QUEUED_FOR_SENDING = 3
INCOMING = 5
SENT_BY_PHONE = 6
DELIVERED = 7
NOT_DELIVERED = 8

AT_SERVICE_CODES = frozenset({NEW, QUEUED_FOR_SENDING})
FAILURE_CODES = frozenset({NOT_DELIVERED, 9, 10, 11, 12, 100, 101})
OPEN_CODES = (NEW, QUEUED_FOR_SENDING, TAKEN_FROM_SERVER, SENT_BY_PHONE)
PASSING_FAILURES = frozenset({9, 10, 11, 12})
"""Failures another phone or a later time may mend; 8 is their phone, 100 and 101 is the account."""


class Cause(StrEnum):
    """Why a row is where it is, for the program; `Outgoing.reason` says it to people."""

    NONE = ""
    OPTED_OUT = "opted out"
    SAME_TEXT = "same text"
    STOPPED = "stopped"
    UNKNOWN_ANSWER = "unknown answer"
    RESTART = "restart"
    UNSEEN = "unseen"
    REFUSED = "refused"
    PASSING = "passing refusal"
    RESTORED = "restored"
    COLLISION = "collision"
    UNPROVEN = "unproven"
    GONE = "gone"
    LEFT = "left"
    ABSENT = "absent"
    NOT_REACHED = "not reached"
    OWNER = "owner"
    DAMAGED = "damaged"


REASONS = {
    Cause.OPTED_OUT: "This person asked not to be texted.",
    Cause.SAME_TEXT: "The same text went to this number within the last hours.",
    Cause.UNSEEN: "SmsGateway24 took it and does not show it. We are checking.",
    Cause.RESTORED: "This data came from a backup or another computer. It may have gone out before.",
    Cause.COLLISION: "SmsGateway24 shows another message under its number. Look there before you send it again.",
    Cause.GONE: "It was at SmsGateway24 and is no longer there. Somebody may have deleted it.",
    Cause.LEFT: "You left it as it is.",
    Cause.DAMAGED: "Its record on this computer is damaged. It was not sent.",
}
"""What people read beside a row; causes that are not here speak through the row's state."""

_RANK = {
    State.SENDING: 0,
    State.UNSURE: 0,
    State.ASK: 0,
    State.QUEUED: 0,
    State.CANCELLED: 0,
    State.REFUSED: 0,
    State.ACCEPTED: 1,
    State.TAKEN: 2,
    State.SENT: 3,
    State.FAILED: 4,
    State.DELIVERED: 5,
}


@dataclass(frozen=True)
class Advance:
    """What one reading changes: the state now, and the code to remember as last read."""

    state: State
    code: int | None


def state_of(code: int | None) -> State:
    """The state a code stands for when nothing else is known; unknown codes say only "it is there"."""
    if code == TAKEN_FROM_SERVER:
        return State.TAKEN
    if code == SENT_BY_PHONE:
        return State.SENT
    if code == DELIVERED:
        return State.DELIVERED
    if code in FAILURE_CODES:
        return State.FAILED
    return State.ACCEPTED


def is_known(code: int | None) -> bool:
    """Whether the code is one of those an outgoing message can have by the documentation."""
    return code in AT_SERVICE_CODES | FAILURE_CODES or code in {TAKEN_FROM_SERVER, SENT_BY_PHONE, DELIVERED}


def advance(state: State, last: int | None, code: int | None) -> Advance:
    """Reduce one reading of a message that is ours.

    A failure, and a step back that only a resend in the panel explains, count when two readings in a row say so
    (design/UX.md 4.5: never shown as final failure before the app has read the state twice). Otherwise a state never
    goes back: a late or stale answer changes nothing.

    Args:
        state: before the reading.
        last: the code read before, None when there was none.
        code: the code read now; None when the service gave none.
    """
    if state in {State.DUPLICATE, State.QUARANTINED, State.SKIPPED}:
        return Advance(state, code if code is not None else last)
    if code is None:
        return Advance(max(state, State.ACCEPTED, key=_rank), last)
    wanted = state_of(code)
    twice = code == last
    if not is_known(code):
        wanted = max(state, State.ACCEPTED, key=_rank)
    elif wanted is State.FAILED:
        wanted = _failed(state, twice=twice)
    elif _rank(wanted) < _rank(state):
        wanted = wanted if twice and _resent(state, code) else state
    return Advance(wanted, code)


def _rank(state: State) -> int:
    return _RANK[state]


def _failed(state: State, *, twice: bool) -> State:
    if state in {State.FAILED, State.DELIVERED}:
        return state
    if twice:
        return State.FAILED
    return max(state, State.ACCEPTED, key=_rank)


def _resent(state: State, code: int) -> bool:
    """Whether going back to `code` means that somebody resent the message in the service's panel."""
    if code in AT_SERVICE_CODES:
        return True
    return state is State.FAILED and code in {TAKEN_FROM_SERVER, SENT_BY_PHONE}
