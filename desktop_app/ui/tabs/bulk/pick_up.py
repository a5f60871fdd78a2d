"""Beside the drop zone: drafts to go on with, and the sample workbook."""

import json
import shutil
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.paths import resources
from desktop_app.services.draft_memory import SavedDraft
from desktop_app.ui.tokens import CONTROL_SMALL, Role
from desktop_app.ui.widgets.button import Button, Kind
from desktop_app.ui.widgets.card import Card, IconTile
from desktop_app.ui.widgets.label import ElideLabel, Rule
from desktop_app.ui.words import Tone, day, number

MOST = 3
"""Drafts shown; the others are reached by opening their file again."""


class PickUp(Card):
    """One line for each draft, then the sample."""

    draft_chosen = Signal(object)
    sample_chosen = Signal()
    sample_copy_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.column.addWidget(_Heading(self.tr("Pick up where you left off")))
        self.sample = resources() / "sample" / "customers-november.xlsx"
        self._lines = QVBoxLayout()
        self._lines.setSpacing(8)
        self.column.addLayout(self._lines)
        self.column.addStretch(1)
        self._compact = False
        self._drafts: list[SavedDraft] = []
        self._build()

    def show_drafts(self, drafts: list[SavedDraft]) -> None:
        """Show what was begun, newest first."""
        if drafts != self._drafts:
            self._drafts = drafts
            self._build()

    def set_compact(self, *, compact: bool) -> None:
        """Fewer drafts where there is little room."""
        if compact != self._compact:
            self._compact = compact
            self._build()

    def sample_campaign(self) -> tuple[str, str]:
        """The name and the message that go with the sample."""
        story = json.loads(self.sample.with_name("story.json").read_text(encoding="utf-8"))
        return str(story["campaign"]), str(story["template"])

    def copy_sample(self, to: Path) -> None:
        """Save the sample where the owner said.

        Raises:
            OSError: it cannot be written there.
        """
        shutil.copyfile(self.sample, to)

    def _build(self) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for draft in self._drafts[: 1 if self._compact else MOST - 1]:
            self._lines.addWidget(self._draft_line(draft))
            self._lines.addWidget(Rule())
        self._lines.addWidget(self._sample_line())

    def _draft_line(self, draft: SavedDraft) -> QWidget:
        name = Path(draft.file).name
        problems = self.tr("%Ln left out", "", draft.left_out).replace("%Ln", number(draft.left_out))
        go_on = Button(self.tr("Continue"), size=CONTROL_SMALL)
        go_on.setAccessibleName(self.tr("Continue with {file}").format(file=name))
        go_on.clicked.connect(lambda: self.draft_chosen.emit(draft))
        return _line("file-spreadsheet", Tone.NEUTRAL, name, f"{day(draft.at)} · {problems}", go_on)

    def _sample_line(self) -> QWidget:
        try_it = Button(self.tr("Try it"), size=CONTROL_SMALL)
        try_it.setAccessibleName(self.tr("Try with the sample workbook"))
        try_it.clicked.connect(self.sample_chosen)
        copy = Button(
            "", Kind.GHOST, icon="download", size=CONTROL_SMALL, tip=self.tr("Save a copy of the sample workbook")
        )
        copy.clicked.connect(self.sample_copy_asked)
        return _line("table-2", Tone.NEUTRAL, self.tr("Sample workbook"), self.tr("1,305 rows to try"), copy, try_it)


class _Heading(QWidget):
    def __init__(self, words: str) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 2)
        row.addWidget(ElideLabel(words, Role.SUBTITLE))


def _line(icon: str, tone: Tone, name: str, what: str, *buttons: QWidget) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    row.addWidget(IconTile(icon, tone, size=34))
    words = QVBoxLayout()
    words.setSpacing(0)
    words.addWidget(ElideLabel(name, Role.SMALL_STRONG))
    words.addWidget(ElideLabel(what, Role.CAPTION, "text2"))
    row.addLayout(words, 1)
    for button in buttons:
        row.addWidget(button)
    return line
