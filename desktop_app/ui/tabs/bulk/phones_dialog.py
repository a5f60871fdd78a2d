"""How to get phones back: each phone of the campaign, since when it is silent, and what to look at."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.device import Device
from desktop_app.ui.phone_words import REACH_TONE, reach_word, seen
from desktop_app.ui.tokens import Role
from desktop_app.ui.widgets.button import Button, Kind
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.label import Label
from desktop_app.ui.widgets.pill import Pill


class PhonesDialog(QDialog):
    """Opened with `open()`; `devices_asked` for the page Devices."""

    devices_asked = Signal()

    def __init__(
        self, parent: QWidget, phones: Sequence[tuple[Device, int]], now: datetime, *, connected: bool
    ) -> None:
        """Phones of a campaign with what waits for each, at `now` (aware, the gateway's)."""
        super().__init__(parent)
        title = self.tr("Waiting for phones")
        self.setWindowTitle(title)
        self.setModal(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(8)
        column.addWidget(Label(title, Role.TITLE))
        column.addWidget(
            Label(
                self.tr("Nothing is lost. Sending goes on by itself as soon as one of them is back."),
                Role.BODY,
                "text2",
                wrap=True,
            )
        )
        for device, waiting in phones:
            column.addWidget(self._phone(device, waiting, now, connected=connected))
        column.addWidget(Label(self.tr("At the phone"), Role.SMALL_STRONG))
        for step in (
            self.tr("1. Is it switched on, charged and on Wi-Fi?"),
            self.tr("2. Open the SmsGateway24 app once; it may be asking for permission."),
            self.tr("3. Turn battery saver off for the app, or Android puts it to sleep."),
        ):
            column.addWidget(Label(step, Role.SMALL, "text2", wrap=True))
        column.addSpacing(12)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        devices = Button(self.tr("Go to Devices"), Kind.SECONDARY, icon="smartphone")
        devices.clicked.connect(self._leave)
        close = Button(self.tr("Close"), Kind.PRIMARY)
        close.setDefault(True)
        close.clicked.connect(self.accept)
        buttons.addWidget(devices)
        buttons.addWidget(close)
        column.addLayout(buttons)
        self.setMinimumWidth(480)

    def _phone(self, device: Device, waiting: int, now: datetime, *, connected: bool) -> QWidget:
        card = Card(padding=12, gap=0, box="inset")
        reach = device.reach(now, connected=connected)
        told = seen(device, now, connected=connected)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(Label(device.name, Role.STRONG))
        row.addWidget(Pill(reach_word(reach), REACH_TONE[reach]))
        row.addStretch(1)
        row.addWidget(Label(self.tr("{n} waiting").format(n=waiting), Role.SMALL_STRONG))
        card.column.addLayout(row)
        card.column.addWidget(Label(" · ".join(part for part in (told.line, told.aside) if part), Role.SMALL, "text2"))
        return card

    def _leave(self) -> None:
        self.devices_asked.emit()
        self.accept()
