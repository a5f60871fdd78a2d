"""The steps of Bulk send, brought up on purpose with the sample workbook: `--demo --show STATE`."""

from collections.abc import Callable, Mapping
from functools import partial

from desktop_app.ui.tabs.bulk import shown_choices
from desktop_app.ui.tabs.bulk.file_step import FileStep
from desktop_app.ui.tabs.bulk.order import CHECK, COLUMNS, DELIVERY, FILE, MESSAGE, REVIEW
from desktop_app.ui.tabs.bulk.step import Step
from desktop_app.ui.tabs.bulk.steps import BulkTab

_LOOK_AGAIN_S = 0.3


def walk_to(step: int, tab: BulkTab, *, then: Callable[[Step], None] | None = None) -> None:
    """Open the sample and press the main action until `step` is on show; `then` is done to it once it has settled."""
    file_step = tab.steps[FILE]
    assert isinstance(file_step, FileStep)
    tasks = tab.draft.services.tasks
    tab.show_landing()
    file_step.try_sample()

    def look() -> None:
        if tab.here is None or (tab.here >= step and then is None):
            return
        if tab.here == step and not tab.draft.busy and then is not None:
            then(tab.steps[step])
            return
        if tab.here != FILE and tab.here < step and not tab.draft.busy:
            tab.press_main()
        tasks.later(_LOOK_AGAIN_S, look, name="walk to a step")

    tasks.later(_LOOK_AGAIN_S, look, name="walk to a step")


STATES: Mapping[str, Callable[[BulkTab], None]] = {
    "bulk-columns": partial(walk_to, COLUMNS),
    "bulk-message": partial(walk_to, MESSAGE),
    "bulk-check": partial(walk_to, CHECK),
    "bulk-delivery": partial(walk_to, DELIVERY),
    "bulk-review": partial(walk_to, REVIEW),
    **{name: partial(walk_to, DELIVERY, then=then) for name, then in shown_choices.DELIVERY_STATES.items()},
    **{name: partial(walk_to, REVIEW, then=then) for name, then in shown_choices.REVIEW_STATES.items()},
}
"""Name of a state -> how to bring it up."""
