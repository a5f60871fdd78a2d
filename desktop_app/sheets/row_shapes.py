"""What rows of one table have in common, so that rows by the thousand cost one expression and one pass a column."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from desktop_app.sheets.number_format import MAX_EXACT_DIGITS, UNSHOWABLE, NumberFormat
from desktop_app.sheets.sheet_cells import CACHE_SIZE, lost_digits, show
from desktop_app.sheets.xlsx import Xlsx
from desktop_app.sheets.xml_text import unescape

NEEDS_CARE = "\x00"
"""Stands for a value that its column cannot show alone; no text out of XML has this character."""

_WITHOUT_CONTROLS = re.compile("[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]*$").match
_SHORT = 11
"""Characters General has: a decimal written with as many shows as it is written."""
_shows_as_written = re.compile(
    rf"[1-9]\d{{0,{MAX_EXACT_DIGITS - 1}}}|(?=.{{1,{_SHORT}}}\Z)-?(?:0|[1-9]\d*)\.\d*[1-9]", re.ASCII
).fullmatch
"""Whether General shows a number exactly as the file writes it."""
_MOST_SPELLINGS = 8
"""Ways to write the cells of one column worth remembering."""
_WIDEST = 256
_PLAIN_VALUE = "(?:<f(?: [^<>]*)?(?:/>|>[^<]*</f>))?<v>([^<]++)</v></c>"
_INLINE_VALUE = '<is><t(?: xml:space="preserve")?>([^<]++)</t></is></c>'

Value = str | None
"""A cell's value as in the file; None where a row has no such cell."""


class Memo(dict[Value, str]):
    """Value -> text for one type and style; what is not in it needs care."""

    def __init__(self) -> None:
        super().__init__({None: ""})

    def __missing__(self, value: str) -> str:
        return NEEDS_CARE

    def texts(self, values: Sequence[Value]) -> list[str]:
        """What the values of a column show."""
        return list(map(self.__getitem__, values))


class InlineTexts(Memo):
    """Text written in the cell itself."""

    def __missing__(self, value: str) -> str:
        if "&" in value:
            return NEEDS_CARE if "&#" in value or "_x" in value else unescape(value)
        if "_x" in value or "\r" in value or not (value.isprintable() or _WITHOUT_CONTROLS(value)):
            return NEEDS_CARE
        return value

    def texts(self, values: Sequence[Value]) -> list[str]:
        """What the values of a column show: themselves, when one look at all of them finds nothing to do."""
        written = [value or "" for value in values]
        joined = "".join(written)
        if joined.isprintable() and "&" not in joined and "_x" not in joined:
            return written
        return super().texts(values)


class Numbers(Memo):
    """Numbers of one format."""

    def __init__(self, number_format: NumberFormat) -> None:
        super().__init__()
        self._format = number_format
        self._general = number_format.is_general and not number_format.changes_text

    def __missing__(self, value: str) -> str:
        if value.isspace() or (len(value) > MAX_EXACT_DIGITS and lost_digits(value)):
            return NEEDS_CARE
        text = show(self._format, value)
        if text == UNSHOWABLE:
            return NEEDS_CARE
        if len(self) < CACHE_SIZE:
            self[value] = text
        return text

    def texts(self, values: Sequence[Value]) -> list[str]:
        """What the values of a column show; in General most show as they are written."""
        if not self._general:
            return super().texts(values)
        return ["" if value is None else value if _shows_as_written(value) else self[value] for value in values]


def new_memo(kind: str, number_format: NumberFormat, book: Xlsx) -> Memo:
    """What values of a type and format show, as far as that is plain."""
    plain_text = not number_format.changes_text
    if kind == "n":
        return Numbers(number_format)
    if kind == "inlineStr" and plain_text:
        return InlineTexts()
    memo = Memo()
    if kind == "s" and plain_text:
        texts = book.texts
        memo.update(zip(map(str, range(len(texts.strings))), texts.strings, strict=True))
        for index in texts.cleaned:
            del memo[str(index)]
    elif kind == "b":
        memo.update({"1": "TRUE", "0": "FALSE"})
    return memo


@dataclass(frozen=True)
class Spelling:
    """One way the cells of a column are written."""

    column: int
    source: str
    """The expression of such a cell, with one group for its value if it has one."""
    memo: Memo | None
    """None for cells without a value."""
    numeric: bool = False


@dataclass
class Shapes:
    """How the cells of each column were written so far, and one expression for rows made of such cells."""

    pattern: re.Pattern[str] | None = None
    """A row: number, other attributes, then one group for each entry of `valued`."""
    valued: list[Spelling] = field(default_factory=list)
    width: int = 0
    _known: dict[int, dict[tuple[str, str, bool], Spelling]] = field(default_factory=dict)

    def learn(
        self, column: int, letters: str, attributes: str, *, kind: str, value: bool, memo: Callable[[], Memo]
    ) -> bool:
        """Remember how a plain cell is written; whether that was new.

        Args:
            column: 0-based.
            letters: of its reference.
            attributes: all others, as written.
            kind: its type.
            value: whether it has one; it is empty otherwise.
            memo: makes what its values show.
        """
        spellings = self._known.setdefault(column, {}) if column < _WIDEST else {}
        key = (letters, attributes, value)
        if key in spellings or column >= _WIDEST or len(spellings) >= _MOST_SPELLINGS:
            return False
        source = rf'<c r="{letters}\d+"{re.escape(attributes)}>'
        if value:
            source += _INLINE_VALUE if kind == "inlineStr" else _PLAIN_VALUE
        elif not attributes.endswith("/"):
            source += "</c>"
        spellings[key] = Spelling(column, source, memo() if value else None, numeric=kind == "n")
        self.pattern = None
        return True

    def expression(self) -> re.Pattern[str]:
        """The expression for rows of cells known so far. Every part is possessive: a row fits at once or not at all."""
        if self.pattern is None:
            columns = sorted(self._known.items())
            cells = ("(?:" + "|".join(one.source for one in known.values()) + ")?+" for _, known in columns if known)
            self.valued = [one for _, known in columns for one in known.values() if one.memo is not None]
            self.width = max((one.column + 1 for one in self.valued), default=0)
            self.pattern = re.compile(
                r'\s*+<row(?: r="(\d{1,7})")?+([^<>]*+)(?<!/)>' + "".join(cells) + "</row>", re.ASCII
            )
        return self.pattern
