"""Retry, split by cause: what another try may mend is ticked, what is up to their phone is not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.device import Device
from desktop_app.domain.outgoing import Share, State
from desktop_app.domain.status import NOT_DELIVERED, PASSING_FAILURES
from desktop_app.ui.phone_words import sim_name
from desktop_app.ui.qt_virtual import qt_virtual
from desktop_app.ui.tabs.bulk.said import tr
from desktop_app.ui.tokens import Role
from desktop_app.ui.widgets.button import Button, Kind
from desktop_app.ui.widgets.choice import CheckBox, Select
from desktop_app.ui.widgets.label import Label
from desktop_app.ui.words import failure_word, number, state_look

_WIDTH = 500
_REFUSED = -1
"""Stands among the codes for what the service did not take."""
RETRIABLE = frozenset({*PASSING_FAILURES, NOT_DELIVERED})
"""Causes Retry offers: blocked by the service (100, 101) needs another remedy, not confirmed is no failure."""


def offered(causes: Mapping[int, int]) -> list[tuple[int, int]]:
    """Causes to offer with their counts, passing ones first."""
    found = [(code, count) for code, count in causes.items() if code in RETRIABLE and count]
    return sorted(found, key=lambda pair: (pair[0] not in PASSING_FAILURES, -pair[1], pair[0]))


@dataclass(frozen=True)
class Retry:
    """What to try again, and from where."""

    codes: frozenset[int]
    """Failures by the gateway's code."""
    refused: bool
    """Whether what the service did not take is handed over again too."""
    share: Share | None
    """None keeps phone and SIM."""


class RetryDialog(QDialog):
    """Opened with `open()`; `chosen` gives a `Retry`."""

    chosen = Signal(object)

    def __init__(
        self, parent: QWidget, causes: Mapping[int, int], devices: Sequence[Device], *, refused: int = 0
    ) -> None:
        """Offer what went wrong; `refused` is what never got as far as a phone."""
        super().__init__(parent)
        title = self.tr("Retry failed messages")
        self.setWindowTitle(title)
        self.setModal(True)
        self._counts = {_REFUSED: refused} if refused else {}
        self._counts.update(offered(causes))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(8)
        column.addWidget(Label(title, Role.TITLE))
        column.addWidget(Label(self.tr("Choose by what went wrong."), Role.BODY, "text2"))
        self.boxes: dict[int, CheckBox] = {}
        for code, count in self._counts.items():
            column.addWidget(self._cause(code, count))
        column.addWidget(
            Label(self.tr("Never included: not confirmed, asked not to be texted, blocked."), Role.CAPTION, "text3")
        )
        column.addSpacing(4)
        sender = QHBoxLayout()
        sender.setSpacing(12)
        sender.addWidget(Label(self.tr("Send from"), Role.SMALL_STRONG))
        self.phone = Select(self.tr("Send from"))
        self._shares = self._fill(devices)
        sender.addWidget(self.phone, 1)
        column.addLayout(sender)
        column.addSpacing(8)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        cancel = Button(self.tr("Cancel"), Kind.SECONDARY)
        cancel.clicked.connect(self.reject)
        self.retry = Button("", Kind.PRIMARY, icon="rotate-cw")
        self.retry.setDefault(True)
        self.retry.clicked.connect(self._choose)
        buttons.addWidget(cancel)
        buttons.addWidget(self.retry)
        column.addLayout(buttons)
        self.setMinimumWidth(_WIDTH)
        self._count()

    @qt_virtual
    def showEvent(self, event: QShowEvent) -> None:
        """As low as its words allow: a layout asks for more, and a low screen has no room for it."""
        super().showEvent(event)
        layout = self.layout()
        if layout is not None:
            layout.activate()
            self.resize(self.width(), layout.heightForWidth(self.width()))

    def _cause(self, code: int, count: int) -> QWidget:
        word, why = _refused_words() if code == _REFUSED else failure_word(code)
        holder = QWidget()
        lines = QVBoxLayout(holder)
        lines.setContentsMargins(0, 2, 0, 2)
        lines.setSpacing(0)
        box = CheckBox(f"{word} · {number(count)}")
        box.setChecked(code != NOT_DELIVERED)
        box.setAccessibleDescription(why)
        box.toggled.connect(self._count)
        self.boxes[code] = box
        lines.addWidget(box)
        note = Label(why, Role.CAPTION, "text2", wrap=True)
        note.setContentsMargins(28, 0, 0, 0)
        lines.addWidget(note)
        return holder

    def _fill(self, devices: Sequence[Device]) -> list[Share | None]:
        shares: list[Share | None] = [None]
        self.phone.addItem(self.tr("The same phone and SIM as before"))
        for device in devices:
            for sim in device.sims:
                self.phone.addItem(f"{device.name} · {sim_name(sim)}")
                shares.append(Share(device.id, sim.slot, 0))
        return shares

    @property
    def codes(self) -> frozenset[int]:
        """Causes ticked, by the gateway's code."""
        return self._ticked - {_REFUSED}

    @property
    def _ticked(self) -> frozenset[int]:
        return frozenset(code for code, box in self.boxes.items() if box.isChecked())

    @property
    def refused(self) -> CheckBox | None:
        """The box of what the service did not take, where there is any."""
        return self.boxes.get(_REFUSED)

    def _count(self) -> None:
        count = sum(self._counts[code] for code in self._ticked)
        self.retry.setText(tr("Retry %Ln", count))
        self.retry.setAccessibleName(self.retry.text())
        self.retry.setEnabled(bool(count))
        self.retry.updateGeometry()

    def _choose(self) -> None:
        share = self._shares[self.phone.currentIndex()]
        count = sum(self._counts[code] for code in self._ticked)
        to = Share(share.device_id, share.sim, count) if share else None
        self.chosen.emit(Retry(self.codes, _REFUSED in self._ticked, to))
        self.accept()


def _refused_words() -> tuple[str, str]:
    look = state_look(State.REFUSED)
    return look.word, tr("SmsGateway24 did not take them, so none can arrive twice.")
