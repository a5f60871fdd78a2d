"""From the bytes of a file to its sheets as text. Runs in the worker's process only.

Each kind has a reader of its own that knows what Excel shows; calamine, xlrd and openpyxl step in for what that reader
cannot make sense of. Every failure is a `BadFile` with a sentence for people.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import PurePath
from typing import Protocol

from desktop_app.domain.errors import BadFile
from desktop_app.domain.recipient import Opened, SheetInfo
from desktop_app.sheets import refusals
from desktop_app.sheets.binary_workbook import BinaryWorkbook
from desktop_app.sheets.container import Container
from desktop_app.sheets.delimited import Delimited, prepare, read_delimited
from desktop_app.sheets.encodings import Decoded, decode
from desktop_app.sheets.number_words import ENGLISH, Language
from desktop_app.sheets.old_formats import CalamineBook, OpenpyxlBook, XlrdBook
from desktop_app.sheets.open_document import OpenDocument
from desktop_app.sheets.patience import patient
from desktop_app.sheets.sheet import PROBLEM_UNCLOSED, Malformed, Progress, Sheet
from desktop_app.sheets.sheet_xml import read_worksheet
from desktop_app.sheets.sniffing import CSV, ODS, XLS, XLSB, XLSX, kind_of
from desktop_app.sheets.xlsx import Xlsx

PASTED = "pasted"
_SAMPLED_ROWS = 60
"""Used rows looked at in each sheet to find the one with phone numbers."""
_SAMPLED_SHEETS = 25
_PHONE = re.compile(r"[+(]?\d[\d\s()/.\-\u2010-\u2015\u00a0]{5,24}$")
_ENOUGH_PHONES = 20


class Source(Protocol):
    """What every reader offers."""

    def listed(self) -> list[tuple[str, bool]]:
        """Worksheets in order: name and whether visible."""
        ...

    def read(self, name: str, limit: int | None = None, on_progress: Progress | None = None) -> Sheet:
        """One sheet; raises Malformed or BadFile."""
        ...


class _XlsxSource:
    def __init__(self, container: Container, language: Language) -> None:
        self._book = Xlsx(container, language)
        if not self._book.sheets:
            raise Malformed("no worksheets")

    def listed(self) -> list[tuple[str, bool]]:
        return [(sheet.name, sheet.visible) for sheet in self._book.sheets]

    def read(self, name: str, limit: int | None = None, on_progress: Progress | None = None) -> Sheet:
        part = next(sheet.part for sheet in self._book.sheets if sheet.name == name)
        return read_worksheet(self._book, name, part, limit, on_progress)


class _TextSource:
    def __init__(self, decoded: Decoded, name: str, separator: str | None) -> None:
        self.text: Delimited = prepare(decoded, separator)
        self._name = name

    def listed(self) -> list[tuple[str, bool]]:
        return [(self._name, True)]

    def read(self, name: str, limit: int | None = None, on_progress: Progress | None = None) -> Sheet:
        return read_delimited(self.text, name, limit, on_progress)


class Book:
    """An opened file. Sheets are read when asked for; the bytes stay as they were when it was opened.

    Raises (on construction):
        BadFile: it cannot be read, and why.
    """

    def __init__(self, data: bytes, path: str, *, pasted: bool = False, language: Language = ENGLISH) -> None:
        self._data = data
        self._path = path
        self._language = language
        self._encoding: str | None = None
        self._separator: str | None = None
        name = PurePath(path).name
        with _plain_errors():
            self.kind, self._container = (PASTED, None) if pasted else kind_of(data, name)
        self._title = "Pasted rows" if pasted else PurePath(path).stem or name
        self._source = self._first_source()
        self._listed = self._source.listed()

    @property
    def is_text(self) -> bool:
        """Whether encoding and separator can be chosen."""
        return self.kind in (CSV, PASTED)

    def recode(self, encoding: str | None, separator: str | None) -> None:
        """Read a text file again with the owner's choice; None leaves it to guessing.

        Raises:
            BadFile: no such encoding.
        """
        if self.is_text and (encoding, separator) != (self._encoding, self._separator):
            self._encoding, self._separator = encoding, separator
            self._source = self._text_source()

    def opened(self) -> Opened:
        """What opening the file told.

        Raises:
            BadFile: no visible sheet has a row.
        """
        visible = [name for name, shown in self._listed if shown]
        best = self._best(visible)
        text = self._source.text if isinstance(self._source, _TextSource) else None
        return Opened(
            path=self._path,
            kind=self.kind,
            sheets=tuple(SheetInfo(name) for name in visible),
            best=best,
            notes=tuple(self._notes(text)),
            encoding=text.encoding if text else None,
            separator=text.separator if text else None,
        )

    def sheet(self, name: str, limit: int | None = None, on_progress: Progress | None = None) -> Sheet:
        """One visible sheet as text.

        Raises:
            BadFile: no such sheet, or it cannot be read.
        """
        if (name, True) not in self._listed:
            raise refusals.no_such_sheet(name)
        with patient(), _plain_errors():
            try:
                return self._source.read(name, limit, on_progress)
            except Malformed:
                if self.kind not in (XLS, XLSB):
                    raise  # XML that is not well-formed is damage, however much of it another reader would guess
                return CalamineBook(self._data).read(name, limit, on_progress)

    def _notes(self, text: Delimited | None) -> Iterator[str]:
        hidden = sum(not shown for _, shown in self._listed)
        if hidden:
            yield "1 hidden sheet is left out." if hidden == 1 else f"{hidden} hidden sheets are left out."
        if text and text.foreign_lines:
            lines = ", ".join(str(line) for line in sorted(text.foreign_lines)[:10])
            yield f"Some lines are in another encoding than the rest: {lines}. Check the names in them."

    def _best(self, visible: list[str]) -> str:
        """The first of the sheets with the most cells that look like phone numbers, else the first with rows."""
        best, best_score = "", -1
        trouble: BadFile | None = None
        for name in visible[:_SAMPLED_SHEETS]:
            try:
                sample = self.sheet(name, _SAMPLED_ROWS)
            except BadFile as error:
                trouble = trouble or error
                continue
            score = min(_phones(sample), _ENOUGH_PHONES) if any(map(any, sample.rows)) else -1
            if score > best_score:
                best, best_score = name, score
        if best_score < 0:
            raise trouble or refusals.no_rows()
        return best

    def _first_source(self) -> Source:
        if self.is_text:
            return self._text_source()
        with _plain_errors():
            return _first_that_opens(self._ways())

    def _ways(self) -> Iterator[Callable[[], Source]]:
        """Readers to try, best first."""
        data, language = self._data, self._language
        if self._container is not None and self.kind == XLSX:
            container = self._container
            yield lambda: _XlsxSource(container, language)
        elif self._container is not None and self.kind == ODS:
            container = self._container
            yield lambda: OpenDocument(container)
        elif self._container is not None and self.kind == XLSB:
            container = self._container
            yield lambda: BinaryWorkbook(container, len(data), language)
        elif self.kind == XLS:
            yield lambda: XlrdBook(data, language)
        yield lambda: CalamineBook(data)
        if self.kind == XLSX:
            yield lambda: OpenpyxlBook(data, language)

    def _text_source(self) -> _TextSource:
        try:
            decoded = decode(self._data, self._encoding)
        except LookupError as error:
            raise BadFile("There is no encoding {name}.", name=self._encoding) from error
        return _TextSource(decoded, self._title, self._separator)


def _first_that_opens(ways: Iterator[Callable[[], Source]]) -> Source:
    for way in ways:
        try:
            return way()
        except Malformed:
            continue
    raise Malformed("no reader opens it")


@contextmanager
def _plain_errors() -> Iterator[None]:
    """What readers raise, as sentences for people."""
    try:
        yield
    except Malformed as error:
        raise refusals.damaged() from error
    except MemoryError as error:
        raise refusals.too_large() from error
    except BadFile:
        raise
    except Exception as error:
        # Damaged bytes make parsers stumble in ways nobody listed; for the owner that is a damaged file.
        raise refusals.damaged() from error


def _phones(sample: Sheet) -> int:
    """Cells of the fullest column that look like phone numbers."""
    columns: dict[int, int] = {}
    for row in sample.rows:
        for column, cell in enumerate(row):
            if len(cell) > 5 and _PHONE.match(cell) and 7 <= sum(map(str.isdigit, cell)) <= 15:
                columns[column] = columns.get(column, 0) + 1
    return max(columns.values(), default=0)


__all__ = ["PASTED", "PROBLEM_UNCLOSED", "Book", "Sheet", "Source"]
