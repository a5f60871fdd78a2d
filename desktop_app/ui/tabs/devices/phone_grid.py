"""The cards in their columns; the only thing on the page that scrolls."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from desktop_app.domain.device import Device
from desktop_app.ui import style
from desktop_app.ui.qt_virtual import qt_virtual
from desktop_app.ui.tabs.devices.phone_card import PhoneCard
from desktop_app.ui.tokens import CARD_GAP
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.spinner import Skeleton

_NARROWEST = 380


class PhoneGrid(QScrollArea):
    """Cards side by side; a card stays the same widget for as long as its phone exists."""

    renamed = Signal(int, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._cards: dict[int, PhoneCard] = {}
        self._order: list[int] = []
        self._compact = False
        page = QWidget()
        page.setProperty("scrolled", "true")
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        self._grid = QGridLayout()
        self._grid.setSpacing(CARD_GAP)
        column.addLayout(self._grid)
        column.addStretch(1)
        self.setWidget(page)

    @property
    def cards(self) -> tuple[PhoneCard, ...]:
        """The cards in their order."""
        return tuple(self._cards[key] for key in self._order)

    def show_phones(self, devices: Sequence[Device]) -> None:
        """Show these phones in this order; while pointer or focus is inside, cards known already keep theirs."""
        wanted = [device.id for device in devices]
        for key in [key for key in self._cards if key not in wanted]:
            card = self._cards.pop(key)
            card.hide()
            card.deleteLater()
        for device in devices:
            if device.id in self._cards:
                self._cards[device.id].show_phone(device)
            else:
                card = PhoneCard(device)
                card.set_compact(compact=self._compact)
                card.renamed.connect(self.renamed)
                self._cards[device.id] = card
        if set(wanted) == set(self._order) and self._in_use():
            return
        if wanted != self._order:
            self._order = wanted
            self._place()

    def set_compact(self, *, compact: bool) -> None:
        """Save height in a low window."""
        self._compact = compact
        for card in self._cards.values():
            card.set_compact(compact=compact)

    def _in_use(self) -> bool:
        focus: QWidget | None = QApplication.focusWidget()
        return self.underMouse() or (focus is not None and self.isAncestorOf(focus))

    def _columns(self) -> int:
        room = max(self.viewport().width() // (style.scaled(_NARROWEST) + CARD_GAP), 1)
        count = len(self._order)
        return min(2 if count == 4 else 3, room, max(count, 2))

    def _place(self) -> None:
        while self._grid.count():
            self._grid.takeAt(0)
        columns = self._columns()
        for column in range(4):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        previous: QWidget | None = None
        for index, key in enumerate(self._order):
            card = self._cards[key]
            self._grid.addWidget(card, index // columns, index % columns)
            if previous is not None:
                QWidget.setTabOrder(previous, card)
            previous = card

    @qt_virtual
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use as many columns as fit."""
        super().resizeEvent(event)
        self._place()


class SkeletonCard(Card):
    """Where a phone will stand."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(padding=16, gap=12, parent=parent)
        self.setAccessibleName(name)
        for width, height in ((180, 16), (120, 14), (220, 12), (320, 30)):
            self.column.addWidget(Skeleton(width, height))
