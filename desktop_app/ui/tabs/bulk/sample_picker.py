"""Which messages Review shows: two at random, and the longest."""

from functools import partial
from random import Random

from desktop_app.domain.recipient import PlanRow
from desktop_app.ui.tabs.bulk import review_words
from desktop_app.ui.tabs.bulk.draft import Draft
from desktop_app.ui.tabs.bulk.samples_box import SAMPLES, SamplesBox


class SamplePicker:
    """Asks the draft for messages and gives them to the box once all are there."""

    def __init__(self, draft: Draft, box: SamplesBox, rng: Random) -> None:
        self._draft = draft
        self._box = box
        self._rng = rng
        self._picked: list[int] = []
        self._rows: dict[int, PlanRow] = {}

    @property
    def _ready(self) -> int:
        return self._draft.totals.ready if self._draft.totals else 0

    def pick(self) -> None:
        """Pick two others, beside the longest."""
        if self._ready:
            self._draft.ask(self._draft.bulk.longest, self._pick_beside, key="review samples")
        else:
            self._box.show_samples((), more=False)

    def _pick_beside(self, longest: list[int]) -> None:
        ready = self._ready
        last = longest[0] if longest else 0
        others = self._rng.sample(range(ready - 1), min(SAMPLES - 1, ready - 1)) if ready > 1 else []
        self.show([*(index + (index >= last) for index in others), last])

    def show(self, indices: list[int]) -> None:
        """Show these of the messages that go out, counted from 0."""
        self._picked = indices
        self._rows = {}
        for index in indices:
            self._draft.ask(partial(self._draft.bulk.ready_row, index), partial(self._arrived, index))

    def _arrived(self, index: int, row: PlanRow) -> None:
        self._rows[index] = row
        if set(self._picked) <= self._rows.keys():
            bulk = self._draft.bulk
            rows = [self._rows[picked] for picked in self._picked]
            shown = [(one, review_words.why(one, bulk.request, bulk.view)) for one in rows]
            self._box.show_samples(shown, more=self._ready > SAMPLES)
