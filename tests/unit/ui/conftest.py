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
def launch(qapp, services, stage):
    made = Launch(qapp, services, stage)
    yield made
    if not made.window.isHidden():
        made.finish()
    made.window.deleteLater()
    qapp.sendPostedEvents(None, 52)  # DeferredDelete: a widget kept would be seen by the next test
