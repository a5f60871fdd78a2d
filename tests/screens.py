"""Pictures of every registered screen state, light and dark, both sizes: `python -m tests.screens FOLDER [NAME ...]`"""

import os
import sys
import time
from datetime import timedelta
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
if __name__ == "__main__":  # the story's time zone; some of its moments are made at import
    os.environ["TZ"] = "Europe/Berlin"
    time.tzset()

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from desktop_app.domain.outgoing import CampaignState, State
from desktop_app.ui.launch import Launch
from desktop_app.ui.show import STATES, show_state
from desktop_app.ui.style import Theme
from tests.unit.ui.fakes import story
from tests.window_stage import NOW, BulkStage, Services, phones, settle

EARLIER = (
    ("Winter tyres, part 2", {State.SENT: 31, State.DELIVERED: 801}, 9),
    ("Inspection reminder October", {State.SENT: 20, State.DELIVERED: 597, State.FAILED: 14}, 29),
)
"""Campaigns on the landing page: name, messages by state, days ago."""
SIZES = ((1280, 720), (960, 460))


def take(app: QApplication, folder: Path, names: list[str]) -> int:
    """Save a picture a state, size and theme; returns how many."""
    folder.mkdir(parents=True, exist_ok=True)
    taken = 0
    for name in names:
        for theme in (Theme.LIGHT, Theme.DARK):
            for width, height in SIZES:
                services, stage = Services(), BulkStage()
                services.store.live.devices = phones()
                services.store.live.updated_at = NOW - timedelta(seconds=4)
                for campaign, counts, days in EARLIER:
                    then = story.NOW - timedelta(days=days)
                    stage.services.store.outbox.add(
                        counts, name=campaign, state=CampaignState.FINISHED, created=then, started_at=then
                    )
                launch = Launch(app, services, stage)
                launch.appearance.set(theme, 1.0)
                launch.window.resize(width, height)
                launch.window.show_shell()
                launch.window.show()
                show_state(launch, name)
                settle(stage)
                over = app.activeModalWidget()
                picture = (over or launch.window).grab()
                picture.save(str(folder / f"{name}-{theme}-{width}x{height}.png"))
                if over is not None:
                    over.close()
                launch.finish()
                launch.window.deleteLater()
                settle(stage)
                app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
                taken += 1
    return taken


def main(arguments: list[str]) -> int:
    """Take pictures of all states, or of the named ones."""
    if not arguments:
        print(__doc__, file=sys.stderr)
        return 2
    app = QApplication.instance() or QApplication(["screens"])
    assert isinstance(app, QApplication)
    print(take(app, Path(arguments[0]), arguments[1:] or list(STATES)), "pictures")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
