"""A SIM in the drawer: carrier, number, country, what an SMS costs there and how many may go out, changed in place."""

from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop_app.domain import countries
from desktop_app.domain.attention import NEAR
from desktop_app.domain.device import Sim
from desktop_app.store.sim_rules import SimRule
from desktop_app.ui.money_words import currency_sign, price_said, price_typed, read_price
from desktop_app.ui.phone_words import shown, sim_name, sim_number
from desktop_app.ui.qt_virtual import qt_virtual
from desktop_app.ui.tokens import CONTROL_SMALL, Role
from desktop_app.ui.widgets.button import Button, Kind
from desktop_app.ui.widgets.field import Field
from desktop_app.ui.widgets.label import ElideLabel
from desktop_app.ui.widgets.pill import Pill
from desktop_app.ui.widgets.segmented import Segmented
from desktop_app.ui.widgets.share_bar import ShareBar
from desktop_app.ui.words import Tone, number, said

_NOT_SAID, _PLAN, _PRICE = range(3)
_MOST_A_DAY = 100_000
_INCLUDED, _EXAMPLE = Decimal(0), Decimal("0.09")


class SimBox(QWidget):
    """`ruled(slot, rule)` when the owner has agreed to a price or a limit."""

    ruled = Signal(int, SimRule)

    def __init__(self, sim: Sim, country: str, parent: QWidget | None = None) -> None:
        """`country`: the owner's, whose money prices are in."""
        super().__init__(parent)
        self._sim, self._country = sim, country
        self._rule = SimRule()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(self._head())
        if beneath := self._beneath():
            column.addWidget(ElideLabel(beneath, Role.CAPTION, "text2"))
        line = QHBoxLayout()
        line.setSpacing(8)
        self._words = ElideLabel("", Role.SMALL, "text2")
        self.change = Button(self.tr("Change"), Kind.QUIET, size=CONTROL_SMALL, flush=True)
        self.change.setAccessibleName(self.tr("Change price and limit of {sim}").format(sim=sim_name(sim)))
        self.change.clicked.connect(self._begin)
        line.addWidget(self._words, 1)
        line.addWidget(self.change)
        column.addLayout(line)
        self.bar = ShareBar(self.tr("Used of the limit of the day"))
        column.addWidget(self.bar)
        self.editor: SimRuleEditor | None = None
        self._column = column
        self.show_rule(SimRule(), 0)

    @property
    def slot(self) -> int:
        """Which SIM it is, from 0."""
        return self._sim.slot

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(ElideLabel(sim_name(self._sim), Role.SMALL_STRONG))
        if self._sim.roaming:
            head.addWidget(Pill(self.tr("Roaming"), Tone.WARN, icon="-"))
        head.addStretch(1)
        told = sim_number(self._sim) if self._sim.number else self.tr("number not told")
        head.addWidget(ElideLabel(told, Role.SMALL, "text2"))
        return head

    def _beneath(self) -> str:
        """Country and the number printed on the card."""
        country = said(countries.name(shown(self._sim.country).upper())) if self._sim.country else ""
        card = self.tr("SIM card {icc_id}").format(icc_id=shown(self._sim.icc_id)) if self._sim.icc_id else ""
        return " · ".join(part for part in (country, card) if part)

    def show_rule(self, rule: SimRule, used: int) -> None:
        """Show what is agreed, and what was used today."""
        self._rule = rule
        self._words.set_text(" · ".join((self._price(), self._limit(used))))
        self.bar.setVisible(rule.a_day is not None)
        if rule.a_day:
            share = used / rule.a_day
            ink = "bad_dot" if share >= 1 else "warn_dot" if share >= NEAR else "accent"
            self.bar.show_share(share, f"{number(used)} / {number(rule.a_day)}", ink)

    def _price(self) -> str:
        if self._rule.price is None:
            return self.tr("Price not set")
        if not self._rule.price:
            return self.tr("Included in my plan")
        return self.tr("{price} per SMS").format(price=price_said(self._rule.price, self._country))

    def _limit(self, used: int) -> str:
        if self._rule.a_day is None:
            return self.tr("no limit, {used} used today").format(used=number(used))
        words = self.tr("limit {limit} a day, {used} used")
        if used >= self._rule.a_day:
            words = self.tr("limit of {limit} a day reached")
        return words.format(limit=number(self._rule.a_day), used=number(used))

    # --- changing

    def _begin(self) -> None:
        if self.editor is None:
            self.editor = SimRuleEditor(self._rule, self._country)
            self.editor.kept.connect(self._keep)
            self.editor.left.connect(self._end)
            self._column.addWidget(self.editor)
        self.change.hide()
        self.editor.take_focus()

    def _keep(self, rule: SimRule) -> None:
        self._end()
        self.ruled.emit(self._sim.slot, rule)

    def _end(self) -> None:
        if self.editor is not None:
            self.change.show()
            self.change.setFocus()
            self.editor.hide()
            self.editor.deleteLater()
            self.editor = None


