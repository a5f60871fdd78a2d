"""The tabs of the window: icon, word, count, an accent line under the one shown; one tab stop, arrows move."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QTabBar, QWidget

from desktop_app.ui import icons, style
from desktop_app.ui.qt_virtual import qt_virtual
from desktop_app.ui.tokens import HEADER, HEADER_SMALL, Role

_PAD = 12
_ICON = 18
_BADGE = 18


class TabBar(QTabBar):
    """Real tabs for assistive technology, drawn flat. `add(key, word, icon)`, `set_badge(key, count)`."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icons: list[str] = []
        self._keys: list[str] = []
        self._badges: list[int] = []
        self._over = -1
        self._slim = False
        self.setAccessibleName(name)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        self.setMouseTracking(True)
        self.setProperty("ringed", "yes")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def add(self, key: str, word: str, icon: str) -> None:
        """Append a tab."""
        self._keys.append(key)
        self._icons.append(icon)
        self._badges.append(0)
        self.addTab(word)

    @property
    def keys(self) -> tuple[str, ...]:
        """The tabs' keys in their order."""
        return tuple(self._keys)

    def show_key(self, key: str) -> None:
        """Turn to a tab."""
        self.setCurrentIndex(self._keys.index(key))

    def set_badge(self, key: str, count: int) -> None:
        """Show a count beside the word; 0 shows none."""
        index = self._keys.index(key)
        if self._badges[index] != count:
            self._badges[index] = count
            self.setTabText(index, self.tabText(index))  # re-measures
            self.update()

    def fit(self, window_width: int, *, low: bool) -> None:
        """Drop the icons where the window is narrow, the height where it is low."""
        slim = style.is_narrow(window_width)
        height = HEADER_SMALL if low else HEADER
        if slim != self._slim or self.height() != height:
            self._slim = slim
            self.setFixedHeight(height - 1)
            self.setTabText(0, self.tabText(0))
            self.updateGeometry()

    def _words(self, index: int) -> str:
        return self.tabText(index).replace("&", "")

    @qt_virtual
    def tabSizeHint(self, index: int) -> QSize:  # noqa: N802 - Qt names what it calls back
        """Icon, word, count and padding."""
        wide = style.text_width(self._words(index), Role.BODY, 600) + 2 * _PAD
        if not self._slim:
            wide += _ICON + 6
        if self._badges[index] if index < len(self._badges) else 0:
            wide += _BADGE + 8
        return QSize(int(wide) + 2, max(self.height(), HEADER_SMALL - 1))

    @qt_virtual
    def minimumTabSizeHint(self, index: int) -> QSize:  # noqa: N802 - Qt names what it calls back
        """Never shortened."""
        return self.tabSizeHint(index)

    @qt_virtual
    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self.count():
            self.setTabText(0, self.tabText(0))

    @qt_virtual
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Mark the tab under the pointer."""
        super().mouseMoveEvent(event)
        over = self.tabAt(event.position().toPoint())
        if over != self._over:
            self._over = over
            self.update()

    @qt_virtual
    def leaveEvent(self, event: QEvent) -> None:
        """Unmark."""
        super().leaveEvent(event)
        self._over = -1
        self.update()

    @qt_virtual
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the tabs."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for index in range(self.count()):
            self._paint_tab(painter, index)

    def _paint_tab(self, painter: QPainter, index: int) -> None:
        c = style.colours()
        at = QRectF(self.tabRect(index))
        on = index == self.currentIndex()
        ink = c.text if on or index == self._over else c.text2
        x = at.left() + _PAD
        if not self._slim:
            mark = QRectF(x, at.center().y() - _ICON / 2, _ICON, _ICON)
            icons.paint(painter, self._icons[index], mark, c.accent_text if on else ink)
            x += _ICON + 6
        painter.setFont(style.font(Role.BODY, 600 if on else 500))
        painter.setPen(QColor(ink))
        wide = style.text_width(self._words(index), Role.BODY, 600)
        painter.drawText(QRectF(x, at.top(), wide + 4, at.height()), Qt.AlignmentFlag.AlignVCenter, self._words(index))
        if self._badges[index]:
            self._paint_badge(painter, QRectF(x + wide + 8, at.center().y() - _BADGE / 2, _BADGE, _BADGE), index)
        if on:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(c.accent))
            line = QRectF(at.left() + _PAD - 4, at.bottom() - 3, at.width() - 2 * _PAD + 8, 3)
            painter.drawRoundedRect(line, 1.5, 1.5)

    def _paint_badge(self, painter: QPainter, at: QRectF, index: int) -> None:
        c = style.colours()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(c.accent))
        painter.drawEllipse(at)
        painter.setFont(style.font(Role.CAPTION, 700))
        painter.setPen(QColor(c.on_accent))
        painter.drawText(at, Qt.AlignmentFlag.AlignCenter, str(min(self._badges[index], 99)))
