"""The README's pictures, taken of a real run of the demo: `python -m tests.demo_pictures FOLDER`"""

import asyncio
import os
import sys
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
if __name__ == "__main__":  # the story's time zone
    os.environ["TZ"] = "Europe/Berlin"
    time.tzset()

from PySide6.QtWidgets import QApplication

from desktop_app.place import Choices, Place
from desktop_app.qt_loop import QtLoop
from desktop_app.ui.style import Appearance, Theme
from desktop_app.ui.tabs.bulk.counters import CounterButton
from desktop_app.ui.translation import speak
from tests.e2e.test_window_story import counters, to_check
from tests.e2e.window import Eyes, grab, owner_at, until

SIZE = (1280, 720)
SPEED = 20.0
QUICK = ("call_gap_s", "0")
_SILENT = "Send with Back office · Galaxy A14"
A_LOOK_S = 0.6
"""Pictures come after what moves has come to rest."""


class Photographer:
    """Drives the story from its sheet to its receipt and keeps five pictures on the way."""

    def __init__(self, application: QApplication, folder: Path) -> None:
        self._application = application
        self._folder = folder

    async def work(self) -> None:
        """Take all pictures."""
        self._folder.mkdir(parents=True, exist_ok=True)
        place = Place(Choices(demo=True, settings=(QUICK,)), demo_speed=SPEED)
        try:
            async with owner_at(self._application, place) as eyes:
                eyes.window.resize(*SIZE)
                await self._follow(eyes)
        finally:
            place.leave()

    async def _follow(self, eyes: Eyes) -> None:
        await to_check(eyes)
        await self._keep(eyes, "check")
        await eyes.click("Continue with 1,248")
        await eyes.read("How should it go out?")
        await asyncio.sleep(A_LOOK_S)  # a phone falls silent here in the story, and the page makes room to say so
        back_office = eyes.button(_SILENT)
        if back_office is not None and back_office.isChecked():
            await eyes.click(_SILENT)  # what waits for it would not be done for hours
        await eyes.click("Review")
        await eyes.read("Replies read up to", 60)
        await eyes.click("These people agreed to get texts from me.")
        await self._keep(eyes, "review")
        await eyes.click("Send 1,248 messages")
        await until(lambda: counters(eyes)["Delivered"] >= 200, 400, "nothing arrives")
        await self._keep(eyes, "progress", Theme.DARK)
        eyes.turn_to("Devices")
        await self._keep(eyes, "devices")
        eyes.turn_to("Bulk send")
        await until(lambda: not eyes.seen(CounterButton, eyes.window), 600, "it never ends")
        await eyes.read("have arrived.")
        await self._keep(eyes, "receipt")

    async def _keep(self, eyes: Eyes, name: str, theme: Theme = Theme.LIGHT) -> None:
        [appearance] = self._application.findChildren(Appearance)
        appearance.set(theme, 1.0)
        await asyncio.sleep(A_LOOK_S)
        grab(eyes, self._folder / f"{name}-{theme}-{SIZE[0]}x{SIZE[1]}.png")
        appearance.set(Theme.LIGHT, 1.0)


def main(arguments: list[str]) -> int:
    """Take the pictures into the folder that is named."""
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    application = QApplication(["demo-pictures"])
    application.setQuitOnLastWindowClosed(False)
    speak(application)
    with asyncio.Runner(loop_factory=lambda: QtLoop(application)) as runner:
        runner.run(Photographer(application, Path(arguments[0])).work())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
