"""The window as its owner has it: found by what is shown, clicked and typed into, read as it is said."""

import asyncio
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QTabBar, QWidget

from desktop_app.instance import Owner, enter
from desktop_app.place import Place
from desktop_app.stay import stay
from desktop_app.ui.main_window import MainWindow

W = TypeVar("W", bound=QWidget)
A_MOMENT_S = 0.1
"""A quick person sees a button this long before pressing it: what a click changed has its place by then."""
LEFT_BUTTON = Qt.MouseButton.LeftButton


class Eyes:
    """Looks at one window and the dialogs over it; acts on what can be seen, nothing else."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window

    # --- looking

    @property
    def front(self) -> QWidget:
        """The dialog in front, else the window."""
        dialog = QApplication.activeModalWidget()
        return dialog if isinstance(dialog, QDialog) else self.window

    def seen(self, kind: type[W], over: QWidget | None = None) -> list[W]:
        """Widgets of a kind that are on show."""
        return [one for one in (over or self.front).findChildren(kind) if one.isVisible()]

    def names(self, over: QWidget | None = None) -> list[str]:
        """What everything on show is called for somebody who cannot see."""
        return [one.accessibleName() for one in self.seen(QWidget, over or self.window) if one.accessibleName()]

    def number(self, words: str, over: QWidget | None = None) -> int:
        """The number said with `words`: 1248 for "Ready to send 1,248"; 0 where the words are not on show."""
        for name in self.names(over):
            found = re.fullmatch(rf"{re.escape(words)}[ ,:–−]+(\d[\d.,’ ]*)", name)
            if found is not None:
                return digits(found[1])
        return 0

    def says(self, words: str) -> bool:
        """Whether `words` can be read somewhere on show."""
        return any(words in text for text in self.texts())

    def texts(self) -> list[str]:
        """All words on show."""
        found = []
        for one in self.seen(QWidget):
            text = getattr(one, "text", None)
            shown = text() if callable(text) else text
            found += [part for part in (shown, one.accessibleName()) if isinstance(part, str) and part]
        return found

    def button(self, words: str) -> QAbstractButton | None:
        """The button with these words, if it is on show; one that can be pressed before one that cannot."""
        named = [one for one in self.seen(QAbstractButton) if words in (one.text(), one.accessibleName())]
        return max(named, key=lambda one: one.isEnabled(), default=None)

    # --- acting

    async def click(self, words: str, within_s: float = 20) -> None:
        """Press a button as soon as it can be pressed."""
        try:
            await until(lambda: (one := self.button(words)) is not None and one.isEnabled(), within_s)
        except AssertionError as error:
            raise AssertionError(f"no {words!r} to press, but {self.texts()}") from error
        await asyncio.sleep(A_MOMENT_S)
        one = self.button(words)
        assert one is not None
        QTest.mouseClick(one, LEFT_BUTTON)
        await asyncio.sleep(A_MOMENT_S)

    def turn_to(self, words: str) -> None:
        """Click a tab."""
        [bar] = self.seen(QTabBar, self.window)[:1]
        index = next(n for n in range(bar.count()) if bar.tabText(n) == words)
        QTest.mouseClick(bar, LEFT_BUTTON, pos=bar.tabRect(index).center())

    async def read(self, words: str, within_s: float = 20) -> None:
        """Wait until `words` can be read."""
        try:
            await until(lambda: self.says(words), within_s)
        except AssertionError as error:
            raise AssertionError(f"never said {words!r}, but {self.texts()}") from error


def digits(words: str) -> int:
    """A number as it is written for people."""
    return int(re.sub(r"\D", "", words))


async def until(true: Callable[[], object], within_s: float = 20, words: str = "it takes too long") -> None:
    """Let the loop run until `true()`."""
    end = asyncio.get_running_loop().time() + within_s
    while not true():
        assert asyncio.get_running_loop().time() < end, words
        await asyncio.sleep(0.03)


class Stay:
    """One stay of the window in a place, begun as the program begins it."""

    def __init__(self, application: QApplication, place: Place, file: Path | None = None) -> None:
        self.place = place
        owner = enter(place.folder)
        assert isinstance(owner, Owner)
        before = set(map(id, _windows()))
        self._frame = QWidget()
        self._task = asyncio.create_task(stay(application, place, owner, file, None, self._frame), name="stay")
        self._before = before
        self._eyes: Eyes | None = None

    async def eyes(self) -> Eyes:
        """The window, once it is there with all its tabs."""
        if self._eyes is None:
            await until(self._opened, 20, "no window")
            window = next(one for one in _windows() if id(one) not in self._before)
            self._eyes = Eyes(window)
        return self._eyes

    def _opened(self) -> bool:
        if self._task.done():
            self._task.result()
        return any(one.isVisible() for one in _windows() if id(one) not in self._before)

    @property
    def over(self) -> bool:
        """Whether the person has left."""
        return self._task.done()

    async def leave(self) -> None:
        """Close the window, answer its question by pausing, and wait until all has stopped."""
        eyes = self._eyes
        if eyes is not None and not self._task.done():
            if isinstance(eyes.front, QDialog):
                eyes.front.reject()  # type: ignore[attr-defined]  # the line above says what it is
                await asyncio.sleep(0.05)
            eyes.window.close()
            await asyncio.sleep(0.05)
            if eyes.button("Pause and quit") is not None:
                await eyes.click("Pause and quit")
        else:
            self._task.cancel()
        await asyncio.wait([self._task], timeout=20)
        if eyes is not None:
            eyes.window.deleteLater()
        self._frame.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def _windows() -> list[MainWindow]:
    return [one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow)]


@asynccontextmanager
async def owner_at(application: QApplication, place: Place, file: Path | None = None) -> AsyncIterator[Eyes]:
    """The owner sits at the window of `place` and leaves in the end; the place is left as it is."""
    here = Stay(application, place, file)
    try:
        yield await here.eyes()
    finally:
        await here.leave()


def grab(eyes: Eyes, path: Path) -> None:
    """Keep a picture of what is on show."""
    eyes.front.grab().save(str(path))
