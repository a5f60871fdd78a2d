"""When it will be done: the headline of Delivery, hour by hour, with quiet hours shaded."""

from datetime import datetime, timedelta

from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.domain.forecast import Forecast, Hour, QuietSpan, quiet_share
from desktop_app.ui import style
from desktop_app.ui.tabs.bulk.delivery_choice import DeliveryChoice
from desktop_app.ui.tabs.bulk.delivery_words import done_words, nobody_online, series_look, start_words
from desktop_app.ui.tabs.bulk.said import tr
from desktop_app.ui.tokens import Role
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.flow import FlowLayout
from desktop_app.ui.widgets.hour_bars import Column, HourBars
from desktop_app.ui.widgets.label import ElideLabel, Label
from desktop_app.ui.widgets.stacked_bar import Swatch
from desktop_app.ui.words import clock_time, day, number, span

_LEAST_HOURS, _MOST_COLUMNS = 15, 30
_TALL, _LOW = 128, 96


class ForecastBox(Card):
    """Headline, what it begins with, columns and legend."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(padding=20, gap=4, parent=parent)
        self.column.setContentsMargins(20, 14, 20, 14)
        self.headline = Label("", Role.TITLE, wrap=True)
        self.line = Label("", Role.SMALL, "text2", wrap=True)
        self.bars = HourBars(self.tr("Messages by the hour"), self.tr("Quiet"), height=_TALL)
        self._legend = QWidget()
        self._flow = FlowLayout(self._legend, gap=16, line_gap=4)
        self._named: tuple[str, ...] = ()
        for label, line in ((self.headline, 28), (self.line, 20)):
            label.setMinimumHeight(style.scaled(line))  # else a wrapping label asks for the height of a narrow one
        self.column.addWidget(self.headline)
        self.column.addWidget(self.line)
        self.column.addSpacing(4)
        self.column.addWidget(self.bars)
        self.column.addWidget(self._legend)

    def show_forecast(self, choice: DeliveryChoice, told: Forecast | None, now: datetime, quiet: QuietSpan) -> None:
        """Show what the choices lead to; `now` in the zone people read."""
        self.bars.setVisible(told is not None)
        self._legend.setVisible(told is not None)
        if told is None:
            self.headline.setText(tr("Choose a phone") if choice.rows else tr("Nothing to send"))
            self.line.setText(tr("Then you see here when it will be done."))
            return
        if nobody_online(choice.chosen) and choice.start_at is None:
            lasts = span(told.finishes - told.starts)
            self.headline.setText(tr("Done about {time} after a phone is back").format(time=lasts))
            self.line.setText(tr("None of the chosen phones is online. It starts by itself when one is back."))
        else:
            self.headline.setText(done_words(told, now))
            self.line.setText(start_words(choice, told, now))
        self._show_bars(choice, told, quiet)
        self._show_legend(choice)

    def _show_bars(self, choice: DeliveryChoice, told: Forecast, quiet: QuietSpan) -> None:
        hours = list(told.hours)
        while len(hours) < _LEAST_HOURS:
            at = hours[-1].at + timedelta(hours=1)
            hours.append(Hour(at, (0.0,) * len(choice.chosen), quiet_share(at, quiet) if choice.quiet_on else 0.0))
        step = -(-len(hours) // _MOST_COLUMNS)
        columns = [_column(hours[index : index + step], by_day=step > 1) for index in range(0, len(hours), step)]
        looks = [series_look(place) for place in range(len(choice.chosen))]
        words = ", ".join(f"{clock_time(hour.at)} {number(sum(hour.sent))}" for hour in hours if sum(hour.sent) >= 0.5)
        self.bars.show_columns(columns, looks, words, first_hour=hours[0].at.hour if step == 1 else 0)

    def _show_legend(self, choice: DeliveryChoice) -> None:
        names = tuple(phone.device.name for phone in choice.chosen)
        if names == self._named:
            return
        self._named = names
        while (item := self._flow.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for place, name in enumerate(names):
            self._flow.addWidget(_legend_entry(name, place))
        self._legend.updateGeometry()

    def set_compact(self, *, compact: bool) -> None:
        """Lower columns in a low window."""
        self.bars.set_height(_LOW if compact else _TALL)


def _column(hours: list[Hour], *, by_day: bool) -> Column:
    sent = tuple(sum(values) for values in zip(*(hour.sent for hour in hours), strict=True))
    label = day(hours[0].at) if by_day else clock_time(hours[0].at)
    return Column(label, sent, sum(hour.quiet for hour in hours) / len(hours))


def _legend_entry(name: str, place: int) -> QWidget:
    entry = QWidget()
    row = QHBoxLayout(entry)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(6)
    row.addWidget(Swatch(*series_look(place), size=8))
    row.addWidget(ElideLabel(name, Role.CAPTION, "text2"))
    return entry
