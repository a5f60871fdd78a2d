"""Settings of this part: how messages are sent, and how the window looks. Changes apply at once."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QTime, Signal
from PySide6.QtWidgets import QButtonGroup, QDialog, QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.domain.settings import Settings
from desktop_app.ui import style
from desktop_app.ui.style import Theme
from desktop_app.ui.tokens import Role
from desktop_app.ui.widgets.button import Button, Kind
from desktop_app.ui.widgets.choice import RadioButton, Select, Switch
from desktop_app.ui.widgets.label import Label, Rule
from desktop_app.ui.widgets.segmented import Segmented

PACES = (20.0, 10.0, 0.0)
TEXT_SIZES = (1.0, 1.25, 1.5)
_USUAL_QUIET = "20:00-08:00"


class SettingsDialog(QDialog):
    """`changed(key, value)` for a setting of `domain.settings`; `looks(theme, text size)` for the window.

    `countries` are code and words, "DE" and "Germany (+49)"; `read_mobile` gives the E.164 number for what was typed,
    or "" when it is none.
    """

    changed = Signal(str, str)
    looks = Signal(object, float)

    def __init__(
        self,
        parent: QWidget,
        settings: Settings,
        theme: Theme,
        text_size: float,
        countries: Sequence[tuple[str, str]],
        read_mobile: Callable[[str], str],
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self._read_mobile = read_mobile
        self.setWindowTitle(self.tr("Settings"))
        self.setModal(True)
        self.setMinimumWidth(style.scaled(520))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        head = QHBoxLayout()
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label(self.tr("Settings"), Role.TITLE))
        words.addWidget(Label(self.tr("Changes apply at once."), Role.BODY, "text2"))
        head.addLayout(words)
        head.addStretch(1)
        pages = Segmented(self.tr("Kind of settings"), [self.tr("Sending"), self.tr("Appearance")])
        head.addWidget(pages)
        column.addLayout(head)
        stack = QStackedWidget()
        stack.addWidget(self._sending(countries))
        stack.addWidget(self._appearance(theme, text_size))
        pages.chosen.connect(stack.setCurrentIndex)
        column.addWidget(stack)
        below = QHBoxLayout()
        below.addStretch(1)
        done = Button(self.tr("Done"), Kind.PRIMARY)
        done.clicked.connect(self.accept)
        below.addWidget(done)
        column.addLayout(below)

    def _sending(self, countries: Sequence[tuple[str, str]]) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(8)
        column.addWidget(Label(self.tr("Pace"), Role.SUBTITLE))
        self._add_paces(page, column)
        column.addWidget(Rule())
        self._add_quiet(column)
        column.addWidget(Rule())
        country = Select(self.tr("Numbers starting with 0"), icon="globe")
        country.setFixedWidth(220)
        for code, words in countries:
            country.addItem(words, code)
        country.setCurrentIndex(max(country.findData(self._settings.country), 0))
        country.activated.connect(lambda _: self.changed.emit("country", country.currentData()))
        column.addLayout(_row(self.tr("Numbers starting with 0"), self.tr("are read as numbers of"), country))
        self._mobile = QLineEdit(self._settings.own_mobile)
        self._mobile.setAccessibleName(self.tr("My mobile, for tests"))
        self._mobile.setPlaceholderText("+49 170 2290 118")
        self._mobile.setFixedWidth(220)
        self._mobile.editingFinished.connect(self._keep_mobile)
        column.addLayout(_row(self.tr("My mobile, for tests"), "", self._mobile))
        self._mobile_wrong = Label("", Role.CAPTION, "bad", wrap=True)
        self._mobile_wrong.hide()
        column.addWidget(self._mobile_wrong)
        return page

    def _add_paces(self, page: QWidget, column: QVBoxLayout) -> None:
        group = QButtonGroup(page)
        words = (
            (self.tr("Gentle · one every 20 s per phone"), self.tr("One or two messages are with a phone at a time.")),
            (self.tr("Normal · one every 10 s per phone"), ""),
            (self.tr("As fast as the phone allows"), self.tr("Carriers may block the SIM.")),
        )
        for index, (text, beneath) in enumerate(words):
            button = RadioButton(text)
            button.setChecked(PACES[index] == self._settings.pace_s)
            group.addButton(button, index)
            lines = QVBoxLayout()
            lines.setSpacing(0)
            lines.addWidget(button)
            if beneath:
                button.setAccessibleDescription(beneath)
                note = Label(beneath, Role.CAPTION, "text2")
                note.setIndent(28)
                lines.addWidget(note)
            column.addLayout(lines)
        if group.checkedButton() is None:
            note = Label(self.tr("Now: one every {n} s").format(n=f"{self._settings.pace_s:g}"), Role.CAPTION, "text2")
            column.addWidget(note)
        group.idClicked.connect(lambda index: self.changed.emit("pace_s", f"{PACES[index]:g}"))

    def _add_quiet(self, column: QVBoxLayout) -> None:
        on = self._settings.quiet_hours.strip().lower() != "off"
        begin, end = (self._settings.quiet_hours if on else _USUAL_QUIET).replace("–", "-").split("-")
        self._quiet = Switch()
        self._quiet.setAccessibleName(self.tr("Quiet hours"))
        self._quiet.setChecked(on)
        self._begin = _time_choice(self.tr("Quiet from"), begin)
        self._end = _time_choice(self.tr("Quiet until"), end)
        row = QHBoxLayout()
        row.setSpacing(8)
        for widget in (self._begin, Label("–"), self._end, self._quiet):
            row.addWidget(widget)
        holder = QWidget()
        holder.setLayout(row)
        row.setContentsMargins(0, 0, 0, 0)
        column.addLayout(_row(self.tr("Quiet hours"), self.tr("bulk sends wait, by this computer’s clock"), holder))
        self._quiet.toggled.connect(self._keep_quiet)
        for choice in (self._begin, self._end):
            choice.activated.connect(self._keep_quiet)
            choice.setEnabled(on)

    def _appearance(self, theme: Theme, text_size: float) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(12)
        themes = list(Theme)
        colours = Segmented(self.tr("Colours"), [self.tr("Like the system"), self.tr("Light"), self.tr("Dark")])
        colours.choose(themes.index(theme))
        column.addLayout(_row(self.tr("Colours"), "", colours))
        sizes = Segmented(self.tr("Text size"), [f"{round(size * 100)} %" for size in TEXT_SIZES])
        sizes.choose(min(range(len(TEXT_SIZES)), key=lambda i: abs(TEXT_SIZES[i] - text_size)))
        column.addLayout(_row(self.tr("Text size"), "", sizes))
        column.addStretch(1)

        def tell() -> None:
            self.looks.emit(themes[colours.index], TEXT_SIZES[sizes.index])

        colours.chosen.connect(lambda _: tell())
        sizes.chosen.connect(lambda _: tell())
        return page

    def _keep_quiet(self) -> None:
        on = self._quiet.isChecked()
        for choice in (self._begin, self._end):
            choice.setEnabled(on)
        span = f"{self._begin.currentData()}-{self._end.currentData()}"
        if on and self._begin.currentData() == self._end.currentData():
            return
        self.changed.emit("quiet_hours", span if on else "off")

    def _keep_mobile(self) -> None:
        typed = self._mobile.text().strip()
        number = self._read_mobile(typed) if typed else ""
        wrong = bool(typed) and not number
        self._mobile_wrong.setVisible(wrong)
        self._mobile_wrong.setText(self.tr("This is not a mobile number we can read. Write it with +49 in front."))
        if not wrong:
            self.changed.emit("own_mobile", number)
            self._mobile.setText(number)


def _row(words: str, beneath: str, widget: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(12)
    lines = QVBoxLayout()
    lines.setSpacing(0)
    lines.addWidget(Label(words))
    if beneath:
        lines.addWidget(Label(beneath, Role.CAPTION, "text2"))
    row.addLayout(lines)
    row.addStretch(1)
    row.addWidget(widget)
    return row


def _time_choice(name: str, now: str) -> Select:
    """Half hours of the day, and the one set now whatever it is."""
    choice = Select(name)
    times = {f"{minutes // 60:02}:{minutes % 60:02}" for minutes in range(0, 24 * 60, 30)}
    now = now.strip().zfill(5)
    for text in sorted(times | {now}):
        choice.addItem(QTime.fromString(text, "HH:mm").toString("HH:mm"), text)
    choice.setCurrentIndex(choice.findData(now))
    return choice
