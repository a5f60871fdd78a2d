"""A window with made-up services."""

import pytest

from desktop_app.ui.launch import Launch
from tests.window_stage import BulkStage, Services


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
