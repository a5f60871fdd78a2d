"""Bulk send by keyboard alone (design/UX.md 7 and 8): the way through the steps, and Tab in reading order."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop_app.ui.show import show_state
from desktop_app.ui.tabs.bulk.order import CHECK, COLUMNS, DELIVERY, MESSAGE, REVIEW
from tests.window_stage import BulkStage, settle

CTRL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


@pytest.fixture
def shown(launch: Any, stage: BulkStage) -> Any:
    """Brings up a state and hands its tab back."""

    def bring(name: str) -> Any:
        launch.window.resize(1280, 720)
        launch.window.show_shell()
        launch.window.show()
        show_state(launch, name)
        settle(stage)
        return launch.bulk

    return bring


def press(stage: BulkStage, key: Qt.Key, modifiers: Any = Qt.KeyboardModifier.NoModifier) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None, "the focus is lost"
    QTest.keyClick(focused, key, modifiers)
    settle(stage)


def test_alt_and_arrows_go_back_and_on(shown: Any, stage: BulkStage) -> None:
    bulk = shown("bulk-review")
    bulk.footer.back.setFocus()
    seen = []
    for _ in range(4):
        press(stage, Qt.Key.Key_Left, ALT)
        seen.append(bulk.here)
    assert seen == [DELIVERY, CHECK, MESSAGE, COLUMNS]
    bulk.footer.main.setFocus()
    for _ in range(4):
        press(stage, Qt.Key.Key_Right, ALT)
        seen.append(bulk.here)
    assert seen[4:] == [MESSAGE, CHECK, DELIVERY, REVIEW]


def test_ctrl_enter_sends_only_with_the_tick(shown: Any, stage: BulkStage) -> None:
    bulk = shown("bulk-review")
    bulk.footer.back.setFocus()
    press(stage, Qt.Key.Key_Return, CTRL)
    assert stage.services.bulk.sent == []
    bulk.steps[REVIEW].consent.tick.setFocus()
    press(stage, Qt.Key.Key_Space)
    assert bulk.steps[REVIEW].consent.tick.isChecked()
    assert bulk.footer.main.isEnabled()


def test_problems_are_fixed_and_skipped_by_keys(shown: Any, stage: BulkStage) -> None:
    bulk = shown("bulk-check")
    draft = stage.services.bulk
    bulk.steps[CHECK].grid.go_to(0)
    for key, modifiers in ((Qt.Key.Key_F8, 0), (Qt.Key.Key_F8, 0), (Qt.Key.Key_F8, SHIFT)):
        press(stage, key, modifiers or Qt.KeyboardModifier.NoModifier)
    press(stage, Qt.Key.Key_Return, ALT)
    assert draft.fixed == {41: "+4917644112307"}
    press(stage, Qt.Key.Key_Z, CTRL)
    assert draft.fixed == {}
    press(stage, Qt.Key.Key_Z, CTRL | SHIFT)
    assert draft.fixed == {41: "+4917644112307"}
    bulk.steps[CHECK].grid.go_to(0)
    press(stage, Qt.Key.Key_Delete)
    assert draft.skipped == {7}


def test_ctrl_1_and_3_turn_the_tabs(launch: Any, shown: Any, stage: BulkStage) -> None:
    shown("bulk-check")
    press(stage, Qt.Key.Key_1, CTRL)
    assert launch.window.tab == "devices"
    press(stage, Qt.Key.Key_3, CTRL)
    assert launch.window.tab == "bulk"


@pytest.mark.parametrize(
    "name", ["bulk-columns", "bulk-message", "bulk-check", "bulk-delivery", "bulk-review", "progress", "receipt"]
)
def test_tab_never_gets_caught(shown: Any, name: str) -> None:
    """Tab comes back to where it began and has met the header, the page and the footer on its way."""
    bulk = shown(name)
    bulk.window().header.tabs.setFocus()
    first = QApplication.focusWidget()
    met = []
    for _ in range(60):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        met.append(QApplication.focusWidget())
        if met[-1] is first:
            break
    assert met[-1] is first, "caught"
    assert any(bulk.isAncestorOf(widget) for widget in met)
    if bulk.footer.isVisible():
        assert bulk.footer.back in met
