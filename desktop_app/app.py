"""The window's process: shows a frame at once, loads the rest, runs Qt's loop."""

import argparse
import logging
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

os.environ.setdefault("QT_API", "pyside6")

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication

from desktop_app.domain.errors import BadUse, Trouble
from desktop_app.ui.collecting import Collecting
from desktop_app.ui.first_frame import FirstFrame

if TYPE_CHECKING:
    import asyncio

    from desktop_app.place import Choices

log = logging.getLogger(__name__)


def open_window(arguments: argparse.Namespace) -> int:
    """Open the window, or bring the one that is open to the front; returns the exit code."""
    try:
        _need_screen()
        application = _application()
        frame = _first_frame()
        with Collecting():
            return _sessions(application, arguments, frame)
    except Trouble as trouble:
        sys.stderr.write(trouble.sentence + "\n")
        return trouble.exit_code


def _sessions(application: QApplication, arguments: argparse.Namespace, frame: FirstFrame) -> int:
    """Stay in one data folder after the other until the person leaves: their own, the demo's."""
    from desktop_app.place import Choices

    choices: Choices | None = Choices(arguments.gateway, arguments.data_dir, arguments.demo, tuple(arguments.set))
    code = 0
    while choices is not None:
        code, choices = _session(application, choices, arguments.file, arguments.show, frame)
        arguments.file = arguments.show = None
    return code


def _need_screen() -> None:
    named = any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
    if sys.platform.startswith("linux") and not named:
        raise BadUse(
            "There is no screen for a window.", "", "Use a command, see sms-desk --help; “demo” shows the main job."
        )


def _application() -> QApplication:
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        application = QApplication(["sms-desk"])
    application.setApplicationName("SMS Desk")
    application.setQuitOnLastWindowClosed(False)
    return application


def _first_frame() -> FirstFrame:
    """Show the frame and come back once it is painted. No coroutine runs yet, so this loop can hurt none."""
    frame = FirstFrame()
    loop = QEventLoop()
    frame.painted.connect(loop.quit)
    frame.show()
    loop.exec()
    return frame


def _session(
    application: QApplication, choices: "Choices", file: Path | None, show: str | None, frame: FirstFrame
) -> "tuple[int, Choices | None]":
    """One stay in a data folder: the owner's own or the demo's. Returns the exit code and where to go next."""
    # Loaded here, behind the frame that is already painted.
    import asyncio

    from desktop_app.instance import Command, Visit, enter
    from desktop_app.logs import set_up
    from desktop_app.place import Place
    from desktop_app.qt_loop import QtLoop
    from desktop_app.stay import stay

    place = Place(choices)
    end_log = set_up(place.folder.logs)
    try:
        found = enter(place.folder)
        if isinstance(found, Visit):
            frame.close()
            command: Command = {"do": "raise"} if file is None else {"do": "open", "file": str(file)}
            return found.ask(command, _tell_on_terminal), None
        with asyncio.Runner(loop_factory=lambda: QtLoop(application)) as runner:
            runner.get_loop().set_exception_handler(_log_loop_failure)
            return 0, runner.run(stay(application, place, found, file, show, frame))
    finally:
        end_log()
        place.leave()


def _tell_on_terminal(message: dict[str, Any]) -> None:
    for words in filter(None, (message.get("error"), message.get("note"))):
        sys.stderr.write(f"{words}\n")


def _log_loop_failure(loop: "asyncio.AbstractEventLoop", context: dict[str, Any]) -> None:
    log.error("%s in %s", context.get("message", "a failure"), type(loop).__name__, exc_info=context.get("exception"))
