"""Two facts of Review one can act on: people texted this week, and texts that went out not long ago."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from desktop_app.domain.recipient import Mark, PlanRow, PlanTotals
from desktop_app.ui.tabs.bulk import review_words as words
from desktop_app.ui.tabs.bulk.draft import Draft
from desktop_app.ui.tabs.bulk.review_changes import Fact
from desktop_app.ui.tabs.bulk.review_paper import ReviewPaper

Count = Callable[[Callable[[], object]], None]
"""Asks for a fresh plan and counts again."""


class RecentFacts(QObject):
    """Shows both facts and does what their buttons say."""

    def __init__(self, draft: Draft, paper: ReviewPaper, count: Count, freshen: Callable[[], None]) -> None:
        """`count` makes the plan anew after an edit, `freshen` from the lists of the moment."""
        super().__init__(paper)
        self._draft = draft
        self._rows = paper.facts
        self._count = count
        self._freshen = freshen
        self._skipped = 0

    def enter(self) -> None:
        """Review was entered: what was skipped before is part of the draft."""
        self._skipped = 0

    def show_totals(self, totals: PlanTotals) -> None:
        """Show both facts of this plan."""
        settings = self._draft.services.settings()
        row = self._rows[Fact.RECENT]
        recent = words.recent(totals, settings.recent_days)
        if recent is None and self._skipped:
            row.show_fact(words.recent_skipped(self._skipped), button=self.tr("Undo"))
        else:
            row.show_fact(recent, button=self.tr("Skip them"))
        again = self._draft.bulk.again
        button = self.tr("Leave them out") if again else self.tr("Send them too")
        repeated = words.repeated(totals, settings.same_text_within_h, again=again)
        self._rows[Fact.REPEATED].show_fact(repeated, button=button)

    def press_recent(self) -> None:
        """Skip the people texted this week, or take that back."""
        totals = self._draft.totals
        count = totals.marks.get(Mark.RECENT, 0) if totals else 0
        if count:
            self._draft.ask(partial(self._draft.bulk.rows, mark=Mark.RECENT, limit=count), self._skip)
        elif self._skipped:
            self._skipped = 0
            self._count(self._draft.bulk.undo)

    def _skip(self, rows: list[PlanRow]) -> None:
        self._skipped = len(rows)
        self._count(partial(self._draft.bulk.skip, [row.row for row in rows]))

    def press_repeated(self) -> None:
        """Let identical texts go out again, or leave them out."""
        self._draft.bulk.again = not self._draft.bulk.again
        self._freshen()
