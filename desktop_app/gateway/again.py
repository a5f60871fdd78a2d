"""Asking again after a garbled or cut answer: for reading only. No send is ever repeated here or anywhere."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from desktop_app.clock import Clock
from desktop_app.domain.errors import Trouble
from desktop_app.gateway.outcome import GatewayUnreadable, NotReached, Why

TRIES = 4
FIRST_PAUSE_S = 0.25
"""Doubles from try to try."""
_CUT = frozenset({Why.CUT, Why.BROKEN})
_LASTING = (Why.TOO_LARGE.value, "redirect", "http 4")
"""How the details of answers begin that would come again: what is wrong there is the question, or asking so often."""

T = TypeVar("T")


async def read_again(read: Callable[[], Awaitable[T]], clock: Clock) -> T:
    """What `read` returns, asked again a few times while the answer comes garbled or cut.

    Args:
        read: a call that only reads.
        clock: for the pauses.

    Raises:
        Trouble: that of the last try, or at once any that another try would not mend.
    """
    for attempt in range(TRIES - 1):
        try:
            return await read()
        except Trouble as trouble:
            if not _may_mend(trouble):
                raise
        await clock.sleep(FIRST_PAUSE_S * 2**attempt)
    return await read()


def _may_mend(trouble: Trouble) -> bool:
    if isinstance(trouble, GatewayUnreadable):
        return not trouble.detail.startswith(_LASTING)
    return isinstance(trouble, NotReached) and trouble.why in _CUT
