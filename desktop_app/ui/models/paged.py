"""A table that holds pages: it asks for each page once and paints what is absent as a skeleton."""

from collections import OrderedDict
from collections.abc import Callable, Coroutine, Iterable
from enum import IntEnum
from typing import Any, Generic, Protocol, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal

from desktop_app.domain.errors import Trouble
from desktop_app.ui.qt_virtual import qt_virtual

T = TypeVar("T")
Index = QModelIndex | QPersistentModelIndex

PAGE = 100
"""Rows in one request."""
KEPT_PAGES = 60
"""Pages held at most; the ones not looked at for longest go first."""
MERGE_MS = 120
"""Repaints that come within this time are told to the view as one."""


class Role(IntEnum):
    """What our delegates ask beside Qt's own roles."""

    ITEM = Qt.ItemDataRole.UserRole + 1
    SKELETON = Qt.ItemDataRole.UserRole + 2


class Start(Protocol):
    """Starts a coroutine and hands its result to a plain function (`services.tasks`)."""

    def __call__(
        self,
        coro: Coroutine[Any, Any, Any],
        on_done: Callable[[Any], None] | None = None,
        *,
        name: str | None = None,
        on_trouble: Callable[[Trouble], None] | None = None,
    ) -> None:
        """Run `coro`; a later one of the same name replaces it."""


Fetch = Callable[[int, int], Coroutine[Any, Any, Iterable[T]]]
"""Gives `limit` items from `offset`; runs outside the window's own turn."""


class PagedModel(QAbstractTableModel, Generic[T]):
    """Items in pages. Subclasses say what a column shows; views never cause a wait.

    `refresh()` asks again for the pages on show and keeps painting the old rows until the new ones are here.
    """

    trouble = Signal(object)
    """A page could not be read: the `Trouble`."""
    page_arrived = Signal()
    """A page came, told merged; for views that place things over rows."""

    def __init__(self, start: Start, parent: QObject | None = None) -> None:
        """An empty table; `start` is how it asks for pages."""
        super().__init__(parent)
        self._start = start
        self._fetch: Fetch[T] | None = None
        self._total = 0
        self._generation = 0
        self._pages: OrderedDict[int, list[T]] = OrderedDict()
        self._asked: set[int] = set()
        self._stale: set[int] = set()
        self._changed: set[int] = set()
        self._merge = QTimer(self)
        self._merge.setSingleShot(True)
        self._merge.setInterval(MERGE_MS)
        self._merge.timeout.connect(self._tell_changes)

    # What the window calls

    def show_rows(self, fetch: Fetch[T], total: int) -> None:
        """Show `total` items from another source (another filter, another file); all pages are forgotten."""
        self.beginResetModel()
        self._fetch = fetch
        self._total = total
        self._forget()
        self.endResetModel()

    def clear(self) -> None:
        """Show nothing."""
        self.beginResetModel()
        self._fetch = None
        self._total = 0
        self._forget()
        self.endResetModel()

    def set_total(self, total: int) -> None:
        """Grow or shrink in place, so that selection and scrolling stay."""
        if total > self._total:
            last_page = self._total // PAGE
            self.beginInsertRows(QModelIndex(), self._total, total - 1)
            self._total = total
            self.endInsertRows()
            if last_page in self._pages:
                self._stale.add(last_page)
        elif total < self._total:
            self.beginRemoveRows(QModelIndex(), total, self._total - 1)
            self._total = total
            self.endRemoveRows()
            for page in [page for page in self._pages if page * PAGE >= total]:
                del self._pages[page]

    def refresh(self) -> None:
        """Everything may have changed: pages are asked for again when a view next looks at them."""
        self._stale.update(self._pages)
        self._changed.update(self._pages)
        self._schedule()

    def refresh_where(self, matches: Callable[[T], bool]) -> None:
        """Only items that match have changed; pages without one stay as they are."""
        pages = {number for number, items in self._pages.items() if any(matches(item) for item in items)}
        self._stale |= pages
        self._changed |= pages
        if pages:
            self._schedule()

    def item(self, row: int) -> T | None:
        """The item in `row` when its page is here, else None."""
        items = self._pages.get(row // PAGE)
        at = row % PAGE
        return items[at] if items is not None and at < len(items) else None

    @property
    def total(self) -> int:
        """How many items there are, here or not."""
        return self._total

    # Qt

    @qt_virtual
    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """All items, here or not."""
        return 0 if parent.isValid() else self._total

    @qt_virtual
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What the cell shows; asks for the page when it is absent or stale."""
        if not index.isValid():
            return None
        self._want(index.row() // PAGE)
        item = self.item(index.row())
        if item is None:
            return role == Role.SKELETON or None
        if role == Role.SKELETON:
            return False
        if role == Role.ITEM:
            return item
        return self.cell(item, index.column(), role)

    def cell(self, item: T, column: int, role: int) -> object:
        """What `item` shows in `column` for a role."""
        raise NotImplementedError

    # Pages

    def _forget(self) -> None:
        self._generation += 1
        self._pages.clear()
        self._asked.clear()
        self._stale.clear()
        self._changed.clear()

    def _want(self, page: int) -> None:
        if page in self._pages:
            self._pages.move_to_end(page)
            if page not in self._stale:
                return
        if page in self._asked or self._fetch is None:
            return
        self._asked.add(page)
        self._stale.discard(page)
        generation = self._generation
        self._start(
            self._fetch(page * PAGE, PAGE),
            lambda items: self._arrived(generation, page, list(items)),
            on_trouble=lambda trouble: self._failed(generation, page, trouble),
        )

    def _arrived(self, generation: int, page: int, items: list[T]) -> None:
        if generation != self._generation:
            return
        self._asked.discard(page)
        if page * PAGE >= self._total:
            return
        self._pages[page] = items
        self._pages.move_to_end(page)
        while len(self._pages) > KEPT_PAGES:
            old, _ = self._pages.popitem(last=False)
            self._stale.discard(old)
        self._changed.add(page)
        if len(items) < PAGE and page * PAGE + len(items) < self._total:
            self.set_total(page * PAGE + len(items))
        self._schedule()

    def _failed(self, generation: int, page: int, trouble: Trouble) -> None:
        if generation == self._generation:
            self._asked.discard(page)
            self.trouble.emit(trouble)

    def _schedule(self) -> None:
        if not self._merge.isActive():
            self._merge.start()

    def _tell_changes(self) -> None:
        pages, self._changed = sorted(self._changed), set()
        columns = self.columnCount()
        if not pages or not columns or not self._total:
            return
        for page in pages:
            first, last = page * PAGE, min((page + 1) * PAGE, self._total) - 1
            if first <= last:
                self.dataChanged.emit(self.index(first, 0), self.index(last, columns - 1))
        self.page_arrived.emit()
