"""The system ends the session: the call in flight is heard, nothing new begins, and the system is not kept for long."""

import asyncio
import time

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.domain.outgoing import State
from desktop_app.ui.session_end import SessionEnd


class Application(QObject):
    """Asks as Qt's application does."""

    asked = Signal(object)


async def _asked(application: Application) -> float:
    """Let the system ask, from Qt's dispatcher as it does; returns how long it was kept waiting."""
    took: list[float] = []

    def ask() -> None:
        began = time.monotonic()
        application.asked.emit(None)
        took.append(time.monotonic() - began)

    timer = QTimer(application)
    timer.setSingleShot(True)
    timer.timeout.connect(ask)
    timer.start(0)
    while not took:
        await asyncio.sleep(0.01)
    return took[0]


async def test_tasks_go_on_to_their_end_while_the_system_waits(qapp) -> None:
    application, leaving, done = Application(), asyncio.Event(), []
    session = SessionEnd(application.asked, leaving.set)

    async def stay() -> None:
        await leaving.wait()
        await asyncio.sleep(0.1)  # a call in flight
        done.append(State.ACCEPTED)
        session.closed()

    staying = asyncio.ensure_future(stay())
    took = await _asked(application)
    assert done == [State.ACCEPTED], "heard before the system got its answer"
    assert took < 1.5
    await staying
    assert await _asked(application) < 0.1, "a second question has nothing to wait for"


async def test_the_system_is_not_kept_for_long(qapp) -> None:
    application, leaving = Application(), asyncio.Event()
    session = SessionEnd(application.asked, leaving.set, patience_ms=50)
    assert await _asked(application) < 1
    assert leaving.is_set()
    session.closed()


async def test_qt_has_the_signal(qapp) -> None:
    session = SessionEnd(qapp.commitDataRequest, lambda: None)
    session.closed()
    session.deleteLater()
