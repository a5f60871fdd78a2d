"""The page Devices in its window."""

import pytest

from tests.unit.ui.tabs.devices.phones import settle


@pytest.fixture
def tab(launch):
    launch.window.show_shell()
    launch.window.show()
    settle()
    return launch.devices


@pytest.fixture
def announced(monkeypatch):
    """What assistive technology is told without asking."""
    told = []
    monkeypatch.setattr("desktop_app.ui.tabs.devices.tab.announce", lambda widget, words: told.append(words))
    return told
