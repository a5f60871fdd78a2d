"""What can be kept of a campaign: its receipt on paper or as PDF, its results beside the owner's rows, its columns."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QMenu, QVBoxLayout, QWidget

from desktop_app.domain.errors import Trouble
from desktop_app.domain.outgoing import Campaign
from desktop_app.ui import icons, style
from desktop_app.ui.tabs.bulk.acting import report_name
from desktop_app.ui.tabs.bulk.receipt_lines import ReceiptText
from desktop_app.ui.tabs.bulk.receipt_print import page, paint_receipt, write_pdf
from desktop_app.ui.tabs.bulk.said import tr
from desktop_app.ui.tabs.bulk.to_do import ToDo, ToDoRow
from desktop_app.ui.widgets.inline_message import InlineMessage
from desktop_app.ui.words import Tone, trouble_parts


class Keeping(QWidget):
    """Print or save as PDF, Save as Excel, and the same again with a new file."""

    report_asked = Signal()
    use_again = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._campaign: Campaign | None = None
        self._text: ReceiptText | None = None
        self.dialog: QDialog | None = None
        """The dialog that is open."""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(10)
        self.receipt = ToDoRow(
            "printer",
            Tone.NEUTRAL,
            self.tr("Keep this receipt"),
            self.tr("On paper, or as a PDF for your files."),
            self.tr("Print or save as PDF"),
        )
        self.results = ToDoRow(
            "file-spreadsheet",
            Tone.OK,
            self.tr("Results beside my rows"),
            self.tr("A new workbook: your columns, then state, time and reason. Yours stays as it is."),
            self.tr("Save as Excel"),
        )
        self._menu = QMenu(self)
        ink = style.colours().text2
        self.print_action = self._menu.addAction(icons.icon("printer", ink, 16), self.tr("Print…"))
        self.print_action.triggered.connect(self.ask_printer)
        self.pdf_action = self._menu.addAction(icons.icon("file-text", ink, 16), self.tr("Save as PDF…"))
        self.pdf_action.triggered.connect(self.ask_file)
        self.receipt.pressed.connect(self._open_menu)
        self.results.pressed.connect(self.report_asked)
        card = ToDo()
        card.show_rows((self.receipt, self.results))
        self._column.addWidget(card)
        self.again = InlineMessage(
            Tone.NEUTRAL,
            "",
            self.tr("Next time: same columns, same text, new file. File, Check, Review and done."),
            button=self.tr("Use again"),
            icon="repeat-2",
            slim=True,
        )
        self.again.pressed.connect(self.use_again)
        self._column.addWidget(self.again)
        self.told = InlineMessage(Tone.OK, slim=True)
        self.told.hide()
        self._column.addWidget(self.told)

    def show_campaign(self, campaign: Campaign, text: ReceiptText) -> None:
        """Keep this one."""
        self._campaign, self._text = campaign, text

    def _open_menu(self) -> None:
        button = self.receipt.button
        self._menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def _open(self, dialog: QDialog) -> None:
        self.dialog = dialog
        dialog.finished.connect(self._closed)
        QDialog.open(dialog)  # QPrintDialog hides it behind another of its own

    def _closed(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None

    def ask_printer(self) -> None:
        """Ask for a printer, then print."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPageLayout(page())
        dialog = QPrintDialog(printer, self)
        dialog.accepted.connect(lambda: self._print(printer))
        self._open(dialog)

    def _print(self, printer: QPrinter) -> None:
        if self._text is not None:
            paint_receipt(printer, self._text)
            self._say(Tone.OK, tr("Sent to the printer."))

    def ask_file(self) -> None:
        """Ask where the PDF goes, then write it."""
        if self._campaign is None:
            return
        dialog = QFileDialog(self, self.tr("Save receipt"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.setNameFilter("PDF (*.pdf)")
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(report_name(self._campaign, "pdf", tr("receipt")))
        dialog.fileSelected.connect(lambda path: self.write_pdf(Path(path)))
        self._open(dialog)

    def write_pdf(self, path: Path) -> None:
        """Write the receipt to `path`."""
        if self._text is None:
            return
        try:
            write_pdf(self._text, path)
        except Trouble as trouble:
            self._say(Tone.BAD, *trouble_parts(trouble))
        else:
            self._say(Tone.OK, tr("Saved as {file}.").format(file=path.name))

    def _say(self, tone: Tone, words: str, text: str = "") -> None:
        self.told.say(tone, words, text)
        self.told.show()
