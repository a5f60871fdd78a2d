"""Step 5, Delivery: which phones, how quickly, when, and what that leads to at once."""

from collections.abc import Iterable
from datetime import timedelta

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.outgoing import Campaign, CampaignState
from desktop_app.domain.recipient import Group
from desktop_app.ui.qt_virtual import qt_virtual
from desktop_app.ui.tabs.bulk.campaign_parts import Lane
from desktop_app.ui.tabs.bulk.delivery_choice import DeliveryChoice
from desktop_app.ui.tabs.bulk.draft import Draft
from desktop_app.ui.tabs.bulk.forecast_box import ForecastBox
from desktop_app.ui.tabs.bulk.pace_box import PaceBox
from desktop_app.ui.tabs.bulk.phones_table import PhonesTable
from desktop_app.ui.tabs.bulk.step import Action, PageTitle, Step
from desktop_app.ui.tabs.bulk.when_box import LimitsBox, WhenBox
from desktop_app.ui.widgets.scrolling import scrolling

_RUNNING = frozenset({CampaignState.STARTING, CampaignState.SENDING})
_LOOKED_AT = 20
"""Campaigns looked at for phones that are busy; older ones are long done."""
_SIDE, _SIDE_LOW = 376, 288
_GAP = 12


class DeliveryStep(Step):
    """Phones, pace and time on the left, the forecast on the right; one thing scrolls."""

    def __init__(self, draft: Draft, parent: QWidget | None = None) -> None:
        super().__init__(draft, parent)
        self._busy: dict[int, int] = {}
        self.title = PageTitle(self.tr("How should it go out?"))
        self.phones = PhonesTable()
        self.pace = PaceBox()
        self.when = WhenBox()
        self.limits = LimitsBox()
        self.forecast = ForecastBox()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._below = QHBoxLayout()
        self._below.setSpacing(12)
        self._below.addWidget(self.pace, 1)
        self._below.addWidget(self.when, 1)
        self._left = QVBoxLayout()
        self._left.setSpacing(10)
        self._left.addWidget(self.phones)
        self._left.addLayout(self._below)
        self._left.addStretch(1)
        self._side = QWidget()
        self._side.setFixedWidth(_SIDE)
        self._right = QVBoxLayout(self._side)
        self._right.setContentsMargins(0, 0, 0, 0)
        self._right.setSpacing(12)
        self._right.addWidget(self.forecast)
        self._right.addWidget(self.limits)
        self._right.addStretch(1)
        self._inside = QHBoxLayout()
        self._inside.setContentsMargins(0, 0, 0, 0)
        self._inside.setSpacing(16)
        self._inside.addLayout(self._left, 1)
        self._inside.addWidget(self._side)
        self.area = scrolling(self._inside)
        self._body = QHBoxLayout()
        self._body.setSpacing(12)
        self._body.addWidget(self.area, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.title)
        column.addLayout(self._body, 1)

    def _connect(self) -> None:
        self.phones.chosen.connect(lambda id_, on: self._use(self.draft.delivery.choose(id_, chosen=on)))
        self.phones.sim_chosen.connect(lambda id_, slot: self._use(self.draft.delivery.use_sim(id_, slot)))
        self.phones.count_typed.connect(lambda id_, rows: self._use(self.draft.delivery.by_hand(id_, rows)))
        self.phones.mode_chosen.connect(lambda mode: self._use(self.draft.delivery.share(mode)))
        self.phones.keep.clicked.connect(lambda on: self._use(self.draft.delivery.keep(keep=bool(on))))
        self.pace.chosen.connect(lambda pace_s: self._use(self.draft.delivery.pace(pace_s)))
        self.when.starts.connect(lambda at: self._use(self.draft.delivery.starts(at)))
        self.when.at_gateway.connect(lambda on: self._use(self.draft.delivery.kept_by_gateway(on=on)))
        self.limits.quiet_switched.connect(lambda on: self._use(self.draft.delivery.quiet(on=on)))
        self.limits.quiet_hours.connect(lambda text: self._use(self.draft.delivery.quiet(on=True, hours=text)))
        self.limits.not_after.connect(lambda at: self._use(self.draft.delivery.until(at)))
        self.draft.delivery_changed.connect(self._show_if_seen)

    # Choosing

    def _use(self, choice: DeliveryChoice) -> None:
        late = timedelta(hours=self.draft.services.settings().late_after_h)
        now = self.draft.services.clock.wall().astimezone()
        before = self.draft.delivery
        self.draft.set_delivery(choice)  # the quiet hours of the forecast are those of the draft
        self.draft.set_delivery(choice.limited(now, self.draft.quiet_span, late))
        if before == self.draft.delivery:
            self._show()

    def _show_if_seen(self) -> None:
        if self.isVisible():
            self._show()

    def _show(self) -> None:
        choice, live = self.draft.delivery, self.draft.services.store.live
        now = self.draft.services.clock.wall().astimezone()
        self.phones.show_choice(choice, live.server_now(), connected=live.connected is not False)
        self.pace.show_pace(choice.pace_s)
        self.when.show_choice(choice, now)
        self.limits.show_choice(choice, now)
        self.forecast.show_forecast(choice, self.draft.forecast(), now, self.draft.quiet_span)
        self.action_changed.emit()

    # Phones busy elsewhere

    def _look_who_is_busy(self) -> None:
        services = self.draft.services
        self._busy = {}
        services.tasks.start(services.store.outbox.campaigns(_LOOKED_AT), self._found, name="bulk busy phones")

    def _found(self, campaigns: Iterable[Campaign]) -> None:
        services = self.draft.services
        for campaign in campaigns:
            if campaign.state in _RUNNING:
                lanes = services.store.outbox.lanes(campaign.id)
                services.tasks.start(lanes, self._add_lanes, name=f"bulk busy phones {campaign.id}")

    def _add_lanes(self, lanes: Iterable[Lane]) -> None:
        for lane in lanes:
            self._busy[lane.device_id] = self._busy.get(lane.device_id, 0) + lane.waiting
        self.draft.set_delivery(self.draft.delivery.with_busy(self._busy))
        self.draft.follow_devices()

    # The step

    def enter(self) -> None:
        """Phones of this moment, and what the choices so far lead to."""
        self.draft.follow_devices()
        self._look_who_is_busy()
        self._use(self.draft.delivery)
        self._show()

    def leave(self) -> None:
        """Remember what was on show, for Review to compare with."""
        totals = self.draft.totals
        choice = self.draft.delivery
        self.draft.set_delivery(
            choice.seen_now(
                in_quiet=choice.in_quiet(self.draft.services.clock.wall(), self.draft.quiet_span),
                opted_out=totals.left_out.get(Group.OPTED_OUT, 0) if totals else 0,
            )
        )

    def action(self) -> Action:
        """On to Review."""
        return Action(self.tr("Review"))

    def press(self) -> None:
        """Go on with at least one phone, online or not."""
        if self.draft.delivery.chosen:
            self.go_on.emit()
            return
        self._show()
        self.area.ensureVisible(0, 0)
        self.phones.focus_first()

    def set_compact(self, *, compact: bool) -> None:
        """The forecast stays in view; all else scrolls beside it."""
        super().set_compact(compact=compact)
        self.title.setVisible(not compact)
        self.phones.set_compact(compact=compact)
        self.forecast.set_compact(compact=compact)
        self._side.setFixedWidth(_SIDE_LOW if compact else _SIDE)
        if compact:
            self._body.addWidget(self._side)
            self._left.insertWidget(2, self.limits)
        else:
            self._inside.addWidget(self._side)
            self._right.insertWidget(1, self.limits)
        self._fit()

    def _fit(self) -> None:
        room = self.width() - self._side.width() - 3 * _GAP
        need = self.pace.minimumSizeHint().width() + self.when.minimumSizeHint().width() + _GAP
        way = QBoxLayout.Direction.LeftToRight if need <= room else QBoxLayout.Direction.TopToBottom
        if self._below.direction() != way:
            self._below.setDirection(way)

    @qt_virtual
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stack the cards where they do not fit beside each other."""
        super().resizeEvent(event)
        self._fit()
