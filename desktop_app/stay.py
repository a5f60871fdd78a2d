"""One stay of the window in a data folder: services and window are built, served to others, and ended in reverse."""

import asyncio
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QWidget

from desktop_app.commands.carrying_out import for_visitors
from desktop_app.ending import on_terminate
from desktop_app.instance import Command, Owner
from desktop_app.place import Choices, Place
from desktop_app.ui import collecting, icons
from desktop_app.ui.launch import Launch
from desktop_app.ui.session_end import SessionEnd
from desktop_app.wiring import Services, build

if TYPE_CHECKING:
    from desktop_app.ui.tabs.bulk.steps import BulkTab

_PIECES_OF_BULK = (
    "draft", "drop_zone", "file_step", "columns_step", "message_edit", "message_step", "check_step", "phones_table",
    "forecast_box", "delivery_step", "review_step", "progress", "receipt", "steps",
)  # fmt: skip
"""Modules that each bring about as much as can be loaded without being noticed; the last one needs all of them."""


async def stay(
    application: QApplication, place: Place, owner: Owner, file: Path | None, show: str | None, frame: QWidget
) -> Choices | None:
    """Open the window in `place` and keep it until the person leaves; returns where they go next.

    Args:
        application: Qt's.
        place: the data folder with its clock and gateway.
        owner: the lock on the folder.
        file: a workbook to open in Bulk send.
        show: a state to bring up on purpose.
        frame: what is shown until the window is there; closed then.
    """
    services: Services | None = None
    launch: Launch | None = None
    leaving = asyncio.Event()
    deaf = on_terminate(leaving.set)
    session = SessionEnd(application.commitDataRequest, leaving.set)
    chosen: list[Choices | None] = [None]

    def go_to(choices: Choices | None) -> None:
        chosen[0] = choices
        leaving.set()

    try:
        services = await build(place)
        launch = Launch(application, services, lambda: _bulk_tab(services), demo=services.demo is not None)
        launch.leaving.connect(leaving.set)
        launch.demo_asked.connect(lambda: go_to(replace(place.choices, demo=True)))
        launch.real_asked.connect(lambda: go_to(replace(place.choices, demo=False)))
        await services.start()
        owner.serve(for_visitors(services, window=_Door(launch)))
        launch.open()
        frame.close()
        await asyncio.to_thread(icons.read_all)
        await _load_bulk()
        launch.build_rest()
        collecting.set_aside()
        if file is not None:
            launch.open_file(file)
        if show is not None:
            # Made-up facts are loaded only where they are asked for.
            from desktop_app.ui.show import show_state

            show_state(launch, show)
        await leaving.wait()
    finally:
        collecting.take_back()
        await _leave(owner, services, launch)
        deaf()
        session.closed()
    return chosen[0]


async def _load_bulk() -> None:
    """Load Bulk send, half of all the window's code, piece by piece: between two of them the window answers.

    Never in another thread: PySide makes a class when it is first named, and two threads that do end the process.
    """
    for piece in _PIECES_OF_BULK:
        import_module(f"desktop_app.ui.tabs.bulk.{piece}")
        await asyncio.sleep(0)


def _bulk_tab(services: Services) -> "BulkTab":
    from desktop_app.ui.tabs.bulk.steps import BulkTab  # half of all the window's code; loaded behind its first sight

    return BulkTab(services)


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
