"""Step 1, File: the landing page. Drop, choose or paste a workbook, or pick up what was begun."""

from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.domain.errors import BadFile, Trouble
from desktop_app.domain.recipient import Opened, SheetView
from desktop_app.services.draft_memory import SavedDraft
from desktop_app.ui.qt_virtual import qt_virtual
from desktop_app.ui.tabs.bulk.draft import Draft, UsedText
from desktop_app.ui.tabs.bulk.drop_zone import DropZone
from desktop_app.ui.tabs.bulk.order import is_known
from desktop_app.ui.tabs.bulk.pick_up import PickUp
from desktop_app.ui.tabs.bulk.reading_card import ReadingCard
from desktop_app.ui.tabs.bulk.recent import RecentCampaigns
from desktop_app.ui.tabs.bulk.step import Action, PageTitle, Step
from desktop_app.ui.widgets.inline_message import InlineMessage
from desktop_app.ui.words import Tone

READABLE = ("xlsx", "xlsm", "xls", "xlsb", "ods", "csv", "tsv", "txt")
"""Endings the file dialog offers; what a file really is, the worker finds out."""


class FileStep(Step):
    """The landing page of Bulk send."""

    campaign_asked = Signal(int)
    check_asked = Signal()
    """The draft is planned, or about to be: go to Check."""
    history_asked = Signal()

    def __init__(self, draft: Draft, parent: QWidget | None = None) -> None:
        super().__init__(draft, parent)
        self.setAcceptDrops(True)
        self._title = PageTitle(self.tr("Bulk send"), self.tr("Turn a spreadsheet into personal text messages."))
        self.zone = DropZone()
        self.reading = ReadingCard()
        self._place = QStackedWidget()
        self._place.addWidget(self.zone)
        self._place.addWidget(self.reading)
        self.pick_up = PickUp()
        self.recent = RecentCampaigns(draft.services)
        self.used = InlineMessage(Tone.OK, slim=True)
        self.used.pressed.connect(lambda: self.use_again(None))
        self.used.hide()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        upper = QHBoxLayout()
        upper.setSpacing(16)
        upper.addWidget(self._place, 2)
        upper.addWidget(self.pick_up, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._title)
        column.addWidget(self.used)
        column.addLayout(upper)
        column.addWidget(self.recent, 1)

    def _connect(self) -> None:
        self.zone.choose_asked.connect(self.choose_file)
        self.zone.paste_asked.connect(self.paste)
        self.reading.cancelled.connect(self._cancel)
        self.reading.continued.connect(self._continue)
        self.reading.columns_asked.connect(self.go_on)
        self.reading.hidden_answered.connect(self._answer_hidden)
        self.reading.sample_changed.connect(self._read_again)
        self.pick_up.draft_chosen.connect(self._reopen)
        self.pick_up.sample_chosen.connect(self.try_sample)
        self.pick_up.sample_copy_asked.connect(self._save_sample)
        self.recent.chosen.connect(self.campaign_asked)
        self.recent.history_asked.connect(self.history_asked)
        for keys, slot in (
            (QKeySequence.StandardKey.Open, self.choose_file),
            (QKeySequence.StandardKey.Paste, self.paste),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    # Coming and going

    def enter(self) -> None:
        """Start the worker, so that nobody waits for it, and read what was begun."""
        self.draft.bulk.prepare()
        self._place.setCurrentWidget(self.reading if self.draft.bulk.view is not None else self.zone)
        self.draft.services.tasks.start(self.draft.bulk.drafts(), self.pick_up.show_drafts, name="bulk drafts")
        self.recent.load()

    def action(self) -> Action:
        """The landing page has no footer; its actions are on it."""
        return Action(self.tr("Continue"), enabled=self.draft.bulk.view is not None)

    def set_compact(self, *, compact: bool) -> None:
        """A lower drop zone in a low window."""
        super().set_compact(compact=compact)
        self._title.set_compact(compact=compact)
        self.zone.set_compact(compact=compact)
        self.pick_up.set_compact(compact=compact)

    # Opening

    def choose_file(self) -> None:
        """Ask for a file; the dialog does not stop the loop."""
        patterns = " ".join(f"*.{ending}" for ending in READABLE)
        dialog = QFileDialog(self, self.tr("Choose a workbook"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([self.tr("Workbooks ({patterns})").format(patterns=patterns), self.tr("All files (*)")])
        dialog.fileSelected.connect(lambda name: self.open_path(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def open_path(self, path: Path) -> None:
        """Read a file and show how far it is."""
        self._begin(path.name)
        self.draft.ask(
            lambda: self.draft.bulk.open_file(path, self.reading.show_progress),
            self._opened,
            on_trouble=self._refused,
        )

    def paste(self) -> None:
        """Read the rows on the clipboard."""
        text = QGuiApplication.clipboard().text()
        if not text.strip():
            self.zone.say(self.tr("There is nothing to paste. Copy rows in Excel first."))
            return
        self._begin(self.tr("Pasted rows"))
        self.draft.ask(lambda: self.draft.bulk.paste(text), self._opened, on_trouble=self._refused)

    def _begin(self, name: str) -> None:
        self.draft.forget_questions()
        again = self.draft.again
        self.draft.template = again.template if again else ""
        self.draft.name = ""
        self.draft.short = False
        self.reading.begin(name)
        self._place.setCurrentWidget(self.reading)

    def _opened(self, opened: Opened) -> None:
        self.draft.begin_delivery()
        self.reading.show_opened(opened)
        self.draft.ask(self.draft.bulk.choose, self._chosen, on_trouble=self._refused)

    def _chosen(self, view: SheetView) -> None:
        self.reading.show_sheet(view)
        if self._is_text_file:
            self.draft.ask(lambda: self.draft.bulk.grid(0, 4), self.reading.show_sample)
        if is_known(self.draft):
            self.reading.show_known(self._known_words())
        elif not (view.hidden_rows or self.reading.has_notes or self._is_text_file):
            self.go_on.emit()

    @property
    def _is_text_file(self) -> bool:
        return self.draft.bulk.opened is not None and bool(self.draft.bulk.opened.separator)

    def _known_words(self) -> str:
        columns = self.tr("You have used these columns before.")
        if self.draft.again is None:
            return columns + " " + self.tr("The texts stand finished in one of them.")
        return columns + " " + self.tr("The text is that of “{name}”.").format(name=self.draft.again.campaign)

    def _continue(self) -> None:
        """Straight to Check where the file is known, else on to Columns."""
        if not is_known(self.draft):
            self.go_on.emit()
            return
        self.draft.short = True
        again = self.draft.again
        template, fallbacks = (again.template, again.fallbacks) if again else (None, None)
        self.draft.replan(lambda: self.draft.bulk.write(template, fallbacks))
        self.check_asked.emit()

    def _answer_hidden(self, include: bool) -> None:
        view = self.draft.bulk.view
        if view is None:
            return
        self.draft.ask(lambda: self.draft.bulk.choose(view.sheet, include_hidden=include), lambda _: self._continue())

    def _read_again(self, encoding: str, separator: str) -> None:
        self.draft.ask(
            lambda: self.draft.bulk.choose(encoding=encoding or None, separator=separator or None),
            self._chosen,
            on_trouble=self._refused,
        )

    def _refused(self, trouble: Trouble) -> None:
        self._place.setCurrentWidget(self.zone)
        self.zone.refuse(trouble)

    def _cancel(self) -> None:
        self.draft.forget_questions()
        self.draft.bulk.cancel()
        self._place.setCurrentWidget(self.zone)

    def _reopen(self, saved: SavedDraft) -> None:
        self._begin(Path(saved.file).name)
        self.draft.template = saved.request.template or ""
        self.draft.ask(
            lambda: self.draft.bulk.reopen(saved, self.reading.show_progress),
            lambda _: self._reopened(),
            on_trouble=self._refused,
        )

    def _reopened(self) -> None:
        self.draft.begin_delivery()
        self.check_asked.emit()

    def use_again(self, text: UsedText | None) -> None:
        """Begin the next file with the text of an earlier campaign; None: with none."""
        self.draft.again = text
        if text is None:
            self.used.hide()
            return
        self.used.say(
            Tone.OK,
            self.tr("Choose the new file for “{name}”.").format(name=text.campaign),
            self.tr("Its text is ready; the columns are known if the headings are the same."),
            button=self.tr("Begin without it"),
            icon="repeat-2",
        )
        self.used.show()

    # The sample

    def try_sample(self) -> None:
        """Open the sample workbook with its message."""
        self.use_again(None)
        self.open_path(self.pick_up.sample)
        self.draft.name, self.draft.template = self.pick_up.sample_campaign()

    def _save_sample(self) -> None:
        dialog = QFileDialog(self, self.tr("Save a copy of the sample workbook"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(self.pick_up.sample.name)
        dialog.fileSelected.connect(lambda name: self._copy_sample(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _copy_sample(self, to: Path) -> None:
        try:
            self.pick_up.copy_sample(to)
        except OSError as error:
            why = error.strerror or str(error)
            self.draft.trouble.emit(BadFile("{file} cannot be written: {why}.", file=to.name, why=why))

    # Dropping

    @qt_virtual
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """The whole page takes a workbook; anything else is told why not."""
        path = _dropped(event.mimeData().urls())
        if path is None:
            return
        self.zone.drag(path)
        if path.suffix.lower().lstrip(".") in READABLE:
            event.acceptProposedAction()

    @qt_virtual
    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """The file went away again."""
        self.zone.drag(None)
        super().dragLeaveEvent(event)

    @qt_virtual
    def dropEvent(self, event: QDropEvent) -> None:
        """Open what was dropped."""
        self.zone.drag(None)
        if path := _dropped(event.mimeData().urls()):
            event.acceptProposedAction()
            self.open_path(path)


def _dropped(urls: list[QUrl]) -> Path | None:
    return next((Path(url.toLocalFile()) for url in urls if url.isLocalFile()), None)
