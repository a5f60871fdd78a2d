"""Tooltips of cells: what the model says about one, else all its words where they were cut; plain text always."""

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem, QToolTip

from desktop_app.ui import style
from desktop_app.ui.qt_virtual import qt_virtual
from desktop_app.ui.tokens import Role
from desktop_app.ui.widgets.label import plain_tip

Index = QModelIndex | QPersistentModelIndex


def cell_tip(index: Index, room: float) -> str:
    """The tooltip of a cell whose words have `room` pixels; empty for none.

    Cells hold text from outside, in which Qt would read markup: every character is shown as it is.
    """
    told = index.data(Qt.ItemDataRole.ToolTipRole)
    if told:
        return plain_tip(str(told))
    words = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
    return plain_tip(words) if style.text_width(words, Role.SMALL_STRONG) > room else ""


class TellingDelegate(QStyledItemDelegate):
    """A delegate whose cells have such tooltips."""

    padding = 12
    """Pixels on either side of a cell's words."""

    @qt_virtual
    def helpEvent(self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index) -> bool:
        """Show the tooltip of a cell."""
        if event.type() != QEvent.Type.ToolTip or not index.isValid():
            return super().helpEvent(event, view, option, index)
        words = cell_tip(index, view.visualRect(index).width() - 2 * self.padding)
        QToolTip.showText(event.globalPos(), words, view)
        return True
