"""The session ends (sign-out, shutdown): Windows and X11 ask each program through Qt and kill it soon after.

What is done must be done before Qt's signal returns: once it has, Windows may end the process at any moment.
"""

from collections.abc import Callable

from PySide6.QtCore import QEventLoop, QObject, QTimer, SignalInstance

PATIENCE_MS = 2000
"""How long the system is kept waiting (reliability.md F57)."""


class SessionEnd(QObject):
    """Hears `QGuiApplication.commitDataRequest`; `saveStateRequest` asks for nothing that is not on disk anyway."""

    def __init__(self, asked: SignalInstance, leave: Callable[[], object], patience_ms: int = PATIENCE_MS) -> None:
        """Listen.

        Args:
            asked: the application's signal.
            leave: begins to close everything; `closed` must be called once that is done.
            patience_ms: the longest the signal is held up.
        """
        super().__init__()
        self._leave = leave
        self._patience_ms = patience_ms
        self._closed = False
        self._waiting: QEventLoop | None = None
        asked.connect(self._ending)

    def _ending(self, _manager: object) -> None:
        """Leave, and come back once that is done or the patience is over.

        The system's question comes from Qt's dispatcher, never from within a task: no coroutine is held up by this
        loop, and those that close everything go on in it.
        """
        self._leave()
        if self._closed or self._waiting is not None:
            return
        self._waiting = loop = QEventLoop()
        patience = QTimer(loop)
        patience.setSingleShot(True)
        patience.timeout.connect(loop.quit)
        patience.start(self._patience_ms)
        loop.exec()
        patience.stop()
        self._waiting = None

    def closed(self) -> None:
        """Everything is closed: the system need not wait."""
        self._closed = True
        if self._waiting is not None:
            self._waiting.quit()
