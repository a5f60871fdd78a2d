"""Where a run lives: its data folder, its clock, its gateway; what the command line chose for all commands."""

import asyncio
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tzlocal import get_localzone

from desktop_app.clock import Clock, FastClock, SystemClock
from desktop_app.domain.errors import BadUse
from desktop_app.domain.settings import Settings, with_setting
from desktop_app.paths import DataFolder, ReadingRoom, default_data_folder, marks_folder, resources

if TYPE_CHECKING:  # loaded for the demo only: the window opens without a server's libraries
    from desktop_app.demo.server import PracticeGateway
    from desktop_app.demo_data import Story
    from desktop_app.demo_room import DemoRoom

SERVICE_URL = "https://smsgateway24.com"
DEMO_SPEED = 20.0
DEMO_BEGINS = datetime(2025, 11, 20, 9, 15)  # noqa: DTZ001 - meant in this computer's zone, whichever that is
"""Thursday morning of the story (design/UX.md), so that the demo never begins in quiet hours."""


@dataclass(frozen=True)
class Choices:
    """What the command line chose for all commands."""

    gateway: str | None = None
    data: Path | None = None
    demo: bool = False
    settings: tuple[tuple[str, str], ...] = ()
    """Settings for this run, over the saved ones."""

    def over(self, settings: Settings) -> Settings:
        """`settings` with the chosen ones set.

        Raises:
            BadUse: no such setting, or a value that does not fit.
        """
        for key, value in self.settings:
            settings = with_setting(settings, key, value)
        return settings


class Place:
    """Where a run lives: its data folder, its clock, its gateway. The demo's is made up and dropped on leaving."""

    def __init__(self, choices: Choices, *, demo_speed: float = DEMO_SPEED, reading: bool = False) -> None:
        """Make the folder ready; the demo also starts its practice gateway.

        Args:
            choices: what the command line chose.
            demo_speed: seconds of the demo's clock per real second.
            reading: nothing will be sent or kept, so that a folder that cannot be written will do: a copy is read.

        Raises:
            BadUse: the folder cannot be used, or a setting does not exist.
        """
        choices.over(Settings())
        self.choices = choices
        self.practice: PracticeGateway | None = None
        self.story: Story | None = None
        self.clock: Clock = SystemClock()
        self.url = choices.gateway or SERVICE_URL
        self.marks: Path | None = None if choices.demo else marks_folder()
        """Where this computer keeps what tells a data folder put back from a backup; the demo's is never put back."""
        self._room: DemoRoom | ReadingRoom | None = _demo_room() if choices.demo else None
        chosen = DataFolder(choices.data) if choices.data is not None else default_data_folder()
        self.folder = chosen if self._room is None else self._room.data
        try:
            copy = self.folder.open(reading=reading)
        except OSError as error:
            raise BadUse(
                "The data folder {folder} cannot be used: {why}.",
                "Nothing was sent.",
                "Name another one with --data-dir.",
                folder=str(self.folder.root),
                why=error.strerror or str(error),
            ) from error
        self.read_only = copy is not None
        if copy is not None:
            self._room, self.folder, self.marks = copy, copy.data, None
        if choices.demo:
            self._begin_demo(demo_speed)

    def _begin_demo(self, speed: float) -> None:
        from desktop_app import demo_data
        from desktop_app.demo.server import PracticeGateway
        from desktop_app.demo.story import story_phones

        self.clock = FastClock(speed, DEMO_BEGINS.replace(tzinfo=get_localzone()))
        self.story = demo_data.load(resources() / "sample")
        self.practice = PracticeGateway(self.clock, phones=story_phones(lifelike=True))
        self.url = self.practice.start()
        demo_data.write_to_gateway(self.practice, self.story, self.clock)

    async def furnish(self) -> None:
        """Put what the story's garage has into the demo's folder, once; harmless in any other."""
        if self.story is not None and not self.folder.database.exists():
            from desktop_app import demo_data
            from desktop_app.demo_room import remove_left_behind

            await asyncio.to_thread(remove_left_behind)
            await demo_data.seed(self.folder, self.story, self.clock)

    def leave(self) -> None:
        """Stop the practice gateway and drop the demo's data."""
        if self.practice is not None:
            self.practice.stop()
        if self._room is not None:
            self._room.leave()


def _demo_room() -> "DemoRoom":
    from desktop_app.demo_room import DemoRoom

    return DemoRoom()
