"""What can be done with a phone: the foot of the drawer."""

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QWidget

from desktop_app.domain.device import Device
from desktop_app.ui.phone_words import sim_name, sims_shown
from desktop_app.ui.widgets.button import Button, Kind

_SIZE = 32


class DrawerButtons(QFrame):
    """`test_asked(slot)`; `leave_out_asked(wanted)`; `hide_asked(wanted)`."""

    test_asked = Signal(int)
    leave_out_asked = Signal(bool)
    hide_asked = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("box", "footer")
        self._device: Device | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(22, 10, 16, 10)
        row.setSpacing(8)
        self.test = Button(self.tr("Send a test"), icon="send", size=_SIZE, tip=self.tr("Sends one SMS, and times it"))
        self.test.clicked.connect(self._ask_test)
        self.leave_out = Button("", size=_SIZE)
        self.leave_out.clicked.connect(lambda: self.leave_out_asked.emit(not self._left_out()))
        self.hide_phone = Button("", Kind.GHOST, icon="eye-off", size=_SIZE)
        self.hide_phone.clicked.connect(lambda: self.hide_asked.emit(not self._hidden()))
        row.addWidget(self.test)
        row.addWidget(self.leave_out)
        row.addStretch(1)
        row.addWidget(self.hide_phone)

    def show_phone(self, device: Device, *, can_test: bool) -> None:
        """Fit the words to the phone; `can_test` unless a test runs."""
        self._device = device
        self.test.setEnabled(can_test)
        self._say(self.leave_out, self.tr("Use in bulk sends") if device.left_out else self.tr("Not in bulk sends"))
        self._say(self.hide_phone, self.tr("Show this phone") if device.hidden else self.tr("Hide this phone"))
        self.hide_phone.set_icon("eye" if device.hidden else "eye-off")

    def _say(self, button: Button, words: str) -> None:
        if button.text() != words:
            button.setText(words)
            button.updateGeometry()

    def _left_out(self) -> bool:
        return self._device is not None and self._device.left_out

    def _hidden(self) -> bool:
        return self._device is not None and self._device.hidden

    def _ask_test(self) -> None:
        """From the only SIM, or from the one the person picks."""
        sims = sims_shown(self._device) if self._device is not None else ()
        if len(sims) < 2:
            self.test_asked.emit(sims[0].slot if sims else 0)
            return
        menu = QMenu(self)
        for sim in sims:
            action = menu.addAction(sim_name(sim).replace("&", "&&"))
            action.triggered.connect(lambda _=False, slot=sim.slot: self.test_asked.emit(slot))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.test.mapToGlobal(QPoint(0, -menu.sizeHint().height() - 4)))
