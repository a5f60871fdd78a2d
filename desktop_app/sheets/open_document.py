"""OpenDocument spreadsheets: their cells carry the text they show, so that text is what is read."""

import re
from contextlib import suppress
from xml.parsers import expat

from desktop_app.sheets.container import Container
from desktop_app.sheets.number_format import general
from desktop_app.sheets.sheet import (
    ERROR_PREFIX,
    MAX_COLUMNS,
    MAX_ROWS,
    PROBLEM_DIGITS_LOST,
    PROBLEM_MERGED,
    PROBLEM_NO_VALUE,
    EnoughRows,
    Malformed,
    Progress,
    Sheet,
    SheetBuilder,
)
from desktop_app.sheets.xml_text import clean

_TABLE, _OFFICE, _TEXT, _STYLE, _CALC = (
    "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0",
)
_SKIPPED = frozenset({f"{_OFFICE}}}annotation", f"{_TEXT}}}note", f"{_TEXT}}}ruby-text", f"{_TABLE}}}shapes"})
_EXPONENT = re.compile(r"-?\d+(?:[.,]\d+)?[eE][+-]?\d+$")
_ERROR = re.compile(r"(?:#(?:NULL!|DIV/0!|VALUE!|REF!|NAME\?|NUM!|N/A)|Err:\d+|#\w+[!?])$")
_HIDDEN = ("collapse", "filter")
_MAX_REPEATED_USED = 2_000_000
"""Cells with something in them that repetition may make."""


class OpenDocument:
    """An .ods; content.xml is parsed anew for each sheet, stopping where enough is known.

    Raises (on construction):
        Malformed: no content, or not XML.
    """

    def __init__(self, container: Container) -> None:
        if "content.xml" not in container:
            raise Malformed("no content")
        self._container = container
        self._sheets = _Listing(container).sheets
        if not self._sheets:
            raise Malformed("no sheets")

    def listed(self) -> list[tuple[str, bool]]:
        """Sheets and whether they are visible."""
        return list(self._sheets)

    def read(self, name: str, limit: int | None = None, on_progress: Progress | None = None) -> Sheet:
        """One sheet."""
        builder = SheetBuilder(name, limit, on_progress)
        reader = _TableReader(builder)
        with suppress(EnoughRows, _Done):
            reader.run(self._container)
        return builder.finish()


class _Done(Exception):
    """The wanted table has been read."""


class _Parser:
    """expat over content.xml with names as `namespace}local`."""

    def run(self, container: Container) -> None:
        """Parse it all.

        Raises:
            Malformed: not well-formed.
        """
        parser = expat.ParserCreate(namespace_separator="}")
        parser.buffer_text = True
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.characters
        parser.StartDoctypeDeclHandler = self._doctype
        isfinal = True
        try:
            for chunk in container.stream("content.xml"):
                parser.Parse(chunk)
            parser.Parse(b"", isfinal)
        except expat.ExpatError as error:
            raise Malformed("XML") from error

    def _doctype(self, *_: object) -> None:
        raise Malformed("document type")

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""

    def characters(self, text: str) -> None:
        """Text."""


class _Listing(_Parser):
    """Names and visibility of the sheets."""

    def __init__(self, container: Container) -> None:
        self.sheets: list[tuple[str, bool]] = []
        self._style = ""
        self._hidden_styles: set[str] = set()
        self._depth = 0
        self.run(container)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == f"{_STYLE}}}style":
            self._style = attributes.get(f"{_STYLE}}}name", "")
        elif name == f"{_STYLE}}}table-properties":
            if attributes.get(f"{_TABLE}}}display") == "false":
                self._hidden_styles.add(self._style)
        elif name == f"{_TABLE}}}table":
            self._depth += 1
            if self._depth == 1:
                visible = attributes.get(f"{_TABLE}}}style-name") not in self._hidden_styles
                self.sheets.append((attributes.get(f"{_TABLE}}}name", ""), visible))

    def end(self, name: str) -> None:
        if name == f"{_TABLE}}}table":
            self._depth -= 1


