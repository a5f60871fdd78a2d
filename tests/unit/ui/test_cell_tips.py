"""Tooltips of table cells: words that were cut can be read whole, and text from outside stays text."""

from typing import Any

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QStyleOptionViewItem, QToolTip

from desktop_app.ui.widgets.cell_tips import cell_tip
from desktop_app.ui.widgets.data_table import DataTable

LONG = "Bartholomäus Freiherr von Hohenstein-Wiesengrund"


def model(text: str, tip: str = "") -> QStandardItemModel:
    made = QStandardItemModel(1, 1)
    item = QStandardItem(text)
    if tip:
        item.setData(tip, Qt.ItemDataRole.ToolTipRole)
    made.setItem(0, 0, item)
    return made


def test_words_that_fit_need_no_tooltip_and_cut_ones_are_told_whole(qapp: QApplication) -> None:
    made = model(LONG)
    assert cell_tip(made.index(0, 0), 1000) == ""
    assert LONG in cell_tip(made.index(0, 0), 100)


def test_markup_from_outside_is_shown_as_it_is(qapp: QApplication) -> None:
    made = model("x", "<b>Sale</b> <img src='http://somewhere/x.png'>")
    assert "&lt;b&gt;Sale&lt;/b&gt; &lt;img" in cell_tip(made.index(0, 0), 1000)


def test_a_narrow_table_tells_a_name_it_has_cut(qapp: QApplication, monkeypatch: Any) -> None:
    told: list[str] = []
    monkeypatch.setattr(QToolTip, "showText", lambda _at, words, *_: told.append(words))
    made, table = model(LONG), DataTable(lambda *_: None, (1.0,), name="People")
    table.setModel(made)
    for width in (900, 120):
        table.resize(width, 200)
        table.show()
        QApplication.processEvents()
        event = QHelpEvent(QEvent.Type.ToolTip, QPoint(5, 5), QPoint(5, 5))
        assert table.itemDelegate().helpEvent(event, table, QStyleOptionViewItem(), made.index(0, 0))
    table.hide()
    table.deleteLater()
    assert told[0] == ""
    assert LONG in told[1]
