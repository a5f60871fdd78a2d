"""States of Delivery and Review, brought up on purpose once the sample stands there: `--demo --show STATE`."""

from collections.abc import Callable, Mapping
from datetime import timedelta

from desktop_app.domain.errors import NoConnection
from desktop_app.ui.tabs.bulk.delivery_choice import Reason, ShareMode
from desktop_app.ui.tabs.bulk.delivery_step import DeliveryStep
from desktop_app.ui.tabs.bulk.review_step import ReviewStep
from desktop_app.ui.tabs.bulk.step import Step


def _by_hand(step: DeliveryStep) -> None:
    step.phones.mode_chosen.emit(ShareMode.HAND)


def _roaming(step: DeliveryStep) -> None:
    for phone in step.draft.delivery.phones:
        if Reason.ROAMING in phone.reasons:
            step.phones.chosen.emit(phone.device.id, True)  # noqa: FBT003 - a signal's value
            return


def _over_night(step: DeliveryStep) -> None:
    at = step.draft.services.clock.wall().astimezone() + timedelta(days=1)
    step.when.starts.emit(at.replace(hour=18, minute=20, second=0, microsecond=0))


def _agreed(step: ReviewStep) -> None:
    step.consent.tick.setChecked(True)


def _replies_failed(step: ReviewStep) -> None:
    bulk, totals = step.draft.bulk, step.draft.totals
    bulk.replies, bulk.replies_trouble = None, NoConnection("SmsGateway24 is not answering.")
    if totals is not None:
        step.show_replies(totals)
    step.action_changed.emit()


def _on_delivery(change: Callable[[DeliveryStep], None]) -> Callable[[Step], None]:
    def apply(step: Step) -> None:
        assert isinstance(step, DeliveryStep)
        change(step)

    return apply


def _on_review(change: Callable[[ReviewStep], None]) -> Callable[[Step], None]:
    def apply(step: Step) -> None:
        assert isinstance(step, ReviewStep)
        change(step)

    return apply


DELIVERY_STATES: Mapping[str, Callable[[Step], None]] = {
    "bulk-delivery-by-hand": _on_delivery(_by_hand),
    "bulk-delivery-roaming": _on_delivery(_roaming),
    "bulk-delivery-over-night": _on_delivery(_over_night),
}
REVIEW_STATES: Mapping[str, Callable[[Step], None]] = {
    "bulk-review-agreed": _on_review(_agreed),
    "bulk-review-replies-failed": _on_review(_replies_failed),
}
"""Name of a state -> what to do with the step that is on show."""
