"""The window's process: builds everything, runs Qt's loop, stops in reverse. The only importer of qasync."""

import argparse
import asyncio
import logging
import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_API", "pyside6")

import qasync
from PySide6.QtWidgets import QApplication

from desktop_app.commands.carrying_out import for_visitors
from desktop_app.domain.errors import BadUse, Trouble
from desktop_app.instance import Command, Owner, Visit, enter
from desktop_app.logs import set_up
from desktop_app.ui.launch import Launch
from desktop_app.ui.show import show_state
from desktop_app.ui.tabs.bulk.steps import BulkTab
from desktop_app.wiring import Choices, Place, Services, build

log = logging.getLogger(__name__)


def open_window(arguments: argparse.Namespace) -> int:
    """Open the window, or bring the one that is open to the front; returns the exit code."""
    choices: Choices | None = Choices(arguments.gateway, arguments.data_dir, arguments.demo, tuple(arguments.set))
    try:
        _need_screen()
        application = _application()
        code = 0
        while choices is not None:
            code, choices = _session(application, choices, arguments.file, arguments.show)
            arguments.file = arguments.show = None
    except Trouble as trouble:
        sys.stderr.write(trouble.sentence + "\n")
        return trouble.exit_code
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


def _session(
    application: QApplication, choices: Choices, file: Path | None, show: str | None
) -> tuple[int, Choices | None]:
    """One stay in a data folder: the owner's own or the demo's. Returns the exit code and where to go next."""
    place = Place(choices)
    end_log = set_up(place.folder.logs)
    try:
        found = enter(place.folder)
        if isinstance(found, Visit):
            command: Command = {"do": "raise"} if file is None else {"do": "open", "file": str(file)}
            return found.ask(command, _tell_on_terminal), None
        with asyncio.Runner(loop_factory=lambda: qasync.QEventLoop(application)) as runner:
            runner.get_loop().set_exception_handler(_log_loop_failure)
            return 0, runner.run(_stay(application, place, found, file, show))
    finally:
        end_log()
        place.leave()


async def _stay(
    application: QApplication, place: Place, owner: Owner, file: Path | None, show: str | None
) -> Choices | None:
    services: Services | None = None
    launch: Launch | None = None
    leaving = asyncio.Event()
    chosen: list[Choices | None] = [None]

    def go_to(choices: Choices | None) -> None:
        chosen[0] = choices
        leaving.set()

    try:
        services = await build(place)
        launch = Launch(application, services, lambda: BulkTab(services), demo=services.demo is not None)
        launch.leaving.connect(leaving.set)
        launch.demo_asked.connect(lambda: go_to(replace(place.choices, demo=True)))
        launch.real_asked.connect(lambda: go_to(replace(place.choices, demo=False)))
        await services.start()
        owner.serve(for_visitors(services, window=_Door(launch)))
        launch.open()
        if file is not None:
            launch.open_file(file)
        if show is not None:
            show_state(launch, show)
        await leaving.wait()
    finally:
        await _leave(owner, services, launch)
    return chosen[0]


async def _leave(owner: Owner, services: Services | None, launch: Launch | None) -> None:
    """Stop everything in reverse while the window says so; then let go of window and folder."""
    await owner.stop_serving()
    if services is not None:
        await services.aclose((lambda _words: None) if launch is None else launch.closing)
    if launch is not None:
        launch.finish()
    owner.release()


class _Door:
    """What visitors may do to the window."""

    def __init__(self, launch: Launch) -> None:
        self._launch = launch

    def __call__(self, command: Command) -> bool:
        """Come to the front, with the visitor's file if there is one. It is only opened: nothing is sent by itself."""
        file = command.get("file")
        if isinstance(file, str):
            self._launch.open_file(Path(file))
        else:
            self._launch.window.raise_up()
        return True


def _tell_on_terminal(message: dict[str, Any]) -> None:
    for words in filter(None, (message.get("error"), message.get("note"))):
        sys.stderr.write(f"{words}\n")


def _log_loop_failure(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    log.error("%s in %s", context.get("message", "a failure"), type(loop).__name__, exc_info=context.get("exception"))
