"""The sheet over a page: how it opens and closes, and where the keyboard is."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget

from desktop_app.ui.tokens import PANEL_MS
from desktop_app.ui.widgets.side_drawer import SideDrawer


class Stage:
    """A window with a bar above a page, and a drawer over the page."""

    def __init__(self) -> None:
        self.window = QWidget()
        self.window.resize(1000, 500)
        column = QVBoxLayout(self.window)
        self.bar, self.page = QPushButton("bar"), QWidget()
        column.addWidget(self.bar)
        column.addWidget(self.page, 1)
        self.card = QPushButton("card", self.page)
        self.drawer = SideDrawer(400, self.page)
        self.first, self.last = QPushButton("first"), QPushButton("last")
        self.drawer.column.addWidget(self.first)
        self.drawer.column.addWidget(self.last)
        self.closed: list[bool] = []
        self.drawer.closed.connect(lambda: self.closed.append(True))
        self.window.show()
        self.window.activateWindow()
        QApplication.processEvents()

    def open(self) -> None:
        self.card.setFocus()
        self.drawer.slide_in(self.first, at_once=True)
        QApplication.processEvents()


@pytest.fixture
def stage(qapp):
    made = Stage()
    yield made
    made.window.close()
    made.window.deleteLater()


def focus():
    widget = QApplication.focusWidget()
    return widget.text() if isinstance(widget, QPushButton) else None


def test_it_covers_the_page_and_lies_at_its_right(stage):
    stage.open()
    assert stage.drawer.geometry() == stage.page.rect()
    panel = stage.drawer.panel.geometry()
    assert (panel.width(), panel.right()) == (400, stage.page.width() - 1)
    stage.window.resize(1200, 700)
    QApplication.processEvents()
    assert stage.drawer.geometry() == stage.page.rect()


def test_some_of_the_page_stays_in_sight_in_a_narrow_window(stage):
    stage.window.resize(420, 500)
    QApplication.processEvents()
    stage.open()
    assert stage.drawer.panel.x() >= 72


@pytest.mark.parametrize("way", ["esc", "beside", "call"])
def test_it_closes_and_the_keyboard_goes_back(stage, way):
    stage.open()
    assert focus() == "first"
    if way == "esc":
        QTest.keyClick(stage.last, Qt.Key.Key_Escape)
    elif way == "beside":
        QTest.mouseClick(stage.drawer, Qt.MouseButton.LeftButton, pos=QPoint(20, 100))
    else:
        stage.drawer.slide_out()
    assert not stage.drawer.opened
    assert stage.closed == [True]
    assert focus() == "card"


def test_a_click_inside_closes_nothing(stage):
    stage.open()
    QTest.mouseClick(stage.drawer.panel, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert stage.drawer.opened


def test_tab_stays_inside_and_f6_goes_round(stage):
    stage.open()
    walked = []
    for _ in range(3):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        walked.append(focus())
    assert walked == ["last", "first", "last"]
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Backtab)
    assert focus() == "first"
    QTest.keyClick(stage.window, Qt.Key.Key_F6)
    assert focus() == "bar", "what is covered is not reached"
    QTest.keyClick(stage.window, Qt.Key.Key_F6)
    assert focus() in ("first", "last")


def test_what_opened_it_may_be_gone_when_it_closes(stage, qapp):
    stage.open()
    stage.card.deleteLater()
    qapp.sendPostedEvents(None, 52)  # DeferredDelete
    stage.drawer.slide_out()
    assert not stage.drawer.opened


def test_it_slides_in_and_out(stage):
    stage.card.setFocus()
    stage.drawer.slide_in(stage.first)
    stage.drawer._slide.setCurrentTime(PANEL_MS // 2)
    assert stage.page.width() - 400 <= stage.drawer.panel.x() < stage.page.width()
    stage.drawer._slide.setCurrentTime(PANEL_MS)
    assert stage.drawer.panel.x() == stage.page.width() - 400
    stage.drawer.slide_out()
    stage.drawer._slide.setCurrentTime(PANEL_MS)
    assert stage.drawer.isHidden()
