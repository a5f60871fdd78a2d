"""Pages without phones: the grey blocks of the first reading, and what stands alone at the top."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop_app.ui.later_page import LaterPage
from desktop_app.ui.tokens import CARD_GAP
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.spinner import Skeleton


class SkeletonCard(Card):
    """Where a phone will stand."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(padding=16, gap=12, parent=parent)
        self.setAccessibleName(name)
        for width, height in ((180, 16), (120, 14), (320, 42), (220, 12), (260, 30)):
            self.column.addWidget(Skeleton(width, height))


def skeletons(name: str) -> QWidget:
    """Two cards to come."""
    page = QWidget()
    row = QHBoxLayout()
    row.setSpacing(CARD_GAP)
    for _ in range(2):
        row.addWidget(SkeletonCard(name), 1)
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.addLayout(row)
    column.addStretch(1)
    return page


def at_top(widget: QWidget) -> QWidget:
    """A page of its own for `widget`, which scrolls when the window is low."""
    scroll = QScrollArea()
    scroll.setWidgetResizable(True)
    scroll.setFrameShape(QScrollArea.Shape.NoFrame)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    page = QWidget()
    page.setProperty("scrolled", "true")
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(widget)
    column.addStretch(1)
    scroll.setWidget(page)
    return scroll


class GuidePage(LaterPage):
    """How the first phone is connected; loaded and built when it is first shown: its code takes time to make."""

    def __init__(self, title: str, email: str) -> None:
        super().__init__()
        self._title = title
        self._email = email
        self._built = False

    def build(self) -> None:
        """Be ready to be looked at."""
        if not self._built:
            from desktop_app.ui.tabs.devices.first_phone import FirstPhone

            self._built = True
            self.fill(at_top(FirstPhone(self._title, self._email)))
