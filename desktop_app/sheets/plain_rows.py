"""Rows of a worksheet as nearly every program writes them, read by regular expressions.

A row written like those before costs a match and a share of one pass over each column. Any other is taken apart cell by
cell, and by a real parser if it must be: an odd row costs that row, not the sheet.
"""

import re
from collections.abc import Sequence
from functools import partial
from itertools import pairwise
from operator import add, or_

from desktop_app.sheets.careful_xml import CarefulPass
from desktop_app.sheets.number_format import NumberFormat
from desktop_app.sheets.row_shapes import NEEDS_CARE, Memo, Shapes, new_memo
from desktop_app.sheets.sheet import MAX_COLUMNS, Malformed, SheetBuilder, column_index
from desktop_app.sheets.sheet_cells import Cells
from desktop_app.sheets.xlsx import Xlsx
from desktop_app.sheets.xml_text import unescape

_ATTRIBUTE = re.compile(r'([\w:]+)\s*=\s*(?:"([^"<]*)"|\'([^\'<]*)\')')
_CELL = re.compile(
    r'<c(?: r="([A-Z]{1,3})\d{1,7}")?([^<>]*)>'
    r"(?:(?<!/>)(?:"
    r"(?:(?:<f(?: [^<>]*)?(?:/>|>[^<]*</f>))?<v>|<is><t(?: xml:space=\"preserve\")?>)([^<]+)(?:</v>|</t></is>)</c>"
    r"|(?!</c>)(.*?)</c>))?",
    re.DOTALL,
)
"""Column letters, attributes, the plain value or text, else whatever lies inside the cell.

A cell that closes itself has nothing inside: what follows it is the next cell's.
"""
_VALUE = re.compile(r"<v(?: [^<>]*)?>([^<]*)</v>|<v ?/>")
_FORMULA = re.compile(r"<f[ >/]")
_RUN = re.compile(r"<t(?: [^<>]*)?>([^<]*)</t>")
_PHONETIC = re.compile(r"<rPh\b.*?</rPh>", re.DOTALL)
_PLAIN_ATTRIBUTES = re.compile(r'(?: [\w:]+="[^"<]*")* ?$', re.ASCII).match
_PREFIXED = re.compile(r"<\w+:")
_AHEAD = 1 << 14
"""Characters to look ahead for rows of known shapes at first."""

_Found = tuple[str, str, str, str]


class Odd(Exception):
    """The part is not written in the plain shape."""


