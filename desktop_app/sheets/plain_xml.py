"""A worksheet's XML as nearly every program writes it, read by regular expressions.

Everything is counted, so that nothing is overlooked: what deviates from the plain shape raises `Odd`, and the whole
part is read again by `careful_xml`.
"""

import re
from itertools import pairwise
from operator import getitem

from desktop_app.sheets.number_format import NumberFormat
from desktop_app.sheets.row_shapes import InlineTexts, Memo, Numbers, Shape
from desktop_app.sheets.sheet import MAX_COLUMNS, Malformed, SheetBuilder, column_index
from desktop_app.sheets.sheet_cells import Cells, note_width
from desktop_app.sheets.xlsx import Xlsx, text_pieces
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
_COLUMN_TAG = re.compile(r"<col [^<>]*>")
_DIMENSION = re.compile(r'<dimension ref="[A-Z]+\d+:[A-Z]+(\d+)"')
_MERGED = re.compile(r'<mergeCell ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
_PLAIN_VALUE = "(?:<f(?: [^<>]*)?(?:/>|>[^<]*</f>))?<v>([^<]+)</v></c>"
_INLINE_VALUE = '<is><t(?: xml:space="preserve")?>([^<]+)</t></is></c>'
_RECENT_SHAPES = 16
_WIDEST_SHAPE = 256
_MOST_SHAPES = 200
"""Shapes worth an expression of their own; a sheet with more of them is no table."""

_Found = tuple[str, str, str, str]


class Odd(Exception):
    """The part is not written in the plain shape."""


class PlainPass(Cells):
    """The fast way: the part as text, split at row ends, each row taken apart by one expression."""

    def __init__(self, book: Xlsx, builder: SheetBuilder) -> None:
        super().__init__(book, builder)
        self._recent: list[Shape] = []
        self._shapes_made = 0
        self._memos: dict[tuple[str, NumberFormat | None], Memo] = {}
        self._slow = False
        self._last = 0
        self._hide_unless_said = False

    def read(self, part: str) -> None:
        """Read the whole part.

        Raises:
            Odd: not in the plain shape.
        """
        head, in_data = "", False
        for piece in text_pieces(self.book.container, part, "</row>"):
            if "<!" in piece or "<?" in piece.removeprefix("\ufeff").lstrip()[2:]:
                raise Odd
            if not in_data:
                head += piece
                start = head.find("<sheetData>")
                if start < 0:
                    if "<worksheet" not in head or ("<sheetData" in head and "<sheetData/>" not in head):
                        raise Odd
                    continue
                self._head(head[:start])
                piece, in_data = head[start + 11 :], True
            rows = piece.split("</row>")
            tail = rows.pop()
            for row in rows:
                self._row(row)
            if tail:
                self._tail(tail)
        if not in_data:
            self._nothing(head)

    def _nothing(self, head: str) -> None:
        if "</worksheet>" not in head:
            raise Odd
        self._head(head)

    def _head(self, head: str) -> None:
        dimension = _DIMENSION.search(head)
        if dimension:
            self.builder.expected = int(dimension.group(1))
        self._hide_unless_said = re.search(r'<sheetFormatPr [^<>]*zeroHeight="(?:1|true)"', head) is not None
        for tag in _COLUMN_TAG.findall(head):
            note_width(self.builder, _attributes(tag))

    def _tail(self, tail: str) -> None:
        """What follows the last complete row: rows without cells, then merged ranges and filters."""
        data, closed, after = tail.partition("</sheetData>")
        while (start := data.find("<row")) >= 0:
            end = data.find(">", start)
            if end < 0 or data[end - 1] != "/":
                raise Odd
            self._empty_row(data[start + 4 : end - 1])
            data = data[end + 1 :]
        if not closed:
            if data.strip():
                raise Odd
            return
        if "<row" in after or "</worksheet>" not in after:
            raise Odd
        self.builder.filtered = "<autoFilter" in after
        for first, top, last, bottom in _MERGED.findall(after):
            self.builder.merged.append((int(top), column_index(first), int(bottom), column_index(last)))

    def _empty_row(self, attributes: str) -> None:
        number = self._number_of(attributes)
        self._last = number
        if self._is_hidden(attributes):
            self.builder.hidden.add(number)

    def _number_of(self, attributes: str) -> int:
        start = attributes.find(' r="')
        if start < 0:
            return self._last + 1
        end = attributes.find('"', start + 4)
        try:
            return int(attributes[start + 4 : end])
        except ValueError as error:
            raise Odd from error

    def _is_hidden(self, attributes: str) -> bool:
        if self._hide_unless_said:
            return 'hidden="0"' not in attributes and 'hidden="false"' not in attributes
        if "hidden=" not in attributes and ' ht="0"' not in attributes:
            return False
        return 'hidden="1"' in attributes or 'hidden="true"' in attributes or ' ht="0"' in attributes

    def _row(self, piece: str) -> None:
        start = piece.rfind("<row")
        end = piece.find(">", start)
        if start < 0 or end < 0 or piece[end - 1] == "/":
            raise Odd
        if start > 0 and "<row" in piece[:start]:
            self._tail(piece[:start])
        elif start > 0 and "<" in piece[:start]:
            raise Odd
        attributes = piece[start + 4 : end]
        number = self._last = self._number_of(attributes)
        if ("hidden=" in attributes or " ht=" in attributes or self._hide_unless_said) and self._is_hidden(attributes):
            self.builder.hidden.add(number)
        try:
            row = self.builder.start_row(number)
        except Malformed as error:
            raise Odd from error
        if not self._as_before(row, piece, end + 1):
            self._anew(row, piece, end)
        self.builder.end_row(row)

    def _as_before(self, row: list[str], piece: str, start: int) -> bool:
        """Fill a row that is written like one of the latest ones, which is nearly every row of a table."""
        for position, shape in enumerate(self._recent):
            match = shape.pattern.fullmatch(piece, start)
            if match is None:
                continue
            if position:
                self._recent.insert(0, self._recent.pop(position))
            self._slow = False
            values = match.groups()
            texts = list(map(getitem, shape.memos, values))
            if self._slow:
                return False
            if shape.gapless:
                row += texts
            else:
                row += shape.blank
                for column, text in zip(shape.columns, texts, strict=True):
                    row[column] = text
            index = len(self.builder.rows) - 1
            numeric = self.builder.numeric
            for column in shape.numeric:
                flags = numeric.get(column)
                if flags is None or index >= len(flags):
                    flags = self.builder.grow(column, index)
                flags[index] = 1
            return True
        return False

    def _anew(self, row: list[str], piece: str, end: int) -> None:
        """Fill a row cell by cell and remember its shape."""
        found = _CELL.findall(piece, end)
        closed = piece.count("</c>", end) + sum(attributes.endswith("/") for _, attributes, _, _ in found)
        if len(found) != piece.count("<c", end) or len(found) != closed:
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
        plain = not any(inside for _, _, _, inside in found)
        if found and plain and len(found) <= _WIDEST_SHAPE and self._shapes_made < _MOST_SHAPES:
            self._remember(found, columns, kinds)

    def _remember(self, found: list[_Found], columns: list[int], kinds: list[tuple[str, int]]) -> None:
        """Keep the shape of a row for those that follow."""
        pattern = []
        filled = []
        for i, (letters, attributes, value, _) in enumerate(found):
            reference = rf' r="{letters}\d+"' if letters else ""
            pattern.append(f"<c{reference}{re.escape(attributes)}>")
            if value:
                filled.append(i)
                pattern.append(_INLINE_VALUE if kinds[i][0] == "inlineStr" else _PLAIN_VALUE)
            elif not attributes.endswith("/"):
                return
        shape = Shape(
            pattern=re.compile("".join(pattern)),
            columns=tuple(columns[i] for i in filled),
            memos=tuple(self._memo(*kinds[i]) for i in filled),
            numeric=tuple(columns[i] for i in filled if kinds[i][0] == "n"),
            blank=[""] * (columns[filled[-1]] + 1 if filled else 0),
        )
        self._shapes_made += 1
        self._recent.insert(0, shape)
        del self._recent[_RECENT_SHAPES:]

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
        found = _attributes(attributes)
        if "r" in found:
            raise Odd
        style = found.get("s", "0")
        if not style.isdecimal():
            raise Odd
        return found.get("t", "n"), int(style)

    def _memo(self, kind: str, style: int) -> "Memo":
        """The texts of the values of one type and style; those made once are kept."""
        number_format = self.book.format_of(style)
        plain_text = not number_format.changes_text
        key = (kind, number_format if kind == "n" or not plain_text else None)
        memo = self._memos.get(key)
        if memo is None:
            if kind == "n":
                memo = Numbers(self._needs_care, number_format)
            elif kind == "s" and plain_text:
                texts = self.book.texts
                memo = Memo(self._needs_care)
                memo.update(zip(map(str, range(len(texts.strings))), texts.strings, strict=True))
                for index in texts.cleaned:
                    del memo[str(index)]
            elif kind == "inlineStr" and plain_text:
                memo = InlineTexts(self._needs_care)
            else:
                memo = Memo(self._needs_care)
                if kind == "b":
                    memo.update({"1": "TRUE", "0": "FALSE"})
            self._memos[key] = memo
        return memo

    def _needs_care(self) -> str:
        """Said by a value that its memo cannot show alone: the row is then filled cell by cell."""
        self._slow = True
        return ""


def _attributes(tag: str) -> dict[str, str]:
    return {name: one or other for name, one, other in _ATTRIBUTE.findall(tag)}