class _TableReader(_Parser):
    """The cells of one table."""

    def __init__(self, builder: SheetBuilder) -> None:
        self._builder = builder
        self._depth = 0
        self._in_table = False
        self._row_number = 0
        self._row_repeat = 1
        self._row_hidden = False
        self._cells: list[tuple[int, str, str, bool]] = []
        self._column = 0
        self._cell: dict[str, str] | None = None
        self._repeat = 1
        self._covered = False
        self._paragraphs: list[str] = []
        self._pieces: list[str] | None = None
        self._skipping = 0
        self._made = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if not self._in_table:
            if name == f"{_TABLE}}}table":
                self._depth += 1
                self._in_table = self._depth == 1 and attributes.get(f"{_TABLE}}}name", "") == self._builder.name
            return
        if self._skipping or name in _SKIPPED:
            self._skipping += 1
        elif name in (f"{_TABLE}}}table-cell", f"{_TABLE}}}covered-table-cell"):
            self._cell, self._paragraphs, self._pieces = attributes, [], None
            self._covered = name.endswith("covered-table-cell")
            self._repeat = _count(attributes, f"{_TABLE}}}number-columns-repeated")
        elif name == f"{_TEXT}}}p" and self._cell is not None:
            self._pieces = []
        elif self._pieces is not None:
            self._inside_text(name, attributes)
        elif name == f"{_TABLE}}}table-row":
            self._row_number += 1
            self._row_repeat = _count(attributes, f"{_TABLE}}}number-rows-repeated")
            self._row_hidden = attributes.get(f"{_TABLE}}}visibility") in _HIDDEN
            self._cells, self._column = [], 0
        elif name == f"{_TABLE}}}table":
            self._skipping += 1  # a table inside a cell

    def _inside_text(self, name: str, attributes: dict[str, str]) -> None:
        if self._pieces is None:
            return
        if name == f"{_TEXT}}}s":
            self._pieces.append(" " * min(_count(attributes, f"{_TEXT}}}c"), 1000))
        elif name == f"{_TEXT}}}line-break":
            self._pieces.append("\n")
        elif name == f"{_TEXT}}}tab":
            self._pieces.append("\t")

    def characters(self, text: str) -> None:
        if self._pieces is not None and not self._skipping:
            self._pieces.append(text)

    def end(self, name: str) -> None:
        if not self._in_table:
            if name == f"{_TABLE}}}table":
                self._depth -= 1
            return
        if self._skipping:
            self._skipping -= 1
        elif name == f"{_TEXT}}}p" and self._pieces is not None:
            self._paragraphs.append("".join(self._pieces))
            self._pieces = None
        elif name in (f"{_TABLE}}}table-cell", f"{_TABLE}}}covered-table-cell") and self._cell is not None:
            self._end_cell(self._cell)
            self._cell = None
        elif name == f"{_TABLE}}}table-row":
            self._end_row()
        elif name == f"{_TABLE}}}table":
            raise _Done

    def _end_cell(self, attributes: dict[str, str]) -> None:
        text, problem, number = self._shown(attributes)
        if self._covered:
            problem = problem or PROBLEM_MERGED
        if text or problem:
            repeat = min(self._repeat, MAX_COLUMNS - self._column)
            if self._covered and not text:
                repeat = min(repeat, 64)
            self._made += repeat
            if self._made > _MAX_REPEATED_USED * 8:
                raise Malformed("too many repeated cells")
            for column in range(self._column, self._column + max(repeat, 0)):
                self._cells.append((column, text, problem, number))
        self._column += self._repeat

    def _shown(self, attributes: dict[str, str]) -> tuple[str, str, bool]:
        """Text, problem and whether it is stored as a number."""
        text = clean("\n".join(self._paragraphs))
        kind = attributes.get(f"{_OFFICE}}}value-type", "")
        value = attributes.get(f"{_OFFICE}}}value", "")
        if attributes.get(f"{_CALC}}}value-type") == "error" or (
            attributes.get(f"{_TABLE}}}formula") and _ERROR.match(text)
        ):
            return text or "#N/A", ERROR_PREFIX + (text or "#N/A"), False
        if attributes.get(f"{_TABLE}}}formula") and not text and not kind:
            return "", PROBLEM_NO_VALUE, False
        number = kind in ("float", "currency", "percentage")
        if not number:
            return text or self._value_without_text(kind, attributes), "", False
        return self._number(text, value)

    def _number(self, text: str, value: str) -> tuple[str, str, bool]:
        try:
            exact = float(value)
        except ValueError:
            return text, "", True
        whole = abs(exact) < 1e21 and exact == int(exact)
        problem = PROBLEM_DIGITS_LOST if whole and abs(exact) >= 1e15 else ""
        if not text or (whole and _EXPONENT.match(text)) or set(text) == {"#"}:
            return general(exact), problem, True
        return text, problem, True

    def _value_without_text(self, kind: str, attributes: dict[str, str]) -> str:
        """Some writers leave the shown text out."""
        if kind == "string":
            return attributes.get(f"{_OFFICE}}}string-value", "")
        if kind == "boolean":
            return attributes.get(f"{_OFFICE}}}boolean-value", "").upper()
        if kind == "date":
            return attributes.get(f"{_OFFICE}}}date-value", "").replace("T", " ")
        if kind == "time":
            return _duration(attributes.get(f"{_OFFICE}}}time-value", ""))
        return ""

    def _end_row(self) -> None:
        first, self._row_number = self._row_number, self._row_number + self._row_repeat - 1
        used = any(text for _, text, _, _ in self._cells) or any(p == PROBLEM_NO_VALUE for _, _, p, _ in self._cells)
        last = min(self._row_number, MAX_ROWS)
        if self._row_hidden:
            self._builder.hidden.update(range(first, min(last, first + 100_000) + 1))
            self._builder.filtered = True
        if not used or first > MAX_ROWS:
            return
        self._made += len(self._cells) * (last - first)
        if self._made > _MAX_REPEATED_USED:
            raise Malformed("too many repeated rows")
        for number in range(first, last + 1):
            row = self._builder.start_row(number)
            for column, text, problem, is_number in self._cells:
                if text:
                    self._builder.put(row, column, text)
                if problem:
                    self._builder.problem(column, problem)
                if is_number:
                    self._builder.is_number(column)
            self._builder.end_row(row)


_DURATION = re.compile(r"(-?)P(?:(\d+)D)?T(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?$")


def _duration(text: str) -> str:
    found = _DURATION.match(text)
    if not found:
        return text
    hours = int(found.group(3) or 0) + 24 * int(found.group(2) or 0)
    return f"{found.group(1)}{hours:02d}:{int(found.group(4) or 0):02d}:{int(float(found.group(5) or 0)):02d}"


def _count(attributes: dict[str, str], name: str) -> int:
    try:
        return max(int(attributes.get(name, "1")), 1)
    except ValueError:
        return 1
