"""What we found in the sheet, each with a tick or a question, beside it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from desktop_app.domain import countries
from desktop_app.domain.recipient import PlanRequest, SheetView
from desktop_app.ui.tokens import Role
from desktop_app.ui.widgets.button import Button, Kind
from desktop_app.ui.widgets.card import Card, Icon
from desktop_app.ui.widgets.choice import CheckBox, Select
from desktop_app.ui.widgets.label import Label, Rule
from desktop_app.ui.words import number, said


class _Finding(QWidget):
    """A tick or a question, a strong line and what follows from it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = Icon("circle-check", "ok", size=18)
        self._head = Label("", Role.SMALL_STRONG, wrap=True)
        self._what = Label("", Role.SMALL, "text2", wrap=True)
        self.below = QVBoxLayout()
        self.below.setSpacing(0)
        self.below.addWidget(self._head)
        self.below.addWidget(self._what)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 4, 0, 4)
        self.row.setSpacing(10)
        self.row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        self.row.addLayout(self.below, 1)

    def say(self, head: str, what: str, *, sure: bool) -> None:
        """A finding, or a question where it is not sure."""
        self._icon.show_icon("circle-check" if sure else "circle-help", "ok" if sure else "accent_text")
        self._head.setText(head)
        self._what.setText(what)
        self._what.setVisible(bool(what))


class Found(QWidget):
    """Headings, phone numbers, country, and whether to remember it all."""

    heading_asked = Signal()
    no_heading_asked = Signal()
    country_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heading, self._phones, self._country, self._text = _Finding(), _Finding(), _Finding(), _Finding()
        change = Button(self.tr("Change"), Kind.QUIET, size=28)
        change.setAccessibleName(self.tr("Change the heading row"))
        self._menu = QMenu(self)
        self._menu.addAction(self.tr("Click the row with the headings")).triggered.connect(self.heading_asked)
        self._menu.addAction(self.tr("This sheet has no headings")).triggered.connect(self.no_heading_asked)
        change.clicked.connect(lambda: self._menu.popup(change.mapToGlobal(change.rect().bottomLeft())))
        self._heading.row.addWidget(change)
        self._select = Select(self.tr("Country of numbers without a country code"), icon="globe")
        self._select.activated.connect(lambda *_: self.country_chosen.emit(str(self._select.currentData())))
        self._country.below.addSpacing(6)
        self._country.below.addWidget(self._select)
        self.remember = CheckBox(self.tr("Remember for next time"))
        self.remember.setChecked(True)
        found = Card(self.tr("What we found"), gap=4)
        for place, finding in enumerate((self._heading, self._phones, self._country)):
            if place:
                found.column.addWidget(Rule())
            found.column.addWidget(finding)
        self._rule = Rule()
        found.column.addWidget(self._rule)
        found.column.addWidget(self._text)
        self.show_text("")
        remember = Card(gap=0)
        remember.column.addWidget(self.remember)
        hint = Label(self.tr("Workbooks with these headings need no choosing."), Role.CAPTION, "text2", wrap=True)
        hint.setContentsMargins(28, 0, 0, 0)
        remember.column.addWidget(hint)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(found)
        column.addWidget(remember)
        column.addStretch(1)

    def show_view(self, view: SheetView, request: PlanRequest, phones: str) -> None:
        """Say what is known of the sheet."""
        self._show_heading(view)
        counts = self.tr("{right} look right, {look} need a look (step Check), {empty} are empty.").format(
            right=number(view.look_right), look=number(view.need_a_look), empty=number(view.empty)
        )
        same = request.phone_columns[:1] == (view.phone_column,)
        self._phones.say(
            phones or self.tr("Which column has the phone numbers?"),
            counts if phones and same else "",
            sure=bool(phones),
        )
        without = self.tr("%Ln numbers have no country code.", "", view.without_country)
        self._country.say(
            self.tr("Numbers without a country code"),
            without.replace("%Ln", number(view.without_country)),
            sure=not view.without_country,
        )
        if not self._select.count():
            for code, words in country_names():
                self._select.addItem(words, code)
        self._select.setCurrentIndex(self._select.findData(request.country))

    def show_text(self, letter: str) -> None:
        """Say that finished texts stand in a column; without a letter they do not."""
        for widget in (self._rule, self._text):
            widget.setVisible(bool(letter))
        self._text.say(
            self.tr("Finished texts in column {letter}").format(letter=letter),
            self.tr("They go out as they stand. There is nothing to write."),
            sure=True,
        )

    def _show_heading(self, view: SheetView) -> None:
        if view.header_row is None:
            self._heading.say(self.tr("There are no headings"), self.tr("The first row is sent to."), sure=True)
            return
        head = self.tr("Headings are in row {row}").format(row=view.header_row)
        above = view.header_row - 1
        skipped = ""
        if above == 1:
            skipped = self.tr("Row 1 is skipped.")
        elif above == 2:
            skipped = self.tr("Rows 1 and 2 are skipped.")
        elif above > 2:
            skipped = self.tr("Rows 1 to {last} are skipped.").format(last=above)
        self._heading.say(head, skipped, sure=True)

    def say_picking(self) -> None:
        """The next row clicked or entered becomes the heading row."""
        self._heading.say(
            self.tr("Click the row with the headings"),
            self.tr("Or go to it with the arrows and press Enter."),
            sure=False,
        )


def country_names() -> list[tuple[str, str]]:
    """Countries by their name: (code, "Germany (+49)")."""
    named = [(code, f"{said(countries.name(code))} (+{countries.calling_code(code)})") for code in countries.ALL]
    return sorted(named, key=lambda pair: pair[1])
