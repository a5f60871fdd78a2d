"""A worksheet's XML as nearly every program writes it: its frame here, its rows in `plain_rows`.

Everything is counted, so that nothing is overlooked: a frame that deviates from the plain shape raises `Odd`, and the
whole part is read again by `careful_xml`.
"""

import re

from desktop_app.sheets.plain_rows import Odd, PlainRows, attributes_of, refuse_markup
from desktop_app.sheets.sheet import column_index
from desktop_app.sheets.sheet_cells import note_width
from desktop_app.sheets.xlsx import text_pieces

_COLUMN_TAG = re.compile(r"<col [^<>]*>")
_DIMENSION = re.compile(r'<dimension ref="[A-Z]+\d+:[A-Z]+(\d+)"')
_MERGED = re.compile(r'<mergeCell ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')


class PlainPass(PlainRows):
    """The fast way: the part as text, in pieces that end with a row."""

    def read(self, part: str) -> None:
        """Read the whole part.

        Raises:
            Odd: not in the plain shape.
        """
        head, in_data = "", False
        for piece in text_pieces(self.book.container, part, "</row>"):
            if not in_data:
                head += piece
                start = head.find("<sheetData>")
                if start < 0:
                    if "<worksheet" not in head or ("<sheetData" in head and "<sheetData/>" not in head):
                        raise Odd
                    continue
                self._head(head[:start])
                piece, in_data = head[start + 11 :], True
            end = piece.rfind("</row>") + 6 if "</row>" in piece else 0
            self.rows(piece[:end])
            if end < len(piece):
                self._tail(piece[end:])
        if not in_data:
            self._nothing(head)

    def _nothing(self, head: str) -> None:
        if "</worksheet>" not in head:
            raise Odd
        self._head(head)

    def _head(self, head: str) -> None:
        refuse_markup(head.removeprefix("\ufeff").lstrip().removeprefix("<?"))
        dimension = _DIMENSION.search(head)
        if dimension:
            self.builder.expected = int(dimension.group(1))
        self.hide_unless_said = re.search(r'<sheetFormatPr [^<>]*zeroHeight="(?:1|true)"', head) is not None
        for tag in _COLUMN_TAG.findall(head):
            note_width(self.builder, attributes_of(tag))

    def _tail(self, tail: str) -> None:
        """What follows the last complete row: rows without cells, then merged ranges and filters."""
        refuse_markup(tail)
        data, closed, after = tail.partition("</sheetData>")
        data = self.empty_rows(data)
        if not closed:
            if data.strip():
                raise Odd
            return
        if "<row" in after or "</worksheet>" not in after:
            raise Odd
        self.builder.filtered = "<autoFilter" in after
        for first, top, last, bottom in _MERGED.findall(after):
            self.builder.merged.append((int(top), column_index(first), int(bottom), column_index(last)))


__all__ = ["Odd", "PlainPass"]
