"""The cards in their columns, what stands beneath them in a window that is not wide; the only thing that scrolls."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from desktop_app.domain.device import Device
from desktop_app.ui import style
from desktop_app.ui.qt_virtual import qt_virtual
from desktop_app.ui.tabs.devices.phone_card import PhoneCard
from desktop_app.ui.tokens import CARD_GAP

_NARROWEST = 380
_AT_ONCE = 8
"""Cards made in one turn; with hundreds of phones the window stays fluent."""


class PhoneGrid(QScrollArea):
    """Cards side by side; a card stays the same widget for as long as its phone exists.

    `scrolled` when other cards came into view.
    """

    asked = Signal(int)
    renamed = Signal(int, str)
    scrolled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.verticalScrollBar().valueChanged.connect(self.scrolled)
        self._cards: dict[int, PhoneCard] = {}
        self._order: list[int] = []
        self._compact = False
        self._unmade = 0
        page = QWidget()
        page.setProperty("scrolled", "true")
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(CARD_GAP)
        self._grid = QGridLayout()
        self._grid.setSpacing(CARD_GAP)
        column.addLayout(self._grid)
        self.beneath = QVBoxLayout()
        self.beneath.setSpacing(CARD_GAP)
        column.addLayout(self.beneath)
        column.addStretch(1)
        self.setWidget(page)

    @property
    def cards(self) -> tuple[PhoneCard, ...]:
        """The cards in their order."""
        return tuple(self._cards[key] for key in self._order)

    def cards_in_view(self) -> Iterator[PhoneCard]:
        """Those somebody can see without scrolling."""
        top = self.verticalScrollBar().value()
        bottom = top + self.viewport().height()
        for card in self.cards:
            at = card.geometry()
            if at.bottom() >= top and at.top() <= bottom:
                yield card

    @property
    def unmade(self) -> int:
        """Phones that still wait for their card; call `show_phones` again."""
        return self._unmade

    def show_phones(self, devices: Sequence[Device]) -> None:
        """Show these phones in this order; while pointer or focus is inside, cards known already keep theirs."""
        wanted = {device.id for device in devices}
        for key in [key for key in self._cards if key not in wanted]:
            card = self._cards.pop(key)
            card.hide()
            card.deleteLater()
        new = [device for device in devices if device.id not in self._cards]
        self._unmade = max(len(new) - _AT_ONCE, 0)
        for device in devices:
            if device.id in self._cards:
                self._cards[device.id].show_phone(device)
        for device in new[:_AT_ONCE]:
            self._cards[device.id] = self._made(device)
        order = [device.id for device in devices if device.id in self._cards]
        if set(order) == set(self._order) and self._in_use():
            return
        if order != self._order:
            self._order = order
            self._place()

    def show_card(self, phone: int) -> PhoneCard | None:
        """Bring a phone's card into view."""
        card = self._cards.get(phone)
        if card is not None:
            self.ensureWidgetVisible(card)
        return card

    def set_compact(self, *, compact: bool) -> None:
        """Save height in a low window."""
        self._compact = compact
        for card in self._cards.values():
            card.set_compact(compact=compact)

    def _made(self, device: Device) -> PhoneCard:
        card = PhoneCard(device)
        card.set_compact(compact=self._compact)
        card.asked.connect(self.asked)
        card.renamed.connect(self.renamed)
        return card

    def _in_use(self) -> bool:
        focus: QWidget | None = QApplication.focusWidget()
        return self.underMouse() or (focus is not None and self.isAncestorOf(focus))

    def _columns(self) -> int:
        room = max((self.viewport().width() + CARD_GAP) // (style.scaled(_NARROWEST) + CARD_GAP), 1)
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
            previous = card.name.pencil
            QWidget.setTabOrder(card, previous)

    @qt_virtual
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use as many columns as fit."""
        super().resizeEvent(event)
        self._place()
        self.scrolled.emit()
