"""The drawer of one phone: everything that is known of it, and what can be done with it (design/UX.md 4.2)."""

from datetime import datetime

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.clock import seconds_for_people
from desktop_app.domain.device import Device
from desktop_app.domain.errors import Trouble
from desktop_app.store.sim_rules import SimRule
from desktop_app.ui.announce import announce
from desktop_app.ui.parts import Live, WindowServices
from desktop_app.ui.phone_parts import PhoneCalls
from desktop_app.ui.phone_words import describe, phone_name
from desktop_app.ui.tabs.devices.drawer_body import DrawerBody
from desktop_app.ui.tabs.devices.drawer_buttons import DrawerButtons
from desktop_app.ui.tabs.devices.drawer_head import DrawerHead
from desktop_app.ui.tabs.devices.phone_marks import PhoneMarks
from desktop_app.ui.tabs.devices.phone_record import PhoneRecord, read_record
from desktop_app.ui.tabs.devices.round_trip import RoundTripBox
from desktop_app.ui.widgets.side_drawer import SideDrawer

WIDE = 476
SITE = QUrl("https://smsgateway24.com")
"""Where the app is updated and a subscription renewed; the service tells no closer address."""
_TICK, _RECORD, _AGAIN, _CHECK = "drawer tick", "drawer record", "drawer record again", "drawer check"
_TICK_S, _RECORD_S = 1.0, 10.0


class PhoneDrawer(SideDrawer):
    """`show_phone` opens it; it keeps itself fresh while it can be seen."""

    def __init__(self, services: WindowServices, calls: PhoneCalls, parent: QWidget) -> None:
        super().__init__(WIDE, parent)
        self._services = services
        self._calls = calls
        self._marks = PhoneMarks(services)
        self._live: Live = services.store.live
        self._id: int | None = None
        self._record = PhoneRecord()
        self._held = False
        self.head = DrawerHead()
        self.body = DrawerBody()
        self.trip = RoundTripBox(services.tasks, services.clock)
        self.buttons = DrawerButtons()
        self.column.addWidget(self.head)
        self.column.addWidget(self.body, 1)
        above = QVBoxLayout()
        above.setContentsMargins(22, 0, 22, 10)
        above.addWidget(self.trip)
        self.column.addLayout(above)
        self.column.addWidget(self.buttons)
        self._connect()

    def _connect(self) -> None:
        self.head.close_button.clicked.connect(self.slide_out)
        self.head.name.renamed.connect(self._rename)
        self.body.seen.check_asked.connect(self._check)
        self.body.ruled.connect(self._rule)
        self.body.facts.asked.connect(lambda _: QDesktopServices.openUrl(SITE))
        self.buttons.test_asked.connect(self._test)
        self.buttons.leave_out_asked.connect(self._leave_out)
        self.buttons.hide_asked.connect(self._hide)
        self.trip.over.connect(self.show_now)
        self.closed.connect(self._leave_phone)
        self.seen.connect(self._begin)
        self.unseen.connect(self._rest)

    @property
    def phone(self) -> int | None:
        """Id of the phone shown."""
        return self._id if self.opened else None

    def show_phone(self, device_id: int, *, at_once: bool = False) -> None:
        """Open with a phone of the account; nothing happens when it is gone."""
        if device_id != self._id:
            self._leave_phone()
            self._id = device_id
            self.body.to_top()
            if self.isVisible():
                self._read()
        device = self._device()
        if device is None:
            return
        self.show_now()
        self.slide_in(self.head.close_button, at_once=at_once)
        announce(self, describe(device, self._live.server_now(), connected=self._live.connected is not False))

    def look_at(self, live: Live, record: PhoneRecord) -> None:
        """Show these facts instead of the store's from now on (states brought up on purpose)."""
        self._live, self._record, self._held = live, record, True
        self.show_now()

    # --- what is shown

    def _device(self) -> Device | None:
        return next((device for device in self._live.devices if device.id == self._id), None)

    def show_now(self) -> None:
        """Show what is known at this moment; a phone that left the account closes the drawer."""
        if self._id is None:
            return
        device = self._device()
        if device is None:
            self.slide_out()
            return
        now, connected = self._live.server_now(), self._live.connected is not False
        self.panel.setAccessibleName(self.tr("Details of {name}").format(name=phone_name(device)))
        self.head.show_phone(device, now, connected=connected)
        self.body.tick(device, now, connected=connected, clock_off_s=self._live.clock_off_s)
        self.body.show_sims(device, self._services.settings().country, self._record)
        self.body.show_record(self._record)
        self.buttons.show_phone(device, can_test=not self.trip.running)

    def _read(self) -> None:
        if self._held or self._id is None:
            return
        self._services.tasks.start(
            read_record(self._services.store, self._id, self._live.server_now(), self._midnight()),
            self._have,
            name=_RECORD,
            on_trouble=lambda _: self._later(),
        )

    def _have(self, record: PhoneRecord) -> None:
        if record != self._record:
            self._record = record
            self.show_now()
        self._later()

    def _later(self) -> None:
        self._services.tasks.later(_RECORD_S, self._read, name=_AGAIN)

    def _tick(self) -> None:
        self.show_now()
        pause = seconds_for_people(self._services.clock, _TICK_S)
        self._services.tasks.later(pause, self._tick, name=_TICK)

    def _begin(self) -> None:
        """Somebody looks."""
        self._tick()
        self._read()

    def _rest(self) -> None:
        """Nobody looks, for now or for good."""
        for name in (_TICK, _RECORD, _AGAIN):
            self._services.tasks.stop(name)

    def _midnight(self) -> datetime:
        return self._services.clock.wall().astimezone().replace(hour=0, minute=0, second=0, microsecond=0)

    def _leave_phone(self) -> None:
        """Nothing of one phone is shown with another."""
        self.trip.put_away()
        for name in (_RECORD, _AGAIN, _CHECK):
            self._services.tasks.stop(name)
        self.body.seen.check.set_busy("")
        if not self._held:
            self._record = PhoneRecord()
        self._id = None

    # --- what the owner does

    def _check(self) -> None:
        if self._id is None:
            return
        check = self.body.seen.check
        check.set_busy(self.tr("Checking…"))
        self._services.tasks.start(
            self._calls.check_phone(self._id), lambda _: self._checked(), name=_CHECK, on_trouble=self._not_checked
        )

    def _checked(self) -> None:
        self.body.seen.check.set_busy("")
        self.show_now()
        device = self._device()
        if device is not None:
            announce(self, describe(device, self._live.server_now(), connected=self._live.connected is not False))

    def _not_checked(self, trouble: Trouble) -> None:
        self.body.seen.check.set_busy("")
        self._services.tasks.on_trouble(trouble)

    def _rename(self, name: str) -> None:
        if self._id is not None:
            self._marks.rename(self._id, name)

    def _leave_out(self, wanted: bool) -> None:
        if self._id is not None:
            self._marks.leave_out([self._id], left_out=wanted)

    def _hide(self, wanted: bool) -> None:
        if self._id is not None:
            self._marks.hide([self._id], hidden=wanted)

    def _rule(self, slot: int, rule: SimRule) -> None:
        if self._id is not None:
            self._services.tasks.start(
                self._services.store.sim_rules.put(self._id, slot, rule), lambda _: self._read(), name="sim rule"
            )

    def _test(self, slot: int) -> None:
        if self._id is not None:
            self.trip.begin(self._calls.round_trip, self._id, slot)
            self.show_now()
