"""What the owner changed in a draft's sheet, with undo and redo over all of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Edits:
    """Numbers typed or accepted, and rows left out, by the sheet's own row number."""

    fixes: Mapping[int, str] = field(default_factory=dict)
    skipped: frozenset[int] = frozenset()

    def fixed(self, fixes: Mapping[int, str]) -> "Edits":
        """With these numbers used; a row that is fixed is no longer left out."""
        return Edits({**self.fixes, **fixes}, self.skipped - fixes.keys())

    def left_out(self, rows: Iterable[int]) -> "Edits":
        """With these rows left out."""
        return Edits(self.fixes, self.skipped | set(rows))

    def taken_back(self, rows: Iterable[int]) -> "Edits":
        """With these rows no longer left out."""
        return Edits(self.fixes, self.skipped - set(rows))


class EditHistory:
    """Undo and redo. A step counts only once the plan with it exists, hence `peek_*` before `did_*`."""

    def __init__(self) -> None:
        """Nothing to take back yet."""
        self._undo: list[Edits] = []
        self._redo: list[Edits] = []

    @property
    def can_undo(self) -> bool:
        """Whether an edit can be taken back."""
        return bool(self._undo)

    @property
    def can_redo(self) -> bool:
        """Whether an edit that was taken back can be done again."""
        return bool(self._redo)

    def peek_undo(self) -> Edits | None:
        """What the edits were before the last step."""
        return self._undo[-1] if self._undo else None

    def peek_redo(self) -> Edits | None:
        """What the edits were before the last undo."""
        return self._redo[-1] if self._redo else None

    def did(self, before: Edits) -> None:
        """A new step was made from `before`."""
        self._undo.append(before)
        self._redo.clear()

    def did_undo(self, before: Edits) -> None:
        """The last step was taken back from `before`."""
        self._undo.pop()
        self._redo.append(before)

    def did_redo(self, before: Edits) -> None:
        """The step taken back last was done again from `before`."""
        self._redo.pop()
        self._undo.append(before)
