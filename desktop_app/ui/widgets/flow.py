"""A layout that fills a line and goes on in the next, as words do."""

from PySide6.QtCore import QMargins, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from desktop_app.ui.qt_virtual import qt_virtual


class FlowLayout(QLayout):
    """Items side by side, wrapped at the width there is; `gap` pixels between them both ways."""

    def __init__(self, parent: QWidget | None = None, *, gap: int = 8, line_gap: int | None = None) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self._line_gap = gap if line_gap is None else line_gap
        self.setContentsMargins(QMargins())
        if parent is not None:
            parent.setLayout(self)

    @qt_virtual
    def addItem(self, item: QLayoutItem) -> None:
        """Append."""
        self._items.append(item)

    @qt_virtual
    def count(self) -> int:
        """How many items."""
        return len(self._items)

    @qt_virtual
    def itemAt(self, index: int) -> QLayoutItem | None:
        """One item, or None beyond the end."""
        return self._items[index] if 0 <= index < len(self._items) else None

    @qt_virtual
    def takeAt(self, index: int) -> QLayoutItem | None:
        """Remove and return one item."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    @qt_virtual
    def expandingDirections(self) -> Qt.Orientation:
        """Take no more than needed."""
        return Qt.Orientation(0)

    @qt_virtual
    def hasHeightForWidth(self) -> bool:
        """Fewer pixels across mean more lines."""
        return True

    @qt_virtual
    def heightForWidth(self, width: int) -> int:
        """How tall the lines get at `width`."""
        return self._place(QRect(0, 0, width, 0), move=False)

    @qt_virtual
    def setGeometry(self, rect: QRect) -> None:
        """Put the items in their places."""
        super().setGeometry(rect)
        self._place(rect, move=True)

    @qt_virtual
    def sizeHint(self) -> QSize:
        """All in one line."""
        sizes = [item.sizeHint() for item in self._items if not item.isEmpty()]
        wide = sum(size.width() for size in sizes) + self._gap * max(len(sizes) - 1, 0)
        return QSize(wide, max((size.height() for size in sizes), default=0))

    @qt_virtual
    def minimumSize(self) -> QSize:  # noqa: N802 - Qt names what it calls back
        """The widest single item."""
        size = QSize()
        for item in self._items:
            if not item.isEmpty():
                size = size.expandedTo(item.minimumSize())
        return size

    def _place(self, rect: QRect, *, move: bool) -> int:
        line: list[tuple[QLayoutItem, QRect]] = []
        x, y, tallest = rect.x(), rect.y(), 0
        for item in self._items:
            if item.isEmpty():
                continue
            size = item.sizeHint()
            size.setWidth(min(size.width(), max(rect.width(), item.minimumSize().width())))
            if line and x + size.width() > rect.right() + 1:
                self._settle(line, tallest, move=move)
                x, y, tallest, line = rect.x(), y + tallest + self._line_gap, 0, []
            line.append((item, QRect(x, y, size.width(), size.height())))
            x += size.width() + self._gap
            tallest = max(tallest, size.height())
        self._settle(line, tallest, move=move)
        return y + tallest - rect.y()

    @staticmethod
    def _settle(line: list[tuple[QLayoutItem, QRect]], tallest: int, *, move: bool) -> None:
        if move:
            for item, at in line:
                item.setGeometry(at.translated(0, (tallest - at.height()) // 2))