class SimRuleEditor(QWidget):
    """Price and limit of a SIM; `kept(rule)` on Save or Enter, `left` on Cancel or Esc."""

    kept = Signal(SimRule)
    left = Signal()

    def __init__(self, rule: SimRule, country: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 4)
        column.setSpacing(10)
        texts = [self.tr("Not set"), self.tr("In my plan"), self.tr("A price per SMS")]
        self.ways = Segmented(self.tr("What an SMS costs"), texts, stretch=True)
        self.ways.choose(_NOT_SAID if rule.price is None else _PRICE if rule.price else _PLAN)
        self.ways.chosen.connect(self._chosen)
        column.addWidget(self.ways)
        self.price = QLineEdit(price_typed(rule.price) if rule.price else "")
        sign = currency_sign(country)
        self._price_field = Field(self.tr("{sign} per SMS").format(sign=sign), self.price)
        self.limit = QLineEdit("" if rule.a_day is None else str(rule.a_day))
        self.limit.setPlaceholderText(self.tr("no limit"))
        self._limit_field = Field(self.tr("SMS a day, at most"), self.limit)
        fields = QHBoxLayout()
        fields.setSpacing(12)
        fields.addWidget(self._price_field, 1, Qt.AlignmentFlag.AlignTop)
        fields.addWidget(self._limit_field, 1, Qt.AlignmentFlag.AlignTop)
        column.addLayout(fields)
        self.save = Button(self.tr("Save"), Kind.PRIMARY, size=CONTROL_SMALL)
        self.save.clicked.connect(self._keep)
        cancel = Button(self.tr("Cancel"), Kind.GHOST, size=CONTROL_SMALL)
        cancel.clicked.connect(self.left)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.save)
        buttons.addWidget(cancel)
        buttons.addStretch(1)
        column.addLayout(buttons)
        for edit in (self.price, self.limit):
            edit.setMaxLength(12)
            edit.returnPressed.connect(self._keep)
        self._price_field.setVisible(self.ways.index == _PRICE)

    def take_focus(self) -> None:
        """Put the keyboard where typing begins."""
        (self.price if self.ways.index == _PRICE else self.limit).setFocus()

    def _chosen(self, way: int) -> None:
        self._price_field.setVisible(way == _PRICE)
        if way == _PRICE:
            self.price.setFocus()

    def _keep(self) -> None:
        self._price_field.clear_error()
        self._limit_field.clear_error()
        price = _INCLUDED if self.ways.index == _PLAN else None
        if self.ways.index == _PRICE:
            price = read_price(self.price.text())
            if price is None:
                self._price_field.set_error(self.tr("A price like {price}").format(price=price_typed(_EXAMPLE)))
                self.price.setFocus()
                return
        typed = self.limit.text().strip()
        if typed and not (typed.isdecimal() and 0 < int(typed) <= _MOST_A_DAY):
            self._limit_field.set_error(self.tr("A whole number, or nothing"))
            self.limit.setFocus()
            return
        self.kept.emit(SimRule(price, int(typed) if typed else None))

    @qt_virtual
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves everything as it was, and does not close the drawer."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
