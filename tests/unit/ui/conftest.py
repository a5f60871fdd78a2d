"""A window with made-up services."""

import pytest

from desktop_app.ui.launch import Launch
from tests.unit.ui.fakes.parts import drop_waiting
from tests.window_stage import BulkStage, Services


@pytest.fixture(autouse=True)
def _what_never_began_is_closed():
    yield
    drop_waiting()


@pytest.fixture
def services():
    return Services()


@pytest.fixture
def stage():
    made = BulkStage()
    yield made
    made.tasks.close()


@pytest.fixture
def make_launch(qapp, services, stage):
    """Makes the window when the test has prepared what it finds."""
    made = []

    def make():
        made.append(Launch(qapp, services, stage))
        return made[-1]

    yield make
    for launch in made:
        if not launch.window.isHidden():
            launch.finish()
        launch.window.deleteLater()
    qapp.sendPostedEvents(None, 52)  # DeferredDelete: a widget kept would be seen by the next test


@pytest.fixture
def launch(make_launch):
    return make_launch()
