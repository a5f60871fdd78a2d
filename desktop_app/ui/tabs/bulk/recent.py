"""Recent campaigns on the landing page."""

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.outgoing import Campaign, CampaignState, WaitingFor
from desktop_app.ui import style
from desktop_app.ui.models.paged import Index
from desktop_app.ui.models.paged import Role as ItemRole
from desktop_app.ui.qt_virtual import qt_virtual
from desktop_app.ui.tabs.bulk.parts import BulkServices
from desktop_app.ui.tabs.bulk.said import Standing, counters, segments, standing, tr
from desktop_app.ui.tokens import Role
from desktop_app.ui.widgets import cells
from desktop_app.ui.widgets.button import Button, Kind
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.data_table import DataTable
from desktop_app.ui.widgets.label import Label
from desktop_app.ui.widgets.stacked_bar import paint_part, part_widths
from desktop_app.ui.words import day_and_time, number

MOST = 20
NAME, STARTED, MESSAGES, PROGRESS, STATE, FAILED = range(6)


class CampaignsModel(QAbstractTableModel):
    """The last campaigns; few, so they are held."""

    def __init__(self, services: BulkServices, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._campaigns: list[Campaign] = []

    def show_campaigns(self, campaigns: list[Campaign]) -> None:
        """Show these; the same number of rows keeps selection and scrolling."""
        if len(campaigns) == len(self._campaigns):
            self._campaigns = campaigns
            if campaigns:
                self.dataChanged.emit(self.index(0, 0), self.index(len(campaigns) - 1, FAILED))
            return
        self.beginResetModel()
        self._campaigns = campaigns
        self.endResetModel()

    def campaign(self, row: int) -> Campaign:
        """The campaign in `row`."""
        return self._campaigns[row]

    @qt_virtual
    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """One each."""
        return 0 if parent.isValid() else len(self._campaigns)

    @qt_virtual
    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """Name to failed."""
        return 0 if parent.isValid() else 6

    @qt_virtual
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        """The headings."""
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        heads = (tr("Campaign"), tr("Started"), tr("Messages"), tr("Progress"), tr("State"), tr("Failed"))
        return heads[section]

    @qt_virtual
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What a cell says."""
        campaign = self._campaigns[index.row()]
        if role == ItemRole.ITEM:
            return campaign
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        now = self._services.clock.wall()
        return (
            campaign.name,
            day_and_time(campaign.started_at or campaign.created, now),
            number(campaign.rows),
            f"{percent(campaign)} %",
            self.standing(campaign).words,
            number(failed(campaign)),
        )[index.column()]

    def standing(self, campaign: Campaign) -> Standing:
        """How a campaign stands now."""
        live = self._services.store.live.campaign.get(campaign.id)
        return standing(campaign, live.waiting if live else WaitingFor.NOTHING)


def percent(campaign: Campaign) -> int:
    """How much is done, 0 to 100; 100 only when all is."""
    if campaign.state is CampaignState.FINISHED:
        return 100
    return campaign.done * 100 // campaign.rows if campaign.rows else 0


def failed(campaign: Campaign) -> int:
    """Failed rows."""
    return next(counter for counter in counters() if counter.key == "failed").count(campaign.counts)


class RecentCampaigns(QWidget):
    """A table of the last campaigns; Enter or a double click opens one."""

    chosen = Signal(int)
    history_asked = Signal()

    def __init__(self, services: BulkServices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._model = CampaignsModel(services, self)
        self.table = DataTable(
            self._paint,
            (4.0, 140, 110, 3.0, 190, 76),
            name=self.tr("Recent campaigns"),
            row_height=48,
            right=frozenset({MESSAGES, FAILED}),
        )
        self.table.setModel(self._model)
        self.table.activated.connect(lambda index: self.chosen.emit(self._model.campaign(index.row()).id))
        self.table.clicked.connect(lambda index: self.chosen.emit(self._model.campaign(index.row()).id))
        history = Button(self.tr("See all in History"), Kind.QUIET, size=28)
        history.clicked.connect(self.history_asked)
        history.hide()  # until there is a History tab
        head = QHBoxLayout()
        head.addWidget(Label(self.tr("Recent campaigns"), Role.SUBTITLE))
        head.addStretch(1)
        head.addWidget(history)
        self._card = Card(padding=1, gap=0)
        self._card.column.setContentsMargins(1, 1, 1, 1)
        self._card.column.addWidget(self.table)
        self._none = Label(self.tr("Your sends will be listed here."), Role.SMALL, "text2")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self._card)
        column.addWidget(self._none)
        column.addStretch(1)
        self._show([])

    def load(self) -> None:
        """Read them from the store."""
        self._services.tasks.start(
            self._services.store.outbox.campaigns(limit=MOST), self._show, name="bulk recent campaigns"
        )

    def _show(self, campaigns: list[Campaign]) -> None:
        self._model.show_campaigns(campaigns)
        # as high as its rows, so that the card ends with them
        self.table.setMaximumHeight(style.scaled(34 + 48 * len(campaigns)))
        self._card.setVisible(bool(campaigns))
        self._none.setVisible(not campaigns)

    def _paint(self, painter: QPainter, rect: QRectF, index: Index) -> None:
        campaign: Campaign = index.data(ItemRole.ITEM)
        words = str(index.data())
        column = index.column()
        if column == NAME:
            cells.two_lines(painter, rect, words, campaign.file, strong=True)
        elif column == PROGRESS:
            self._paint_progress(painter, rect, campaign)
        elif column == STATE:
            shown = self._model.standing(campaign)
            cells.pill(painter, rect, words, shown.tone, icon=shown.icon)
        elif column == FAILED:
            cells.line(painter, rect, words, Role.SMALL_STRONG, "bad" if failed(campaign) else "text2", cells.RIGHT)
        else:
            cells.line(painter, rect, words, align=cells.RIGHT if column == MESSAGES else cells.LEFT)

    @staticmethod
    def _paint_progress(painter: QPainter, rect: QRectF, campaign: Campaign) -> None:
        words = QRectF(rect.right() - 44, rect.y(), 44, rect.height())
        cells.line(painter, words, f"{percent(campaign)} %", Role.SMALL_STRONG, align=cells.RIGHT)
        track = QRectF(rect.x(), rect.center().y() - 3, rect.width() - 56, 6)
        parts = segments(campaign.counts)
        x = track.x()
        for part, wide in zip(parts, part_widths([part.value for part in parts], track.width()), strict=True):
            if wide:
                paint_part(painter, QRectF(x, track.y(), wide, track.height()), part.ink, part.pattern)
                x += wide + 2
