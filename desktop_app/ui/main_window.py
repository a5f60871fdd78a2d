"""The window: sign-in, or header, tabs and status bar; follows its size, closes in two steps."""

from collections.abc import Callable

from PySide6.QtCore import QByteArray, QCoreApplication, QEvent, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.ui import style
from desktop_app.ui.closing import ClosingCurtain
from desktop_app.ui.header import Header
from desktop_app.ui.notices import Notices
from desktop_app.ui.qt_virtual import qt_virtual
from desktop_app.ui.status_bar import StatusBar

SMALLEST = QSize(960, 440)
USUAL = QSize(1280, 760)


class MainWindow(QMainWindow):
    """The one window. `add_tab` fills it; `close_asked` is emitted instead of closing, until `let_close`."""

    close_asked = Signal()
    tab_shown = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("SMS Desk")
        self.setMinimumSize(SMALLEST)
        self.resize(USUAL)
        self.header = Header()
        self.notices = Notices()
        self.status = StatusBar()
        self._pages = QStackedWidget()
        self._tabs: dict[str, QWidget] = {}
        self._parts: dict[str, QWidget | None] = {}
        self._trouble = False
        self._demo = False
        self._may_close = False
        self._curtain: ClosingCurtain | None = None
        self._shell = QWidget()
        column = QVBoxLayout(self._shell)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget, stretch in ((self.header, 0), (self.notices, 0), (self._pages, 1), (self.status, 0)):
            column.addWidget(widget, stretch)
        self._front = QStackedWidget()
        self._front.addWidget(self._shell)
        self.setCentralWidget(self._front)
        self.header.tabs.currentChanged.connect(self._turn)

    # --- content

    def add_tab(self, key: str, word: str, icon: str, page: QWidget, number: int) -> None:
        """Add a page behind a tab; Ctrl+`number` turns to it."""
        self._tabs[key] = page
        self._pages.addWidget(page)
        self.header.tabs.add(key, word, icon)
        self.add_shortcut(f"Ctrl+{number}", lambda: self.show_tab(key))
        self._fit()

    def add_shortcut(self, keys: str, call: Callable[[], object]) -> None:
        """Call `call` on `keys` anywhere in the window."""
        QShortcut(QKeySequence(keys), self).activated.connect(call)

    def show_tab(self, key: str) -> None:
        """Turn to a tab."""
        self.header.tabs.show_key(key)

    @property
    def tab(self) -> str:
        """Key of the tab shown."""
        return self.header.tabs.keys[self.header.tabs.currentIndex()]

    def hold(self, key: str, part: QWidget | None) -> None:
        """Put a tab's own widget (the wizard's steps) into the header while that tab is shown; None takes it back."""
        self._parts[key] = part
        self._fit()

    def show_shell(self) -> None:
        """Show header, tabs and status bar."""
        self._front.setCurrentWidget(self._shell)
        self._fit()

    def show_front(self, page: QWidget) -> None:
        """Show one page over everything: sign-in."""
        if self._front.indexOf(page) < 0:
            self._front.addWidget(page)
        self._front.setCurrentWidget(page)

    @property
    def shell_shown(self) -> bool:
        """Whether the tabs are on show, not sign-in."""
        return self._front.currentWidget() is self._shell

    def set_demo(self, *, demo: bool) -> None:
        """Mark everything as made up."""
        self._demo = demo
        self.status.show_demo(demo=demo)
        self._fit()

    def set_trouble(self, *, trouble: bool) -> None:
        """Whether the status bar has trouble to tell; a low window shows it only then."""
        if trouble != self._trouble:
            self._trouble = trouble
            self._fit()

    def _turn(self, index: int) -> None:
        key = self.header.tabs.keys[index] if 0 <= index < len(self.header.tabs.keys) else ""
        if key in self._tabs:
            self._pages.setCurrentWidget(self._tabs[key])
            self._fit()
            self.tab_shown.emit(key)

    # --- size

    @property
    def low(self) -> bool:
        """Whether the window must save height."""
        return style.is_low(self.height())

    def _fit(self) -> None:
        low = self.low
        self.header.fit(self.width(), low=low)
        self.status.setVisible(not low or self._trouble or self._demo)
        self.header.show_part(self._parts.get(self.tab) if self._tabs else None)

    @qt_virtual
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the size class; keep the curtain over everything."""
        super().resizeEvent(event)
        self._fit()
        if self._curtain is not None:
            self._curtain.resize(self.size())

    @qt_virtual
    def changeEvent(self, event: QEvent) -> None:
        """Larger text may put window and tabs into another size class."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_tabs"):
            self._fit()
            for page in self._tabs.values():
                QCoreApplication.postEvent(page, QResizeEvent(page.size(), page.size()))

    def place(self) -> str:
        """Where the window is, as text to keep."""
        return bytes(self.saveGeometry().toBase64().data()).decode()

    def put_back(self, place: str) -> None:
        """Go where the window was; Qt keeps it on a screen that exists."""
        self.restoreGeometry(QByteArray.fromBase64(place.encode()))

    def raise_up(self) -> None:
        """Come to the front, out of the task bar if need be."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    # --- closing

    @qt_virtual
    def closeEvent(self, event: QCloseEvent) -> None:
        """First time: ask, and stay until everything has stopped."""
        if self._may_close:
            event.accept()
            return
        event.ignore()
        if self._curtain is None:
            self.close_asked.emit()

    def draw_curtain(self, step: str) -> None:
        """Cover the window and say which step of closing is on."""
        if self._curtain is None:
            self._curtain = ClosingCurtain(self)
            self._curtain.resize(self.size())
            self._curtain.show()
            self._curtain.raise_()
            self._front.setEnabled(False)
        self._curtain.say(step)

    def let_close(self) -> None:
        """Everything has stopped: go."""
        self._may_close = True
        self.close()
