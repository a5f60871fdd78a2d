"""The messages of a campaign: newest first, two-line cells, following until somebody scrolls."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, QTimer, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from desktop_app.domain import countries
from desktop_app.domain.changes import Changes
from desktop_app.domain.outgoing import Outgoing, State
from desktop_app.domain.phone_grouping import international, region_of
from desktop_app.ui import style
from desktop_app.ui.models.newest_model import NewestModel
from desktop_app.ui.models.outgoing_model import OutgoingColumn as Col
from desktop_app.ui.models.paged import Index
from desktop_app.ui.models.paged import Role as ItemRole
from desktop_app.ui.tabs.bulk.campaign_parts import CampaignServices
from desktop_app.ui.tabs.bulk.said import tr
from desktop_app.ui.tokens import ROW_TWO_LINES, Role
from desktop_app.ui.widgets import cells
from desktop_app.ui.widgets.data_table import DataTable
from desktop_app.ui.words import outgoing_look, said

ROWS_MS = 100
"""Rows are re-read at most ten times a second."""
_TOTAL, _ROWS = "progress total", "progress rows in view"
_WIDE = (62, 2.0, 162, 146, 5.4, 170, 84)
_NARROW = (62, 3.2, 170, 150, 0, 176, 84)
_LARGE_TEXT = (62, 3.2, 170, 0, 0, 176, 92)
_NARROW_UNDER, _LARGE_TEXT_UNDER = 1100, 780
"""Widths of the table, divided by the text size."""
_TWO_LINES, _TWO_LINES_LOW = ROW_TWO_LINES - 3, 44

Sender = Callable[[int, int], tuple[str, str]]
"""Phone and SIM slot -> the owner's name for the phone and "SIM 1 · Vodafone"."""


class ProgressTable(DataTable):
    """A virtual table; `follows` tells whether the newest row is always in view."""

    follows_changed = Signal(bool)

    def __init__(self, services: CampaignServices, sender: Sender, parent: QWidget | None = None) -> None:
        super().__init__(
            self._paint,
            _WIDE,
            name=tr("Messages"),
            row_height=_TWO_LINES,
            right=frozenset({Col.TIME}),
            parent=parent,
        )
        self._services = services
        self._sender = sender
        self._campaign = 0
        self._states: frozenset[State] | None = None
        self._search = ""
        self._dirty = False
        self.messages = NewestModel(services.tasks.start, sender, self)
        self.setModel(self.messages)
        self._merge = QTimer(self)
        self._merge.setSingleShot(True)
        self._merge.setInterval(ROWS_MS)
        self._merge.timeout.connect(self._read_again)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self._was_following = True
        self.resized.connect(self._choose_columns)

    @property
    def follows(self) -> bool:
        """Whether it stands at the newest row."""
        return self.verticalScrollBar().value() <= 0

    def go_to_newest(self) -> None:
        """Follow again."""
        self.scrollToTop()

    def set_compact(self, *, compact: bool) -> None:
        """Lower rows in a low window."""
        self.set_row_height(_TWO_LINES_LOW if compact else _TWO_LINES)
        self.horizontalHeader().setFixedHeight(style.scaled(28 if compact else 32))

    def _choose_columns(self) -> None:
        width = self.width() / style.text_scale()
        wanted = _LARGE_TEXT if width < _LARGE_TEXT_UNDER else _NARROW if width < _NARROW_UNDER else _WIDE
        if wanted is not self._widths:
            self.set_widths(wanted)

    # What is shown

    def show_rows(self, campaign: int, states: frozenset[State] | None = None, search: str = "") -> None:
        """Show rows of a campaign, from the newest on."""
        self._campaign, self._states, self._search = campaign, states, search
        self._read_total(anew=True)

    def changed(self, changes: Changes) -> None:
        """A commit touched this campaign."""
        del changes
        self._dirty = True
        if not self._merge.isActive():
            self._merge.start()

    def _read_again(self) -> None:
        if not self._dirty or not self._campaign:
            return
        self._dirty = False
        if self.follows:
            self._read_total(anew=False)
            return
        seen = self.messages.ids(*self.rows_in_view())
        if seen:
            self._services.tasks.start(self._services.store.outbox.rows(seen), self.messages.put, name=_ROWS)

    def rows_in_view(self) -> tuple[int, int]:
        """First and last row in view."""
        first = self.rowAt(0)
        last = self.rowAt(self.viewport().height() - 1)
        return max(first, 0), last if last >= 0 else self.messages.total - 1

    def _read_total(self, *, anew: bool) -> None:
        campaign, states, search = self._campaign, self._states, self._search

        async def page(offset: int, limit: int) -> list[Outgoing]:
            return await self._services.store.outbox.page(
                campaign, states=states, search=search, offset=offset, limit=limit, newest_first=True
            )

        def show(total: int) -> None:
            if anew:
                self.messages.show_rows(page, total)
                return
            self.messages.set_total(total)
            self.messages.follow()

        self._services.tasks.start(
            self._services.store.outbox.total(campaign, states=states, search=search), show, name=_TOTAL
        )

    def _scrolled(self) -> None:
        if self.follows is not self._was_following:
            self._was_following = self.follows
            self.follows_changed.emit(self.follows)
            if self.follows:
                self._dirty = True
                self._read_again()

    # Painting

    def _paint(self, painter: QPainter, rect: QRectF, index: Index) -> None:
        row = index.data(ItemRole.ITEM)
        column = Col(index.column())
        if column is Col.NUMBER:
            upper, lower = number_lines(row)
            cells.two_lines(painter, rect, upper, lower)
        elif column is Col.FROM:
            cells.two_lines(painter, rect, *self._sender(row.device_id, row.sim))
        elif column is Col.STATE:
            look = outgoing_look(row)
            cells.pill(painter, rect, look.word, look.tone, icon=look.icon)
        elif column is Col.NAME:
            cells.line(painter, rect, str(index.data() or ""), Role.SMALL_STRONG)
        else:
            ink = "text2" if column is not Col.MESSAGE else "text"
            align = cells.RIGHT if column is Col.TIME else cells.LEFT
            cells.line(painter, rect, str(index.data() or ""), Role.SMALL, ink, align)


def number_lines(row: Outgoing) -> tuple[str, str]:
    """A number as it was typed, and beneath it in international grouping, or its country where both are the same."""
    shown = row.shown_phone or row.phone
    grouped = international(row.phone)
    if _digits(shown) == _digits(grouped) and shown.lstrip().startswith("+"):
        return grouped, said(countries.name(region_of(row.phone)))
    return shown, grouped


def _digits(text: str) -> str:
    return "".join(sign for sign in text if sign.isdigit())
