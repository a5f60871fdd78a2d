"""The page Devices: reads live facts, ticks each second while it is looked at, and lets phones be renamed."""

from collections.abc import Mapping
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.domain.changes import Changes
from desktop_app.domain.device import Reach
from desktop_app.ui.parts import Live, PhoneDay, WindowServices
from desktop_app.ui.phone_words import in_order
from desktop_app.ui.qt_virtual import qt_virtual
from desktop_app.ui.tabs.devices.banner import Banner
from desktop_app.ui.tabs.devices.first_phone import FirstPhone
from desktop_app.ui.tabs.devices.phone_card import Day
from desktop_app.ui.tabs.devices.phone_grid import PhoneGrid, SkeletonCard
from desktop_app.ui.tokens import CARD_GAP, LOW_HEIGHT, PAGE_SMALL, PAGE_WIDE, Role
from desktop_app.ui.widgets.button import Button, Kind
from desktop_app.ui.widgets.label import Label

_TICK_S = 1.0
_COUNT_S = 5.0
_TICK, _COUNT, _REFRESH = "devices tick", "devices counts", "devices refresh"


_LOADING, _GUIDE, _CARDS = range(3)


class DevicesTab(QWidget):
    """`sign_in_asked` when the person wants to sign in again."""

    sign_in_asked = Signal()

    def __init__(self, services: WindowServices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._live: Live = services.store.live
        self._days: Mapping[int, PhoneDay] = {}
        self._guide_wanted = False
        self._low: bool | None = None
        self._frozen = False
        self._column = QVBoxLayout(self)
        self._column.setSpacing(CARD_GAP)
        self._build_head()
        self.banner = Banner()
        self.banner.sign_in_asked.connect(self.sign_in_asked)
        self.banner.retry_asked.connect(self.refresh)
        self._column.addWidget(self.banner)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._skeletons())
        self._guide = FirstPhone(self.tr("Connect your first phone"), services.account.email)
        self._stack.addWidget(_at_top(self._guide))
        self.grid = PhoneGrid()
        self.grid.renamed.connect(self._rename)
        self._stack.addWidget(self.grid)
        self._column.addWidget(self._stack, 1)
        self._leave = services.store.subscribe(self._changed)
        self._fit(low=False)
        self.show_now()

    def _build_head(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label(self.tr("Devices"), Role.TITLE))
        self._purpose = Label(
            self.tr("Your phones send the messages. Keep them charged, online and out of battery saver."),
            Role.BODY,
            "text2",
        )
        words.addWidget(self._purpose)
        head.addLayout(words)
        head.addStretch(1)
        self._check = Button(self.tr("Check now"), icon="refresh-cw", tip=self.tr("Check now (F5)"))
        self._check.clicked.connect(self.refresh)
        self._add = Button(self.tr("Add a phone"), Kind.PRIMARY, icon="plus")
        self._add.clicked.connect(self._turn_guide)
        head.addWidget(self._check)
        head.addWidget(self._add)
        self._column.addLayout(head)

    def _skeletons(self) -> QWidget:
        page = QWidget()
        row = QHBoxLayout()
        row.setSpacing(CARD_GAP)
        for _ in range(2):
            row.addWidget(SkeletonCard(self.tr("Looking for phones")), 1)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        column.addStretch(1)
        return page

    # --- what is shown

    def show_now(self) -> None:
        """Show what is known at this moment."""
        live = self._live
        now = live.server_now()
        connected = live.connected is not False
        devices = in_order(live.devices, now, connected=connected)
        self.grid.show_phones(devices)
        for card in self.grid.cards:
            card.show_day(_day(self._days.get(card.device.id)))
            card.tick(now, connected=connected)
        self._stack.setCurrentIndex(self._look())
        self._add.setText(self.tr("Back to my phones") if self._guide_wanted else self.tr("Add a phone"))
        self._add.setVisible(bool(devices))
        self._add.updateGeometry()
        offline = [
            (device, _day(self._days.get(device.id)).waiting)
            for device in devices
            if device.reach(now, connected=connected) is Reach.OFFLINE
        ]
        self.banner.show_state(signed_in=live.signed_in, connected=connected, offline=offline, now=now)

    def now(self) -> datetime:
        """The gateway's time, as it is shown here."""
        return self._live.server_now()

    def look_at(self, live: Live, days: Mapping[int, PhoneDay]) -> None:
        """Show these facts instead of the store's from now on (states brought up on purpose)."""
        self._live, self._days = live, days
        self._frozen = True
        self.show_now()

    def _look(self) -> int:
        if self._live.devices:
            return _GUIDE if self._guide_wanted else _CARDS
        return _LOADING if self._live.updated_at is None else _GUIDE

    def _turn_guide(self) -> None:
        self._guide_wanted = not self._guide_wanted
        self.show_now()

    def refresh(self) -> None:
        """Read the phones now."""
        self._services.tasks.start(
            self._services.devices.refresh(), lambda _: self.show_now(), name=_REFRESH, on_trouble=lambda _: None
        )

    def _rename(self, device_id: int, name: str) -> None:
        self._services.tasks.start(self._services.store.directory.rename(device_id, name))

    def _changed(self, changes: Changes) -> None:
        if changes.devices or changes.live:
            known = len(self.grid.cards)
            if len(self._live.devices) > known:
                self._guide_wanted = False  # the phone that was waited for is here
            self.show_now()

    # --- time

    def _tick(self) -> None:
        self.show_now()
        self._services.tasks.later(_TICK_S, self._tick, name=_TICK)

    def _count(self) -> None:
        midnight = self._midnight()
        self._services.tasks.start(self._services.store.traffic.by_phone(midnight), self._counted, name=_COUNT)

    def _counted(self, days: Mapping[int, PhoneDay]) -> None:
        if not self._frozen:
            self._days = days
            self.show_now()
        self._services.tasks.later(_COUNT_S, self._count, name=_COUNT + " again")

    def _midnight(self) -> datetime:
        return self._services.clock.wall().astimezone().replace(hour=0, minute=0, second=0, microsecond=0)

    @qt_virtual
    def showEvent(self, event: QShowEvent) -> None:
        """Somebody looks: read often and tick."""
        super().showEvent(event)
        self._services.devices.watch()
        self._tick()
        self._count()

    @qt_virtual
    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks."""
        super().hideEvent(event)
        self._services.devices.unwatch()
        for name in (_TICK, _COUNT, _COUNT + " again"):
            self._services.tasks.stop(name)

    @qt_virtual
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the window's height."""
        super().resizeEvent(event)
        self._fit(low=self.window().height() < LOW_HEIGHT)

    def _fit(self, *, low: bool) -> None:
        if low is self._low:
            return
        self._low = low
        side = PAGE_SMALL if low else PAGE_WIDE
        self._column.setContentsMargins(side, 10 if low else 14, side, 10 if low else 16)
        self._column.setSpacing(8 if low else CARD_GAP)
        self._purpose.setVisible(not low)
        self.grid.set_compact(compact=low)
        self.banner.set_compact(compact=low)

    def stop(self) -> None:
        """Take leave of the store before the window goes."""
        self._leave()


def _day(day: PhoneDay | None) -> Day:
    return Day() if day is None else Day(day.sent, day.delivered, day.failed, day.waiting)


def _at_top(widget: QWidget) -> QWidget:
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
