"""Everything on Devices can be heard: each element has a name, states that change are announced, ticking is not."""

import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QWidget

from desktop_app.ui.show import STATES, show_state
from desktop_app.ui.widgets.hour_bars import HourBars
from desktop_app.ui.widgets.pill import Pill
from desktop_app.ui.widgets.sparkline import Sparkline
from desktop_app.ui.widgets.strip import Strip
from tests.unit.ui.tabs.devices.phones import pass_time, phone, put, settle

OURS = sorted(name for name in STATES if name.startswith(("devices", "drawer", "bell", "alerts", "first-phone")))
OFTEN = {"devices", "devices-list", "devices-cant-check", "drawer", "bell", "alerts", "alerts-telegram-step-2"}
PAINTED = (Strip, Sparkline, HourBars, Pill)


@pytest.mark.parametrize("name", [pytest.param(name, marks=[] if name in OFTEN else pytest.mark.full) for name in OURS])
def test_every_element_has_a_name(launch, name):
    launch.window.resize(1280, 720)
    launch.window.show_shell()
    launch.window.show()
    show_state(launch, name)
    settle()
    shown = QApplication.activeModalWidget() or launch.window
    nameless = []
    for widget in shown.findChildren(QWidget):
        takes_focus = widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.focusProxy() is None
        if widget.isVisible() and widget.isEnabled() and (takes_focus or isinstance(widget, PAINTED)):
            said = QAccessible.queryAccessibleInterface(widget)
            if not said.text(QAccessible.Text.Name):
                nameless.append(widget)
    assert nameless == []


@pytest.mark.parametrize("view", ["cards", "list", "drawer"])
def test_what_changes_is_announced_and_ticking_is_not(launch, services, monkeypatch, view):
    told = []
    for module in list(sys.modules.values()):
        if getattr(module, "__name__", "").startswith("desktop_app.ui") and callable(getattr(module, "announce", None)):
            monkeypatch.setattr(module, "announce", lambda widget, words, *rest, **more: told.append(words))
    launch.window.show_shell()
    launch.window.show()
    put(services, phone(1, "Back office"), phone(2, "Front desk", age_s=2))
    if view == "list":
        launch.devices.show_view(1)
    if view == "drawer":
        launch.devices.drawer.show_phone(1, at_once=True)
    settle()
    told.clear()
    for second in range(1, 40):
        pass_time(services, second)
    assert told == []
    pass_time(services, 50)
    assert told == ["Back office: Late"]
