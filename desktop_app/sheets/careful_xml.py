"""A worksheet's XML by a real parser: slower, for prefixes, comments, CDATA and unusual spacing."""

import re
from xml.parsers import expat

from desktop_app.sheets.sheet import MAX_COLUMNS, Malformed, SheetBuilder, column_index
from desktop_app.sheets.sheet_cells import TRUE_WORDS, Cells, note_width
from desktop_app.sheets.xlsx import Xlsx

_RANGE = re.compile(r"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})$")
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})$")


class CarefulPass(Cells):
    """The careful way: a real XML parser, for prefixes, comments, CDATA and unusual spacing."""

    def __init__(self, book: Xlsx, builder: SheetBuilder) -> None:
        super().__init__(book, builder)
        self._row: list[str] | None = None
        self._row_number = 0
        self._column = 0
        self._cell: dict[str, str] | None = None
        self._value: str | None = None
        self._inline = ""
        self._formula = False
        self._into = ""
        self._buffer: list[str] = []
        self._hide_unless_said = False
        self._seen_worksheet = False
        self._phonetic = False

    def read(self, part: str) -> None:
        """Read the whole part.

        Raises:
            Malformed: not well-formed or not a worksheet.
        """
        parser = self._parser(expat.ParserCreate(namespace_separator="}"))
        isfinal = True
        try:
            for chunk in self.book.container.stream(part):
                parser.Parse(chunk)
            parser.Parse(b"", isfinal)
        except expat.ExpatError as error:
            raise Malformed("XML") from error
        if not self._seen_worksheet:
            raise Malformed("not a worksheet")

    def fill(self, row: list[str], cells: str) -> None:
        """Fill a row the builder has begun.

        Args:
            row: the row.
            cells: what stands between its tags, without prefixed elements.

        Raises:
            Malformed: not well-formed.
        """
        self._row, self._column, self._cell, self._phonetic, self._into = row, 0, None, False, ""
        parser = self._parser(expat.ParserCreate())
        try:
            parser.Parse(f"<cells>{cells}</cells>", True)  # noqa: FBT003  # expat takes it by position only
        except expat.ExpatError as error:
            raise Malformed("XML") from error

    def _parser(self, parser: expat.XMLParserType) -> expat.XMLParserType:
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.StartDoctypeDeclHandler = self._doctype
        return parser

    def _doctype(self, *_: object) -> None:
        raise Malformed("document type")

    def _characters(self, text: str) -> None:
        if self._into:
            self._buffer.append(text)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rsplit("}", 1)[-1]
        if self._cell is not None:
            self._start_in_cell(tag)
        elif tag == "c":
            self._cell, self._value, self._inline, self._formula = attributes, None, "", False
        elif tag == "row":
            self._start_row(attributes)
        else:
            self._start_outside(tag, attributes)

    def _start_in_cell(self, tag: str) -> None:
        if tag in ("v", "t") and not self._phonetic:
            self._into, self._buffer = tag, []
        elif tag == "f":
            self._formula = True
        elif tag == "rPh":
            self._phonetic = True

    def _start_outside(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "worksheet":
            self._seen_worksheet = True
        elif tag == "sheetFormatPr":
            self._hide_unless_said = attributes.get("zeroHeight", "") in TRUE_WORDS
        elif tag == "col":
            note_width(self.builder, attributes)
        elif tag == "autoFilter":
            self.builder.filtered = True
        elif tag == "mergeCell":
            found = _RANGE.match(attributes.get("ref", ""))
            if found:
                first, top, last, bottom = found.groups()
                self.builder.merged.append((int(top), column_index(first), int(bottom), column_index(last)))

    def _start_row(self, attributes: dict[str, str]) -> None:
        try:
            number = int(attributes.get("r") or self._row_number + 1)
        except ValueError as error:
            raise Malformed("row number") from error
        self._row_number, self._column = number, 0
        hidden = attributes.get("hidden", "1" if self._hide_unless_said else "").lower()
        if hidden in TRUE_WORDS or attributes.get("ht") == "0":
            self.builder.hidden.add(number)
        self._row = self.builder.start_row(number)

    def _end(self, name: str) -> None:
        tag = name.rsplit("}", 1)[-1]
        if tag == self._into:
            text, self._into = "".join(self._buffer), ""
            if tag == "v":
                self._value = text
            else:
                self._inline += text
        elif tag == "rPh":
            self._phonetic = False
        elif tag == "c" and self._cell is not None:
            self._end_cell(self._cell)
            self._cell = None
        elif tag == "row" and self._row is not None:
            self.builder.end_row(self._row)
            self._row = None

    def _end_cell(self, attributes: dict[str, str]) -> None:
        if self._row is None:
            return
        column = self._column
        if reference := attributes.get("r"):
            found = _REFERENCE.match(reference)
            if not found:
                raise Malformed("cell reference")
            column = column_index(found.group(1))
        if column >= MAX_COLUMNS:
            raise Malformed("column out of range")
        self._column = column + 1
        style = attributes.get("s", "0")
        kind = attributes.get("t", "n")
        if self._formula and not self._value and kind in ("", "n"):
            self._value = None  # some programs write an empty value for a formula they did not compute
        self.cell(
            self._row,
            column,
            kind,
            int(style) if style.isdecimal() else 0,
            self._value,
            formula=self._formula,
            inline=self._inline,
        )
