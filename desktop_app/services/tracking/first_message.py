"""The owner's last cheap chance: whether the first message of a campaign arrived at the service as it was meant."""

from datetime import timedelta

from desktop_app.domain.outgoing import PausedBy
from desktop_app.gateway.records import GatewaySms
from desktop_app.store.records import Pending

_SAME_TIME = timedelta(minutes=1)


def wrong_about(row: Pending, message: GatewaySms) -> tuple[PausedBy, str] | None:
    """Why the campaign should wait for the owner, with a sentence; None when all is as it was meant."""
    if message.device_id is not None and message.device_id != row.device_id:
        return PausedBy.ACCOUNT, "SmsGateway24 gave the first message to another phone than the one you chose."
    if row.timetosend is not None and message.timetosend is not None:
        off = message.timetosend - row.timetosend
        if abs(off) > _SAME_TIME:
            minutes = round(off.total_seconds() / 60)
            return PausedBy.CLOCK, f"SmsGateway24 understood the time of the first message {minutes:+d} minutes off."
    return None