class PlainRows(Cells):
    """Rows as text, in whichever way is quickest for each."""

    def __init__(self, book: Xlsx, builder: SheetBuilder) -> None:
        super().__init__(book, builder)
        self.hide_unless_said = False
        self._shapes = Shapes()
        self._ahead = _AHEAD
        self._careful = CarefulPass(book, builder)
        self._memos: dict[tuple[str, NumberFormat | None], Memo] = {}
        self._last = 0

    def empty_rows(self, text: str) -> str:
        """Take rows without cells off the start of a text; returns what is left.

        Raises:
            Odd: one of them has cells, or is cut off.
        """
        while (start := text.find("<row")) >= 0:
            end = text.find(">", start)
            if end < 0 or text[end - 1] != "/":
                raise Odd
            self._empty_row(text[start + 4 : end - 1])
            text = text[end + 1 :]
        return text

    def _empty_row(self, attributes: str) -> None:
        number = self._number_of(attributes)
        self._last = number
        if self._is_hidden(attributes):
            self.builder.hidden.add(number)

    def _number_of(self, attributes: str) -> int:
        if not _PLAIN_ATTRIBUTES(attributes):
            raise Odd
        start = attributes.find(' r="')
        if start < 0:
            return self._last + 1
        end = attributes.find('"', start + 4)
        try:
            return int(attributes[start + 4 : end])
        except ValueError as error:
            raise Odd from error

    def _is_hidden(self, attributes: str) -> bool:
        if self.hide_unless_said:
            return 'hidden="0"' not in attributes and 'hidden="false"' not in attributes
        if "hidden=" not in attributes and ' ht="0"' not in attributes:
            return False
        return 'hidden="1"' in attributes or 'hidden="true"' in attributes or ' ht="0"' in attributes

    def rows(self, piece: str) -> None:
        """All rows of a piece that ends with one: those written as before in runs, the others one by one.

        The look ahead doubles as long as nothing new comes, so that little is matched twice while shapes are learned.

        Raises:
            Odd: what stands between the cells or rows is not plain.
        """
        position = 0
        while position < len(piece):
            ahead = piece.find("</row>", position + self._ahead)
            stop = len(piece) if ahead < 0 else ahead + 6
            position = self._window(piece, position, stop)
            self._ahead = self._ahead * 2 if position == stop else _AHEAD

    def _window(self, piece: str, position: int, stop: int) -> int:
        """Read rows up to `stop` or to the first that teaches a shape; returns where they end."""
        expression = self._shapes.expression()
        matches = list(expression.finditer(piece, position, stop)) if self.builder.limit is None else []
        begin = 0
        while begin < len(matches):
            end = begin + 1
            while end < len(matches) and matches[end].start() == matches[end - 1].end():
                end += 1
            position = self._strange(piece, position, matches[begin].start())
            if self._shapes.pattern is not expression:
                return position
            self._place(matches[begin:end])
            position, begin = matches[end - 1].end(), end
        return self._strange(piece, position, stop)

    def _strange(self, piece: str, position: int, stop: int) -> int:
        """Read rows one by one up to `stop` or to the first that teaches a shape; returns where they end."""
        expression = self._shapes.pattern
        while position < stop and self._shapes.pattern is expression:
            end = piece.find("</row>", position, stop)
            text = piece[position : end if end >= 0 else stop]
            refuse_markup(text)
            if end < 0:
                self._between(text)
                return stop
            self._row(text)
            position = end + 6
        return position

    def _between(self, text: str) -> None:
        """What stands before a row: rows without cells, or nothing."""
        if "<" in self.empty_rows(text):
            raise Odd

    def _place(self, matches: Sequence[re.Match[str]]) -> None:
        """Add rows that fit the expression, column by column."""
        shapes, builder = self._shapes, self.builder
        said, others, *values = zip(*map(re.Match.groups, matches), strict=True)
        numbers = self._numbers(said, others)
        columns: list[list[str]] = [[]] * shapes.width
        for one, column in zip(shapes.valued, values, strict=True):
            if one.memo is not None and any(column):
                before, texts = columns[one.column], one.memo.texts(column)
                columns[one.column] = list(map(add, before, texts)) if before else texts
        blank = [""] * len(matches)
        rows = list(map(list, zip(*(column or blank for column in columns), strict=True))) or [[] for _ in matches]
        if columns and "" in (columns[-1] or blank):
            for row in rows:
                while row and not row[-1]:
                    row.pop()
        try:
            indices = builder.add_rows(numbers, rows)
        except Malformed as error:
            raise Odd from error
        for one, column in zip(shapes.valued, values, strict=True):
            if one.numeric and any(column):
                self._flag(one.column, indices, column)
        unsure = [column for column in columns if NEEDS_CARE in column]
        for n in sorted({n for column in unsure for n, text in enumerate(column) if text == NEEDS_CARE}):
            builder.current = indices[n]
            builder.forget_row()
            rows[n].clear()
            self._cells(rows[n], matches[n][0].strip().partition(">")[2].removesuffix("</row>"))
            builder.end_row(rows[n])

    def _numbers(self, said: Sequence[str | None], others: Sequence[str]) -> list[int]:
        """The numbers of rows; those hidden are noted."""
        numbers = list(map(int, filter(None, said)))
        if len(numbers) < len(said):
            numbers = []
            for number, other in zip(said, others, strict=True):
                self._last = int(number) if number else self._number_of(other)
                numbers.append(self._last)
        self._last = numbers[-1]
        spellings = set(others)
        if not all(map(_PLAIN_ATTRIBUTES, spellings)):
            raise Odd
        if any(map(self._is_hidden, spellings)):
            hidden = zip(numbers, others, strict=True)
            self.builder.hidden.update(number for number, attributes in hidden if self._is_hidden(attributes))
        return numbers

    def _flag(self, column: int, indices: Sequence[int], values: Sequence[str | None]) -> None:
        """Note which cells are stored as numbers."""
        flags = self.builder.numeric.get(column)
        if flags is None or indices[-1] >= len(flags):
            flags = self.builder.grow(column, indices[-1])
        if isinstance(indices, range):
            old, new = flags[indices.start : indices.stop], bytes(map(bool, values))
            flags[indices.start : indices.stop] = bytes(map(or_, old, new)) if any(old) else new
            return
        for index, value in zip(indices, values, strict=True):
            if value:
                flags[index] = 1

    def _row(self, piece: str) -> None:
        """One row, whatever it looks like; what stands before it are rows without cells."""
        start = piece.rfind("<row")
        end = piece.find(">", start)
        if start < 0 or end < 0 or piece[end - 1] == "/":
            raise Odd
        self._between(piece[:start])
        attributes = piece[start + 4 : end]
        number = self._last = self._number_of(attributes)
        if self._is_hidden(attributes):
            self.builder.hidden.add(number)
        try:
            row = self.builder.start_row(number)
        except Malformed as error:
            raise Odd from error
        self._cells(row, piece[end + 1 :])
        self.builder.end_row(row)

    def _cells(self, row: list[str], cells: str) -> None:
        """Fill a row cell by cell; by a real parser when it is not written in the plain shape."""
        try:
            self._plain_cells(row, cells)
        except Odd:
            if _PREFIXED.search(cells):
                raise
            row.clear()
            self.builder.forget_row()
            try:
                self._careful.fill(row, cells)
            except Malformed as error:
                raise Odd from error

    def _plain_cells(self, row: list[str], cells: str) -> None:
        found = _CELL.findall(cells)
        closed = cells.count("</c>") + sum(attributes.endswith("/") for _, attributes, _, _ in found)
        if len(found) != cells.count("<c") or len(found) != closed:
            raise Odd
        columns: list[int] = []
        kinds: list[tuple[str, int]] = []
        for letters, attributes, _, _ in found:
            columns.append(column_index(letters) if letters else (columns[-1] + 1 if columns else 0))
            kinds.append(self._kind(attributes))
        if columns and max(columns) >= MAX_COLUMNS:
            raise Malformed("column out of range")
        if any(one >= other for one, other in pairwise(columns)):
            raise Odd
        self._one_by_one(row, found, columns, kinds)
        if all(letters for letters, _, _, _ in found):
            self._remember(found, columns, kinds)

    def _remember(self, found: list[_Found], columns: list[int], kinds: list[tuple[str, int]]) -> None:
        """Keep how the plain cells of a row are written for those that follow."""
        for (letters, attributes, value, inside), column, kind in zip(found, columns, kinds, strict=True):
            if not inside:
                self._shapes.learn(
                    column, letters, attributes, kind=kind[0], value=bool(value), memo=partial(self._memo, *kind)
                )

    def _one_by_one(
        self, row: list[str], found: list[_Found], columns: list[int], kinds: list[tuple[str, int]]
    ) -> None:
        for (_, _, value, inside), column, (kind, style) in zip(found, columns, kinds, strict=True):
            if inside:
                self._rich_cell(row, column, kind, style, inside)
            elif value and kind == "inlineStr":
                self.cell(row, column, kind, style, None, formula=False, inline=unescape(value))
            elif value:
                self.cell(row, column, kind, style, unescape(value), formula=False, inline="")

    def _rich_cell(self, row: list[str], column: int, kind: str, style: int, inside: str) -> None:
        found = _VALUE.search(inside)
        inline = ""
        if kind == "inlineStr":
            inline = unescape("".join(_RUN.findall(_PHONETIC.sub("", inside))))
        formula = _FORMULA.search(inside) is not None
        if not formula and found is None and kind != "inlineStr" and "<extLst" not in inside and inside.strip():
            raise Odd
        value = unescape(found.group(1) or "") if found else None
        if formula and not value and kind in ("", "n"):
            value = None  # some programs write an empty value for a formula they did not compute
        self.cell(row, column, kind, style, value, formula=formula, inline=inline)

    def _kind(self, attributes: str) -> tuple[str, int]:
        """Type and style."""
        found = attributes_of(attributes)
        if "r" in found:
            raise Odd
        style = found.get("s", "0")
        if not style.isdecimal():
            raise Odd
        return found.get("t", "n"), int(style)

    def _memo(self, kind: str, style: int) -> Memo:
        """The texts of the values of one type and style; those made once are kept."""
        number_format = self.book.format_of(style)
        plain_text = not number_format.changes_text
        key = (kind, number_format if kind == "n" or not plain_text else None)
        memo = self._memos.get(key)
        if memo is None:
            memo = self._memos[key] = new_memo(kind, number_format, self.book)
        return memo


def refuse_markup(text: str) -> None:
    """Rows that fit an expression hold no comment, CDATA or instruction; what is read in other ways might.

    Raises:
        Odd: it does.
    """
    if "<!" in text or "<?" in text:
        raise Odd


def attributes_of(tag: str) -> dict[str, str]:
    """The attributes of a tag, entities as they are."""
    return {name: one or other for name, one, other in _ATTRIBUTE.findall(tag)}
