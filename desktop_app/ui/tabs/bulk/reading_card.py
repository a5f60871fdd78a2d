"""The file while it is read, and what was found in it: progress, notes, hidden rows, a CSV's sample."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.recipient import GridRow, Opened, SheetView
from desktop_app.ui.tokens import Role
from desktop_app.ui.widgets.button import Button, Kind
from desktop_app.ui.widgets.card import Card, IconTile
from desktop_app.ui.widgets.choice import Select
from desktop_app.ui.widgets.inline_message import InlineMessage
from desktop_app.ui.widgets.label import ElideLabel, Label
from desktop_app.ui.widgets.share_bar import ShareBar
from desktop_app.ui.words import Tone, number, said

_SEPARATORS = ((",", "Comma"), (";", "Semicolon"), ("\t", "Tab"), ("|", "Vertical bar"))
_ENCODINGS = ("utf-8", "cp1252", "cp1251", "cp1250", "utf-16")


class ReadingCard(Card):
    """Takes the place of the drop zone while a file is read and while it has something to ask."""

    cancelled = Signal()
    continued = Signal()
    columns_asked = Signal()
    """Look at the columns, though they are known."""
    hidden_answered = Signal(bool)
    """True: include the hidden rows."""
    sample_changed = Signal(str, str)
    """Encoding and separator the owner chose."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(padding=20, gap=12, parent=parent)
        self._notes: list[str] = []
        self._name = ElideLabel("", Role.SUBTITLE)
        self._what = Label("", Role.SMALL, "text2")
        self._bar = ShareBar(self.tr("How much of the file is read"), outlined=False)
        self.cancel = Button(self.tr("Cancel"), Kind.SECONDARY)
        self.cancel.clicked.connect(self.cancelled)
        self.go_on = Button(self.tr("Continue"), Kind.PRIMARY, trailing="arrow-right")
        self.go_on.clicked.connect(self.continued)
        self._hidden = InlineMessage(Tone.WARN)
        self._hidden.pressed.connect(lambda: self.hidden_answered.emit(False))  # noqa: FBT003 - a signal's argument
        self._hidden.second_pressed.connect(lambda: self.hidden_answered.emit(True))  # noqa: FBT003 - as above
        self._note = InlineMessage(Tone.ACCENT)
        self._known = InlineMessage(Tone.OK)
        self._known.pressed.connect(self.columns_asked)
        self._build_sample()
        self._lay_out()

    def _build_sample(self) -> None:
        self._sample = QWidget()
        self._sample_text = Label("", Role.SMALL, "text2")
        self._encoding = Select(self.tr("Encoding"))
        for name in _ENCODINGS:
            self._encoding.addItem(name.upper(), name)
        self._separator = Select(self.tr("Separator"))
        for sign, words in _SEPARATORS:
            self._separator.addItem(said(words), sign)
        for select in (self._encoding, self._separator):
            select.activated.connect(self._sample_chosen)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(Label(self.tr("Do the names look right? Müller, Øst, Иванов"), Role.SMALL))
        row.addStretch(1)
        row.addWidget(self._separator)
        row.addWidget(self._encoding)
        column = QVBoxLayout(self._sample)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        column.addWidget(self._sample_text)

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._name)
        words.addWidget(self._what)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(IconTile("file-spreadsheet", Tone.OK, size=44))
        head.addLayout(words, 1)
        head.addWidget(self.cancel)
        head.addWidget(self.go_on)
        self.column.addStretch(1)
        self.column.addLayout(head)
        self.column.addWidget(self._bar)
        for widget in (self._known, self._note, self._hidden, self._sample):
            self.column.addWidget(widget)
        self.column.addStretch(1)
        self._ask_nothing()

    def _ask_nothing(self) -> None:
        """Take no room for questions that are not asked."""
        self.go_on.setText(self.tr("Continue"))
        for widget in (self._known, self._note, self._hidden, self._sample, self.go_on):
            widget.hide()

    @property
    def has_notes(self) -> bool:
        """Whether something must be seen before going on."""
        return bool(self._notes)

    def begin(self, name: str) -> None:
        """A file is being opened."""
        self._notes = []
        self._name.set_text(name)
        self._what.setText(self.tr("Opening…"))
        self._bar.show_share(0, self.tr("nothing yet"))
        self._bar.show()
        self.cancel.show()
        self.cancel.setText(self.tr("Cancel"))
        self._ask_nothing()

    def show_progress(self, read: int, rows: int) -> None:
        """How many rows are read."""
        words = self.tr("Reading row {read} of {rows}").format(read=number(read), rows=number(rows))
        self._what.setText(words)
        self._bar.show_share(read / rows if rows else 0, words)

    def show_opened(self, opened: Opened) -> None:
        """The file is open; what its owner should know stands below."""
        self._notes = [said(note) for note in opened.notes]
        self._note.say(Tone.ACCENT, "", "\n".join(self._notes))
        self._note.setVisible(bool(self._notes))
        if opened.separator:
            self._encoding.setCurrentIndex(max(self._encoding.findData((opened.encoding or "").lower()), 0))
            self._separator.setCurrentIndex(max(self._separator.findData(opened.separator), 0))

    def show_sheet(self, view: SheetView) -> None:
        """The sheet is read."""
        self._bar.hide()
        rows = self.tr("%Ln rows", "", view.rows).replace("%Ln", number(view.rows))
        self._what.setText(self.tr("Sheet {sheet} · {rows}").format(sheet=view.sheet, rows=rows))
        self.cancel.setText(self.tr("Another file"))
        self.go_on.setVisible(not view.hidden_rows)
        if view.hidden_rows:
            hidden = self.tr("%Ln rows are hidden.", "", view.hidden_rows).replace("%Ln", number(view.hidden_rows))
            self._hidden.say(
                Tone.WARN,
                self.tr("This sheet has a filter on."),
                hidden,
                button=self.tr("Leave them out"),
                second=self.tr("Include them"),
            )
        self._hidden.setVisible(bool(view.hidden_rows))

    def show_known(self, words: str) -> None:
        """The file is known: its sheet and rows stand above, and Continue goes straight to Check."""
        self._known.say(
            Tone.OK,
            self.tr("Is this the right sheet, with the right number of rows?"),
            words,
            button=self.tr("Look at the columns"),
        )
        self._known.show()
        self.go_on.setText(self.tr("Continue to Check"))
        self.go_on.setVisible(not self._hidden.isVisibleTo(self))

    def show_sample(self, rows: list[GridRow]) -> None:
        """First rows of a text file, to judge separator and encoding."""
        self._sample_text.setText("\n".join("  |  ".join(row.cells) for row in rows))
        self._sample.show()
        self.go_on.show()

    def _sample_chosen(self) -> None:
        self.sample_changed.emit(str(self._encoding.currentData()), str(self._separator.currentData()))
