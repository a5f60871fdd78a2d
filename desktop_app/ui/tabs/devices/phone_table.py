"""The table of phones: heads that sort, boxes to tick, cells drawn as on the cards."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QWidget

from desktop_app.domain.device import Device, Reach
from desktop_app.ui import icons, style
from desktop_app.ui.models.paged import Role as ItemRole
from desktop_app.ui.models.phones_model import Column, PhoneRow, PhonesModel
from desktop_app.ui.phone_words import (
    REACH_TONE,
    device_tags,
    model_name,
    phone_name,
    reach_word,
    sim_number,
    sim_tags,
    sims_shown,
)
from desktop_app.ui.qt_virtual import qt_virtual
from desktop_app.ui.tokens import ROW_TWO_LINES, Role
from desktop_app.ui.widgets import cells
from desktop_app.ui.widgets.data_table import PADDING, DataTable, Index, PlainHeader
from desktop_app.ui.widgets.strip import LOOKS
from desktop_app.ui.words import number

Cells = Callable[[Device], tuple[Reach | None, ...]]
"""The last 24 hours of a phone in half-hours, worked out when a row is drawn."""
_FIGURES = (Column.SENT, Column.DELIVERED, Column.FAILED, Column.WAITING)
_SORTS = (Column.STATE, Column.NAME, Column.SEEN, Column.SIMS, *_FIGURES)
_WIDE = 1060
_BOX = 16


class PhoneTable(DataTable):
    """`asked(id)` by a click or Enter on a row; a click on its box, or Space, ticks it."""

    asked = Signal(int)

    def __init__(self, model: PhonesModel, name: str, cells_of: Cells, parent: QWidget | None = None) -> None:
        super().__init__(
            self._paint,
            _widths(wide=False),
            name=name,
            row_height=ROW_TWO_LINES,
            right=frozenset(_FIGURES),
            parent=parent,
        )
        self._phones = model
        self._cells_of = cells_of
        self.setHorizontalHeader(_SortHeader(model, self))
        self.setModel(model)
        self.clicked.connect(self._click)
        self.activated.connect(self._ask)
        self.resized.connect(lambda: self.set_widths(_widths(wide=self.viewport().width() >= _WIDE)))

    def rows_in_view(self) -> tuple[int, int]:
        """First and last row somebody can see without scrolling."""
        first = self.rowAt(0)
        last = self.rowAt(self.viewport().height() - 1)
        return first, last if last >= 0 else self._phones.rowCount() - 1

    def _click(self, index: QModelIndex) -> None:
        if index.column() == Column.TICK:
            self._phones.turn(index.row())
        else:
            self._ask(index)

    def _ask(self, index: QModelIndex) -> None:
        row = self._phones.row(index.row())
        if row is not None and index.column() != Column.TICK:
            self.asked.emit(row.device.id)

    @qt_virtual
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks the row, Ctrl+A all rows."""
        if event.key() == Qt.Key.Key_Space and not event.modifiers():
            self._phones.turn(self.currentIndex().row())
        elif event.key() == Qt.Key.Key_A and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self._phones.turn_all()
        else:
            super().keyPressEvent(event)

    # --- cells

    def _paint(self, painter: QPainter, rect: QRectF, index: Index) -> None:
        row = index.data(ItemRole.ITEM)
        if not isinstance(row, PhoneRow):
            return
        column, device = index.column(), row.device
        if column == Column.TICK:
            paint_box(painter, rect, on=self._phones.is_ticked(device.id))
        elif column == Column.STATE:
            cells.pill(painter, rect, reach_word(row.reach), REACH_TONE[row.reach], icon="")
        elif column == Column.NAME:
            words = [model_name(device), *(tag.text for tag in device_tags(device))]
            cells.two_lines(painter, rect, phone_name(device), " · ".join(filter(None, words)), strong=True)
        elif column == Column.SEEN:
            told = self._phones.seen(device)
            cells.line(painter, rect, told.line, Role.SMALL, told.ink)
        elif column == Column.DAY:
            _paint_day(painter, rect, self._cells_of(device))
        elif column == Column.SIMS:
            self._paint_sims(painter, rect, index, device)
        else:
            self._paint_figure(painter, rect, row, column)

    @staticmethod
    def _paint_sims(painter: QPainter, rect: QRectF, index: Index, device: Device) -> None:
        sims = sims_shown(device)
        tags = {tag.text for sim in sims for tag in sim_tags(sim, None)}
        numbers = (sim_number(sim) for sim in sims if sim.number)
        cells.two_lines(painter, rect, str(index.data()), " · ".join((*sorted(tags), *numbers)))

    @staticmethod
    def _paint_figure(painter: QPainter, rect: QRectF, row: PhoneRow, column: int) -> None:
        values = (row.numbers.sent, row.numbers.delivered, row.numbers.failed, row.numbers.waiting)
        value = values[column - Column.SENT]
        bad = column == Column.FAILED and value
        ink = "bad" if bad else "text" if value else "text3"
        cells.line(painter, rect, number(value), Role.SMALL_STRONG if value else Role.SMALL, ink, cells.RIGHT)


