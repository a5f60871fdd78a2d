"""What failed today on one phone: the causes counted, and on demand text by text."""

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.phone_grouping import international
from desktop_app.store.failed_texts import Failures
from desktop_app.ui import style
from desktop_app.ui.phone_words import shown
from desktop_app.ui.tokens import CONTROL_SMALL, Role
from desktop_app.ui.widgets.button import Button, Kind
from desktop_app.ui.widgets.label import ElideLabel, Label
from desktop_app.ui.words import clock_time, number, said

_CAUSES = {
    8: "not delivered",
    9: "refused by the carrier",
    10: "no signal",
    11: "could not be sent as text",
    12: "flight mode",
    100: "blocked",
    101: "blocked",
}


def cause(code: int | None) -> str:
    """Why a text failed, within a sentence."""
    if code is None:
        return said("refused by SmsGateway24")
    return said(_CAUSES[code]) if code in _CAUSES else said("unknown (code {code})").format(code=code)


def causes_said(failures: Failures) -> str:
    """The causes, most frequent first: 8 no signal, 1 refused by the carrier."""
    counts: dict[str, int] = {}
    for code, count in failures.by_code.items():
        counts[cause(code)] = counts.get(cause(code), 0) + count
    return ", ".join(f"{number(count)} {words}" for words, count in sorted(counts.items(), key=lambda c: -c[1]))


class FailedList(QWidget):
    """One line, and beneath it the texts once they are asked for; hidden when nothing failed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._failures: Failures | None = None
        self._label_width = 120
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        line = QHBoxLayout()
        line.setSpacing(8)
        self._label = Label(self.tr("Failed today"), Role.SMALL, "text2")
        self._causes = ElideLabel("", Role.SMALL)
        self.show_button = Button("", Kind.QUIET, size=CONTROL_SMALL - 4, flush=True)
        self.show_button.clicked.connect(self._turn)
        line.addWidget(self._label)
        line.addWidget(self._causes, 1)
        line.addWidget(self.show_button)
        column.addLayout(line)
        self._texts = QWidget()
        self._grid = QGridLayout(self._texts)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(1, 1)
        column.addWidget(self._texts)
        self._texts.hide()
        self.show_failures(Failures())

    def show_failures(self, failures: Failures) -> None:
        """Show what failed."""
        if failures == self._failures:
            return
        self._failures = failures
        self._label.setFixedWidth(style.scaled(self._label_width))
        self._causes.set_text(causes_said(failures))
        self.setVisible(bool(failures.count))
        self._name_button()
        self._fill()

    def fold(self) -> None:
        """Show the line only: another phone is shown."""
        self._texts.hide()
        self._name_button()

    def _turn(self) -> None:
        self._texts.setVisible(self._texts.isHidden())
        self._name_button()

    def _name_button(self) -> None:
        count = self._failures.count if self._failures is not None else 0
        words = self.tr("Show {n}").format(n=number(count)) if self._texts.isHidden() else self.tr("Hide")
        self.show_button.setText(words)
        self.show_button.updateGeometry()

    def _fill(self) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        if self._failures is None:
            return
        for row, text in enumerate(self._failures.newest):
            whom = " · ".join(part for part in (shown(text.name), international(text.phone)) if part)
            self._grid.addWidget(Label(clock_time(text.at), Role.CAPTION, "text2"), row, 0)
            self._grid.addWidget(ElideLabel(whom, Role.CAPTION), row, 1)
            self._grid.addWidget(ElideLabel(cause(text.code), Role.CAPTION, "text2"), row, 2)
        more = self._failures.count - len(self._failures.newest)
        if more > 0:
            words = self.tr("and {n} more").format(n=number(more))
            self._grid.addWidget(Label(words, Role.CAPTION, "text2"), len(self._failures.newest), 1)
