"""What stands under a card's strip: a line for each SIM with its tags, and the four numbers of today."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from desktop_app.domain.attention import SimUse
from desktop_app.domain.device import Device, Sim
from desktop_app.ui import style
from desktop_app.ui.phone_words import Tag, device_tags, shown, sim_name, sim_number, sim_tags, sims_shown
from desktop_app.ui.qt_virtual import qt_virtual
from desktop_app.ui.tabs.devices.facts import Day
from desktop_app.ui.tokens import Role
from desktop_app.ui.widgets.card import Icon
from desktop_app.ui.widgets.flow import FlowLayout
from desktop_app.ui.widgets.label import ElideLabel, Label, plain_tip
from desktop_app.ui.widgets.pill import Pill
from desktop_app.ui.words import number


class SimLines(QWidget):
    """Carrier, number and tags of each SIM; in a low window only the tags are left."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(self, gap=12, line_gap=0)
        self._compact = False
        self._said: tuple[object, ...] = ()

    def show_sims(self, device: Device, limits: Mapping[int, SimUse]) -> None:
        """Show a phone's SIMs, the limits that are reached, and what is special about the phone."""
        sims = sims_shown(device)
        tags = device_tags(device)
        said = (sims, tuple(limits.values()), tags, self._compact)
        if said == self._said:
            return
        self._said = said
        while (item := self._flow.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        carriers = [sim.carrier for sim in sims]
        for sim in sims:
            if not self._compact:
                self._flow.addWidget(_SimLine(sim, alone=carriers.count(sim.carrier) == 1))
            self._add(sim_tags(sim, limits.get(sim.slot)))
        self._add(tags)
        self.setVisible(self._flow.count() > 0)

    def _add(self, tags: Sequence[Tag]) -> None:
        for tag in tags:
            self._flow.addWidget(Pill(tag.text, tag.tone, icon="-"))

    def set_compact(self, *, compact: bool) -> None:
        """Show tags only; takes effect with the next `show_sims`."""
        self._compact = compact


class _SimLine(QWidget):
    """Carrier in bold, number beside it. The slot is said where carriers alone do not tell SIMs apart."""

    def __init__(self, sim: Sim, *, alone: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self.setFixedHeight(style.scaled(24))
        self.setToolTip(plain_tip(sim_name(sim)))
        self.setAccessibleName(" ".join(part for part in (sim_name(sim), sim_number(sim)) if part))
        row.addWidget(Icon("card-sim", "text2", size=16))
        row.addWidget(ElideLabel(shown(sim.carrier) if sim.carrier and alone else sim_name(sim), Role.SMALL_STRONG))
        if sim.number:
            row.addWidget(ElideLabel(sim_number(sim), Role.SMALL, "text2"))


class Figures(QWidget):
    """Four numbers with their words: beneath in a card, beside in a low window."""

    def __init__(self, words: Sequence[str], short: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._long, self._short = words, short
        self._day: Day | None = None
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(20)
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
            self._row.addLayout(box)
            self._boxes.append(box)
            self._numbers.append(figure)
            self._captions.append(caption)
        self._row.addStretch(1)
        self.show_day(Day())

    @property
    def words(self) -> str:
        """The numbers in words."""
        return ", ".join(f"{n.text()} {w}" for n, w in zip(self._numbers, self._short, strict=True))

    def show_day(self, day: Day) -> None:
        """Show other numbers."""
        if day == self._day:
            return
        self._day = day
        for label, value in zip(self._numbers, (day.sent, day.delivered, day.failed, day.waiting), strict=True):
            label.setText(number(value))
        self._numbers[2].set_ink("bad" if day.failed else "text")

    def set_compact(self, *, compact: bool) -> None:
        """Put the words beside the numbers, or beneath."""
        direction = QBoxLayout.Direction.LeftToRight if compact else QBoxLayout.Direction.TopToBottom
        self._row.setSpacing(12 if compact else 20)
        self.setMinimumHeight(style.scaled(24) if compact else 0)  # as high as tags, so that cards are alike
        for box, figure, caption, long, short in zip(
            self._boxes, self._numbers, self._captions, self._long, self._short, strict=True
        ):
            box.setDirection(direction)
            box.setSpacing(5 if compact else 0)
            figure.setProperty("role", str(Role.STRONG if compact else Role.SUBTITLE))
            figure.style().unpolish(figure)
            figure.style().polish(figure)
            caption.setText(short if compact else long)

    @qt_virtual
    def minimumSizeHint(self) -> QSize:
        """Never clipped."""
        return self.sizeHint()
