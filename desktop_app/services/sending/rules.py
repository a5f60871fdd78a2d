"""When a campaign is paused by itself and asks (reliability.md 2.4 and 2.5): pure, from how it fares."""

from collections.abc import Mapping

from desktop_app.domain.outgoing import PausedBy, State
from desktop_app.domain.settings import Settings
from desktop_app.services.sending.session import Session
from desktop_app.store.following import Fares

FAILED_OF_LAST_50 = 10
"""20 % of the last 50."""
REFUSED_ALIKE = 10
"""More rows than this refused with one message."""


def reason_to_pause(
    states: Mapping[State, int], fares: Fares, session: Session, now: float, settings: Settings
) -> tuple[PausedBy, str] | None:
    """Why the campaign should wait for its owner, with a sentence; None when it may go on.

    Args:
        states: its rows by state.
        fares: its results since it was last resumed.
        session: what is remembered of it.
        now: elapsed seconds.
        settings: as they are now.
    """
    if not states.get(State.QUEUED, 0):
        return None
    if fares.duplicates:
        return PausedBy.DUPLICATE, "SmsGateway24 shows a message twice that we handed over once."
    if fares.failed >= FAILED_OF_LAST_50:
        return PausedBy.FAILURES, f"{fares.failed} of the last {fares.last} messages failed."
    if fares.refused_alike > REFUSED_ALIKE:
        return PausedBy.REFUSALS, f"SmsGateway24 refused {fares.refused_alike} messages: {fares.refusal}"
    if session.unsure_since is not None and now - session.unsure_since >= settings.ask_after_s:
        minutes = max(round(settings.ask_after_s / 60), 1)
        return PausedBy.SILENCE, f"SmsGateway24 has accepted nothing for {minutes} minutes."
    if session.canary_since is not None and now - session.canary_since >= settings.ask_after_s:
        return PausedBy.SILENCE, "SmsGateway24 took the first message and does not show it."
    if session.replies_failing_since is not None and now - session.replies_failing_since >= settings.ask_after_s:
        return PausedBy.REPLIES, ""
    return None
