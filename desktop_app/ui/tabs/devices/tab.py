"""The page Devices: reads live facts, ticks each second while it is looked at, acts on what is pressed in it."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.clock import seconds_for_people
from desktop_app.domain.changes import Changes
from desktop_app.domain.device import Device, Reach
from desktop_app.ui import style
from desktop_app.ui.announce import announce
from desktop_app.ui.models.phones_model import PhoneRow
from desktop_app.ui.parts import Live, WindowServices
from desktop_app.ui.phone_words import in_order, news_of
from desktop_app.ui.qt_virtual import qt_virtual
from desktop_app.ui.tabs.devices.banner import Banner
from desktop_app.ui.tabs.devices.facts import Known
from desktop_app.ui.tabs.devices.feed import DevicesFeed
from desktop_app.ui.tabs.devices.page_head import CARDS, LIST, PageHead
from desktop_app.ui.tabs.devices.pages import GuidePage, skeletons
from desktop_app.ui.tabs.devices.phone_days import PhoneDays
from desktop_app.ui.tabs.devices.phone_grid import PhoneGrid
from desktop_app.ui.tabs.devices.phone_list import PhoneList
from desktop_app.ui.tabs.devices.phone_marks import PhoneMarks
from desktop_app.ui.tabs.devices.side import Place, Side
from desktop_app.ui.tokens import CARD_GAP, PAGE_MEDIUM, PAGE_SMALL, PAGE_WIDE, WIDE_WIDTH
from desktop_app.ui.widgets.button import Button, Kind

if TYPE_CHECKING:  # loaded when they are first needed: the window opens without waiting for them
    from desktop_app.ui.tabs.devices.drawer import PhoneDrawer

_TICK_S, _MORE_S = 1.0, 0.02
_TICK, _REFRESH, _MORE = "devices tick", "devices refresh", "devices more cards"
_VIEW = "devices view"
_MOST_CARDS = 8
"""With more phones than this the list is shown, unless the owner has chosen."""
_CARDS_IN_ALL = 40
"""Cards at most, the worst first; nobody reads more of them, and each costs time."""
_VIEWS = {"cards": CARDS, "list": LIST}

_LOADING, _GUIDE, _PHONES_CARDS, _PHONES_LIST = range(4)


class DevicesTab(QWidget):
    """`sign_in_asked`: sign in again; `alerts_asked`: who is told of outages; `phone_asked(id)`: a phone's details."""

    sign_in_asked = Signal()
    alerts_asked = Signal()
    phone_asked = Signal(int)

    def __init__(self, services: WindowServices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._live: Live = services.store.live
        self._guide_wanted = False
        self._hidden_wanted = False
        self._low: bool | None = None
        self._view: int | None = None
        self._reaches: dict[int, Reach] = {}
        self._days = PhoneDays()
        self._phones = 0
        self._feed = DevicesFeed(services, self.show_now)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(CARD_GAP)
        self.head = PageHead()
        self.head.alerts_asked.connect(self.alerts_asked)
        self.head.add_asked.connect(self._turn_guide)
        self.head.view_chosen.connect(self._choose_view)
        self._column.addWidget(self.head)
        self.banner = Banner()
        self.banner.sign_in_asked.connect(self.sign_in_asked)
        self.banner.retry_asked.connect(self.refresh)
        self._column.addWidget(self.banner)
        self.marks = PhoneMarks(services)
        self.side = Side(services, self.marks, self.head.attention)
        self.side.phone_asked.connect(self.show_phone)
        self._build_body()
        self._drawer: PhoneDrawer | None = None
        self.phone_asked.connect(lambda phone: self.drawer.show_phone(phone))
        self._leave = services.store.subscribe(self._changed)
        services.tasks.start(services.store.settings.get(_VIEW), self._have_view, name="read devices view")
        self._fit()
        self.show_now()

    @property
    def drawer(self) -> "PhoneDrawer":
        """The details of one phone, loaded and made when they are first asked for."""
        if self._drawer is None:
            from desktop_app.ui.tabs.devices.drawer import PhoneDrawer

            self._drawer = PhoneDrawer(self._services, self._services.phones, self)
        return self._drawer

    def _build_body(self) -> None:
        self._stack = QStackedWidget()
        self._stack.addWidget(skeletons(self.tr("Looking for phones")))
        self._guide = GuidePage(self.tr("Connect your first phone"), self._services.account.email)
        self._stack.addWidget(self._guide)
        self.grid = PhoneGrid()
        self.grid.renamed.connect(self.marks.rename)
        self.grid.asked.connect(self.phone_asked)
        self.grid.scrolled.connect(self._tick_cards)
        self._hidden_ones = Button("", Kind.QUIET, icon="eye", size=28)
        self._rest = Button("", Kind.QUIET, size=28)
        self._rest.clicked.connect(lambda: self._choose_view(LIST))
        self.grid.beneath.addWidget(self._rest)
        self.grid.beneath.addWidget(self._hidden_ones)
        self.grid.beneath.addLayout(self.side.beneath)
        self._stack.addWidget(self.grid)
        self.list = PhoneList(self._cells)
        self.list.asked.connect(self.phone_asked)
        self.list.left_out.connect(lambda ids, wanted: self.side.leave_out(ids, left_out=wanted))
        self.list.hidden.connect(lambda ids, wanted: self.marks.hide(ids, hidden=wanted))
        self._stack.addWidget(self.list)
        for button in (self._hidden_ones, self.list.hidden_ones):
            button.clicked.connect(self._turn_hidden)
        body = QHBoxLayout()
        body.setSpacing(CARD_GAP)
        body.addWidget(self._stack, 1)
        body.addWidget(self.side.beside)
        self._column.addLayout(body, 1)

    # --- what is shown

    def show_now(self) -> None:
        """Show what is known at this moment."""
        live, known = self._live, self._feed.known
        now, connected = live.server_now(), live.connected is not False
        everyone = in_order(live.devices, now, connected=connected)
        devices = [device for device in everyone if self._hidden_wanted or not device.hidden]
        look = self._look(len(devices))
        if look == _PHONES_CARDS:
            self.grid.show_phones(devices[:_CARDS_IN_ALL])
            self._make_more()
            self._show_rest(len(devices) - _CARDS_IN_ALL)
            self._tick_cards()
        elif look == _PHONES_LIST:
            rows = [PhoneRow(d, d.reach(now, connected=connected), known.day(d.id)) for d in devices]
            self.list.show_rows(rows, now, connected=connected)
        if look == _GUIDE:
            self._guide.build()
        self._stack.setCurrentIndex(look)
        view = LIST if look == _PHONES_LIST else CARDS
        self.head.show_view(view, phones=bool(everyone), guide=look == _GUIDE)
        self._show_hidden(sum(device.hidden for device in everyone))
        self.side.show_known(live.devices, known, self._services.clock.wall())
        self._place_side(look)
        offline = [
            (device, known.day(device.id).waiting)
            for device in everyone
            if device.reach(now, connected=connected) is Reach.OFFLINE
        ]
        self.banner.show_state(signed_in=live.signed_in, connected=connected, offline=offline, now=now)
        self._notice(devices, {d.id: d.reach(now, connected=connected) for d in devices})

    def now(self) -> datetime:
        """The gateway's time, as it is shown here."""
        return self._live.server_now()

    def look_at(self, live: Live, known: Known) -> None:
        """Show these facts instead of the store's from now on (states brought up on purpose)."""
        self._live = live
        self._feed.hold(known)
        self.show_now()

    def show_phone(self, phone: int) -> None:
        """Bring a phone into view and ask for its details."""
        self._guide_wanted = False
        device = next((device for device in self._live.devices if device.id == phone), None)
        if device is not None and device.hidden:
            self._hidden_wanted = True
        self.show_now()
        if self._stack.currentIndex() == _PHONES_LIST:
            self.list.show_phone(phone)
        else:
            self.grid.show_card(phone)
        self.phone_asked.emit(phone)

    def show_alerts(self, ways: Sequence[str]) -> None:
        """Say in the head how the owner is told of outages."""
        self.head.show_alerts(ways)

    def show_view(self, view: int) -> None:
        """Show cards or list, as if the owner had chosen it, without keeping it."""
        self._view = view
        self.show_now()

    def _look(self, shown: int) -> int:
        if not self._live.devices:
            return _LOADING if self._live.updated_at is None else _GUIDE
        if self._guide_wanted:
            return _GUIDE
        usual = LIST if shown > _MOST_CARDS else CARDS
        return _PHONES_LIST if (usual if self._view is None else self._view) == LIST else _PHONES_CARDS

    def _tick_cards(self) -> None:
        """Bring the cards in view up to this second; the others when they come into view."""
        now, connected = self._live.server_now(), self._live.connected is not False
        for card in self.grid.cards_in_view():
            card.show_facts(self._days.facts(card.device.id, self._feed.known, now))
            card.tick(now, connected=connected)

    def _cells(self, device: Device) -> tuple[Reach | None, ...]:
        strip = self._days.strip(device.id, self._feed.known, self._live.server_now())
        return () if strip is None else strip.cells

    def _make_more(self) -> None:
        if self.grid.unmade:
            self._services.tasks.later(_MORE_S, self.show_now, name=_MORE)

    def _show_rest(self, count: int) -> None:
        self._rest.setVisible(count > 0)
        self._rest.setText(self.tr("%Ln more phones are in the list", "", max(count, 0)))

    def _show_hidden(self, count: int) -> None:
        words = self.tr("Hide %Ln phones again", "", count) if self._hidden_wanted else ""
        words = words or self.tr("Show %Ln hidden phones", "", count)
        for button in (self._hidden_ones, self.list.hidden_ones):
            button.setVisible(count > 0)
            if button.text() != words:
                button.setText(words)
                button.set_icon("eye-off" if self._hidden_wanted else "eye")

    def _notice(self, devices: Sequence[Device], reaches: dict[int, Reach]) -> None:
        """Say which phones are something else than a moment ago; not what they are at first."""
        changed = [d for d in devices if self._reaches.get(d.id, reaches[d.id]) is not reaches[d.id]]
        self._reaches = reaches
        if changed:
            self._feed.read_lives()
            if self.isVisible():
                announce(self, news_of([(device, reaches[device.id]) for device in changed]))

    # --- what is asked for

    def refresh(self) -> None:
        """Read the phones now."""
        self._services.tasks.start(
            self._services.devices.refresh(), lambda _: self.show_now(), name=_REFRESH, on_trouble=lambda _: None
        )

    def _turn_guide(self) -> None:
        self._guide_wanted = not self._guide_wanted
        self.show_now()

    def _turn_hidden(self) -> None:
        self._hidden_wanted = not self._hidden_wanted
        self.show_now()

    def _have_view(self, kept: object) -> None:
        if self._view is None and isinstance(kept, str) and kept in _VIEWS:
            self._view = _VIEWS[kept]
            self.show_now()

    def _choose_view(self, view: int) -> None:
        self._view = view
        name = next(name for name, one in _VIEWS.items() if one == view)
        self._services.tasks.start(self._services.store.settings.put(_VIEW, name), name="keep devices view")
        self.show_now()

    def _changed(self, changes: Changes) -> None:
        if changes.devices or changes.live:
            if len(self._live.devices) > self._phones:
                self._guide_wanted = False  # the phone that was waited for is here
            self._phones = len(self._live.devices)
            if self.isVisible():
                self.show_now()

    # --- time and place

    def _tick(self) -> None:
        self.show_now()
        pause = seconds_for_people(self._services.clock, _TICK_S)
        self._services.tasks.later(pause, self._tick, name=_TICK)

    @qt_virtual
    def showEvent(self, event: QShowEvent) -> None:
        """Somebody looks: read often and tick."""
        super().showEvent(event)
        self._services.devices.watch()
        self._tick()
        self._feed.start()

    @qt_virtual
    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks."""
        super().hideEvent(event)
        self._services.devices.unwatch()
        self._feed.stop()
        for name in (_TICK, _MORE):
            self._services.tasks.stop(name)

    @qt_virtual
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the window's size class."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        low = style.is_low(self.window().height())
        side = PAGE_SMALL if low else PAGE_WIDE if self.width() >= WIDE_WIDTH else PAGE_MEDIUM
        self._column.setContentsMargins(side, 10 if low else 14, side, 10 if low else 14)
        if low is not self._low:
            self._low = low
            self._column.setSpacing(8 if low else CARD_GAP)
            self.head.set_compact(compact=low)
            self.grid.set_compact(compact=low)
            self.banner.set_compact(compact=low)
        self._place_side(self._stack.currentIndex())

    def _place_side(self, look: int) -> None:
        if look not in (_PHONES_CARDS, _PHONES_LIST):
            self.side.put(Place.NOWHERE)
        elif self.width() >= WIDE_WIDTH:
            self.side.put(Place.BESIDE)
        elif self._low or look == _PHONES_LIST:
            self.side.put(Place.MENU)
        else:
            self.side.put(Place.BENEATH)

    def stop(self) -> None:
        """Take leave of the store before the window goes."""
        self._leave()
