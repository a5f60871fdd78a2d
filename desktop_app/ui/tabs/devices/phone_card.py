"""One phone: its name (changed in place), state, when it was seen, its SIMs, its messages of today."""

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLineEdit, QSizePolicy, QSpacerItem, QStackedLayout, QWidget

from desktop_app.domain.device import Device, Reach, Sim
from desktop_app.ui import style
from desktop_app.ui.phone_words import REACH_TONE, describe, reach_word, seen, sim_name, sim_number
from desktop_app.ui.qt_virtual import qt_virtual
from desktop_app.ui.tokens import Role
from desktop_app.ui.widgets.button import Button, Kind
from desktop_app.ui.widgets.card import Card, Icon
from desktop_app.ui.widgets.flow import FlowLayout
from desktop_app.ui.widgets.label import ElideLabel, Label, Rule
from desktop_app.ui.widgets.pill import Pill
from desktop_app.ui.words import Tone, number

_LONGEST_NAME = 40


@dataclass(frozen=True)
class Day:
    """A phone's messages of today."""

    sent: int = 0
    delivered: int = 0
    failed: int = 0
    waiting: int = 0


class PhoneCard(Card):
    """`show_phone` when its facts change, `tick` each second; `renamed(id, name)` when the owner has typed a name."""

    renamed = Signal(int, str)

    def __init__(self, device: Device, parent: QWidget | None = None) -> None:
        super().__init__(padding=16, gap=6, parent=parent)
        self._device = device
        self._reach: Reach | None = None
        self._compact = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._name = _Name()
        self._name.renamed.connect(lambda name: self.renamed.emit(self._device.id, name))
        self._state = Pill()
        self.head.addWidget(self._name, 1)
        self.head.addWidget(self._state)
        self.column.addLayout(self.head)
        line = QHBoxLayout()
        self._seen = Label("", Role.SUBTITLE)
        self._aside = Label("", Role.CAPTION, "text3")
        line.addWidget(self._seen)
        line.addStretch(1)
        line.addWidget(self._aside)
        self.column.addLayout(line)
        self._sims = QWidget()
        self._sim_row = FlowLayout(self._sims, gap=12, line_gap=0)
        self.column.addWidget(self._sims)
        self._gap = QSpacerItem(0, 4)
        self.column.addItem(self._gap)
        self.column.addStretch(1)
        self._rule = Rule()
        self.column.addWidget(self._rule)
        self._figures = _Figures(
            (self.tr("Sent today"), self.tr("Delivered"), self.tr("Failed"), self.tr("Waiting")),
            (self.tr("sent"), self.tr("delivered"), self.tr("failed"), self.tr("waiting")),
        )
        self.column.addWidget(self._figures)
        self._show_facts()

    @property
    def device(self) -> Device:
        """The phone shown."""
        return self._device

    def show_phone(self, device: Device) -> None:
        """Show other facts of the same phone."""
        if device != self._device:
            self._device = device
            self._show_facts()

    def show_day(self, day: Day) -> None:
        """Show today's messages."""
        self._figures.show_day(day)

    def tick(self, now: datetime, *, connected: bool) -> None:
        """Show how old its last sign of life is at `now` (the gateway's time)."""
        told = seen(self._device, now, connected=connected)
        self._seen.setText(told.line)
        self._seen.set_ink(told.ink)
        self._aside.setText(told.aside)
        reach = self._device.reach(now, connected=connected)
        if reach is not self._reach:
            self._reach = reach
            self._state.show_state(reach_word(reach), REACH_TONE[reach])
        self.setAccessibleName(f"{describe(self._device, now, connected=connected)}, {self._figures.words}")

    def set_compact(self, *, compact: bool) -> None:
        """Save height in a low window."""
        self._figures.set_compact(compact=compact)
        self._rule.setVisible(not compact)
        edge = 12 if compact else 16
        self.column.setContentsMargins(16, edge - 2, 16, edge)
        self.column.setSpacing(4 if compact else 6)
        self._gap.changeSize(0, 0 if compact else 4)
        for line in self._sims.findChildren(_SimLine):
            line.set_compact(compact=compact)
        self._compact = compact

    def _show_facts(self) -> None:
        device = self._device
        model = device.title if device.nickname and device.nickname != device.title else ""
        self._name.show_name(device.name, model)
        while (item := self._sim_row.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        sims = device.sims or ((Sim(0, number=device.number),) if device.number else ())
        for sim in sims:
            self._sim_row.addWidget(_SimLine(sim, self.tr("Roaming"), compact=self._compact))
        for tag in self._tags():
            self._sim_row.addWidget(Pill(tag, Tone.WARN, icon="-"))
        self._sims.setVisible(self._sim_row.count() > 0)

    def _tags(self) -> list[str]:
        """Slow troubles that are known."""
        tags = []
        if self._device.subscription is False:
            tags.append(self.tr("No subscription"))
        if self._device.app_current is False:
            tags.append(self.tr("Old app version"))
        return tags


class _Name(QWidget):
    """The owner's name for the phone with the model beside it; a pencil turns it into a field."""

    renamed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._known = ""
        self._layers = QStackedLayout(self)
        self._layers.setContentsMargins(0, 0, 0, 0)
        shown = QWidget()
        row = QHBoxLayout(shown)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self._label = ElideLabel("", Role.SUBTITLE)
        self._model = ElideLabel("", Role.SMALL, "text2")
        self._pencil = Button("", Kind.GHOST, icon="pencil", size=28, tip=self.tr("Rename"))
        self._pencil.set_ink("text3")
        self._pencil.clicked.connect(self._begin)
        row.addWidget(self._label)
        row.addWidget(self._model)
        row.addWidget(self._pencil)
        row.addStretch(1)
        self._edit = QLineEdit()
        self._edit.setProperty("cell", "true")
        self._edit.setMaxLength(_LONGEST_NAME)
        self._edit.setMaximumWidth(280)
        self._edit.setAccessibleName(self.tr("Name of this phone"))
        self._edit.installEventFilter(self)
        self._edit.editingFinished.connect(self._keep)
        self._layers.addWidget(shown)
        self._layers.addWidget(self._edit)

    def show_name(self, name: str, model: str) -> None:
        """Show name and model."""
        self._known = name
        self._label.set_text(name)
        self._model.set_text(model)
        self._model.setVisible(bool(model))
        self._pencil.setAccessibleName(self.tr("Rename {name}").format(name=name))

    @property
    def editing(self) -> bool:
        """Whether the field is open."""
        return self._layers.currentWidget() is self._edit

    def _begin(self) -> None:
        self._edit.setText(self._known)
        self._layers.setCurrentWidget(self._edit)
        self._edit.selectAll()
        self._edit.setFocus()

    def _keep(self) -> None:
        if not self.editing:
            return
        name = " ".join(self._edit.text().split())
        self._end()
        if name != self._known:
            self.renamed.emit(name)

    def _end(self) -> None:
        self._layers.setCurrentIndex(0)
        self._pencil.setFocus()

    @qt_virtual
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Esc leave the name as it was."""
        pressed = watched is self._edit and event.type() == QEvent.Type.KeyPress
        if pressed and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            self._edit.setText(self._known)  # losing the focus finishes the editing
            self._end()
            return True
        return False


class _SimLine(QWidget):
    def __init__(self, sim: Sim, roaming: str, *, compact: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self.set_compact(compact=compact)
        row.addWidget(Icon("card-sim", "text2", size=16))
        row.addWidget(Label(sim_name(sim), Role.SMALL_STRONG))
        if sim.number:
            row.addWidget(Label(sim_number(sim), Role.SMALL, "text2"))
        if sim.roaming:
            row.addWidget(Pill(roaming, Tone.WARN, icon="-"))

    def set_compact(self, *, compact: bool) -> None:
        """Stand closer to the lines above and below."""
        self.setFixedHeight(style.scaled(20 if compact else 24))


class _Figures(QWidget):
    """Four numbers with their words: beneath in a card, beside in a low window."""

    def __init__(self, words: tuple[str, ...], short: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._long, self._short = words, short
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        self._boxes: list[QBoxLayout] = []
        self._numbers: list[Label] = []
        self._captions: list[Label] = []
        for word in words:
            box = QBoxLayout(QBoxLayout.Direction.TopToBottom)
            box.setSpacing(0)
            figure = Label("0", Role.SUBTITLE)
            caption = Label(word, Role.CAPTION, "text2")
            box.addWidget(figure)
            box.addWidget(caption)
            row.addLayout(box)
            self._boxes.append(box)
            self._numbers.append(figure)
            self._captions.append(caption)
        row.addStretch(1)
        self.show_day(Day())

    @property
    def words(self) -> str:
        """The numbers in words."""
        return ", ".join(f"{n.text()} {w}" for n, w in zip(self._numbers, self._short, strict=True))

    def show_day(self, day: Day) -> None:
        """Show other numbers."""
        for label, value in zip(self._numbers, (day.sent, day.delivered, day.failed, day.waiting), strict=True):
            label.setText(number(value))
        self._numbers[2].set_ink("bad" if day.failed else "text")

    def set_compact(self, *, compact: bool) -> None:
        """Put the words beside the numbers, or beneath."""
        direction = QBoxLayout.Direction.LeftToRight if compact else QBoxLayout.Direction.TopToBottom
        for box, caption, long, short in zip(self._boxes, self._captions, self._long, self._short, strict=True):
            box.setDirection(direction)
            box.setSpacing(5 if compact else 0)
            caption.setText(short if compact else long)

    @qt_virtual
    def minimumSizeHint(self) -> QSize:
        """Never clipped."""
        return self.sizeHint()