class _SortHeader(PlainHeader):
    """Heads that sort when clicked, with an arrow on the one in use; the first is the box that ticks all."""

    def __init__(self, model: PhonesModel, parent: QWidget) -> None:
        super().__init__(frozenset(_FIGURES), parent)
        self._phones = model
        self.setSectionsClickable(True)
        self.sectionClicked.connect(self._click)

    def _click(self, section: int) -> None:
        column = Column(section)
        if column is Column.TICK:
            self._phones.turn_all()
        elif column in _SORTS:
            again = column is self._phones.sort_column
            down = not self._phones.descending if again else column in _FIGURES
            self._phones.sort_by(column, descending=down)

    @qt_virtual
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A hand where a click sorts."""
        super().mouseMoveEvent(event)
        section = self.logicalIndexAt(event.position().toPoint())
        takes = section in _SORTS or section == Column.TICK
        self.setCursor(Qt.CursorShape.PointingHandCursor if takes else Qt.CursorShape.ArrowCursor)

    @qt_virtual
    def paintSection(self, painter: QPainter, rect: QRect, logical_index: int) -> None:
        """Draw one head, its arrow where it is the order."""
        super().paintSection(painter, rect, logical_index)
        box = QRectF(rect)
        if logical_index == Column.TICK:
            inner = box.adjusted(PADDING, 0, -PADDING, 0)
            paint_box(painter, inner, on=self._phones.all_ticked, some=bool(self._phones.ticked))
        elif logical_index == self._phones.sort_column:
            words = str(self.model().headerData(logical_index, Qt.Orientation.Horizontal))
            wide = style.text_width(words, Role.CAPTION_STRONG)
            right = logical_index in _FIGURES
            x = box.right() - PADDING - wide - 16 if right else box.left() + PADDING + wide + 4
            down = self._phones.descending
            painter.save()
            painter.translate(x + 6, box.center().y())
            painter.rotate(0 if down else 180)
            icons.paint(painter, "chevron-down", QRectF(-6, -6, 12, 12), style.colours().text2)
            painter.restore()


def paint_box(painter: QPainter, rect: QRectF, *, on: bool, some: bool = False) -> None:
    """Draw a tick box at the left of `rect`; `some` draws the dash of a choice in part."""
    c = style.colours()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    box = QRectF(rect.x(), rect.center().y() - _BOX / 2, _BOX, _BOX)
    painter.setPen(Qt.PenStyle.NoPen if on or some else QPen(QColor(c.ctl), 1.2))
    painter.setBrush(QColor(c.accent if on or some else c.surface))
    painter.drawRoundedRect(box, 4, 4)
    if on or some:
        icons.paint(painter, "check" if on else "minus", box.adjusted(1, 1, -1, -1), c.on_accent)
    painter.restore()


def _paint_day(painter: QPainter, rect: QRectF, reaches: tuple[Reach | None, ...]) -> None:
    """Draw the last 24 hours small: the same heights and colours as on a card."""
    if not reaches:
        return
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    tall, wide = 18.0, rect.width() / len(reaches)
    floor = rect.center().y() + tall / 2
    for place, reach in enumerate(reaches):
        share, ink = LOOKS.get(reach, (0.08, "idle")) if reach is not None else (0.08, "idle")
        at = QPointF(rect.x() + place * wide, floor - tall * share)
        painter.fillRect(QRectF(at.x(), at.y(), max(wide - 1, 1.0), tall * share), QColor(style.colours()[ink]))
    painter.restore()


def _widths(*, wide: bool) -> tuple[float, ...]:
    day = 190.0 if wide else 0.0
    return (16.0 + 2 * PADDING, 112.0, 1.0, 146.0, day, 1.3, 66.0, 84.0, 66.0, 74.0)
