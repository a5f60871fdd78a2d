"""What a card or a row shows of a phone's day, worked out once for each reading of the store."""

from datetime import datetime

from desktop_app.domain.reach_history import ReachHistory
from desktop_app.ui.tabs.devices.facts import Known
from desktop_app.ui.tabs.devices.phone_card import CardFacts
from desktop_app.ui.widgets.strip import StripDay, strip_day


class PhoneDays:
    """Strips take a millisecond each: they are made when somebody looks at a phone, and kept."""

    def __init__(self) -> None:
        self._strips: dict[int, tuple[ReachHistory, StripDay]] = {}

    def strip(self, phone: int, known: Known, now: datetime) -> StripDay | None:
        """The last 24 hours of a phone; None before they were read."""
        history = known.histories.get(phone)
        if history is None:
            return None
        kept = self._strips.get(phone)
        if kept is None or kept[0] is not history:
            kept = self._strips[phone] = (history, strip_day(history, now))
        return kept[1]

    def facts(self, phone: int, known: Known, now: datetime) -> CardFacts:
        """What its card shows."""
        sent: tuple[int, ...] = ()
        if known.bars is not None:
            sent = known.bars.by_phone.get(phone, (0,) * len(known.bars.total))
        return CardFacts(known.day(phone), self.strip(phone, known, now), sent, known.limits(phone))
