"""Buttons over rows of step Check come and go with their rows; the view must survive that."""

from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QPushButton

from desktop_app.ui.show import show_state
from desktop_app.ui.tabs.bulk.order import CHECK
from tests.window_stage import BulkStage, settle


def offered(launch: Any) -> list[str]:
    step = launch.bulk.steps[CHECK]
    view = step.grid.viewport()
    return [
        button.accessibleName()
        for button in view.findChildren(QPushButton)
        if button.isVisible() and view.rect().contains(button.mapTo(view, button.rect().center()))
    ]


def delete_what_is_due() -> None:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    QApplication.processEvents()


def test_the_window_grows_and_shrinks_on_check(launch: Any, stage: BulkStage) -> None:
    launch.window.resize(1280, 720)
    launch.window.show_shell()
    launch.window.show()
    show_state(launch, "bulk-check")
    settle(stage)
    tall = offered(launch)
    for size in ((960, 460), (1280, 720), (960, 460), (1280, 720)):
        launch.window.resize(*size)
        settle(stage)
        delete_what_is_due()
    assert offered(launch) == tall
    assert "Skip row 41" in tall
    assert "Use +49 176 4411 2307 in row 41" in tall


def test_scrolling_brings_the_buttons_of_the_rows_in_view(launch: Any, stage: BulkStage) -> None:
    launch.window.resize(960, 460)
    launch.window.show_shell()
    launch.window.show()
    show_state(launch, "bulk-check")
    settle(stage)
    bar = launch.bulk.steps[CHECK].grid.verticalScrollBar()
    assert "Skip row 1011" not in offered(launch)
    for value in (bar.maximum(), 0, bar.maximum()):
        bar.setValue(value)
        settle(stage)
        delete_what_is_due()
    assert "Skip row 1011" in offered(launch)
    assert "Skip row 7" not in offered(launch)
